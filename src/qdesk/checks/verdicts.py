"""What a printed number is to the number that follows from the data: four verdicts, not one."""

from __future__ import annotations

import re
from decimal import ROUND_DOWN, Decimal
from enum import StrEnum

from qdesk.checks.rule import Place
from qdesk.model.finding import Severity
from qdesk.model.number_format import round_half_up
from qdesk.model.value import decimals_of, fold_text

_TOLD = 2


class Verdict(StrEnum):
    """How a printed number stands to what follows.

    RIGHT: it is that number, rounded half up to the places it has. TRUNCATED: cut off instead of rounded.
    ROUNDED: a rounding of another kind, less than one unit of its last place away. WRONG: none of these.
    FOLLOWS: right for its neighbours, of which one is wrong.
    """

    RIGHT = "right"
    TRUNCATED = "truncated"
    ROUNDED = "rounded"
    WRONG = "wrong"
    FOLLOWS = "follows"


RULES = {
    Verdict.TRUNCATED: "truncated",
    Verdict.ROUNDED: "rounded_otherwise",
    Verdict.FOLLOWS: "follows_from_wrong",
}
"""The rule under which a verdict is told; a wrong number goes under the rule that looked at it."""

SEVERITIES = {
    Verdict.TRUNCATED: Severity.NOTE,
    Verdict.ROUNDED: Severity.NOTE,
    Verdict.WRONG: Severity.MUST,
    Verdict.FOLLOWS: Severity.NOTE,
}


def verdict(printed: Decimal, exact: Decimal) -> Verdict:
    """What `printed` is to the exact number that follows from the data."""
    places = decimals_of(printed)
    if printed == exact or round_half_up(exact, places) == printed:
        return Verdict.RIGHT
    ulp = Decimal(1).scaleb(-places)
    if exact.quantize(ulp, rounding=ROUND_DOWN) == printed:
        return Verdict.TRUNCATED
    return Verdict.ROUNDED if abs(printed - exact) < ulp else Verdict.WRONG


def shown(exact: Decimal, like: Decimal, found: Verdict = Verdict.WRONG) -> str:
    """The exact number as a report would print it where `like` stands; a wrong one is told to two places."""
    if found is not Verdict.WRONG:
        return f"{round_half_up(exact, decimals_of(like)):f}"
    rounded = round_half_up(exact, max(decimals_of(like), _TOLD))
    return f"{exact.normalize():f}" if rounded == exact else f"{rounded:f}"


def how(verdict: Verdict) -> str:
    """The verdict in words for a message; "" for a wrong number."""
    return {
        Verdict.TRUNCATED: "（只截去了尾数，没有四舍五入）",
        Verdict.ROUNDED: "（舍入与四舍五入不同）",
    }.get(verdict, "")


_NUMBER = re.compile(r"[+-]?\d+(?:,\d{3})*(?:\.\d+)?")


def number_told(text: str) -> Decimal | None:
    """The number that what a finding found or expects begins with (99.76%, 602台); None where it has none."""
    match = _NUMBER.match(fold_text(text))
    return Decimal(match[0].replace(",", "")) if match else None


_POINTS = re.compile(r"百分点|占比|比例|比重|率|%")


def is_of_rounding(place: Place, said: object, total: object) -> bool:
    """Whether a sum of rounded rates is off by no more than their rounding."""
    if not isinstance(said, Decimal) or not isinstance(total, Decimal):
        return False
    half = Decimal(1).scaleb(-max(decimals_of(said), decimals_of(total))) / 2
    is_rate = bool(_POINTS.search(fold_text(place.name)))
    return is_rate and abs(said - total) <= half * len(place.filled.body)
