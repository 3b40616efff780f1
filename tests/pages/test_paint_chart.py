"""Painted charts: a line on its own axis is seen, bars begin with the first row, names are all there."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from itertools import pairwise

import pytest
from PySide6.QtGui import QColor, QImage, QPainter
from word_sample import STYLE_FILE

from qdesk.document.blocks import Chart
from qdesk.document.chart_colors import CHART_COLORS
from qdesk.document.chart_plan import plan_chart
from qdesk.model.chart_data import ChartData, Series
from qdesk.model.figure import ChartKind
from qdesk.pages.paint_chart import paint_alone
from qdesk.word.load_style import load_style

STYLE = load_style(STYLE_FILE)
SCALE = 2
WIDTH = 397

pytestmark = pytest.mark.usefixtures("qtbot")


def painted(kind: ChartKind, names: Sequence[str], *values: Sequence[int], unit: str = "") -> QImage:
    """A chart on white; the last series has the unit."""
    series = [Series(f"系列{at}", tuple(map(Decimal, one)), unit="人") for at, one in enumerate(values)]
    series[-1] = Series("末", series[-1].values, unit=unit or "人")
    chart = Chart(kind, ChartData(tuple(names), tuple(series)), labels=False)
    height = plan_chart(chart).height_mm * 72 / 25.4
    image = QImage(WIDTH * SCALE, round(height) * SCALE, QImage.Format.Format_RGB32)
    image.fill(QColor("white"))
    painter = QPainter(image)
    painter.scale(SCALE, SCALE)
    paint_alone(painter, chart, STYLE, WIDTH, height)
    painter.end()
    return image


def where(image: QImage, series: int) -> list[tuple[float, float]]:
    """The places of a series' colour, as parts of the width and height; those of the legend left out."""
    rgb = QColor(f"#{CHART_COLORS[series]}").rgb()
    return [
        (x / image.width(), y / image.height())
        for y in range(round(image.height() * 0.88))
        for x in range(image.width())
        if image.pixel(x, y) == rgb
    ]


def test_a_rate_beside_persons_hovers_over_the_columns() -> None:
    names = ["2020年", "2021年", "2022年"]
    image = painted(ChartKind.COMBINED, names, [2900, 3000, 3100], [96, 97, 98], unit="%")
    line = [y for _, y in where(image, 1)]
    columns = [y for _, y in where(image, 0)]
    assert line
    assert max(line) < min(columns)


def test_a_line_in_the_same_unit_shares_the_axis() -> None:
    image = painted(ChartKind.COMBINED, ["甲", "乙", "丙"], [3000, 3000, 3000], [1000, 1000, 1000])
    columns = [y for _, y in where(image, 0)]
    line = [y for _, y in where(image, 1)]
    assert min(columns) < min(line) < max(columns)


def test_bars_begin_with_the_first_row() -> None:
    image = painted(ChartKind.BARS, ["甲", "乙", "丙", "丁"], [1000, 10, 10, 10])
    widest = max(where(image, 0))
    assert widest[1] < 0.3


@pytest.mark.parametrize("kind", ChartKind)
def test_every_kind_stands_names_that_are_many_and_long(kind: ChartKind) -> None:
    names = [f"第{at}个非常非常长的专业名称标签" for at in range(20)]
    image = painted(kind, names, range(100, 120), range(0, 200, 10))
    assert where(image, 0)


def test_all_turned_names_are_painted() -> None:
    names = [f"第{at}个非常非常长的专业名称标签" for at in range(20)]
    image = painted(ChartKind.LINES, names, range(100, 120))
    row = round(image.height() * 0.75)  # within the names
    dark = [x for x in range(image.width()) if any(
        QColor(image.pixel(x, y)).lightness() < 120 for y in range(row - 12, row + 12)
    )]  # fmt: skip
    stretches = 1 + sum(after - before > 4 for before, after in pairwise(dark))
    assert stretches == len(names)
