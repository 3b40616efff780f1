"""What of the clipboard is believed: shown texts of HTML or tabbed text, and the numbers behind them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from qdesk.excel.clipboard_cell import Cells, ClipboardCell
from qdesk.excel.clipboard_html import HtmlTable
from qdesk.excel.clipboard_xml import xml_cells
from qdesk.files.tabbed_text import Block, parse_block

PastedBlock = list[list[str | None]]
"""Rows of cells; None is what a merged cell of a row above covers."""


def read_clipboard(text: str, html: str, xml: bytes) -> PastedBlock:
    """One block of all that the clipboard offers of the same cells; no rows where it holds nothing.

    HTML that is nothing but a table is preferred to text, in which Word and browsers part a cell of several
    lines; XML Spreadsheet is believed for numbers as far as its texts are the same.
    """
    plain = parse_block(text)
    page = HtmlTable(html) if html else None
    table = page.cells() if page else []
    if page and table and (page.is_all or not plain):
        shown = _unhashed(table, plain)
    elif plain:
        width = max(map(len, plain))
        shown = [[ClipboardCell(one) for one in (*row, *[""] * (width - len(row)))] for row in plain]
    else:
        shown = [[ClipboardCell(line)] for line in (page.lines if page else ())]
    cells = _with_numbers(shown, xml_cells(xml) if xml else [])
    return [[None if one.is_below and not one.text else one.said for one in row] for row in cells]


def _unhashed(shown: Cells, plain: Block) -> Cells:
    """A column too narrow shows ####; the text beside may say more."""
    if [len(row) for row in shown] != [len(row) for row in plain]:
        return shown
    return [
        [
            replace(cell, text=text.strip()) if _is_hashed(cell.text) and not _is_hashed(text) else cell
            for cell, text in zip(row, texts, strict=True)
        ]
        for row, texts in zip(shown, plain, strict=True)
    ]


def _is_hashed(text: str) -> bool:
    return bool(text) and not text.strip("#")


def _with_numbers(shown: Cells, told: Cells) -> Cells:
    """The shown cells with the numbers of XML behind them; unchanged if it tells of other cells."""
    if not told or not _agree(shown, told):
        return shown
    rows = [list(row) for row in shown]
    for row, known in zip(rows, told, strict=False):
        for column, cell in enumerate(known):
            if cell.number is not None:
                row[column] = replace(row[column], number=cell.number, code=cell.code)
            elif cell.is_below:
                row[column] = replace(row[column], is_below=True)
    return rows


def _agree(shown: Cells, told: Cells) -> bool:
    if not shown or len(told) > len(shown) or len(told[0]) > len(shown[0]):
        return False
    return all(
        _even(cell.text) == _even(other.text)
        for known, row in zip(told, shown, strict=False)
        for cell, other in zip(known, row, strict=False)
        if cell.text
    )


def _even(text: str) -> Sequence[str]:
    return text.split()
