"""The texts of a report as the checks read them: each with its section and whose it is."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from qdesk.model.finding import Finding, Severity
from qdesk.model.prose import ProseParagraph, plain_paragraph, read_prose
from qdesk.model.report import ReportTable
from qdesk.model.report_view import ReportView


@dataclass(frozen=True, slots=True)
class PlacedText:
    """The prose of a section or of a case in it; `title` says whose."""

    section: str
    title: str
    stored: str

    def paragraphs(self) -> tuple[ProseParagraph, ...]:
        """The paragraphs with their links."""
        return read_prose(self.stored)

    def printed(self, view: ReportView) -> Iterator[str]:
        """The paragraphs as they print."""
        for one in self.paragraphs():
            yield plain_paragraph(one, lambda link: view.number(link).text)

    def finding(
        self,
        rule: str,
        severity: Severity,
        message: str,
        quote: str = "",
        *,
        found: str = "",
        expected: str = "",
    ) -> Finding:
        """A finding in this text; `quote` are the words that it is about."""
        return Finding(
            rule,
            severity,
            f"{self.title}：{message}",
            section=self.section,
            found=found,
            expected=expected,
            quote=quote,
        )


TextCheck = Callable[[ReportView, PlacedText], Iterable[Finding]]
"""Looks at one text; it is asked again when that text, or any value, has changed."""

SectionCheck = Callable[[ReportView, PlacedText, Sequence[ReportTable]], Iterable[Finding]]
"""Looks at one text beside the tables of its section; it is asked again when one of them prints otherwise."""

TextsCheck = Callable[[ReportView, Sequence[PlacedText]], Iterable[Finding]]
"""Looks at all texts together; it is asked again when one of them, or the outline, has changed."""


def placed_texts(view: ReportView) -> Iterator[PlacedText]:
    """Every written text that prints, in the order of the report."""
    for heading in view.headings:
        if heading.skipped:
            continue
        section, title = heading.section.id, view.title_of(heading)
        if (text := view.text(section)).strip():
            yield PlacedText(section, title, text)
        for case in heading.cases:
            if case.text.strip():
                yield PlacedText(section, f"{title} 案例“{case.title}”", case.text)


def around(text: str, start: int, end: int, most: int = 12) -> str:
    """Some words on both sides of a stretch, for a message."""
    left = text[max(0, start - most) : start]
    right = text[end : end + 2]
    return f"…{left}{text[start:end]}{right}…"
