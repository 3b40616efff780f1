"""What a report has of last year's: the sections that its own continue, and their texts."""

from __future__ import annotations

from qdesk.model.report import Section
from qdesk.model.report_view import ReportView


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


def prior_stored(view: ReportView, section_id: str) -> str:
    """Last year's prose of the sections that one continues, as stored; "" without any."""
    heading = view.heading(section_id)
    if heading is None:
        return ""
    texts = (view.archive.text(one.report, one.id) for one in continued_sections(view, heading.section))
    return "\n".join(text for text in texts if text)
