"""Which cell of a table a sentence beside it speaks of: by names, unit, year, and what was told before."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from qdesk.checks.texts.lines_named import NamedLines
from qdesk.checks.texts.named_cells import Kind, NamedCell, NamedTable
from qdesk.checks.texts.sentences import PrintedSentence
from qdesk.checks.texts.told import POINTS, Heard, Told, is_telling, is_unit, is_value
from qdesk.checks.texts.told_relations import BARE, CHANGE, SHARE, WHOLES, changes, clause_of, in_turn, shares
from qdesk.model.period import Period, parse_period
from qdesk.model.value import fold_text
from qdesk.recognition.in_turn import IN_TURN, numbers_in_turn
from qdesk.recognition.prose_numbers import ProseNumber
from qdesk.recognition.sentence_words import DOWN, LAST, NARROWS, RUNS_ON, UP
from qdesk.recognition.spoken_names import spoken

_IN_BRACKETS = re.compile(r"\([^()]*\)")
_NORM = re.compile(r"标准|要求|规定|底线|目标|不低于|不少于|不超过|高于|低于|全国|全省|平均水平")
_PER = re.compile(r"[生人班师]均|每[生人]|平均")
_PLAN = re.compile(r"(?<!完成)计划(?!完成)|拟招|预算")
_FROM = re.compile(r"(?:由|从)(?:上年的?|去年的?)?$")
_TO = re.compile(rf"^(?:变化?|{UP}|{DOWN}|升|降)?(?:为|到|至|达到?)了?$")
_LAST = re.compile(rf"(?<![比较与]){LAST}(?!相比)")
_OTHERS = re.compile(r"院校|学院|大学|企业|公司|小学|初中|高中|幼儿园|机构|医院|协会|社区")
"""Whose numbers follow, where they are none of the table."""
_OTHER_TIME = re.compile(r"期间|以来|往年|历年|近[两二三四五几\d]+年|上一轮|十[二三四五]五|建校")
_ON_TOP = re.compile(r"^[^,，。；]{0,8}基础上")
_NAMED_BEHIND = re.compile(r"^[)）][一-龥]")
_ALL = re.compile(r"总|共|合计")
_PAIR = 2
_HUNDRED = Decimal(100)


def told_cells(
    sentence: PrintedSentence, table: NamedTable, period: Period, before: PrintedSentence | None = None
) -> Iterator[Told]:
    """Every number of a sentence that may tell a cell of the table; `before` is the sentence before it."""
    years = [parse_period(one.text) for one in before.numbers if one.year] if before is not None else []
    heard = Heard(is_of_any_year=any(one is not None and one.year != period.year for one in years))
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
        if IN_TURN.search(clause_of(lead)):
            every = numbers_in_turn(sentence.text, sentence.numbers, at)
            skip = every[-1].end
            end = skip
            yield from in_turn(sentence, table, every, heard)
            continue
        yield from _one(sentence, table, number, lead, heard)
        if _ON_TOP.match(sentence.text[number.end :]):
            heard.offset = 0  # 在 2018 学年 2080 个的基础上，又新增 100 个，达到 2180 个


def _one(
    sentence: PrintedSentence, table: NamedTable, number: ProseNumber, lead: str, heard: Heard
) -> Iterator[Told]:
    clause = clause_of(lead)
    if _NORM.search(clause):
        heard.cells.clear()
        return
    change = CHANGE.search(lead)
    if change is not None or number.unit in POINTS:
        yield from changes(sentence, table, number, lead, change, heard)
        return
    part = _part_of_share(table, number, lead, heard)
    if part is not None:
        yield from _share_told(sentence, table, number, clause, part, heard)
        return
    found = _named(table, number, lead, heard)
    behind = sentence.text[number.end :]
    if found is None:
        heard.narrowed = heard.narrowed or bool(NARROWS.search(lead) or _OTHERS.search(lead))
        return
    exact, loose, is_plain, is_guess = found
    right = next((one for one in (*exact, *loose) if is_value(number, one.unit, one.value)), None)
    if right is not None:
        heard.cells.append(right)
        heard.narrowed = not is_plain and (heard.narrowed or not is_telling(number))
    elif not is_plain or RUNS_ON.match(behind) or _NAMED_BEHIND.match(behind):
        heard.narrowed = True  # 606 人为初中应届毕业生: of some of them, and what follows may be as well
        return
    elif heard.narrowed:
        return
    elif len(exact) == 1:
        heard.cells.append(exact[0])
    shows = right is not None and (is_plain or is_telling(number))
    cells = tuple((one, one.value) for one in exact)
    yield Told(number, sentence, table, cells, right is not None, shows, is_guess)


# -- which cells


def _named(
    table: NamedTable, number: ProseNumber, lead: str, heard: Heard
) -> tuple[list[NamedCell], list[NamedCell], bool, bool] | None:
    """The cells that are meant, those that share a named line, whether nothing else is said, if guessed."""
    fitting = [one for one in table.cells.values() if is_unit(number, one)]
    if not fitting:
        return None
    share = SHARE.search(clause_of(lead)) if number.unit == "%" else None
    words = NamedLines(table, lead[: share.start()] if share and share["whole"] not in WHOLES else lead)
    carried = heard.last if not (words.rows and words.columns) else None
    if not words.names_a_line:
        goes_on = bool(BARE.match(lead) or _TO.match(lead)) or _shares_word(table, number, lead)
        if not (carried is not None and goes_on) and not words.is_of_all:
            return None
    offset = -1 if _LAST.search(lead) or _FROM.search(lead) else heard.offset
    if BARE.match(lead) and heard.year_told is not None:
        offset = heard.year_told  # 上年校内奖助学金为 247 人次、12.35 万元
    heard.year_told = offset
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
    kept = _summed(kept, table) if words.columns and not words.rows and _ALL.search(clause_of(lead)) else kept
    if not words.names_a_line and carried is not None:
        loose = [one for one in loose if one.at[0] == carried.at[0] or one.at[1] == carried.at[1]]
    plain = words.says_nothing_else and (not offset or offset in years)
    planned = bool(_PLAN.search(lead)) and Kind.PLAN not in kinds
    is_guess = carried is None and not (words.rows and words.columns)
    return kept, loose, plain and not planned, is_guess


def _part_of_share(table: NamedTable, number: ProseNumber, lead: str, heard: Heard) -> NamedCell | None:
    """The amount whose share a number tells: the one named before 占, else the one told last."""
    if number.unit != "%" or not SHARE.search(clause_of(lead)):
        return None
    return _part_named(table, lead[: lead.rfind("占")], heard) or heard.last


def _share_told(
    sentence: PrintedSentence,
    table: NamedTable,
    number: ProseNumber,
    clause: str,
    part: NamedCell,
    heard: Heard,
) -> Iterator[Told]:
    share = SHARE.search(clause)
    for told in shares(sentence, table, number, share["whole"] if share else "", (part,)):
        yield told
        heard.cells += [one for one, _ in told.exact if one.kind is Kind.SHARE]


def _part_named(table: NamedTable, words: str, heard: Heard) -> NamedCell | None:
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
    for kind, words in ((Kind.PER, _PER.search(clause_of(lead))), (Kind.PLAN, _PLAN.search(lead))):
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
    if number.unit != "%":
        return False
    clause = clause_of(lead)
    columns = {one.at[1] for one in table.cells.values() if is_unit(number, one) and one.unit}
    if len(columns) != 1:
        return False
    forms = [form for level in table.columns[columns.pop()].levels for form in level]
    return any(form[at : at + 2] in clause for form in forms for at in range(len(form) - 1))
