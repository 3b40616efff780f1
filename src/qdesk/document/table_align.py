"""How the texts of a table's cells are aligned."""

from __future__ import annotations

from collections.abc import Sequence

from qdesk.document.blocks import Align, Cell
from qdesk.document.style import DocumentStyle
from qdesk.document.table_grid import TableGrid, is_number


def cell_align(cell: Cell, grid: TableGrid, style: DocumentStyle) -> Align:
    """Return the alignment of a cell: its own, else what role, content and column ask for."""
    return cell.align or usual_align(cell, grid.centred, style.table.numbers)


def style_align(style: DocumentStyle) -> Align:
    """Return how the style of cells aligns; justified text counts as left."""
    align = style.texts["cell"].align
    return "left" if align == "both" else align


def usual_align(cell: Cell, centred: Sequence[bool], numbers: Align) -> Align:
    """Return the alignment of a cell that has none of its own; `centred` says which columns are."""
    text, _, column, _, columns, role, _, _, indent = cell
    if role == "header":
        return "center"
    if role == "note":
        return "left"
    if role != "label" and is_number(text):
        return numbers
    if indent:
        return "left"
    return "center" if columns > 1 or centred[column] else "left"
