"""The members of breakdowns (majors, grades, …) by id, as rules call them."""

from __future__ import annotations

from qdesk.model.edit import Kind
from qdesk.model.entity import Member
from qdesk.model.report_view import ReportView


def member_names(view: ReportView) -> dict[str, str]:
    """Member id → name."""
    every = view.archive.all_of(Kind.MEMBER)
    return {one.id: one.name for _, one in every if isinstance(one, Member)}
