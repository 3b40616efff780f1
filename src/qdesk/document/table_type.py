"""Smaller type for tables whose columns have no room on a landscape page either: 小五, 六号, 小六."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from qdesk.document.style import DocumentStyle, TextStyle

SMALL_SIZES = {9.0: "小五", 7.5: "六号", 6.5: "小六"}
"""Points, and what printers call them; the largest that gives every number its room is taken."""


def sizes_to_try(style: DocumentStyle) -> Iterator[float]:
    """The style's own size, told as 0, then those below it."""
    yield 0.0
    yield from (size for size in SMALL_SIZES if size < style.texts["cell"].size)


def in_type(style: DocumentStyle, size: float) -> DocumentStyle:
    """The style with the texts and the padding of its tables in that size; 0 is the style's own."""
    if not size:
        return style
    share = size / style.texts["cell"].size
    cell, header = (_scaled(style.texts[name], share) for name in ("cell", "header_cell"))
    # Room is what such a table lacks, so that its padding shrinks more than its letters.
    table = replace(style.table, padding=round(style.table.padding * share**2, 1))
    return replace(style, texts={**style.texts, "cell": cell, "header_cell": header}, table=table)


def _scaled(look: TextStyle, share: float) -> TextStyle:
    """A look in smaller letters; Word counts sizes in half points."""
    size = round(look.size * share * 2) / 2
    return replace(look, size=size, line_pt=round(look.line_pt * share * 2) / 2)
