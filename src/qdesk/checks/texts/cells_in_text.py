"""Rule 正文数字, by the tables beside a text: numbers that are not those of the cells they name."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from qdesk.checks.slips import slip_between
from qdesk.checks.texts.named_cells import NamedTable, named_table
from qdesk.checks.texts.placed_texts import PlacedText, around
from qdesk.checks.texts.sentences import PrintedSentence, printed_sentences
from qdesk.checks.texts.stated import is_borne_out, stated
from qdesk.checks.texts.told import Told
from qdesk.checks.texts.told_cells import told_cells
from qdesk.checks.verdicts import shown
from qdesk.model.finding import Finding, Severity
from qdesk.model.report import ReportTable
from qdesk.model.report_view import ReportView
from qdesk.model.unit_scale import factor_between
from qdesk.model.value import fold_text

_SCHOOL = re.compile(r"[一-龥]{2,10}?(?:学校|职校|职教中心|中专|技校)")
_NEAREST, _FARTHEST = Decimal("0.5"), Decimal(2)


def cells_in_text(view: ReportView, text: PlacedText, tables: Sequence[ReportTable]) -> Iterator[Finding]:
    """Numbers of a text against the tables of its section.

    A sentence speaks of a table where another number of its paragraph is told right from it; only then a
    number that is not that of the one cell which it names is told.
    """
    named = _told_apart([named_table(view, table) for table in tables])
    if not named:
        return
    true = _true(view, text)
    for paragraph in text.paragraphs():
        sentences = list(printed_sentences(view, paragraph))
        told = [
            one
            for before, sentence in zip((None, *sentences), sentences, strict=False)
            for table in named
            if not _is_of_others(sentence, table)
            for one in told_cells(sentence, table, view.report.period, before)
        ]
        right = {(one.sentence.text, one.number.start) for one in told if one.fits} | true
        for one in told:
            key = (one.sentence.text, one.number.start)
            if key in right or one.number not in one.sentence.own:
                continue
            if len(one.exact) == 1 and _speaks_of(one.table, told, one) and _is_likely(one):
                yield _finding(text, one)
                right.add(key)


def _told_apart(tables: Sequence[NamedTable]) -> list[NamedTable]:
    """The tables but those of one caption: nobody can say of which of them a sentence speaks."""
    captions = Counter(one.caption for one in tables)
    return [one for one in tables if captions[one.caption] == 1]


def _is_of_others(sentence: PrintedSentence, table: NamedTable) -> bool:
    """Whether a sentence speaks of one school and the table of another one."""
    here, there = (set(_SCHOOL.findall(text)) for text in (fold_text(sentence.text), table.caption))
    return bool(here and there) and here.isdisjoint(there)


def _true(view: ReportView, text: PlacedText) -> set[tuple[str, int]]:
    """The numbers that the data bear out."""
    return {
        (one.sentence.text, one.statement.number.start)
        for paragraph in stated(view, text)
        for one in paragraph
        if is_borne_out(view, one.statement)
    }


def _speaks_of(table: NamedTable, told: Sequence[Told], one: Told) -> bool:
    return any(other.table is table and other.shows and other.number != one.number for other in told)


def _is_likely(one: Told) -> bool:
    """Whether a total that is only guessed is near enough, or missed by a slip."""
    number, (cell, value) = one.number, one.exact[0]
    meant = value / ((factor_between(number.unit, cell.unit) if cell.unit else None) or 1)
    if not one.is_guess or slip_between(number.value, meant):
        return True
    return meant != 0 and _NEAREST <= number.value / meant <= _FARTHEST


def _finding(text: PlacedText, one: Told) -> Finding:
    number, (cell, value) = one.number, one.exact[0]
    where = around(one.sentence.text, number.start, number.end)
    factor = factor_between(number.unit, cell.unit) if cell.unit else None
    right = value / (factor or 1)
    as_printed = right == cell.value and number.unit == cell.unit
    printed = f"{cell.value:f}" if as_printed else shown(right, number.value)
    slip = slip_between(number.value, right)
    hint = f"，像是{slip}" if slip else ""
    place = cell.place
    message = f"“{where}”与数据不符：按{place.title}（{cell.name}）应为 {printed}{number.unit}{hint}"
    sides = {"found": number.text, "expected": f"{printed}{number.unit}"}
    finding = text.finding("number_in_text", Severity.LOOK, message, number.text, **sides)
    return replace(finding, against=None if cell.is_sum else place.source)
