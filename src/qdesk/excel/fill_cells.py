"""Writes values into empty cells of an existing .xlsx; everything else of the file stays byte for byte."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator, Mapping
from decimal import Decimal
from pathlib import Path
from typing import IO
from xml.sax.saxutils import escape

from qdesk.errors import UserError
from qdesk.excel.read_workbook import DAMAGED
from qdesk.excel.xlsx_package import Attributes, NotSpreadsheetError, PartReader, XlsxPackage, open_package
from qdesk.recognition.grid import cell_name

Place = tuple[int, int]
"""Row and column, from 0."""

_REFERENCE = re.compile(r'\br="([A-Z]{1,3})(\d+)"')
_NUMBER = re.compile(r'\br="(\d+)"')
_TYPE = re.compile(r'\s+t="[^"]*"')
_BEFORE_CALC = "sheets|functionGroups|externalReferences|definedNames"
"""What stands before calcPr, by the schema: elsewhere Excel would call the file damaged."""
_CALC = re.compile(r"<(?P<p>\w+:)?calcPr\b(?P<attributes>[^>]*?)/>")


class OpenCells:
    """Which cells of a workbook may be filled, and whether one shows a percentage."""

    def __init__(self, path: Path) -> None:
        """Raises UserError for a file that is no workbook."""
        try:
            with zipfile.ZipFile(path) as file:
                package = open_package(file)
                self._locked_styles = _locked_styles(file)
                self._formats = package.formats
                self._parts = {one.name: one.part for one in package.sheets}
                self._sheets = {one.name: _SheetCells(file, one.part) for one in package.sheets}
        except DAMAGED as error:
            raise UserError(
                "工作簿打不开，可能已损坏", path.name, "请用 Excel 或 WPS 打开后另存为 .xlsx"
            ) from error

    def is_formula(self, sheet: str, place: Place) -> bool:
        """Whether a cell computes its value."""
        return place in self._sheets[sheet].formulas

    def is_locked(self, sheet: str, place: Place) -> bool:
        """Whether the protection of the sheet keeps a cell from being changed."""
        cells = self._sheets[sheet]
        return cells.is_protected and self._locked_styles.get(cells.styles.get(place, 0), True)

    def is_percentage(self, sheet: str, place: Place) -> bool:
        """Whether the number format of the cell has a per cent sign."""
        style = self._sheets[sheet].styles.get(place, 0)
        return style < len(self._formats) and "%" in self._formats[style]


class _SheetCells:
    """Styles, formulas and protection of one sheet."""

    def __init__(self, file: zipfile.ZipFile, part: str) -> None:
        self.styles: dict[Place, int] = {}
        self.formulas: set[Place] = set()
        self.is_protected = False
        self._here: Place = (-1, -1)
        PartReader(self._start).read(file, part)

    def _start(self, tag: str, attributes: Attributes) -> None:
        if tag == "c" and (found := _place(attributes.get("r", ""))) is not None:
            self._here = found
            style = attributes.get("s", "0")
            self.styles[found] = int(style) if style.isdecimal() else 0
        elif tag == "f":
            self.formulas.add(self._here)
        elif tag == "sheetProtection":
            self.is_protected = attributes.get("sheet") in ("1", "true")


def _place(reference: str) -> Place | None:
    match = re.fullmatch(r"([A-Z]{1,3})(\d+)", reference)
    if match is None:
        return None
    column = 0
    for letter in match[1]:
        column = column * 26 + ord(letter) - 64
    return int(match[2]) - 1, column - 1


def _locked_styles(file: zipfile.ZipFile) -> dict[int, bool]:
    """Style index → whether its cells are locked; without a word they are."""
    found: dict[int, bool] = {}
    inside = False

    def start(tag: str, attributes: Attributes) -> None:
        nonlocal inside
        if tag == "cellXfs":
            inside = True
        elif tag == "xf" and inside:
            found[len(found)] = True
        elif tag == "protection" and inside and found:
            found[len(found) - 1] = attributes.get("locked", "1") not in ("0", "false")

    def end(tag: str, _: str) -> None:
        nonlocal inside
        inside = inside and tag != "cellXfs"

    if "xl/styles.xml" in file.namelist():
        PartReader(start, end).read(file, "xl/styles.xml")
    return found


def write_filled(
    source: Path, values: Mapping[str, Mapping[Place, Decimal | str]], target: IO[bytes]
) -> None:
    """Copy a workbook with these values in it, by sheet and place; raises UserError for a damaged one."""
    try:
        with zipfile.ZipFile(source) as file, zipfile.ZipFile(target, "w") as made:
            changed = _changed_parts(open_package(file), values)
            for info in file.infolist():
                content = changed.get(info.filename)
                made.writestr(info, file.read(info) if content is None else content, info.compress_type)
    except DAMAGED as error:
        raise UserError(
            "工作簿打不开，可能已损坏", source.name, "请用 Excel 或 WPS 打开后另存为 .xlsx"
        ) from error


def _changed_parts(
    package: XlsxPackage, values: Mapping[str, Mapping[Place, Decimal | str]]
) -> dict[str, bytes]:
    changed: dict[str, bytes] = {}
    for sheet in package.sheets:
        if wanted := values.get(sheet.name):
            text = package.file.read(sheet.part).decode("utf-8")
            changed[sheet.part] = _filled(text, wanted).encode("utf-8")
    book = next((one for one in package.file.namelist() if one.endswith("workbook.xml")), "")
    if changed and book:
        changed[book] = _computed_on_load(package.file.read(book).decode("utf-8")).encode("utf-8")
    return changed


def _computed_on_load(book: str) -> str:
    match = _CALC.search(book)
    if match is not None:
        attributes = re.sub(r'\s+fullCalcOnLoad="[^"]*"', "", match["attributes"])
        prefix = match["p"] or ""
        return book.replace(match[0], f'<{prefix}calcPr{attributes} fullCalcOnLoad="1"/>', 1)
    prefix = found[1] or "" if (found := re.search(r"<(\w+:)?workbook\b", book)) else ""
    before = rf"</{prefix}(?:{_BEFORE_CALC})>|<{prefix}(?:{_BEFORE_CALC})\b[^>]*/>"
    at = max((found.end() for found in re.finditer(before, book)), default=0)
    return f'{book[:at]}<{prefix}calcPr fullCalcOnLoad="1"/>{book[at:]}' if at else book


# -- the text of a sheet


def _filled(text: str, values: Mapping[Place, Decimal | str]) -> str:
    opening = re.search(r"<(\w+:)?sheetData\s*(/?)>", text)
    if opening is None:
        raise NotSpreadsheetError("sheetData")
    prefix = opening[1] or ""
    rows: dict[int, dict[int, Decimal | str]] = {}
    for (row, column), value in values.items():
        rows.setdefault(row, {})[column] = value
    if opening[2]:
        body = "".join(_new_row(prefix, row, cells) for row, cells in sorted(rows.items()))
        made = f"<{prefix}sheetData>{body}</{prefix}sheetData>"
        return text[: opening.start()] + made + text[opening.end() :]
    end = text.index(f"</{prefix}sheetData>", opening.end())
    body = "".join(_rows(text[opening.end() : end], prefix, rows))
    return text[: opening.end()] + body + text[end:]


def _rows(body: str, prefix: str, wanted: dict[int, dict[int, Decimal | str]]) -> Iterator[str]:
    """The rows with the values in them; those that are missing stand where they belong."""
    pattern = re.compile(
        rf"<{prefix}row\b(?P<attributes>[^>]*?)(?:/>|>(?P<cells>.*?)</{prefix}row>)", re.DOTALL
    )
    waiting = sorted(wanted)
    at = 0
    for match in pattern.finditer(body):
        yield body[at : match.start()]
        at = match.end()
        number = _NUMBER.search(match["attributes"])
        row = int(number[1]) - 1 if number else -1
        while waiting and waiting[0] < row:
            missing = waiting.pop(0)
            yield _new_row(prefix, missing, wanted[missing])
        if waiting and waiting[0] == row:
            waiting.pop(0)
            cells = "".join(_cells(match["cells"] or "", prefix, row, wanted[row]))
            yield f"<{prefix}row{match['attributes'].rstrip()}>{cells}</{prefix}row>"
        else:
            yield match[0]
    yield body[at:]
    for missing in waiting:
        yield _new_row(prefix, missing, wanted[missing])


def _new_row(prefix: str, row: int, cells: Mapping[int, Decimal | str]) -> str:
    made = "".join(_new_cell(prefix, row, column, value) for column, value in sorted(cells.items()))
    return f'<{prefix}row r="{row + 1}">{made}</{prefix}row>'


def _cells(body: str, prefix: str, row: int, wanted: Mapping[int, Decimal | str]) -> Iterator[str]:
    pattern = re.compile(rf"<{prefix}c\b(?P<attributes>[^>]*?)(?:/>|>.*?</{prefix}c>)", re.DOTALL)
    waiting = sorted(wanted)
    at = 0
    for match in pattern.finditer(body):
        yield body[at : match.start()]
        at = match.end()
        reference = _REFERENCE.search(match["attributes"])
        found = _place(f"{reference[1]}{reference[2]}") if reference else None
        column = found[1] if found else -1
        while waiting and waiting[0] < column:
            missing = waiting.pop(0)
            yield _new_cell(prefix, row, missing, wanted[missing])
        if waiting and waiting[0] == column:
            waiting.pop(0)
            yield _cell(prefix, _TYPE.sub("", match["attributes"]).rstrip(), wanted[column])
        else:
            yield match[0]
    yield body[at:]
    for missing in waiting:
        yield _new_cell(prefix, row, missing, wanted[missing])


def _new_cell(prefix: str, row: int, column: int, value: Decimal | str) -> str:
    return _cell(prefix, f' r="{cell_name(row, column)}"', value)


def _cell(prefix: str, attributes: str, value: Decimal | str) -> str:
    if isinstance(value, Decimal):
        return f"<{prefix}c{attributes}><{prefix}v>{value:f}</{prefix}v></{prefix}c>"
    said = f'<{prefix}is><{prefix}t xml:space="preserve">{escape(value)}</{prefix}t></{prefix}is>'
    return f'<{prefix}c{attributes} t="inlineStr">{said}</{prefix}c>'
