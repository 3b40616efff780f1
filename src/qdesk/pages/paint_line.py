"""Paints a line of text, squeezed or stretched into its room."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen

from qdesk.document.blocks import Align, Run
from qdesk.document.style import DocumentStyle, TextStyle
from qdesk.pages.fonts import UNITS_A_POINT, Fonts

BASELINE = 0.36  # of the size below the middle of a line: where Chinese and Latin letters stand
_STRETCH = 1.25  # so much wider at the most does a justified line become


class LinePainter:
    """Paints lines in the fonts of a style."""

    def __init__(self, style: DocumentStyle) -> None:
        self.font = Fonts(style).font

    def paint(self, painter: QPainter, runs: list[Run], look: TextStyle, area: QRectF, *, ends: bool) -> None:
        """One line of text, squeezed or stretched into its room as its alignment wants."""
        text = "".join(run.text for run in runs).rstrip()
        if not text:
            return
        fonts = [self.font(look, bold=look.bold or run.bold, italic=run.italic) for run in runs]
        parts = [(run.text, font) for run, font in zip(runs, fonts, strict=True)]
        parts[-1] = (parts[-1][0].rstrip(), parts[-1][1])
        natural = sum(QFontMetricsF(font).horizontalAdvance(part) for part, font in parts)
        # A spacing in per cent: one in units would be scaled once more by a device of another resolution.
        stretch = 1.0
        if natural > area.width() or (look.align == "both" and not ends):
            stretch = min(area.width() / natural, _STRETCH)
        width = natural * stretch
        painter.setPen(QPen(QColor(f"#{look.color}" if look.color else "black")))
        x = area.left()
        if look.align in ("center", "right"):
            x += (area.width() - width) / (2 if look.align == "center" else 1)
        y = area.center().y() + look.size * UNITS_A_POINT * BASELINE
        for part, font in parts:
            before = QFontMetricsF(font).horizontalAdvance(part)
            font.setLetterSpacing(QFont.SpacingType.PercentageSpacing, 100 * stretch)
            painter.setFont(font)
            painter.drawText(QPointF(x, y), part)
            x += before * stretch
        painter.setPen(QPen(QColor("black")))


def aligned(look: TextStyle, align: Align) -> TextStyle:
    """Return the look with another alignment."""
    return replace(look, align=align)
