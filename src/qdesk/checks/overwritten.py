"""Rule 改写: every computed cell that a typed value stands in for."""

from __future__ import annotations

from collections.abc import Iterator

from qdesk.model.filled_table import CellRole
from qdesk.model.finding import Finding, Severity
from qdesk.model.report_view import ReportView


def overwritten_cells(view: ReportView) -> Iterator[Finding]:
    """A note for each overwritten cell, so that none is forgotten."""
    for table in view.tables:
        filled = view.filled(table)
        for row, cells in enumerate(filled.grid):
            for column, cell in enumerate(cells):
                if not cell.overwritten:
                    continue
                label = next((one.text for one in cells if one.role is CellRole.LABEL and one.text), "")
                yield Finding(
                    rule="overwritten",
                    severity=Severity.NOTE,
                    message=(
                        f"{view.table_numbers[table.id]} {filled.caption}：{' '.join(label.split())} "
                        f"改写为 {cell.text}，计算值是 {cell.behind or '（无）'}"
                    ),
                    section=table.section,
                    table=table.id,
                    row=row,
                    column=column,
                    found=cell.text,
                    expected=cell.behind,
                )
