"""How computed numbers print: decimals, trailing zeros, signs and suffixes."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Context, Decimal
from enum import StrEnum

from qdesk.model.value import Gap, GapKind, Range, Value, plain_text

DEFAULT_DECIMALS = 2
_WIDE = Context(prec=400)
"""Room for any product of entered numbers: the usual 28 digits refuse to round a longer one."""


class Zeros(StrEnum):
    """Trailing zeros: 100.00 kept, 94 dropped, or dropped from whole numbers only (125, 123.40)."""

    KEEP = "keep"
    DROP = "drop"
    WHOLE = "whole"


@dataclass(frozen=True, slots=True)
class NumberStyle:
    """The printed form of a computed number; `decimals` None keeps exact numbers as they are.

    `zero` stands for an exact zero, `no_value` where there is no number (x ÷ 0): None for the
    usual form.
    """

    decimals: int | None = None
    zeros: Zeros = Zeros.DROP
    plus: bool = False
    suffix: str = ""
    zero: str | None = None
    no_value: str | None = None

    def over(self, other: NumberStyle) -> NumberStyle:
        """This style, with `other`'s decimals where this one leaves them open."""
        return self if self.decimals is not None else replace(self, decimals=other.decimals)


DEFAULT_STYLE = NumberStyle()
NO_VALUE_SIGN = "—"


@dataclass(frozen=True, slots=True)
class Conventions:
    """How a whole report prints what it computes, where a table does not say otherwise.

    `decimals` and `zeros` are those of ratios and growth; `no_value` stands where there is no
    ratio and where a member was not offered.
    """

    decimals: int = DEFAULT_DECIMALS
    zeros: Zeros = Zeros.WHOLE
    no_value: str = NO_VALUE_SIGN


DEFAULT_CONVENTIONS = Conventions()


def round_half_up(number: Decimal, decimals: int) -> Decimal:
    """`number` rounded as reports round: half away from zero, trailing zeros kept."""
    return number.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP, context=_WIDE)


def settle(number: Decimal, style: NumberStyle) -> Decimal:
    """The number that will be printed; comparisons and checks use it, as a reader would."""
    if style.decimals is not None:
        return round_half_up(number, style.decimals)
    exponent = number.as_tuple().exponent
    if isinstance(exponent, int) and exponent < -DEFAULT_DECIMALS:
        return round_half_up(number, DEFAULT_DECIMALS)
    return number


def print_number(number: Decimal, style: NumberStyle) -> str:
    """A computed number in its style: +128, 7%, 101.30."""
    settled = settle(number, style)
    if settled == 0 and style.zero is not None:
        return style.zero
    text = f"{settled.copy_abs():f}"
    if "." in text:
        # 94.0027 prints 94.00 and only what is exactly 125 prints 125.
        whole = number == number.to_integral_value()
        if style.zeros is Zeros.DROP or (style.zeros is Zeros.WHOLE and whole):
            text = text.rstrip("0").rstrip(".")
    sign = "-" if settled < 0 else "+" if style.plus and settled > 0 else ""
    return f"{sign}{text}{style.suffix}"


def print_value(value: Value, style: NumberStyle = DEFAULT_STYLE, no_value: str = NO_VALUE_SIGN) -> str:
    """A computed value of any kind; a gap without a sign of its own prints `no_value`."""
    match value:
        case Decimal():
            return print_number(value, style)
        case Range(low, high):
            bare = replace(style, suffix="")
            return f"{print_number(low, bare)}～{print_number(high, bare)}{style.suffix}"
        case Gap(kind, None):
            return "" if kind is GapKind.MISSING else no_value if style.no_value is None else style.no_value
        case Gap() | str():
            return plain_text(value)
