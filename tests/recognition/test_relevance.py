"""What speaks in the report's own words is taken unasked, also without a head; office business is not."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from invented import Rows, at, previewed, values

from qdesk.actions.import_questions import questions
from qdesk.recognition.causes import Cause

D = Decimal
MAJORS: Rows = [
    ["专业", "一年级", "二年级", "合计"],
    ["护理", 120, 110, 230],
    ["烹饪", 80, 76, 156],
    ["合计", 200, 186, 386],
]


@pytest.mark.parametrize(
    "table",
    [
        [["各专业在校生人数"], *MAJORS],
        [["经费收入情况表"], ["项目", "金额"], ["财政拨款", 1862.4], ["事业收入", 412.7], ["合计", 2275.1]],
        [["专任教师学历结构"], ["学历", "人数"], ["研究生", 22], ["本科", 118], ["专科", 6]],
        [["学生社团活动统计"], ["社团", "成员数", "活动次数"], ["合唱团", 45, 12], ["篮球社", 60, 20]],
        [["某某市职业学校专任教师结构"], ["学历", "35岁以下", "合计"], ["研究生", 22, 22], ["合计", 22, 22]],
        [["专业", "实习人数", "实习企业数"], ["护理", 98, 6], ["烹饪", 70, 15]],
    ],
)
def test_tables_of_the_reports_subjects_need_no_number_year_or_unit(tmp_path: Path, table: Rows) -> None:
    preview = previewed(tmp_path, Sheet1=table)
    assert len(preview.tables) == 1


@pytest.mark.parametrize(
    "table",
    [
        [["食堂采购清单"], ["品名", "数量", "金额"], ["大米", 20, 2400], ["油", 10, 900], ["合计", 30, 3300]],
        [["教师工资表"], ["姓名", "基本工资", "津贴"], ["甲", 3200, 800], ["乙", 3500, 900]],
        [["期末考试考场安排"], ["考场", "人数", "监考"], ["一", 30, 2], ["二", 30, 2]],
        [["班级考勤统计"], ["班级", "应到", "实到"], ["护理1班", 45, 44], ["护理2班", 43, 43]],
        [["教材征订"], ["书名", "数量", "单价"], ["语文", 120, 23.5], ["数学", 120, 21]],
        [["学生名册"], ["姓名", "年龄", "分数"], ["甲", 16, 80], ["乙", 17, 85]],
        [["2020年教材情况统计"], ["书名", "数量"], ["语文", 120], ["数学", 130]],
        [["2020年运动会情况统计"], ["班级", "金牌", "得分"], ["一班", 3, 78], ["二班", 2, 60]],
        [["水电费"], ["月份", "用电量", "金额"], ["一月", 1200, 800], ["二月", 900, 600]],
    ],
)
def test_the_daily_business_of_an_office_is_left_out_and_named(tmp_path: Path, table: Rows) -> None:
    good: Rows = [["表 2 学生情况对比表"], ["项目", "2018-2019", "2019-2020"], ["招生人数（人）", 636, 859]]
    preview = previewed(tmp_path, 学生=good, Sheet2=table)
    assert [one.sheet for one in preview.tables] == ["学生"]
    assert preview.proposal.sheets[1].left_out


def test_a_list_without_a_head_loses_no_line(tmp_path: Path) -> None:
    rows: Rows = [["2020年信息化建设情况"], ["1. 多媒体教室（间）", 68], ["2. 智慧教室（间）", 12]]
    preview = previewed(tmp_path, Sheet1=rows)
    assert values(preview) == {
        "B2": ("1. 多媒体教室（间）", 0, D(68)),
        "B3": ("2. 智慧教室（间）", 0, D(12)),
    }
    assert [one.label for one in preview.tables[0].proposal.layout.columns] == ["项目", "数值"]


def test_units_and_numbers_of_lines_stand_beside_a_list_without_a_head(tmp_path: Path) -> None:
    rows: Rows = [["2020年学校资产"], [1, "占地面积", "亩", 120], [2, "图书", "册", 81200]]
    preview = previewed(tmp_path, Sheet1=rows)
    assert {cell: value[2] for cell, value in values(preview).items()} == {"D2": D(120), "D3": D(81200)}
    assert at(preview, "D2").read.unit == "亩"


def test_pairs_of_names_and_numbers_go_on_at_the_right(tmp_path: Path) -> None:
    rows: Rows = [
        ["2020年学校概况"],
        ["占地面积（亩）", 120, "建筑面积（平方米）", 41233],
        ["教职工（人）", 188, "班级数（个）", 52],
        ["计算机（台）", 860],
    ]
    found = {cell: value[::2] for cell, value in values(previewed(tmp_path, Sheet1=rows)).items()}
    assert found == {
        "B2": ("占地面积（亩）", D(120)),
        "D2": ("建筑面积（平方米）", D(41233)),
        "B3": ("教职工（人）", D(188)),
        "D3": ("班级数（个）", D(52)),
        "B4": ("计算机（台）", D(860)),
    }


@pytest.mark.parametrize("head", [["专业", "1", "2"], ["年级", 2018, 2019], ["月份", 1, 2]])
def test_a_head_of_numbers_is_a_head(tmp_path: Path, head: list[object]) -> None:
    rows: Rows = [["2020年学生人数（人）"], head, ["护理", 40, 41], ["烹饪", 30, 31]]
    assert not {"B2", "C2"} & set(values(previewed(tmp_path, Sheet1=rows)))


@pytest.mark.parametrize("name", ["某某县第二职业中学", "青禾市职业中等专业学校", "江城技师学院"])
def test_another_schools_name_in_the_caption_is_asked_about(tmp_path: Path, name: str) -> None:
    rows: Rows = [
        [f"{name}招生情况表"],
        ["项目", "2018-2019", "2019-2020"],
        ["招生人数（人）", 310, 298],
    ]
    preview = previewed(tmp_path, Sheet1=rows)
    (question,) = questions(preview)
    assert question.cause is Cause.OWNER
    assert name in question.text
    assert preview.tables[0].waits


@pytest.mark.parametrize(
    "caption",
    ["某某市职业学校招生情况表", "2020年学校招生情况表", "各职业学校招生情况表", "合作学校招生情况表"],
)
def test_the_own_name_and_words_for_schools_name_nobody_else(tmp_path: Path, caption: str) -> None:
    rows: Rows = [[caption], ["项目", "2018-2019", "2019-2020"], ["招生人数（人）", 310, 298]]
    assert questions(previewed(tmp_path, Sheet1=rows)) == []


def test_a_department_of_the_school_is_nobody_else(tmp_path: Path) -> None:
    rows: Rows = [
        *([["2020年学生情况统计表"], ["填报单位：后勤科"], ["项目", "数值"]]),
        *([["招生人数（人）", 310], ["毕业生数（人）", 298]]),
    ]
    assert questions(previewed(tmp_path, Sheet1=rows)) == []


def test_a_part_is_counted_as_the_whole_is(tmp_path: Path) -> None:
    rows: Rows = [
        ["学生规模"],
        ["年份", "2019年", "2020年"],
        ["在校生（人）", 90, 80],
        ["其中：女生", 40, 41],
    ]
    part = at(previewed(tmp_path, Sheet1=rows), "C4").read
    assert (part.unit, part.doubt) == ("人", "")


def test_one_neighbour_says_nothing_of_a_unit(tmp_path: Path) -> None:
    rows: Rows = [["2020年实训设备"], ["实训室", "设备（台套）", "工位"], ["护理", 120, 80], ["烹饪", 96, 90]]
    seats = at(previewed(tmp_path, Sheet1=rows), "C3").read
    assert (seats.unit, seats.doubt) == ("", "")
