"""Rule 口径不一: a ratio told of full-time students and reckoned with part-time ones among them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from qdesk.checks.texts.placed_texts import PlacedText, around
from qdesk.checks.texts.sentences import sentences_of
from qdesk.checks.verdicts import Verdict, shown, verdict
from qdesk.model.finding import Finding, Severity
from qdesk.model.report_view import ReportView
from qdesk.model.value import fold_text
from qdesk.recognition.prose_numbers import ProseNumber

_PART_TIME = re.compile(r"非全日制[^,，。]{0,6}?(?:学生|在校生)(?:总?人?数)?(?:共?有|共计?|为|是|约)?$")
_STUDENTS = re.compile(r"(?:在校生|在校学生|学生)(?:总?人?数)?(?:共?有|共计?|为|是|达到?)?$")
_RATIO = re.compile(r"全日制[^,，。]{0,8}?(?:在校生|学生)(?:总?人?数)?[之的]?比例?(?:为|是|达到?)?$")
_STAFF = re.compile(r"(?:教师|教职工)(?:总?人?数)?(?:共?有|共计?|为|是|达到?)?$")
_PEOPLE = ("人", "名")


@dataclass(frozen=True, slots=True)
class _Heads:
    """How many students there are: all, the part-time ones among them, and the others."""

    every: Decimal
    part_time: Decimal
    full_time: Decimal


def mixed_base(_view: ReportView, texts: Sequence[PlacedText]) -> Iterator[Finding]:
    """与全日制在校生之比为 13.2:1, where 2442 ÷ 185 is 13.2 and 630 of the 2442 are part-time.

    It speaks only where the texts tell all three numbers: all, part-time, and what is left.
    """
    heads = _heads(texts)
    if heads is None:
        return
    for text in texts:
        for sentence in sentences_of(text.stored):
            staff: ProseNumber | None = None
            for number in sentence.numbers:
                words = fold_text(number.words)
                if number.unit in _PEOPLE and _STAFF.search(words) and number.value > 0:
                    staff = number
                if staff is None or number.unit[-2:] not in (":1", "：1") or not _RATIO.search(words):
                    continue
                if verdict(number.value, heads.every / staff.value) is Verdict.WRONG:
                    continue
                right = shown(heads.full_time / staff.value, number.value)
                where = around(sentence.text, number.start, number.end)
                message = (
                    f"“{where}”说的是全日制学生，却是按全部 {heads.every:f} 人算的，"
                    f"其中非全日制 {heads.part_time:f} 人；按全日制 {heads.full_time:f} 人应为 {right}:1"
                )
                sides = {"found": number.text, "expected": f"{right}:1"}
                yield text.finding("mixed_base", Severity.LOOK, message, number.text, **sides)


def _heads(texts: Sequence[PlacedText]) -> _Heads | None:
    part_time: set[Decimal] = set()
    told: set[Decimal] = set()
    for text in texts:
        for sentence in sentences_of(text.stored):
            for number in sentence.numbers:
                words = fold_text(number.words)
                if number.unit not in _PEOPLE or number.about:
                    continue
                if _PART_TIME.search(words):
                    part_time.add(number.value)
                elif _STUDENTS.search(words):
                    told.add(number.value)
    found = [
        _Heads(every, part, every - part)
        for every in told
        for part in part_time
        if 0 < part < every and every - part in told and every - part != part
    ]
    return found[0] if len(found) == 1 else None
