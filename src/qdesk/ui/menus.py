"""The menus: every action with its shortcut."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QApplication, QMenu

from qdesk.actions.printed_numbers import office_program
from qdesk.places import backup_dir, log_dir
from qdesk.ui.dialogs.about_dialog import AboutDialog
from qdesk.ui.export_commands import uses_office_pages, uses_office_pdf
from qdesk.ui.help_window import show_help
from qdesk.ui.helped_dialog import help_page_at

if TYPE_CHECKING:
    from qdesk.ui.controller import Controller
    from qdesk.ui.main_window import MainWindow


_CLIPBOARD = (
    ("剪切", "cut", QKeySequence.StandardKey.Cut),
    ("复制", "copy", QKeySequence.StandardKey.Copy),
    ("粘贴", "paste", QKeySequence.StandardKey.Paste),
    ("全选", "selectAll", QKeySequence.StandardKey.SelectAll),
)


class Menus:
    """Builds the menu bar once; what needs an open report is grey without one."""

    def __init__(self, window: MainWindow, controller: Controller) -> None:
        self._window, self._controller = window, controller
        self._needs_report: list[QAction] = []

    def build(self) -> None:
        """Fill the menu bar, unless it is filled."""
        bar = self._window.menuBar()
        if bar.actions():
            return
        do, report = self._controller, self._controller.report
        self._build_file(bar.addMenu("文件(&F)"))
        edit = bar.addMenu("编辑(&E)")
        self._add(edit, "撤销", do.undo, QKeySequence.StandardKey.Undo)
        self._add(edit, "重做", do.redo, "Ctrl+Y")
        edit.addSeparator()
        for title, name, keys in _CLIPBOARD:
            self._add(edit, title, lambda name=name: _of_focus(name), keys)
        edit.addSeparator()
        self._add(edit, "插入数据…", report.insert_number, "Ctrl+K")
        self._add(edit, "加粗", report.toggle_bold, "Ctrl+B")
        edit.addSeparator()
        self._add(edit, "查找…", do.search, "Ctrl+F")
        self._add(edit, "查找和替换…", report.replace_words, "Ctrl+H")
        self._build_report(bar.addMenu("报告(&R)"))
        view = bar.addMenu("查看(&V)")
        self._add(view, "完成情况…", report.meters, "F8")
        self._add(view, "未填的数…", report.missing, "Ctrl+M")
        self._add(view, "所有变化…", do.lists.changes, "Ctrl+Shift+B")
        self._add(view, "今天改了什么…", do.lists.days_work, "Ctrl+Shift+J")
        self._add(view, "待安置…", report.tray, "Ctrl+Shift+K")
        view.addSeparator()
        self._add(view, "表格放大", lambda: do.zoom(1), "Ctrl+Alt+=")
        self._add(view, "表格缩小", lambda: do.zoom(-1), "Ctrl+Alt+-")
        self._add(view, "表格恢复 100%", lambda: do.zoom(0), "Ctrl+Alt+0")
        view.addSeparator()
        self._add(view, "显示或收起右侧栏", do.toggle_helper, "F9")
        self._add(view, "显示或收起印刷页面", do.toggle_preview, "Ctrl+Shift+P")
        aid = bar.addMenu("帮助(&H)")
        self._add(aid, "使用说明", self._help, "F1", report=False)
        aid.addSeparator()
        self._add(aid, "数据和日志在哪里", do.show_places, report=False)
        self._add(aid, "打开备份文件夹", lambda: do.open_folder(backup_dir()), report=False)
        self._add(aid, "打开日志文件夹", lambda: do.open_folder(log_dir()), report=False)
        aid.addSeparator()
        self._add(aid, "关于 qdesk", lambda: AboutDialog(self._window).exec(), report=False)

    def _help(self) -> None:
        """The page of the place where the user is."""
        show_help(self._window, help_page_at(QApplication.focusWidget()))

    def _build_file(self, file: QMenu) -> None:
        do, report = self._controller, self._controller.report
        self._add(file, "新建报告…", do.new_report, "Ctrl+N", report=False)
        self._add(file, "打开…", do.open_file, "Ctrl+O", report=False)
        self._add(file, "关闭", self._window.close_store, "Ctrl+W")
        file.addSeparator()
        self._add(file, "导入…", do.import_file, "Ctrl+I")
        self._add(file, "从剪贴板导入表格…", do.import_pasted, "Ctrl+Shift+V")
        self._add(file, "读回改过的 Word…", do.read_back, "Ctrl+Shift+O")
        self._add(file, "导入、读回和换规范的记录…", do.show_imports)
        self._add(file, "导出 Word…", do.exports.word, "Ctrl+E")
        exports = do.exports
        numbers = self._add_switch(
            file, "目录页码取自 {}", chosen=uses_office_pages(), put=exports.use_office_pages
        )
        numbers.setToolTip("导出多用几秒；不选时由本程序排版计算，本机没有文字处理软件时也是这样")
        self._add(file, "导出 PDF…", do.exports.pdf, "Ctrl+Shift+D")
        made = self._add_switch(file, "PDF 由 {} 生成", chosen=uses_office_pdf(), put=exports.use_office_pdf)
        made.setToolTip("多用几秒；不选时由本程序生成，与预览完全相同，本机没有文字处理软件时也是这样")
        self._add(file, "导出 Excel 表格…", do.exports.tables, "Ctrl+Shift+E")
        self._add(file, "填写上级的 Excel 表…", do.exports.fill, "Ctrl+Shift+T")
        self._add(file, "预览…", report.preview, "Ctrl+P")
        self._add(file, "核查别的文件…", self._controller.checks.file, "Shift+F7", report=False)
        file.addSeparator()
        self._add(file, "退出", self._window.close, "Ctrl+Q", report=False)

    def _add_switch(self, menu: QMenu, title: str, *, chosen: bool, put: Callable[[bool], None]) -> QAction:
        """What the word processor of this machine is asked for: grey where there is none."""
        program = office_program()
        action = QAction(title.format(program or "Word、WPS 或 LibreOffice"), self._window)
        action.setCheckable(True)
        action.setChecked(bool(program) and chosen)
        action.setEnabled(bool(program))
        action.toggled.connect(put)
        menu.setToolTipsVisible(True)
        menu.addAction(action)
        return action

    def _build_report(self, menu: QMenu) -> None:
        report = self._controller.report
        self._add(menu, "开始下一年度…", report.roll, "Ctrl+Shift+N")
        checks = self._controller.checks
        self._add(menu, "核查", checks.report, "F7")
        self._add(menu, "核查规则…", checks.rules)
        self._add(menu, "存成核查记录…", checks.protocol)
        self._add(menu, "办学条件对照…", report.limits, "Ctrl+Shift+L")
        menu.addSeparator()
        self._add(menu, "在这里插入…", report.insert_here, "Ctrl+Shift+I")
        self._add(menu, "这一部分上移", lambda: report.move_here(-1), "Alt+Shift+Up")
        self._add(menu, "这一部分下移", lambda: report.move_here(1), "Alt+Shift+Down")
        self._add(menu, "新建数据表…", report.new_table, "Ctrl+T")
        self._add(menu, "新建案例", report.new_case, "Ctrl+Shift+A")
        self._add(menu, "封面、声明与目录", report.front_matter, "Ctrl+Shift+H")
        self._add(menu, "专业、学校等名单…", report.members, "Ctrl+Shift+M")
        menu.addSeparator()
        self._add(menu, "版式和编号…", report.numbering, "Ctrl+Shift+Y")
        self._add(menu, "在 Word 里改版式…", report.styles, report=False)
        self._add(menu, "数字惯例…", report.conventions)
        menu.addSeparator()
        self._add(menu, "改用另一个编写规范…", report.convert)
        self._add(menu, "另存为我的编写规范…", report.save_standard)
        self._add(menu, "管理编写规范…", report.standards, report=False)

    def _add(
        self, menu: QMenu, title: str, slot: Callable[[], object], keys: object = "", *, report: bool = True
    ) -> None:
        action = QAction(title, self._window)
        if keys:
            action.setShortcut(QKeySequence(keys))  # type: ignore[arg-type]  # text or standard key
            action.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
        action.triggered.connect(lambda _=False: slot())
        menu.addAction(action)
        if report:
            self._needs_report.append(action)

    def refresh(self, *, report_open: bool) -> None:
        """Enable what needs an open report, or not."""
        for action in self._needs_report:
            action.setEnabled(report_open)


def _of_focus(name: str) -> None:
    """What editors and tables have by that name, of the one that the user is in."""
    done = getattr(QApplication.focusWidget(), name, None)
    if callable(done):
        done()
