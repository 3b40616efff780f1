"""The room that texts have on a page: widths, pitches, and the lines of an entry of the contents."""

from __future__ import annotations

from dataclasses import replace

from qdesk.document.advances import advance
from qdesk.document.line_breaks import Room, break_text
from qdesk.document.measures import text_width, twips
from qdesk.document.style import DocumentStyle, TextName, TextStyle

_LINE = 1.3  # of the size: the height of a line where the style names no exact one
_NUMBER = 1.0  # em: a page number of two figures


def line_pitch(look: TextStyle) -> int:
    """Return how high a line of that look is, in twips."""
    return twips(look.line_pt or look.size * _LINE * look.line)


def continued_height(style: DocumentStyle) -> int:
    """Return the room that the line 续表 takes above a part of a table, in twips."""
    look = style.texts["continued"]
    return line_pitch(look) + twips(look.after)


def text_room(style: DocumentStyle, name: TextName, indent: float, *, landscape: bool) -> Room:
    """Return the room that a paragraph of that look has; `indent` in points."""
    look = style.texts[name]
    width = text_width(style.page, landscape=landscape) / 20
    width -= indent + (look.left + look.right) * look.size
    return Room(look.size, width, look.first_line * look.size, bold=look.bold)


def entry_lines(text: str, room: Room) -> list[str]:
    """Return the lines of an entry of the contents; an empty one more if its number has no room beside it."""
    lines = break_text(text, room)
    taken = sum(advance(sign, bold=room.bold) for sign in lines[-1])
    return lines if taken + _NUMBER <= room.width / room.size else [*lines, ""]


def column_room(style: DocumentStyle, *, landscape: bool) -> Room:
    """Return the room of a caption under one of two pictures that stand side by side."""
    room = text_room(style, "caption", 0.0, landscape=landscape)
    return replace(room, width=room.width - text_width(style.page, landscape=landscape) / 40)
