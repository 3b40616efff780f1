"""Running every check over a report."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from qdesk.actions.keep_finding import explanation_of
from qdesk.checks import REPORT_CHECKS, TABLE_CHECKS, TEXT_CHECKS
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

    def findings(self) -> list[Finding]:
        """All findings, the gravest first, in the order of the report among equals; kept ones at the end."""
        view = self._view
        place = {heading.section.id: at for at, heading in enumerate(view.headings)}
        known, self._known = self._known, {}
        found: list[Finding] = []
        for table in view.tables:
            filled, number = view.filled(table), view.table_numbers[table.id]
            before = known.get(table.id)
            if before is None or before[0] is not filled or before[1] != number + table.section:
                mine = [one for check in TABLE_CHECKS for one in check(view, table)]
                before = (filled, number + table.section, mine)
            self._known[table.id] = before
            found += before[2]
        texts = list(placed_texts(view))
        found += [one for text in texts for one in self._of_text(text)]
        self._texts = {text: self._texts[text] for text in texts}  # texts that are gone are forgotten
        found += [one for check in REPORT_CHECKS for one in check(view)]
        told = [replace(one, explanation=explanation_of(view, one)) for one in found]
        return sorted(
            told, key=lambda one: (one.explanation != "", _ORDER[one.severity], place.get(one.section, 0))
        )

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
