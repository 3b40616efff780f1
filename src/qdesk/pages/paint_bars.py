"""Paints bars beside the names of their categories, the first on top."""

from __future__ import annotations

from PySide6.QtCore import QRectF

from qdesk.document.chart_plan import BARS_GAP, PITCH, printed
from qdesk.document.chart_scale import Scale, scale
from qdesk.model.figure import ChartKind
from qdesk.pages.chart_pen import AXIS, CENTRE, GRID, LEFT, RIGHT, ChartPen


def paint_bars(pen: ChartPen, area: QRectF) -> None:
    """Paint a chart of bars, those of a category below each other or in a row."""
    data, unit, plan = pen.chart.data, pen.unit, pen.plan
    stacked = pen.chart.kind is ChartKind.STACKED
    axis = _axis(pen, stacked=stacked)
    metrics = pen.metrics(plan.name_size)
    names = max((metrics.horizontalAdvance(line) for lines in plan.names for line in lines), default=0)
    behind = pen.metrics().horizontalAdvance("00000" if plan.numbers else "00")
    plot = area.adjusted(names + 6 * unit, 0, -behind, -PITCH * unit * 1.3)

    def x_of(value: float) -> float:
        return plot.left() + axis.share(value) * plot.width()

    for tick in axis.ticks:
        pen.line(GRID, (x_of(tick), plot.top()), (x_of(tick), plot.bottom()))
        pen.text(x_of(tick), plot.bottom() + PITCH * unit * 0.7, axis.text(tick), CENTRE)
    zero = x_of(max(axis.low, 0))
    pen.line(AXIS, (zero, plot.top()), (zero, plot.bottom()))
    slot = plot.height() / max(1, len(plan.names))
    beside = 1 if stacked else max(1, len(data.series))
    height = slot / (beside + BARS_GAP)
    for place, lines in enumerate(plan.names):
        middle = plot.top() + slot * (place + 0.5)
        pen.lines(plot.left() - 4 * unit, middle, lines, RIGHT, plan.name_size)
        ends = [0.0, 0.0]  # of what is stacked to the left and to the right of zero
        for at, one in enumerate(data.series):
            value = one.values[place]
            if value is None:
                continue
            number = float(value)
            base = ends[number >= 0] if stacked else 0.0
            ends[number >= 0] += number
            left, right = sorted((x_of(base + number), x_of(base)))
            top = middle - height * beside / 2 + (0 if stacked else height * at)
            pen.box(at, QRectF(left, top, right - left, height))
            if plan.numbers:
                text = printed(one, place)
                pen.text(right + 2 * unit, top + height / 2, text, LEFT, plan.number_size)


def _axis(pen: ChartPen, *, stacked: bool) -> Scale:
    series = pen.chart.data.series
    if not stacked:
        return scale([float(value) for one in series for value in one.values if value is not None])
    columns = list(zip(*(one.values for one in series), strict=True))
    ups = [sum(float(value) for value in column if value and value > 0) for column in columns]
    downs = [sum(float(value) for value in column if value and value < 0) for column in columns]
    return scale([*ups, *downs])
