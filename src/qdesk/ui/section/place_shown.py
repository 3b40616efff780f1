"""Where the user is led to on the page of a section: a cell, words, the line that is being written."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import QApplication, QScrollArea
from shiboken6 import isValid

from qdesk.ui.narrative.prose_editor import ProseEdit
from qdesk.ui.table.table_card import TableCard
from qdesk.ui.table.table_view import TableView

_ROOM_TO_WRITE = 40
_ROOM_AROUND = 100
"""Pixels above and below a place that is gone to, so that it is seen with what stands around it."""


class PlaceShown:
    """Scrolls a page to its places; tables and editors are as high as what they hold, so the page scrolls."""

    def __init__(self, page: QScrollArea) -> None:
        self._page = page
        self._shown: TableView | ProseEdit | None = None

    def choose(self, card: TableCard, row: int, column: int) -> None:
        """Put the cursor on a cell."""
        self._page.ensureWidgetVisible(card)
        card.view.choose(row, column)
        self._show(card.view)

    def choose_words(self, editors: Iterable[ProseEdit], words: str) -> None:
        """Select words in the first editor that has them."""
        for editor in editors:
            if editor.choose(words):
                self._page.ensureWidgetVisible(editor)
                self._show(editor)
                return

    def on_screen(self) -> QRect | None:
        """Where on the screen the cell or the words stand that were gone to last; None if gone."""
        shown = self._shown
        if shown is None or not isValid(shown):
            return None
        rect = _cursor_rect(shown)
        return QRect(shown.viewport().mapToGlobal(rect.topLeft()), rect.size())

    def follow_cursor(self) -> None:
        """Who writes sees the line in work."""
        editor = QApplication.focusWidget()
        if isinstance(editor, ProseEdit) and QApplication.mouseButtons() is Qt.MouseButton.NoButton:
            place = editor.viewport().mapTo(self._page.widget(), editor.cursorRect().center())
            self._page.ensureVisible(place.x(), place.y(), 0, _ROOM_TO_WRITE)

    def _show(self, shown: TableView | ProseEdit) -> None:
        """Scroll to the cursor of a table or an editor: either may be taller than the page."""
        self._shown = shown
        center = shown.viewport().mapTo(self._page.widget(), _cursor_rect(shown).center())
        self._page.ensureVisible(center.x(), center.y(), 40, _ROOM_AROUND)


def _cursor_rect(shown: TableView | ProseEdit) -> QRect:
    """Where the cursor stands in its viewport."""
    return shown.visualRect(shown.currentIndex()) if isinstance(shown, TableView) else shown.cursorRect()
