"""The editor of a cell that holds a text of any length."""

from __future__ import annotations

import math

from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import QPlainTextEdit, QWidget


class CellText(QPlainTextEdit):
    """Stands on a cell and grows over its neighbours below, so that the whole text is seen."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._over = parent
        self._cell = QRect()
        self.setTabChangesFocus(True)
        self.setToolTip("Alt+Enter 换行")
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.document().documentLayout().documentSizeChanged.connect(self._grow)

    def stand_on(self, cell: QRect) -> None:
        """Cover a cell."""
        self._cell = QRect(cell)  # what a view gives lives no longer than the call
        self.setGeometry(cell)
        self._grow()

    def _grow(self) -> None:
        cell = self._cell
        lines, block = 0.0, self.document().begin()
        while block.isValid():
            lines += self.blockBoundingRect(block).height()
            block = block.next()
        around = 2 * self.document().documentMargin() + self.height() - self.viewport().height()
        height = max(cell.height(), math.ceil(lines + around))
        room = self._over.height()
        self.setGeometry(cell.x(), max(0, min(cell.y(), room - height)), cell.width(), height)
