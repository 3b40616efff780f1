"""The shape of a check, and how the checks walk through a report."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from qdesk.model.filled_cell import CellRole, FilledCell
from qdesk.model.filled_table import FilledTable
from qdesk.model.finding import Finding, Severity, Source
from qdesk.model.report import ReportTable
from qdesk.model.report_view import ReportView
from qdesk.model.standard import Standard
from qdesk.model.value import parse_value

TableCheck = Callable[[ReportView, ReportTable], Iterable[Finding]]
"""Looks at one table by itself; it is asked again only when that table prints otherwise."""

Parameters = Mapping[str, Decimal]
"""What a school has set for the rules: rule and name joined by a point → number."""

SetTableCheck = Callable[[ReportView, ReportTable, Parameters], Iterable[Finding]]
"""Looks at one table by numbers that a school may set."""

StandardCheck = Callable[[ReportView, Standard, Parameters], Iterable[Finding]]
"""Looks at the report by the standard that it follows."""

ReportCheck = Callable[[ReportView], Iterable[Finding]]
"""Looks at the report as a whole."""


@dataclass(frozen=True, slots=True)
class Place:
    """A printed cell with all that a finding says of where it stands."""

    table: ReportTable
    filled: FilledTable
    number: str
    row: int
    column: int
    cell: FilledCell

    @property
    def label(self) -> str:
        """The label of the cell's row."""
        cells = self.filled.grid[self.row]
        labels = [one.text for one in cells if one.role is CellRole.LABEL and one.text]
        return " ".join(labels[-1].split()) if labels else ""

    @property
    def head(self) -> str:
        """The headers above the cell, joined."""
        lines = dict.fromkeys(" ".join(line[self.column].text.split()) for line in self.filled.header)
        return " ".join(one for one in lines if one)

    @property
    def name(self) -> str:
        """Row and column of the cell as one speaks of it."""
        return f"{self.label}·{self.head}" if self.label and self.head else self.label or self.head

    @property
    def title(self) -> str:
        """Number and caption of the table."""
        return f"{self.number} {self.filled.caption}".strip()

    @property
    def source(self) -> Source | None:
        """The value of the data that the cell prints."""
        cell = self.cell
        return (cell.indicator, cell.key.member if cell.key else "", cell.offset) if cell.indicator else None

    def finding(self, rule: str, severity: Severity, message: str) -> Finding:
        """A finding at this cell; what stands there and what should are the cell's own."""
        return Finding(
            rule,
            severity,
            message,
            section=self.table.section,
            table=self.table.id,
            row=self.row,
            column=self.column,
            found=self.cell.text if self.cell.overwritten else "",
            expected=self.cell.behind,
            source=self.source,
        )


def places(view: ReportView, table: ReportTable) -> Sequence[Place]:
    """Every cell of a table, row by row."""
    global _latest  # noqa: PLW0603 - the checks of a table follow each other and walk through it once
    filled = view.filled(table)
    number = view.table_numbers[table.id]
    walked = _latest
    if walked is None or walked.table is not table or walked.filled is not filled or walked.number != number:
        walked = _latest = _Walked(table, filled, number)
    return walked.places


class _Walked:
    """The places of a table as it printed."""

    def __init__(self, table: ReportTable, filled: FilledTable, number: str) -> None:
        self.table, self.filled, self.number = table, filled, number
        self.places = tuple(
            Place(table, filled, number, row, column, cell)
            for row, cells in enumerate(filled.grid)
            for column, cell in enumerate(cells)
        )


_latest: _Walked | None = None


_NUMBERS = (CellRole.VALUE, CellRole.COMPUTED, CellRole.FIXED)


def with_number(place: Place | None, *, fields: bool = False) -> Place | None:
    """A place that prints a number, that of a line read as printed taken from its text; else None.

    `fields`: the fields of a register count as well.
    """
    if place is None or not (place.cell.role in _NUMBERS or (fields and place.cell.role is CellRole.FIELD)):
        return None
    if place.cell.role in (CellRole.FIXED, CellRole.FIELD):
        place = replace(place, cell=place.cell._replace(value=parse_value(place.cell.text).value))
    return place if isinstance(place.cell.value, Decimal) else None
