"""Rules 整行没有改 and 句子没有改: rows and sentences that are just what last year's report had."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal

from qdesk.checks.rule import Parameters, Place, places
from qdesk.checks.texts.placed_texts import PlacedText, around
from qdesk.checks.texts.sentences import sentences_of
from qdesk.model.filled_cell import CellRole
from qdesk.model.finding import Finding, Severity
from qdesk.model.last_year import prior_stored
from qdesk.model.period import parse_period
from qdesk.model.prose import plain_prose
from qdesk.model.report import ReportTable
from qdesk.model.report_view import ReportView

_RULED = re.compile(r"不少于|不低于|以上|以下|标准|规定|要求|不超过|每周|每学期|学制|《")
"""Numbers of rules and of what stays: 学时不少于 1000."""
_SHORTEST = 10


def rows_left_standing(view: ReportView, table: ReportTable, parameters: Parameters) -> Iterator[Finding]:
    """A row of this year whose numbers are all those of last year, several of them and not all alike."""
    rows: dict[int, list[tuple[Place, Decimal, Decimal]]] = defaultdict(list)
    for place in places(view, table):
        cell = place.cell
        if cell.role is not CellRole.VALUE or cell.offset or cell.key is None or cell.overwritten:
            continue
        period = parse_period(cell.key.period)
        before = view.data.value(cell.key._replace(period=period.shift(-1).code)) if period else None
        if isinstance(cell.value, Decimal) and isinstance(before, Decimal) and (cell.value or before):
            rows[place.row].append((place, cell.value, before))
    least = int(parameters["row_left_standing.least"])
    pairs = [pair for row in rows.values() for pair in row]
    if len(pairs) >= least and len(rows) > 1 and _is_same(pairs):
        yield _finding(pairs[0][0], f"本年的 {len(pairs)} 个数都与上年相同，像是没有更新")
        return
    for row in rows.values():
        if len(row) >= least and _is_same(row):
            yield _finding(row[0][0], f"{row[0][0].label} 的 {len(row)} 个数都与上年相同，像是没有更新")


def _is_same(pairs: list[tuple[Place, Decimal, Decimal]]) -> bool:
    return all(now == before for _, now, before in pairs) and len({now for _, now, _ in pairs}) > 2


def _finding(place: Place, message: str) -> Finding:
    return place.finding("row_left_standing", Severity.LOOK, f"{place.title}：{message}")


def sentences_left_standing(view: ReportView, text: PlacedText) -> Iterator[Finding]:
    """Sentences with unlinked numbers that stand in last year's report word for word."""
    prior = prior_stored(view, text.section)
    if not prior:
        return
    former = {"".join(one.text.split()) for one in sentences_of(plain_prose(prior, lambda _: ""))}
    for sentence in sentences_of(text.stored):
        bare = "".join(sentence.text.split())
        counts = [one for one in sentence.numbers if not one.year and one.unit]
        if counts and len(bare) >= _SHORTEST and bare in former and not _RULED.search(bare):
            number = counts[0]
            where = around(sentence.text, number.start, number.end)
            message = f"“{where}”这一句与上年报告一字不差，数字是否已更新"
            yield text.finding(
                "sentence_left_standing", Severity.LOOK, message, number.text, found=number.text
            )
