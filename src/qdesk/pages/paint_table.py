"""Paints the rows of a table that stand on a page; a row too high for one is painted in parts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import accumulate

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QPainter, QPen

from qdesk.document.blocks import Align, Cell, Run, Table
from qdesk.document.continued import continued_text, stands_again
from qdesk.document.line_breaks import Room, break_text
from qdesk.document.style import TextStyle
from qdesk.document.table_align import cell_align
from qdesk.document.table_grid import TableGrid
from qdesk.document.table_type import in_type
from qdesk.pages.fonts import UNITS_A_POINT
from qdesk.pages.layout import PrintedPages
from qdesk.pages.paginate import Placed
from qdesk.pages.paint_line import LinePainter, aligned
from qdesk.pages.rooms import continued_height, line_pitch, text_room
from qdesk.pages.strips import StripRow

Rows = dict[int, tuple[float, float]]
"""Rows on a page: the upper and the lower edge of each."""


class TablePainter:
    """Paints the tables of one laid-out document."""

    def __init__(self, printed: PrintedPages, lines: LinePainter) -> None:
        self._printed = printed
        self._style = printed.style
        self._lines = lines
        self._parts: dict[int, dict[int, dict[int, float]]] = {}  # of split tables, by block

    def paint(self, painter: QPainter, block: int, placed: list[Placed], origin: QPointF) -> None:
        """The rows of a table that stand on this page, with the header rows above them again."""
        table, grid = self._printed.document.blocks[block], self._printed.grids[block]
        if not isinstance(table, Table):
            return
        rows: Rows = {}
        for one in placed:
            shows = self._printed.strips[one.strip].shows
            if isinstance(shows, StripRow):
                top = origin.y() + one.top
                rows[shows.row] = (top, top + self._height(grid, shows.row, one))
        first, strip, within = min(rows), self._printed.strips[placed[0].strip], placed[0].first_line > 0
        if within or (first > 0 and first >= grid.repeated and strip.repeated):
            y = rows[first][0] - sum(grid.heights[: grid.repeated])
            if self._style.table.continued and not within:
                self._continued(painter, block, QPointF(origin.x(), y))
            head: Rows = {}
            for row in range(grid.repeated):
                head[row] = (y, y + grid.heights[row])
                y += grid.heights[row]
            if head:
                self._cells(painter, table, block, head, origin.x(), placed[0].page)
        self._cells(painter, table, block, rows, origin.x(), placed[0].page)

    def _height(self, grid: TableGrid, row: int, placed: Placed) -> float:
        if row not in grid.split:
            return grid.heights[row]
        strip = self._printed.strips[placed.strip]
        ends = placed.first_line + placed.lines == strip.lines
        return placed.lines * strip.pitch + (strip.edge if ends else 0)

    def _heights(self, block: int, cell: Cell) -> dict[int, float]:
        """How much of a cell in a row that is too high for a page stands on each page."""
        if block not in self._parts:
            rows: dict[int, dict[int, float]] = {}
            for page in self._printed.pages:
                for one in page.placed:
                    shows = self._printed.strips[one.strip].shows
                    if isinstance(shows, StripRow) and shows.block == block:
                        height = self._height(self._printed.grids[block], shows.row, one)
                        rows.setdefault(shows.row, {})[one.page] = height
            self._parts[block] = rows
        found: dict[int, float] = {}
        for row in range(cell.row, cell.row + cell.row_span):
            for page, height in self._parts[block].get(row, {}).items():
                found[page] = found.get(page, 0.0) + height
        return found

    def _continued(self, painter: QPainter, block: int, at: QPointF) -> None:
        """The line 续表 that stands on a table going on."""
        look = self._style.texts["continued"]
        landscape = self._printed.grids[block].landscape
        room = text_room(self._style, "continued", 0.0, landscape=landscape)
        left, top = at.x() + look.left * look.size * UNITS_A_POINT, at.y() - continued_height(self._style)
        area = QRectF(left, top, room.width * UNITS_A_POINT, line_pitch(look))
        text = continued_text(self._printed.document.blocks, block)
        self._lines.paint(painter, [Run(text)], look, area, ends=True)

    def _cells(self, painter: QPainter, table: Table, block: int, rows: Rows, left: float, page: int) -> None:
        grid = self._printed.grids[block]
        edges = list(accumulate(grid.widths, initial=left))
        first, last = min(rows), max(rows)
        again = self._style.table.continued and stands_again(grid, first)
        for cell in _with_empty_places(table):
            top_row, bottom_row = max(cell.row, first), min(cell.row + cell.row_span - 1, last)
            if top_row > bottom_row:
                continue
            area = QRectF(
                QPointF(edges[cell.column], rows[top_row][0]),
                QPointF(edges[cell.column + cell.column_span], rows[bottom_row][1]),
            )
            self._frame(painter, cell, area)
            if not grid.split.isdisjoint(range(cell.row, cell.row + cell.row_span)):
                self._text(painter, cell, area, block, on_page=page)
            elif cell.row >= first or again:
                self._text(painter, cell, area, block)
            if self._style.table.lines == "three":
                ends = (top_row == first and first == 0, bottom_row == last and last >= table.header_rows)
                self._three_lines(painter, cell, area, table.header_rows, ends)

    def _three_lines(
        self, painter: QPainter, cell: Cell, area: QRectF, header_rows: int, ends: tuple[bool, bool]
    ) -> None:
        """The lines of a cell in a table of three: `ends`: it is at the table's top, at the bottom."""
        table_style, below = self._style.table, cell.row + cell.row_span
        under_head = below == header_rows or (below < header_rows and cell.column_span > 1)
        lines = (
            (ends[0], area.topLeft(), area.topRight(), table_style.rule),
            (under_head, area.bottomLeft(), area.bottomRight(), table_style.border),
            (ends[1], area.bottomLeft(), area.bottomRight(), table_style.rule),
        )
        for drawn, start, end, width in lines:
            if drawn:
                painter.setPen(QPen(QColor("black"), width * UNITS_A_POINT))
                painter.drawLine(start, end)

    def _frame(self, painter: QPainter, cell: Cell, area: QRectF) -> None:
        table_style = self._style.table
        if cell.role == "header" and table_style.header_fill:
            painter.fillRect(area, QColor(f"#{table_style.header_fill}"))
        if table_style.lines == "grid":
            painter.setPen(QPen(QColor("black"), table_style.border * UNITS_A_POINT))
            painter.drawRect(area)
        painter.setPen(QPen(QColor("black")))

    def _text(
        self, painter: QPainter, cell: Cell, area: QRectF, block: int, *, on_page: int | None = None
    ) -> None:
        """The text of a cell, in the middle of its height; `on_page`: from its top, what that page shows."""
        if not cell.text:
            return
        style = in_type(self._style, self._printed.grids[block].size)
        table_style = style.table
        look = style.texts["header_cell" if cell.role == "header" else "cell"]
        pitch = (look.line_pt or look.size * 1.3) * UNITS_A_POINT
        padding = table_style.padding * UNITS_A_POINT
        inner = area.adjusted(padding + cell.indent * look.size * UNITS_A_POINT, 0, -padding, 0)
        if cell.diagonal:
            self._diagonal(painter, cell, area, inner, look)
            return
        bold = look.bold or cell.role == "total"
        room = Room(look.size, max(inner.width() / UNITS_A_POINT, look.size), hanging=False, bold=bold)
        lines = break_text(cell.text, room)
        y = area.center().y() - len(lines) * pitch / 2
        if on_page is not None:
            heights = self._heights(block, cell)
            shares = shared_lines(len(lines), [int(height // pitch) for height in heights.values()])
            before = [count for number, count in zip(heights, shares, strict=True) if number < on_page]
            here = dict(zip(heights, shares, strict=True))[on_page]
            lines, y = lines[sum(before) : sum(before) + here], area.top()
        shown = aligned(look, cell_align(cell, self._printed.grids[block], self._style))
        for line in lines:
            place = QRectF(inner.left(), y, inner.width(), pitch)
            self._lines.paint(painter, [Run(line.rstrip("\n"), bold=bold)], shown, place, ends=True)
            y += pitch

    def _diagonal(self, painter: QPainter, cell: Cell, area: QRectF, inner: QRectF, look: TextStyle) -> None:
        if self._style.table.lines == "grid":
            painter.drawLine(area.topLeft(), area.bottomRight())
        upper, _, lower = cell.text.partition("\n")
        half = area.height() / 2
        sides: tuple[tuple[str, Align, float], ...] = (
            (upper, "right", area.top()),
            (lower, "left", area.top() + half),
        )
        for text, align, top in sides:
            here = QRectF(inner.left(), top, inner.width(), half)
            self._lines.paint(painter, [Run(text)], aligned(look, align), here, ends=True)


def shared_lines(count: int, rooms: Sequence[int]) -> list[int]:
    """Return how many lines of a text stand in each of its rooms; one that is left takes another along."""
    shares: list[int] = []
    for number, room in enumerate(rooms, 1):
        share = count if number == len(rooms) else min(count, room)
        if share > 2 and count - share == 1:
            share -= 1
        shares.append(share)
        count -= share
    return shares


def _with_empty_places(table: Table) -> Iterator[Cell]:
    """The cells, and an empty one for each place that none covers."""
    covered = {
        (row, column)
        for cell in table.cells
        for row in range(cell.row, cell.row + cell.row_span)
        for column in range(cell.column, cell.column + cell.column_span)
    }
    yield from table.cells
    for row in range(table.row_count):
        for column in range(table.column_count):
            if (row, column) not in covered:
                yield Cell("", row, column)
