"""One sheet of an .xlsx, read in one pass: its cells, merges, and what is hidden."""

from __future__ import annotations

import math
import re
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import NamedTuple, Protocol, cast

from qdesk.excel.sheet_limits import MOST_CELLS, MOST_ROWS
from qdesk.excel.xlsx_package import Attributes, new_parser, unescaped
from qdesk.excel.xlsx_rows import Row, feed_sheet
from qdesk.recognition.formula_value import Scalar
from qdesk.recognition.grid import GridCell

_PLACE = re.compile(r"([A-Za-z]{1,3})([1-9]\d{0,6})$")
_PROGRESS_STEP = 2_000
_MOST_COLUMNS = 16_384
_NOISE, _LARGEST = 1e-15, 1e18
_REMEMBERED = 100_000  # cells of one value, style and kind, which are one cell


class _Translate(Protocol):
    """What of openpyxl's untyped translator is used."""

    def translate_formula(self, dest: str) -> str: ...


class FormulaCell(NamedTuple):
    """A cell with a formula, without its =: the value that the file holds for it, and its style."""

    value: Scalar
    style: int
    formula: str


MakeCell = Callable[[Scalar, int], GridCell]
"""What a typed value shows in the style of that index."""
KnownCells = dict[tuple[str, str, str, str], GridCell | None]
"""Cells that were read already, by value, text, style and kind as they are written."""


@dataclass
class RawSheet:
    """Places count from 0; merges are (top, left, bottom, right), inclusive.

    `cells` are those without a formula, `formulas` the others. `unread_from` is the first row that
    was not read because there were too many, or None.
    """

    cells: dict[tuple[int, int], GridCell] = field(default_factory=dict[tuple[int, int], GridCell])
    formulas: dict[tuple[int, int], FormulaCell] = field(default_factory=dict[tuple[int, int], FormulaCell])
    merges: list[tuple[int, int, int, int]] = field(default_factory=list[tuple[int, int, int, int]])
    hidden_rows: set[int] = field(default_factory=set[int])
    hidden_columns: set[int] = field(default_factory=set[int])
    unread_from: int | None = None


def read_sheet(
    package: zipfile.ZipFile,
    part: str,
    texts: list[str],
    make: MakeCell,
    most_rows: int = MOST_ROWS,
    progress: Callable[[int], None] = lambda _: None,
    known: KnownCells | None = None,
) -> RawSheet:
    """Read a sheet; `progress` is told the row from time to time and may raise to end it.

    `known` are the cells of the workbook's other sheets; new ones are added.
    """
    reader = _SheetReader(texts, make, most_rows, progress, {} if known is None else known)
    feed_sheet(reader.parser, reader.listen, reader.take, package, part)
    return reader.sheet


class _SheetReader:
    def __init__(
        self,
        texts: list[str],
        make: MakeCell,
        most_rows: int,
        progress: Callable[[int], None],
        known: KnownCells,
    ) -> None:
        self.sheet = RawSheet()
        self._make = make
        self._pieces: list[str] = []
        self._cells = self.sheet.cells
        self._texts, self._most_rows, self._progress = texts, most_rows, progress
        self._row, self._column, self._filled_rows = -1, -1, 0
        self._row_filled = False
        self._cell: Attributes = {}
        self._value: str | None = None
        self._formula: str | None = None
        self._shared = ""
        self._inline: list[str] = []
        self._phonetic = False
        self._masters: dict[str, tuple[str, str]] = {}
        self._prefix = 0
        self._known = known
        self.parser = new_parser()
        self.listen(on=True)
        self.parser.StartElementHandler = self._root

    def listen(self, *, on: bool) -> None:
        """Set the handlers of the parser, expat's own without anything in between, or take them away."""
        self.parser.StartElementHandler = self._start if on else None
        self.parser.EndElementHandler = self._end if on else None
        self.parser.CharacterDataHandler = self._pieces.append if on else None

    def take(self, rows: list[Row]) -> None:
        """Take rows that are written as usual: what the handlers would make of them."""
        known = self._known
        self._formula, self._shared = None, ""
        for attributes, cells in rows:
            self._start_row(attributes)
            for letters, style, kind, formula, tag, value, text in cells:
                self._column = _COLUMNS[letters] if letters in _COLUMNS else column_of(letters)
                make = (value, text, style, kind)
                if not formula and make in known:
                    cell = known[make]
                    if cell is not None and self._has_room():
                        self._cells[self._row, self._column] = cell
                    continue
                self._value, self._inline = value if tag else None, [text]
                found = self._scalar(kind or "n")
                if formula:
                    self._formula = formula
                    self._end_formula(found, int(style or 0))
                    self._formula = None
                    continue
                cell = None if found is None else self._make(found, int(style or 0))
                if (tag or text) and len(known) < _REMEMBERED:
                    known[make] = cell
                if cell is not None and self._has_room():
                    self._cells[self._row, self._column] = cell

    def _root(self, tag: str, _: Attributes) -> None:
        """The first element tells the prefix that all of them bear; nearly always none."""
        self._prefix = tag.find(":") + 1
        self.parser.StartElementHandler = self._start

    def _start(self, tag: str, attributes: Attributes) -> None:
        if self._prefix:
            tag = tag[self._prefix :]
        if tag == "c":
            self._cell = attributes
            self._value = self._formula = None
            return
        self._pieces.clear()
        if tag == "v":
            return
        if tag == "row":
            self._start_row(attributes)
        elif tag == "f":
            self._shared = attributes.get("si", "") if attributes.get("t") == "shared" else ""
        elif tag == "is":
            self._inline.clear()
        elif tag == "rPh":
            self._phonetic = True
        elif tag == "mergeCell":
            self._merge(attributes.get("ref", ""))
        elif tag == "col":
            self._hide_columns(attributes)

    def _end(self, tag: str) -> None:
        if self._prefix:
            tag = tag[self._prefix :]
        if tag == "v":
            self._value = "".join(self._pieces)
        elif tag == "c":
            self._end_cell(self._cell)
        elif tag == "f":
            self._formula = "".join(self._pieces)
        elif tag == "t" and not self._phonetic:
            self._inline.append("".join(self._pieces))
        elif tag == "rPh":
            self._phonetic = False

    def _start_row(self, attributes: Attributes) -> None:
        number = attributes.get("r", "")
        self._row = int(number) - 1 if number.isdigit() else self._row + 1
        self._column, self._row_filled = -1, False
        if attributes.get("hidden") in ("1", "true") or attributes.get("ht") == "0":
            self.sheet.hidden_rows.add(self._row)
        if self._row % _PROGRESS_STEP == 0:
            self._progress(self._row)

    def _end_cell(self, cell: Attributes) -> None:
        place = cell.get("r")
        if place:
            letters = place.rstrip("0123456789")
            self._column = _COLUMNS[letters] if letters in _COLUMNS else column_of(letters)
        else:
            self._column += 1
        kind = cell.get("t", "n")
        value = self._scalar(kind)
        if self._formula is not None:
            self._end_formula(value, int(cell.get("s") or 0))
        elif value is not None and self._has_room():
            style = cell.get("s")
            self._cells[self._row, self._column] = self._make(value, int(style) if style else 0)

    def _end_formula(self, value: Scalar, style: int) -> None:
        formula = self._whole_formula()
        if formula is not None and self._has_room():
            self.sheet.formulas[self._row, self._column] = FormulaCell(value, style, formula)
        elif value is not None and self._has_room():
            self._cells[self._row, self._column] = self._make(value, style)

    def _has_room(self) -> bool:
        """Whether one more cell is taken; the rest of a sheet without end is left."""
        if not self._row_filled:
            self._row_filled = True
            self._filled_rows += 1
        if self._filled_rows <= self._most_rows and len(self._cells) < MOST_CELLS:
            return self._column < _MOST_COLUMNS
        if self.sheet.unread_from is None:
            self.sheet.unread_from = self._row
        return False

    def _whole_formula(self) -> str | None:
        """The formula; one that is shared is that of its first cell, moved to this place."""
        if self._formula is None or not self._shared:
            return unescaped(self._formula) if self._formula else None
        here = f"{letters_of(self._column)}{self._row + 1}"
        if self._formula:
            self._masters.setdefault(self._shared, (self._formula, here))
            return self._formula
        if self._shared not in self._masters:
            return None
        from openpyxl.formula.tokenizer import TokenizerError  # noqa: PLC0415 - large, and few files share formulas
        from openpyxl.formula.translate import Translator, TranslatorError  # noqa: PLC0415

        formula, origin = self._masters[self._shared]
        try:
            translate = cast("_Translate", Translator(f"={formula}", origin))
            return translate.translate_formula(here).removeprefix("=")
        except (TranslatorError, TokenizerError, ValueError, IndexError):
            return None

    def _scalar(self, kind: str) -> Scalar:
        text = self._value
        if kind == "n":
            return number_of_text(text) if text else None
        if kind == "s":
            at = int(text) if text and text.strip().isdigit() else -1
            return self._texts[at] if 0 <= at < len(self._texts) else None
        if kind == "inlineStr":
            text = unescaped("".join(self._inline))
            self._inline.clear()  # the next cell may have none of its own: <c t="inlineStr"/>
            return text or None
        if text is None or (text == "" and kind != "str"):
            return None
        if kind == "b":
            return "是" if text.strip() == "1" else "否"
        return unescaped(text)

    def _merge(self, reference: str) -> None:
        first, _, last = reference.partition(":")
        one, other = _PLACE.match(first), _PLACE.match(last)
        if one and other and len(self.sheet.merges) < MOST_CELLS:
            rows = sorted((int(one[2]) - 1, int(other[2]) - 1))
            columns = sorted((column_of(one[1]), column_of(other[1])))
            self.sheet.merges.append((rows[0], columns[0], rows[1], columns[1]))

    def _hide_columns(self, attributes: Attributes) -> None:
        first, last = attributes.get("min", ""), attributes.get("max", "")
        hidden = attributes.get("hidden") in ("1", "true") or attributes.get("width") == "0"
        if hidden and first.isdigit() and last.isdigit():
            self.sheet.hidden_columns.update(range(int(first) - 1, min(int(last), _MOST_COLUMNS)))


def number_of_text(text: str) -> Scalar:
    """A stored number with the 15 digits that a spreadsheet shows; the rest is binary noise.

    What is larger than any number of a report stays text, what is smaller than that noise is zero.
    """
    try:
        if len(text) <= 16 and "E" not in text and "e" not in text:
            found = Decimal(text)
            return found if found.is_finite() else None
        value = float(text)
    except (InvalidOperation, ValueError):
        return text
    if not math.isfinite(value):
        return None
    if abs(value) < _NOISE:
        return Decimal(0)
    return Decimal(f"{value:.15g}") if abs(value) < _LARGEST else text


_COLUMNS: dict[str, int] = {}


def column_of(letters: str) -> int:
    """A → 0, AA → 26."""
    found = _COLUMNS.get(letters)
    if found is None:
        found = 0
        for letter in letters.upper():
            found = found * 26 + ord(letter) - 64
        found = _COLUMNS[letters] = found - 1
    return found


def letters_of(column: int) -> str:
    """0 → A, 26 → AA."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
