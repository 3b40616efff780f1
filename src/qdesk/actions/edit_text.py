"""Changing prose, notes and the state of sections."""

from __future__ import annotations

from dataclasses import dataclass, replace

from qdesk.errors import UserError
from qdesk.model.edit import Edit, Kind
from qdesk.model.observation import Key
from qdesk.model.prose import printable
from qdesk.model.report import Section, SectionState
from qdesk.model.report_view import ReportView

MAX_PROSE = 200_000


def set_text(view: ReportView, section_id: str, text: str) -> Edit | None:
    """The edit that gives a section its prose; None where nothing changes."""
    text = printable(text)
    if len(text) > MAX_PROSE:
        raise UserError(f"正文太长（{len(text)} 字）", remedy="请分到几个章节")
    if text == view.text(section_id):
        return None
    heading = view.heading(section_id)
    title = view.title_of(heading) if heading else ""
    change = view.archive.change(Kind.TEXT, (view.report.id, section_id), text or None)
    return Edit(f"修改正文 {title}", (change,))


def set_note(view: ReportView, key: Key, note: str) -> Edit | None:
    """The edit that gives a value its note; None where nothing changes or nothing is stored."""
    stored = view.archive.observation(key)
    if stored is None or stored.note == note:
        return None
    return Edit("修改备注", (view.archive.change(Kind.OBSERVATION, key, replace(stored, note=note)),))


def set_section_state(
    view: ReportView, section_id: str, state: SectionState, reason: str = ""
) -> Edit | None:
    """The edit that marks a section as done, open, or not applicable for a stated reason."""
    heading = view.heading(section_id)
    if heading is None:
        return None
    after = replace(heading.section, state=state, reason=" ".join(reason.split()))
    if after == heading.section:
        return None
    titles = {
        SectionState.DONE: "标为完成",
        SectionState.OPEN: "标为未完成",
        SectionState.NOT_APPLICABLE: "标为不适用",
    }
    change = view.archive.change(Kind.SECTION, (section_id,), after)
    return Edit(f"{titles[state]} {heading.section.title}", (change,))


@dataclass(frozen=True, slots=True)
class PriorText:
    """Last year's prose of a section: as stored, as it printed then, and that report's period as a title.

    Everything is "" without a report of last year.
    """

    stored: str = ""
    printed: str = ""
    period: str = ""


def prior_text(view: ReportView, section_id: str) -> PriorText:
    """Last year's prose of the sections that this one continues."""
    heading = view.heading(section_id)
    prior = next((one for one in view.archive.reports if one.id == view.report.prior_report), None)
    if heading is None or prior is None:
        return PriorText()
    texts = (view.archive.text(prior.id, one.id) for one in continued_sections(view, heading.section))
    stored = "\n".join(text for text in texts if text)
    printed = ReportView(view.archive, prior).plain(stored) if stored else ""
    return PriorText(stored, printed, prior.period.title)


def continued_sections(view: ReportView, section: Section) -> list[Section]:
    """The sections of last year's report that one continues, in stored order.

    Those that it names; else the one of the same origin, where last year's report is of the same standard.
    """
    prior = next((one for one in view.archive.reports if one.id == view.report.prior_report), None)
    if prior is None:
        return []
    sections = view.archive.sections(prior.id)
    if section.prior:
        return [one for one in sections if one.id in section.prior]
    origin = section.origin or section.id
    same = prior.standard == view.report.standard
    return [one for one in sections if one.id == origin or (same and one.origin == origin)]
