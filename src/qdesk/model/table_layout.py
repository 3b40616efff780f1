"""What a table says: two axes of lines, and the register as the one other kind."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

from qdesk.model.comparison import ChangeKind
from qdesk.model.number_format import NumberStyle

BY_INDICATOR = "="


class At(NamedTuple):
    """Coordinates that a table or line adds; `period` is an offset to the report's year.

    A column whose member is BY_INDICATOR is a remark on each row: the row's indicator is its member.
    """

    entity: str | None = None
    indicator: str | None = None
    member: str | None = None
    period: int | None = None

    def __or__(self, inner: At) -> At:
        return At(
            inner.entity if inner.entity is not None else self.entity,
            inner.indicator if inner.indicator is not None else self.indicator,
            self.member
            if inner.member is None
            else (self.indicator or BY_INDICATOR)
            if inner.member == BY_INDICATOR
            else inner.member,
            inner.period if inner.period is not None else self.period,
        )


@dataclass(frozen=True, slots=True)
class Change:
    """A computed line: `current` against `prior`; `kind` None asks indicator, then table."""

    prior: int = -1
    current: int = 0
    kind: ChangeKind | None = None


@dataclass(frozen=True, slots=True)
class Total:
    """A computed line over the data lines beside it; `how` None asks the indicator."""

    how: str | None = None


@dataclass(frozen=True, slots=True)
class Per:
    """A computed line: the value for one unit of `base` (an indicator) in the same period."""

    base: str


Compute = Change | Total | Per


class Stub(StrEnum):
    """A column that prints the row itself: serial number, label of a level, unit."""

    SERIAL = "serial"
    LABEL = "label"
    UNIT = "unit"


class FieldType(StrEnum):
    """What a register's field takes; text may run over several lines."""

    TEXT = "text"
    NUMBER = "number"
    DATE = "date"
    CHOICE = "choice"


class LabelPlace(StrEnum):
    """Where the label of a total stands: label column, merged over all stubs, or first cell."""

    LABEL = "label"
    MERGED = "merged"
    FIRST = "first"


@dataclass(frozen=True, slots=True)
class Line:
    """A node of an axis; a leaf is a printed row or column.

    `label` None shares the cell before it. `{y}` in a label is the line's own year, `{y-1}` the
    one before. `members` names a breakdown whose elements become lines; `entities` makes one of
    each school of the report's city.
    `serial` is printed in the serial column in place of the counted number. `of` is the id of the
    line that this one is a part of (其中): it prints indented. `field` and `choices` are for the
    columns of registers.
    """

    id: str
    label: str | None = ""
    at: At = field(default_factory=At)
    lines: tuple[Line, ...] = ()
    compute: Compute | None = None
    stub: Stub | None = None
    level: int = 0
    numbered: bool = False
    serial: str | None = None
    unit: str = ""
    of: str | None = None
    label_place: LabelPlace = LabelPlace.LABEL
    members: str | None = None
    entities: bool = False
    style: NumberStyle | None = None
    field: FieldType = FieldType.NUMBER
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CellText:
    """An exception for one cell: a text printed in its place."""

    text: str


class LayoutKind(StrEnum):
    """Two axes, or a register of records."""

    AXES = "axes"
    REGISTER = "register"


@dataclass(frozen=True, slots=True)
class Layout:
    """A data table (数据表): caption, axes, comparison and number styles.

    `change_styles` and `total_styles` are keyed by change kind or indicator id, "" for the rest.
    `cells` are exceptions by (row id, column id); `joined` are body cells that cover others, with
    how many rows and columns they cover. A register uses `columns` as its fields (a
    leaf's id is the field's name) and its records instead of `rows`.
    """

    id: str
    caption: str
    columns: tuple[Line, ...]
    rows: tuple[Line, ...] = ()
    kind: LayoutKind = LayoutKind.AXES
    subcaption: str = ""
    unit_line: str = ""
    notes: tuple[str, ...] = ()
    at: At = field(default_factory=At)
    compare: ChangeKind = ChangeKind.DIFFERENCE
    styles: dict[str, NumberStyle] = field(default_factory=dict[str, NumberStyle])
    change_styles: dict[str, NumberStyle] = field(default_factory=dict[str, NumberStyle])
    total_styles: dict[str, NumberStyle] = field(default_factory=dict[str, NumberStyle])
    per_style: NumberStyle | None = None
    cells: dict[tuple[str, str], CellText] = field(default_factory=dict[tuple[str, str], CellText])
    joined: dict[tuple[str, str], tuple[int, int]] = field(
        default_factory=dict[tuple[str, str], tuple[int, int]]
    )
    source: str = ""
    printed_number: str = ""


def walk(lines: tuple[Line, ...]) -> list[Line]:
    """Every line of a tree, parents before their children."""
    found: list[Line] = []
    for line in lines:
        found.append(line)
        found.extend(walk(line.lines))
    return found
