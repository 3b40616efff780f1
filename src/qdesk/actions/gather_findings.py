"""Findings as they are told: what one table lacks is one line."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from qdesk.actions.finding_places import department_of
from qdesk.model.finding import Finding, Severity
from qdesk.model.report_view import ReportView

SEVERITY_TITLES = {Severity.MUST: "必改", Severity.LOOK: "请看", Severity.NOTE: "提示"}


def counted(findings: Iterable[Finding]) -> str:
    """How many there are of each severity, gravest first: 必改 3、请看 12、提示 5; "" for none."""
    counts = Counter(one.severity for one in findings)
    return "、".join(f"{word} {counts[one]}" for one, word in SEVERITY_TITLES.items() if counts[one])


def by_department(view: ReportView, findings: Sequence[Finding]) -> list[Finding]:
    """The same with what a table lacks as one finding for each department that has it."""
    return gathered(findings, lambda one: department_of(view, one))


def gathered(findings: Sequence[Finding], apart: Callable[[Finding], str] = lambda _: "") -> list[Finding]:
    """Missing values of one table as one finding that leads to the first; `apart` keeps some apart."""
    groups: dict[tuple[str, str, str, str], list[Finding]] = {}
    for at, one in enumerate(findings):
        alone = one.rule != "missing_value" or bool(one.explanation)
        key = (one.rule, one.severity, str(at) if alone else one.table, "" if alone else apart(one))
        groups.setdefault(key, []).append(one)
    done: list[Finding] = []
    for group in groups.values():
        first = group[0]
        if len(group) > 1:
            place = first.message.split("：")[0]
            year = "上年" if first.severity is Severity.NOTE else "本年"
            first = replace(first, message=f"{place}：{year}还有 {len(group)} 个数未填")
        done.append(first)
    return done
