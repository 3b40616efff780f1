"""Writes a table: fixed grid, merged cells, repeated header rows, rows that never split."""

from collections.abc import Iterator
from dataclasses import dataclass

from qdesk.document.blocks import Align, Cell, Table
from qdesk.document.style import DocumentStyle
from qdesk.document.table_align import cell_align, style_align
from qdesk.document.table_grid import TableGrid
from qdesk.word import oxml
from qdesk.word.styles import TABLE_STYLE


@dataclass(frozen=True, slots=True)
class _Place:
    """A cell as a row of the table holds it; `merge` is "", "restart" or "continue"."""

    cell: Cell
    merge: str = ""


def table_xml(table: Table, grid: TableGrid, style: DocumentStyle) -> Iterator[str]:
    """Yield the table in pieces: its start, then every row, then its end."""
    yield oxml.table_start(TABLE_STYLE, grid.widths)
    row_count = len(grid.heights)
    header_rows = min(table.header_rows, row_count)
    repeated = header_rows < row_count
    for row, places in enumerate(_rows(table, row_count)):
        ruled = [_is_ruled(place.cell, row, header_rows, style) for place in places]
        cells = "".join(
            _cell(place, grid, style, keep_next=row < grid.kept, ruled=under)
            for place, under in zip(places, ruled, strict=True)
        )
        yield oxml.table_row(cells, height=grid.heights[row], header=repeated and row < header_rows)
    yield oxml.table_end()


def _is_ruled(cell: Cell, row: int, header_rows: int, style: DocumentStyle) -> bool:
    """Whether a table of three lines has one under a cell: under the head, and under a group within it."""
    if style.table.lines != "three" or row >= header_rows:
        return False
    return row == header_rows - 1 or (cell.column_span > 1 and not _reaches(cell, row + 1))


def _rows(table: Table, row_count: int) -> Iterator[list[_Place]]:
    """Yield the rows; cells from above are continued, places without a cell filled."""
    starts: dict[int, list[Cell]] = {}
    for cell in table.cells:
        starts.setdefault(cell.row, []).append(cell)
    running: dict[int, Cell] = {}  # column → cell that reaches down from above
    for row in range(row_count):
        own = {cell.column: cell for cell in starts.get(row, ())}
        yield _row(row, table.column_count, own, running)
        running = {column: cell for column, cell in running.items() if _reaches(cell, row + 1)}
        running |= {column: cell for column, cell in own.items() if _reaches(cell, row + 1)}


def _reaches(cell: Cell, row: int) -> bool:
    return cell.row + cell.row_span > row


def _row(row: int, columns: int, own: dict[int, Cell], running: dict[int, Cell]) -> list[_Place]:
    places: list[_Place] = []
    column = 0
    while column < columns:
        if column in running:
            place = _Place(running[column], "continue")
        elif column in own:
            place = _Place(own[column], "restart" if own[column].row_span > 1 else "")
        else:
            place = _Place(Cell("", row, column))
        places.append(place)
        column += place.cell.column_span
    return places


def _cell(place: _Place, grid: TableGrid, style: DocumentStyle, *, keep_next: bool, ruled: bool) -> str:
    cell = place.cell
    width = sum(grid.widths[cell.column : cell.column + cell.column_span])
    properties = oxml.cell_properties(
        width,
        span=cell.column_span,
        merge=place.merge,
        fill=style.table.header_fill if cell.role == "header" else "",
        diagonal=cell.diagonal and style.table.lines == "grid",
        bottom=style.table.border if ruled else 0.0,
    )
    if cell.diagonal and place.merge != "continue":
        content = _diagonal(cell, keep_next=keep_next)
    else:
        text = "" if place.merge == "continue" else cell.text
        name = "TableHeader" if cell.role == "header" else "TableText"
        run = oxml.run(text, bold=cell.role == "total")
        align, indent = _align(cell, grid, style), oxml.left_indent(cell.indent)
        content = oxml.paragraph(name, run, keep_next=keep_next, tabs=indent, align=align)
    return oxml.table_cell(properties, content)


def _diagonal(cell: Cell, *, keep_next: bool) -> str:
    upper, _, lower = cell.text.partition("\n")
    return "".join(
        oxml.paragraph("TableHeader", oxml.run(text), keep_next=keep_next, align=align)
        for text, align in ((upper, "right"), (lower, "left"))
    )


def _align(cell: Cell, grid: TableGrid, style: DocumentStyle) -> str:
    """Return the alignment of a cell; empty where it is that of its style."""
    own: Align = "center" if cell.role == "header" else style_align(style)
    wanted = cell_align(cell, grid, style)
    return "" if wanted == own else wanted
