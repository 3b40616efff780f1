"""Formulas are data: read, evaluated exactly, explained, and refused with a reason."""

from __future__ import annotations

from decimal import Decimal

import pytest

from qdesk.model.formula import FormulaError, Reference, find_cycle, parse_formula
from qdesk.model.value import MISSING, NO_VALUE, Value

DATA = {"升学": Decimal(512), "就业": Decimal(149), "毕业": Decimal(680), "无": MISSING, "零": Decimal(0)}


def lookup(reference: Reference) -> Value:
    return DATA[reference.indicator]


def known(name: str) -> str | None:
    return name if name in DATA else None


@pytest.mark.parametrize(
    ("text", "value", "working"),
    [
        ("({升学} + {就业}) ÷ {毕业} × 100", "97.20588235294117647058823529", "(512 + 149) ÷ 680 × 100"),
        ("{升学}+{就业}-{毕业}", "-19", "512 + 149 − 680"),
        ("{毕业} − ({升学} − {就业})", "317", "680 − (512 − 149)"),
        ("{毕业} / ({升学} * 2)", "0.6640625", "680 ÷ (512 × 2)"),
        ("-{就业} + 1.5", "-147.5", "0 − 149 + 1.5"),
    ],
)
def test_value_and_working(text: str, value: str, working: str) -> None:
    found, seen = parse_formula(text, known).evaluate(lookup)
    assert found == Decimal(value)
    assert seen == working


def test_a_formula_reads_its_own_writing() -> None:
    formula = parse_formula("({升学} + {就业}) ÷ {毕业@-1} × 100 + sum({升学})", known)
    assert parse_formula(str(formula), known) == formula
    assert formula.references() == (
        Reference("升学"),
        Reference("就业"),
        Reference("毕业", -1),
        Reference("升学", over_members=True),
    )


def test_a_missing_operand_gives_nothing_and_a_zero_divisor_has_no_value() -> None:
    assert parse_formula("{升学} + {无}", known).evaluate(lookup)[0] == MISSING
    assert parse_formula("{升学} ÷ {零}", known).evaluate(lookup)[0] == NO_VALUE


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("{升学} +", "不完整"),
        ("{不知}", "没有名为“不知”的指标"),
        ("({升学}", "右括号"),
        ("{升学} {就业}", "多余"),
        ("升学 + 1", "看不懂"),
        ("sum(({升学} + {就业}))", "只能是一个指标"),
    ],
)
def test_a_bad_formula_says_why(text: str, reason: str) -> None:
    with pytest.raises(FormulaError, match=reason):
        parse_formula(text, known)


def test_a_cycle_is_found_and_last_years_value_is_none() -> None:
    def free(name: str) -> str:
        return name

    circle = {
        "a": parse_formula("{b} + 1", free),
        "b": parse_formula("{c}", free),
        "c": parse_formula("{a}", free),
    }
    assert set(find_cycle(circle)) == {"a", "b", "c"}
    assert find_cycle({"a": parse_formula("{a@-1} + 1", free)}) == ()
