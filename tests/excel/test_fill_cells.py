"""Workbooks of other makers: prefixed elements, no calcPr, missing cells and rows."""

from __future__ import annotations

import io
import re
import zipfile
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from qdesk.excel.fill_cells import Place, write_filled

Change = tuple[str, str]


def made(path: Path, *changes: tuple[str, Change]) -> Path:
    """A small workbook whose parts are rewritten: (part, (pattern, replacement))."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "表"
    sheet["A1"], sheet["D1"], sheet["B4"] = 1, 4, 9
    plain = io.BytesIO()
    book.save(plain)
    with zipfile.ZipFile(plain) as old, zipfile.ZipFile(path, "w") as new:
        for name in old.namelist():
            text = old.read(name)
            for part, (pattern, by) in changes:
                if name == part:
                    text = re.sub(pattern, by, text.decode()).encode()
            new.writestr(name, text)
    return path


def filled(source: Path, values: dict[Place, Decimal | str]) -> Path:
    target = source.with_name("填.xlsx")
    with target.open("wb") as file:
        write_filled(source, {"表": values}, file)
    return target


def test_cells_and_rows_that_are_missing_stand_where_they_belong(tmp_path: Path) -> None:
    values: dict[Place, Decimal | str] = {
        (0, 1): Decimal("2.50"),
        (0, 4): Decimal(5),
        (1, 0): "甲 & 乙",
        (3, 0): Decimal(8),
        (9, 2): Decimal(-3),
    }
    sheet = load_workbook(filled(made(tmp_path / "表.xlsx"), values))["表"]
    wanted = {"A1": 1, "B1": 2.5, "D1": 4, "E1": 5, "A2": "甲 & 乙", "A4": 8, "B4": 9, "C10": -3}
    assert {one.coordinate: one.value for row in sheet.iter_rows() for one in row if one.value} == wanted


def test_the_prefix_of_another_maker_is_kept(tmp_path: Path) -> None:
    part = "xl/worksheets/sheet1.xml"
    prefixed = (part, (r"<(/?)(?=\w)", r"<\1x:"))
    named = (part, (r'xmlns="', 'xmlns:x="'))
    target = filled(made(tmp_path / "表.xlsx", prefixed, named), {(0, 1): Decimal(2), (5, 0): Decimal(6)})
    text = zipfile.ZipFile(target).read(part).decode()
    assert "<c " not in text
    assert "<row " not in text
    sheet = load_workbook(target)["表"]
    assert (sheet["B1"].value, sheet["A6"].value, sheet["D1"].value) == (2, 6, 4)


@pytest.mark.parametrize(
    "between", ["", '<externalReferences><externalReference r:id="rId9"/></externalReferences>']
)
def test_without_calc_properties_they_stand_in_the_order_of_the_schema(tmp_path: Path, between: str) -> None:
    book = "xl/workbook.xml"
    bare = (book, (r"<definedNames\s*/>|<calcPr[^>]*/>", ""))
    more = (book, (r"</sheets>", f"</sheets>{between}"))
    target = filled(made(tmp_path / "表.xlsx", bare, more), {(0, 1): Decimal(2)})
    text = zipfile.ZipFile(target).read(book).decode()
    after = between.rpartition("<")[2] or "/sheets>"
    assert f'<{after}<calcPr fullCalcOnLoad="1"/>' in text
