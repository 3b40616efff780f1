"""Rule 前后不一, of equipment: one make of machine counted in two sections, with two numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz.distance import LCSseq

from qdesk.checks.texts.placed_texts import PlacedText, around
from qdesk.checks.texts.sentences import sentences_of
from qdesk.model.finding import Finding, Severity
from qdesk.model.report_view import ReportView
from qdesk.model.value import fold_text
from qdesk.recognition.prose_numbers import ProseNumber

_UNITS = ("台", "套", "台套")
_BEHIND = re.compile(r"^[一-龥]{4,12}")
_BEFORE = re.compile(r"[一-龥]{4,16}$")
_LEADS = re.compile(
    r"^(?:其中|目前|现有|现|另有|另|共有|共|拥有|已有|已|有|建有|建成|配备|配置|配有|安装|装有|学校|我校|全校|和|及|与|了|教学用|办公用)+"
)
_ENDS = re.compile(r"(?:共计|共有|共|合计|有|为|是|达到?)$")
_CHANGE = re.compile(r"新增|新购|新添|增加|购置|采购|购入|购买|更新|添置|捐赠|淘汰|报废|投入|每|分别|各")
_FIRST = 2
_COMMON = 5
"""So many signs in common and in order: 希沃…一体机."""
_NEAREST = 4


@dataclass(frozen=True, slots=True)
class _Counted:
    """A thing and how many there are, with where that is told."""

    name: str
    number: ProseNumber
    sentence: str
    text: PlacedText


def equipment_in_text(_view: ReportView, texts: Sequence[PlacedText]) -> Iterator[Finding]:
    """63 台希沃触摸一体机, and 希沃交互一体机教学设备 60 套 further down."""
    seen: list[_Counted] = []
    for text in texts:
        for one in _counted(text):
            other = next((each for each in seen if _is_one_thing(each, one)), None)
            if other is None:
                seen.append(one)
            elif other.number.value != one.number.value:
                where = around(one.sentence, one.number.start, one.number.end)
                there = f"{other.text.title}里写的是 {other.number.text.strip()}{other.name}"
                message = f"“{where}”：{there}，两处不一样"
                sides = {"found": one.number.text, "expected": other.number.text}
                yield text.finding("told_twice", Severity.LOOK, message, one.number.text, **sides)


def _counted(text: PlacedText) -> Iterator[_Counted]:
    for sentence in sentences_of(text.stored):
        for number in sentence.numbers:
            if number.unit not in _UNITS or number.about:
                continue
            clause = re.split(r"[,，;；:：()（）]", sentence.text[: number.start])[-1]
            behind = _BEHIND.match(fold_text(sentence.text[number.end : number.end + 16]))
            before = _BEFORE.search(_ENDS.sub("", fold_text(clause)))
            if _CHANGE.search(clause):
                continue
            if behind is not None:
                yield _Counted(behind[0], number, sentence.text, text)
            elif before is not None and len(name := _LEADS.sub("", before[0])) > _FIRST + 1:
                yield _Counted(name, number, sentence.text, text)


def _is_one_thing(one: _Counted, other: _Counted) -> bool:
    """Whether two sections count the same: names that begin alike and go on alike, numbers that are near."""
    if one.text.section == other.text.section or one.name[:_FIRST] != other.name[:_FIRST]:
        return False
    if abs(one.number.value - other.number.value) * _NEAREST > max(one.number.value, other.number.value):
        return False
    return LCSseq.similarity(one.name, other.name) >= _COMMON
