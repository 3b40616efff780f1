"""Slips of the hand by name: ×10, ×100, ×10,000, two digits that changed places."""

from __future__ import annotations

from decimal import Decimal

_SCALES = {
    10: "多写或少写了一位",
    100: "差了 100 倍",
    1000: "差了 1000 倍",
    10_000: "元和万元弄混了（差 10000 倍）",
}


def slip_between(said: Decimal, meant: Decimal) -> str:
    """What kind of slip makes one number of the other; "" for none that has a name."""
    if said and meant and said != meant:
        for scale, name in _SCALES.items():
            if said * scale == meant or meant * scale == said:
                return name
    return "两位数字写颠倒了" if _transposed(f"{said:f}", f"{meant:f}") else ""


def _transposed(one: str, other: str) -> bool:
    if len(one) != len(other):
        return False
    differing = [n for n, (a, b) in enumerate(zip(one, other, strict=True)) if a != b]
    if len(differing) != 2 or differing[1] - differing[0] != 1:
        return False
    a, b = differing
    return one[a] == other[b] and one[b] == other[a]
