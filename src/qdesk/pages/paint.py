"""Paints laid-out pages: for the preview on the screen and for the PDF."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby

from PySide6.QtCore import QLineF, QPointF, QRectF, QSizeF
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen

from qdesk.document.blocks import Chart, Picture, Run
from qdesk.document.line_breaks import Room, break_lines
from qdesk.document.measures import footer_distance, text_width, twips, twips_of_mm
from qdesk.document.style import TextStyle
from qdesk.pages.fonts import UNITS_A_POINT
from qdesk.pages.layout import PrintedPage, PrintedPages
from qdesk.pages.paginate import Placed
from qdesk.pages.paint_chart import paint_chart
from qdesk.pages.paint_line import BASELINE, LinePainter, aligned
from qdesk.pages.paint_picture import paint_picture
from qdesk.pages.paint_table import TablePainter
from qdesk.pages.rooms import column_room, entry_lines, text_room
from qdesk.pages.strips import Strip, StripCaptions, StripPictures, StripRow, StripText

_ROMAN = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))

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
        self._lines = LinePainter(printed.style)
        self._tables = TablePainter(printed, self._lines)

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
                self._tables.paint(painter, block, items, origin)
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
            self._entry(painter, shows, placed, QRectF(left, at.y(), width, pitch), room)
            return
        lines = break_lines(shows.runs, room)
        start = sum(len(line) for line in lines[: placed.first_line])
        for count, line in enumerate(lines[placed.first_line : placed.first_line + placed.lines]):
            number = placed.first_line + count
            indent = room.first_line * UNITS_A_POINT if number == 0 else 0.0
            area = QRectF(left + indent, at.y() + count * pitch, width - indent, pitch)
            ends = number == len(lines) - 1
            self._lines.paint(painter, list(_stretch(shows.runs, start, len(line))), look, area, ends=ends)
            start += len(line)
        if shows.sign and placed.first_line == 0:
            room_left = 2 * look.size * UNITS_A_POINT
            area = QRectF(left - room_left, at.y(), room_left, pitch)
            self._lines.paint(painter, [Run(shows.sign)], aligned(look, "left"), area, ends=True)

    def _entry(self, painter: QPainter, shows: StripText, placed: Placed, first: QRectF, room: Room) -> None:
        """The lines of an entry of the contents that stand on a page, in areas from the `first` one down."""
        lines = entry_lines(shows.runs[0].text, room)
        look = aligned(self._style.texts[shows.name], "left")
        area = QRectF(first)
        for number in range(placed.first_line, placed.first_line + placed.lines):
            text = lines[number].rstrip()
            if number + 1 < len(lines):
                self._lines.paint(painter, [Run(text)], look, area, ends=True)
            else:
                self._last_line(painter, text, str(self._printed.numbers.get(shows.leads_to, "")), look, area)
            area.translate(0, first.height())

    def _last_line(self, painter: QPainter, text: str, number: str, look: TextStyle, area: QRectF) -> None:
        """The text, dots and the page number at the right end."""
        painter.setPen(QPen(QColor(f"#{look.color}" if look.color else "black")))
        font = self._lines.font(look)
        metrics = QFontMetricsF(font)
        gap = 4 * UNITS_A_POINT
        end = metrics.horizontalAdvance(number)
        y = area.center().y() + look.size * UNITS_A_POINT * BASELINE
        width = min(metrics.horizontalAdvance(text), area.width() - end)
        room = QRectF(area.topLeft(), QSizeF(width, area.height()))
        self._lines.paint(painter, [Run(text)], look, room, ends=True)
        painter.setFont(font)
        painter.setPen(QPen(QColor(f"#{look.color}" if look.color else "black")))
        painter.drawText(QPointF(area.right() - end, y), number)
        dots = QPen(QColor("black"), 0.7 * UNITS_A_POINT)
        dots.setDashPattern([1, 3])
        painter.setPen(dots)
        if width + end + 2 * gap < area.width():
            painter.drawLine(
                QLineF(area.left() + width + gap, y - gap / 4, area.right() - end - gap, y - gap / 4)
            )
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
                self._lines.paint(painter, [Run(line)], look, area, ends=number == len(lines))
                y += pitch

    def _picture_area(self, strip: Strip, picture: Picture | Chart, at: QPointF) -> QRectF:
        width, height = (twips_of_mm(one) for one in (picture.width_mm, picture.height_mm))
        room = text_width(self._style.page, landscape=strip.landscape)
        return QRectF(at.x() + (room - width) / 2, at.y(), width, height)

    def _chart_font(self, size: float) -> QFont:
        return self._lines.font(replace(self._style.texts["cell"], size=size))

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
            look = aligned(look, "right" if page.number % 2 else "left")
        self._lines.paint(painter, [Run(numbers.before + text + numbers.after)], look, area, ends=True)


def roman(number: int) -> str:
    """A number in small Roman numerals."""
    text = ""
    for value, sign in _ROMAN:
        while number >= value:
            text += sign
            number -= value
    return text


def _stretch(runs: tuple[Run, ...], start: int, length: int) -> Iterator[Run]:
    """The part of the runs between two places of their joined text."""
    position = 0
    for run in runs:
        begin, end = max(start - position, 0), min(start + length - position, len(run.text))
        if begin < end:
            yield replace(run, text=run.text[begin:end])
        position += len(run.text)
