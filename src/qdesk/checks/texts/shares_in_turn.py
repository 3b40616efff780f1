"""Rule 分别, of shares: …136 人，…22 人，…48 人，分别占专任教师的 97.84%、15.83% 和 34.53%."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from qdesk.checks.texts.placed_texts import PlacedText, around
from qdesk.checks.texts.sentences import sentences_of
from qdesk.checks.texts.stated import value_of
from qdesk.checks.verdicts import Verdict, shown, verdict
from qdesk.model.finding import Finding, Severity
from qdesk.model.report_view import ReportView
from qdesk.model.value import fold_text
from qdesk.recognition.in_turn import numbers_in_turn
from qdesk.recognition.prose_numbers import ProseNumber
from qdesk.recognition.spoken_names import spoken, spoken_names

_SHARES = re.compile(
    r"(?:分别|依次)(?:约)?占(?:比)?(?:全校|学校)?(?P<whole>[一-龥]{0,8}?)(?:总人数|总数|人数|数)?(?:的|比)?$"
)
_HUNDRED = Decimal(100)
_FEWEST = 2


def shares_in_turn(view: ReportView, text: PlacedText) -> Iterator[Finding]:
    """Shares that are not those of the parts told before them, where the others of the list are."""
    for sentence in sentences_of(text.stored):
        numbers = [one for one in sentence.numbers if not one.year]
        for at, first in enumerate(numbers):
            match = _SHARES.search(fold_text(first.words).rstrip("为是达到"))
            if first.unit != "%" or match is None:
                continue
            shares = numbers_in_turn(sentence.text, numbers, at)
            parts = numbers[at - len(shares) : at] if at >= len(shares) else []
            if len(shares) < _FEWEST or len({one.unit for one in parts}) != 1 or parts[0].unit == "%":
                continue
            wholes = {one.value for one in numbers[: at - len(shares)] if one.unit == parts[0].unit}
            wholes |= set(_called(view, match["whole"]))
            for share, part, right in _wrong(parts, shares, wholes):
                where = around(sentence.text, share.start, share.end)
                message = f"“{where}”：{part.text}占的比例应为 {right}"
                sides = {"found": share.text, "expected": right}
                yield text.finding("list_in_text", Severity.LOOK, message, share.text, **sides)


def _called(view: ReportView, name: str) -> Iterator[Decimal]:
    for indicator in spoken_names(view.archive.catalogue).named(spoken(name)) if name else ():
        if (value := value_of(view, indicator, "", 0)) is not None:
            yield value


def _wrong(
    parts: list[ProseNumber], shares: list[ProseNumber], wholes: set[Decimal]
) -> list[tuple[ProseNumber, ProseNumber, str]]:
    """The shares that are off for the whole that most of them are of."""
    best: list[tuple[ProseNumber, ProseNumber, str]] = []
    most = 0
    for whole in wholes:
        if whole <= 0:
            continue
        pairs = [
            (share, part, part.value * _HUNDRED / whole) for part, share in zip(parts, shares, strict=True)
        ]
        off = [one for one in pairs if verdict(one[0].value, one[2]) is Verdict.WRONG]
        if len(pairs) - len(off) > most:
            most = len(pairs) - len(off)
            best = [(share, part, f"{shown(exact, share.value)}%") for share, part, exact in off]
    return best
