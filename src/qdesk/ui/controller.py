"""Carries out the great actions of the window: new, open, import; those on the open report are beside it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QDialog, QFileDialog

from qdesk.actions.demo import create_demo
from qdesk.actions.import_history import past_imports
from qdesk.actions.import_preview import preview_import, preview_pasted
from qdesk.actions.import_workbook import import_edit
from qdesk.actions.imported import ImportPreview, Verdict
from qdesk.actions.keep_export import is_of_report
from qdesk.actions.new_report import new_store
from qdesk.actions.returned import preview_returned
from qdesk.actions.returned_difference import Returned
from qdesk.actions.take_returned import returned_edit
from qdesk.actions.workspace import Workspace, library
from qdesk.errors import UserError
from qdesk.places import (
    STORE_SUFFIX,
    backup_dir,
    default_store_dir,
    log_dir,
    own_templates_dir,
    settings_file,
)
from qdesk.ui.background import BackgroundTask, Report
from qdesk.ui.checking.check_commands import CheckCommands
from qdesk.ui.dialogs.new_report_dialog import NewReportDialog
from qdesk.ui.export_commands import ExportCommands
from qdesk.ui.importing.history_dialog import HistoryDialog
from qdesk.ui.importing.import_dialog import ImportDialog
from qdesk.ui.list_commands import ListCommands
from qdesk.ui.menus import Menus
from qdesk.ui.messages import inform
from qdesk.ui.report_commands import ReportCommands
from qdesk.ui.returning.returned_dialog import ReturnedDialog
from qdesk.ui.table.clipboard_block import clipboard_text
from qdesk.ui.table.table_zoom import table_zoom

if TYPE_CHECKING:
    from collections.abc import Callable

    from qdesk.model.report_view import ReportView
    from qdesk.ui.desk import Desk
    from qdesk.ui.main_window import MainWindow

_STORE_FILTER = f"qdesk 数据文件 (*{STORE_SUFFIX})"
_SOURCE_FILTER = (
    "表格和 Word 文档 (*.xlsx *.xlsm *.xls *.et *.ods *.csv *.txt *.docx *.doc *.wps);;所有文件 (*)"
)


class Controller(QObject):
    """One place where a failed action becomes a message."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self.report = ReportCommands(window)
        self.checks = CheckCommands(window)
        self.exports = ExportCommands(window)
        self.lists = ListCommands(window)
        self._menus = Menus(window, self)

    def _try(self, action: Callable[[], None]) -> None:
        try:
            action()
        except UserError as error:
            self._window.fail(error)

    # -- stores

    def new_report(self) -> None:
        """Ask the three questions and open the new store."""
        if not library().standards:
            problem = library().problems[0] if library().problems else UserError("没有可用的编写规范")
            self._window.fail(problem)
            return
        dialog = NewReportDialog(self._window)
        if dialog.exec() != QDialog.DialogCode.Accepted:
            return
        chosen = dialog.chosen()

        def make() -> None:
            workspace = new_store(chosen.path, chosen.school, chosen.standard, chosen.period, chosen.schools)
            self._window.open_workspace(workspace)
            self._window.show_hint("已建立。可以导入上年的工作簿，也可以直接填写")

        self._try(make)

    def open_file(self) -> None:
        """Ask for a store and open it."""
        folder = str(default_store_dir()) if default_store_dir().is_dir() else ""
        name, _ = QFileDialog.getOpenFileName(self._window, "打开数据文件", folder, _STORE_FILTER)
        if name:
            self.open_path(Path(name))

    def open_path(self, path: Path) -> None:
        """Open a store; the one that is open now stays if the new one cannot be opened."""
        session = self._window.session
        if session is not None and session.workspace.store.path.absolute() == path.absolute():
            return
        self._try(lambda: self._window.open_workspace(Workspace.open(path)))

    def open_sample(self) -> None:
        """Open the sample school, made anew if it is not there."""

        def make() -> None:
            path = default_store_dir() / f"示例学校{STORE_SUFFIX}"
            workspace = Workspace.open(path) if path.exists() else create_demo(path)
            self._window.open_workspace(workspace)

        self._try(make)

    def take_file(self, path: Path) -> None:
        """A dropped file: a store is opened, anything else imported."""
        if path.suffix.lower() == STORE_SUFFIX:
            self.open_path(path)
        elif self._window.session is not None:
            self._read_file(path)
        else:
            self._window.fail(
                UserError("还没有打开报告", path.name, "请先新建或打开一份报告，再把文件拖进来")
            )

    # -- import

    def import_file(self) -> None:
        """Ask for a workbook or document and show what it holds."""
        if self._window.desk is None:
            return
        title = "导入 Excel 工作簿或 Word 文档"
        name, _ = QFileDialog.getOpenFileName(self._window, title, "", _SOURCE_FILTER)
        if name:
            self._read_file(Path(name))

    def import_pasted(self) -> None:
        """Show what the table in the clipboard holds."""
        text = clipboard_text(QGuiApplication.clipboard().mimeData())
        self._read(Path("剪贴板"), lambda view, say: preview_pasted(view, text, say))

    def show_imports(self) -> None:
        """Show the protocols of earlier imports."""
        if self._window.session is not None:
            archive = self._window.session.view.archive
            HistoryDialog(self._window, past_imports(archive)).exec()

    def read_back(self) -> None:
        """Ask for a document that was exported and edited, and show what is different in it."""
        if self._window.desk is None:
            return
        title = "读回导出以后改过的 Word 文档"
        name, _ = QFileDialog.getOpenFileName(self._window, title, "", "Word 文档 (*.docx)")
        if name:
            self._read_returned(Path(name))

    def _read_returned(self, path: Path) -> None:
        session, desk = self._window.session, self._window.desk
        if session is None or desk is None:
            return
        desk.settle()
        view = session.view

        def work(_report: Report) -> Returned:
            return preview_returned(view, path)

        BackgroundTask(self._window, f"正在比较 {path.name}", work, self._take_returned, self._window.fail)

    def _take_returned(self, returned: Returned) -> None:
        session = self._window.session
        if session is None or returned.view is not session.view:
            return
        if not returned.differences:
            inform(self._window, "读回 Word", "没有改动", f"{returned.file} 与导出时一样。")
            return
        if ReturnedDialog(self._window, returned).exec() != QDialog.DialogCode.Accepted:
            self._window.show_hint("没有采用")
            return
        count = len(returned.taken)
        self._try(lambda: session.do(returned_edit(returned)))
        self._window.show_hint(f"已采用 {count} 处。可用 Ctrl+Z 整个撤销")

    def _read_file(self, path: Path) -> None:
        session = self._window.session
        if session is not None and is_of_report(session.view, path):
            self._read_returned(path)
            return
        self._read(path, lambda view, say: preview_import(view, path, progress=say))

    def _read(self, path: Path, preview: Callable[[ReportView, Report], ImportPreview]) -> None:
        session = self._window.session
        if session is None or self._window.desk is None:
            return
        self._window.desk.settle()
        view = session.view

        def work(report: Report) -> ImportPreview:
            return preview(view, lambda name: report(f"正在读取 {path.name} › {name}"))

        BackgroundTask(self._window, f"正在读取 {path.name}", work, self._confirm_import, self._window.fail)

    def _confirm_import(self, preview: ImportPreview) -> None:
        session = self._window.session
        if session is None or preview.view is not session.view:
            return
        dialog = ImportDialog(self._window, preview)
        if dialog.exec() != QDialog.DialogCode.Accepted:
            self._window.show_hint("没有导入")
            return
        preview = dialog.preview
        tables = sum(table.taken for table in preview.tables)
        new, changed = preview.count(Verdict.NEW), preview.count(Verdict.CHANGED)
        self._try(lambda: session.do(import_edit(preview, remember=dialog.remember)))
        prose = f"，{len(preview.texts.taken)} 节正文" if preview.texts.taken else ""
        done = f"已导入 {tables} 张表{prose}：新增 {new}，改动 {changed}"
        self._window.show_hint(f"{done}。可用 Ctrl+Z 整个撤销")

    # -- menus

    def build_menus(self) -> None:
        """Every action in the menu with its shortcut."""
        self._menus.build()
        self.refresh_menus()

    def refresh_menus(self) -> None:
        """Actions on a report are there only while one is open."""
        self._menus.refresh(report_open=self._window.session is not None)

    def connect_desk(self, desk: Desk) -> None:
        """Connect the bar of a new desk."""
        desk.top_bar.import_request.connect(self.import_file)
        desk.page.import_request.connect(self.import_file)
        desk.top_bar.export_request.connect(self.exports.word)
        desk.top_bar.check_request.connect(self.checks.report)
        desk.top_bar.preview_request.connect(self.report.preview)
        desk.outline.tray_request.connect(self.report.tray)
        self.refresh_menus()

    def undo(self) -> None:
        """Take back the last step."""
        if self._window.desk is not None and self._window.session is not None:
            self._window.desk.settle()
            self._window.session.undo_stack.undo()

    def redo(self) -> None:
        """Make the step again."""
        if self._window.session is not None:
            self._window.session.undo_stack.redo()

    def search(self) -> None:
        """Put the cursor into the search line."""
        if self._window.desk is not None:
            self._window.desk.top_bar.start_search()

    def toggle_helper(self) -> None:
        """Show or hide the helper pane."""
        if self._window.desk is not None:
            self._window.desk.toggle_helper()

    def toggle_preview(self) -> None:
        """Show or hide the printed pages beside the section."""
        if self._window.desk is not None:
            self._window.desk.settle()
            self._window.desk.toggle_preview()

    def zoom(self, by: int) -> None:
        """Make tables larger (1) or smaller (-1), or as large as usual (0)."""
        zoom = table_zoom()
        if by:
            zoom.step(by)
        else:
            zoom.reset()
        self._window.show_hint(f"表格 {zoom.percent}%")

    def show_places(self) -> None:
        """Say where everything of the user lies."""
        session = self._window.session
        store = session.workspace.store.path if session else default_store_dir()
        inform(
            self._window,
            "数据和日志",
            f"数据：{store}",
            f"备份：{backup_dir()}\n自己的编写规范：{own_templates_dir()}\n设置：{settings_file()}\n"
            f"日志（不含报告内容）：{log_dir()}\n"
            "整个数据就是 .qdesk 这一个文件，关闭后可以复制到别的电脑。",
        )

    def open_folder(self, folder: Path) -> None:
        """Show a folder of the program in the system's own window."""

        def show() -> None:
            if not folder.is_dir():
                raise UserError("还没有这个文件夹", str(folder), "第一次用到时会自动建立")
            if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder))):
                raise UserError("打不开这个文件夹", str(folder), "请在资源管理器中打开它")

        self._try(show)
