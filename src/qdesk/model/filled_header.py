"""The header of a printed table: column labels laid over levels, with their merges."""

from __future__ import annotations

from collections.abc import Sequence

from qdesk.model.axis import Leaf, depth_of, fill_years, width_of
from qdesk.model.filled_cell import CellRole, FilledCell, Merge
from qdesk.model.table_layout import Line


def line_text(line: Line, year: int, offset: int) -> str:
    """A line's label with its years filled in."""
    return fill_years(line.label or "", year + offset)


def header_rows(
    columns: tuple[Line, ...], column_leaves: Sequence[Leaf], year: int, merges: list[Merge]
) -> list[list[FilledCell]]:
    """The header's rows; every place that a cell covers holds it, merges are added."""
    depth = depth_of(columns)
    blank = FilledCell("", CellRole.HEADER)
    grid = [[blank] * len(column_leaves) for _ in range(depth)]

    def place(line: Line, above: str, level: int, left: int, offset: int) -> int:
        path = f"{above}/{line.id}" if above else line.id
        offset = line.at.period if line.at.period is not None else offset
        width = width_of(line)
        bottom = level if line.lines else depth - 1
        cell = FilledCell(line_text(line, year, offset), CellRole.HEADER, column_id=path)
        shared = line.label is None and left > 0
        for at_row in range(level, bottom + 1):
            for at_column in range(left, left + width):
                grid[at_row][at_column] = grid[at_row][left - 1] if shared else cell
        if shared:
            _extend_merge(merges, (level, left - 1, bottom, left - 1), left + width - 1)
        elif width > 1 or bottom > level:
            merges.append((level, left, bottom, left + width - 1))
        for child in line.lines:
            left += place(child, path, level + 1, left, offset)
        return width

    left = 0
    for line in columns:
        left += place(line, "", 0, left, 0)
    return grid


def _extend_merge(merges: list[Merge], cell: Merge, right: int) -> None:
    for index, (top, left, bottom, end) in enumerate(merges):
        if (top, bottom, end) == (cell[0], cell[2], cell[3]):
            merges[index] = (top, left, bottom, right)
            return
    merges.append((cell[0], cell[1], cell[2], right))
