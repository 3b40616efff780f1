"""Reads an .ods (OpenDocument) into grids: values, shown texts, merges, what is hidden."""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Callable, Mapping
from pathlib import Path

from qdesk.errors import UserError
from qdesk.excel.read_workbook import plain_cell
from qdesk.excel.sheet_limits import MOST_CELLS, MOST_ROWS, cut_merges, unread_rows
from qdesk.excel.xlsx_package import Attributes, NotSpreadsheetError, feed, new_parser
from qdesk.excel.xlsx_sheet import number_of_text
from qdesk.recognition.formula_value import Scalar
from qdesk.recognition.grid import Grid, GridCell

_DAMAGED = (
    *(zipfile.BadZipFile, NotSpreadsheetError, KeyError, ValueError, EOFError, NotImplementedError),
    *(RuntimeError, OSError, zlib.error),
)
_SHOWN = re.compile(r"^([+-]?)([\d,]+)(\.\d+)?([^\d\"]{0,8}|:\d)$")
_MOST_REPEATED = 1024
"""A cell with contents that claims to be repeated more often is a background, not a table."""


def read_ods(path: Path, progress: Callable[[str], None] = lambda _: None) -> list[Grid]:
    """Every sheet, hidden ones too. Raises UserError for a file that is damaged or protected."""
    try:
        with zipfile.ZipFile(path) as package:
            if b"encryption-data" in package.read("META-INF/manifest.xml"):
                raise UserError("文件有打开密码", path.name, "请在 WPS 或 LibreOffice 中取消密码后再导入")
            reader = _Content(progress)
            reader.read(package)
    except _DAMAGED as error:
        raise UserError(
            "工作簿打不开，可能已损坏", path.name, "请用 WPS 或 LibreOffice 打开后另存为 .xlsx 再导入"
        ) from error
    return reader.grids


class _Content:
    """The body of a spreadsheet document, element by element; attributes by their local names."""

    def __init__(self, progress: Callable[[str], None]) -> None:
        self.grids: list[Grid] = []
        self._progress = progress
        self._hidden_styles: set[str] = set()
        self._style = ""
        self._name, self._state = "", "visible"
        self._cells: dict[tuple[int, int], GridCell] = {}
        self._merges: list[tuple[int, int, int, int]] = []
        self._hidden_rows: set[int] = set()
        self._hidden_columns: set[int] = set()
        self._row, self._row_times, self._column, self._column_at = 0, 1, 0, 0
        self._filled, self._unread = 0, -1
        self._cell: Attributes = {}
        self._lines: list[str] = []
        self._annotation = 0
        self._paragraph: list[str] | None = None
        self._row_filled = False
        self._starts: Mapping[str, Callable[[Attributes], None]] = {
            "style": self._begin_style,
            "table-properties": self._begin_properties,
            "table": self._begin_sheet,
            "table-column": self._begin_column,
            "table-row": self._begin_row,
            "table-cell": self._begin_cell,
            "covered-table-cell": self._begin_cell,
            "p": self._begin_paragraph,
            "annotation": self._begin_annotation,
            "s": self._begin_spaces,
        }

    def read(self, package: zipfile.ZipFile) -> None:
        parser = new_parser()
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._take_text
        feed(parser, package, "content.xml")

    def _take_text(self, text: str) -> None:
        if self._paragraph is not None and not self._annotation:
            self._paragraph.append(text)

    def _start(self, tag: str, given: Attributes) -> None:
        name = tag.rpartition(":")[2]
        handle = self._starts.get(name)
        if handle is not None:
            handle({key.rpartition(":")[2]: value for key, value in given.items()})

    def _end(self, tag: str) -> None:
        match tag.rpartition(":")[2]:
            case "p":
                if self._paragraph is not None and not self._annotation:
                    self._lines.append("".join(self._paragraph))
                    self._paragraph = None
            case "annotation":
                self._annotation -= 1
            case "table-cell":
                self._end_cell(covered=False)
            case "covered-table-cell":
                self._end_cell(covered=True)
            case "table-row":
                self._row += self._row_times
            case "table":
                self._end_sheet()
            case _:
                pass

    def _begin_style(self, attributes: Attributes) -> None:
        self._style = attributes.get("name", "")

    def _begin_properties(self, attributes: Attributes) -> None:
        if attributes.get("display") == "false":
            self._hidden_styles.add(self._style)

    def _begin_column(self, attributes: Attributes) -> None:
        times = _count(attributes, "number-columns-repeated")
        if attributes.get("visibility") in ("collapse", "filter"):
            self._hidden_columns.update(range(self._column_at, self._column_at + min(times, _MOST_REPEATED)))
        self._column_at += times

    def _begin_row(self, attributes: Attributes) -> None:
        self._column, self._row_times = 0, _count(attributes, "number-rows-repeated")
        self._row_filled = False
        if attributes.get("visibility") in ("collapse", "filter"):
            self._hidden_rows.update(range(self._row, self._row + min(self._row_times, _MOST_REPEATED)))

    def _begin_cell(self, attributes: Attributes) -> None:
        self._cell, self._lines = attributes, []

    def _begin_paragraph(self, _: Attributes) -> None:
        if not self._annotation:
            self._paragraph = []

    def _begin_annotation(self, _: Attributes) -> None:
        self._annotation += 1

    def _begin_spaces(self, attributes: Attributes) -> None:
        self._take_text(" " * min(_count(attributes, "c"), 100))

    def _begin_sheet(self, attributes: Attributes) -> None:
        self._name = attributes.get("name", "")
        self._progress(self._name)
        self._state = "hidden" if attributes.get("style-name") in self._hidden_styles else "visible"
        self._cells, self._merges = {}, []
        self._hidden_rows, self._hidden_columns = set(), set()
        self._row = self._column_at = self._filled = 0
        self._unread = -1

    def _end_sheet(self) -> None:
        merges, left_out = cut_merges(self._merges, self._cells)
        unread = unread_rows(self._unread if self._unread >= 0 else None)
        self.grids.append(
            Grid(
                self._name,
                self._cells,
                merges,
                self._state,
                left_out=(*left_out, *unread),
                hidden_rows=frozenset(self._hidden_rows),
                hidden_columns=frozenset(self._hidden_columns),
            )
        )

    def _end_cell(self, *, covered: bool) -> None:
        attributes = self._cell
        times = _count(attributes, "number-columns-repeated")
        cell = None if covered else self._made(attributes)
        if cell is not None and self._has_room():
            for row in range(self._row, self._row + min(self._row_times, _MOST_REPEATED)):
                for column in range(self._column, self._column + min(times, _MOST_REPEATED)):
                    self._cells[row, column] = cell
            down, across = (
                _count(attributes, "number-rows-spanned"),
                _count(attributes, "number-columns-spanned"),
            )
            if down > 1 or across > 1:
                self._merges.append(
                    (self._row, self._column, self._row + down - 1, self._column + across - 1)
                )
        self._column += times

    def _has_room(self) -> bool:
        if not self._row_filled:
            self._row_filled = True
            self._filled += 1
        if self._filled <= MOST_ROWS and len(self._cells) < MOST_CELLS:
            return True
        self._unread = self._unread if self._unread >= 0 else self._row
        return False

    def _made(self, attributes: Attributes) -> GridCell | None:
        kind = attributes.get("value-type", "")
        text = "\n".join(self._lines)
        value: Scalar
        match kind:
            case "float" | "currency":
                value = number_of_text(attributes.get("value", ""))
                return plain_cell(value, _code_of(text))
            case "percentage":
                return plain_cell(number_of_text(attributes.get("value", "")), _code_of(text) or "0%")
            case "date":
                value = attributes.get("date-value", text).removesuffix("T00:00:00")
            case "boolean":
                value = "是" if attributes.get("boolean-value") == "true" else "否"
            case _:
                value = attributes.get("string-value", text)
        return plain_cell(value, "General") if value else None


def _code_of(text: str) -> str:
    """The number format that the shown text follows: its sign, its decimals, what stands behind."""
    match = _SHOWN.match(text.strip())
    if not match:
        return "General"
    plus, fraction, behind = match[1] == "+", match[3] or "", match[4]
    decimals = f".{'0' * (len(fraction) - 1)}" if fraction else ""
    suffix = "%" if behind == "%" else f'"{behind}"' if behind else ""
    return f"{'+' if plus else ''}0{decimals}{suffix}"


def _count(attributes: Attributes, name: str) -> int:
    text = attributes.get(name, "1")
    return max(1, int(text)) if text.isdigit() and len(text) < 9 else 1
