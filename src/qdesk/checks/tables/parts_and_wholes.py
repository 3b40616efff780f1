"""Rule 部分与整体: parts that exceed or miss their whole, rates that should make up a hundred."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from qdesk.checks.rule import Place
from qdesk.checks.tables.quantities import Quantities, Quantity
from qdesk.model.filled_cell import CellRole
from qdesk.model.finding import Finding, Severity
from qdesk.model.report import ReportTable
from qdesk.model.report_view import ReportView
from qdesk.model.value import decimals_of

_MOST_PARTS = 6
_FIRST = ("其中", "国家级")
_LEVEL = re.compile(r"(?:其中:?)?(国家级|省级|自治区级|市级|校级|院级)")
_NO_AMOUNT = re.compile(r"率|结余|差|增减|变化|比例|占比|均")
_HUNDRED = Decimal(100)
_DIGITS = 3


def parts_and_wholes(
    _view: ReportView, _table: ReportTable, directions: Sequence[Quantities]
) -> Iterator[Finding]:
    """Sums that hold in most instances and break in one, levels that miss their whole, parts beyond it."""
    for lines in directions:
        told: set[tuple[int, int]] = set()
        for finding in (*_levels(lines), *_beyond(lines), *_sums(lines), *_hundreds(lines)):
            if finding.row is not None and finding.column is not None:
                if (finding.row, finding.column) in told:
                    continue
                told.add((finding.row, finding.column))
            yield finding


def _is_amount(line: Quantity) -> bool:
    return not line.is_rate and not line.is_per


# -- levels


def _levels(lines: Quantities) -> Iterator[Finding]:
    """国家级, 省级 and 校级 below what they are the levels of."""
    if lines.across:
        return
    for at, line in enumerate(lines.lines):
        if not _is_amount(line) or _LEVEL.match(line.name) or not line.unit:
            continue
        parts = list(_levels_below(lines.lines, at))
        if len(parts) < 2 or not lines.lines[parts[0]].name.startswith(_FIRST):
            continue
        for n in range(lines.count):
            values = [lines.lines[one].value(n) for one in parts]
            whole, place = line.value(n), line.places[n]
            told = [value for value in values if value is not None]
            if whole is None or place is None or len(told) != len(values) or sum(told) == whole:
                continue
            yield _sum_finding(place, whole, told, "各级之和", Severity.MUST)


def _levels_below(lines: Sequence[Quantity], at: int) -> Iterator[int]:
    """The levels of a line; a line between them (接入…数, 学时) only tells more of a level."""
    seen: set[str] = set()
    for n in range(at + 1, len(lines)):
        match = _LEVEL.match(lines[n].name)
        if match is None:
            if not seen and lines[n].unit == lines[at].unit:
                return  # that one may be the whole
            continue
        if match[1] in seen or (lines[n].name.startswith("其中") and seen):
            return
        if lines[n].unit and lines[n].unit != lines[at].unit:
            return
        seen.add(match[1])
        yield n


# -- parts beyond the whole


def _beyond(lines: Quantities) -> Iterator[Finding]:
    """A part (其中) that is more than what it is a part of."""
    for line in lines.lines:
        if line.of is None or not _is_amount(line) or not _is_amount(lines.lines[line.of]):
            continue
        whole = lines.lines[line.of]
        if line.unit != whole.unit:
            continue
        if not any(_is_within(line, whole, n) for n in range(lines.count)):
            continue  # it was guessed to be a part of the wrong line
        for n in range(lines.count):
            part, all_of, place = line.value(n), whole.value(n), line.places[n]
            if part is None or all_of is None or place is None or part <= all_of:
                continue
            if lines.rates[n] or _NO_AMOUNT.search(place.head if not lines.across else place.label):
                continue  # 执行率 or 结余 of a part may well be more
            message = f"{place.title}：{place.name} 是 {part:f}，超过了它所属的“{whole.name}” {all_of:f}"
            finding = place.finding("part_beyond_whole", Severity.MUST, message)
            yield replace(finding, found=place.cell.text, expected=f"不超过 {all_of:f}")


def _is_within(line: Quantity, whole: Quantity, instance: int) -> bool:
    part, all_of = line.value(instance), whole.value(instance)
    return part is not None and all_of is not None and part <= all_of


# -- learned sums


def _sums(lines: Quantities) -> Iterator[Finding]:
    """A line that is the sum of its neighbours wherever it can be tried, but for one place."""
    values = [[None if lines.rates[n] else one.value(n) for n in range(lines.count)] for one in lines.lines]
    for at, line in enumerate(lines.lines):
        if not _is_amount(line) or line.is_total:
            continue
        for parts in _neighbours(lines, at):
            right, wrong = _tried(values[at], [values[one] for one in parts])
            if not wrong or len(wrong) * 2 > len(right) or not _is_telling(lines, at, right, parts):
                continue
            for n in wrong:
                place, whole = line.places[n], line.value(n)
                if place is None or whole is None or not _is_typed(place):
                    continue
                if lines.totals[n] and place.cell.role is not CellRole.FIXED:
                    continue  # that one is compared as a total
                summed = [value for one in parts if (value := values[one][n]) is not None]
                names = " + ".join(lines.lines[one].name for one in parts)
                yield _sum_finding(place, whole, summed, names, Severity.MUST)
            break


def _neighbours(lines: Quantities, at: int) -> Iterator[tuple[int, ...]]:
    """Runs of lines right behind and right before one, the longest first."""
    for size in range(_MOST_PARTS, 1, -1):
        for run in (range(at + 1, at + 1 + size), range(at - size, at)):
            if run[0] < 0 or run[-1] >= len(lines.lines):
                continue
            if all(_is_alike(lines.lines[at], lines.lines[one]) for one in run):
                yield tuple(run)


def _is_alike(line: Quantity, other: Quantity) -> bool:
    return _is_amount(other) and not other.is_total and other.offset == line.offset


def _tried(
    wholes: Sequence[Decimal | None], parts: Sequence[Sequence[Decimal | None]]
) -> tuple[list[int], list[int]]:
    """The instances at which the parts make up the whole, and those at which they do not.

    More wrong than half of the right ones is no sum: it is left when that is sure.
    """
    right: list[int] = []
    wrong: list[int] = []
    for n, whole in enumerate(wholes):
        told = [value for part in parts if (value := part[n]) is not None]
        if whole is None or len(told) != len(parts):
            continue
        (right if sum(told) == whole else wrong).append(n)
        if len(wrong) * 3 > len(wholes):
            break
    return right, wrong


def _is_telling(lines: Quantities, at: int, right: Sequence[int], parts: Sequence[int]) -> bool:
    """Whether so many sums came out that chance is out of the question."""
    telling = 0
    for n in right:
        whole = lines.lines[at].value(n)
        used = sum(bool(lines.lines[one].value(n)) for one in parts)
        if whole is not None and used > 1:
            telling += len(f"{abs(whole):f}".replace(".", "")) >= _DIGITS
    return telling >= 2


def _is_typed(place: Place) -> bool:
    return place.cell.role in (CellRole.VALUE, CellRole.FIXED)


def _sum_finding(
    place: Place, whole: Decimal, parts: Sequence[Decimal], names: str, severity: Severity
) -> Finding:
    total = sum(parts, Decimal(0))
    word = "超过" if total > whole else "不到"
    working = " + ".join(f"{one:f}" for one in parts)
    message = (
        f"{place.title}：{place.name} 写的是 {place.cell.text}，{names}是 {total:f}（{working}），{word}它"
    )
    finding = place.finding("parts_and_whole", severity, message)
    return replace(finding, found=place.cell.text, expected=f"{total:f}")


# -- rates that make up a hundred


def _hundreds(lines: Quantities) -> Iterator[Finding]:
    """Two and more neighbouring rates that add up to 100 in nearly every instance, but for one."""
    rates = [at for at, line in enumerate(lines.lines) if line.is_rate]
    for size in (2, 3, 4):
        for first in range(len(rates) - size + 1):
            for group in _groups(lines, rates, first, size):
                yield from _short_of_hundred(lines, group)


def _groups(lines: Quantities, rates: Sequence[int], first: int, size: int) -> Iterator[tuple[int, ...]]:
    """The next rates of the same year as the first, in order."""
    year = lines.lines[rates[first]].offset
    same = [at for at in rates[first:] if lines.lines[at].offset == year][:size]
    if len(same) == size:
        yield tuple(same)


def _short_of_hundred(lines: Quantities, group: Sequence[int]) -> Iterator[Finding]:
    full: list[int] = []
    short: list[tuple[int, Decimal]] = []
    for n in range(lines.count):
        values = [lines.lines[one].value(n) for one in group]
        told = [value for value in values if value]
        if len(told) != len(values):
            continue
        total = sum(told, Decimal(0))
        slack = max(Decimal(1).scaleb(-decimals_of(one)) for one in told) / 2
        exact = lines.totals[n] and abs(total - _HUNDRED) <= slack
        if total == _HUNDRED or exact:
            full.append(n)
        else:
            short.append((n, total))
    if len(full) < 3 or len(short) != 1:
        return
    n, total = short[0]
    place = lines.lines[group[-1]].places[n]
    value = lines.lines[group[-1]].value(n)
    if place is None or value is None or lines.totals[n]:
        return
    names = "、".join(lines.lines[one].names[0] for one in group)
    right = value + _HUNDRED - total
    message = (
        f"{place.title}：{place.label} 的{names}合起来是 {total:f}%，其余各项都是 100%；"
        f"{place.name} 若要合上应为 {right:f}%"
    )
    finding = place.finding("not_a_hundred", Severity.LOOK, message)
    yield replace(finding, found=place.cell.text, expected=f"{right:f}%")
