"""The report on printed pages, as it will come out of the document: for the preview and the printer."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date

from qdesk.actions.edit_front_matter import front_pages
from qdesk.actions.report_styles import style_of
from qdesk.document.blocks import BodyStart, Document, Picture
from qdesk.document.compose import compose, figure_chart, section_blocks
from qdesk.document.front_matter import front_blocks
from qdesk.document.photo_blocks import photo_picture
from qdesk.model.figure import Figure
from qdesk.model.front_page import FrontPage
from qdesk.model.report_view import ReportView
from qdesk.pages.layout import PrintedPages, lay_out
from qdesk.pages.paint import PagePainter, Painter, roman
from qdesk.pages.paint_chart import paint_alone
from qdesk.pages.paint_picture import is_ready, paint_alone_picture, pictures_of, prepare
from qdesk.pages.put_pages import Device, put_pages


class Pages:
    """Laid-out pages that can be painted, by index from 0; lengths are points.

    Photos are grey fields until `prepare` has run, which may take a while and is fit for another thread.
    """

    def __init__(self, printed: PrintedPages) -> None:
        self._printed = printed
        self._painter = PagePainter(printed, wait=False)

    @property
    def count(self) -> int:
        """How many pages there are."""
        return len(self._printed.pages)

    def size(self, index: int) -> tuple[float, float]:
        """Width and height of a page."""
        return self._painter.size(self._printed.pages[index])

    @property
    def is_ready(self) -> bool:
        """Whether every photo can be painted."""
        return all(map(is_ready, pictures_of(self._printed.document.blocks)))

    def prepare(self) -> None:
        """Make the photos ready to be painted."""
        for one in pictures_of(self._printed.document.blocks):
            prepare(one)

    def paint(self, painter: Painter, index: int) -> None:
        """Paint a page; the painter's unit must be a point."""
        self._painter.paint(painter, self._printed.pages[index])

    def print_on(self, printer: Device, wanted: Iterable[int], progress: Callable[[int], None]) -> int:
        """Print the pages of those indexes, in that order, and return how many; fit for another thread.

        `progress` is told the pages done and may raise to cancel. Raises UserError where the printer takes
        nothing.
        """
        return put_pages(self._printed, printer, wanted, on_paper=True, progress=progress)

    def page_of(self, bookmark: str) -> int | None:
        """The page on which a section, table or case begins, by its id."""
        return self._printed.page_of(bookmark)

    def place_of(self, bookmark: str) -> tuple[int, float] | None:
        """The page on which a section, table or case begins, and how far down its paper."""
        place = self._printed.place_of(bookmark)
        if place is None:
            return None
        index, below = place
        paper = self._printed.style.page
        # A turned page keeps its margins: what was at the left stands at the top.
        margin = paper.left if self._printed.pages[index].landscape else paper.top
        return index, margin * 72 / 25.4 + below

    def label(self, index: int) -> str:
        """The number that a page bears: 第 4 页, 封面."""
        page = self._printed.pages[index]
        if page.part == "cover":
            return "封面"
        return (
            f"正文第 {page.number} 页" if page.part == "body" else f"前置第 {roman(page.number).upper()} 页"
        )


def printed_report(
    view: ReportView,
    progress: Callable[[str], None] = lambda _: None,
    breathe: Callable[[], None] = lambda: None,
) -> Pages:
    """The whole report on pages; `progress` is told every section, `breathe` called again and again."""

    def at_section(title: str) -> None:
        progress(title)
        breathe()

    return Pages(lay_out(compose(view, _today(), at_section), style_of(view), breathe))


def printed_section(view: ReportView, section_id: str) -> Pages:
    """One section by itself, from the top of a page."""
    heading = view.heading(section_id)
    blocks = tuple(section_blocks(view, heading)) if heading and not heading.skipped else ()
    document = Document((BodyStart(), *blocks), view.report.title, scheme=view.report.numbering.scheme)
    return Pages(lay_out(document, style_of(view)))


def printed_front_page(view: ReportView, page: FrontPage, most: int | None = None) -> Pages:
    """One page or list of the front matter by itself, `most` of its pages at the most.

    Page numbers in it are left out: they would need the whole report laid out.
    """
    blocks = tuple(front_blocks(view, page, _today()))
    printed = lay_out(Document((*blocks, BodyStart()), view.report.title), style_of(view))
    return Pages(replace(printed, pages=printed.pages[:most]))


def first_page(view: ReportView) -> Pages | None:
    """The first page of the report by itself; None where it prints none."""
    page = next((one for one in front_pages(view) if one.shown), None)
    if page is not None:
        return printed_front_page(view, page, most=1)
    heading = next((one for one in view.headings if not one.skipped), None)
    return printed_section(view, heading.section.id) if heading is not None else None


def paint_figure(view: ReportView, figure: Figure, painter: Painter, width: float, height: float) -> bool:
    """Paint a chart at the painter's origin, as it prints; False while there is no number to draw.

    The painter's unit must be a point.
    """
    chart = figure_chart(view, figure)
    if chart is None:
        return False
    paint_alone(painter, chart, style_of(view), width, height)
    return True


def figure_size(view: ReportView, figure: Figure) -> tuple[float, float]:
    """Width and height of a chart on the page, in points; (0, 0) while there is nothing to draw."""
    chart = figure_chart(view, figure)
    points = 72 / 25.4
    return (chart.width_mm * points, chart.height_mm * points) if chart else (0.0, 0.0)


class PhotoPrint:
    """A photo as it prints; lengths are points. It is a grey field until `prepare` has run."""

    def __init__(self, picture: Picture) -> None:
        self._picture = picture
        points = 72 / 25.4
        self.width, self.height = picture.width_mm * points, picture.height_mm * points

    @property
    def is_ready(self) -> bool:
        """Whether it can be painted."""
        return is_ready(self._picture)

    def prepare(self) -> None:
        """Make it ready; fit for another thread."""
        prepare(self._picture)

    def paint(self, painter: Painter) -> None:
        """Paint it at the painter's origin; the painter's unit must be a point."""
        paint_alone_picture(painter, self._picture, self.width, self.height)


def photo_print(view: ReportView, figure: Figure) -> PhotoPrint | None:
    """A photo as it prints; None where its picture is gone."""
    picture = photo_picture(view, figure)
    return PhotoPrint(picture) if picture else None


def _today() -> date:
    return date.today()  # noqa: DTZ011 - the user's own calendar day
