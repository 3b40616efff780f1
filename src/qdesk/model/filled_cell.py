"""One printed cell, with all that the screen, Word and the checks want to know of it."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

from qdesk.model.observation import Key
from qdesk.model.value import Gap, GapKind, Value


class CellRole(StrEnum):
    """What a printed cell is."""

    HEADER = "header"
    LABEL = "label"
    SERIAL = "serial"
    UNIT = "unit"
    VALUE = "value"
    COMPUTED = "computed"
    FIELD = "field"
    FIXED = "fixed"

    __hash__ = str.__hash__  # that of enumerations is slow, and roles are looked up at every cell


class FilledCell(NamedTuple):
    """One printed cell with all that the screen and the checks want to know of it.

    `key` is the place that typing writes to (None for a change, total or per-unit cell, whose
    override is kept under table, row and column). `behind` is the computed text under an
    overwritten cell, `follows` the number behind it, not rounded. `offset` is the period relative to
    the report's (-1: last year's column).
    `indent` is how deep a label stands under the row that it is a part of (其中). A header cell's
    `column_id` may be that of a group of columns.
    """

    text: str
    role: CellRole
    row_id: str = ""
    column_id: str = ""
    key: Key | None = None
    value: Value | None = None
    explanation: str = ""
    overwritten: bool = False
    behind: str = ""
    follows: Value | None = None
    offset: int = 0
    is_total: bool = False
    indicator: str = ""
    indent: int = 0

    @property
    def is_missing(self) -> bool:
        """A place for a value that has none yet."""
        gap = isinstance(self.value, Gap) and self.value.kind is GapKind.MISSING
        return self.role in (CellRole.VALUE, CellRole.FIELD) and gap

    @property
    def is_computed(self) -> bool:
        """Whether the program computes this cell, overwritten or not."""
        return self.role is CellRole.COMPUTED


Merge = tuple[int, int, int, int]
"""top, left, bottom, right: counted over header and body together, from 0, inclusive."""
