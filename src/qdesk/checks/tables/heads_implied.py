"""Rule 生均, by the table itself: amounts and what comes to each student must be of one number of students.

占地 87443, 生均 37.87; 建筑 51930, 生均 22.49: both say 2309. A row that says another number is wrong in one
of the two.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from qdesk.checks.rule import Place
from qdesk.checks.slips import slip_between
from qdesk.checks.tables.quantities import Quantities, Quantity
from qdesk.checks.verdicts import shown
from qdesk.model.filled_cell import CellRole
from qdesk.model.finding import Finding, Severity
from qdesk.model.report import ReportTable
from qdesk.model.report_view import ReportView
from qdesk.model.value import decimals_of

_PER = re.compile(r"生均|每生")
_AGREEING = 3
_MOST_OFF = Decimal("0.02")
"""A value told to two places leaves so much open: of 0.78 a head follows no exact number of students."""


@dataclass(frozen=True, slots=True)
class _Row:
    """An amount and what comes to a head, with the numbers of heads that these two allow."""

    amount: Place
    per: Place
    above: Decimal
    said: Decimal

    @property
    def half(self) -> Decimal:
        """Half a unit of the last place of what comes to a head."""
        return Decimal(1).scaleb(-decimals_of(self.said)) / 2

    @property
    def least(self) -> Decimal:
        return self.above / (self.said + self.half)

    @property
    def most(self) -> Decimal:
        return self.above / (self.said - self.half)


def heads_implied(
    _view: ReportView, _table: ReportTable, directions: Sequence[Quantities]
) -> Iterator[Finding]:
    """Rows whose amount and 生均 say another number of students than most of the others."""
    for lines in directions:
        for at, pers in enumerate(lines.lines):
            before = [one for one in lines.lines[:at] if not one.is_per and not one.is_rate]
            amounts = next((one for one in reversed(before) if one.offset == pers.offset), None)
            if amounts is not None and pers.is_per and _PER.search(pers.name):
                yield from _judge(list(_rows(amounts, pers)))


def _rows(amounts: Quantity, pers: Quantity) -> Iterator[_Row]:
    for amount, per in zip(amounts.places, pers.places, strict=True):
        above, said = (one.cell.value if one else None for one in (amount, per))
        if amount is None or per is None or not isinstance(above, Decimal) or not isinstance(said, Decimal):
            continue
        row = _Row(amount, per, above, said)
        if above > 0 and said > 0 and row.half / said < _MOST_OFF:
            yield row


def _judge(rows: Sequence[_Row]) -> Iterator[Finding]:
    """The largest group of rows that allow one number; the others are wrong."""
    groups = [[one for one in rows if one.least <= at.most and at.most <= one.most] for at in rows]
    agreed = max(groups, key=len) if groups else []
    if len(agreed) < _AGREEING or len(agreed) * 2 <= len(rows):
        return
    heads = (max(one.least for one in agreed) + min(one.most for one in agreed)) / 2
    for row in rows:
        if row not in agreed and _is_typed(row.amount) and _is_typed(row.per):
            yield _finding(row, heads)


def _finding(row: _Row, heads: Decimal) -> Finding:
    above, said = row.above, row.said
    amount = said * heads
    close = min((above * 10, above / 10, above * 10_000, above / 10_000), key=lambda one: abs(one - amount))
    students = f"{round(heads):d}"
    if abs(close - amount) * 50 < amount:
        hint = slip_between(above, close)
        message = (
            f"{row.amount.title}：{row.amount.name} 写的是 {row.amount.cell.text}，"
            f"按生均 {said:f} 和其他各行的学生数（约 {students} 人）应为 {close.normalize():f}，像是{hint}"
        )
        finding = row.amount.finding("wrong_rate", Severity.MUST, message)
        return replace(finding, found=row.amount.cell.text, expected=f"{close.normalize():f}")
    right = shown(above / heads, said)
    message = (
        f"{row.per.title}：{row.per.name} 写的是 {row.per.cell.text}，"
        f"按其他各行的学生数（约 {students} 人），{above:f} ÷ {students} 应为 {right}"
    )
    return replace(
        row.per.finding("wrong_rate", Severity.MUST, message), found=row.per.cell.text, expected=right
    )


def _is_typed(place: Place) -> bool:
    return place.cell.role is CellRole.VALUE
