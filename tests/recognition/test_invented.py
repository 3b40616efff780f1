"""What the given workbooks lack: bare fractions, 元 for 万元, tables side by side, split, hidden lines."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from examples import empty, sample
from invented import Rows, at, previewed, values, workbook
from openpyxl import load_workbook

from qdesk.actions.import_preview import preview_import
from qdesk.actions.import_workbook import import_edit
from qdesk.actions.imported import Verdict
from qdesk.actions.new_report import new_store, period_from
from qdesk.model.edit import Kind
from qdesk.recognition.find_tables import find_tables
from qdesk.recognition.text_grid import text_grid

D = Decimal
STUDENTS: Rows = [
    ["表 2 学生情况对比表"],
    ["项目", "2018-2019", "2019-2020", "百分比（%）"],
    ["招生人数（人）", 636, 859, 135.06],
    ["毕业生数（人）", 680, 603, 88.68],
]


def test_a_bare_fraction_among_percentages_is_asked_about(tmp_path: Path) -> None:
    rate: Rows = [["巩固率（%）", 87, 0.94, 108.05], ["就业率（%）", (0.97, "0%"), (0.9635, "0.00%"), 99.12]]
    preview = previewed(tmp_path, 学生=[*STUDENTS, *rate])
    found = at(preview, "C5").read
    assert (found.value, found.suggestion) == (D("0.94"), "94%")
    assert "没有百分号" in found.doubt
    assert not at(preview, "C5").taken
    assert (at(preview, "C6").read.value, at(preview, "C6").read.doubt) == (D("96.35"), "")
    assert at(preview, "B6").read.value == 97


def test_yuan_where_ten_thousands_are_stored_is_converted_and_asked_about(tmp_path: Path) -> None:
    rows: Rows = [
        ["表 1 学校资产情况对比表"],
        ["项目", "学校占地面积（平方米）", "教学、实习设备（元）"],
        ["2018-2019", 78042, 60956200],
        ["2019-2020", 78042, 64238400],
    ]
    preview = previewed(tmp_path, 资产=rows)
    found = at(preview, "C4").read
    assert (found.value, found.unit) == (D("6423.84"), "万元")
    assert "已换算" in found.doubt
    layout = preview.tables[0].proposal.layout
    assert [line.label for line in layout.columns][-1] == "教学、实习设备（万元）"


def test_the_unit_line_counts_as_much_as_a_label(tmp_path: Path) -> None:
    rows: Rows = [
        ["表 18 财政经费统计表"],
        ["单位：元"],
        ["学年度", "经费投入总额", "财政拨款"],
        ["2018-2019", 59471000, 50000000],
        ["2019-2020", 54368800, 40000000],
    ]
    preview = previewed(tmp_path, 经费=rows)
    found = at(preview, "B5").read
    assert (found.value, found.unit) == (D("5436.88"), "万元")
    assert found.doubt


def test_money_far_from_last_years_is_asked_about_even_without_a_unit(tmp_path: Path) -> None:
    rows: Rows = [
        ["表 18 财政经费统计表"],
        ["学年度", "经费投入总额"],
        ["2018-2019", 5947.1],
        ["2019-2020", 54368800],
    ]
    preview = previewed(tmp_path, 经费=rows)
    found = at(preview, "B4").read
    assert "相差约" in found.doubt
    assert found.suggestion == "5436.88万元"
    assert not at(preview, "B3").read.doubt


def test_two_tables_of_a_file_that_disagree_are_both_asked_about(tmp_path: Path) -> None:
    other: Rows = [
        ["表 10 毕业生升学、就业情况对比表"],
        ["项目", "2018-2019", "2019-2020"],
        ["毕业生数（人）", 680, 602],
    ]
    preview = previewed(tmp_path, 学生=STUDENTS, 就业=other)
    assert "602" in at(preview, "C4", "学生").read.doubt
    assert "603" in at(preview, "C3", "就业").read.doubt
    assert at(preview, "B3", "就业").read.doubt == ""


def test_another_file_that_disagrees_is_a_conflict_and_the_stored_value_stays(tmp_path: Path) -> None:
    workspace = empty(tmp_path)
    workspace.do(
        import_edit(preview_import(workspace.view(), workbook(tmp_path / "招生办.xlsx", 学生=STUDENTS)))
    )
    changed: Rows = [*STUDENTS[:2], ["招生人数（人）", 636, 860, 135.22], STUDENTS[3]]
    preview = preview_import(workspace.view(), workbook(tmp_path / "教务处.xlsx", 学生=changed))
    one = at(preview, "C3")
    assert (one.verdict, one.stored, one.taken) == (Verdict.CONFLICT, D(859), False)
    assert one.stored_from == "招生办.xlsx › 学生 › C3"
    assert one.key is not None
    done = workspace.do(import_edit(preview))
    kept = workspace.archive.observation(one.key)
    assert kept is not None
    assert kept.value == 859
    workspace.do(done.reversed())
    preview.choose_conflicts(take=True)
    workspace.do(import_edit(preview))
    taken = workspace.archive.observation(one.key)
    assert taken is not None
    assert taken.value == 860
    workspace.close()


REGISTER: Rows = [
    ["表 13 自治区中等职业学校学生技能大赛获奖"],
    ["序号", "参赛项目", "获奖等级", "指导教师"],
    [1, "焊工", "二等奖", "甲"],
    [2, "会计手工", "三等奖", "乙"],
]


def test_records_that_stand_already_are_kept_unless_the_user_says_otherwise(tmp_path: Path) -> None:
    workspace = empty(tmp_path)
    first = preview_import(workspace.view(), workbook(tmp_path / "大赛.xlsx", 大赛=REGISTER))
    workspace.do(import_edit(first))
    table = first.tables[0].target
    assert table is not None
    assert len(workspace.archive.records(table.id)) == 2
    again = preview_import(workspace.view(), workbook(tmp_path / "大赛2.xlsx", 大赛=REGISTER))
    assert again.count(Verdict.CONFLICT) == 0
    other = workbook(tmp_path / "大赛3.xlsx", 大赛=[*REGISTER[:2], [1, "焊工", "一等奖", "甲"]])
    preview = preview_import(workspace.view(), other)
    assert preview.undecided
    done = workspace.do(import_edit(preview))
    assert len(workspace.archive.records(table.id)) == 2
    workspace.do(done.reversed())
    preview.choose_conflicts(take=True)
    workspace.do(import_edit(preview))
    assert len(workspace.archive.records(table.id)) == 1
    workspace.close()


def test_a_school_in_a_table_of_all_schools_changes_only_its_own_values(tmp_path: Path) -> None:
    workspace = new_store(
        tmp_path / "市.qdesk", "某市教育局", "city-2024", period_from("2024"), ["第一职校", "艺术学校"]
    )
    view = workspace.view()
    size = next(one for one in view.tables if "规模一览" in view.filled(one).caption)
    before = [[cell.text for cell in row] for row in view.filled(size).grid]
    rows: Rows = [
        ["表 1-5 各职业学校教职工、招生、在校生、毕业生规模一览表"],
        ["填报单位：艺术学校"],
        ["指标", "单位", "2023年", "2024年"],
        ["招生数", "人", 12, 23],
    ]
    preview = preview_import(view, workbook(tmp_path / "艺校.xlsx", 规模=rows))
    school = next(one.id for one in workspace.archive.entities if one.name == "艺术学校")
    assert {one.key.entity for one in preview.tables[0].values if one.key} == {school}
    workspace.do(import_edit(preview))
    view = workspace.view()
    after = [[cell.text for cell in row] for row in view.filled(size).grid]
    assert [row[0] for row in after] == [row[0] for row in before]
    assert after[0] == before[0]
    art = next(row for row in after if row[0] == "艺术学校")
    assert {"12", "23"} <= set(art)
    workspace.close()


def test_a_line_that_names_another_school_is_asked_about(tmp_path: Path) -> None:
    rows: Rows = [STUDENTS[0], ["填报单位：另一所县职业中学"], *STUDENTS[1:]]
    preview = previewed(tmp_path, 学生=rows)
    assert "不是本校" in at(preview, "C4").read.doubt


def test_lines_of_a_table_with_values_stay_when_a_file_has_fewer(tmp_path: Path) -> None:
    workspace = sample(tmp_path)
    view = workspace.view()
    table = next(one for one in view.tables if view.filled(one).caption == "学生情况对比表")
    rows_before = len(view.filled(table).body)
    fewer: Rows = [*STUDENTS[:3], ["住校生数（人）", 700, 710, None]]
    workspace.do(import_edit(preview_import(view, workbook(tmp_path / "a.xlsx", 学生=fewer))))
    view = workspace.view()
    assert len(view.filled(table).body) == rows_before + 1
    workspace.close()


def test_tables_side_by_side_are_two(tmp_path: Path) -> None:
    rows: Rows = [
        ["表 2 学生情况对比表", None, None, None, "表 17 校园团组织建设情况对比表"],
        ["项目", "2018-2019", "2019-2020", None, "项目", "2018-2019", "2019-2020"],
        ["招生人数（人）", 636, 859, None, "团组织（个）", 39, 41],
        ["毕业生数（人）", 680, 603, None, "团员（人）", 700, 720],
    ]
    preview = previewed(tmp_path, 表=rows)
    assert [table.title for table in preview.tables] == [
        "表 2 学生情况对比表",
        "表 17 校园团组织建设情况对比表",
    ]
    assert values(preview)["C4"] == ("毕业生数（人）", 0, D(603))
    assert values(preview)["F4"] == ("团员（人）", -1, D(700))


def test_a_blank_row_inside_a_table_does_not_end_it(tmp_path: Path) -> None:
    rows: Rows = [*STUDENTS, [], ["在校生数（人）", 1868, 1883, 100.8], ["注：数据截至8月31日"]]
    preview = previewed(tmp_path, 学生=rows)
    assert len(preview.tables) == 1
    assert values(preview)["C6"] == ("在校生数（人）", 0, D(1883))
    assert preview.tables[0].proposal.layout.notes == ("注：数据截至8月31日",)


def test_a_table_with_a_head_of_its_own_after_a_blank_row_is_another() -> None:
    rows: Rows = [*STUDENTS, [], ["项目", "2018-2019", "2019-2020"], ["团组织（个）", 39, 41]]
    grid = text_grid("表", [["" if cell is None else str(cell) for cell in row] for row in rows])
    assert [(one.top, one.bottom) for one in find_tables(grid)[0]] == [(1, 3), (5, 6)]


@pytest.mark.parametrize(
    ("prior", "current"),
    [
        ("2019", "2020"),
        ("2019年", "2020年"),
        ("2018-2019", "2019-2020"),
        ("2018—2019学年", "2019—2020学年"),
        ("2018---2019年度", "2019---2020年度"),
        ("２０１８－２０１９学年", "２０１９－２０２０学年"),
        ("2019届", "2020届"),
        (2019, 2020),
    ],
)
@pytest.mark.parametrize("swapped", [False, True])
def test_years_in_every_way_and_the_current_one_on_either_side(
    prior: object, current: object, *, swapped: bool, tmp_path: Path
) -> None:
    order = (current, prior) if swapped else (prior, current)
    numbers = (859, 636) if swapped else (636, 859)
    rows: Rows = [["表 2 学生情况对比表"], ["项目", *order], ["招生人数（人）", *numbers]]
    preview = previewed(tmp_path, 学生=rows)
    read = {one.read.offset: one.read.value for one in preview.tables[0].values}
    assert read == {-1: D(636), 0: D(859)}


def test_a_file_without_any_year_is_asked_about(tmp_path: Path) -> None:
    rows: Rows = [
        ["表 11 各专业就业率统计表"],
        ["专业类别", "毕业生数（人）"],
        ["加工制造类", 153],
        ["信息技术类", 57],
    ]
    preview = previewed(tmp_path, 就业=rows)
    assert all("没有写年度" in one.read.doubt for one in preview.tables[0].values)
    assert preview.proposal.year_named is False


def test_hidden_rows_and_columns_are_left_out_and_named(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", 学生=[*STUDENTS, ["在校生数（人）", 1868, 1, None]])
    book = load_workbook(path)
    book["学生"].row_dimensions[5].hidden = True
    book["学生"].column_dimensions["B"].hidden = True
    book.save(path)
    workspace = empty(tmp_path)
    preview = preview_import(workspace.view(), path)
    workspace.close()
    assert set(values(preview)) == {"C3", "C4", "D3", "D4"}
    left = {(one.cell, one.reason) for sheet in preview.proposal.sheets for one in sheet.left_out}
    assert left == {("A5", "隐藏的行，未读取"), ("B2", "隐藏的列，未读取")}


def test_a_table_whose_number_was_cut_off_is_known_by_its_lines_a_foreign_list_is_not(tmp_path: Path) -> None:
    majors: Rows = [["表 3 学生专业结构对比表"], ["专业", "2018-2019", "2019-2020"]]
    majors += [["护理", 1, 2], ["烹饪", 3, 4], ["会计", 5, 6], ["合计", 9, 12]]
    cut: Rows = [
        ["2020年各专业实训情况统计表"],
        ["专业", "实训室（个）", "工位"],
        ["护理", 3, 40],
        ["烹饪", 2, 30],
    ]
    rooms: Rows = [["2020年教室分配"], ["专业", "教室", "班主任"], ["护理", 301, "甲"], ["烹饪", 302, "乙"]]
    pay: Rows = [["2020年工资情况汇总"], ["姓名", "基本", "津贴"], ["甲", 3000, 200], ["乙", 3100, 210]]
    preview = previewed(tmp_path, 专业=majors, 实训=cut, 教室=rooms, 工资=pay)
    assert [table.sheet for table in preview.tables] == ["专业", "实训"]
    roles = {sheet.name: sheet.role for sheet in preview.proposal.sheets}
    assert (roles["教室"], roles["工资"]) == ("unrelated", "unrelated")


def test_a_line_that_speaks_of_tables_is_no_caption(tmp_path: Path) -> None:
    rows: Rows = [["表10、表11是同一张表的两年各一张"], [], [], [], ["2020年学生情况对比表"], *STUDENTS[1:]]
    preview = previewed(tmp_path, 学生=rows)
    assert preview.tables[0].title == "2020年学生情况对比表"


def test_signs_for_no_number_are_kept_apart(tmp_path: Path) -> None:
    rows: Rows = [["表 2 学生情况对比表"], ["项目", "2018-2019", "2019-2020"]]
    rows += [[f"项目{at}（人）", 1, sign] for at, sign in enumerate(("—", "/", "无", None, 0))]
    preview = previewed(tmp_path, 学生=rows)
    found = [str(getattr(at(preview, f"C{row}").read.value, "kind", "a number")) for row in range(3, 8)]
    assert found == ["not_surveyed", "not_applicable", "not_applicable", "missing", "a number"]


def test_a_name_that_is_only_like_an_indicator_is_offered_and_not_taken(tmp_path: Path) -> None:
    rows: Rows = [
        ["表 2 学生情况对比表"],
        ["项目", "2018-2019", "2019-2020"],
        ["招生人数（人）", 636, 859],
        ["全日制在校学生总数（人）", 1868, 1883],
    ]
    preview = previewed(tmp_path, 学生=rows)
    found = at(preview, "C4")
    assert "可能是“全日制在校生数”" in found.read.doubt
    assert not found.taken
    assert at(preview, "C3").taken


def test_a_caption_that_is_only_like_one_is_offered_and_not_taken(tmp_path: Path) -> None:
    rows: Rows = [["表 2 本校学生基本情况变化表"], *STUDENTS[1:]]
    preview = previewed(tmp_path, 学生=rows)
    table = preview.tables[0]
    assert table.target is None
    assert [one.name for one in table.proposal.candidates][:1] == ["学生情况对比表"]


def test_formulas_without_values_and_shared_ones_are_computed(tmp_path: Path) -> None:
    rows: Rows = [*STUDENTS[:2], ["招生人数（人）", 636, "=600+259", "=ROUND(C3/B3*100,2)"]]
    preview = previewed(tmp_path, 学生=rows)
    assert at(preview, "C3").read.value == 859
    assert at(preview, "D3").read.value == D("135.06")


def test_nothing_of_a_refused_or_foreign_sheet_is_stored(tmp_path: Path) -> None:
    workspace = empty(tmp_path)
    roster: Rows = [["值班表"], ["日期", "教师", "电话"], ["9月1日", "甲", "801"], ["9月2日", "乙", "802"]]
    preview = preview_import(workspace.view(), workbook(tmp_path / "a.xlsx", 值班=roster))
    assert preview.tables == []
    assert [sheet.role for sheet in preview.proposal.sheets] == ["unrelated"]
    workspace.do(import_edit(preview))
    assert list(workspace.archive.all_of(Kind.OBSERVATION)) == []
    workspace.close()
