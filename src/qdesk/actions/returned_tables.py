"""How a table that came back differs from what was printed: cells, and rows more or less.

Rows are known again by their labels and columns by their heads, wherever they stand: a table that somebody
sorted says nothing new. What lost its label or head is never taken for another.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass

from qdesk.model.exported import ExportedTable

Row = list[str]


@dataclass(frozen=True, slots=True)
class CellChange:
    """A cell of the exported grid that says something else now; rows and columns count from 0.

    `unsure`: the label of its row or the head of its column was changed as well.
    """

    row: int
    column: int
    before: str
    after: str
    unsure: bool = False


@dataclass(frozen=True, slots=True)
class RowChange:
    """A row more (`at`: behind which exported row) or less (`at`: which)."""

    at: int
    texts: tuple[str, ...]
    added: bool


def table_changes(
    table: ExportedTable, after: Sequence[Sequence[str]]
) -> Iterator[CellChange | RowChange] | None:
    """The differences, top to bottom; None where the columns cannot be known again."""
    old, new = _even(table.grid), _even(after)
    width, heads = len(old[0]) if old else 0, table.header_rows
    if any(len(row) != width for row in new) or len(new) < heads:
        return None
    columns = _partners(_heads(old, heads, width), _heads(new, heads, width))
    if columns is None:
        return None
    return _changes(table, old, new, columns)


def _even(grid: Sequence[Sequence[str]]) -> list[Row]:
    return [[" ".join(text.split()) for text in row] for row in grid]


def _heads(grid: list[Row], rows: int, width: int) -> list[Hashable]:
    return _counted([tuple(grid[row][column] for row in range(rows)) for column in range(width)])


def _counted(names: Sequence[Hashable]) -> list[Hashable]:
    """Each name with how often it has stood before: equal ones stay apart."""
    seen: Counter[Hashable] = Counter()
    found: list[Hashable] = []
    for name in names:
        found.append((name, seen[name]))
        seen[name] += 1
    return found


def _partners(old: list[Hashable], new: list[Hashable]) -> list[int] | None:
    """Where each old name stands now; a name that was written anew stays in its place, else None."""
    where = {name: at for at, name in enumerate(new)}
    lost = [at for at, name in enumerate(old) if name not in where]
    known = set(old)
    fresh = [at for at, name in enumerate(new) if name not in known]
    if lost != fresh:
        return None
    return [where.get(name, at) for at, name in enumerate(old)]


def _changes(
    table: ExportedTable, old: list[Row], new: list[Row], columns: list[int]
) -> Iterator[CellChange | RowChange]:
    heads = table.header_rows
    old_heads = [tuple(old[row][c] for row in range(heads)) for c in range(len(columns))]
    new_heads = [tuple(new[row][c] for row in range(heads)) for c in columns]
    renamed = {c for c, (a, b) in enumerate(zip(old_heads, new_heads, strict=True)) if a != b}
    for row in range(heads):
        for c in sorted(renamed):
            if old[row][c] != new[row][columns[c]]:
                yield CellChange(row, c, old[row][c], new[row][columns[c]], unsure=True)
    names = _counted([tuple(row[c] for c in table.label_columns) for row in old[heads:]])
    found = _counted([tuple(row[columns[c]] for c in table.label_columns) for row in new[heads:]])
    where = {name: at for at, name in enumerate(found)}
    known = set(names)
    lost = [at for at, name in enumerate(names) if name not in where]
    fresh = [at for at, name in enumerate(found) if name not in known]
    relabelled = lost == fresh  # in their places: labels were written anew
    last = heads - 1
    for at, name in enumerate(names):
        row = old[heads + at]
        if name not in where and not relabelled:
            yield RowChange(heads + at, tuple(row), added=False)
            continue
        last = heads + at
        other = new[heads + where.get(name, at)]
        for c, before in enumerate(row):
            after = other[columns[c]]
            if before != after and c not in table.serial_columns:
                unsure = c in renamed or name not in where
                yield CellChange(heads + at, c, before, after, unsure=unsure)
    for at in () if relabelled else fresh:
        texts = tuple(new[heads + at][c] for c in columns)
        yield RowChange(last, texts, added=True)
