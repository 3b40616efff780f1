"""Composes a report into neutral blocks: front matter, headings, tables, prose and cases in order."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from itertools import chain, groupby

from qdesk.document.blocks import (
    Align,
    Block,
    BodyStart,
    Caption,
    Cell,
    CellRole,
    Chart,
    ContentsLevel,
    Document,
    Heading,
    PageBreak,
    Paragraph,
    Table,
    plain,
)
from qdesk.document.chart_plan import plan_chart
from qdesk.document.front_matter import annex_level, front_matter
from qdesk.document.photo_blocks import photo_blocks
from qdesk.document.pie_parts import pie_data
from qdesk.document.prose_blocks import passage_blocks, prose_blocks
from qdesk.model import filled_cell, outline
from qdesk.model.axis import fill_years
from qdesk.model.case import Case
from qdesk.model.figure import ChartKind, Figure
from qdesk.model.filled_table import FilledTable
from qdesk.model.report import ReportTable
from qdesk.model.report_view import ReportView
from qdesk.model.section_parts import Part, Passage

_LOOKS: Mapping[filled_cell.CellRole, tuple[CellRole, Align | None]] = {
    filled_cell.CellRole.HEADER: ("header", None),
    filled_cell.CellRole.LABEL: ("label", None),
    filled_cell.CellRole.SERIAL: ("label", "center"),
    filled_cell.CellRole.UNIT: ("label", "center"),
    filled_cell.CellRole.VALUE: ("value", None),
    filled_cell.CellRole.COMPUTED: ("computed", None),
    filled_cell.CellRole.FIELD: ("value", None),
    filled_cell.CellRole.FIXED: ("value", None),
}


def compose(view: ReportView, made_on: date, progress: Callable[[str], None] = lambda _: None) -> Document:
    """The report as a document; sections that are not applicable are left out.

    `made_on` is printed on the cover; the annex begins a page. Bookmarks are ids of sections, tables, cases.
    """
    entity = next((one.name for one in view.archive.entities if one.id == view.report.entity), "")
    blocks: list[Block] = [*front_matter(view, made_on), BodyStart()]
    for heading in view.headings:
        if not heading.skipped:
            progress(view.title_of(heading))
            if heading.section.annex and heading.level == 1 and blocks[-1] != BodyStart():
                blocks.append(PageBreak())
            blocks.extend(section_blocks(view, heading))
    return Document(
        tuple(blocks), title=view.report.title, author=entity, scheme=view.report.numbering.scheme
    )


def section_blocks(view: ReportView, heading: outline.Heading) -> Iterator[Block]:
    """The heading of a section with its parts in order, without the sections below it."""
    level = 1 if heading.level <= 1 else 2 if heading.level == 2 else 3 if heading.level == 3 else 4
    yield Heading(level, heading.number, view.section_title(heading), heading.section.id, heading.gap)
    for is_photo, parts in groupby(heading.parts, key=_is_photo):
        if is_photo:
            yield from photo_blocks(view, tuple(one for one in parts if isinstance(one, Figure)))
        else:
            yield from chain.from_iterable(_part(view, heading, one) for one in parts)


def _is_photo(part: Part) -> bool:
    return isinstance(part, Figure) and bool(part.picture)


def _part(view: ReportView, heading: outline.Heading, part: Part) -> Iterator[Block]:
    match part:
        case ReportTable():
            yield from table_blocks(view, part, annex_level(view, heading))
        case Figure():
            yield from _figure(view, part)
        case Case():
            yield from _case(view, part)
        case Passage():
            section = heading.section.id
            yield from passage_blocks(view, view.text(section), part, section)


def _figure(view: ReportView, figure: Figure) -> Iterator[Block]:
    """A chart with its caption below; nothing while there is no number to draw."""
    chart = figure_chart(view, figure)
    if chart is None:
        return
    number = view.caption_numbers[figure.id]
    yield chart
    yield Caption("figure", number.label, number.number, chart.description, figure.id, number.separator)


def figure_chart(view: ReportView, figure: Figure) -> Chart | None:
    """The chart of a figure as it is now, None while there is no number to draw."""
    data = view.chart(figure)
    if not any(value is not None for one in data.series for value in one.values):
        return None
    title = fill_years(figure.title, view.data.year)
    if figure.kind is ChartKind.PIE:
        data = pie_data(data)
    chart = Chart(figure.kind, data, labels=figure.labels, description=title)
    return replace(chart, height_mm=plan_chart(chart).height_mm)


def _case(view: ReportView, case: Case) -> Iterator[Block]:
    number = view.caption_numbers[case.id]
    # Without a title nothing stands behind the colon.
    separator = number.separator if case.title else number.separator.rstrip("：: ")
    yield Caption("case", number.label, number.number, case.title, case.id, separator)
    yield from prose_blocks(view, case.text, case.id, "case")


def table_blocks(
    view: ReportView, table: ReportTable, level_in_contents: ContentsLevel = 0
) -> Iterator[Block]:
    """Caption, sub-caption, unit line, table and notes; nothing for a table without any row."""
    filled = view.filled(table)
    if not filled.body:
        return
    number = view.caption_numbers[table.id]
    yield Caption(
        "table", number.label, number.number, filled.caption, table.id, number.separator, level_in_contents
    )
    if filled.subcaption:
        yield Paragraph(plain(filled.subcaption), "subcaption")
    if filled.unit_line:
        yield Paragraph(plain(f"单位：{filled.unit_line}"), "unit")
    yield Table(tuple(_cells(filled)), filled.column_count, filled.header_rows)
    for note in filled.notes:
        yield Paragraph(plain(note), "note")


def _cells(filled: FilledTable) -> list[Cell]:
    spans, covered = filled.spans, filled.covered
    headers = filled.header_rows
    merged = {row for row, _ in covered} | {row for row, _ in spans}
    found: list[Cell] = []
    for row, cells in enumerate(filled.grid):
        for column, cell in enumerate(cells):
            text, kind, _, _, _, _, _, _, _, _, _, is_total, _, indent = cell
            rows = columns = 1
            if row in merged:
                if (row, column) in covered:
                    continue
                rows, columns = spans.get((row, column), (1, 1))
            role, align = _LOOKS[kind]
            if is_total and row >= headers:
                role, align = "total", "center" if role == "label" else None
            corner = row == column == 0 and text.count("\n") == 1
            found.append(Cell(text, row, column, rows, columns, role, align, corner, indent))
    return found
