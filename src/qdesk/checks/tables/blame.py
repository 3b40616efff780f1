"""Which of several cells is wrong: a part that its two totals, or its total and its own change, correct."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from qdesk.checks.rule import Place
from qdesk.checks.verdicts import Verdict, verdict
from qdesk.model.comparison import ChangeKind, compare
from qdesk.model.filled_cell import CellRole
from qdesk.model.finding import Finding, Severity

_KINDS = (ChangeKind.DIFFERENCE, ChangeKind.GROWTH, ChangeKind.RATIO)


def blamed_parts(
    found: Sequence[Place], wrong: Sequence[Place]
) -> Iterator[tuple[Finding, tuple[Place, ...]]]:
    """Parts that are wrong themselves, each with the cells that say so and are right.

    `found` are all cells of a table, `wrong` the typed computed ones that do not follow. A part is blamed
    where the totals of its row and of its column are off by the same, or where the difference of its total,
    added to it, makes its own change right as well.
    """
    crossed = list(_crossed(found, wrong))
    if crossed:
        yield from crossed
        return
    for total in wrong:
        if not total.cell.is_total:
            continue
        said, follows = total.cell.value, total.cell.follows
        if not isinstance(said, Decimal) or not isinstance(follows, Decimal):
            continue
        blamed = [
            (part, change, right)
            for part in found
            if _is_part(part, total) and isinstance(part.cell.value, Decimal)
            for right in (part.cell.value + said - follows,)
            for change in wrong
            if not change.cell.is_total and is_righted(found, part, change, right)
        ]
        if len(blamed) == 1:
            part, change, right = blamed[0]
            message = (
                f"{part.title}：{part.name} 写的是 {part.cell.text}，"
                f"合计 {total.cell.text} 和变化 {change.cell.text} 都说明应为 {right:f}"
            )
            finding = part.finding("wrong_part", Severity.MUST, message)
            yield replace(finding, found=part.cell.text, expected=f"{right:f}"), (total, change)


def _crossed(found: Sequence[Place], wrong: Sequence[Place]) -> Iterator[tuple[Finding, tuple[Place, ...]]]:
    """The one part where a row and a column meet whose totals are off by the same."""
    totals = [(one, off) for one in wrong if one.cell.is_total and (off := _off(one))]
    pairs = [
        (part, one, other, value + off)
        for one, off in totals
        for other, same in totals
        if same == off and one.row < other.row and one.column > other.column
        for part in found
        if (part.row, part.column) == (one.row, other.column)
        and part.cell.role is CellRole.VALUE
        and isinstance(value := part.cell.value, Decimal)
    ]
    if len(pairs) != 1:
        return
    part, one, other, right = pairs[0]
    changes = [
        each
        for each in wrong
        if each not in (one, other) and not each.cell.is_total and is_righted(found, part, each, right)
    ]
    message = (
        f"{part.title}：{part.name} 写的是 {part.cell.text}，"
        f"本行的合计 {one.cell.text} 和本列的合计 {other.cell.text} 都说明应为 {right:f}"
    )
    finding = part.finding("wrong_part", Severity.MUST, message)
    yield replace(finding, found=part.cell.text, expected=f"{right:f}"), (one, other, *changes)


def _off(total: Place) -> Decimal | None:
    """By how much a total as printed is more than its parts."""
    said, follows = total.cell.value, total.cell.follows
    return said - follows if isinstance(said, Decimal) and isinstance(follows, Decimal) else None


def _is_part(part: Place, total: Place) -> bool:
    """Whether a value stands in the line of a total, down or across."""
    if part.cell.role is not CellRole.VALUE:
        return False
    return (part.column == total.column) != (part.row == total.row)


def is_righted(found: Sequence[Place], part: Place, change: Place, right: Decimal) -> bool:
    """Whether a change beside the part, or below it, is right for the part as its total has it."""
    said = change.cell.value
    if not isinstance(said, Decimal) or (change.row == part.row) == (change.column == part.column):
        return False
    line = [
        one.cell
        for one in found
        if (one.row == part.row if change.row == part.row else one.column == part.column)
        and one.cell.role is CellRole.VALUE
        and one.cell.indicator == part.cell.indicator
        and one.cell is not part.cell
        and abs(one.cell.offset - part.cell.offset) == 1
    ]
    if len(line) != 1 or not isinstance(line[0].value, Decimal):
        return False
    other = line[0].value
    before, now = (right, other) if part.cell.offset < line[0].offset else (other, right)
    exact = (compare(before, now, kind).value for kind in _KINDS)
    return any(isinstance(one, Decimal) and verdict(said, one) is not Verdict.WRONG for one in exact)
