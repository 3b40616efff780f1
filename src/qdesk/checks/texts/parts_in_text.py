"""Rule 句内分项: parts of a sentence against their whole (其中…, 男…女…, …，共…)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from qdesk.checks.texts.placed_texts import PlacedText, around
from qdesk.checks.texts.sentences import Sentence, sentences_of
from qdesk.model.finding import Finding, Severity
from qdesk.model.report_view import ReportView
from qdesk.model.unit_scale import unit_scale
from qdesk.recognition.prose_numbers import ProseNumber

_PART = re.compile(r"^[，,（(]?\s*其中[^，,；;]{0,16}$")
_SEXES = re.compile(r"(?P<sex>[男女])(?:性|学?生|教师|教职工)?(?:有|为|共)?\s*$")
_ALTOGETHER = re.compile(r"^[，,]\s*(?:总共|一共|共计|合计|总计|共)\s*$")
_ITEM = re.compile(r"^[、，,和及]\s*[一-龥“”A-Za-z0-9+＋]{0,14}\s*$")
_CHANGED = re.compile(r"(?:增加|增长|净增|增|提高|上升|减少|净减|减|下降|降低|多|少)了?$")
_EACH = re.compile(r"平均|每|[生人班]均")
_GRADE = re.compile(
    r"(?:[特一二三]等奖|[金银铜优]\S{0,2}奖|国家级|省级|自治区级|市级|县级|校级)(?:奖项|奖)?(?:有|为|共)?\s*$"
)
_FEWEST = 2


def parts_in_text(_view: ReportView, text: PlacedText) -> Iterator[Finding]:
    """专任教师 139 人，其中女教师 178 人; 男生 1000 人、女生 900 人 of 1883; 甲 3 项、乙 5 项，共 9 项."""
    for sentence in sentences_of(text.stored):
        numbers = [one for one in sentence.numbers if not one.year and not one.about]
        for at in range(1, len(numbers)):
            whole = next((one for one in reversed(numbers[:at]) if not _tells_change(one)), None)
            if whole is not None:
                yield from _larger_part(text, sentence, whole, numbers[at - 1], numbers[at])
            yield from _both_sexes(text, sentence, numbers[max(0, at - 2) : at + 1])
            yield from _altogether(text, sentence, numbers[: at + 1])
        yield from _grades(text, sentence, numbers)


def _between(sentence: Sentence, one: ProseNumber, other: ProseNumber) -> str:
    return sentence.text[one.end : other.start]


def _tells_change(number: ProseNumber) -> bool:
    """Whether a number says by how much something changed: 比上学年增加 15 人."""
    return number.unit in ("%", "个百分点", "百分点") or bool(_CHANGED.search(number.words.rstrip()))


def _alike(*numbers: ProseNumber) -> bool:
    return len({unit_scale(one.unit)[1] for one in numbers}) == 1 and bool(numbers[0].unit)


def _larger_part(
    text: PlacedText, sentence: Sentence, whole: ProseNumber, before: ProseNumber, part: ProseNumber
) -> Iterator[Finding]:
    """`before` is the number right before the part: it may tell how the whole changed."""
    if (
        part.unit in ("%", ":1")
        or _EACH.search(whole.words)
        or not _alike(whole, part)
        or not _PART.match(_between(sentence, before, part))
    ):
        return
    if "人次" in (whole.unit, part.unit) and whole.unit != part.unit:
        return  # a person may come several times
    if part.value * unit_scale(part.unit)[0] > whole.value * unit_scale(whole.unit)[0]:
        message = f"“{around(sentence.text, part.start, part.end)}”：其中的一部分比整体 {whole.text} 还多"
        yield text.finding("parts_in_text", Severity.MUST, message, part.text, found=part.text)


def _both_sexes(text: PlacedText, sentence: Sentence, numbers: list[ProseNumber]) -> Iterator[Finding]:
    if len(numbers) <= _FEWEST or not _alike(*numbers):
        return
    whole, one, other = numbers
    first, second = _SEXES.search(one.words), _SEXES.search(other.words)
    if (
        not first
        or not second
        or _tells_change(whole)
        or first["sex"] == second["sex"]
        or "其中" in other.words
    ):
        return
    if one.value + other.value != whole.value:
        told = f"{one.value:f} + {other.value:f} = {one.value + other.value:f}"
        message = f"“{around(sentence.text, one.start, other.end)}”：{told}，前面写的是 {whole.text}"
        yield text.finding("parts_in_text", Severity.LOOK, message, other.text, found=whole.text)


def _grades(text: PlacedText, sentence: Sentence, numbers: list[ProseNumber]) -> Iterator[Finding]:
    """获奖 28 个，其中一等奖 4 个、二等奖 13 个、三等奖 11 个: grades and levels do not overlap."""
    for at in range(len(numbers) - 1):
        parts = [one for one in numbers[at + 1 :] if _GRADE.search(one.words)]
        first = numbers[at + 1]
        if parts[:1] != [first] or not _PART.match(_between(sentence, numbers[at], first)):
            continue
        whole = numbers[at]
        if at and _alike(whole, numbers[at - 1]) and "、" in _between(sentence, numbers[at - 1], whole):
            return  # 国家级 2 项、省级 14 项，其中…: of both
        if len(parts) != len(numbers) - at - 1 or not _alike(whole, *parts) or len(parts) < _FEWEST:
            return
        total = sum((one.value for one in parts), Decimal(0))
        if total > whole.value or (len(parts) > _FEWEST and total != whole.value):
            told = " + ".join(f"{one.value:f}" for one in parts)
            message = f"“{around(sentence.text, whole.start, whole.end)}”：其中 {told} = {total:f}"
            sides = {"found": whole.text, "expected": f"{total:f}{whole.unit}"}
            yield text.finding("parts_in_text", Severity.LOOK, message, whole.text, **sides)
        return


def _altogether(text: PlacedText, sentence: Sentence, numbers: list[ProseNumber]) -> Iterator[Finding]:
    """A list of parts right before its sum; what stands before the list does not count."""
    whole = numbers[-1]
    if not _ALTOGETHER.match(_between(sentence, numbers[-2], whole)):
        return
    parts = [numbers[-2]]
    for one in reversed(numbers[:-2]):
        if not _ITEM.match(_between(sentence, one, parts[0])):
            break
        parts.insert(0, one)
    if len(parts) < _FEWEST or not _alike(whole, *parts) or whole.unit == "%":
        return
    total = sum((one.value for one in parts), Decimal(0))
    if total != whole.value and not any(part.value == whole.value for part in parts):
        told = " + ".join(f"{one.value:f}" for one in parts)
        message = f"“{around(sentence.text, whole.start, whole.end)}”：{told} 应为 {total:f}"
        right = f"{total:f}{whole.unit}"
        yield text.finding(
            "parts_in_text", Severity.LOOK, message, whole.text, found=whole.text, expected=right
        )
