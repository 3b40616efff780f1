"""Reading a register: every record with its fields, and what its total row prints."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

from qdesk.model.axis import Leaf, leaves
from qdesk.model.number_format import NumberStyle, Zeros
from qdesk.model.register import Record
from qdesk.model.table_layout import CellText, FieldType, Line, Stub
from qdesk.model.value import Value, parse_value
from qdesk.recognition.file_table import FileTable, value_of
from qdesk.recognition.grid import GridCell, cell_name, one_line
from qdesk.recognition.proposal import ReadValue, TableProposal
from qdesk.recognition.register_coordinates import is_register_total
from qdesk.recognition.understood_table import UnderstoodLine


def read_register(table: FileTable, proposal: TableProposal) -> None:
    """Fill the proposal with records and values; the table's layout gets its total styles."""
    understood, layout = table.skeleton.understood, table.layout
    columns = dict(zip(understood.region.columns, leaves(layout.columns), strict=True))
    records: list[Record] = []
    styles: dict[str, NumberStyle] = {}
    cells: dict[tuple[str, str], CellText] = {}
    totals = iter(layout.rows)
    for row in understood.rows:
        if is_register_total(understood, row):
            _read_total(table, proposal, row, next(totals), columns, styles, cells)
        else:
            records.append(_read_record(table, proposal, row, columns, f"n{len(records) + 1}"))
    proposal.records = tuple(records)
    table.layout = replace(layout, total_styles=styles, cells=cells)


def _read_record(
    table: FileTable,
    proposal: TableProposal,
    row: UnderstoodLine,
    columns: Mapping[int, Leaf],
    name: str,
) -> Record:
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
        proposal.values.append(_read(cell, row, index, leaf, value))
    return Record(name, fields)


def _read(
    cell: GridCell, row: UnderstoodLine, column: int, leaf: Leaf, value: Value, *, computed: bool = False
) -> ReadValue:
    return ReadValue(
        cell=cell_name(row.index, column),
        raw=cell.raw or cell.text,
        row=one_line(row.labels[0]) if row.labels else "",
        parent="",
        measure=leaf.line.id.partition("@")[0],
        member="",
        entity="",
        offset=leaf.at.period or 0,
        value=value,
        unit=leaf.line.unit,
        computed=computed,
    )


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
        if isinstance(value, Decimal) and leaf.line.field is FieldType.NUMBER:
            styles[leaf.line.id] = NumberStyle(zeros=Zeros.KEEP, suffix=_suffix(cell, unit))
            proposal.values.append(_read(cell, row, index, leaf, value, computed=True))
        else:
            cells[line.id, leaf.line.id] = CellText(cell.text.strip())


def _suffix(cell: GridCell, unit: str) -> str:
    """What stands behind the total, with the space before it: 23 个."""
    shown = cell.text.rstrip()
    if not (parse_value(shown).unit or unit):
        return ""
    suffix = shown.lstrip(" 0123456789.,")
    return f" {suffix}" if suffix and shown.endswith(f" {suffix}") else suffix
