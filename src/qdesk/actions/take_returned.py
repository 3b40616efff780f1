"""Taking over what a returned document says otherwise: one edit, one step to undo, one protocol."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any
from uuid import uuid4

from rapidfuzz import fuzz

from qdesk.actions.edit_cases import remove_case, set_case
from qdesk.actions.edit_front_matter import rename_page, set_field, set_front_text
from qdesk.actions.edit_outline import add_section, children, remove_section, rename_section
from qdesk.actions.edit_text import set_text
from qdesk.actions.edit_values import observation_change, paste_block, set_cell
from qdesk.actions.keep_export import exported_lines
from qdesk.actions.returned_difference import Difference, Returned, What
from qdesk.actions.returned_front import page_of
from qdesk.actions.returned_parts import NewSection
from qdesk.actions.returned_prose import kind_of
from qdesk.actions.workspace import now
from qdesk.document.front_matter import filled_in, open_again
from qdesk.errors import UserError
from qdesk.model.case import Case
from qdesk.model.comment import Comment
from qdesk.model.edit import Edit, FieldChange, Kind
from qdesk.model.front_page import FrontPage
from qdesk.model.observation import Source
from qdesk.model.prose import ProseParagraph, Span, write_prose
from qdesk.model.report_view import ReportView

_ALIKE = 50
_FIRST = (What.NUMBER, What.CELL, What.ROW, What.TITLE, What.FIELD)
_PROSE = (What.PROSE, What.ADDED, What.REMOVED)


def returned_edit(returned: Returned) -> Edit:
    """The edit that takes over what was ticked, with a protocol of all; UserError where nothing was."""
    taken = returned.taken
    if not taken:
        raise UserError("没有选中要采用的改动", returned.file, "请至少勾选一处")
    return _Taking(returned).edit(taken)


class _Taking:
    """Makes one edit after another on a copy of the archive, so that each sees those before it."""

    def __init__(self, returned: Returned) -> None:
        self._returned = returned
        archive = returned.view.archive.copy()
        report = next(one for one in archive.reports if one.id == returned.view.report.id)
        self._view = ReportView(archive, report)
        self._changes: list[FieldChange] = []

    def edit(self, taken: list[Difference]) -> Edit:
        for one in taken:
            if one.what in _FIRST:
                self._do(self._value_edit(one))
        by_owner: dict[str, list[Difference]] = {}
        for one in taken:
            if one.what in _PROSE:
                by_owner.setdefault(one.owner, []).append(one)
        for owner, differences in by_owner.items():
            self._do(self._text_edit(owner, differences))
        made: dict[int, str] = {}
        for one in taken:
            if one.section is not None:
                self._add_section(one.section, made)
            elif one.what is What.GONE:
                self._do(self._removal(one.owner))
            elif one.comment is not None:
                self._do(self._comment(one))
        form = _protocol(self._returned)
        protocol = FieldChange(Kind.PROTOCOL, (uuid4().hex,), None, form)
        return Edit(f"读回 {self._returned.file}", (*_merged(self._changes), protocol))

    def _do(self, edit: Edit | None) -> None:
        if edit is not None:
            self._view.archive.apply(edit)
            self._view.note(edit)
            self._changes += edit.changes

    def _source(self, place: str) -> Source:
        return Source("returned", f"{self._returned.file} › {place}")

    def _value_edit(self, one: Difference) -> Edit | None:
        view = self._view
        table = view.table(one.table) if one.table else None
        if one.cell is not None and table is not None:
            where = (one.cell.row, one.cell.column)
            return set_cell(view, table, *where, one.after, overwrite=True, source=self._source(one.place))
        if one.row is not None and table is not None:
            return paste_block(view, table, len(view.filled(table).grid), 0, [one.row.texts]).edit
        page = page_of(view, one.owner)
        if one.what is What.FIELD:
            return set_field(view, page.id, one.field_name, one.after) if page is not None else None
        if one.what is What.TITLE:
            if page is not None:
                return rename_page(view, page.id, one.after)
            if isinstance(view.archive.get(Kind.CASE, (one.owner,)), Case):
                return set_case(view, one.owner, title=one.after)
            return rename_section(view, one.owner, one.after)
        if one.key is None or one.value is None:
            return None
        change = observation_change(view.archive, one.key, one.value, self._source(one.place), view.report.id)
        return Edit("", (change,))

    def _text_edit(self, owner: str, differences: list[Difference]) -> Edit | None:
        page = page_of(self._view, owner)
        if page is not None:
            return self._front_edit(page, differences)
        case = self._view.archive.get(Kind.CASE, (owner,))
        before = case.text if isinstance(case, Case) else self._view.text(owner)
        lines = before.split("\n") if before else []
        after = "\n".join(_with_changes(self._view, lines, differences))
        if isinstance(case, Case):
            return set_case(self._view, owner, text=after)
        return set_text(self._view, owner, after)

    def _front_edit(self, page: FrontPage, differences: list[Difference]) -> Edit | None:
        """What its text leaves open (the title, the school, the year) stays open."""
        view = self._view
        lines = page.text.split("\n") if page.text else []
        filled = [filled_in(view, one) for one in lines]
        known = dict(zip(filled, lines, strict=True))
        fresh = _with_changes(view, filled, differences)
        text = "\n".join(known.get(one) or open_again(view, one, page.text) for one in fresh)
        return set_front_text(view, page.id, text)

    def _add_section(self, section: NewSection, made: dict[int, str]) -> None:
        """Behind the section that it follows in the document, on the level of its heading."""
        view = self._view
        above = view.heading(section.after)
        if above is None:
            return
        path: list[str] = []
        here = above.section.id
        while here:
            path.insert(0, here)
            heading = view.heading(here)
            here = heading.section.parent if heading else ""
        level = min(section.level, len(path) + 1)
        parent = path[level - 2] if level > 1 else ""
        beside = [one.id for one in children(view, parent)]
        behind = path[level - 1] if len(path) >= level else ""
        position = beside.index(behind) + 1 if behind in beside else 0
        position += sum(1 for one in made.values() if one == f"{parent}/{behind}")
        edit = add_section(view, section.title, parent, position)
        known = {one.id for one in view.archive.sections(view.report.id)}
        self._do(edit)
        fresh = next(change.key[0] for change in edit.changes if change.key[0] not in known)
        made[len(made)] = f"{parent}/{behind}"
        paragraphs = [ProseParagraph((Span(one.text),), kind_of(one)) for one in section.lines]
        if paragraphs:
            self._do(set_text(view, fresh, write_prose(paragraphs)))

    def _removal(self, owner: str) -> Edit:
        if isinstance(self._view.archive.get(Kind.CASE, (owner,)), Case):
            return remove_case(self._view, owner)
        return remove_section(self._view, owner)

    def _comment(self, one: Difference) -> Edit | None:
        found = one.comment
        if found is None:
            return None
        made = Comment(
            uuid4().hex, self._view.report.id, one.owner, found.author, found.at, one.before, found.text
        )
        return Edit("", (FieldChange(Kind.COMMENT, (made.id,), None, made),))


def _with_changes(view: ReportView, lines: list[str], differences: list[Difference]) -> list[str]:
    """The stored paragraphs with the changes made, from the last to the first, so that places stay."""
    found = [(_place(view, lines, one), n, one.line) for n, one in enumerate(differences)]
    fresh = list(lines)
    for at, _, change in sorted(found, key=lambda one: one[:2], reverse=True):
        if change is None:
            continue
        if change.before is None:
            fresh.insert(at + 1, change.stored)
        elif not 0 <= at < len(fresh):
            fresh += [change.stored] if change.after is not None else []
        elif change.after is None:
            del fresh[at]
        else:
            fresh[at] = change.stored
    return fresh


def _place(view: ReportView, lines: list[str], one: Difference) -> int:
    """Where the paragraph stands now that a change is of, or behind which an added one goes."""
    anchor = one.anchor
    printed = ["\n".join(a.printed for a in exported_lines(view, line)) for line in lines]
    if anchor is None:
        return -1 if one.line is not None and one.line.before is None else len(lines)
    same = [n for n, line in enumerate(lines) if line == anchor.stored]
    if same:
        return same[min(one.occurrence, len(same) - 1)]
    weights = [(fuzz.ratio(text, anchor.printed), -n) for n, text in enumerate(printed) if text]
    weight, place = max(weights, default=(0.0, 0))
    if weight >= _ALIKE:
        return -place
    return len(lines) - 1 if one.line is not None and one.line.before is None else len(lines)


def _merged(changes: Iterable[FieldChange]) -> list[FieldChange]:
    """One change for each thing: from what it was at first to what it is at last."""
    found: dict[tuple[Kind, tuple[str, ...]], FieldChange] = {}
    for one in changes:
        key = (one.kind, tuple(one.key))
        earlier = found.get(key)
        found[key] = one if earlier is None else replace(earlier, after=one.after)
    return [one for one in found.values() if one.before != one.after]


def _protocol(returned: Returned) -> dict[str, Any]:
    """What was found and what of it was taken over, as a store keeps it."""
    lines = [
        {
            "what": one.what.value,
            "place": one.place,
            "before": one.before,
            "after": one.after,
            "taken": one.taken and not one.refusal,
            "note": one.refusal or one.note,
        }
        for one in returned.differences
    ]
    return {"kind": "returned", "at": now(), "file": returned.file, "lines": lines}
