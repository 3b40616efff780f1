"""A report's outline: numbered headings in order, with the tables, figures and cases of each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import TypeVar

from qdesk.model.case import Case
from qdesk.model.figure import Figure
from qdesk.model.numbering import (
    DEFAULT_NUMBERING,
    CaptionNumber,
    HeadingScheme,
    Numbering,
    caption_number,
    counts_by_chapter,
    is_counted,
)
from qdesk.model.report import UNNUMBERED, ReportTable, Section, SectionState
from qdesk.model.section_parts import Part, Passage, arrange

Placed = TypeVar("Placed", ReportTable, Case, Figure)

MAX_LEVEL = 4
"""So many levels of headings a document has."""

MAX_TITLE = 120
"""So many characters a heading has at most."""


@dataclass(frozen=True, slots=True)
class Heading:
    """A section with its printed number ("1.2", "（一）", "挑战 1"; "" where it has none).

    `skipped`: it or a section above it is not applicable, so that it does not print. `chapter` is the
    count of its chapter, "" where that has no number. `annex`: its tables are counted by themselves.
    `parts` are what it prints, in order.
    """

    section: Section
    number: str
    level: int
    parts: tuple[Part, ...] = (Passage(),)
    gap: str = " "
    skipped: bool = False
    chapter: str = ""
    annex: bool = False

    @property
    def title(self) -> str:
        """Number and title as one reads them."""
        return self.line(self.section.title)

    @property
    def tables(self) -> tuple[ReportTable, ...]:
        """The tables in printed order."""
        return tuple(one for one in self.parts if isinstance(one, ReportTable))

    @property
    def figures(self) -> tuple[Figure, ...]:
        """Charts and photos in printed order."""
        return tuple(one for one in self.parts if isinstance(one, Figure))

    @property
    def cases(self) -> tuple[Case, ...]:
        """The cases in printed order."""
        return tuple(one for one in self.parts if isinstance(one, Case))

    def line(self, title: str) -> str:
        """Number and a title as they print."""
        return f"{self.number}{self.gap}{title}".rstrip() if self.number else title


def number_outline(
    sections: Sequence[Section],
    tables: Sequence[ReportTable] = (),
    cases: Sequence[Case] = (),
    figures: Sequence[Figure] = (),
    numbering: Numbering = DEFAULT_NUMBERING,
) -> list[Heading]:
    """All headings in printed order; a section that is not applicable takes no number.

    Removed sections are left out with all that is below them.
    """
    numberer = _Numberer(sections, tables, cases, figures, numbering.scheme)
    numberer.visit("", (), None)
    return numberer.found


class _Numberer:
    """One walk through an outline; `found` grows in printed order."""

    def __init__(
        self,
        sections: Sequence[Section],
        tables: Sequence[ReportTable],
        cases: Sequence[Case],
        figures: Sequence[Figure],
        scheme: HeadingScheme,
    ) -> None:
        self.found: list[Heading] = []
        self._children: dict[str, list[Section]] = {}
        for section in sorted(sections, key=lambda one: one.position):
            if section.state is not SectionState.REMOVED:
                self._children.setdefault(section.parent, []).append(section)
        self._tables = _by_section(tables)
        self._cases = _by_section(cases)
        self._figures = _by_section(figures)
        self._scheme = scheme
        self._own_counts: Counter[str] = Counter()

    def visit(self, parent: str, path: tuple[int, ...], above: Heading | None) -> None:
        """Number the sections below `parent`; an empty path below a heading is one without number."""
        count = 0
        for section in self._children.get(parent, ()):
            skipped = section.state is SectionState.NOT_APPLICABLE or (above is not None and above.skipped)
            counted = not skipped and section.numbering == "" and (above is None or bool(path))
            count += counted
            here = (*path, count) if counted else ()
            heading = self._heading(section, here, above, skipped=skipped)
            self.found.append(heading)
            self.visit(section.id, here, heading)

    def _heading(
        self, section: Section, path: tuple[int, ...], above: Heading | None, *, skipped: bool
    ) -> Heading:
        number, gap = "", " "
        if path:
            number, gap = self._scheme.number(path), self._scheme.level(len(path)).gap
        elif not skipped and section.numbering not in ("", UNNUMBERED):
            self._own_counts[section.numbering] += 1
            number = caption_number(section.numbering, self._own_counts[section.numbering]).text
        return Heading(
            section,
            number,
            1 if above is None else above.level + 1,
            arrange(
                section.order,
                self._tables.get(section.id, ()),
                self._figures.get(section.id, ()),
                self._cases.get(section.id, ()),
            ),
            gap,
            skipped,
            (str(path[0]) if path else "") if above is None else above.chapter,
            section.annex or (above is not None and above.annex),
        )


def _by_section(things: Sequence[Placed]) -> dict[str, tuple[Placed, ...]]:
    placed: dict[str, list[Placed]] = {}
    for one in sorted(things, key=lambda one: one.position):
        placed.setdefault(one.section, []).append(one)
    return {section: tuple(found) for section, found in placed.items()}


def number_tables(
    headings: Sequence[Heading], numbering: Numbering, empty: Collection[str] = ()
) -> dict[str, CaptionNumber]:
    """Table id → its number; the annex counts by itself where it has a pattern of its own.

    Those in `empty` print nothing and take no number.
    """
    counter = _Counter()
    found: dict[str, CaptionNumber] = {}
    for heading in headings:
        by_itself = heading.annex and numbering.annex_table != ""
        pattern = numbering.annex_table if by_itself else numbering.table
        for table in () if heading.skipped else heading.tables:
            if table.id not in empty:
                found[table.id] = counter.next(pattern, heading, annex=by_itself)
    return found


def number_figures(headings: Sequence[Heading], numbering: Numbering) -> dict[str, CaptionNumber]:
    """Figure id → its number, in the order in which they print."""
    counter = _Counter()
    return {
        one.id: counter.next(numbering.figure, heading)
        for heading in headings
        if not heading.skipped
        for one in heading.figures
    }


def number_cases(headings: Sequence[Heading], numbering: Numbering) -> dict[str, CaptionNumber]:
    """Case id → its number; a case with a label of its own prints that and is not counted."""
    counter = _Counter()
    return {
        case.id: caption_number(case.label, 0) if case.label else counter.next(numbering.case, heading)
        for heading in headings
        if not heading.skipped
        for case in heading.cases
    }


class _Counter:
    """Counts captions of one kind through the report, or anew in every chapter."""

    def __init__(self) -> None:
        self._counts: Counter[str] = Counter()

    def next(self, pattern: str, heading: Heading, *, annex: bool = False) -> CaptionNumber:
        chapter = heading.chapter if counts_by_chapter(pattern) else ""
        place = f"{'annex' if annex else 'body'}/{chapter}"
        if is_counted(pattern):
            self._counts[place] += 1
        return caption_number(pattern, self._counts[place], chapter)
