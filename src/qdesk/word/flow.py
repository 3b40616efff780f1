"""Turns the blocks into the body of document.xml, piece by piece, with its sections."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from qdesk.document.blocks import (
    COVER_MARK,
    Block,
    BodyStart,
    Caption,
    Chart,
    Contents,
    Cover,
    Document,
    Heading,
    ListItem,
    PageBreak,
    Paragraph,
    ParagraphRole,
    Picture,
    PictureRow,
    Run,
    Table,
)
from qdesk.document.continued import continued_text, table_parts
from qdesk.document.measures import emu_of_mm, text_width
from qdesk.document.sections import Plan, Section, is_note, plan_sections
from qdesk.document.style import DocumentStyle
from qdesk.document.table_grid import TableGrid
from qdesk.word import oxml, oxml_table
from qdesk.word.captions import CaptionWriter
from qdesk.word.contents import contents_xml
from qdesk.word.numbering import BULLET_LIST, FIRST_ORDERED_LIST
from qdesk.word.package import chart_relation, picture_relation
from qdesk.word.sections import section_xml
from qdesk.word.write_table import Frames, table_xml

_ROLE_STYLES: dict[ParagraphRole, str] = {
    "body": "BodyText",
    "subheading": "SubHeading",
    "unit": "TableUnit",
    "subcaption": "SubCaption",
    "note": "TableNote",
    "case": "CaseText",
    "front": "FrontText",
    "title": "FrontTitle",
    "signature": "SignatureLine",
}
Progress = Callable[[int, int], None]


@dataclass(slots=True)
class Flow:
    """One pass over the blocks; afterwards it knows what the other parts must hold."""

    document: Document
    style: DocumentStyle
    page_numbers: Mapping[str, int]
    progress: Progress | None = None
    plan: Plan | None = None
    pictures: dict[tuple[str, float, float], Picture] = field(
        default_factory=dict[tuple[str, float, float], Picture]
    )  # by what is printed: the same picture of the same size is stored once; in order of their relationships
    charts: list[Chart] = field(default_factory=list[Chart])  # in the order of their relationships
    ordered_lists: int = 0
    _captions: CaptionWriter = field(default_factory=CaptionWriter)
    _counts: list[int] = field(default_factory=lambda: [0, 0, 0, 0])  # of the heading list
    _ids: int = 0
    _page_break: bool = False
    _in_ordered_list: bool = False
    _frames: Frames = field(default_factory=Frames)
    _kinds: set[str] = field(default_factory=set[str])  # of the sections written so far

    def __post_init__(self) -> None:
        self._captions.fixed = self.document.to_print

    def pieces(self) -> Iterator[str]:
        """Yield document.xml from its declaration to its end."""
        yield oxml.root_start("document") + oxml.BODY_START
        if self.document.mark:
            yield oxml.export_mark(self.document.mark, self._next_id())
        plan = self.plan or plan_sections(self.document.blocks, self.style)
        held, current = "", Section("body")
        for index, section in enumerate(plan.sections):
            if section != current and held:
                yield _with_paragraph(held, self._section(current))
                held, self._page_break = "", False
            current = section
            for piece in self._block(index, plan):
                if held:
                    yield held
                held = piece
            self._report(index + 1)
        yield _with_paragraph(held) + self._section(current)
        yield oxml.BODY_END + oxml.root_end("document")

    def _report(self, done: int) -> None:
        if self.progress:
            self.progress(done, len(self.document.blocks))

    def _section(self, section: Section) -> str:
        first = section.kind not in self._kinds
        self._kinds.add(section.kind)
        return section_xml(section, self.style, first=first)

    def _block(self, index: int, plan: Plan) -> Iterator[str]:
        blocks = self.document.blocks
        block = blocks[index]
        self._in_ordered_list = self._in_ordered_list and isinstance(block, ListItem)
        if isinstance(block, Table):
            following = blocks[index + 1] if index + 1 < len(blocks) else None
            yield from self._table(index, block, plan.grids[index], following)
        elif isinstance(block, PictureRow):
            yield from self._picture_row(block)
        elif isinstance(block, PageBreak):
            self._page_break = True
        elif isinstance(block, Cover):
            yield from self._cover(block)
        elif isinstance(block, Contents):
            own_page = not block.label and index > 0
            same = own_page and plan.sections[index - 1] == plan.sections[index]
            page_break = self._take_page_break() or same
            yield contents_xml(block, self.style, self.page_numbers, page_break=page_break)
        elif not isinstance(block, BodyStart):
            yield self._paragraph(block, loose=index in plan.loose)

    def _paragraph(
        self, block: Heading | Paragraph | ListItem | Caption | Picture | Chart, *, loose: bool
    ) -> str:
        if isinstance(block, Heading):
            return self._heading(block, loose=loose)
        if isinstance(block, ListItem):
            return self._list_item(block)
        page_break = self._take_page_break()
        if isinstance(block, Caption):
            ids = (self._next_id(), self._next_id())
            return self._captions.caption_xml(block, ids, page_break=page_break)
        if isinstance(block, Picture):
            return oxml.paragraph("PictureLine", self._picture(block), page_break=page_break)
        if isinstance(block, Chart):
            return oxml.paragraph("PictureLine", self._chart(block), page_break=page_break)
        content = self._runs(block.runs)
        return oxml.paragraph(_ROLE_STYLES[block.role], content, page_break=page_break)

    def _heading(self, block: Heading, *, loose: bool) -> str:
        counted = self._counted(block)
        if block.level == 1:
            self._captions.start_chapter(block.number if counted else "")
        text = block.text
        if not counted and block.number:
            text = block.line
        return oxml.paragraph(
            f"Heading{block.level}",
            self._marked(block.bookmark, oxml.bookmark(block.bookmark, self._next_id(), oxml.run(text))),
            keep_next=False if loose else None,
            page_break=self._take_page_break(),
            numbering="" if counted else oxml.list_number(0, block.level - 1),
        )

    def _counted(self, block: Heading) -> bool:
        """Return whether the heading list counts the block's number by itself, and count it."""
        level = block.level
        counts = [*self._counts[: level - 1], self._counts[level - 1] + 1]
        if 0 in counts or block.number != self.document.scheme.number(counts):
            return False
        self._counts = counts + [0] * (len(self._counts) - level)
        return True

    def _list_item(self, block: ListItem) -> str:
        number = BULLET_LIST
        if block.ordered:
            if not self._in_ordered_list:
                self.ordered_lists += 1
            self._in_ordered_list = True
            number = FIRST_ORDERED_LIST + self.ordered_lists - 1
        return oxml.paragraph(
            "ListParagraph",
            self._runs(block.runs),
            page_break=self._take_page_break(),
            numbering=oxml.list_number(number, block.level),
        )

    def _table(self, index: int, table: Table, grid: TableGrid, following: Block | None) -> Iterator[str]:
        """Yield the rows, then the thin paragraph that must follow where no note does.

        Each part that goes on over a page begins with a line of its own, which starts the page.
        """
        if self._page_break:
            yield oxml.paragraph("AfterTable", "", page_break=self._take_page_break())
        breaks = self.plan.table_breaks.get(index, ()) if self.plan else ()
        noted = is_note(following)
        for count, (part, part_grid) in enumerate(table_parts(table, grid, breaks, self.style)):
            if count:
                line = oxml.run(continued_text(self.document.blocks, index))
                yield oxml.paragraph("ContinuedCaption", line, page_break=True)
            last = noted and count == len(breaks)
            yield from table_xml(part, part_grid, self.style, self._frames, noted=last)
        if not noted:
            yield oxml.paragraph("AfterTable", "")

    def _cover(self, cover: Cover) -> Iterator[str]:
        lines = (
            ("CoverSchool", "school", cover.school),
            ("Title", "title", cover.title),
            ("CoverYear", "year", cover.year),
            ("CoverIssuer", "issuer", cover.issuer),
            ("CoverDate", "date", cover.date),
        )
        for style, name, text in lines:
            if text:
                content = self._marked(COVER_MARK + name, oxml.run(text))
                yield oxml.paragraph(style, content, page_break=self._take_page_break())

    def _picture_row(self, block: PictureRow) -> Iterator[str]:
        """Yield a table without lines: pictures above, captions below, never parted by a page."""
        if self._page_break:
            yield oxml.paragraph("AfterTable", "", page_break=self._take_page_break())
        width = text_width(self.style.page) // 2
        pictures = (
            oxml.paragraph("PictureLine", self._picture(one), keep_next=True) for one in block.pictures
        )
        captions = (
            self._captions.caption_xml(one, (self._next_id(), self._next_id()), page_break=False)
            for one in block.captions
        )
        yield oxml_table.picture_table(width, tuple(pictures), tuple(captions))
        yield oxml.paragraph("AfterTable", "")

    def _picture(self, block: Picture) -> str:
        key = (block.id, block.width_mm, block.height_mm)
        self.pictures.setdefault(key, block)
        relation = picture_relation(list(self.pictures).index(key) + 1)
        width, height = emu_of_mm(block.width_mm), emu_of_mm(block.height_mm)
        return oxml.picture(relation, self._next_id(), width, height, block.description)

    def _chart(self, block: Chart) -> str:
        self.charts.append(block)
        width, height = emu_of_mm(block.width_mm), emu_of_mm(block.height_mm)
        relation = chart_relation(len(self.charts))
        return oxml.chart(relation, self._next_id(), width, height, block.description)

    def _runs(self, runs: tuple[Run, ...]) -> str:
        return "".join(self._run(one) for one in runs)

    def _run(self, run: Run) -> str:
        if run.reference:
            return oxml.reference(run.reference, run.text)
        written = oxml.run(run.text, bold=run.bold, italic=run.italic)
        return self._marked(run.mark, written) if written else written

    def _marked(self, key: str, content: str) -> str:
        return oxml.marked(key, self._next_id(), content) if key else content

    def _next_id(self) -> int:
        self._ids += 1
        return self._ids

    def _take_page_break(self) -> bool:
        wanted, self._page_break = self._page_break, False
        return wanted


def _with_paragraph(block: str, section: str = "") -> str:
    """Return a block that ends with a paragraph, which also ends a section if one is given."""
    if not oxml.can_end_section(block):
        block += oxml.paragraph("AfterTable", "")
    return oxml.end_section(block, section) if section else block
