"""The printed table as a Qt item model: the whole grid, header rows included."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal

from qdesk.model.axis import leaves
from qdesk.model.filled_cell import CellRole, FilledCell
from qdesk.model.filled_table import FilledTable
from qdesk.model.finding import Finding
from qdesk.model.table_layout import LayoutKind, Line
from qdesk.ui.table.cell_notes import CellNotes, CellSigns, kind_of, tooltip

Index = QModelIndex | QPersistentModelIndex
CELL = int(Qt.ItemDataRole.UserRole) + 1
SIGNS = CELL + 1
DIAGONAL = "＼"
_NUMERIC = (CellRole.VALUE, CellRole.COMPUTED)


class TableModel(QAbstractTableModel):
    """Shows a filled table; typing asks the owner through `typed(row, column, text)`.

    `notes` know what is told of a cell of a report; a table that is no report's has none.
    """

    typed = Signal(int, int, str)

    def __init__(
        self, filled: FilledTable, *, prior_unlocked: bool = False, notes: CellNotes | None = None
    ) -> None:
        super().__init__()
        self.filled = filled
        self._notes = notes
        self.prior_unlocked = prior_unlocked
        self.computed_unlocked = False

    def show(self, filled: FilledTable) -> bool:
        """Show a newer filling; True if the shape changed, so that spans must be laid anew."""
        same = (
            len(filled.grid) == len(self.filled.grid)
            and filled.column_count == self.filled.column_count
            and filled.merges == self.filled.merges
        )
        if same:
            before, self.filled = self.filled, filled
            for row, (old, new) in enumerate(zip(before.grid, filled.grid, strict=True)):
                columns = [at for at, pair in enumerate(zip(old, new, strict=True)) if pair[0] != pair[1]]
                if columns:
                    self.dataChanged.emit(self.index(row, columns[0]), self.index(row, columns[-1]))
            return False
        self.beginResetModel()
        self.filled = filled
        self.endResetModel()
        return True

    def show_findings(self, findings: Iterable[Finding]) -> None:
        """Tell of the cells that these findings name."""
        for row, column in self._notes.put_findings(findings) if self._notes else ():
            at = self.index(row, column)
            self.dataChanged.emit(at, at)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008, N802 - Qt's own signature
        """The header rows and the body rows."""
        return 0 if parent.isValid() else len(self.filled.grid)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008, N802 - Qt's own signature
        """The printed columns."""
        return 0 if parent.isValid() else self.filled.column_count

    def cell(self, row: int, column: int) -> FilledCell:
        """The cell at a place of the grid."""
        return self.filled.grid[row][column]

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Text, alignment, tooltip, the cell itself and its signs."""
        if not index.isValid():
            return None
        row, column = index.row(), index.column()
        cell = self.cell(row, column)
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return cell.text
            case Qt.ItemDataRole.EditRole:
                return shown_text(cell)
            case Qt.ItemDataRole.TextAlignmentRole:
                return _alignment(cell)
            case Qt.ItemDataRole.ToolTipRole:
                return tooltip(self._told(row, column))
            case Qt.ItemDataRole.AccessibleTextRole:
                return " ".join((cell.text, *self._told(row, column))).strip()
            case _:
                return cell if role == CELL else self._signs(row, column) if role == SIGNS else None

    def _signs(self, row: int, column: int) -> CellSigns:
        return self._notes.signs(self.filled, row, column) if self._notes is not None else CellSigns()

    def _told(self, row: int, column: int) -> list[str]:
        """What is said of a cell beside its text."""
        if self._notes is not None:
            return self._notes.lines(self.filled, row, column)
        said = kind_of(self.cell(row, column))
        return [said] if said else []

    def field_line(self, column: int) -> Line | None:
        """The register's field that a column is, None in a table of two axes."""
        layout = self.filled.layout
        if layout.kind is not LayoutKind.REGISTER:
            return None
        return leaves(layout.columns)[column].line

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Every cell can be chosen; only entered values of this year are open for typing."""
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        base = Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEnabled
        cell = self.cell(index.row(), index.column())
        if self.is_open(cell) or is_label(cell):
            return base | Qt.ItemFlag.ItemIsEditable
        return base

    def is_open(self, cell: FilledCell) -> bool:
        """Whether typing goes into this cell: prior years and computed cells are locked at first."""
        if cell.role is CellRole.COMPUTED:
            return cell.overwritten or self.computed_unlocked
        if cell.role is CellRole.FIELD:
            return True
        # A prior value is guarded against slips; where there is none, there is nothing to guard.
        return cell.role is CellRole.VALUE and (cell.offset >= 0 or cell.is_missing or self.prior_unlocked)

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:  # noqa: N802
        """Hand a typed text to the owner; the new filling comes back through `show`."""
        if role != Qt.ItemDataRole.EditRole or not index.isValid():
            return False
        cell = self.cell(index.row(), index.column())
        text = str(value)
        if cell.role is CellRole.HEADER:
            text = "\n".join(part.strip() for part in text.split(DIAGONAL))
        if text != cell.text:
            self.typed.emit(index.row(), index.column(), text)
        return True


def is_label(cell: FilledCell) -> bool:
    """Whether a cell is a heading or label, which F2 and a double click rename."""
    named = cell.column_id if cell.role is CellRole.HEADER else cell.row_id
    return cell.role in (CellRole.HEADER, CellRole.LABEL) and bool(named)


def shown_text(cell: FilledCell) -> str:
    """The text on the screen: a diagonal heading stands on one line there."""
    return cell.text.replace("\n", f" {DIAGONAL} ") if cell.role is CellRole.HEADER else cell.text


def _alignment(cell: FilledCell) -> Qt.AlignmentFlag:
    middle = Qt.AlignmentFlag.AlignVCenter
    if cell.role in (CellRole.HEADER, CellRole.SERIAL, CellRole.UNIT):
        return middle | Qt.AlignmentFlag.AlignHCenter
    if cell.role in _NUMERIC or (cell.role is CellRole.FIELD and isinstance(cell.value, Decimal)):
        return middle | Qt.AlignmentFlag.AlignRight
    if cell.role is CellRole.FIXED:
        return middle | Qt.AlignmentFlag.AlignRight
    return middle | Qt.AlignmentFlag.AlignLeft
