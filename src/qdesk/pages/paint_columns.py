"""Paints columns and lines above their categories."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QPen

from qdesk.document.chart_plan import BARS_GAP, PITCH, TEXT, drawn_as_columns, printed
from qdesk.document.chart_scale import Scale, scale
from qdesk.model.figure import ChartKind
from qdesk.pages.chart_pen import AXIS, CENTRE, GRID, LEFT, RIGHT, ChartPen, color


@dataclass(frozen=True, slots=True)
class _Plot:
    """Where the columns stand, and the scale of each series."""

    area: QRectF
    slot: float
    scales: tuple[Scale, ...]

    def y(self, series: int, value: float) -> float:
        return self.area.bottom() - self.scales[series].share(value) * self.area.height()

    def middle(self, place: int) -> float:
        return self.area.left() + self.slot * (place + 0.5)


def paint_columns(pen: ChartPen, area: QRectF) -> None:
    """Paint a chart of columns, of lines, or of both."""
    plot = _plot(pen, area)
    _axes(pen, plot, area)
    _columns(pen, plot)
    _curves(pen, plot)


def _plot(pen: ChartPen, area: QRectF) -> _Plot:
    series, unit = pen.chart.data.series, pen.unit
    numbers = [[float(value) for value in one.values if value is not None] for one in series]
    if pen.chart.kind is ChartKind.STACKED:
        columns = list(zip(*(one.values for one in series), strict=True))
        ups = [sum(float(value) for value in column if value and value > 0) for column in columns]
        downs = [sum(float(value) for value in column if value and value < 0) for column in columns]
        numbers = [[*ups, *downs]] * len(series)
    own = len(series) - 1 if pen.plan.own_axis else len(series)
    first = pen.plan.scales[0] or scale([number for one in numbers[:own] for number in one])
    second = pen.plan.scales[1] or scale([number for one in numbers[own:] for number in one])
    left, right = pen.plan.units
    before = _widest(pen, first) + (pen.metrics().horizontalAdvance(left) + 4 * unit if left else 0)
    behind = _widest(pen, second) + (pen.metrics().horizontalAdvance(right) + 4 * unit if right else 0)
    if pen.plan.turned:
        widths = [pen.metrics(pen.plan.name_size).horizontalAdvance(one[0]) for one in pen.plan.names]
        below = max(widths, default=0.0)
    else:
        below = max(map(len, pen.plan.names), default=1) * PITCH * unit
    above = PITCH * unit * (3 if pen.plan.numbers == "turned" else 1)
    inner = area.adjusted(before, above, -behind if own < len(series) else 0, -below - 4 * unit)
    slot = inner.width() / max(1, len(pen.plan.names))
    return _Plot(inner, slot, (first,) * own + (second,) * (len(series) - own))


def _widest(pen: ChartPen, one: Scale) -> float:
    return max(pen.metrics().horizontalAdvance(one.text(tick)) for tick in one.ticks) + 6 * pen.unit


def _axes(pen: ChartPen, plot: _Plot, area: QRectF) -> None:
    inside, first, unit = plot.area, plot.scales[0], pen.unit
    for tick in first.ticks:
        y = plot.y(0, tick)
        pen.line(GRID, (inside.left(), y), (inside.right(), y))
        pen.text(inside.left() - 4 * unit, y, first.text(tick), RIGHT)
    left, right = pen.plan.units
    pen.text(area.left(), inside.center().y(), left)
    if pen.plan.own_axis:
        for tick in plot.scales[-1].ticks:
            pen.text(inside.right() + 4 * unit, plot.y(-1, tick), plot.scales[-1].text(tick), LEFT)
        pen.text(area.right(), inside.center().y(), right, RIGHT)
    zero = plot.y(0, max(first.low, 0))
    pen.line(AXIS, (inside.left(), zero), (inside.right(), zero))
    for at, lines in enumerate(pen.plan.names):
        top = inside.bottom() + 3 * unit
        if pen.plan.turned:
            pen.turned(plot.middle(at), top, "".join(lines), RIGHT, pen.plan.name_size)
        else:
            pen.lines(plot.middle(at), top + len(lines) * PITCH * unit / 2, lines, CENTRE)


def _columns(pen: ChartPen, plot: _Plot) -> None:
    data = pen.chart.data
    count = drawn_as_columns(pen.chart.kind, len(data.series))
    stacked = pen.chart.kind is ChartKind.STACKED
    beside = 1 if stacked else count
    width = plot.slot / (beside + BARS_GAP)
    for place in range(len(data.categories)):
        base_up = base_down = 0.0
        for at, one in enumerate(data.series[:count]):
            value = one.values[place]
            if value is None:
                continue
            number = float(value)
            base = (base_up if number >= 0 else base_down) if stacked else 0.0
            x = plot.middle(place) - width * beside / 2 + (0 if stacked else width * at)
            top, bottom = sorted((plot.y(at, base + number), plot.y(at, base)))
            pen.box(at, QRectF(x, top, width, bottom - top))
            if not stacked:
                _number(pen, printed(one, place), QPointF(x + width / 2, top))
            if number >= 0:
                base_up += number
            else:
                base_down += number


def _curves(pen: ChartPen, plot: _Plot) -> None:
    data, unit = pen.chart.data, pen.unit
    for at in range(drawn_as_columns(pen.chart.kind, len(data.series)), len(data.series)):
        one, last = data.series[at], None
        for place, value in enumerate(one.values):
            if value is None:
                last = None
                continue
            here = QPointF(plot.middle(place), plot.y(at, float(value)))
            pen.painter.setPen(QPen(color(at), 1.5 * unit))
            if last is not None:
                pen.painter.drawLine(QLineF(last, here))
            pen.painter.setBrush(color(at))
            pen.painter.drawEllipse(here, 2 * unit, 2 * unit)
            pen.painter.setBrush(Qt.BrushStyle.NoBrush)
            _number(pen, printed(one, place), here - QPointF(0, 2 * unit))
            last = here


def _number(pen: ChartPen, text: str, at: QPointF) -> None:
    """The number of a column or a point, above it."""
    size = pen.plan.number_size
    if pen.plan.numbers == "level":
        pen.text(at.x(), at.y() - PITCH * pen.unit * size / TEXT / 2, text, CENTRE, size)
    elif pen.plan.numbers == "turned":
        pen.turned(at.x(), at.y() - 2 * pen.unit, text, LEFT, size)
