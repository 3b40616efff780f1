"""Writes plain lists of texts as a workbook: a sheet each, heads frozen and filtered, ready to print."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil
from typing import IO

from qdesk.excel.sheet_look import FONT
from qdesk.excel.xlsx_book import new_book


@dataclass(frozen=True, slots=True)
class ListSheet:
    """A sheet: its name, heads, rows of texts, column widths in characters, and lines above the heads."""

    name: str
    heads: Sequence[str]
    rows: Sequence[Sequence[str]]
    widths: Sequence[float]
    title: Sequence[str] = ()


_LINE_PT = 16
_WIDE_FROM = 0x2E80


def _lines(text: str, width: float) -> int:
    """How many lines a text takes in a column so wide; not every program finds it out by itself."""
    signs = (sum(2 if ord(sign) > _WIDE_FROM else 1 for sign in line) for line in text.split("\n"))
    return sum(max(1, ceil(one / max(width - 1, 1))) for one in signs)


def write_lists(sheets: Sequence[ListSheet], file: IO[bytes]) -> None:
    """Write the sheets; no text is ever taken for a formula or a link."""
    book = new_book(file)
    plain = {"font_name": FONT, "border": 1, "text_wrap": True, "valign": "top"}
    head = book.add_format({**plain, "bold": True, "bg_color": "#F2F2F2"})
    cell = book.add_format(plain)
    titles = [book.add_format({"font_name": FONT, **look}) for look in ({"bold": True, "font_size": 14}, {})]
    for one in sheets:
        sheet = book.add_worksheet(one.name)
        for column, (text, width) in enumerate(zip(one.heads, one.widths, strict=True)):
            sheet.set_column(column, column, width)
            sheet.write_string(len(one.title), column, text, head)
        for row, text in enumerate(one.title):
            sheet.write_string(row, 0, text, titles[min(row, 1)])
        top = len(one.title)
        for row, line in enumerate(one.rows, top + 1):
            sheet.set_row(row, _LINE_PT * max(map(_lines, line, one.widths), default=1))
            for column, text in enumerate(line):
                sheet.write_string(row, column, text, cell)
        sheet.freeze_panes(top + 1, 0)
        if one.rows:
            sheet.autofilter(top, 0, top + len(one.rows), len(one.heads) - 1)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(top, top)
    book.close()
