"""A sum typed into a number cell, as people type it in a spreadsheet: =12+35+8 is kept as 55."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

from qdesk.errors import UserError
from qdesk.model.value import MAX_DIGITS, fold_text, plain_text
from qdesk.recognition.formula_value import Scalar, evaluate
from qdesk.recognition.spreadsheet_formula import FormulaNotUnderstoodError, parse_formula

_SIGNS = str.maketrans("×÷", "*/")
_PLACES = Decimal("0.0001")
"""What a division leaves behind these places nobody meant."""


def reckoned(text: str) -> str:
    """Return a text that begins with = as the number that it comes to, any other as it is.

    Raises UserError for one that speaks of cells, or that comes to no number.
    """
    typed = fold_text(text)
    if not typed.startswith("=") or len(typed) == 1:
        return text
    try:
        found = evaluate(parse_formula(typed[1:].translate(_SIGNS)), _refuse_cell)
    except (FormulaNotUnderstoodError, ArithmeticError, IndexError, ValueError):
        found = None
    if not isinstance(found, Decimal) or found.adjusted() > MAX_DIGITS:
        raise UserError(
            f"“{text.strip()}”算不出一个数", remedy="这里可以写 =12+35+8 这样的算式，不能写单元格地址"
        )
    if found != found.quantize(_PLACES):
        found = found.quantize(_PLACES, rounding=ROUND_HALF_UP)
    return plain_text(found)


def _refuse_cell(_sheet: str | None, _row: int, _column: int) -> Scalar:
    raise FormulaNotUnderstoodError("cell")
