"""How wide the columns of a table are on the screen: as the user made them, else as their texts want."""

from __future__ import annotations

import json

from qdesk.model.filled_table import FilledTable
from qdesk.ui.settings import settings
from qdesk.ui.table.table_model import shown_text

NARROWEST = 34
WIDEST = 900


class ColumnWidths:
    """The widths that the user gave to columns of a table, by the id of the column; kept beside the settings.

    Pixels of a table of the usual size. Without an id nothing is remembered.
    """

    def __init__(self, table_id: str = "") -> None:
        self._name = f"columns/{table_id}" if table_id else ""
        self._own: dict[str, int] = {}
        stored = settings().value(self._name, "") if self._name else ""
        try:
            found = json.loads(str(stored)) if stored else {}
            self._own = {str(name): int(width) for name, width in found.items()}
        except (ValueError, AttributeError, TypeError):
            self._own = {}

    def own(self, filled: FilledTable, column: int) -> int | None:
        """What the user chose for a column, None where that is nothing."""
        return self._own.get(_name_of(filled, column))

    def choose(self, filled: FilledTable, column: int, width: int) -> None:
        """Keep the width of a column."""
        self._own[_name_of(filled, column)] = min(max(width, NARROWEST), WIDEST)
        self._keep()

    def forget(self, filled: FilledTable, column: int) -> None:
        """A column is as wide as its texts want again."""
        self._own.pop(_name_of(filled, column), None)
        self._keep()

    def forget_all(self) -> None:
        """All columns are as wide as their texts want again."""
        self._own.clear()
        self._keep()

    def _keep(self) -> None:
        if not self._name:
            return
        if self._own:
            settings().setValue(self._name, json.dumps(self._own))
        else:
            settings().remove(self._name)


def _name_of(filled: FilledTable, column: int) -> str:
    """The id of a column, which stays when others come and go."""
    leaves = filled.axes.column_leaves
    return leaves[column].id if column < len(leaves) else str(column)


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
