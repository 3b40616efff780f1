"""Paints cells so that each kind is told by colour and by shape, and edits them."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QRect,
    Qt,
)
from PySide6.QtGui import QBrush, QColor, QFont, QKeyEvent, QPainter, QPen, QPolygon
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from qdesk.model.filled_cell import CellRole, FilledCell
from qdesk.model.finding import Severity
from qdesk.model.table_layout import FieldType
from qdesk.ui.style import TEXT_PX, color
from qdesk.ui.table.cell_notes import CellSigns
from qdesk.ui.table.cell_text import CellText
from qdesk.ui.table.table_model import CELL, SIGNS, TableModel, shown_text
from qdesk.ui.table.table_zoom import table_zoom

Index = QModelIndex | QPersistentModelIndex
PADDING = 8
_CORNER = 8
_BAR = 8


_STEPS = {
    Qt.Key.Key_Return: (1, 0),
    Qt.Key.Key_Enter: (1, 0),
    Qt.Key.Key_Down: (1, 0),
    Qt.Key.Key_Up: (-1, 0),
    Qt.Key.Key_Tab: (0, 1),
    Qt.Key.Key_Backtab: (0, -1),
}
_TURNED_BY_SHIFT = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class CellDelegate(QStyledItemDelegate):
    """Tells cells apart by colour and by shape.

    Prior year grey on near-white, computed blue on a cool tint, missing hatched, overwritten with
    a corner mark at the right, a finding with one at the left, words for a number on amber and
    underlined, imported with a bar at the left, the active cell framed.
    """

    def __init__(
        self, view: QTableView, step: Callable[[int, int], None], enter: Callable[[int], None]
    ) -> None:
        super().__init__(view)
        self._step, self._enter = step, enter

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one cell."""
        cell = index.data(CELL)
        if not isinstance(cell, FilledCell):
            return
        rect: QRect = option.rect  # type: ignore[attr-defined]  # missing in the stubs
        state: QStyle.StateFlag = option.state  # type: ignore[attr-defined]
        painter.save()
        signs: CellSigns = index.data(SIGNS)
        painter.fillRect(rect, color("look_soft") if signs.no_number else _background(cell))
        if signs.hole:
            painter.fillRect(rect, QBrush(_faint("look"), Qt.BrushStyle.BDiagPattern))
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, color("selection"))
        self._text(painter, rect, cell, index, wrong=signs.no_number)
        if cell.overwritten:
            _corner(painter, rect, "look", right=True)
        if signs.finding is not None or signs.no_number:
            _corner(painter, rect, "must" if signs.finding is Severity.MUST else "look", right=False)
        if signs.imported:
            painter.fillRect(QRect(rect.left(), rect.bottom() - _BAR, 3, _BAR), color("secondary"))
        if state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(color("accent"), 2))
            painter.drawRect(rect.adjusted(1, 1, -1, -1))
        painter.restore()

    @staticmethod
    def _text(painter: QPainter, rect: QRect, cell: FilledCell, index: Index, *, wrong: bool) -> None:
        font = QFont(table_zoom().font(bold=cell.role is CellRole.HEADER or cell.is_total))
        font.setUnderline(wrong)
        painter.setFont(font)
        painter.setPen(QPen(color("look") if wrong else _foreground(cell)))
        flags = index.data(Qt.ItemDataRole.TextAlignmentRole) | Qt.TextFlag.TextWordWrap
        left = PADDING + cell.indent * table_zoom().scaled(TEXT_PX)
        painter.drawText(rect.adjusted(left, 1, -PADDING, -1), int(flags), shown_text(cell))

    def createEditor(self, parent: QWidget, _option: QStyleOptionViewItem, index: Index) -> QWidget:  # noqa: N802
        """A line with the cell's text and alignment; a list for a choice, several lines for long text."""
        editor = self._editor(parent, index)
        editor.setObjectName("cellEditor")
        editor.setFont(table_zoom().font())
        editor.setAccessibleName("单元格")
        return editor

    @staticmethod
    def _editor(parent: QWidget, index: Index) -> QWidget:
        cell, model = index.data(CELL), index.model()
        in_field = isinstance(cell, FilledCell) and cell.role is CellRole.FIELD
        field = model.field_line(index.column()) if in_field and isinstance(model, TableModel) else None
        if field is not None and field.field is FieldType.CHOICE:
            box = QComboBox(parent)
            box.addItems(["", *field.choices])
            return box
        labelled = isinstance(cell, FilledCell) and cell.role is CellRole.LABEL
        if labelled or (field is not None and field.field is FieldType.TEXT):
            return CellText(parent)
        line = QLineEdit(parent)
        line.setAlignment(index.data(Qt.ItemDataRole.TextAlignmentRole))
        return line

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:  # noqa: N802
        """A text may need more room than its cell has."""
        if isinstance(editor, CellText):
            editor.stand_on(option.rect)  # type: ignore[attr-defined]  # missing in the stubs
        else:
            super().updateEditorGeometry(editor, option, index)

    def setEditorData(self, editor: QWidget, index: Index) -> None:  # noqa: N802 - Qt's name
        """The cell's text, selected."""
        text = str(index.data(Qt.ItemDataRole.EditRole) or "")
        match editor:
            case QLineEdit():
                editor.setText(text)
                editor.selectAll()
            case QPlainTextEdit():
                editor.setPlainText(text)
                editor.selectAll()
            case QComboBox():
                editor.setCurrentText(text)

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:  # noqa: N802
        """Hand over what was typed."""
        match editor:
            case QLineEdit():
                model.setData(index, editor.text())
            case QPlainTextEdit():
                model.setData(index, editor.toPlainText())
            case QComboBox():
                model.setData(index, editor.currentText())
            case _:
                super().setModelData(editor, model, index)

    def eventFilter(self, editor: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Enter goes down and Tab right, as in a spreadsheet; the view moves the cursor."""
        if not (isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress):
            return super().eventFilter(editor, event)
        if not isinstance(editor, QWidget) or event.key() not in _STEPS:
            return super().eventFilter(editor, event)
        if isinstance(editor, QPlainTextEdit):
            if event.modifiers() & Qt.KeyboardModifier.AltModifier and event.key() in _TURNED_BY_SHIFT:
                editor.insertPlainText("\n")
                return True
            inside = editor.document().blockCount() > 1
            if inside and event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
                return super().eventFilter(editor, event)
        if isinstance(editor, QComboBox) and event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            return False
        rows, columns = _STEPS[Qt.Key(event.key())]
        if event.modifiers() & Qt.KeyboardModifier.ShiftModifier and event.key() in _TURNED_BY_SHIFT:
            rows, columns = -rows, -columns
        self.commitData.emit(editor)
        self.closeEditor.emit(editor, QAbstractItemDelegate.EndEditHint.NoHint)
        if event.key() in _TURNED_BY_SHIFT:
            self._enter(rows)
        else:
            self._step(rows, columns)
        return True


def _background(cell: FilledCell) -> QColor:
    if cell.role is CellRole.HEADER:
        return color("header")
    if cell.role is CellRole.COMPUTED:
        return color("computed")
    if cell.role is CellRole.VALUE and cell.offset < 0:
        return color("prior")
    return color("card")


def _foreground(cell: FilledCell) -> QColor:
    if cell.role is CellRole.COMPUTED:
        return color("computed_text")
    if cell.role is CellRole.VALUE and cell.offset < 0:
        return color("secondary")
    return color("text")


def _faint(role: str) -> QColor:
    tint = QColor(color(role))  # what `color` gives belongs to everyone
    tint.setAlpha(90)
    return tint


def _corner(painter: QPainter, rect: QRect, role: str, *, right: bool) -> None:
    top, inner = rect.top(), -_CORNER if right else _CORNER
    side = rect.right() + 1 if right else rect.left()
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(color(role))
    painter.drawPolygon(QPolygon([QPoint(side + inner, top), QPoint(side, top), QPoint(side, top + _CORNER)]))
