"""What the numbers of a file say of each other beyond doubt, so that nobody need be asked."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import permutations

from qdesk.actions.imported import ImportedTable, ImportedValue
from qdesk.model.unit_scale import in_unit
from qdesk.model.value import decimals_of
from qdesk.recognition.causes import Cause
from qdesk.recognition.grid import place_of
from qdesk.recognition.marks import Mark, Says, Scope

_FEWEST = 2
"""One quotient that fits may be chance."""
_MOST_LINES = 12

Line = Mapping[int, ImportedValue]
"""The values of a row or column, by where they stand along it."""


def proved_fractions(tables: Sequence[ImportedTable]) -> Iterator[Mark]:
    """Cells that are per cent because they are quotients of two counts beside them: 97 of 100, and 0.97."""
    for table in tables:
        if table.is_register or not any(one.read.cause is Cause.PERCENT for one in table.values):
            continue
        for lines in _lines(table.values):
            for at, line in lines.items():
                others = [other for index, other in lines.items() if index != at][:_MOST_LINES]
                if _is_asked(line) and any(_are_quotients(line, *pair) for pair in permutations(others, 2)):
                    yield from _marks(table, line)


def _lines(values: Sequence[ImportedValue]) -> tuple[dict[int, dict[int, ImportedValue]], ...]:
    columns: dict[int, dict[int, ImportedValue]] = defaultdict(dict)
    rows: dict[int, dict[int, ImportedValue]] = defaultdict(dict)
    for one in values:
        if isinstance(one.read.value, Decimal):
            row, column = place_of(one.read.cell)
            columns[column][row] = rows[row][column] = one
    return columns, rows


def _is_asked(line: Line) -> bool:
    return sum(one.read.cause is Cause.PERCENT for one in line.values()) >= _FEWEST


def _are_quotients(line: Line, parts: Line, wholes: Line) -> bool:
    """Whether every number of a line is the quotient of the two at its place, as exactly as it is written."""
    fitting = 0
    for at, one in line.items():
        part, whole = (_number(other.get(at)) for other in (parts, wholes))
        value = one.read.value
        if part is None or not whole or not isinstance(value, Decimal):
            return False
        # As written, and truncated where somebody cut the digits off.
        if abs(part / whole - value) >= Decimal(10) ** -max(decimals_of(value), 2):
            return False
        fitting += 0 < value < 1
    return fitting >= _FEWEST


def _number(one: ImportedValue | None) -> Decimal | None:
    value = one.read.value if one is not None else None
    return value if isinstance(value, Decimal) and value == value.to_integral_value() else None


def _marks(table: ImportedTable, line: Line) -> Iterator[Mark]:
    for one in line.values():
        if isinstance(value := one.read.value, Decimal):
            percent = in_unit(value, Decimal(100))
            place = place_of(one.read.cell)
            yield Mark(table.sheet, Scope.CELL, *place, Says.VALUE, f"{percent:f}%")
