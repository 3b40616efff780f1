"""A cell as spreadsheets put it on the clipboard: what it shows, and the number and format behind it.

What each program writes: docs/dev/clipboard.md.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from qdesk.excel.number_format import date_text, read_format, shown_text
from qdesk.model.value import parse_value

_MOST_POWER = 30
"""Of ten; a number beyond has no meaning in a report, and writing it out would take a book."""
_KEPT_DIGITS = 15
"""What spreadsheets keep of a number; what HTML and XML say beyond is the error of binary fractions."""
_NAMED = {
    "text": "@",
    "fixed": "0.00",
    "standard": "#,##0.00",
    "percent": "0.00%",
    "scientific": "0.00E+00",
    "currency": "#,##0.00",
    "euro currency": "#,##0.00",
    "short date": "yyyy/m/d",
    "medium date": "yyyy-mm-dd",
    "long date": "yyyy/m/d",
    "general date": "yyyy/m/d h:mm",
    "short time": "h:mm",
    "medium time": "h:mm",
    "long time": "h:mm:ss",
}
_GENERAL = ("", "general", "general number", "通用格式")


@dataclass(frozen=True, slots=True)
class ClipboardCell:
    """`text` is what the cell shows, as far as it is told; `number` what it holds, if that is a number.

    `is_below` says that a merged cell of a row above covers it.
    """

    text: str = ""
    number: Decimal | None = None
    code: str = "General"
    is_below: bool = False

    @property
    def said(self) -> str:
        """The cell as somebody would type it.

        A number is the one shown, since a report prints it: 93.12% for 0.931234 in the format 0.00%. In the
        format General it is whole, and where nothing readable is shown (####, 1.2E+11, brackets) it is
        spelt out in the decimals of its format.
        """
        number, text = self.number, self.text
        if number is None or self.code == "@":
            return text
        if dated := date_text(number, self.code):
            return text if any(map(str.isdigit, text)) else dated
        shown = read_format(self.code)
        if shown.decimals is not None and text and not isinstance(parse_value(text).value, str):
            return text
        return shown_text(number, shown)


Cells = list[list[ClipboardCell]]
"""Rows of one width; what a merged cell covers has no text."""


def number_said(text: str | None) -> Decimal | None:
    """A number of an attribute or of XML; None for what is none or beyond any report."""
    try:
        number = Decimal(text or "")
    except InvalidOperation:
        return None
    if not number.is_finite() or abs(number.adjusted()) > _MOST_POWER:
        return None
    if len(number.as_tuple().digits) <= _KEPT_DIGITS:
        return number
    return Decimal(f"{number:.{_KEPT_DIGITS}g}").normalize()


def format_said(name: str) -> str:
    """A number format by its English name or code, as HTML and XML give it."""
    plain = name.strip().lower()
    return "General" if plain in _GENERAL else _NAMED.get(plain, name.lstrip())  # a code may end in a space


_ESCAPED = re.compile(r"\\([0-9A-Fa-f]{4})|\\(.)", re.DOTALL)


def css_format(value: str) -> str:
    r"""The format in `mso-number-format`: "0\.00%" is 0.00%, \0022 a quotation mark."""
    inner = value.strip()
    if len(inner) > 1 and inner[0] == inner[-1] and inner[0] in "\"'":
        inner = inner[1:-1]
    return format_said(_ESCAPED.sub(lambda one: chr(int(one[1], 16)) if one[1] else one[2], inner))


def format_as_css(code: str) -> str:
    r"""The same the other way: every sign that is no letter or digit stands behind a backslash."""
    escaped = "".join(
        one if one.isalnum() and one.isascii() else f"\\{ord(one):04X}" if one in "\"'" else f"\\{one}"
        for one in code
    )
    return f'"{escaped}"'
