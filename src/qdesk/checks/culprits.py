"""Which cell several findings are about: one wrong number makes its total, its rate, its sentence look wrong.

A reader who finds 合计, 报到率 and a sentence contradicting one cell sees at once that the cell is wrong. So
here: each total that is off, and each sentence that tells a cell otherwise, says what a cell ought to be.
Where a second finding is set right by that number, and no other cell explains as many, the cell is told.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from qdesk.checks.rule import Place, places, with_number
from qdesk.checks.tables.blame import is_righted
from qdesk.checks.verdicts import Verdict, number_told, verdict
from qdesk.model.filled_cell import CellRole
from qdesk.model.finding import Finding, Severity
from qdesk.model.report_view import ReportView

_DERIVED = ("wrong_rate", "wrong_derived_value")
_SENTENCES = ("number_in_text", "stale_number")
_FEWEST = 2
_HUNDRED = Decimal(100)

_At = tuple[int, int]


@dataclass(slots=True)
class _Suspect:
    """A cell and what it ought to be, with the findings that this explains."""

    place: Place
    right: Decimal
    explains: list[Finding] = field(default_factory=list[Finding])


def name_culprits(view: ReportView, findings: Sequence[Finding]) -> list[Finding]:
    """The findings, those that one wrong cell explains put together into one at that cell."""
    of_table: dict[str, list[Finding]] = defaultdict(list)
    for one in findings:
        if one.table and one.row is not None and one.severity is Severity.MUST:
            of_table[one.table].append(one)
    told = [one for one in findings if one.rule in _SENTENCES and one.against]
    gone: set[int] = set()
    named: dict[int, Finding] = {}
    for table in view.tables:
        mine = of_table.get(table.id, [])
        if not mine:
            continue
        cells = {(one.row, one.column): one for each in places(view, table) if (one := with_number(each))}
        for culprit in _culprits(cells, mine, told):
            explained = [*culprit.explains, *_beside(cells, culprit, mine, told)]
            at = [_index(findings, one) for one in explained]
            named[min(at)] = _finding(culprit)
            gone |= set(at)
    return [named.get(at, one) for at, one in enumerate(findings) if at not in gone or at in named]


def _index(findings: Sequence[Finding], one: Finding) -> int:
    """Where a finding stands in the list."""
    return next(at for at, each in enumerate(findings) if each is one)


def _culprits(
    cells: Mapping[_At, Place], mine: Sequence[Finding], told: Sequence[Finding]
) -> Iterator[_Suspect]:
    """The cells that explain the most, one after the other, as long as each explains two and is alone."""
    left = list(mine)
    spoken = list(told)
    while True:
        suspects = [one for one in _suspects(cells, left, spoken) if len(one.explains) >= _FEWEST]
        best = max((len(one.explains) for one in suspects), default=0)
        first = [one for one in suspects if len(one.explains) == best]
        if len({one.place.row * 1000 + one.place.column for one in first}) != 1:
            return
        culprit = first[0]
        yield culprit
        left = [one for one in left if not any(one is each for each in culprit.explains)]
        spoken = [one for one in spoken if not any(one is each for each in culprit.explains)]


def _suspects(
    cells: Mapping[_At, Place], mine: Sequence[Finding], told: Sequence[Finding]
) -> Iterator[_Suspect]:
    seen: set[tuple[_At, Decimal]] = set()
    for place, right in (*_by_totals(cells, mine), *_by_sentences(cells, told)):
        key = ((place.row, place.column), right)
        if key in seen or right <= 0 or right == place.cell.value:
            continue
        seen.add(key)
        suspect = _Suspect(place, right)
        suspect.explains += [one for one in mine if _is_explained(cells, suspect, one)]
        suspect.explains += [
            one for one in told if one.against == place.source and number_told(one.found) == right
        ]
        yield suspect


def _by_totals(cells: Mapping[_At, Place], mine: Sequence[Finding]) -> Iterator[tuple[Place, Decimal]]:
    for one in mine:
        off = _off(one)
        if off is None:
            continue
        for place in cells.values():
            value = place.cell.value
            if _is_entered(place) and _is_in_line(place, one) and isinstance(value, Decimal):
                yield place, value + off


def _by_sentences(cells: Mapping[_At, Place], told: Sequence[Finding]) -> Iterator[tuple[Place, Decimal]]:
    for one in told:
        said, meant = number_told(one.found), number_told(one.expected)
        for place in cells.values():
            is_meant = place.source == one.against and meant == place.cell.value
            if said is not None and is_meant and _is_entered(place):
                yield place, said


def _is_entered(place: Place) -> bool:
    return place.cell.role is CellRole.VALUE and not place.cell.is_total


def _is_in_line(place: Place, one: Finding) -> bool:
    return (place.row == one.row) != (place.column == one.column)


def _off(one: Finding) -> Decimal | None:
    """By how much a total as printed is more than its parts."""
    said, follows = number_told(one.found), number_told(one.expected)
    return said - follows if one.rule == "wrong_total" and said is not None and follows is not None else None


def _is_explained(cells: Mapping[_At, Place], suspect: _Suspect, one: Finding) -> bool:
    """Whether a finding of the table goes away with the right number in the suspect's place."""
    place, value = suspect.place, suspect.place.cell.value
    if not isinstance(value, Decimal) or not _is_in_line(place, one):
        return False
    if one.rule == "wrong_total":
        return _off(one) == suspect.right - value
    wrong = cells.get((one.row or 0, one.column or 0))
    if one.rule not in _DERIVED or wrong is None:
        return False
    if is_righted(list(cells.values()), place, wrong, suspect.right):
        return True
    return one.rule == "wrong_rate" and _is_quotient(cells, wrong, place, suspect.right)


def _is_quotient(cells: Mapping[_At, Place], rate: Place, operand: Place, value: Decimal) -> bool:
    """Whether a rate is that of a value and another number of its line."""
    said = rate.cell.value
    if not isinstance(said, Decimal) or not value:
        return False
    across = operand.row == rate.row
    for other in cells.values():
        number = other.cell.value
        same = other.row == rate.row if across else other.column == rate.column
        if not same or other in (rate, operand) or not isinstance(number, Decimal) or not number:
            continue
        for quotient in (value / number, number / value):
            for exact in (quotient, quotient * _HUNDRED):
                if verdict(said, exact) in (Verdict.RIGHT, Verdict.TRUNCATED):
                    return True
    return False


def _beside(
    cells: Mapping[_At, Place], culprit: _Suspect, mine: Sequence[Finding], told: Sequence[Finding]
) -> Iterator[Finding]:
    """What looked wrong only because a total, which is right, seemed to be wrong."""
    totals = [
        cells[one.row or 0, one.column or 0]
        for one in culprit.explains
        if one.rule == "wrong_total" and (one.row or 0, one.column or 0) in cells
    ]
    for total in totals:
        said = total.cell.value
        if not isinstance(said, Decimal):
            continue
        for one in mine:
            if any(one is each for each in culprit.explains) or one.rule not in _DERIVED:
                continue
            wrong = cells.get((one.row or 0, one.column or 0))
            if wrong is not None and _is_in_line(total, one) and _is_quotient(cells, wrong, total, said):
                yield one
        yield from (one for one in told if one.against == total.source and number_told(one.found) == said)


def _finding(culprit: _Suspect) -> Finding:
    place, right = culprit.place, f"{culprit.right:f}"
    sides = "、".join(dict.fromkeys(_side(one) for one in culprit.explains))
    message = f"{place.title}：{place.name} 写的是 {place.cell.text}，{sides}都说明应为 {right}"
    finding = place.finding("wrong_part", Severity.MUST, message)
    return replace(finding, found=place.cell.text, expected=right)


def _side(one: Finding) -> str:
    """A witness as one speaks of it."""
    if one.rule in _SENTENCES:
        return f"正文“{one.quote}”"
    what = {"wrong_total": "合计", "wrong_rate": "比率"}.get(one.rule, "变化")
    return f"{what} {one.found}"
