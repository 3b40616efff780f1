"""How offices lay out small tables: signs for nothing, units in cells, lists in pairs, stated totals."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

from invented import Rows, at, previewed, values

D = Decimal


def test_a_first_row_of_nothing_but_signs_is_no_head(tmp_path: Path) -> None:
    rows: Rows = [
        ["国际合作情况表"],
        ["指标", "单位", "2019年", "2020年"],
        ["接收留学生数", "人", "无", "无"],
        ["接收访学教师", "人", "—", 0],
        ["合作办学专业", "个", 1, 2],
    ]
    preview = previewed(tmp_path, Sheet1=rows)
    assert (at(preview, "D5").read.row, at(preview, "D5").read.unit) == ("合作办学专业", "个")
    assert at(preview, "C3").read.row == "接收留学生数"


def test_every_row_keeps_the_unit_in_its_cells(tmp_path: Path) -> None:
    rows: Rows = [
        ["学校基本情况表"],
        ["内容", "2018-2019学年", "2019-2020学年"],
        ["在校学生总数", "1821人", "1883人"],
        ["固定资产总值", "4,860.5万元", "5,012万元"],
        ["校园占地", "120亩", "120亩"],
        ["纸质图书", "3.6万册", "3.8万册"],
        ["校车", "3辆", "4辆"],
    ]
    preview = previewed(tmp_path, Sheet1=rows)
    read = {cell: at(preview, cell).read for cell in ("C4", "C5", "C6", "C7")}
    assert {cell: one.unit for cell, one in read.items()} == {
        "C4": "万元",
        "C5": "亩",
        "C6": "万册",
        "C7": "辆",
    }
    assert not any(one.doubt for one in read.values())


def test_a_line_for_the_telephone_ends_no_list_of_pairs(tmp_path: Path) -> None:
    rows: Rows = [
        ["某某市职业学校党建工作基本数据（2020年）"],
        ["党支部", 4, "正式党员", 86],
        ["入党积极分子", 9, "党员大会", "6次"],
        ["联系人：某某", None, "电话 0371-6655123"],
    ]
    preview = previewed(tmp_path, Sheet1=rows)
    assert {cell: one[::2] for cell, one in values(preview).items()} == {
        "B2": ("党支部", D(4)),
        "D2": ("正式党员", D(86)),
        "B3": ("入党积极分子", D(9)),
        "D3": ("党员大会", D(6)),
    }


def test_entries_are_never_taken_for_heads(tmp_path: Path) -> None:
    rows: Rows = [
        ["2020年党建工作基本数据"],
        ["党支部", 4, "正式党员", 86],
        ["入党积极分子", 9, "党员大会", "6次"],
        ["由办公室汇总", None, "核对过两次", None],
    ]
    good: Rows = [["表 2 学生情况对比表"], ["项目", "2018-2019", "2019-2020"], ["招生人数（人）", 636, 859]]
    preview = previewed(tmp_path, 学生=good, Sheet1=rows)
    assert [table.sheet for table in preview.tables] == ["学生"]
    assert "第一行就是数字" in preview.proposal.sheets[1].left_out[0].reason


def test_what_stands_beside_the_name_of_a_class_is_not_its_name(tmp_path: Path) -> None:
    rows: Rows = [
        ["班级", "班主任", "男", "女", "合计"],
        ["护理一班", "甲老师", 5, 39, 44],
        ["护理二班", "乙老师", 3, 40, 43],
        ["总计", None, 8, 79, 87],
    ]
    preview = previewed(tmp_path, Sheet1=rows)
    assert [at(preview, cell).read.member for cell in ("C2", "D3")] == ["护理一班", "护理二班"]
    assert at(preview, "D3").read.unit == "人"


def test_a_second_column_of_names_is_what_the_rows_are_called(tmp_path: Path) -> None:
    rows: Rows = [
        ["2020年学生专业情况"],
        ["专业大类", "专业", "在校生（人）", "毕业生（人）"],
        ["交通运输大类", "汽修", 120, 40],
        ["医药卫生大类", "护理", 300, 98],
        ["合计", None, 420, 138],
    ]
    preview = previewed(tmp_path, Sheet1=rows)
    assert [at(preview, cell).read.member for cell in ("C3", "C4")] == ["汽修", "护理"]


def test_a_word_that_many_names_end_with_is_none_of_them(tmp_path: Path) -> None:
    rows: Rows = [
        ["满意度调查情况表"],
        ["调查内容", "满意度（%）", "调查人次"],
        ["在校生满意度", 94.5, 1250],
        ["家长满意度", 93.1, 890],
    ]
    preview = previewed(tmp_path, Sheet1=rows)
    assert not at(preview, "B3").read.doubt.startswith("本报告的表里没有“满意度”")


MONEY: Rows = [
    ["经费收支情况表（单位：万元）"],
    ["项目", "2019年", "2020年"],
    ["一、收入合计", 300.5, 410],
    ["1.财政拨款", 200.5, 300],
    ["其中：专项", 50, 60],
    ["2.事业收入", 100, 100],
    ["二、支出合计", 250, 310],
    ["1.人员支出", 200, 250],
    ["2.公用支出", 50, 60],
]


def test_a_stated_total_that_its_parts_contradict_is_told(tmp_path: Path) -> None:
    preview = previewed(tmp_path, Sheet1=MONEY)
    told = {one.read.cell: one.read.disagrees for one in preview.tables[0].values if one.read.disagrees}
    assert told == {"C3": "文件里是 410，下面 2 项相加是 400"}


def test_rows_that_never_add_up_are_no_parts(tmp_path: Path) -> None:
    rows = [*MONEY[:3], ["1.财政拨款", 20.5, 30], *MONEY[4:]]
    preview = previewed(tmp_path, Sheet1=rows)
    assert not any(one.read.disagrees for one in preview.tables[0].values)
