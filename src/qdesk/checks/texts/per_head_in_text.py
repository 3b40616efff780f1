"""Rule 生均: an amount, a number of students and what comes to each of them, reckoned within a paragraph."""

from __future__ import annotations

import re
from collections.abc import Iterator

from qdesk.checks.texts.placed_texts import PlacedText, around
from qdesk.checks.texts.sentences import Sentence, sentences_of
from qdesk.checks.verdicts import RULES, SEVERITIES, Verdict, how, shown, verdict
from qdesk.model.finding import Finding, Severity
from qdesk.model.report_view import ReportView
from qdesk.model.unit_scale import factor_between, unit_scale
from qdesk.recognition.prose_numbers import ProseNumber

_STUDENTS = re.compile(r"(?:在校生|学生)(?:总?人?数)?(?:共?有|为|是|达到?)?\s*$")
_PER = re.compile(
    r"^\s*[，,]?\s*(?:平均每生|每生平均|生均(?P<what>[一-龥]{0,10}?)(?:值|额)?)(?:为|是|达到?|约)?\s*$"
)
_EACH = re.compile(r"生均|人均|每生")
_TOTAL = re.compile(r"(?:合计|共计|总计|总值|总额|总投入|总面积|面积|投入)[:：]?(?:为|是|达到?)?\s*$")


def per_head_in_text(_view: ReportView, text: PlacedText) -> Iterator[Finding]:
    """总值 4810 万元，在校生 1812 人，生均设备值为 26545 元: each is worked out again."""
    amount: tuple[ProseNumber, str] | None = None
    for sentence in sentences_of(text.stored):
        numbers = [one for one in sentence.numbers if not one.year]
        for at, number in enumerate(numbers):
            is_total = _TOTAL.search(number.words) and not _EACH.search(number.words)
            if is_total and unit_scale(number.unit)[1] in ("元", "平方米"):
                amount = (number, number.words)
            if at == 0 or amount is None or not _is_of_all(numbers[at - 1]):
                continue
            match = _PER.match(sentence.text[numbers[at - 1].end : number.start])
            if match and _is_meant(match["what"], amount[1]):
                yield from _judge(text, sentence, amount[0], numbers[at - 1], number)


def _is_of_all(number: ProseNumber) -> bool:
    return number.unit in ("人", "名") and number.value > 0 and bool(_STUDENTS.search(number.words))


def _is_meant(what: str | None, words: str) -> bool:
    """Whether what is told for each student is the amount that was told: 生均设备值 of 设备总值."""
    return not what or any(what[n : n + 2] in words for n in range(len(what) - 1))


def _judge(
    text: PlacedText, sentence: Sentence, amount: ProseNumber, students: ProseNumber, said: ProseNumber
) -> Iterator[Finding]:
    unit = re.sub(r"/[生人]$", "", said.unit)
    factor = factor_between(amount.unit, unit)
    if factor is None or said.about or amount.about:
        return
    exact = amount.value * factor / students.value
    found = verdict(said.value, exact)
    if found is Verdict.RIGHT:
        return
    told = f"{shown(exact, said.value, found)}{said.unit}"
    where = around(sentence.text, said.start, said.end)
    message = f"“{where}”：{amount.text} ÷ {students.text} 应为 {told}{how(found)}"
    severity = Severity.LOOK if found is Verdict.WRONG else SEVERITIES[found]
    rule = RULES.get(found, "per_head_in_text")
    yield text.finding(rule, severity, message, said.text, found=said.text, expected=told)
