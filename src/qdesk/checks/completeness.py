"""Rule 完整: values that are missing, sections without a text."""

from __future__ import annotations

from collections.abc import Iterator

from qdesk.checks.rule import Place, places
from qdesk.model.filled_cell import CellRole
from qdesk.model.filled_table import FilledTable
from qdesk.model.finding import Finding, Severity
from qdesk.model.indicator import IndicatorKind
from qdesk.model.report import ReportTable
from qdesk.model.report_view import ReportView


def missing_values(view: ReportView, table: ReportTable) -> Iterator[Finding]:
    """Every place of this year that has no value; an empty prior year is only worth a note."""
    for place in places(view, table):
        cell = place.cell
        if cell.is_missing and cell.role is not CellRole.FIELD and not _is_text(view, cell.indicator):
            severity = Severity.LOOK if cell.offset == 0 else Severity.NOTE
            yield place.finding("missing_value", severity, f"{place.title}：{_where(place)}未填")


def _is_text(view: ReportView, indicator_id: str) -> bool:
    """Whether a cell holds words (备注), of which there may be none."""
    indicator = view.archive.catalogue.get(indicator_id)
    return indicator is not None and indicator.kind is IndicatorKind.TEXT


def _where(place: Place) -> str:
    header = dict.fromkeys(line[place.column].text for line in place.filled.header)
    return " ".join(" ".join(text.split()) for text in (place.label, *header) if text)


def unwritten_sections(view: ReportView) -> Iterator[Finding]:
    """Sections at the end of the outline that have neither a text nor a table with values."""
    parents = {heading.section.parent for heading in view.headings}
    for heading in view.headings:
        section = heading.section
        if section.id in parents or heading.skipped:
            continue
        written = view.plain_text(section.id).strip()
        if written or any(_has_values(view.filled(one)) for one in heading.tables):
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
