"""A printed number as a spreadsheet holds it: the number itself and the format that prints it so."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from qdesk.excel.number_format import read_format, shown_text

_PRINTED = re.compile(r"([+-]?)(0|[1-9]\d*)(?:\.(\d+))?(:1|[^\d.,\s\"+\-][^\d\"]{0,7}| [^\d\"]{1,7})?")
_MOST_DIGITS = 15
"""What a spreadsheet keeps of a number; a longer one stays text."""
_GENERAL_DIGITS = 10
"""What General shows without rounding or an exponent."""
GENERAL = "General"


@dataclass(frozen=True, slots=True)
class PrintedNumber:
    """`value` is what the cell holds: 0.94 for 94%. `code` is its number format.

    `scale` is what the value is multiplied by to be the printed number: 100 for a percentage.
    """

    value: Decimal
    code: str = GENERAL

    @property
    def scale(self) -> int:
        """100 for a percentage, else 1."""
        return 100 if self.code.split(";", 1)[0].endswith("%") else 1


def printed_number(text: str, *, plus: bool = False, zero: str | None = None) -> PrintedNumber | None:
    """The number that a printed text is, or None for what is no plain number.

    Percentages are real ones, so that a spreadsheet calculates with them. `plus` says that positive
    numbers print their sign even if this one is not positive, `zero` what a zero prints. A number
    without forced zeros is General: what somebody types in its place is shown whole.
    """
    match = _PRINTED.fullmatch(text)
    if match is None:
        return None
    sign, whole, fraction, suffix = match[1], match[2], match[3] or "", match[4] or ""
    if len(whole) + len(fraction) > _MOST_DIGITS:
        return None
    value = Decimal(f"{sign}{whole}" + (f".{fraction}" if fraction else ""))
    if not value and sign:
        return None
    percent = suffix == "%"
    forced = fraction.endswith("0") or percent or len(whole) + len(fraction) > _GENERAL_DIGITS
    digits = "0" + ("." + "0" * len(fraction) if fraction else "") if forced else GENERAL
    code = digits + ("%" if percent else f'"{suffix}"' if suffix else "")
    if plus or sign == "+":
        nothing = code if zero is None else f'"{zero}"' if zero != "0" else "0"
        code = f"+{code};-{code};{nothing}"
    elif zero is not None and value == 0 and text == zero:
        code = f'{code};-{code};"{zero}"' if zero != "0" else f"{code};-{code};0"
    found = PrintedNumber(value / 100 if percent else value, code)
    # The format is read the way the import reads it: what would not print the same stays text.
    return found if shown_text(found.value, read_format(found.code)) == text else None
