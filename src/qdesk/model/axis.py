"""Axes as printed: leaves with their paths, and the cells that head or label them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace

from qdesk.model.table_layout import At, Change, Compute, Line, Per, Stub, Total

Members = Callable[[str], Iterable[tuple[str, str]]]
"""The members of a breakdown in order: (member id, name)."""


@dataclass(frozen=True, slots=True)
class Leaf:
    """A printed row or column: the lines from the axis' root down to it.

    Everything that a cell asks of it is worked out once: `id` is a stable name within the axis,
    `at` the coordinates that the whole path adds, `total`, `change` and `per` what it computes;
    `is_data` says that it holds observations: neither computed nor a stub.
    """

    path: tuple[Line, ...]
    id: str = field(init=False, compare=False)
    at: At = field(init=False, compare=False)
    total: Total | None = field(init=False, compare=False)
    change: Change | None = field(init=False, compare=False)
    per: Per | None = field(init=False, compare=False)
    is_data: bool = field(init=False, compare=False)

    def __post_init__(self) -> None:
        place = At()
        computes: dict[type, Compute] = {}
        for line in self.path:
            place = place | line.at
            if line.compute is not None:
                computes.setdefault(type(line.compute), line.compute)
        values = {
            "id": "/".join(line.id for line in self.path),
            "at": place,
            "total": computes.get(Total),
            "change": computes.get(Change),
            "per": computes.get(Per),
            "is_data": not computes and all(line.stub is None for line in self.path),
        }
        for name, value in values.items():
            object.__setattr__(self, name, value)  # the class is frozen for everyone else

    @property
    def line(self) -> Line:
        """The leaf's own line."""
        return self.path[-1]


def expand(lines: tuple[Line, ...], members: Members) -> tuple[Line, ...]:
    """The tree with every generated line written out."""
    done: list[Line] = []
    for line in lines:
        if line.members is None:
            inner = expand(line.lines, members) if line.lines else ()
            done.append(replace(line, lines=inner))
            continue
        for member, name in members(line.members):
            inner = expand(line.lines, members)
            at = line.at | At(member=member)
            generated = replace(line, id=f"m:{member}", label=name, at=at, lines=inner, members=None)
            done.append(generated)
    return tuple(done)


def leaves(lines: tuple[Line, ...], path: tuple[Line, ...] = ()) -> list[Leaf]:
    """The leaves of a tree in printed order."""
    found: list[Leaf] = []
    for line in lines:
        here = (*path, line)
        found.extend(leaves(line.lines, here) if line.lines else [Leaf(here)])
    return found


def beside(leaf: Leaf, axis: tuple[Line, ...]) -> list[Leaf]:
    """The data leaves that a total at `leaf` covers.

    Those of its own level; where there are none, those of the nearest ancestor that has some.
    """
    for depth in range(len(leaf.path) - 1, -1, -1):
        siblings = leaf.path[depth - 1].lines if depth else axis
        found = [one for one in leaves(siblings, leaf.path[:depth]) if one.is_data]
        if found:
            return found
    return []


def depth_of(lines: tuple[Line, ...]) -> int:
    """How many levels a tree has; 0 for an empty one."""
    return max((1 + depth_of(line.lines) for line in lines), default=0)


def label_levels(columns: tuple[Line, ...]) -> int:
    """How many label columns stand side by side."""
    stubs = [leaf.line for leaf in leaves(columns) if leaf.line.stub is Stub.LABEL]
    return max((line.level + 1 for line in stubs), default=0)


_YEAR = re.compile(r"\{y([+-]\d)?\}")


def fill_years(text: str, year: int) -> str:
    """`{y}` and `{y-1}` in a label or caption as years."""
    if "{y" not in text:
        return text
    return _YEAR.sub(lambda match: str(year + int(match[1] or 0)), text)
