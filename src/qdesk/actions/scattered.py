"""Tables of a file over several tables of the report: their numbers go to the report's own indicators."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from decimal import Decimal

from qdesk.actions.imported import ImportedTable
from qdesk.actions.known_names import KnownNames, names_of_own, parts_of_lines, with_coordinates
from qdesk.model.indicator import Indicator, IndicatorKind
from qdesk.model.observation import WHOLE
from qdesk.model.report_view import ReportView
from qdesk.model.table_layout import BY_INDICATOR, At, walk
from qdesk.model.unit_scale import factor_between, in_unit
from qdesk.model.value import fold_text
from qdesk.recognition.marks import Says
from qdesk.recognition.proposal import ReadValue

_TELLING = 10
"""Numbers below it are alike by chance."""
_FEWEST = 2
"""One name in common may be chance."""
_PART = re.compile(
    r"成人|继续|函授|业余|短期|五年|三年|3\+2|高职|大专|本科|中专部|男|女|民族|留守|贫困|特困|分校|校区|学院|学部|系|班|年级|走读|住校|住宿生|校外|联办"
)
"""Words of a caption that speak of a part of the school."""
_GENERAL = re.compile(
    r"\(.*?\)|(?:19|20)\d\d|学?年度?|中等职业|职业|中职|学校|院校|本校|我校|全校|办学|教育|教学|基本|基础|主要|综合|总体|年度|质量|发展|事业|条件"
    r"|规模|情况|数据|指标|信息|统计|采集|汇总|一览|报表|年报|报告|对比|比较|变化|分析|状况|概况|附件|附表|表|sheet|工作|[一二三四五六七八九十\d\W_]|及|与|和|的"
)
"""What captions and sheet names say that narrows nothing: the numbers are those of the whole school."""


def scatter(view: ReportView, tables: Iterable[ImportedTable], year: int) -> None:
    """Let such tables speak of the report's own indicators, where names and units leave no doubt.

    A table all of whose rows the report has makes no table of its own; its numbers stand where they belong.
    Where a caption names a part of the school (成人教育情况) nothing is taken for the whole, unless name,
    unit and number are all those of the report. `year` is what the file calls the current one.
    """
    known: KnownNames | None = None
    names = names_of_own(view)
    for table in tables:
        if not _may_be_scattered(table):
            continue
        known = known or KnownNames(view)
        if not _is_of_whole(table, names):
            _speak_of_same(view, table, known, year)
            continue
        parts = parts_of_lines(table.proposal)
        new = [
            one
            for one in table.proposal.indicators
            if one.kind is not IndicatorKind.TEXT and one.id not in parts
        ]
        found = {one.id: own for one in new if (own := known.named(one.name, one.unit)) is not None}
        if len(found) < _FEWEST or len(found) * 2 < len(new) or len(set(found.values())) < len(found):
            _speak_of_same(view, table, known, year)
            continue
        table.scattered = len(found) == len(table.proposal.indicators)
        _speak_of_own(table, found)


def _speak_of_same(view: ReportView, table: ImportedTable, known: KnownNames, year: int) -> None:
    """What name, unit and every known number show to be the report's own is no second place for it."""
    if _PART.search(table.title + table.sheet):
        return
    parts = parts_of_lines(table.proposal)
    told: dict[str, list[ReadValue]] = {}
    for read in table.proposal.values:
        if read.at is not None and read.at.indicator and isinstance(read.value, Decimal):
            told.setdefault(read.at.indicator, []).append(read)
    found: dict[str, Indicator] = {}
    for one in table.proposal.indicators:
        own = known.named(one.name, one.unit) if one.id not in parts else None
        if own is None or own.id in {each.id for each in found.values()} or own.unit != one.unit:
            continue
        shift = year - view.report.period.year
        pairs = [
            (read.value, known.numbers.get((own.id, read.offset + shift))) for read in told.get(one.id, [])
        ]
        stored = [(mine, theirs) for mine, theirs in pairs if theirs is not None]
        if stored and all(mine == theirs and abs(theirs) >= _TELLING for mine, theirs in stored):
            found[one.id] = own
    if not found:
        return
    worked_out = {name for name, own in found.items() if own.formula is not None}
    for name in worked_out:
        for read in told[name]:
            read.computed = True  # the file says what the report's own formula gives
    _speak_of_own(table, found)


def _may_be_scattered(table: ImportedTable) -> bool:
    understood = table.proposal.understood
    marks = understood.region.marks
    if table.target is not None or table.is_register or understood.owner.entity:
        return False
    if table.proposal.layout.at.member is not None:
        return False
    if marks.table(Says.GOES_TO) is not None or marks.table(Says.SECTION) is not None:
        return False
    lines = (*walk(table.proposal.layout.rows), *walk(table.proposal.layout.columns))
    return not any(line.at.member not in (None, WHOLE, BY_INDICATOR) or line.at.entity for line in lines)


def _is_of_whole(table: ImportedTable, names: Iterable[str]) -> bool:
    understood = table.proposal.understood
    return all(_is_general(text, names) for text in (understood.title, understood.grid.name))


def _is_general(text: str, names: Iterable[str]) -> bool:
    """Whether a caption says nothing of which part of the school its numbers are."""
    folded = fold_text(text).lower()
    for name in sorted(map(fold_text, names), key=len, reverse=True):
        folded = folded.replace(name.lower(), "")
    return not _GENERAL.sub("", folded)


def _speak_of_own(table: ImportedTable, found: Mapping[str, Indicator]) -> None:
    proposal = table.proposal
    new = {one.id: one for one in proposal.indicators}
    factors = {name: factor_between(new[name].unit, own.unit) or Decimal(1) for name, own in found.items()}
    if not table.scattered:  # its labels name the units: a number in another one stays the table's own
        found = {name: own for name, own in found.items() if factors[name] == 1}

    def change(at: At) -> At:
        own = found.get(at.indicator or "")
        remarked = found.get(at.member or "")
        return at._replace(
            indicator=own.id if own else at.indicator, member=remarked.id if remarked else at.member
        )

    proposal.layout = replace(with_coordinates(proposal.layout, change), styles=dict(proposal.layout.styles))
    proposal.indicators = [one for one in proposal.indicators if one.id not in found]
    for read in proposal.values:
        if read.at is None:
            continue
        if (own := found.get(read.at.indicator or "")) is not None:
            _turn(read, own, factors[read.at.indicator or ""])
        read.at = change(read.at)


def _turn(read: ReadValue, own: Indicator, factor: Decimal) -> None:
    read.measure, read.unit = own.name, own.unit
    if isinstance(read.value, Decimal) and factor != 1:
        read.value = in_unit(read.value, factor)
