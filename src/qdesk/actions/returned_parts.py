"""Which part of a returned document is which part of the report: by its marks, else by its title."""

from __future__ import annotations

from dataclasses import dataclass, field

from rapidfuzz import fuzz

from qdesk.actions.returned_prose import even
from qdesk.document.returned import ReturnedComment, ReturnedDocument, ReturnedParagraph, ReturnedTable
from qdesk.model.exported import Export, ExportedText, TextOwner
from qdesk.word.oxml import mark_name

_MADE = (
    *("caption", "题注", "表单位", "副题注", "表注", "图片", "表后间隔", "title", "标题", "落款"),
    *("header", "footer", "页眉", "页脚", "table of figures", "toc heading"),
)
"""Styles of what the program makes by itself, by name; prose may have any other."""
_SURELY = 60
"""Likeness in per cent from which a paragraph is one that was printed."""
_MADE_BEGINNINGS = ("toc ", "目录", "封面", "文前", "附表题")


@dataclass(slots=True)
class NewSection:
    """A heading that no export printed: behind which section it stands, and what stands below it."""

    title: str
    level: int
    after: str
    lines: list[ReturnedParagraph] = field(default_factory=list[ReturnedParagraph])


@dataclass(slots=True)
class ReturnedParts:
    """The parts of the document: paragraphs and printed titles by section or case, grids by table."""

    texts: dict[str, list[ReturnedParagraph]] = field(default_factory=dict[str, list[ReturnedParagraph]])
    titles: dict[str, str] = field(default_factory=dict[str, str])
    tables: dict[str, tuple[tuple[str, ...], ...]] = field(
        default_factory=dict[str, tuple[tuple[str, ...], ...]]
    )
    new: list[NewSection] = field(default_factory=list[NewSection])
    new_tables: dict[str, int] = field(default_factory=dict[str, int])
    comments: list[tuple[ReturnedComment, str, str]] = field(
        default_factory=list[tuple[ReturnedComment, str, str]]
    )


def sorted_parts(document: ReturnedDocument, export: Export) -> ReturnedParts:
    """Give every part of a document to what it is of."""
    return _Sorter(document, export).sort()


class _Sorter:
    def __init__(self, document: ReturnedDocument, export: Export) -> None:
        self._document = document
        self._owners = {mark_name(one.owner): one for one in export.texts}
        self._tables = {mark_name(one.id): one.id for one in export.tables}
        paragraphs = [one for one in document.parts if isinstance(one, ReturnedParagraph)]
        bearing = {mark for one in paragraphs for mark in one.marks}
        self._captions = [
            (one.caption, one.id) for one in export.tables if one.caption and mark_name(one.id) not in bearing
        ]
        self._by_title: dict[str, list[ExportedText]] = {}
        for one in export.texts:  # those whose mark did not survive are looked for by their title
            if one.kind is TextOwner.SECTION and mark_name(one.owner) not in bearing:
                self._by_title.setdefault(one.title, []).append(one)
        self._printed = {one.owner: [even(line.printed) for line in one.lines] for one in export.texts}
        self._parts = ReturnedParts()
        self._words = {one.id: one for one in document.comments}
        self._section = self._owner = ""
        self._new: NewSection | None = None
        self._table = ""

    def sort(self) -> ReturnedParts:
        """Go through the parts once."""
        for part in self._document.parts:
            if isinstance(part, ReturnedTable):
                self._take_table(part)
            elif part.level >= 0:
                self._take_paragraph(part)
            self._take_comments(part)
        return self._parts

    def _take_table(self, table: ReturnedTable) -> None:
        if self._table and self._table not in self._parts.tables:
            self._parts.tables[self._table] = table.grid
        elif self._section:
            self._parts.new_tables[self._section] = self._parts.new_tables.get(self._section, 0) + 1
        self._table = ""

    def _take_paragraph(self, paragraph: ReturnedParagraph) -> None:
        owner = self._owner_of(paragraph)
        if owner is not None:
            self._begin(owner, paragraph)
            return
        table = next((self._tables[one] for one in paragraph.marks if one in self._tables), "")
        if not table and paragraph.style.lower() in ("caption", "题注"):
            table = next((one for one in self._captions if paragraph.text.endswith(one[0])), ("", ""))[1]
        if table:
            self._table = table
            return
        if paragraph.level > 0 and not is_made(paragraph):
            if self._section and paragraph.text:
                self._new = NewSection(paragraph.text, paragraph.level, self._section)
                self._parts.new.append(self._new)
            return
        if not paragraph.text or is_made(paragraph):
            return
        if self._new is not None:
            self._new.lines.append(paragraph)
        elif self._owner:
            if self._owner != self._section and self._is_of_section(paragraph):
                self._owner = self._section
            self._parts.texts[self._owner].append(paragraph)

    def _is_of_section(self, paragraph: ReturnedParagraph) -> bool:
        """Whether a paragraph below a case is the section's prose going on, not the case's.

        Lines of the section that stood above the case already do not count.
        """
        above = {even(one.text) for one in self._parts.texts.get(self._section, ())}
        waiting = [one for one in self._printed.get(self._section, ()) if one not in above]
        said = even(paragraph.text)
        likeness = max((fuzz.ratio(said, one) for one in waiting), default=0.0)
        other = max((fuzz.ratio(said, one) for one in self._printed.get(self._owner, ())), default=0.0)
        return likeness >= _SURELY and likeness > other

    def _owner_of(self, paragraph: ReturnedParagraph) -> ExportedText | None:
        for mark in paragraph.marks:
            found = self._owners.get(mark)
            if found is not None and found.owner not in self._parts.texts and _may_head(paragraph, found):
                return found
        if paragraph.level > 0:
            for title, waiting in self._by_title.items():
                if waiting and paragraph.text.endswith(title) and title:
                    return waiting.pop(0)
        return None

    def _begin(self, text: ExportedText, paragraph: ReturnedParagraph) -> None:
        self._owner, self._new, self._table = text.owner, None, ""
        if text.kind is TextOwner.SECTION:
            self._section = text.owner
        self._parts.texts[text.owner] = []
        self._parts.titles[text.owner] = paragraph.text

    def _take_comments(self, part: ReturnedParagraph | ReturnedTable) -> None:
        for number, quote in part.comments:
            if number in self._words:
                self._parts.comments.append((self._words[number], self._section, quote.strip()))


def _may_head(paragraph: ReturnedParagraph, text: ExportedText) -> bool:
    """Whether a marked paragraph is a title: marks of a deleted heading slide onto what follows it."""
    if text.kind is TextOwner.CASE:
        return paragraph.style in ("案例标题", "") or paragraph.text.endswith(text.title)
    return paragraph.level > 0 or paragraph.text.endswith(text.title)


def is_made(paragraph: ReturnedParagraph) -> bool:
    """Whether the program makes it by itself, told by its style."""
    name = paragraph.style.lower()
    return name in _MADE or name.startswith(_MADE_BEGINNINGS)
