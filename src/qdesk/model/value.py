"""Values of a cell: exact decimals, ratios, text, ranges, and the four ways of having no number."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from functools import lru_cache


class GapKind(StrEnum):
    """Why there is no number; none of them is zero.

    NOT_OFFERED is computed and never stored: a major in a year in which the school had none.
    """

    MISSING = "missing"
    NOT_SURVEYED = "not_surveyed"
    NOT_APPLICABLE = "not_applicable"
    NO_VALUE = "no_value"
    NOT_OFFERED = "not_offered"


@dataclass(frozen=True, slots=True)
class Gap:
    """No number, and why; `sign` is how it was printed, None leaves the sign to the style."""

    kind: GapKind = GapKind.MISSING
    sign: str | None = None


@dataclass(frozen=True, slots=True)
class Range:
    """An interval such as 1800～2200; the decimals of both ends are kept."""

    low: Decimal
    high: Decimal


Value = Decimal | str | Range | Gap

MISSING = Gap(GapKind.MISSING, "")
NO_VALUE = Gap(GapKind.NO_VALUE)
NOT_APPLICABLE = Gap(GapKind.NOT_APPLICABLE)
NOT_OFFERED = Gap(GapKind.NOT_OFFERED)

_NONE = "无"
_SIGNS = {
    "": GapKind.MISSING,
    "-": GapKind.NOT_SURVEYED,
    "--": GapKind.NOT_SURVEYED,
    "---": GapKind.NOT_SURVEYED,
    "/": GapKind.NOT_APPLICABLE,
    _NONE: GapKind.NOT_APPLICABLE,  # somebody filled it in: it is not missing, and nobody knows that it is 0
    "不适用": GapKind.NOT_APPLICABLE,
    "中职不填报": GapKind.NOT_APPLICABLE,
}
_DASH = re.compile(r"[‐‑‒–—―－−─]")
_NUMBER = re.compile(r"^([+-]?)(\d{1,3}(?:,\d{3})+|\d+)?(\.\d+)?(.*)$", re.DOTALL)
_RANGE = re.compile(r"^(-?\d+(?:\.\d+)?)[~～]+(-?\d+(?:\.\d+)?)$")
MAX_DIGITS = 18
"""More than any report needs; a longer run of digits is a code or a slip."""

_UNIT = re.compile(
    r"^(%|‰|:1|个百分点|[千万亿]|(?:百|千|万|亿)?(?:元|人|名|个|门|学时|课时|平方米|平米|m[23]|亩|册|台|套|场|次|项|本|件|家|处|间|节|位|份)"
    r"(?:次|日|月)?(?:/(?:生|人|月|年|门|班))?|场次|人次|人日|学时|课时|小时|分钟|学分|台套|工位|个/生|岁|天|年|辆|篇|支|种|吨|公里|米|公顷|分|度|k?[gm]|[KMG]bps|[MGT]B)$"
)


@dataclass(frozen=True, slots=True)
class ParsedValue:
    """A typed, pasted or read text as a value; `unit` is what stood behind the number."""

    value: Value
    unit: str = ""


@lru_cache(maxsize=50_000)
def fold_text(text: str) -> str:
    """`text` with half-width digits and signs, one kind of dash, no white space."""
    return _DASH.sub("-", "".join(unicodedata.normalize("NFKC", text).split()))


def parse_value(text: str) -> ParsedValue:
    """Read what a user would call a number; what is none stays text.

    Understands full-width digits, thousands separators, a unit behind (1883人, 94%, 13.5:1),
    ranges and the signs for "no number". Printed decimals are kept: "144.60" stays 144.60.
    """
    folded = fold_text(text)
    if folded in _SIGNS:
        return ParsedValue(Gap(_SIGNS[folded], text.strip()))
    if match := _RANGE.match(folded.replace(",", "")):
        return ParsedValue(Range(Decimal(match[1]), Decimal(match[2])))
    match = _NUMBER.match(folded)
    if not match or not (match[2] or match[3]):
        return ParsedValue(text.strip())
    unit = match[4]
    if unit and not _UNIT.match(unit):
        return ParsedValue(text.strip())
    digits = f"{match[1]}{(match[2] or '0').replace(',', '')}{match[3] or ''}"
    if sum(map(str.isdigit, digits)) > MAX_DIGITS:
        return ParsedValue(text.strip())
    return ParsedValue(Decimal(digits), unit.replace("m2", "㎡").replace("m3", "m³"))


def encode_value(value: Value) -> str:
    """One line of text that `decode_value` turns back into the same value."""
    match value:
        case Decimal():
            return f"n{value:f}"
        case Range(low, high):
            return f"r{low:f}~{high:f}"
        case Gap(kind, sign):
            return f"g{kind.value}" if sign is None else f"g{kind.value}|{sign}"
        case str():
            return f"t{value}"


def says_none(value: Value | None) -> bool:
    """Whether 无 was filled in, which may mean 0 or that there is nothing to count."""
    return isinstance(value, Gap) and (value.sign or "").strip() == _NONE


def decode_value(text: str) -> Value:
    """The value that `encode_value` wrote; ValueError for anything else."""
    kind, body = text[:1], text[1:]
    try:
        if kind == "n":
            return Decimal(body)
        if kind == "r":
            low, _, high = body.partition("~")
            return Range(Decimal(low), Decimal(high))
    except InvalidOperation as error:
        raise ValueError(text) from error
    if kind == "g":
        name, bar, sign = body.partition("|")
        if sign == _NONE and name == GapKind.MISSING:  # as earlier versions kept it
            return Gap(_SIGNS[_NONE], sign)
        return Gap(GapKind(name), sign if bar else None)
    if kind == "t":
        return body
    raise ValueError(text)


def decimals_of(number: Decimal) -> int:
    """How many digits stand behind the point as written: 2 for 144.60."""
    exponent = number.as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def plain_text(value: Value) -> str:
    """The value as it was entered or imported, without any style."""
    match value:
        case Decimal():
            return f"{value:f}"
        case Range(low, high):
            return f"{low:f}～{high:f}"
        case Gap(_, sign):
            return sign or ""
        case str():
            return value
