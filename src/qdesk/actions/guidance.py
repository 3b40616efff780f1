"""What a section's page says at its head: title, place, guidance, usual length."""

from __future__ import annotations

from dataclasses import dataclass

from qdesk.actions.library import library
from qdesk.model.report_view import ReportView
from qdesk.model.standard import DEFAULT, Standard


@dataclass(frozen=True, slots=True)
class Guidance:
    """The head of a section's page; `is_default` says that no source prescribes the section."""

    title: str
    above: str = ""
    text: str = ""
    length: tuple[int, int] | None = None
    is_default: bool = False


def guidance_for(view: ReportView, section_id: str) -> Guidance:
    """The guidance of the standard's section; a section of the user's own has none."""
    heading = view.heading(section_id)
    if heading is None:
        return Guidance("")
    parent = view.heading(heading.section.parent)
    above = f"{view.title_of(parent)} ›" if parent else ""
    title = view.title_of(heading)
    standard = standard_of(view)
    found = standard.section(heading.section.origin) if standard else None
    if found is None:
        return Guidance(title, above)
    return Guidance(title, above, found.guidance, found.length, found.state == DEFAULT)


def standard_of(view: ReportView) -> Standard | None:
    """The standard that the report follows, None where it is not on this computer."""
    return next((one for one in library().standards if one.id == view.report.standard), None)
