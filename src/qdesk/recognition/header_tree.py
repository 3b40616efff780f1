"""The header of a found table as a tree of column lines."""

from __future__ import annotations

from collections.abc import Callable

from qdesk.model.table_layout import At, Line
from qdesk.recognition.grid import Grid
from qdesk.recognition.table_region import TableRegion

MakeLeaf = Callable[[int, str | None], Line]
"""(column, label or None for "shares the cell before") → the leaf's line."""


def header_tree(
    grid: Grid, region: TableRegion, make_leaf: MakeLeaf, group_label: Callable[[str, list[int]], str]
) -> tuple[Line, ...]:
    """The header as printed: groups over leaves; `group_label` may turn a year into a pattern."""
    if not region.header_depth:
        return tuple(make_leaf(column, "") for column in region.columns)
    builder = _Builder(grid, region, make_leaf, group_label)
    return builder.level(region.top, list(region.columns))


class _Builder:
    def __init__(
        self,
        grid: Grid,
        region: TableRegion,
        make_leaf: MakeLeaf,
        group_label: Callable[[str, list[int]], str],
    ) -> None:
        self._grid, self._region = grid, region
        self._make_leaf, self._group_label = make_leaf, group_label
        self._last = region.header_rows[-1]

    def level(self, row: int, columns: list[int]) -> tuple[Line, ...]:
        lines: list[Line] = []
        for group in self._groups(row, columns):
            lines.extend(self._group(row, group))
        return tuple(lines)

    def _groups(self, row: int, columns: list[int]) -> list[list[int]]:
        groups: list[list[int]] = []
        for column in columns:
            if groups and self._same_cell(row, groups[-1], column):
                groups[-1].append(column)
            else:
                groups.append([column])
        return groups

    def _same_cell(self, row: int, group: list[int], column: int) -> bool:
        anchor = self._grid.anchor(row, column)
        if anchor == self._grid.anchor(row, group[-1]):
            return True
        lost_merge = row < self._last and anchor == (row, column) and not self._text(row, column)
        below = row < self._last and self._text(row + 1, column) and self._text(row + 1, group[0])
        return bool(lost_merge and below and self._text(row, group[0]))

    def _text(self, row: int, column: int) -> str:
        return self._grid.at(row, column).text.strip()

    def _bottom(self, row: int, column: int) -> int:
        """The last header row that the cell at this place covers."""
        anchor = self._grid.anchor(row, column)
        rows, _ = self._grid.spans.get(anchor, (1, 1))
        bottom = min(max(row, anchor[0] + rows - 1), self._last)
        while bottom < self._last and not self._text(bottom + 1, column) and self._alone(bottom + 1, column):
            bottom += 1
        return bottom

    def _alone(self, row: int, column: int) -> bool:
        return self._grid.anchor(row, column) == (row, column)

    def _group(self, row: int, columns: list[int]) -> list[Line]:
        label = self._grid.at(row, columns[0]).text
        bottom = max(self._bottom(row, column) for column in columns)
        if bottom >= self._last:
            first = self._make_leaf(columns[0], label)
            return [first, *(self._make_leaf(column, None) for column in columns[1:])]
        below = self.level(bottom + 1, columns)
        shown = self._group_label(label, columns)
        periods = {line.at.period for line in below if line.at.period is not None}
        at = At(period=periods.pop()) if len(periods) == 1 else At()
        return [Line(id=f"h:{columns[0]}", label=shown, at=at, lines=below)]
