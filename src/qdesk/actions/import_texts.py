"""The prose of last year's report: which section each part belongs to, and the report that keeps it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from uuid import uuid4

from qdesk.actions.workspace import now
from qdesk.model.archive import Archive
from qdesk.model.edit import FieldChange, Kind
from qdesk.model.period import Period, parse_period
from qdesk.model.prose import literal
from qdesk.model.report import IN_TRAY, Report, ReportTable, Section, SectionState, Status
from qdesk.model.report_view import ReportView
from qdesk.recognition.labels import find_period
from qdesk.recognition.report_text import (
    OutlinePlace,
    SectionMatch,
    TextBlock,
    TextSection,
    match_sections,
    sections_of,
)

_COVER = 30
"""Paragraphs in which the year of a report is looked for."""
_BRACKETED_YEAR = re.compile(r"[（(]\s*((?:19|20)\d\d)\s*[）)]")


@dataclass(slots=True)
class ImportedText:
    """A section of the document and where its prose goes; `section` is an id of the open report."""

    found: TextSection
    section: str
    likeness: int
    sure: bool
    taken: bool
    stored: str = ""
    """What that section says already in the report of that year."""

    @property
    def differs(self) -> bool:
        """Whether the section says something else already; then somebody has to choose."""
        return bool(self.stored) and _bare(self.stored) != _bare(self.found.text)

    @property
    def is_same(self) -> bool:
        """Whether the section says just this already."""
        return bool(self.stored) and not self.differs

    @property
    def length(self) -> int:
        """How many characters it has."""
        return len(self.found.text)


@dataclass(slots=True)
class TextPreview:
    """The prose of a document; `period` is the year that it reports on, `pictures` are captions."""

    sections: list[ImportedText] = field(default_factory=list[ImportedText])
    period: Period | None = None
    pictures: list[str] = field(default_factory=list[str])

    @property
    def taken(self) -> list[ImportedText]:
        """The sections whose prose would be stored."""
        return [one for one in self.sections if one.taken and one.section and one.found.paragraphs]


def preview_texts(view: ReportView, blocks: Sequence[TextBlock], year: int | None) -> TextPreview:
    """Where the prose of a document would go; only sure places are taken unasked.

    `year` is the one that its tables call the current one; without it the cover tells, and a document
    that names none is taken for last year's.
    """
    outline = [
        OutlinePlace(
            one.section.id,
            one.level,
            one.number,
            view.section_title(one),
            one.section.parent,
            _other_names(one.section),
        )
        for one in view.headings
    ]
    found = sections_of(blocks, [one.title for one in outline])
    matches = match_sections(found, outline)
    sections = [_imported(one) for one in matches]
    said = year or _year_on_cover(blocks) or view.report.period.year - 1
    pictures = [caption for one in found for caption in one.pictures]
    preview = TextPreview(sections, Period(view.report.period.kind, said), pictures)
    for one in preview.sections:
        note_stored(view, preview, one)
    return preview


def note_stored(view: ReportView, texts: TextPreview, one: ImportedText) -> None:
    """Look up what the section of a text says already; a text that differs is not taken unasked."""
    known = None if texts.period is None else _known_report(view, texts.period)
    target, sections = known or ("", {})
    stored = view.archive.text(target, sections.get(one.section, "")) if target else ""
    one.stored = _view_of(view, target).plain(stored) if stored else ""
    if one.stored:
        one.taken = False


def _view_of(view: ReportView, report: str) -> ReportView:
    """The report of that id; linked numbers print by its own year."""
    if report == view.report.id:
        return view
    return ReportView(view.archive, next(one for one in view.archive.reports if one.id == report))


def _bare(text: str) -> str:
    return "".join(text.split())


def _year_on_cover(blocks: Sequence[TextBlock]) -> int | None:
    for block in blocks[:_COVER]:
        found = find_period(block.text) or next(
            (parse_period(one) for one in _BRACKETED_YEAR.findall(block.text)), None
        )
        if found is not None:
            return found.year
    return None


def _other_names(section: Section) -> tuple[str, ...]:
    """A title with 情况 and without: offices write both."""
    bare = section.title.removesuffix("情况")
    return (bare, f"{bare}情况")


def _imported(one: SectionMatch) -> ImportedText:
    return ImportedText(one.section, one.place, one.likeness, one.sure, taken=one.sure and bool(one.place))


def text_changes(view: ReportView, texts: TextPreview, tables: Sequence[ReportTable]) -> list[FieldChange]:
    """The changes that keep the prose as the text of its sections in the report of its year.

    A report of that year is made with the open one's outline where there is none; `tables` are the
    open report's as they are after the import. A text that stands there already is replaced only if the
    user took one that differs.
    """
    if not texts.taken or texts.period is None:
        return []
    target, sections, changes = _report_of(view, texts.period, tables)
    gathered: dict[str, list[str]] = {}
    chosen: set[str] = set()
    for one in texts.taken:
        section = sections.get(one.section)
        if section is None:
            continue
        lines = [literal(line) for line in one.found.paragraphs]
        if section in gathered:
            lines.insert(0, literal(one.found.heading))
        gathered.setdefault(section, []).extend(lines)
        if one.differs:
            chosen.add(section)
    for section, lines in gathered.items():
        key = (target, section)
        if not view.archive.text(*key) or section in chosen:
            changes.append(view.archive.change(Kind.TEXT, key, "\n".join(lines)))
    return changes


def _report_of(
    view: ReportView, period: Period, tables: Sequence[ReportTable]
) -> tuple[str, dict[str, str], list[FieldChange]]:
    """The report of a year: its id, the open report's section ids → its own, and what makes it."""
    known = _known_report(view, period)
    return (*known, []) if known else _made_report(view, period, tables)


def _known_report(view: ReportView, period: Period) -> tuple[str, dict[str, str]] | None:
    archive, report = view.archive, view.report
    if period == report.period:
        return report.id, {one.id: one.id for one in archive.sections(report.id)}
    for known in archive.reports:
        if known.period == period and known.entity == report.entity:
            return known.id, _same_sections(archive, report, known)
    return None


def _same_sections(archive: Archive, report: Report, known: Report) -> dict[str, str]:
    by_origin = {one.origin or one.id: one.id for one in archive.sections(known.id)}
    found: dict[str, str] = {}
    for one in archive.sections(report.id):
        earlier = next(iter(one.prior), "") or by_origin.get(one.origin or one.id, "")
        if earlier:
            found[one.id] = earlier
    return found


def _made_report(
    view: ReportView, period: Period, tables: Sequence[ReportTable]
) -> tuple[str, dict[str, str], list[FieldChange]]:
    """A report of an earlier year with the same outline and tables; the open one follows it."""
    archive, report = view.archive, view.report
    made = replace(report, id=uuid4().hex, period=period, prior_report="", status=Status.FINAL, created=now())
    renewed = {one.id: uuid4().hex for one in archive.sections(report.id)}
    changes = [FieldChange(Kind.REPORT, (made.id,), None, made)]
    for one in archive.sections(report.id):
        section = replace(
            one,
            id=renewed[one.id],
            report=made.id,
            parent=renewed.get(one.parent, ""),
            origin=one.origin or one.id,
            state=SectionState.OPEN if one.state is SectionState.DONE else one.state,
            prior=(),
        )
        changes.append(FieldChange(Kind.SECTION, (section.id,), None, section))
    for table in tables:
        name = uuid4().hex
        section_id = renewed.get(table.section, IN_TRAY)
        layout = replace(table.layout, id=name)
        copy = replace(table, id=name, report=made.id, section=section_id, layout=layout)
        changes.append(FieldChange(Kind.TABLE, (name,), None, copy))
    if not report.prior_report and period.year < report.period.year:
        changes.append(archive.change(Kind.REPORT, (report.id,), replace(report, prior_report=made.id)))
        changes += [
            archive.change(Kind.SECTION, (one.id,), replace(one, prior=(renewed[one.id],)))
            for one in archive.sections(report.id)
            if not one.prior
        ]
    return made.id, renewed, changes
