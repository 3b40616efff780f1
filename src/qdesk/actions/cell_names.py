"""How one speaks of a printed cell: the labels of its row, then the heads of its column."""

from __future__ import annotations

import re

from qdesk.model.filled_cell import CellRole
from qdesk.model.filled_table import FilledTable
from qdesk.model.period import parse_period
from qdesk.model.report import ReportTable
from qdesk.model.report_view import ReportView

_UNIT = re.compile(r"（[^（）]*）$")


def cell_name(filled: FilledTable, row: int, column: int, *, years: bool = True) -> str:
    """招生人数（人） · 2019-2020; without `years` what only names a year is left out."""
    labels = [cell.text for cell in filled.grid[row] if cell.role is CellRole.LABEL and cell.text]
    heads = dict.fromkeys(line[column].text for line in filled.header)
    parts = dict.fromkeys(" ".join(text.split()) for text in (*labels, *heads) if text)
    return " · ".join(part for part in parts if years or parse_period(_UNIT.sub("", part)) is None)


def table_name(view: ReportView, table: ReportTable) -> str:
    """Number and caption of a table: 表 2 学生情况对比表."""
    return f"{view.table_numbers.get(table.id, '')} {view.filled(table).caption}".strip()
