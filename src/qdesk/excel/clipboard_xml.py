"""Reads "XML Spreadsheet", which Excel and WPS put on the Windows clipboard beside text and HTML."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from xml.parsers import expat

from qdesk.excel.clipboard_cell import Cells, ClipboardCell, format_said, number_said
from qdesk.excel.xlsx_package import Attributes, NotSpreadsheetError, new_parser

_MOST_CELLS = 200_000
_MOST_COLUMNS = 16_384
_EPOCH = datetime(1899, 12, 30)  # noqa: DTZ001 - spreadsheets know no time zones


def xml_cells(content: bytes) -> Cells:
    """The cells of the first sheet; none for what is no such XML or larger than any table."""
    reader = _XmlTable()
    parser = new_parser()
    parser.StartElementHandler = reader.start
    parser.EndElementHandler = reader.end
    parser.CharacterDataHandler = reader.characters
    try:
        parser.Parse(content.rstrip(b"\x00"), True)  # noqa: FBT003 - expat takes no names
    except (expat.ExpatError, NotSpreadsheetError, ValueError):
        return []
    return reader.cells()


class _XmlTable:
    """One pass; indexes in the file count from 1, and what is empty is skipped there."""

    def __init__(self) -> None:
        self._cells: dict[tuple[int, int], ClipboardCell] = {}
        self._across = 0  # so many more columns the open cell covers
        self._codes: dict[str, str] = {}  # style → number format
        self._style = ""
        self._columns: dict[int, str] = {}  # column → style of its cells
        self._column = self._row = self._at = -1
        self._more_rows = 0
        self._of_row = self._of_cell = self._type = ""
        self._text: list[str] | None = None
        self._inside: list[str] = []
        self._sheets = 0

    def cells(self) -> Cells:
        """What was read; nothing where it is too much."""
        height = max((row for row, _ in self._cells), default=-1) + 1
        width = max((column for _, column in self._cells), default=-1) + 1
        if height * width > _MOST_CELLS:
            return []
        empty = ClipboardCell()
        return [[self._cells.get((row, column), empty) for column in range(width)] for row in range(height)]

    def start(self, tag: str, attributes: Attributes) -> None:
        """Begin an element; only the first sheet counts, and what stands in comments does not."""
        name = tag.rpartition(":")[2]
        self._inside.append(name)
        known = {key.rpartition(":")[2]: value for key, value in attributes.items()}
        if name == "Worksheet":
            self._sheets += 1
        elif name == "Style":
            self._style = known.get("ID", "")
            self._codes[self._style] = self._codes.get(known.get("Parent", ""), "General")
        elif name == "NumberFormat" and self._style:
            self._codes[self._style] = format_said(known.get("Format", ""))
        elif self._sheets == 1 and "Comment" not in self._inside:
            self._start_in_sheet(name, known)

    def _start_in_sheet(self, name: str, known: Attributes) -> None:
        if name == "Column":
            self._column = int(known["Index"]) - 1 if "Index" in known else self._column + 1
            span = int(known.get("Span", 0))
            if self._column + span > _MOST_COLUMNS:
                raise NotSpreadsheetError(name)
            for n in range(span + 1):
                self._columns[self._column + n] = known.get("StyleID", "")
            self._column += span
        elif name == "Row":
            self._row = int(known["Index"]) - 1 if "Index" in known else self._row + 1
            self._at, self._of_row = -1, known.get("StyleID", "")
            self._more_rows = int(known.get("Span", 0))
        elif name == "Cell":
            self._start_cell(known)
        elif name == "Data" and (self._row, self._at) in self._cells:
            self._type, self._text = known.get("Type", ""), []

    def _start_cell(self, known: Attributes) -> None:
        self._at = int(known["Index"]) - 1 if "Index" in known else self._at + 1
        self._of_cell = known.get("StyleID") or self._of_row or self._columns.get(self._at, "")
        self._across = int(known.get("MergeAcross", 0))
        self._cells[self._row, self._at] = ClipboardCell(code=self._codes.get(self._of_cell, "General"))
        if len(self._cells) > _MOST_CELLS or min(self._row, self._at, self._across) < 0:
            raise NotSpreadsheetError("Cell")
        down = int(known.get("MergeDown", 0))
        if down * (self._across + 1) > _MOST_CELLS:
            raise NotSpreadsheetError("MergeDown")
        for row in range(self._row + 1, self._row + down + 1):
            for column in range(self._at, self._at + self._across + 1):
                self._cells[row, column] = ClipboardCell(is_below=True)

    def characters(self, text: str) -> None:
        """Text, of a cell if one is open."""
        if self._text is not None:
            self._text.append(text)

    def end(self, tag: str) -> None:
        """End an element; after a merged cell the next stands behind what it covers."""
        name = tag.rpartition(":")[2]
        self._inside.pop()
        if name == "Style":
            self._style = ""
        elif name == "Data" and self._text is not None and "Comment" not in self._inside:
            text = "".join(self._text)
            code = self._cells[self._row, self._at].code
            number = _number(text, self._type)
            shown = text if self._type == "String" else ""  # what else is shown is not told
            self._cells[self._row, self._at] = ClipboardCell(shown, number, code)
            self._text = None
        elif name == "Row":
            self._row += self._more_rows
            self._more_rows = 0
        elif name == "Cell":
            self._at += self._across
            self._across = 0


def _number(text: str, kind: str) -> Decimal | None:
    """The number of a cell; of a date its serial number."""
    if kind == "Number":
        return number_said(text)
    if kind != "DateTime":
        return None
    try:
        passed = datetime.fromisoformat(text) - _EPOCH
    except ValueError:
        return None
    return number_said(f"{passed.total_seconds() / 86_400:.10f}".rstrip("0").rstrip("."))
