"""Rule 比率: rates and per-unit values that were typed, against the numbers beside them.

No formula is written anywhere in a foreign table; which number is divided by which is learned from the
table itself: a quotient that comes out right where it can be tried, and that the names suggest, is taken for
the rule, and the cells that do not follow it are told of.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from qdesk.checks.slips import slip_between
from qdesk.checks.tables.quantities import Quantities
from qdesk.checks.tables.shares_of_total import is_typed, right_value, shares_of_total
from qdesk.checks.verdicts import RULES, SEVERITIES, Verdict, how, shown, verdict
from qdesk.model.finding import Finding
from qdesk.model.report import ReportTable
from qdesk.model.report_view import ReportView

_TELLING = 3
_NAMED = 2
_HUNDRED = Decimal(100)
_TAILS = re.compile(r"(?:\(.*?\)|人数|数量|总数|数|人|总|情况|:|,)+$")
_RATE_TAILS = re.compile(r"(?:\(.*?\)|%|占比|比例|比重|百分比|率|比)+$")
_WHOLES = re.compile(r"毕业生|在校|专任教师|教职工|参加|参测|执行|计划|总人数|学生数|应届|人数$")
_OF = re.compile(r"占(.{2,8}?)(?:总数|总人数|人数)?的?(?:比例|比重|百分比|比)")


_Parts = Sequence[int]


@dataclass(frozen=True, slots=True)
class _Rule:
    """`rate` = sum of `parts` ÷ `whole` × `factor`; how often it comes out right, how well names fit."""

    rate: int
    parts: _Parts
    whole: int
    factor: Decimal
    right: int
    tried: int
    fit: int


def shares(_view: ReportView, _table: ReportTable, directions: Sequence[Quantities]) -> Iterator[Finding]:
    """Rates that do not follow from their part and whole as the others of the table do."""
    for lines in directions:
        for at, rate in enumerate(lines.lines):
            if (rate.is_rate or rate.is_per) and any(is_typed(one) for one in rate.places):
                rule = _rule_for(lines, at)
                if rule is not None:
                    yield from _judge(lines, rule)
                elif rate.is_rate:
                    yield from shares_of_total(lines, at)


def _rule_for(lines: Quantities, at: int) -> _Rule | None:
    """The quotient that explains most of a line, if it explains enough to be believed."""
    rate = lines.lines[at]
    factor = _HUNDRED if rate.is_rate else Decimal(1)
    amounts = [
        n
        for n, one in enumerate(lines.lines)
        if n != at and not one.is_rate and not one.is_per and one.offset == rate.offset
    ]
    best: _Rule | None = None
    for parts in _possible_parts(lines, at, amounts):
        for whole in amounts:
            if whole in parts:
                continue
            tried = _tried(lines, at, parts, whole, factor)
            if tried is not None and (best is None or _weight(tried) > _weight(best)):
                best = tried
    return best if best is not None and _is_sure(best) else None


def _possible_parts(lines: Quantities, at: int, amounts: Sequence[int]) -> Iterator[_Parts]:
    """Each amount alone, and the two or three right before the rate together (专科 and 本科)."""
    yield from ((one,) for one in amounts)
    for size in (2, 3):
        run = tuple(range(at - size, at))
        if at >= size and all(one in amounts for one in run) and _is_group(lines, run):
            yield run


def _is_group(lines: Quantities, run: Sequence[int]) -> bool:
    """Whether lines stand under one heading of their own."""
    names = [lines.lines[one].names for one in run]
    return all(len(one) > 1 for one in names) and len({one[:-1] for one in names}) == 1


def _weight(rule: _Rule) -> tuple[int, int, int]:
    near = -abs(rule.rate - rule.parts[-1])
    return (rule.right * 2 + rule.fit * 3 - (rule.tried - rule.right), rule.fit, near)


def _is_sure(rule: _Rule) -> bool:
    """Three quotients right of five need no names; one alone needs names that say so."""
    if rule.right >= _TELLING and rule.right * 5 >= rule.tried * 3:
        return True
    return rule.right >= 1 and rule.fit >= _NAMED and rule.right * 2 >= rule.tried


def _tried(lines: Quantities, at: int, parts: _Parts, whole: int, factor: Decimal) -> _Rule | None:
    right = tried = 0
    for n in range(lines.count):
        said, above, below = lines.lines[at].value(n), _sum(lines, parts, n), lines.lines[whole].value(n)
        if said is None or above is None or below is None or below <= 0:
            continue
        exact = above * factor / below
        if exact in (0, factor) and said == exact:
            continue  # nothing of nothing, and all of all, tell no rule
        tried += 1
        right += verdict(said, exact) is not Verdict.WRONG
    fit = _fit(lines, at, parts, whole) if right else 0
    return _Rule(at, parts, whole, factor, right, tried, fit) if right else None


def _sum(lines: Quantities, parts: Sequence[int], instance: int) -> Decimal | None:
    values = [lines.lines[one].value(instance) for one in parts]
    told = [one for one in values if one is not None]
    return sum(told, Decimal(0)) if len(told) == len(values) else None


def _fit(lines: Quantities, at: int, parts: _Parts, whole_at: int) -> int:
    """How well the names fit: 就业率 is 就业人数 of 毕业生数, 占专任教师比例 a share of 专任教师."""
    rate, whole = lines.lines[at].name, lines.lines[whole_at].name
    part = " ".join(lines.lines[parts[0]].names) if len(parts) > 1 else lines.lines[parts[0]].name
    core, part_core, whole_core = _RATE_TAILS.sub("", rate), _TAILS.sub("", part), _TAILS.sub("", whole)
    fit = 0
    if part_core and core and (core in part or part_core in rate):
        fit += 2
    elif not core and parts[-1] == at - 1:
        fit += 2  # 占比 below what it is a share of
    elif parts[-1] == at - 1:
        fit += 1
    if (match := _OF.search(rate)) and match[1] in whole:
        fit += 2
    elif (whole_core and whole_core in rate) or _WHOLES.search(whole):
        fit += 1
    return fit


def _judge(lines: Quantities, rule: _Rule) -> Iterator[Finding]:
    rate, whole = lines.lines[rule.rate], lines.lines[rule.whole]
    for n in range(lines.count):
        place, said = rate.places[n], rate.value(n)
        if place is None or said is None or not is_typed(place):
            continue
        above = _right_sum(lines, rule.parts, n)
        below = right_value(whole.places[n])
        if above is None or not below or below < 0:
            continue
        exact = above * rule.factor / below
        found = verdict(said, exact)
        if found is Verdict.RIGHT:
            continue
        slip = slip_between(said, exact) if found is Verdict.WRONG else ""
        hint = f"，像是{slip}" if slip else ""
        tail = place.cell.text[len(place.cell.text.rstrip("%％")) :]
        expected = shown(exact, said, found) + tail
        names = " + ".join(lines.lines[one].name for one in rule.parts)
        message = (
            f"{place.title}：{place.name} 写的是 {place.cell.text}，按“{names} ÷ {whole.name}”应为 "
            f"{expected}{how(found)}（{above:f} ÷ {below:f}）{hint}"
        )
        finding = place.finding(RULES.get(found, "wrong_rate"), SEVERITIES[found], message)
        yield replace(finding, found=place.cell.text, expected=expected)


def _right_sum(lines: Quantities, parts: Sequence[int], instance: int) -> Decimal | None:
    values = [right_value(lines.lines[one].places[instance]) for one in parts]
    told = [one for one in values if one is not None]
    return sum(told, Decimal(0)) if len(told) == len(values) else None
