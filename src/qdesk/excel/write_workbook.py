"""Writes filled tables as a workbook: one sheet a table, numbers as numbers, live formulas."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import IO

from qdesk.excel.cell_numbers import cell_numbers
from qdesk.excel.live_formulas import Formulas, SheetTable
from qdesk.excel.printed_number import GENERAL
from qdesk.excel.read_workbook import OWN_CREATOR
from qdesk.excel.sheet_look import (
    FONT,
    Looks,
    column_widths,
    line_height,
    look_of,
    row_heights,
    set_paper,
    short_columns,
)
from qdesk.excel.sheet_names import SheetNames
from qdesk.excel.xlsx_book import CellFormat, Sheet, new_book
from qdesk.model.filled_cell import CellRole, FilledCell
from qdesk.model.filled_table import FilledTable
from qdesk.model.number_format import NumberStyle
from qdesk.model.table_data import TableData
from qdesk.recognition.grid import cell_name

_MADE = datetime(2000, 1, 1)  # noqa: DTZ001 - no time of day: the same tables give the same bytes


@dataclass(frozen=True, slots=True)
class NumberedTable:
    """A filled table with its number as printed: 表 2, 表 1-1."""

    number: str
    filled: FilledTable


@dataclass(frozen=True, slots=True)
class _Planned:
    """A table on its way into the workbook: its lines above, and the styles of its computed cells."""

    table: SheetTable
    caption: str
    styles: dict[tuple[int, int], NumberStyle]


def write_workbook(
    tables: Sequence[NumberedTable],
    data: TableData,
    title: str,
    file: IO[bytes],
    progress: Callable[[int, int], None] | None = None,
) -> None:
    """Write the tables into an open file; `progress` is told (done, all) and may raise Cancelled.

    `data` is what the tables were filled with: formulas need its indicators and members.
    """
    names = SheetNames()
    sheets = [_planned(names.name(one.number or one.filled.caption), one, data) for one in tables]
    formulas = Formulas([one.table for one in sheets])
    book = new_book(file)
    book.set_properties({"title": title, "author": OWN_CREATOR, "created": _MADE})
    looks = Looks(book)
    for done, one in enumerate(sheets, 1):
        live = formulas.of_table(one.table, one.styles)
        _SheetWriter(book.add_worksheet(one.table.sheet), one, looks, live).write()
        if progress:
            progress(done, len(sheets))
    if not sheets:
        book.add_worksheet("没有表")
    book.close()


def _planned(name: str, table: NumberedTable, data: TableData) -> _Planned:
    filled = table.filled
    top = 1 + bool(filled.subcaption) + bool(filled.unit_line)
    made = SheetTable(name, filled, top, data)
    styles = made.styles()
    made.numbers.update(cell_numbers(filled, styles))
    return _Planned(made, f"{table.number}　{filled.caption}".strip("　"), styles)


class _SheetWriter:
    """Writes one sheet from top to bottom."""

    def __init__(
        self, sheet: Sheet, one: _Planned, looks: Looks, formulas: dict[tuple[int, int], str]
    ) -> None:
        self._sheet, self._one, self._looks, self._formulas = sheet, one, looks, formulas
        self._table = one.table
        self._filled = one.table.filled
        self._widths = column_widths(self._filled)
        self._short = short_columns(self._filled)
        self._row = 0

    def write(self) -> None:
        """Lines above, grid, notes, and how it all looks and prints."""
        filled, top = self._filled, self._table.top
        for column, width in enumerate(self._widths):
            self._sheet.set_column(column, column, width)
        self._line(self._one.caption, self._looks.caption, caption=True)
        if filled.subcaption:
            self._line(filled.subcaption, self._looks.subcaption)
        if filled.unit_line:
            self._line(f"单位：{filled.unit_line}", self._looks.unit_line)
        self._grid()
        self._row = top + len(filled.grid)
        for note in filled.notes:
            self._line(note, self._looks.note)
        set_paper(self._sheet, self._widths, top, top + max(filled.header_rows, 1) - 1)
        # Codes and years are texts on purpose; no green corner asks about it.
        self._sheet.ignore_errors({"number_stored_as_text": f"A1:{cell_name(self._row, len(self._widths))}"})

    def _line(self, text: str, look: CellFormat, *, caption: bool = False) -> None:
        width = sum(self._widths)
        self._sheet.set_row(self._row, line_height(text, width, caption=caption))
        last = len(self._widths) - 1
        if last > 0:
            self._sheet.merge_range(self._row, 0, self._row, last, "", look)
        self._sheet.write_string(self._row, 0, text, look)
        self._row += 1

    def _grid(self) -> None:
        filled, top = self._filled, self._table.top
        spans, covered = filled.spans, filled.covered
        for row, height in enumerate(row_heights(filled, self._widths)):
            self._sheet.set_row(top + row, height)
        for row, cells in enumerate(filled.grid):
            for column, cell in enumerate(cells):
                if (row, column) in covered:
                    continue
                look = self._format(cell, row, column, merged=(row, column) in spans)
                if (row, column) in spans:
                    rows, columns = spans[row, column]
                    last = (top + row + rows - 1, column + columns - 1)
                    self._sheet.merge_range(top + row, column, *last, "", look)
                self._cell(cell, row, column, look)

    def _is_diagonal(self, cell: FilledCell, row: int, column: int) -> bool:
        return row == column == 0 and cell.role is CellRole.HEADER and cell.text.count("\n") == 1

    def _format(self, cell: FilledCell, row: int, column: int, *, merged: bool) -> CellFormat:
        number = self._table.numbers.get((row, column))
        return self._looks.of(
            look_of(
                cell,
                number.code if number else GENERAL,
                is_number=number is not None,
                centred=merged or (cell.role is not CellRole.LABEL and self._short[column]),
                diagonal=self._is_diagonal(cell, row, column),
            )
        )

    def _cell(self, cell: FilledCell, row: int, column: int, look: CellFormat) -> None:
        at = self._table.top + row
        number = self._table.numbers.get((row, column))
        if number is not None and (formula := self._formulas.get((row, column))):
            self._sheet.write_formula(at, column, f"={formula}", look, float(number.value))
        elif number is not None:
            self._sheet.write_number(at, column, float(number.value), look)
        elif cell.text:
            self._sheet.write_string(at, column, self._text(cell, row, column), look)
        else:
            self._sheet.write_blank(at, column, None, look)
        if cell.overwritten:
            note = f"已改写，计算值是 {cell.behind or '（无）'}"
            self._sheet.write_comment(at, column, note, {"author": "qdesk", "font_name": FONT})

    def _text(self, cell: FilledCell, row: int, column: int) -> str:
        """A diagonal head: blanks put its first line at the right, as people do it by hand."""
        if not self._is_diagonal(cell, row, column):
            return cell.text
        upper, _, lower = cell.text.partition("\n")
        _, columns = self._filled.spans.get((row, column), (1, 1))
        room = sum(self._widths[column : column + columns]) - 2 * len(upper) - 2
        return " " * max(0, int(room)) + f"{upper}\n{lower}"
