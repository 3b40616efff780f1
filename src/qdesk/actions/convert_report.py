"""A report goes over to another standard: its parts move, what has no place goes to the tray."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any
from uuid import uuid4

from qdesk.actions.catalogue_changes import catalogue_changes
from qdesk.actions.edit_front_matter import front_pages
from qdesk.actions.new_report import front_page_changes, standard_section, standard_table
from qdesk.actions.plan_conversion import ConversionPlan, SectionPlan, plan_conversion
from qdesk.actions.roll_year import roll_edit
from qdesk.actions.workspace import Workspace, now
from qdesk.model.case import Case
from qdesk.model.edit import Edit, FieldChange, Kind
from qdesk.model.front_page import FrontPage
from qdesk.model.last_year import continued_sections
from qdesk.model.outline import MAX_LEVEL
from qdesk.model.period import Period
from qdesk.model.report import ReportTable, Section, SectionState
from qdesk.model.report_view import ReportView
from qdesk.model.standard import StandardSection


def conversion_edit(view: ReportView, plan: ConversionPlan) -> Edit:
    """The edit that brings the open report over as planned; a protocol of what went where is kept.

    Nothing is dropped: what has no place stays in the tray with its texts, tables and cases.
    """
    return _Converter(view, plan).edit()


def roll_and_convert(workspace: Workspace, to: Period, standard_id: str) -> Edit:
    """The edit that starts the next period's report and brings it over to another standard at once."""
    rolled = roll_edit(workspace, to)
    view = rolled_view(workspace, rolled)
    converted = conversion_edit(view, plan_conversion(view, standard_id))
    return Edit(rolled.title, (*rolled.changes, *converted.changes))


def rolled_view(workspace: Workspace, rolled: Edit) -> ReportView:
    """The report that an edit which rolls would make, to plan with; the store is not touched."""
    tried = Workspace(workspace.store, workspace.archive.copy())
    tried.archive.apply(rolled)
    return tried.view()


class _Converter:
    """One conversion; `changes` grow in the order in which they must be made."""

    def __init__(self, view: ReportView, plan: ConversionPlan) -> None:
        self._view, self._plan = view, plan
        self._archive, self._target = view.archive, plan.target
        self._report = replace(view.report, standard=plan.target.id, numbering=plan.target.numbering)
        self._sources: dict[str, list[SectionPlan]] = {}
        """Section of the target → the sections whose content it takes."""
        self._continued: dict[str, list[SectionPlan]] = {}
        for one in plan.sections:
            if one.places and not one.own:
                self._sources.setdefault(one.place, []).append(one)
            for place in () if one.own else one.places:
                self._continued.setdefault(place, []).append(one)
        self._made: dict[str, Section] = {}
        self._changes: list[FieldChange] = []
        self._tables: dict[str, int] = {}
        self._lines: list[dict[str, Any]] = []

    def edit(self) -> Edit:
        archive, target = self._archive, self._target
        self._put(Kind.REPORT, (self._report.id,), self._report)
        self._add(target.outline, "")
        for one in self._plan.sections:
            self._settle(one)
        self._move_figures()
        self._changes += catalogue_changes(self._view, target, self._plan.indicators)
        for page in self._pages():
            self._put(Kind.FRONT_PAGE, (page.report, page.id), page)
        form = {
            "at": now(),
            "kind": "conversion",
            "from": self._view.report.standard,
            "to": target.id,
            "name": target.name,
            "lines": self._lines,
        }
        self._changes.append(archive.change(Kind.PROTOCOL, (uuid4().hex,), form))
        return Edit(f"改用 {target.name}", tuple(self._changes))

    def _put(self, kind: Kind, key: tuple[str, ...], thing: object | None) -> None:
        change = self._archive.change(kind, key, thing)
        if change.before != change.after:
            self._changes.append(change)

    # -- the target's outline

    def _add(self, outline: Sequence[StandardSection], parent: str) -> None:
        for position, one in enumerate(outline):
            section = standard_section(self._report, one, parent, position)
            prior = dict.fromkeys(
                name for old in self._continued.get(one.id, ()) for name in self._prior_of(old)
            )
            section = replace(section, prior=tuple(prior))
            self._made[one.id] = section
            self._put(Kind.SECTION, (section.id,), section)
            for place, table_id in enumerate(one.tables):
                known = self._plan.tables.get(table_id)
                if known is None:
                    table = standard_table(self._report, self._target, table_id, section.id, place)
                else:
                    table = replace(known, section=section.id, position=place)
                self._put(Kind.TABLE, (table.id,), table)
            self._tables[section.id] = len(one.tables)
            self._take_content(one.id, section)
            self._add(one.children, section.id)

    def _prior_of(self, old: SectionPlan) -> tuple[str, ...]:
        return tuple(one.id for one in continued_sections(self._view, old.section))

    def _take_content(self, place: str, section: Section) -> None:
        """Texts one after the other, other tables behind the standard's, cases in order."""
        texts: list[str] = []
        for old in self._sources.get(place, ()):
            if text := self._view.text(old.section.id):
                texts.append(text)
                self._put(Kind.TEXT, (self._report.id, old.section.id), None)
            self._move_along(old.section, section)
        if texts:
            self._put(Kind.TEXT, (self._report.id, section.id), "\n".join(texts))

    def _move_along(self, old: Section, new: Section) -> None:
        placed = {one.id for one in self._plan.tables.values()}
        for table in self._archive.tables(self._report.id):
            if table.section == old.id and table.id not in placed:
                self._put(Kind.TABLE, (table.id,), self._behind(table, new))
        for case in self._archive.cases(self._report.id):
            if case.section == old.id:
                self._put(Kind.CASE, (case.id,), self._behind(case, new))

    def _behind(self, thing: ReportTable | Case, section: Section) -> ReportTable | Case:
        position = self._tables.get(section.id, 0)
        self._tables[section.id] = position + 1
        return replace(thing, section=section.id, position=position)

    def _move_figures(self) -> None:
        """Charts follow their tables; one whose table stays behind, and a photo, goes with its section."""
        placed = (one.after for one in self._changes)
        tables = {one.id: one.section for one in placed if isinstance(one, ReportTable)}
        sections = {one.section.id: self._made[one.place].id for one in self._plan.sections if one.places}
        for figure in self._archive.figures(self._report.id):
            home = tables.get(figure.table) or sections.get(figure.section, figure.section)
            self._put(Kind.FIGURE, (figure.id,), replace(figure, section=home))

    # -- the old outline

    def _settle(self, one: SectionPlan) -> None:
        """A section that has gone over ends; the school's own goes along; the rest goes to the tray."""
        section = one.section
        if one.own:
            where = self._go_along(one)
        elif one.places:
            self._put(Kind.SECTION, (section.id,), None)
            where = self._made[one.place].title or self._made[one.place].numbering
        else:
            self._put(Kind.SECTION, (section.id,), self._in_tray(section))
            where = ""
        self._lines.append(
            {
                "section": one.title,
                "to": where or None,
                "others": [self._made[place].title for place in one.places[1:]],
                "tables": list(one.tables),
                "text": one.has_text,
            }
        )

    def _go_along(self, one: SectionPlan) -> str:
        """Below the section that its parent went to, or beside it where that is too deep; else the tray."""
        section = one.section
        parent = self._new_home(section.parent)
        if parent is None:
            self._put(Kind.SECTION, (section.id,), self._in_tray(section))
            return ""
        if self._places_above(parent) >= MAX_LEVEL:
            parent = self._made_by_id(parent).parent
        position = self._tables.get(f"below {parent}", 1000)
        self._tables[f"below {parent}"] = position + 1
        self._put(Kind.SECTION, (section.id,), replace(section, parent=parent, position=position))
        return self._made_by_id(parent).title if parent else self._target.name

    def _new_home(self, parent: str) -> str | None:
        """Where the children of a section go: None for the tray."""
        if not parent:
            return ""
        plan = next((one for one in self._plan.sections if one.section.id == parent), None)
        if plan is None:
            return None
        if plan.own:
            return plan.section.id if self._new_home(plan.section.parent) is not None else None
        return self._made[plan.place].id if plan.places else None

    def _made_by_id(self, section_id: str) -> Section:
        known = next((one for one in self._made.values() if one.id == section_id), None)
        return known or next(one.section for one in self._plan.sections if one.section.id == section_id)

    def _places_above(self, section_id: str) -> int:
        count, here = 0, section_id
        while here:
            count += 1
            here = self._made_by_id(here).parent
        return count

    def _in_tray(self, section: Section) -> Section:
        """Below its parent where that goes to the tray as well: what lies there keeps its shape."""
        above = next((one for one in self._plan.sections if one.section.id == section.parent), None)
        if above is not None and self._lies_in_tray(above):
            return section
        return replace(section, parent="", state=SectionState.REMOVED)

    def _lies_in_tray(self, one: SectionPlan) -> bool:
        return self._new_home(one.section.id) is None

    # -- front matter

    def _pages(self) -> Iterator[FrontPage]:
        """The target's pages with what was filled in on the old ones; others follow, as they were."""
        before = {one.id: one for one in front_pages(self._view)}
        made = [change.after for change in front_page_changes(self._report, self._target)]
        fresh = [one for one in made if isinstance(one, FrontPage)]
        for page in fresh:
            old = before.pop(page.id, None)
            if old is None:
                yield page
                continue
            fields = {**page.fields, **{name: value for name, value in old.fields.items() if value}}
            yield replace(page, fields=fields, text=old.text or page.text, shown=old.shown or page.shown)
        for extra, page in enumerate(before.values()):
            yield replace(page, position=len(fresh) + extra)
