"""Where lines end: mixed Chinese and Latin text, broken by the rules of docs/dev/page-numbers.md."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from qdesk.document.advances import advance
from qdesk.document.blocks import Run
from qdesk.document.line_pieces import (
    CHINESE,
    GAP,
    HANGING,
    LATIN,
    OPENING,
    Piece,
    may_part,
    measured_piece,
    pieces_of,
    starts_latin,
    usual_piece,
)

_TOLERANCE: Final = 0.006  # em: what pairs of Latin letters may move together in a line
_HARD: Final = re.compile(r"\r\n|[\n\r\v]")


@dataclass(frozen=True, slots=True)
class Room:
    """The room of a paragraph: size of its letters, widths in points, and whether stops may hang."""

    size: float
    width: float
    first_line: float = 0.0
    hanging: bool = True
    bold: bool = False


def break_lines(runs: Iterable[Run], room: Room) -> list[str]:
    """Return the lines of a paragraph; an empty one has one empty line. They join to the text again."""
    runs = tuple(runs)
    if any(run.bold for run in runs):
        return _lines(runs, room)
    text = runs[0].text if len(runs) == 1 else "".join(run.text for run in runs)
    return list(_lines_of_text(text, room))


@lru_cache(maxsize=50_000)
def _lines_of_text(text: str, room: Room) -> tuple[str, ...]:
    """The same for a text of one weight, remembered: it is counted and painted, and numbers repeat."""
    return tuple(_lines((Run(text),), room))


def break_text(text: str, room: Room) -> list[str]:
    """Return the lines of a text of one appearance."""
    return list(_lines_of_text(text, room))


def _lines(runs: tuple[Run, ...], room: Room) -> list[str]:
    text = "".join(run.text for run in runs)
    bold = [run.bold or room.bold for run in runs for _ in run.text] if any(run.bold for run in runs) else []
    lines: list[str] = []
    start = 0
    for end, following in _hard_breaks(text):
        filler = _Filler(text[start:end], bold[start:end], room, 0.0 if start else room.first_line)
        lines += filler.lines()
        start = following
    return lines


def _hard_breaks(text: str) -> Iterator[tuple[int, int]]:
    """Yield where the text ends before each line break, and where it goes on."""
    for match in _HARD.finditer(text):
        yield match.start(), match.end()
    yield len(text), len(text)


@dataclass(slots=True)
class _Filler:
    """Fills the lines of a text without line breaks; `bold` is empty where all has the weight of the room."""

    text: str
    bold: list[bool]
    room: Room
    first_line: float  # points

    def lines(self) -> list[str]:
        """Return the lines, at least one."""
        return self._filled(long=True) or self._filled(long=False)

    def _filled(self, *, long: bool) -> list[str]:
        """Return the lines; none if one is too narrow for a piece of a `long` stretch."""
        text, size, hanging, measured = self.text, self.room.size, self.room.hanging, self._measured
        weight = None if self.bold else self.room.bold
        limit = self.room.width / size + _TOLERANCE
        lines: list[str] = []
        start = at = last = 0  # of the line, of the next piece; what kind of character stands before it
        used, latin = self.first_line / size, starts_latin(text)
        for stretch, piece in pieces_of(text, long=long):
            if stretch:
                between = GAP if last == LATIN and stretch[0] not in OPENING else 0.0
                end = at + len(stretch)
                while at < end:
                    count = _fitting(stretch[at - end :], limit - used - between, hanging=hanging)
                    if not count and at == start:
                        if long:
                            return []
                        count = 1
                    at += count
                    if at < end:
                        lines.append(text[start:at])
                        start, used, between = at, 0.0, 0.0
                    else:
                        used += between + count
                last, latin = CHINESE, False
                continue
            made = measured(piece, at, latin) if weight is None else usual_piece(piece, size, latin, weight)
            width, spaces, first, after, hangs, latin = made
            between = GAP if last and first and last != first else 0.0
            printed = width - hangs if hanging else width
            if at > start and used + between + printed > limit:
                lines.append(text[start:at])
                start, used, between = at, 0.0, 0.0
            at += len(piece)
            if used + printed > limit and len(piece) > 1:
                cut, used = self._cut(piece, made, used, limit)
                lines += cut
                start = at - len(piece) + sum(map(len, cut))
            else:
                used += between + width + spaces
            last = after
        return [*lines, text[start:]]

    def _measured(self, piece: str, at: int, latin: bool) -> Piece:  # noqa: FBT001 - asked for at every piece
        bold = self.bold[at : at + len(piece)]
        if any(bold) and not all(bold):
            return measured_piece(piece, self.room.size, bold, latin=latin)
        return usual_piece(piece, self.room.size, latin, any(bold) or self.room.bold)

    def _cut(self, piece: str, made: Piece, used: float, limit: float) -> tuple[list[str], float]:
        """Return the lines that a piece longer than a line fills, and what its rest uses of the next one.

        `used` is the indent of the line that it starts.
        """
        bold, hangs = self.room.bold, made.hangs if self.room.hanging else 0.0
        cut: list[str] = []
        rest, width = piece, made.width
        while used + width - hangs > limit and len(rest) > 1:
            count, filled = 1, advance(rest[0], bold=bold)
            while count < len(rest) - 1:
                filled += advance(rest[count], bold=bold)
                if filled > limit - used:
                    break
                count += 1
            cut.append(rest[:count])
            rest, used = rest[count:], 0.0
            width = sum(advance(character, bold=bold) for character in rest.rstrip(" "))
        return cut, used + width + made.spaces


def _fitting(stretch: str, room: float, *, hanging: bool) -> int:
    """Return how many signs of a Chinese stretch stand in a room (em); 0 if not even its first piece does."""
    if len(stretch) <= room:
        return len(stretch)
    end = max(int(room), 0)
    if hanging and stretch[end] in HANGING and (end + 1 == len(stretch) or may_part(stretch, end + 1)):
        return end + 1
    while end and not may_part(stretch, end):
        end -= 1
    return end
