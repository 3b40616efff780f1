"""Where something that is dragged over the page would land among its parts, and the line that shows it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QFrame

from qdesk.actions.place_parts import Place
from qdesk.ui.narrative.prose_card import ProseCard

if TYPE_CHECKING:
    from qdesk.ui.section.section_page import SectionPage

_THICK = 3
_EDGE = 48
_SCROLL = 24
"""So many pixels the page goes on while something is held near its edge."""


class DropLine:
    """Finds places among the cards of the page's parts; the line is there as long as something is dragged."""

    def __init__(self, page: SectionPage) -> None:
        self._page = page
        self.line: QFrame | None = None

    def drag(self, point: QPoint) -> Place:
        """Show where it would land at a point of the screen; near the edge the page goes on."""
        y = self._page.viewport().mapFromGlobal(point).y()
        bar = self._page.verticalScrollBar()
        if y < _EDGE:
            bar.setValue(bar.value() - _SCROLL)
        elif y > self._page.viewport().height() - _EDGE:
            bar.setValue(bar.value() + _SCROLL)
        place, at = self._find(point)
        self._show(at)
        return place

    def hide(self) -> None:
        """Nothing is dragged any more."""
        if self.line is not None:
            self.line.deleteLater()
            self.line = None

    def _find(self, point: QPoint) -> tuple[Place, int]:
        """The place, and how far down the page it is."""
        y = self._page.widget().mapFromGlobal(point).y()
        bottom = 0
        for n, card in enumerate(self._page.shown):
            box = card.geometry()
            if y < box.top():
                return Place(n), (bottom + box.top()) // 2 if n else box.top() - _THICK
            if y <= box.bottom():
                if isinstance(card, ProseCard):
                    line, below = card.line_near(y - box.top())
                    return Place(n, line), box.top() + below
                if y < box.center().y():
                    return Place(n), box.top() - _THICK
                return Place(n + 1), box.bottom() + 1
            bottom = box.bottom()
        return Place(len(self._page.shown)), bottom + 1

    def _show(self, y: int) -> None:
        content = self._page.widget()
        if self.line is None or self.line.parent() is not content:
            self.hide()
            self.line = QFrame(content)
            self.line.setObjectName("dropLine")
            self.line.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        cards = self._page.shown
        left, width = (cards[0].x(), cards[0].width()) if cards else (0, content.width())
        self.line.setGeometry(left, y - _THICK // 2, width, _THICK)
        self.line.raise_()
        self.line.show()
