"""Rule 概括的话: sentences that say something of all, against what is listed behind them or in the data."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from qdesk.checks.texts.members import member_names
from qdesk.checks.texts.placed_texts import PlacedText
from qdesk.checks.texts.sentences import Sentence, sentences_of
from qdesk.model.filled_cell import CellRole
from qdesk.model.finding import Finding, Severity
from qdesk.model.indicator import Indicator, IndicatorKind
from qdesk.model.prose import Link, LinkForm
from qdesk.model.report_view import ReportView
from qdesk.model.value import fold_text
from qdesk.recognition.indicator_names import names_of

_ALL_ABOVE = re.compile(
    r"(?:所有|全部|各项)?[^,，。]{0,20}?(?:均|都)在\s*(?P<limit>\d+(?:\.\d+)?)\s*[%％]\s*(?:之|以)上"
)
_WITHIN = re.compile(
    r"(?:变化|波动|变动).{0,8}?(?:均|都)?在\s*(?P<limit>[一二两三四五]|\d+(?:\.\d+)?)\s*个?百分点\s*(?:以内|之内|内)"
)
_ALL_RISE = re.compile(
    r"(?P<names>(?:[一-龥]{2,8}率[、和与及]?)+)(?:均|都)[^,，]{0,8}?(?:逐年|稳步|持续|不断)?(?P<word>上升|提高|增长)"
)
_DIGITS = {"一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5}


def sweeping_statements(view: ReportView, text: PlacedText) -> Iterator[Finding]:
    """都在 91% 以上, with 90% behind it; 均在一个百分点以内, with larger changes in the table."""
    sentences = sentences_of(text.stored)
    for at, sentence in enumerate(sentences):
        if match := _ALL_ABOVE.search(sentence.text):
            yield from _above(text, sentences, at, match)
        if match := _WITHIN.search(sentence.text):
            yield from _within(view, text, match)
        if match := _ALL_RISE.search(sentence.text):
            yield from _rising(view, text, match)


def _above(
    text: PlacedText, sentences: tuple[Sentence, ...], at: int, match: re.Match[str]
) -> Iterator[Finding]:
    limit = Decimal(match["limit"])
    if "其中" not in sentences[at].text[match.end() :]:
        return  # what follows need not be a part of it
    here = [one for one in sentences[at].numbers if one.start > match.end()]
    lower = [one.text for one in here if one.unit == "%" and one.value < limit]
    if lower:
        told = "、".join(lower)
        message = f"“{match[0]}”，可是同一句里列出了 {told}"
        yield text.finding(
            "sweeping_statement", Severity.MUST, message, match[0], found=match[0], expected=told
        )


def _within(view: ReportView, text: PlacedText, match: re.Match[str]) -> Iterator[Finding]:
    limit = Decimal(_DIGITS.get(match["limit"], 0) or match["limit"])
    beyond: list[str] = []
    for table in view.tables:
        if table.section != text.section:
            continue
        for row in view.filled(table).body:
            for cell in row:
                indicator = view.data.indicator(cell.indicator) if cell.indicator else None
                is_change = cell.role is CellRole.COMPUTED and cell.text.strip().endswith(("%", "％"))
                shares = indicator is not None and indicator.kind is IndicatorKind.RATE
                if is_change and shares and isinstance(cell.value, Decimal) and abs(cell.value) > limit:
                    beyond.append(cell.text)
    if beyond:
        told = "、".join(beyond[:4])
        message = f"“{match[0]}”，可是本节的表里有 {told}"
        yield text.finding(
            "sweeping_statement", Severity.MUST, message, match[0], found=match[0], expected=told
        )


def _rising(view: ReportView, text: PlacedText, match: re.Match[str]) -> Iterator[Finding]:
    falling: list[str] = []
    names = names_of(view.archive.catalogue)
    for name in re.split(r"[、和与]", match["names"]):
        for found in names.found(fold_text(name)).values():
            if found.end == len(fold_text(name)):
                falling += _falls(view, found.indicator)
    if falling:
        told = "，".join(falling[:4])
        message = f"“{match[0]}”，可是 {told}"
        yield text.finding(
            "sweeping_statement", Severity.MUST, message, match[0], found=match[0], expected=told
        )


def _falls(view: ReportView, indicator: Indicator) -> Iterator[str]:
    called = member_names(view)
    for member in ("", *view.data.member_ids(indicator.id)):
        number = view.number(Link(indicator.id, member, form=LinkForm.VALUE))
        now, before = number.value, number.prior
        if isinstance(now, Decimal) and isinstance(before, Decimal) and now <= before:
            former = view.number(Link(indicator.id, member, period=-1, form=LinkForm.VALUE)).text
            yield f"{called.get(member, '')}{indicator.name}由 {former} 到 {number.text}"
