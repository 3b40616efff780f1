"""Where the cursor goes when a table's shape has changed."""

from __future__ import annotations

from qdesk.model.filled_cell import FilledCell
from qdesk.model.filled_table import FilledTable

Place = tuple[int, int]


def place_after(before: FilledTable, after: FilledTable, here: Place) -> Place | None:
    """The first empty cell of a new row or column, else the cell that the cursor was on, else near by.

    None where there was no cursor and nothing is new.
    """
    if not after.grid:
        return None
    last = (len(after.grid) - 1, after.column_count - 1)
    new_rows = _row_names(after) - _row_names(before)
    new_columns = _column_names(after) - _column_names(before)
    if new_rows or new_columns:
        fresh = [
            (row, column)
            for row, cells in enumerate(after.grid)
            for column, cell in enumerate(cells)
            if cell.row_id in new_rows or cell.column_id in new_columns
        ]
        holes = [place for place in fresh if _is_hole(after.grid[place[0]][place[1]])]
        if holes:
            return holes[0]
    row, column = here
    if row < 0:
        return None
    cell = before.grid[row][column]
    same = (
        (at_row, at_column)
        for at_row, cells in enumerate(after.grid)
        for at_column, one in enumerate(cells)
        if (one.role, one.row_id, one.column_id) == (cell.role, cell.row_id, cell.column_id)
    )
    return next(same, (min(row, last[0]), min(column, last[1])))


def same_lines(before: FilledTable, after: FilledTable) -> bool:
    """Whether the same rows and columns stand in the same order."""
    return _lines(before) == _lines(after)


def _lines(filled: FilledTable) -> list[tuple[str, str]]:
    heads = [(cell.row_id, cell.column_id) for cells in filled.header for cell in cells]
    return [*heads, *((cells[-1].row_id, "") for cells in filled.body)]


def _row_names(filled: FilledTable) -> set[str]:
    return {cell.row_id for cells in filled.body for cell in cells if cell.row_id}


def _column_names(filled: FilledTable) -> set[str]:
    return {cell.column_id for cells in filled.header for cell in cells if cell.column_id}


def _is_hole(cell: FilledCell) -> bool:
    return cell.is_missing and cell.offset >= 0
