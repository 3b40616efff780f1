"""Which row and which column a printed cell belongs to, as the editing of tables names them."""

from __future__ import annotations

from collections.abc import Mapping

from qdesk.actions.change_table import explicit
from qdesk.model.axis import label_levels, leaves
from qdesk.model.filled_cell import CellRole
from qdesk.model.line_tree import line_at, path_of
from qdesk.model.report import ReportTable
from qdesk.model.report_view import ReportView
from qdesk.model.table_layout import Line, Stub
from qdesk.model.table_lines import Side


def lines_at(view: ReportView, table: ReportTable, row: int, column: int) -> Mapping[Side, str]:
    """The names of the lines that cross at a printed place; of a heading the one that it heads.

    A label of a merged group names the group.
    """
    filled = view.filled(table)
    if not (0 <= row < len(filled.grid) and 0 <= column < filled.column_count):
        return {}
    cell = filled.grid[row][column]
    if row < filled.header_rows:
        return {Side.COLUMNS: cell.column_id} if cell.column_id else {}
    found = {Side.ROWS: cell.row_id} if cell.row_id else {}
    heads = filled.grid[filled.header_rows - 1][column].column_id if filled.header_rows else ""
    if cell.role is CellRole.LABEL:
        return {Side.ROWS: _group_of(view, table, cell.row_id, heads)}
    return found | ({Side.COLUMNS: cell.column_id or heads} if cell.column_id or heads else {})


def _group_of(view: ReportView, table: ReportTable, row_id: str, column: str) -> str:
    columns = explicit(table.layout, Side.COLUMNS, view.data)
    path = path_of(columns, column)
    label = line_at(columns, path) if path else None
    if label is None or label.stub is not Stub.LABEL or label.level >= label_levels(leaves(columns)) - 1:
        return row_id
    row = path_of(explicit(table.layout, Side.ROWS, view.data), row_id)
    return "/".join(row[: label.level + 1]) if row and len(row) > label.level + 1 else row_id


def line_named(view: ReportView, table: ReportTable, side: Side, name: str) -> Line | None:
    """The line of that name, a generated one too."""
    lines = explicit(table.layout, side, view.data)
    path = path_of(lines, name)
    return line_at(lines, path) if path else None
