"""Tables that go on over a page under 续表: the line above each continued part, and the parts themselves."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from qdesk.document.blocks import Block, Caption, Paragraph, Table
from qdesk.document.style import DocumentStyle
from qdesk.document.table_align import cell_align
from qdesk.document.table_grid import TableGrid

_BRACKETS = "【［[（( "
CONTINUED_STYLE = "续表题"
"""The name in Word of the style of the line, by which it is known again."""


def continued_text(blocks: Sequence[Block], table: int) -> str:
    """Return what stands above a continued part of that block: 续表 1-2, 续附表1."""
    for block in reversed(blocks[:table]):
        if isinstance(block, Caption):
            return f"续{block.label.lstrip(_BRACKETS)}{block.number}".rstrip() if block.number else "续表"
        if not isinstance(block, Paragraph) or block.role not in {"unit", "subcaption"}:
            break
    return "续表"


def table_parts(
    table: Table, grid: TableGrid, breaks: Sequence[int], style: DocumentStyle
) -> Iterator[tuple[Table, TableGrid]]:
    """Yield the parts of a table that breaks before those rows, each with the header rows above it."""
    rows = len(grid.heights)
    if not breaks:
        yield table, grid
        return
    for first, last in pairwise((0, *breaks, rows)):
        yield _part(table, grid, first, last, style)


def _part(
    table: Table, grid: TableGrid, first: int, last: int, style: DocumentStyle
) -> tuple[Table, TableGrid]:
    headers = grid.repeated if first else 0
    kept_rows = (*range(headers), *range(first, last))
    shift = first - headers
    cells = [cell for cell in table.cells if cell.row < headers]
    for cell in table.cells:
        top, bottom = max(cell.row, first), min(cell.row + cell.row_span, last)
        if top >= bottom or cell.row < headers:
            continue
        text = cell.text if cell.row >= first or stands_again(grid, first) else ""
        align = cell_align(cell, grid, style) if bottom - top < cell.row_span else cell.align
        cells.append(cell._replace(text=text, row=top - shift, row_span=bottom - top, align=align))
    part = replace(table, cells=tuple(cells), header_rows=headers if first else table.header_rows)
    return part, replace(
        grid,
        lines=tuple(grid.lines[row] for row in kept_rows),
        heights=tuple(grid.heights[row] for row in kept_rows),
        kept=headers if first else min(grid.kept, last - 1),
        joined=frozenset(),
        split=frozenset(row - shift if row >= first else row for row in grid.split if row in kept_rows),
    )


def stands_again(grid: TableGrid, first: int) -> bool:
    """Whether the texts of merged cells that a break before that row cuts stand on both sides of it.

    They do where both sides have room for them; otherwise they would make rows higher than counted.
    """
    return first - 1 not in grid.joined
