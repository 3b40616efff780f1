"""Where a finding belongs for those who share the work out: its chapter and its department."""

from __future__ import annotations

from collections.abc import Mapping

from qdesk.model.finding import Finding
from qdesk.model.report_view import ReportView

WHOLE_REPORT = "全文"


def chapters_of(view: ReportView) -> Mapping[str, str]:
    """Section id → the title of its chapter."""
    found: dict[str, str] = {}
    chapter = WHOLE_REPORT
    for heading in view.headings:
        if heading.level == 1:
            chapter = view.title_of(heading)
        found[heading.section.id] = chapter
    return found


def department_of(view: ReportView, finding: Finding) -> str:
    """The department that has the number of a finding, or those of its table; "" where nobody is named."""
    table = view.table(finding.table) if finding.table else None
    if table is None:
        return ""
    grid = view.filled(table).grid
    if finding.row is not None and finding.column is not None and finding.row < len(grid):
        cell = grid[finding.row][finding.column]
        return _department(view, cell.indicator)
    names = (_department(view, cell.indicator) for row in grid for cell in row if cell.indicator)
    return next((name for name in names if name), "")


def _department(view: ReportView, indicator_id: str) -> str:
    indicator = view.data.indicator(indicator_id) if indicator_id else None
    return indicator.department if indicator else ""
