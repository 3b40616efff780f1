"""Labels for academic years as a report by calendar years says them."""

from __future__ import annotations

import pytest

from qdesk.model.table_layout import At, Layout, Line, Stub
from qdesk.model.year_labels import in_calendar_years, layout_in_calendar_years


@pytest.mark.parametrize(
    ("academic", "calendar"),
    [
        ("{y-1}-{y}", "{y}年"),
        ("{y-1}-{y} 学年（人）", "{y} 年（人）"),
        ("（与 {y-2}-{y-1} 学年比较）", "（与 {y-1} 年比较）"),
        ("{y-1}—{y} 学年", "{y} 年"),
        ("{y-1}-{y} 学年\n生均比值", "{y} 年\n生均比值"),
        ("{y-5}-{y} 规划", "{y-5}-{y} 规划"),
        ("{y}年", "{y}年"),
        ("1501—2000", "1501—2000"),
    ],
)
def test_an_academic_year_becomes_the_year_in_which_it_ends(academic: str, calendar: str) -> None:
    assert in_calendar_years(academic) == calendar


def test_only_words_change_in_a_layout() -> None:
    columns = (
        Line("label", "学年\n项目", stub=Stub.LABEL),
        Line("g", "{y-1}-{y} 学年", lines=(Line("p", None, At(period=0)),)),
    )
    found = layout_in_calendar_years(Layout("t", "{y-1}-{y} 学年情况", columns))
    assert found.caption == "{y} 年情况"
    assert [one.label for one in found.columns] == ["年度\n项目", "{y} 年"]
    assert found.columns[1].lines == columns[1].lines
