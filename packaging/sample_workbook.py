"""Writes resources/sample/上年数据.xlsx: tables of the sample school as a colleague would send them.

Run once, and again when the sample school changes: python packaging/sample_workbook.py
Captions stand in rows above, headers are merged, changes and totals are formulas without results.
"""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from qdesk.actions.demo import create_demo
from qdesk.model.filled_cell import CellRole, FilledCell
from qdesk.model.filled_table import FilledTable

TARGET = Path(__file__).resolve().parents[1] / "resources" / "sample" / "上年数据.xlsx"
SHEETS = {
    "基本情况": ("assets", "students", "teachers"),
    "学生": ("majors", "quality", "aid"),
    "就业": ("employment", "starting-pay"),
    "专业": ("major-list",),
}
_LINE = Side(style="thin")


def main() -> None:
    """Write the workbook."""
    with TemporaryDirectory() as folder:
        workspace = create_demo(Path(folder) / "sample.qdesk")
        view = workspace.view()
        tables = {one.layout.source: one for one in view.tables}
        book = Workbook()
        book.remove(book.worksheets[0])
        for title, names in SHEETS.items():
            sheet = book.create_sheet(title)
            row = 1
            for name in names:
                number = view.table_numbers[tables[name].id]
                row = write_table(sheet, row, number, view.filled(tables[name])) + 2
        workspace.close()
    TARGET.parent.mkdir(parents=True, exist_ok=True)
    book.save(TARGET)


def write_table(sheet: Worksheet, top: int, number: str, filled: FilledTable) -> int:
    """Caption, sub-caption and grid from row `top` on; the last row written."""
    for text, bold in ((f"{number} {filled.caption}", True), (filled.subcaption, False)):
        if text:
            sheet.cell(top, 1, text).font = Font(bold=bold)
            sheet.merge_cells(start_row=top, end_row=top, start_column=1, end_column=filled.column_count)
            sheet.cell(top, 1).alignment = Alignment(horizontal="center")
            top += 1
    covered = filled.covered
    for row, cells in enumerate(filled.grid):
        for column in range(len(cells)):
            if (row, column) not in covered:
                write_cell(sheet, top, filled, row, column)
    for up, left, down, right in filled.merges:
        sheet.merge_cells(start_row=top + up, end_row=top + down, start_column=left + 1, end_column=right + 1)
    return top + len(filled.grid)


def write_cell(sheet: Worksheet, top: int, filled: FilledTable, row: int, column: int) -> None:
    """A number as a number with its decimals, a computed cell as a formula, all else as text."""
    cell = filled.grid[row][column]
    formula = formula_of(filled, top, row, column) if cell.role is CellRole.COMPUTED else ""
    number = number_of(cell)
    value: str | float | None = formula or cell.text or None
    number_format = "0.00" if "ROUND" in formula else "General"
    if number is not None and not formula:
        value = float(number) if number % 1 else int(number)
        decimals = len(cell.text.partition(".")[2])
        number_format = "0." + "0" * decimals if decimals else "0"
    place = sheet.cell(top + row, column + 1, value)
    place.number_format = number_format
    place.border = Border(_LINE, _LINE, _LINE, _LINE)
    place.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)


def number_of(cell: FilledCell) -> Decimal | None:
    """The number that a cell prints, None for a text or a number with a sign of its own."""
    try:
        return Decimal(cell.text)
    except ArithmeticError:
        return None


def formula_of(filled: FilledTable, top: int, row: int, column: int) -> str:
    """What a colleague would have typed: a sum of the rows above, or a ratio of the two years."""

    def name(at_row: int, at_column: int) -> str:
        return f"{get_column_letter(at_column + 1)}{top + at_row}"

    cells = filled.grid[row]
    if number_of(cells[column]) is None:
        return ""
    if cells[column].is_total and column < filled.column_count - 1:
        above = [at for at in range(row) if filled.grid[at][column].role is CellRole.VALUE]
        return f"=SUM({name(above[0], column)}:{name(above[-1], column)})" if above else ""
    current, prior = (row, column - 1), (row, column - 2)
    if cells[0].text.startswith("百分比"):
        current, prior = (row - 1, column), (row - 2, column)
    elif not filled.header[-1][column].text.startswith("百分比"):
        return ""
    if any(number_of(filled.grid[at_row][at_column]) is None for at_row, at_column in (current, prior)):
        return ""
    return f"=ROUND({name(*current)}/{name(*prior)}*100,2)"


if __name__ == "__main__":
    main()
