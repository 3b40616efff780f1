"""Which cell of a table a sentence beside it speaks of: by names, unit, year, and what was told before."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from qdesk.checks.lines_named import NamedLines
from qdesk.checks.named_cells import Kind, NamedCell, NamedTable
from qdesk.checks.sentences import PrintedSentence
from qdesk.model.number_format import round_half_up
from qdesk.model.period import Period, parse_period
from qdesk.model.unit_scale import factor_between
from qdesk.model.value import decimals_of, fold_text
from qdesk.recognition.in_turn import IN_TURN, numbers_in_turn
from qdesk.recognition.prose_numbers import ProseNumber
from qdesk.recognition.sentence_words import DOWN, LAST, NARROWS, RUNS_ON, UP
from qdesk.recognition.spoken_names import spoken

_IN_BRACKETS = re.compile(r"\([^()]*\)")
_POINTS = ("个百分点", "百分点")
_NORM = re.compile(r"标准|要求|规定|底线|目标|不低于|不少于|不超过|高于|低于|全国|全省|平均水平")
_PER = re.compile(r"[生人班师]均|每[生人]|平均")
_PLAN = re.compile(r"(?<!完成)计划(?!完成)|拟招|预算")
_CHANGE = re.compile(
    rf"(?P<against>同比|环比|[比较与](?:{LAST})(?:相比)?)?(?:有所|略有?|明显|大幅|净|共|又|微)*"
    rf"(?P<word>{UP}|{DOWN})[招收]?(?:幅度?|率|额)?(?:了|为|达到?|约)*$"
)
_SHARE = re.compile(r"占(?P<whole>[^,，;；占]{0,12}?)的?(?:比例|比重)?(?:分别)?(?:为|是|达到?|约)*$")
_FROM = re.compile(r"(?:由|从)(?:上年的?|去年的?)?$")
_TO = re.compile(rf"^(?:变化?|{UP}|{DOWN}|升|降)?(?:为|到|至|达到?)了?$")
_LAST = re.compile(rf"(?<![比较与]){LAST}(?!相比)")
_BARE = re.compile(r"^[、,，和及与(]*$")
_COUNTED = re.compile(r"[^,，;；:：()（）]*$")
_OTHERS = re.compile(r"院校|学院|大学|企业|公司|小学|初中|高中|幼儿园|机构|医院|协会|社区")
"""Whose numbers follow, where they are none of the table."""
_OTHER_TIME = re.compile(r"期间|以来|往年|历年|近[两二三四五几\d]+年|上一轮|十[二三四五]五|建校")
_ON_TOP = re.compile(r"^[^,，。；]{0,8}基础上")
_NAMED_BEHIND = re.compile(r"^[)）][一-龥]")
_ALL = re.compile(r"总|共|合计")
_PAIR = 2
_TELLING = 3
_TOTAL_OF = re.compile(r"^(?:全校|全部|学校|总)|总(?:人数|人次|数|量|额|值)$|(?:人数|总体)$")
_WHOLES = ("", "总数", "总人数", "总量", "总额", "全校", "全部", "全校总数", "总", "其总数")
_HUNDRED = Decimal(100)


@dataclass(frozen=True, slots=True)
class Told:
    """A number of a sentence and the cells that its words mean; `exact` are those, with what each comes to.

    `fits`: it is the value of a cell that shares a named line with it; `shows`: and no chance, so that the
    sentence is shown to speak of the table. `is_guess`: the words name one line only, and the total is taken.
    """

    number: ProseNumber
    sentence: PrintedSentence
    table: NamedTable
    exact: tuple[tuple[NamedCell, Decimal], ...]
    fits: bool
    shows: bool
    is_guess: bool = False


@dataclass
class _Heard:
    """What a sentence told so far of one table."""

    cells: list[NamedCell] = field(default_factory=list[NamedCell])
    offset: int | None = 0
    narrowed: bool = False  # something was said that the table does not have
    is_of_any_year: bool = False  # another year was named right before the sentence

    @property
    def last(self) -> NamedCell | None:
        return self.cells[-1] if self.cells else None


def told_cells(
    sentence: PrintedSentence, table: NamedTable, period: Period, before: PrintedSentence | None = None
) -> Iterator[Told]:
    """Every number of a sentence that may tell a cell of the table; `before` is the sentence before it."""
    years = [parse_period(one.text) for one in before.numbers if one.year] if before is not None else []
    heard = _Heard(is_of_any_year=any(one is not None and one.year != period.year for one in years))
    end = skip = 0
    if _OTHER_TIME.search(sentence.text):
        return
    for at, number in enumerate(sentence.numbers):
        if number.start < skip:
            continue
        if number.year:
            if fold_text(sentence.text[end : number.start]).endswith(("比", "较", "与", "于")):
                continue
            year = parse_period(number.text)
            offset = year.year - period.year if year else None
            heard.offset = offset if offset in (0, -1) else None
            continue
        if not number.unit:
            continue
        lead = _IN_BRACKETS.sub("", spoken(fold_text(sentence.text[end : number.start])))
        end = number.end
        if heard.offset is None or number.about:
            continue
        if IN_TURN.search(_clause(lead)):
            every = numbers_in_turn(sentence.text, sentence.numbers, at)
            skip = every[-1].end
            end = skip
            yield from _in_turn(sentence, table, every, heard)
            continue
        yield from _one(sentence, table, number, lead, heard)
        if _ON_TOP.match(sentence.text[number.end :]):
            heard.offset = 0  # 在 2018 学年 2080 个的基础上，又新增 100 个，达到 2180 个


def _clause(lead: str) -> str:
    match = _COUNTED.search(lead)
    return match[0] if match else lead


def _one(
    sentence: PrintedSentence, table: NamedTable, number: ProseNumber, lead: str, heard: _Heard
) -> Iterator[Told]:
    clause = _clause(lead)
    if _NORM.search(clause):
        heard.cells.clear()
        return
    change = _CHANGE.search(lead)
    if change is not None or number.unit in _POINTS:
        yield from _changes(sentence, table, number, lead, change, heard)
        return
    if number.unit == "%" and (share := _SHARE.search(clause)):
        part = _part_named(table, lead[: lead.rfind("占")], heard) or heard.last
        if part is not None:
            yield from _shares(sentence, table, number, share["whole"], (part,))
            return
    found = _named(table, number, lead, heard)
    behind = sentence.text[number.end :]
    if found is None:
        heard.narrowed = heard.narrowed or bool(NARROWS.search(lead) or _OTHERS.search(lead))
        return
    exact, loose, is_plain, is_guess = found
    right = next((one for one in (*exact, *loose) if _is_value(number, one.unit, one.value)), None)
    if right is not None:
        heard.cells.append(right)
        heard.narrowed = not is_plain and (heard.narrowed or not _is_telling(number))
    elif not is_plain or RUNS_ON.match(behind) or _NAMED_BEHIND.match(behind):
        heard.narrowed = True  # 606 人为初中应届毕业生: of some of them, and what follows may be as well
        return
    elif heard.narrowed:
        return
    elif len(exact) == 1:
        heard.cells.append(exact[0])
    shows = right is not None and (is_plain or _is_telling(number))
    cells = tuple((one, one.value) for one in exact)
    yield Told(number, sentence, table, cells, right is not None, shows, is_guess)


def _is_telling(number: ProseNumber) -> bool:
    """Whether a number has so many digits that it is no chance to find it in a table."""
    return len(f"{number.value:f}".replace(".", "").strip("0")) >= _TELLING


# -- which cells


def _named(
    table: NamedTable, number: ProseNumber, lead: str, heard: _Heard
) -> tuple[list[NamedCell], list[NamedCell], bool, bool] | None:
    """The cells that are meant, those that share a named line, whether nothing else is said, if guessed."""
    fitting = [one for one in table.cells.values() if _is_unit(number, one)]
    if not fitting:
        return None
    share = _SHARE.search(_clause(lead)) if number.unit == "%" else None
    words = NamedLines(table, lead[: share.start()] if share and share["whole"] not in _WHOLES else lead)
    carried = heard.last if not (words.rows and words.columns) else None
    if not words.names_a_line:
        goes_on = bool(_BARE.match(lead) or _TO.match(lead)) or _shares_word(table, number, lead)
        if not (carried is not None and goes_on) and not words.is_of_all:
            return None
    offset = -1 if _LAST.search(lead) or _FROM.search(lead) else heard.offset
    kinds = _kinds_meant(number, lead, fitting)
    there = [one for one in fitting if one.kind in kinds and one.value != _HUNDRED]
    years = {one.offset for one in there} - {None}
    meant = [one for one in there if one.offset == offset or (one.offset is None and not offset)]
    loose = [
        one
        for one in fitting
        if one.kind not in (Kind.CHANGE, Kind.GROWTH, Kind.NORM)
        and (one.offset in (offset, None) or heard.is_of_any_year)
        and (not words.rows or one.at[0] in words.rows)
        and (not words.columns or one.at[1] in words.columns)
    ]
    row = carried.at[0] if carried and not words.rows else None
    column = carried.at[1] if carried and not words.columns else None
    kept = _along(meant, words.rows, row, table, is_row=True)
    kept = _of_totals(_along(kept, words.columns, column, table, is_row=False), table)
    kept = _summed(kept, table) if words.columns and not words.rows and _ALL.search(_clause(lead)) else kept
    if not words.names_a_line and carried is not None:
        loose = [one for one in loose if one.at[0] == carried.at[0] or one.at[1] == carried.at[1]]
    plain = words.says_nothing_else and (not offset or offset in years)
    planned = bool(_PLAN.search(lead)) and Kind.PLAN not in kinds
    is_guess = carried is None and not (words.rows and words.columns)
    return kept, loose, plain and not planned, is_guess


def _part_named(table: NamedTable, words: str, heard: _Heard) -> NamedCell | None:
    """The one amount that words name right before 占: 一年级学生占在校生总数的 34.96%."""
    named = NamedLines(table, words)
    if not named.names_a_line or not named.says_nothing_else:
        return None
    amounts = [
        one
        for one in table.cells.values()
        if one.kind is Kind.VALUE and one.unit != "%" and one.offset in (heard.offset, None)
    ]
    kept = _along(amounts, named.rows, None, table, is_row=True)
    kept = _of_totals(_along(kept, named.columns, None, table, is_row=False), table)
    return kept[0] if len(kept) == 1 else None


def _kinds_meant(number: ProseNumber, lead: str, fitting: Sequence[NamedCell]) -> set[Kind]:
    """What a number tells: a plan or an amount a head where words say so and the table has such a line."""
    there = {one.kind for one in fitting}
    for kind, words in ((Kind.PER, _PER.search(_clause(lead))), (Kind.PLAN, _PLAN.search(lead))):
        if words and kind in there:
            return {kind}
    return {Kind.VALUE, Kind.SHARE} if number.unit == "%" else {Kind.VALUE}


def _along(
    cells: Sequence[NamedCell], named: set[int], carried: int | None, table: NamedTable, *, is_row: bool
) -> list[NamedCell]:
    """The cells of the named lines of one axis; else those of the line told before, or of the total."""
    axis = 0 if is_row else 1
    if named:
        return [one for one in cells if one.at[axis] in named]
    lines = table.rows if is_row else table.columns
    for wanted in (
        [one for one in cells if carried is not None and one.at[axis] == carried],
        [one for one in cells if lines[one.at[axis]].is_total],
    ):
        if wanted:
            return wanted
    return list(cells)


def _summed(cells: Sequence[NamedCell], table: NamedTable) -> list[NamedCell]:
    """The sum of a column of a table that prints no totals: 总建筑面积, of five buildings."""
    rows = {one.at[0] for one in cells}
    if len(rows) < _PAIR or len({one.at[1] for one in cells}) > 1 or cells[0].unit == "%":
        return list(cells)
    if rows != table.rows.keys() or any(line.is_total for line in table.rows.values()):
        return list(cells)
    return [replace(cells[0], value=sum((one.value for one in cells), Decimal(0)), is_sum=True)]


def _of_totals(cells: Sequence[NamedCell], table: NamedTable) -> list[NamedCell]:
    """Of several cells those in a line of totals: 金额 of 全年合计, where 春季 and 秋季 have one as well."""
    for axis, lines in enumerate((table.rows, table.columns)):
        totals = [one for one in cells if lines[one.at[axis]].is_total]
        if len(cells) > 1 and totals:
            cells = totals
    return list(cells)


def _shares_word(table: NamedTable, number: ProseNumber, lead: str) -> bool:
    """Whether the only column of the number's unit shares a word with the clause: 完成计划的, of 完成率."""
    clause = _clause(lead)
    columns = {one.at[1] for one in table.cells.values() if _is_unit(number, one) and one.unit}
    if number.unit != "%" or len(columns) != 1:
        return False
    forms = [form for level in table.columns[columns.pop()].levels for form in level]
    return any(form[at : at + 2] in clause for form in forms for at in range(len(form) - 1))


# -- changes, shares, lists


def _changes(
    sentence: PrintedSentence,
    table: NamedTable,
    number: ProseNumber,
    lead: str,
    change: re.Match[str] | None,
    heard: _Heard,
) -> Iterator[Told]:
    """By how much the cell told just before has changed, as its table says or as its years come to."""
    base = heard.last
    if base is None or change is None or heard.offset != 0:
        return
    front = lead[: change.start()]
    if re.search(r"[一-龥]{2}", front):
        return
    now, before = (_in_year(table, base, offset) for offset in (0, -1))
    if base.offset not in (0, None):
        return
    is_growth = number.unit == "%" and base.unit != "%"
    wanted = Kind.GROWTH if is_growth else Kind.CHANGE
    unit = "%" if number.unit in _POINTS or is_growth else base.unit
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
    fits = any(_is_value(number, unit, value) for _, value in told)
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


def _shares(
    sentence: PrintedSentence, table: NamedTable, number: ProseNumber, whole: str, parts: Sequence[NamedCell]
) -> Iterator[Told]:
    """Which part of its line's total a cell is."""
    part = parts[0]
    row, column = part.at
    bare = _TOTAL_OF.sub("", whole)
    if part.unit == "%" or (table.rows[row].is_total and table.columns[column].is_total):
        return
    if whole not in _WHOLES and bare and bare not in table.words:
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
        fits = any(_is_value(number, "%", value) for _, value in told)
        yield Told(number, sentence, table, tuple(told[:1]), fits, fits)


def _is_beside(table: NamedTable, part: NamedCell, share: NamedCell) -> bool:
    """Whether nothing but shares stands between an amount and the share behind it or below it."""
    axis = 1 if share.at[0] == part.at[0] else 0
    between = range(part.at[axis] + 1, share.at[axis])
    lines = table.columns if axis else table.rows
    return share.at[axis] > part.at[axis] and all(
        at not in lines or lines[at].kind is not Kind.VALUE for at in between
    )


def _in_turn(
    sentence: PrintedSentence, table: NamedTable, numbers: Sequence[ProseNumber], heard: _Heard
) -> Iterator[Told]:
    """高级职称 33 人、中级职称 48 人，分别占 20.50% 和 29.81%."""
    parts = heard.cells[-len(numbers) :]
    lead = _clause(spoken(fold_text(sentence.text[: numbers[0].start])))
    share = _SHARE.search(lead)
    if len(parts) < len(numbers) or any(one.unit != "%" for one in numbers) or share is None:
        return
    for number, part in zip(numbers, parts, strict=True):
        yield from _shares(sentence, table, number, share["whole"], (part,))


# -- numbers and cells


def _is_unit(number: ProseNumber, cell: NamedCell) -> bool:
    """Whether a number may count what a cell counts."""
    if not cell.unit:
        return number.unit not in ("%", "万元", "元", "平方米", ":1", *_POINTS)
    return number.unit == cell.unit or factor_between(number.unit, cell.unit) is not None


def _is_value(number: ProseNumber, unit: str, value: Decimal) -> bool:
    """Whether a number is a value, rounded as far as it is written."""
    scale = factor_between(number.unit, unit) if unit and number.unit not in _POINTS else None
    own = value / (scale or 1)
    return number.value == own or round_half_up(own, decimals_of(number.value)) == number.value
