"""Rule 增减: words of change (增加, 下降, 持平) that the data contradict."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from qdesk.checks.texts.placed_texts import PlacedText, around
from qdesk.model.finding import Finding, Severity
from qdesk.model.prose import Link, LinkForm, plain_paragraph
from qdesk.model.report_view import ReportView
from qdesk.model.value import fold_text
from qdesk.recognition.indicator_names import names_of

_SENTENCE = re.compile(r"[^。；;！？\n]+")
_UP = ("增加", "增长", "提高", "上升", "增至", "扩大")
_DOWN = ("减少", "下降", "降低", "下滑", "减至")
_LEVEL = ("持平", "不变")
_WORD = re.compile("|".join((*_UP, *_DOWN, *_LEVEL)))
_AIMS = re.compile(r"计划|力争|目标|规划|预计|到20\d\d年|拟")
_AGAINST = re.compile(r"(?:较|比|与|同比)?(?:上一?学?年度?|去年)?(?:相比)?(?:有所|略有|基本|明显|大幅)?")
_NARROWED = re.compile(r"(?:(?:与|较|比)上一?学?年度?相比|本?学年|学校|我校|全校)?")


def change_words(view: ReportView, text: PlacedText) -> Iterator[Finding]:
    """在校生减少, where the data have grown: the name of an indicator with the wrong word right behind it."""
    names = names_of(view.archive.catalogue)
    for paragraph in text.paragraphs():
        printed = plain_paragraph(paragraph, lambda link: view.number(link).text)
        for sentence in _SENTENCE.finditer(printed):
            words = fold_text(sentence[0])
            clause = 0
            if _AIMS.search(words):
                continue
            for match in _WORD.finditer(words):
                clause = max(words.rfind(sign, 0, match.start()) for sign in ",、;:") + 1
                before = words[clause : match.start()]
                likely = [
                    one
                    for one in names.found(before).values()
                    if _AGAINST.fullmatch(before[one.end :]) and _NARROWED.fullmatch(before[: one.start])
                ]
                longest = max((one.length for one in likely), default=0)
                sure = [one for one in likely if one.length == longest]
                if len(sure) == 1:
                    yield from _judge(view, text, sure[0].indicator.id, match[0], words, match.start())


def _printed(view: ReportView, indicator: str, offset: int) -> str:
    return view.number(Link(indicator, period=offset, form=LinkForm.VALUE)).text


def _judge(
    view: ReportView, text: PlacedText, indicator: str, word: str, words: str, at: int
) -> Iterator[Finding]:
    number = view.number(Link(indicator, form=LinkForm.WORD))
    if not isinstance(number.value, Decimal) or not isinstance(number.prior, Decimal):
        return
    change = number.value - number.prior
    said = 1 if word in _UP else -1 if word in _DOWN else 0
    if (change > 0) - (change < 0) == said:
        return
    if said == 0 and words[max(0, at - 2) : at] == "基本":
        return  # 基本持平 is a judgement
    found = view.data.indicator(indicator)
    name = found.name if found else ""
    where = around(words, at, at + len(word))
    before, now = (_printed(view, indicator, year) for year in (-1, 0))
    message = f"“{where}”：{name}由 {before} 到 {now}，应是“{number.text}”"
    yield text.finding("change_word", Severity.MUST, message, word, found=word, expected=number.text)
