"""What a spreadsheet's number format shows: decimals, per cent, literal units, signs."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, time
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from typing import cast

_LITERAL = re.compile(r'"([^"]*)"|\\(.)|_.|\*.|\[[^\]]*\]')
_DATE = re.compile("[dmhysDMHYS]")
_DIGITS = re.compile(r"[#0?][#0?,]*(?:\.([#0?]+))?|General", re.IGNORECASE)


_MOST_DECIMALS = 9
"""More digits behind the point are shown by no report, and exact decimals have room for 28 in all."""


@dataclass(frozen=True, slots=True)
class ShownAs:
    """How a format shows a positive number; `decimals` None is General."""

    decimals: int | None = None
    percent: bool = False
    plus: bool = False
    prefix: str = ""
    suffix: str = ""
    is_text: bool = False
    zero: str | None = None


@lru_cache(maxsize=1024)
def read_format(code: str) -> ShownAs:
    """The first section of a number format; a date or an unknown format counts as General."""
    if code == "@":
        return ShownAs(is_text=True)
    section = code.split(";", 1)[0]
    if section.lower() in ("general", "", "通用格式"):
        return ShownAs()
    literals: list[str] = []

    def keep(match: re.Match[str]) -> str:
        text = match[1] or match[2] or ""
        literals.append(text)
        return chr(0xE000 + len(literals) - 1)

    bare = _LITERAL.sub(keep, section)
    digits = _DIGITS.search(bare)
    if digits is None:
        return ShownAs()
    before, after = bare[: digits.start()], bare[digits.end() :]

    def spell(text: str) -> str:
        return "".join(literals[ord(one) - 0xE000] if one >= "\ue000" else one for one in text)

    prefix, suffix = spell(before).strip(), spell(after)
    percent = "%" in after  # a quoted % is a mere letter and multiplies nothing
    return ShownAs(
        decimals=None if digits.group().lower() == "general" else min(len(digits[1] or ""), _MOST_DECIMALS),
        percent=percent,
        plus=prefix == "+",
        prefix="" if prefix == "+" else prefix,
        suffix=(suffix.replace("%", "") if percent else suffix).rstrip(),
        zero=_zero_section(code),
    )


def _zero_section(code: str) -> str | None:
    """What a third section shows for zero, where it is a plain text such as 0 or "-"."""
    sections = code.split(";")
    if len(sections) < 3:
        return None
    plain = sections[2].strip().strip('"')
    return plain if plain in ("0", "-", "—", "/", "") else None


@lru_cache(maxsize=1024)
def _is_date(code: str) -> bool:
    if code == "@" or not _DATE.search(code):
        return False
    from openpyxl.styles.numbers import is_date_format  # noqa: PLC0415 - large, and the desk copies without it

    return bool(is_date_format(code))


def _from_excel(number: float, *, from_1904: bool) -> object:
    # Large: loaded when a file is first read.
    from openpyxl.utils import datetime as dates  # noqa: PLC0415

    convert = cast("Callable[[float, datetime], object]", dates.from_excel)  # pyright: ignore[reportUnknownMemberType]
    return convert(number, dates.CALENDAR_MAC_1904 if from_1904 else dates.CALENDAR_WINDOWS_1900)


def date_text(number: Decimal, code: str, *, from_1904: bool = False) -> str:
    """The date (ISO, with the time where there is one) that a cell shows; "" where it shows a number."""
    if not _is_date(code):
        return ""
    try:
        found: object = _from_excel(float(number), from_1904=from_1904)
    except (ValueError, OverflowError):
        return ""
    if isinstance(found, datetime):
        whole = found.time() == time()
        return found.strftime("%Y-%m-%d") if whole else found.strftime("%Y-%m-%d %H:%M")
    return found.isoformat() if isinstance(found, time) else ""


def shown_number(number: Decimal, shown: ShownAs) -> tuple[Decimal, str]:
    """The number in its own terms with the decimals shown (94.0 for 0.94 as 0.0 %), and its unit."""
    value = number * 100 if shown.percent else number
    if shown.decimals is not None:
        value = value.quantize(Decimal(1).scaleb(-shown.decimals), rounding=ROUND_HALF_UP)
    elif value == value.to_integral_value():
        value = value.quantize(Decimal(1))
    return value, "%" if shown.percent else shown.suffix.strip()


def shown_text(number: Decimal, shown: ShownAs) -> str:
    """The text that the cell shows."""
    value, _ = shown_number(number, shown)
    unit = "%" if shown.percent else shown.suffix
    if value == 0 and shown.zero is not None:
        return shown.zero
    sign = "+" if shown.plus and value > 0 else ""
    return f"{shown.prefix}{sign}{value:f}{unit}"
