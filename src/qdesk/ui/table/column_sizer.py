"""Columns made wider and narrower: by dragging their edge in the heading, or by keys."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QTableView

_NEAR = 4
WIDTH_STEP = 16
"""So many pixels a key makes a column wider or narrower."""
_KEYS = {Qt.Key.Key_Right: WIDTH_STEP, Qt.Key.Key_Left: -WIDTH_STEP}
_HELD = Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.ShiftModifier


class Sizable(QTableView):
    """A table whose columns a ColumnSizer may size."""

    @property
    def heading_rows(self) -> int:
        """So many rows at the top are the heading."""
        raise NotImplementedError

    def size_column(self, column: int, width: int | None) -> None:
        """Make a column so wide on the screen; None for what its texts want."""
        raise NotImplementedError


class ColumnSizer(QObject):
    """Watches a table and its viewport; a double click on an edge gives the column back to its texts."""

    def __init__(self, view: Sizable) -> None:
        super().__init__(view)
        self._view = view
        self._column = -1
        self._from = 0
        view.viewport().setMouseTracking(True)
        view.viewport().installEventFilter(self)
        view.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Take what is meant for an edge; all else goes on to the table."""
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress and watched is self._view:
            return self._typed(event)
        if not isinstance(event, QMouseEvent) or watched is not self._view.viewport():
            return False
        match event.type():
            case QEvent.Type.MouseMove:
                return self._moved(event)
            case QEvent.Type.MouseButtonPress if event.button() is Qt.MouseButton.LeftButton:
                self._column = self._edge_at(event.position().toPoint())
                if self._column >= 0:
                    self._from = self._left_of(self._column)
                return self._column >= 0
            case QEvent.Type.MouseButtonRelease if self._column >= 0:
                self._column = -1
                return True
            case QEvent.Type.MouseButtonDblClick:
                column = self._edge_at(event.position().toPoint())
                if column >= 0:
                    self._view.size_column(column, None)
                return column >= 0
            case _:
                return False

    def _typed(self, event: QKeyEvent) -> bool:
        column = self._view.currentIndex().column()
        step = _KEYS.get(Qt.Key(event.key()))
        if step is None or event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier != _HELD or column < 0:
            return False
        self._view.size_column(column, self._view.columnWidth(column) + step)
        return True

    def _moved(self, event: QMouseEvent) -> bool:
        at = event.position().toPoint()
        if self._column >= 0:
            self._view.size_column(self._column, at.x() - self._from)
            return True
        over = self._edge_at(at) >= 0
        shape = Qt.CursorShape.SplitHCursor if over else Qt.CursorShape.ArrowCursor
        if self._view.viewport().cursor().shape() != shape:
            self._view.viewport().setCursor(shape)
        return False

    def _edge_at(self, at: QPoint) -> int:
        """The column whose right edge is there, -1 for none; only the heading has edges to drag."""
        if not 0 <= self._view.rowAt(at.y()) < self._view.heading_rows:
            return -1
        for column in range(self._view.model().columnCount()):
            edge = self._left_of(column) + self._view.columnWidth(column)
            if abs(at.x() - edge) <= _NEAR:
                return column
        return -1

    def _left_of(self, column: int) -> int:
        return self._view.columnViewportPosition(column)
