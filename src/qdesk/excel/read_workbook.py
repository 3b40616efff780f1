"""Reads an .xlsx or .xlsm into grids: values, shown texts, formulas (evaluated where uncached), merges."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Callable
from decimal import Decimal
from functools import lru_cache
from pathlib import Path

from qdesk.errors import UserError
from qdesk.excel.drawing_texts import drawing_texts
from qdesk.excel.number_format import date_text, read_format, shown_number, shown_text
from qdesk.excel.percent_terms import in_shown_terms
from qdesk.excel.sheet_limits import MOST_ROWS, cut_merges, unread_rows
from qdesk.excel.xlsx_package import NotSpreadsheetError, SheetEntry, XlsxPackage, open_package
from qdesk.excel.xlsx_sheet import FormulaCell, KnownCells, RawSheet, read_sheet
from qdesk.files.no_collection import no_collection
from qdesk.model.value import decimals_of
from qdesk.recognition.formula_value import Scalar, evaluate
from qdesk.recognition.grid import Grid, GridCell
from qdesk.recognition.spreadsheet_formula import (
    CellRange,
    FormulaNode,
    FormulaNotUnderstoodError,
    parse_formula,
)

OWN_CREATOR = "qdesk"
"""The author that an exported workbook names; Excel and WPS keep it when they save."""
_MAX_FORMULA_DEPTH = 200
_MOST_TYPED = 6
"""Digits behind the point that somebody may have typed; more of them come from a division."""
_LARGEST = 15
"""The power of ten from which a number is none that a report can mean."""
_NOISE = Decimal("1e-13")
"""A difference that binary arithmetic leaves behind, as a share of the number."""
DAMAGED = (
    zipfile.BadZipFile,
    NotSpreadsheetError,
    KeyError,
    ValueError,
    EOFError,
    OSError,  # a part whose place lies outside the file
    NotImplementedError,  # an unknown way of compressing
    RuntimeError,  # a part that is locked with a password of its own
    zlib.error,
)


def read_workbook(
    path: Path, progress: Callable[[str], None] = lambda _: None, most_rows: int = MOST_ROWS
) -> list[Grid]:
    """Every sheet of an .xlsx or .xlsm file, hidden ones too; macros are never run.

    Of a sheet with more than `most_rows` filled rows the rest is left out and named. `progress` may
    raise to end the reading. Raises UserError for a damaged file; `files.kind` says what is a workbook.
    """
    try:
        with zipfile.ZipFile(path) as file, no_collection():
            return _Reader(open_package(file), progress, most_rows).grids()
    except DAMAGED as error:
        raise UserError(
            "工作簿打不开，可能已损坏", path.name, "请用 Excel 或 WPS 打开后另存为 .xlsx 再导入"
        ) from error


class _Reader:
    """One workbook being read; formula cells are evaluated on demand, each once."""

    def __init__(self, package: XlsxPackage, progress: Callable[[str], None], most_rows: int) -> None:
        self._package = package
        self._progress = progress
        self._has_percent = any(read_format(code).percent for code in package.formats)
        self._sheets: dict[str, RawSheet] = {}
        known: KnownCells = {}
        for entry in package.sheets:
            progress(entry.name)
            step = self._step(entry.name)
            self._sheets[entry.name] = read_sheet(
                package.file, entry.part, package.texts, self._plain, most_rows, step, known
            )
        self._values: dict[tuple[str, int, int], Scalar] = {}
        self._under_way: set[tuple[str, int, int]] = set()

    def _step(self, name: str) -> Callable[[int], None]:
        return lambda row: self._progress(f"{name}（第 {row + 1} 行）" if row else name)

    def grids(self) -> list[Grid]:
        return [self._grid(entry) for entry in self._package.sheets]

    def _grid(self, entry: SheetEntry) -> Grid:
        name = entry.name
        raw = self._sheets[name]
        formulas = {place: self._formula_cell(name, place, cell) for place, cell in raw.formulas.items()}
        cells = {**raw.cells, **formulas} if formulas else raw.cells
        merges, left_out = cut_merges(raw.merges, cells)
        return Grid(
            name,
            cells,
            merges,
            entry.state,
            left_out=(
                *left_out,
                *unread_rows(raw.unread_from),
                *drawing_texts(self._package.file, entry.part),
            ),
            prints_exactly=self._package.creator == OWN_CREATOR,
            hidden_rows=frozenset(raw.hidden_rows),
            hidden_columns=frozenset(raw.hidden_columns),
        )

    def _format(self, style: int) -> str:
        formats = self._package.formats
        return formats[style] if 0 <= style < len(formats) else "General"

    def _plain(self, value: Scalar, style: int) -> GridCell:
        return plain_cell(value, self._format(style), from_1904=self._package.from_1904)

    def _formula_cell(self, sheet: str, place: tuple[int, int], cell: FormulaCell) -> GridCell:
        code = self._format(cell.style)
        node = _parsed(cell.formula)
        known = cell.value
        value = known if known is not None else self._value(sheet, *place)
        plain = plain_cell(value, code, from_1904=self._package.from_1904, entered=False)
        if node is not None and self._has_percent:
            percent = read_format(code).percent
            node = in_shown_terms(node, lambda one: self._is_percent(sheet, one), percent=percent)
        return GridCell(plain.value, plain.text, plain.unit, node, known is None, f"={cell.formula}")

    def _is_percent(self, own: str, area: CellRange) -> bool | None:
        """Whether the cells of a range show percentages; None where some do and some do not."""
        sheet = self._sheets.get(area.sheet or own)
        found: set[bool] = set()
        if sheet is None:
            return None
        for row in range(area.top, area.bottom + 1):
            for column in range(area.left, area.right + 1):
                typed, computed = sheet.cells.get((row, column)), sheet.formulas.get((row, column))
                if computed is not None:
                    found.add(read_format(self._format(computed.style)).percent)
                elif typed is not None and isinstance(typed.value, Decimal):
                    found.add(typed.unit == "%")
        return found.pop() if len(found) == 1 else None if found else False

    def _value(self, sheet: str, row: int, column: int) -> Scalar:
        """A cell's value, computed if the file holds none; None where it cannot be."""
        place = (sheet, row, column)
        if place in self._values:
            return self._values[place]
        stored = self._sheets[sheet].formulas.get((row, column))
        if stored is None:
            typed = self._sheets[sheet].cells.get((row, column))
            # A number counts as it is stored, not as its format shows it.
            return None if typed is None else typed.stored
        known = stored.value
        if known is None:
            known = self._evaluated(place, stored.formula)
            self._values[place] = known
        return known

    def _evaluated(self, place: tuple[str, int, int], text: str) -> Scalar:
        node = _parsed(text)
        if node is None or place in self._under_way or len(self._under_way) > _MAX_FORMULA_DEPTH:
            return None
        self._under_way.add(place)

        def read(sheet: str | None, row: int, column: int) -> Scalar:
            name = place[0] if sheet is None else sheet
            if name not in self._sheets:
                raise FormulaNotUnderstoodError(f"没有工作表 {name}")
            return self._value(name, row, column)

        try:
            return evaluate(node, read)
        except (FormulaNotUnderstoodError, ArithmeticError, IndexError):
            return None
        finally:
            self._under_way.discard(place)


@lru_cache(maxsize=4096)
def _parsed(text: str) -> FormulaNode | None:
    try:
        return parse_formula(text)
    except FormulaNotUnderstoodError:
        return None


def plain_cell(
    value: Scalar,
    code: str,
    *,
    from_1904: bool = False,
    entered: bool = True,
) -> GridCell:
    """A cell that shows `value` in the number format `code`; `entered` says that nobody computed it."""
    if isinstance(value, Decimal) and value.adjusted() > _LARGEST:
        value = f"{value:.15g}"  # no number of a report: shown, never counted with
    if not isinstance(value, Decimal):
        text = _without_padding(value)
        return GridCell(text, text or "", raw=value or "")
    raw = str(value) if code == "General" else f"{value:f}"
    if code == "General" and "E" not in raw:
        # Nearly every number of a long sheet; the way below gives the same.
        if "." in raw and value == value.to_integral_value():
            value = value.quantize(Decimal(1))
            return GridCell(value, str(value), raw=raw)
        return GridCell(value, raw, raw=raw)
    raw = f"{value:f}"
    if dated := date_text(value, code, from_1904=from_1904):
        return GridCell(dated, dated, raw=raw)
    shown = read_format(code)
    if shown.is_text:
        return GridCell(raw, raw, raw=raw)
    number, unit = shown_number(value, shown)
    exact = value * 100 if shown.percent else value
    # A format may add zeros (144.60); digits that were entered and that it hides are not lost for
    # that. What a formula gave has more digits than anybody meant: there the shown ones count.
    noise = abs(exact - number) <= abs(exact) * _NOISE
    typed = entered and decimals_of(exact.normalize()) <= _MOST_TYPED
    kept = exact.normalize() if typed and not noise else number  # 46.48, not the 46.4800 of 0.4648 × 100
    return GridCell(kept, shown_text(value, shown), unit, raw=raw)


def _without_padding(text: str | None) -> str | None:
    """Lines without the blanks that push the upper one of a diagonal head to the right."""
    if text is None or "\n" not in text:
        return text
    return "\n".join(line.strip() for line in text.split("\n"))
