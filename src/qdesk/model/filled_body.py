"""The body of a two-axes table: labels, serials, units and evaluated values."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from qdesk.model.axis import Axes, Leaf, label_levels
from qdesk.model.evaluation import Evaluation, Worth
from qdesk.model.filled_cell import CellRole, FilledCell, Merge
from qdesk.model.filled_header import line_text
from qdesk.model.number_format import print_value
from qdesk.model.table_data import TableData
from qdesk.model.table_layout import LabelPlace, Layout, Line, Stub
from qdesk.model.value import Value, decimals_of

_DEEPEST = 4


class Body:
    """The body rows of a two-axes table."""

    def __init__(
        self,
        layout: Layout,
        axes: Axes,
        evaluation: Evaluation,
        data: TableData,
    ) -> None:
        self._layout = layout
        self._rows = axes.row_leaves
        self._columns = axes.column_leaves
        self._levels = label_levels(axes.column_leaves)
        self._evaluation = evaluation
        self._data = data
        self._overrides = data.overrides(layout.id)
        self._wholes: dict[str, str | None] | None = None
        self._stub_count = next(
            (at for at, leaf in enumerate(self._columns) if leaf.line.stub is None), len(self._columns)
        )

    def rows(self, top: int, merges: list[Merge]) -> list[list[FilledCell]]:
        """The printed rows; `top` is how many header rows stand above, merges are added."""
        body: list[list[FilledCell]] = []
        serial = 0
        for leaf in self._rows:
            serial += leaf.line.numbered
            cells = [self._cell(leaf, column, serial) for column in self._columns]
            self._place_label(leaf, cells, top + len(body), merges)
            body.append(cells)
        self._merge_groups(body, top, merges)
        self._join_cells(body, top, merges)
        return body

    def _cell(self, row: Leaf, column: Leaf, serial: int) -> FilledCell:
        line = row.line
        total = row.total is not None
        match column.line.stub:
            case Stub.SERIAL:
                text = line.serial if line.serial is not None else str(serial) if line.numbered else ""
                return FilledCell(text, CellRole.SERIAL, row.id, column.id, is_total=total)
            case Stub.UNIT:
                text = line.unit or self._unit_of(row)
                return FilledCell(text, CellRole.UNIT, row.id, column.id, is_total=total)
            case Stub.LABEL:
                text = self._label(row, column.line.level)
                indent = self._indent(line) if column.line.level == self._levels - 1 else 0
                return FilledCell(text, CellRole.LABEL, row.id, column.id, is_total=total, indent=indent)
            case None:
                return self._value_cell(row, column)

    def _indent(self, line: Line) -> int:
        """How many lines a line is a part of, one inside the other."""
        if line.of is None:
            return 0
        if self._wholes is None:
            self._wholes = {leaf.line.id: leaf.line.of for leaf in self._rows}
        depth, of = 1, self._wholes.get(line.of)
        while of is not None and depth < _DEEPEST:
            depth, of = depth + 1, self._wholes.get(of)
        return depth

    def _unit_of(self, row: Leaf) -> str:
        indicator = self._data.indicator(row.at.indicator) if row.at.indicator else None
        return indicator.unit if indicator else ""

    def _label(self, row: Leaf, level: int) -> str:
        line = row.path[min(level, len(row.path) - 1)]
        if level == self._levels - 1:
            line = row.line
        offset = row.at.period or 0
        if line.label is None:
            return self._label_before(row, level)
        return line_text(line, self._data.year, offset)

    def _label_before(self, row: Leaf, level: int) -> str:
        index = next((at for at, leaf in enumerate(self._rows) if leaf.id == row.id), 0)
        return self._label(self._rows[index - 1], level) if index else ""

    def _value_cell(self, row: Leaf, column: Leaf) -> FilledCell:
        layout = self._layout
        at = self._evaluation.at(row, column)
        total = row.total is not None or column.total is not None
        place, offset, indicator = (row.id, column.id), at.period or 0, at.indicator or ""
        fixed = layout.cells.get(place)
        worth = self._evaluation.worth(row, column, at) if fixed is None else None
        if worth is None or not (worth.computed or worth.key):
            text = fixed.text if fixed else ""
            return FilledCell(
                text, CellRole.FIXED, *place, offset=offset, is_total=total, indicator=indicator
            )
        computed = worth.computed or worth.stored_over_formula
        cell = FilledCell(
            print_value(worth.value, worth.style, self._data.conventions.no_value),
            CellRole.COMPUTED if computed else CellRole.VALUE,
            *place,
            worth.key,
            worth.value,
            worth.explanation,
            offset=offset,
            is_total=total,
            indicator=indicator,
        )
        if worth.stored_over_formula:
            return self._overwritten(cell, self._evaluation.derived(row, column), worth.value)
        override = self._overrides.get(place) if computed and worth.key is None else None
        return cell if override is None else self._overwritten(cell, worth, override)

    def _overwritten(self, cell: FilledCell, behind: Worth, value: Value) -> FilledCell:
        # What was typed prints with the decimals that were typed.
        places = decimals_of(value) if isinstance(value, Decimal) else None
        text = print_value(value, replace(behind.style, decimals=places))
        shown = print_value(behind.value, behind.style, self._data.conventions.no_value)
        return cell._replace(
            text=cell.text if cell.value == value else text,
            value=value,
            role=CellRole.COMPUTED,
            overwritten=True,
            behind=shown,
            follows=behind.value,
            explanation=behind.explanation,
        )

    # -- labels that cover several cells

    def _place_label(self, leaf: Leaf, cells: list[FilledCell], row: int, merges: list[Merge]) -> None:
        place = leaf.line.label_place
        if place is not LabelPlace.LABEL and self._stub_count:
            label = FilledCell(
                line_text(leaf.line, self._data.year, leaf.at.period or 0),
                CellRole.LABEL,
                leaf.id,
                is_total=leaf.total is not None,
            )
            for at in range(self._stub_count):
                cells[at] = label if at == 0 or place is LabelPlace.MERGED else label._replace(text="")
            if place is LabelPlace.MERGED and self._stub_count > 1:
                merges.append((row, 0, row, self._stub_count - 1))
            return
        span = [
            at
            for at, column in enumerate(self._columns)
            if column.line.stub is Stub.LABEL and column.line.level >= len(leaf.path) - 1
        ]
        if len(span) > 1 and self._levels > 1 and span == list(range(span[0], span[-1] + 1)):
            merges.append((row, span[0], row, span[-1]))

    def _merge_groups(self, body: list[list[FilledCell]], top: int, merges: list[Merge]) -> None:
        for at, column in enumerate(self._columns):
            if column.line.stub is not Stub.LABEL:
                continue
            level = column.line.level
            start = 0
            for row in range(1, len(self._rows) + 1):
                if row < len(self._rows) and self._shares(row, level):
                    continue
                if row - start > 1:
                    merges.append((top + start, at, top + row - 1, at))
                    for covered in range(start + 1, row):
                        body[covered][at] = body[start][at]
                start = row

    def _join_cells(self, body: list[list[FilledCell]], top: int, merges: list[Merge]) -> None:
        """Cells that cover others; of one whose neighbours have gone only what is left is covered."""
        rows = {leaf.id: at for at, leaf in enumerate(self._rows)}
        columns = {leaf.id: at for at, leaf in enumerate(self._columns)}
        for (row_id, column_id), (down, right) in self._layout.joined.items():
            row, column = rows.get(row_id), columns.get(column_id)
            if row is None or column is None:
                continue
            last_row, last_column = min(row + down, len(rows)) - 1, min(column + right, len(columns)) - 1
            if (last_row, last_column) == (row, column):
                continue
            for at_row in range(row, last_row + 1):
                for at_column in range(column, last_column + 1):
                    body[at_row][at_column] = body[row][column]
            merges.append((top + row, column, top + last_row, last_column))

    def _shares(self, row: int, level: int) -> bool:
        """Whether a row's label cell is the one above it."""
        here, above = self._rows[row], self._rows[row - 1]
        if level < self._levels - 1:
            deep = len(here.path) > level + 1 and len(above.path) > level + 1
            return deep and here.path[level] is above.path[level]
        return here.line.label is None
