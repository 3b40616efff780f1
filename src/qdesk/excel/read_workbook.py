"""Reads a workbook into grids: values, shown texts, formulas (evaluated where uncached), merges."""

from __future__ import annotations

import math
import zipfile
from collections.abc import Callable, Mapping
from datetime import date, datetime, time
from decimal import Decimal
from functools import lru_cache
from pathlib import Path

from openpyxl import Workbook, load_workbook
from openpyxl.cell import Cell, MergedCell
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.worksheet.worksheet import Worksheet

from qdesk.errors import UserError
from qdesk.excel.number_format import ShownAs, read_format, shown_number, shown_text
from qdesk.excel.percent_terms import in_shown_terms
from qdesk.recognition.formula_value import Scalar, evaluate
from qdesk.recognition.grid import Grid, GridCell
from qdesk.recognition.spreadsheet_formula import (
    CellRange,
    FormulaNode,
    FormulaNotUnderstoodError,
    parse_formula,
)

MAX_CELLS = 3_000_000
OWN_CREATOR = "qdesk"
"""The author that an exported workbook names; Excel and WPS keep it when they save."""
_MAX_FORMULA_DEPTH = 200


def read_workbook(path: Path, progress: Callable[[str], None] = lambda _: None) -> list[Grid]:
    """Every sheet of an .xlsx or .xlsm file, hidden ones too; macros are never run.

    Raises UserError for one that is damaged or absurdly large; `files.kind` says what is a workbook.
    """
    try:
        # An open file, because of a path openpyxl would judge the name.
        with path.open("rb") as file:
            formulas = load_workbook(file, data_only=False, keep_links=False)
            cached = load_workbook(file, data_only=True, keep_links=False)
    except (InvalidFileException, zipfile.BadZipFile, KeyError, ValueError, TypeError, EOFError) as error:
        raise UserError(
            "工作簿打不开，可能已损坏", path.name, "请用 Excel 或 WPS 打开后另存为 .xlsx 再导入"
        ) from error
    return _Reader(formulas, cached, progress).grids()


class _Reader:
    """One workbook being read; formula cells are evaluated on demand, each once."""

    def __init__(self, formulas: Workbook, cached: Workbook, progress: Callable[[str], None]) -> None:
        self._formulas: dict[str, Worksheet] = {s.title: s for s in formulas.worksheets}
        self._cached: dict[str, Worksheet] = {s.title: s for s in cached.worksheets}
        self._exact = formulas.properties.creator == OWN_CREATOR
        self._progress = progress
        self._values: dict[tuple[str, int, int], Scalar] = {}
        self._under_way: set[tuple[str, int, int]] = set()

    def grids(self) -> list[Grid]:
        found: list[Grid] = []
        for name, sheet in self._formulas.items():
            self._progress(name)
            found.append(self._grid(name, sheet))
        return found

    def _grid(self, name: str, sheet: Worksheet) -> Grid:
        cells: dict[tuple[int, int], GridCell] = {}
        stored = _stored_cells(sheet)
        if len(stored) > MAX_CELLS:
            raise UserError(
                f"工作表有 {len(stored)} 个单元格，超出可导入的范围", name, "请删去无关内容后再导入"
            )
        for (row, column), cell in stored.items():
            if cell.value is not None:
                cells[row - 1, column - 1] = self._cell(name, row - 1, column - 1, cell)
        merges = _merges(sheet, cells)
        return Grid(name, cells, merges, sheet.sheet_state, prints_exactly=self._exact)

    def _cell(self, sheet: str, row: int, column: int, cell: Cell | MergedCell) -> GridCell:
        shown = read_format(cell.number_format or "General")
        if cell.data_type != "f":
            return _plain_cell(_scalar(cell.value), shown, _raw(cell.value))
        text = _formula_text(cell.value)
        node = _parsed(text)
        known = self._cached_value(sheet, row, column)
        value = known if known is not None else self._value(sheet, row, column)
        plain = _plain_cell(value, shown, text, entered=False)
        if node is not None:
            node = in_shown_terms(node, lambda one: self._is_percent(sheet, one), percent=shown.percent)
        return GridCell(plain.value, plain.text, plain.unit, node, known is None, f"={text}")

    def _is_percent(self, own: str, area: CellRange) -> bool | None:
        """Whether the cells of a range show percentages; None where some do and some do not."""
        sheet = self._formulas.get(area.sheet or own)
        found: set[bool] = set()
        if sheet is None:
            return None
        stored = _stored_cells(sheet)
        for row in range(area.top + 1, area.bottom + 2):
            for column in range(area.left + 1, area.right + 2):
                cell = stored.get((row, column))
                if cell is not None and isinstance(cell.value, int | float | str) and cell.data_type != "s":
                    found.add(read_format(cell.number_format or "General").percent)
        return found.pop() if len(found) == 1 else None if found else False

    def _cached_value(self, sheet: str, row: int, column: int) -> Scalar:
        return _scalar(self._cached[sheet].cell(row + 1, column + 1).value)

    def _value(self, sheet: str, row: int, column: int) -> Scalar:
        """A cell's value, computed if the file holds none; None where it cannot be."""
        place = (sheet, row, column)
        if place in self._values:
            return self._values[place]
        stored = _stored_cells(self._formulas[sheet]).get((row + 1, column + 1))
        if stored is None or stored.value is None:
            return None
        if stored.data_type != "f":
            return _scalar(stored.value)
        known = self._cached_value(sheet, row, column)
        if known is None:
            known = self._evaluated(place, _formula_text(stored.value))
        self._values[place] = known
        return known

    def _evaluated(self, place: tuple[str, int, int], text: str) -> Scalar:
        node = _parsed(text)
        if node is None or place in self._under_way or len(self._under_way) > _MAX_FORMULA_DEPTH:
            return None
        self._under_way.add(place)

        def read(sheet: str | None, row: int, column: int) -> Scalar:
            name = place[0] if sheet is None else sheet
            if name not in self._formulas:
                raise FormulaNotUnderstoodError(f"没有工作表 {name}")
            return self._value(name, row, column)

        try:
            return evaluate(node, read)
        except (FormulaNotUnderstoodError, ArithmeticError, IndexError):
            return None
        finally:
            self._under_way.discard(place)


def _stored_cells(sheet: Worksheet) -> Mapping[tuple[int, int], Cell | MergedCell]:
    """The cells that the file holds, never the range that it claims: WPS may claim a million rows."""
    # openpyxl offers no public way that does not make a cell for every place of that range.
    return sheet._cells  # noqa: SLF001  # pyright: ignore[reportPrivateUsage]


def _merges(
    sheet: Worksheet, cells: Mapping[tuple[int, int], GridCell]
) -> tuple[tuple[int, int, int, int], ...]:
    """Merged ranges, cut to where the sheet holds anything: whole rows are merged for looks."""
    bottom = max((row for row, _ in cells), default=-1)
    right = max((column for _, column in cells), default=-1)
    found: list[tuple[int, int, int, int]] = []
    for one in sheet.merged_cells.ranges:
        top, left = one.min_row - 1, one.min_col - 1
        last_row, last_column = min(one.max_row - 1, max(bottom, top)), min(one.max_col - 1, max(right, left))
        if (last_row, last_column) != (top, left):
            found.append((top, left, last_row, last_column))
    return tuple(found)


def _formula_text(value: object) -> str:
    text = value if isinstance(value, str) else str(getattr(value, "text", "") or "")
    return text.removeprefix("=")


@lru_cache(maxsize=4096)
def _parsed(text: str) -> FormulaNode | None:
    try:
        return parse_formula(text)
    except FormulaNotUnderstoodError:
        return None


def _scalar(value: object) -> Scalar:
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, int | float):
        # 15 digits are what a spreadsheet shows; the rest is binary noise.
        return Decimal(f"{value:.15g}") if math.isfinite(value) else None
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%d") if value.time() == time() else value.strftime("%Y-%m-%d %H:%M")
    if isinstance(value, date | time):
        return value.isoformat()
    return str(value)


def _raw(value: object) -> str:
    return value if isinstance(value, str) else "" if value is None else str(value)


def _plain_cell(value: Scalar, shown: ShownAs, raw: str, *, entered: bool = True) -> GridCell:
    if not isinstance(value, Decimal):
        value = _without_padding(value)
        return GridCell(value, value or "", raw=raw)
    if shown.is_text:
        return GridCell(f"{value:f}", f"{value:f}", raw=raw)
    number, unit = shown_number(value, shown)
    exact = value * 100 if shown.percent else value
    # A format may add zeros (144.60); digits that were entered and that it hides are not lost for
    # that. What a formula gave has more digits than anybody meant: there the shown ones count.
    kept = exact if entered and number != exact else number
    return GridCell(kept, shown_text(value, shown), unit, raw=raw)


def _without_padding(text: str | None) -> str | None:
    """Lines without the blanks that push the upper one of a diagonal head to the right."""
    if text is None or "\n" not in text:
        return text
    return "\n".join(line.strip() for line in text.split("\n"))
