"""Comments on sections: done with, or struck out."""

from __future__ import annotations

from dataclasses import replace

from qdesk.model.comment import Comment
from qdesk.model.edit import Edit, Kind
from qdesk.model.report_view import ReportView


def comments_of(view: ReportView, section: str) -> list[Comment]:
    """The comments on a section that are not done, the oldest first."""
    known = view.archive.comments(view.report.id)
    return [one for one in known if one.section == section and not one.done]


def finish_comment(view: ReportView, comment: Comment) -> Edit:
    """The comment is dealt with; it is kept, but not shown any more."""
    change = view.archive.change(Kind.COMMENT, (comment.id,), replace(comment, done=True))
    return Edit("批注已处理", (change,))
