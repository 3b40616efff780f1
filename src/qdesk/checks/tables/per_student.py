"""Rule 生均: per-student values that were typed, against the amount and the students of the same year."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from qdesk.checks.rule import Place
from qdesk.checks.tables.quantities import Quantities, Quantity
from qdesk.checks.verdicts import Verdict, shown, verdict
from qdesk.model.filled_cell import CellRole
from qdesk.model.finding import Finding, Severity
from qdesk.model.indicator import IndicatorKind
from qdesk.model.prose import Link, LinkForm
from qdesk.model.report import ReportTable
from qdesk.model.report_view import ReportView
from qdesk.model.value import fold_text

_PER = re.compile(r"^(?:生均|人均)(?P<what>[一-龥]{2,})")
_STUDENTS = re.compile(r"^(?:全日制)?(?:在校)?(?:学生|在校生)(?:总?人?数)?$")
_TAILS = re.compile(r"(?:\(.*?\)|数|总)+$")
_HUNDRED = Decimal(100)


def per_student(view: ReportView, _table: ReportTable, directions: Sequence[Quantities]) -> Iterator[Finding]:
    """生均工位数 of 2080 工位 and 2314 students; silent where any number of students gives it."""
    for lines in directions:
        for line in lines.lines:
            match = _PER.match(line.name)
            amount = _amount(lines.lines, match["what"]) if match else None
            if amount is not None:
                for n in range(lines.count):
                    place, above = line.places[n], amount.value(n)
                    if place is not None and above is not None:
                        yield from _judge(view, place, above, amount.name)


def _amount(lines: tuple[Quantity, ...], what: str) -> Quantity | None:
    """The one line that counts what a per-student line divides."""
    wanted = _TAILS.sub("", what)
    found = [
        one for one in lines if not one.is_per and not one.is_rate and _TAILS.sub("", one.name) == wanted
    ]
    return found[0] if len(found) == 1 else None


def _judge(view: ReportView, place: Place, above: Decimal, name: str) -> Iterator[Finding]:
    said = place.cell.value
    if not isinstance(said, Decimal) or place.cell.role is not CellRole.VALUE:
        return
    percent = place.cell.text.rstrip().endswith(("%", "％"))
    factor = _HUNDRED if percent else Decimal(1)
    students = list(_students(view, place.cell.offset))
    exacts = [above * factor / one for one in students]
    if not exacts or any(verdict(said, exact) is not Verdict.WRONG for exact in exacts):
        return
    told = shown(exacts[0], said) + ("%" if percent else "")
    message = (
        f"{place.title}：{place.name} 写的是 {place.cell.text}，"
        f"{name} {above:f} ÷ 学生 {students[0]:f} 应为 {told}"
    )
    finding = place.finding("wrong_rate", Severity.MUST if len(exacts) == 1 else Severity.LOOK, message)
    yield replace(finding, found=place.cell.text, expected=told)


def _students(view: ReportView, offset: int) -> Iterator[Decimal]:
    """Every number of students that the report has for a year."""
    seen: set[Decimal] = set()
    for indicator in view.archive.catalogue:
        if indicator.kind is IndicatorKind.COUNT and _STUDENTS.match(fold_text(indicator.name)):
            value = view.number(Link(indicator.id, period=offset, form=LinkForm.VALUE)).value
            if isinstance(value, Decimal) and value > 0 and value not in seen:
                seen.add(value)
                yield value
