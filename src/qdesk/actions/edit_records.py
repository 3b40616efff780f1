"""Registers (登记表): their records and their fields."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from uuid import uuid4

from qdesk.actions.change_table import change_table
from qdesk.errors import UserError
from qdesk.model.axis import leaves
from qdesk.model.date_text import parse_date
from qdesk.model.edit import Edit, Kind
from qdesk.model.line_tree import inserted, line_at, path_of, replaced
from qdesk.model.number_format import NumberStyle, Zeros
from qdesk.model.register import Record
from qdesk.model.report import ReportTable
from qdesk.model.report_view import ReportView
from qdesk.model.table_layout import FieldType, LabelPlace, LayoutKind, Line, Stub, Total
from qdesk.model.table_lines import fresh_id
from qdesk.model.value import Value, fold_text, plain_text


def _records(view: ReportView, table: ReportTable) -> tuple[Record, ...]:
    if table.layout.kind is not LayoutKind.REGISTER:
        raise UserError("这不是登记表", view.filled(table).caption)
    return view.archive.records(table.id)


def _put(view: ReportView, table: ReportTable, records: Sequence[Record], title: str) -> Edit:
    return Edit(title, (view.archive.change(Kind.RECORDS, (table.id,), tuple(records)),))


def _fields(table: ReportTable) -> list[Line]:
    return [leaf.line for leaf in leaves(table.layout.columns) if leaf.line.stub is None]


def add_record(
    view: ReportView, table: ReportTable, name: str = "", beside: str = "", *, after: bool = True
) -> Edit:
    """A new record at the end or beside another; `name` goes into the first field.

    In a paired register (last year's list beside this year's) a name that last year's side has is
    refused: its record is there already.
    """
    records = list(_records(view, table))
    fields = _fields(table)
    plain = " ".join(name.split())
    if plain and (twin := _paired_twin(fields, records, plain)):
        raise UserError(f"上年已有“{twin}”，同名的合在一行", remedy="请直接在那一行填本年的内容")
    first = fields[0].id if fields else ""
    fresh = Record(uuid4().hex, {first: plain} if plain and first else {})
    ids = [one.id for one in records]
    at = ids.index(beside) + after if beside in ids else len(records)
    # A record inside a merged cell would tear it apart: it goes behind those that share it.
    while at < len(records) and any(value is None for value in records[at].fields.values()):
        at += 1
    records.insert(at, fresh)
    return _put(view, table, records, f"增加 {plain or '一条记录'}")


def _paired_twin(fields: list[Line], records: list[Record], name: str) -> str:
    if not any(field.id.endswith("@-1") for field in fields):
        return ""
    wanted = fold_text(name)
    for record in records:
        for field in fields[:1]:
            value = record.value(field.id)
            if isinstance(value, str) and fold_text(value) == wanted:
                return value
    return ""


def remove_record(view: ReportView, table: ReportTable, record_id: str) -> Edit:
    """Take a record out; cells that shared its values keep them."""
    records = list(_records(view, table))
    at = next((n for n, one in enumerate(records) if one.id == record_id), None)
    if at is None:
        raise UserError("请先选中一条记录", view.filled(table).caption)
    gone = records.pop(at)
    if at < len(records):
        shared = {name: gone.fields.get(name) for name, value in records[at].fields.items() if value is None}
        records[at] = Record(records[at].id, {**records[at].fields, **shared})
    return _put(view, table, records, "删除一条记录")


def move_record(view: ReportView, table: ReportTable, record_id: str, step: int) -> Edit | None:
    """Move a record up or down with those that share its cells; None at the end of the list."""
    groups = _groups(_records(view, table))
    at = next((n for n, group in enumerate(groups) if any(one.id == record_id for one in group)), None)
    if at is None or not 0 <= at + step < len(groups):
        return None
    group = groups.pop(at)
    groups.insert(at + step, group)
    return _put(view, table, [one for group in groups for one in group], "移动一条记录")


def _groups(records: Sequence[Record]) -> list[list[Record]]:
    """Records that share a cell stay together."""
    groups: list[list[Record]] = []
    for record in records:
        shares = any(value is None for value in record.fields.values())
        if shares and groups:
            groups[-1].append(record)
        else:
            groups.append([record])
    return groups


def sort_records(view: ReportView, table: ReportTable, field_id: str, *, descending: bool) -> Edit:
    """Order the records by a field: numbers by value, dates by day, text by sign; empty ones last."""
    groups = _groups(_records(view, table))
    filled = [group for group in groups if plain_text(group[0].value(field_id) or "")]
    empty = [group for group in groups if not plain_text(group[0].value(field_id) or "")]
    filled.sort(key=lambda group: _rank(group[0].value(field_id)), reverse=descending)
    return _put(view, table, [one for group in (*filled, *empty) for one in group], "记录排序")


def _rank(value: Value | None) -> tuple[int, Decimal, tuple[int, int, int], str]:
    if isinstance(value, Decimal):
        return 0, value, (0, 0, 0), ""
    text = plain_text(value or "")
    day = parse_date(text)
    return (1, Decimal(0), day, "") if day else (2, Decimal(0), (0, 0, 0), fold_text(text))


# -- fields


def add_field(
    view: ReportView,
    table: ReportTable,
    label: str,
    beside: str = "",
    *,
    after: bool = True,
    kind: FieldType = FieldType.TEXT,
) -> Edit:
    """A new column of a register."""
    text = " ".join(label.split())
    fields = _fields(table)
    if not text:
        raise UserError("新的一列没有名称", remedy="请写出名称")
    if any(fold_text(one.label or "") == fold_text(text) for one in fields):
        raise UserError(f"表里已经有“{text}”", remedy="请换一个名称")
    columns = table.layout.columns
    line = Line(fresh_id(columns, text), text, field=kind)
    path = path_of(columns, beside) if beside else None
    fresh = inserted(columns, path, line, after=after) if path else (*columns, line)
    return change_table(view, table, replace(table.layout, columns=fresh), f"增加列 {text}")


def set_field_type(
    view: ReportView, table: ReportTable, field_id: str, kind: FieldType, choices: Sequence[str] = ()
) -> Edit:
    """What a column takes; values that are there stay as they are."""
    columns = table.layout.columns
    path = path_of(columns, field_id)
    line = line_at(columns, path) if path else None
    if path is None or line is None or line.stub is not None:
        raise UserError("请先选中一列", view.filled(table).caption)
    offered = tuple(dict.fromkeys(" ".join(one.split()) for one in choices if one.strip()))
    if kind is FieldType.CHOICE and not offered:
        raise UserError("没有写出可选项", remedy="请一行写一个可选项")
    fresh = replace(line, field=kind, choices=offered if kind is FieldType.CHOICE else ())
    layout = replace(table.layout, columns=replaced(columns, path, fresh))
    return change_table(view, table, layout, "改列的类型")


def set_field_total(view: ReportView, table: ReportTable, field_id: str, *, on: bool) -> Edit:
    """Show the sum of a number column in the total row, which comes and goes with the last of them."""
    layout = table.layout
    line = next((one for one in _fields(table) if one.id == field_id), None)
    if line is None or line.field is not FieldType.NUMBER:
        raise UserError("只有数值列可以合计", remedy="可以先把这一列改成数值")
    styles = dict(layout.total_styles)
    if on:
        styles[field_id] = NumberStyle(zeros=Zeros.KEEP)
    else:
        styles.pop(field_id, None)
    rows = layout.rows
    if styles and not rows:
        serial = any(one.stub is Stub.SERIAL for one in layout.columns)
        place = LabelPlace.MERGED if serial else LabelPlace.LABEL
        rows = (Line("total", "合计", compute=Total(), label_place=place),)
    elif not styles and not layout.cells:
        rows = ()
    return change_table(
        view, table, replace(layout, total_styles=styles, rows=rows), "合计行" if on else "取消合计"
    )
