"""Blocks of cells that go to spreadsheets by the clipboard and come from them."""

from __future__ import annotations

from qdesk.excel.clipboard_table import PastedBlock, read_clipboard
from qdesk.excel.write_clipboard import Area, table_html, table_texts
from qdesk.files.tabbed_text import tabbed
from qdesk.model.filled_table import FilledTable
from qdesk.model.report_view import ReportView


def pasted_block(text: str, html: str = "", xml: bytes = b"") -> PastedBlock:
    """What the clipboard holds as rows of cells, from its text, its HTML and its XML Spreadsheet."""
    return read_clipboard(text, html, xml)


def pasted_text(text: str, html: str = "", xml: bytes = b"") -> str:
    """The same as tabbed text."""
    return tabbed(read_clipboard(text, html, xml))


def copied_text(filled: FilledTable, area: Area) -> str:
    """An area of a table as tabbed text, which every program understands."""
    return tabbed(table_texts(filled, area))


def copied_html(view: ReportView, filled: FilledTable, area: Area) -> str:
    """The same as HTML with numbers, formats and merged cells, which Excel and WPS prefer."""
    return table_html(filled, view.data, area)
