"""Running every check over a report."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from operator import is_
from typing import Any

from qdesk.actions.check_settings import parameters_of, switched_off
from qdesk.actions.guidance import standard_of
from qdesk.actions.keep_finding import explanation_of
from qdesk.actions.library import library
from qdesk.actions.limit_findings import missed_limits
from qdesk.checks import (
    FRAME_CHECKS,
    RELATION_CHECKS,
    REPORT_CHECKS,
    SECTION_CHECKS,
    SET_TABLE_CHECKS,
    STANDARD_CHECKS,
    TABLE_CHECKS,
    TEXT_CHECKS,
    TEXTS_CHECKS,
)
from qdesk.checks.culprits import name_culprits
from qdesk.checks.put_right import put_right
from qdesk.checks.tables.classes_without_students import ClassesAndStudents
from qdesk.checks.tables.inequalities import inequalities
from qdesk.checks.tables.one_value import OneValue
from qdesk.checks.tables.quantities import quantities
from qdesk.checks.texts.placed_texts import PlacedText, placed_texts
from qdesk.model.filled_table import FilledTable
from qdesk.model.finding import Finding, Severity
from qdesk.model.prose import Link
from qdesk.model.report import ReportTable
from qdesk.model.report_view import ReportView

_ORDER = {Severity.MUST: 0, Severity.LOOK: 1, Severity.NOTE: 2}


_OF_NUMBERS = frozenset({"number_in_text", "stale_number", "change_amount", "change_in_text", "over_hundred"})
"""Rules that look at single numbers of sentences, each in its own way."""
_WHERE = re.compile("“…?[^”]*”")


def run_checks(view: ReportView) -> list[Finding]:
    """All findings, the gravest first, in the order of the report among equals."""
    return CheckedReport(view).findings()


@dataclass(frozen=True, slots=True)
class _CheckedText:
    """The findings of a text, with the linked numbers that were asked for at that revision.

    `beside` are the tables of its section as they printed.
    """

    findings: list[Finding]
    beside: tuple[FilledTable, ...]
    asked: frozenset[Link]
    revision: int


class CheckedReport:
    """The findings of a report; a table is checked again only when it prints otherwise."""

    def __init__(self, view: ReportView) -> None:
        self.view = self._view = view
        self._parameters = parameters_of(view)
        self._known: dict[str, tuple[FilledTable, str, list[Finding]]] = {}
        self._frame = view.frame_revision
        self._texts: dict[PlacedText, _CheckedText] = {}
        self._together = (OneValue(), ClassesAndStudents())
        self._of_frame: tuple[int, list[Finding]] | None = None
        self._of_texts: tuple[int, list[PlacedText], list[Finding]] | None = None

    def findings(self) -> list[Finding]:
        """All findings, the gravest first, in the order of the report among equals; kept ones at the end."""
        view = self._view
        self._take_settings()
        texts = list(placed_texts(view))
        found = [*self._in_tables(), *self._in_texts(texts), *self._in_all_texts(texts), *self._in_frame()]
        found += [one for check in REPORT_CHECKS for one in check(view)]
        found += missed_limits(view)
        off = switched_off(view)
        told = [one for one in put_right(name_culprits(view, _without_repeats(found))) if one.rule not in off]
        return sorted_findings(view, [replace(one, explanation=explanation_of(view, one)) for one in told])

    def ahead(self) -> Iterator[None]:
        """Check table after table and text after text, so that `findings` has little left to do.

        It may be left at any step; an edit meanwhile must leave it.
        """
        self._take_settings()
        for table in self._view.tables:
            self._look_at(table)
            yield
        beside = self._tables_by_section()
        for text in placed_texts(self._view):
            yield from self._look_at_text(text, beside[text.section])
            yield

    def _take_settings(self) -> None:
        """What a school has set otherwise since makes every table's findings stale."""
        parameters = parameters_of(self._view)
        if parameters != self._parameters:
            self._parameters = parameters
            self._known, self._of_texts = {}, None

    def _by_standard(self) -> list[Finding]:
        view, standard = self._view, standard_of(self._view)
        if standard is None:
            return []
        return [one for check in STANDARD_CHECKS for one in check(view, standard, self._parameters)]

    def _of_table(self, table: ReportTable) -> list[Finding]:
        view = self._view
        found = [one for check in TABLE_CHECKS for one in check(view, table)]
        directions = tuple(quantities(view, table))
        found += [one for check in RELATION_CHECKS for one in check(view, table, directions)]
        found += [one for check in SET_TABLE_CHECKS for one in check(view, table, self._parameters)]
        return [*found, *inequalities(view, table, library().inequalities)]

    def _in_tables(self) -> list[Finding]:
        view = self._view
        found = [one for table in view.tables for one in self._look_at(table)]
        for gone in self._known.keys() - {table.id for table in view.tables}:
            del self._known[gone]
            for index in self._together:
                index.forget(gone)
        order = {table.id: at for at, table in enumerate(view.tables)}
        return [*found, *(one for index in self._together for one in index.findings(order))]

    def _look_at(self, table: ReportTable) -> list[Finding]:
        """The findings of a table, looked for again when it prints otherwise or stands elsewhere."""
        view = self._view
        filled, place = view.filled(table), view.table_numbers[table.id] + table.section
        known = self._known.get(table.id)
        if known is None or known[0] is not filled or known[1] != place:
            known = self._known[table.id] = (filled, place, self._of_table(table))
            for index in self._together:
                index.read(view, table)
        return known[2]

    def _tables_by_section(self) -> dict[str, list[ReportTable]]:
        tables: dict[str, list[ReportTable]] = defaultdict(list)
        for table in self._view.tables:
            tables[table.section].append(table)
        return tables

    def _in_texts(self, texts: Sequence[PlacedText]) -> list[Finding]:
        tables = self._tables_by_section()
        found = [one for text in texts for one in self._of_text(text, tables[text.section])]
        self._texts = {text: self._texts[text] for text in texts}  # texts that are gone are forgotten
        return found

    def _in_all_texts(self, texts: list[PlacedText]) -> list[Finding]:
        view, known = self._view, self._of_texts
        if known is None or known[0] != view.frame_revision or known[1] != texts:
            found = [one for check in TEXTS_CHECKS for one in check(view, texts)]
            found += self._by_standard()
            known = self._of_texts = (view.frame_revision, texts, found)
        return known[2]

    def _in_frame(self) -> list[Finding]:
        view, known = self._view, self._of_frame
        if known is None or known[0] != view.frame_revision:
            found = [one for check in FRAME_CHECKS for one in check(view)]
            known = self._of_frame = (view.frame_revision, found)
        return known[1]

    def _of_text(self, text: PlacedText, tables: Sequence[ReportTable]) -> list[Finding]:
        """The findings of a text, looked for again when it, a number that it reads or the outline changed.

        `tables` are those of its section: a text is also looked at again when one of them prints otherwise.
        """
        for _ in self._look_at_text(text, tables):
            pass
        return self._texts[text].findings

    def _look_at_text(self, text: PlacedText, tables: Sequence[ReportTable]) -> Iterator[None]:
        """Look, where that is needed, rule after rule: a text may be long."""
        view = self._view
        if self._frame != view.frame_revision:
            self._frame = view.frame_revision
            self._texts = {}
        beside = tuple(view.filled(one) for one in tables)
        known = self._texts.get(text)
        if known is not None and _is_same(known.beside, beside) and not self._is_stale(known):
            return
        found: list[Finding] = []
        links: set[Link] = set()
        looks = [
            *(partial(check, view, text) for check in TEXT_CHECKS),
            *(partial(check, view, text, tables) for check in SECTION_CHECKS),
        ]
        for look in looks:
            with view.asked() as asked:
                found += look()
            links |= asked
            yield
        self._texts[text] = _CheckedText(found, beside, frozenset(links), view.revision)

    def _is_stale(self, known: _CheckedText) -> bool:
        return any(self._view.is_stale(one, known.revision) for one in known.asked)


def _is_same(one: Sequence[FilledTable], other: Sequence[FilledTable]) -> bool:
    return len(one) == len(other) and all(map(is_, one, other))


def _without_repeats(findings: Sequence[Finding]) -> list[Finding]:
    """What two rules say of one cell, or of one number of a sentence, is told once, by the first."""
    wrong = {(one.section, one.quote) for one in findings if one.quote and one.severity is Severity.MUST}
    told: set[tuple[object, ...]] = set()
    kept: list[Finding] = []
    for one in findings:
        if one.rule == "told_twice" and (one.section, one.quote) in wrong:
            continue  # a number that is told to be wrong is not told again to differ from another text
        place = _place(one)
        if not place or place not in told:
            kept.append(one)
        told.add(place)
    return kept


def _place(one: Finding) -> tuple[object, ...]:
    """What a finding is about, as far as another one may be about the same; () where none may."""
    if one.row is not None:
        return one.rule, one.table, one.row, one.column
    if one.rule in _OF_NUMBERS and one.quote:
        words = _WHERE.search(one.message)
        return one.section, one.quote, words[0] if words else one.message
    return ()


def sorted_findings(view: ReportView, findings: Iterable[Finding]) -> list[Finding]:
    """The gravest first, in the order of the report among equals; kept ones at the end."""
    place = {heading.section.id: at for at, heading in enumerate(view.headings)}
    return sorted(
        findings, key=lambda one: (one.explanation != "", _ORDER[one.severity], place.get(one.section, 0))
    )


def finding_form(view: ReportView, one: Finding) -> dict[str, Any]:
    """A finding as JSON has it; the section is named by its number."""
    heading = view.heading(one.section)
    return {
        "rule": one.rule,
        "severity": one.severity.value,
        "section": heading.number if heading else "",
        "table": one.table or None,
        "row": one.row,
        "column": one.column,
        "message": one.message,
        "found": one.found or None,
        "expected": one.expected or None,
        "quote": one.quote or None,
        "explanation": one.explanation or None,
    }
