"""The change against the prior period, in each form that reports print (domain: 变化)."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from qdesk.model.value import MISSING, NO_VALUE, NOT_OFFERED, Gap, GapKind, Range, Value, plain_text

HUNDRED = Decimal(100)


class ChangeKind(StrEnum):
    """How two periods are compared; the difference of two rates is in percentage points."""

    RATIO = "ratio"
    DIFFERENCE = "difference"
    GROWTH = "growth"
    NONE = "none"


CHANGE_TITLES = {
    ChangeKind.RATIO: "百分比（%）",
    ChangeKind.DIFFERENCE: "变化",
    ChangeKind.GROWTH: "增长率（%）",
    ChangeKind.NONE: "不比较",
}


@dataclass(frozen=True, slots=True)
class Comparison:
    """A change and one sentence saying how it came about."""

    value: Value
    explanation: str


def compare(prior: Value, current: Value, kind: ChangeKind) -> Comparison:
    """The change from `prior` to `current`, both as printed.

    x → 0 is a ratio of 0; 0 → x has no ratio and no growth (`NO_VALUE`); a gap on either side
    gives a missing change; text has none.
    """
    seen = f"{_word(prior)} → {_word(current)}"
    if kind is ChangeKind.NONE:
        return Comparison(MISSING, "此处不作比较")
    if NOT_OFFERED in (prior, current):
        side = "上期没有开设" if prior == NOT_OFFERED else "本期不再开设"
        return Comparison(NO_VALUE, f"{side}，不作比较")
    if isinstance(prior, Gap) or isinstance(current, Gap):
        side = "上期" if isinstance(prior, Gap) else "本期"
        return Comparison(_gap_of(prior, current), f"{seen}：{side}没有数值，无法比较")
    if isinstance(prior, str) or isinstance(current, str):
        return Comparison(MISSING, f"{seen}：文字不作比较")
    if isinstance(prior, Range) or isinstance(current, Range):
        return _compare_ranges(prior, current, kind, seen)
    return _compare_numbers(prior, current, kind, seen)


def _compare_numbers(prior: Decimal, current: Decimal, kind: ChangeKind, seen: str) -> Comparison:
    if kind is ChangeKind.DIFFERENCE:
        return Comparison(current - prior, f"{seen}：{current:f} − {_operand(prior)}")
    if prior == 0:
        return Comparison(NO_VALUE, f"{seen}：上期为 0，不能作除数")
    if kind is ChangeKind.RATIO:
        return Comparison(current / prior * HUNDRED, f"{seen}：{current:f} ÷ {_operand(prior)} × 100")
    growth = (current - prior) / prior * HUNDRED
    left = f"（{current:f} − {_operand(prior)}）"
    return Comparison(growth, f"{seen}：{left} ÷ {_operand(prior)} × 100")


def _compare_ranges(
    prior: Decimal | Range, current: Decimal | Range, kind: ChangeKind, seen: str
) -> Comparison:
    """Ranges subtract crosswise: the least and the greatest difference that is possible."""
    if kind is not ChangeKind.DIFFERENCE:
        return Comparison(MISSING, f"{seen}：区间只能求差")
    before = prior if isinstance(prior, Range) else Range(prior, prior)
    after = current if isinstance(current, Range) else Range(current, current)
    change = Range(after.low - before.high, after.high - before.low)
    return Comparison(
        change, f"{seen}：下限 {after.low:f} − {before.high:f}，上限 {after.high:f} − {before.low:f}"
    )


def _gap_of(prior: Value, current: Value) -> Gap:
    gaps = [side for side in (prior, current) if isinstance(side, Gap)]
    if all(gap.kind is GapKind.NOT_APPLICABLE for gap in gaps):
        return gaps[0]
    return Gap(GapKind.MISSING, None)


def _operand(number: Decimal) -> str:
    return f"（{number:f}）" if number < 0 else f"{number:f}"


def _word(value: Value) -> str:
    return plain_text(value) or "（空）"
