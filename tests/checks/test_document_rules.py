"""Rules that read a printed report: for each a document that breaks it and one that does not."""

from __future__ import annotations

from pathlib import Path

import pytest
from docx import Document
from printed_documents import Rows, findings, report, rules

from qdesk.actions.check_document import check_document

EMPLOYED: Rows = [
    ["专业", "毕业生数（人）", "就业人数（人）", "就业率（%）"],
    ["护理", "200", "190", "95%"],
    ["会计", "80", "76", "95%"],
    ["烹饪", "60", "57", "95%"],
    ["学前教育", "61", "58", "95.08%"],
]
LEVELS: Rows = [
    ["指标", "单位", "2023年", "2024年"],
    ["在线精品课程数", "门", "10", "15"],
    ["其中：国家级数量", "门", "0", "0"],
    ["省级数量", "门", "2", "2"],
    ["校级数量", "门", "8", "13"],
]
TEACHERS: Rows = [
    ["项目", "2023年", "2024年"],
    ["专任教师数（人）", "153", "185"],
    ["骨干教师（人）", "17", "17"],
    ["占专任教师比例", "11.11%", "9.19%"],
]
STUDENTS: Rows = [
    ["项目", "2023年", "2024年"],
    ["在校生数（人）", "2314", "2442"],
    ["工位数（个）", "2080", "2180"],
    ["生均工位数（个/生）", "0.9", "0.89"],
    ["建筑面积（平方米）", "44137", "45331"],
]
MARKS: Rows = [
    ["科目", "优秀率", "及格率", "不及格率"],
    ["语文", "16%", "93%", "7%"],
    ["数学", "18%", "95%", "5%"],
    ["英语", "13%", "92%", "8%"],
    ["体育", "27%", "96%", "4%"],
]
CODES: Rows = [
    ["专业代码", "专业名称", "设置时间", "备注"],
    ["051400", "数控", "2017年", "正常招生"],
    ["160100", "学前教育", "2009年", "正常招生"],
    ["100100", "护理", "2000年", "正常招生"],
]


WORDED: Rows = [
    ["项目", "2023年", "2024年", "变化"],
    ["在校生数（人）", "2314", "2442", "↑128"],
    ["专任教师数（人）", "153", "185", "增加32"],
    ["毕业生数（人）", "855", "708", "↓147"],
    ["巩固率（%）", "92.5", "92", "下降0.5个百分点"],
]
GROWTH: Rows = [
    ["项目", "2023年", "2024年", "增减", "增减幅度（%）"],
    ["在校生数（人）", "2314", "2442", "128", "5.53"],
    ["专任教师数（人）", "153", "185", "32", "20.92"],
    ["毕业生数（人）", "855", "708", "-147", "-17.19"],
    ["图书（册）", "40000", "45000", "5000", "12.5"],
]
GRADES: Rows = [
    ["序号", "专业名称", "一年级", "二年级", "三年级", "合计", "占比（%）"],
    ["1", "护理", "60", "55", "50", "165", "27.50"],
    ["2", "会计", "45", "40", "35", "120", "20.00"],
    ["3", "机电", "70", "65", "60", "195", "32.50"],
    ["4", "烹饪", "40", "40", "40", "120", "20.00"],
    ["", "合计", "215", "200", "185", "600", "100"],
]
ROOMS: Rows = [
    ["专业部", "实训室", "数量（间）", "工位数（个）"],
    ["机电部", "数控实训室", "6", "240"],
    ["机电部", "钳工实训室", "4", "160"],
    ["机电部", "小计", "10", "400"],
    ["信息部", "网络实训室", "5", "250"],
    ["信息部", "动漫实训室", "3", "120"],
    ["信息部", "小计", "8", "370"],
    ["合计", "", "18", "770"],
]
PLANS: Rows = [
    [
        "专业",
        "2022年计划招生",
        "2022年实际招生",
        "2023年计划招生",
        "2023年实际招生",
        "2024年计划招生",
        "2024年实际招生",
    ],
    ["护理", "230", "234", "200", "232", "200", "197"],
    ["会计", "90", "92", "80", "60", "80", "61"],
    ["烹饪", "60", "70", "80", "83", "80", "72"],
    ["合计", "380", "396", "360", "375", "360", "330"],
    ["实招与计划之比", "", "104.21%", "", "104.17%", "", "91.67%"],
]
CLASSES: Rows = [
    ["专业代码", "专业名称", "2024年新招班级", "2024年在校生人数", "备注"],
    ["100200", "护理", "8", "600", "正常招生"],
    ["120100", "会计", "1", "181", "正常招生"],
    ["140800", "音乐", "0", "0", "停止招生"],
    ["180400", "公关礼仪", "1", "16", "正常招生"],
]


def changed(rows: Rows, row: int, column: int, text: str) -> Rows:
    """The same rows with one cell otherwise."""
    return [
        [text if (r, c) == (row, column) else one for c, one in enumerate(line)]
        for r, line in enumerate(rows)
    ]


@pytest.mark.parametrize(
    ("rows", "cell", "text", "rule", "expected"),
    [
        (EMPLOYED, (2, 3), "59%", "wrong_rate", "95%"),
        (EMPLOYED, (4, 3), "95.07%", "truncated", None),
        (TEACHERS, (3, 2), "11.11%", "wrong_rate", "9.19%"),
        (STUDENTS, (3, 2), "1.20", "wrong_rate", "0.89"),
        (LEVELS, (1, 3), "13", "parts_and_whole", "15"),
        (MARKS, (3, 3), "9%", "not_a_hundred", "8%"),
        (CODES, (3, 0), "160100", "code_twice", None),
        (GRADES, (5, 5), "690", "parts_and_whole", "600"),
        (GRADES, (2, 5), "190", "parts_and_whole", "120"),
        (ROOMS, (3, 3), "410", "wrong_total", "400"),
        (ROOMS, (7, 2), "20", "wrong_total", "18"),
        (WORDED, (2, 3), "增加35", "wrong_derived_value", "增加32"),
        (WORDED, (3, 3), "↑147", "wrong_derived_value", "减少147"),
        (WORDED, (4, 3), "下降5个百分点", "wrong_derived_value", "减少0.5个百分点"),
        (GROWTH, (2, 4), "29.02", "wrong_derived_value", "20.92"),
        (GROWTH, (2, 3), "35", "wrong_derived_value", "32"),
        (PLANS, (5, 4), "109.17%", "wrong_rate", "104.17%"),
        (CLASSES, (4, 3), "0", "classes_without_students", None),
        (CODES, (1, 0), "51400", "code_short", "051400"),
    ],
)
def test_a_wrong_cell_is_found_where_it_stands_with_what_is_right(
    tmp_path: Path, rows: Rows, cell: tuple[int, int], text: str, rule: str, expected: str | None
) -> None:
    clean = findings(tmp_path, rows)
    assert rules(clean) == set()
    found = findings(tmp_path, changed(rows, *cell, text))
    if rule == "truncated":  # 95.07 cuts nothing: it is one unit off, and so not just cut
        assert rules(found) <= {"truncated", "rounded_otherwise", "wrong_rate"}
        assert rules(found)
        return
    mine = [one for one in found if one.rule == rule]
    assert [(one.row, one.column) for one in mine] == [cell]
    assert expected is None or mine[0].expected == expected


@pytest.mark.parametrize(
    ("wrong", "right", "rule", "expected"),
    [
        ("骨干教师17人，占专任教师的11.11%。", "骨干教师17人，占专任教师的9.19%。", "share_in_text", "9.19%"),
        (
            "2024年有709名学生参加高考，699名学生升学，升学率99.88%。",
            "2024年有709名学生参加高考，699名学生升学，升学率98.59%。",
            "share_in_text",
            "98.59%",
        ),
        (
            "学校有实训室90间，建筑面积44137平方米。",
            "学校有实训室90间，建筑面积45331平方米。",
            "stale_number",
            "45331平方米",
        ),
        ("生均图书增长1.28册册。", "生均图书增长1.28册。", "unit_slip", "册"),
        (
            "满意率都在91%之上，其中对食堂的满意率是88%。",
            "满意率都在85%之上，其中对食堂的满意率是88%。",
            "sweeping_statement",
            "88%",
        ),
        (
            "巩固率由87%到94%，提高了7%。",
            "巩固率由87%到94%，提高了7个百分点。",
            "point_or_percent",
            "7 个百分点",
        ),
        (
            "学生巩固率明显提高。但毕业生巩固率比上年降低。",
            "学生巩固率明显提高。但流失率比上年降低。",
            "said_both_ways",
            None,
        ),
        ("详见表 7。", "详见表 1。", "unknown_mention", None),
    ],
)
def test_a_wrong_sentence_is_found_and_a_right_one_is_left_alone(
    tmp_path: Path, wrong: str, right: str, rule: str, expected: str | None
) -> None:
    tables = (
        ("表 1 2023年、2024年教师情况统计表", TEACHERS),
        ("表 2 2023年、2024年办学条件统计表", STUDENTS),
    )
    assert rules(findings(tmp_path, right, *tables)) == set()
    found = [one for one in findings(tmp_path, wrong, *tables) if one.rule == rule]
    assert len(found) == 1
    assert found[0].quote
    assert found[0].quote in wrong
    assert expected is None or found[0].expected == expected


def test_two_sections_that_give_one_thing_two_numbers(tmp_path: Path) -> None:
    told = "学校教学仪器设备总值4810万元。"
    assert rules(findings(tmp_path, told, "1.2 设施设备", told)) == set()
    found = findings(tmp_path, told, "1.2 设施设备", "教学仪器设备总值达到4300多万元。")
    assert [(one.rule, one.expected) for one in found] == [("told_twice", "4810万元")]


def test_a_list_with_another_count_than_the_sentence(tmp_path: Path) -> None:
    bases: Rows = [["序号", "基地名称", "备注"], ["1", "数控实训基地", "原有"], ["2", "刀具实训基地", "新增"]]
    table = ("表 1 校内实训基地一览表", bases)
    assert rules(findings(tmp_path, "以2个校内实训基地为主体。", table)) == set()
    found = findings(tmp_path, "以13个校内实训基地为主体。", table)
    assert [(one.rule, one.expected) for one in found] == [("told_twice", "2")]


def test_one_indicator_with_two_values_in_two_tables(tmp_path: Path) -> None:
    first = ("表 1 2023年、2024年办学规模统计表", [STUDENTS[0], STUDENTS[1], STUDENTS[2]])
    second: Rows = [
        ["项目", "2023年", "2024年"],
        ["在校生数（人）", "2314", "2424"],
        ["学时（时）", "30", "31"],
    ]
    found = findings(tmp_path, first, ("表 2 2023年、2024年教学情况统计表", second))
    assert [(one.rule, one.found, one.expected) for one in found] == [("one_value", "2424", "2442")]
    second[1][2] = "2442"
    assert rules(findings(tmp_path, first, ("表 2 2023年、2024年教学情况统计表", second))) == set()


def test_a_name_that_is_spelled_in_two_ways(tmp_path: Path) -> None:
    first: Rows = [["专业", "2023年", "2024年"], ["公关与礼仪", "20", "21"], ["旅游服务与管理", "93", "67"]]
    second: Rows = [["专业", "2023年", "2024年"], ["公关礼仪", "2", "3"], ["旅游服务与管理", "5", "6"]]
    tables = (
        ("表 1 2023年、2024年分专业在校生统计表", first),
        ("表 2 2023年、2024年分专业教师统计表", second),
    )
    found = [one for one in findings(tmp_path, *tables) if one.rule == "spelled_twice"]
    assert [(one.found, one.expected) for one in found] == [("公关礼仪", "公关与礼仪")]


def test_the_lists_in_front_and_the_captions(tmp_path: Path) -> None:
    path = tmp_path / "报告.docx"
    for listed, rule in (
        ("表 1 教师情况统计表", set[str]()),
        ("表 1 教师基本情况统计表", {"listed_otherwise"}),
    ):
        document = Document()
        document.add_paragraph("表目录")
        document.add_paragraph(f"{listed}\t3")
        document.add_heading("1. 教师队伍", 1)
        document.add_paragraph("表 1 教师情况统计表")
        table = document.add_table(3, 3)
        for row, line in enumerate(TEACHERS[:3]):
            for column, text in enumerate(line):
                table.cell(row, column).text = text
        document.save(str(path))
        assert rules(check_document(path).findings) == rule


def test_a_caption_without_a_table_and_a_number_used_twice(tmp_path: Path) -> None:
    rows = ("表 1 2023年、2024年教师情况统计表", TEACHERS)
    found = findings(tmp_path, "表 2 学生结构情况表", "正文。", "正文。", "正文。", "正文。", rows)
    assert rules(found) == {"caption_without_table"}
    again = ("表 1 2023年、2024年办学条件统计表", STUDENTS)
    assert rules(findings(tmp_path, rows, again)) == {"numbered_twice"}


def test_a_caption_that_begins_with_a_name_has_no_number(tmp_path: Path) -> None:
    tables = (("表 1 2023年、2024年教师情况统计表", TEACHERS), ("表 1+X证书考核情况", STUDENTS))
    assert rules(findings(tmp_path, *tables)) == set()


def test_a_missing_sign_and_a_caption_that_calls_a_rate_otherwise(tmp_path: Path) -> None:
    good = ("表 1 文化课优秀率、及格率、不及格率统计表", MARKS)
    assert rules(findings(tmp_path, good)) == set()
    bare = ("表 1 文化课优秀率、及格率、不及格率统计表", changed(MARKS, 2, 2, "95"))
    assert [(one.rule, one.expected) for one in findings(tmp_path, bare)] == [("missing_sign", "95%")]
    other = ("表 1 文化课优秀率、合格率统计表", MARKS)
    assert [(one.rule, one.found) for one in findings(tmp_path, other)] == [("caption_words", "合格率")]


def test_a_workbook_is_checked_as_well_and_nothing_is_written(tmp_path: Path) -> None:
    from openpyxl import Workbook  # noqa: PLC0415 - only this test writes one

    path = tmp_path / "表.xlsx"
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["表 1 各专业毕业生就业情况统计表（2024年）"])
    for row, line in enumerate(changed(EMPLOYED, 2, 3, "59%")):
        sheet.append([int(one) if row and one.isdecimal() else one for one in line])
    book.save(path)
    before = sorted(tmp_path.iterdir())
    assert rules(check_document(path).findings) == {"wrong_rate"}
    assert sorted(tmp_path.iterdir()) == before


SCALE: Rows = [
    ["项目", "2023年", "2024年", "变化"],
    ["在校生数（人）", "1868", "1883", "+15"],
    ["招生数（人）", "640", "655", "+15"],
    ["专任教师数（人）", "128", "131", "+3"],
    ["就业率（%）", "97.30", "98.37", "+1.07"],
]


@pytest.mark.parametrize(
    "text",
    [
        "“十五五”末，学校计划在校生数达到2000人，专任教师数达到140人。",
        "其他兄弟学校的在校生数为2100人。",
        "专任教师数净增3人，占专任教师的69.47%。",
        "机电专业就业率有所下降。学校就业率有所提高。",
        "所有合作企业评价均在90%以上，续签比例80%。",
        "李××同学获一等奖。",
    ],
)
def test_what_is_said_of_aims_of_others_and_of_parts_is_left_alone(tmp_path: Path, text: str) -> None:
    assert rules(findings(tmp_path, text, ("表 1 2023年、2024年办学规模统计表", SCALE))) == set()


def test_lines_that_are_no_sums_and_changes_of_several_kinds_are_left_alone(tmp_path: Path) -> None:
    unlike: Rows = [
        ["项目", "语文", "数学", "英语", "合计"],
        ["优秀（人）", "62", "45", "38", "610"],
        ["良好（人）", "188", "140", "122", "612"],
        ["及格（人）", "240", "215", "201", "608"],
    ]
    assert rules(findings(tmp_path, ("表 1 2024年成绩分布统计表", unlike))) == set()
    mixed = changed(SCALE, 2, 3, "102.34")  # a ratio among differences
    assert rules(findings(tmp_path, ("表 1 2023年、2024年办学规模统计表", mixed))) == set()
    asked: Rows = [
        ["项目", "2024年", "国家标准"],
        ["在校生数（人）", "1883", "1200"],
        ["占地面积（平方米）", "78042", "40000"],
        ["生均占地面积（平方米）", "41.45", "33"],
    ]
    assert rules(findings(tmp_path, ("表 1 2024年办学条件统计表", asked))) == set()


def test_shares_of_a_columns_total_and_changes_in_points(tmp_path: Path) -> None:
    salaries: Rows = [
        ["起薪", "人数", "占比"],
        ["2000元以下", "12", "2.16%"],
        ["2001—3000元", "145", "26.13%"],
        ["3001—4000元", "268", "48.29%"],
        ["4001—5000元", "96", "17.30%"],
        ["5000元以上", "34", "6.13%"],
        ["合计", "555", "100%"],
    ]
    table = "表 1 2024届就业毕业生起薪分布表"
    assert rules(findings(tmp_path, (table, salaries))) == set()
    found = findings(tmp_path, (table, changed(salaries, 3, 2, "48.92%")))
    assert [(one.rule, one.row, one.column, one.expected) for one in found] == [
        ("wrong_rate", 3, 2, "48.29%")
    ]
    asked: Rows = [
        ["指标", "2023年", "2024年", "增减（百分点）"],
        ["理论学习满意度（%）", "92.1", "93.4", "1.3"],
        ["实习实训满意度（%）", "94.5", "95.0", "0.5"],
        ["校园文化满意度（%）", "95.8", "95.1", "-0.7"],
    ]
    assert rules(findings(tmp_path, ("表 1 满意度调查统计表", asked))) == set()
    found = findings(tmp_path, ("表 1 满意度调查统计表", changed(asked, 3, 3, "0.7")))
    assert [(one.rule, one.row, one.column) for one in found] == [("wrong_derived_value", 3, 3)]


def test_subtotals_means_and_rates_are_no_parts_of_a_sum(tmp_path: Path) -> None:
    subtotals: Rows = [
        ["专业", "2023年（人）", "2024年（人）"],
        ["机电", "200", "210"],
        ["数控", "232", "240"],
        ["小计", "432", "450"],
        ["会计", "180", "185"],
        ["电商", "130", "131"],
        ["小计", "310", "316"],
        ["合计", "742", "766"],
    ]
    assert rules(findings(tmp_path, ("表 1 分专业在校生统计表", subtotals))) == set()
    rates: Rows = [
        ["年级", "人数", "合格人数", "合格率（%）"],
        ["一年级", "648", "630", "97.22"],
        ["二年级", "622", "601", "96.62"],
        ["全校", "1270", "1231", "96.93"],
    ]
    assert rules(findings(tmp_path, ("表 1 2024年体质测评统计表", rates))) == set()
    mean: Rows = [
        ["学校", "2023年（人）", "2024年（人）"],
        ["一职", "1180", "1203"],
        ["二职", "1002", "987"],
        ["三职", "1490", "1482"],
        ["合计", "3672", "3672"],
        ["校均", "1224", "1224"],
    ]
    assert rules(findings(tmp_path, ("表 1 各校在校生统计表", mean))) == set()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("在籍人数由1720人增加到1883人，净增136人。", "163人"),
        ("在籍人数由1720人增加到1883人，净增163人，增长8%。", "9.48%"),
        ("参与率由96.2%提高到98.38%，提高1.18个百分点。", "2.18个百分点"),
        ("外聘人员由128人减少到131人。", "增加"),
        ("在籍人数由1720人增加到1883人，净增163人，增长9.48%。", None),
        ("参与率由96.2%提高到98.38%，提高2.18个百分点。", None),
        ("现有在籍人数2260人，比上学年的2135人增加125人，增长5.85%。", None),
        ("现有在籍人数2260人，较上学年增加125人，增长5.85%。", None),
        ("就业率98.43%，比上届的98.61%上升0.18个百分点。", "减少"),
        ("由2021年的85人增加到2024年的91人，净增6人。", None),
    ],
)
def test_a_sentence_is_reckoned_by_itself(tmp_path: Path, text: str, expected: str | None) -> None:
    found = findings(tmp_path, text)
    assert [(one.rule, one.expected) for one in found] == (
        [] if expected is None else [("change_in_text", expected)]
    )


def written(path: Path, *parts: str, styled: bool = True) -> Path:
    """A document whose headings have a style and no number, with a table of students under the first."""
    document = Document()
    document.add_paragraph("某某职业学校质量年度报告（2024年）")
    for part in parts:
        document.add_heading(part, 1) if styled and len(part) < 8 else document.add_paragraph(part)
    document.add_paragraph("表 1 学生情况统计表")
    table = document.add_table(3, 3)
    for row, line in enumerate(
        [["项目", "2023年", "2024年"], ["在校生数（人）", "2400", "2460"], ["招生数（人）", "930", "905"]]
    ):
        for column, text in enumerate(line):
            table.cell(row, column).text = text
    document.save(str(path))
    return path


SCHOOLS: Rows = [
    ["学校", "2023年", "2024年", "变化"],
    ["第一职业学校", "2400", "2450", "50"],
    ["第二职业学校", "2150", "2200", "50"],
    ["县职教中心", "3000", "3050", "50"],
    ["合计", "7550", "7700", "150"],
]


def test_a_part_that_total_and_change_contradict_is_blamed_itself(tmp_path: Path) -> None:
    assert rules(findings(tmp_path, SCHOOLS)) == set()
    [found] = [one for one in findings(tmp_path, changed(SCHOOLS, 3, 2, "3500")) if one.rule != "jump"]
    assert (found.rule, found.row, found.column, found.expected) == ("wrong_part", 3, 2, "3050")


PAIRS: Rows = [
    ["项目", "数值", "项目", "数值"],
    ["占地面积（平方米）", "80000", "建筑面积（平方米）", "50000"],
    ["图书（册）", "60000", "专任教师（人）", "150"],
    ["在校生（人）", "2000", "教职工（人）", "190"],
]


def test_two_pairs_of_columns_are_two_tables_and_lose_no_number(tmp_path: Path) -> None:
    right = "学校占地面积80000平方米，建筑面积50000平方米，专任教师150人。"
    assert rules(findings(tmp_path, PAIRS, right)) == set()
    wrong = right.replace("80000", "88000").replace("50000", "55000")
    found = {one.found: one.expected for one in findings(tmp_path, PAIRS, wrong)}
    assert found == {"88000平方米": "80000平方米", "55000平方米": "50000平方米"}


NUMBERED: Rows = [
    ["序号", "专业", "人数", "序号", "专业", "人数"],
    ["1", "护理", "600", "4", "机电", "152"],
    ["2", "会计", "181", "5", "烹饪", "38"],
    ["3", "旅游", "67", "6", "茶艺", "59"],
]


def test_halves_with_serial_numbers_keep_their_numbers_apart(tmp_path: Path) -> None:
    path = report(tmp_path / "报告.docx", ("表 1 2024年各专业学生人数统计表", NUMBERED))
    view = check_document(path).view
    told = [[one.text for one in row] for table in view.tables for row in view.filled(table).body]
    assert told == [row[at : at + 3] for at in (0, 3) for row in NUMBERED[1:]]


SAYS = "学校现有在校生2640人，招生905人，办学规模保持稳定。"


@pytest.mark.parametrize(
    ("parts", "styled"),
    [
        (("基本情况", SAYS), True),  # a style says what is a heading, numbered by Word or not at all
        (("前言", SAYS, "一、基本情况"), False),  # what stands before the first heading
        ((SAYS,), False),  # no heading anywhere
    ],
)
def test_prose_is_read_wherever_it_stands(tmp_path: Path, parts: tuple[str, ...], styled: bool) -> None:
    checked = check_document(written(tmp_path / "报告.docx", *parts, styled=styled))
    assert [(one.rule, one.found, one.expected) for one in checked.findings] == [
        ("number_in_text", "2640人", "2460人")
    ]
    assert checked.what_was_read.startswith("读到 1 张表，")
    assert checked.view.report.title == "某某职业学校质量年度报告（2024年）"


GROUPED_CHANGE: Rows = [
    ["资助项目", "2023年", "2023年", "2024年", "2024年", "较上年增减", "较上年增减"],
    ["资助项目", "人次", "金额（万元）", "人次", "金额（万元）", "人次", "金额（万元）"],
    ["国家助学金", "881", "88.10", "805", "80.50", "-76", "-7.60"],
    ["免学费", "2830", "283.00", "3203", "320.30", "373", "37.30"],
    ["校内奖助学金", "247", "12.35", "255", "12.75", "8", "0.40"],
    ["合计", "3958", "383.45", "4263", "413.55", "305", "30.10"],
]
SCHOOLS_LISTED: Rows = [
    ["序号", "学校", "办学性质", "专任教师（人）", "双师占比（%）", "生师比"],
    ["1", "第一职业学校", "公办", "120", "60.00", "14.5"],
    ["2", "第二职业学校", "公办", "100", "55.00", "15.2"],
    ["3", "华夏艺术学校", "民办", "80", "52.50", "16.1"],
    ["合计", "", "", "300", "56.33", "15.2"],
]


@pytest.mark.parametrize("rows", [GROUPED_CHANGE, SCHOOLS_LISTED])
def test_changes_under_one_head_and_rates_in_a_total_are_left_alone(tmp_path: Path, rows: Rows) -> None:
    prose = "国家助学金805人次、80.50万元，而上年校内奖助学金为247人次、12.35万元。"
    assert findings(tmp_path, prose, ("表 1 2024年情况统计表", rows)) == []


@pytest.mark.parametrize(
    "sentence",
    [
        "毕业生252人，在规模以上企业就业111人，对口就业率78.2%。",
        "教学用计算机1348台，平均每名学生拥有0.33台，其中近三年购置539台。",
        "师生比为1:12.56，其中第一职业学校1:14.15。",
    ],
)
def test_numbers_that_are_no_parts_of_what_stands_before_are_left_alone(
    tmp_path: Path, sentence: str
) -> None:
    assert findings(tmp_path, sentence) == []
