"""Units that count the same thing: 万元 is 10,000 times 元, 人次 counts as 人."""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache

_SCALES = {"百": 100, "千": 1000, "万": 10_000, "亿": 100_000_000}
_LONGER = {"百万": 1_000_000, "千万": 10_000_000}
_SAME = {
    "名": "人",
    "位": "人",
    "人次": "人",
    "㎡": "平方米",
    "m2": "平方米",
    "平米": "平方米",
    "场": "场次",
    "元月": "元/月",
    "课时": "学时",
}


@lru_cache(maxsize=1_000)
def unit_scale(unit: str) -> tuple[int, str]:
    """A unit's scale and what it counts: 万元 is 10000 times 元, 万元/生 that of 元/生."""
    plain = _SAME.get(unit, unit)
    for prefixes in (_LONGER, _SCALES):
        for prefix, scale in prefixes.items():
            if plain.startswith(prefix):
                rest = plain.removeprefix(prefix)
                return scale, _SAME.get(rest, rest)
    return 1, plain


@lru_cache(maxsize=10_000)
def factor_between(unit: str, wanted: str) -> Decimal | None:
    """By what a number in `unit` is multiplied to be one in `wanted`; None if they count other things."""
    scale, counted = unit_scale(unit)
    own_scale, own = unit_scale(wanted)
    if not counted or counted != own:
        return None
    return Decimal(scale) / own_scale


def in_unit(number: Decimal, factor: Decimal) -> Decimal:
    """A number in another unit, without zeros that nobody wrote."""
    scaled = number * factor
    return scaled.quantize(Decimal(1)) if scaled == scaled.to_integral_value() else scaled.normalize()
