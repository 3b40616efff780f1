"""The user's marks applied to rows and columns: roles, years, units, and what a line is."""

from __future__ import annotations

import re
from dataclasses import replace

from qdesk.model.period import parse_period
from qdesk.model.table_layout import At
from qdesk.model.value import fold_text
from qdesk.recognition.labels import LineRole
from qdesk.recognition.marks import Mark, Says, Scope, SheetMarks
from qdesk.recognition.understood_table import UnderstoodLine

_ROLES = {
    Says.TOTAL: LineRole.TOTAL,
    Says.CHANGE: LineRole.CHANGE,
    Says.LABEL: LineRole.LABEL,
    Says.DATA: LineRole.VALUE,
}
_YEAR_WORD = re.compile(
    r"^(?:[本上今去前当往该]|上一)?(?:学)?(?:年|年度|期|届|学期)(?:度|数|末|底|情况|数据)?$"
)


def mark_row(line: UnderstoodLine, marks: SheetMarks) -> None:
    """Take account of what the user said of a row."""
    _apply(line, [one for one in marks.marks if one.scope is Scope.ROW and one.row == line.index])


def mark_column(line: UnderstoodLine, marks: SheetMarks) -> None:
    """Take account of what the user said of a column."""
    _apply(line, [one for one in marks.marks if one.scope is Scope.COLUMN and one.column == line.index])


def _apply(line: UnderstoodLine, marks: list[Mark]) -> None:
    for mark in marks:
        match mark.says:
            case Says.TOTAL | Says.CHANGE | Says.LABEL | Says.DATA:
                line.role = _ROLES[mark.says]
            case Says.PERIOD if period := parse_period(mark.value):
                name = "" if _YEAR_WORD.match(fold_text(line.parts.name)) else line.parts.name
                line.period = period
                line.parts = replace(line.parts, name=name, period=period)
                if line.role in (LineRole.TEXT, LineRole.CHANGE):
                    line.role = LineRole.VALUE
            case Says.UNIT:
                line.parts = replace(line.parts, unit=mark.value)
            case Says.INDICATOR:
                line.assigned = At(indicator=mark.value)
            case Says.MEMBER:
                line.assigned = At(member=mark.value)
            case Says.ENTITY:
                line.assigned = At(entity=mark.value)
                line.entity = mark.value
            case _:
                continue
