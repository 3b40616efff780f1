"""Changing the outline: sections are added, renamed, moved, put into the tray and taken out of it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from uuid import uuid4

from qdesk.errors import UserError
from qdesk.model.case import Case
from qdesk.model.edit import Edit, FieldChange, Kind
from qdesk.model.numbering import (
    CAPTION_PATTERN_RULE,
    HEADING_SCHEMES,
    MAX_CAPTION_PATTERN,
    Numbering,
    is_caption_pattern,
    is_counted,
)
from qdesk.model.outline import MAX_LEVEL, MAX_TITLE
from qdesk.model.report import IN_TRAY, ReportTable, Section, SectionState
from qdesk.model.report_view import ReportView
from qdesk.recognition.labels import with_year_pattern


@dataclass(frozen=True, slots=True)
class Tray:
    """What a report holds without printing it: removed sections (the topmost of each), tables, cases."""

    sections: tuple[Section, ...] = ()
    tables: tuple[ReportTable, ...] = ()
    cases: tuple[Case, ...] = ()

    def __len__(self) -> int:
        return len(self.sections) + len(self.tables) + len(self.cases)


def tray(view: ReportView) -> Tray:
    """What lies in the tray of the open report."""
    archive, report = view.archive, view.report.id
    sections = archive.sections(report)
    shown = {one.section.id for one in view.headings}
    removed = {one.id for one in sections if one.id not in shown}
    return Tray(
        tuple(one for one in sections if one.id in removed and one.parent not in removed),
        tuple(one for one in archive.tables(report) if one.section == IN_TRAY),
        tuple(one for one in archive.cases(report) if one.section == IN_TRAY),
    )


def add_section(view: ReportView, title: str, parent: str, position: int) -> Edit:
    """A new section below `parent` ("" for a chapter) at that place among its siblings.

    A number that was typed along with the title is left out: the report counts by itself.
    """
    plain = checked_title(view, without_number(title))
    if parent and level_of(view, parent) >= MAX_LEVEL:
        raise UserError(f"章节最多 {MAX_LEVEL} 级", plain, "请把它加在上一级")
    siblings = children(view, parent)
    beside = siblings[min(position, len(siblings)) - 1] if siblings else None
    numbering = beside.numbering if beside else ""
    made = Section(uuid4().hex, view.report.id, parent, position, plain, numbering=numbering)
    return Edit(f"添加章节 {title.strip()}", (*_ordered(view, _inserted(siblings, made, position)),))


def rename_section(view: ReportView, section_id: str, title: str) -> Edit | None:
    """Another title; a number that was typed along with it is left out. None where nothing changes."""
    section = _section(view, section_id)
    heading = view.heading(section_id)
    typed = " ".join(title.split())
    if heading is not None and heading.number:
        own = typed.removeprefix(heading.number).strip()
        typed = own if own and own != typed else without_number(typed)
    plain = "" if section.numbering and not typed else checked_title(view, typed)
    if plain == section.title:
        return None
    after = replace(section, title=plain)
    return Edit(f"章节改名 {typed}", (view.archive.change(Kind.SECTION, (section_id,), after),))


def move_section(view: ReportView, section_id: str, parent: str, position: int) -> Edit | None:
    """A section with all below it to that place below `parent`; None where it stands there already."""
    section = _section(view, section_id)
    if parent == section_id or section_id in _ancestors(view, parent):
        raise UserError("不能把章节移到它自己下面", section.title, "请选择别的位置")
    above = level_of(view, parent) if parent else 0
    if above + depth_of(view, section_id) > MAX_LEVEL:
        raise UserError(f"章节最多 {MAX_LEVEL} 级", section.title, "它连同下级放在这里太深了，请换一个位置")
    siblings = [one for one in children(view, parent) if one.id != section_id]
    moved = replace(section, parent=parent)
    changes = _ordered(view, _inserted(siblings, moved, position))
    return Edit(f"移动章节 {section.title}", (*changes,)) if changes else None


def move_among_siblings(view: ReportView, section_id: str, step: int) -> Edit | None:
    """One place up (-1) or down (1); None at the end."""
    section = _section(view, section_id)
    here = [one.id for one in children(view, section.parent)].index(section_id)
    if not 0 <= here + step < len(children(view, section.parent)):
        return None
    return move_section(view, section_id, section.parent, here + step)


def promote(view: ReportView, section_id: str) -> Edit | None:
    """One level up, behind the section that it stood in; None for a chapter."""
    section = _section(view, section_id)
    if not section.parent:
        return None
    parent = _section(view, section.parent)
    place = [one.id for one in children(view, parent.parent)].index(parent.id)
    return move_section(view, section_id, parent.parent, place + 1)


def demote(view: ReportView, section_id: str) -> Edit | None:
    """One level down, to the end of the section before it; None for the first of its siblings."""
    section = _section(view, section_id)
    siblings = children(view, section.parent)
    here = [one.id for one in siblings].index(section_id)
    if here == 0:
        return None
    new_parent = siblings[here - 1].id
    return move_section(view, section_id, new_parent, len(children(view, new_parent)))


def remove_section(view: ReportView, section_id: str) -> Edit:
    """Into the tray with texts, tables and cases and all below it: nothing of it is lost."""
    section = _section(view, section_id)
    after = replace(section, state=SectionState.REMOVED)
    return Edit(f"移出章节 {section.title}", (view.archive.change(Kind.SECTION, (section_id,), after),))


def restore_section(view: ReportView, section_id: str) -> Edit:
    """Out of the tray to where it stood; at the end of the report where its chapter is gone or too deep."""
    section = _section(view, section_id)
    home = section.parent
    if home and (view.heading(home) is None or level_of(view, home) + depth_of(view, section_id) > MAX_LEVEL):
        home = ""
    restored = replace(section, parent=home, state=SectionState.OPEN)
    siblings = children(view, home)
    position = section.position if home == section.parent else len(siblings)
    return Edit(f"放回章节 {section.title}", (*_ordered(view, _inserted(siblings, restored, position)),))


def set_section_numbering(view: ReportView, section_id: str, numbering: str, *, annex: bool) -> Edit | None:
    """How one section is numbered (as in `Section`), and whether its tables count as an annex."""
    section = _section(view, section_id)
    after = replace(section, numbering=numbering.strip(), annex=annex)
    if after == section:
        return None
    return Edit(f"改编号 {section.title}", (view.archive.change(Kind.SECTION, (section_id,), after),))


def set_numbering(view: ReportView, numbering: Numbering) -> Edit | None:
    """How the whole report numbers; raises UserError for a pattern that numbers nothing."""
    if numbering.headings not in HEADING_SCHEMES:
        raise UserError("没有这种标题编号", numbering.headings, f"可用的有 {'、'.join(HEADING_SCHEMES)}")
    for name, pattern in (("表题", numbering.table), ("图题", numbering.figure)):
        if not is_counted(pattern):
            raise UserError(f"{name}的编号里没有序号", pattern, "请用 {n}（1、2）或 {N}（一、二）表示序号")
    for name, pattern in (
        ("表题", numbering.table),
        ("附表题", numbering.annex_table),
        ("图题", numbering.figure),
        ("案例", numbering.case),
    ):
        if not is_caption_pattern(pattern):
            raise UserError(f"{name}的编号写法有误", pattern[:MAX_CAPTION_PATTERN], CAPTION_PATTERN_RULE)
    if numbering == view.report.numbering:
        return None
    after = replace(view.report, numbering=numbering)
    return Edit("改编号样式", (view.archive.change(Kind.REPORT, (view.report.id,), after),))


# -- looking


def children(view: ReportView, parent: str) -> list[Section]:
    """The sections below one ("" for the chapters) in printed order, without removed ones."""
    found = view.archive.sections(view.report.id)
    return [one for one in found if one.parent == parent and one.state is not SectionState.REMOVED]


def level_of(view: ReportView, section_id: str) -> int:
    """How deep a section stands, chapters being 1."""
    return 1 + len(_ancestors(view, section_id))


def depth_of(view: ReportView, section_id: str) -> int:
    """How many levels a section has with all below it, itself included."""
    return 1 + max((depth_of(view, one.id) for one in children(view, section_id)), default=0)


def checked_title(view: ReportView, title: str) -> str:
    """A title with its years as patterns, so that it follows the report's year."""
    plain = " ".join(title.split())
    if not plain:
        raise UserError("章节没有标题", remedy="请写出标题")
    if len(plain) > MAX_TITLE:
        raise UserError(f"标题太长（{len(plain)} 字）", remedy=f"请不要超过 {MAX_TITLE} 字，其余写进正文")
    return with_year_pattern(plain, view.data.year)


_TYPED_NUMBER = re.compile(
    r"^\s*(?:\d{1,2}(?:[.．]\d{1,2})+[.．]?\s*|\d{1,2}\s*[.．、]\s*(?=\D)|[一二三四五六七八九十]{1,3}、\s*"
    r"|[(（](?:\d{1,2}|[一二三四五六七八九十]{1,3})[)）]\s*|第[一二三四五六七八九十]{1,3}[章节]\s*)(?=\S)"
)


def without_number(title: str) -> str:
    """A title without the number that was typed before it: 1.5 概况, （二）概况, 三、概况."""
    return _TYPED_NUMBER.sub("", title)


def _section(view: ReportView, section_id: str) -> Section:
    found = view.archive.get(Kind.SECTION, (section_id,))
    if not isinstance(found, Section) or found.report != view.report.id:
        raise UserError("这一章节已经不在了", remedy="请在提纲里重新选择")
    return found


def _ancestors(view: ReportView, section_id: str) -> list[str]:
    found: list[str] = []
    here = _section(view, section_id).parent if section_id else ""
    while here:
        found.append(here)
        here = _section(view, here).parent
    return found


def _inserted(siblings: Sequence[Section], section: Section, position: int) -> list[Section]:
    place = max(0, min(position, len(siblings)))
    return [*siblings[:place], section, *siblings[place:]]


def _ordered(view: ReportView, sections: Iterable[Section]) -> list[FieldChange]:
    """The changes that bring sections into this order."""
    changes = (
        view.archive.change(Kind.SECTION, (one.id,), replace(one, position=position))
        for position, one in enumerate(sections)
    )
    return [one for one in changes if one.before != one.after]
