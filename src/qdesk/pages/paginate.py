"""Puts strips on pages as a word processor does: widows, what stays together, repeated header rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from qdesk.document.measures import text_height
from qdesk.document.style import PageStyle
from qdesk.pages.strips import Strip, StripRow

_WIDOW = 2  # so many lines of a paragraph at least stand together at either end of a page


class Placed(NamedTuple):
    """Lines of a strip on a page, from 1; `top` is measured in twips from the upper margin."""

    strip: int
    page: int
    top: int
    first_line: int
    lines: int


def paginate(strips: Sequence[Strip], page: PageStyle) -> list[int]:
    """Return the page, from 1, on which each strip starts."""
    return [one.page for one in place_strips(strips, page) if one.first_line == 0]


def place_strips(strips: Sequence[Strip], page: PageStyle) -> list[Placed]:
    """Return where every line of every strip stands, in reading order."""
    pages = _Pages((text_height(page), text_height(page, landscape=True)))
    for index in range(len(strips)):
        pages.place(strips, index)
    return pages.placed


@dataclass(slots=True)
class _Pages:
    """The page being filled."""

    heights: tuple[int, int]  # of the text on an upright page and on a turned one
    placed: list[Placed] = field(default_factory=list[Placed])
    _number: int = 1
    _used: int = 0
    _after: int = 0  # space below the last strip
    _section: int = 0
    _fitting: int = -1  # the last strip of what is kept together and is known to fit here
    _loose: int = -1  # the last strip of what is kept together and no page holds

    def place(self, strips: Sequence[Strip], index: int) -> None:
        strip = strips[index]
        height = self.heights[strip.landscape]
        begins = True  # a page
        if not self.placed or strip.section != self._section or (strip.page_break and self._used):
            self._turn(fresh=not self.placed)
            self._section = strip.section
            self._used = strip.before
        elif self._used and index > self._fitting and not self._fits(strips, index, height):
            self._turn()
            self._used = strip.repeated
        else:
            begins = self._used == 0
            self._used += max(self._after, strip.before) if self._used else 0
        if begins and index > self._loose:
            self._settle(strips, index, height)
        self._fill(index, strip, height)
        self._after = strip.after

    def _turn(self, *, fresh: bool = False) -> None:
        self._number += 0 if fresh else 1
        self._used = 0

    def _fits(self, strips: Sequence[Strip], index: int, height: int) -> bool:
        """Return whether the page has room for a strip with all that it is kept together with.

        That is remembered: the strips that follow it there are not asked again.
        """
        if index <= self._loose and not _starts_table(strips[index]):
            own = max(self._after, strips[index].before)
            return self._used + own + _first_height(strips[index]) <= height
        end, fits = self._chain(strips, index, height, self._used, self._after)
        if fits:
            self._fitting = end
        return fits

    def _settle(self, strips: Sequence[Strip], index: int, height: int) -> None:
        """Note how far what is kept together from the head of a page on reaches, and whether it fits.

        Where none does, it fills the pages like paragraphs that are not kept; a table among it still moves as
        a whole with its first rows.
        """
        end, fits = self._chain(strips, index, height, self._used - strips[index].before, 0)
        if fits:
            self._fitting = end
            return
        while end + 1 < len(strips) and strips[end].keep_next and not _parted(strips[end], strips[end + 1]):
            end += 1
        self._loose = end

    def _chain(
        self, strips: Sequence[Strip], index: int, height: int, used: int, after: int
    ) -> tuple[int, bool]:
        """Return the last strip of what is kept together from that one on, and whether all of it fits.

        Where it does not, the strip is the first one that has no room.
        """
        for place in range(index, len(strips)):
            strip = strips[place]
            last = not strip.keep_next or place + 1 == len(strips) or _parted(strip, strips[place + 1])
            used += max(after, strip.before) + (_first_height(strip) if last else _height(strip))
            if last:
                below = strip.rest - strip.pitch
                spare = strip.spare if below > 0 and used + below > height else 0
                return place, used + spare <= height
            if used > height:
                return place, False
            after = strip.after
        return len(strips) - 1, True

    def _fill(self, index: int, strip: Strip, height: int) -> None:
        """Put the lines on this page and, where they do not fit, on the next ones."""
        left = strip.lines

        def put(lines: int) -> None:
            self.placed.append(Placed(index, self._number, self._used, strip.lines - left, lines))

        while True:
            fitting = (height - self._used - strip.edge) // strip.pitch
            if left <= fitting or strip.whole or fitting < 1:
                break
            fitting = min(fitting, max(left - _WIDOW, 1))
            put(fitting)
            left -= fitting
            self._turn()
            self._used = strip.again
        put(left)
        self._used += left * strip.pitch + strip.edge


def _starts_table(strip: Strip) -> bool:
    return isinstance(strip.shows, StripRow) and strip.shows.row == 0


def _height(strip: Strip) -> int:
    return strip.lines * strip.pitch + strip.edge


def _first_height(strip: Strip) -> int:
    """Return the height of the lines that must stand on a strip's first page."""
    return _first_lines(strip) * strip.pitch + strip.edge


def _parted(strip: Strip, following: Strip) -> bool:
    return following.page_break or following.section != strip.section


def _first_lines(strip: Strip) -> int:
    """Return how many lines of a paragraph must stand on its first page."""
    undivided = strip.whole or strip.lines < 2 * _WIDOW
    return strip.lines if undivided else _WIDOW
