"""Rule 突变: values that changed more against last year than such values usually do, slips named as such."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from qdesk.checks.rule import Place, places
from qdesk.checks.slips import slip_between
from qdesk.model.filled_cell import CellRole
from qdesk.model.finding import Finding, Severity
from qdesk.model.indicator import Indicator, IndicatorKind
from qdesk.model.observation import Key
from qdesk.model.period import parse_period
from qdesk.model.report import ReportTable
from qdesk.model.report_view import ReportView


@dataclass(frozen=True, slots=True)
class JumpLimits:
    """From where a change is worth a look: by how often it grows or shrinks, and by percentage points.

    `times` says for values of at least so much, the largest first; smaller ones may change as they like.
    """

    times: tuple[tuple[Decimal, Decimal], ...] = (
        (Decimal(1000), Decimal("1.6")),
        (Decimal(200), Decimal(2)),
        (Decimal(50), Decimal(3)),
    )
    per_student: Decimal = Decimal(2)
    points: Decimal = Decimal(30)


LIMITS = JumpLimits()
"""Defaults of the program: no rule prescribes any; a school of 40 may double, one of 2000 does not."""

_AMOUNTS = (IndicatorKind.COUNT, IndicatorKind.MONEY, IndicatorKind.NUMBER)
_RATIOS = (IndicatorKind.PER_STUDENT, IndicatorKind.RATIO)


def jumps(view: ReportView, table: ReportTable) -> Iterator[Finding]:
    """Entered values of this year that jump; what is computed jumps with its parts and is not named again."""
    for place in places(view, table):
        cell = place.cell
        indicator = view.data.indicator(cell.indicator) if cell.indicator else None
        if cell.role is not CellRole.VALUE or cell.offset or cell.key is None or indicator is None:
            continue
        before = _prior(view, cell.key)
        if isinstance(cell.value, Decimal) and isinstance(before, Decimal):
            yield from _judge(place, indicator, before, cell.value)


def _prior(view: ReportView, key: Key) -> object:
    period = parse_period(key.period)
    return view.data.value(key._replace(period=period.shift(-1).code)) if period else None


def _judge(place: Place, indicator: Indicator, before: Decimal, now: Decimal) -> Iterator[Finding]:
    key = place.cell.key
    if key is not None and key.member and 0 in (before, now):
        return  # a major that was opened or closed
    slip = slip_between(now, before)
    if not _jumps(indicator, before, now) and not (slip and _is_large(before)):
        return
    hint = f"，像是{slip}" if slip else ""
    unit = indicator.unit
    name = place.label if indicator.name in place.label else f"{place.label} {indicator.name}"
    message = f"{place.title}：{name} 由 {before:f}{unit} 变为 {now:f}{unit}，变化很大，请核对{hint}"
    yield place.finding("jump", Severity.LOOK, message)


def _is_large(value: Decimal) -> bool:
    """A transposed digit of a small number is most likely just another number."""
    return abs(value) >= LIMITS.times[0][0]


def _jumps(indicator: Indicator, before: Decimal, now: Decimal) -> bool:
    if indicator.kind is IndicatorKind.RATE:
        return abs(now - before) > LIMITS.points
    small, large = sorted((abs(before), abs(now)))
    if indicator.kind in _RATIOS:
        return small > 0 and large > small * LIMITS.per_student
    if indicator.kind not in _AMOUNTS:
        return False
    limit = next((times for least, times in LIMITS.times if large >= least), None)
    return limit is not None and large > small * limit
