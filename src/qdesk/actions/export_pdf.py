"""Exporting the open report as a PDF: printed by the word processor of this machine, or by ourselves."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO

from qdesk.actions.office_program import office_program
from qdesk.actions.report_styles import style_of
from qdesk.document.blocks import Document
from qdesk.document.compose import compose
from qdesk.document.style import DocumentStyle
from qdesk.errors import UserError
from qdesk.excel.chart_workbook import chart_workbook
from qdesk.files.write_whole import write_whole
from qdesk.model.report_view import ReportView
from qdesk.pages.layout import PrintedPages, lay_out
from qdesk.pages.pdf import write_pdf
from qdesk.word.office_pages import OfficePages, office_pages
from qdesk.word.write import write_docx

_DRAFTS = 3
"""So often a document is written until its contents show the pages on which its headings stand."""


@dataclass(frozen=True, slots=True)
class PdfSummary:
    """What was written, and who made it, in words."""

    path: Path
    pages: int
    made_by: str


def export_pdf(
    view: ReportView,
    target: Path,
    progress: Callable[[int, int], None] | None = None,
    made_on: date | None = None,
    waiting: Callable[[str], None] | None = None,
) -> PdfSummary:
    """Write the report as a PDF; an old file stays until all is written.

    With `waiting` it is made by Word, WPS or LibreOffice where there is one that does it; `waiting` is told
    a sentence again and again meanwhile and may raise Cancelled, as `progress` may, which is told the pages
    that the program paints itself. Raises UserError if it cannot be written.
    """
    if target.suffix.lower() != ".pdf":
        raise UserError("导出的文件名应以 .pdf 结尾", target.name, "请改一个文件名")
    style = style_of(view)
    document = compose(view, made_on or date.today())  # noqa: DTZ011 - the user's own calendar day
    printed = lay_out(document, style)
    program = office_program() if waiting is not None and target.parent.is_dir() else ""
    if program and waiting is not None:
        found = _by_office(document, style, printed, target, lambda: waiting(f"正在由 {program} 生成 PDF"))
        if found is not None:
            return PdfSummary(target, found.sheets, f"由 {found.program} 生成")
    write_pdf(printed, target, progress)
    failed = f"{program} 没有做成，" if program else ""
    return PdfSummary(target, len(printed.pages), f"{failed}由本程序生成，与 Word 里的分页一般相同")


def _by_office(
    document: Document,
    style: DocumentStyle,
    printed: PrintedPages,
    target: Path,
    waiting: Callable[[], None],
) -> OfficePages | None:
    """Have a freshly written document printed, again if its contents show other pages than it has.

    None where no program answers, or its pages do not come to rest.
    """
    numbers = printed.numbers
    document = replace(document, to_print=True)
    with TemporaryDirectory(prefix="qdesk-pdf-", ignore_cleanup_errors=True) as folder:
        draft = Path(folder) / "report.docx"
        for _ in range(_DRAFTS):
            try:
                write_docx(document, style, draft, numbers, workbook=chart_workbook, plan=printed.plan)
            except UserError:  # such as a full disk where temporary files lie
                return None
            found = office_pages(draft, printed.numbers, waiting, printed=True)
            if found is None or found.pdf is None:
                return None
            if found.numbers == numbers:
                _put(found.pdf, target)
                return found
            numbers = found.numbers
    return None


def _put(pdf: Path, target: Path) -> None:
    def copy(file: IO[bytes]) -> None:
        with pdf.open("rb") as source:
            shutil.copyfileobj(source, file)

    write_whole(target, copy, "PDF 阅读器")
