"""Puts strips on pages as a word processor does: widows, what stays together, repeated header rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from qdesk.document.measures import text_height
from qdesk.document.style import PageStyle
from qdesk.pages.strips import Strip

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

    def place(self, strips: Sequence[Strip], index: int) -> None:
        strip = strips[index]
        height = self.heights[strip.landscape]
        if not self.placed or strip.section != self._section or (strip.page_break and self._used):
            self._turn(fresh=not self.placed)
            self._section = strip.section
            self._used = strip.before
        elif self._used and index > self._fitting and not self._fits(strips, index, height):
            self._turn()
            self._used = strip.repeated
        elif self._used:
            self._used += max(self._after, strip.before)
        self._fill(index, strip, height)
        self._after = strip.after

    def _turn(self, *, fresh: bool = False) -> None:
        self._number += 0 if fresh else 1
        self._used = 0

    def _fits(self, strips: Sequence[Strip], index: int, height: int) -> bool:
        """Return whether the page has room for a strip with all that it is kept together with.

        That is remembered: the strips that follow it there are not asked again.
        """
        own = max(self._after, strips[index].before)
        needed, after = 0, self._after
        for place in range(index, len(strips)):
            strip = strips[place]
            last = not strip.keep_next or place + 1 == len(strips) or _parted(strip, strips[place + 1])
            lines = _first_lines(strip) if last else strip.lines
            needed += max(after, strip.before) + lines * strip.pitch
            if last:
                below = strip.rest - strip.pitch
                if below > 0 and self._used + needed + below > height:
                    needed += strip.spare
                fits = self._used + needed <= height
                if fits:
                    self._fitting = place
                return fits
            if needed > height:  # no page holds it: what is kept together falls apart
                break
            after = strip.after
        return self._used + own + _first_lines(strips[index]) * strips[index].pitch <= height

    def _fill(self, index: int, strip: Strip, height: int) -> None:
        """Put the lines on this page and, where they do not fit, on the next ones."""
        left = strip.lines

        def put(lines: int) -> None:
            self.placed.append(Placed(index, self._number, self._used, strip.lines - left, lines))

        while True:
            fitting = (height - self._used) // strip.pitch
            if left <= fitting or strip.whole or not fitting:
                break
            fitting = min(fitting, max(left - _WIDOW, 1))
            put(fitting)
            left -= fitting
            self._turn()
        put(left)
        self._used += left * strip.pitch


def _parted(strip: Strip, following: Strip) -> bool:
    return following.page_break or following.section != strip.section


def _first_lines(strip: Strip) -> int:
    """Return how many lines of a paragraph must stand on its first page."""
    undivided = strip.whole or strip.lines < 2 * _WIDOW
    return strip.lines if undivided else _WIDOW
