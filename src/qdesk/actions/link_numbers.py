"""Numbers of a text become links where the data explain them; last year's text is taken over and updated."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from qdesk.model.prose import Link, LinkForm, ProseParagraph, Span, read_prose, write_prose
from qdesk.model.report_view import ReportView
from qdesk.model.value import fold_text
from qdesk.recognition.link_finding import FoundLink, find_links
from qdesk.recognition.prose_numbers import prose_numbers


def link_text(view: ReportView, text: str) -> tuple[str, int]:
    """A stored text of this report whose numbers are linked where the data explain them, and how many."""
    count = 0
    paragraphs: list[ProseParagraph] = []
    for paragraph in read_prose(text):
        spans = list(_relinked(view, paragraph, 0, keep_open=False))
        count += sum(one.link is not None for one in spans) - len(paragraph.links)
        paragraphs.append(replace(paragraph, spans=tuple(spans)))
    return write_prose(paragraphs), count


@dataclass(frozen=True, slots=True)
class TakenOver:
    """Last year's text for this year: how many numbers follow the data now, and how many wait."""

    text: str
    linked: int
    waiting: int


def take_over(view: ReportView, stored: str) -> TakenOver:
    """Last year's stored text with its known numbers linked to this year, the rest marked for a decision."""
    paragraphs = [
        replace(one, spans=tuple(_relinked(view, one, -1, keep_open=True))) for one in read_prose(stored)
    ]
    linked = sum(len(one.links) for one in paragraphs)
    waiting = sum(span.is_open for one in paragraphs for span in one.spans)
    return TakenOver(write_prose(paragraphs), linked, waiting)


def _relinked(view: ReportView, paragraph: ProseParagraph, offset: int, *, keep_open: bool) -> Iterator[Span]:
    """The spans with the plain numbers of the year `offset` linked to the report's own year."""
    for span in paragraph.spans:
        if span.link is not None or (span.is_open and not keep_open):
            yield span
            continue
        at = 0
        for found in find_links(view, span.text, offset):
            yield from _rest(span, at, found.start, mark=keep_open)
            yield Span("", span.bold, _printed_alike(view, found, span.text, offset))
            at = found.end
        yield from _rest(span, at, len(span.text), mark=keep_open)


def _printed_alike(view: ReportView, found: FoundLink, text: str, offset: int) -> Link:
    """The link in this year; with the unit only where the text has one."""
    link = replace(found.link, period=found.link.period - offset)
    if link.form is not LinkForm.UNIT:
        return link
    bare = text[found.start : found.end].strip()
    indicator = view.data.indicator(link.indicator)
    with_one = indicator is not None and indicator.unit and fold_text(bare).endswith(indicator.unit)
    return link if with_one else replace(link, form=LinkForm.VALUE)


def _rest(span: Span, start: int, end: int, *, mark: bool) -> Iterator[Span]:
    """What lies between links; its numbers marked for a decision where `mark` says so."""
    text, at = span.text[start:end], 0
    for number in prose_numbers(text) if mark else ():
        if number.start > at:
            yield Span(text[at : number.start], span.bold)
        yield Span(number.text, span.bold, is_open=True)
        at = number.end
    if at < len(text):
        yield Span(text[at:], span.bold, is_open=span.is_open and mark)
