"""Running every check over a report."""

from __future__ import annotations

from typing import Any

from qdesk.checks import ALL_CHECKS
from qdesk.model.finding import Finding, Severity
from qdesk.model.report_view import ReportView

_ORDER = {Severity.MUST: 0, Severity.LOOK: 1, Severity.NOTE: 2}


def run_checks(view: ReportView) -> list[Finding]:
    """All findings, the gravest first, in the order of the report among equals."""
    place = {heading.section.id: at for at, heading in enumerate(view.headings)}
    findings = [finding for check in ALL_CHECKS for finding in check(view)]
    return sorted(findings, key=lambda one: (_ORDER[one.severity], place.get(one.section, 0)))


def finding_form(view: ReportView, one: Finding) -> dict[str, Any]:
    """A finding as JSON has it; the section is named by its number."""
    heading = view.heading(one.section)
    return {
        "rule": one.rule,
        "severity": one.severity.value,
        "section": heading.number if heading else "",
        "table": one.table or None,
        "row": one.row,
        "column": one.column,
        "message": one.message,
        "found": one.found or None,
        "expected": one.expected or None,
    }
