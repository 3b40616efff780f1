"""Forms as offices make them, for import and for filling: rows of texts and numbers, saved as a workbook."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from openpyxl import Workbook

Row = Sequence[str | float | None]


def form(path: Path, rows: Sequence[Row], merges: Sequence[str] = (), title: str = "Sheet") -> Path:
    """A workbook of one sheet with these rows."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = title
    for row in rows:
        sheet.append(list(row))
    for merge in merges:
        sheet.merge_cells(merge)
    book.save(path)
    return path
