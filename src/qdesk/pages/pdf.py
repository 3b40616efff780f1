"""Writes laid-out pages as a PDF file."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import IO

from PySide6.QtCore import QBuffer, QIODevice
from PySide6.QtGui import QGuiApplication, QPdfWriter

from qdesk.files.write_whole import write_whole
from qdesk.pages.layout import PrintedPages
from qdesk.pages.put_pages import put_pages

_RESOLUTION = 1200
_DISPLAYS = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")


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
    total = len(printed.pages)
    put_pages(printed, writer, range(total), on_paper=False, progress=lambda count: progress(count, total))


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
