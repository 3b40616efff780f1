"""Axes as printed: leaves with their paths, and the cells that head or label them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Protocol

from qdesk.model.table_layout import At, Change, Compute, Layout, Line, Per, Stub, Total, walk


class LineSource(Protocol):
    """What generated lines are made of; every list holds (id, name) in order."""

    def members(self, breakdown: str) -> Sequence[tuple[str, str]]:
        """The members of a breakdown."""
        ...

    def schools(self) -> Sequence[tuple[str, str]]:
        """The schools of the report's city."""
        ...

    def is_offered(self, member: str, offset: int) -> bool:
        """Whether a member existed in that period."""
        ...


_NOWHERE = At()


@dataclass(frozen=True, slots=True)
class Leaf:
    """A printed row or column: the lines from the axis' root down to it.

    Everything that a cell asks of it is worked out once: `id` is a stable name within the axis,
    `line` its own line, `at` the coordinates that the whole path adds, `total`, `change` and `per`
    what it computes; `is_data` says that it holds observations: neither computed nor a stub.
    """

    path: tuple[Line, ...]
    id: str = field(init=False, compare=False)
    line: Line = field(init=False, compare=False)
    at: At = field(init=False, compare=False)
    total: Total | None = field(init=False, compare=False)
    change: Change | None = field(init=False, compare=False)
    per: Per | None = field(init=False, compare=False)
    is_data: bool = field(init=False, compare=False)

    def __post_init__(self) -> None:
        place = _NOWHERE
        computes: dict[type, Compute] = {}
        for line in self.path:
            if line.at != _NOWHERE:
                place = place | line.at
            if line.compute is not None:
                computes.setdefault(type(line.compute), line.compute)
        put = partial(object.__setattr__, self)  # the class is frozen for everyone else
        put("id", "/".join([line.id for line in self.path]))
        put("line", self.path[-1])
        put("at", place)
        put("total", computes.get(Total))
        put("change", computes.get(Change))
        put("per", computes.get(Per))
        put("is_data", not computes and all(line.stub is None for line in self.path))


def period_offsets(layout: Layout) -> frozenset[int]:
    """The periods that a table shows, relative to the report's."""
    found = {line.at.period for line in (*walk(layout.rows), *walk(layout.columns))} | {layout.at.period}
    return frozenset(one for one in found if one is not None) or frozenset((0,))


def expand(lines: tuple[Line, ...], source: LineSource, offsets: frozenset[int]) -> tuple[Line, ...]:
    """The tree with every generated line written out.

    A member that was offered in none of the periods of `offsets` has no line.
    """
    done: list[Line] = []
    for line in lines:
        inner = expand(line.lines, source, offsets) if line.lines else ()
        if line.members is not None:
            for member, name in source.members(line.members):
                at = line.at | At(member=member)
                made = replace(line, id=f"m:{member}", label=name, at=at, lines=inner, members=None)
                done.append(made)
        elif line.entities:
            for school, name in source.schools():
                at = line.at | At(entity=school)
                made = replace(line, id=f"e:{school}", label=name, at=at, lines=inner, entities=False)
                done.append(made)
        else:
            done.append(line if inner == line.lines else replace(line, lines=inner))
    return tuple(one for one in done if _is_shown(one, source, offsets))


def _is_shown(line: Line, source: LineSource, offsets: frozenset[int]) -> bool:
    member = line.at.member
    return not member or any(source.is_offered(member, offset) for offset in offsets)


def leaves(lines: tuple[Line, ...], path: tuple[Line, ...] = ()) -> list[Leaf]:
    """The leaves of a tree in printed order."""
    found: list[Leaf] = []
    for line in lines:
        here = (*path, line)
        found.extend(leaves(line.lines, here) if line.lines else [Leaf(here)])
    return found


@dataclass(frozen=True, slots=True)
class Axes:
    """Both axes of a layout with every line written out, and their leaves."""

    rows: tuple[Line, ...]
    columns: tuple[Line, ...]
    row_leaves: tuple[Leaf, ...]
    column_leaves: tuple[Leaf, ...]


def axes_of(layout: Layout, source: LineSource) -> Axes:
    """The axes as they print in the report's year."""
    offsets = period_offsets(layout)
    rows, columns = expand(layout.rows, source, offsets), expand(layout.columns, source, offsets)
    return Axes(rows, columns, tuple(leaves(rows)), tuple(leaves(columns)))


def beside(leaf: Leaf, axis: Sequence[Leaf]) -> list[Leaf]:
    """The data leaves of an axis that a total at `leaf` covers.

    Those of its own level; where there are none, those of the nearest ancestor that has some. A part
    (其中：女) of a line that is covered itself is in it already.
    """
    for depth in range(len(leaf.path) - 1, -1, -1):
        above = [line.id for line in leaf.path[:depth]]
        found = [
            one
            for one in axis
            if one.is_data and len(one.path) > depth and [line.id for line in one.path[:depth]] == above
        ]
        if found:
            wholes = {one.line.id for one in found}
            return [one for one in found if one.line.of not in wholes]
    return []


def width_of(line: Line) -> int:
    """How many leaves stand under a line."""
    return sum(map(width_of, line.lines)) if line.lines else 1


def depth_of(lines: tuple[Line, ...]) -> int:
    """How many levels a tree has; 0 for an empty one."""
    return max((1 + depth_of(line.lines) for line in lines), default=0)


def label_levels(columns: Sequence[Leaf]) -> int:
    """How many label columns stand side by side."""
    stubs = [leaf.line for leaf in columns if leaf.line.stub is Stub.LABEL]
    return max((line.level + 1 for line in stubs), default=0)


_YEAR = re.compile(r"\{y([+-]\d)?\}")


def fill_years(text: str, year: int) -> str:
    """`{y}` and `{y-1}` in a label or caption as years."""
    if "{y" not in text:
        return text
    return _YEAR.sub(lambda match: str(year + int(match[1] or 0)), text)
