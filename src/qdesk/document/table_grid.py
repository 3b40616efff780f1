"""Measures a table: how wide its columns are, how many lines each row has, whether it is turned.

Widths are counted in units of half a character: a Chinese character is 2, a Latin letter 1.
"""

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from qdesk.document.advances import advance
from qdesk.document.blocks import Cell, Table
from qdesk.document.line_pieces import GAP, pieces_of
from qdesk.document.measures import text_width, twips
from qdesk.document.style import DocumentStyle
from qdesk.document.table_cells import Arranged, arrange
from qdesk.document.table_rows import measure_rows
from qdesk.document.table_type import in_type, sizes_to_try

_WIDE = re.compile("[\u00b0-\u00d7\u2010-\uffff]")  # Chinese, its signs, quotation marks, ①
_CAPITAL = re.compile("[A-Z%㎡]")
_PIECE = re.compile("[!-~]+")  # never broken inside: a number, a word
_LATIN_RUN = re.compile("[\x00-\u052f]+")  # has a gap at either end at most
_SIGN = re.compile("[\u2010-\u206f\u3001-\u301f\uff00-\uffef]")  # quotation marks, brackets, stops
_BREAK = re.compile(r"[\n\r\v]")
_NUMBER = re.compile(r"[+\-－−—–]?[\d,，. ]*\d?[%％]?|[—–/／\-－]+|\d[\d.,]*\s*[:：]\s*\d[\d.]*")
_LEAST = 4  # the least width of a column: two characters
_FAIR = 8  # four characters: a column this wide reads well
_LABEL_FAIR = 16  # eight characters, for columns of labels
_SLACK = 1  # fonts differ a little in width
_BOLD = 1.12  # how much wider bold digits are
_CAP = 48  # a longer text does not ask for more width, it takes more lines


@dataclass(frozen=True, slots=True)
class TableGrid:
    """A measured table: widths of its columns and heights of its rows in twips.

    The first `kept` rows stand on the page of the row after them. Where the table goes on under 续表 the
    `joined` rows do so too. The first `repeated` rows stand again on every page that it goes on to; the
    `split` rows are too high for a page, and their lines go on over its end.
    """

    widths: tuple[int, ...]
    landscape: bool
    lines: tuple[int, ...]  # of text in each row
    heights: tuple[int, ...]
    kept: int
    centred: tuple[
        bool, ...
    ]  # columns of short texts, or of cells over several rows; none of parts under wholes
    joined: frozenset[int] = frozenset()  # rows that share a merged cell with the next, which has no room
    size: float = 0.0  # of smaller type than the style's, in points; 0: the style's
    repeated: int = 0
    split: frozenset[int] = frozenset()


@lru_cache(maxsize=20_000)
def is_number(text: str) -> bool:
    """Return whether a cell's text is a number, a ratio, or a sign that stands for none."""
    return bool(_NUMBER.fullmatch(text))


def text_units(text: str) -> float:
    """Return the width of a line of text."""
    if text.isascii():
        return len(text) + 0.4 * len(_CAPITAL.findall(text))
    return len(text) + len(_WIDE.findall(text)) + 0.4 * len(_CAPITAL.findall(text))


def measure(table: Table, style: DocumentStyle) -> TableGrid:
    """Return the measured table; raise ValueError if cells overlap or leave the table."""
    own = style
    cells = arrange(table)
    needs = _needs(cells)
    padding, unit = _padding(style), _unit(style)
    wide = _wants_landscape(table, needs, style, padding=padding, unit=unit)
    landscape = wide if table.landscape is None else table.landscape
    total = text_width(style.page, landscape=landscape)
    size = 0.0
    if len(table.widths) == table.column_count and table.column_count:
        widths = _whole([share * total / sum(table.widths) for share in table.widths], total)
    else:
        for size in sizes_to_try(style):
            style = in_type(own, size)
            padding, unit = _padding(style), _unit(style)
            if sum(_least(needs, padding=padding, unit=unit)) <= total:
                break
        widths = _share_out(needs, total, padding=padding, unit=unit)
    rows = measure_rows(cells, [need.most for need in needs], widths, style, landscape=landscape)
    short = style.table.short_text
    return TableGrid(
        widths=tuple(widths),
        landscape=landscape,
        lines=rows.lines,
        heights=rows.heights,
        kept=rows.kept,
        joined=rows.joined,
        size=size,
        repeated=rows.repeated,
        split=rows.split,
        centred=tuple((need.body <= short or need.merged) and not need.indented for need in needs),
    )


def _padding(style: DocumentStyle) -> int:
    """What a column takes beside its texts, in twips."""
    return 2 * twips(style.table.padding) + twips(style.table.border)


def _unit(style: DocumentStyle) -> float:
    """Half a character in twips."""
    return twips(style.texts["cell"].size) / 2


@dataclass(slots=True)
class _Need:
    """What the texts of a column ask for: unbreakable, comfortable, and on one line each."""

    least: float = _LEAST
    label: float = 0.0  # what its labels need to read well
    fair: float = _LEAST
    full: float = _LEAST
    body: float = 0.0  # the longest text below the header
    merged: bool = False  # most of the texts below it stand in cells over several rows
    indented: bool = False  # some are parts of others: 其中：女生
    most: float = 0.0  # em that no text needs more of to stand on one line; infinite if one has more lines


def _needs(cells: Arranged) -> list[_Need]:
    needs = [_column_need(column) for column in cells.columns]
    for cell in cells.spanning:
        if not cell.text:
            continue
        least, _full, _most = _cell_needs(cell)
        columns = needs[cell.column : cell.column + cell.column_span]
        missing = least - sum(need.least for need in columns)
        for need in columns:
            need.least += max(missing, 0) / len(columns)
            need.fair, need.full = max(need.fair, need.least), max(need.full, need.least)
    return needs


def _column_need(cells: list[Cell]) -> _Need:
    """What the cells of one column ask for."""
    if not cells:
        return _Need()
    asked = [_cell_needs(cell) for cell in cells]
    least = max(max(asked)[0], _LEAST)
    full = max(_LEAST, *[full for _, full, _ in asked])
    below = [
        (full, cell[5], cell[3] > 1)
        for cell, (_, full, _) in zip(cells, asked, strict=True)
        if cell[5] != "header"
    ]
    return _Need(
        least=least,
        label=min(max((full for full, role, _ in below if role == "label"), default=0), _LABEL_FAIR),
        fair=max(least, min(full, _FAIR)),
        full=full,
        body=max(below)[0] if below else 0.0,
        indented=any(cell[8] for cell in cells),
        merged=2 * sum(merged for _, _, merged in below) > len(below),
        most=max([most for _, _, most in asked]),
    )


def _cell_needs(cell: Cell) -> tuple[float, float, float]:
    """Return the widths of the longest unbreakable piece and line, and what surely holds the line (em)."""
    text, _, _, _, _, role, _, diagonal, indent = cell
    if diagonal:
        both = sum(map(text_units, text.split("\n"))) + _SLACK
        return both, both, math.inf
    return _text_needs(text, _BOLD if role == "total" else 1, 2 * indent)


@lru_cache(maxsize=50_000)
def _text_needs(text: str, bold: float, indent: int) -> tuple[float, float, float]:
    """The same for a text, remembered: years, signs and labels repeat from table to table."""
    full = max(map(text_units, text.split("\n"))) * bold + _SLACK + indent
    longest = max(map(text_units, _unbroken(text)), default=0) * bold + _SLACK + indent
    least = max(longest if longest <= _CAP / 2 else _FAIR, min(full, _LEAST + _SLACK))
    if _BREAK.search(text):
        return least, full, math.inf
    return least, full, sum(map(_widest, text)) + 2 * GAP * len(_LATIN_RUN.findall(text)) + indent / 2


def _unbroken(text: str) -> Iterator[str]:
    """What no line end parts: numbers and words, and what signs hold together: （人）."""
    yield from _PIECE.findall(text)
    if _SIGN.search(text):
        for line in _BREAK.split(text):
            yield from (piece.strip() for _, piece in pieces_of(line, long=False))


@lru_cache(maxsize=10_000)
def _widest(sign: str) -> float:
    """The width of a character in em, bold or not."""
    return max(advance(sign), advance(sign, bold=True))


def _wants_landscape(
    table: Table,
    needs: list[_Need],
    style: DocumentStyle,
    *,
    padding: int,
    unit: float,
) -> bool:
    if table.column_count > style.table.landscape_columns:
        return True
    fair = sum(need.fair * unit + padding for need in needs)
    return fair > text_width(style.page)


def _least(needs: list[_Need], *, padding: int, unit: float) -> list[float]:
    """The least widths of the columns; names are no narrower than the numbers beside them."""
    numbers = max((need.least for need in needs if not need.label), default=0.0)
    return [max(need.least, min(need.label, numbers)) * unit + padding for need in needs]


def _share_out(needs: list[_Need], total: int, *, padding: int, unit: float) -> list[int]:
    """Return widths that add up to the total: first what is needed, then what is wished."""
    steps = (
        _least(needs, padding=padding, unit=unit),
        [max(need.least, need.label) * unit + padding for need in needs],
        [max(need.fair, need.label) * unit + padding for need in needs],
        [max(min(need.full, _CAP), need.fair, need.label) * unit + padding for need in needs],
    )
    if sum(steps[0]) > total:
        return _whole([width * total / sum(steps[0]) for width in steps[0]], total)
    widths = steps[0]
    for wished in steps[1:]:
        if sum(wished) > total:
            part = (total - sum(widths)) / (sum(wished) - sum(widths))
            pairs = zip(widths, wished, strict=True)
            return _whole([width + (wish - width) * part for width, wish in pairs], total)
        widths = wished
    spare = total - sum(widths)
    equal = [width + spare * (0.5 / len(widths) + 0.5 * width / sum(widths)) for width in widths]
    return _whole(equal, total)


def _whole(widths: list[float], total: int) -> list[int]:
    """Return whole twips that add up to the total exactly."""
    edges = [0]
    position = 0.0
    for width in widths:
        position += width
        edges.append(round(position))
    if len(edges) > 1:
        edges[-1] = total
    return [right - left for left, right in pairwise(edges)]
