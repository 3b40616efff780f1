"""Rule 有班无人: a major with a class in a year, of which every table says that it had no students then."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import Enum

from qdesk.checks.rule import Place, places
from qdesk.model.filled_cell import CellRole
from qdesk.model.finding import Finding, Severity
from qdesk.model.report import ReportTable
from qdesk.model.report_view import ReportView
from qdesk.model.value import fold_text

_CLASSES = re.compile(r"班级?(?:数|个数)?(?:\(个\))?$")
_RECRUITS = re.compile(r"(?:实际招生|实招|新招学?生)(?:人?数)?(?:\(人\))?$")
_STUDENTS = re.compile(r"(?:专业|在校|学籍|学生)(?:学?生)?(?:人数|数)(?:\(人\))?$|在校生$")
_PART = re.compile(r"男|女|毕业|应届|新生|招|非")
_NAME = re.compile(r"^[一-龥]{2,12}(?:\(.*\))?$")
_JOINED = re.compile(r"[与和及]")
_ANY = "合计|总计|小计|全校|学校|变化|增减"


class _Kind(Enum):
    CLASSES = "班级"
    STUDENTS = "人数"
    RECRUITS = "招生"


_Year = tuple[str, int]
"""A name and how many years from the report's own."""


@dataclass(frozen=True, slots=True)
class _Told:
    """What a cell says of a name: how many classes, students, or new students."""

    kind: _Kind
    count: Decimal
    place: Place


class ClassesAndStudents:
    """Classes and students of all tables by name and year; a table is read when it prints otherwise."""

    def __init__(self) -> None:
        self._of_table: dict[str, list[_Year]] = {}
        self._told: dict[_Year, dict[str, list[_Told]]] = defaultdict(dict)

    def read(self, view: ReportView, table: ReportTable) -> None:
        """Take what a table says in place of what it said before."""
        self.forget(table.id)
        for year, told in _told(view, table):
            self._told[year].setdefault(table.id, []).append(told)
            self._of_table.setdefault(table.id, []).append(year)

    def forget(self, table_id: str) -> None:
        """Drop what a table told."""
        for year in self._of_table.pop(table_id, ()):
            self._told[year].pop(table_id, None)

    def findings(self, order: Mapping[str, int]) -> Iterator[Finding]:
        """The zero beside the classes, or else the first one; `order` is that of the tables."""
        kin: dict[_Year, list[_Year]] = defaultdict(list)
        for name, offset in self._told:
            kin[name[:2], offset].append((name, offset))
        for (name, offset), tables in self._told.items():
            opened = next(
                (one for one in _every(tables) if one.kind is _Kind.CLASSES and one.count > 0), None
            )
            if opened is None:
                continue
            told = [
                one
                for year in kin[name[:2], offset]
                if year[0].startswith(name) or name.startswith(year[0])  # 数控 and 数控技术应用
                for one in _every(self._told[year])
            ]
            students = [one for one in told if one.kind is _Kind.STUDENTS]
            recruits = [one for one in told if one.kind is _Kind.RECRUITS and one.count > 0]
            if students and not any(one.count for one in students):
                yield _finding(name, opened, students, recruits, order)


def _every(tables: Mapping[str, list[_Told]]) -> Iterator[_Told]:
    return (one for told in tables.values() for one in told)


def _finding(
    name: str, opened: _Told, students: list[_Told], recruits: list[_Told], order: Mapping[str, int]
) -> Finding:
    own = opened.place.table
    zero = min(
        (one.place for one in students), key=lambda one: (one.table is not own, order.get(one.table.id, 0))
    )
    there = "" if zero.table is own else f"{opened.place.title}里"
    message = f"{zero.title}：{name}的人数是 0，{there}{opened.place.head}却是 {opened.count:f}"
    expected = "大于 0"
    if recruits:
        new = recruits[0]
        message += f"，{new.place.title}里{new.place.head}是 {new.count:f}"
        expected = f"不少于 {new.count:f}"
    finding = zero.finding("classes_without_students", Severity.LOOK, message)
    return replace(finding, found=zero.cell.text, expected=expected)


def _told(view: ReportView, table: ReportTable) -> Iterator[tuple[_Year, _Told]]:
    filled = view.filled(table)
    kinds = [_kind(head) for head in _columns(view, table)]
    if not any(kind is not None for kind in kinds):
        return
    names: dict[int, str] = {}
    for one in places(view, table):
        if one.row < filled.header_rows:
            continue
        text = fold_text(one.cell.text)
        if one.cell.role in (CellRole.LABEL, CellRole.FIELD) and one.row not in names and _NAME.match(text):
            names[one.row] = _JOINED.sub("", text)  # 公关与礼仪 and 公关礼仪
        kind, name = kinds[one.column], names.get(one.row, "")
        if kind is None or not name or re.search(_ANY, name) or not isinstance(one.cell.value, Decimal):
            continue
        if one.cell.role in (CellRole.VALUE, CellRole.FIELD):
            yield (name, one.cell.offset), _Told(kind, one.cell.value, one)


def _columns(view: ReportView, table: ReportTable) -> Iterator[str]:
    """What each column counts: its head, or the name of its only indicator where the head is a year."""
    filled = view.filled(table)
    for column in range(len(filled.grid[0]) if filled.grid else 0):
        head = fold_text("".join(dict.fromkeys(line[column].text for line in filled.header)))
        ids = {row[column].indicator for row in filled.body} - {None, ""}
        indicator = view.data.indicator(next(iter(ids)) or "") if len(ids) == 1 else None
        bare = re.fullmatch(r"(?:(?:19|20)\d\d(?:-\d+)?(?:学年度?|年度?)?|本年|上年)", head)
        yield fold_text(indicator.name) if indicator is not None and bare else head


def _kind(head: str) -> _Kind | None:
    """What a column counts, None for anything else."""
    if _CLASSES.search(head):
        return _Kind.CLASSES
    if _RECRUITS.search(head):
        return _Kind.RECRUITS
    return _Kind.STUDENTS if _STUDENTS.search(head) and not _PART.search(head) else None
