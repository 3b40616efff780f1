"""Rules 小计未填 and 只有小计: the totals of groups of columns that stand empty, or alone."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from qdesk.checks.rule import Place, places
from qdesk.model.filled_cell import CellRole
from qdesk.model.finding import Finding, Severity
from qdesk.model.report import ReportTable
from qdesk.model.report_view import ReportView
from qdesk.model.value import fold_text

_SUM = re.compile(r"^(?:小计|合计|总计)$")
_RATE = re.compile(r"率|比例|占比")
_TWO = 2


@dataclass(frozen=True, slots=True)
class GroupTotal:
    """The cell of a group's 小计 in one row, with the cells of its parts; `others` are the other groups'."""

    place: Place
    group: tuple[str, ...]
    parts: tuple[Place, ...]
    others: tuple[Place, ...]
    before: tuple[Place, ...]

    @property
    def told(self) -> list[Decimal]:
        """The numbers of the parts."""
        return _numbers(one for one in self.parts if one.cell.role is CellRole.VALUE)

    @property
    def is_left_empty(self) -> bool:
        """Whether all parts may be added up, and nobody did."""
        return self.place.cell.is_missing and len(self.told) >= _TWO

    @property
    def stands_alone(self) -> bool:
        """Whether a number stands here of which there are no parts."""
        value = self.place.cell.value
        return len(self.parts) >= _TWO and not self.told and isinstance(value, Decimal) and bool(value)


def group_totals(view: ReportView, table: ReportTable) -> Iterator[Finding]:
    """A 小计 left empty although all its parts stand beside it, and one that stands alone."""
    for one in totals_of_groups(view, table):
        place = one.place
        if one.is_left_empty:
            total = sum(one.told, Decimal(0))
            message = f"{place.title}：{place.name} 没有填，各项相加是 {total:f}"
            yield replace(place.finding("empty_sum", Severity.MUST, message), expected=f"{total:f}")
        elif one.stands_alone:
            message = f"{place.title}：{place.name} 写的是 {place.cell.text}，可是各项都空着，是否填错了列"
            rest = _rest(one)
            hint = f"；{rest[1]}" if rest else ""
            finding = place.finding("empty_parts", Severity.LOOK, message + hint)
            yield replace(finding, found=place.cell.text, expected=f"{rest[0]:f}" if rest else "")


def totals_of_groups(view: ReportView, table: ReportTable) -> Iterator[GroupTotal]:
    """Every 小计 below a head that it shares with its parts."""
    rows: dict[int, list[Place]] = defaultdict(list)
    filled = view.filled(table)
    heads = [_head(view, table, column) for column in range(len(filled.grid[0]) if filled.grid else 0)]
    totals = [at for at, head in enumerate(heads) if len(head) >= _TWO and _SUM.match(fold_text(head[-1]))]
    if not totals:
        return
    covered = filled.covered
    for place in places(view, table):
        if place.row >= filled.header_rows and (place.row, place.column) not in covered:
            rows[place.row].append(place)
    for cells in rows.values():
        by_column = {one.column: one for one in cells}
        for at in totals:
            place = by_column.get(at)
            if place is None or place.cell.role is not CellRole.VALUE:
                continue
            group = heads[at][:-1]
            parts = [one for one in cells if one is not place and _is_part(heads[one.column], group)]
            grouped = [one for one in cells if len(heads[one.column]) > 1]
            others = [one for one in grouped if heads[one.column][:1] != group[:1]]
            before = [one for one in cells if one not in grouped and one.column < at]
            yield GroupTotal(place, group, tuple(parts), tuple(others), tuple(before))


def _head(view: ReportView, table: ReportTable, column: int) -> tuple[str, ...]:
    """The different heads above a column, from the top."""
    lines = (" ".join(line[column].text.split()) for line in view.filled(table).header)
    return tuple(dict.fromkeys(one for one in lines if one))


def _is_part(head: Sequence[str], group: Sequence[str]) -> bool:
    return tuple(head[: len(group)]) == tuple(group) and not _RATE.search(head[-1])


def _rest(one: GroupTotal) -> tuple[Decimal, str] | None:
    """What is left for the group of the whole before all groups, where its name says that it is theirs.

    对口就业人数 853, 直接就业 28 and 间接就业 28: the second went into the wrong column, 853 - 28 are left.
    """
    others = _numbers(each for each in one.others if not _RATE.search(each.head))
    kind = fold_text(one.group[0])[-2:]
    wholes = [each for each in one.before if kind in fold_text(each.head) and _numbers((each,))]
    if not wholes or one.place.cell.value not in others:
        return None
    whole = wholes[-1]
    value = _numbers((whole,))[0]
    rest = value - sum(others, Decimal(0))
    if rest <= 0:
        return None
    working = " - ".join(f"{each:f}" for each in (value, *others))
    return rest, f"按{whole.head} {working}，还剩 {rest:f}"


def _numbers(places: Iterator[Place] | Sequence[Place]) -> list[Decimal]:
    return [one.cell.value for one in places if isinstance(one.cell.value, Decimal)]
