"""Labels of a form that stand by themselves, with the room for their number right behind them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from qdesk.actions.known_names import KnownNames
from qdesk.model.filled_cell import FilledCell
from qdesk.model.filled_table import fill
from qdesk.model.indicator import Indicator
from qdesk.model.report_view import ReportView
from qdesk.model.table_layout import At, Layout, Line
from qdesk.model.value import fold_text
from qdesk.recognition.grid import Grid
from qdesk.recognition.labels import is_relative, split_label
from qdesk.recognition.table_region import TableRegion

Place = tuple[int, int]
_COUNT = re.compile(r"^\s*(?:[(（]?\d+(?:[.．]\d+)*[)）]?\s*[、.．]?)?\s*")
_FEWEST = 2
"""One such label may be a title."""


@dataclass(frozen=True, slots=True)
class LoneCell:
    """The cell behind a label, what the form calls it and in which unit, and what the report has."""

    place: Place
    name: str
    unit: str
    cell: FilledCell


def lone_cells(
    view: ReportView, known: KnownNames, grid: Grid, tables: Sequence[TableRegion]
) -> list[LoneCell]:
    """The empty cells behind labels that are no part of a table and name a number of this year's report."""
    found: list[tuple[Place, str, str, Indicator, int]] = []
    for place, text in _labels(grid, tables):
        if text.lstrip().startswith("其中"):
            continue  # a part of what stands above
        parts = split_label(_COUNT.sub("", text))
        offset = parts.period.year if parts.period and is_relative(parts.period) else 0
        if parts.period is not None and not is_relative(parts.period):
            continue
        own = known.find(parts.name, parts.unit, whole=True)
        if own is not None:
            found.append(((place[0], place[1] + 1), text, parts.unit, own, offset))
    if len(found) < _FEWEST:
        return []
    rows = tuple(
        Line(f"r{at}", "", At(indicator=own.id, period=offset)) for at, (*_, own, offset) in enumerate(found)
    )
    filled = fill(Layout("form", "", (Line("value", ""),), rows), view.data)
    return [
        LoneCell(place, _called(text, own), unit, cells[0])
        for (place, text, unit, own, _), cells in zip(found, filled.body, strict=True)
    ]


def _labels(grid: Grid, tables: Sequence[TableRegion]) -> Iterator[tuple[Place, str]]:
    """Texts outside of tables with an empty cell of its own behind them."""
    for (row, column), cell in sorted(grid.cells.items()):
        behind = (row, column + 1)
        if not isinstance(cell.value, str) or not cell.value.strip():
            continue
        inside = any(one.top <= row <= one.bottom and one.left <= column <= one.right for one in tables)
        if not inside and grid.anchor(*behind) == behind and grid.own(*behind).is_empty:
            yield (row, column), cell.value.strip()


def _called(text: str, own: Indicator) -> str:
    asked = " ".join(text.split())
    known = fold_text(own.name) in fold_text(asked)
    return asked if known else f"{asked}（报告里是“{own.name}”）"
