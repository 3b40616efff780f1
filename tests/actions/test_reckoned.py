"""Sums typed into number cells."""

from __future__ import annotations

from decimal import Decimal

import pytest

from qdesk.actions.entered_value import entered_value
from qdesk.errors import UserError
from qdesk.model.indicator import Indicator, IndicatorKind

STUDENTS = Indicator("s", "在校生数", "人")
NOTE = Indicator("n", "备注", "", kind=IndicatorKind.TEXT)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("=12+35+8", "55"),
        ("＝１２＋３５", "47"),
        ("=1200+35", "1235"),
        ("=(3+4)×2", "14"),
        ("=10/4", "2.5"),
        ("=10÷3", "3.3333"),
        ("=SUM(1,2,3)", "6"),
        (" = 5 - 7", "-2"),
        ("55", "55"),
    ],
)
def test_a_sum_is_kept_as_what_it_comes_to(typed: str, kept: str) -> None:
    assert entered_value(typed, STUDENTS) == Decimal(kept)


@pytest.mark.parametrize("typed", ["=A1+3", "=12+", "=1/0", "=甲+1", '="十二"', "=9^9^9"])
def test_what_comes_to_no_number_is_refused_with_the_remedy(typed: str) -> None:
    with pytest.raises(UserError, match="算不出一个数") as error:
        entered_value(typed, STUDENTS)
    assert "=12+35+8" in error.value.remedy


@pytest.mark.parametrize("typed", ["=", "==", "=12+35"])
def test_words_are_no_sums(typed: str) -> None:
    assert entered_value(typed, NOTE) == typed
