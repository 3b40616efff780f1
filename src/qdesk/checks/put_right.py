"""Findings that go by a number which is wrong itself: they are told against the number as it should be.

A sentence that has the right rate while the table has a wrong one is not to blame, and what contradicts a
wrong total should hear what the total ought to be.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from qdesk.checks.verdicts import Verdict, verdict
from qdesk.model.finding import Finding, Severity
from qdesk.model.value import decimals_of, fold_text

_NUMBER = re.compile(r"[+-]?\d+(?:,\d{3})*(?:\.\d+)?")


def put_right(findings: Sequence[Finding]) -> Iterator[Finding]:
    """The findings; those that go by a wrong cell say what it should be, or are dropped where that fits."""
    wrong = {
        (one.source, number): one
        for one in findings
        if one.source and one.severity is Severity.MUST and (number := _number(one.found)) is not None
    }
    for one in findings:
        told = _number(one.expected)
        cell = wrong.get((one.against, told)) if one.against and told is not None else None
        right = _number(cell.expected) if cell is not None else None
        if cell is None or told is None or right is None:
            yield one
            continue
        said = _number(one.found)
        if said is not None and decimals_of(said) >= decimals_of(told) and _is(said, right):
            continue
        message = f"{one.message}，而那个数本身应为 {cell.expected}"
        yield replace(one, message=message, expected=cell.expected)


def _is(said: Decimal, right: Decimal) -> bool:
    return verdict(said, right) is not Verdict.WRONG


def _number(text: str) -> Decimal | None:
    """The only number of a text; None where it has none or says 不超过."""
    folded = fold_text(text)
    match = _NUMBER.match(folded)
    return Decimal(match[0].replace(",", "")) if match else None
