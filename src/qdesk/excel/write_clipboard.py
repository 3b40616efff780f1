"""A block of a table as HTML for the clipboard, with what Excel and WPS need to know of each cell.

What they make of it: docs/dev/clipboard.md.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape

from qdesk.excel.cell_numbers import Place, cell_numbers
from qdesk.excel.clipboard_cell import format_as_css
from qdesk.excel.live_formulas import SheetTable
from qdesk.excel.printed_number import GENERAL, PrintedNumber
from qdesk.excel.sheet_look import look_of, short_columns
from qdesk.model.filled_cell import CellRole, FilledCell
from qdesk.model.filled_table import FilledTable
from qdesk.model.table_data import TableData

Area = tuple[int, int, int, int]
"""top, left, bottom, right, inclusive."""

_CHINESE = 2052  # the language of the format, as Windows counts them

_HEAD = """<html xmlns:o="urn:schemas-microsoft-com:office:office"
xmlns:x="urn:schemas-microsoft-com:office:excel" xmlns="http://www.w3.org/TR/REC-html40">
<head><meta http-equiv=Content-Type content="text/html; charset=utf-8">
<meta name=ProgId content=Excel.Sheet><meta name=Generator content=qdesk>
<style><!--table {mso-displayed-decimal-separator:"\\.";mso-displayed-thousand-separator:"\\,";}
td {border:.5pt solid windowtext;vertical-align:middle;}
br {mso-data-placement:same-cell;}--></style></head>
<body><table border=1 cellspacing=0 style='border-collapse:collapse'><!--StartFragment-->
"""
_TAIL = "<!--EndFragment--></table></body></html>"
_MISREAD = re.compile(r"\d|^[=+\-@]")
"""What a spreadsheet would take for a number, a date or a formula unless it is told otherwise."""


def table_html(filled: FilledTable, data: TableData, area: Area) -> str:
    """The cells of an area: numbers as numbers in the format that prints them so, all else as text.

    `data` is what the table was filled with.
    """
    numbers = cell_numbers(filled, SheetTable("", filled, 0, data).styles())
    return _HEAD + "".join(_rows(filled, numbers, area)) + _TAIL


def table_texts(filled: FilledTable, area: Area) -> list[list[str]]:
    """The same cells as texts; what a merged cell covers is empty, as spreadsheets have it."""
    top, left, bottom, right = area
    _, covered = _merged_within(filled, area)
    return [
        [
            "" if (row, column) in covered else filled.grid[row][column].text
            for column in range(left, right + 1)
        ]
        for row in range(top, bottom + 1)
    ]


def _merged_within(filled: FilledTable, area: Area) -> tuple[dict[Place, tuple[int, int]], set[Place]]:
    """The parts of merged cells inside an area: how far each goes, by its first place; what they cover."""
    spans: dict[Place, tuple[int, int]] = {}
    covered: set[Place] = set()
    for merge in filled.merges:
        top, left = max(merge[0], area[0]), max(merge[1], area[1])
        bottom, right = min(merge[2], area[2]), min(merge[3], area[3])
        if top <= bottom and left <= right:
            spans[top, left] = (bottom - top + 1, right - left + 1)
            places = {(row, column) for row in range(top, bottom + 1) for column in range(left, right + 1)}
            covered |= places - {(top, left)}
    return spans, covered


def _rows(filled: FilledTable, numbers: dict[Place, PrintedNumber], area: Area) -> Iterator[str]:
    top, left, bottom, right = area
    spans, covered = _merged_within(filled, area)
    short = short_columns(filled)
    for row in range(top, bottom + 1):
        yield "<tr>"
        for column in range(left, right + 1):
            if (row, column) in covered:
                continue
            cell = filled.grid[row][column]
            down, across = spans.get((row, column), (1, 1))
            merged = (row, column) in spans
            diagonal = row == column == 0 and cell.role is CellRole.HEADER and cell.text.count("\n") == 1
            centred = merged or (cell.role is not CellRole.LABEL and short[column])
            yield _cell(cell, numbers.get((row, column)), (down, across), centred=centred, diagonal=diagonal)
        yield "</tr>\n"


def _cell(
    cell: FilledCell, number: PrintedNumber | None, span: tuple[int, int], *, centred: bool, diagonal: bool
) -> str:
    code = number.code if number else "@" if _MISREAD.search(cell.text) else GENERAL
    look = look_of(cell, code, is_number=number is not None, centred=centred, diagonal=diagonal)
    style = [f"mso-number-format:{format_as_css(code)}", f"text-align:{look.align}"]
    if look.bold:
        style.append("font-weight:700")
    if look.indent:
        style += [f"padding-left:{9 * look.indent}px", f"mso-char-indent-count:{look.indent}"]
    if look.diagonal:
        style.append("mso-diagonal-down:.5pt solid windowtext")
    known = "".join(
        f" {name}={count}" for name, count in zip(("rowspan", "colspan"), span, strict=True) if count > 1
    )
    if number is not None:
        known += f' x:num="{number.value:f}" sdval="{number.value:f}"'  # sdval, sdnum: LibreOffice
    elif code == "@":
        known += " x:str"
    if code != GENERAL:
        known += f' sdnum="{_CHINESE};0;{escape(code)}"'
    text = escape(cell.text, quote=False).replace("\n", "<br>")
    return f"<td{known} style='{';'.join(style)}'>{text}</td>"
