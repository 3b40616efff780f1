"""A workbook is read as a person sees it: values, formats, formulas, merges, states."""

from __future__ import annotations

import zipfile
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import Workbook

from qdesk.excel.number_format import read_format, shown_text
from qdesk.excel.read_workbook import read_workbook
from qdesk.recognition.grid import Grid, cell_name


def grid(tmp_path: Path, rows: list[list[object]], *merges: str) -> Grid:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append(row)
    for one in merges:
        sheet.merge_cells(one)
    book.save(tmp_path / "a.xlsx")
    return read_workbook(tmp_path / "a.xlsx")[0]


@pytest.mark.parametrize(
    ("code", "number", "shown"),
    [
        ("General", "125.5", "125.5"),
        ("0.00", "123.4", "123.40"),
        ("0%", "0.94", "94%"),
        ("0.0%", "0.9281", "92.8%"),
        ('0.0":1"', "13.5", "13.5:1"),
        ('0" 个"', "23", "23 个"),
        ("+0;-0;0", "128", "+128"),
        ("+0;-0;0", "-147", "-147"),
        ("+0%;-0%;0", "0", "0"),
        ("#,##0.00", "14954.47", "14954.47"),
        ("[Red]0.0_);(0.0)", "5", "5.0"),
        ("yyyy-mm-dd", "5", "5"),
    ],
)
def test_what_a_number_format_shows(code: str, number: str, shown: str) -> None:
    assert shown_text(Decimal(number), read_format(code)) == shown


def test_binary_noise_is_no_digit(tmp_path: Path) -> None:
    found = grid(tmp_path, [[0.1 + 0.2, 83.17, 1e-7]])
    assert [found.at(0, column).value for column in range(2)] == [Decimal("0.3"), Decimal("83.17")]


def test_numbers_beyond_measure_are_texts_and_noise_is_zero(tmp_path: Path) -> None:
    found = grid(tmp_path, [[1e300, 0.1 + 0.2 - 0.3, 123456789012345]])
    values = [found.at(0, column).value for column in range(3)]
    assert isinstance(values[0], str)
    assert values[1:] == [Decimal(0), Decimal(123456789012345)]


def test_uncached_formulas_are_computed_through_each_other(tmp_path: Path) -> None:
    found = grid(tmp_path, [[2, 3, "=A1*B1"], ["=C1+1", "=A2/0", "=NOSUCH(A1)"]])
    assert found.at(0, 2).value == Decimal(6)
    assert found.at(1, 0).value == Decimal(7)
    assert found.at(1, 1).value is None
    assert found.at(1, 2).value is None
    assert found.at(1, 0).computed


def test_formulas_that_name_themselves_end(tmp_path: Path) -> None:
    found = grid(tmp_path, [["=B1", "=A1"]])
    assert found.at(0, 0).value is None


def test_merged_cells_show_their_first_everywhere(tmp_path: Path) -> None:
    found = grid(tmp_path, [["表题", None, None], [1, 2, 3]], "A1:C1")
    assert [found.at(0, column).text for column in range(3)] == ["表题"] * 3
    assert found.spans == {(0, 0): (1, 3)}


def test_a_row_merged_to_its_very_end_counts_to_the_last_filled_column(tmp_path: Path) -> None:
    found = grid(tmp_path, [["表题"], [1]], "A1:XFD1")
    assert found.row_count == 2
    assert all(bottom < 3 and right < 20 for _, _, bottom, right in found.merges)


def test_a_hidden_sheet_says_so(tmp_path: Path) -> None:
    book = Workbook()
    hidden = book.create_sheet("旧")
    hidden["A1"] = 1
    hidden.sheet_state = "veryHidden"
    book.save(tmp_path / "a.xlsx")
    assert [one.state for one in read_workbook(tmp_path / "a.xlsx")] == ["visible", "veryHidden"]


def test_a_million_claimed_rows_cost_nothing(tmp_path: Path) -> None:
    """Only the cells that the file holds count, never the range that it claims."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet["A1"] = 1
    sheet["XFD1048576"].number_format = "0"
    book.save(tmp_path / "a.xlsx")
    assert read_workbook(tmp_path / "a.xlsx")[0].row_count == 1


def test_names_of_cells() -> None:
    assert [cell_name(0, 0), cell_name(9, 26), cell_name(0, 701)] == ["A1", "AA10", "ZZ1"]


_DRAWINGS = "http://schemas.openxmlformats.org/drawingml/2006"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"


def _box(row: int, column: int, text: str) -> str:
    place = f"<xdr:from><xdr:col>{column}</xdr:col><xdr:row>{row}</xdr:row></xdr:from>"
    shape = f"<xdr:sp><xdr:txBody><a:p><a:r><a:t>{text}</a:t></a:r></a:p></xdr:txBody></xdr:sp>"
    return f"<xdr:twoCellAnchor>{place}{shape}</xdr:twoCellAnchor>"


def test_text_boxes_are_named_where_they_begin(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    book = Workbook()
    book.create_sheet("二")
    book.save(path)
    boxes = _box(4, 2, "在校生 1883 人") + _box(9, 1, "")
    drawing = (
        f'<xdr:wsDr xmlns:xdr="{_DRAWINGS}/spreadsheetDrawing" xmlns:a="{_DRAWINGS}/main">{boxes}</xdr:wsDr>'
    )
    relation = '<Relationship Id="rId1" Type="http://x/drawing" Target="../drawings/drawing1.xml"/>'
    with zipfile.ZipFile(path, "a") as package:
        package.writestr("xl/drawings/drawing1.xml", drawing)
        package.writestr(
            "xl/worksheets/_rels/sheet1.xml.rels",
            f'<Relationships xmlns="{_RELATIONS}">{relation}</Relationships>',
        )
    first, second = read_workbook(path)
    told = [(cell_name(one.row, one.column), one.text) for one in first.left_out]
    assert told == [("C5", "在校生 1883 人")]
    assert "文本框" in first.left_out[0].reason
    assert not second.left_out


def test_digits_that_a_percentage_hides_stay_without_zeros_behind_them(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.append([0.4648])
    sheet["A1"].number_format = "0.0%"
    book.save(tmp_path / "a.xlsx")
    cell = read_workbook(tmp_path / "a.xlsx")[0].at(0, 0)
    assert (str(cell.value), cell.unit, cell.text) == ("46.48", "%", "46.5%")
