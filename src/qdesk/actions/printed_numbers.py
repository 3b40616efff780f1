"""Where the page numbers of a document come from: the word processor of this machine, or our own layout."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

from qdesk.document.blocks import Document
from qdesk.document.sections import Plan
from qdesk.document.style import DocumentStyle
from qdesk.excel.chart_workbook import chart_workbook
from qdesk.files.office import word_processor
from qdesk.pages.layout import lay_out
from qdesk.word.write import write_docx

_OWN = "页码由本程序排版计算，如有出入请在 Word 中更新目录"


@dataclass(frozen=True, slots=True)
class PrintedNumbers:
    """The page number of every heading and caption of the body by bookmark, and whose they are, in words.

    `plan` is that of our own layout, which need not be made again.
    """

    numbers: Mapping[str, int]
    source: str
    plan: Plan


def own_numbers(document: Document, style: DocumentStyle) -> PrintedNumbers:
    """The numbers that our own layout counts."""
    printed = lay_out(document, style)
    return PrintedNumbers(printed.numbers, _OWN, printed.plan)


def preferred_numbers(
    document: Document, style: DocumentStyle, waiting: Callable[[str], None]
) -> PrintedNumbers:
    """The numbers of Word, WPS or LibreOffice where there is one that answers, else our own.

    It lays a copy out, which takes seconds; `waiting` is told so again and again and may raise Cancelled.
    """
    own = own_numbers(document, style)
    program = word_processor()
    if not program:
        return own
    from qdesk.word.office_pages import office_pages  # noqa: PLC0415 - its reader of PDF takes 40 ms to load

    with TemporaryDirectory(prefix="qdesk-pages-", ignore_cleanup_errors=True) as folder:
        draft = Path(folder) / "report.docx"
        shown = replace(document, to_print=True)
        write_docx(shown, style, draft, own.numbers, workbook=chart_workbook, plan=own.plan)
        answer = office_pages(draft, own.numbers, lambda: waiting(f"正在由 {program} 排页码"))
    if answer is None:
        return replace(own, source=f"{program} 没有给出页码，{_OWN}")
    return replace(own, numbers=answer.numbers, source=f"页码取自 {answer.program}")
