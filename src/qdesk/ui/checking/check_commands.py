"""The commands of checking: the open report, a document of any make, the rules, the protocol."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtWidgets import QFileDialog
from shiboken6 import isValid

from qdesk.actions.keep_finding import open_again
from qdesk.model.finding import Finding
from qdesk.model.report_view import ReportView
from qdesk.ui.background import BackgroundTask, Report
from qdesk.ui.checking.findings_dialog import FindingsDialog
from qdesk.ui.checking.rules_dialog import RulesDialog
from qdesk.ui.messages import inform

if TYPE_CHECKING:
    from qdesk.actions.check_document import DocumentCheck
    from qdesk.actions.export_protocol import ProtocolSummary
    from qdesk.ui.main_window import MainWindow

_LAID_OUT_MS = 150
_DOCUMENTS = "报告和表格 (*.docx *.xlsx *.xlsm *.xls *.ods *.et *.doc *.wps);;所有文件 (*)"


class CheckCommands(QObject):
    """Commands that find what an attentive reader would catch."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window

    def report(self) -> None:
        """List all findings of the open report; the list follows what is mended meanwhile."""
        desk = self._window.settled_desk()
        if desk is None:
            return
        dialog = FindingsDialog(self._window, desk.session.view, desk.session.findings())
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.go_to.connect(desk.go_to)
        # The place is chosen once the page is laid out.
        dialog.go_to.connect(lambda _: QTimer.singleShot(_LAID_OUT_MS, clear))
        dialog.protocol_request.connect(self.protocol)
        dialog.rules_request.connect(self.rules)

        def clear() -> None:
            if isValid(dialog) and isValid(desk) and (place := desk.page.chosen_place()) is not None:
                dialog.keep_clear(place)

        def open_it(finding: Finding) -> None:
            edit = open_again(desk.session.view, finding)
            if edit is not None:
                desk.session.do(edit)
                follow()

        dialog.open_again.connect(open_it)
        dialog.keep_request.connect(lambda finding: (desk.keep_finding(finding), follow()))

        def follow() -> None:
            if isValid(dialog) and isValid(desk):
                dialog.show_findings(desk.session.view, desk.session.findings())

        desk.findings_counted.connect(follow)
        desk.destroyed.connect(dialog.close)
        dialog.show()

    def file(self) -> None:
        """Check a document that need not be of qdesk's make; nothing of it is stored."""
        name, _ = QFileDialog.getOpenFileName(self._window, "核查一份文件", str(Path.home()), _DOCUMENTS)
        if name:
            self.check_file(Path(name))

    def check_file(self, path: Path) -> None:
        """The same for a file that is known."""

        def work(report: Report) -> DocumentCheck:
            from qdesk.actions.check_document import check_document

            return check_document(path, progress=lambda name: report(f"正在读 {name}"))

        def done(checked: DocumentCheck) -> None:
            dialog = FindingsDialog(
                self._window, checked.view, checked.findings, path.name, checked.what_was_read
            )
            dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            dialog.protocol_request.connect(lambda: self._save(checked.view, checked.findings, path.stem))
            dialog.rules_request.connect(self.rules)
            dialog.offer_rules(self._window.desk is not None)
            dialog.show()

        BackgroundTask(self._window, "正在核查", work, done, self._window.fail)

    def rules(self) -> None:
        """Show what each rule looks at, with its numbers and its switch."""
        if (desk := self._window.settled_desk()) is not None:
            RulesDialog(self._window, desk.session).exec()

    def protocol(self) -> None:
        """Save what was checked and found, to be signed."""
        if (desk := self._window.settled_desk()) is not None:
            view = desk.session.view
            self._save(view, desk.session.findings(), view.report.title)

    def _save(self, view: ReportView, findings: Sequence[Finding], title: str) -> None:
        suggested = Path.home() / f"{title} 核查记录.docx"
        kinds = "Word 文档 (*.docx);;Excel 工作簿 (*.xlsx)"
        name, kind = QFileDialog.getSaveFileName(self._window, "存成核查记录", str(suggested), kinds)
        if not name:
            return
        wanted = ".xlsx" if "xlsx" in kind else ".docx"
        target = Path(name if name.lower().endswith((".docx", ".xlsx")) else f"{name}{wanted}")

        def work(_report: Report) -> ProtocolSummary:
            from qdesk.actions.export_protocol import export_protocol

            return export_protocol(view, target, findings=findings)

        def done(summary: ProtocolSummary) -> None:
            said = f"未处理 {summary.open} 条，保留并说明 {summary.kept} 条。\n{target.parent}"
            inform(self._window, "核查记录", f"已存为 {target.name}", said)

        BackgroundTask(self._window, f"正在写 {target.name}", work, done, self._window.fail)
