"""Writes laid-out pages as a PDF file."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import IO

from PySide6.QtCore import QBuffer, QIODevice, QMarginsF, QSizeF
from PySide6.QtGui import QGuiApplication, QPageLayout, QPageSize, QPainter, QPdfWriter

from qdesk.files.write_whole import write_whole
from qdesk.pages.layout import PrintedPages
from qdesk.pages.paint import PagePainter

_RESOLUTION = 1200
_DISPLAYS = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
_POINTS_AN_INCH = 72


def write_pdf(
    printed: PrintedPages, target: Path, progress: Callable[[int, int], None] | None = None
) -> None:
    """Write all pages; until the last is made an old file stays as it was.

    `progress` is told (pages done, pages in all) and may raise to cancel. Raises UserError if the folder
    or the file stands in the way.
    """
    _ensure_application()
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    _paint(printed, buffer, progress or (lambda _done, _total: None))
    content = buffer.data().data()

    def put(file: IO[bytes]) -> None:
        file.write(content)

    write_whole(target, put, "PDF 阅读器")


def _paint(printed: PrintedPages, device: QIODevice, progress: Callable[[int, int], None]) -> None:
    writer = QPdfWriter(device)
    writer.setResolution(_RESOLUTION)
    writer.setTitle(printed.document.title)
    writer.setCreator("qdesk")
    pages = PagePainter(printed)
    painter = QPainter()
    scale = _RESOLUTION / _POINTS_AN_INCH
    try:
        for count, page in enumerate(printed.pages, 1):
            paper = QPageSize(
                QSizeF(*pages.size(page)), QPageSize.Unit.Point, "", QPageSize.SizeMatchPolicy.ExactMatch
            )
            margins = QMarginsF(0, 0, 0, 0)
            writer.setPageLayout(QPageLayout(paper, QPageLayout.Orientation.Portrait, margins))
            if painter.isActive():
                writer.newPage()
            else:
                painter.begin(writer)
            painter.save()
            painter.scale(scale, scale)
            pages.paint(painter, page)
            painter.restore()
            progress(count, len(printed.pages))
    finally:
        if painter.isActive():
            painter.end()  # before the writer and its device go


def _ensure_application() -> None:
    """Text is painted with an application; on the command line one without a window is made and kept."""
    if QGuiApplication.instance() is not None:
        return
    if sys.platform == "linux":
        os.environ["LC_ALL"] = "C.UTF-8"  # in a poor locale Qt complains on standard error
        if not any(os.environ.get(name) for name in _DISPLAYS):
            os.environ["QT_QPA_PLATFORM"] = "offscreen"
    _kept.append(QGuiApplication([]))


_kept: list[QGuiApplication] = []
