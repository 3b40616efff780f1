"""Rule 句内差额: what is left of two numbers of a paragraph (未就业, 结余), and growth on a base in it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from qdesk.checks.texts.placed_texts import PlacedText, around
from qdesk.checks.texts.sentences import PrintedSentence, own_words, printed_sentences
from qdesk.checks.verdicts import Verdict, shown, verdict
from qdesk.model.finding import Finding, Severity
from qdesk.model.report_view import ReportView
from qdesk.model.unit_scale import factor_between
from qdesk.model.value import fold_text
from qdesk.recognition.prose_numbers import ProseNumber

_LEFT = (
    # what is left, of what, without what
    (
        re.compile(r"(?:尚未|未|待|暂未)(?:就业|落实)(?:毕业生|学生|的)?(?:总?人?数)?(?:有|为|是)?$"),
        re.compile(r"毕业生(?:总?人?数)?(?:共?有|共计|为|是)?$"),
        re.compile(
            r"(?:^|[已共])(?:毕业生|学生)?(?:就业|落实)(?:去向)?(?:毕业生|学生)?(?:总?人?数)?(?:为|是|达到?)?$"
        ),
    ),
    (
        re.compile(r"(?:收支)?(?:结余|节余|盈余|结转)(?:资金)?(?:为|是|达到?)?$"),
        re.compile(r"(?:总收入|收入(?:总额|总计|合计)|(?:全年|学校|经费|办学)收入)(?:共计?|为|是|达到?)?$"),
        re.compile(r"(?:总支出|支出(?:总额|总计|合计)|(?:全年|学校|经费|办学)支出)(?:共计?|为|是|达到?)?$"),
    ),
)
_BASE = re.compile(r"(?:与|较|比)(?:上年|去年|上学年|上一学?年度?)(?:同期)?的?$")
_GROWTH = re.compile(
    r"^(?:相比)?[,，]?[^,，。\d]{0,10}?(?:增长|增加|提高|上升|下降|减少)(?:了|为|率为|幅度?为)?$"
)


def differences_in_text(view: ReportView, text: PlacedText) -> Iterator[Finding]:
    """毕业生 596 人, 就业 575 人, 尚未就业 21 人; 与上年的 1453 人次相比，增长 15.00%."""
    for paragraph in text.paragraphs():
        told: list[tuple[str, ProseNumber]] = []
        for sentence in printed_sentences(view, paragraph):
            for at, number in enumerate(sentence.numbers):
                if number.year:
                    continue
                words = own_words(number)
                if number in sentence.own and not number.about:
                    yield from _left(text, sentence, number, words, told)
                    if at and number.unit == "%":
                        yield from _growth(text, sentence, sentence.numbers[at - 1], number, told)
                told.append((words, number))


def _left(
    text: PlacedText,
    sentence: PrintedSentence,
    number: ProseNumber,
    words: str,
    told: Sequence[tuple[str, ProseNumber]],
) -> Iterator[Finding]:
    for left, of, without in _LEFT:
        if not left.search(words):
            continue
        whole = [one for said, one in told if of.search(said) and _factor(one, number)]
        gone = [one for said, one in told if without.search(said) and _factor(one, number)]
        if len(whole) != 1 or len(gone) != 1 or whole[0].about or gone[0].about:
            continue
        exact = whole[0].value * _factor(whole[0], number) - gone[0].value * _factor(gone[0], number)
        if exact <= 0 or exact == number.value:
            continue
        right = f"{exact:f}{number.unit}"
        where = around(sentence.text, number.start, number.end)
        message = f"“{where}”：{whole[0].text} - {gone[0].text} 应为 {right}"
        sides = {"found": number.text, "expected": right}
        yield text.finding("difference_in_text", Severity.LOOK, message, number.text, **sides)


def _growth(
    text: PlacedText,
    sentence: PrintedSentence,
    base: ProseNumber,
    number: ProseNumber,
    told: Sequence[tuple[str, ProseNumber]],
) -> Iterator[Finding]:
    """By how many per cent a number of the paragraph is more than the base: some number must fit."""
    words = fold_text(base.words)
    between = fold_text(sentence.text[base.end : number.start])
    if base.year or not _BASE.search(words) or not _GROWTH.match(between) or base.value <= 0:
        return
    values = [one.value * _factor(one, base) for _, one in told if one is not base and _factor(one, base)]
    exact = [abs(one - base.value) * 100 / base.value for one in values]
    if not exact or any(verdict(number.value, one) is not Verdict.WRONG for one in exact):
        return
    best = min(range(len(exact)), key=lambda at: abs(exact[at] - number.value))
    right = f"{shown(exact[best], number.value)}%"
    where = around(sentence.text, number.start, number.end)
    message = f"“{where}”：由 {base.value:f} 到 {values[best]:f} 应为 {right}"
    sides = {"found": number.text, "expected": right}
    yield text.finding("change_in_text", Severity.LOOK, message, number.text, **sides)


def _factor(one: ProseNumber, other: ProseNumber) -> Decimal:
    """By what a number is multiplied to be in the other's unit; 0 where they count other things."""
    return factor_between(one.unit, other.unit) or Decimal(0)
