"""Why a read value should be confirmed by the user, and what it may be instead."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal

from qdesk.model.indicator import Indicator, IndicatorKind
from qdesk.model.unit_scale import factor_between, in_unit
from qdesk.model.value import Value, decimals_of
from qdesk.recognition.causes import Cause
from qdesk.recognition.grid import GridCell
from qdesk.recognition.line_names import BORROWED_UNIT
from qdesk.recognition.owner import NEW_SCHOOL


@dataclass(frozen=True, slots=True)
class Doubt:
    """A sentence, and what the cell may be meant to hold ("94%"); false where there is no doubt.

    `cause` is what it shares with the doubts of other cells.
    """

    text: str = ""
    suggestion: str = ""
    cause: Cause = Cause.CELL

    def __bool__(self) -> bool:
        return bool(self.text)


def doubt_of_value(cell: GridCell, value: Value, unit: str, indicator: Indicator | None) -> Doubt:
    """A text where a number is expected; a fraction where a percentage is."""
    if indicator is None:
        return Doubt()
    if isinstance(value, str):
        odd = bool(value) and indicator.kind is not IndicatorKind.TEXT
        return Doubt(f"“{cell.text.strip()}”不是数值") if odd else Doubt()
    if not isinstance(value, Decimal) or indicator.kind is not IndicatorKind.RATE or unit == "%":
        return Doubt()
    if 0 < value < 1 and decimals_of(value) >= 1:
        percent = in_unit(value, Decimal(100))
        return Doubt(
            f"{value:f} 没有百分号，也没有百分比格式，可能是 {percent:f}%", f"{percent:f}%", Cause.PERCENT
        )
    return Doubt()


def converted_value(value: Value, unit: str, indicator: Indicator | None) -> tuple[Value, Doubt]:
    """A number in the indicator's unit (2749 for 27490000 元); a unit that contradicts is doubtful."""
    if not isinstance(value, Decimal) or indicator is None or not unit or unit == indicator.unit:
        return value, Doubt()
    factor = factor_between(unit, indicator.unit)
    if factor == 1 or (factor is None and not _contradict(unit, indicator.unit)):
        return value, Doubt()
    if factor is None:
        return value, Doubt(f"写的单位是“{unit}”，本指标用“{indicator.unit}”")
    converted = in_unit(value, factor)
    return converted, Doubt(f"写的是 {value:f} {unit}，本指标用{indicator.unit}，已换算为 {converted:f}")


def _contradict(unit: str, own: str) -> bool:
    """Whether two units cannot mean the same: per cent and people, money and people."""
    strict = ("%", "‰", ":1", "元", "万元", "亿元", "人", "平方米", "亩", "册")
    return bool(own) and unit in strict and own in strict


def doubt_of_unit(indicator: Indicator | None) -> Doubt:
    """A unit that is only that of the other columns."""
    if indicator is None or indicator.state != BORROWED_UNIT:
        return Doubt()
    return Doubt(f"没有写单位，按同一张表的其他各列当作“{indicator.unit}”", cause=Cause.UNIT)


def doubt_of_school(entity: str, known: Collection[str]) -> Doubt:
    """A school that is not on the list of those that the store has."""
    if not entity.startswith(NEW_SCHOOL) or entity in known or not known:
        return Doubt()
    return Doubt(f"“{entity.removeprefix(NEW_SCHOOL)}”不在学校名单里，将作为新的学校", cause=Cause.SCHOOL)
