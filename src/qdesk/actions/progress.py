"""How far each section is: values filled, prose written, marked done."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from qdesk.model.filled_cell import CellRole
from qdesk.model.filled_table import FilledTable
from qdesk.model.outline import Heading
from qdesk.model.prose import links_of, open_numbers
from qdesk.model.report import SectionState
from qdesk.model.report_view import ReportView


@dataclass(frozen=True, slots=True)
class Progress:
    """The state of a section; a chapter gathers those below it."""

    begun: bool = False
    is_done: bool = False
    not_applicable: bool = False
    is_leaf: bool = True
    missing: int = 0
    tables: int = 0
    full_tables: int = 0
    characters: int = 0

    @property
    def word(self) -> str:
        """The state in a word."""
        if self.not_applicable:
            return "不适用"
        return "已完成" if self.is_done else "进行中" if self.begun else "未开始"

    @property
    def sentence(self) -> str:
        """The state with what is left to do."""
        left = f"，还有 {self.missing} 个数未填" if self.missing else ""
        return f"{self.word}{left}"


@dataclass(frozen=True, slots=True)
class Totals:
    """The whole report: sections at the end of the outline, tables, how many are done, what is missing."""

    sections: int = 0
    done: int = 0
    tables: int = 0
    full_tables: int = 0
    missing: int = 0

    @property
    def percent(self) -> int:
        """How much is done."""
        return round(100 * self.done / self.sections) if self.sections else 0


class ReportProgress:
    """The progress of every section, kept up to date section by section.

    A section is done when its tables of this year are full and it has prose (or the user says
    so); a section with full tables needs no prose.
    """

    def __init__(self, view: ReportView) -> None:
        self._view = view
        self._headings = {one.section.id: one for one in view.headings}
        self._below: dict[str, list[str]] = {}
        for heading in view.headings:
            self._below.setdefault(heading.section.parent, []).append(heading.section.id)
        self._of: dict[str, Progress] = {}
        for heading in reversed(view.headings):
            self._of[heading.section.id] = self._progress(heading)

    def of(self, section_id: str) -> Progress:
        """The progress of a section; chapters include what is below them."""
        return self._of.get(section_id, Progress())

    def note(self, sections: Iterable[str]) -> set[str]:
        """Look again at these sections; the ids of all whose progress changed, chapters included."""
        changed: set[str] = set()
        for section in sections:
            here = section
            while (heading := self._headings.get(here)) is not None:
                fresh = self._progress(heading)
                if fresh == self._of.get(here):
                    break
                self._of[here] = fresh
                changed.add(here)
                here = heading.section.parent
        return changed

    def totals(self) -> Totals:
        """The sums over the whole report."""
        leaves = [one for one in self._of.values() if one.is_leaf and not one.not_applicable]
        chapters = [self._of[one.section.id] for one in self._headings.values() if not one.section.parent]
        return Totals(
            len(leaves),
            sum(one.is_done for one in leaves),
            sum(one.tables for one in self._of.values()),
            sum(one.full_tables for one in self._of.values()),
            sum(one.missing for one in chapters if not one.not_applicable),
        )

    def _progress(self, heading: Heading) -> Progress:
        view, section, tables = self._view, heading.section, heading.tables
        below = [self._of[child] for child in self._below.get(section.id, [])]
        stored = view.text(section.id)
        text = view.plain(stored).strip()
        waits = bool(open_numbers(stored)) or any(view.number(one).is_missing for one in links_of(stored))
        missing = full = entered = 0
        for table in tables:
            places, holes, values = _count(view.filled(table))
            missing += holes
            entered += values
            full += bool(places) and not holes
        counted = [one for one in below if not one.not_applicable]
        written = bool(text) or bool(tables)
        own_done = section.state is SectionState.DONE or (
            written and not missing and not waits and (bool(text) or entered > 0)
        )
        if below and not text and not tables:
            own_done = True
        return Progress(
            begun=bool(text) or entered > 0 or any(one.begun for one in counted),
            is_done=own_done and all(one.is_done for one in counted),
            not_applicable=heading.skipped,
            is_leaf=not below,
            missing=missing + sum(one.missing for one in counted),
            tables=len(tables),
            full_tables=full,
            characters=len(text),
        )


def _count(filled: FilledTable) -> tuple[int, int, int]:
    """Places for values of this year, how many of them are empty, and how many hold something."""
    cells = [cell for row in filled.body for cell in row if cell.offset == 0]
    places = [cell for cell in cells if cell.role in (CellRole.VALUE, CellRole.FIELD)]
    holes = sum(cell.is_missing and cell.role is CellRole.VALUE for cell in places)
    return len(places), holes, sum(not cell.is_missing for cell in places)
