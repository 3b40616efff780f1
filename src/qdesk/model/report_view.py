"""A report as one reads it: numbered headings, numbered and filled tables, kept up to date."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cached_property

from qdesk.model.archive import Archive, ReportData
from qdesk.model.axis import Axes, fill_years
from qdesk.model.case import Case
from qdesk.model.chart_data import ChartData, chart_data
from qdesk.model.edit import Edit, FieldChange, Kind
from qdesk.model.figure import Figure
from qdesk.model.filled_table import FilledTable, fill
from qdesk.model.linked_number import LinkedNumber, LinkedNumbers
from qdesk.model.mention import names_of_captions
from qdesk.model.numbering import CaptionNumber
from qdesk.model.observation import ANY_MEMBER, Key
from qdesk.model.outline import Heading, number_cases, number_figures, number_outline, number_tables
from qdesk.model.prose import Link, links_of, plain_prose
from qdesk.model.report import Report, ReportTable
from qdesk.model.table_layout import Layout, LayoutKind

_OF_OUTLINE = ("headings", "tables", "caption_numbers", "caption_names", "table_numbers", "_empty_tables")
"""What is worked out once from the outline."""

_VALUES_AND_TEXTS = (Kind.TEXT, Kind.OBSERVATION, Kind.OVERRIDE, Kind.COMMENT, Kind.EXPORT)
"""Kinds of things whose change leaves outline, captions and names as they are."""


def _place(thing: object | None) -> tuple[str, int] | None:
    return (thing.section, thing.position) if isinstance(thing, ReportTable | Case) else None


def _is_named_otherwise(change: FieldChange) -> bool:
    """Whether a figure got another caption and nothing else: all others keep their places and numbers."""
    before, after = change.before, change.after
    if not isinstance(before, Figure) or not isinstance(after, Figure):
        return False
    return replace(before, title=after.title) == after


@dataclass(frozen=True, slots=True)
class Touched:
    """What an edit changed in a report: tables to show again, sections' texts, the outline."""

    tables: frozenset[str] = frozenset()
    texts: frozenset[str] = frozenset()
    outline: bool = False
    front: bool = False
    """A page of the front matter."""


class ReportView:
    """Headings and filled tables of one report; `note` drops just what an edit made stale."""

    def __init__(self, archive: Archive, report: Report) -> None:
        self.archive = archive
        self.report = report
        self.data = ReportData(archive, report)
        self._filled: dict[str, FilledTable] = {}
        self._axes: dict[str, tuple[Layout, Axes]] = {}
        self._readers: dict[Key, set[str]] = defaultdict(set)
        self._numbers = LinkedNumbers(self.data)
        self.revision = 0
        """Counts the edits; `is_stale` says of a linked number whether one since then has changed it."""
        self.frame_revision = 0
        """The revision of the last edit of the outline, a caption, an indicator or a name."""
        self._changed: dict[Link, int] = {}
        self._asked: set[Link] | None = None

    def snapshot(self) -> ReportView:
        """The report as it is now, for another thread to read: what is filled already is shared."""
        made = ReportView(self.archive.copy(), self.report)
        made._filled, made._axes = dict(self._filled), dict(self._axes)
        return made

    @cached_property
    def headings(self) -> list[Heading]:
        """All headings in printed order, with their tables and cases; removed sections are left out."""
        archive, report = self.archive, self.report
        return number_outline(
            archive.sections(report.id),
            archive.tables(report.id),
            archive.cases(report.id),
            archive.figures(report.id),
            report.numbering,
        )

    def heading(self, section_id: str) -> Heading | None:
        """The heading of a section."""
        return next((one for one in self.headings if one.section.id == section_id), None)

    def title_of(self, heading: Heading) -> str:
        """Number and title with years filled in."""
        return heading.line(self.section_title(heading))

    def section_title(self, heading: Heading) -> str:
        """The title alone with years filled in."""
        return fill_years(heading.section.title, self.data.year)

    @cached_property
    def tables(self) -> list[ReportTable]:
        """All tables in printed order; those of sections that are not applicable are left out."""
        return [table for one in self.headings if not one.skipped for table in one.tables]

    @cached_property
    def caption_numbers(self) -> dict[str, CaptionNumber]:
        """Id of a table or case → its number, in the parts of which a caption is made."""
        numbering = self.report.numbering
        others = number_cases(self.headings, numbering) | number_figures(self.headings, numbering)
        return number_tables(self.headings, numbering, self._empty_tables) | others

    @cached_property
    def caption_names(self) -> dict[str, str]:
        """The number of every table, figure and case as a sentence names it (表2, 图1-1) → its id."""
        return names_of_captions(self.caption_numbers)

    @cached_property
    def table_numbers(self) -> dict[str, str]:
        """Table id → number as one speaks of it: 表 2, or 表 1-2; "" for one that prints nothing."""
        numbers = self.caption_numbers
        return {one.id: numbers[one.id].text if one.id in numbers else "" for one in self.tables}

    @cached_property
    def _empty_tables(self) -> set[str]:
        """Tables without any row; only those whose rows come from lists or records are asked."""
        return {one.id for one in self.tables if self._is_empty(one)}

    def _is_empty(self, table: ReportTable) -> bool:
        if table.layout.kind is LayoutKind.REGISTER:
            return not self.filled(table).body
        listed = any(not (line.members or line.entities) for line in table.layout.rows)
        return not listed and not self.filled(table).body

    def table(self, table_id: str) -> ReportTable | None:
        """The table of that id in this report."""
        found = self.archive.get(Kind.TABLE, (table_id,))
        mine = isinstance(found, ReportTable) and found.report == self.report.id
        return found if mine and isinstance(found, ReportTable) else None

    def filled(self, table: ReportTable) -> FilledTable:
        """The table as it prints; computed once until something that it reads changes."""
        found = self._filled.get(table.id)
        if found is None:
            newest = self.table(table.id) or table  # the caller's may be from before an edit
            layout, axes = self._axes.get(table.id, (None, None))
            found = fill(newest.layout, self.data, axes if layout is newest.layout else None)
            self._axes[table.id] = (newest.layout, found.axes)
            self._filled[table.id] = found
            for key in found.reads:
                self._readers[key].add(table.id)
        return found

    def chart(self, figure: Figure) -> ChartData:
        """What a chart draws now; nothing where its table is gone."""
        table = self.table(figure.table)
        if table is None:
            return ChartData((), ())

        def unit_of(indicator: str) -> str:
            found = self.data.indicator(indicator)
            return found.unit if found else ""

        return chart_data(figure, self.filled(table), unit_of)

    def text(self, section_id: str) -> str:
        """The prose of a section as it is stored, marks and links included."""
        return self.archive.text(self.report.id, section_id)

    def number(self, link: Link) -> LinkedNumber:
        """What a linked number prints now."""
        if self._asked is not None:
            self._asked.add(link)
        return self._numbers.of(link)

    @contextmanager
    def asked(self) -> Generator[set[Link]]:
        """Gather which linked numbers are asked for meanwhile."""
        self._asked = found = set[Link]()
        try:
            yield found
        finally:
            self._asked = None

    def is_stale(self, link: Link, revision: int) -> bool:
        """Whether a linked number may print otherwise than it did at that revision."""
        return self._changed.get(link, 0) > revision

    def plain(self, text: str) -> str:
        """A stored text as it prints."""
        return plain_prose(text, lambda link: self._numbers.of(link).text)

    def plain_text(self, section_id: str) -> str:
        """The prose of a section as it prints."""
        return self.plain(self.text(section_id))

    def note(self, edit: Edit) -> Touched:
        """Take account of an edit that the archive has applied; says what is to be shown again."""
        tables: set[str] = set()
        texts: set[str] = set()
        self.revision += 1
        if any(change.kind not in _VALUES_AND_TEXTS for change in edit.changes):
            self.frame_revision = self.revision
        links: set[Link] = set()
        outline = front = False
        for change in edit.changes:
            tables |= self._tables_touched(change)
            links |= self._numbers.forget(change)
            match change.kind:
                case Kind.TEXT:
                    texts.add(change.key[1])
                case Kind.TABLE | Kind.CASE:
                    outline = outline or _place(change.before) != _place(change.after)
                    texts |= {change.after.section} if isinstance(change.after, Case) else set()
                case Kind.FIGURE:
                    named = _is_named_otherwise(change)
                    outline = outline or not named
                    texts |= {change.after.section} if named and isinstance(change.after, Figure) else set()
                case Kind.REPORT | Kind.SECTION:
                    outline = True
                case Kind.FRONT_PAGE:
                    front = True
                case _:
                    pass
        texts |= self._sections_with(links)
        listed = any(edit.touches(kind) for kind in (Kind.TABLE, Kind.CASE, Kind.FIGURE))
        self._forget(tables, outline=outline or listed)
        if not outline and self._emptiness_changed(tables):
            outline = True
            self._forget(set(), outline=True)
        return Touched(frozenset(tables), frozenset(texts), outline, front)

    def _sections_with(self, links: set[Link]) -> set[str]:
        """The sections whose prose or cases print one of these numbers, which are stale from now on."""
        if not links:
            return set()
        self._changed |= dict.fromkeys(links, self.revision)
        archive, report = self.archive, self.report.id
        texts = [(one.section.id, self.text(one.section.id)) for one in self.headings]
        texts += [(one.section, one.text) for one in archive.cases(report)]
        return {section for section, text in texts if not links.isdisjoint(links_of(text))}

    def _emptiness_changed(self, tables: set[str]) -> bool:
        """Whether one of these got its first row or lost its last: then others are numbered anew."""
        known = self.__dict__.get("_empty_tables")
        if known is None:
            return False
        touched = (table for one in tables if (table := self.table(one)) is not None)
        return any(self._is_empty(one) != (one.id in known) for one in touched)

    def _tables_touched(self, change: FieldChange) -> set[str]:
        """The tables that print otherwise after a change; their axes stay where only values changed."""
        match change.kind:
            case Kind.OBSERVATION:
                key = Key(*change.key)
                found = set(self._readers.get(key, ()))
                return found.union(
                    self._readers.get(key._replace(member=ANY_MEMBER), ()) if key.member else ()
                )
            case Kind.OVERRIDE | Kind.RECORDS:
                return {change.key[0]}
            case Kind.TABLE:
                self._axes.pop(change.key[0], None)
                return {change.key[0]}
            case Kind.INDICATOR | Kind.MEMBER | Kind.ENTITY | Kind.REPORT:
                self._axes.clear()
                return set(self._filled)
            case _:
                return set()

    def _forget(self, tables: set[str], *, outline: bool) -> None:
        for table_id in tables:
            stale = self._filled.pop(table_id, None)
            if stale is not None:
                for key in stale.reads:
                    self._readers[key].discard(table_id)
        if outline:
            for name in _OF_OUTLINE:
                self.__dict__.pop(name, None)
            found = self.archive.get(Kind.REPORT, (self.report.id,))
            if isinstance(found, Report):
                self.report = found
                self.data.report = found
