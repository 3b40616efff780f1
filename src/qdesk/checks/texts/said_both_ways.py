"""Rule 前后相反: a thing that rises in one sentence of a section and falls in another."""

from __future__ import annotations

import re
from collections.abc import Iterator

from qdesk.checks.texts.placed_texts import PlacedText
from qdesk.checks.texts.sentences import sentences_of
from qdesk.model.finding import Finding, Severity
from qdesk.model.report_view import ReportView

_UP = re.compile(
    r"(?P<name>[一-龥]{1,4}率)(?:比|较|与)?(?:上一?学?年度?|去年)?(?:相比)?(?:有所|明显|稳步|大幅|显著|略有)?"
    r"(?P<word>提高|上升|增长|提升|增加)"
)
_DOWN = re.compile(
    r"(?P<name>[一-龥]{1,4}率)(?:比|较|与)?(?:上一?学?年度?|去年)?(?:相比)?(?:有所|明显|稳步|大幅|显著|略有)?"
    r"(?P<word>降低|下降|下滑|减少)"
)
_NARROW = re.compile(r"专业|班|系部?|年级|科目|语文|数学|英语")
"""A part of the school, of which another thing may be true."""
_CORE = 3


def _clause(text: str, end: int) -> str:
    """The clause that a match ends in, up to its end."""
    return re.split(r"[，,：:]", text[:end])[-1].strip()


_BY = re.compile(r"了?\s*\d+(?:\.\d+)?\s*(?:个?百分点|%|％)")


def _by_how_much(text: str, end: int) -> str:
    """By how much, where that stands right behind the word."""
    match = _BY.match(text, end)
    return match[0] if match else ""


def _core(name: str) -> str:
    """巩固率 of 毕业生巩固率; 不及格率 is another thing than 及格率."""
    return name[-_CORE - 1 :] if name[-_CORE - 1 : -_CORE] in ("不", "非") else name[-_CORE:]


_STILL_AND_NEW = re.compile(
    r"继续(?:开设|举办|招收)(?P<old>[^。；;]+?)等?\d*个?专业[^。；;]{0,12}?新(?:开设|增设|开|增|设)了?(?P<new>[一-龥]{2,12}?)等?专业"
)


def still_and_new(_view: ReportView, text: PlacedText) -> Iterator[Finding]:
    """继续开设护理、数控技术应用等专业，并新开设数控专业: what is new was there before."""
    for sentence in sentences_of(text.stored):
        match = _STILL_AND_NEW.search(sentence.text)
        if match is None:
            continue
        old = [one.strip() for one in re.split(r"[、和及与]", match["old"])]
        for new in re.split(r"[、和及与]", match["new"]):
            if twice := next(
                (one for one in old if one == new or one.startswith(new) or new.startswith(one)), ""
            ):
                message = f"同一句里既继续开设“{twice}”，又新开设“{new}”"
                yield text.finding(
                    "said_both_ways", Severity.LOOK, message, new, found=match["new"], expected=twice
                )


def said_both_ways(_view: ReportView, text: PlacedText) -> Iterator[Finding]:
    """学生巩固率明显提高, and 毕业生巩固率比上年度降低了 further down."""
    falls: dict[str, str] = {}
    for sentence in sentences_of(text.stored):
        for match in _DOWN.finditer(sentence.text):
            told = _clause(sentence.text, match.end()) + _by_how_much(sentence.text, match.end())
            falls.setdefault(_core(match["name"]), told)
    if not falls:
        return
    for sentence in sentences_of(text.stored):
        for match in _UP.finditer(sentence.text):
            core = _core(match["name"])
            clause = _clause(sentence.text, match.end())
            narrow = any(_NARROW.search(one) for one in (clause, falls.get(core, "")))
            if core in falls and len(match["name"]) >= _CORE and not narrow:
                message = f"“{match[0]}”，同一节里又写“{falls[core]}”"
                yield text.finding(
                    "said_both_ways", Severity.LOOK, message, match[0], found=match[0], expected=falls[core]
                )
