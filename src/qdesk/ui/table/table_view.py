"""The table on the screen: spreadsheet keyboard, block copy and paste, merged cells."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QItemSelectionModel, QMimeData, QModelIndex, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QResizeEvent,
    QTextCursor,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractItemDelegate, QAbstractItemView, QLineEdit, QPlainTextEdit, QWidget

from qdesk.actions.clipboard import copied_text
from qdesk.model.filled_cell import CellRole
from qdesk.model.filled_table import FilledTable
from qdesk.ui.table.cell_delegate import PADDING, CellDelegate
from qdesk.ui.table.clipboard_block import clipboard_block
from qdesk.ui.table.column_sizer import ColumnSizer, Sizable
from qdesk.ui.table.column_widths import ColumnWidths
from qdesk.ui.table.table_fit import fit
from qdesk.ui.table.table_model import TableModel
from qdesk.ui.table.table_zoom import table_zoom

_TYPING = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
# Chosen and not left out: on Windows the complement of a modifier is wrong (a mask of Qt is negative there).
_HELD = _TYPING | Qt.KeyboardModifier.MetaModifier


class TableView(Sizable):
    """Shows a TableModel whole: it grows with its rows, and the page around it scrolls."""

    pasted = Signal(int, int, list)
    cleared = Signal(list)
    filled_down = Signal(tuple)
    cell_chosen = Signal(int, int)
    refused = Signal(int, int)
    left_at_end = Signal()
    line_wanted = Signal(str)
    """What a key asks of the chosen row or column: up, down, left, right, add, remove."""

    def __init__(self, model: TableModel, widths: ColumnWidths | None = None) -> None:
        super().__init__()
        self._table = model
        self._widths = widths or ColumnWidths()
        self._sizer = ColumnSizer(self)
        self._run: tuple[int, int, int] | None = None
        """Where Tab has brought the cursor (row, column), and the column where that run began."""
        self.html_of: Callable[[tuple[int, int, int, int]], str] | None = None
        """What else of a block goes to the clipboard, if its owner knows more than the texts."""
        self.setModel(model)
        self.setObjectName("report")
        self.setItemDelegate(CellDelegate(self, self.step, self.enter))
        self.horizontalHeader().hide()
        self.verticalHeader().hide()
        self.setSelectionMode(QAbstractItemView.SelectionMode.ContiguousSelection)
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.DoubleClicked
            | QAbstractItemView.EditTrigger.EditKeyPressed
            | QAbstractItemView.EditTrigger.AnyKeyPressed
        )
        self.setTabKeyNavigation(True)
        self.setCornerButtonEnabled(False)
        self.setFont(table_zoom().font())
        table_zoom().changed.connect(self._zoom)
        self.setWordWrap(True)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setAccessibleName(model.filled.caption or "数据表")
        self.lay_out()

    @property
    def filled(self) -> FilledTable:
        """What is shown."""
        return self._table.filled

    # -- shape

    def lay_out(self) -> None:
        """Lay merged cells, widths and heights anew."""
        fit(self, self._table.filled, self._widths)

    def make_room(self, before: FilledTable) -> None:
        """Lay out anew where a text has become wider than its column."""
        metrics = self.fontMetrics()
        for old_row, row in zip(before.grid, self._table.filled.grid, strict=True):
            for column, (old, new) in enumerate(zip(old_row, row, strict=True)):
                if old.text == new.text or not new.text:
                    continue
                if metrics.horizontalAdvance(new.text) + 2 * PADDING > self.columnWidth(column):
                    self.lay_out()
                    return

    @property
    def heading_rows(self) -> int:
        """So many rows at the top are the heading."""
        return self._table.filled.header_rows

    def size_column(self, column: int, width: int | None) -> None:
        """Make a column so wide on the screen and remember it; None for what its texts want."""
        if width is None:
            self._widths.forget(self._table.filled, column)
        else:
            self._widths.choose(self._table.filled, column, table_zoom().usual(width))
        self.lay_out()

    def size_by_texts(self) -> None:
        """All columns are as wide as their texts want again."""
        self._widths.forget_all()
        self.lay_out()

    def _zoom(self) -> None:
        self.setFont(table_zoom().font())
        self.lay_out()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Share the new width."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.lay_out()

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802 - Qt's name
        """The page scrolls, unless the table itself is longer than it shows; with Ctrl tables are zoomed."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            if event.angleDelta().y():
                table_zoom().step(1 if event.angleDelta().y() > 0 else -1)
            event.accept()
        elif self.verticalScrollBar().maximum() == 0 and not event.angleDelta().x():
            event.ignore()
        else:
            super().wheelEvent(event)

    # -- moving and typing

    def step(self, rows: int, columns: int) -> None:
        """Move the cursor to the next cell that can hold a value, as Enter and Tab do."""
        index = self.currentIndex()
        row, column = index.row(), index.column()
        count = self._table.rowCount()
        target = row + rows
        if columns:
            began = self._run[2] if self._run and self._run[:2] == (row, column) else column
            self._step_across(row, column, columns)
            here = self.currentIndex()
            self._run = (here.row(), here.column(), began)
            return
        while 0 <= target < count:
            if self._table.cell(target, column).role not in (CellRole.HEADER, CellRole.FIXED):
                self.setCurrentIndex(self._table.index(target, column))
                return
            target += rows

    def enter(self, rows: int) -> None:
        """Enter: one row down, after a run of Tabs in the column where it began, as in Excel."""
        index = self.currentIndex()
        if rows > 0 and self._run and self._run[:2] == (index.row(), index.column()):
            self.setCurrentIndex(self._table.index(index.row(), self._run[2]))
        self._run = None
        self.step(rows, 0)

    def _step_across(self, row: int, column: int, step: int) -> None:
        """The next open cell in reading order."""
        total = self._table.rowCount() * self._table.columnCount()
        place = row * self._table.columnCount() + column + step
        while 0 <= place < total:
            at_row, at_column = divmod(place, self._table.columnCount())
            if self._table.is_open(self._table.cell(at_row, at_column)):
                self.setCurrentIndex(self._table.index(at_row, at_column))
                return
            place += step
        self.left_at_end.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Copy, cut, paste, delete, Enter, Tab; typing into a locked cell says why not."""
        command = self._command(event)
        if command is not None:
            command()
        elif self._is_typing(event) and not self._current_is_open():
            index = self.currentIndex()
            self.refused.emit(index.row(), index.column())
        elif self._asks_for_line(event):
            pass
        elif self._is_typing(event) or event.key() in _MOVES or event.key() == Qt.Key.Key_F2:
            super().keyPressEvent(event)
            if event.key() == Qt.Key.Key_F2:
                self._put_cursor_at_end()
        else:
            event.ignore()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Begin to change what stands in the cell."""
        super().mouseDoubleClickEvent(event)
        self._put_cursor_at_end()

    def _put_cursor_at_end(self) -> None:
        """What is opened to be changed keeps its text when the next key is pressed."""
        editor = self.viewport().findChild(QWidget, "cellEditor")
        if isinstance(editor, QLineEdit):
            editor.end(False)  # noqa: FBT003 - Qt's own signature
        elif isinstance(editor, QPlainTextEdit):
            editor.moveCursor(QTextCursor.MoveOperation.End)

    def _command(self, event: QKeyEvent) -> Callable[[], None] | None:
        """What a spreadsheet's key does here."""
        for standard, command in (
            (QKeySequence.StandardKey.Copy, self.copy),
            (QKeySequence.StandardKey.Cut, self.cut),
            (QKeySequence.StandardKey.Paste, self.paste),
            (QKeySequence.StandardKey.SelectAll, self.selectAll),
        ):
            if event.matches(standard):
                return command
        shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        match event.key():
            case Qt.Key.Key_D if event.modifiers() & _HELD == Qt.KeyboardModifier.ControlModifier:
                return self.fill_down
            case Qt.Key.Key_Delete | Qt.Key.Key_Backspace:
                return self._clear
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                return lambda: self.enter(-1 if shift else 1)
            case Qt.Key.Key_Tab | Qt.Key.Key_Backtab:
                return lambda: self.step(0, -1 if event.key() == Qt.Key.Key_Backtab else 1)
            case Qt.Key.Key_Menu:
                return self._open_menu
            case Qt.Key.Key_F10 if shift:
                return self._open_menu
            case _:
                return None

    def _open_menu(self) -> None:
        self.customContextMenuRequested.emit(self.visualRect(self.currentIndex()).bottomLeft())

    def _asks_for_line(self, event: QKeyEvent) -> bool:
        """Alt with an arrow moves a row or column; Ctrl with + and - adds and removes one."""
        held = event.modifiers() & _HELD
        wish = {
            Qt.KeyboardModifier.AltModifier: _MOVING.get(Qt.Key(event.key())),
            Qt.KeyboardModifier.ControlModifier: _CHANGING.get(Qt.Key(event.key())),
        }.get(held)
        if wish is not None:
            self.line_wanted.emit(wish)
        return wish is not None

    @staticmethod
    def _is_typing(event: QKeyEvent) -> bool:
        return bool(event.text()) and event.text().isprintable() and not event.modifiers() & _TYPING

    def settle(self) -> None:
        """Keep what stands in an open cell editor."""
        editor = self.viewport().findChild(QWidget, "cellEditor")
        if isinstance(editor, QWidget):
            self.commitData(editor)
            self.closeEditor(editor, QAbstractItemDelegate.EndEditHint.NoHint)

    def _current_is_open(self) -> bool:
        index = self.currentIndex()
        return index.isValid() and self._table.is_open(self._table.cell(index.row(), index.column()))

    def currentChanged(self, current: QModelIndex, previous: QModelIndex) -> None:  # noqa: N802
        """Tell who shows the chosen value."""
        super().currentChanged(current, previous)
        self._open_to_input_methods()
        if current.isValid():
            self.cell_chosen.emit(current.row(), current.column())

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        """Coming in by keyboard, the first open cell of this year is chosen."""
        super().focusInEvent(event)
        self._open_to_input_methods()
        index = self.currentIndex()
        if index.isValid():
            self.cell_chosen.emit(index.row(), index.column())

    def _open_to_input_methods(self) -> None:
        """Where typing is refused, letters are not composed either: Qt would take a label for open."""
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, self._current_is_open())

    def choose(self, row: int, column: int, *, focus: bool = True) -> None:
        """Put the cursor on a cell."""
        index = self._table.index(row, column)
        self.setCurrentIndex(index)
        self.selectionModel().select(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        if focus:
            self.setFocus()

    # -- blocks

    def selected(self) -> tuple[int, int, int, int] | None:
        """The chosen block: top, left, bottom, right."""
        places = [(index.row(), index.column()) for index in self.selectedIndexes()]
        if not places:
            return None
        rows, columns = [row for row, _ in places], [column for _, column in places]
        return min(rows), min(columns), max(rows), max(columns)

    def copy(self) -> None:
        """The chosen block as text, which every program understands, and as HTML with its numbers."""
        chosen = self.selected()
        if chosen is None:
            return
        data = QMimeData()
        data.setText(copied_text(self.filled, chosen))
        if self.html_of is not None:
            data.setHtml(self.html_of(chosen))
        QGuiApplication.clipboard().setMimeData(data)

    def cut(self) -> None:
        """Copy the chosen block and empty it."""
        self.copy()
        self._clear()

    def paste(self) -> None:
        """Hand the clipboard's block to the owner, with the chosen cell as its corner."""
        block = clipboard_block(QGuiApplication.clipboard().mimeData())
        index = self.currentIndex()
        chosen = self.selected()
        if not block or not index.isValid():
            return
        row, column = (chosen[0], chosen[1]) if chosen else (index.row(), index.column())
        if chosen and len(block) == len(block[0]) == 1:  # one value for the whole block, as in a spreadsheet
            block = [block[0] * (chosen[3] - chosen[1] + 1)] * (chosen[2] - chosen[0] + 1)
        self.pasted.emit(row, column, block)

    def fill_down(self) -> None:
        """Ask the owner to put the top row of the chosen block, or the row above it, into the rest."""
        if (chosen := self.selected()) is not None:
            self.filled_down.emit(chosen)

    def _clear(self) -> None:
        self.cleared.emit([(index.row(), index.column()) for index in self.selectedIndexes()])


_MOVING = {
    Qt.Key.Key_Up: "up",
    Qt.Key.Key_Down: "down",
    Qt.Key.Key_Left: "left",
    Qt.Key.Key_Right: "right",
}
_CHANGING = {Qt.Key.Key_Plus: "add", Qt.Key.Key_Equal: "add", Qt.Key.Key_Minus: "remove"}
_MOVES = frozenset(
    (
        Qt.Key.Key_Left,
        Qt.Key.Key_Right,
        Qt.Key.Key_Up,
        Qt.Key.Key_Down,
        Qt.Key.Key_Home,
        Qt.Key.Key_End,
        Qt.Key.Key_PageUp,
        Qt.Key.Key_PageDown,
    )
)
