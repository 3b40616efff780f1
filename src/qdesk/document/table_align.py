"""How the texts of a table's cells are aligned."""

from __future__ import annotations

from qdesk.document.blocks import Align, Cell
from qdesk.document.style import DocumentStyle
from qdesk.document.table_grid import TableGrid, is_number


def cell_align(cell: Cell, grid: TableGrid, style: DocumentStyle) -> Align:
    """Return the alignment of a cell: its own, else what role, content and column ask for."""
    return cell.align or _usual_align(cell, grid, style)


def style_align(style: DocumentStyle) -> Align:
    """Return how the style of cells aligns; justified text counts as left."""
    align = style.texts["cell"].align
    return "left" if align == "both" else align


def _usual_align(cell: Cell, grid: TableGrid, style: DocumentStyle) -> Align:
    if cell.role == "header":
        return "center"
    if cell.role == "note":
        return "left"
    if cell.role != "label" and is_number(cell.text):
        return style.table.numbers
    if cell.indent:
        return "left"
    merged = cell.column_span > 1 or cell.row_span > 1
    return "center" if merged or grid.centred[cell.column] else "left"
