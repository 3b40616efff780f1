"""Photos as blocks: each with its caption below, two halves that follow each other side by side."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from qdesk.document.blocks import Block, Caption, Picture, PictureRow
from qdesk.model.axis import fill_years
from qdesk.model.figure import Figure
from qdesk.model.report_view import ReportView

WIDE_MM = 140.0
"""As wide as a chart."""
HALF_MM = 70.0
MOST_HEIGHT_MM = 110.0
"""An upright photo takes no more than half a page."""


def photo_picture(view: ReportView, figure: Figure) -> Picture | None:
    """The picture of a photo at its size on the page, its sides in proportion; None where it is gone."""
    original = view.archive.original(figure.picture)
    if original is None:
        return None
    width = HALF_MM if figure.half else WIDE_MM
    height = width * original.height / original.width
    if height > MOST_HEIGHT_MM:
        width, height = MOST_HEIGHT_MM * original.width / original.height, MOST_HEIGHT_MM
    title = fill_years(figure.title, view.data.year)
    return Picture(original.id, round(width, 2), round(height, 2), title, original.content)


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
