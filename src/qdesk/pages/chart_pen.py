"""What charts are painted with: texts at a place, lines, colours."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QLineF, QPointF, QRectF
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen

from qdesk.document.blocks import Chart
from qdesk.document.chart_colors import CHART_COLORS
from qdesk.document.chart_plan import PITCH, TEXT, ChartPlan

GRID, AXIS = QColor("#D9D9D9"), QColor("#7F7F7F")
LEFT, CENTRE, RIGHT = 0.0, 0.5, 1.0
_MIDDLE = 2.6  # of the ascent: from the middle of a line of digits to its foot


@dataclass(frozen=True, slots=True)
class ChartPen:
    """A painter with the chart that it paints; `unit` is how many of the painter's units a point has."""

    painter: QPainter
    chart: Chart
    plan: ChartPlan
    font_of: Callable[[float], QFont]
    unit: float

    def metrics(self, size: float = TEXT) -> QFontMetricsF:
        """The measures of a font."""
        return QFontMetricsF(self.font_of(size))

    def line(self, color: QColor, start: tuple[float, float], end: tuple[float, float]) -> None:
        """A thin line."""
        self.painter.setPen(QPen(color, 0.6 * self.unit))
        self.painter.drawLine(QLineF(*start, *end))

    def text(self, x: float, middle: float, text: str, anchor: float = LEFT, size: float = TEXT) -> None:
        """A text at the height of its middle; `anchor` is what part of its width stands left of x."""
        metrics = self.metrics(size)
        self.painter.setFont(self.font_of(size))
        self.painter.setPen(QPen(QColor("black")))
        left = x - metrics.horizontalAdvance(text) * anchor
        self.painter.drawText(QPointF(left, middle + metrics.ascent() / _MIDDLE), text)

    def lines(
        self, x: float, middle: float, lines: Sequence[str], anchor: float = LEFT, size: float = TEXT
    ) -> None:
        """Lines of text around the height of their middle."""
        pitch = PITCH * self.unit * size / TEXT
        for at, line in enumerate(lines):
            self.text(x, middle + (at - (len(lines) - 1) / 2) * pitch, line, anchor, size)

    def turned(self, x: float, y: float, text: str, anchor: float, size: float) -> None:
        """A text that is read from below, around the vertical through x; `anchor` is what is below y."""
        self.painter.save()
        self.painter.translate(x, y)
        self.painter.rotate(-90)
        self.text(0, 0, text, anchor, size)
        self.painter.restore()

    def box(self, at: int, area: QRectF) -> None:
        """A rectangle in the colour of a series."""
        self.painter.fillRect(area, color(at))


def color(at: int) -> QColor:
    """The colour of a series or of a part of a pie."""
    return QColor(f"#{CHART_COLORS[at % len(CHART_COLORS)]}")
