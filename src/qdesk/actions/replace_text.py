"""Finding and replacing words in all prose: sections, cases, front matter; linked numbers stay."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from qdesk.actions.edit_text import MAX_PROSE
from qdesk.errors import UserError
from qdesk.model.case import Case
from qdesk.model.edit import Edit, FieldChange, Kind
from qdesk.model.front_page import FrontPage
from qdesk.model.prose import ProseParagraph, Span, plain_paragraph, read_prose, write_prose
from qdesk.model.report_view import ReportView

_AROUND = 16


@dataclass(frozen=True, slots=True)
class ProsePlace:
    """A text that holds the words: what it is of, and the key under which it is stored."""

    kind: Kind
    key: tuple[str, ...]
    section: str
    title: str


@dataclass(frozen=True, slots=True)
class ProseHit:
    """One place of the words: the n-th in its text, with the words around it."""

    place: ProsePlace
    number: int
    before: str
    found: str
    after: str


def find_words(view: ReportView, words: str) -> list[ProseHit]:
    """Every place of the words as they are typed; [] for none, or for ""."""
    return (
        [hit for place, stored in _texts(view) for hit in _hits(view, place, stored, words)] if words else []
    )


def replace_words(view: ReportView, hits: Iterable[ProseHit], words: str, by: str) -> Edit:
    """The one edit that puts `by` in place of the words at these hits; UserError where there are none."""
    if not words or words == by:
        raise UserError("没有要替换的字", remedy="请写出查找的字和替换成的字")
    wanted: dict[tuple[Kind, tuple[str, ...]], set[int]] = {}
    for one in hits:
        wanted.setdefault((one.place.kind, one.place.key), set()).add(one.number)
    changes: list[FieldChange] = []
    for place, stored in _texts(view):
        numbers = wanted.get((place.kind, place.key))
        if numbers:
            text = _replaced(stored, words, by.replace("\n", " "), numbers)
            if len(text) > MAX_PROSE:
                raise UserError("替换以后正文太长", place.title, "请分几次替换，或换短一些的字")
            changes.append(_change(view, place, text))
    if not changes:
        raise UserError(f"没有找到“{words}”", remedy="请检查查找的字")
    return Edit(f"替换 {words} → {by}", tuple(changes))


def _texts(view: ReportView) -> Iterator[tuple[ProsePlace, str]]:
    """Every written text in the order of the report."""
    report = view.report.id
    for page in view.archive.front_pages(report):
        if page.shown and page.text:
            yield ProsePlace(Kind.FRONT_PAGE, (report, page.id), "", page.name), page.text
    for heading in view.headings:
        section, title = heading.section.id, view.title_of(heading)
        if text := view.text(section):
            yield ProsePlace(Kind.TEXT, (report, section), section, title), text
        for case in heading.cases:
            if case.text:
                yield ProsePlace(Kind.CASE, (case.id,), section, f"{title} 案例“{case.title}”"), case.text


def _hits(view: ReportView, place: ProsePlace, stored: str, words: str) -> Iterator[ProseHit]:
    number = 0
    for paragraph in read_prose(stored):
        printed = plain_paragraph(paragraph, lambda link: view.number(link).text)
        at = 0
        for span in paragraph.spans:
            text = view.number(span.link).text if span.link else span.text
            start = text.find(words) if span.link is None else -1
            while start >= 0:
                left, right = at + start, at + start + len(words)
                before = printed[max(0, left - _AROUND) : left]
                yield ProseHit(place, number, before, words, printed[right : right + _AROUND])
                number += 1
                start = text.find(words, start + len(words))
            at += len(text)


def _replaced(stored: str, words: str, by: str, numbers: set[int]) -> str:
    """The text with the words of those numbers replaced."""
    count = 0
    paragraphs: list[ProseParagraph] = []
    for paragraph in read_prose(stored):
        spans: list[Span] = []
        for span in paragraph.spans:
            if span.link is not None:
                spans.append(span)
                continue
            pieces = span.text.split(words)
            text = pieces[0]
            for piece in pieces[1:]:
                text += (by if count in numbers else words) + piece
                count += 1
            spans.append(replace(span, text=text, is_open=span.is_open and text == span.text))
        paragraphs.append(replace(paragraph, spans=tuple(spans)))
    return write_prose(paragraphs)


def _change(view: ReportView, place: ProsePlace, text: str) -> FieldChange:
    stored = view.archive.get(place.kind, place.key)
    if isinstance(stored, Case | FrontPage):
        return view.archive.change(place.kind, place.key, replace(stored, text=text))
    return view.archive.change(place.kind, place.key, text or None)
