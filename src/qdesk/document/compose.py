"""Composes a report into neutral blocks: cover, contents, headings, prose and tables in order."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date

from qdesk.document.blocks import (
    Block,
    BodyStart,
    Caption,
    Cell,
    CellRole,
    Contents,
    ContentsEntry,
    Cover,
    Document,
    Heading,
    Paragraph,
    Table,
    plain,
)
from qdesk.model import filled_cell, outline
from qdesk.model.filled_cell import FilledCell
from qdesk.model.filled_table import FilledTable
from qdesk.model.report import ReportTable, SectionState
from qdesk.model.report_view import ReportView

_ROLES: Mapping[filled_cell.CellRole, CellRole] = {
    filled_cell.CellRole.HEADER: "header",
    filled_cell.CellRole.LABEL: "label",
    filled_cell.CellRole.SERIAL: "label",
    filled_cell.CellRole.UNIT: "label",
    filled_cell.CellRole.VALUE: "value",
    filled_cell.CellRole.COMPUTED: "computed",
    filled_cell.CellRole.FIELD: "value",
    filled_cell.CellRole.FIXED: "value",
}
_LEVELS = 3


def compose(view: ReportView, made_on: date, progress: Callable[[str], None] = lambda _: None) -> Document:
    """The report as a document; sections that are not applicable are left out.

    `made_on` is printed on the cover. Bookmarks are section and table ids.
    """
    entity = next((one.name for one in view.archive.entities if one.id == view.report.entity), "")
    headings = [one for one in view.headings if one.section.state is not SectionState.NOT_APPLICABLE]
    blocks: list[Block] = [
        Cover(
            school=entity,
            title="职业教育质量年度报告",
            year=f"（{view.report.period.title}）",
            date=f"{made_on.year} 年 {made_on.month} 月",
        ),
        Contents("目录", tuple(_entries(view, headings))),
        BodyStart(),
    ]
    for heading in headings:
        progress(view.title_of(heading))
        blocks.extend(_section(view, heading))
    return Document(tuple(blocks), title=view.report.title, author=entity)


def _entries(view: ReportView, headings: list[outline.Heading]) -> Iterator[ContentsEntry]:
    for heading in headings:
        if heading.level <= _LEVELS:
            level = 1 if heading.level == 1 else 2 if heading.level == 2 else 3
            yield ContentsEntry(level, view.title_of(heading), heading.section.id)


def _section(view: ReportView, heading: outline.Heading) -> Iterator[Block]:
    level = 1 if heading.level <= 1 else 2 if heading.level == 2 else 3 if heading.level == 3 else 4
    yield Heading(level, heading.number, view.section_title(heading), heading.section.id)
    for table in heading.tables:
        yield from table_blocks(view, table)
    for line in view.text(heading.section.id).splitlines():
        if line.strip():
            yield Paragraph(plain(line.strip()))


def table_blocks(view: ReportView, table: ReportTable) -> Iterator[Block]:
    """Caption, sub-caption, unit line, table and notes; nothing for a table without any row."""
    filled = view.filled(table)
    if not filled.body:
        return
    label, number = _split_number(view.table_numbers.get(table.id, ""))
    yield Caption("table", label, number, filled.caption, table.id)
    if filled.subcaption:
        yield Paragraph(plain(filled.subcaption), "subcaption")
    if filled.unit_line:
        yield Paragraph(plain(f"单位：{filled.unit_line}"), "unit")
    yield Table(tuple(_cells(filled)), filled.column_count, filled.header_rows)
    for note in filled.notes:
        yield Paragraph(plain(note), "note")


def _split_number(text: str) -> tuple[str, str]:
    """("表 ", "1-2") of 表 1-2."""
    digits = text.lstrip("附表 ")
    return text[: len(text) - len(digits)], digits


def _cells(filled: FilledTable) -> Iterator[Cell]:
    spans, covered = filled.spans, filled.covered
    for row, cells in enumerate(filled.grid):
        for column, cell in enumerate(cells):
            if (row, column) not in covered:
                rows, columns = spans.get((row, column), (1, 1))
                yield _cell(filled, cell, row, column, rows, columns)


def _cell(filled: FilledTable, cell: FilledCell, row: int, column: int, rows: int, columns: int) -> Cell:
    corner = row == 0 and column == 0 and cell.text.count("\n") == 1
    role: CellRole = "total" if cell.is_total and row >= filled.header_rows else _ROLES[cell.role]
    serial = cell.role in (filled_cell.CellRole.SERIAL, filled_cell.CellRole.UNIT)
    align = "center" if serial or (role == "total" and cell.role is filled_cell.CellRole.LABEL) else None
    return Cell(cell.text, row, column, rows, columns, role, align, diagonal=corner, indent=cell.indent)
