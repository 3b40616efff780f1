"""How a report measures up to its standard: length, tables, cases, section by section and in whole."""

from __future__ import annotations

from dataclasses import dataclass

from qdesk.actions.guidance import standard_of
from qdesk.actions.progress import Progress, ReportProgress
from qdesk.model.case import Case
from qdesk.model.outline import Heading
from qdesk.model.report_view import ReportView
from qdesk.model.standard import Standard, StandardSection


@dataclass(frozen=True, slots=True)
class Meter:
    """One section: how far it is, its characters against the usual length, its cases against those asked for.

    `length` is of the section's prose alone; `too_long` are its cases over the limit.
    """

    heading: Heading
    title: str
    progress: Progress
    length: int
    asked_length: tuple[int, int] | None = None
    cases: int = 0
    asked_cases: int = 0
    too_long: tuple[Case, ...] = ()
    cases_length: int = 0

    @property
    def length_word(self) -> str:
        """偏短, 偏长, or "" where the length is fine or nothing was written."""
        if self.asked_length is None or not self.length:
            return ""
        low, high = self.asked_length
        return "偏短" if self.length < low else "偏长" if self.length > high else ""


@dataclass(frozen=True, slots=True)
class Meters:
    """The whole report; `absent` are sections of the standard that the outline does not have.

    `case_length` is the limit for a case, None where the standard names none.
    """

    rows: tuple[Meter, ...]
    absent: tuple[StandardSection, ...]
    case_length: int | None

    @property
    def length(self) -> int:
        """All characters of prose and cases."""
        return sum(one.length + one.cases_length for one in self.rows)

    @property
    def cases(self) -> int:
        """How many cases there are."""
        return sum(one.cases for one in self.rows)

    @property
    def asked_cases(self) -> int:
        """How many cases the standard asks for."""
        return sum(one.asked_cases for one in self.rows)


def measure_report(view: ReportView) -> Meters:
    """The meters of the open report; what is not applicable is left out."""
    standard = standard_of(view)
    progress = ReportProgress(view)
    rows = tuple(_meter(view, one, standard, progress) for one in view.headings if not one.skipped)
    present = {one.section.origin for one in view.headings}
    absent = tuple(one for one in standard.sections() if one.id not in present) if standard else ()
    return Meters(rows, absent, standard.case_length if standard else None)


def _meter(view: ReportView, heading: Heading, standard: Standard | None, progress: ReportProgress) -> Meter:
    asked = standard.section(heading.section.origin) if standard else None
    limit = standard.case_length if standard else None
    lengths = {one.id: characters(view.plain(one.text)) for one in heading.cases}
    return Meter(
        heading,
        view.title_of(heading),
        progress.of(heading.section.id),
        characters(view.plain_text(heading.section.id)),
        asked.length if asked else None,
        len(heading.cases),
        asked.cases if asked else 0,
        tuple(one for one in heading.cases if limit is not None and lengths[one.id] > limit),
        sum(lengths.values()),
    )


def characters(text: str) -> int:
    """The number of characters, blanks apart."""
    return len("".join(text.split()))


def front_progress(view: ReportView) -> Progress:
    """How far the front matter is: every page of text that is switched on has its text and fields."""
    pages = [one for one in view.archive.front_pages(view.report.id) if one.shown and one.is_written]
    filled = [bool(one.text.strip()) or all(one.fields.values()) for one in pages]
    begun = any(one.text.strip() or any(one.fields.values()) for one in pages)
    return Progress(begun=begun or not pages, is_done=all(filled))
