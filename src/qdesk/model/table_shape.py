"""Shapes of tables that users start from: two axes with places for names of their own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from qdesk.model.comparison import ChangeKind
from qdesk.model.table_layout import FieldType, LayoutKind, Line
from qdesk.model.table_lines import Side, Subject


@dataclass(frozen=True, slots=True)
class ShapeLine:
    """A line of a shape.

    `names` says from which side's names it is made, one line a name, as `subject`; without it
    `line` stands as it is. `option` is what the user may leave out. `lines` stand inside. `bare`:
    the unit of a name goes to the unit column. `paired`: the first name heads a field that both
    years share, each other one a field of last year and one of this year.
    """

    line: Line
    names: Side | None = None
    subject: Subject = Subject.INDICATOR
    option: str = ""
    lines: tuple[ShapeLine, ...] = ()
    bare: bool = False
    paired: bool = False


@dataclass(frozen=True, slots=True)
class TableShape:
    """A shape of the gallery: what it asks for, and examples that the preview begins with.

    `asks` is what the names of a side are, in the user's words; a side that is not there asks
    nothing. `options` are the titles of what may be left out, `chosen` those that are in at first.
    """

    id: str
    title: str
    hint: str
    rows: tuple[ShapeLine, ...]
    columns: tuple[ShapeLine, ...]
    kind: LayoutKind = LayoutKind.AXES
    compare: ChangeKind = ChangeKind.DIFFERENCE
    caption: str = ""
    breakdown: str = ""
    asks: dict[Side, str] = field(default_factory=dict[Side, str])
    examples: dict[Side, tuple[str, ...]] = field(default_factory=dict[Side, tuple[str, ...]])
    options: dict[str, str] = field(default_factory=dict[str, str])
    chosen: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class NameGroup:
    """Names as the user wrote them, under a heading or ("") without one."""

    heading: str
    names: tuple[str, ...]


def read_names(text: str) -> tuple[NameGroup, ...]:
    """One name a line; a line that ends with a colon is the heading of those that follow.

    Names that stand twice under one heading count once.
    """
    groups: list[tuple[str, dict[str, None]]] = []
    for raw in text.splitlines():
        line = " ".join(raw.split())
        if not line:
            continue
        if line.endswith(("：", ":")):
            groups.append((line[:-1].strip(), {}))
        else:
            if not groups:
                groups.append(("", {}))
            groups[-1][1].setdefault(line)
    return tuple(NameGroup(heading, tuple(names)) for heading, names in groups if names)


def depth_of_names(groups: Sequence[NameGroup]) -> int:
    """2 where there are headings, else 1."""
    return 2 if any(group.heading for group in groups) else 1


_FIELD_WORDS = {
    FieldType.NUMBER: ("数", "人数", "金额", "面积", "学时", "分", "个数"),
    FieldType.DATE: ("时间", "日期", "年月"),
}


def guess_field(name: str) -> FieldType:
    """What a register's column takes, by its name."""
    plain = name.partition("（")[0]
    for kind, words in _FIELD_WORDS.items():
        if plain.endswith(words):
            return kind
    return FieldType.TEXT
