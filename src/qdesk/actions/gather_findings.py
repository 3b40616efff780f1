"""Findings as they are told: what one table lacks is one line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from qdesk.model.finding import Finding, Severity


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
