"""Exporting the open report as a Word document."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from uuid import uuid4

from qdesk.actions.keep_export import snapshot
from qdesk.actions.printed_numbers import own_numbers, preferred_numbers
from qdesk.actions.report_styles import style_of
from qdesk.document.compose import compose
from qdesk.errors import UserError
from qdesk.excel.chart_workbook import chart_workbook
from qdesk.files.no_collection import no_collection
from qdesk.model.exported import Export
from qdesk.model.filled_cell import CellRole
from qdesk.model.report_view import ReportView
from qdesk.word.write import write_docx


@dataclass(frozen=True, slots=True)
class ExportSummary:
    """What was written: the file, how many sections and tables, and how many values are open.

    `export` is what the store should remember (`keep_export`), so that the document can be read back.
    `page_numbers_from` says where the page numbers of the contents come from.
    """

    path: Path
    sections: int
    tables: int
    missing: int
    export: Export
    page_count: int  # of the body, up to its last heading or caption
    page_numbers_from: str


def export_word(
    view: ReportView,
    target: Path,
    progress: Callable[[int, int], None] | None = None,
    made_on: date | None = None,
    waiting: Callable[[str], None] | None = None,
) -> ExportSummary:
    """Write the report to `target`; an old file there stays untouched until all is written.

    `progress` is told (done, all) and may raise Cancelled. With `waiting` the page numbers are those of the
    word processor of this machine, if it has one; it is told a sentence again and again while that works,
    and may raise Cancelled too. Raises UserError if the document cannot be written.
    """
    if target.suffix.lower() != ".docx":
        raise UserError("导出的文件名应以 .docx 结尾", target.name, "请改一个文件名")
    with no_collection():
        return _export(view, target, progress, made_on, waiting)


def _export(
    view: ReportView,
    target: Path,
    progress: Callable[[int, int], None] | None,
    made_on: date | None,
    waiting: Callable[[str], None] | None,
) -> ExportSummary:
    export = snapshot(view, uuid4().hex, target.name, made_on)
    composed = compose(view, made_on or date.today())  # noqa: DTZ011 - the user's own calendar day
    document = replace(composed, mark=export.id)
    style = style_of(view)
    if waiting is not None and target.parent.is_dir():
        pages = preferred_numbers(document, style, waiting)
    else:
        pages = own_numbers(document, style)
    write_docx(document, style, target, pages.numbers, progress, chart_workbook, pages.plan)
    missing = sum(
        cell.is_missing and cell.role is CellRole.VALUE and cell.offset == 0
        for table in view.tables
        for row in view.filled(table).body
        for cell in row
    )
    last = max(pages.numbers.values(), default=0)
    return ExportSummary(target, len(view.headings), len(view.tables), missing, export, last, pages.source)
