"""Registers (登记表): lists of records with fields, and their printed rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from qdesk.model.number_format import NumberStyle, Zeros, print_number
from qdesk.model.table_layout import FieldType, Line
from qdesk.model.value import MISSING, Value


@dataclass(frozen=True, slots=True)
class Record:
    """One record: field id → value; None shares the cell of the record before it."""

    id: str
    fields: Mapping[str, Value | None] = field(default_factory=dict[str, Value | None])

    def value(self, field_id: str) -> Value | None:
        """The field's value; MISSING where nothing was entered, None where it is shared."""
        return self.fields.get(field_id, MISSING)


def column_total(records: Sequence[Record], field_line: Line) -> Decimal | None:
    """The sum of a numeric field; None for any other or where no number stands."""
    if field_line.field is not FieldType.NUMBER:
        return None
    numbers = [value for one in records if isinstance(value := one.value(field_line.id), Decimal)]
    return sum(numbers, Decimal(0)) if numbers else None


def print_total(total: Decimal | None, style: NumberStyle | None) -> str:
    """A register's column total; natural decimals unless styled."""
    if total is None:
        return ""
    return print_number(total, style or NumberStyle(zeros=Zeros.KEEP))
