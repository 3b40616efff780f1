"""Tables that stand side by side on a sheet: the windows in which each is looked for by itself."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from qdesk.model.value import parse_value
from qdesk.recognition.grid import Grid

_MOST_BLANK = 2
"""Blank rows that may part a table in two."""
_SERIAL = re.compile(r"序号|编号|序|号|No\.?")
_LINES_ABOVE = 4
"""Captions, unit lines and blanks between them that may stand over tables side by side."""


@dataclass(frozen=True, slots=True)
class Window:
    """A rectangle of the sheet; ends are inclusive. `goes_on`: it is the right half of the one before it."""

    top: int
    bottom: int
    left: int
    right: int
    goes_on: bool = False

    def rows(self, filled: dict[int, list[int]]) -> dict[int, list[int]]:
        """The filled rows as far as they lie in the window."""
        found: dict[int, list[int]] = {}
        for row in range(self.top, self.bottom + 1):
            columns = [one for one in filled.get(row, ()) if self.left <= one <= self.right]
            if columns:
                found[row] = columns
        return found


def filled_rows(grid: Grid) -> dict[int, list[int]]:
    """Row → the columns of its own cells that hold anything, each merged range once.

    A range that comes from above counts for the rows below it too, so that a row under a
    vertical merge does not look like a line of one cell.
    """
    rows: dict[int, set[int]] = {}
    for (row, column), cell in grid.cells.items():
        if not cell.is_empty:
            rows.setdefault(row, set()).add(column)
    for top, left, bottom, _ in grid.merges:
        if bottom > top and not grid.own(top, left).is_empty and bottom - top < 200:
            for row in range(top + 1, bottom + 1):
                rows.setdefault(row, set()).add(left)
    return {row: sorted(columns) for row, columns in rows.items()}


def windows_of(grid: Grid, filled: dict[int, list[int]]) -> list[Window]:
    """The whole sheet, or its parts above one another, each over all columns or side by side."""
    right = max((max(columns) for columns in filled.values()), default=0)
    right = max(right, max((one for *_, one in grid.merges), default=0))
    windows: list[Window] = []
    begun = 0
    for top, end in _blocks(sorted(filled)):
        if top < begun:
            continue
        parts = _parts(grid, filled, top, end)
        head, halves = (top, []) if len(parts) > 1 else _repeated_head(grid, filled, top, end)
        if len(parts) < 2 and not halves:
            head, halves = _pairs(grid, filled, top, end)
        parts = halves or parts
        if len(parts) < 2:
            continue
        bottom = _last_line(grid, filled, end, parts)
        first = _first_line(filled, begun, head, parts)
        if first > begun:
            windows.append(Window(begun, first - 1, 0, right))
        edges = [0, *(left for left, _ in parts[1:]), right + 1]
        windows += [
            Window(first, bottom, one, other - 1, goes_on=bool(halves and one))
            for one, other in pairwise(edges)
        ]
        begun = bottom + 1
    last = max(filled, default=-1)
    if begun <= last or not windows:
        windows.append(Window(begun, max(last, begun), 0, right))
    return windows


def _blocks(rows: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Runs of rows without a blank one between."""
    begun = 0
    for at, row in enumerate(rows):
        if at + 1 == len(rows) or rows[at + 1] > row + 1:
            yield rows[begun], row
            begun = at + 1


def _parts(grid: Grid, filled: dict[int, list[int]], top: int, bottom: int) -> list[tuple[int, int]]:
    """(left, right) of what stands side by side in a block, if each part is a table of its own."""
    used = {column for row in range(top, bottom + 1) for column in filled.get(row, ())}
    for t, left, b, right in grid.merges:
        if t >= top and b <= bottom and right - left < 500:
            used.update(range(left, right + 1))
    parts: list[tuple[int, int]] = []
    for column in sorted(used):
        if parts and column == parts[-1][1] + 1:
            parts[-1] = (parts[-1][0], column)
        else:
            parts.append((column, column))
    tables = [part for part in parts if _is_table(grid, filled, (top, bottom), part)]
    return parts if len(tables) == len(parts) > 1 else []


def _repeated_head(
    grid: Grid, filled: dict[int, list[int]], top: int, bottom: int
) -> tuple[int, list[tuple[int, int]]]:
    """The row and the halves of a table whose head says the same twice (项目, 数值, 项目, 数值); else [].

    Read as one table, the second 数值 would take the place of the first.
    """
    for row in range(top, min(top + _LINES_ABOVE, bottom) + 1):
        columns = filled.get(row, [])
        half = len(columns) // 2
        heads = ["".join(grid.at(row, column).text.split()) for column in columns]
        if half < 2 or heads[:half] != heads[half:] or len(set(heads)) != half:
            continue
        if columns != list(range(columns[0], columns[0] + 2 * half)):
            continue
        middle = columns[half]
        parts = [(columns[0], middle - 1), (middle, columns[-1])]
        below = [(left, right) for t, left, _, right in grid.merges if row < t <= bottom]
        crossing = any(left < middle <= right for left, right in below)
        if not crossing and all(_is_list(grid, (row, bottom), part) for part in parts):
            return row, parts
    return top, []


def _pairs(
    grid: Grid, filled: dict[int, list[int]], top: int, bottom: int
) -> tuple[int, list[tuple[int, int]]]:
    """The row and the parts of a list of names and numbers that goes on at its own right, without a head."""
    rows = [row for row in range(top, bottom + 1) if len(filled.get(row, [])) > 1]
    first = rows[0] if rows else top
    columns = filled.get(first, [])
    if len(rows) < 2 or len(columns) % 2 or len(columns) < 4:
        return top, []
    if columns != list(range(columns[0], columns[0] + len(columns))):
        return top, []
    for row in range(first, bottom + 1):
        here = filled.get(row, [])
        if here != columns[: len(here)] or len(here) % 2 or not here:
            return top, []
        values = [grid.at(row, column).value for column in here]
        if any(map(_is_number, values[::2])) or not all(map(_is_number, values[1::2])):
            return top, []
    return first, [(left, left + 1) for left in columns[::2]]


def _is_list(grid: Grid, rows: tuple[int, int], part: tuple[int, int]) -> bool:
    """Whether names stand below the first head, or behind serial numbers, and numbers below another one.

    In a form that is still empty nothing stands there.
    """
    left, right = part
    below = range(rows[0] + 1, rows[1] + 1)
    if _SERIAL.fullmatch("".join(grid.at(rows[0], left).text.split())):
        left += 1
    names = [value for row in below if (value := grid.at(row, left).value) not in (None, "")]
    numbers = [grid.at(row, column).value for row in below for column in range(left + 1, right + 1)]
    told = isinstance(names[0], str) if names else False
    if not told or any(map(_is_number, names)):
        return False
    columns = [[grid.at(row, column).value for row in below] for column in range(left + 1, right + 1)]
    return any(map(_is_number, numbers)) or any(all(one in (None, "") for one in each) for each in columns)


def _is_number(value: Decimal | str | None) -> bool:
    """Whether a cell is a number, and no name that has digits in it."""
    told = parse_value(value).value if isinstance(value, str) else value
    return isinstance(told, Decimal)


def _is_table(grid: Grid, filled: dict[int, list[int]], rows: tuple[int, int], part: tuple[int, int]) -> bool:
    """Two columns and a head at least, with a text at the left and a number further right."""
    left, right = part
    block = range(rows[0], rows[1] + 1)
    lines = [row for row in block if any(left <= column <= right for column in filled.get(row, ()))]
    if right == left or len(lines) < 2:
        return False
    return any(isinstance(grid.at(row, left).value, str) for row in lines[1:]) and any(
        _is_numeric(grid.at(row, column).value) for row in lines[1:] for column in range(left + 1, right + 1)
    )


def _is_numeric(value: Decimal | str | None) -> bool:
    return isinstance(value, Decimal) or (isinstance(value, str) and any(map(str.isdigit, value)))


def _last_line(
    grid: Grid, filled: dict[int, list[int]], bottom: int, parts: Sequence[tuple[int, int]]
) -> int:
    """The last row of the blocks below that keep to the parts; a wider table begins anew."""
    last = bottom
    for top, end in _blocks([row for row in sorted(filled) if row > bottom]):
        if top - last > _MOST_BLANK + 1:
            break
        columns = {column for row in range(top, end + 1) for column in filled.get(row, ())}
        ranges = [(left, right) for t, left, _, right in grid.merges if top <= t <= end]
        crossing = any(_part_of(left, parts) != _part_of(right, parts) for left, right in ranges)
        if crossing or any(_part_of(column, parts) < 0 for column in columns):
            break
        last = end
    return last


def _first_line(filled: dict[int, list[int]], begun: int, top: int, parts: Sequence[tuple[int, int]]) -> int:
    """The first of the lines above that hold one cell for each part at most: captions of them all."""
    first = row = top
    while row > begun and top - row < _LINES_ABOVE:
        row -= 1
        columns = filled.get(row, [])
        if not columns:
            continue
        owners = [_part_of(column, parts) for column in columns]
        if -1 in owners or len(set(owners)) < len(owners) or len(owners) > len(parts):
            break
        first = row
    return first


def _part_of(column: int, parts: Sequence[tuple[int, int]]) -> int:
    return next((at for at, (left, right) in enumerate(parts) if left <= column <= right), -1)
