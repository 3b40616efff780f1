"""The parts of a section in the order in which they print: tables, prose, figures, cases."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from qdesk.model.case import Case
from qdesk.model.figure import Figure
from qdesk.model.prose import passages
from qdesk.model.report import ReportTable

PROSE = "¶"
"""Stands for a passage of prose in a section's order of parts."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of a section's prose between other parts, counted from 0; the last has all that is left."""

    count: int = 0
    is_last: bool = True


Part = ReportTable | Figure | Case | Passage


def arrange(
    order: Iterable[str],
    tables: Sequence[ReportTable] = (),
    figures: Sequence[Figure] = (),
    cases: Sequence[Case] = (),
) -> tuple[Part, ...]:
    """The parts in printed order; what the order does not name stands where it usually does.

    Usual are tables, each with its charts behind it, then the prose, photos and charts of tables that stand
    elsewhere, and cases. Names of what is gone are passed over.
    """
    left: dict[str, ReportTable | Figure | Case] = {one.id: one for one in (*tables, *figures, *cases)}
    placed: list[ReportTable | Figure | Case | None] = []  # None for a passage of prose
    for name in order:
        if name == PROSE:
            placed.append(None)
        elif name in left:
            placed.append(left.pop(name))
    if None not in placed:
        placed.insert(_behind(placed, ReportTable), None)
    here = {one.id for one in tables}
    for thing in left.values():
        placed.insert(_usual_place(placed, thing, here), thing)
    last = sum(one is None for one in placed) - 1
    parts: list[Part] = []
    passages = 0
    for one in placed:
        parts.append(Passage(passages, passages == last) if one is None else one)
        passages += one is None
    return tuple(parts)


def names_of(parts: Iterable[Part]) -> tuple[str, ...]:
    """The order that gives these parts."""
    return tuple(PROSE if isinstance(one, Passage) else one.id for one in parts)


def renamed_order(order: Iterable[str], names: Mapping[str, str]) -> tuple[str, ...]:
    """An order of parts that bear other names now; what has none is gone, and prose that it parted is one."""
    found: list[str] = []
    for one in order:
        name = PROSE if one == PROSE else names.get(one, "")
        if name and not (name == PROSE and found[-1:] == [PROSE]):
            found.append(name)
    return tuple(found)


def passage_text(text: str, passage: Passage) -> str:
    """A passage of a section's stored text; one that nobody has written yet is empty."""
    found = passages(text)[passage.count : None if passage.is_last else passage.count + 1]
    return "\n".join(one for one in found if one)


def _behind(placed: Sequence[object], kind: type) -> int:
    """Behind the last part of a kind, at the beginning where there is none."""
    return max((n + 1 for n, one in enumerate(placed) if isinstance(one, kind)), default=0)


def _usual_place(
    placed: Sequence[ReportTable | Figure | Case | None], thing: ReportTable | Figure | Case, here: set[str]
) -> int:
    if isinstance(thing, Case):
        return len(placed)
    if isinstance(thing, ReportTable):
        return _behind_charts(placed, _behind(placed, ReportTable))
    if thing.table in here:
        names = [one.id if isinstance(one, ReportTable) else "" for one in placed]
        return _behind_charts(placed, names.index(thing.table) + 1)
    others = (n + 1 for n, one in enumerate(placed) if isinstance(one, Figure) and one.table not in here)
    prose = max(n + 1 for n, one in enumerate(placed) if one is None)
    return max((prose, *others))


def _behind_charts(placed: Sequence[object], at: int) -> int:
    """Behind the charts that follow the table that ends there."""
    table = placed[at - 1] if at else None
    while at < len(placed):
        one = placed[at]
        if not isinstance(one, Figure) or not isinstance(table, ReportTable) or one.table != table.id:
            break
        at += 1
    return at
