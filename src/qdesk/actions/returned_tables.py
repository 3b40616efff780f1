"""How a table that came back differs from what was printed: cells, and rows more or less."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

Grid = Sequence[Sequence[str]]


@dataclass(frozen=True, slots=True)
class CellChange:
    """A cell of the exported grid that says something else now; rows and columns count from 0."""

    row: int
    column: int
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class RowChange:
    """A row more (`at`: behind which exported row) or less (`at`: which)."""

    at: int
    texts: tuple[str, ...]
    added: bool


def table_changes(before: Grid, after: Grid) -> Iterator[CellChange | RowChange] | None:
    """The differences of two grids, top to bottom; None where the columns are not the same any more."""
    old = [[_even(text) for text in row] for row in before]
    new = [[_even(text) for text in row] for row in after]
    if {len(row) for row in old} != {len(row) for row in new}:
        return None
    return _changes(old, new)


def _changes(old: list[list[str]], new: list[list[str]]) -> Iterator[CellChange | RowChange]:
    if len(old) == len(new):
        for at, (a, b) in enumerate(zip(old, new, strict=True)):
            yield from _cells(at, a, b)
        return
    # Rows are known again by their labels: the leading cells that hold no number.
    names, found = [_name(row) for row in old], [_name(row) for row in new]
    for tag, a, b, c, d in SequenceMatcher(None, names, found, autojunk=False).get_opcodes():
        if tag in ("equal", "replace") and b - a == d - c:
            for i, j in zip(range(a, b), range(c, d), strict=True):
                yield from _cells(i, old[i], new[j])
            continue
        for i in range(a, b):
            yield RowChange(i, tuple(old[i]), added=False)
        for j in range(c, d):
            yield RowChange(b - 1, tuple(new[j]), added=True)


def _name(row: Sequence[str]) -> str:
    words = [text for text in row if text and not text.replace(".", "").replace(",", "").isdigit()]
    return "|".join(words[:2])


def _cells(at: int, old: Sequence[str], new: Sequence[str]) -> Iterator[CellChange]:
    for column, (before, after) in enumerate(zip(old, new, strict=True)):
        if before != after:
            yield CellChange(at, column, before, after)


def _even(text: str) -> str:
    return " ".join(text.split())
