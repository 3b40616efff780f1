"""How wide the columns of a table want to be on the screen."""

from __future__ import annotations

from qdesk.model.filled_table import FilledTable
from qdesk.ui.table.table_model import shown_text


def column_width(filled: FilledTable, column: int, *, wrap: int) -> int:
    """The width in pixels that a column's texts ask for; headings may take `wrap` lines."""
    longest = 4
    spans = filled.spans
    for row, cells in enumerate(filled.grid):
        if spans.get((row, column), (1, 1))[1] > 1:
            continue
        lines = wrap if row < filled.header_rows else 1
        widths = (_text_width(line) for line in shown_text(cells[column]).split("\n"))
        longest = max(longest, -(-max(widths) // lines) + (2 if lines > 1 else 0))
    return min(24 + longest * 7, 340)


def _text_width(text: str) -> int:
    return sum(2 if ord(sign) > 0x2E80 else 1 for sign in text)
