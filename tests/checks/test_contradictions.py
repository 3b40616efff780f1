"""Numbers of one report that contradict each other: which of them is told, and what it should be."""

from __future__ import annotations

from pathlib import Path

import pytest
from printed_documents import Rows, findings, rules

EMPLOYED: Rows = [
    ["专业类别", "毕业生数（人）", "就业学生数（人）", "就业率"],
    ["农林牧渔类", "81", "78", "96.30%"],
    ["加工制造类", "63", "62", "98.41%"],
    ["财经商贸类", "86", "84", "97.67%"],
    ["医药卫生类", "220", "214", "97.27%"],
    ["合计", "450", "438", "97.33%"],
]
RATES: Rows = [["项目", "2023年", "2024年"], ["毕业生数（人）", "502", "450"], ["就业率", "96.81%", "97.33%"]]
GROUPED: Rows = [
    [
        "年度",
        "毕业生数",
        "对口就业人数",
        "直接就业",
        "直接就业",
        "直接就业",
        "间接就业",
        "间接就业",
        "间接就业",
    ],
    ["年度", "毕业生数", "对口就业人数", "录用", "自主", "小计", "对口", "联读", "小计"],
    ["2023", "502", "486", "61", "12", "73", "380", "33", "413"],
    ["2024", "450", "438", "52", "11", "63", "345", "30", "375"],
]


def changed(rows: Rows, row: int, column: int, text: str) -> Rows:
    copy = [list(one) for one in rows]
    copy[row][column] = text
    return copy


def test_what_goes_by_a_wrong_cell_is_told_what_the_cell_should_be(tmp_path: Path) -> None:
    wrong = changed(EMPLOYED, 5, 3, "98.73%")
    tables = (("表 1 2024年各专业毕业生就业情况", wrong), ("表 2 2023年、2024年毕业生情况统计表", RATES))
    found = findings(tmp_path, *tables)
    assert [(one.rule, one.expected) for one in found] == [("wrong_rate", "97.33%")]
    found = findings(tmp_path, tables[0], (tables[1][0], changed(RATES, 2, 2, "97.93%")))
    assert {(one.rule, one.expected) for one in found} == {("wrong_rate", "97.33%"), ("one_value", "97.33%")}
    assert rules(findings(tmp_path, ("表 1 2024年各专业毕业生就业情况", EMPLOYED), tables[1])) == set()


def test_a_sentence_is_judged_by_the_number_that_a_wrong_cell_should_have(tmp_path: Path) -> None:
    wrong = ("表 1 2024年各专业毕业生就业情况", changed(EMPLOYED, 5, 3, "98.73%"))
    assert rules(findings(tmp_path, "2024年毕业生就业率为97.33%。", wrong)) == {"wrong_rate"}
    found = findings(tmp_path, "2024年毕业生就业率为96.33%。", wrong)
    assert [one.expected for one in found if one.rule == "number_in_text"] == ["97.33%"]


def test_parts_of_a_total_left_empty_are_held_against_the_other_tables(tmp_path: Path) -> None:
    grouped: Rows = [
        ["年度", "毕业生数", "就业人数（人）", "就业人数（人）", "就业人数（人）"],
        ["年度", "毕业生数", "小计", "直接就业", "升学"],
        ["2023", "502", "486", "73", "413"],
        ["2024", "450", "", "63", "375"],
    ]
    employed = ("表 1 2024年各专业毕业生就业情况", EMPLOYED)
    caption = "表 2 2023年、2024年毕业生就业统计表"
    assert rules(findings(tmp_path, employed, (caption, grouped))) == {"empty_sum"}
    found = findings(tmp_path, employed, (caption, changed(grouped, 3, 4, "395")))
    assert [(one.found, one.expected) for one in found if one.rule == "one_value"] == [("458", "438")]


def test_a_total_in_the_wrong_column_says_what_is_left_for_it(tmp_path: Path) -> None:
    caption = "表 1 2023年、2024年毕业生对口就业情况统计表"
    assert rules(findings(tmp_path, (caption, GROUPED))) == set()
    wrong = GROUPED
    for column, text in ((3, "63"), (4, ""), (5, ""), (6, ""), (7, ""), (8, "63")):
        wrong = changed(wrong, 3, column, text)
    found = [one for one in findings(tmp_path, (caption, wrong)) if one.rule == "empty_parts"]
    assert [(one.row, one.column, one.expected) for one in found] == [(3, 8, "375")]


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("2024年有451名学生参加高考。", [("part_beyond_whole", "不超过 450名")]),
        ("2023年有500名学生参加高考。", []),
        ("2024年有431名学生参加对口高考。", []),
        ("学校为毕业生提供就业岗位1200个，近三年有1300名学生升学。", []),
        ("2022年有600名学生升学。", []),
    ],
)
def test_no_more_than_the_graduates_go_on(
    tmp_path: Path, sentence: str, found: list[tuple[str, str]]
) -> None:
    told = findings(tmp_path, sentence, ("表 1 2023年、2024年毕业生情况统计表", RATES))
    assert [(one.rule, one.expected) for one in told] == found


@pytest.mark.parametrize(
    ("ratio", "found"),
    [
        ("与全日制在校生的比例为13.2:1", [("mixed_base", "9.79:1")]),
        ("与全日制在校生的比例为9.8:1", []),
        ("与全部在校生的比例为13.2:1", []),
    ],
)
def test_a_ratio_of_full_time_students_counts_these_only(
    tmp_path: Path, ratio: str, found: list[tuple[str, str]]
) -> None:
    students = "2024年在校生2442人，其中非全日制学生630人。"
    teachers = f"学校有专任教师185人，{ratio}。"
    rest = "按全日制在校生1812人计算。"
    told = findings(tmp_path, students, "1.2 教师队伍", teachers, rest)
    assert [(one.rule, one.expected) for one in told] == found
    assert findings(tmp_path, students, "1.2 教师队伍", teachers) == []  # nothing says that 2442 has the 630


@pytest.mark.parametrize(
    ("other", "found"),
    [
        ("教学用希沃交互一体机设备60套", ["63台"]),
        ("希沃交互一体机教学设备60套", ["63台"]),
        ("希沃交互一体机教学设备63套", []),
        ("新购置希沃交互一体机教学设备60套", []),
        ("科大交互一体机教学设备60套", []),
        ("希沃交互一体机教学设备6套", []),
    ],
)
def test_one_make_of_machine_counted_in_two_sections(tmp_path: Path, other: str, found: list[str]) -> None:
    told = findings(tmp_path, "学校有63台希沃触摸一体机。", "1.2 设施设备", f"建有{other}。")
    assert [one.expected for one in told if one.rule == "told_twice"] == found


def test_a_major_without_students_that_took_some_in(tmp_path: Path) -> None:
    majors: Rows = [
        ["专业名称", "2024年新招班级", "2024年各专业人数"],
        ["护理", "5", "600"],
        ["公关礼仪", "1", "0"],
        ["财会", "2", "181"],
    ]
    new: Rows = [["专业", "计划招生数", "实际招生数"], ["护理", "200", "197"], ["公关与礼仪", "20", "16"]]
    own = ("表 1 2024年专业设置情况一览表", majors)
    [found] = [one for one in findings(tmp_path, own) if one.rule == "classes_without_students"]
    assert found.expected == "大于 0"
    told = findings(tmp_path, own, ("表 2 2024年各专业招生情况统计表", new))
    assert "不少于 16" in [one.expected for one in told]


def test_a_part_that_its_row_and_its_column_contradict_is_blamed_itself(tmp_path: Path) -> None:
    rows: Rows = [
        ["专业", "一年级", "二年级", "三年级", "合计"],
        ["护理", "120", "110", "100", "330"],
        ["会计", "80", "75", "70", "225"],
        ["烹饪", "60", "55", "50", "165"],
        ["合计", "260", "240", "220", "720"],
    ]
    table = ("表 1 2024年各专业在校生人数", rows)
    assert findings(tmp_path, table) == []
    [found] = findings(tmp_path, (table[0], changed(rows, 2, 2, "57")))
    assert (found.rule, found.row, found.column, found.expected) == ("wrong_part", 2, 2, "75")


REPORTED: Rows = [
    ["专业", "计划招生（人）", "录取数（人）", "报到数（人）", "报到率（%）"],
    ["护理", "130", "109", "104", "95.41"],
    ["会计", "95", "80", "76", "95.00"],
    ["电子商务", "160", "156", "151", "96.79"],
    ["合计", "385", "345", "331", "95.94"],
]


@pytest.mark.parametrize(
    ("cell", "text", "right", "sentence"),
    [
        ((2, 3), "67", "76", ""),  # total and rate
        ((3, 2), "165", "156", ""),
        ((1, 1), "310", "130", "护理专业计划招生130人，录取109人。"),  # total and sentence
    ],
)
def test_a_cell_is_named_where_total_rate_or_sentence_agree_on_it(
    tmp_path: Path, cell: tuple[int, int], text: str, right: str, sentence: str
) -> None:
    said = sentence or "全年共录取345人。"
    caption = "表 1 2024年招生计划完成情况"
    assert findings(tmp_path, said, (caption, REPORTED)) == []
    found = findings(tmp_path, said, (caption, changed(REPORTED, *cell, text)))
    assert [(one.rule, (one.row, one.column), one.expected) for one in found] == [("wrong_part", cell, right)]


def test_a_rate_that_the_data_bear_out_is_not_blamed_for_a_wrong_count(tmp_path: Path) -> None:
    rows: Rows = [
        ["专业", "毕业生", "升学", "直接就业", "升学率"],
        ["机电", "186", "104", "76", "55.91%"],
        ["焊接", "92", "31", "58", "33.70%"],
        ["模具", "75", "44", "29", "58.67%"],
        ["合计", "353", "179", "163", "50.71%"],
    ]
    text = "2024届毕业生353人，197人升学，升学率50.71%。"
    found = findings(tmp_path, text, ("表 1 各专业毕业生去向（2024届）", rows))
    assert [(one.found, one.expected) for one in found] == [("197人", "179人")]
