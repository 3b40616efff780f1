"""The authority's own workbook: empty cells get the report's numbers, and nothing else changes."""

from __future__ import annotations

import zipfile
from decimal import Decimal
from pathlib import Path

import pytest
from examples import sample, table_named
from openpyxl import Workbook, load_workbook
from openpyxl.styles import Font, PatternFill, Protection
from openpyxl.worksheet.datavalidation import DataValidation

from qdesk.actions.edit_values import set_cell
from qdesk.actions.fill_workbook import FillPlan, fill_workbook, plan_filling
from qdesk.actions.workspace import Workspace
from qdesk.errors import UserError

ROWS = (
    "招生人数（人）",
    "全日制在校生数（人）",
    "中专班人数（人）",
    "3+2 班人数（人）",
    "工学结合班人数（人）",
    "毕业生数（人）",
)


@pytest.fixture
def school(tmp_path: Path) -> Workspace:
    return sample(tmp_path)


def authority(
    path: Path, *, protected: bool = False, year: str = "2019-2020", prior: str = "2018-2019"
) -> Path:
    """A form of an authority: a title, styled empty cells, formulas, a validation, a second sheet."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "学生情况"
    sheet["A1"] = "表 2 学生情况对比表"
    sheet.append(["项目", prior, year, "百分比（%）"])
    for at, name in enumerate(ROWS, 3):
        sheet.append([name, None, None, f"=ROUND(C{at}/B{at}*100,2)"])
        for column in "BC":
            cell = sheet[f"{column}{at}"]
            cell.fill = PatternFill("solid", fgColor="FFFFCC")
            cell.font = Font(bold=True)
            cell.protection = Protection(locked=False)
    rule = DataValidation(type="whole", operator="greaterThanOrEqual", formula1="0")
    rule.add("B3:C8")  # pyright: ignore[reportUnknownMemberType] - openpyxl is half typed
    sheet.add_data_validation(rule)
    sheet.protection.sheet = protected
    other = book.create_sheet("填表说明")
    other["A1"] = "本表由各校填写。"
    book.save(path)
    return path


def filled(plan: FillPlan) -> dict[str, str]:
    return {one.cell: one.text for one in plan.filled}


def test_empty_cells_get_the_reports_numbers_and_the_rest_stays(school: Workspace, tmp_path: Path) -> None:
    source, target = authority(tmp_path / "表.xlsx"), tmp_path / "填.xlsx"
    view = school.view()
    grid = view.filled(table_named(view, "学生情况对比表")).grid
    plan = plan_filling(view, source)
    wanted = {f"{'BC'[c - 1]}{r + 2}": grid[r][c].text for r in range(1, 7) for c in (1, 2)}
    assert filled(plan) == wanted
    assert fill_workbook(plan, target) == len(wanted)
    before, after = load_workbook(source)["学生情况"], load_workbook(target)["学生情况"]
    for row in before.iter_rows():
        for cell in row:
            twin = after[cell.coordinate]
            assert twin.has_style == cell.has_style
            assert twin.style_id == cell.style_id
            if cell.coordinate in wanted:
                assert Decimal(str(twin.value)) == Decimal(wanted[cell.coordinate])
            else:
                assert twin.value == cell.value
    assert len(after.data_validations.dataValidation) == 1


def test_a_file_that_is_full_already_is_told_from_one_that_is_not_understood(
    school: Workspace, tmp_path: Path
) -> None:
    first = plan_filling(school.view(), authority(tmp_path / "表.xlsx"))
    assert first.alike == 0
    fill_workbook(first, tmp_path / "填.xlsx")
    again = plan_filling(school.view(), tmp_path / "填.xlsx")
    assert not again.filled
    assert again.alike >= len(first.filled)


def test_parts_that_are_not_filled_are_the_same_bytes(school: Workspace, tmp_path: Path) -> None:
    source, target = authority(tmp_path / "表.xlsx"), tmp_path / "填.xlsx"
    fill_workbook(plan_filling(school.view(), source), target)
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target) as new:
        assert old.namelist() == new.namelist()
        differing = {name for name in old.namelist() if old.read(name) != new.read(name)}
        assert differing - {"xl/workbook.xml"} == {"xl/worksheets/sheet1.xml"}
        assert b'fullCalcOnLoad="1"' in new.read("xl/workbook.xml")


def test_what_stands_there_is_not_replaced_and_is_told_where_it_differs(
    school: Workspace, tmp_path: Path
) -> None:
    source = authority(tmp_path / "表.xlsx")
    book = load_workbook(source)
    book["学生情况"]["C4"] = 1838
    book.save(source)
    plan = plan_filling(school.view(), source)
    assert "C4" not in filled(plan)
    assert [one.reason for one in plan.kept if one.cell == "C4"] == ["已填 1838，报告里是 1883，没有改"]


def test_a_protected_sheet_is_filled_where_it_is_open(school: Workspace, tmp_path: Path) -> None:
    source = authority(tmp_path / "表.xlsx", protected=True)
    assert len(filled(plan_filling(school.view(), source))) == 12
    book = load_workbook(source)
    book["学生情况"]["B3"].protection = Protection(locked=True)
    book.save(source)
    plan = plan_filling(school.view(), source)
    assert "B3" not in filled(plan)
    assert [one.reason for one in plan.kept if one.cell == "B3"] == ["工作表有保护，这一格是锁定的"]
    target = tmp_path / "填.xlsx"
    fill_workbook(plan, target)
    assert load_workbook(target)["学生情况"].protection.sheet


def test_missing_numbers_stay_empty_with_the_reason(school: Workspace, tmp_path: Path) -> None:
    view = school.view()
    school.do(set_cell(view, table_named(view, "学生情况对比表"), 1, 2, ""))
    plan = plan_filling(school.view(), authority(tmp_path / "表.xlsx"))
    assert [(one.cell, one.reason) for one in plan.kept] == [("C3", "报告里还没有这个数")]


def test_a_percentage_cell_gets_a_fraction(school: Workspace, tmp_path: Path) -> None:
    path, target = tmp_path / "表.xlsx", tmp_path / "填.xlsx"
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for line in (
        ["表 10 毕业生升学、就业情况对比表"],
        ["学年", "2018-2019", "2019-2020", "百分比（%）"],
        ["毕业生人数（人）", None, None, None],
        ["升学人数（人）", None, None, None],
        ["升学率（%）", None, None, None],
    ):
        sheet.append(line)
    sheet["C5"].number_format = "0.00%"
    book.save(path)
    plan = plan_filling(school.view(), path)
    fill_workbook(plan, target)
    after = load_workbook(target).active
    assert after is not None
    assert filled(plan)["C5"].endswith("%")
    assert round(float(after["C5"].value), 4) == 0.8192  # type: ignore[arg-type]  # openpyxl has wide types
    assert float(after["B5"].value) == 75.29  # type: ignore[arg-type]


def test_other_years_and_other_files_are_refused_with_a_sentence(school: Workspace, tmp_path: Path) -> None:
    late = authority(tmp_path / "新.xlsx", year="2022-2023", prior="2021-2022")
    with pytest.raises(UserError, match="2023 年的，打开的报告是 2020 年的"):
        plan_filling(school.view(), late)
    text = tmp_path / "表.csv"
    text.write_text("甲,乙\n1,2\n", encoding="utf-8")
    with pytest.raises(UserError, match=r"只能填写 \.xlsx"):
        plan_filling(school.view(), text)


def test_a_full_target_or_nothing_to_fill_leaves_the_folder_as_it_was(
    school: Workspace, tmp_path: Path
) -> None:
    source, target = authority(tmp_path / "表.xlsx"), tmp_path / "填.xlsx"
    fill_workbook(plan_filling(school.view(), source), target)
    again = plan_filling(school.view(), target)
    assert again.filled == []
    with pytest.raises(UserError, match="没有可以填的格"):
        fill_workbook(again, tmp_path / "又.xlsx")
    assert not (tmp_path / "又.xlsx").exists()


def test_an_empty_column_of_remarks_is_none_of_values(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (
        ["学生情况对比表"],
        ["项目", "2018-2019学年", "2019-2020学年", "备注"],
        ["招生人数", 636, None, None],
        ["全日制在校生数", 1868, None, None],
    ):
        sheet.append(row)
    book.save(tmp_path / "表.xlsx")
    workspace = sample(tmp_path)
    plan = plan_filling(workspace.view(), tmp_path / "表.xlsx")
    assert ("C3", "859") in [(one.cell, one.text) for one in plan.filled]
    workspace.close()
