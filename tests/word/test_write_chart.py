"""Native charts: axes that fit what is counted, every category named, in the order of the schema."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from word_sample import STYLE_FILE

from qdesk.document.blocks import Chart
from qdesk.model.chart_data import ChartData, Series
from qdesk.model.figure import ChartKind
from qdesk.word.load_style import load_style
from qdesk.word.write_chart import chart_part

LOOK = load_style(STYLE_FILE).texts["cell"]
YEARS = ("2021年", "2022年", "2023年")
LONG = tuple(f"第{at}个非常非常长的专业名称标签" for at in range(1, 21))


def part(kind: ChartKind, names: Sequence[str], *series: tuple[int, str]) -> str:
    """The XML of a chart whose series are of equal numbers in a unit."""
    drawn = [Series(unit, tuple(Decimal(number) for _ in names), unit=unit) for number, unit in series]
    return chart_part(Chart(kind, ChartData(tuple(names), tuple(drawn))), LOOK)


def test_a_line_in_another_unit_has_a_second_pair_of_axes() -> None:
    xml = part(ChartKind.COMBINED, YEARS, (3000, "人"), (96, "%"))
    columns, line = (re.findall(r'<c:axId val="(\d+)"/>', one) for one in _drawings(xml))
    assert len({*columns, *line}) == 4
    axes = re.findall(r"<c:(catAx|valAx)><c:axId val=\"(\d+)\"/>(.*?)</c:\1>", xml)
    assert [kind for kind, _, _ in axes] == ["catAx", "valAx", "valAx", "catAx"]
    crossed = {own: re.findall(r'<c:crossAx val="(\d+)"/>', rest)[0] for _, own, rest in axes}
    assert all(crossed[crossed[one]] == one for one in crossed), "the axes of a pair cross each other"
    _, _, right = axes[2]
    assert '<c:delete val="0"/><c:axPos val="r"/>' in right
    assert '<c:crosses val="max"/>' in right
    assert "<a:t>%</a:t>" in right
    assert "<a:t>人</a:t>" in axes[1][2]
    assert '<c:delete val="1"/>' in axes[3][2]


def test_a_line_in_the_same_unit_shares_the_axes() -> None:
    xml = part(ChartKind.COMBINED, YEARS, (3000, "人"), (900, "人"))
    columns, line = (re.findall(r'<c:axId val="(\d+)"/>', one) for one in _drawings(xml))
    assert columns == line
    assert xml.count("<c:valAx>") == xml.count("<c:catAx>") == 1


def test_every_category_is_named_and_none_slanted() -> None:
    for kind in (ChartKind.COLUMNS, ChartKind.LINES, ChartKind.STACKED):
        for names in (YEARS, LONG):
            xml = part(kind, names, (300, "人"))
            assert '<c:tickLblSkip val="1"/>' in xml
            turned = kind is ChartKind.LINES and names is LONG
            axis = xml[xml.index("<c:catAx>") : xml.index("</c:catAx>")]
            assert f'<a:bodyPr rot="{-5400000 if turned else 0}" vert="horz"/>' in axis


def test_columns_of_many_long_names_lie_down_the_first_on_top() -> None:
    xml = part(ChartKind.STACKED, LONG, (300, "人"), (400, "人"))
    assert '<c:barDir val="bar"/><c:grouping val="stacked"/>' in xml
    assert '<c:orientation val="maxMin"/>' in xml
    assert '<c:barDir val="col"/>' in part(ChartKind.STACKED, YEARS, (300, "人"), (400, "人"))


def test_a_pie_of_long_names_has_its_legend_at_the_right() -> None:
    assert '<c:legendPos val="r"/>' in part(ChartKind.PIE, LONG[:6], (1, "人"))
    assert '<c:legendPos val="b"/>' in part(ChartKind.PIE, YEARS, (1, "人"))


def _drawings(xml: str) -> tuple[str, str]:
    bars = xml[xml.index("<c:barChart>") : xml.index("</c:barChart>")]
    return bars, xml[xml.index("<c:lineChart>") : xml.index("</c:lineChart>")]
