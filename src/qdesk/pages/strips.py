"""The blocks as strips: paragraphs and rows with all that decides where a page ends, and what they show."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal, NamedTuple

from qdesk.document.blocks import (
    Block,
    Caption,
    Chart,
    Contents,
    Cover,
    Document,
    Heading,
    Level,
    ListItem,
    PageBreak,
    Paragraph,
    ParagraphRole,
    Picture,
    PictureRow,
    Run,
    Table,
)
from qdesk.document.line_breaks import break_lines
from qdesk.document.measures import twips
from qdesk.document.sections import Plan, Section, is_note
from qdesk.document.style import DocumentStyle, TextName
from qdesk.document.table_grid import TableGrid
from qdesk.document.table_rows import cell_pitch, table_edge
from qdesk.document.table_type import in_type
from qdesk.pages.rooms import column_room, continued_height, entry_lines, line_pitch, text_room

PartOfDocument = Literal["cover", "front", "body"]

_ROLES: dict[ParagraphRole, TextName] = {
    "body": "body",
    "subheading": "subheading",
    "unit": "unit",
    "subcaption": "subcaption",
    "note": "note",
    "case": "case",
    "front": "front",
    "title": "front_title",
    "signature": "signature",
}
_HEADINGS: dict[Level, TextName] = {1: "heading1", 2: "heading2", 3: "heading3", 4: "heading4"}
_BELOW = 0.14  # of the size: how far letters reach below the line that a picture stands on
_POINTS_A_MM = 72 / 25.4


class StripText(NamedTuple):
    """A paragraph's text in the look of that name; `indent` in points is that of a list item.

    `leads_to` is the bookmark whose page number stands at the right end of a line of contents.
    """

    name: TextName
    runs: tuple[Run, ...]
    indent: float = 0.0
    leads_to: str = ""
    sign: str = ""
    """What stands before an item of a list, in the room that it is indented by."""


class StripRow(NamedTuple):
    """A row of the table that is the document's block of that index."""

    block: int
    row: int


@dataclass(frozen=True, slots=True)
class StripPictures:
    """Pictures side by side; they stand on the strip's lower edge."""

    pictures: tuple[Picture, ...]


@dataclass(frozen=True, slots=True)
class StripCaptions:
    """The captions of pictures side by side, each in lines of its own column."""

    captions: tuple[Caption, ...]


Shown = StripText | StripRow | StripPictures | StripCaptions | Picture | Chart
"""What a strip shows; a thin line between blocks shows nothing."""


class Strip(NamedTuple):
    """A paragraph, or a row of a table; lengths in twips."""

    pitch: int
    lines: int = 1
    before: int = 0
    after: int = 0
    whole: bool = False  # its lines stay together
    keep_next: bool = False
    page_break: bool = False
    bookmark: str = ""
    repeated: int = 0  # the height of what stands above it again where it starts a page
    again: int = 0  # the same where its lines go on there
    edge: int = 0  # the height of what closes its lines at the foot of a page
    rest: int = 0  # of a table that goes on under 续表: the height from this row to its end
    spare: int = 0  # the room that stays free below it if such a table is parted there
    landscape: bool = False
    section: int = 0  # a strip of another section starts a page
    part: PartOfDocument = "body"
    shows: Shown | None = None


def all_strips(
    document: Document, style: DocumentStyle, plan: Plan, breathe: Callable[[], None] = lambda: None
) -> list[Strip]:
    """Return the strips of the document, in reading order."""
    return list(_Maker(document, style, plan, breathe).strips())


@dataclass(slots=True)
class _Maker:
    """One pass over the blocks; it follows what the Word writer does (word/flow.py)."""

    document: Document
    style: DocumentStyle
    plan: Plan
    breathe: Callable[[], None]
    _section: int = 0
    _current: Section | None = None
    _page_break: bool = False
    _item: int = 0  # of the numbered list that is being written

    def strips(self) -> Iterator[Strip]:
        for index, block in enumerate(self.document.blocks):
            section = self.plan.sections[index]
            if section != self._current:
                if self._current and self._current.kind == section.kind:
                    self._page_break = False
                self._current = section
                self._section += 1
            self.breathe()
            yield from self._block(index, block)

    def _block(self, index: int, block: Block) -> Iterator[Strip]:
        if isinstance(block, PageBreak):
            self._page_break = True
        elif isinstance(block, Table):
            blocks = self.document.blocks
            noted = index + 1 < len(blocks) and is_note(blocks[index + 1])
            yield from self._table(index, block, self.plan.grids[index], noted=noted)
            if not noted and not self._ends_section(index):
                yield self._line("after_table")
        elif isinstance(block, Contents):
            own_page = not block.label and index > 0
            same = own_page and self.plan.sections[index - 1] == self.plan.sections[index]
            yield from self._contents(block, new_page=same)
        elif isinstance(block, Cover):
            yield from self._cover(block)
        elif isinstance(block, PictureRow):
            yield from self._picture_row(block, bare=self._ends_section(index))
        elif isinstance(block, Picture | Chart):
            yield self._picture(block)
        elif isinstance(block, Heading | Caption | ListItem | Paragraph):
            yield self._paragraph(index, block)

    def _paragraph(self, index: int, block: Heading | Caption | ListItem | Paragraph) -> Strip:
        if isinstance(block, Heading):
            head = self._text(_HEADINGS[block.level], (Run(block.line),))
            stays = head.keep_next and index not in self.plan.loose
            return head._replace(whole=True, keep_next=stays, bookmark=block.bookmark)
        if isinstance(block, Caption):
            return self._caption(block)
        if isinstance(block, ListItem):
            indent = self.style.texts["list"].size * (4 + 2 * block.level)
            strip = self._text("list", block.runs, indent)
            shows = StripText("list", block.runs, indent, sign=self._sign(index, block))
            return strip._replace(shows=shows)
        return self._text(_ROLES[block.role], block.runs)

    def _ends_section(self, index: int) -> bool:
        """Whether the thin line behind a table ends a section: it then takes no page."""
        sections = self.plan.sections
        return index + 1 == len(sections) or sections[index + 1] != sections[index]

    def _sign(self, index: int, block: ListItem) -> str:
        """The sign or number of an item; numbers count on while items of any kind follow each other."""
        if index == 0 or not isinstance(self.document.blocks[index - 1], ListItem):
            self._item = 0
        if not block.ordered:
            return "•"
        self._item += 1
        return f"{self._item}."

    def _caption(self, block: Caption) -> Strip:
        strip = self._text("case_title" if block.kind == "case" else "caption", (Run(block.line),))
        return strip._replace(keep_next=strip.keep_next or block.kind != "figure", bookmark=block.bookmark)

    def _cover(self, cover: Cover) -> Iterator[Strip]:
        lines: tuple[tuple[TextName, str], ...] = (
            ("cover_school", cover.school),
            ("title", cover.title),
            ("cover_year", cover.year),
            ("cover_issuer", cover.issuer),
            ("cover_date", cover.date),
        )
        for name, text in lines:
            if text:
                yield self._text(name, (Run(text),))

    def _table(self, index: int, table: Table, grid: TableGrid, *, noted: bool) -> Iterator[Strip]:
        """Yield the rows, after the thin paragraph that the writer puts where a table starts a page.

        The last row stays with the note under it, if there is one.
        """
        if self._page_break:
            yield self._line("after_table")
        edge = table_edge(self.style)
        heads = sum(grid.heights[: grid.repeated])
        repeated, rest, spare = heads, 0, 0
        if self.style.table.continued and table.header_rows < len(grid.heights):
            repeated += continued_height(self.style)
            rest, spare = sum(grid.heights) + edge, self._pitch("body")
        look = self.style.texts["cell"]
        before, after, landscape = twips(look.before), twips(look.after), self._landscape
        part = self._current.kind if self._current else "body"
        last = len(grid.heights) - 1
        for row, height in enumerate(grid.heights):
            strip = Strip(
                height + edge if row == last else height,
                before=before,
                after=after,
                whole=True,
                keep_next=row < grid.kept or (spare > 0 and row in grid.joined) or (noted and row == last),
                page_break=look.page_break,
                repeated=repeated if row >= max(grid.repeated, 1) else 0,
                rest=rest,
                # Not in the rows that follow the caption: no page break holds that chain to where we put it.
                spare=spare if row > grid.kept else 0,
                landscape=landscape,
                section=self._section,
                part=part,
                shows=StripRow(index, row),
            )
            yield self._split(strip, grid, row, heads) if row in grid.split else strip
            rest -= height if spare else 0

    def _split(self, strip: Strip, grid: TableGrid, row: int, heads: int) -> Strip:
        """The strip of a row that is too high for a page: its lines go on over the end of one."""
        return strip._replace(
            pitch=twips(cell_pitch(in_type(self.style, grid.size))),
            lines=grid.lines[row],
            whole=False,
            keep_next=False,
            rest=0,
            spare=0,
            again=heads,
            edge=table_edge(self.style),
        )

    def _contents(self, block: Contents, *, new_page: bool) -> Iterator[Strip]:
        """Yield a contents page: title, a line an entry, and the end of its field."""
        self._page_break = self._page_break or new_page
        yield self._text("contents_title", (Run(block.title),))
        names: dict[int, TextName] = {1: "contents1", 2: "contents2", 3: "contents3"}
        for entry in block.entries:
            name = "list_of_captions" if block.label else names[entry.level]
            shows = StripText(name, (Run(entry.text),), leads_to=entry.bookmark)
            room = text_room(self.style, name, 0.0, landscape=self._landscape)
            yield self._line(name, len(entry_lines(entry.text, room)), shows)
        yield self._line("after_table")

    def _picture(self, block: Picture | Chart) -> Strip:
        strip = self._line("picture")
        below = self.style.texts["picture"].size * _BELOW
        height = twips(below) + twips(block.height_mm * _POINTS_A_MM)
        return strip._replace(pitch=height, whole=True, shows=block)

    def _picture_row(self, block: PictureRow, *, bare: bool) -> Iterator[Strip]:
        """Yield the two rows of the writer's table; a cell is as high as all that stands in it."""
        if self._page_break:
            yield self._line("after_table")
        heights = [self._picture(one).pitch for one in block.pictures]
        first, second = block.captions
        row = self._line("picture")
        yield row._replace(
            pitch=max(heights) + row.before + row.after,
            before=0,
            after=0,
            whole=True,
            keep_next=True,
            bookmark=first.bookmark,
            shows=StripPictures(block.pictures),
        )
        room = column_room(self.style, landscape=self._landscape)
        lines = max(len(break_lines((Run(one.line),), room)) for one in block.captions)
        row = self._line("caption")
        yield row._replace(
            pitch=lines * row.pitch + row.before + row.after,
            before=0,
            after=0,
            whole=True,
            keep_next=False,
            bookmark=second.bookmark,
            shows=StripCaptions(block.captions),
        )
        if not bare:
            yield self._line("after_table")

    def _text(self, name: TextName, runs: tuple[Run, ...], indent: float = 0.0) -> Strip:
        room = text_room(self.style, name, indent, landscape=self._landscape)
        return self._line(name, len(break_lines(runs, room)), StripText(name, runs, indent))

    def _line(self, name: TextName, lines: int = 1, shows: Shown | None = None) -> Strip:
        """Return the strip of a paragraph of so many lines; a page break that was asked for is its own."""
        look = self.style.texts[name]
        wanted, self._page_break = self._page_break, False
        return Strip(
            pitch=self._pitch(name),
            lines=lines,
            before=twips(look.before),
            after=twips(look.after),
            keep_next=look.keep_next,
            page_break=wanted or look.page_break,
            landscape=self._landscape,
            section=self._section,
            part=self._current.kind if self._current else "body",
            shows=shows,
        )

    def _pitch(self, name: TextName) -> int:
        return line_pitch(self.style.texts[name])

    @property
    def _landscape(self) -> bool:
        return self._current is not None and self._current.landscape
