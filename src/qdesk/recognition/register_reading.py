"""Reading a register: every record with its fields, and what its total row prints."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

from qdesk.model.axis import Leaf, leaves
from qdesk.model.number_format import NumberStyle, Zeros
from qdesk.model.register import Record, column_total
from qdesk.model.table_layout import CellText, FieldType, Layout, Line, Stub
from qdesk.model.value import Value, fold_text, parse_value
from qdesk.recognition.causes import Cause
from qdesk.recognition.file_table import FileTable, value_of
from qdesk.recognition.grid import GridCell, cell_name, one_line
from qdesk.recognition.labels import LineRole
from qdesk.recognition.proposal import ReadValue, TableProposal
from qdesk.recognition.register_coordinates import is_register_total
from qdesk.recognition.understood_table import UnderstoodLine, UnderstoodTable


def read_register(table: FileTable, proposal: TableProposal) -> None:
    """Fill the proposal with records and values; the table's layout gets its total styles."""
    understood, layout = table.skeleton.understood, table.layout
    columns = dict(zip(understood.region.columns, leaves(layout.columns), strict=True))
    records: list[Record] = []
    styles: dict[str, NumberStyle] = {}
    cells: dict[tuple[str, str], CellText] = {}
    totals = iter(layout.rows)
    named: UnderstoodLine | None = None
    for row in understood.rows:
        if is_register_total(understood, row):
            _read_total(table, proposal, row, next(totals), columns, styles, cells)
        else:
            named = row if _names_itself(understood, row) else named
            continued = named is not row
            name = f"n{len(records) + 1}"
            record = _read_record(table, proposal, (row, named or row), columns, name)
            records.append(_joined_above(record, layout, understood) if continued else record)
    proposal.records = tuple(records)
    _compare_totals(proposal, layout)
    table.layout = replace(layout, total_styles=styles, cells=cells)


def _read_record(
    table: FileTable,
    proposal: TableProposal,
    rows: tuple[UnderstoodLine, UnderstoodLine],
    columns: Mapping[int, Leaf],
    name: str,
) -> Record:
    """One line of a register; `rows` are the line and the one that names what it belongs to."""
    row = rows[0]
    grid = table.skeleton.understood.grid
    fields: dict[str, Value | None] = {}
    for index, leaf in columns.items():
        line = leaf.line
        if line.stub is Stub.SERIAL:
            continue
        if grid.anchor(row.index, index)[0] < row.index:
            fields[line.id] = None
            continue
        cell = grid.own(row.index, index)
        if cell.is_empty:
            continue
        value = value_of(cell)[0] if line.field is FieldType.NUMBER else cell.text.strip()
        fields[line.id] = value
        proposal.values.append(_read(table, cell, rows, index, leaf, value))
    return Record(name, fields)


def _names_itself(understood: UnderstoodTable, row: UnderstoodLine) -> bool:
    """Whether a line of a register says whose it is; one that leaves number and name blank goes on."""
    stubs = understood.of_role(LineRole.SERIAL, LineRole.LABEL)[:2]
    return not stubs or any(not understood.grid.at(row.index, one.index).is_empty for one in stubs)


def _joined_above(record: Record, layout: Layout, understood: UnderstoodTable) -> Record:
    """A line that goes on with the one above shares its name, as if the cells were merged."""
    stubs = {one.index for one in understood.of_role(LineRole.SERIAL, LineRole.LABEL)[:2]}
    columns = zip(understood.region.columns, leaves(layout.columns), strict=True)
    shared = {leaf.line.id: None for index, leaf in columns if index in stubs and leaf.line.stub is None}
    return replace(record, fields={**shared, **record.fields})


def _read(
    table: FileTable,
    cell: GridCell,
    rows: tuple[UnderstoodLine, UnderstoodLine],
    column: int,
    leaf: Leaf,
    value: Value,
    *,
    computed: bool = False,
) -> ReadValue:
    row, named = rows
    label = one_line(named.labels[0]) if named.labels else ""
    name = leaf.line.id.partition("@")[0]
    owner = table.skeleton.understood.owner
    return ReadValue(
        cell=cell_name(row.index, column),
        raw=cell.raw or cell.text,
        row=label,
        parent="" if row is named and row.own_label else label,
        measure=name,
        printed=name,
        member="",
        entity=owner.entity,
        doubt="" if computed else owner.doubt,
        cause=owner.cause if owner.doubt and not computed else Cause.CELL,
        offset=leaf.at.period or 0,
        value=value,
        unit=leaf.line.unit,
        computed=computed,
    )


_NO_SUM = re.compile(r"率|占比|比例|比重|师比|[生人班师]均|平均|%")
"""Heads of columns that nobody adds up: what stands in their total is theirs."""


def _read_total(
    table: FileTable,
    proposal: TableProposal,
    row: UnderstoodLine,
    line: Line,
    columns: Mapping[int, Leaf],
    styles: dict[str, NumberStyle],
    cells: dict[tuple[str, str], CellText],
) -> None:
    understood = table.skeleton.understood
    for index, leaf in columns.items():
        cell = understood.grid.own(row.index, index)
        if index == understood.region.left or cell.is_empty or leaf.line.stub is not None:
            continue
        value, unit = value_of(cell)
        adds_up = leaf.line.field is FieldType.NUMBER and not _NO_SUM.search(fold_text(leaf.line.label or ""))
        if isinstance(value, Decimal) and adds_up:
            styles[leaf.line.id] = NumberStyle(zeros=Zeros.KEEP, suffix=_suffix(cell, unit))
            read = _read(table, cell, (row, row), index, leaf, value, computed=True)
            read.place = (line.id, leaf.line.id)
            proposal.values.append(read)
        else:
            cells[line.id, leaf.line.id] = CellText(cell.text.strip())


def _compare_totals(proposal: TableProposal, layout: Layout) -> None:
    """Printed totals that are not the sum of their column say so; others need no place."""
    fields = {leaf.line.id: leaf.line for leaf in leaves(layout.columns)}
    for read in proposal.values:
        if read.place is None:
            continue
        right = column_total(proposal.records, fields[read.place[1]]) if len(layout.rows) == 1 else None
        if right is None or right == read.value or not isinstance(read.value, Decimal):
            read.place = None
        else:
            read.disagrees = f"文件里是 {read.value:f}，按数据应为 {right:f}"


def _suffix(cell: GridCell, unit: str) -> str:
    """What stands behind the total, with the space before it: 23 个."""
    shown = cell.text.rstrip()
    if not (parse_value(shown).unit or unit):
        return ""
    suffix = shown.lstrip(" 0123456789.,")
    return f" {suffix}" if suffix and shown.endswith(f" {suffix}") else suffix
