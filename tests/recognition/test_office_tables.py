"""What offices send in: units in columns and cells of their own, totals below parts, fields above."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from examples import empty
from invented import Rows, at, previewed, values, workbook

from qdesk.actions.import_preview import preview_import

D = Decimal


def test_a_column_of_units_is_not_that_of_money_beside_it(tmp_path: Path) -> None:
    rows: Rows = [
        ["学校固定资产统计表"],
        ["截至2020年6月30日", None, None, None, "金额单位：元"],
        ["类别", "计量单位", "数量", "账面原值", "累计折旧"],
        ["房屋", "平方米", 12400.5, 21800000, 4360000],
        ["专用设备", "台（套）", 640, 8366480, 5238700],
        ["图书", "册", 36420, 834080, 0],
    ]
    preview = previewed(tmp_path, 资产=rows)
    read = {cell: at(preview, cell).read for cell in ("C4", "D4", "E5", "C6", "D6", "E6")}
    units = {"C4": "平方米", "D4": "元", "E5": "元", "C6": "册", "D6": "元", "E6": "元"}
    assert {cell: one.unit for cell, one in read.items()} == units
    assert not any(one.doubt for one in read.values())


def test_quantities_below_the_total_are_none_of_its_columns(tmp_path: Path) -> None:
    rows: Rows = [
        ["2019—2020学年证书获取情况统计表"],
        ["序号", "证书名称", "报考人数", "获证人数"],
        [1, "电工", 86, 79],
        [2, "焊工", 64, 60],
        ["合计", None, 150, 139],
        [],
        ["双证书获取率（%）", None, 91.4],
    ]
    preview = previewed(tmp_path, 证书=rows)
    read = at(preview, "C7").read
    assert (read.row, read.measure, read.unit) == ("双证书获取率（%）", "双证书获取率", "%")


def test_a_total_below_its_numbered_parts_is_held_against_them(tmp_path: Path) -> None:
    rows: Rows = [
        ["收入支出决算表"],
        ["2020年度", None, None, "单位：元"],
        ["收入", None, None, "支出"],
        ["项目", "年初预算数", "决算数", "项目", "年初预算数", "决算数"],
        ["一、财政拨款", 3100, 3250, "一、基本支出", 2800, 2900],
        ["二、事业收入", 400, 450, "二、项目支出", 700, 800],
        ["本年收入合计", 3500, 3700, "本年支出合计", 3500, 3600],
    ]
    preview = previewed(tmp_path, 决算=rows)
    told = {one.read.cell: one.read.disagrees for table in preview.tables for one in table.values}
    assert {cell: text for cell, text in told.items() if text} == {
        "F7": "文件里是 3600，上面 2 项相加是 3700"
    }
    assert [one.title for one in preview.tables] == ["收入", "支出"]


def test_what_stands_beside_the_unit_is_said_of_the_table(tmp_path: Path) -> None:
    rows: Rows = [
        ["2019—2020学年第一学期一年级班级情况"],
        ["年级：2019级", None, None, None, "单位：人"],
        ["班级", "班主任", "男生", "女生", "合计"],
        ["护理1901班", "甲某", 6, 40, 46],
        ["烹饪1902班", "乙某", 30, 8, 38],
        ["全年级（2个班）", None, 36, 48, 84],
    ]
    preview = previewed(tmp_path, 一年级=rows)
    assert (at(preview, "C4").read.value, at(preview, "C4").read.unit) == (D(6), "人")
    assert at(preview, "C6").read.computed


def test_a_day_of_counting_is_of_the_school_year_that_begins(tmp_path: Path) -> None:
    rows: Rows = [
        ["各专业男女生人数"],
        ["统计时间：2019年9月15日", None, "单位：人"],
        ["专业", "男", "女"],
        ["护理", 12, 240],
        ["烹饪", 130, 22],
    ]
    preview = previewed(tmp_path, 人数=rows)
    assert preview.proposal.current_year == 2020
    assert at(preview, "C4").read.offset == 0
    (tmp_path / "december").mkdir()
    rows[1][0] = "统计时间：2019年12月31日"
    late = previewed(tmp_path / "december", 人数=rows)
    assert all(one.read.doubt for table in late.tables for one in table.values)


@pytest.mark.parametrize(
    "table",
    [
        [
            ["贫困学生认定"],
            ["年级", "人数", "补助"],
            ["一年级", "126人", "3.2万元"],
            ["二年级", "97人", "2.4万元"],
        ],
        [["社团"], ["成员", "1170人"], ["活动时长", "8952小时"], ["场地", "3间"]],
        [
            ["2020年资助发放统计表"],
            ["项目", "人数（人）", "来源"],
            ["助学金", 612, "县级"],
            ["奖学金", 120, "学校"],
        ],
        [
            ["满意度问卷汇总"],
            ["一、回收"],
            ["对象", "发放（份）", "有效（份）"],
            ["学生", 90, 85],
            ["家长", 80, 70],
        ],
    ],
)
def test_units_in_cells_or_everywhere_in_the_head_tell_that_a_table_counts_something(
    tmp_path: Path, table: Rows
) -> None:
    assert len(previewed(tmp_path, Sheet1=table).tables) == 1


@pytest.mark.parametrize(
    "table",
    [
        [["食堂采购"], ["品名", "数量", "金额"], ["大米", "20袋", "2400元"], ["油", "10桶", "900元"]],
        [["捐款情况"], ["班级", "人数（人）", "金额（元）"], ["护理1班", 45, 440], ["护理2班", 43, 430]],
        [["教师津贴（元）"], ["姓名", "基本", "绩效"], ["甲", 3200, 800], ["乙", 3500, 900]],
    ],
)
def test_units_alone_make_no_table_of_the_reports(tmp_path: Path, table: Rows) -> None:
    assert not previewed(tmp_path, Sheet1=table).tables


def test_the_year_in_the_name_of_a_file_dates_its_tables(tmp_path: Path) -> None:
    rows: Rows = [
        ["合作企业及实习生安排（人）"],
        ["合作企业", "实习生", "教师"],
        ["甲酒店", 48, 2],
        ["乙超市", 36, 1],
    ]
    salaries: Rows = [["工资（元）"], ["姓名", "基本", "绩效"], ["甲", 3200, 800], ["乙", 3500, 900]]
    workspace = empty(tmp_path, "2020")
    file = workbook(tmp_path / "2020年各处室上报数据.xlsx", 就业办=rows, 财务=salaries)
    preview = preview_import(workspace.view(), file)
    workspace.close()
    assert [one.sheet for one in preview.tables] == ["就业办"]


def test_a_list_goes_on_behind_a_blank_column(tmp_path: Path) -> None:
    rows: Rows = [
        ["学生处"],
        [],
        ["在册学生", "2204人", None, "违纪处分", "6人"],
        ["学生社团", "23个", None, "志愿服务时长", "8952小时"],
        ["心理辅导", "214人次", None, "体质达标率", "93.1%"],
    ]
    preview = previewed(tmp_path, 学生处=rows)
    assert {cell: value[0] for cell, value in values(preview).items() if cell.startswith("E")} == {
        "E3": "违纪处分",
        "E4": "志愿服务时长",
        "E5": "体质达标率",
    }


FORM: Rows = [
    ["学校基本情况登记表"],
    ["填报时间：2020年5月12日"],
    ["学校名称", "某某市职业学校", None, None, "学校标识码", 3613000127],
    ["校长", "甲某", "办公电话", "0371-6655123", "邮政编码", "330029"],
    ["占地面积", "１２８亩", "建筑面积", "37,149平方米", "绿化面积", "约 2.1万平方米"],
    ["在校生", "２，４１６人", "其中女生", "1 036人", "住校生", 1988],
    ["班级数", "58个", "纸质图书", "6.２万册", "平均班额", "41.7人/班"],
    ["主要荣誉", "2019年被评为省级重点职业学校"],
]


def test_labels_and_answers_side_by_side_are_read_across(tmp_path: Path) -> None:
    preview = previewed(tmp_path, 登记表=FORM)
    read = {cell: (name, value) for cell, (name, _, value) in values(preview).items()}
    assert read == {
        "B5": ("占地面积", D(128)),
        "D5": ("建筑面积", D(37149)),
        "F5": ("绿化面积", "约 2.1万平方米"),
        "B6": ("在校生", D(2416)),
        "D6": ("其中女生", D(1036)),
        "F6": ("住校生", D(1988)),
        "B7": ("班级数", D(58)),
        "D7": ("纸质图书", D("6.2")),
        "F7": ("平均班额", D("41.7")),
    }
    assert at(preview, "F5").read.doubt
    assert at(preview, "D6").read.parent == "在校生"
    left = {one.cell for one in preview.proposal.sheets[0].left_out}
    assert {"A3", "E3", "A4", "C4", "E4", "A8"} <= left


def test_a_head_over_names_and_numbers_in_turn_makes_no_form(tmp_path: Path) -> None:
    rows: Rows = [
        ["2020年班级情况统计"],
        ["班级", "人数", "班主任", "课时"],
        ["护理1班", "46人", "甲某", "120课时"],
        ["护理2班", "44人", "乙某", "110课时"],
        ["烹饪1班", "40人", "丙某", "90课时"],
        ["烹饪2班", "38人", "丁某", "80课时"],
    ]
    preview = previewed(tmp_path, Sheet1=rows)
    left = [one.reason for one in preview.proposal.sheets[0].left_out]
    assert not any("登记表" in one for one in left)


def test_parts_of_numbered_rows_count_once_in_the_total(tmp_path: Path) -> None:
    rows: Rows = [
        ["2020年校舍面积统计表（平方米）"],
        ["用途", "面积", "其中：新增"],
        ["总计", 900, 50],
        ["一、教学用房", 600, 50],
        ["  教室", 400, 0],
        ["  图书室", 200, 50],
        ["二、行政用房", 100, 0],
        ["三、生活用房", 200, 0],
        ["  宿舍", 150, 0],
        ["  食堂", 50, 0],
    ]
    preview = previewed(tmp_path, 校舍=rows)
    assert at(preview, "B3").read.computed
    assert not any(one.read.disagrees for table in preview.tables for one in table.values)
