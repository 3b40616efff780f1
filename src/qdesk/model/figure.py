"""Figures (图): charts of a table's numbers and photos, with a caption and a number of their own."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class ChartKind(StrEnum):
    """How a chart draws: combined draws all series but the last as columns, that one as a line."""

    COLUMNS = "columns"
    BARS = "bars"
    LINES = "lines"
    PIE = "pie"
    STACKED = "stacked"
    COMBINED = "combined"


CHART_TITLES = {
    ChartKind.COLUMNS: "柱形图",
    ChartKind.BARS: "条形图",
    ChartKind.LINES: "折线图",
    ChartKind.PIE: "饼图",
    ChartKind.STACKED: "堆积柱形图",
    ChartKind.COMBINED: "柱形加折线",
}


@dataclass(frozen=True, slots=True)
class Figure:
    """A chart or a photo at its place in a section.

    A chart prints behind its table where that stands in the same section, all else behind the prose, unless
    the section has an order of its own.

    `rows` and `columns` are the ids of the table's lines that it draws, none for all with numbers;
    `by_rows` makes the rows its series instead of the columns. A photo has a `picture` (the id of its
    original) instead of a table; two that follow each other and are `half` print side by side.
    """

    id: str
    report: str
    section: str
    position: int
    title: str
    table: str
    kind: ChartKind = ChartKind.COLUMNS
    rows: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()
    by_rows: bool = False
    labels: bool = True
    picture: str = ""
    half: bool = False
