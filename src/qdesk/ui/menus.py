"""The menus: every action with its shortcut.

An action names its command as a function of the controller: the command is loaded when it is used.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QApplication, QMenu

from qdesk.actions.office_program import office_program, printing_program
from qdesk.places import backup_dir, log_dir
from qdesk.ui.dialogs.about_dialog import AboutDialog
from qdesk.ui.help_window import show_help
from qdesk.ui.helped_dialog import help_page_at
from qdesk.ui.office_choice import (
    use_office_pages,
    use_office_pdf,
    use_office_print,
    uses_office_pages,
    uses_office_pdf,
    uses_office_print,
)

if TYPE_CHECKING:
    from qdesk.ui.controller import Controller
    from qdesk.ui.main_window import MainWindow

Command = Callable[["Controller"], Callable[[], object]]

_CLIPBOARD = (
    ("剪切", "cut", QKeySequence.StandardKey.Cut),
    ("复制", "copy", QKeySequence.StandardKey.Copy),
    ("粘贴", "paste", QKeySequence.StandardKey.Paste),
    ("向下填充", "fill_down", "Ctrl+D"),
    ("全选", "selectAll", QKeySequence.StandardKey.SelectAll),
)


class Menus:
    """Builds the menu bar once; what needs an open report is grey without one."""

    def __init__(self, window: MainWindow, controller: Controller) -> None:
        self._window, self._controller = window, controller
        self._needs_report: list[QAction] = []
        self._steps: tuple[QAction, QAction] | None = None

    def build(self) -> None:
        """Fill the menu bar, unless it is filled."""
        bar = self._window.menuBar()
        if bar.actions():
            return
        self._build_file(bar.addMenu("文件(&F)"))
        edit = bar.addMenu("编辑(&E)")
        undo = self._add(edit, "撤销", lambda do: do.undo, QKeySequence.StandardKey.Undo)
        self._steps = undo, self._add(edit, "重做", lambda do: do.redo, "Ctrl+Y")
        edit.addSeparator()
        for title, name, keys in _CLIPBOARD:
            self._add(edit, title, lambda _, name=name: partial(_of_focus, name), keys)
        edit.addSeparator()
        self._add(edit, "插入数据…", lambda do: do.report.insert_number, "Ctrl+K")
        self._add(edit, "加粗", lambda do: do.report.toggle_bold, "Ctrl+B")
        edit.addSeparator()
        self._add(edit, "查找…", lambda do: do.search, "Ctrl+F")
        self._add(edit, "查找和替换…", lambda do: do.report.replace_words, "Ctrl+H")
        self._build_report(bar.addMenu("报告(&R)"))
        view = bar.addMenu("查看(&V)")
        self._add(view, "上一节", lambda do: partial(do.step_section, -1), "Ctrl+PgUp")
        self._add(view, "下一节", lambda do: partial(do.step_section, 1), "Ctrl+PgDown")
        view.addSeparator()
        self._add(view, "完成情况…", lambda do: do.report.meters, "F8")
        self._add(view, "未填的数…", lambda do: do.report.missing, "Ctrl+M")
        self._add(view, "所有变化…", lambda do: do.lists.changes, "Ctrl+Shift+B")
        self._add(view, "今天改了什么…", lambda do: do.lists.days_work, "Ctrl+Shift+J")
        self._add(view, "待安置…", lambda do: do.report.tray, "Ctrl+Shift+K")
        view.addSeparator()
        self._add(view, "表格放大", lambda do: partial(do.zoom, 1), "Ctrl+Alt+=")
        self._add(view, "表格缩小", lambda do: partial(do.zoom, -1), "Ctrl+Alt+-")
        self._add(view, "表格恢复 100%", lambda do: partial(do.zoom, 0), "Ctrl+Alt+0")
        view.addSeparator()
        self._add(view, "显示或收起右侧栏", lambda do: do.toggle_helper, "F9")
        self._add(view, "显示或收起印刷页面", lambda do: do.toggle_preview, "Ctrl+Shift+P")
        aid = bar.addMenu("帮助(&H)")
        self._add(aid, "使用说明", lambda _: self._help, "F1", report=False)
        aid.addSeparator()
        self._add(aid, "数据和日志在哪里", lambda do: do.show_places, report=False)
        self._add(aid, "打开备份文件夹", lambda do: partial(do.open_folder, backup_dir()), report=False)
        self._add(aid, "打开日志文件夹", lambda do: partial(do.open_folder, log_dir()), report=False)
        aid.addSeparator()
        self._add(aid, "关于 qdesk", lambda _: AboutDialog(self._window).exec, report=False)

    def _help(self) -> None:
        """The page of the place where the user is."""
        show_help(self._window, help_page_at(QApplication.focusWidget()))

    def _build_file(self, file: QMenu) -> None:
        program = office_program()
        self._add(file, "新建报告…", lambda do: do.stores.new_report, "Ctrl+N", report=False)
        self._add(file, "从上年的文件开始…", lambda do: do.stores.from_last_year, "Ctrl+Alt+N", report=False)
        self._add(file, "打开…", lambda do: do.stores.open_file, "Ctrl+O", report=False)
        self._add(file, "从备份恢复…", lambda do: do.stores.restore, "Ctrl+Alt+O", report=False)
        self._add(file, "保存", lambda do: do.save, QKeySequence.StandardKey.Save)
        self._add(file, "存一份副本…", lambda do: do.stores.save_copy, "Ctrl+Shift+S")
        self._add(file, "关闭", lambda _: self._window.close_store, "Ctrl+W")
        file.addSeparator()
        self._add(file, "导入…", lambda do: do.imports.file, "Ctrl+I")
        self._add(file, "从剪贴板导入表格…", lambda do: do.imports.pasted, "Ctrl+Shift+V")
        self._add(file, "读回改过的 Word…", lambda do: do.imports.read_back, "Ctrl+Shift+O")
        self._add(file, "导入、读回和换规范的记录…", lambda do: do.imports.show_past, "Ctrl+Alt+I")
        self._add(file, "导出 Word…", lambda do: do.exports.word, "Ctrl+E")
        numbers = self._add_switch(
            file, "目录页码取自 {}", program, chosen=uses_office_pages(), put=use_office_pages
        )
        numbers.setToolTip("导出多用几秒；不选时由本程序排版计算，本机没有文字处理软件时也是这样")
        self._add(file, "导出 PDF…", lambda do: do.exports.pdf, "Ctrl+Shift+D")
        made = self._add_switch(file, "PDF 由 {} 生成", program, chosen=uses_office_pdf(), put=use_office_pdf)
        made.setToolTip("多用几秒；不选时由本程序生成，与预览完全相同，本机没有文字处理软件时也是这样")
        self._add(file, "导出 Excel 表格…", lambda do: do.exports.tables, "Ctrl+Shift+E")
        self._add(file, "填写上级的 Excel 表…", lambda do: do.exports.fill, "Ctrl+Shift+T")
        self._add(file, "预览…", lambda do: do.report.preview, "Ctrl+F2")
        self._add(file, "打印…", lambda do: do.prints.report, "Ctrl+P")
        printed = self._add_switch(
            *(file, "打印由 {} 完成", printing_program()), chosen=uses_office_print(), put=use_office_print
        )
        printed.setToolTip("不选时由本程序打印，与预览完全相同；没有 Word、WPS 或双面打印时也是这样")
        self._add(file, "核查别的文件…", lambda do: do.checks.file, "Shift+F7", report=False)
        file.addSeparator()
        self._add(file, "退出", lambda _: self._window.close, "Ctrl+Q", report=False)

    def _add_switch(
        self, menu: QMenu, title: str, program: str, *, chosen: bool, put: Callable[[bool], None]
    ) -> QAction:
        """What a word processor of this machine is asked for: grey where there is none that does it."""
        action = QAction(title.format(program or "Word、WPS 或 LibreOffice"), self._window)
        action.setCheckable(True)
        action.setChecked(bool(program) and chosen)
        action.setEnabled(bool(program))
        action.toggled.connect(put)
        menu.setToolTipsVisible(True)
        menu.addAction(action)
        return action

    def _build_report(self, menu: QMenu) -> None:
        self._add(menu, "开始下一年度…", lambda do: do.report.roll, "Ctrl+Shift+N")
        self._add(menu, "核查", lambda do: do.checks.report, "F7")
        self._add(menu, "核查规则…", lambda do: do.checks.rules, "Ctrl+Shift+F7")
        self._add(menu, "存成核查记录…", lambda do: do.checks.protocol, "Ctrl+F7")
        self._add(menu, "办学条件对照…", lambda do: do.report.limits, "Ctrl+Shift+L")
        menu.addSeparator()
        self._add(menu, "在这里插入…", lambda do: do.report.insert_here, "Ctrl+Shift+I")
        self._add(menu, "这一部分上移", lambda do: partial(do.report.move_here, -1), "Alt+Shift+Up")
        self._add(menu, "这一部分下移", lambda do: partial(do.report.move_here, 1), "Alt+Shift+Down")
        self._add(menu, "新建数据表…", lambda do: do.report.new_table, "Ctrl+T")
        self._add(menu, "新建案例", lambda do: do.report.new_case, "Ctrl+Shift+A")
        self._add(menu, "封面、声明与目录", lambda do: do.report.front_matter, "Ctrl+Shift+H")
        self._add(menu, "专业、学校等名单…", lambda do: do.report.members, "Ctrl+Shift+M")
        menu.addSeparator()
        self._add(menu, "版式和编号…", lambda do: do.report.numbering, "Ctrl+Shift+Y")
        self._add(menu, "在 Word 里改版式…", lambda do: do.report.styles, "Ctrl+Alt+Y", report=False)
        self._add(menu, "数字惯例…", lambda do: do.report.conventions, "Ctrl+1")
        menu.addSeparator()
        self._add(menu, "改用另一个编写规范…", lambda do: do.report.convert)
        self._add(menu, "另存为我的编写规范…", lambda do: do.report.save_standard)
        self._add(menu, "管理编写规范…", lambda do: do.report.standards, report=False)

    def _add(
        self, menu: QMenu, title: str, command: Command, keys: object = "", *, report: bool = True
    ) -> QAction:
        action = QAction(title, self._window)
        if keys:
            action.setShortcut(QKeySequence(keys))  # type: ignore[arg-type]  # text or standard key
            action.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
        action.triggered.connect(lambda _=False: command(self._controller)())
        menu.addAction(action)
        if report:
            self._needs_report.append(action)
        return action

    def name_steps(self, undo: str, redo: str) -> None:
        """Say in the menu which steps would be undone and made again."""
        for action, word, step in zip(self._steps or (), ("撤销", "重做"), (undo, redo), strict=False):
            action.setText(f"{word} {step.replace('&', '&&')}".strip())

    def refresh(self, *, report_open: bool) -> None:
        """Enable what needs an open report, or not."""
        for action in self._needs_report:
            action.setEnabled(report_open)


def _of_focus(name: str) -> None:
    """What editors and tables have by that name, of the one that the user is in."""
    done = getattr(QApplication.focusWidget(), name, None)
    if callable(done):
        done()
