"""Where the lines of a cover stand: each at its usual height, whatever lines are missing or need more room.

A style gives the space above each line of a full cover. The space above the lines that are there is made of
that, so that issuer and date stay in the lower part of the page.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from qdesk.document.blocks import Cover, Document
from qdesk.document.line_breaks import Room, break_text
from qdesk.document.measures import text_width
from qdesk.document.style import DocumentStyle, TextName, TextStyle

_FOOT: tuple[TextName, ...] = ("cover_issuer", "cover_date")
_LEAST = 24.0  # points above the foot of a cover, where long lines have taken its space


def with_cover_placed(document: Document, style: DocumentStyle) -> DocumentStyle:
    """The style with the spaces above the lines of this document's cover."""
    cover = next((one for one in document.blocks if isinstance(one, Cover)), None)
    return replace(style, texts={**style.texts, **dict(_placed(cover, style))}) if cover else style


def _texts(cover: Cover) -> tuple[tuple[TextName, str], ...]:
    """The lines of a cover from top to foot; those that are empty are not printed."""
    return (
        ("cover_school", cover.school),
        ("title", cover.title),
        ("cover_year", cover.year),
        ("cover_issuer", cover.issuer),
        ("cover_date", cover.date),
    )


def _placed(cover: Cover, style: DocumentStyle) -> Iterator[tuple[TextName, TextStyle]]:
    usual = used = 0.0  # the foot of the line before: on a full cover of short lines, and on this one
    foot = False  # whether a line of the foot stands above
    for name, text in _texts(cover):
        look = style.texts[name]
        usual += look.before
        if text:
            least = _LEAST if name in _FOOT and not foot else look.before
            before = max(usual - used, least)
            yield name, replace(look, before=round(before, 1))
            used += before + _lines(text, look, style) * _pitch(look) + look.after
            foot = name in _FOOT
        usual += _pitch(look) + look.after


def _pitch(look: TextStyle) -> float:
    return look.line_pt or look.size * look.line * 1.3


def _lines(text: str, look: TextStyle, style: DocumentStyle) -> int:
    width = text_width(style.page) / 20 - (look.left + look.right) * look.size
    return len(break_text(text, Room(look.size, width, bold=look.bold)))
