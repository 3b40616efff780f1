"""Photos as blocks: each with its caption below, two halves that follow each other side by side."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from qdesk.document.blocks import Block, Caption, Picture, PictureRow
from qdesk.model.axis import fill_years
from qdesk.model.figure import Figure
from qdesk.model.original import Original
from qdesk.model.report_view import ReportView

WIDE_MM = 140.0
"""As wide as a chart."""
HALF_MM = 70.0
MOST_HEIGHT_MM = 110.0
"""An upright photo takes no more than half a page."""
LEAST_DPI = 96
"""A photo of fewer dots an inch is printed smaller instead: blown up, its dots are seen."""
LEAST_MM = 30.0
"""But no narrower: below that nobody sees what it shows."""

_MM_AN_INCH = 25.4


class PhotoSize(NamedTuple):
    """The width that was wished, and the sides that are printed, in millimetres."""

    wished: float
    width: float
    height: float


def photo_size(original: Original, *, half: bool) -> PhotoSize:
    """The size of a photo on the page, its sides in proportion."""
    wished = min(HALF_MM if half else WIDE_MM, MOST_HEIGHT_MM * original.width / original.height)
    sharp = original.width / LEAST_DPI * _MM_AN_INCH
    width = min(wished, max(sharp, LEAST_MM))
    return PhotoSize(wished, round(width, 2), round(width * original.height / original.width, 2))


def is_blurred(original: Original, size: PhotoSize) -> bool:
    """Whether the dots of a photo are seen at that size."""
    return original.width / size.width * _MM_AN_INCH < LEAST_DPI - 1


def photo_picture(view: ReportView, figure: Figure) -> Picture | None:
    """The picture of a photo at its size on the page, its sides in proportion; None where it is gone."""
    original = view.archive.original(figure.picture)
    if original is None:
        return None
    size = photo_size(original, half=figure.half)
    title = fill_years(figure.title, view.data.year)
    return Picture(original.id, size.width, size.height, title, original.content)


def photo_caption(view: ReportView, figure: Figure) -> Caption:
    """The caption of a photo."""
    number = view.caption_numbers[figure.id]
    title = fill_years(figure.title, view.data.year)
    return Caption("figure", number.label, number.number, title, figure.id, number.separator)


def photo_blocks(view: ReportView, figures: Sequence[Figure]) -> Iterator[Block]:
    """Photos that follow each other, in rows as they print."""
    waiting: tuple[Picture, Caption] | None = None
    for figure in figures:
        picture = photo_picture(view, figure)
        if picture is None:
            continue
        here = (picture, photo_caption(view, figure))
        if waiting and figure.half:
            yield PictureRow((waiting[0], picture), (waiting[1], here[1]))
            waiting = None
            continue
        yield from waiting or ()
        waiting = here if figure.half else None
        yield from () if figure.half else here
    yield from waiting or ()
