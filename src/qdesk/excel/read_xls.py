"""Reads an .xls (and WPS's .et, which is one) into grids: values, shown texts, merges, what is hidden.

Formulas are not told, only the values that the file holds for them.
"""

from __future__ import annotations

import struct
from collections.abc import Callable
from pathlib import Path

import xlrd
from xlrd.biffh import XLRDError
from xlrd.book import Book
from xlrd.compdoc import CompDocError
from xlrd.sheet import Sheet

from qdesk.errors import UserError
from qdesk.excel.read_workbook import plain_cell
from qdesk.excel.sheet_limits import MOST_ROWS, cut_merges, unread_rows
from qdesk.excel.xlsx_sheet import number_of_text
from qdesk.recognition.formula_value import Scalar
from qdesk.recognition.grid import Grid, GridCell

_STATES = {0: "visible", 1: "hidden", 2: "veryHidden"}
_EMPTY, _TEXT, _NUMBER, _DATE, _TRUTH, _ERROR, _BLANK = range(7)
_ERRORS = {0: "#NULL!", 7: "#DIV/0!", 15: "#VALUE!", 23: "#REF!", 29: "#NAME?", 36: "#NUM!", 42: "#N/A"}
_DAMAGED = (
    *(XLRDError, CompDocError, struct.error, AssertionError, LookupError, ValueError, TypeError),
    *(EOFError, OverflowError, AttributeError, UnicodeError, MemoryError, ZeroDivisionError),
)


def read_xls(path: Path, progress: Callable[[str], None] = lambda _: None) -> list[Grid]:
    """Every sheet, hidden ones too. Raises UserError for a file that is damaged or protected."""
    try:
        with xlrd.open_workbook(str(path), formatting_info=True, on_demand=True, logfile=_Nowhere()) as book:
            return [_grid(book, index, progress) for index in range(book.nsheets)]
    except _DAMAGED as error:
        if "encrypted" in str(error).lower() or "password" in str(error).lower():
            raise UserError("文件有打开密码", path.name, "请在 Excel 或 WPS 中取消密码后再导入") from error
        raise UserError(
            "工作簿打不开，可能已损坏", path.name, "请用 Excel 或 WPS 打开后另存为 .xlsx 再导入"
        ) from error


class _Nowhere:
    """Where the reader's own remarks go."""

    def write(self, text: str) -> int:
        return len(text)

    def flush(self) -> None:
        pass


def _grid(book: Book, index: int, progress: Callable[[str], None]) -> Grid:
    sheet: Sheet = book.sheet_by_index(index)
    progress(sheet.name)
    cells: dict[tuple[int, int], GridCell] = {}
    filled = 0
    unread: int | None = None
    for row in range(sheet.nrows):
        found = {
            (row, column): cell
            for column in range(sheet.row_len(row))
            if (cell := _cell(book, sheet, row, column)) is not None
        }
        filled += bool(found)
        if filled > MOST_ROWS:
            unread = row
            break
        cells |= found
    merges = [(top, left, bottom - 1, right - 1) for top, bottom, left, right in sheet.merged_cells]
    kept, left_out = cut_merges(merges, cells)
    hidden_rows = {row for row, info in sheet.rowinfo_map.items() if info.hidden or info.height == 0}
    hidden_columns = {column for column, info in sheet.colinfo_map.items() if info.hidden}
    book.unload_sheet(index)
    return Grid(
        sheet.name,
        cells,
        kept,
        _STATES.get(sheet.visibility, "visible"),
        left_out=(*left_out, *unread_rows(unread)),
        hidden_rows=frozenset(hidden_rows),
        hidden_columns=frozenset(hidden_columns),
    )


def _cell(book: Book, sheet: Sheet, row: int, column: int) -> GridCell | None:
    kind, value = sheet.cell_type(row, column), sheet.cell_value(row, column)
    if kind in (_EMPTY, _BLANK) or value == "":
        return None
    shown: Scalar
    if kind in (_NUMBER, _DATE):
        shown = number_of_text(repr(float(value)))
    elif kind == _TRUTH:
        shown = "是" if value else "否"
    elif kind == _ERROR:
        shown = _ERRORS.get(int(value), "#N/A")
    else:
        shown = str(value)
    return plain_cell(shown, _code(book, sheet, row, column), from_1904=book.datemode == 1)


def _code(book: Book, sheet: Sheet, row: int, column: int) -> str:
    style = sheet.cell_xf_index(row, column)
    if not 0 <= style < len(book.xf_list):
        return "General"
    found = book.format_map.get(book.xf_list[style].format_key)
    return found.format_str if found is not None else "General"
