"""Writes a table: fixed grid, merged cells, repeated header rows, rows that split if no page holds them."""

from collections.abc import Iterator
from itertools import accumulate, pairwise
from operator import itemgetter
from typing import Literal

from qdesk.document.blocks import Align, Cell, CellRole, Table
from qdesk.document.style import DocumentStyle
from qdesk.document.table_align import style_align, usual_align
from qdesk.document.table_grid import TableGrid
from qdesk.document.table_type import in_type
from qdesk.word import oxml, oxml_table
from qdesk.word.styles import TABLE_STYLE, sized

_Merge = Literal["", "restart", "continue"]
_Make = tuple[CellRole, Align, int, _Merge, int, bool, bool, bool, bool]
"""Role, alignment, indent, merge, columns, kept with the next row, ruled below, diagonal, text at the top."""
Frames = dict[_Make, tuple[str, str, str, str]]
"""What stands around the text of a cell of one make: before its run, the run's start and end, behind it."""
_ROWS = 50  # rows that are handed on at once
_COLUMN = itemgetter(2)


def table_xml(
    table: Table, grid: TableGrid, style: DocumentStyle, frames: Frames, *, noted: bool = False
) -> Iterator[str]:
    """Yield the table in pieces, many rows at a time.

    `frames` are those of the document's other tables; new ones are added. `noted`: the last row stays with
    the note that follows.
    """
    frames = {} if grid.size else frames  # of a table in smaller type they are its own
    padding = in_type(style, grid.size).table.padding if grid.size else None
    yield oxml_table.table_start(TABLE_STYLE, grid.widths, padding)
    row_count = len(grid.heights)
    header_rows = min(table.header_rows, row_count)
    stays = row_count - 1 if noted and row_count - 1 not in grid.split else -1
    ruled_rows = header_rows if style.table.lines == "three" else 0
    is_plain = oxml.are_plain([cell.text for cell in table.cells])
    write = _CellWriter(grid, style, frames, is_plain=is_plain).row
    written: list[str] = []
    for row, cells in enumerate(_rows(table, row_count)):
        kept = row < grid.kept or row == stays
        content = write(row, cells, kept=kept, ruled=header_rows if row < ruled_rows else 0)
        height = 0 if row in grid.split else grid.heights[row]
        written.append(oxml_table.table_row(content, height=height, header=row < grid.repeated))
        if len(written) == _ROWS:
            yield "".join(written)
            written.clear()
    yield "".join((*written, oxml_table.table_end()))


def _rows(table: Table, row_count: int) -> Iterator[list[Cell]]:
    """Yield the rows; a cell from above stands in each of its rows, places without a cell are filled."""
    starts: list[list[Cell]] = [[] for _ in range(row_count)]
    for cell in table.cells:
        if cell.row < row_count:
            starts[cell.row].append(cell)
    columns = table.column_count
    running: dict[int, Cell] = {}  # column → cell that reaches down from above
    for row, cells in enumerate(starts):
        if running or len(cells) < columns:
            own = {cell.column: cell for cell in cells}
            yield _row(row, columns, own | running)
            running = {column: cell for column, cell in running.items() if _reaches(cell, row + 1)}
        else:
            cells.sort(key=_COLUMN)
            yield cells
        running |= {cell.column: cell for cell in cells if cell.row_span > 1}


def _row(row: int, columns: int, known: dict[int, Cell]) -> list[Cell]:
    cells: list[Cell] = []
    column = 0
    while column < columns:
        cell = known.get(column) or Cell("", row, column)
        cells.append(cell)
        column += cell.column_span
    return cells


def _reaches(cell: Cell, row: int) -> bool:
    return cell.row + cell.row_span > row


def _is_ruled(cell: Cell, row: int, header_rows: int) -> bool:
    """Whether a table of three lines has one under a cell of its head: the last row, a group within it."""
    return row == header_rows - 1 or (cell.column_span > 1 and not _reaches(cell, row + 1))


class _CellWriter:
    """Writes cells; what stands around the texts of cells of one make is made once."""

    def __init__(self, grid: TableGrid, style: DocumentStyle, frames: Frames, *, is_plain: bool) -> None:
        self._grid, self._style, self._frames, self._is_plain = grid, style, frames, is_plain
        self._edges = [0, *accumulate(grid.widths)]
        self._starts = [oxml_table.cell_start(right - left) for left, right in pairwise(self._edges)]

    def row(self, row: int, cells: list[Cell], *, kept: bool, ruled: int) -> str:
        """The cells of a row; `ruled` is the number of header rows if lines are drawn among them, else 0."""
        centred, numbers, frames = self._grid.centred, self._style.table.numbers, self._frames
        split = self._grid.split
        is_plain, starts = self._is_plain, self._starts
        written: list[str] = []
        for cell in cells:
            text, first, column, rows, span, role, align, diagonal, indent = cell
            merge: _Merge = "" if rows == 1 else "restart" if first == row else "continue"
            if merge == "continue":
                text = ""
            line = ruled > 0 and _is_ruled(cell, row, ruled)
            make = (
                role,
                align or usual_align(cell, centred, numbers),
                indent,
                merge,
                span,
                kept,
                line,
                diagonal,
                bool(split) and not split.isdisjoint(range(first, first + rows)),
            )
            frame = frames.get(make)
            if frame is None:
                frame = frames[make] = self._frame(make)
            before, run, end, behind = frame
            start = starts[column] if span == 1 else self._start(column, span)
            if not text:
                written.append(f"{start}{before}{behind}")
            elif diagonal:
                texts = _diagonal(text, self._grid.size, kept=kept)
                written.append(f"{start}{self._properties(make)}{texts}{oxml_table.CELL_END}")
            elif is_plain:
                written.append(f"{start}{before}{run}{text}{end}{behind}")
            else:
                written.append(f"{start}{before}{oxml.run(text, bold=role == 'total')}{behind}")
        return "".join(written)

    def _start(self, column: int, span: int) -> str:
        return oxml_table.cell_start(self._edges[column + span] - self._edges[column])

    def _properties(self, make: _Make) -> str:
        role, _, _, merge, span, _, ruled, diagonal, top = make
        look = self._style.table
        return oxml_table.cell_properties(
            span=span,
            merge=merge,
            fill=look.header_fill if role == "header" else "",
            diagonal=diagonal and look.lines == "grid",
            bottom=look.border if ruled else 0.0,
            top=top,
        )

    def _frame(self, make: _Make) -> tuple[str, str, str, str]:
        role, align, indent, _, _, kept, _, _, _ = make
        usual: Align = "center" if role == "header" else style_align(self._style)
        paragraph = oxml.paragraph(
            sized("TableHeader" if role == "header" else "TableText", self._grid.size),
            _TEXT,
            keep_next=kept or None,
            tabs=oxml.left_indent(indent),
            align="" if align == usual else align,
        )
        before, _, behind = paragraph.partition(_TEXT)
        run, _, end = oxml.run(_TEXT, bold=role == "total").partition(_TEXT)
        return self._properties(make) + before, run, end, behind + oxml_table.CELL_END


_TEXT = "文"
"""Stands for the text while what is around it is made."""


def _diagonal(text: str, size: float, *, kept: bool) -> str:
    upper, _, lower = text.partition("\n")
    return "".join(
        oxml.paragraph(sized("TableHeader", size), oxml.run(text), keep_next=kept or None, align=align)
        for text, align in ((upper, "right"), (lower, "left"))
    )
