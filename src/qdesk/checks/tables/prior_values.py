"""Rule 上年的数变了: prior values that are not what last year's report printed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from qdesk.checks.rule import places
from qdesk.model.edit import Kind
from qdesk.model.filled_cell import CellRole
from qdesk.model.finding import Finding, Severity
from qdesk.model.observation import Observation
from qdesk.model.report import ReportTable
from qdesk.model.report_view import ReportView


def prior_printed(view: ReportView, table: ReportTable) -> Iterator[Finding]:
    """A value of last year that this year's report says otherwise than last year's did."""
    prior = view.report.prior_report
    if not prior:
        return
    for place in places(view, table):
        cell = place.cell
        if cell.role is not CellRole.VALUE or cell.offset != -1 or cell.key is None:
            continue
        stored = view.archive.get(Kind.OBSERVATION, cell.key)
        if not isinstance(stored, Observation) or stored.chosen.report == prior:
            continue
        before = next((one.value for one in stored.claims[1:] if one.report == prior), None)
        if isinstance(before, Decimal) and isinstance(stored.value, Decimal) and before != stored.value:
            message = f"{place.title}：{place.name} 写的是 {cell.text}，上年的报告印的是 {before:f}"
            finding = place.finding("prior_printed", Severity.LOOK, message)
            yield replace(finding, found=cell.text, expected=f"{before:f}")
