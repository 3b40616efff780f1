"""Measures a table: how wide its columns are, how many lines each row has, whether it is turned.

Widths are counted in units of half a character: a Chinese character is 2, a Latin letter 1.
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from qdesk.document.blocks import Cell, Table
from qdesk.document.measures import text_width, twips
from qdesk.document.style import DocumentStyle
from qdesk.document.table_rows import measure_rows

_WIDE = re.compile("[\u00b0-\u00d7\u2010-\uffff]")  # Chinese, its signs, quotation marks, ①
_CAPITAL = re.compile("[A-Z%㎡]")
_PIECE = re.compile("[!-~]+")  # never broken inside: a number, a word
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
    `joined` rows do so too.
    """

    widths: tuple[int, ...]
    landscape: bool
    lines: tuple[int, ...]  # of text in each row
    heights: tuple[int, ...]
    kept: int
    centred: tuple[bool, ...]  # columns whose texts are all short
    joined: frozenset[int] = frozenset()  # rows that share a merged cell with the next, which has no room


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
    _refuse_overlaps(table)
    needs = _needs(table)
    padding = 2 * twips(style.table.padding) + twips(style.table.border)
    unit = twips(style.texts["cell"].size) / 2
    wide = _wants_landscape(table, needs, style, padding=padding, unit=unit)
    landscape = wide if table.landscape is None else table.landscape
    total = text_width(style.page, landscape=landscape)
    if len(table.widths) == table.column_count and table.column_count:
        widths = _whole([share * total / sum(table.widths) for share in table.widths], total)
    else:
        widths = _share_out(needs, total, padding=padding, unit=unit)
    rows = measure_rows(table, widths, style, landscape=landscape)
    short = style.table.short_text
    return TableGrid(
        widths=tuple(widths),
        landscape=landscape,
        lines=rows.lines,
        heights=rows.heights,
        kept=rows.kept,
        joined=rows.joined,
        centred=tuple(need.body <= short for need in needs),
    )


@dataclass(slots=True)
class _Need:
    """What the texts of a column ask for: unbreakable, comfortable, and on one line each."""

    least: float = _LEAST
    label: float = 0.0  # what its labels need to read well
    fair: float = _LEAST
    full: float = _LEAST
    body: float = 0.0  # the longest text below the header


def _refuse_overlaps(table: Table) -> None:
    columns = table.column_count
    taken: set[int] = set()  # places, counted row by row
    for cell in table.cells:
        right = cell.column + cell.column_span
        if cell.row < 0 or cell.column < 0 or cell.row_span < 1 or cell.column_span < 1:
            message = f"impossible place or span: {cell}"
            raise ValueError(message)
        if right > columns:
            message = f"cell outside the {columns} columns: {cell}"
            raise ValueError(message)
        start = cell.row * columns + cell.column
        covered = (start,) if cell.row_span == cell.column_span == 1 else _covered(cell, columns)
        if not taken.isdisjoint(covered):
            row, column = divmod(min(taken.intersection(covered)), columns)
            message = f"cells overlap in row {row}, column {column}: {cell}"
            raise ValueError(message)
        taken.update(covered)


def _covered(cell: Cell, columns: int) -> list[int]:
    """The places that a merged cell covers, counted row by row."""
    rows = range(cell.row, cell.row + cell.row_span)
    return [row * columns + cell.column + at for row in rows for at in range(cell.column_span)]


def _needs(table: Table) -> list[_Need]:
    needs = [_Need() for _ in range(table.column_count)]
    spanning: list[Cell] = []
    for cell in table.cells:
        if cell.column_span > 1:
            spanning.append(cell)
        elif cell.text:
            _add_need(needs[cell.column], cell)
    for cell in spanning:
        least, _full = _cell_needs(cell)
        columns = needs[cell.column : cell.column + cell.column_span]
        missing = least - sum(need.least for need in columns)
        for need in columns:
            need.least += max(missing, 0) / len(columns)
            need.fair, need.full = max(need.fair, need.least), max(need.full, need.least)
    return needs


def _add_need(need: _Need, cell: Cell) -> None:
    least, full = _cell_needs(cell)
    role = cell.role
    if role != "header" and full > need.body:
        need.body = full
    if role == "label" and full > need.label:
        need.label = min(full, _LABEL_FAIR)
    need.full = max(need.full, full)
    need.least = max(need.least, least)
    fair = max(least, min(full, _FAIR))
    need.fair = max(need.fair, fair)


def _cell_needs(cell: Cell) -> tuple[float, float]:
    """Return the width of the longest unbreakable piece and of the longest line."""
    if cell.diagonal:
        both = sum(map(text_units, cell.text.split("\n"))) + _SLACK
        return both, both
    return _text_needs(cell.text, _BOLD if cell.role == "total" else 1, 2 * cell.indent)


@lru_cache(maxsize=20_000)
def _text_needs(text: str, bold: float, indent: int) -> tuple[float, float]:
    """The same for a text, remembered: years, signs and labels repeat from table to table."""
    full = max(map(text_units, text.split("\n"))) * bold + _SLACK + indent
    longest = max(map(text_units, _PIECE.findall(text)), default=0) * bold + _SLACK + indent
    return max(longest if longest <= _CAP / 2 else _FAIR, min(full, _LEAST + _SLACK)), full


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


def _share_out(needs: list[_Need], total: int, *, padding: int, unit: float) -> list[int]:
    """Return widths that add up to the total: first what is needed, then what is wished."""
    steps = (
        [need.least * unit + padding for need in needs],
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
