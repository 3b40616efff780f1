"""Blocks of cells as text on the clipboard, the way spreadsheets write and read them."""

from __future__ import annotations

from html.parser import HTMLParser

from PySide6.QtCore import QMimeData

Block = list[list[str]]


def clipboard_block(data: QMimeData | None) -> Block:
    """What the clipboard holds as rows of cells: its text, else the first table of its HTML."""
    if data is None:
        return []
    if data.hasFormat("text/plain") and data.text():
        return parse_block(data.text())
    return html_block(data.html()) if data.hasHtml() else []


def clipboard_text(data: QMimeData | None) -> str:
    """The same as one text, cells parted by tabs."""
    return "\n".join("\t".join(quoted(cell) for cell in row) for row in clipboard_block(data))


def html_block(html: str) -> Block:
    """The first table of an HTML text, as browsers and WPS copy it; without one a cell a line of its text.

    A cell over several columns or rows stands in the first of them, the others are empty.
    """
    reader = _TableReader()
    reader.feed(html)
    reader.close()
    return reader.block()


def parse_block(text: str) -> Block:
    """A clipboard text as rows of cells; quoted cells may hold line breaks, as Excel writes them."""
    rows: Block = [[]]
    cell, quoted, at = "", False, 0
    text = text.replace("\r\n", "\n").replace("\r", "\n").removesuffix("\n")
    while at < len(text):
        sign = text[at]
        if quoted:
            if sign == '"' and text[at + 1 : at + 2] == '"':
                cell, at = cell + '"', at + 1
            elif sign == '"':
                quoted = False
            else:
                cell += sign
        elif sign == '"' and not cell:
            quoted = True
        elif sign == "\t":
            rows[-1].append(cell)
            cell = ""
        elif sign == "\n":
            rows[-1].append(cell)
            cell = ""
            rows.append([])
        else:
            cell += sign
        at += 1
    rows[-1].append(cell)
    return rows if text else []


def quoted(text: str) -> str:
    """A cell for the clipboard; one that holds line breaks or tabs stands in quotation marks."""
    return '"' + text.replace('"', '""') + '"' if "\n" in text or "\t" in text else text


_MOST_SPAN = 200
_LINES = ("br", "p", "div", "li", "tr")


class _TableReader(HTMLParser):
    """Gathers the cells of the first table that is not inside another one, and all text besides."""

    def __init__(self) -> None:
        super().__init__()
        self._rows: Block = []
        self._cell: list[str] | None = None
        self._span = (1, 1)
        self._below: dict[int, int] = {}  # column → so many more rows a cell reaches down
        self._depth = 0
        self._done = False
        self._hidden = 0
        self._text: list[str] = []

    def block(self) -> Block:
        """What was read."""
        if not self._rows:
            text = "".join(self._text)
            return [[line] for one in text.split("\n") if (line := " ".join(one.split()))]
        width = max(map(len, self._rows))
        return [row + [""] * (width - len(row)) for row in self._rows]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ("style", "script", "head", "title"):
            self._hidden += tag != "head"
        elif tag == "table":
            self._depth += 1
        elif self._is_reading and tag == "tr":
            self._end_cell()
            self._rows.append([])
            self._reach_down()
        elif self._is_reading and tag in ("td", "th"):
            self._end_cell()
            known = dict(attrs)
            self._span = (_span(known.get("rowspan")), _span(known.get("colspan")))
            self._cell = []
        elif tag in _LINES:
            self._add("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in ("style", "script", "title"):
            self._hidden = max(0, self._hidden - 1)
        elif tag in ("td", "th", "tr") and self._is_reading:
            self._end_cell()
        elif tag == "table" and self._depth:
            self._end_cell()
            self._depth -= 1
            self._done = self._done or (self._depth == 0 and bool(self._rows))

    def handle_data(self, data: str) -> None:
        if not self._hidden:
            self._add(" ".join(data.replace("\xa0", " ").split("\n")))

    @property
    def _is_reading(self) -> bool:
        return self._depth == 1 and not self._done

    def _add(self, text: str) -> None:
        (self._text if self._cell is None else self._cell).append(text)

    def _end_cell(self) -> None:
        if self._cell is None or self._depth != 1:
            return
        if not self._rows:
            self._rows.append([])
        row = self._rows[-1]
        lines = (" ".join(one.split()) for one in "".join(self._cell).split("\n"))
        down, across = self._span
        for n in range(across):
            if down > 1:
                self._below[len(row)] = down - 1
            row.append("\n".join(one for one in lines if one) if n == 0 else "")
        self._cell = None
        self._reach_down()

    def _reach_down(self) -> None:
        """Cells of the rows above that reach down to here are empty here."""
        row = self._rows[-1]
        while self._below.get(len(row), 0) > 0:
            self._below[len(row)] -= 1
            row.append("")


def _span(text: str | None) -> int:
    return min(max(int(text), 1), _MOST_SPAN) if text and text.strip().isdecimal() else 1
