"""What comes into the open report: files, the clipboard, documents that were edited outside.

Readers are loaded where they read, off the window's thread: a day of typing needs none of them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QFileDialog

from qdesk.actions.import_history import past_imports
from qdesk.ui.attempt import attempt
from qdesk.ui.background import BackgroundTask, Report
from qdesk.ui.importing.history_dialog import HistoryDialog
from qdesk.ui.messages import inform
from qdesk.ui.table.clipboard_block import clipboard_text

if TYPE_CHECKING:
    from qdesk.actions.import_counts import ImportCounts
    from qdesk.actions.imported import ImportPreview
    from qdesk.actions.returned_difference import Returned
    from qdesk.model.report_view import ReportView
    from qdesk.ui.main_window import MainWindow

SOURCE_FILTER = (
    "表格和 Word 文档 (*.xlsx *.xlsm *.xls *.et *.ods *.csv *.txt *.docx *.doc *.wps);;所有文件 (*)"
)


class ImportCommands(QObject):
    """Commands that read; without an open report they do nothing."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window

    def file(self) -> None:
        """Ask for a workbook or document and show what it holds."""
        if self._window.desk is None:
            return
        title = "导入 Excel 工作簿或 Word 文档"
        name, _ = QFileDialog.getOpenFileName(self._window, title, "", SOURCE_FILTER)
        if name:
            self.read_file(Path(name))

    def pasted(self) -> None:
        """Show what the table in the clipboard holds."""
        text = clipboard_text(QGuiApplication.clipboard().mimeData())
        place = Path("剪贴板")

        def read(view: ReportView, report: Report) -> ImportPreview:
            from qdesk.actions.import_preview import preview_pasted

            return preview_pasted(view, text, _reading(place, report))

        self._read(place, read)

    def read_file(self, path: Path) -> None:
        """Show what a file holds: tables and prose, or what others changed in a document of this report."""

        def read(view: ReportView, report: Report) -> ImportPreview | Returned:
            from qdesk.actions.import_preview import preview_import
            from qdesk.actions.returned import is_of_report, preview_returned

            if is_of_report(view, path):
                return preview_returned(view, path)
            return preview_import(view, path, progress=_reading(path, report))

        self._read(path, read)

    def read_back(self) -> None:
        """Ask for a document that was exported and edited, and show what is different in it."""
        if self._window.desk is None:
            return
        title = "读回导出以后改过的 Word 文档"
        name, _ = QFileDialog.getOpenFileName(self._window, title, "", "Word 文档 (*.docx)")
        path = Path(name)

        def read(view: ReportView, _report: Report) -> Returned:
            from qdesk.actions.returned import preview_returned

            return preview_returned(view, path)

        if name:
            self._read(path, read)

    def show_past(self) -> None:
        """Show the protocols of earlier imports."""
        if self._window.session is not None:
            archive = self._window.session.view.archive
            HistoryDialog(self._window, past_imports(archive)).exec()

    def _read(self, path: Path, read: Callable[[ReportView, Report], ImportPreview | Returned]) -> None:
        session = self._window.session
        if session is None or self._window.desk is None:
            return
        self._window.desk.settle()
        view = session.view
        title = f"正在读取 {path.name}"
        BackgroundTask(
            self._window, title, lambda report: read(view, report), self._show_read, self._window.fail
        )

    def _show_read(self, found: ImportPreview | Returned) -> None:
        from qdesk.actions.returned_difference import Returned

        if isinstance(found, Returned):
            self._take_returned(found)
        else:
            self.confirm(found)

    def _take_returned(self, returned: Returned) -> None:
        session = self._window.session
        if session is None or returned.view is not session.view:
            return
        if not returned.differences:
            inform(self._window, "读回 Word", "没有改动", f"{returned.file} 与导出时一样。")
            return
        from qdesk.actions.take_returned import returned_edit
        from qdesk.ui.returning.returned_dialog import ReturnedDialog

        if ReturnedDialog(self._window, returned).exec() != QDialog.DialogCode.Accepted:
            self._window.show_hint("没有采用")
            return
        count = len(returned.taken)
        if attempt(self._window, session, lambda: returned_edit(returned)):
            self._window.show_hint(f"已采用 {count} 处。可用 Ctrl+Z 整个撤销")

    def confirm(self, preview: ImportPreview) -> ImportCounts | None:
        """Show what was understood, and import what the user agrees to; what was, None if they leave."""
        session = self._window.session
        if session is None or preview.view is not session.view:
            return None
        from qdesk.actions.import_counts import import_counts
        from qdesk.actions.import_workbook import import_edit
        from qdesk.ui.importing.import_dialog import ImportDialog

        dialog = ImportDialog(self._window, preview)
        if dialog.exec() != QDialog.DialogCode.Accepted:
            self._window.show_hint("没有导入")
            return None
        preview = dialog.preview
        before = import_counts(preview)
        session.back_up("导入")
        if not attempt(self._window, session, lambda: import_edit(preview, remember=dialog.remember)):
            return None
        counts = replace(before, table=import_counts(preview).table)  # a new table has its name now
        self._tell(counts, session.view)
        return counts

    def _tell(self, counts: ImportCounts, view: ReportView) -> None:
        """What is stored now, and the way to it."""
        heading = view.heading(counts.section)
        table = view.table(counts.table) if counts.table else None
        where = view.table_numbers.get(table.id, "") if table else ""
        where = where or (view.title_of(heading) if heading else "")
        left = f"，{counts.left}" if counts.left else ""
        if counts.stores_nothing:
            self._window.show_hint(f"没有存入任何值{left}")
            return
        at = f"，在 {where}" + (" 等处" if counts.tables > 1 else "") if where else ""
        text = f"已导入 {counts.told}{at}{left}。可用 Ctrl+Z 整个撤销"
        self._window.show_hint(text, "去看" if where else "", lambda: self._go(counts))

    def _go(self, counts: ImportCounts) -> None:
        if (desk := self._window.settled_desk()) is not None:
            desk.go_to_place(counts.section, counts.table, 0, 0)


def _reading(path: Path, report: Report) -> Report:
    return lambda name: report(f"正在读取 {path.name} › {name}")
