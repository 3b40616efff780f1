"""Rule 句内增减: 由 1720 人增加到 1883 人，净增 163 人，增长 9.48%: the sentence by itself."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from qdesk.checks.texts.placed_texts import PlacedText, around
from qdesk.checks.texts.sentences import Sentence, sentences_of
from qdesk.checks.texts.stated import contradicted
from qdesk.checks.verdicts import RULES, SEVERITIES, Verdict, how, shown, verdict
from qdesk.model.finding import Finding, Severity
from qdesk.model.report_view import ReportView
from qdesk.recognition.prose_numbers import ProseNumber

_FROM = re.compile(r"由[^,，;；]{0,12}$")
_TO = re.compile(
    r"^[^,，;；]{0,14}?(?P<word>增加|增长|提高|上升|扩大|减少|下降|降低)?(?:到|至|为)了?[^,，;；\d]{0,10}$"
)
_THAN = re.compile(r"^[,，]?(?:比|较)(?:上一?学?年度?|上届|去年|上期)(?:同期)?的?\s*$")
"""2260 人，比上学年的 2135 人: the second number is the former one."""
_BY = re.compile(
    r"^[,，]?(?:净|共|累计)?(?P<word>增加|新增|增长|增|提高|上升|升|涨|多招|多|减少|减|下降|降低|降|少招|少)(?:了|幅度?为?|率?为)?\s*$"
)
_UP = ("增加", "增长", "提高", "上升", "扩大", "增", "多招", "多", "新增", "升", "涨")
_HUNDRED = Decimal(100)


def changes_in_text(view: ReportView, text: PlacedText) -> Iterator[Finding]:
    """The word and the amounts of a change against the two numbers that the sentence gives.

    Where the data contradict one of the two, that is told, and the amounts are compared with the data.
    """
    wrong = contradicted(view, text)
    for sentence in sentences_of(text.stored):
        numbers = sentence.numbers
        for at in range(len(numbers) - 1):
            before, now = numbers[at], numbers[at + 1]
            if (sentence.text, before.text) in wrong or (sentence.text, now.text) in wrong:
                continue
            between = sentence.text[before.end : now.start]
            if _THAN.match(between) and _alike(before, now):
                yield from _amounts(text, sentence, (now, before), at + 2)
                continue
            match = _TO.match(between)
            if match is None or not _FROM.search(sentence.text[: before.start]) or not _alike(before, now):
                continue
            yield from _word(text, sentence.text, before, now, match["word"])
            yield from _amounts(text, sentence, (before, now), at + 2)


def _amounts(
    text: PlacedText, sentence: Sentence, sides: tuple[ProseNumber, ProseNumber], at: int
) -> Iterator[Finding]:
    """What stands behind the two numbers that are compared: 净增 163 人，增长 9.48%."""
    before, now = sides
    end = sentence.numbers[at - 1].end
    for by in sentence.numbers[at:]:
        said = _BY.match(sentence.text[end : by.start])
        if said is None:
            return
        yield from _word(text, sentence.text, before, now, said["word"])
        yield from _amount(text, sentence.text, before, now, by)
        end = by.end


def _alike(one: ProseNumber, other: ProseNumber) -> bool:
    same = one.unit == other.unit or not one.unit
    return same and not (one.year or other.year or one.about or other.about)


def _word(
    text: PlacedText, sentence: str, before: ProseNumber, now: ProseNumber, word: str | None
) -> Iterator[Finding]:
    if not word or before.value == now.value or (now.value > before.value) == (word in _UP):
        return
    right = "增加" if now.value > before.value else "减少"
    where = around(sentence, min(before.start, now.start), max(before.end, now.end))
    message = f"“{where}”：由 {before.value:f} 到 {now.value:f}，不是“{word}”"
    yield text.finding("change_in_text", Severity.MUST, message, word, found=word, expected=right)


def _amount(
    text: PlacedText, sentence: str, before: ProseNumber, now: ProseNumber, by: ProseNumber
) -> Iterator[Finding]:
    difference = abs(now.value - before.value)
    if by.unit == "%" and now.unit != "%":
        exact = difference * _HUNDRED / before.value if before.value else None
    else:
        points = now.unit == "%" and by.unit in ("%", "个百分点", "百分点")
        exact = difference if points or by.unit == now.unit else None
    if exact is None or by.about or (found := verdict(by.value, exact)) is Verdict.RIGHT:
        return
    told = f"{shown(exact, by.value, found)}{by.unit}"
    where = around(sentence, by.start, by.end)
    message = f"“{where}”：由 {before.value:f} 到 {now.value:f}，应为 {told}{how(found)}"
    rule = RULES.get(found, "change_in_text")
    yield text.finding(rule, SEVERITIES[found], message, by.text, found=by.text, expected=told)
