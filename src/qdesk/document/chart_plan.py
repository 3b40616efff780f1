"""How a chart is laid out, decided from its data once: for Word's chart and for the painted one.

Names of categories stand below their places, in lines; where they have no room, columns lie down as bars,
and below a line, which must run from left to right, the names are turned. None is ever left out. Lengths are
points.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Final, Literal

from qdesk.document.advances import advance
from qdesk.document.blocks import Chart
from qdesk.document.chart_scale import Scale, below_a_line, of_rates
from qdesk.document.line_breaks import Room, break_text
from qdesk.model.chart_data import Series
from qdesk.model.figure import ChartKind

TEXT: Final = 9.0
PITCH: Final = 11.0  # of lines of text
LEGEND_BOX: Final = 7.0
LEGEND_GAP: Final = 12.0
BARS_GAP: Final = 0.8  # of a bar's width, between two categories
SIDE_LEGEND: Final = 0.4  # of the width, for a legend at the right
BAR_NAMES: Final = 0.35  # of the width, for the names beside bars

_POINTS_A_MM = 72 / 25.4
_USUAL_MM, _MOST_MM = 70.0, 190.0
_BAR_MM, _BARS_AROUND_MM = 5.0, 12.0
_AXIS = 40.0  # what the numbers of an axis take of the width
_FEWEST_IN_LINE = 2.2  # em: names are not broken into single characters
_MOST_LINES = 3
_SMALL, _SMALLEST = 7.5, 5.0
_LONG_LINE = 9  # points: fewer numbers are read even where some stand close
_PLOT = 140.0  # the height of the plot, about
_FLAT = 8  # a line is flat where the columns are that many times as high
_WORD = re.compile("[!-~]+")


@dataclass(frozen=True, slots=True)
class ChartPlan:
    """What of a chart stands where: see the fields."""

    height_mm: float
    lying: bool = False  # columns are bars, the first category on top
    own_axis: bool = False  # the last series has an axis of its own at the right
    units: tuple[str, str] = ("", "")  # named at the left and the right axis
    scales: tuple[Scale | None, Scale | None] = (None, None)  # of these two; None leaves it to who draws them
    legend: Literal["", "below", "right"] = ""
    legend_lines: tuple[tuple[str, ...], ...] = ()  # the lines of each entry
    names: tuple[tuple[str, ...], ...] = ()  # the lines of each category's name
    turned: bool = False  # the names are read from below
    name_size: float = TEXT
    numbers: Literal["", "level", "turned"] = ""  # how the numbers at columns and points stand
    number_size: float = TEXT


def text_width(text: str, size: float = TEXT) -> float:
    """The width of a line of text."""
    return sum(map(advance, text)) * size


def drawn_as_columns(kind: ChartKind, count: int) -> int:
    """How many of a chart's series stand as columns or bars; the others are lines."""
    if kind in (ChartKind.LINES, ChartKind.PIE):
        return 0
    return count - 1 if kind is ChartKind.COMBINED and count > 1 else count


@lru_cache(maxsize=500)
def plan_chart(chart: Chart) -> ChartPlan:
    """The plan of a chart; its own height is not asked, the plan says the height that it needs."""
    width = chart.width_mm * _POINTS_A_MM
    if chart.kind is ChartKind.PIE:
        return _pie(chart, width)
    names = [one.name for one in chart.data.series] if len(chart.data.series) > 1 else []
    legend = _legend_lines(names, width)
    rows = len(legend_rows(legend, width))
    below = max(rows - 1, sum(len(entry) - 1 for entry in legend)) * PITCH / _POINTS_A_MM
    if chart.kind is ChartKind.BARS:
        return _lying(chart, width, legend, below)
    own_axis = _wants_own_axis(chart)
    slot = (width - _AXIS * (2 if own_axis else 1)) / max(1, len(chart.data.categories))
    broken = _below_their_places(chart.data.categories, slot)
    if broken is None and chart.kind in (ChartKind.COLUMNS, ChartKind.STACKED):
        return _lying(chart, width, legend, below)
    turned = broken is None
    if broken is None:
        broken = tuple((name,) for name in chart.data.categories)
        longest = max(map(text_width, chart.data.categories), default=0.0)
        height = _USUAL_MM + (longest - PITCH) / _POINTS_A_MM
    else:
        lines = max(map(len, broken), default=1)
        height = _USUAL_MM + max(lines - 2, 0) * PITCH / _POINTS_A_MM
    numbers, number_size = _numbers_upright(chart, slot)
    return ChartPlan(
        height_mm=min(height + below, _MOST_MM),
        own_axis=own_axis,
        units=_units(chart) if own_axis else ("", ""),
        scales=_scales(chart) if own_axis else (None, None),
        legend="below" if legend else "",
        legend_lines=legend,
        names=broken,
        turned=turned,
        name_size=max(min(TEXT, slot * 0.85), _SMALLEST) if turned else TEXT,
        numbers=numbers,
        number_size=number_size,
    )


def legend_rows(entries: tuple[tuple[str, ...], ...], width: float) -> list[list[int]]:
    """Which entries of a legend below stand side by side."""
    rows: list[list[int]] = []
    left = 0.0
    for at, entry in enumerate(entries):
        needed = legend_width(entry)
        if not rows or needed > left:
            rows.append([])
            left = width + LEGEND_GAP
        rows[-1].append(at)
        left -= needed
    return rows


def legend_width(entry: tuple[str, ...]) -> float:
    """What an entry of a legend takes of its row, with the gap behind it."""
    return LEGEND_BOX * 1.5 + max(map(text_width, entry), default=0.0) + LEGEND_GAP


def _legend_lines(names: list[str], width: float) -> tuple[tuple[str, ...], ...]:
    room = Room(TEXT, width - LEGEND_BOX * 1.5 - LEGEND_GAP, hanging=False)
    return tuple(tuple(break_text(name, room)) for name in names)


def _pie(chart: Chart, width: float) -> ChartPlan:
    """A pie has its legend below where that is one line, else at the right, where it can be read."""
    names = list(chart.data.categories)
    below = _legend_lines(names, width)
    if len(legend_rows(below, width)) == 1 and all(len(entry) == 1 for entry in below):
        return ChartPlan(_USUAL_MM, legend="below", legend_lines=below)
    beside = _legend_lines(names, width * SIDE_LEGEND)
    height = (sum(map(len, beside)) * PITCH * 1.3 + PITCH) / _POINTS_A_MM
    return ChartPlan(min(max(height, _USUAL_MM), _MOST_MM), legend="right", legend_lines=beside)


def _lying(chart: Chart, width: float, legend: tuple[tuple[str, ...], ...], below_mm: float) -> ChartPlan:
    """Bars: each as high as its number, each category as high as its name; smaller where a page ends."""
    data = chart.data
    stacked = chart.kind is ChartKind.STACKED
    count = 1 if stacked else max(1, len(data.series))
    room = Room(TEXT, width * BAR_NAMES, hanging=False)
    names = tuple(tuple(break_text(name, room)) for name in data.categories)
    lines = max(map(len, names), default=1)
    slot_mm = max(_BAR_MM * count, (lines * PITCH + 4) / _POINTS_A_MM)
    height = min(max(_USUAL_MM, _BARS_AROUND_MM + slot_mm * len(names)) + below_mm, _MOST_MM)
    slot = (height - below_mm - _BARS_AROUND_MM) * _POINTS_A_MM / max(1, len(names))
    bar = slot if count == 1 else slot / (count + BARS_GAP)
    number_size = min(TEXT, bar)
    return ChartPlan(
        height_mm=height,
        lying=True,
        legend="below" if legend else "",
        legend_lines=legend,
        names=names,
        name_size=max(min(TEXT, slot / lines * 0.85), _SMALLEST),
        numbers="level" if chart.labels and not stacked and number_size >= _SMALLEST else "",
        number_size=number_size,
    )


def _below_their_places(names: tuple[str, ...], slot: float) -> tuple[tuple[str, ...], ...] | None:
    """The names in lines that fit below their places; None where they do not."""
    room = slot - 2
    if all(text_width(name) <= room for name in names):
        return tuple((name,) for name in names)
    words = max((text_width(word) for name in names for word in _WORD.findall(name)), default=0.0)
    if room < max(_FEWEST_IN_LINE * TEXT, words):
        return None
    broken = tuple(_even_lines(name, room) for name in names)
    return broken if max(map(len, broken)) <= _MOST_LINES else None


def _even_lines(name: str, room: float) -> tuple[str, ...]:
    """A name in as few lines as the room allows, none of them much longer than the others."""
    lines = break_text(name, Room(TEXT, room, hanging=False))
    even = text_width(name) / len(lines)
    while even < room and len(lines) > 1:
        narrow = break_text(name, Room(TEXT, even + 1, hanging=False))
        if len(narrow) == len(lines):
            return tuple(narrow)
        even += TEXT / 2
    return tuple(lines)


def _numbers_upright(chart: Chart, slot: float) -> tuple[Literal["", "level", "turned"], float]:
    """How the numbers at columns and points stand, in which size; not at all where none could be read."""
    data = chart.data
    if not chart.labels or chart.kind is ChartKind.STACKED:
        return "", TEXT
    columns = drawn_as_columns(chart.kind, len(data.series))
    if columns == 0 and _lines_cover_each_other(chart):
        return "", TEXT
    room = slot / (columns + BARS_GAP) if columns > 1 else slot
    widest = max(
        (text_width(printed(one, at)) for one in data.series for at in range(len(one.values))), default=0
    )
    for size in (TEXT, _SMALL):
        if widest * size / TEXT <= room:
            return "level", size
    for size in (TEXT, _SMALL):
        if size <= room:
            return "turned", size
    return "", TEXT


def _lines_cover_each_other(chart: Chart) -> bool:
    """Whether the numbers of several long lines would stand on each other at most places."""
    series = chart.data.series
    highest = max(map(_highest, series), default=0.0)
    if len(series) < 2 or len(chart.data.categories) < _LONG_LINE or not highest:
        return False
    near = highest * PITCH / _PLOT
    covered = 0
    for values in zip(*(one.values for one in series), strict=True):
        numbers = sorted(float(value) for value in values if value is not None)
        covered += any(after - before < near for before, after in pairwise(numbers))
    return covered * 2 > len(chart.data.categories)


def printed(one: Series, at: int) -> str:
    """A number of a series as it stands in the chart."""
    value = one.values[at]
    return "" if value is None else f"{value:.{one.decimals}f}" if one.decimals else f"{value:f}"


def _wants_own_axis(chart: Chart) -> bool:
    """Whether the line of a combined chart counts something else than its columns, or in other magnitudes."""
    if chart.kind is not ChartKind.COMBINED or len(chart.data.series) < 2:
        return False
    columns, line = _units(chart)
    if columns and line and columns != line:
        return True
    *heights, point = (_highest(one) for one in chart.data.series)
    least, most = sorted((max(heights), point))
    return least > 0 and most >= _FLAT * least


def _scales(chart: Chart) -> tuple[Scale | None, Scale | None]:
    *columns, line = (
        [float(value) for value in one.values if value is not None] for one in chart.data.series
    )
    left = below_a_line([number for one in columns for number in one])
    return left, of_rates(line, chart.data.series[-1].unit)


def _highest(one: Series) -> float:
    return max((abs(float(value)) for value in one.values if value is not None), default=0.0)


def _units(chart: Chart) -> tuple[str, str]:
    """The units of the columns, where they share one, and of the line."""
    *columns, line = chart.data.series
    shared = {one.unit for one in columns}
    return (shared.pop() if len(shared) == 1 else "", line.unit)
