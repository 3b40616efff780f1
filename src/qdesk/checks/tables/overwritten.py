"""Rule 改写: every computed cell that a typed value stands in for."""

from __future__ import annotations

from collections.abc import Iterator

from qdesk.checks.rule import places
from qdesk.model.finding import Finding, Severity
from qdesk.model.report import ReportTable
from qdesk.model.report_view import ReportView


def overwritten_cells(view: ReportView, table: ReportTable) -> Iterator[Finding]:
    """A note for each overwritten cell, so that none is forgotten."""
    for place in places(view, table):
        cell = place.cell
        if cell.overwritten:
            computed = cell.behind or "（无）"
            message = f"{place.title}：{place.label} 改写为 {cell.text}，计算值是 {computed}"
            yield place.finding("overwritten", Severity.NOTE, message)
