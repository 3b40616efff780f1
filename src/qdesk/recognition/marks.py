"""What the user says of a file that recognition did not see, or saw otherwise: marks on its sheets.

A mark names a place of the sheet as it stands, never something that recognition found: so marks stay
right whatever recognition makes of them, and one set of marks always gives the same proposal.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class Scope(StrEnum):
    """What a mark speaks of; a table, row or column is that of the cell at the mark's place."""

    SHEET = "sheet"
    TABLE = "table"
    ROW = "row"
    COLUMN = "column"
    CELL = "cell"


class Says(StrEnum):
    """What a mark says. Those of one group exclude one another at a place."""

    TAKE = "take"  # read it although it is hidden or looks unrelated
    LEAVE = "leave"  # leave it out
    HEADER = "header"
    DATA = "data"
    TOTAL = "total"
    CHANGE = "change"
    LABEL = "label"
    PERIOD = "period"  # value: 2019-2020, 2019, 2019届
    UNIT = "unit"  # value: the unit
    INDICATOR = "indicator"  # value: the indicator's id
    MEMBER = "member"  # value: the member's id; of a whole table: its name
    ENTITY = "entity"  # value: the entity's id, "" for the report's own
    CAPTION = "caption"  # value: the caption
    GOES_TO = "goes to"  # value: the id of a table's layout, "" for a table of its own
    SECTION = "section"  # value: the section's id
    VALUE = "value"  # value: what the cell should hold
    SURE = "sure"  # the cell is meant as it stands


_GROUPS = {
    **dict.fromkeys((Says.TAKE, Says.LEAVE), "use"),
    **dict.fromkeys((Says.HEADER, Says.DATA, Says.TOTAL, Says.CHANGE, Says.LABEL), "role"),
    **dict.fromkeys((Says.INDICATOR, Says.MEMBER, Says.ENTITY), "name"),
    **dict.fromkeys((Says.VALUE, Says.SURE), "use of a cell"),
}


@dataclass(frozen=True, slots=True)
class Mark:
    """One statement; row and column count from 0 and name a cell of what is meant."""

    sheet: str
    scope: Scope
    row: int
    column: int
    says: Says
    value: str = ""

    def replaces(self, other: Mark) -> bool:
        """Whether this mark takes the place of another."""
        if (self.sheet, self.scope, self.row) != (other.sheet, other.scope, other.row):
            return False
        same = self.scope is Scope.ROW or self.column == other.column
        return same and _GROUPS.get(self.says, self.says) == _GROUPS.get(other.says, other.says)


class Marks:
    """The marks of a file; immutable, later ones replace earlier ones of the same place and group."""

    def __init__(self, marks: Iterable[Mark] = ()) -> None:
        self._marks: tuple[Mark, ...] = tuple(marks)

    def __iter__(self) -> Iterator[Mark]:
        return iter(self._marks)

    def __len__(self) -> int:
        return len(self._marks)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Marks) and self._marks == tuple(other)

    def __hash__(self) -> int:
        return hash(self._marks)

    def with_mark(self, mark: Mark) -> Marks:
        """These and one more."""
        return Marks([*(one for one in self._marks if not mark.replaces(one)), mark])

    def without(self, mark: Mark) -> Marks:
        """These without one."""
        return Marks(one for one in self._marks if one != mark)

    def of_sheet(self, sheet: str) -> SheetMarks:
        """The marks of a sheet."""
        return SheetMarks(tuple(one for one in self._marks if one.sheet == sheet))

    def form(self) -> list[dict[str, Any]]:
        """As lists and texts for the protocol."""
        return [
            {
                "sheet": one.sheet,
                "scope": one.scope.value,
                "row": one.row,
                "column": one.column,
                "says": one.says.value,
                "value": one.value,
            }
            for one in self._marks
        ]


def mark_of(form: Mapping[str, Any]) -> Mark:
    """The mark of a form; raises KeyError or ValueError for what is none."""
    return Mark(
        str(form["sheet"]),
        Scope(form["scope"]),
        int(form["row"]),
        int(form["column"]),
        Says(form["says"]),
        str(form["value"]),
    )


@dataclass(frozen=True, slots=True)
class SheetMarks:
    """The marks of one sheet, asked for by place."""

    marks: tuple[Mark, ...] = ()

    def sheet_says(self, says: Says) -> bool:
        """Whether the whole sheet is marked so."""
        return any(one.scope is Scope.SHEET and one.says is says for one in self.marks)

    def rows(self, *says: Says) -> set[int]:
        """The rows that are marked so."""
        return {one.row for one in self.marks if one.scope is Scope.ROW and one.says in says}

    def cell(self, row: int, column: int) -> Mark | None:
        """The mark of a cell."""
        found = [one for one in self.cells() if (one.row, one.column) == (row, column)]
        return found[-1] if found else None

    def cells(self) -> list[Mark]:
        """Every mark of a cell."""
        return [one for one in self.marks if one.scope is Scope.CELL]

    def within(self, rows: range, columns: range) -> SheetMarks:
        """The marks of rows, columns and the table that lie in a rectangle."""
        return SheetMarks(tuple(one for one in self.marks if one.row in rows and one.column in columns))

    def row(self, row: int, *says: Says) -> Mark | None:
        """The mark of a row of that kind."""
        return self._last(Scope.ROW, says, row=row)

    def column(self, column: int, *says: Says) -> Mark | None:
        """The mark of a column of that kind."""
        return self._last(Scope.COLUMN, says, column=column)

    def table(self, *says: Says) -> Mark | None:
        """The mark of the table of that kind; ask the marks within its rectangle."""
        return self._last(Scope.TABLE, says)

    def _last(
        self, scope: Scope, says: tuple[Says, ...], row: int | None = None, column: int | None = None
    ) -> Mark | None:
        found = [
            one
            for one in self.marks
            if one.scope is scope
            and one.says in says
            and (row is None or one.row == row)
            and (column is None or one.column == column)
        ]
        return found[-1] if found else None


NO_MARKS = SheetMarks()
"""A sheet of which the user has said nothing."""
