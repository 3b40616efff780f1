"""The sheet as it stands, tinted by what was understood; every place of it can be corrected."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QBrush, QColor
from PySide6.QtWidgets import QAbstractItemView, QLabel, QTableWidget, QTableWidgetItem

from qdesk.actions.imported import ImportedTable, ImportPreview
from qdesk.recognition.grid import Grid, cell_name
from qdesk.recognition.labels import LineRole
from qdesk.recognition.marks import Says
from qdesk.ui.importing.corrections import Place
from qdesk.ui.style import color, ui_font

MOST_ROWS, MOST_COLUMNS = 600, 60
_ABOVE = 12
_WIDEST = 260
TINTS = {
    "caption": ("表题", QColor("#e8edfb")),
    "unit": ("单位、说明", QColor("#f1eaf8")),
    "header": ("表头", QColor("#dcebe8")),
    "total": ("合计", QColor("#fcf6df")),
    "left": ("不导入", QColor("#eceff3")),
}
_ON_TINT = QColor("#1f2733")


class SheetView(QTableWidget):
    """`asked` is given what the user pointed at and where: cell, row or column."""

    asked = Signal(object, str, QPoint)

    def __init__(self) -> None:
        super().__init__()
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setFont(ui_font())
        self.setAccessibleName("表格原样")
        self.verticalHeader().setDefaultSectionSize(26)
        self._first = 0
        self._grid: Grid | None = None
        self._tables: list[ImportedTable] = []
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._ask_at)
        self.cellDoubleClicked.connect(self._ask_cell)
        for header, where in ((self.verticalHeader(), "row"), (self.horizontalHeader(), "column")):
            header.setSectionsClickable(True)
            header.sectionClicked.connect(lambda at, where=where: self._ask_line(at, where))
            header.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
            header.customContextMenuRequested.connect(
                lambda point, header=header, where=where: self._ask_line(header.logicalIndexAt(point), where)
            )

    def keyPressEvent(self, event: object) -> None:  # noqa: N802 - Qt's name
        """Enter and Shift+F10 open the menu of the current cell."""
        key = event.key()  # type: ignore[attr-defined]  # a QKeyEvent
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Menu):
            self._ask_cell(self.currentRow(), self.currentColumn())
            return
        super().keyPressEvent(event)  # type: ignore[arg-type]

    # -- what is shown

    def show_sheet(self, preview: ImportPreview, name: str, table: ImportedTable | None) -> None:
        """Show a sheet around a table, or from its beginning."""
        self._grid = next((grid for grid in preview.grids if grid.name == name), None)
        self._tables = [one for one in preview.tables if one.sheet == name]
        self.clear()
        self.clearSpans()
        if self._grid is None:
            return
        top = self._top_of(table)
        self._first = max(0, top - _ABOVE)
        rows = range(self._first, min(self._grid.row_count, self._first + MOST_ROWS))
        columns = range(min(self._grid.column_count, MOST_COLUMNS))
        self.setRowCount(len(rows))
        self.setColumnCount(len(columns))
        self.setHorizontalHeaderLabels([cell_name(0, column)[:-1] for column in columns])
        self.setVerticalHeaderLabels([str(row + 1) for row in rows])
        for row in rows:
            for column in columns:
                self._fill(self._grid, row, column)
        self._merge(self._grid, rows, columns)
        self._let_overflow(self._grid, rows, columns)
        self.resizeColumnsToContents()
        for column in columns:
            self.setColumnWidth(column, min(self.columnWidth(column), _WIDEST))
        shown = self.item(top - self._first, 0)
        if shown is not None:
            self.scrollToItem(shown, QAbstractItemView.ScrollHint.PositionAtTop)

    def point_at(self, cell: str) -> None:
        """Show and select a cell by its name."""
        for row in range(self.rowCount()):
            for column in range(self.columnCount()):
                if cell_name(row + self._first, column) == cell:
                    self.setCurrentCell(row, column)
                    self.scrollTo(self.currentIndex())
                    return

    @staticmethod
    def _top_of(table: ImportedTable | None) -> int:
        if table is None:
            return 0
        region = table.proposal.understood.region
        return min(region.top, region.caption_at[0] if region.caption_at else region.top)

    def _merge(self, grid: Grid, rows: range, columns: range) -> None:
        for top, left, bottom, right in grid.merges:
            if top in rows and left in columns:
                down, across = min(bottom, rows[-1]) - top + 1, min(right, columns[-1]) - left + 1
                if down > 1 or across > 1:
                    self.setSpan(top - self._first, left, down, across)

    def _let_overflow(self, grid: Grid, rows: range, columns: range) -> None:
        """The only text of a row runs on over the empty cells at its right, as in a spreadsheet."""
        for row in rows:
            filled = [column for column in columns if not grid.own(row, column).is_empty]
            free = columns[-1] - filled[0] if len(filled) == 1 else 0
            place = (row, filled[0]) if free else (0, 0)
            if free and place not in grid.spans and grid.anchor(*place) == place:
                self.setSpan(row - self._first, filled[0], 1, free + 1)

    def _fill(self, grid: Grid, row: int, column: int) -> None:
        item = QTableWidgetItem(" ".join(grid.own(row, column).text.split("\n")))  # a row is one line high
        table = self._table_at(row, column)
        tint, hint = self._look(table, row, column)
        if tint is not None:
            item.setBackground(QBrush(tint))
            plain = tint == color("card")  # the ground of the theme, which may be dark; tints never are
            item.setForeground(QBrush(color("text") if plain else _ON_TINT))
        if hint:
            item.setToolTip(hint)
        if row in grid.hidden_rows or column in grid.hidden_columns:
            font = ui_font()
            font.setItalic(True)
            item.setFont(font)
            item.setToolTip(hint or "在文件里是隐藏的")
        self.setItem(row - self._first, column, item)

    def _table_at(self, row: int, column: int) -> ImportedTable | None:
        for table in self._tables:
            region = table.proposal.understood.region
            if region.top <= row <= region.bottom and region.left <= column <= region.right:
                return table
        return None

    def _look(self, table: ImportedTable | None, row: int, column: int) -> tuple[QColor | None, str]:
        for one in self._tables:
            region = one.proposal.understood.region
            if region.caption_at == (row, column):
                return TINTS["caption"][1], "表题"
        if table is None:
            return None, ""
        understood = table.proposal.understood
        region = understood.region
        said = region.marks.cell(row, column)
        doubt = next((one.read.doubt for one in table.values if one.read.cell == cell_name(row, column)), "")
        if doubt:
            return QColor("#fbe3b3"), doubt
        if (
            row in region.skipped_rows
            or column in region.skipped_columns
            or (said and said.says is Says.LEAVE)
        ):
            return TINTS["left"][1], "不导入"
        if row in region.header_rows:
            return TINTS["header"][1], "表头"
        lines = (*understood.rows, *understood.columns)
        here = [line for line in lines if line.index == (row if line in understood.rows else column)]
        if any(line.role in (LineRole.TOTAL, LineRole.MEAN) for line in here):
            return TINTS["total"][1], "合计"
        return color("card"), ""

    # -- what is asked

    def place(self, row: int, column: int) -> Place:
        """The place of a shown cell on its sheet."""
        actual = row + self._first
        sheet = self._grid.name if self._grid is not None else ""
        return Place(sheet, actual, column, self._table_at(actual, column))

    def _ask_at(self, point: QPoint) -> None:
        index = self.indexAt(point)
        if index.isValid():
            self.asked.emit(
                self.place(index.row(), index.column()), "cell", self.viewport().mapToGlobal(point)
            )

    def _ask_cell(self, row: int, column: int) -> None:
        if self._grid is None or row < 0 or column < 0:
            return
        corner = self.visualRect(self.model().index(row, column)).bottomLeft()
        self.asked.emit(self.place(row, column), "cell", self.viewport().mapToGlobal(corner))

    def _ask_line(self, at: int, where: str) -> None:
        if self._grid is None or at < 0:
            return
        if where == "row":
            place = self._first_of(at)
            spot = QPoint(2, self.rowViewportPosition(at) + self.rowHeight(at))
        else:
            row = self.currentRow() if self.currentRow() >= 0 else self._first_table_row(at)
            place = self.place(row, at)
            if place.table is None:
                place = self.place(self._first_table_row(at), at)
            spot = QPoint(self.columnViewportPosition(at), 2)
        self.asked.emit(place, where, self.viewport().mapToGlobal(spot))

    def _first_of(self, row: int) -> Place:
        """The row's place in the table that it belongs to, whichever columns that has."""
        places = [self.place(row, column) for column in range(self.columnCount())]
        current = self.currentColumn()
        if 0 <= current < len(places) and places[current].table is not None:
            return places[current]
        return next((one for one in places if one.table is not None), places[0])

    def _first_table_row(self, column: int) -> int:
        for row in range(self.rowCount()):
            if self._table_at(row + self._first, column) is not None:
                return row
        return 0


def legend() -> QLabel:
    """What the tints mean."""
    parts = [*TINTS.values(), ("存疑", QColor("#fbe3b3"))]
    text = "　".join(
        f'<span style="background:{tint.name()};color:#1f2733">&nbsp;{name}&nbsp;</span>'
        for name, tint in parts
    )
    return QLabel(text)
