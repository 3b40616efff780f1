"""Paints a chart as the word processor will draw it: for the preview, the desk and the PDF."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, replace
from decimal import Decimal

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen

from qdesk.document.blocks import Chart
from qdesk.document.chart_colors import CHART_COLORS
from qdesk.document.line_breaks import Room, break_text
from qdesk.document.style import DocumentStyle
from qdesk.model.figure import ChartKind
from qdesk.pages.fonts import UNITS_A_POINT, Fonts

_TEXT = 9.0  # points
_GRID, _AXIS = QColor("#D9D9D9"), QColor("#7F7F7F")
_STEPS = (1.0, 2.0, 2.5, 5.0, 10.0)
_CENTRE, _RIGHT = 0.5, 1.0
_MIDDLE = 2.6  # of the ascent: from the middle of a line of digits to its foot
_GAP = 0.8  # of a bar's width, between two categories


def paint_chart(
    painter: QPainter, chart: Chart, area: QRectF, font_of: Callable[[float], QFont], unit: float
) -> None:
    """Paint a chart into an area; `unit` is how many of the painter's units a point has."""
    _ChartPainter(painter, chart, area, font_of(_TEXT), unit).paint()


def paint_alone(painter: QPainter, chart: Chart, style: DocumentStyle, width: float, height: float) -> None:
    """Paint a chart by itself at the painter's origin; lengths and the painter's unit are points."""
    fonts = Fonts(style)
    painter.save()
    painter.scale(1 / UNITS_A_POINT, 1 / UNITS_A_POINT)
    area = QRectF(0, 0, width * UNITS_A_POINT, height * UNITS_A_POINT)
    look = style.texts["cell"]
    paint_chart(painter, chart, area, lambda size: fonts.font(replace(look, size=size)), UNITS_A_POINT)
    painter.restore()


@dataclass(slots=True)
class _ChartPainter:
    painter: QPainter
    chart: Chart
    area: QRectF
    font: QFont
    unit: float

    def paint(self) -> None:
        self.painter.save()
        self.painter.setFont(self.font)
        names = self._legend_names()
        height = QFontMetricsF(self.font).height() * 1.6
        inner = self.area.adjusted(4 * self.unit, 4 * self.unit, -4 * self.unit, -4 * self.unit)
        if names:
            self._legend(names, QRectF(inner.left(), inner.bottom() - height, inner.width(), height))
            inner.setBottom(inner.bottom() - height)
        if self.chart.kind is ChartKind.PIE:
            self._pie(inner)
        else:
            self._axes(inner)
        self.painter.restore()

    def _legend_names(self) -> list[str]:
        data = self.chart.data
        if self.chart.kind is ChartKind.PIE:
            return list(data.categories)
        return [one.name for one in data.series] if len(data.series) > 1 else []

    def _legend(self, names: list[str], area: QRectF) -> None:
        metrics, box = QFontMetricsF(self.font), 7 * self.unit
        gap = 12 * self.unit
        room = max((area.width() - gap * len(names)) / len(names) - box * 1.5, box)
        texts = [metrics.elidedText(name, Qt.TextElideMode.ElideRight, room) for name in names]
        width = sum(metrics.horizontalAdvance(text) + box * 1.5 + gap for text in texts) - gap
        x = area.center().x() - width / 2
        for at, text in enumerate(texts):
            self.painter.fillRect(QRectF(x, area.center().y() - box / 2, box, box), _color(at))
            self._text(x + box * 1.5, area.center().y(), text)
            x += metrics.horizontalAdvance(text) + box * 1.5 + gap

    # -- axes

    def _axes(self, area: QRectF) -> None:
        metrics = QFontMetricsF(self.font)
        low, high, step = _scale(self._extremes())
        ticks = [low + step * at for at in range(round((high - low) / step) + 1)]
        texts = [_tick(one, step) for one in ticks]
        if self.chart.kind is ChartKind.BARS:
            self._bars(area, metrics, (low, high), list(zip(ticks, texts, strict=True)))
            return
        margin = max(metrics.horizontalAdvance(text) for text in texts) + 6 * self.unit
        categories = self._wrapped(metrics, (area.width() - margin) / max(1, len(self.chart.data.categories)))
        below = max((len(lines) for lines in categories), default=1) * metrics.height() + 4 * self.unit
        plot = area.adjusted(margin, metrics.height(), 0, -below)

        def y_of(value: float) -> float:
            return plot.bottom() - (value - low) / (high - low) * plot.height()

        for tick, text in zip(ticks, texts, strict=True):
            self._line(_GRID, plot.left(), y_of(tick), plot.right(), y_of(tick))
            self._text(plot.left() - 4 * self.unit, y_of(tick), text, _RIGHT)
        self._line(_AXIS, plot.left(), y_of(max(low, 0)), plot.right(), y_of(max(low, 0)))
        slot = plot.width() / max(1, len(categories))
        for at, lines in enumerate(categories):
            for row, line in enumerate(lines):
                y = plot.bottom() + 3 * self.unit + (row + 0.5) * metrics.height()
                self._text(plot.left() + slot * (at + 0.5), y, line, _CENTRE)
        self._columns(plot, slot, y_of)
        self._curves(plot, slot, y_of)

    def _wrapped(self, metrics: QFontMetricsF, room: float) -> list[list[str]]:
        """The names of the categories in lines that fit below their places, three at the most."""
        found: list[list[str]] = []
        for name in self.chart.data.categories:
            lines = break_text(name, Room(_TEXT, max(room / self.unit, _TEXT), hanging=False))
            rest = metrics.elidedText("".join(lines[2:]), Qt.TextElideMode.ElideRight, room)
            found.append([*lines[:2], rest] if len(lines) > 3 else lines)
        return found

    def _drawn_as_columns(self) -> int:
        """How many of the series stand as columns."""
        count = len(self.chart.data.series)
        if self.chart.kind is ChartKind.LINES:
            return 0
        return max(count - 1, 1) if self.chart.kind is ChartKind.COMBINED and count > 1 else count

    def _columns(self, plot: QRectF, slot: float, y_of: Callable[[float], float]) -> None:
        count = self._drawn_as_columns()
        if not count:
            return
        stacked = self.chart.kind is ChartKind.STACKED
        width = slot / ((1 if stacked else count) + _GAP)
        for place in range(len(self.chart.data.categories)):
            base_up = base_down = 0.0
            for at, one in enumerate(self.chart.data.series[:count]):
                value = one.values[place]
                if value is None:
                    continue
                number = float(value)
                base = (base_up if number >= 0 else base_down) if stacked else 0.0
                x = plot.left() + slot * place + slot / 2 - width * (1 if stacked else count) / 2
                x += 0 if stacked else width * at
                top, bottom = sorted((y_of(base + number), y_of(base)))
                self.painter.fillRect(QRectF(x, top, width, bottom - top), _color(at))
                if self.chart.labels and not stacked:
                    self._label(value, one.decimals, QPointF(x + width / 2, top), slot)
                if number >= 0:
                    base_up += number
                else:
                    base_down += number

    def _curves(self, plot: QRectF, slot: float, y_of: Callable[[float], float]) -> None:
        for at in range(self._drawn_as_columns(), len(self.chart.data.series)):
            one, last = self.chart.data.series[at], None
            for place, value in enumerate(one.values):
                if value is None:
                    last = None
                    continue
                here = QPointF(plot.left() + slot * (place + 0.5), y_of(float(value)))
                self.painter.setPen(QPen(_color(at), 1.5 * self.unit))
                if last is not None:
                    self.painter.drawLine(QLineF(last, here))
                self.painter.setBrush(_color(at))
                self.painter.drawEllipse(here, 2 * self.unit, 2 * self.unit)
                self.painter.setBrush(Qt.BrushStyle.NoBrush)
                if self.chart.labels:
                    self._label(value, one.decimals, here - QPointF(0, 2 * self.unit), slot)
                last = here

    def _label(self, value: Decimal, decimals: int, at: QPointF, room: float) -> None:
        metrics = QFontMetricsF(self.font)
        text = _number(value, decimals)
        if metrics.horizontalAdvance(text) <= room:
            self._text(at.x(), at.y() - metrics.height() / 2, text, _CENTRE)

    # -- bars

    def _bars(
        self, area: QRectF, metrics: QFontMetricsF, ends: tuple[float, float], ticks: list[tuple[float, str]]
    ) -> None:
        low, high = ends
        data = self.chart.data
        widest = area.width() * 0.35
        names = [metrics.elidedText(one, Qt.TextElideMode.ElideRight, widest) for one in data.categories]
        margin = max((metrics.horizontalAdvance(name) for name in names), default=0) + 6 * self.unit
        plot = area.adjusted(margin, 0, -metrics.horizontalAdvance("00000"), -metrics.height() * 1.3)

        def x_of(value: float) -> float:
            return plot.left() + (value - low) / (high - low) * plot.width()

        for tick, text in ticks:
            self._line(_GRID, x_of(tick), plot.top(), x_of(tick), plot.bottom())
            self._text(x_of(tick), plot.bottom() + metrics.height() * 0.7, text, _CENTRE)
        self._line(_AXIS, x_of(max(low, 0)), plot.top(), x_of(max(low, 0)), plot.bottom())
        slot = plot.height() / max(1, len(names))
        height = slot / (max(1, len(data.series)) + _GAP)
        for place, name in enumerate(names):
            # The first category stands at the foot, as word processors draw bars.
            middle = plot.bottom() - slot * (place + 0.5)
            self._text(plot.left() - 4 * self.unit, middle, name, _RIGHT)
            for at, one in enumerate(data.series):
                value = one.values[place]
                if value is None:
                    continue
                left, right = sorted((x_of(float(value)), x_of(0.0)))
                bottom = middle + height * len(data.series) / 2 - height * at
                self.painter.fillRect(QRectF(left, bottom - height, right - left, height), _color(at))
                if self.chart.labels:
                    text = _number(value, one.decimals)
                    self._text(right + 2 * self.unit, bottom - height / 2, text)

    # -- pie

    def _pie(self, area: QRectF) -> None:
        if not self.chart.data.series:
            return
        one = self.chart.data.series[0]
        numbers = [max(float(value), 0.0) if value is not None else 0.0 for value in one.values]
        whole = sum(numbers)
        if not whole:
            return
        size = min(area.width(), area.height()) * 0.86
        round_area = QRectF(area.center().x() - size / 2, area.center().y() - size / 2, size, size)
        start = 90.0
        for at, number in enumerate(numbers):
            span = number / whole * 360
            self.painter.setPen(QPen(QColor("white"), 0.8 * self.unit))
            self.painter.setBrush(_color(at))
            self.painter.drawPie(round_area, round(start * 16), round(-span * 16))
            if self.chart.labels and span > 8:
                angle = math.radians(start - span / 2)
                middle = round_area.center() + QPointF(math.cos(angle), -math.sin(angle)) * size * 0.34
                self._text(middle.x(), middle.y(), f"{number / whole * 100:.1f}%", _CENTRE)
            start -= span
        self.painter.setBrush(Qt.BrushStyle.NoBrush)

    # -- pieces

    def _extremes(self) -> tuple[float, float]:
        data = self.chart.data
        if self.chart.kind is ChartKind.STACKED:
            columns = zip(*(one.values for one in data.series), strict=True)
            sums = [sum(float(value or 0) for value in column) for column in columns]
            return min([0.0, *sums]), max([0.0, *sums])
        numbers = [float(value) for one in data.series for value in one.values if value is not None]
        return min([0.0, *numbers]), max([0.0, *numbers])

    def _line(self, color: QColor, x1: float, y1: float, x2: float, y2: float) -> None:
        self.painter.setPen(QPen(color, 0.6 * self.unit))
        self.painter.drawLine(QLineF(x1, y1, x2, y2))

    def _text(self, x: float, middle: float, text: str, anchor: float = 0.0) -> None:
        """A text at the height of its middle; `anchor` is what part of its width stands left of x."""
        metrics = QFontMetricsF(self.font)
        self.painter.setPen(QPen(QColor("black")))
        left = x - metrics.horizontalAdvance(text) * anchor
        self.painter.drawText(QPointF(left, middle + metrics.ascent() / _MIDDLE), text)


def _number(value: Decimal, decimals: int) -> str:
    return f"{value:.{decimals}f}" if decimals else f"{value:f}"


def _color(at: int) -> QColor:
    return QColor(f"#{CHART_COLORS[at % len(CHART_COLORS)]}")


def _scale(extremes: tuple[float, float]) -> tuple[float, float, float]:
    """Ends and step of an axis: about five steps of 1, 2, 2.5 or 5, that hold all numbers."""
    low, high = extremes
    if low == high:
        return 0.0, 1.0, 0.2
    rough = (high - low) / 5
    power = 10.0 ** math.floor(math.log10(rough))
    step = next(one * power for one in _STEPS if one * power >= rough * 0.999)
    return math.floor(low / step) * step, math.ceil(high / step + 0.05) * step, step


def _tick(number: float, step: float) -> str:
    decimals = max(0, -math.floor(math.log10(step) + 1e-9)) if step < 1 else (1 if step % 1 else 0)
    text = f"{number:.{decimals}f}"
    return "0" if float(text) == 0 else text
