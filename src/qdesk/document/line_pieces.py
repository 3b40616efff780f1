"""What no line end ever parts: the pieces of a text, how wide they are, what stands at their ends."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from typing import Final, NamedTuple

from qdesk.document.advances import advance

# 避头尾: written into every document too, so that no word processor takes a list of its own.
NO_START: Final = (
    "!%),.:;>?]}¢¨°·ˇˉ―‖’”…‰′″›℃∶、。〃〉》」』】〕〗〞︶︺︾﹀﹄﹚﹜﹞！＂％＇），．：；？］｀｜｝～￠"
)
NO_END: Final = "$(.[{£¥‘“〈《「『【〔〖〝﹙﹛﹝＄（．［｛￡￥"
HANGING: Final = "、。，．：；！？"  # may stand beyond the margin; never inside a cell
JOINING: Final = "/-+~*"  # behind a Chinese character they count as Chinese, where a stop wants to hang
GAP: Final = 0.2  # em between Chinese and Latin
_TAB: Final = 21.0  # points: the default tabulator of every document
_WEAK: Final = {"‘": 0.333, "’": 0.333, "“": 0.444, "”": 0.444, "–": 0.5, "‰": 1.0}
_NONE, CHINESE, LATIN = 0, 1, 2  # ends of a piece; beside _NONE, a sign or a space, there is no gap

_HAN = "[\u4e00-\u9fff]"
_JOINED = "|".join(
    (
        r"(?<=[ \t])(?=[ \t])",
        rf"(?<![ \t])(?=[ {re.escape(NO_START)}])",
        rf"(?<=[{re.escape(NO_END)}])",
        r"(?<=[\x00-\x08\x0a-\x1f!-\x7f])(?=[\x00-\x7f])(?!(?<=-)[A-Za-z])",
        r"(?<=—)(?=—)",
        r"(?<=…)(?=…)",
    )
)
_PIECE = rf"((?s:.)(?:(?:{_JOINED})(?s:.))*)"
OPENING, CLOSING = "（《「『【", "，。、；：！？）》」』】"  # the usual signs of a Chinese stretch
_PIECES: Final = re.compile(rf"({_HAN}+(?={_HAN}))|{_PIECE}")
_LONG: Final = re.compile(
    rf"([\u4e00-\u9fff{OPENING}][\u4e00-\u9fff{OPENING}{CLOSING}]*(?<![{OPENING}])(?={_HAN}))|{_PIECE}"
)


class Piece(NamedTuple):
    """The widths of a piece in em, and the kinds of character at its ends."""

    width: float  # without the spaces at its end
    spaces: float
    first: int
    last: int
    hangs: float  # what of the width may hang: that of a stop at its end
    latin: bool  # whether a sign that follows is set in the Latin font


def pieces_of(text: str, *, long: bool) -> list[tuple[str, str]]:
    """Return a text's pieces: (a Chinese stretch, "") or ("", a piece).

    Each sign of a stretch is one em wide, and a Chinese character follows it. A `long` one may hold the usual
    signs, and is parted where `may_part` says so; the others are parted anywhere.
    """
    return (_LONG if long else _PIECES).findall(text)


def may_part(stretch: str, at: int) -> bool:
    """Return whether a line may end before that character of a stretch."""
    return stretch[at] not in CLOSING and stretch[at - 1] not in OPENING


def starts_latin(text: str) -> bool:
    """Return whether signs before the first letter of a text are set in the Latin font."""
    return next((_is_latin(character) for character in text if not _is_weak(character)), False)


@lru_cache(maxsize=20_000)
def usual_piece(text: str, size: float, latin: bool, bold: bool) -> Piece:  # noqa: FBT001 - asked for at every piece
    """Return a piece of one weight, remembered: the same few stand in all prose.

    `size` of the letters in points, `latin` says how the signs at its beginning are set.
    """
    return measured_piece(text, size, [bold] * len(text), latin=latin)


def measured_piece(text: str, size: float, bold: Sequence[bool], *, latin: bool) -> Piece:
    """The same for a piece whose characters differ in weight."""
    inner = len(text.rstrip(" \t"))
    width = spaces = 0.0
    before = first = _NONE
    core = not latin and text[0] in JOINING  # whether the last character that may start a line is Chinese
    for at, character in enumerate(text):
        own, side, latin = _character(character, latin, bold[at])
        if character == "\t":
            own = _TAB / size
        if at < inner:
            width += own
            if before and side and before != side:
                width += GAP
            if character not in NO_START and character not in JOINING:
                core = not latin
        else:
            spaces += own
        if at == 0:
            first = side
        before = side
    hangs = 1.0 if core and text[inner - 1] in HANGING else 0.0
    return Piece(width, spaces, first, before, hangs, latin)


@lru_cache(maxsize=20_000)
def _character(character: str, latin: bool, bold: bool) -> tuple[float, int, bool]:  # noqa: FBT001 - as usual_piece
    """The width of a character in em, its kind, and whether it is set in the Latin font.

    `latin` says so of the one before it, which spaces and general punctuation (quotation marks) follow.
    """
    latin = latin if _is_weak(character) else _is_latin(character)
    side = _NONE if unicodedata.category(character)[0] not in "LN" else LATIN if latin else CHINESE
    if latin and character in _WEAK:
        return _WEAK[character], side, latin
    return advance(character, bold=bold), side, latin


def _is_weak(character: str) -> bool:
    return character in " \u00a0\t" or "\u2000" <= character <= "\u206f"


def _is_latin(character: str) -> bool:
    return character < "\u0530"
