"""The rules of lines (docs/dev/page-numbers.md) read slowly, sign by sign: what the fast way must equal."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final, Literal

from qdesk.document.advances import advance
from qdesk.document.blocks import Run
from qdesk.document.line_breaks import Room
from qdesk.document.line_pieces import HANGING, JOINING, NO_END, NO_START

_TOLERANCE: Final = 0.006  # em: what pairs of Latin letters may move together in a line
_GAP: Final = 0.2  # em between Chinese and Latin
_TAB: Final = 21.0  # points: the default tabulator of every document
_HARD: Final = re.compile(r"\r\n|[\n\r\v]")
_WEAK: Final = {"‘": 0.333, "’": 0.333, "“": 0.444, "”": 0.444, "–": 0.5, "‰": 1.0}
_Side = Literal["chinese", "latin", "none"]  # none: a sign or a space, which no gap stands beside


@dataclass(frozen=True, slots=True)
class _Piece:
    """What is never broken inside: its text, its widths in em, its scripts at either end."""

    text: str
    width: float  # without the spaces at its end
    spaces: float
    first: _Side
    last: _Side
    hangs: float = 0.0  # what of the width may hang: that of a stop at its end


def plain_lines(runs: Sequence[Run], room: Room) -> list[str]:
    """Return the lines of a paragraph."""
    lines: list[str] = []
    first = room.first_line
    for part in _paragraph_parts(list(runs)):
        lines += _fill(list(_pieces(part, room)), room, first)
        first = 0.0
    return lines


def _paragraph_parts(runs: list[Run]) -> Iterator[list[tuple[str, bool]]]:
    """Yield what stands between hard line breaks, as characters with their weight."""
    part: list[tuple[str, bool]] = []
    for run in runs:
        for index, text in enumerate(_HARD.split(run.text)):
            if index:
                yield part
                part = []
            part += [(character, run.bold) for character in text]
    yield part


def _fill(pieces: list[_Piece], room: Room, first_line: float) -> list[str]:
    limit = room.width / room.size + _TOLERANCE
    lines: list[str] = []
    text, used, last = "", first_line / room.size, None
    for piece in pieces:
        gap = _gap(last.last, piece.first) if last else 0.0
        hangs = piece.hangs if room.hanging else 0.0
        if text and used + gap + piece.width - hangs > limit:
            lines.append(text)
            text, used, gap = "", 0.0, 0.0
        while used + piece.width - hangs > limit and len(piece.text) > 1:
            head, piece = _cut(piece, limit - used, room)  # noqa: PLW2901  longer than a whole line
            lines.append(text + head)
            text, used = "", 0.0
        text += piece.text
        used += gap + piece.width + piece.spaces
        last = piece
    return [*lines, text]


def _cut(piece: _Piece, limit: float, room: Room) -> tuple[str, _Piece]:
    """Return what of a piece fits a line, at least a character, and the rest."""
    count, width = 1, advance(piece.text[0], bold=room.bold)
    while count < len(piece.text) - 1:
        width += advance(piece.text[count], bold=room.bold)
        if width > limit:
            break
        count += 1
    rest = piece.text[count:]
    left = sum(advance(character, bold=room.bold) for character in rest.rstrip(" "))
    return piece.text[:count], _Piece(rest, left, piece.spaces, piece.last, piece.last, piece.hangs)


def _pieces(characters: list[tuple[str, bool]], room: Room) -> Iterator[_Piece]:
    latin = _scripts("".join(character for character, _ in characters))
    start = 0
    for index in range(1, len(characters) + 1):
        if index == len(characters) or _may_break(characters, index):
            yield _piece(
                characters[start:index], latin[start:index], room, after_latin=latin[max(start - 1, 0)]
            )
            start = index


def _may_break(characters: list[tuple[str, bool]], index: int) -> bool:
    """Return whether a line may end before the character at the index."""
    before, after = characters[index - 1][0], characters[index][0]
    if before in " \t":
        return after not in " \t"
    if after == " " or after in NO_START or before in NO_END:
        return False
    if before.isascii() and after.isascii():
        return before == "-" and after.isalpha()
    return not (before == after and before in "—…")


def _scripts(text: str) -> list[bool]:
    """Return for each character whether it is set in the Latin font.

    Spaces and general punctuation (quotation marks, dashes) go with what stands before them.
    """
    scripts: list[bool] = []
    latin = next((_is_latin(character) for character in text if not _is_weak(character)), False)
    for character in text:
        if not _is_weak(character):
            latin = _is_latin(character)
        scripts.append(latin)
    return scripts


def _is_weak(character: str) -> bool:
    return character in " \u00a0\t" or "\u2000" <= character <= "\u206f"


def _is_latin(character: str) -> bool:
    return character < "\u0530"


def _piece(characters: list[tuple[str, bool]], latin: list[bool], room: Room, *, after_latin: bool) -> _Piece:
    text = "".join(character for character, _ in characters)
    inner = text.rstrip(" \t")
    width = sum(
        _width(character, latin[index], room, bold=bold or room.bold)
        for index, (character, bold) in enumerate(characters[: len(inner)])
    )
    sides: list[_Side] = [_side(character, is_latin) for character, is_latin in zip(text, latin, strict=True)]
    width += sum(_gap(before, after) for before, after in pairwise(sides[: len(inner)]))
    spaces = sum(
        _width(character, is_latin, room, bold=False)
        for character, is_latin in zip(text[len(inner) :], latin[len(inner) :], strict=True)
    )
    core = len(inner.rstrip(NO_START + JOINING))
    joined = not after_latin if inner[:1] and inner[0] in JOINING else False
    chinese = not latin[core - 1] if core else joined
    hangs = 1.0 if inner and inner[-1] in HANGING and chinese else 0.0
    return _Piece(text, width, spaces, sides[0], sides[-1], hangs)


def _gap(before: _Side, after: _Side) -> float:
    return 0.0 if before == after or "none" in {before, after} else _GAP


def _side(character: str, latin: bool) -> _Side:
    if unicodedata.category(character)[0] not in "LN":
        return "none"
    return "latin" if latin else "chinese"


def _width(character: str, latin: bool, room: Room, *, bold: bool) -> float:
    if character == "\t":
        return _TAB / room.size
    if latin and character in _WEAK:
        return _WEAK[character]
    return advance(character, bold=bold)
