"""Workbooks that offices make and that the given ones lack: each a list of rows on one sheet."""

from __future__ import annotations

from pathlib import Path
from typing import Any, cast

from examples import empty
from openpyxl import Workbook

from qdesk.actions.import_preview import preview_import
from qdesk.actions.imported import ImportedValue, ImportPreview
from qdesk.model.value import Value

Rows = list[list[Any]]


def workbook(path: Path, **sheets: Rows) -> Path:
    """A workbook of these sheets; a cell that is a pair is a value and its number format."""
    book = Workbook()
    del book["Sheet"]
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row, values in enumerate(rows, 1):
            for column, value in enumerate(values, 1):
                content, code = cast(
                    "tuple[Any, str]", value if isinstance(value, tuple) else (value, "General")
                )
                if content is not None:
                    sheet.cell(row, column, content).number_format = code
    book.save(path)
    return path


def previewed(folder: Path, *, period: str = "2019-2020", **sheets: Rows) -> ImportPreview:
    """The preview of such a workbook in an empty report."""
    workspace = empty(folder, period)
    preview = preview_import(workspace.view(), workbook(folder / "数据.xlsx", **sheets))
    workspace.close()
    return preview


def at(preview: ImportPreview, cell: str, sheet: str = "") -> ImportedValue:
    """What was read from a cell."""
    return next(
        one
        for table in preview.tables
        for one in table.values
        if one.read.cell == cell and sheet in ("", table.sheet)
    )


def values(preview: ImportPreview) -> dict[str, tuple[str, int, Value]]:
    """Cell → (row as printed, offset of its year, value) of everything that was read."""
    return {
        one.read.cell: (one.read.row, one.read.offset, one.read.value)
        for table in preview.tables
        for one in table.values
    }
