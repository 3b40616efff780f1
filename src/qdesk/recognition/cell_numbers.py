"""Whether a cell holds a number, or a text that reads as one."""

from __future__ import annotations

from decimal import Decimal

from qdesk.model.value import Range, parse_value
from qdesk.recognition.grid import GridCell


def is_number(cell: GridCell) -> bool:
    """Whether a cell holds a number or a text that reads as one."""
    if isinstance(cell.value, Decimal):
        return True
    return isinstance(cell.value, str) and isinstance(parse_value(cell.value).value, Decimal | Range)


def number_of(cell: GridCell) -> Decimal | None:
    """The number that a cell holds or reads as, or None."""
    value = parse_value(cell.value).value if isinstance(cell.value, str) else cell.value
    return value if isinstance(value, Decimal) else None
