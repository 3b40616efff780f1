"""Where the parts of a section stand: inserted between any two, moved, prose divided and joined."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from qdesk.actions.edit_text import set_text
from qdesk.model.case import Case
from qdesk.model.edit import Edit, FieldChange, Kind
from qdesk.model.figure import Figure
from qdesk.model.outline import Heading
from qdesk.model.prose import join_passages, without_breaks
from qdesk.model.report import ReportTable
from qdesk.model.report_view import ReportView
from qdesk.model.section_parts import Part, Passage, arrange, names_of, passage_text

_PLACED = (Kind.TABLE, Kind.FIGURE, Kind.CASE)


@dataclass(frozen=True, slots=True)
class Place:
    """Before the `at`-th part of a section; with a `line`, behind so many lines of that prose."""

    at: int
    line: int = 0


def place_new(view: ReportView, section_id: str, place: Place, edit: Edit) -> Edit:
    """An edit that adds to a section, with what it adds standing at a place; prose is divided there."""
    heading = view.heading(section_id)
    fresh = [
        change.after
        for change in edit.changes
        if change.kind in _PLACED and change.before is None
        if isinstance(change.after, ReportTable | Figure | Case) and change.after.section == section_id
    ]
    if heading is None or not fresh:
        return edit
    parts, texts, at = list(heading.parts), _texts(view, heading), place.at
    prose = parts[at] if place.line and at < len(parts) else None
    if isinstance(prose, Passage):
        at += 1
        lines = texts[prose.count].split("\n")
        if place.line < len(lines):
            halves = lines[: place.line], lines[place.line :]
            texts[prose.count : prose.count + 1] = ["\n".join(one) for one in halves]
            parts.insert(at, Passage())
    parts[at:at] = fresh
    return replace(edit, changes=(*edit.changes, *_edit("", view, heading, parts, texts).changes))


def insert_passage(view: ReportView, section_id: str, at: int) -> Edit | None:
    """An empty passage of prose before the `at`-th part; None where the section is gone."""
    heading = view.heading(section_id)
    if heading is None:
        return None
    texts = _texts(view, heading)
    texts.insert(sum(isinstance(one, Passage) for one in heading.parts[:at]), "")
    parts = [*heading.parts[:at], Passage(), *heading.parts[at:]]
    return _edit("插入正文", view, heading, parts, texts)


def divide_passage(view: ReportView, section_id: str, count: int, above: str, below: str) -> Edit | None:
    """A passage as two that follow each other, so that something can stand between them."""
    heading = view.heading(section_id)
    if heading is None:
        return None
    texts = _texts(view, heading)
    texts[count : count + 1] = [without_breaks(above), without_breaks(below)]
    at = _place_of_passage(heading, count)
    parts = [*heading.parts[:at], Passage(), *heading.parts[at:]]
    return _edit("正文分成两段", view, heading, parts, texts)


def join_passage(view: ReportView, section_id: str, count: int) -> Edit | None:
    """A passage goes to the end of the one above it; None for the first."""
    heading = view.heading(section_id)
    if heading is None or count < 1:
        return None
    texts = _texts(view, heading)
    moved = texts.pop(count)
    texts[count - 1] = "\n".join(one for one in (texts[count - 1], moved) if one)
    at = _place_of_passage(heading, count)
    return _edit("正文并入上面", view, heading, [*heading.parts[:at], *heading.parts[at + 1 :]], texts)


def set_passage(view: ReportView, section_id: str, passage: Passage, text: str) -> Edit | None:
    """The edit that gives a section one passage of its prose; None where nothing changes, or it is gone."""
    heading = view.heading(section_id)
    if heading is None or passage not in heading.parts:
        return None
    texts = _texts(view, heading)
    if texts[passage.count] == text:
        return None
    texts[passage.count] = without_breaks(text)
    return set_text(view, section_id, _stored(texts))


@dataclass(frozen=True, slots=True)
class Move:
    """What moves a part, and the place among the parts where it stands then."""

    edit: Edit
    at: int


def move_part(view: ReportView, section_id: str, at: int, step: int) -> Move | None:
    """The `at`-th part of a section up (-1) or down (1) among all its parts; None where that is no place.

    A table takes the charts along that stand right behind it, and all go past those of another. A passage
    takes its text along, also past another passage.
    """
    heading = view.heading(section_id)
    if heading is None or not 0 <= at < len(heading.parts):
        return None
    moved = heading.parts[at]
    groups = _groups(heading.parts, alone=moved)
    place = next(n for n, group in enumerate(groups) if group[0] is moved)
    if not 0 <= place + step < len(groups):
        return None
    groups.insert(place + step, groups.pop(place))
    parts = [one for group in groups for one in group]
    texts = _texts(view, heading)
    ordered = [texts[one.count] for one in parts if isinstance(one, Passage)]
    edit = _edit(f"移动{_kind_of(moved)}", view, heading, parts, ordered)
    return Move(edit, sum(len(group) for group in groups[: place + step]))


def _kind_of(part: Part) -> str:
    match part:
        case ReportTable():
            return "表"
        case Figure():
            return "图"
        case Case():
            return "案例"
        case Passage():
            return "正文"


def _groups(parts: Sequence[Part], alone: Part) -> list[list[Part]]:
    """The parts, tables together with the charts of theirs that follow; that one is free."""
    groups: list[list[Part]] = []
    for part in parts:
        head = groups[-1][0] if groups else None
        follows = isinstance(part, Figure) and isinstance(head, ReportTable) and part.table == head.id
        if follows and part is not alone:
            groups[-1].append(part)
        else:
            groups.append([part])
    return groups


def _texts(view: ReportView, heading: Heading) -> list[str]:
    text = view.text(heading.section.id)
    return [passage_text(text, one) for one in heading.parts if isinstance(one, Passage)]


def _place_of_passage(heading: Heading, count: int) -> int:
    return next(n for n, one in enumerate(heading.parts) if isinstance(one, Passage) and one.count == count)


def _stored(texts: Sequence[str]) -> str:
    return join_passages(texts) if any(texts) else ""


def _order_change(view: ReportView, heading: Heading, parts: Sequence[Part]) -> tuple[FieldChange, ...]:
    """The change of the section that gives these parts; none where they stand so already.

    The usual order is not written down, so that later parts find their usual places.
    """
    things = sorted((one for one in parts if not isinstance(one, Passage)), key=lambda one: one.position)
    usual = arrange(
        (),
        [one for one in things if isinstance(one, ReportTable)],
        [one for one in things if isinstance(one, Figure)],
        [one for one in things if isinstance(one, Case)],
    )
    is_usual = not heading.section.order and names_of(parts) == names_of(usual)
    order = () if is_usual else names_of(parts)
    after = replace(heading.section, order=order)
    if after == heading.section:
        return ()
    return (view.archive.change(Kind.SECTION, (heading.section.id,), after),)


def _edit(
    title: str, view: ReportView, heading: Heading, parts: Sequence[Part], texts: Sequence[str]
) -> Edit:
    section = heading.section.id
    text = _stored(texts)
    changes = list(_order_change(view, heading, parts))
    if text != view.text(section):
        changes.append(view.archive.change(Kind.TEXT, (view.report.id, section), text or None))
    return Edit(title, tuple(changes))


def may_hold_prose(parts: Sequence[Part], at: int) -> bool:
    """Whether a passage of prose before the `at`-th part would not touch another."""
    return not any(isinstance(one, Passage) for one in parts[max(0, at - 1) : at + 1])
