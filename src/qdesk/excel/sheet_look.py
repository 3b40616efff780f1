"""How exported sheets look: fonts, grid, widths and heights by content, paper."""

from __future__ import annotations

import math
from dataclasses import dataclass

from qdesk.document.table_grid import text_units
from qdesk.excel.xlsx_book import Book, CellFormat, Sheet
from qdesk.model.filled_cell import CellRole, FilledCell
from qdesk.model.filled_table import FilledTable

FONT = "宋体"
_SIZE = 10.5
_LINE = 15.0
_CAPTION_SIZE = 12
_LEAST, _MOST = 8.0, 42.0
"""Widths of a column, in digits; a longer text is wrapped."""
_NARROW = 6.0
_PADDING = 2.5
_SHORT = 4
_PORTRAIT = 92.0
"""The columns that A4 holds upright between the margins, in digits; a wider table is turned."""
_A4 = 9
_HEAD_FILL = "#F2F2F2"


@dataclass(frozen=True, slots=True)
class Look:
    """What tells one cell's format from another's."""

    code: str = "General"
    align: str = "left"
    bold: bool = False
    fill: bool = False
    diagonal: bool = False
    indent: int = 0


class Looks:
    """The formats of a workbook, each made once."""

    def __init__(self, book: Book) -> None:
        self._book = book
        self._known: dict[Look, CellFormat] = {}
        self.caption = self._line(_CAPTION_SIZE, "center", bold=True)
        self.subcaption = self._line(_SIZE, "center")
        self.unit_line = self._line(_SIZE, "right")
        self.note = self._line(_SIZE, "left")

    def _line(self, size: float, align: str, *, bold: bool = False) -> CellFormat:
        return self._book.add_format(
            {
                "font_name": FONT,
                "font_size": size,
                "bold": bold,
                "align": align,
                "valign": "vcenter",
                "text_wrap": True,
            }
        )

    def of(self, look: Look) -> CellFormat:
        """The format of a look."""
        if look not in self._known:
            properties: dict[str, object] = {
                "font_name": FONT,
                "font_size": _SIZE,
                "bold": look.bold,
                "align": look.align,
                "valign": "vcenter",
                "text_wrap": True,
                "border": 1,
                "num_format": look.code,
            }
            if look.indent:
                properties["indent"] = look.indent
            if look.fill:
                properties["bg_color"] = _HEAD_FILL
            if look.diagonal:
                properties |= {"diag_type": 2, "diag_border": 1}
            self._known[look] = self._book.add_format(properties)
        return self._known[look]


def short_columns(filled: FilledTable) -> list[bool]:
    """Which columns hold nothing but short texts below their head: those are centred."""
    return [
        all(text_units(row[column].text) <= _SHORT for row in filled.body)
        for column in range(filled.column_count)
    ]


def look_of(cell: FilledCell, code: str, *, is_number: bool, centred: bool, diagonal: bool) -> Look:
    """How a cell looks: heads bold and centred, numbers at the right, other texts at the left.

    `centred` says that a text goes to the middle: it is merged, or its column holds short texts.
    """
    if cell.role is CellRole.HEADER:
        return Look(code, "left" if diagonal else "center", bold=True, fill=True, diagonal=diagonal)
    if cell.role in (CellRole.SERIAL, CellRole.UNIT) or (cell.is_total and cell.role is CellRole.LABEL):
        return Look(code, "center", bold=cell.is_total)
    if cell.role is CellRole.LABEL:
        return Look(code, "center" if centred else "left", indent=cell.indent)
    sign = cell.role is not CellRole.FIELD and text_units(cell.text) <= _SHORT
    return Look(code, "right" if is_number else "center" if centred or sign else "left", bold=cell.is_total)


def column_widths(filled: FilledTable) -> list[float]:
    """A width for every column: its longest line, within limits; heads over several share theirs."""
    widths = [_NARROW] * filled.column_count
    spans, covered = filled.spans, filled.covered
    for row, cells in enumerate(filled.grid):
        for column, cell in enumerate(cells):
            if (row, column) in covered or spans.get((row, column), (1, 1))[1] > 1:
                continue
            wanted = max(map(_units, cell.text.split("\n")), default=0.0) + 2 * cell.indent
            if row == column == 0 and "\n" in cell.text:
                wanted = sum(map(_units, cell.text.split("\n")))
            least = _LEAST if cell.role is not CellRole.SERIAL else _NARROW
            # A long head is wrapped over two lines rather than making its column wide.
            limit = max(_LEAST, wanted / 2 + 1) if row < filled.header_rows and wanted > 20 else wanted
            widths[column] = max(widths[column], min(_MOST, max(least, limit + _PADDING)))
    for top, left, _, right in filled.merges:
        missing = min(_units(filled.grid[top][left].text), 16) + _PADDING - sum(widths[left : right + 1])
        for column in range(left, right + 1):
            widths[column] += max(missing, 0.0) / (right - left + 1)
    return widths


def _units(text: str) -> float:
    return text_units(text) * 1.05


def row_heights(filled: FilledTable, widths: list[float]) -> list[float]:
    """A height for every row: merged cells do not make their rows grow by themselves."""
    lines = [1] * len(filled.grid)
    spans, covered = filled.spans, filled.covered
    for row, cells in enumerate(filled.grid):
        for column, cell in enumerate(cells):
            if cell.text and (row, column) not in covered:
                rows, columns = spans.get((row, column), (1, 1))
                bottom = row + rows - 1
                count = lines_of(cell.text, sum(widths[column : column + columns]))
                lines[bottom] = max(lines[bottom], count - sum(lines[row:bottom]))
    return [count * _LINE + 5 for count in lines]


def lines_of(text: str, width: float) -> int:
    """How many lines a text takes in a width."""
    room = max(width - _PADDING + 1, 2.0)
    return sum(max(1, math.ceil(_units(line) / room)) for line in text.split("\n"))


def line_height(text: str, width: float, *, caption: bool = False) -> float:
    """The height of a caption, unit line or note over the whole width."""
    return lines_of(text, width) * (_LINE + 3 if caption else _LINE) + 5


def set_paper(sheet: Sheet, widths: list[float], first_head: int, last_head: int) -> None:
    """A4, turned where the table is wide, one page across; the head stays in sight and on every page."""
    sheet.set_paper(_A4)
    if sum(widths) > _PORTRAIT:
        sheet.set_landscape()
    sheet.set_margins(left=0.6, right=0.6, top=0.8, bottom=0.8)
    sheet.center_horizontally()
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(first_head, last_head)
    sheet.freeze_panes(last_head + 1, 0)
    sheet.set_footer(f'&C&"{FONT}"&9第 &P 页 共 &N 页')
