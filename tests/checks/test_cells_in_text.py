"""Sentences beside a table of any make: each number is found where it is not that of the cell it tells.

A sentence has its numbers in braces. As written it is true; each number in turn is made wrong.
"""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path

import pytest
from printed_documents import Rows, findings

HOLE = re.compile(r"\{([\d.]+)\}")

MAJORS: tuple[str, Rows] = (
    "表 1 2024年各专业在校生分布（单位：人）",
    [
        ["序号", "专业名称", "一年级", "二年级", "三年级", "合计", "占比（%）"],
        ["1", "会计事务", "114", "51", "167", "332", "19.08"],
        ["2", "数控技术应用", "111", "87", "172", "370", "21.26"],
        ["3", "电子商务", "51", "69", "118", "238", "13.68"],
        ["4", "中餐烹饪", "255", "335", "210", "800", "45.98"],
        ["合计", "", "531", "542", "667", "1740", "100"],
    ],
)
POSTS: tuple[str, Rows] = (
    "表 1 专任教师职称结构",
    [
        ["职称", "人数", "占比"],
        ["高级", "33", "20.50%"],
        ["中级", "48", "29.81%"],
        ["初级", "80", "49.69%"],
        ["合计", "161", "100%"],
    ],
)
AGES: tuple[str, Rows] = (
    "表 1 专任教师年龄结构",
    [
        ["年龄段", "35岁及以下", "36—45岁", "46岁及以上", "合计"],
        ["人数（人）", "60", "37", "64", "161"],
        ["比例（%）", "37.27", "22.98", "39.75", "100"],
    ],
)
MONEY: tuple[str, Rows] = (
    "表 1 学校收入情况",
    [
        ["收入来源", "2023年（万元）", "2024年（万元）", "增减额", "本年占比（%）"],
        ["财政拨款", "1831.93", "1944.83", "112.90", "73.74"],
        ["专项补助", "421.51", "386.32", "-35.19", "14.65"],
        ["事业收入", "254.23", "306.09", "51.86", "11.61"],
        ["合计", "2507.67", "2637.24", "129.57", "100"],
    ],
)
AID: tuple[str, Rows] = (
    "表 1 学生资助情况统计",
    [
        ["资助项目", "春季学期", "春季学期", "秋季学期", "秋季学期", "全年合计", "全年合计"],
        ["资助项目", "人次", "金额（万元）", "人次", "金额（万元）", "人次", "金额（万元）"],
        ["国家助学金", "654", "65.40", "536", "53.60", "1190", "119.00"],
        ["免学费", "1148", "114.80", "1609", "160.90", "2757", "275.70"],
        ["校内资助", "98", "9.80", "120", "12.00", "218", "21.80"],
        ["合计", "1900", "190.00", "2265", "226.50", "4165", "416.50"],
    ],
)
PREMISES: tuple[str, Rows] = (
    "表 1 办学条件主要指标",
    [
        ["项目", "总量", "生均", "合格标准"],
        ["占地面积（平方米）", "87443", "37.87", "33"],
        ["建筑面积（平方米）", "51930", "22.49", "20"],
        ["仪器设备值（万元）", "6549.64", "2.84", "0.3"],
        ["纸质图书（册）", "85891", "37.20", "30"],
    ],
)
NEW: tuple[str, Rows] = (
    "表 1 招生计划完成情况",
    [
        ["专业", "招生计划（人）", "实际招生（人）", "完成率（%）", "去年招生（人）", "比去年增减（人）"],
        ["幼儿保育", "100", "102", "102.00", "112", "-10"],
        ["数控技术应用", "120", "101", "84.17", "93", "8"],
        ["作物生产技术", "240", "224", "93.33", "198", "26"],
        ["合计", "460", "427", "92.83", "403", "24"],
    ],
)
COURSES: tuple[str, Rows] = (
    "表 1 面向社会开展培训一览",
    [
        ["培训项目", "期数", "人次", "学时", "经费（万元）"],
        ["退役军人培训", "9", "528", "108", "12.2"],
        ["企业职工培训", "5", "444", "161", "23.5"],
        ["社区教育", "10", "699", "256", "22.6"],
        ["总计", "24", "1671", "525", "58.3"],
    ],
)
SITES: tuple[str, Rows] = (
    "表 1 各校区基本情况",
    [
        ["校区", "主校区", "东校区", "全校"],
        ["学生（人）", "1409", "826", "2235"],
        ["教职工（人）", "77", "47", "124"],
        ["校舍面积（平方米）", "31930", "26346", "58276"],
    ],
)
PRIZES: tuple[str, Rows] = (
    "表 1 师生技能大赛获奖统计（单位：项）",
    [
        ["级别", "一等奖", "二等奖", "三等奖", "合计"],
        ["国家级", "1", "3", "4", "8"],
        ["省级", "3", "9", "9", "21"],
        ["市级", "12", "14", "12", "38"],
        ["合计", "16", "26", "25", "67"],
    ],
)

TRUE = [
    (
        MAJORS,
        (
            "学校现开设{4}个专业，在校生共1740人。其中中餐烹饪专业规模最大，有{800}人，占{45.98}%。"
            "一年级{531}人，二年级{542}人，三年级{667}人。"
        ),
    ),
    (POSTS, "专任教师中，高级职称{33}人、中级职称{48}人，分别占{20.50}%和{29.81}%。"),
    (AGES, "其中35岁及以下青年教师{60}人，占{37.27}%；46岁及以上{64}人。"),
    (MONEY, "学校总收入{2637.24}万元，较上年增加{129.57}万元。其中，财政拨款{1944.83}万元，占{73.74}%。"),
    (
        AID,
        (
            "学校全年共资助学生{4165}人次，资助金额{416.50}万元，其中国家助学金{1190}人次、{119.00}万元，"
            "免学费{2757}人次。春季学期资助{1900}人次，秋季学期资助{2265}人次。"
        ),
    ),
    (
        PREMISES,
        (
            "学校占地面积{87443}平方米，建筑面积{51930}平方米。按在校生{2309}人计算，生均占地面积{37.87}平方米，"
            "生均建筑面积{22.49}平方米，高于国家标准的33平方米和20平方米。纸质图书{8.59}万册，生均{37.20}册。"
        ),
    ),
    (
        NEW,
        "学校计划招生{460}人，实际招生{427}人，完成计划的{92.83}%，比去年多招{24}人。幼儿保育专业招生{102}人。",
    ),
    (
        COURSES,
        "全年培训{1671}人次，培训收入58.3万元。其中企业职工培训{444}人次，占{26.57}%，社区教育{699}人次。",
    ),
    (
        SITES,
        "主校区学生{1409}人、教职工{77}人，东校区学生{826}人、教职工{47}人；两校区校舍面积合计{58276}平方米。",
    ),
    (
        PRIZES,
        "共获奖{67}项，其中国家级{8}项、省级{21}项、市级{38}项；一等奖{16}项、二等奖{26}项、三等奖{25}项。",
    ),
]

CLEAN = [
    (MAJORS, "中餐烹饪专业新增设备120台，校外基地12个，合作企业10家。在校生共1740人。"),
    (MAJORS, "在校生共1740人，中餐烹饪专业女生410人，占51.25%。会计事务专业上年招生98人。"),
    (MAJORS, "在校生共1740人。中餐烹饪专业计划招生280人，力争在校生达到900人。"),
    (MAJORS, "在校生共1740人，其中中餐烹饪800人。三年级下企业实习300人，二年级参加技能鉴定521人。"),
    (POSTS, "高级职称33人。本年新评高级职称5人，中级职称8人，外聘高级职称教师12人。"),
    (MONEY, "学校总收入2637.24万元。财政拨款中用于实训楼建设600万元，占30.85%。"),
    (MONEY, "学校总收入2637.24万元，上年为2507.67万元。事业收入主要是住宿费280万元。"),
    (AID, "共资助学生4165人次。国家助学金每生每年2000元，免学费标准每生2400元。"),
    (PREMISES, "学校占地面积87443平方米，其中运动场12000平方米，规划新征占地面积20000平方米。"),
    (NEW, "实际招生427人，其中幼儿保育专业招收外县学生36人，单独招生考试录取21人。"),
    (COURSES, "全年培训1671人次。承办企业职工培训考试3场，参加120人次，社区教育志愿者66人次。"),
    (SITES, "主校区学生1409人。东校区学生食堂可容纳800人，东校区学生宿舍312间。"),
    (PRIZES, "共获奖67项，其中国家级8项。省级优秀指导教师9人，市级以上先进集体4个。"),
]


def is_of_the_text(rule: str) -> bool:
    return rule.endswith("_in_text") or rule in ("told_twice", "stale_number")


def told(folder: Path, table: tuple[str, Rows], text: str) -> list[tuple[str, str]]:
    found = findings(folder, text, table)
    return [(one.found, one.expected) for one in found if is_of_the_text(one.rule)]


@pytest.mark.parametrize(("table", "sentence"), TRUE, ids=lambda one: str(one[0])[:12])
def test_every_number_of_a_sentence_is_held_against_the_table(
    tmp_path: Path, table: tuple[str, Rows], sentence: str
) -> None:
    assert told(tmp_path, table, HOLE.sub(r"\1", sentence)) == []
    missed: list[str] = []
    for hole in HOLE.finditer(sentence):
        said = Decimal(hole[1])
        wrong = said + max(Decimal(2), (said * Decimal("0.07")).quantize(said))
        text = (
            HOLE.sub(r"\1", sentence[: hole.start()]) + f"{wrong}" + HOLE.sub(r"\1", sentence[hole.end() :])
        )
        if not any(f"{said}" in expected for _, expected in told(tmp_path, table, text)):
            missed.append(f"{said} → {wrong}")
    assert missed == []


@pytest.mark.parametrize(("table", "sentence"), CLEAN, ids=lambda one: str(one[0])[:12])
def test_what_is_said_of_other_things_in_the_same_words_is_left_alone(
    tmp_path: Path, table: tuple[str, Rows], sentence: str
) -> None:
    assert told(tmp_path, table, sentence) == []


def test_a_table_is_only_held_against_a_paragraph_that_speaks_of_it(tmp_path: Path) -> None:
    assert told(tmp_path, MAJORS, "会计事务专业350人参加了校庆，电子商务专业有志愿者260人。") == []


def test_amounts_and_what_comes_to_a_head_must_be_of_one_number_of_students(tmp_path: Path) -> None:
    caption, rows = PREMISES
    for row, column, text, expected in ((4, 2, "44.64", "37.20"), (1, 1, "874430", "87443")):
        wrong = [list(one) for one in rows]
        wrong[row][column] = text
        [found] = findings(tmp_path, (caption, wrong))
        assert (found.row, found.column, found.expected) == (row, column, expected)


def test_shares_of_a_total_are_found_in_both_directions(tmp_path: Path) -> None:
    caption, rows = AGES
    wrong = [list(one) for one in rows]
    wrong[2][3] = "44.72"
    [found] = findings(tmp_path, (caption, wrong))
    assert (found.rule, found.row, found.column, found.expected) == ("wrong_rate", 2, 3, "39.75")


def test_a_part_is_blamed_where_its_share_and_the_total_agree(tmp_path: Path) -> None:
    rows: Rows = [
        ["支出项目", "人员经费", "公用经费", "项目支出", "其他", "总支出"],
        ["金额（万元）", "1476.85", "257.45", "369.21", "251.43", "2624.94"],
        ["占比（%）", "56.26", "20.09", "14.07", "9.58", "100"],
    ]
    found = findings(tmp_path, ("表 1 学校支出情况", rows))
    assert [(one.rule, one.row, one.column, one.expected) for one in found] == [
        ("wrong_part", 1, 2, "527.45")
    ]


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("毕业生596人，就业575人，尚未就业21人。", []),
        ("毕业生596人，就业575人，尚未就业25人。", ["21人"]),
        ("全年总收入2637.24万元，总支出2624.94万元，收支结余17.30万元。", ["12.30万元"]),
        ("培训1671人次，与上年的1453人次相比，培训总量增长15.00%。", []),
        ("培训1671人次，与上年的1453人次相比，培训总量增长19.13%。", ["15.00%"]),
        ("在校生2237人，教学班50个，平均班额44.7人。", []),
        ("在校生2237人，教学班50个，平均班额47.7人。", ["44.74人"]),
    ],
)
def test_a_paragraph_is_reckoned_by_itself(tmp_path: Path, sentence: str, found: list[str]) -> None:
    assert [one.expected for one in findings(tmp_path, sentence)] == found
