"""The rows of a table: how high they are, and which of them stay on the page of the next one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate

from qdesk.document.blocks import Cell, Table
from qdesk.document.line_breaks import Room, break_text
from qdesk.document.measures import text_height, twips
from qdesk.document.style import DocumentStyle
from qdesk.document.table_cells import Arranged

_LED_BY = 0.2  # of a page: what a caption with its lines may take above a table kept together


@dataclass(frozen=True, slots=True)
class Rows:
    """Heights of the rows in twips, their lines of text, and how many stay with the next row.

    The first `repeated` rows stand above the table on every page that it goes on to. The `split` rows are too
    high for a page: their lines go on over its end. Between a `joined` row and the next one a merged cell has
    no room for its text on either side.
    """

    heights: tuple[int, ...]
    lines: tuple[int, ...]
    repeated: int
    split: frozenset[int]
    kept: int
    joined: frozenset[int]


def measure_rows(
    cells: Arranged, most: list[float], widths: list[int], style: DocumentStyle, *, landscape: bool
) -> Rows:
    """Return the rows of a table with columns of these widths (twips).

    `most` is what the longest text of each column surely fits in, in em. A height holds the counted lines and
    some slack, so that no word processor needs more.
    """
    pitch = cell_pitch(style)
    size = max(style.texts[name].size for name in ("cell", "header_cell"))
    counter = _LineCounter(widths, style)
    counted: list[tuple[Cell, int]] = []  # cells of more than one line
    for column, own in enumerate(cells.columns):
        if most[column] * size > counter.room(column):
            counted += [(cell, count) for cell in own if (count := counter.lines(cell)) > 1]
    counted += [(cell, count) for cell in cells.spanning if cell.text and (count := counter.lines(cell)) > 1]
    lines = _lines(cells.row_count, counted)
    heights_of = {count: twips(count * pitch + style.table.row_slack) for count in set(lines)}
    heights = tuple(heights_of[count] for count in lines)
    room = text_height(style.page, landscape=landscape) * (1 - _LED_BY)
    repeated = _repeated(cells.table, heights, room)
    most_high = room - sum(heights[:repeated])
    split = frozenset(row for row, height in enumerate(heights) if height > most_high)
    kept = _kept(cells.table, heights, style, room)
    if split:
        kept = _kept_before(min(split), kept, repeated)
    return Rows(heights, tuple(lines), repeated, split, kept, frozenset(_joined(counted, lines)))


def cell_pitch(style: DocumentStyle) -> float:
    """Return how high a line of a row is, in points."""
    return max(style.texts[name].line_pt or style.texts[name].size * 1.3 for name in ("cell", "header_cell"))


def table_edge(style: DocumentStyle) -> int:
    """Return what the lines of a table add to its height on each of its pages, in twips."""
    return twips(style.table.rule if style.table.lines == "three" else style.table.border)


def _repeated(table: Table, heights: tuple[int, ...], room: float) -> int:
    """Return how many rows are repeated: the header, if rows follow and it leaves them half of the room."""
    headers = table.header_rows
    return headers if headers < len(heights) and sum(heights[:headers]) <= room / 2 else 0


def _kept(table: Table, heights: tuple[int, ...], style: DocumentStyle, room: float) -> int:
    """Return how many first rows stay with the next: all of a small table, else header and first row."""
    if len(heights) <= style.table.keep_together and sum(heights) <= room:
        return len(heights) - 1
    kept = min(table.header_rows + 1, len(heights) - 1)
    while kept > 0 and sum(heights[: kept + 1]) > room:
        kept -= 1
    return max(kept, 0)


def _kept_before(first: int, kept: int, repeated: int) -> int:
    """The same where a row goes on over a page: the header stays with its first lines, no other row does.

    LibreOffice leaves a row alone that should stay with one that may be parted.
    """
    return repeated if first == repeated else min(kept, max(first - 1, 0))


def _joined(counted: list[tuple[Cell, int]], lines: list[int]) -> Iterator[int]:
    """Yield the rows after which a break would leave a merged cell too few lines for its text."""
    for cell, count in counted:
        if cell.row_span == 1:
            continue
        end = cell.row + cell.row_span
        for row in range(cell.row, end - 1):
            if min(sum(lines[cell.row : row + 1]), sum(lines[row + 1 : end])) < count:
                yield row


def _lines(rows: int, counted: list[tuple[Cell, int]]) -> list[int]:
    """Return the lines of text of each row; the last row of a merged cell takes what is left of it."""
    lines = [1] * rows
    for cell, count in sorted(counted, key=lambda pair: pair[0].row_span):
        last = cell.row + cell.row_span - 1
        lines[last] = max(lines[last], count - sum(lines[cell.row : last]))
    return lines


class _LineCounter:
    """Counts the lines that texts take in columns of these widths (twips)."""

    def __init__(self, widths: list[int], style: DocumentStyle) -> None:
        self._edges = [0, *accumulate(widths)]
        self._inset = 2 * style.table.padding + style.table.border
        self._looks = {name: style.texts[name] for name in ("header_cell", "cell")}

    def room(self, column: int, span: int = 1) -> float:
        """The room of a text in so many columns, in points."""
        return (self._edges[column + span] - self._edges[column]) / 20 - self._inset

    def lines(self, cell: Cell) -> int:
        """How many lines the text of a cell takes."""
        if cell.diagonal:
            return 2
        look = self._looks["header_cell" if cell.role == "header" else "cell"]
        size = look.size
        width = self.room(cell.column, cell.column_span) - cell.indent * size
        bold = look.bold or cell.role == "total"
        return len(break_text(cell.text, Room(size, max(width, size), hanging=False, bold=bold)))
