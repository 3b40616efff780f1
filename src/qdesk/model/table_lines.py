"""What the lines of a table carry, and new lines that fit among them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from enum import StrEnum

from qdesk.model.axis import Leaf, leaves
from qdesk.model.line_tree import Lines, Path, line_at, mapped, paths
from qdesk.model.table_layout import At, Layout, Line, Stub


class Side(StrEnum):
    """The two axes as a user sees them."""

    ROWS = "rows"
    COLUMNS = "columns"

    @property
    def other(self) -> Side:
        """The axis that crosses this one."""
        return Side.COLUMNS if self is Side.ROWS else Side.ROWS

    @property
    def word(self) -> str:
        """行 or 列."""
        return "行" if self is Side.ROWS else "列"


class Subject(StrEnum):
    """What the lines of an axis name."""

    INDICATOR = "indicator"
    MEMBER = "member"
    ENTITY = "entity"
    PERIOD = "period"


def lines_of(layout: Layout, side: Side) -> Lines:
    """The lines of an axis."""
    return layout.rows if side is Side.ROWS else layout.columns


def with_lines(layout: Layout, side: Side, lines: Lines) -> Layout:
    """The layout with another axis."""
    return replace(layout, rows=lines) if side is Side.ROWS else replace(layout, columns=lines)


def subject_of(layout: Layout, side: Side) -> Subject:
    """What a new named line of an axis would be: another member, school or indicator.

    An axis of years only takes what the other axis does not name.
    """
    own = list(_named(layout, side))
    for subject, found in _FOUND.items():
        if any(found(leaf) for leaf in own):
            return subject
    across = list(_named(layout, side.other))
    if any(leaf.at.indicator for leaf in across):
        return Subject.MEMBER
    return Subject.INDICATOR


_FOUND: dict[Subject, Callable[[Leaf], bool]] = {
    Subject.MEMBER: lambda leaf: leaf.at.member is not None or any(line.members for line in leaf.path),
    Subject.ENTITY: lambda leaf: leaf.at.entity is not None or any(line.entities for line in leaf.path),
    Subject.INDICATOR: lambda leaf: leaf.at.indicator is not None,
}


def carries(layout: Layout, side: Side, subject: Subject) -> bool:
    """Whether an axis names anything of that kind."""
    return any(_FOUND[subject](leaf) for leaf in _named(layout, side))


def _named(layout: Layout, side: Side) -> Iterator[Leaf]:
    return (leaf for leaf in leaves(lines_of(layout, side)) if leaf.is_data)


def fresh_id(lines: Lines, wanted: str) -> str:
    """`wanted`, or with a number behind it where an axis has that id already."""
    taken = {line.id for _, line in paths(lines)}
    count, found = 1, wanted
    while found in taken:
        count += 1
        found = f"{wanted}#{count}"
    return found


def like(pattern: Line | None, line: Line) -> Line:
    """A new line with the years and the inner columns that its neighbour has."""
    if pattern is None or pattern.stub is not None or pattern.compute is not None:
        return line
    at = line.at._replace(period=pattern.at.period if line.at.period is None else line.at.period)
    only_years = all(inner.at == At(period=inner.at.period) for _, inner in paths(pattern.lines))
    return replace(line, at=at, lines=pattern.lines if only_years else line.lines)


def counted_anew(rows: Lines) -> Lines:
    """Serial numbers that simply count are counted by the program once rows come, go or move."""
    serials = [line.serial for _, line in paths(rows) if line.numbered and line.serial is not None]
    if serials != [str(n) for n in range(1, len(serials) + 1)]:
        return rows
    return mapped(rows, lambda line: replace(line, serial=None))


def carried_over(before: Lines, after: Lines) -> dict[str, str]:
    """Old leaf id → new leaf id, for leaves that only changed their place in the tree."""
    new: dict[str, list[str]] = {}
    for leaf in leaves(after):
        new.setdefault(leaf.line.id, []).append(leaf.id)
    return {leaf.id: found[0] for leaf in leaves(before) if len(found := new.get(leaf.line.id, [])) == 1}


def label_column(layout: Layout) -> Path | None:
    """The column that labels the rows."""
    found = [path for path, line in paths(layout.columns) if line.stub is Stub.LABEL]
    return found[-1] if found else None


def corner_label(layout: Layout) -> str:
    """What stands over the row labels."""
    path = label_column(layout)
    line = line_at(layout.columns, path) if path else None
    return (line.label or "") if line else ""
