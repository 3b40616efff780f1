"""Rule 超过整体, in sentences: more who sit an examination, go on to study or find work than graduated."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from qdesk.checks.texts.placed_texts import PlacedText, around
from qdesk.checks.texts.sentences import Sentence, sentences_of
from qdesk.checks.texts.stated import value_of
from qdesk.model.finding import Finding, Severity
from qdesk.model.period import parse_period
from qdesk.model.report_view import ReportView
from qdesk.model.value import fold_text
from qdesk.recognition.prose_numbers import ProseNumber
from qdesk.recognition.spoken_names import spoken_names

_DO = r"(?:参加(?:了|对口|普通|职教|单招|统一)*高考|升学|升入|就业|考入)"
_BEHIND = re.compile(rf"^(?:应届)?(?:毕业生|学生)?(?:已|全部|顺利|成功|分别)?{_DO}")
_BEFORE = re.compile(rf"{_DO}(?:的)?(?:毕业生|学生)?(?:总?人?数)?(?:共?有|共计?|为|是|达到?)?$")
_OTHERS = re.compile(r"累计|历届|往届|历年|近[两三四五几]年|以来|届[一-龥]*和|[全各]市|全县|全区|提供|岗位")
_LAST = re.compile(r"^(?:上年|上一?学?年度?|去年)")
_PEOPLE = ("人", "名")
_GRADUATES = "毕业生"


def beyond_graduates(view: ReportView, text: PlacedText) -> Iterator[Finding]:
    """709 名学生参加高考, in a year with 708 graduates."""
    for sentence in sentences_of(text.stored):
        if _OTHERS.search(sentence.text):
            continue
        for number in sentence.numbers:
            if number.unit not in _PEOPLE or number.year or number.about or not _tells(sentence, number):
                continue
            offset = _offset(view, sentence, number)
            graduates = _graduates(view, offset) if offset is not None else ()
            if not graduates or number.value <= max(graduates):
                continue
            most = max(graduates)
            year = "上年" if offset else "本年"
            where = around(sentence.text, number.start, number.end)
            message = f"“{where}”：比{year}的毕业生 {most:f} 人还多"
            sides = {"found": number.text, "expected": f"不超过 {most:f}{number.unit}"}
            yield text.finding("part_beyond_whole", Severity.LOOK, message, number.text, **sides)


def _tells(sentence: Sentence, number: ProseNumber) -> bool:
    return bool(
        _BEHIND.match(fold_text(sentence.text[number.end : number.end + 20]))
        or _BEFORE.search(fold_text(number.words))
    )


def _offset(view: ReportView, sentence: Sentence, number: ProseNumber) -> int | None:
    """The year that was named last before the number, from the report's own; None for another one."""
    years = [one for one in sentence.numbers if one.year and one.start < number.start]
    if not years:
        return -1 if _LAST.match(fold_text(sentence.text)) else 0
    period = parse_period(years[-1].text)
    offset = period.year - view.report.period.year if period else None
    return offset if offset in (0, -1) else None


def _graduates(view: ReportView, offset: int) -> tuple[Decimal, ...]:
    named = spoken_names(view.archive.catalogue).named(_GRADUATES)
    values = (value_of(view, one, "", offset) for one in named)
    return tuple(one for one in values if one is not None)
