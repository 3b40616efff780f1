"""A document laid out on pages: what stands where on each, and which number it bears."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from qdesk.document.blocks import Document
from qdesk.document.cover_places import with_cover_placed
from qdesk.document.sections import Plan, plan_sections
from qdesk.document.style import DocumentStyle
from qdesk.document.table_grid import TableGrid
from qdesk.pages.paginate import Placed, place_strips
from qdesk.pages.strips import PartOfDocument, Strip, StripRow, all_strips


@dataclass(frozen=True, slots=True)
class PrintedPage:
    """A page; `number` counts in its part of the document, from 1. `placed` names strips by index."""

    part: PartOfDocument
    number: int
    landscape: bool
    placed: tuple[Placed, ...]


@dataclass(frozen=True, slots=True)
class PrintedPages:
    """A whole document on pages; `numbers` are those of the body's headings and captions by bookmark.

    `plan` are the sections with the measured tables, and where tables go on under 续表: nowhere, if the style
    wants none.
    """

    document: Document
    style: DocumentStyle
    strips: tuple[Strip, ...]
    plan: Plan
    pages: tuple[PrintedPage, ...]
    numbers: Mapping[str, int]

    @property
    def grids(self) -> Mapping[int, TableGrid]:
        """The measured tables by the index of their block."""
        return self.plan.grids

    @property
    def table_breaks(self) -> Mapping[int, tuple[int, ...]]:
        """The rows before which tables go on under 续表, by the index of their block."""
        return self.plan.table_breaks

    def page_of(self, bookmark: str) -> int | None:
        """The index of the page on which a heading or caption stands."""
        place = self.place_of(bookmark)
        return place[0] if place else None

    def place_of(self, bookmark: str) -> tuple[int, float] | None:
        """The index of the page on which a heading or caption stands, and the points below its margin."""
        for index, page in enumerate(self.pages):
            for one in page.placed:
                if one.first_line == 0 and self.strips[one.strip].bookmark == bookmark:
                    return index, one.top / 20
        return None


def lay_out(
    document: Document, style: DocumentStyle, breathe: Callable[[], None] = lambda: None
) -> PrintedPages:
    """Lay a document out; every section starts on a page of its own.

    `breathe` is called at every block, so that a long report leaves others their turn.
    """
    style = with_cover_placed(document, style)
    plan = plan_sections(document.blocks, style, breathe)
    strips = all_strips(document, style, plan, breathe)
    by_page: dict[int, list[Placed]] = {}
    for one in place_strips(strips, style.page):
        by_page.setdefault(one.page, []).append(one)
    pages: list[PrintedPage] = []
    numbers: dict[str, int] = {}
    counts: dict[PartOfDocument, int] = {}
    breaks: dict[int, tuple[int, ...]] = {}
    for placed in by_page.values():
        first = strips[placed[0].strip]
        number = counts[first.part] = counts.get(first.part, 0) + 1
        pages.append(PrintedPage(first.part, number, first.landscape, tuple(placed)))
        begins = placed[0].first_line == 0 and first.repeated > 0
        if style.table.continued and begins and isinstance(first.shows, StripRow):
            breaks[first.shows.block] = (*breaks.get(first.shows.block, ()), first.shows.row)
        for one in placed:
            strip = strips[one.strip]
            if one.first_line == 0 and strip.bookmark and strip.part == "body":
                numbers[strip.bookmark] = number
    plan = replace(plan, table_breaks=breaks)
    return PrintedPages(document, style, tuple(strips), plan, tuple(pages), numbers)
