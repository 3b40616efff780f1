"""Rule 小计: subtotals of a table, each over the rows since the one before it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from qdesk.checks.rule import Place, places
from qdesk.checks.slips import slip_between
from qdesk.checks.verdicts import is_of_rounding
from qdesk.model.filled_cell import CellRole
from qdesk.model.finding import Finding, Severity
from qdesk.model.report import ReportTable
from qdesk.model.report_view import ReportView
from qdesk.model.value import fold_text

_SUBTOTAL = "小计"
_TELLING = 2
"""So many subtotals that come out right show that they are sums."""


def subtotals(view: ReportView, table: ReportTable) -> Iterator[Finding]:
    """Subtotals that are not the sum of their rows, where most of the table's are."""
    filled = view.filled(table)
    words = [
        fold_text("".join(one.text for one in row if not isinstance(one.value, Decimal)))
        for row in filled.grid
    ]
    ends = [row for row in range(filled.header_rows, len(words)) if _SUBTOTAL in words[row]]
    if len(ends) < _TELLING:
        return
    at = {(one.row, one.column): one for one in places(view, table)}
    tried: list[tuple[Place, Decimal]] = []
    first = filled.header_rows
    for end in ends:
        for column in range(len(filled.grid[end])):
            place = at[end, column]
            parts = [at[row, column].cell.value for row in range(first, end)]
            numbers = [one for one in parts if isinstance(one, Decimal)]
            if place.cell.role is not CellRole.COMPUTED and isinstance(place.cell.value, Decimal) and numbers:
                tried.append((place, sum(numbers, Decimal(0))))
        first = end + 1
    right = [place for place, total in tried if place.cell.value == total]
    if len(right) < _TELLING or len(right) * 2 <= len(tried):
        return
    for place, total in tried:
        if place.cell.value == total or is_of_rounding(place, place.cell.value, total):
            continue
        if isinstance(place.cell.value, Decimal):
            slip = slip_between(place.cell.value, total)
            hint = f"，像是{slip}" if slip else ""
            message = (
                f"{place.title}：{place.name} 的小计写的是 {place.cell.text}，各行之和是 {total:f}{hint}"
            )
            finding = place.finding("wrong_total", Severity.MUST, message)
            yield replace(finding, found=place.cell.text, expected=f"{total:f}")
