"""Findings that go by a number which is wrong itself: they are told against the number as it should be.

A sentence that has the right rate while the table has a wrong one is not to blame, and what contradicts a
wrong total should hear what the total ought to be.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from qdesk.checks.verdicts import Verdict, number_told, verdict
from qdesk.model.finding import Finding, Severity
from qdesk.model.value import decimals_of


def put_right(findings: Sequence[Finding]) -> Iterator[Finding]:
    """The findings; those that go by a wrong cell say what it should be, or are dropped where that fits."""
    wrong = {
        (one.source, number): one
        for one in findings
        if one.source and one.severity is Severity.MUST and (number := number_told(one.found)) is not None
    }
    for one in findings:
        told = number_told(one.expected)
        cell = wrong.get((one.against, told)) if one.against and told is not None else None
        right = number_told(cell.expected) if cell is not None else None
        if cell is None or told is None or right is None:
            yield one
            continue
        said = number_told(one.found)
        if said is not None and decimals_of(said) >= decimals_of(told) and _is(said, right):
            continue
        message = f"{one.message}，而那个数本身应为 {cell.expected}"
        yield replace(one, message=message, expected=cell.expected)


def _is(said: Decimal, right: Decimal) -> bool:
    return verdict(said, right) is not Verdict.WRONG
