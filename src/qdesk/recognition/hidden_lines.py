"""Rows and columns that nobody sees: passed over unless somebody asks for them, and named."""

from __future__ import annotations

from dataclasses import dataclass

from qdesk.recognition.grid import Grid, LeftOut, one_line
from qdesk.recognition.marks import Says, Scope, SheetMarks
from qdesk.recognition.table_region import TableRegion


@dataclass(frozen=True, slots=True)
class HiddenLines:
    """Rows and columns that nobody sees and nobody asked for."""

    rows: frozenset[int]
    columns: frozenset[int]


def hidden_lines(grid: Grid, marks: SheetMarks) -> HiddenLines:
    """Those of a sheet, without what the user takes."""
    if marks.sheet_says(Says.TAKE):
        return HiddenLines(frozenset(), frozenset())
    columns = {one.column for one in marks.marks if one.scope is Scope.COLUMN and one.says is Says.TAKE}
    return HiddenLines(grid.hidden_rows - marks.rows(Says.TAKE), grid.hidden_columns - columns)


def hidden_texts(grid: Grid, regions: list[TableRegion], hidden: HiddenLines) -> list[LeftOut]:
    """A line for every hidden row and column of a table that holds anything."""
    found: list[LeftOut] = []
    for region in regions:
        for row in sorted(hidden.rows):
            if region.top <= row <= region.bottom:
                texts = [grid.own(row, column).text for column in region.columns]
                if any(texts):
                    found.append(LeftOut(row, region.left, joined(texts), "隐藏的行，未读取"))
        for column in sorted(hidden.columns):
            if region.left <= column <= region.right:
                texts = [grid.own(row, column).text for row in range(region.top, region.bottom + 1)]
                if any(texts):
                    found.append(LeftOut(region.top, column, joined(texts), "隐藏的列，未读取"))
    return found


def joined(texts: list[str]) -> str:
    """Texts of cells as one short line."""
    whole = "　".join(one_line(text) for text in texts if text.strip())
    return whole if len(whole) <= 40 else f"{whole[:39]}…"
