"""Rule 完整: values that are missing, sections without a text."""

from __future__ import annotations

from collections.abc import Iterator

from qdesk.model.filled_table import CellRole, FilledTable
from qdesk.model.finding import Finding, Severity
from qdesk.model.report import SectionState
from qdesk.model.report_view import ReportView


def missing_values(view: ReportView) -> Iterator[Finding]:
    """Every place of this year that has no value; an empty prior year is only worth a note."""
    for table in view.tables:
        filled = view.filled(table)
        number = view.table_numbers[table.id]
        for row, cells in enumerate(filled.grid):
            for column, cell in enumerate(cells):
                if not cell.is_missing or cell.role is CellRole.FIELD:
                    continue
                current = cell.offset == 0
                yield Finding(
                    rule="missing_value",
                    severity=Severity.LOOK if current else Severity.NOTE,
                    message=f"{number} {filled.caption}：{_place(filled, row, column)}未填",
                    section=table.section,
                    table=table.id,
                    row=row,
                    column=column,
                )


def _place(filled: FilledTable, row: int, column: int) -> str:
    labels = [cell.text for cell in filled.grid[row] if cell.role is CellRole.LABEL and cell.text]
    header = [line[column].text for line in filled.header]
    return " ".join(" ".join(text.split()) for text in (*labels[-1:], *dict.fromkeys(header)) if text)


def unwritten_sections(view: ReportView) -> Iterator[Finding]:
    """Sections at the end of the outline that have neither a text nor a table with values."""
    parents = {heading.section.parent for heading in view.headings}
    for heading in view.headings:
        section = heading.section
        if section.id in parents or section.state is SectionState.NOT_APPLICABLE:
            continue
        if view.text(section.id).strip() or any(_has_values(view.filled(one)) for one in heading.tables):
            continue
        yield Finding(
            rule="unwritten_section",
            severity=Severity.LOOK,
            message=f"{view.title_of(heading)} 还没有正文",
            section=section.id,
        )


def _has_values(filled: FilledTable) -> bool:
    entered = (CellRole.VALUE, CellRole.FIELD)
    return any(cell.role in entered and not cell.is_missing for row in filled.body for cell in row)
