"""Rule 无比值: changes that have no number, because there was nothing to compare with."""

from __future__ import annotations

from collections.abc import Iterator

from qdesk.checks.rule import places
from qdesk.model.filled_cell import CellRole
from qdesk.model.finding import Finding, Severity
from qdesk.model.report import ReportTable
from qdesk.model.report_view import ReportView
from qdesk.model.value import NO_VALUE


def changes_without_ratio(view: ReportView, table: ReportTable) -> Iterator[Finding]:
    """A note where a table prints a number (many print 0) although x ÷ 0 has none."""
    for place in places(view, table):
        cell = place.cell
        if cell.role is not CellRole.COMPUTED or cell.overwritten or cell.value != NO_VALUE:
            continue
        if any(map(str.isdigit, cell.text)):
            message = f"{place.title}：{place.label} 印作 {cell.text}，其实没有比值（{cell.explanation}）"
            yield place.finding("no_ratio", Severity.NOTE, message)
