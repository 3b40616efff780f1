"""Rule 分别: lists of names with a list of numbers (高一、高二、高三…分别占…), against the data."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal

from qdesk.checks.texts.members import member_names
from qdesk.checks.texts.placed_texts import PlacedText
from qdesk.checks.texts.sentences import Sentence, sentences_of
from qdesk.checks.verdicts import Verdict, shown, verdict
from qdesk.model.finding import Finding, Severity
from qdesk.model.indicator import IndicatorKind
from qdesk.model.period import parse_period
from qdesk.model.prose import Link, LinkForm
from qdesk.model.report_view import ReportView
from qdesk.model.value import fold_text

_LIST = re.compile(
    r"(?P<names>(?:[一-龥A-Za-z]{1,10}、)+[一-龥A-Za-z]{1,10}?)(?:年级)?(?:学生|教师|人数|的)*"
    r"分别(?:占(?P<whole>[一-龥]{2,8}?)(?:总人数|总数|人数)?的?|为|有|是|达)"
    r"(?P<numbers>(?:\s*\d+(?:\.\d+)?\s*(?P<unit>[%％]|[人名个项门台套])?\s*[、,，和]?)+)"
)
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_HUNDRED = Decimal(100)
_KINDS = {True: (IndicatorKind.COUNT,), False: (IndicatorKind.COUNT, IndicatorKind.RATE)}


def lists_in_text(view: ReportView, text: PlacedText) -> Iterator[Finding]:
    """Every number of such a list that differs from its member's value or share of the year meant."""
    for sentence in sentences_of(text.stored):
        for match in _LIST.finditer(sentence.text):
            names = [fold_text(one) for one in match["names"].split("、")]
            said = [Decimal(one) for one in _NUMBER.findall(match["numbers"])]
            if len(names) == len(said):
                offset = _offset(view, sentence, match.start())
                is_share = match["whole"] is not None
                yield from _judge(
                    view, text, match, dict(zip(names, said, strict=True)), offset, is_share=is_share
                )


def _offset(view: ReportView, sentence: Sentence, at: int) -> int | None:
    years = [one for one in sentence.numbers if one.year and one.start < at]
    period = parse_period(years[-1].text) if years else view.report.period
    offset = period.year - view.report.period.year if period else None
    return offset if offset in (0, -1) else None


def _judge(
    view: ReportView,
    text: PlacedText,
    match: re.Match[str],
    said: Mapping[str, Decimal],
    offset: int | None,
    *,
    is_share: bool,
) -> Iterator[Finding]:
    candidates = list(_candidates(view, said, offset, is_share=is_share)) if offset is not None else []
    if not candidates or any(all(_agrees(said[one], right[one]) for one in said) for right in candidates):
        return
    if len(candidates) > 1:
        return  # several indicators are told by these names, and no one can say which is meant
    told = "、".join(f"{name} {shown(right, said[name])}" for name, right in candidates[0].items())
    wrong = [name for name, right in candidates[0].items() if not _agrees(said[name], right)]
    if len(wrong) == len(said) and not is_share:
        return  # an indicator of another kind
    unit = "%" if is_share else ""
    message = f"“{match[0].strip()}”与数据不符：应为 {told}{unit}"
    numbers = match["numbers"].strip()
    yield text.finding("list_in_text", Severity.LOOK, message, numbers, found=numbers, expected=told)


def _agrees(said: Decimal, right: Decimal) -> bool:
    return verdict(said, right) is not Verdict.WRONG


def _candidates(
    view: ReportView, said: Mapping[str, Decimal], offset: int | None, *, is_share: bool
) -> Iterator[dict[str, Decimal]]:
    """What each indicator with just these members says of them: values, or shares of their sum."""
    members = member_names(view)
    for indicator in view.archive.catalogue:
        if indicator.kind not in _KINDS[is_share]:
            continue
        ids = {fold_text(members[one]): one for one in view.data.member_ids(indicator.id) if one in members}
        if not set(said) <= set(ids):
            continue
        values = {
            name: view.number(Link(indicator.id, one, period=offset or 0, form=LinkForm.VALUE)).value
            for name, one in ids.items()
        }
        told = {name: value for name, value in values.items() if isinstance(value, Decimal)}
        if not set(said) <= set(told):
            continue
        total = sum(told.values(), Decimal(0))
        if not is_share:
            yield {name: told[name] for name in said}
        elif total > 0 and _looks_whole(indicator.name):
            yield {name: told[name] * _HUNDRED / total for name in said}


def _looks_whole(name: str) -> bool:
    """Whether an indicator counts those of whom shares are told (在校人数), and not a part of them."""
    return bool(re.search(r"在校|学生|教师|毕业生|招生", name)) and "及格" not in name
