"""Paints a picture as it prints, or its place as long as it is not ready."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage, QPainter

from qdesk.document.blocks import Block, Picture, PictureRow
from qdesk.errors import UserError
from qdesk.files.printed_picture import known_picture, printed_picture

_WAITING = QColor("#e8e8e8")


def paint_picture(painter: QPainter, picture: Picture, area: QRectF, *, wait: bool = True) -> bool:
    """Paint a picture into an area; False, and a grey field, where it is not ready or cannot be read.

    Without `wait` only what has been made ready before is painted (`printed_picture`).
    """
    image = QImage.fromData(_content(picture, wait=wait))
    if image.isNull():
        painter.fillRect(area, _WAITING)
        return False
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    painter.drawImage(area, image)
    painter.restore()
    return True


def paint_alone_picture(painter: QPainter, picture: Picture, width: float, height: float) -> bool:
    """Paint a picture at the painter's origin, if it is ready."""
    return paint_picture(painter, picture, QRectF(0, 0, width, height), wait=False)


def pictures_of(blocks: Iterable[Block]) -> Iterator[Picture]:
    """The pictures of a document in order."""
    for block in blocks:
        if isinstance(block, Picture):
            yield block
        elif isinstance(block, PictureRow):
            yield from block.pictures


def is_ready(picture: Picture) -> bool:
    """Whether a picture can be painted at once."""
    return known_picture(picture.id, picture.width_mm, picture.height_mm) is not None


def prepare(picture: Picture) -> None:
    """Make a picture ready, on whatever thread has the time; one that cannot be read stays a grey field."""
    _content(picture, wait=True)


def _content(picture: Picture, *, wait: bool) -> bytes:
    try:
        if wait:
            return printed_picture(picture.id, picture.original, picture.width_mm, picture.height_mm)
    except UserError:
        return b""  # the pages are shown all the same; the export to Word names the photo
    return known_picture(picture.id, picture.width_mm, picture.height_mm) or b""
