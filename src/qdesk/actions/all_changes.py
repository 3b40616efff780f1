"""All changes against last year above a chosen size, the largest first."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from qdesk.actions.cell_names import cell_name, table_name
from qdesk.model.filled_cell import FilledCell
from qdesk.model.filled_table import FilledTable
from qdesk.model.observation import Key
from qdesk.model.outline import Heading
from qdesk.model.period import parse_period
from qdesk.model.report import ReportTable
from qdesk.model.report_view import ReportView
from qdesk.model.value import decimals_of, plain_text

_MOST_DECIMALS = 4


class SizeKind(StrEnum):
    """How the size of a change is measured: in per cent of last year's value, or as the difference."""

    PERCENT = "percent"
    ABSOLUTE = "absolute"


@dataclass(frozen=True, slots=True)
class YearChange:
    """A number of this year beside last year's; `row` and `column` are those of this year's cell.

    `percent` is None where last year's was 0. Of a share the difference is in percentage points, and so
    is its size in per cent.
    """

    section: str
    table: str
    row: int
    column: int
    chapter: str
    table_title: str
    name: str
    unit: str
    before: str
    now: str
    difference: Decimal
    percent: Decimal | None
    is_share: bool = False

    def size(self, kind: SizeKind) -> Decimal:
        """How large the change is; growth from nothing is larger than any other."""
        if kind is SizeKind.ABSOLUTE or self.is_share:
            return abs(self.difference)
        return Decimal("Infinity") if self.percent is None else abs(self.percent)

    @property
    def change(self) -> str:
        """The change in words of the office: +223，+35.06%; +7 个百分点; 上年为 0."""
        if self.is_share:
            return f"{self.difference:+f} 个百分点"
        grown = "上年为 0" if self.percent is None else f"{self.percent:+.2f}%"
        return f"{self.difference:+f}，{grown}"


def all_changes(view: ReportView, kind: SizeKind, least: Decimal) -> list[YearChange]:
    """Every number that differs from last year's by at least so much, the largest change first.

    A number that several tables print is named where it stands first.
    """
    found = [one for one in _changes(view) if one.difference and one.size(kind) >= least]
    return sorted(found, key=lambda one: one.size(kind), reverse=True)


def _changes(view: ReportView) -> Iterator[YearChange]:
    seen: set[Key] = set()
    chapter = ""
    for heading in view.headings:
        chapter = view.title_of(heading) if heading.level == 1 else chapter
        for table in () if heading.skipped else heading.tables:
            yield from _of_table(view, heading, table, chapter, seen)


def _of_table(
    view: ReportView, heading: Heading, table: ReportTable, chapter: str, seen: set[Key]
) -> Iterator[YearChange]:
    filled = view.filled(table)
    changes = _change_lines(filled)
    by_key = {cell.key: cell for cells in filled.body for cell in cells if cell.key is not None}
    for row in range(filled.header_rows, len(filled.grid)):
        for column, cell in enumerate(filled.grid[row]):
            if cell.offset or not isinstance(cell.value, Decimal) or cell.key in seen:
                continue
            before = None if changes & {cell.row_id, cell.column_id} else _before(view, filled, by_key, cell)
            if before is None:
                continue
            if cell.key is not None:
                seen.add(cell.key)
            indicator = view.data.indicator(cell.indicator) if cell.indicator else None
            difference = _rounded(cell.value - before)
            yield YearChange(
                heading.section.id,
                table.id,
                row,
                column,
                chapter,
                table_name(view, table),
                cell_name(filled, row, column, years=False),
                indicator.unit if indicator else "",
                plain_text(_rounded(before)),
                plain_text(_rounded(cell.value)),
                difference,
                difference / abs(before) * 100 if before else None,
                is_share=bool(indicator and indicator.is_share),
            )


def _change_lines(filled: FilledTable) -> set[str]:
    """The lines that print changes: what stands in them is no number of this year."""
    return {one.id for one in (*filled.axes.row_leaves, *filled.axes.column_leaves) if one.change is not None}


def _before(
    view: ReportView, filled: FilledTable, by_key: dict[Key, FilledCell], cell: FilledCell
) -> Decimal | None:
    """Last year's number of a cell: that of the same table, else what the store has."""
    if cell.key is not None:
        period = parse_period(cell.key.period)
        if period is None:
            return None
        key = cell.key._replace(period=period.shift(-1).code)
        found = by_key[key].value if key in by_key else view.data.value(key)
        return found if isinstance(found, Decimal) else None
    return _total_before(filled, cell) if cell.is_total else None


def _total_before(filled: FilledTable, cell: FilledCell) -> Decimal | None:
    """A total has no key: its counterpart is the only one of last year in its row, or in its column."""
    last_year = [one for cells in filled.body for one in cells if one.is_total and one.offset == -1]
    in_row = [one.value for one in last_year if one.row_id == cell.row_id]
    in_column = [one.value for one in last_year if one.column_id == cell.column_id]
    for found in (in_row, in_column):
        if len(found) == 1 and isinstance(found[0], Decimal):
            return found[0]
    return None


def _rounded(number: Decimal) -> Decimal:
    """A number that was divided has more digits than anybody reads."""
    return round(number, _MOST_DECIMALS) if decimals_of(number) > _MOST_DECIMALS else number
