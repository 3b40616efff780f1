"""Changing a table's shape: rows, comparison; values are never touched by it."""

from __future__ import annotations

from dataclasses import replace
from uuid import uuid4

from qdesk.errors import UserError
from qdesk.model.axis import expand, leaves, period_offsets
from qdesk.model.comparison import CHANGE_TITLES, ChangeKind
from qdesk.model.edit import Edit, FieldChange, Kind
from qdesk.model.entity import Member
from qdesk.model.indicator import Indicator, IndicatorKind
from qdesk.model.register import Record
from qdesk.model.report import ReportTable
from qdesk.model.report_view import ReportView
from qdesk.model.table_layout import At, Layout, LayoutKind, Line, Total, walk
from qdesk.model.value import fold_text
from qdesk.recognition.labels import split_label
from qdesk.recognition.matching import guess_aggregate, guess_kind


def add_line(view: ReportView, table: ReportTable, label: str) -> Edit:
    """A new row before the totals: another member, another indicator, or another record.

    Which of them follows from the rows that the table has. Raises UserError for a name that the
    table shows already or where rows are periods.
    """
    name = " ".join(label.split())
    layout = table.layout
    if layout.kind is LayoutKind.REGISTER:
        return _add_record(view, table, name)
    if not name:
        raise UserError("新的一行没有名称", remedy="请写出名称")
    rows = expand(layout.rows, view.data, period_offsets(layout))
    if any(fold_text(leaf.line.label or "") == fold_text(name) for leaf in leaves(rows)):
        raise UserError(f"表里已经有“{name}”", remedy="请换一个名称，或直接填那一行")
    breakdown = next((line.members for line in walk(layout.rows) if line.members), None)
    if breakdown is not None:
        return Edit(f"增加 {name}", (_member_change(view, breakdown, name),))
    kinds = [leaf for leaf in leaves(layout.rows) if leaf.is_data]
    if any(leaf.at.member for leaf in kinds):
        return _add_member_row(view, table, name)
    if any(leaf.at.indicator for leaf in kinds):
        return _add_indicator_row(view, table, name)
    raise UserError("这张表的行是年度，不能加行", remedy="要多一项内容，请加一列（后续版本）或另建一张表")


def _before_totals(rows: tuple[Line, ...], line: Line) -> tuple[Line, ...]:
    at = next((n for n, one in enumerate(rows) if isinstance(one.compute, Total)), len(rows))
    return (*rows[:at], line, *rows[at:])


def _with_rows(view: ReportView, table: ReportTable, rows: tuple[Line, ...]) -> FieldChange:
    layout: Layout = replace(table.layout, rows=rows)
    return view.archive.change(Kind.TABLE, (table.id,), replace(table, layout=layout))


def _member_change(view: ReportView, breakdown: str, name: str) -> FieldChange:
    known = view.archive.members(breakdown)
    position = max((one.position for one in known), default=-1) + 1
    return view.archive.change(Kind.MEMBER, (breakdown, name), Member(name, breakdown, name, (), position))


def _add_member_row(view: ReportView, table: ReportTable, name: str) -> Edit:
    numbered = any(line.numbered for line in table.layout.rows)
    line = Line(id=f"r:m:{name}", label=name, at=At(member=name), numbered=numbered)
    rows = _before_totals(_uncounted(table.layout.rows), line)
    return Edit(f"增加 {name}", (_with_rows(view, table, rows),))


def _uncounted(rows: tuple[Line, ...]) -> tuple[Line, ...]:
    """Serial numbers count by themselves again once a row is added or taken out."""
    serials = [line.serial for line in rows if line.numbered]
    if serials == [str(n) for n in range(1, len(serials) + 1)]:
        return tuple(replace(line, serial=None) for line in rows)
    return rows


def _add_indicator_row(view: ReportView, table: ReportTable, label: str) -> Edit:
    parts = split_label(label)
    kind: IndicatorKind = guess_kind(parts.name, parts.unit)
    unit = parts.unit or ("%" if kind is IndicatorKind.RATE else "")
    indicator = Indicator(
        f"own-{uuid4().hex[:12]}", parts.name or label, unit, kind, aggregate=guess_aggregate(kind)
    )
    line = Line(id=f"r:i:{indicator.id}", label=label, at=At(indicator=indicator.id))
    changes = (
        view.archive.change(Kind.INDICATOR, (indicator.id,), indicator),
        _with_rows(view, table, _before_totals(table.layout.rows, line)),
    )
    return Edit(f"增加 {label}", changes)


def _add_record(view: ReportView, table: ReportTable, name: str) -> Edit:
    fields = [leaf.line for leaf in leaves(table.layout.columns) if leaf.line.stub is None]
    first = fields[0].id if fields else ""
    record = Record(uuid4().hex, {first: name} if name and first else {})
    records = (*view.archive.records(table.id), record)
    change = view.archive.change(Kind.RECORDS, (table.id,), records)
    return Edit(f"增加 {name or '一条记录'}", (change,))


def remove_line(view: ReportView, table: ReportTable, row_id: str) -> Edit:
    """Take a row out of this table; its values stay in the store."""
    if table.layout.kind is LayoutKind.REGISTER:
        records = tuple(one for one in view.archive.records(table.id) if one.id != row_id)
        return Edit("删除一条记录", (view.archive.change(Kind.RECORDS, (table.id,), records),))
    rows = expand(table.layout.rows, view.data, period_offsets(table.layout))
    kept = _without(rows, tuple(row_id.split("/")))
    if kept == rows:
        raise UserError("这一行是表头，不能删除", remedy="请选中要删除的数据行")
    if not kept:
        raise UserError("表里至少要留一行", remedy="要去掉整张表，请在提纲中操作")
    return Edit("删除一行", (_with_rows(view, table, _uncounted(kept)),))


def _without(lines: tuple[Line, ...], path: tuple[str, ...]) -> tuple[Line, ...]:
    kept: list[Line] = []
    first, rest = path[0], path[1:]
    for line in lines:
        if line.id != first:
            kept.append(line)
        elif rest:
            inner = _without(line.lines, rest)
            if inner:
                kept.append(replace(line, lines=inner))
    return tuple(kept)


def recompare(view: ReportView, table: ReportTable, kind: ChangeKind) -> Edit:
    """Compare the two years in another way throughout a table."""
    layout = replace(table.layout, compare=kind)
    change = view.archive.change(Kind.TABLE, (table.id,), replace(table, layout=layout))
    return Edit(f"比较方式改为 {CHANGE_TITLES[kind]}", (change,))
