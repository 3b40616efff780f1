"""Numbers that tell how a cell of the table changed, or which part of its total it is."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from qdesk.checks.texts.named_cells import Kind, NamedCell, NamedTable
from qdesk.checks.texts.sentences import PrintedSentence
from qdesk.checks.texts.told import POINTS, Heard, Told, is_value
from qdesk.model.value import fold_text
from qdesk.recognition.prose_numbers import ProseNumber
from qdesk.recognition.sentence_words import DOWN, LAST, UP
from qdesk.recognition.spoken_names import spoken

CHANGE = re.compile(
    rf"(?P<against>同比|环比|[比较与](?:{LAST})(?:相比)?)?(?:有所|略有?|明显|大幅|净|共|又|微)*"
    rf"(?P<word>{UP}|{DOWN})[招收]?(?:幅度?|率|额)?(?:了|为|达到?|约)*$"
)
SHARE = re.compile(r"占(?P<whole>[^,，;；占]{0,12}?)的?(?:比例|比重)?(?:分别)?(?:为|是|达到?|约)*$")
BARE = re.compile(r"^[、,，和及与(]*$")
_TOTAL_OF = re.compile(r"^(?:全校|全部|学校|总)|总(?:人数|人次|数|量|额|值)$|(?:人数|总体)$")
WHOLES = ("", "总数", "总人数", "总量", "总额", "全校", "全部", "全校总数", "总", "其总数")
_HUNDRED = Decimal(100)
_COUNTED = re.compile(r"[^,，;；:：()（）]*$")


def changes(
    sentence: PrintedSentence,
    table: NamedTable,
    number: ProseNumber,
    lead: str,
    change: re.Match[str] | None,
    heard: Heard,
) -> Iterator[Told]:
    """By how much the cell told just before has changed, as its table says or as its years come to."""
    base = heard.last
    if base is None or change is None or heard.offset != 0:
        return
    if number.unit in POINTS and base.unit != "%":
        return  # points of a share that the table does not have
    front = lead[: change.start()]
    if re.search(r"[一-龥]{2}", front):
        return
    now, before = (_in_year(table, base, offset) for offset in (0, -1))
    if base.offset not in (0, None):
        return
    is_growth = number.unit == "%" and base.unit != "%"
    wanted = Kind.GROWTH if is_growth else Kind.CHANGE
    unit = "%" if number.unit in POINTS or is_growth else base.unit
    row, column = base.at
    line = [
        one
        for one in table.cells.values()
        if one.kind is wanted and (one.at[0] == row or one.at[1] == column)
    ]
    told = [
        (one, abs(one.value)) for one in line if table.rows[one.at[0]].is_total == table.rows[row].is_total
    ]
    if now is not None and before is not None and before.value:
        difference = now.value - before.value
        told.append((now, abs(difference * _HUNDRED / before.value if is_growth else difference)))
    if not told:
        return
    fits = any(is_value(number, unit, value) for _, value in told)
    yield Told(number, sentence, table, tuple(told[:1]), fits, fits)


def _in_year(table: NamedTable, base: NamedCell, offset: int) -> NamedCell | None:
    """The cell of the same lines in another year."""
    row, column = base.at
    cell = base.place.cell
    found = [
        one
        for one in table.cells.values()
        if one.offset == offset
        and one.kind is base.kind
        and one.place.cell.indicator == cell.indicator
        and (one.at[0] == row or one.at[1] == column)
    ]
    return found[0] if len(found) == 1 else None


def shares(
    sentence: PrintedSentence, table: NamedTable, number: ProseNumber, whole: str, parts: Sequence[NamedCell]
) -> Iterator[Told]:
    """Which part of its line's total a cell is."""
    part = parts[0]
    row, column = part.at
    bare = _TOTAL_OF.sub("", whole)
    if part.unit == "%" or (table.rows[row].is_total and table.columns[column].is_total):
        return
    if whole not in WHOLES and bare and bare not in table.words:
        return
    printed = [
        one
        for one in table.cells.values()
        if one.kind is Kind.SHARE
        and one.value != _HUNDRED
        and (one.at[0] == row or one.at[1] == column)
        and one.offset in (part.offset, None, 0)
    ]
    own = [one for one in printed if _is_beside(table, part, one)]
    told = [(one, one.value) for one in own or printed]
    for one in table.cells.values():
        above = one.at[1] == column and table.rows[one.at[0]].is_total
        beside = one.at[0] == row and table.columns[one.at[1]].is_total
        same = one.kind is part.kind and one.offset == part.offset and one.at != part.at
        if one.value and same and (above or beside):
            told.append((one, part.value * _HUNDRED / one.value))
    if told:
        fits = any(is_value(number, "%", value) for _, value in told)
        yield Told(number, sentence, table, tuple(told[:1]), fits, fits)


def _is_beside(table: NamedTable, part: NamedCell, share: NamedCell) -> bool:
    """Whether nothing but shares stands between an amount and the share behind it or below it."""
    axis = 1 if share.at[0] == part.at[0] else 0
    between = range(part.at[axis] + 1, share.at[axis])
    lines = table.columns if axis else table.rows
    return share.at[axis] > part.at[axis] and all(
        at not in lines or lines[at].kind is not Kind.VALUE for at in between
    )


def in_turn(
    sentence: PrintedSentence, table: NamedTable, numbers: Sequence[ProseNumber], heard: Heard
) -> Iterator[Told]:
    """高级职称 33 人、中级职称 48 人，分别占 20.50% 和 29.81%."""
    parts = heard.cells[-len(numbers) :]
    lead = clause_of(spoken(fold_text(sentence.text[: numbers[0].start])))
    share = SHARE.search(lead)
    if len(parts) < len(numbers) or any(one.unit != "%" for one in numbers) or share is None:
        return
    for number, part in zip(numbers, parts, strict=True):
        yield from shares(sentence, table, number, share["whole"], (part,))


def clause_of(lead: str) -> str:
    """The words behind the last comma or bracket."""
    match = _COUNTED.search(lead)
    return match[0] if match else lead
