"""Formulas that a file left uncached are computed exactly, hostile ones refused."""

from __future__ import annotations

from contextlib import suppress
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qdesk.recognition.formula_value import Scalar, evaluate
from qdesk.recognition.spreadsheet_formula import CellRange, FormulaNotUnderstoodError, parse_formula, ranges

SHEET: dict[tuple[str | None, int, int], Scalar] = {
    (None, 0, 0): Decimal(116),
    (None, 0, 1): Decimal(66),
    (None, 1, 0): Decimal(0),
    (None, 2, 0): "合计",
    ("表 2", 4, 1): Decimal(1868),
}


def read(sheet: str | None, row: int, column: int) -> Scalar:
    return SHEET.get((sheet, row, column))


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("IF(A1=0,0,ROUND(B1/A1*100,2))", "56.90"),
        ("IF(A2=0,0,ROUND(B1/A2*100,2))", "0"),
        ("SUM(A1:B3)", "182"),
        ("AVERAGE(A1:B1)", "91"),
        ("ROUND(A1/'表 2'!B5,4)", "0.0621"),
        ("-(A1-B1)*2^2", "-200"),
        ("50%*A1", "58"),
        ("IFERROR(A1/A2,7)", "7"),
        ("ROUND(2.345,2)", "2.35"),
        ("$A$1+A$1", "232"),
    ],
)
def test_values(text: str, value: str) -> None:
    assert evaluate(parse_formula(text), read) == Decimal(value)


def test_text_is_joined() -> None:
    assert evaluate(parse_formula('A3&"："&A1&"人"'), read) == "合计：116人"


def test_the_cells_that_a_formula_reads() -> None:
    found = list(ranges(parse_formula("ROUND(B4/'表 2'!B5,2)+SUM(C1:C3)")))
    assert found == [
        CellRange(None, 3, 1, 3, 1),
        CellRange("表 2", 4, 1, 4, 1),
        CellRange(None, 0, 2, 2, 2),
    ]


@pytest.mark.parametrize(
    "text", ["A1+", "WEBSERVICE(", "((A1)", "A1 B1", "#REF!", "(" * 500 + "1" + ")" * 500]
)
def test_what_cannot_be_read(text: str) -> None:
    with pytest.raises(FormulaNotUnderstoodError):
        parse_formula(text)


@pytest.mark.parametrize("text", ["HYPERLINK(A1)", "A1:B2", "SUM(A1:XFD1048576)"])
def test_what_is_not_run(text: str) -> None:
    with pytest.raises(FormulaNotUnderstoodError):
        evaluate(parse_formula(text), read)


@pytest.mark.parametrize("text", ["A1/A2", "9^999", "A3*2", "ROUND(1,99)"])
def test_what_has_no_value(text: str) -> None:
    with pytest.raises(ArithmeticError):
        evaluate(parse_formula(text), read)


@given(st.text(max_size=60))
def test_any_text_is_read_or_refused(text: str) -> None:
    with suppress(FormulaNotUnderstoodError, ArithmeticError):
        evaluate(parse_formula(text), read)
