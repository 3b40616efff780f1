"""Changing cases (案例): written, named, moved, put into the tray."""

from __future__ import annotations

from dataclasses import replace
from uuid import uuid4

from qdesk.actions.edit_text import MAX_PROSE
from qdesk.errors import UserError
from qdesk.model.case import Case
from qdesk.model.edit import Edit, Kind
from qdesk.model.prose import printable
from qdesk.model.report import IN_TRAY
from qdesk.model.report_view import ReportView

MAX_LABEL = 20


def add_case(view: ReportView, section_id: str, title: str = "") -> Edit:
    """A new case at the end of a section."""
    used = [one.position for one in view.archive.cases(view.report.id) if one.section == section_id]
    plain = " ".join(title.split())
    made = Case(uuid4().hex, view.report.id, section_id, max(used, default=-1) + 1, plain)
    return Edit(f"添加案例 {plain}".rstrip(), (view.archive.change(Kind.CASE, (made.id,), made),))


def set_case(
    view: ReportView,
    case_id: str,
    *,
    title: str | None = None,
    text: str | None = None,
    label: str | None = None,
) -> Edit | None:
    """Another title, text or label; what is None stays. None where nothing changes."""
    case = case_of(view, case_id)
    if text is not None and len(text) > MAX_PROSE:
        raise UserError(f"案例太长（{len(text)} 字）", case.title, "请删减，或分成几个案例")
    if label is not None and len(label.strip()) > MAX_LABEL:
        raise UserError("案例的标签太长", label.strip()[:MAX_LABEL], f"请不要超过 {MAX_LABEL} 字")
    after = replace(
        case,
        title=case.title if title is None else " ".join(title.split()),
        text=case.text if text is None else printable(text),
        label=case.label if label is None else label.strip(),
    )
    if after == case:
        return None
    return Edit(f"修改案例 {after.title}".rstrip(), (view.archive.change(Kind.CASE, (case_id,), after),))


def place_case(view: ReportView, case_id: str, section_id: str) -> Edit:
    """To the end of another section."""
    case = case_of(view, case_id)
    used = [one.position for one in view.archive.cases(view.report.id) if one.section == section_id]
    after = replace(case, section=section_id, position=max(used, default=-1) + 1)
    return Edit(f"移动案例 {case.title}".rstrip(), (view.archive.change(Kind.CASE, (case_id,), after),))


def remove_case(view: ReportView, case_id: str) -> Edit:
    """Into the tray; one in which nothing was written is gone (undo brings it back)."""
    case = case_of(view, case_id)
    empty = not case.title and not case.text
    after = None if empty else replace(case, section=IN_TRAY)
    return Edit(f"移出案例 {case.title}".rstrip(), (view.archive.change(Kind.CASE, (case_id,), after),))


def case_of(view: ReportView, case_id: str) -> Case:
    """The case of that id; UserError where it is gone."""
    found = view.archive.get(Kind.CASE, (case_id,))
    if not isinstance(found, Case):
        raise UserError("这个案例已经不在了", remedy="请在提纲里重新选择章节")
    return found
