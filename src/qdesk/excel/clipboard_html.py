"""Reads a table of HTML as spreadsheets, word processors and browsers put it on the clipboard."""

from __future__ import annotations

import re
from collections.abc import Mapping
from contextlib import suppress
from html.parser import HTMLParser

from qdesk.excel.clipboard_cell import Cells, ClipboardCell, css_format, format_said, number_said

_BELOW = ClipboardCell(is_below=True)
_MOST_SPAN = 200
_MOST_CELLS = 1_000_000
_LINES = ("br", "p", "div", "li", "tr")
_CLASS = re.compile(r"\.([\w-]+)")
_FORMAT = re.compile(r"""mso-number-format:\s*("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|[^;}"']+)""")
_HIDDEN = re.compile(r"display:\s*none", re.IGNORECASE)


class HtmlTable(HTMLParser):
    """The first table that is not inside another one, and all text besides."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self._rows: list[list[ClipboardCell]] = []
        self._cell: list[str] | None = None
        self._known: Mapping[str, str | None] = {}
        self._below: dict[int, int] = {}  # column → so many more rows a cell reaches down
        self._depth = self._count = 0
        self._done = False
        self._hidden = 0
        self._text: list[str] = []
        self._formats: dict[str, str] = {}  # class → number format
        self._in_style = False
        self._ghost = False  # a row that is there for the widths of columns only
        with suppress(AssertionError):  # what the parser says to <![nonsense]>: the rest is not read
            self.feed(html)
            self.close()

    @property
    def is_all(self) -> bool:
        """Whether there is a table and no text beside it."""
        return bool(self._rows) and not "".join(self._text).strip()

    @property
    def lines(self) -> list[str]:
        """The text besides the table, without empty lines."""
        return [line for one in "".join(self._text).split("\n") if (line := " ".join(one.split()))]

    def cells(self) -> Cells:
        """The table; no rows where there is none, or one larger than anybody copies."""
        width = max(map(len, self._rows), default=0)
        if not width or width * len(self._rows) > _MOST_CELLS:
            return []
        return [row + [ClipboardCell()] * (width - len(row)) for row in self._rows]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin a row or cell; end tags may have been left out."""
        if tag in ("style", "script", "head", "title"):
            self._hidden += tag != "head"
            self._in_style = tag == "style"
        elif tag == "table":
            self._depth += 1
        elif self._is_reading and tag == "tr":
            self._end_row()
            self._ghost = bool(_HIDDEN.search(dict(attrs).get("style") or ""))
            self._rows.append([])
            self._reach_down()
        elif self._is_reading and tag in ("td", "th"):
            self._end_cell()
            self._known = dict(attrs)
            self._cell = []
        elif tag in _LINES:
            self._add("\n")

    def handle_endtag(self, tag: str) -> None:
        """End what was begun."""
        if tag in ("style", "script", "title"):
            self._hidden = max(0, self._hidden - 1)
            self._in_style = False
        elif tag == "tr" and self._is_reading:
            self._end_row()
        elif tag in ("td", "th") and self._is_reading:
            self._end_cell()
        elif tag == "table" and self._depth:
            if self._is_reading:
                self._end_row()
            self._depth -= 1
            self._done = self._done or (self._depth == 0 and bool(self._rows))

    def handle_data(self, data: str) -> None:
        """Text of a cell or besides; in a style sheet the number formats of classes."""
        if self._in_style:
            for rule in data.split("}"):
                selectors, _, body = rule.partition("{")
                if found := _FORMAT.search(body):
                    for name in _CLASS.findall(selectors):
                        self._formats[name] = css_format(found[1])
        elif not self._hidden:
            self._add(" ".join(data.replace("\xa0", " ").split("\n")))

    @property
    def _is_reading(self) -> bool:
        return self._depth == 1 and not self._done

    def _add(self, text: str) -> None:
        (self._text if self._cell is None else self._cell).append(text)

    def _end_row(self) -> None:
        """A hidden row without any text is no row: Excel appends one for its widths."""
        self._end_cell()
        if self._ghost and self._rows and not any(one.text for one in self._rows[-1]):
            self._rows.pop()
        self._ghost = False

    def _end_cell(self) -> None:
        if self._cell is None or self._depth != 1:
            return
        if not self._rows:
            self._rows.append([])
        row = self._rows[-1]
        lines = (" ".join(one.split()) for one in "".join(self._cell).split("\n"))
        down, across = _span(self._known.get("rowspan")), _span(self._known.get("colspan"))
        for n in range(across):
            if down > 1:
                self._below[len(row)] = down - 1
            row.append(self._read("\n".join(one for one in lines if one)) if n == 0 else ClipboardCell())
        self._cell = None
        self._count += across
        self._reach_down()

    def _read(self, text: str) -> ClipboardCell:
        """The number behind the text, as Excel and WPS (x:num) or LibreOffice (sdval) tell it."""
        known = self._known
        code = "General"
        for name in (known.get("class") or "").split():
            code = self._formats.get(name, code)
        if found := _FORMAT.search(known.get("style") or ""):
            code = css_format(found[1])
        if known.get("sdnum"):
            code = format_said((known["sdnum"] or "").split(";", 2)[-1])
        return ClipboardCell(text, number_said(known.get("x:num") or known.get("sdval")), code)

    def _reach_down(self) -> None:
        """Cells of the rows above that reach down to here are empty here."""
        row = self._rows[-1]
        self._done = self._done or self._count > _MOST_CELLS
        while self._below.get(len(row), 0) > 0:
            self._below[len(row)] -= 1
            row.append(_BELOW)
            self._count += 1


def _span(text: str | None) -> int:
    return min(max(int(text), 1), _MOST_SPAN) if text and text.strip().isdecimal() else 1
