"""A new table from a shape of the gallery, and what it would look like."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from decimal import Decimal
from uuid import uuid4

from qdesk.actions.add_line import OTHERS, member_change, own_indicator, school_change, year_label
from qdesk.errors import UserError
from qdesk.model.archive import ReportData
from qdesk.model.comparison import CHANGE_TITLES
from qdesk.model.edit import Edit, FieldChange, Kind
from qdesk.model.filled_cell import CellRole
from qdesk.model.filled_table import FilledTable, fill
from qdesk.model.indicator import Indicator, IndicatorKind
from qdesk.model.number_format import NumberStyle, Zeros
from qdesk.model.observation import Claim, Observation, Source
from qdesk.model.register import Record
from qdesk.model.report import ReportTable
from qdesk.model.report_view import ReportView
from qdesk.model.table_layout import At, FieldType, Layout, LayoutKind, Line, Per, Stub, walk
from qdesk.model.table_lines import Side, Subject
from qdesk.model.table_shape import (
    ShapeLine,
    TableShape,
    depth_of_names,
    guess_field,
    read_names,
)
from qdesk.model.value import Value, fold_text
from qdesk.recognition.labels import split_label, with_year_pattern

MAX_LINES = 400
_COUNTED = ("总人数", "人数", "总数", "数")
"""Endings that say the same of a count of people or things."""


@dataclass(frozen=True, slots=True)
class Wishes:
    """What the user filled in for a shape: names as typed, options chosen, base of per-unit lines.

    `reuse` takes indicators of the report that have the very same name, with their values; of those that
    are called so in other words too (在校生数, 在校生总数) the one that the report has a number of.
    """

    caption: str
    names: dict[Side, str] = field(default_factory=dict[Side, str])
    options: frozenset[str] = frozenset()
    base: str = ""
    reuse: bool = True


def new_table(view: ReportView, section: str, shape: TableShape, wishes: Wishes) -> Edit:
    """The edit that puts a new table at the end of a section; UserError for what is missing."""
    if not wishes.caption.strip():
        raise UserError("表题不能是空的", remedy="请写出表题")
    for side, asked in shape.asks.items():
        groups = read_names(wishes.names.get(side, ""))
        if not groups:
            raise UserError(f"没有写{side.word}的名称", remedy=f"请写{asked}")
        if sum(len(group.names) for group in groups) > MAX_LINES:
            raise UserError(f"一次最多 {MAX_LINES} {side.word}", remedy="其余的可以建好表后再加")
    maker = _Maker(view, shape, wishes)
    layout = maker.layout()
    used = [one.position for one in view.archive.tables(view.report.id) if one.section == section]
    table = ReportTable(layout.id, view.report.id, section, max(used, default=-1) + 1, layout, adopted=True)
    changes = [*maker.changes, FieldChange(Kind.TABLE, (layout.id,), None, table)]
    if layout.kind is LayoutKind.REGISTER:
        changes.append(FieldChange(Kind.RECORDS, (layout.id,), None, (Record(uuid4().hex),)))
    return Edit(f"新建表 {layout.caption}", tuple(changes))


def preview_table(view: ReportView, edit: Edit) -> FilledTable:
    """The table that an edit of `new_table` would make, with numbers made up where none are known."""
    archive = view.archive.copy()
    archive.apply(edit)
    made = next(
        one.after for one in reversed(edit.changes) if one.kind is Kind.TABLE and one.after is not None
    )
    assert isinstance(made, ReportTable)  # noqa: S101 - what new_table makes
    data = ReportData(archive, view.report)
    for number, key in enumerate(_empty_cells(fill(made.layout, data))):
        indicator = data.indicator(key[1])
        samples = _RATES if indicator and indicator.is_share else _COUNTS
        value: Value = Decimal(samples[number % len(samples)])
        archive.put(Kind.OBSERVATION, key, Observation((Claim(value, Source("sample")),)))
    return fill(made.layout, data)


_COUNTS = ("120", "150", "80", "96", "60", "45")
_RATES = ("90.5", "92.1", "85.0", "88.4")


def _empty_cells(filled: FilledTable) -> Iterator[tuple[str, ...]]:
    for row in filled.body:
        for cell in row:
            if cell.role is CellRole.VALUE and cell.is_missing and cell.key is not None:
                yield cell.key


class _Maker:
    """Makes one layout of a shape; `changes` are the new names that it needs."""

    def __init__(self, view: ReportView, shape: TableShape, wishes: Wishes) -> None:
        self._view, self._shape, self._wishes = view, shape, wishes
        self._caption = " ".join(wishes.caption.split())
        self._names = {side: read_names(wishes.names.get(side, "")) for side in Side}
        self._ids: set[str] = set()
        self.changes: list[FieldChange] = []

    def layout(self) -> Layout:
        shape = self._shape
        columns = self._lines(shape.columns, Side.COLUMNS)
        rows = self._lines(shape.rows, Side.ROWS)
        at = At()
        if shape.kind is LayoutKind.AXES and not self._measures():
            indicator = own_indicator(self._caption, "人" if "生" in self._caption else "")
            indicator = replace(indicator, name=_measure(self._caption))
            self._add(Kind.INDICATOR, indicator)
            at = At(indicator=indicator.id)
        return Layout(
            id=uuid4().hex,
            caption=with_year_pattern(self._caption, self._view.data.year),
            columns=columns,
            rows=rows,
            kind=shape.kind,
            compare=shape.compare,
            at=at,
            total_styles=_summed_fields(columns) if shape.kind is LayoutKind.REGISTER and rows else {},
        )

    def _measures(self) -> bool:
        """Whether an axis names what is counted; a table of majors by year counts one thing."""
        lines = (*self._shape.rows, *self._shape.columns)
        return any(one.names is not None and one.subject is Subject.INDICATOR for one in lines)

    # -- lines

    def _lines(self, lines: tuple[ShapeLine, ...], side: Side) -> tuple[Line, ...]:
        made: list[Line] = []
        for one in lines:
            if one.option and one.option not in self._wishes.options:
                continue
            if one.line.stub is Stub.LABEL:
                made.extend(self._label_column(one, made))
            elif one.names is None:
                made.append(self._plain(one, side))
            elif one.paired:
                made.extend(self._paired(one.names))
            else:
                made.extend(self._named(one, side))
        return tuple(made)

    def _id(self, wanted: str) -> str:
        count, found = 1, wanted
        while found in self._ids:
            count += 1
            found = f"{wanted}#{count}"
        self._ids.add(found)
        return found

    def _label_column(self, one: ShapeLine, made: list[Line]) -> Iterator[Line]:
        """One column for each level of row names: a second one only where there are headings."""
        before = sum(line.stub is Stub.LABEL for line in made)
        labels = [shape for shape in self._shape.columns if shape.line.stub is Stub.LABEL]
        deep = depth_of_names(self._names[Side.ROWS]) if self._shape.kind is LayoutKind.AXES else 1
        if deep == 1 and one is not labels[-1]:
            return
        if deep > 1 and len(labels) == 1:
            yield Line(self._id("group"), "类别", stub=Stub.LABEL)
            before = 1
        yield replace(one.line, id=self._id("label"), level=before)

    def _plain(self, one: ShapeLine, side: Side) -> Line:
        line = one.line
        label = (line.label or "").replace("{year}", year_label(self._view))
        compute = line.compute
        if isinstance(compute, Per):
            compute = Per(self._wishes.base)
            if not self._wishes.base:
                raise UserError("没有选定按什么平均", remedy="请选择基数，例如全日制在校生数")
        elif line.compute is not None and not label:
            label = CHANGE_TITLES[self._shape.compare]
        kind = type(compute).__name__.lower() if compute else line.stub or f"p:{line.at.period}"
        made = replace(line, id=self._id(f"{side.value[0]}:{kind}"), label=label, compute=compute)
        return replace(made, lines=self._lines(one.lines, side))

    def _named(self, one: ShapeLine, side: Side) -> Iterator[Line]:
        for group in self._names[one.names or side]:
            lines = tuple(self._name(one, side, name) for name in group.names)
            if group.heading:
                yield Line(self._id(f"g:{group.heading}"), group.heading, lines=lines)
            else:
                yield from lines

    def _name(self, one: ShapeLine, side: Side, name: str) -> Line:
        if self._shape.kind is LayoutKind.REGISTER:
            return Line(self._id(name), name, field=guess_field(name))
        parts = split_label(name)
        label = (parts.name or name) if one.bare or "unit" in self._wishes.options else name
        inner = self._lines(one.lines, side)
        line = Line("", label, lines=inner, numbered=one.line.numbered and self._counts())
        match one.subject:
            case Subject.MEMBER:
                change = member_change(self._view, self._breakdown(), name)
                self._keep(change)
                return replace(line, id=self._id(f"m:{change.key[1]}"), at=At(member=change.key[1]))
            case Subject.ENTITY:
                school = self._school(name)
                return replace(line, id=self._id(f"e:{school}"), at=At(entity=school))
            case _:
                found = self._indicator(name)
                return replace(line, id=self._id(f"i:{found.id}"), at=At(indicator=found.id))

    def _breakdown(self) -> str:
        """The list that the names belong to: the shape's, unless most of them are strangers to it."""
        wanted = self._shape.breakdown
        known = {
            fold_text(name) for one in self._view.archive.members(wanted) for name in (one.name, *one.aliases)
        }
        names = [fold_text(name) for group in self._names[Side.ROWS] for name in group.names]
        strangers = sum(name not in known for name in names)
        return wanted if wanted and (not known or strangers * 2 < len(names)) else OTHERS

    def _counts(self) -> bool:
        return "serial" not in self._shape.options or "serial" in self._wishes.options

    def _paired(self, side: Side) -> Iterator[Line]:
        names = [name for group in self._names[side] for name in group.names]
        yield Line(self._id(names[0]), names[0], field=FieldType.TEXT)
        label = year_label(self._view)
        for offset in (-1, 0):
            inner = tuple(
                Line(self._id(f"{name}@{offset}"), name, At(period=offset), field=guess_field(name))
                for name in names[1:]
            )
            yield Line(self._id(f"side@{offset}"), label, At(period=offset), lines=inner)

    # -- names

    def _keep(self, change: FieldChange) -> None:
        if change.before != change.after and all(one.key != change.key for one in self.changes):
            self.changes.append(change)

    def _add(self, kind: Kind, thing: Indicator) -> None:
        self.changes.append(self._view.archive.change(kind, (thing.id,), thing))

    def _school(self, name: str) -> str:
        known = {
            alias: one.id
            for one in self._view.archive.entities
            if one.parent
            for alias in (one.name, *one.aliases)
        }
        if name in known:
            return known[name]
        change = school_change(self._view, name)
        self._keep(change)
        return change.key[0]

    def _indicator(self, name: str) -> Indicator:
        fresh = own_indicator(name)
        if self._wishes.reuse and (known := self._known(fresh)) is not None:
            return known
        self._add(Kind.INDICATOR, fresh)
        return fresh

    def _known(self, fresh: Indicator) -> Indicator | None:
        """The one indicator of the report that is meant: with a number for the whole, else by its name."""
        same = self._fitting(fresh.name, fresh)
        stem = next((fresh.name.removesuffix(end) for end in _COUNTED if fresh.name.endswith(end)), "")
        others = [one for end in ("", *_COUNTED) if stem for one in self._fitting(stem + end, fresh)]
        told = {one.id: one for one in (*same, *others) if self._is_told(one)}
        exact = [one for one in same if one.id in told] or [*told.values()] or same
        return exact[0] if len(exact) == 1 else None

    def _fitting(self, name: str, fresh: Indicator) -> list[Indicator]:
        return [
            one
            for one in self._view.archive.catalogue.named(name)
            if one.kind is not IndicatorKind.TEXT
            and (not fresh.unit or not one.unit or one.unit == fresh.unit)
        ]

    def _is_told(self, one: Indicator) -> bool:
        """Whether the report has a number of it for the whole, of this year or the last."""
        columns = (Line("l", "", stub=Stub.LABEL), *(Line(f"p{at}", "", At(period=at)) for at in (-1, 0)))
        asked = Layout("", "", columns, (Line("i", one.name, At(indicator=one.id)),))
        return any(cell.text for cell in fill(asked, self._view.data).body[0][1:])


def _summed_fields(columns: tuple[Line, ...]) -> dict[str, NumberStyle]:
    """Every number column of a register with a total row is summed in it."""
    numbers = [one for one in walk(columns) if one.field is FieldType.NUMBER and not one.lines]
    return {one.id: NumberStyle(zeros=Zeros.KEEP) for one in numbers if one.stub is None}


def _measure(caption: str) -> str:
    """各专业在校生对比表 → 各专业在校生: what a table of majors by year counts."""
    for ending in ("对比表", "比较表", "统计表", "一览表", "情况表", "表"):
        if caption.endswith(ending) and len(caption) > len(ending):
            return caption.removesuffix(ending)
    return caption
