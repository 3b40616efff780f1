"""Rule 一数一值: one indicator with two values of one year in different tables."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from functools import lru_cache

from qdesk.checks.rule import Place, places
from qdesk.checks.tables.group_totals import GroupTotal, totals_of_groups
from qdesk.model.axis import Leaf
from qdesk.model.filled_cell import CellRole
from qdesk.model.finding import Finding, Severity
from qdesk.model.number_format import round_half_up
from qdesk.model.report import ReportTable
from qdesk.model.report_view import ReportView
from qdesk.model.table_layout import LayoutKind
from qdesk.model.value import decimals_of, fold_text
from qdesk.recognition.spoken_names import short_forms, spoken, spoken_names

_SELF_TOLD = re.compile(
    r"率$|比例$|(?:生|教师|职工|学生|人|专业|图书|班级?)数$|面积|总值|总额|毕业|在校|招生|直接就业|生师比"
)
"""Names that say by themselves what they count; 一等奖 needs its table."""
_SAYS_NOTHING = ("人数", "总人数", "人数(人)", "数", "总数", "班数")
"""Of whom?"""
_NUMBERS = (CellRole.VALUE, CellRole.COMPUTED)


_NARROW = re.compile(r"专业群|校区|系部|分校|(?<=[一-龥])(?<![各分全个])专业(?:基本)?情况")
"""Captions of tables on a part of the school: 护理专业群情况."""

_TWINS = (("初次就业", "直接就业"),)
"""Names that may be one: they are compared where last year's values agreed."""

Name = tuple[str, str, int]
"""What a whole is known by: folded name, unit, and the year relative to the report's."""


class OneValue:
    """The wholes of all tables by name; a table is read again only when it prints otherwise."""

    def __init__(self) -> None:
        self._of_table: dict[str, list[Name]] = {}
        self._places: dict[Name, dict[str, Place]] = defaultdict(dict)
        self._shared: set[Name] = set()
        self._called: dict[tuple[str, Name], str] = {}  # table and whole → what the table calls it
        self._empty: dict[str, list[GroupTotal]] = {}  # totals that nobody filled in, by table

    def read(self, view: ReportView, table: ReportTable) -> None:
        """Take a table's wholes in place of those that it had before."""
        self.forget(table.id)
        filled = view.filled(table)
        if filled.layout.kind is not LayoutKind.AXES or _NARROW.search(filled.caption):
            return
        for name, called, place in _wholes(view, table):
            self._called.setdefault((table.id, name), called)
            self._places[name].setdefault(table.id, place)
            self._of_table.setdefault(table.id, []).append(name)
            if len(self._places[name]) > 1:
                self._shared.add(name)
        if empty := [one for one in totals_of_groups(view, table) if one.is_left_empty]:
            self._empty[table.id] = empty

    def forget(self, table_id: str) -> None:
        """Drop what a table told."""
        self._empty.pop(table_id, None)
        for name in self._of_table.pop(table_id, ()):
            self._places[name].pop(table_id, None)
            self._called.pop((table_id, name), None)
            if len(self._places[name]) < 2:
                self._shared.discard(name)

    def findings(self, order: Mapping[str, int]) -> Iterator[Finding]:
        """Each whole that an earlier table has another number for; `order` is that of the tables."""
        for name in sorted(self._shared):
            found = sorted(self._places[name].values(), key=lambda one: order.get(one.table.id, 0))
            earlier = found[0]
            for place in found[1:]:
                if _is_rounded(_right(earlier), _right(place)) or not self._is_same(name, earlier, place):
                    continue
                called = self._called[earlier.table.id, name]
                what = "同一指标" if called == self._called[place.table.id, name] else called
                there = f"{earlier.title}里{what}是 {earlier.cell.text}"
                message = f"{place.title}：{place.name} 是 {place.cell.text}，{there}"
                finding = place.finding("one_value", Severity.LOOK, message)
                sides = {"found": place.cell.text, "expected": earlier.cell.text}
                yield replace(finding, **sides, against=earlier.source)

        yield from self._empty_totals(order)

    def _empty_totals(self, order: Mapping[str, int]) -> Iterator[Finding]:
        """Parts of a total left empty that add up to something else than another table has for it."""
        for one in (each for every in self._empty.values() for each in every):
            place, total = one.place, sum(one.told, Decimal(0))
            wanted = _plain_names(one.group[-1])
            others = [
                other
                for name, found in self._places.items()
                if name[2] == place.cell.offset and wanted & _plain_names(name[0])
                for other in found.values()
                if other.table is not place.table and isinstance(other.cell.value, Decimal)
            ]
            if not others or any(_right(other) == total for other in others):
                continue
            other = min(others, key=lambda each: order.get(each.table.id, 0))
            message = (
                f"{place.title}：{place.name} 的各项相加是 {total:f}，"
                f"{other.title}里 {other.name} 是 {other.cell.text}"
            )
            finding = place.finding("one_value", Severity.LOOK, message)
            yield replace(finding, found=f"{total:f}", expected=other.cell.text, against=other.source)

    def _is_same(self, name: Name, one: Place, other: Place) -> bool:
        """Whether two wholes are one: called alike, or by two names of it and equal last year."""
        if self._called[one.table.id, name] == self._called[other.table.id, name]:
            return True
        before = self._places.get((name[0], name[1], name[2] - 1), {})
        sides = before.get(one.table.id), before.get(other.table.id)
        return None not in sides and len({side.cell.value for side in sides if side is not None}) == 1


def _wholes(view: ReportView, table: ReportTable) -> Iterator[tuple[Name, str, Place]]:
    """The numbers of a table that stand for the whole, each with what it is known by and called."""
    filled = view.filled(table)
    rows, columns = filled.axes.row_leaves, filled.axes.column_leaves
    shared = _shared_names(view, table)
    names = spoken_names(view.archive.catalogue)
    for place in places(view, table):
        cell = place.cell
        if cell.role not in _NUMBERS or not isinstance(cell.value, Decimal) or not cell.indicator:
            continue
        row, column = rows[place.row - filled.header_rows], columns[place.column]
        if _is_change(row) or _is_change(column) or not _is_whole(row, column, place):
            continue
        indicator = view.data.indicator(cell.indicator)
        name = fold_text(indicator.name) if indicator else ""
        if indicator is None or name in _SAYS_NOTHING or not _SELF_TOLD.search(name) or name in shared:
            continue
        yield (_twin(name) or names.shared_name(indicator), indicator.unit, cell.offset), name, place


@lru_cache(maxsize=20_000)
def _plain_names(name: str) -> frozenset[str]:
    """What a head or a name comes to without units and rates beside it: 就业 of 就业人数(人)及比率(%)."""
    bare = re.sub(r"\(.*?\)|及(?:其)?(?:比率|比例|占比)", "", fold_text(name))
    return frozenset(short_forms(spoken(bare)))


def _twin(name: str) -> str:
    """The name with which another one is compared: 直接就业 for 初次就业生数."""
    for one, other in _TWINS:
        if name.startswith((one, other)) and not name.endswith("率"):
            return other
    return ""


def _shared_names(view: ReportView, table: ReportTable) -> set[str]:
    """Names that several indicators of the table share: they say too little."""
    seen: dict[str, str] = {}
    shared: set[str] = set()
    for row in view.filled(table).body:
        for cell in row:
            indicator = view.data.indicator(cell.indicator) if cell.indicator else None
            if indicator is not None:
                name = fold_text(indicator.name)
                if seen.setdefault(name, indicator.id) != indicator.id:
                    shared.add(name)
    return shared


def _is_change(leaf: Leaf) -> bool:
    return leaf.change is not None or leaf.per is not None


def _is_whole(row: Leaf, column: Leaf, place: Place) -> bool:
    if row.total is not None or column.total is not None:
        return True
    key = place.cell.key
    return key is not None and not key.member and row.line.of is None and row.at.entity is column.at.entity


def _right(place: Place) -> object:
    """The number as it should be: a total that was typed over wrongly is told of by itself."""
    return place.cell.follows if place.cell.overwritten else place.cell.value


def _is_rounded(one: object, other: object) -> bool:
    """Whether one is the other with fewer places."""
    if not isinstance(one, Decimal) or not isinstance(other, Decimal):
        return True
    places = min(decimals_of(one), decimals_of(other))
    return round_half_up(one, places) == round_half_up(other, places)
