"""Writes a table: fixed grid, merged cells, repeated header rows, rows that never split."""

from collections.abc import Iterator
from itertools import accumulate

from qdesk.document.blocks import Align, Cell, Table
from qdesk.document.style import DocumentStyle
from qdesk.document.table_align import cell_align, style_align
from qdesk.document.table_grid import TableGrid
from qdesk.word import oxml
from qdesk.word.styles import TABLE_STYLE

_Place = tuple[Cell, str]
"""A cell as a row of the table holds it; the second is "", "restart" or "continue" of a merged cell."""


Frames = dict[tuple[object, ...], tuple[str, str]]
"""What stands before and behind the run of a cell, by all that it depends on."""


def table_xml(table: Table, grid: TableGrid, style: DocumentStyle, frames: Frames) -> Iterator[str]:
    """Yield the table in pieces: its start, then every row, then its end.

    `frames` are those of the document's other tables; new ones are added.
    """
    yield oxml.table_start(TABLE_STYLE, grid.widths)
    row_count = len(grid.heights)
    header_rows = min(table.header_rows, row_count)
    repeated = header_rows < row_count
    ruled_rows = header_rows if style.table.lines == "three" else 0
    write = _CellWriter(grid, style, frames).xml
    for row, places in enumerate(_rows(table, row_count)):
        kept, ruled = row < grid.kept, row < ruled_rows
        cells = [
            write(cell, merge, kept, ruled and _is_ruled(cell, row, header_rows)) for cell, merge in places
        ]
        yield oxml.table_row("".join(cells), height=grid.heights[row], header=repeated and row < header_rows)
    yield oxml.table_end()


def _is_ruled(cell: Cell, row: int, header_rows: int) -> bool:
    """Whether a table of three lines has one under a cell of its head: the last row, a group within it."""
    return row == header_rows - 1 or (cell.column_span > 1 and not _reaches(cell, row + 1))


def _rows(table: Table, row_count: int) -> Iterator[list[_Place]]:
    """Yield the rows; cells from above are continued, places without a cell filled."""
    starts: list[list[Cell]] = [[] for _ in range(row_count)]
    for cell in table.cells:
        if cell.row < row_count:
            starts[cell.row].append(cell)
    running: dict[int, Cell] = {}  # column → cell that reaches down from above
    for row, cells in enumerate(starts):
        own = {cell.column: cell for cell in cells}
        yield _row(row, table.column_count, own, running)
        running = {column: cell for column, cell in running.items() if _reaches(cell, row + 1)}
        running |= {cell.column: cell for cell in cells if cell.row_span > 1}


def _reaches(cell: Cell, row: int) -> bool:
    return cell.row + cell.row_span > row


def _row(row: int, columns: int, own: dict[int, Cell], running: dict[int, Cell]) -> list[_Place]:
    places: list[_Place] = []
    column = 0
    while column < columns:
        if column in running:
            cell, merge = running[column], "continue"
        else:
            cell = own.get(column) or Cell("", row, column)
            merge = "restart" if cell.row_span > 1 else ""
        places.append((cell, merge))
        column += cell.column_span
    return places


class _CellWriter:
    """Writes cells; what cells of one make and width have around their texts is made once."""

    def __init__(self, grid: TableGrid, style: DocumentStyle, frames: Frames) -> None:
        self._grid, self._style, self._frames = grid, style, frames
        self._edges = [0, *accumulate(grid.widths)]

    def xml(self, cell: Cell, merge: str, keep_next: bool, ruled: bool) -> str:  # noqa: FBT001
        """The cell; `merge` as in _Place, `ruled` asks for a line under it."""
        text = "" if merge == "continue" else cell.text
        if text and cell.diagonal:
            return oxml.table_cell(self._properties(cell, merge, ruled=ruled), _diagonal(cell, keep_next))
        align = cell_align(cell, self._grid, self._style)
        make = (
            *(self._width(cell), cell.column_span, merge, cell.role, cell.diagonal, align, cell.indent),
            *(keep_next, ruled),
        )
        frame = self._frames.get(make)
        if frame is None:
            properties = self._properties(cell, merge, ruled=ruled)
            frame = self._frames[make] = self._frame(cell, align, properties, keep_next=keep_next)
        before, behind = frame
        if not text:
            return f"{before}{behind}"
        return f"{before}{oxml.run(text, bold=cell.role == 'total')}{behind}"

    def _width(self, cell: Cell) -> int:
        return self._edges[cell.column + cell.column_span] - self._edges[cell.column]

    def _properties(self, cell: Cell, merge: str, *, ruled: bool) -> str:
        look = self._style.table
        return oxml.cell_properties(
            self._width(cell),
            span=cell.column_span,
            merge=merge,
            fill=look.header_fill if cell.role == "header" else "",
            diagonal=cell.diagonal and look.lines == "grid",
            bottom=look.border if ruled else 0.0,
        )

    def _frame(self, cell: Cell, align: Align, properties: str, *, keep_next: bool) -> tuple[str, str]:
        """What stands before and behind the run of a cell."""
        usual: Align = "center" if cell.role == "header" else style_align(self._style)
        content = oxml.paragraph(
            "TableHeader" if cell.role == "header" else "TableText",
            _RUN,
            keep_next=keep_next,
            tabs=oxml.left_indent(cell.indent),
            align="" if align == usual else align,
        )
        before, _, behind = oxml.table_cell(properties, content).partition(_RUN)
        return before, behind


_RUN = "\x00"
"""Stands for the run while what is around it is made: no XML holds this sign."""


def _diagonal(cell: Cell, keep_next: bool) -> str:  # noqa: FBT001
    upper, _, lower = cell.text.partition("\n")
    return "".join(
        oxml.paragraph("TableHeader", oxml.run(text), keep_next=keep_next, align=align)
        for text, align in ((upper, "right"), (lower, "left"))
    )
