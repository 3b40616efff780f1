"""Puts laid-out pages on a device that takes pages: a PDF writer or a printer."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtCore import QMarginsF, QSizeF
from PySide6.QtGui import QPagedPaintDevice, QPageLayout, QPageSize, QPainter

from qdesk.errors import UserError
from qdesk.pages.layout import PrintedPages
from qdesk.pages.paint import PagePainter

Device = QPagedPaintDevice
_POINTS_AN_INCH = 72


def put_pages(
    printed: PrintedPages,
    device: Device,
    wanted: Iterable[int],
    *,
    on_paper: bool,
    progress: Callable[[int], None] = lambda _: None,
) -> int:
    """Paint the pages of those indexes, in that order, and return how many.

    `on_paper`: the device takes known kinds of paper, and turns them; a PDF has pages of any size. `progress`
    is told the pages done and may raise to cancel. Raises UserError where the device takes nothing.
    """
    pages = PagePainter(printed)
    painter = QPainter()
    count = 0
    try:
        for index in wanted:
            page = printed.pages[index]
            device.setPageLayout(_layout(*pages.size(page), on_paper=on_paper))
            if not (device.newPage() if painter.isActive() else painter.begin(device)):
                raise UserError("打印机没有接受这些页", "", "请看它是否接通、有没有纸，再打印一次")
            scale = device.logicalDpiX() / _POINTS_AN_INCH
            painter.save()
            painter.scale(scale, scale)
            pages.paint(painter, page)
            painter.restore()
            count += 1
            progress(count)
    finally:
        if painter.isActive():
            painter.end()  # before the device goes
    return count


def _layout(width: float, height: float, *, on_paper: bool) -> QPageLayout:
    """The whole sheet of a page of that size in points; what the printer cannot reach is left to it."""
    turned = on_paper and width > height
    size = QSizeF(height, width) if turned else QSizeF(width, height)
    match = QPageSize.SizeMatchPolicy.FuzzyMatch if on_paper else QPageSize.SizeMatchPolicy.ExactMatch
    orientation = QPageLayout.Orientation.Landscape if turned else QPageLayout.Orientation.Portrait
    layout = QPageLayout(QPageSize(size, QPageSize.Unit.Point, "", match), orientation, QMarginsF())
    layout.setMode(QPageLayout.Mode.FullPageMode)
    return layout
