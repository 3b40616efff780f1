"""Keeping a finding as it is, with an explanation; it is asked again when what it is about changes."""

from __future__ import annotations

from hashlib import blake2s

from qdesk.actions.workspace import current_user, now
from qdesk.errors import UserError
from qdesk.model.edit import Edit, Kind
from qdesk.model.finding import Finding
from qdesk.model.kept_finding import KeptFinding
from qdesk.model.report_view import ReportView

MAX_EXPLANATION = 500


def mark_of(finding: Finding) -> str:
    """The mark of a finding: its rule, its place, and what is said of it, values included."""
    parts = (finding.rule, finding.section, finding.table, finding.message, finding.found, finding.expected)
    return blake2s("\n".join(map(str, (*parts, finding.row, finding.column))).encode()).hexdigest()


def keep_finding(view: ReportView, finding: Finding, explanation: str) -> Edit:
    """The edit that keeps a finding; UserError without an explanation."""
    said = " ".join(explanation.split())
    if not said:
        raise UserError("没有写说明", remedy="请写明为什么保留，核查记录里会印出来")
    if len(said) > MAX_EXPLANATION:
        raise UserError(f"说明太长（{len(said)} 字）", remedy=f"请不要超过 {MAX_EXPLANATION} 字")
    kept = KeptFinding(view.report.id, mark_of(finding), said, current_user(), now())
    return Edit("保留核查意见", (view.archive.change(Kind.KEPT_FINDING, (kept.report, kept.mark), kept),))


def open_again(view: ReportView, finding: Finding) -> Edit | None:
    """The edit that takes an explanation back; None where there is none."""
    key = (view.report.id, mark_of(finding))
    if view.archive.get(Kind.KEPT_FINDING, key) is None:
        return None
    return Edit("重新打开核查意见", (view.archive.change(Kind.KEPT_FINDING, key, None),))


def explanation_of(view: ReportView, finding: Finding) -> str:
    """Why a finding is kept; "" for an open one."""
    found = view.archive.get(Kind.KEPT_FINDING, (view.report.id, mark_of(finding)))
    return found.explanation if isinstance(found, KeptFinding) else ""
