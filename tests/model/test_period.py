"""Years are understood in every way that reports write them, and nothing else is a year."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qdesk.model.period import Period, PeriodKind, parse_period


@pytest.mark.parametrize(
    "text",
    [
        "2018-2019",
        "2018—2019学年",
        "2018---2019 年度",
        "２０１８－２０１９学年",
        " 2018 - 2019 学年 ",
        "2018-19学年",
    ],
)
def test_academic_years(text: str) -> None:
    assert parse_period(text) == Period(PeriodKind.ACADEMIC, 2019)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("2019", PeriodKind.CALENDAR),
        ("2019年", PeriodKind.CALENDAR),
        ("2019 年度", PeriodKind.CALENDAR),
        ("2019届", PeriodKind.GRADUATES),
        ("2019学年", PeriodKind.ACADEMIC),
    ],
)
def test_single_years(text: str, kind: PeriodKind) -> None:
    assert parse_period(text) == Period(kind, 2019)


@pytest.mark.parametrize(
    "text", ["2001—3000", "1501—2000", "2015-2020", "招生人数", "", "20190", "3000 以上"]
)
def test_no_years(text: str) -> None:
    assert parse_period(text) is None


@given(st.sampled_from(PeriodKind), st.integers(1950, 2090))
def test_code_and_title_read_back(kind: PeriodKind, year: int) -> None:
    period = Period(kind, year)
    assert parse_period(period.code) == period
    assert parse_period(period.title) == period
    assert period.shift(3).shift(-3) == period
