"""Paints a chart as the word processor will draw it: for the preview, the desk and the PDF."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPen

from qdesk.document.blocks import Chart
from qdesk.document.chart_plan import (
    LEGEND_BOX,
    LEGEND_GAP,
    PITCH,
    SIDE_LEGEND,
    drawn_as_columns,
    legend_rows,
    legend_width,
    plan_chart,
)
from qdesk.document.style import DocumentStyle
from qdesk.model.figure import ChartKind
from qdesk.pages.chart_pen import CENTRE, ChartPen, color
from qdesk.pages.fonts import UNITS_A_POINT, Fonts
from qdesk.pages.paint_bars import paint_bars
from qdesk.pages.paint_columns import paint_columns

_MARGIN = 4.0  # points
_INSIDE = 25.0  # degrees: a slice so wide holds its share
_LEAST_TOLD = 4.0  # degrees: the share of a thinner slice would stand on its neighbour's


def paint_chart(
    painter: QPainter, chart: Chart, area: QRectF, font_of: Callable[[float], QFont], unit: float
) -> None:
    """Paint a chart into an area; `unit` is how many of the painter's units a point has."""
    plan = plan_chart(chart)
    pen = ChartPen(painter, chart, plan, font_of, unit)
    margin = _MARGIN * unit
    painter.save()
    inner = area.adjusted(margin, margin, -margin, -margin)
    if plan.legend == "right":
        edge = inner.right() - inner.width() * SIDE_LEGEND
        _legend_beside(pen, QRectF(edge, inner.top(), inner.right() - edge, inner.height()))
        inner.setRight(edge)
    elif plan.legend == "below":
        inner.setBottom(_legend_below(pen, inner))
    if chart.kind is ChartKind.PIE:
        _pie(pen, inner)
    elif plan.lying:
        paint_bars(pen, inner)
    else:
        paint_columns(pen, inner)
    painter.restore()


def paint_alone(painter: QPainter, chart: Chart, style: DocumentStyle, width: float, height: float) -> None:
    """Paint a chart by itself at the painter's origin; lengths and the painter's unit are points."""
    fonts = Fonts(style)
    painter.save()
    painter.scale(1 / UNITS_A_POINT, 1 / UNITS_A_POINT)
    area = QRectF(0, 0, width * UNITS_A_POINT, height * UNITS_A_POINT)
    look = style.texts["cell"]
    paint_chart(painter, chart, area, lambda size: fonts.font(replace(look, size=size)), UNITS_A_POINT)
    painter.restore()


def _legend_below(pen: ChartPen, area: QRectF) -> float:
    """Paint the legend in rows at the foot of an area; return where it begins."""
    entries, unit = pen.plan.legend_lines, pen.unit
    rows = legend_rows(entries, area.width() / unit)
    heights = [max(len(entries[at]) for at in row) * PITCH * unit for row in rows]
    top = y = area.bottom() - sum(heights)
    for row, height in zip(rows, heights, strict=True):
        width = (sum(legend_width(entries[at]) for at in row) - LEGEND_GAP) * unit
        x = area.center().x() - width / 2
        for at in row:
            _entry(pen, at, QPointF(x, y + height / 2))
            x += legend_width(entries[at]) * unit
        y += height
    return top - PITCH * unit * 0.4


def _legend_beside(pen: ChartPen, area: QRectF) -> None:
    entries = pen.plan.legend_lines
    gap = 0.3 * PITCH * pen.unit
    heights = [len(entry) * (PITCH * pen.unit + gap) for entry in entries]
    y = area.center().y() - sum(heights) / 2
    for at, height in enumerate(heights):
        _entry(pen, at, QPointF(area.left() + LEGEND_GAP / 2 * pen.unit, y + height / 2))
        y += height


def _entry(pen: ChartPen, at: int, place: QPointF) -> None:
    """An entry of a legend, from its left edge, around the height of its middle."""
    box = LEGEND_BOX * pen.unit
    kind = pen.chart.kind
    if kind is ChartKind.PIE or at < drawn_as_columns(kind, len(pen.chart.data.series)):
        pen.box(at, QRectF(place.x(), place.y() - box / 2, box, box))
    else:
        pen.box(at, QRectF(place.x(), place.y() - 0.75 * pen.unit, box * 1.25, 1.5 * pen.unit))
    pen.lines(place.x() + box * 1.5, place.y(), pen.plan.legend_lines[at])


def _pie(pen: ChartPen, area: QRectF) -> None:
    one = next(iter(pen.chart.data.series), None)
    numbers = [max(float(value), 0.0) if value is not None else 0.0 for value in one.values] if one else []
    whole = sum(numbers)
    if not whole:
        return
    size = (
        min(area.width(), area.height() - 2 * PITCH * pen.unit) * 0.92
    )  # the shares of thin slices are outside
    circle = QRectF(area.center().x() - size / 2, area.center().y() - size / 2, size, size)
    start = 90.0
    for at, number in enumerate(numbers):
        span = number / whole * 360
        pen.painter.setPen(QPen(QColor("white"), 0.8 * pen.unit))
        pen.painter.setBrush(color(at))
        pen.painter.drawPie(circle, round(start * 16), round(-span * 16))
        if pen.chart.labels and span > _LEAST_TOLD:
            angle = math.radians(start - span / 2)
            away = size * 0.34 if span >= _INSIDE else size / 2 + PITCH * pen.unit
            middle = circle.center() + QPointF(math.cos(angle), -math.sin(angle)) * away
            pen.text(middle.x(), middle.y(), f"{number / whole * 100:.1f}%", CENTRE)
        start -= span
    pen.painter.setBrush(Qt.BrushStyle.NoBrush)
