"""Clauses of a text with the numbers that stand in them unlinked, for rules that compare sentences."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from qdesk.model.prose import ProseParagraph, plain_paragraph, read_prose
from qdesk.model.report_view import ReportView
from qdesk.model.value import fold_text
from qdesk.recognition.prose_numbers import ProseNumber, prose_numbers

_ENDS = re.compile(
    r"[^。；;！!？?\n]{1,1500}(?=[。；;！!？?\n]|\Z)|[^。；;！!？?\n]{1,1500}[，、]|[^。；;！!？?\n]+"
)
"""A sentence; one that goes on for pages is cut at a comma: rules hold its numbers against each other."""
_LINKED = "\ufffc"
"""Stands for a linked number, which is true to the data and is not read again."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence as written, and its unlinked numbers, with their places in it."""

    text: str
    numbers: tuple[ProseNumber, ...]


@lru_cache(maxsize=20_000)
def sentences_of(stored: str) -> tuple[Sentence, ...]:
    """The sentences of a stored text, linked numbers as one sign each."""
    return tuple(_sentences(stored))


@lru_cache(maxsize=20_000)
def folded_text(stored: str) -> str:
    """A stored text without blanks, linked numbers as one sign each."""
    return "\n".join(fold_text(plain_paragraph(one, lambda _: _LINKED)) for one in read_prose(stored))


def _sentences(stored: str) -> Iterator[Sentence]:
    for paragraph in read_prose(stored):
        text = plain_paragraph(paragraph, lambda _: _LINKED)
        for match in _ENDS.finditer(text):
            yield Sentence(match[0], tuple(prose_numbers(match[0])))


@dataclass(frozen=True, slots=True)
class PrintedSentence:
    """A sentence as it prints, linked numbers written out.

    `own` are the numbers that no link writes; `goes_on`: only a semicolon parts it from the one before.
    """

    text: str
    numbers: tuple[ProseNumber, ...]
    own: tuple[ProseNumber, ...]
    goes_on: bool


def printed_sentences(view: ReportView, paragraph: ProseParagraph) -> tuple[PrintedSentence, ...]:
    """The sentences of a paragraph as they print."""
    linked: list[tuple[int, int]] = []
    parts: list[str] = []
    at = 0
    for span in paragraph.spans:
        part = view.number(span.link).text if span.link else span.text
        if span.link is not None:
            linked.append((at, at + len(part)))
        parts.append(part)
        at += len(part)
    return _sentences_printed("".join(parts), tuple(linked))


@lru_cache(maxsize=20_000)
def _sentences_printed(text: str, linked: tuple[tuple[int, int], ...]) -> tuple[PrintedSentence, ...]:
    found: list[PrintedSentence] = []
    for match in _ENDS.finditer(text):
        numbers = _numbers(match[0])
        here = [(start - match.start(), end - match.start()) for start, end in linked]
        own = [one for one in numbers if not any(start < one.end and one.start < end for start, end in here)]
        goes_on = text[: match.start()].endswith(("；", ";"))
        found.append(PrintedSentence(match[0], numbers, tuple(own), goes_on))
    return tuple(found)


@lru_cache(maxsize=20_000)
def _numbers(sentence: str) -> tuple[ProseNumber, ...]:
    return tuple(prose_numbers(sentence))


def own_words(number: ProseNumber) -> str:
    """The words of a number's own clause, folded: what stands between it and the last comma or number."""
    return re.split(r"[,，;；:：、]", fold_text(number.words))[-1]


@dataclass(frozen=True, slots=True)
class Fact:
    """What a sentence says of a thing: its name right before the number, folded, and the number."""

    name: str
    number: ProseNumber
    sentence: str
    year: str


_NAME = re.compile(
    r"([一-龥“”\"A-Za-z]{2,14}?)(?:总共|一共|共计|合计|共有|共|达到了?|达|已有|现有|拥有|有|为|是|约|近|:)*$"
)
_LEADS = re.compile(
    r"^(?:[年度]+|截至目前|截止目前|目前|本?学年度?|本年度?|全年|学校|我校|本校|全校|现有|现|共有|共|拥有|已|有|其中|和|与|及|的|总"
    r"|建成|建有|配备|配置|完成|开设|设有|是|由|在)+"
)
_TELLS_NO_VALUE = re.compile(
    r"以上|以下|不少于|不低于|超过|不足|增加|减少|增长|下降|提高|降低|上升|要求|标准|规定|计划|目标|每|平均|人均|其他|其它|分别|各"
)


_PER = "生均"


def _one_word(name: str) -> str:
    return name.replace("用地面积", "占地面积").removeprefix("总")


@lru_cache(maxsize=20_000)
def facts_of(stored: str) -> tuple[Fact, ...]:
    """Every thing of a text that is named right before its number."""
    return tuple(_facts(stored))


def _facts(stored: str) -> Iterator[Fact]:
    for sentence in sentences_of(stored):
        year = before = ""
        for number in sentence.numbers:
            if number.year:
                year = fold_text(number.text)
                continue
            words = re.split(r"[,，、:：()（）]", sentence.text[max(0, number.start - 24) : number.start])[-1]
            match = _NAME.search(fold_text(words))
            if match is None or _TELLS_NO_VALUE.search(words):
                continue
            name = _LEADS.sub("", match[1])
            if name == _PER and before:
                name = _PER + before  # 占地面积 70940 平方米，生均 39.15 平方米
            if len(name) > 1:
                yield Fact(_one_word(name), number, sentence.text, year)
                before = "" if name.startswith(_PER) else name
