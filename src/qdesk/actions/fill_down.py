"""Filling down (Ctrl+D): the first row of a block into the rows below it, as in a spreadsheet."""

from __future__ import annotations

from dataclasses import replace

from qdesk.actions.edit_values import PasteResult, paste_block
from qdesk.model.filled_cell import CellRole, FilledCell
from qdesk.model.report import ReportTable
from qdesk.model.report_view import ReportView
from qdesk.model.value import plain_text

_ENTERED = {CellRole.VALUE, CellRole.FIELD}


def fill_down(
    view: ReportView, table: ReportTable, area: tuple[int, int, int, int], *, prior_locked: bool = False
) -> PasteResult:
    """What the top row of an area (top, left, bottom, right) holds goes into its other rows.

    An area of one row is filled from the row above. Computed cells and labels are passed over; one undo step.
    """
    filled = view.filled(table)
    top, left, bottom, right = area
    source = top - 1 if top == bottom else top
    if source < filled.header_rows:
        return PasteResult(None)
    across = range(left, right + 1)
    above = filled.grid[source]
    block = [
        [_typed(above[at]) if {above[at].role, cells[at].role} <= _ENTERED else None for at in across]
        for cells in filled.grid[source + 1 : bottom + 1]
    ]
    result = paste_block(view, table, source + 1, left, block, prior_locked=prior_locked)
    if result.edit is not None:
        result.edit = replace(result.edit, title=f"向下填充 {filled.caption}")
    return result


def _typed(cell: FilledCell) -> str:
    """What one would type to get the cell's value: not rounded, with the sign of a gap."""
    return plain_text(cell.value) if cell.value is not None else cell.text
