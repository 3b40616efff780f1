"""The pages before the body of a returned document: their texts, and the fields of cover and signatures."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from qdesk.actions.edit_front_matter import front_pages
from qdesk.actions.returned_difference import Difference, What
from qdesk.actions.returned_parts import is_made
from qdesk.actions.returned_prose import even
from qdesk.document.blocks import COVER_MARK
from qdesk.document.front_matter import FRONT, front_owner
from qdesk.document.returned import ReturnedDocument, ReturnedParagraph
from qdesk.model.exported import Export, ExportedField, ExportedFront, ExportedText, TextOwner
from qdesk.model.front_page import FrontPage
from qdesk.model.report_view import ReportView
from qdesk.word.oxml import mark_name

_COVER_STYLES = {
    "封面单位": "school",
    "title": "title",
    "封面年度": "year",
    "封面编制单位": "issuer",
    "封面日期": "date",
}
"""The line of a cover by the name of its style, where its mark is gone."""
_TITLE_STYLE = "文前标题"
_STRAY = "前置部分里加的文字不能采用，请在程序的“封面、声明与目录”里加"


@dataclass(slots=True)
class FrontParts:
    """What stands before the body: pages found, their titles, texts and fields; `strays` are of no page.

    Texts and titles are by `front_owner`, fields by page and name.
    """

    pages: set[str] = field(default_factory=set[str])
    titles: dict[str, str] = field(default_factory=dict[str, str])
    texts: dict[str, list[ReturnedParagraph]] = field(default_factory=dict[str, list[ReturnedParagraph]])
    fields: dict[tuple[str, str], str] = field(default_factory=dict[tuple[str, str], str])
    strays: list[str] = field(default_factory=list[str])


def page_of(view: ReportView, owner: str) -> FrontPage | None:
    """The page whose text an owner stands for; None for a section, a case, or a page that is gone."""
    if not owner.startswith(FRONT):
        return None
    return next((one for one in front_pages(view) if front_owner(one.id) == owner), None)


def as_text(page: ExportedFront) -> ExportedText:
    """A page as the text that it is, beside those of sections."""
    return ExportedText(front_owner(page.page), TextOwner.FRONT, page.title, 0, page.lines)


def front_parts(document: ReturnedDocument, export: Export) -> FrontParts:
    """Sort what stands before the first heading of the body; nothing where the export tells of no page."""
    if not export.front:
        return FrontParts()
    return _Sorter(export).sort(document)


class _Sorter:
    def __init__(self, export: Export) -> None:
        self._pages = {mark_name(front_owner(one.page)): one for one in export.front}
        self._cover = {one.line: (page.page, one) for page in export.front for one in page.fields if one.line}
        self._cover_marks = {mark_name(COVER_MARK + line): line for line in self._cover}
        self._body = {mark_name(one.owner) for one in export.texts}
        self._found = FrontParts()
        self._here: ExportedFront | None = None

    def sort(self, document: ReturnedDocument) -> FrontParts:
        """Go through the paragraphs up to the body."""
        for part in document.parts:
            if not isinstance(part, ReturnedParagraph):
                continue
            if self._body & part.marks.keys() or (part.level > 0 and not is_made(part)):
                break
            self._take(part)
        return self._found

    def _take(self, paragraph: ReturnedParagraph) -> None:
        page = self._page(paragraph)
        if page is not None:
            self._begin(page, paragraph)
            return
        line = self._line(paragraph)
        if line:
            self._take_line(line, paragraph.text)
        elif paragraph.level < 0 or (is_made(paragraph) and paragraph.style != "落款"):
            self._here = None  # the contents and what else makes itself
        elif paragraph.text and self._here is not None:
            self._take_text(self._here, paragraph)
        elif paragraph.text:
            self._found.strays.append(paragraph.text)

    def _page(self, paragraph: ReturnedParagraph) -> ExportedFront | None:
        for mark in paragraph.marks:
            page = self._pages.get(mark)
            if page is not None and page.page not in self._found.pages:
                return page
        if paragraph.style != _TITLE_STYLE:
            return None
        waiting = (one for one in self._pages.values() if one.page not in self._found.pages)
        return next((one for one in waiting if even(one.title) == even(paragraph.text)), None)

    def _begin(self, page: ExportedFront, paragraph: ReturnedParagraph) -> None:
        owner = front_owner(page.page)
        self._here = page
        self._found.pages.add(page.page)
        self._found.texts[owner] = []
        if paragraph.style == _TITLE_STYLE or even(paragraph.text) == even(page.title):
            self._found.titles[owner] = paragraph.text
        elif paragraph.text:  # the title is gone, and its mark slid onto what follows
            self._take_text(page, paragraph)

    def _line(self, paragraph: ReturnedParagraph) -> str:
        marked = next((self._cover_marks[one] for one in paragraph.marks if one in self._cover_marks), "")
        styled = _COVER_STYLES.get(paragraph.style.lower(), "")
        return marked or (styled if styled in self._cover else "")

    def _take_line(self, line: str, text: str) -> None:
        page, one = self._cover[line]
        self._here = None
        self._found.pages.add(page)
        key = (page, one.name)  # a title broken in two by hand is one
        self._found.fields[key] = self._found.fields.get(key, "") + text

    def _take_text(self, page: ExportedFront, paragraph: ReturnedParagraph) -> None:
        """A line that begins with the name of a field is the field."""
        for one in page.fields:
            match = re.match(rf"{re.escape(one.name)}\s*[：:]", paragraph.text)
            if match and (page.page, one.name) not in self._found.fields:
                self._found.fields[page.page, one.name] = paragraph.text[match.end() :].strip()
                return
        self._found.texts[front_owner(page.page)].append(paragraph)


def field_differences(view: ReportView, page: ExportedFront, front: FrontParts) -> Iterator[Difference]:
    """The fields of a page that say something else, or nothing any more."""
    stored = page_of(view, front_owner(page.page))
    for one in page.fields:
        found = front.fields.get((page.page, one.name))
        if found is None and not one.printed.strip():
            continue
        if found is not None and even(found) == even(one.printed):
            continue
        yield from _field(stored, page, one, found)


def _field(
    stored: FrontPage | None, page: ExportedFront, one: ExportedField, found: str | None
) -> Iterator[Difference]:
    """`found` None: the line is gone."""
    own = stored.fields.get(one.name, "").strip() if stored is not None else ""
    after = found or ""
    if even(own) == even(after) and (after or own != one.stored):
        return  # it has been taken over already
    refusal = note = ""
    if stored is None or not stored.shown:
        refusal = "这一页后来在程序里不用了"
    elif not after and not one.stored:
        refusal = "这一行由程序印出，不要时请在程序里改"
    elif not after:
        note = "采用后这一项是空的"
    yield Difference(
        *(What.FIELD, f"{page.title} › {one.name}", one.printed.strip(), after, front_owner(page.page)),
        now=own or "（已清空）" if own != one.stored else "",
        taken=bool(after),
        refusal=refusal,
        note=note,
        field_name=one.name,
    )


def stray_differences(front: FrontParts) -> Iterator[Difference]:
    """Text of no page, which is said and not taken."""
    for text in front.strays:
        yield Difference(What.ADDED, "封面和目录", "", text, refusal=_STRAY)
