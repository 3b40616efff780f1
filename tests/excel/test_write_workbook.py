"""What an exported workbook holds: numbers that print as the report does, formulas with their values."""

from __future__ import annotations

import zipfile
from decimal import Decimal
from pathlib import Path

import pytest
from examples import empty, sample, table_named
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from qdesk.actions.edit_values import set_cell
from qdesk.actions.export_workbook import export_workbook
from qdesk.actions.import_preview import preview_import
from qdesk.actions.import_workbook import import_edit
from qdesk.errors import UserError
from qdesk.excel.number_format import read_format, shown_text
from qdesk.excel.percent_terms import in_shown_terms
from qdesk.excel.printed_number import printed_number
from qdesk.excel.read_workbook import read_workbook
from qdesk.excel.sheet_names import SheetNames
from qdesk.model.edit import Edit, Kind
from qdesk.model.observation import Claim, Observation, Source
from qdesk.model.report_view import ReportView
from qdesk.recognition.formula_value import evaluate
from qdesk.recognition.spreadsheet_formula import parse_formula


@pytest.mark.parametrize(
    ("text", "value", "code"),
    [
        ("128", "128", "General"),
        ("144.60", "144.60", "0.00"),
        ("0.00", "0.00", "0.00"),
        ("94%", "0.94", "0%"),
        ("+17.14%", "0.1714", "+0.00%;-0.00%;0.00%"),
        ("13.5:1", "13.5", 'General":1"'),
        ("23 个", "23", 'General" 个"'),
        ("+128", "128", "+General;-General;General"),
        ("-147", "-147", "General"),
        ("12345678901.25", "12345678901.25", "0.00"),
    ],
)
def test_a_printed_number_becomes_a_number_that_prints_the_same(text: str, value: str, code: str) -> None:
    found = printed_number(text)
    assert found is not None
    assert (found.value, found.code) == (Decimal(value), code)
    assert shown_text(found.value, read_format(found.code)) == text


@pytest.mark.parametrize(
    "text",
    ["", "—", "/", "-", "0510", "1,234", "1800～2200", "2019-2020", "1.2.3", "-0", "1234567890123456", "=1"],
)
def test_everything_else_stays_text(text: str) -> None:
    assert printed_number(text) is None


def test_zeros_print_as_their_style_says() -> None:
    found = printed_number("0", plus=True, zero="0")
    assert found is not None
    shown = [shown_text(Decimal(number), read_format(found.code)) for number in (0, 3, -3)]
    assert shown == ["0", "+3", "-3"]


def test_names_of_sheets_are_valid_and_unique() -> None:
    names = SheetNames()
    wanted = ["表 1", "表 1", "a/b:c*?[]\\", "'引'", "", "长" * 40, "长" * 40, "History"]
    found = [names.name(one) for one in wanted]
    assert len({one.lower() for one in found}) == len(wanted)
    assert all(0 < len(one) <= 31 for one in found)
    assert not any(sign in one for one in found for sign in "[]:*?/\\")


@pytest.mark.parametrize(
    ("formula", "percent"),
    [
        ("ROUND(C4/B4,4)", True),
        ("P4-P3", True),
        ("ROUND(P4-P3,4)", True),
        ("(P4-P3)*100", False),
        ("SUM(P3:P4)", True),
        ("AVERAGE(P3:P4)", True),
        ("ROUND(P4/P3*100,2)", False),
        ("P4/P3", True),
        ("IF(B4=0,0,C4/B4)", True),
        ('IFERROR(ROUND(C4/B4,4),"—")', True),
        ("IF(P3=0,0,P4)", True),
        ("B4*P4", False),
        ("ROUND(C4/B4*100,2)", False),
    ],
)
def test_formulas_over_percentages_are_read_in_what_they_show(formula: str, percent: bool) -> None:
    """Column P holds percentages: 0.94 shows 94. The shown operands give the shown result."""
    held = {(3, 1): "680", (3, 2): "646", (2, 15): "0.5", (3, 15): "0.94"}

    def real(_: str | None, row: int, column: int) -> Decimal:
        return Decimal(held[row, column])

    def shown(_: str | None, row: int, column: int) -> Decimal:
        return Decimal(held[row, column]) * (100 if column == 15 else 1)

    node = parse_formula(formula)
    found = in_shown_terms(node, lambda area: area.left == 15, percent=percent)
    wanted = evaluate(node, real)
    assert isinstance(wanted, Decimal)
    assert evaluate(found, shown) == wanted * (100 if percent else 1)


def test_a_change_in_percentages_is_read_as_a_change() -> None:
    """The comparison is recognised by the formula's form, which rounding and percentages must keep."""
    found = in_shown_terms(parse_formula("ROUND(C4/B4,4)"), lambda _: False, percent=True)
    assert found == parse_formula("ROUND(C4/B4*100,2)")


@pytest.fixture
def exported(tmp_path: Path) -> Path:
    """The sample school's tables."""
    workspace = sample(tmp_path)
    export_workbook(workspace.view(), tmp_path / "表格.xlsx")
    workspace.close()
    return tmp_path / "表格.xlsx"


def sheet_with(path: Path, caption: str, *, values: bool) -> Worksheet:
    book = load_workbook(path, data_only=values)
    return next(one for one in book.worksheets if caption in str(one["A1"].value))


def test_a_sheet_shows_what_the_report_prints(tmp_path: Path) -> None:
    workspace = sample(tmp_path)
    view = workspace.view()
    export_workbook(view, tmp_path / "a.xlsx")
    grids = {one.name: one for one in read_workbook(tmp_path / "a.xlsx")}
    for table in view.tables:
        filled, grid = view.filled(table), grids[view.table_numbers[table.id]]
        top = 1 + bool(filled.subcaption) + bool(filled.unit_line)
        assert grid.at(0, 0).text == f"{view.table_numbers[table.id]}　{filled.caption}"
        shown = [
            [grid.at(row + top, column).text for column in range(filled.column_count)]
            for row in range(len(filled.grid))
        ]
        assert shown == [[cell.text for cell in row] for row in filled.grid]
        assert {(t - top, a, b - top, c) for t, a, b, c in grid.merges if top <= t < top + len(shown)} == set(
            filled.merges
        )
    workspace.close()


def test_formulas_stand_beside_their_values(exported: Path) -> None:
    """A previewer or a protected view computes nothing: the value must be in the file."""
    formulas = sheet_with(exported, "学生情况对比表", values=False)
    values = sheet_with(exported, "学生情况对比表", values=True)
    live = [cell for row in formulas.iter_rows() for cell in row if str(cell.value).startswith("=")]
    assert live
    assert all(isinstance(values[cell.coordinate].value, int | float) for cell in live)
    assert any(str(cell.value).startswith("=IFERROR(ROUND(") for cell in live)


def test_most_computed_cells_are_live(tmp_path: Path) -> None:
    workspace = sample(tmp_path)
    view = workspace.view()
    export_workbook(view, tmp_path / "a.xlsx")
    computed = sum(
        cell.is_computed and isinstance(cell.value, Decimal)
        for table in view.tables
        for row in view.filled(table).grid
        for cell in row
    )
    live = sum(
        str(cell.value).startswith("=")
        for sheet in load_workbook(tmp_path / "a.xlsx")
        for row in sheet.iter_rows()
        for cell in row
    )
    assert live > 0.9 * computed
    workspace.close()


def test_an_overwritten_cell_has_its_value_and_a_comment(tmp_path: Path) -> None:
    workspace = sample(tmp_path)
    table = table_named(workspace.view(), "学生情况对比表")
    workspace.do(set_cell(workspace.view(), table, 1, 3, "77.70", overwrite=True))
    export_workbook(workspace.view(), tmp_path / "a.xlsx")
    sheet = sheet_with(tmp_path / "a.xlsx", "学生情况对比表", values=False)
    noted = [cell for row in sheet.iter_rows() for cell in row if cell.comment]
    assert [cell.value for cell in noted] == [77.7]
    assert noted[0].comment is not None
    assert "已改写，计算值是" in noted[0].comment.text
    workspace.close()


def test_heads_stay_in_sight_and_on_every_page(exported: Path) -> None:
    for sheet in load_workbook(exported):
        assert sheet.freeze_panes
        assert sheet.print_title_rows
        assert sheet.page_setup.paperSize == 9


def test_the_same_tables_give_the_same_bytes(exported: Path, tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    workspace = sample(tmp_path / "b")
    export_workbook(workspace.view(), tmp_path / "b" / "a.xlsx")
    workspace.close()
    first, second = zipfile.ZipFile(exported), zipfile.ZipFile(tmp_path / "b" / "a.xlsx")
    with first, second:
        assert {one: first.read(one) for one in first.namelist()} == {
            one: second.read(one) for one in second.namelist()
        }


def test_a_text_never_becomes_a_formula(tmp_path: Path) -> None:
    workspace = empty(tmp_path)
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for line in (["表 2 学生情况"], ["项目", "2019-2020"], ["招生人数（人）", 5]):
        sheet.append(line)
    book.save(tmp_path / "a.xlsx")
    workspace.do(import_edit(preview_import(workspace.view(), tmp_path / "a.xlsx")))
    view = workspace.view()
    table = next(one for one in view.tables if view.filled(one).body)
    key = next(cell.key for row in view.filled(table).body for cell in row if cell.key is not None)
    words = Observation((Claim('=HYPERLINK("http://x")', Source("typed")),))  # as an older file may hold them
    workspace.do(Edit("x", (workspace.archive.change(Kind.OBSERVATION, key, words),)))
    export_workbook(workspace.view(), tmp_path / "b.xlsx")
    cells = [cell for row in load_workbook(tmp_path / "b.xlsx").worksheets[0].iter_rows() for cell in row]
    assert [cell.data_type for cell in cells if "HYPERLINK" in str(cell.value)] == ["s"]
    workspace.close()


def stopped(done: int, total: int) -> None:
    raise UserError("停", f"{done}/{total}")


def test_whatever_goes_wrong_the_old_file_stays(tmp_path: Path) -> None:
    workspace = sample(tmp_path)
    view: ReportView = workspace.view()
    target = tmp_path / "旧.xlsx"
    target.write_bytes(b"old")
    with pytest.raises(UserError, match="停"):
        export_workbook(view, target, stopped)
    assert target.read_bytes() == b"old"
    with pytest.raises(UserError, match="文件夹不存在"):
        export_workbook(view, tmp_path / "没有" / "a.xlsx")
    with pytest.raises(UserError, match=r"\.xlsx 结尾"):
        export_workbook(view, tmp_path / "a.xls")
    assert not list(tmp_path.glob(".qdesk-*"))
    workspace.close()
