"""A table as it prints: the one grid that screen, Word, Excel and the checks read."""

from __future__ import annotations

from dataclasses import dataclass

from qdesk.model.axis import Axes, axes_of, fill_years
from qdesk.model.evaluation import Evaluation
from qdesk.model.filled_body import Body
from qdesk.model.filled_cell import FilledCell, Merge
from qdesk.model.filled_header import header_rows
from qdesk.model.filled_register import register_rows
from qdesk.model.observation import Key
from qdesk.model.table_data import TableData
from qdesk.model.table_layout import Layout, LayoutKind


@dataclass(frozen=True, slots=True)
class FilledTable:
    """The printed grid; merged cells stand at every place that they cover."""

    layout: Layout
    caption: str
    subcaption: str
    unit_line: str
    notes: tuple[str, ...]
    header_rows: int
    grid: tuple[tuple[FilledCell, ...], ...]
    merges: tuple[Merge, ...]
    reads: frozenset[Key]
    axes: Axes

    @property
    def header(self) -> tuple[tuple[FilledCell, ...], ...]:
        """The rows above the body."""
        return self.grid[: self.header_rows]

    @property
    def body(self) -> tuple[tuple[FilledCell, ...], ...]:
        """The rows below the header."""
        return self.grid[self.header_rows :]

    @property
    def covered(self) -> frozenset[tuple[int, int]]:
        """The places that a merged cell covers, without its own upper left one."""
        return frozenset(
            (row, column)
            for top, left, bottom, right in self.merges
            for row in range(top, bottom + 1)
            for column in range(left, right + 1)
            if (row, column) != (top, left)
        )

    @property
    def spans(self) -> dict[tuple[int, int], tuple[int, int]]:
        """How many rows and columns each merged cell covers, by its upper left place."""
        return {(t, left): (b - t + 1, right - left + 1) for t, left, b, right in self.merges}

    @property
    def column_count(self) -> int:
        """How many columns are printed."""
        return len(self.grid[0]) if self.grid else 0


def fill(layout: Layout, data: TableData, axes: Axes | None = None) -> FilledTable:
    """Fill a layout with data; never raises for missing values.

    `axes` are those of an earlier filling, if nothing but values has changed since.
    """
    if axes is None:
        axes = axes_of(layout, data)
    merges: list[Merge] = []
    header = header_rows(axes.columns, axes.column_leaves, data.year, merges)
    if layout.kind is LayoutKind.REGISTER:
        body = register_rows(layout, axes.column_leaves, data, len(header), merges)
        reads: frozenset[Key] = frozenset()
    else:
        evaluation = Evaluation(layout, axes, data)
        body = Body(layout, axes, evaluation, data).rows(len(header), merges)
        reads = frozenset(evaluation.reads)
    return FilledTable(
        layout=layout,
        caption=fill_years(layout.caption, data.year),
        subcaption=fill_years(layout.subcaption, data.year),
        unit_line=layout.unit_line,
        notes=tuple(fill_years(note, data.year) for note in layout.notes),
        header_rows=len(header),
        grid=tuple(tuple(row) for row in [*header, *body]),
        merges=tuple(sorted(merges)),
        reads=reads,
        axes=axes,
    )
