"""Changing the front matter: pages switched on and off, filled in, worded, ordered."""

from __future__ import annotations

from dataclasses import replace

from qdesk.actions.edit_text import MAX_PROSE
from qdesk.actions.guidance import standard_of
from qdesk.actions.new_report import front_page_changes
from qdesk.errors import UserError
from qdesk.model.edit import Edit, FieldChange, Kind
from qdesk.model.front_page import FrontKind, FrontPage
from qdesk.model.report_view import ReportView
from qdesk.model.standard import FrontItem

FRONT_MATTER = "front-matter"
"""Stands where the id of a section would, for the pages before the first chapter."""

MAX_FIELD = 200
_PRINTED_BEFORE = (FrontKind.COVER, FrontKind.CONTENTS)
"""What a report printed that was begun before there was any front matter to choose."""


def front_pages(view: ReportView) -> list[FrontPage]:
    """All pages and lists before the first chapter, in order, those that are switched off included.

    An older report has those of its standard; only what it always printed is switched on.
    """
    stored = view.archive.front_pages(view.report.id)
    if stored:
        return stored
    standard = standard_of(view)
    if standard is None:
        return []
    pages = (change.after for change in front_page_changes(view.report, standard))
    return [replace(one, shown=one.kind in _PRINTED_BEFORE) for one in pages if isinstance(one, FrontPage)]


def front_page(view: ReportView, page_id: str) -> FrontPage:
    """The page of that id; UserError where the report has none."""
    found = next((one for one in front_pages(view) if one.id == page_id), None)
    if found is None:
        raise UserError("这份报告没有这一前置部分", page_id, "请重新选择")
    return found


def front_item(view: ReportView, page_id: str) -> FrontItem | None:
    """What the standard says of a page: guidance and length; None where it says nothing."""
    standard = standard_of(view)
    return next((one for one in standard.front_matter if one.id == page_id), None) if standard else None


def switch_page(view: ReportView, page_id: str, *, shown: bool) -> Edit | None:
    """Print a page or leave it out."""
    page = front_page(view, page_id)
    return _put(view, replace(page, shown=shown), f"{'使用' if shown else '不用'}{page.name}")


def set_field(view: ReportView, page_id: str, name: str, value: str) -> Edit | None:
    """Fill in one field of a page; empty for what prints by itself."""
    page = front_page(view, page_id)
    plain = " ".join(value.split())
    if len(plain) > MAX_FIELD:
        raise UserError(f"“{name}”太长（{len(plain)} 字）", page.name, f"请不要超过 {MAX_FIELD} 字")
    fields = {**page.fields, name: plain}
    return _put(view, replace(page, fields=fields), f"填写{page.name} {name}")


def set_front_text(view: ReportView, page_id: str, text: str) -> Edit | None:
    """The text of a page: the statement, the preface."""
    page = front_page(view, page_id)
    if len(text) > MAX_PROSE:
        raise UserError(f"{page.name}太长（{len(text)} 字）", remedy="请删减")
    return _put(view, replace(page, text=text), f"修改{page.name}")


def rename_page(view: ReportView, page_id: str, name: str) -> Edit | None:
    """The title under which a page prints."""
    page = front_page(view, page_id)
    plain = " ".join(name.split())
    if not plain:
        raise UserError("标题不能是空的", page.name, "请写出标题")
    return _put(view, replace(page, name=plain), f"改标题 {plain}")


def move_page(view: ReportView, page_id: str, step: int) -> Edit | None:
    """One place up (-1) or down (1); None at the end."""
    pages = front_pages(view)
    at = next((n for n, one in enumerate(pages) if one.id == page_id), None)
    if at is None or not 0 <= at + step < len(pages):
        return None
    pages.insert(at + step, pages.pop(at))
    return _put_all(view, [replace(one, position=n) for n, one in enumerate(pages)], "移动前置部分")


def _put(view: ReportView, page: FrontPage, title: str) -> Edit | None:
    pages = [page if one.id == page.id else one for one in front_pages(view)]
    if pages == front_pages(view):
        return None
    return _put_all(view, pages, title)


def _put_all(view: ReportView, pages: list[FrontPage], title: str) -> Edit:
    """The first change of an older report stores all its pages."""
    changes = (_change(view, one) for one in pages)
    return Edit(title, tuple(one for one in changes if one.before != one.after))


def _change(view: ReportView, page: FrontPage) -> FieldChange:
    return view.archive.change(Kind.FRONT_PAGE, (view.report.id, page.id), page)
