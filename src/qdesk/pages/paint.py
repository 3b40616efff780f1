"""Paints laid-out pages: for the preview on the screen and for the PDF."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import accumulate, groupby

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen

from qdesk.document.blocks import Align, Cell, Chart, Picture, Run, Table
from qdesk.document.continued import continued_text, stands_again
from qdesk.document.line_breaks import Room, break_lines, break_text
from qdesk.document.measures import footer_distance, text_width, twips, twips_of_mm
from qdesk.document.style import TextStyle
from qdesk.document.table_align import cell_align
from qdesk.document.table_type import in_type
from qdesk.pages.fonts import UNITS_A_POINT, Fonts
from qdesk.pages.layout import PrintedPage, PrintedPages
from qdesk.pages.paginate import Placed
from qdesk.pages.paint_chart import paint_chart
from qdesk.pages.paint_picture import paint_picture
from qdesk.pages.strips import (
    Strip,
    StripCaptions,
    StripPictures,
    StripRow,
    StripText,
    column_room,
    continued_height,
    line_pitch,
    text_room,
)

_BASELINE = 0.36  # of the size below the middle of a line: where Chinese and Latin letters stand
_ROMAN = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
_STRETCH = 1.25  # so much wider at the most does a justified line become

Painter = QPainter
"""What pages are painted with."""


class PagePainter:
    """Paints the pages of one laid-out document; the origin is the paper's upper left corner.

    Pictures are made ready for print when they are painted, or, without `wait`, painted as soon as they are.
    """

    def __init__(self, printed: PrintedPages, *, wait: bool = True) -> None:
        self._printed = printed
        self._wait = wait
        self._style = printed.style
        self._font = Fonts(printed.style).font

    def size(self, page: PrintedPage) -> tuple[float, float]:
        """Width and height of the paper in points."""
        paper = self._style.page
        width, height = twips_of_mm(paper.width) / UNITS_A_POINT, twips_of_mm(paper.height) / UNITS_A_POINT
        return (height, width) if page.landscape else (width, height)

    def paint(self, painter: QPainter, page: PrintedPage) -> None:
        """Paint a page; the painter's unit must be a point."""
        paper = self._style.page
        # A turned page keeps its margins: what was at the left stands at the top.
        left, top = (paper.bottom, paper.left) if page.landscape else (paper.left, paper.top)
        origin = QPointF(twips_of_mm(left), twips_of_mm(top))
        painter.save()
        painter.scale(1 / UNITS_A_POINT, 1 / UNITS_A_POINT)
        painter.setPen(QPen(QColor("black")))
        for block, group in groupby(page.placed, key=self._table_of):
            items = list(group)
            if block is None:
                for one in items:
                    self._strip(painter, self._printed.strips[one.strip], one, origin)
            else:
                self._table(painter, block, items, origin)
        self._number(painter, page)
        painter.restore()

    def _table_of(self, one: Placed) -> int | None:
        shows = self._printed.strips[one.strip].shows
        return shows.block if isinstance(shows, StripRow) else None

    # -- paragraphs

    def _strip(self, painter: QPainter, strip: Strip, placed: Placed, origin: QPointF) -> None:
        y = origin.y() + placed.top
        if isinstance(strip.shows, Chart):
            area = self._picture_area(strip, strip.shows, QPointF(origin.x(), y))
            paint_chart(painter, strip.shows, area, self._chart_font, UNITS_A_POINT)
        elif isinstance(strip.shows, Picture):
            area = self._picture_area(strip, strip.shows, QPointF(origin.x(), y))
            paint_picture(painter, strip.shows, area, wait=self._wait)
        elif isinstance(strip.shows, StripPictures):
            self._pictures(painter, strip, strip.shows, QPointF(origin.x(), y))
        elif isinstance(strip.shows, StripCaptions):
            self._captions(painter, strip, strip.shows, QPointF(origin.x(), y))
        elif isinstance(strip.shows, StripText):
            self._text(painter, strip, strip.shows, placed, QPointF(origin.x(), y))

    def _text(self, painter: QPainter, strip: Strip, shows: StripText, placed: Placed, at: QPointF) -> None:
        look = self._style.texts[shows.name]
        room = text_room(self._style, shows.name, shows.indent, landscape=strip.landscape)
        pitch = strip.pitch
        left = at.x() + (shows.indent + look.left * look.size) * UNITS_A_POINT
        width = room.width * UNITS_A_POINT
        if shows.leads_to:
            self._contents_line(painter, shows, look, QRectF(left, at.y(), width, pitch))
            return
        lines = break_lines(shows.runs, room)
        start = sum(len(line) for line in lines[: placed.first_line])
        for count, line in enumerate(lines[placed.first_line : placed.first_line + placed.lines]):
            number = placed.first_line + count
            indent = room.first_line * UNITS_A_POINT if number == 0 else 0.0
            area = QRectF(left + indent, at.y() + count * pitch, width - indent, pitch)
            ends = number == len(lines) - 1
            self._line(painter, list(_stretch(shows.runs, start, len(line))), look, area, ends=ends)
            start += len(line)
        if shows.sign and placed.first_line == 0:
            room_left = 2 * look.size * UNITS_A_POINT
            area = QRectF(left - room_left, at.y(), room_left, pitch)
            self._line(painter, [Run(shows.sign)], _aligned(look, "left"), area, ends=True)

    def _contents_line(self, painter: QPainter, shows: StripText, look: TextStyle, area: QRectF) -> None:
        number = str(self._printed.numbers.get(shows.leads_to, ""))
        painter.setPen(QPen(QColor(f"#{look.color}" if look.color else "black")))
        font = self._font(look)
        metrics = QFontMetricsF(font)
        painter.setFont(font)
        text = metrics.elidedText(
            shows.runs[0].text, Qt.TextElideMode.ElideRight, area.width() - 40 * UNITS_A_POINT
        )
        gap = 4 * UNITS_A_POINT
        width, end = metrics.horizontalAdvance(text), metrics.horizontalAdvance(number)
        y = area.center().y() + look.size * UNITS_A_POINT * _BASELINE
        painter.drawText(QPointF(area.left(), y), text)
        painter.drawText(QPointF(area.right() - end, y), number)
        dots = QPen(QColor("black"), 0.7 * UNITS_A_POINT)
        dots.setDashPattern([1, 3])
        painter.setPen(dots)
        painter.drawLine(
            QLineF(area.left() + width + gap, y - gap / 4, area.right() - end - gap, y - gap / 4)
        )
        painter.setPen(QPen(QColor("black")))

    def _line(self, painter: QPainter, runs: list[Run], look: TextStyle, area: QRectF, *, ends: bool) -> None:
        """One line of text, squeezed or stretched into its room as its alignment wants."""
        text = "".join(run.text for run in runs).rstrip()
        if not text:
            return
        fonts = [self._font(look, bold=look.bold or run.bold, italic=run.italic) for run in runs]
        parts = [(run.text, font) for run, font in zip(runs, fonts, strict=True)]
        parts[-1] = (parts[-1][0].rstrip(), parts[-1][1])
        natural = sum(QFontMetricsF(font).horizontalAdvance(part) for part, font in parts)
        # A spacing in per cent: one in units would be scaled once more by a device of another resolution.
        stretch = 1.0
        if natural > area.width() or (look.align == "both" and not ends):
            stretch = min(area.width() / natural, _STRETCH)
        width = natural * stretch
        painter.setPen(QPen(QColor(f"#{look.color}" if look.color else "black")))
        x = area.left()
        if look.align in ("center", "right"):
            x += (area.width() - width) / (2 if look.align == "center" else 1)
        y = area.center().y() + look.size * UNITS_A_POINT * _BASELINE
        for part, font in parts:
            before = QFontMetricsF(font).horizontalAdvance(part)
            font.setLetterSpacing(QFont.SpacingType.PercentageSpacing, 100 * stretch)
            painter.setFont(font)
            painter.drawText(QPointF(x, y), part)
            x += before * stretch
        painter.setPen(QPen(QColor("black")))

    def _pictures(self, painter: QPainter, strip: Strip, shows: StripPictures, at: QPointF) -> None:
        """Pictures in the middle of their columns, on the strip's lower edge."""
        column = text_width(self._style.page, landscape=strip.landscape) / len(shows.pictures)
        bottom = at.y() + strip.pitch - twips(self._style.texts["picture"].after)
        for count, one in enumerate(shows.pictures):
            width, height = twips_of_mm(one.width_mm), twips_of_mm(one.height_mm)
            left = at.x() + column * count + (column - width) / 2
            area = QRectF(left, bottom - height, width, height)
            paint_picture(painter, one, area, wait=self._wait)

    def _captions(self, painter: QPainter, strip: Strip, shows: StripCaptions, at: QPointF) -> None:
        look = self._style.texts["caption"]
        pitch = (look.line_pt or look.size * 1.3 * look.line) * UNITS_A_POINT
        column = text_width(self._style.page, landscape=strip.landscape) / len(shows.captions)
        room = column_room(self._style, landscape=strip.landscape)
        for count, one in enumerate(shows.captions):
            y = at.y() + twips(look.before)
            lines = break_lines((Run(one.line),), room)
            for number, line in enumerate(lines, 1):
                area = QRectF(at.x() + column * count, y, column, pitch)
                self._line(painter, [Run(line)], look, area, ends=number == len(lines))
                y += pitch

    def _picture_area(self, strip: Strip, picture: Picture | Chart, at: QPointF) -> QRectF:
        width, height = (twips_of_mm(one) for one in (picture.width_mm, picture.height_mm))
        room = text_width(self._style.page, landscape=strip.landscape)
        return QRectF(at.x() + (room - width) / 2, at.y(), width, height)

    def _chart_font(self, size: float) -> QFont:
        return self._font(replace(self._style.texts["cell"], size=size))

    # -- tables

    def _table(self, painter: QPainter, block: int, placed: list[Placed], origin: QPointF) -> None:
        """The rows of a table that stand on this page, with the header rows above them again."""
        table, grid = self._printed.document.blocks[block], self._printed.grids[block]
        if not isinstance(table, Table):
            return
        tops: dict[int, float] = {}
        for one in placed:
            strip = self._printed.strips[one.strip]
            if not isinstance(strip.shows, StripRow):
                continue
            tops[strip.shows.row] = origin.y() + one.top
        first, last = min(tops), max(tops)
        if first >= table.header_rows and self._printed.strips[placed[0].strip].repeated and first > 0:
            head: dict[int, float] = {}
            y = tops[first] - sum(grid.heights[: table.header_rows])
            if self._style.table.continued:
                self._continued(painter, block, QPointF(origin.x(), y))
            for row in range(table.header_rows):
                head[row] = y
                y += grid.heights[row]
            if head:
                self._cells(painter, table, block, head, origin.x())
        self._cells(painter, table, block, {row: tops[row] for row in range(first, last + 1)}, origin.x())

    def _continued(self, painter: QPainter, block: int, at: QPointF) -> None:
        """The line 续表 that stands on a table going on."""
        look = self._style.texts["continued"]
        landscape = self._printed.grids[block].landscape
        room = text_room(self._style, "continued", 0.0, landscape=landscape)
        left, top = at.x() + look.left * look.size * UNITS_A_POINT, at.y() - continued_height(self._style)
        area = QRectF(left, top, room.width * UNITS_A_POINT, line_pitch(look))
        text = continued_text(self._printed.document.blocks, block)
        self._line(painter, [Run(text)], look, area, ends=True)

    def _cells(
        self, painter: QPainter, table: Table, block: int, tops: dict[int, float], left: float
    ) -> None:
        grid = self._printed.grids[block]
        edges = list(accumulate(grid.widths, initial=left))
        first, last = min(tops), max(tops)
        for cell in _with_empty_places(table):
            top_row, bottom_row = max(cell.row, first), min(cell.row + cell.row_span - 1, last)
            if top_row > bottom_row:
                continue
            top = tops[top_row]
            bottom = tops[bottom_row] + grid.heights[bottom_row]
            area = QRectF(
                QPointF(edges[cell.column], top), QPointF(edges[cell.column + cell.column_span], bottom)
            )
            again = self._style.table.continued and stands_again(grid, first)
            self._cell(painter, cell, area, block, shows_text=cell.row >= first or again)
            if self._style.table.lines == "three":
                ends = (top_row == first and first == 0, bottom_row == last and last >= table.header_rows)
                self._three_lines(painter, cell, area, table.header_rows, ends)

    def _three_lines(
        self, painter: QPainter, cell: Cell, area: QRectF, header_rows: int, ends: tuple[bool, bool]
    ) -> None:
        """The lines of a cell in a table of three: `ends`: it is at the table's top, at the bottom."""
        table_style, below = self._style.table, cell.row + cell.row_span
        under_head = below == header_rows or (below < header_rows and cell.column_span > 1)
        lines = (
            (ends[0], area.topLeft(), area.topRight(), table_style.rule),
            (under_head, area.bottomLeft(), area.bottomRight(), table_style.border),
            (ends[1], area.bottomLeft(), area.bottomRight(), table_style.rule),
        )
        for drawn, start, end, width in lines:
            if drawn:
                painter.setPen(QPen(QColor("black"), width * UNITS_A_POINT))
                painter.drawLine(start, end)

    def _cell(self, painter: QPainter, cell: Cell, area: QRectF, block: int, *, shows_text: bool) -> None:
        style = in_type(self._style, self._printed.grids[block].size)
        table_style = style.table
        if cell.role == "header" and table_style.header_fill:
            painter.fillRect(area, QColor(f"#{table_style.header_fill}"))
        if table_style.lines == "grid":
            painter.setPen(QPen(QColor("black"), table_style.border * UNITS_A_POINT))
            painter.drawRect(area)
        painter.setPen(QPen(QColor("black")))
        if not cell.text or not shows_text:
            return
        look = style.texts["header_cell" if cell.role == "header" else "cell"]
        pitch = (look.line_pt or look.size * 1.3) * UNITS_A_POINT
        padding = table_style.padding * UNITS_A_POINT
        inner = area.adjusted(padding + cell.indent * look.size * UNITS_A_POINT, 0, -padding, 0)
        if cell.diagonal:
            self._diagonal(painter, cell, area, inner, look)
            return
        bold = look.bold or cell.role == "total"
        room = Room(look.size, max(inner.width() / UNITS_A_POINT, look.size), hanging=False, bold=bold)
        lines = break_text(cell.text, room)
        align = cell_align(cell, self._printed.grids[block], self._style)
        shown = _aligned(look, align)
        y = area.center().y() - len(lines) * pitch / 2
        for line in lines:
            here = QRectF(inner.left(), y, inner.width(), pitch)
            self._line(painter, [Run(line.rstrip("\n"), bold=bold)], shown, here, ends=True)
            y += pitch

    def _diagonal(self, painter: QPainter, cell: Cell, area: QRectF, inner: QRectF, look: TextStyle) -> None:
        if self._style.table.lines == "grid":
            painter.drawLine(area.topLeft(), area.bottomRight())
        upper, _, lower = cell.text.partition("\n")
        half = area.height() / 2
        sides: tuple[tuple[str, Align, float], ...] = (
            (upper, "right", area.top()),
            (lower, "left", area.top() + half),
        )
        for text, align, top in sides:
            here = QRectF(inner.left(), top, inner.width(), half)
            self._line(painter, [Run(text)], _aligned(look, align), here, ends=True)

    # -- the foot

    def _number(self, painter: QPainter, page: PrintedPage) -> None:
        numbers, look = self._style.page_numbers, self._style.texts["page_number"]
        if page.part == "cover" or (page.part == "front" and numbers.front == "none"):
            return
        text = str(page.number)
        if page.part == "front":
            text = roman(page.number) if numbers.front == "lower_roman" else roman(page.number).upper()
        width, height = (one * UNITS_A_POINT for one in self.size(page))
        paper = self._style.page
        pitch = (look.line_pt or look.size * 1.3) * UNITS_A_POINT
        bottom = height - footer_distance(self._style, landscape=page.landscape)
        edges = (paper.bottom, paper.top) if page.landscape else (paper.left, paper.right)
        left, right = (twips_of_mm(one) for one in edges)
        area = QRectF(left, bottom - pitch, width - left - right, pitch)
        if numbers.position == "outside":
            look = _aligned(look, "right" if page.number % 2 else "left")
        self._line(painter, [Run(numbers.before + text + numbers.after)], look, area, ends=True)


def roman(number: int) -> str:
    """A number in small Roman numerals."""
    text = ""
    for value, sign in _ROMAN:
        while number >= value:
            text += sign
            number -= value
    return text


def _aligned(look: TextStyle, align: Align) -> TextStyle:
    return replace(look, align=align)


def _stretch(runs: tuple[Run, ...], start: int, length: int) -> Iterator[Run]:
    """The part of the runs between two places of their joined text."""
    position = 0
    for run in runs:
        begin, end = max(start - position, 0), min(start + length - position, len(run.text))
        if begin < end:
            yield replace(run, text=run.text[begin:end])
        position += len(run.text)


def _with_empty_places(table: Table) -> Iterator[Cell]:
    """The cells, and an empty one for each place that none covers."""
    covered = {
        (row, column)
        for cell in table.cells
        for row in range(cell.row, cell.row + cell.row_span)
        for column in range(cell.column, cell.column + cell.column_span)
    }
    yield from table.cells
    for row in range(table.row_count):
        for column in range(table.column_count):
            if (row, column) not in covered:
                yield Cell("", row, column)
