"""Rows numbered 一、, (一), 1., and which of them are parts of others."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from qdesk.model.value import fold_text
from qdesk.recognition.cell_numbers import number_of
from qdesk.recognition.labels import LineRole
from qdesk.recognition.understood_table import Subject, UnderstoodLine, UnderstoodTable

_NUMBERINGS = (
    re.compile(r"^[一二三四五六七八九十]+[、.]"),
    re.compile(r"^\([一二三四五六七八九十]+\)"),
    re.compile(r"^\d+[、.](?!\d)"),
    re.compile(r"^\(\d+\)"),
)
_LEAST = 2


def numbering(row: UnderstoodLine) -> int | None:
    """Which kind of number a row's label begins with, the highest first; None for none."""
    label = fold_text(row.label)
    return next((at for at, one in enumerate(_NUMBERINGS) if one.match(label)), None)


def settle_numbered_parts(table: UnderstoodTable) -> None:
    """Rows below 一、生活用房 that add up to it in every column are its parts, counted once in totals."""
    totals = any(row.role is LineRole.TOTAL for row in table.rows)
    if table.row_subject is not Subject.MEMBERS or not totals:
        return
    found = [(whole, parts) for whole, parts in _wholes(table.rows) if len(parts) >= _LEAST]
    if found and all(_add_up(table, whole, parts) for whole, parts in found):
        for whole, parts in found:
            for part in parts:
                part.parent = whole.parts.name


def _wholes(rows: Sequence[UnderstoodLine]) -> Iterator[tuple[UnderstoodLine, list[UnderstoodLine]]]:
    """Each row of the highest numbering with the rows up to the next one."""
    styles = [style for row in rows if (style := numbering(row)) is not None]
    whole, parts = None, list[UnderstoodLine]()
    for row in rows:
        ends = row.role is not LineRole.VALUE
        if not ends and numbering(row) != min(styles, default=None):
            parts.append(row)
            continue
        if whole is not None:
            yield whole, parts
        whole, parts = (None if ends else row), []
    if whole is not None:
        yield whole, parts


def _add_up(table: UnderstoodTable, whole: UnderstoodLine, parts: Sequence[UnderstoodLine]) -> bool:
    proved = False
    for column in table.of_role(LineRole.VALUE):
        numbers = [number_of(table.grid.at(one.index, column.index)) for one in (whole, *parts)]
        told = [one or Decimal(0) for one in numbers]
        if told[0] != sum(told[1:]) or any(part.parent for part in parts):
            return False
        proved = proved or told[0] != 0
    return proved
