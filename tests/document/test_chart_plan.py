"""A chart is laid out so that it can be read: names never dropped, a line that counts something else seen."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

import pytest

from qdesk.document.blocks import Chart
from qdesk.document.chart_plan import PITCH, legend_rows, plan_chart, text_width
from qdesk.document.pie_parts import MOST_PARTS, pie_data
from qdesk.model.chart_data import ChartData, Series
from qdesk.model.figure import ChartKind

SHORT = ("机电", "电商", "护理", "会计")
MAJORS = ("机电技术应用", "计算机网络技术", "数控技术应用", "电子商务", "会计事务", "旅游服务与管理")
LONG = tuple(f"第{at}个非常非常长的专业名称标签" for at in range(1, 21))


def chart(kind: ChartKind, names: Sequence[str], *series: Series, labels: bool = True) -> Chart:
    return Chart(kind, ChartData(tuple(names), series), labels=labels)


def counted(names: Sequence[str], first: int = 100, unit: str = "", name: str = "在校生") -> Series:
    return Series(name, tuple(Decimal(first + at) for at in range(len(names))), unit=unit)


def test_a_line_in_another_unit_has_its_own_axis_with_both_units_named() -> None:
    plan = plan_chart(
        chart(ChartKind.COMBINED, SHORT, counted(SHORT, 3000, "人"), counted(SHORT, 93, "%", "比例"))
    )
    assert plan.own_axis
    assert plan.units == ("人", "%")
    left, right = plan.scales
    assert left is not None
    assert left.share(3003) < 0.75, "the columns leave room for the line"
    assert right is not None
    assert right.ticks[-1] == 100, "no rate beyond the whole is written at the axis"


def test_a_line_that_would_be_flat_has_its_own_axis_too() -> None:
    flat = chart(ChartKind.COMBINED, SHORT, counted(SHORT, 3000), counted(SHORT, 93))
    alike = chart(ChartKind.COMBINED, SHORT, counted(SHORT, 3000, "人"), counted(SHORT, 900, "人"))
    assert plan_chart(flat).own_axis
    assert not plan_chart(alike).own_axis
    assert not plan_chart(chart(ChartKind.LINES, SHORT, counted(SHORT, 3000), counted(SHORT, 9))).own_axis


def test_short_names_stand_on_one_line_and_longer_ones_are_broken() -> None:
    short = plan_chart(chart(ChartKind.COLUMNS, SHORT, counted(SHORT)))
    assert (short.names, short.height_mm, short.lying) == (tuple((one,) for one in SHORT), 70, False)
    names = MAJORS * 2
    plan = plan_chart(chart(ChartKind.COLUMNS, names, counted(names)))
    assert not plan.lying
    assert ["".join(lines) for lines in plan.names] == list(names)
    assert max(map(len, plan.names)) > 1
    assert plan.height_mm > 70


@pytest.mark.parametrize("kind", [ChartKind.COLUMNS, ChartKind.STACKED])
def test_columns_of_many_long_names_lie_down_as_bars(kind: ChartKind) -> None:
    plan = plan_chart(chart(kind, LONG, counted(LONG), counted(LONG)))
    assert plan.lying
    assert ["".join(lines) for lines in plan.names] == list(LONG)
    lines = sum(map(len, plan.names))
    assert plan.height_mm * 72 / 25.4 > lines * PITCH, "each name has its height"


@pytest.mark.parametrize("kind", [ChartKind.LINES, ChartKind.COMBINED])
def test_below_a_line_many_long_names_are_turned(kind: ChartKind) -> None:
    plan = plan_chart(chart(kind, LONG, counted(LONG), counted(LONG)))
    assert plan.turned
    assert not plan.lying
    assert (plan.height_mm - 50) * 72 / 25.4 > max(map(text_width, LONG)), "the plot keeps its height"


def test_years_are_not_broken_within() -> None:
    years = [f"{year}-{year + 1}" for year in range(2010, 2024)]
    plan = plan_chart(chart(ChartKind.LINES, years, counted(years)))
    assert plan.turned


def test_numbers_that_would_stand_on_each_other_are_turned_or_left_out() -> None:
    def numbers(count: int) -> str:
        series = [counted(MAJORS, 1000, name=str(at)) for at in range(count)]
        return plan_chart(chart(ChartKind.COLUMNS, MAJORS, *series)).numbers

    assert [numbers(2), numbers(5), numbers(12)] == ["level", "turned", ""]


def test_names_are_broken_into_even_lines() -> None:
    names = ("学前教育", "旅游服务与管理") * 5
    plan = plan_chart(chart(ChartKind.COLUMNS, names, counted(names)))
    assert plan.names[0] == ("学前", "教育")
    assert plan.names[1] == ("旅游服", "务与管", "理")


def test_numbers_of_lines_that_run_together_are_left_out() -> None:
    close = chart(ChartKind.LINES, LONG, counted(LONG, 1000), counted(LONG, 1005))
    apart = chart(ChartKind.LINES, LONG, counted(LONG, 1000), counted(LONG, 400))
    few = chart(ChartKind.LINES, SHORT, counted(SHORT, 1000), counted(SHORT, 1005))
    assert [plan_chart(one).numbers for one in (close, apart, few)] == ["", "level", "level"]


def test_a_pie_of_many_parts_shows_the_largest_and_the_others() -> None:
    values = (*(Decimal(at) for at in range(1, 20)), None)
    data = pie_data(ChartData(LONG, (Series("在校生", values),)))
    assert len(data.categories) == MOST_PARTS
    assert data.categories == (*LONG[12:19], "其他")
    assert sum(one or 0 for one in data.series[0].values) == sum(range(1, 20))
    plan = plan_chart(Chart(ChartKind.PIE, data))
    assert plan.legend == "right"
    assert plan.height_mm < 90


def test_parts_that_are_others_already_go_to_the_others() -> None:
    names = ("其他", *LONG[:10])
    data = pie_data(ChartData(names, (counted(names),)))
    assert data.categories.count("其他") == 1
    assert data.categories[-1] == "其他"
    assert sum(one or 0 for one in data.series[0].values) == sum(range(100, 111))


def test_a_pie_of_few_parts_is_left_as_it_is() -> None:
    data = ChartData(SHORT, (counted(SHORT),))
    assert pie_data(data) is data
    assert plan_chart(Chart(ChartKind.PIE, data)).legend == "below"


def test_long_names_of_series_have_rows_of_their_own() -> None:
    long = "参加全国职业院校技能大赛并获得省级以上奖项的在校学生人次总数" * 2
    plan = plan_chart(chart(ChartKind.COLUMNS, SHORT, counted(SHORT, name=long), counted(SHORT, name="乙")))
    assert "".join(plan.legend_lines[0]) == long
    assert len(legend_rows(plan.legend_lines, 397)) == 2
    assert plan.height_mm > 70
