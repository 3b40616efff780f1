"""Findings as they are told: what one table lacks is one line."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from qdesk.model.finding import Finding, Severity

SEVERITY_TITLES = {Severity.MUST: "必改", Severity.LOOK: "请看", Severity.NOTE: "提示"}


def counted(findings: Iterable[Finding]) -> str:
    """How many there are of each severity, gravest first: 必改 3、请看 12、提示 5; "" for none."""
    counts = Counter(one.severity for one in findings)
    return "、".join(f"{word} {counts[one]}" for one, word in SEVERITY_TITLES.items() if counts[one])


def gathered(findings: Sequence[Finding]) -> list[Finding]:
    """Missing values of one table as one finding that leads to the first of them."""
    groups: dict[tuple[str, str, str], list[Finding]] = {}
    for at, one in enumerate(findings):
        alone = one.rule != "missing_value" or bool(one.explanation)
        groups.setdefault((one.rule, one.severity, str(at) if alone else one.table), []).append(one)
    done: list[Finding] = []
    for group in groups.values():
        first = group[0]
        if len(group) > 1:
            place = first.message.split("：")[0]
            year = "上年" if first.severity is Severity.NOTE else "本年"
            first = replace(first, message=f"{place}：{year}还有 {len(group)} 个数未填")
        done.append(first)
    return done
