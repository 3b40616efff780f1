"""Writes the open report as a file for others: Word, PDF, Excel; and opens what was written.

Writers are loaded where they write, off the window's thread: a day of typing needs none of them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Generic, TypeVar

from PySide6.QtCore import QObject, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog

from qdesk.actions.keep_export import keep_export
from qdesk.errors import TargetInUseError, UserError
from qdesk.model.report_view import ReportView
from qdesk.ui.background import BackgroundTask, Report
from qdesk.ui.dialogs.fill_dialog import FillDialog
from qdesk.ui.messages import ask, offer
from qdesk.ui.office_choice import uses_office_pages, uses_office_pdf

if TYPE_CHECKING:
    from qdesk.actions.export_pdf import PdfSummary
    from qdesk.actions.export_word import ExportSummary
    from qdesk.actions.export_workbook import WorkbookSummary
    from qdesk.actions.fill_workbook import FillPlan
    from qdesk.ui.main_window import MainWindow

Summary = TypeVar("Summary")


@dataclass(frozen=True, slots=True)
class Form(Generic[Summary]):
    """A kind of file: how it is asked for, written, and told about."""

    suffix: str
    title: str
    kinds: str
    write: Callable[[ReportView, Path, Report], Summary]
    done: Callable[[Summary], None]


class ExportCommands(QObject):
    """Commands that write files; without an open report they do nothing."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window

    def word(self) -> None:
        """Ask where to, then write the document off the window's thread."""
        kinds = "Word 文档 (*.docx)"
        self._export(Form(".docx", "导出 Word 文档", kinds, _write_word, self._document_written))

    def pdf(self) -> None:
        """Ask where to, then write the PDF off the window's thread."""
        self._export(Form(".pdf", "导出 PDF", "PDF 文档 (*.pdf)", _write_pdf, self._pdf_written))

    def tables(self) -> None:
        """Ask where to, then write the workbook off the window's thread."""
        kinds = "Excel 工作簿 (*.xlsx)"
        self._export(Form(".xlsx", "导出 Excel 表格", kinds, _write_tables, self._tables_written))

    def fill(self) -> None:
        """Fill the authority's own workbook: recognise, show what goes where, write a copy."""
        if self._window.desk is None:
            return
        kinds = "Excel 工作簿 (*.xlsx *.xlsm)"
        name, _ = QFileDialog.getOpenFileName(self._window, "填写上级的 Excel 表", str(Path.home()), kinds)
        if name:
            self.fill_file(Path(name))

    def fill_file(self, path: Path) -> None:
        """The same for a workbook that is known."""
        session, desk = self._window.session, self._window.desk
        if session is None or desk is None:
            return
        desk.settle()
        view = session.workspace.view()

        def work(report: Report) -> FillPlan:
            from qdesk.actions.fill_workbook import plan_filling

            return plan_filling(view, path, lambda name: report(f"正在读 {name}"))

        BackgroundTask(self._window, "正在认表", work, self._show_plan, self._window.fail)

    def _show_plan(self, plan: FillPlan) -> None:
        if FillDialog(self._window, plan).exec() != FillDialog.DialogCode.Accepted:
            return
        suffix = plan.path.suffix
        suggested = plan.path.with_name(f"{plan.path.stem}（已填）{suffix}")
        name, _ = QFileDialog.getSaveFileName(
            self._window, "另存填好的表", str(suggested), f"Excel 工作簿 (*{suffix})"
        )
        if not name:
            return
        target = Path(name if name.lower().endswith(suffix.lower()) else f"{name}{suffix}")

        def done(count: int) -> None:
            self._offer(target, f"已填 {count} 格，公式在打开时重新计算。", "打开表格")

        def work(_report: Report) -> int:
            from qdesk.actions.fill_workbook import fill_workbook

            return fill_workbook(plan, target)

        BackgroundTask(self._window, "正在填表", work, done, self._window.fail)

    def _export(self, form: Form[Summary], suggested: Path | None = None) -> None:
        session, desk = self._window.session, self._window.desk
        if session is None or desk is None:
            return
        desk.settle()
        report = session.view.report
        if suggested is None:
            suggested = Path.home() / f"{report.title}（{report.period.title}）{form.suffix}"
        name, _ = QFileDialog.getSaveFileName(self._window, form.title, str(suggested), form.kinds)
        if not name:
            return
        target = Path(name if name.lower().endswith(form.suffix) else f"{name}{form.suffix}")
        view = session.workspace.view()

        def work(progress: Report) -> Summary:
            return form.write(view, target, progress)

        def failed(error: UserError) -> None:
            if not isinstance(error, TargetInUseError):
                self._window.fail(error)
            elif ask(self._window, "没有完成", error.what, f"{error.where}\n{error.remedy}", "换一个文件名…"):
                self._export(form, another_name(target))

        BackgroundTask(self._window, f"正在导出 {target.name}", work, form.done, failed)

    def _document_written(self, summary: ExportSummary) -> None:
        if self._window.session is not None:
            view = self._window.session.view
            self._window.session.record(keep_export(view, summary.export))
        missing = f"本年还有 {summary.missing} 处未填。" if summary.missing else "数据已填全。"
        details = f"{summary.tables} 张表，{summary.sections} 节。{missing}\n{summary.page_numbers_from}。"
        self._offer(summary.path, details, "打开文档")

    def _pdf_written(self, summary: PdfSummary) -> None:
        self._offer(summary.path, f"{summary.pages} 页，{summary.made_by}。", "打开 PDF")

    def _tables_written(self, summary: WorkbookSummary) -> None:
        details = f"{summary.tables} 张表，每张一个工作表；能算的格子带公式。"
        self._offer(summary.path, details, "打开表格")

    def _offer(self, path: Path, details: str, open_it: str) -> None:
        """Say that a file is written, and open it in whatever program the system has for it."""
        text = f"{details}\n{path.parent}"
        if not offer(self._window, "导出完成", f"已导出 {path.name}", text, open_it, "关闭"):
            return
        if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))):
            remedy = "文件已经写好，请在安装了 Word 或 WPS 的电脑上打开"
            self._window.fail(UserError("本机没有能打开它的程序", str(path), remedy))


def _write_word(view: ReportView, target: Path, say: Report) -> ExportSummary:
    from qdesk.actions.export_word import export_word

    return export_word(view, target, _counting(say), waiting=say if uses_office_pages() else None)


def _write_pdf(view: ReportView, target: Path, say: Report) -> PdfSummary:
    from qdesk.actions.export_pdf import export_pdf

    return export_pdf(view, target, _counting(say), waiting=say if uses_office_pdf() else None)


def _write_tables(view: ReportView, target: Path, say: Report) -> WorkbookSummary:
    from qdesk.actions.export_workbook import export_workbook

    return export_workbook(view, target, _counting(say))


def _counting(say: Report) -> Callable[[int, int], None]:
    return lambda count, total: say(f"正在写 {count} / {total}")


def another_name(target: Path) -> Path:
    """A name beside one that is taken: 报告.docx → 报告（2）.docx."""
    count = 2
    while (other := target.with_name(f"{target.stem}（{count}）{target.suffix}")).exists():
        count += 1
    return other
