"""Limits that the school misses, as findings: no errors, but what a reader of the report will ask about."""

from __future__ import annotations

from collections.abc import Iterator

from qdesk.actions.limits import standings
from qdesk.model.entity import Level
from qdesk.model.finding import Finding, Severity
from qdesk.model.limit import Standing
from qdesk.model.report_view import ReportView


def missed_limits(view: ReportView) -> Iterator[Finding]:
    """Each limit that is not met, at the first table that shows the indicator; a city has none."""
    if view.report.level is Level.CITY:
        return
    missed = [one for one in standings(view) if one.standing is Standing.MISSED]
    where = _places(view, {one.limit.indicator for one in missed}) if missed else {}
    for one in missed:
        section, table, row, column = where.get(one.limit.indicator, ("", "", None, None))
        message = f"{one.sentence}；本校 {one.shown} {one.limit.unit}".rstrip()
        yield Finding(
            "limit_missed",
            Severity.NOTE,
            message,
            section,
            table,
            row,
            column,
            found=one.shown,
            expected=one.limit.demand,
        )


def _places(view: ReportView, indicators: set[str]) -> dict[str, tuple[str, str, int | None, int | None]]:
    found: dict[str, tuple[str, str, int | None, int | None]] = {}
    for table in view.tables:
        for row, cells in enumerate(view.filled(table).grid):
            for column, cell in enumerate(cells):
                if cell.indicator in indicators and not cell.offset and cell.key and not cell.key.member:
                    found.setdefault(cell.indicator, (table.section, table.id, row, column))
    return found
