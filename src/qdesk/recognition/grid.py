"""A sheet or a Word table as a grid of cells, merges resolved, with what each cell shows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import NamedTuple

from qdesk.recognition.spreadsheet_formula import FormulaNode


class GridCell(NamedTuple):
    """One cell: its value, the text it shows, and where the value comes from.

    `value` is None for an empty cell; `unit` is what the number format adds (%, :1, 个);
    a percentage is in its own terms (94 for 94 %). `formula` is parsed where there is one;
    `computed` says that the value was worked out here, because the file held none.
    """

    value: Decimal | str | None
    text: str = ""
    unit: str = ""
    formula: FormulaNode | None = None
    computed: bool = False
    raw: str = ""

    @property
    def stored(self) -> Decimal | str | None:
        """The value as the file holds it: 0.94 where 94 % is shown."""
        if not isinstance(self.value, Decimal) or not self.raw:
            return self.value
        return Decimal(self.raw)

    @property
    def is_empty(self) -> bool:
        """Whether nothing stands here."""
        return self.value is None or (isinstance(self.value, str) and not self.value.strip())


EMPTY = GridCell(None)


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A text that belongs to no table, or that a reader had to pass over."""

    row: int
    column: int
    text: str
    reason: str


@dataclass(frozen=True)
class Grid:
    """Rows and columns count from 0; `merges` are (top, left, bottom, right), inclusive.

    `left_out` is what the reader saw and could not put into a cell. `prints_exactly` says that
    number formats show the zeros that are meant to be printed, as in a workbook that qdesk wrote.
    """

    name: str
    cells: Mapping[tuple[int, int], GridCell]
    merges: tuple[tuple[int, int, int, int], ...] = ()
    state: str = "visible"
    left_out: tuple[LeftOut, ...] = ()
    prints_exactly: bool = False
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()

    @cached_property
    def _covered(self) -> dict[tuple[int, int], tuple[int, int]]:
        covered: dict[tuple[int, int], tuple[int, int]] = {}
        for top, left, bottom, right in self.merges:
            for row in range(top, bottom + 1):
                for column in range(left, right + 1):
                    covered[row, column] = (top, left)
        return covered

    @cached_property
    def spans(self) -> dict[tuple[int, int], tuple[int, int]]:
        """The (rows, columns) that a merged range's first cell covers."""
        return {(t, left): (b - t + 1, r - left + 1) for t, left, b, r in self.merges}

    @cached_property
    def row_count(self) -> int:
        """One more than the last row that holds anything."""
        return max((row + 1 for row, _ in self.cells), default=0)

    @cached_property
    def column_count(self) -> int:
        """One more than the last column that holds anything."""
        return max((column + 1 for _, column in self.cells), default=0)

    def anchor(self, row: int, column: int) -> tuple[int, int]:
        """The first cell of the merged range that covers this place, or the place itself."""
        return self._covered.get((row, column), (row, column))

    def at(self, row: int, column: int) -> GridCell:
        """The cell as a reader sees it: a merged range shows its first cell everywhere."""
        return self.cells.get(self.anchor(row, column), EMPTY)

    def own(self, row: int, column: int) -> GridCell:
        """The cell at this very place; empty inside a merged range."""
        return self.cells.get((row, column), EMPTY)


def cell_name(row: int, column: int) -> str:
    """A1 notation."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return f"{letters}{row + 1}"


def place_of(name: str) -> tuple[int, int]:
    """Row and column, from 0, of a cell in A1 notation."""
    letters = name.rstrip("0123456789")
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(name[len(letters) :]) - 1, column - 1


def one_line(text: str) -> str:
    """A label without line breaks and outer white space."""
    return " ".join(text.split())
