"""Forms of all makes are filled: stamped, in halves, in other words; what is not sure stays empty."""

from __future__ import annotations

from pathlib import Path

import pytest
from examples import sample
from office_forms import Row, form

from qdesk.actions.fill_workbook import FillPlan, plan_filling
from qdesk.actions.workspace import Workspace

THIS, LAST = "2019-2020学年", "2018-2019学年"


@pytest.fixture
def school(tmp_path: Path) -> Workspace:
    return sample(tmp_path)


def plan(school: Workspace, folder: Path, rows: list[Row], *merges: str) -> FillPlan:
    return plan_filling(school.view(), form(folder / "表.xlsx", rows, merges))


def filled(found: FillPlan) -> dict[str, str]:
    return {one.cell: one.text for one in found.filled}


def test_a_stamped_form_with_a_column_of_units(school: Workspace, tmp_path: Path) -> None:
    """Its rows are of three tables of the report; 教学、实习设备总值 is called otherwise there."""
    rows: list[Row] = [
        ["中等职业学校办学基本情况统计表"],
        ["学校（盖章）：", None, None, "填表人：", None],
        ["序号", "指标", "单位", LAST, THIS],
        [1, "招生人数", "人"],
        [2, "全日制在校生数", "人"],
        [3, "学校占地面积", "平方米"],
        [4, "教学、实习设备总值", "元"],
        ["填表说明：数据截至9月1日。"],
    ]
    found = plan(school, tmp_path, rows, "A1:E1", "A8:E8")
    assert filled(found) == {
        "D4": "636", "E4": "859", "D5": "1868", "E5": "1883", "D6": "78042", "E6": "78042",
        "D7": "60956200", "E7": "64238400", "A2": "学校（盖章）：示例市职业技术学校",
    }  # fmt: skip
    assert any("报告里是“教学、实习设备”" in one.name for one in found.filled)


def test_two_halves_that_are_still_empty(school: Workspace, tmp_path: Path) -> None:
    rows: list[Row] = [
        [f"{THIS}学校数据采集表"],
        ["项目", "数值", "项目", "数值"],
        ["招生人数（人）", None, "毕业生数（人）", None],
        ["学校占地面积（平方米）", None, "巩固率（%）", None],
    ]
    found = filled(plan(school, tmp_path, rows, "A1:D1"))
    assert found == {"B3": "859", "B4": "78042", "D3": "603", "D4": "94"}


def test_this_year_and_last_year_by_words_and_both_kinds_of_change(school: Workspace, tmp_path: Path) -> None:
    """The report's own table compares by a ratio; the form asks for 增减数 and 增减率."""
    rows: list[Row] = [
        ["教师队伍情况"],
        ["项目", "本年数", "上年数", "增减数", "增减率（%）"],
        ["专任教师"],
        ["兼职教师比例（%）"],
        ["单位负责人：", None, "填表人：", None, "日期："],
    ]
    assert filled(plan(school, tmp_path, rows)) == {
        "B3": "139", "C3": "148", "D3": "-9", "E3": "-6.08",
        "B4": "24.46", "C4": "16.89", "D4": "7.57", "E4": "44.82",
    }  # fmt: skip


def test_a_line_of_the_own_school_over_all_schools(school: Workspace, tmp_path: Path) -> None:
    rows: list[Row] = [
        [f"全市中职学校基本情况汇总表（{THIS}）"],
        ["学校名称", "招生人数", "在校生数", "毕业生数"],
        ["示例市职业技术学校"],
    ]
    assert filled(plan(school, tmp_path, rows, "A1:D1")) == {"B3": "859", "C3": "1883", "D3": "603"}


def test_years_over_quantities_for_each_major(school: Workspace, tmp_path: Path) -> None:
    rows: list[Row] = [
        ["学生情况表"],
        ["专业", LAST, None, THIS, None],
        [None, "招生数", "在校生数", "招生数", "在校生数"],
        ["机电技术应用"],
        ["护理"],
    ]
    found = filled(plan(school, tmp_path, rows, "A1:E1", "A2:A3", "B2:C2", "D2:E2"))
    assert found == {
        "B4": "133", "C4": "383", "D4": "191", "E4": "408",
        "B5": "89", "C5": "244", "D5": "161", "E5": "305",
    }  # fmt: skip


def test_a_total_over_fewer_majors_than_the_report_has_is_left_to_the_user(
    school: Workspace, tmp_path: Path
) -> None:
    rows: list[Row] = [
        ["附表3  学生专业结构情况"],
        ["专业", f"{LAST}（人）", f"{THIS}（人）", "百分比（%）"],
        ["机电技术应用"],
        ["计算机应用"],
        ["合计"],
    ]
    found = plan(school, tmp_path, rows, "A1:D1")
    assert {one for one in filled(found) if one.endswith("5")} == set()
    assert "报告里合计是 1883" in next(one.reason for one in found.kept if one.cell == "C5")


def test_a_statistical_form_numbers_its_columns_and_has_remarks(school: Workspace, tmp_path: Path) -> None:
    rows: list[Row] = [
        ["学校资产统计表"],
        ["指标名称", "计量单位", "代码", THIS, "备注"],
        ["甲", "乙", "丙", "1", "丁"],
        ["学校总资产", "元", "01"],
        ["学校占地面积", "亩", "02"],
        ["校车", "辆", "03"],
    ]
    found = plan(school, tmp_path, rows, "A1:E1")
    assert filled(found) == {"D4": "164833000"}
    assert {one.cell for one in found.kept} == {"D5", "D6"}
    assert all("单位也合适" in one.reason for one in found.kept)


def test_labels_without_any_head_have_their_numbers_behind_them(school: Workspace, tmp_path: Path) -> None:
    rows: list[Row] = [
        [f"{THIS}中职学校基本情况表"],
        ["学校名称：示例市职业技术学校", None, "填表人："],
        ["1.学校规模"],
        ["1.1全日制在校生数（人）"],
        ["1.2 招生人数（人）"],
        ["（3）校车（辆）"],
        ["2.师资队伍", None, "2.1 专任教师（人）"],
        ["2.3 上年毕业生数"],
    ]
    found = plan(school, tmp_path, rows, "A1:D1")
    assert filled(found) == {"B4": "1883", "B5": "859", "D7": "139", "B8": "680"}
    assert "A4" not in {cell for _, cell, _ in found.left_out}


def test_one_such_label_is_a_title(school: Workspace, tmp_path: Path) -> None:
    with_title: list[Row] = [["招生人数"], ["说明：按学籍填写。"]]
    assert filled(plan(school, tmp_path, with_title)) == {}


def test_an_empty_form_with_formulas_only_in_its_total(school: Workspace, tmp_path: Path) -> None:
    """Nothing but the total has a number: the rows above it are no header."""
    rows: list[Row] = [
        ["分专业招生"],
        ["专业", LAST, THIS],
        ["护理"],
        ["烹饪"],
        ["合计", "=SUM(B3:B4)", "=SUM(C3:C4)"],
    ]
    found = filled(plan(school, tmp_path, rows, "A1:C1"))
    assert found == {"B3": "89", "C3": "161", "B4": "31", "C4": "46"}


def test_percentages_are_ratios_and_growth_beside_formulas_is_growth(
    school: Workspace, tmp_path: Path
) -> None:
    ratio: list[Row] = [
        ["学生"],
        ["项目", "2018-2019", "2019-2020", "百分比（%）"],
        ["招生人数（人）"],
        ["巩固率（%）"],
    ]
    assert filled(plan(school, tmp_path, ratio, "A1:D1"))["D3"] == "135.06"
    growth: list[Row] = [
        ["学生"],
        ["项目", "2018-2019", "2019-2020", "增减额", "增长率"],
        ["招生人数（人）", None, None, "=C3-B3"],
        ["毕业生数（人）", None, None, "=C4-B4"],
    ]
    assert filled(plan(school, tmp_path, growth, "A1:E1"))["E3"] == "35.06"


def test_a_part_of_a_row_is_not_the_whole_of_that_name(school: Workspace, tmp_path: Path) -> None:
    """中专班 of 招生人数 is no 中专班人数, which are the students."""
    rows: list[Row] = [["招生（人）"], ["项目", "上年", "本年"], ["招生人数"], ["其中：中专班"]]
    assert filled(plan(school, tmp_path, rows, "A1:C1")) == {"B3": "636", "C3": "859"}


@pytest.mark.parametrize(
    ("line", "cell", "text"),
    [
        (["填报单位（盖章）："], "A2", "填报单位（盖章）：示例市职业技术学校"),
        (["学校名称：____________"], "A2", "学校名称：示例市职业技术学校"),
        (["学校名称", None], "B2", "示例市职业技术学校"),
        (["填报年度：", None], "A2", "填报年度：2019-2020学年"),
        (
            ["填报单位（公章）：                              填表人：        联系电话："],
            "A2",
            "填报单位（公章）：示例市职业技术学校            填表人：        联系电话：",
        ),
        (["单位：填表人：李"], "A2", "单位：示例市职业技术学校  填表人：李"),
    ],
)
def test_a_form_asks_who_reports(school: Workspace, tmp_path: Path, line: Row, cell: str, text: str) -> None:
    rows: list[Row] = [["数据采集表"], line, ["项目", THIS], ["招生人数（人）"], ["毕业生数（人）"]]
    found = filled(plan(school, tmp_path, rows))
    assert found[cell] == text
    assert found["B4"] == "859"


@pytest.mark.parametrize(
    "line", [["填报单位：某某学校"], ["单位：万元"], ["审核人："], ["学校名称", "某某学校"], ["单位（人）"]]
)
def test_what_is_filled_in_or_asks_for_something_else_stays(
    school: Workspace, tmp_path: Path, line: Row
) -> None:
    rows: list[Row] = [["数据采集表"], line, ["项目", THIS], ["招生人数（人）"], ["毕业生数（人）"]]
    assert not {"A2", "B2"} & set(filled(plan(school, tmp_path, rows)))
