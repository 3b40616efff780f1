"""Rule 突变: values that changed more against last year than such values usually do, slips named as such."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from qdesk.checks.rule import Parameters, Place, places
from qdesk.checks.slips import slip_between
from qdesk.model.filled_cell import CellRole
from qdesk.model.finding import Finding, Severity
from qdesk.model.indicator import Indicator, IndicatorKind
from qdesk.model.observation import Key
from qdesk.model.period import parse_period
from qdesk.model.report import ReportTable
from qdesk.model.report_view import ReportView

_STEPS = ((Decimal(1000), "jump.thousand"), (Decimal(200), "jump.hundreds"), (Decimal(50), "jump.tens"))
"""From which value on which parameter says how often one may grow; a school of 40 may double."""

_CHANGE = re.compile(r"同比|增长|增减|增幅|变化")
_AMOUNTS = (IndicatorKind.COUNT, IndicatorKind.MONEY, IndicatorKind.NUMBER)
_RATIOS = (IndicatorKind.PER_STUDENT, IndicatorKind.RATIO)


def jumps(view: ReportView, table: ReportTable, parameters: Parameters) -> Iterator[Finding]:
    """Entered values of this year that jump; what is computed jumps with its parts and is not named again."""
    for place in places(view, table):
        cell = place.cell
        indicator = view.data.indicator(cell.indicator) if cell.indicator else None
        if cell.role is not CellRole.VALUE or cell.offset or cell.key is None or indicator is None:
            continue
        before = _prior(view, cell.key)
        if _CHANGE.search(f"{place.name}{indicator.name}"):
            continue  # 同比增长 of one year and of the next
        if isinstance(cell.value, Decimal) and isinstance(before, Decimal):
            yield from _judge(place, indicator, before, cell.value, parameters)


def _prior(view: ReportView, key: Key) -> object:
    period = parse_period(key.period)
    return view.data.value(key._replace(period=period.shift(-1).code)) if period else None


def _judge(
    place: Place, indicator: Indicator, before: Decimal, now: Decimal, parameters: Parameters
) -> Iterator[Finding]:
    key = place.cell.key
    if key is not None and key.member and 0 in (before, now):
        return  # a major that was opened or closed
    slip = slip_between(now, before)
    if not _jumps(indicator, before, now, parameters) and not (slip and _is_large(before)):
        return
    hint = f"，像是{slip}" if slip else ""
    name = place.label if indicator.name in place.label else f"{place.label} {indicator.name}"
    unit = "" if indicator.unit in name else f" {indicator.unit}"
    message = f"{place.title}：{name}由 {before:f}{unit}变为 {now:f}{unit}，变化很大，请核对{hint}"
    yield place.finding("jump", Severity.LOOK, message)


def _is_large(value: Decimal) -> bool:
    """A transposed digit of a small number is most likely just another number."""
    return abs(value) >= _STEPS[0][0]


def _jumps(indicator: Indicator, before: Decimal, now: Decimal, parameters: Parameters) -> bool:
    if indicator.kind is IndicatorKind.RATE:
        return abs(now - before) > parameters["jump.points"]
    small, large = sorted((abs(before), abs(now)))
    if indicator.kind in _RATIOS:
        return small > 0 and large > small * parameters["jump.per_student"]
    if indicator.kind not in _AMOUNTS:
        return False
    name = next((name for least, name in _STEPS if large >= least), None)
    return name is not None and large > small * parameters[name]
