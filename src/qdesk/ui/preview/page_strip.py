"""Printed pages one below the other, white on grey, as wide as asked."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from qdesk.actions.print_pages import Pages
from qdesk.ui.picture_work import picture_work
from qdesk.ui.style import color

_GAP = 14


class PageStrip(QWidget):
    """Paints just the pages that are seen; paper is white in every theme.

    An upright page is as wide as asked; with `fit` a turned one is no wider than that either.
    """

    def __init__(self, width: int, margin: int = _GAP, *, fit: bool = False) -> None:
        super().__init__()
        self._fit = fit
        self._pages: Pages | None = None
        self._width, self._margin = width, margin
        self._tops: list[int] = []
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName("印刷页面")
        picture_work().made.connect(self.update)

    def show_pages(self, pages: Pages | None) -> None:
        """Show other pages, None for none."""
        self._pages = pages
        self._measure()
        if pages is not None and not pages.is_ready:
            picture_work().ask(pages.prepare)

    def set_width(self, width: int) -> None:
        """Make the pages wider or narrower."""
        self._width = width
        self._measure()

    @property
    def page_width(self) -> int:
        """How wide an upright page is, in pixels."""
        return self._width

    def top_of(self, index: int) -> int:
        """Where a page begins."""
        return self._tops[index] if 0 <= index < len(self._tops) else 0

    def y_of(self, index: int, points: float) -> int:
        """Where a place stands that is so many points below the upper edge of a page."""
        if self._pages is None or not 0 <= index < len(self._tops):
            return 0
        return self._tops[index] + round(points * self._scale(index))

    def page_at(self, y: int) -> int:
        """The page that is seen at that height."""
        return max((n for n, top in enumerate(self._tops) if top <= y), default=0)

    def _measure(self) -> None:
        self._tops, height, width = [], self._margin, self._width
        for index in range(self._pages.count if self._pages else 0):
            self._tops.append(height)
            area = self._area(index)
            height += round(area.height()) + self._margin
            width = max(width, round(area.width()))
        self.setFixedSize(width + 2 * self._margin, height)
        self.update()

    def _area(self, index: int) -> QRectF:
        """Where a page stands."""
        if self._pages is None:
            return QRectF()
        width, height = self._pages.size(index)
        scale = self._scale(index)
        return QRectF(self._margin, self._tops[index], width * scale, height * scale)

    def _scale(self, index: int) -> float:
        """Pixels a point."""
        width, height = self._pages.size(index) if self._pages else (1.0, 1.0)
        return self._width / (width if self._fit else min(width, height))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint the pages that the event touches."""
        if self._pages is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for index in range(self._pages.count):
            area = self._area(index)
            if not area.intersects(QRectF(event.rect())):
                continue
            painter.fillRect(area, QColor("white"))
            painter.setPen(QPen(color("line")))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(area)
            painter.save()
            painter.translate(area.topLeft())
            painter.scale(self._scale(index), self._scale(index))
            self._pages.paint(painter, index)
            painter.restore()
