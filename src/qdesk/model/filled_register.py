"""The body of a register: a printed row a record, shared cells merged, totals below."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from qdesk.model.axis import Leaf
from qdesk.model.filled_cell import CellRole, FilledCell, Merge
from qdesk.model.number_format import NumberStyle, Zeros, print_value
from qdesk.model.register import Record, column_total, print_total
from qdesk.model.table_data import TableData
from qdesk.model.table_layout import FieldType, LabelPlace, Layout, Line, Stub
from qdesk.model.value import MISSING, NOT_APPLICABLE, Value, decimals_of


def register_rows(
    layout: Layout, fields: Sequence[Leaf], data: TableData, top: int, merges: list[Merge]
) -> list[list[FilledCell]]:
    """The register's rows below `top` header rows; merges are added."""
    records = data.records(layout.id)
    serials = _serials(records, fields)
    body = [_record_row(record, fields, serial) for record, serial in zip(records, serials, strict=True)]
    for column, leaf in enumerate(fields):
        start = 0
        for row in range(1, len(records) + 1):
            if row < len(records) and _is_shared(records[row], leaf, fields):
                body[row][column] = body[start][column]._replace(row_id=body[row][column].row_id)
                continue
            if row - start > 1:
                merges.append((top + start, column, top + row - 1, column))
            start = row
    for line in layout.rows:
        overrides = data.overrides(layout.id)
        typed = {column: value for (row, column), value in overrides.items() if row == line.id}
        body.append(_register_total(layout, line, fields, records, typed))
        if line.label_place is LabelPlace.MERGED:
            stubs = next(
                (at for at, leaf in enumerate(fields) if _is_number(leaf)),
                1,
            )
            for covered in range(stubs):
                body[-1][covered] = body[-1][0]
            if stubs > 1:
                merges.append((top + len(body) - 1, 0, top + len(body) - 1, stubs - 1))
    return body


def _is_number(field: Leaf) -> bool:
    return field.line.field is FieldType.NUMBER and field.line.stub is None


def _is_shared(record: Record, leaf: Leaf, fields: Sequence[Leaf]) -> bool:
    if leaf.line.stub is not Stub.SERIAL:
        return record.value(leaf.line.id) is None
    named = next((one for one in fields if one.line.stub is None), None)
    return named is not None and record.value(named.line.id) is None


def _serials(records: Sequence[Record], fields: Sequence[Leaf]) -> list[int]:
    """The number of each record; those that go on with the one above share it."""
    stub = next((leaf for leaf in fields if leaf.line.stub is Stub.SERIAL), None)
    found: list[int] = []
    count = 0
    for record in records:
        count += stub is not None and not _is_shared(record, stub, fields)
        found.append(count)
    return found


def _record_row(record: Record, fields: Sequence[Leaf], serial: int) -> list[FilledCell]:
    row: list[FilledCell] = []
    for leaf in fields:
        line = leaf.line
        if line.stub is Stub.SERIAL:
            row.append(FilledCell(str(serial), CellRole.SERIAL, record.id, line.id))
            continue
        value = record.value(line.id)
        shown = MISSING if value is None else value
        places = decimals_of(shown) if isinstance(shown, Decimal) else None
        text = print_value(shown, NumberStyle(places, Zeros.KEEP))
        row.append(
            FilledCell(text, CellRole.FIELD, record.id, line.id, value=shown, offset=leaf.at.period or 0)
        )
    return row


def _register_total(
    layout: Layout,
    line: Line,
    fields: Sequence[Leaf],
    records: Sequence[Record],
    typed: Mapping[str, Value],
) -> list[FilledCell]:
    """The total row; `typed` are totals that something else stands in for, by column."""
    row: list[FilledCell] = []
    for at, leaf in enumerate(fields):
        fixed = layout.cells.get((line.id, leaf.line.id))
        if fixed is not None or at == 0:
            text = fixed.text if fixed is not None else line.label or ""
            row.append(
                FilledCell(
                    text, CellRole.LABEL if at == 0 else CellRole.FIXED, line.id, leaf.line.id, is_total=True
                )
            )
            continue
        summed = leaf.line.stub is None and leaf.line.id in layout.total_styles
        total = column_total(records, leaf.line) if summed else None
        text = print_total(total, layout.total_styles.get(leaf.line.id))
        value: Value = total if total is not None else NOT_APPLICABLE
        role = CellRole.COMPUTED if summed else CellRole.FIXED
        explanation = "各行之和" if summed else ""
        cell = FilledCell(
            text, role, line.id, leaf.line.id, value=value, explanation=explanation, is_total=True
        )
        over = typed.get(leaf.line.id) if summed else None
        if isinstance(over, Decimal):
            shown = print_total(over, layout.total_styles.get(leaf.line.id))
            cell = cell._replace(text=shown, value=over, overwritten=True, behind=text, follows=value)
        row.append(cell)
    return row
