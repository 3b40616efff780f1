"""Rule 平均: the whole of a line of rates or per-unit values, taken as the plain mean of its parts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from qdesk.checks.tables.quantities import Quantities, Quantity
from qdesk.checks.verdicts import RULES, SEVERITIES, Verdict, how, shown, verdict
from qdesk.model.filled_cell import CellRole
from qdesk.model.finding import Finding
from qdesk.model.report import ReportTable
from qdesk.model.report_view import ReportView

_HUNDRED = Decimal(100)
_NEAR = Decimal("0.02")
"""How far, as a part of it, a mistyped mean lies from the right one; what is further is another figure."""


def means(_view: ReportView, _table: ReportTable, directions: Sequence[Quantities]) -> Iterator[Finding]:
    """A mean that is off, where another line of the table shows that the whole is the plain mean."""
    for lines in directions:
        wholes = [n for n, total in enumerate(lines.totals) if total]
        if len(wholes) != 1 or lines.count < 4:
            continue
        at = wholes[0]
        tried = [(line, exact) for line in lines.lines if (exact := _mean(lines, line, at)) is not None]
        shows = any(_verdict(line, at, exact) is not Verdict.WRONG for line, exact in tried)
        yield from _judge(lines, tried, at) if shows else ()


def _mean(lines: Quantities, line: Quantity, at: int) -> Decimal | None:
    place = line.places[at]
    if not (line.is_rate or line.is_per) or place is None or place.cell.role is not CellRole.VALUE:
        return None
    parts = [line.value(n) for n in range(lines.count) if n != at]
    told = [value for value in parts if value is not None]
    return sum(told, Decimal(0)) / len(told) if len(told) == len(parts) and len(set(told)) > 1 else None


def _verdict(line: Quantity, at: int, exact: Decimal) -> Verdict:
    said = line.value(at)
    return Verdict.WRONG if said is None else verdict(said, exact)


def _is_quotient(lines: Quantities, at: int, said: Decimal) -> bool:
    """Whether the whole is a rate of two counts of the whole, as it should be: 568 of 588."""
    counts = [one.value(at) for one in lines.lines if not one.is_rate and not one.is_per]
    told = [one for one in counts if one]
    return any(verdict(said, part * _HUNDRED / whole) is not Verdict.WRONG for part in told for whole in told)


def _judge(lines: Quantities, tried: Sequence[tuple[Quantity, Decimal]], at: int) -> Iterator[Finding]:
    for line, exact in tried:
        place, said, found = line.places[at], line.value(at), _verdict(line, at, exact)
        if place is None or said is None or found is Verdict.RIGHT or abs(said - exact) > abs(exact) * _NEAR:
            continue
        if _is_quotient(lines, at, said):
            continue
        expected = shown(exact, said, found)
        message = (
            f"{place.title}：{place.name} 写的是 {place.cell.text}，"
            f"按各项的简单平均应为 {expected}{how(found)}（同表其他行是这样算的）"
        )
        finding = place.finding(RULES.get(found, "wrong_mean"), SEVERITIES[found], message)
        yield replace(finding, found=place.cell.text, expected=expected)
