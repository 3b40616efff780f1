"""The change as reports print it, exact, with the honest answer where there is none."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qdesk.model.comparison import ChangeKind, compare
from qdesk.model.number_format import NumberStyle, Zeros, print_number, print_value
from qdesk.model.value import MISSING, NO_VALUE, NOT_APPLICABLE, Gap, Range, parse_value

RATIO = NumberStyle(2, Zeros.WHOLE)
DIFFERENCE = NumberStyle(None, Zeros.DROP, plus=True)


@pytest.mark.parametrize(
    ("prior", "current", "printed"),
    [
        ("116", "66", "56.90"),
        ("636", "859", "135.06"),
        ("244", "305", "125"),
        ("47", "58", "123.40"),
        ("97.21", "91.38", "94.00"),
        ("12", "0", "0"),
        ("12.6:1", "13.5:1", "107.14"),
        ("0", "57", "—"),
        ("0", "0", "—"),
    ],
)
def test_ratio(prior: str, current: str, printed: str) -> None:
    change = compare(parse_value(prior).value, parse_value(current).value, ChangeKind.RATIO)
    assert print_value(change.value, RATIO) == printed


@pytest.mark.parametrize(
    ("prior", "current", "printed"),
    [("2314", "2442", "+128"), ("855", "708", "-147"), ("17", "17", "0"), ("51.63", "50.27", "-1.36")],
)
def test_difference(prior: str, current: str, printed: str) -> None:
    change = compare(Decimal(prior), Decimal(current), ChangeKind.DIFFERENCE)
    assert print_value(change.value, DIFFERENCE) == printed


def test_ranges_subtract_crosswise() -> None:
    change = compare(
        Range(Decimal(1800), Decimal(2200)), Range(Decimal(1000), Decimal(1500)), ChangeKind.DIFFERENCE
    )
    assert change.value == Range(Decimal(-1200), Decimal(-300))


def test_a_gap_a_text_and_a_zero_are_three_different_things() -> None:
    assert isinstance(compare(MISSING, Decimal(5), ChangeKind.RATIO).value, Gap)
    assert compare(Decimal(0), Decimal(5), ChangeKind.RATIO).value == NO_VALUE
    assert compare(NOT_APPLICABLE, NOT_APPLICABLE, ChangeKind.RATIO).value == NOT_APPLICABLE
    assert compare("扩招", Decimal(5), ChangeKind.RATIO).value == MISSING


def test_a_change_explains_itself() -> None:
    assert compare(Decimal(116), Decimal(66), ChangeKind.RATIO).explanation == "116 → 66：66 ÷ 116 × 100"


@pytest.mark.parametrize(
    ("number", "style", "printed"),
    [
        ("7.1", NumberStyle(2, Zeros.KEEP), "7.10"),
        ("100", NumberStyle(2, Zeros.KEEP, suffix="%"), "100.00%"),
        ("94.00", NumberStyle(2, Zeros.DROP, suffix="%"), "94%"),
        ("2.345", NumberStyle(2), "2.35"),
        ("-2.345", NumberStyle(2), "-2.35"),
        ("0", NumberStyle(None, plus=True, suffix="%", zero="0"), "0"),
        ("17.14", NumberStyle(2, plus=True, suffix="%"), "+17.14%"),
    ],
)
def test_printed_forms(number: str, style: NumberStyle, printed: str) -> None:
    assert print_number(Decimal(number), style) == printed


counts = st.integers(1, 10**9).map(Decimal)


@given(counts, counts)
def test_ratio_and_growth_differ_by_a_hundred(prior: Decimal, current: Decimal) -> None:
    ratio = compare(prior, current, ChangeKind.RATIO).value
    growth = compare(prior, current, ChangeKind.GROWTH).value
    assert isinstance(ratio, Decimal)
    assert isinstance(growth, Decimal)
    assert abs(ratio - growth - 100) < Decimal("1e-12")


@given(counts, counts)
def test_a_difference_leads_back(prior: Decimal, current: Decimal) -> None:
    change = compare(prior, current, ChangeKind.DIFFERENCE).value
    assert isinstance(change, Decimal)
    assert prior + change == current
