"""Which cells of a filled table are numbers for a spreadsheet, and in which format they print the same."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from qdesk.excel.printed_number import PrintedNumber, printed_number
from qdesk.model.filled_cell import CellRole, FilledCell
from qdesk.model.filled_table import FilledTable
from qdesk.model.number_format import NumberStyle

_VALUES = (CellRole.VALUE, CellRole.COMPUTED, CellRole.FIELD)
_AS_NUMBERS = (*_VALUES, CellRole.FIXED, CellRole.SERIAL)
Place = tuple[int, int]


def cell_numbers(filled: FilledTable, styles: Mapping[Place, NumberStyle]) -> dict[Place, PrintedNumber]:
    """The numbers of a table by place in its grid; `styles` are those of its computed cells."""
    return {
        (row, column): number
        for row, cells in enumerate(filled.grid)
        for column, cell in enumerate(cells)
        if row >= filled.header_rows and (number := _number_in(cell, styles.get((row, column))))
    }


def _number_in(cell: FilledCell, style: NumberStyle | None) -> PrintedNumber | None:
    """The number that a cell prints; codes and labels are texts, whatever they look like."""
    if cell.role not in _AS_NUMBERS:
        return None
    if cell.role in _VALUES and not isinstance(cell.value, Decimal):
        return None
    if cell.role is CellRole.FIXED and not cell.text.endswith((*"0123456789%",)):
        return None  # an exception with words of its own: 14（全市）
    if style is None:
        return printed_number(cell.text)
    return printed_number(cell.text, plus=style.plus, zero=style.zero)
