"""Rule 合计: totals and derived values that were typed over and do not follow from their parts."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from qdesk.checks.rule import places
from qdesk.model.filled_cell import FilledCell
from qdesk.model.finding import Finding, Severity
from qdesk.model.report import ReportTable
from qdesk.model.report_view import ReportView
from qdesk.model.value import parse_value


def wrong_totals(view: ReportView, table: ReportTable) -> Iterator[Finding]:
    """Overwritten computed cells whose number differs from what the data give."""
    for place in places(view, table):
        cell = place.cell
        if not (cell.overwritten and _differs(cell)):
            continue
        rule, what = ("wrong_total", "合计") if cell.is_total else ("wrong_derived_value", "计算值")
        message = (
            f"{place.title}：{place.label} 的{what}写的是 {cell.text}，"
            f"按数据应为 {cell.behind}（{cell.explanation}）"
        )
        yield place.finding(rule, Severity.MUST, message)


def _differs(cell: FilledCell) -> bool:
    stands, follows = parse_value(cell.text).value, parse_value(cell.behind).value
    return isinstance(stands, Decimal) and isinstance(follows, Decimal) and stands != follows
