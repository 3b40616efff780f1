"""A sheet says the same however its rows are written: as Excel does, or in any other way that XML allows."""

from __future__ import annotations

import importlib
import re
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from examples import tidy_workbook
from openpyxl import Workbook
from openpyxl.styles.numbers import BUILTIN_FORMATS as THEIRS  # pyright: ignore[reportUnknownVariableType]

from qdesk.errors import UserError
from qdesk.excel.builtin_formats import BUILTIN_FORMATS
from qdesk.excel.read_workbook import read_workbook
from qdesk.excel.xlsx_rows import usual_rows
from qdesk.recognition.grid import Grid

_GOLDEN = Path(__file__).parents[3] / "shared" / "golden" / "workbooks"
_SHEET = re.compile(r"xl/worksheets/[^/]+\.xml")

Rewrite = Callable[[str], str]


def _swapped(text: str) -> str:
    """Style before place in every cell, which no spreadsheet writes."""
    return re.sub(r'<c r="(\w+)"( [^>]*?)(/?)>', r'<c\2 r="\1"\3>', text)


def _commented(text: str) -> str:
    return text.replace("</row>", "<!-- <c r='A1'><v>9</v></c> --></row>")


def _quoted(text: str) -> str:
    return re.sub(r'<row r="(\d+)"', r"<row r='\1'", text)


def _spaced(text: str) -> str:
    return text.replace("</c>", "</c>\n  ").replace("<row", "\n <row")


def _referenced(text: str) -> str:
    """The first digit of every value as a character reference."""
    return re.sub(r"<v>(\d)", lambda match: f"<v>&#{ord(match[1])};", text)


def _prefixed(text: str) -> str:
    text = re.sub(r"<(/?)(\w)", r"<\1x:\2", text)
    return text.replace("xmlns=", "xmlns:x=")


REWRITES = (_swapped, _commented, _quoted, _spaced, _referenced, _prefixed)


def rewritten(path: Path, folder: Path, rewrite: Rewrite) -> Path:
    """A copy whose sheets are written in another way."""
    target = folder / f"{rewrite.__name__}-{path.name}"
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = old.read(name)
            new.writestr(name, rewrite(content.decode()) if _SHEET.fullmatch(name) else content)
    return target


def full_workbook(path: Path) -> Path:
    """Kinds of cells, formats, formulas with and without values, hidden lines, merges, signs of XML."""
    book: Any = importlib.import_module("xlsxwriter").Workbook(str(path))
    sheet, percent = book.add_worksheet("各种"), book.add_format({"num_format": "0.0%"})
    sheet.merge_range("A1:D1", "表 1 <甲> & 乙")
    sheet.write_row(1, 0, ["项目", "2022年", "2023年", "增减"])
    for row in range(2, 40):
        sheet.write(row, 0, f"项目 {row}")
        sheet.write(row, 1, row * 7.25)
        sheet.write(row, 2, row / 100, percent)
        sheet.write_formula(
            row, 3, f'=IF(B{row + 1}<>C{row + 1},B{row + 1}&"人","")', value="" if row % 2 else "7人"
        )
    sheet.write_boolean(40, 0, True)  # noqa: FBT003 - xlsxwriter takes no names
    sheet.write_number(40, 1, 1e-20)
    sheet.write_blank(40, 2, None, percent)
    sheet.set_row(5, None, None, {"hidden": True})
    sheet.set_column(6, 7, 9, None, {"hidden": True})
    book.close()
    return path


def uncached_workbook(path: Path) -> Path:
    """Formulas without values, as openpyxl writes them."""
    book = Workbook()
    sheet = book.worksheets[0]
    for row in ([1, 2, "=SUM(A1:B1)"], [3, "4", '=IF(A2>1,"是","否")'], ["甲\n乙", None, "=A1/0"]):
        sheet.append(row)
    book.save(path)
    return path


def grids(path: Path) -> list[Grid]:
    return read_workbook(path)


@pytest.mark.parametrize("rewrite", REWRITES)
@pytest.mark.parametrize("make", [full_workbook, uncached_workbook, tidy_workbook])
def test_a_sheet_says_the_same_however_it_is_written(
    tmp_path: Path, make: Callable[[Path], Path], rewrite: Rewrite
) -> None:
    path = make(tmp_path / "书.xlsx")
    assert grids(rewritten(path, tmp_path, rewrite)) == grids(path)


@pytest.mark.parametrize("rewrite", [_swapped, _prefixed])
def test_real_workbooks_say_the_same_however_they_are_written(tmp_path: Path, rewrite: Rewrite) -> None:
    paths = sorted(_GOLDEN.glob("*.xlsx"))
    if not paths:
        pytest.skip("no workbooks of real reports here")
    for path in paths:
        assert grids(rewritten(path, tmp_path, rewrite)) == grids(path)


@pytest.mark.parametrize("make", [full_workbook, uncached_workbook])
def test_what_spreadsheets_write_is_usual(tmp_path: Path, make: Callable[[Path], Path]) -> None:
    with zipfile.ZipFile(make(tmp_path / "书.xlsx")) as package:
        written = package.read("xl/worksheets/sheet1.xml")
    rows = written.partition(b"<sheetData>")[2].partition(b"</sheetData>")[0]
    assert usual_rows(rows)
    assert usual_rows(_swapped(rows.decode()).encode()) is None


def test_a_value_that_is_empty_is_not_one_that_is_missing(tmp_path: Path) -> None:
    """A formula that gave "" is not computed again, one without a value is."""
    path = uncached_workbook(tmp_path / "书.xlsx")

    def with_values(text: str) -> str:
        return re.sub(
            r'<c r="C2"[^>]*>(<f>.*?</f>)<v ?/>|<c r="C2"[^>]*>(<f>.*?</f>)(<v></v>)?', _known, text
        )

    def _known(match: re.Match[str]) -> str:
        return f'<c r="C2" t="str">{match[1] or match[2]}<v></v>'

    known = grids(rewritten(path, tmp_path, with_values))[0]
    assert known.at(1, 2).value in ("", None)
    assert grids(path)[0].at(1, 2).value == "是"


@pytest.mark.parametrize("cut", [40, 300, 900])
def test_rows_that_are_no_xml_are_refused(tmp_path: Path, cut: int) -> None:
    path = full_workbook(tmp_path / "书.xlsx")

    def broken(text: str) -> str:
        at = text.index("<sheetData>") + cut
        return text[:at] + "<c r=" + text[at:]

    with pytest.raises(UserError, match="损坏"):
        read_workbook(rewritten(path, tmp_path, broken))


def test_built_in_formats_are_those_of_the_standard() -> None:
    assert THEIRS == BUILTIN_FORMATS
