"""Remembering what an export printed, so that the document can be read back when others have edited it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from qdesk.actions.edit_front_matter import front_pages
from qdesk.actions.workspace import now
from qdesk.document.front_matter import cover_lines, field_texts, front_text
from qdesk.model.edit import Edit, Kind
from qdesk.model.exported import (
    Export,
    ExportedField,
    ExportedFront,
    ExportedLine,
    ExportedTable,
    ExportedText,
    TextOwner,
)
from qdesk.model.filled_cell import CellRole
from qdesk.model.filled_table import FilledTable
from qdesk.model.front_page import FrontKind
from qdesk.model.prose import plain_paragraph, read_prose, write_prose
from qdesk.model.report_view import ReportView

_KEPT = 10
"""Exports of a report that stay known; nobody mails round more versions than that."""


def snapshot(view: ReportView, name: str, file: str, made_on: date | None = None) -> Export:
    """What the report prints now."""
    texts: list[ExportedText] = []
    tables: list[ExportedTable] = []
    for heading in view.headings:
        if heading.skipped:
            continue
        section = heading.section.id
        title = view.section_title(heading)
        lines = exported_lines(view, view.text(section))
        texts.append(ExportedText(section, TextOwner.SECTION, title, heading.level, lines))
        for case in heading.cases:
            lines = exported_lines(view, case.text)
            texts.append(ExportedText(case.id, TextOwner.CASE, case.title, heading.level, lines))
        for table in heading.tables:
            filled = view.filled(table)
            if filled.body:
                grid = printed_grid(view, table.id)
                labels, serials = _stubs(filled)
                tables.append(
                    ExportedTable(
                        table.id, section, filled.caption, grid, filled.header_rows, labels, serials
                    )
                )
    front = tuple(_front(view, made_on or date.today()))  # noqa: DTZ011 - the user's own calendar day
    return Export(name, view.report.id, now(), file, tuple(texts), tuple(tables), front)


def _front(view: ReportView, made_on: date) -> Iterator[ExportedFront]:
    """The pages before the body that print and that somebody writes."""
    for page in front_pages(view):
        if not page.shown:
            continue
        if page.kind is FrontKind.COVER:
            lines = cover_lines(view, page, made_on)
            fields = tuple(
                ExportedField(field, text, page.fields.get(field, "").strip(), line)
                for line, (field, text) in lines.items()
            )
            yield ExportedFront(page.id, page.name, (), fields)
        elif page.is_written:
            printed = field_texts(page)
            fields = tuple(
                ExportedField(name, printed.get(name, ""), value.strip())
                for name, value in page.fields.items()
            )
            lines = exported_lines(view, front_text(view, page))
            if lines or printed:
                yield ExportedFront(page.id, page.name, lines, fields)


def _stubs(filled: FilledTable) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """The columns that name a row (of a register the first field), and those that number it."""
    roles = [{row[column].role for row in filled.body} for column in range(filled.column_count)]
    serials = tuple(n for n, found in enumerate(roles) if found == {CellRole.SERIAL})
    labels = tuple(n for n, found in enumerate(roles) if CellRole.LABEL in found and n not in serials)
    first = next((n for n, found in enumerate(roles) if CellRole.FIELD in found), 0)
    return labels or (first,), serials


def exported_lines(view: ReportView, text: str) -> tuple[ExportedLine, ...]:
    """The paragraphs of a stored text that print anything."""
    found: list[ExportedLine] = []
    for paragraph in read_prose(text) if text.strip() else ():
        numbers = tuple(view.number(link).text for link in paragraph.links)
        printed = plain_paragraph(paragraph, lambda link: view.number(link).text).strip()
        if printed:
            found.append(ExportedLine(printed, write_prose([paragraph]), numbers))
    return tuple(found)


def printed_grid(view: ReportView, table_id: str) -> tuple[tuple[str, ...], ...]:
    """The texts of a table as it prints, white space evened out; () for one that is gone."""
    table = view.table(table_id)
    if table is None:
        return ()
    return tuple(tuple(" ".join(cell.text.split()) for cell in row) for row in view.filled(table).grid)


def keep_export(view: ReportView, export: Export) -> Edit:
    """The edit that remembers an export and forgets the oldest ones; it is no step to undo."""
    old = view.archive.exports(view.report.id)[_KEPT - 1 :]
    changes = [view.archive.change(Kind.EXPORT, (one.id,), None) for one in old]
    return Edit("导出 Word", (*changes, view.archive.change(Kind.EXPORT, (export.id,), export)))
