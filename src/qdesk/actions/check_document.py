"""Checking a document that qdesk did not make: it is read as an import would, and nothing is stored."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from uuid import uuid4

from qdesk.actions.import_preview import place_by_captions, preview_grids
from qdesk.actions.import_texts import ImportedText, TextPreview
from qdesk.actions.import_workbook import import_edit
from qdesk.actions.imported import ImportPreview, Purpose
from qdesk.actions.read_source import SourceFile, read_whole
from qdesk.actions.run_checks import run_checks, sorted_findings
from qdesk.checks.document_form import document_form
from qdesk.checks.rule import places
from qdesk.checks.tables.signs import missing_signs
from qdesk.model.archive import Archive
from qdesk.model.edit import Edit, FieldChange, Kind
from qdesk.model.entity import Entity, Level
from qdesk.model.finding import Finding
from qdesk.model.numbering import Numbering
from qdesk.model.period import Period, PeriodKind, parse_period
from qdesk.model.report import UNNUMBERED, Report, ReportTable, Section
from qdesk.model.report_view import ReportView
from qdesk.recognition.report_text import TextSection, sections_of

_NEEDS_HISTORY = frozenset({"missing_value", "unwritten_section", "unknown_mention", "overwritten"})
"""Rules of a report at work: a finished document has no empty places, and its captions are its own."""
_YEARS = re.compile(r"(?:19|20)\d\d\s*[-—–~～至]+\s*(?:19|20)?\d\d|(?:19|20)\d\d(?=\s*[)）年度学届]|$)")
_CITY = re.compile(r"[市州盟旗县区](?:中等)?职业教育(?:质量)?年度(?:质量)?报告|教育局")
_COVER = 12
_LONGEST_TITLE = 40


@dataclass(frozen=True, slots=True)
class DocumentCheck:
    """A document as it was understood, and what the checks found in it."""

    view: ReportView
    findings: list[Finding]
    preview: ImportPreview

    @property
    def what_was_read(self) -> str:
        """How much of the document was understood: what was not read was not checked."""
        signs = sum(len(self.view.plain_text(one.section.id)) for one in self.view.headings)
        tables = f"读到 {len(self.view.tables)} 张表" if self.view.tables else "没有读到表"
        prose = f"{len(self.view.headings)} 节正文共 {signs} 字" if signs else "没有读到正文"
        return f"{tables}，{prose}"


def check_document(
    path: Path, period: Period | None = None, progress: Callable[[str], None] = lambda _: None
) -> DocumentCheck:
    """Check any report's .docx, .xlsx or other file that can be imported.

    What is printed stands as it is: totals and changes are compared with what follows from their numbers.
    `period` is the year that it reports on; without it the file tells. Raises UserError for a file that
    cannot be read or holds nothing recognisable.
    """
    source = read_whole(path, progress)
    named = period or _named_period(source)
    found = sections_of(source.text, whole=True)
    archive, report, sections = _archive(path, source, found, named)
    preview = _read(ReportView(archive, report), path, source, period, progress)
    year = Period(named.kind, preview.proposal.current_year)
    if period is None and preview.proposal.year_named and year != named:
        archive, report, sections = _archive(path, source, found, year)
        preview = _read(ReportView(archive, report), path, source, period, progress)
    preview.take_doubtful()
    _place_texts(preview, found, sections)
    archive.apply(_with_own_captions(preview, import_edit(preview, remember=False, as_printed=True)))
    view = ReportView(archive, report)
    mine = [one for one in run_checks(view) if one.rule not in _NEEDS_HISTORY]
    mine += document_form(view, source.text)
    mine += _missing_signs(view, preview)
    return DocumentCheck(view, sorted_findings(view, mine), preview)


def _read(
    view: ReportView, path: Path, source: SourceFile, period: Period | None, progress: Callable[[str], None]
) -> ImportPreview:
    return preview_grids(view, path, source.grids, period, progress, source.text, purpose=Purpose.CHECK)


def _place_texts(preview: ImportPreview, found: Sequence[TextSection], sections: Sequence[Section]) -> None:
    """The outline is the document's own, heading by heading: every text and table has its place."""
    texts = [
        ImportedText(one, section.id, 100, sure=True, taken=True)
        for one, section in zip(found, sections, strict=False)
    ]
    preview.texts = TextPreview(texts, preview.view.report.period)
    place_by_captions(preview)


def _missing_signs(view: ReportView, preview: ImportPreview) -> Iterator[Finding]:
    """The printed texts of each table, column by column: what is stored has no signs."""
    for table in preview.tables:
        target = view.table(table.target.id) if table.target else None
        if target is None or table.is_register:
            continue
        region, grid = table.proposal.understood.region, table.proposal.understood.grid
        found = {(one.row, one.column): one for one in places(view, target)}
        top = view.filled(target).header_rows
        for column, printed in enumerate(region.columns):
            cells = [
                (place, grid.at(row, printed).text)
                for n, row in enumerate(region.body_rows)
                if (place := found.get((top + n, column))) is not None
            ]
            yield from missing_signs(cells)


def _with_own_captions(preview: ImportPreview, edit: Edit) -> Edit:
    """The tables keep the numbers that the document gives them."""
    titles = {one.target.id: one.title for one in preview.tables if one.target}
    changes: list[FieldChange] = []
    for change in edit.changes:
        table = change.after
        if isinstance(table, ReportTable) and table.id in titles:
            layout = replace(table.layout, caption=titles[table.id])
            changes.append(replace(change, after=replace(table, layout=layout)))
        elif change.kind is not Kind.REPORT:  # its way of numbering would number the tables anew
            changes.append(change)
    return replace(edit, changes=tuple(changes))


def _archive(
    path: Path, source: SourceFile, found: Sequence[TextSection], period: Period
) -> tuple[Archive, Report, list[Section]]:
    """An archive of its own with the document's outline; nothing of it is written anywhere."""
    cover = " ".join(one.text for one in source.text[:_COVER]) or path.stem
    level = Level.CITY if _CITY.search(cover) else Level.SCHOOL
    title = _title(source, path)
    own = Entity(uuid4().hex, title, level)
    numbering = Numbering(table="", annex_table="", figure="", case="")
    report = Report(uuid4().hex, own.id, "", level, period, title, numbering=numbering)
    archive = Archive()
    archive.put(Kind.ENTITY, (own.id,), own)
    archive.put(Kind.REPORT, (report.id,), report)
    sections = _outline(report, found or [TextSection(1, "", "全文")])
    for one in sections:
        archive.put(Kind.SECTION, (one.id,), one)
    return archive, report, sections


def _title(source: SourceFile, path: Path) -> str:
    """What the document calls itself on its cover; its file's name where it does not."""
    lines = (" ".join(one.text.split()) for one in source.text[:_COVER])
    return next((one for one in lines if "报告" in one and len(one) <= _LONGEST_TITLE), path.stem)


def _outline(report: Report, found: Sequence[TextSection]) -> list[Section]:
    made: list[Section] = []
    positions: Counter[str] = Counter()
    for one in found:
        parent = made[one.parent].id if one.parent is not None else ""
        numbering = one.number or UNNUMBERED
        made.append(
            Section(uuid4().hex, report.id, parent, positions[parent], one.title, numbering=numbering)
        )
        positions[parent] += 1
    return made


def _named_period(source: SourceFile) -> Period:
    """The year on the cover, in the kind of years that the document writes most."""
    texts = [one.text for one in source.text]
    for grid in source.grids:
        texts += [grid.name, *(cell.text for cell in grid.cells.values())]
    periods = [found for text in texts for one in _YEARS.findall(text) if (found := parse_period(one))]
    academic = sum(one.kind is PeriodKind.ACADEMIC for one in periods)
    kind = PeriodKind.ACADEMIC if academic * 2 > len(periods) else PeriodKind.CALENDAR
    this_year = date.today().year  # noqa: DTZ011 - the user's own calendar
    years = Counter(one.year for one in periods if one.year <= this_year)
    often = [year for year, count in years.items() if count > 1] or list(years)
    latest = max(often, default=this_year)
    return Period(kind, latest)
