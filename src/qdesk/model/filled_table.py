"""A table as it prints: the one grid that screen, Word, Excel and the checks read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum
from typing import Protocol

from qdesk.model import evaluation
from qdesk.model.axis import Leaf, Members, depth_of, expand, fill_years, label_levels, leaves
from qdesk.model.evaluation import Evaluation, Worth
from qdesk.model.number_format import print_value
from qdesk.model.observation import Key
from qdesk.model.register import Record, column_total, print_total
from qdesk.model.table_layout import LabelPlace, Layout, LayoutKind, Line, Stub
from qdesk.model.value import MISSING, NOT_APPLICABLE, Gap, GapKind, Value, decimals_of


class CellRole(StrEnum):
    """What a printed cell is."""

    HEADER = "header"
    LABEL = "label"
    SERIAL = "serial"
    UNIT = "unit"
    VALUE = "value"
    COMPUTED = "computed"
    FIELD = "field"
    FIXED = "fixed"


@dataclass(frozen=True, slots=True)
class FilledCell:
    """One printed cell with all that the screen and the checks want to know of it.

    `key` is the place that typing writes to (None for a change, total or per-unit cell, whose
    override is kept under table, row and column). `behind` is the computed text under an
    overwritten cell. `offset` is the period relative to the report's (-1: last year's column).
    """

    text: str
    role: CellRole
    row_id: str = ""
    column_id: str = ""
    key: Key | None = None
    value: Value | None = None
    explanation: str = ""
    overwritten: bool = False
    behind: str = ""
    offset: int = 0
    is_total: bool = False
    indicator: str = ""

    @property
    def is_missing(self) -> bool:
        """A place for a value that has none yet."""
        gap = isinstance(self.value, Gap) and self.value.kind is GapKind.MISSING
        return self.role in (CellRole.VALUE, CellRole.FIELD) and gap

    @property
    def is_computed(self) -> bool:
        """Whether the program computes this cell, overwritten or not."""
        return self.role is CellRole.COMPUTED


Merge = tuple[int, int, int, int]
"""top, left, bottom, right: counted over header and body together, from 0, inclusive."""


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

    @property
    def header(self) -> tuple[tuple[FilledCell, ...], ...]:
        """The rows above the body."""
        return self.grid[: self.header_rows]

    @property
    def body(self) -> tuple[tuple[FilledCell, ...], ...]:
        """The rows below the header."""
        return self.grid[self.header_rows :]

    @property
    def column_count(self) -> int:
        """How many columns are printed."""
        return len(self.grid[0]) if self.grid else 0


class TableData(evaluation.Data, Protocol):
    """What filling a table asks of the report and its archive."""

    @property
    def year(self) -> int:
        """The year in which the report's period ends."""
        ...

    def members(self, breakdown: str) -> Sequence[tuple[str, str]]:
        """The members of a breakdown in order: (id, name)."""
        ...

    def overrides(self, table_id: str) -> Mapping[tuple[str, str], Value]:
        """Typed-over computed cells of a table by (row id, column id)."""
        ...

    def records(self, table_id: str) -> Sequence[Record]:
        """The records of a register in order."""
        ...


def fill(layout: Layout, data: TableData) -> FilledTable:
    """Fill a layout with data; never raises for missing values."""
    members: Members = data.members
    columns = expand(layout.columns, members)
    column_leaves = leaves(columns)
    merges: list[Merge] = []
    header = _header(columns, column_leaves, data.year, merges)
    if layout.kind is LayoutKind.REGISTER:
        body = _register_body(layout, column_leaves, data, len(header), merges)
        reads: frozenset[Key] = frozenset()
    else:
        rows = expand(layout.rows, members)
        evaluation = Evaluation(layout, rows, columns, data)
        body = _Body(layout, leaves(rows), columns, column_leaves, evaluation, data).rows(len(header), merges)
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
    )


def _line_text(line: Line, year: int, offset: int) -> str:
    return fill_years(line.label or "", year + offset)


def _header(
    columns: tuple[Line, ...], column_leaves: list[Leaf], year: int, merges: list[Merge]
) -> list[list[FilledCell]]:
    depth = depth_of(columns)
    blank = FilledCell("", CellRole.HEADER)
    grid = [[blank] * len(column_leaves) for _ in range(depth)]

    def place(line: Line, level: int, left: int, offset: int) -> int:
        offset = line.at.period if line.at.period is not None else offset
        width = len(leaves(line.lines)) if line.lines else 1
        bottom = level if line.lines else depth - 1
        cell = FilledCell(_line_text(line, year, offset), CellRole.HEADER, column_id=line.id)
        shared = line.label is None and left > 0
        for at_row in range(level, bottom + 1):
            for at_column in range(left, left + width):
                grid[at_row][at_column] = grid[at_row][left - 1] if shared else cell
        if shared:
            _extend_merge(merges, (level, left - 1, bottom, left - 1), left + width - 1)
        elif width > 1 or bottom > level:
            merges.append((level, left, bottom, left + width - 1))
        for child in line.lines:
            left += place(child, level + 1, left, offset)
        return width

    left = 0
    for line in columns:
        left += place(line, 0, left, 0)
    return grid


def _extend_merge(merges: list[Merge], cell: Merge, right: int) -> None:
    for index, (top, left, bottom, end) in enumerate(merges):
        if (top, bottom, end) == (cell[0], cell[2], cell[3]):
            merges[index] = (top, left, bottom, right)
            return
    merges.append((cell[0], cell[1], cell[2], right))


class _Body:
    """The body rows of a two-axes table."""

    def __init__(
        self,
        layout: Layout,
        row_leaves: list[Leaf],
        columns: tuple[Line, ...],
        column_leaves: list[Leaf],
        evaluation: Evaluation,
        data: TableData,
    ) -> None:
        self._layout = layout
        self._rows = row_leaves
        self._columns = column_leaves
        self._levels = label_levels(columns)
        self._evaluation = evaluation
        self._data = data
        self._overrides = data.overrides(layout.id)
        self._stub_count = next(
            (at for at, leaf in enumerate(column_leaves) if leaf.line.stub is None), len(column_leaves)
        )

    def rows(self, top: int, merges: list[Merge]) -> list[list[FilledCell]]:
        body: list[list[FilledCell]] = []
        serial = 0
        for leaf in self._rows:
            serial += leaf.line.numbered
            cells = [self._cell(leaf, column, serial) for column in self._columns]
            self._place_label(leaf, cells, top + len(body), merges)
            body.append(cells)
        self._merge_groups(body, top, merges)
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
                return FilledCell(text, CellRole.LABEL, row.id, column.id, is_total=total)
            case None:
                return self._value_cell(row, column)

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
        return _line_text(line, self._data.year, offset)

    def _label_before(self, row: Leaf, level: int) -> str:
        index = next((at for at, leaf in enumerate(self._rows) if leaf.id == row.id), 0)
        return self._label(self._rows[index - 1], level) if index else ""

    def _value_cell(self, row: Leaf, column: Leaf) -> FilledCell:
        layout = self._layout
        at = layout.at | row.at | column.at
        total = row.total is not None or column.total is not None
        place, offset, indicator = (row.id, column.id), at.period or 0, at.indicator or ""
        fixed = layout.cells.get(place)
        worth = self._evaluation.worth(row, column) if fixed is None else None
        if worth is None or not (worth.computed or worth.key):
            text = fixed.text if fixed else ""
            return FilledCell(
                text, CellRole.FIXED, *place, offset=offset, is_total=total, indicator=indicator
            )
        computed = worth.computed or worth.stored_over_formula
        cell = FilledCell(
            print_value(worth.value, worth.style),
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

    @staticmethod
    def _overwritten(cell: FilledCell, behind: Worth, value: Value) -> FilledCell:
        # What was typed prints with the decimals that were typed.
        places = decimals_of(value) if isinstance(value, Decimal) else None
        text = print_value(value, replace(behind.style, decimals=places))
        shown = print_value(behind.value, behind.style)
        return replace(
            cell,
            text=cell.text if cell.value == value else text,
            value=value,
            role=CellRole.COMPUTED,
            overwritten=True,
            behind=shown,
            explanation=behind.explanation,
        )

    # -- labels that cover several cells

    def _place_label(self, leaf: Leaf, cells: list[FilledCell], row: int, merges: list[Merge]) -> None:
        place = leaf.line.label_place
        if place is not LabelPlace.LABEL and self._stub_count:
            label = FilledCell(
                _line_text(leaf.line, self._data.year, leaf.at.period or 0),
                CellRole.LABEL,
                leaf.id,
                is_total=leaf.total is not None,
            )
            for at in range(self._stub_count):
                cells[at] = label if at == 0 or place is LabelPlace.MERGED else replace(label, text="")
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

    def _shares(self, row: int, level: int) -> bool:
        """Whether a row's label cell is the one above it."""
        here, above = self._rows[row], self._rows[row - 1]
        if level < self._levels - 1:
            deep = len(here.path) > level + 1 and len(above.path) > level + 1
            return deep and here.path[level] is above.path[level]
        return here.line.label is None


def _register_body(
    layout: Layout, fields: list[Leaf], data: TableData, top: int, merges: list[Merge]
) -> list[list[FilledCell]]:
    records = data.records(layout.id)
    body = [_record_row(record, fields, records[:at]) for at, record in enumerate(records)]
    for column, leaf in enumerate(fields):
        start = 0
        for row in range(1, len(records) + 1):
            if row < len(records) and _is_shared(records[row], leaf, fields):
                body[row][column] = replace(body[start][column], row_id=body[row][column].row_id)
                continue
            if row - start > 1:
                merges.append((top + start, column, top + row - 1, column))
            start = row
    for line in layout.rows:
        body.append(_register_total(layout, line, fields, records))
        if line.label_place is LabelPlace.MERGED:
            stubs = next(
                (at for at, leaf in enumerate(fields) if not leaf.line.text_field and leaf.line.stub is None),
                1,
            )
            for covered in range(stubs):
                body[-1][covered] = body[-1][0]
            if stubs > 1:
                merges.append((top + len(body) - 1, 0, top + len(body) - 1, stubs - 1))
    return body


def _is_shared(record: Record, leaf: Leaf, fields: list[Leaf]) -> bool:
    if leaf.line.stub is not Stub.SERIAL:
        return record.value(leaf.line.id) is None
    named = next((one for one in fields if one.line.stub is None), None)
    return named is not None and record.value(named.line.id) is None


def _record_row(record: Record, fields: list[Leaf], before: Sequence[Record]) -> list[FilledCell]:
    row: list[FilledCell] = []
    for leaf in fields:
        line = leaf.line
        if line.stub is Stub.SERIAL:
            shared = sum(not _is_shared(one, leaf, fields) for one in (*before, record))
            row.append(FilledCell(str(shared), CellRole.SERIAL, record.id, line.id))
            continue
        value = record.value(line.id)
        shown = MISSING if value is None else value
        text = print_value(shown)
        row.append(
            FilledCell(text, CellRole.FIELD, record.id, line.id, value=shown, offset=leaf.at.period or 0)
        )
    return row


def _register_total(
    layout: Layout, line: Line, fields: list[Leaf], records: Sequence[Record]
) -> list[FilledCell]:
    row: list[FilledCell] = []
    for at, leaf in enumerate(fields):
        fixed = layout.cells.get((line.id, leaf.line.id))
        if fixed is not None or at == 0:
            text = fixed.text if fixed is not None else line.label or ""
            row.append(
                FilledCell(
                    text, CellRole.LABEL if at == 0 else CellRole.FIXED, line.id, leaf.line.id, is_total=True
                )
            )
            continue
        summed = leaf.line.stub is None and leaf.line.id in layout.total_styles
        total = column_total(records, leaf.line) if summed else None
        text = print_total(total, layout.total_styles.get(leaf.line.id))
        value: Value = total if total is not None else NOT_APPLICABLE
        role = CellRole.COMPUTED if summed else CellRole.FIXED
        explanation = "各行之和" if summed else ""
        row.append(
            FilledCell(text, role, line.id, leaf.line.id, value=value, explanation=explanation, is_total=True)
        )
    return row
