"""Running every check over a report."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from qdesk.actions.keep_finding import explanation_of
from qdesk.checks import FRAME_CHECKS, REPORT_CHECKS, TABLE_CHECKS, TEXT_CHECKS, TEXTS_CHECKS
from qdesk.checks.one_value import OneValue
from qdesk.checks.texts import PlacedText, placed_texts
from qdesk.model.filled_table import FilledTable
from qdesk.model.finding import Finding, Severity
from qdesk.model.prose import Link
from qdesk.model.report_view import ReportView

_ORDER = {Severity.MUST: 0, Severity.LOOK: 1, Severity.NOTE: 2}


def run_checks(view: ReportView) -> list[Finding]:
    """All findings, the gravest first, in the order of the report among equals."""
    return CheckedReport(view).findings()


@dataclass(frozen=True, slots=True)
class _CheckedText:
    """The findings of a text, with the linked numbers that were asked for at that revision."""

    findings: list[Finding]
    asked: frozenset[Link]
    revision: int


class CheckedReport:
    """The findings of a report; a table is checked again only when it prints otherwise."""

    def __init__(self, view: ReportView) -> None:
        self._view = view
        self._known: dict[str, tuple[FilledTable, str, list[Finding]]] = {}
        self._frame = view.frame_revision
        self._texts: dict[PlacedText, _CheckedText] = {}
        self._one_value = OneValue()
        self._of_frame: tuple[int, list[Finding]] | None = None
        self._of_texts: tuple[int, list[PlacedText], list[Finding]] | None = None

    def findings(self) -> list[Finding]:
        """All findings, the gravest first, in the order of the report among equals; kept ones at the end."""
        view = self._view
        texts = list(placed_texts(view))
        found = [*self._in_tables(), *self._in_texts(texts), *self._in_all_texts(texts), *self._in_frame()]
        found += [one for check in REPORT_CHECKS for one in check(view)]
        told = _without_repeats(found)
        return sorted_findings(view, [replace(one, explanation=explanation_of(view, one)) for one in told])

    def _in_tables(self) -> list[Finding]:
        view = self._view
        known, self._known = self._known, {}
        found: list[Finding] = []
        for table in view.tables:
            filled, number = view.filled(table), view.table_numbers[table.id]
            before = known.pop(table.id, None)
            if before is None or before[0] is not filled or before[1] != number + table.section:
                mine = [one for check in TABLE_CHECKS for one in check(view, table)]
                before = (filled, number + table.section, mine)
                self._one_value.read(view, table)
            self._known[table.id] = before
            found += before[2]
        for gone in known:
            self._one_value.forget(gone)
        order = {table.id: at for at, table in enumerate(view.tables)}
        return [*found, *self._one_value.findings(order)]

    def _in_texts(self, texts: Sequence[PlacedText]) -> list[Finding]:
        found = [one for text in texts for one in self._of_text(text)]
        self._texts = {text: self._texts[text] for text in texts}  # texts that are gone are forgotten
        return found

    def _in_all_texts(self, texts: list[PlacedText]) -> list[Finding]:
        view, known = self._view, self._of_texts
        if known is None or known[0] != view.frame_revision or known[1] != texts:
            found = [one for check in TEXTS_CHECKS for one in check(view, texts)]
            known = self._of_texts = (view.frame_revision, texts, found)
        return known[2]

    def _in_frame(self) -> list[Finding]:
        view, known = self._view, self._of_frame
        if known is None or known[0] != view.frame_revision:
            found = [one for check in FRAME_CHECKS for one in check(view)]
            known = self._of_frame = (view.frame_revision, found)
        return known[1]

    def _of_text(self, text: PlacedText) -> list[Finding]:
        """The findings of a text, looked for again when it, a number that it reads or the outline changed."""
        view = self._view
        if self._frame != view.frame_revision:
            self._frame = view.frame_revision
            self._texts = {}
        known = self._texts.get(text)
        if known is None or any(view.is_stale(one, known.revision) for one in known.asked):
            with view.asked() as asked:
                found = [one for check in TEXT_CHECKS for one in check(view, text)]
            known = self._texts[text] = _CheckedText(found, frozenset(asked), view.revision)
        return known.findings


def _without_repeats(findings: Sequence[Finding]) -> list[Finding]:
    """A number of a text that is told to be wrong is not told again to differ from another text."""
    wrong = {(one.section, one.quote) for one in findings if one.quote and one.severity is Severity.MUST}
    return [one for one in findings if one.rule != "told_twice" or (one.section, one.quote) not in wrong]


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
