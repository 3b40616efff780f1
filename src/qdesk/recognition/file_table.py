"""One table of a file while it is being understood: its cells with their lines and coordinates."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from qdesk.model.axis import Axes, Leaf, leaves
from qdesk.model.evaluation import Evaluation
from qdesk.model.indicator import Indicator
from qdesk.model.number_format import DEFAULT_CONVENTIONS, Conventions
from qdesk.model.observation import Key
from qdesk.model.table_layout import At, Layout
from qdesk.model.value import MISSING, Value, parse_value
from qdesk.recognition.grid import GridCell
from qdesk.recognition.labels import LineRole
from qdesk.recognition.skeleton import Skeleton
from qdesk.recognition.understood_table import UnderstoodLine


class FileData:
    """The file's own values, laid out so that its tables can be evaluated before anything is stored."""

    def __init__(self, indicators: dict[str, Indicator]) -> None:
        self.indicators = indicators
        self.values: dict[Key, Value] = {}
        self.conventions: Conventions = DEFAULT_CONVENTIONS

    def value(self, key: Key) -> Value | None:
        """The file's own value at a key."""
        return self.values.get(key)

    def overrides(self, table_id: str) -> Mapping[tuple[str, str], Value]:  # noqa: ARG002 - the same for all
        """Nothing is typed over before it is stored."""
        return {}

    def is_offered(self, member: str, offset: int) -> bool:  # noqa: ARG002 - the same for all
        """A file names what it has; nothing more is known of it."""
        return True

    def indicator(self, indicator_id: str) -> Indicator | None:
        """A known indicator, or one that the file brings."""
        return self.indicators.get(indicator_id)

    def key(self, at: At, indicator: Indicator) -> Key:
        """The key of a place; periods are offsets to the file's current year."""
        return Key(at.entity or "", indicator.id, at.member or "", str(at.period or 0))

    def member_ids(self, indicator_id: str) -> list[str]:
        """The members that have a value in the file."""
        return list(dict.fromkeys(key.member for key in self.values if key.indicator == indicator_id))


@dataclass(frozen=True, slots=True)
class BodyCell:
    """A body cell with its lines."""

    row: UnderstoodLine
    column: UnderstoodLine
    row_leaf: Leaf
    column_leaf: Leaf
    cell: GridCell
    at: At
    role: LineRole
    """value, total, change or per."""


def _role_of(row: UnderstoodLine, column: UnderstoodLine) -> LineRole:
    """The role of a cell: the outermost computation decides."""
    for wanted in (LineRole.CHANGE, LineRole.PER, LineRole.TOTAL, LineRole.MEAN):
        if wanted in (row.role, column.role):
            return LineRole.TOTAL if wanted is LineRole.MEAN else wanted
    return column.role


@dataclass(slots=True)
class FileTable:
    """A table with its layout so far; every step of the understanding replaces the layout."""

    skeleton: Skeleton
    layout: Layout
    data: FileData
    _cells: tuple[Layout, list[BodyCell]] | None = None
    _axes: Axes | None = None

    @property
    def sheet(self) -> str:
        """The sheet that the table stands on."""
        return self.skeleton.understood.grid.name

    def cells(self) -> list[BodyCell]:
        """The body's cells row by row; of a merged range the first one, stubs left out."""
        # Nearly every step goes over them, and most steps change neither axis.
        if self._cells is not None and _same_axes(self._cells[0], self.layout):
            return self._cells[1]
        found = list(self._made_cells())
        self._cells = (self.layout, found)
        return found

    def _made_cells(self) -> Iterator[BodyCell]:
        table = self.skeleton.understood
        axes = self.axes()
        rows = dict(zip(table.region.body_rows, axes.row_leaves, strict=True))
        columns = dict(zip(table.region.columns, axes.column_leaves, strict=True))
        for row in table.rows:
            for column in table.columns:
                place = (row.index, column.index)
                if columns[column.index].line.stub is None and table.grid.anchor(*place) == place:
                    leaf, other = rows[row.index], columns[column.index]
                    at = self.layout.at | leaf.at | other.at
                    own, role = table.grid.own(*place), _role_of(row, column)
                    yield BodyCell(row, column, leaf, other, own, at, role)

    def indicator_of(self, cell: BodyCell) -> Indicator | None:
        """The indicator that a cell speaks of."""
        return self.data.indicator(cell.at.indicator or "")

    def evaluation(self) -> Evaluation:
        """Evaluates the table over the file's own values."""
        return Evaluation(self.layout, self.axes(), self.data)

    def axes(self) -> Axes:
        """The axes of the layout so far with their leaves."""
        rows, columns = self.layout.rows, self.layout.columns
        if self._axes is None or self._axes.rows is not rows or self._axes.columns is not columns:
            self._axes = Axes(rows, columns, tuple(leaves(rows)), tuple(leaves(columns)))
        return self._axes


def _same_axes(one: Layout, other: Layout) -> bool:
    return one.rows is other.rows and one.columns is other.columns and one.at == other.at


_CODE = re.compile(r"\s*0\d+\s*$")
"""A text of digits with a leading zero is a code, and loses nothing on the way."""


def value_of(cell: GridCell) -> tuple[Value, str]:
    """What a cell holds, and the unit that it shows."""
    if cell.value is None:
        return MISSING, ""
    if isinstance(cell.value, Decimal):
        return cell.value, cell.unit
    if _CODE.match(cell.value):
        return cell.value.strip(), ""
    parsed = parse_value(cell.value)
    return parsed.value, parsed.unit


def number_of(cell: GridCell) -> Decimal | None:
    """The number in a cell, or None."""
    value = value_of(cell)[0]
    return value if isinstance(value, Decimal) else None
