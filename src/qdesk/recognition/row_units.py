"""A column of units beside columns of money: 台 is the unit of 数量, not of 账面原值."""

from __future__ import annotations

import re

from qdesk.model.unit_scale import factor_between
from qdesk.model.value import fold_text
from qdesk.recognition.labels import LineRole
from qdesk.recognition.understood_table import UnderstoodLine, UnderstoodTable

_MONEY = re.compile(r"(?:金额|[原净现残总]值|价值?|折旧|经费|支出|收入|产值|资金|投入|拨款|费用?|款)$")


def is_money_name(name: str) -> bool:
    """Whether a column is called what only money is."""
    return bool(_MONEY.search(fold_text(name)))


def row_unit(table: UnderstoodTable, row: int, column: UnderstoodLine) -> str:
    """The unit that the column of units gives to a cell; "" where that cell is counted in another one.

    A column of money, and one whose head has a unit, keep to themselves.
    """
    units = table.of_role(LineRole.UNIT)
    own = table.grid.at(row, units[0].index).text.strip() if units else ""
    if not own or not column.parts.name:
        return own
    if is_money_name(column.parts.name) and factor_between(own, "元") is None:
        return ""
    told = column.parts.unit
    return "" if told and factor_between(own, told) is None else own


def has_columns_of_their_own(table: UnderstoodTable) -> bool:
    """Whether columns beside the units count something else: 数量 and 账面原值 of each thing."""
    units = [
        table.grid.at(row.index, one.index).text.strip()
        for row in table.rows
        for one in table.of_role(LineRole.UNIT)
    ]
    if not any(units) or any(factor_between(one, "元") for one in units):
        return False
    return any(is_money_name(column.parts.name) for column in table.of_role(LineRole.VALUE))


def stated_unit(table: UnderstoodTable, line: UnderstoodLine) -> str:
    """The unit above the table as far as it is that of a line: 金额单位：元 is not that of 数量."""
    stated = table.region.unit
    if not table.of_role(LineRole.UNIT) or line not in table.columns:
        return stated
    return "" if factor_between(stated, "元") and not is_money_name(line.parts.name) else stated
