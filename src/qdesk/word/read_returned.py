"""Reads an exported .docx that came back: paragraphs and tables with the export's marks, and comments.

What each program keeps of the marks: docs/dev/returned-documents.md.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from qdesk.document.continued import CONTINUED_STYLE
from qdesk.document.returned import ReturnedComment, ReturnedDocument, ReturnedParagraph, ReturnedTable
from qdesk.errors import UserError
from qdesk.recognition.labels import is_continued_line
from qdesk.word.oxml import EXPORT_MARK
from qdesk.word.package import MARK_PROPERTY
from qdesk.word.parts import DAMAGED, part_of, property_of
from qdesk.word.read_report_text import heading_level, style_levels
from qdesk.word.read_table import WordTable, holds_pictures, read_table, repeated_rows
from qdesk.word.read_text import (
    Element,
    NotXmlError,
    attribute,
    boxed,
    child,
    flat,
    local,
    paragraph_pieces,
    paragraph_text,
)

_MARK = "_QD"
_COMMENT_ENDS = ("commentRangeEnd", "commentReference")  # without a range the reference is all there is


def export_of(path: Path) -> str:
    """The name of the export that a document is of; "" for any other file, however broken."""
    try:
        with zipfile.ZipFile(path) as package:
            body = part_of(package, "word/document.xml")
            return _export_name(package, body) if body is not None else ""
    except DAMAGED:
        return ""


def read_returned(path: Path) -> ReturnedDocument:
    """The document with its marks; raises UserError for a file that is damaged or no document."""
    try:
        with zipfile.ZipFile(path) as package:
            root = part_of(package, "word/document.xml")
            body = None if root is None else child(root, "body")
            if root is None or body is None:
                raise NotXmlError("body")
            styles = part_of(package, "word/styles.xml")
            lists = _lists(part_of(package, "word/numbering.xml"))
            reader = _Reader(style_levels(styles), _style_names(styles), lists)
            return ReturnedDocument(
                _export_name(package, root),
                tuple(reader.parts(body)),
                tuple(_comments(part_of(package, "word/comments.xml"))),
            )
    except DAMAGED as error:
        raise UserError(
            "文档打不开，可能已损坏", path.name, "请用 Word 或 WPS 打开后另存为 .docx 再读回"
        ) from error


def _export_name(package: zipfile.ZipFile, root: Element) -> str:
    """From the bookmark, or the custom property that says the same."""
    for one in root.iter():
        if local(one) == "bookmarkStart" and attribute(one, "name").startswith(EXPORT_MARK):
            return attribute(one, "name").removeprefix(EXPORT_MARK)
    return property_of(package, MARK_PROPERTY)


def _style_names(styles: Element | None) -> dict[str, str]:
    if styles is None:
        return {}
    return {
        attribute(one, "styleId"): attribute(child(one, "name"), "val")
        for one in styles
        if local(one) == "style"
    }


def _lists(numbering: Element | None) -> dict[str, str]:
    """Id of a list → "-" where its items have a sign, "1" where they have a number."""
    abstract: dict[str, str] = {}
    found: dict[str, str] = {}
    for one in numbering if numbering is not None else ():
        if local(one) == "abstractNum":
            form = attribute(child(one, "lvl", "numFmt"), "val")
            abstract[attribute(one, "abstractNumId")] = "-" if form == "bullet" else "1"
        elif local(one) == "num":
            form = abstract.get(attribute(child(one, "abstractNumId"), "val"), "")
            found[attribute(one, "numId")] = form
    return found


def _comments(part: Element | None) -> Iterator[ReturnedComment]:
    for one in part if part is not None else ():
        if local(one) == "comment":
            lines = [paragraph_text(p) for p in flat(one) if local(p) == "p"]
            text = "\n".join(line for line in lines if line.strip())
            date = attribute(one, "date")[:19]
            yield ReturnedComment(attribute(one, "id"), attribute(one, "author"), date, text)


@dataclass(slots=True)
class _HeldTable:
    """A table that may go on: `lines` are those below it that say so, until the next table comes."""

    table: WordTable
    comments: list[tuple[str, str]]
    lines: list[ReturnedParagraph] = field(default_factory=list[ReturnedParagraph])

    def takes(self, part: ReturnedParagraph | _HeldTable) -> bool:
        """Take the line 续表, or the table below it, as a part of this table; False for anything else."""
        if isinstance(part, ReturnedParagraph):
            if part.marks or not is_continued_line(part.text):
                return False
            self.lines.append(part)
            return True
        ours = any(one.style == CONTINUED_STYLE for one in self.lines)
        if not self.lines or part.table.column_count != self.table.column_count:
            return False
        repeated = part.table.header_rows if ours else repeated_rows(self.table, part.table)
        if not ours and not repeated:
            return False
        self.table.append(part.table, repeated)
        self.comments += [comment for one in self.lines for comment in one.comments] + part.comments
        self.lines.clear()
        return True

    def parts(self) -> Iterator[ReturnedParagraph | ReturnedTable]:
        """The whole table, and the lines below it that no table followed."""
        grid = tuple(tuple(self.table.row(n)) for n in range(self.table.row_count))
        yield ReturnedTable(grid, tuple(self.comments))
        yield from (one for one in self.lines if one.style != CONTINUED_STYLE)


@dataclass(slots=True)
class _Reader:
    """One pass over the body; bookmarks and comments may begin before the paragraph that they are on."""

    levels: dict[str, int]
    names: dict[str, str]
    lists: dict[str, str]
    _waiting: list[str] = field(default_factory=list[str])  # marks that stand before the next paragraph
    _commented: dict[str, list[str]] = field(default_factory=dict[str, list[str]])  # open comments: words

    def parts(self, body: Element) -> Iterator[ReturnedParagraph | ReturnedTable]:
        """The paragraphs and tables in order; empty paragraphs only where they bear a mark.

        A table that goes on under 续表 is one.
        """
        held: _HeldTable | None = None
        for part in self._parts(body):
            if held and held.takes(part):
                continue
            if held:
                yield from held.parts()
            held = part if isinstance(part, _HeldTable) else None
            if isinstance(part, ReturnedParagraph):
                yield part
        if held:
            yield from held.parts()

    def _parts(self, body: Element) -> Iterator[ReturnedParagraph | _HeldTable]:
        for one in flat(body):
            name = local(one)
            if name == "p":
                yield from self._paragraphs(one)
                for inner in boxed(one):
                    yield from self._paragraphs(inner)
            elif name == "tbl" and holds_pictures(one):
                for inner in one.iter():
                    if local(inner) == "p":
                        yield from self._paragraphs(inner)
            elif name == "tbl":
                yield _HeldTable(read_table(one), list(self._comments_within(one)))
            elif name == "bookmarkStart" and _is_mark(one):
                self._waiting.append(attribute(one, "name"))

    def _paragraphs(self, paragraph: Element) -> Iterator[ReturnedParagraph]:
        """A paragraph, or several where it has line breaks."""
        text, marks, comments = self._read(paragraph)
        style = self.names.get(attribute(child(paragraph, "pPr", "pStyle"), "val"), "")
        level = heading_level(paragraph, self.levels)
        number = attribute(child(paragraph, "pPr", "numPr", "numId"), "val")
        listed = self.lists.get(number, "") if level == 0 else ""
        at = 0
        lines = text.split("\n")
        for n, line in enumerate(lines):
            end = at + len(line)
            lead = len(line) - len(line.lstrip())
            own = {
                name: (max(0, start - at - lead), min(stop, end) - at - lead)
                for name, (start, stop) in marks.items()
                if (at <= start <= end) and (start < end or n == len(lines) - 1 or stop > start)
            }
            marks = {name: place for name, place in marks.items() if name not in own}
            if line.strip() or own:
                mine = comments if n == 0 else ()
                yield ReturnedParagraph(line.strip(), level, style, own, mine, listed)
            at = end + 1

    def _read(
        self, paragraph: Element
    ) -> tuple[str, dict[str, tuple[int, int]], tuple[tuple[str, str], ...]]:
        pieces: list[str] = []
        length = 0
        starts: dict[str, tuple[str, int]] = {}  # id of a bookmark → its mark and where it began
        marks: dict[str, tuple[int, int]] = dict.fromkeys(self._waiting, (0, 0))
        self._waiting = []
        ended: list[tuple[str, str]] = []
        for piece in paragraph_pieces(paragraph):
            if isinstance(piece, str):
                pieces.append(piece)
                length += len(piece)
                for words in self._commented.values():
                    words.append(piece)
                continue
            name, number = local(piece), attribute(piece, "id")
            if name == "bookmarkStart" and _is_mark(piece):
                starts[number] = (attribute(piece, "name"), length)
                marks[attribute(piece, "name")] = (length, length)
            elif name == "bookmarkEnd" and number in starts:
                mark, start = starts.pop(number)
                marks[mark] = (start, length)
            elif name == "commentRangeStart":
                self._commented[number] = []
            elif name in _COMMENT_ENDS and all(number != one for one, _ in ended):
                ended.append((number, "".join(self._commented.pop(number, []))))
        for mark, start in starts.values():  # it ends in a later paragraph
            marks[mark] = (start, length)
        return "".join(pieces), marks, tuple(ended)

    def _comments_within(self, table: Element) -> Iterator[tuple[str, str]]:
        for one in table.iter():
            if local(one) == "p":
                _, _, comments = self._read(one)
                yield from comments


def _is_mark(bookmark: Element) -> bool:
    name = attribute(bookmark, "name")
    return name.startswith(_MARK) and not name.startswith(EXPORT_MARK)
