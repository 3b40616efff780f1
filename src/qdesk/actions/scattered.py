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

_FEWEST = 2
"""One name in common may be chance."""
_GENERAL = re.compile(
    r"\(.*?\)|(?:19|20)\d\d|学?年度?|中等职业|职业|中职|学校|院校|本校|我校|全校|办学|教育|教学|基本|基础|主要|综合|总体|年度|质量|发展|事业|条件"
    r"|规模|情况|数据|指标|信息|统计|采集|汇总|一览|报表|年报|报告|对比|比较|变化|分析|状况|概况|附件|附表|表|sheet|工作|[一二三四五六七八九十\d\W_]|及|与|和|的"
)
"""What captions and sheet names say that narrows nothing: the numbers are those of the whole school."""


def scatter(view: ReportView, tables: Iterable[ImportedTable]) -> None:
    """Let such tables speak of the report's own indicators, where names and units leave no doubt.

    A table all of whose rows the report has makes no table of its own; its numbers stand where they belong.
    Where a caption names a part of the school (成人教育情况) nothing is taken for the whole.
    """
    known: KnownNames | None = None
    names = names_of_own(view)
    for table in tables:
        if not _may_be_scattered(table, names):
            continue
        known = known or KnownNames(view)
        parts = parts_of_lines(table.proposal)
        new = [
            one
            for one in table.proposal.indicators
            if one.kind is not IndicatorKind.TEXT and one.id not in parts
        ]
        found = {one.id: own for one in new if (own := known.named(one.name, one.unit)) is not None}
        if len(found) < _FEWEST or len(found) * 2 < len(new) or len(set(found.values())) < len(found):
            continue
        table.scattered = len(found) == len(table.proposal.indicators)
        _speak_of_own(table, found)


def _may_be_scattered(table: ImportedTable, names: Iterable[str]) -> bool:
    understood = table.proposal.understood
    marks = understood.region.marks
    if table.target is not None or table.is_register or understood.owner.entity:
        return False
    if marks.table(Says.GOES_TO) is not None or marks.table(Says.SECTION) is not None:
        return False
    lines = (*walk(table.proposal.layout.rows), *walk(table.proposal.layout.columns))
    if any(line.at.member not in (None, WHOLE, BY_INDICATOR) or line.at.entity for line in lines):
        return False
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
