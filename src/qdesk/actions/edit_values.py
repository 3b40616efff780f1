"""Typing, pasting and taking back values in the printed table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import cast
from uuid import uuid4

from qdesk.actions.entered_value import entered_field, entered_value
from qdesk.actions.workspace import current_user, now
from qdesk.errors import UserError
from qdesk.model.archive import Archive
from qdesk.model.axis import leaves
from qdesk.model.edit import Edit, FieldChange, Kind
from qdesk.model.filled_cell import CellRole, FilledCell
from qdesk.model.filled_table import FilledTable
from qdesk.model.indicator import Indicator
from qdesk.model.observation import Claim, Key, Observation, Source
from qdesk.model.period import Period, parse_period
from qdesk.model.register import Record
from qdesk.model.report import ReportTable
from qdesk.model.report_view import ReportView
from qdesk.model.table_layout import LayoutKind, Line, walk
from qdesk.model.value import MISSING, Gap, Value, fold_text

TYPED = Source("typed")
PASTED = Source("pasted")


def set_cell(
    view: ReportView,
    table: ReportTable,
    row: int,
    column: int,
    text: str,
    *,
    overwrite: bool = False,
    source: Source = TYPED,
) -> Edit:
    """The edit for typing `text` at a place of the printed table (header rows counted).

    A computed cell is refused with a sentence unless `overwrite`; a heading or label always.
    """
    filled = view.filled(table)
    cell = cell_at(filled, row, column)
    change = _cell_change(view, table, filled, cell, text, overwrite=overwrite, source=source)
    return Edit(f"修改 {describe_cell(view, filled, row, column)}", (change,))


def cell_at(filled: FilledTable, row: int, column: int) -> FilledCell:
    """The cell at a place of the printed grid; UserError outside it."""
    if not (0 <= row < len(filled.grid) and 0 <= column < filled.column_count):
        size = f"{len(filled.grid)} 行 {filled.column_count} 列"
        raise UserError(f"表里没有第 {row} 行第 {column} 列（从 0 数起）", filled.caption, f"这张表共 {size}")
    return filled.grid[row][column]


def describe_cell(view: ReportView, filled: FilledTable, row: int, column: int) -> str:
    """What a cell is about, for the undo menu: "中专班人数 2019-2020"."""
    cell = filled.grid[row][column]
    labels = [one.text for one in filled.grid[row] if one.role is CellRole.LABEL and one.text]
    name = " ".join(labels[-1].split()) if labels else ""
    indicator = view.data.indicator(cell.indicator) if cell.indicator else None
    if indicator and indicator.name not in name and cell.key and cell.key.member:
        name = f"{name} {indicator.name}"
    elif indicator and not name:
        name = indicator.name
    period = cell.key.period if cell.key else ""
    return f"{name} {period}".strip() or filled.caption


def _cell_change(
    view: ReportView,
    table: ReportTable,
    filled: FilledTable,
    cell: FilledCell,
    text: str,
    *,
    overwrite: bool,
    source: Source,
) -> FieldChange:
    if cell.role is CellRole.FIELD:
        return _field_change(view.archive, table, cell, text)
    if cell.role not in (CellRole.VALUE, CellRole.COMPUTED):
        raise UserError("这一格是表头或标签，不能在这里填数", filled.caption, "请选择数值格")
    indicator = view.data.indicator(cell.indicator) if cell.indicator else None
    value = entered_value(text, indicator if cell.key else None)
    if cell.role is CellRole.COMPUTED and not overwrite and not cell.overwritten:
        raise UserError(
            f"这一格由程序计算（{cell.explanation or '按公式'}）",
            filled.caption,
            "确需改写时请选择“改写计算值”（命令行加 --overwrite）",
        )
    if cell.key is None:
        after = None if value == MISSING else value
        return view.archive.change(Kind.OVERRIDE, (table.id, cell.row_id, cell.column_id), after)
    return observation_change(view.archive, cell.key, value, source, view.report.id)


def observation_change(
    archive: Archive, key: Key, value: Value, source: Source, report: str, at: str = ""
) -> FieldChange:
    """The change that makes `value` the chosen claim at `key`.

    An emptied cell keeps its earlier claims behind a missing value, unless there were none.
    """
    stored = archive.observation(key)
    if stored is None and isinstance(value, Gap) and value == MISSING:
        return archive.change(Kind.OBSERVATION, key, None)
    claim = Claim(value, source, report, current_user(), at or now())
    after = Observation((claim,)) if stored is None else stored.with_claim(claim)
    return archive.change(Kind.OBSERVATION, key, after)


def _field_change(archive: Archive, table: ReportTable, cell: FilledCell, text: str) -> FieldChange:
    records = list(archive.records(table.id))
    for at, record in enumerate(records):
        if record.id == cell.row_id:
            value = entered_field(text, _field_line(table, cell.column_id))
            _refuse_twin(table, records, at, cell.column_id, value)
            fields = dict(record.fields)
            fields[cell.column_id] = value if value != "" else MISSING
            records[at] = Record(record.id, fields)
    return archive.change(Kind.RECORDS, (table.id,), tuple(records))


def _refuse_twin(table: ReportTable, records: Sequence[Record], at: int, field_id: str, value: Value) -> None:
    """In a list of two years side by side one name has one row."""
    fields = [leaf.line.id for leaf in leaves(table.layout.columns) if leaf.line.stub is None]
    paired = any(one.endswith("@-1") for one in fields)
    unchanged = records[at].value(field_id) in (None, value)  # a shared cell bears the name already
    if not paired or field_id != fields[0] or unchanged or not isinstance(value, str) or not value:
        return
    for other, record in enumerate(records):
        known = record.value(field_id)
        if other != at and isinstance(known, str) and fold_text(known) == fold_text(value):
            raise UserError(f"“{known}”已有一行，同名的合在一行", remedy="请直接在那一行填本年或上年的内容")


def _field_line(table: ReportTable, field_id: str) -> Line:
    return next(line for line in walk(table.layout.columns) if line.id == field_id)


def back_to_computed(view: ReportView, table: ReportTable, row: int, column: int) -> Edit:
    """The edit that gives an overwritten cell its computed value back."""
    filled = view.filled(table)
    cell = cell_at(filled, row, column)
    if not cell.overwritten:
        raise UserError("这一格没有被改写过", filled.caption)
    if cell.key is None:
        change = view.archive.change(Kind.OVERRIDE, (table.id, cell.row_id, cell.column_id), None)
    else:
        change = view.archive.change(Kind.OBSERVATION, cell.key, None)
    return Edit(f"恢复计算 {describe_cell(view, filled, row, column)}", (change,))


def set_indicator(
    view: ReportView,
    code: str,
    period: str,
    text: str,
    member: str = "",
    entity: str = "",
    *,
    overwrite: bool = False,
) -> Edit:
    """The edit that sets a value by its indicator instead of its place in a table.

    A derived indicator is refused unless `overwrite`.
    """
    archive = view.archive
    found = archive.catalogue.get(code)
    named = archive.catalogue.named(code)
    indicator = found or (named[0] if len(named) == 1 else None)
    if len(named) > 1 and found is None:
        codes = "、".join(one.id for one in named)
        raise UserError(f"有 {len(named)} 个指标叫“{code}”", remedy=f"请用代码：{codes}")
    if indicator is None:
        raise UserError(f"没有代码或名称为“{code}”的指标", remedy="用 qdesk indicators 可以看到全部指标")
    if indicator.formula is not None and not overwrite:
        raise UserError(f"“{indicator.name}”由程序按公式计算", remedy="确需改写时请加 --overwrite")
    owner = view.report.entity
    if entity:
        matches = [one.id for one in archive.entities if entity in (one.id, one.name, *one.aliases)]
        if not matches:
            raise UserError(f"没有名为“{entity}”的单位", remedy="请检查名称")
        owner = matches[0]
    value = entered_value(text, indicator)
    key = Key(owner, indicator.id, member, _period_code(indicator, period))
    change = observation_change(archive, key, value, TYPED, view.report.id)
    return Edit(f"修改 {indicator.name} {period}".strip(), (change,))


def _period_code(indicator: Indicator, period: str) -> str:
    """The year of `period` in the indicator's own kind: 2024届 for a graduating class."""
    if indicator.timeless:
        return ""
    named = parse_period(period)
    return Period(indicator.period_kind, named.year).code if indicator.period_kind and named else period


@dataclass(slots=True)
class PasteResult:
    """A pasted block: the edit, how many cells took a value, and what did not fit."""

    edit: Edit | None
    taken: int = 0
    refused: list[str] = field(default_factory=list[str])


def paste_block(
    view: ReportView,
    table: ReportTable,
    row: int,
    column: int,
    block: Sequence[Sequence[str | None]],
    *,
    prior_locked: bool = False,
) -> PasteResult:
    """Paste a block with its upper left corner at a place of the printed table.

    Computed and label cells are passed over and reported, unless the pasted text is what stands
    there already; what lies outside the table is reported. None is what a merged cell of a row above covers:
    in a register it is the same as above, elsewhere nothing is done there. `prior_locked`: numbers that last
    year has are not pasted over. One undo step.
    """
    filled = view.filled(table)
    if table.layout.kind is LayoutKind.REGISTER and row >= filled.header_rows:
        return _paste_records(view, table, filled, row, column, block)
    result = PasteResult(None)
    changes: dict[tuple[str, ...], FieldChange] = {}
    for down, line in enumerate(block):
        for across, text in enumerate(line):
            if text is None:
                continue
            at_row, at_column = row + down, column + across
            if at_row >= len(filled.grid) or at_column >= filled.column_count:
                if text.strip():
                    result.refused.append(f"“{text.strip()}”超出表格")
                continue
            cell = filled.grid[at_row][at_column]
            if why := _closed(cell, prior_locked=prior_locked):
                if text.strip() and text.strip() != cell.text:
                    where = describe_cell(view, filled, at_row, at_column)
                    result.refused.append(f"{where} {why}，未改成“{text.strip()}”")
                continue
            _paste_cell(view, table, filled, cell, text, changes, result)
    if changes:
        result.edit = Edit(f"粘贴到 {filled.caption}", tuple(changes.values()))
    return result


def _closed(cell: FilledCell, *, prior_locked: bool) -> str:
    """Why nothing is pasted into a cell; "" where it is."""
    if cell.role not in (CellRole.VALUE, CellRole.FIELD):
        return "由程序计算或是标签"
    is_prior = cell.role is CellRole.VALUE and cell.offset < 0 and not cell.is_missing
    return "是上年值，已锁定" if prior_locked and is_prior else ""


def _paste_records(
    view: ReportView,
    table: ReportTable,
    filled: FilledTable,
    row: int,
    column: int,
    block: Sequence[Sequence[str | None]],
) -> PasteResult:
    """A block in a register: rows beyond the last record become new records, but for its own totals."""
    result = PasteResult(None)
    fields = [leaf.line for leaf in leaves(table.layout.columns)]
    records = [Record(one.id, dict(one.fields)) for one in view.archive.records(table.id)]
    for down, line in enumerate(block):
        at = row - filled.header_rows + down
        if at >= len(records):
            if not any(text and text.strip() for text in line) or _is_total(filled, row + down, column, line):
                continue
            records.append(Record(uuid4().hex, {}))
            at = len(records) - 1
        values = dict(records[at].fields)
        for across, text in enumerate(line):
            where = column + across
            if where >= len(fields) or fields[where].stub is not None:
                if text and text.strip() and (where >= len(fields)):
                    result.refused.append(f"“{text.strip()}”超出表格")
                continue
            if text is None:
                values[fields[where].id] = None
                result.taken += 1
                continue
            try:
                value = entered_field(text, fields[where])
            except UserError as error:
                result.refused.append(str(error))
                continue
            values[fields[where].id] = value if value != "" else MISSING
            result.taken += 1
        records[at] = Record(records[at].id, values)
    if result.taken:
        change = view.archive.change(Kind.RECORDS, (table.id,), tuple(records))
        result.edit = Edit(f"粘贴到 {filled.caption}", (change,))
    return result


def _is_total(filled: FilledTable, row: int, column: int, line: Sequence[str | None]) -> bool:
    """Whether a pasted line is the total that stands in its place already."""
    if row >= len(filled.grid) or not filled.grid[row][0].is_total:
        return False
    shown = [cell.text for cell in filled.grid[row][column : column + len(line)]]
    return all(text in (None, "", own) for text, own in zip(line, shown, strict=False))


def _paste_cell(
    view: ReportView,
    table: ReportTable,
    filled: FilledTable,
    cell: FilledCell,
    text: str,
    changes: dict[tuple[str, ...], FieldChange],
    result: PasteResult,
) -> None:
    try:
        change = _cell_change(view, table, filled, cell, text, overwrite=False, source=PASTED)
    except UserError as error:
        result.refused.append(str(error))
        return
    _put(changes, change, cell)
    result.taken += 1


def _put(changes: dict[tuple[str, ...], FieldChange], change: FieldChange, cell: FilledCell) -> None:
    earlier = changes.get(change.key)
    if earlier is not None and change.kind is Kind.RECORDS:
        change = _merged_records(earlier, change, cell)
    changes[change.key] = change


def _merged_records(earlier: FieldChange, later: FieldChange, cell: FilledCell) -> FieldChange:
    """Several fields of one register in a block: each new field on top of those before."""
    before, after = cast("tuple[Record, ...]", earlier.after), cast("tuple[Record, ...]", later.after)
    fresh = {one.id: one.fields.get(cell.column_id) for one in after}
    merged = tuple(
        Record(one.id, {**one.fields, cell.column_id: fresh[one.id]}) if one.id == cell.row_id else one
        for one in before
    )
    return FieldChange(Kind.RECORDS, earlier.key, earlier.before, merged)


def clear_cells(view: ReportView, table: ReportTable, places: Sequence[tuple[int, int]]) -> Edit | None:
    """The edit that empties the entered cells among `places`; None where there are none."""
    filled = view.filled(table)
    changes: dict[tuple[str, ...], FieldChange] = {}
    for row, column in places:
        cell = filled.grid[row][column]
        if cell.role in (CellRole.VALUE, CellRole.FIELD) and cell.text:
            _put(changes, _cell_change(view, table, filled, cell, "", overwrite=False, source=TYPED), cell)
    return Edit(f"清除 {filled.caption} 中 {len(changes)} 格", tuple(changes.values())) if changes else None
