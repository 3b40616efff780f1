"""All values that this year still lacks, in printed order, with who has them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from qdesk.actions.cell_names import cell_name, table_name
from qdesk.model.filled_cell import CellRole
from qdesk.model.indicator import IndicatorKind
from qdesk.model.observation import Key
from qdesk.model.period import parse_period
from qdesk.model.report import ReportTable
from qdesk.model.report_view import ReportView
from qdesk.model.value import Gap, plain_text


@dataclass(frozen=True, slots=True)
class MissingValue:
    """An empty cell of this year; `row` and `column` count in the printed table from 0.

    `table_title` has the table's number; `name` says what belongs there, `department` who has it, `prior`
    is last year's number, "" where there is none.
    """

    section: str
    table: str
    row: int
    column: int
    table_title: str
    name: str
    unit: str = ""
    department: str = ""
    prior: str = ""


def missing_values(view: ReportView) -> Iterator[MissingValue]:
    """Every entered cell of this year without a value; remarks may stay empty and are left out."""
    for table in view.tables:
        filled = view.filled(table)
        title = table_name(view, table)
        for row in range(filled.header_rows, len(filled.grid)):
            for column, cell in enumerate(filled.grid[row]):
                if cell.role is not CellRole.VALUE or cell.offset != 0 or not cell.is_missing:
                    continue
                indicator = view.data.indicator(cell.indicator) if cell.indicator else None
                if indicator is not None and indicator.kind is IndicatorKind.TEXT:
                    continue
                unit = indicator.unit if indicator else ""
                department = indicator.department if indicator else ""
                name = cell_name(filled, row, column)
                prior = _prior(view, cell.key) if cell.key else ""
                yield MissingValue(table.section, table.id, row, column, title, name, unit, department, prior)


def has_prior(view: ReportView, table: ReportTable) -> bool:
    """Whether a table shows any number of the year before."""
    cells = (cell for row in view.filled(table).grid for cell in row)
    return any(cell.offset == -1 and cell.role is CellRole.VALUE and not cell.is_missing for cell in cells)


def _prior(view: ReportView, key: Key) -> str:
    """What is stored for the year before; gaps that were said (未调查) are no number."""
    period = parse_period(key.period)
    stored = view.archive.observation(key._replace(period=period.shift(-1).code)) if period else None
    return plain_text(stored.value) if stored and not isinstance(stored.value, Gap) else ""
