"""Forms as offices make them are imported: relative years, signatures, remarks beside quantities."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from examples import sample
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from office_forms import Row, form
from openpyxl import load_workbook

from qdesk.actions.add_change import add_change
from qdesk.actions.import_preview import preview_import
from qdesk.actions.import_workbook import import_edit
from qdesk.actions.imported import ImportPreview
from qdesk.actions.workspace import Workspace
from qdesk.model.comparison import ChangeKind

ROWS: list[Row] = [["招生人数", 636, 859], ["毕业生数", 680, 603]]
WHOLE = {
    ("XS01", "", "2018-2019"): 636,
    ("XS01", "", "2019-2020"): 859,
    ("XS08", "", "2018-2019"): 680,
    ("XS08", "", "2019-2020"): 603,
}


@pytest.fixture
def school(tmp_path: Path) -> Workspace:
    return sample(tmp_path)


def read(school: Workspace, path: Path, rows: list[Row]) -> ImportPreview:
    return preview_import(school.view(), form(path / "表.xlsx", rows))


def numbers(preview: ImportPreview) -> dict[tuple[str, str, str], object]:
    """What an import would store of the report's own indicators."""
    (table,) = preview.tables
    return {
        (one.key.indicator, one.key.member, one.key.period): one.read.value
        for one in table.values
        if one.key is not None and one.key.indicator.startswith("XS")
    }


@pytest.mark.parametrize(
    ("last", "this"),
    [
        ("上年", "本年"),
        ("去年", "今年"),
        ("上学年", "本学年"),
        ("上年数", "本年数"),
        ("上一年度", "本年度"),
        ("上年同期", "本期"),
        ("上年（人）", "本年（人）"),
        ("上年实际数", "本年实际数"),
    ],
)
def test_years_are_told_by_words(school: Workspace, tmp_path: Path, last: str, this: str) -> None:
    preview = read(school, tmp_path, [["学生情况统计表"], ["指标", last, this], *ROWS])
    assert numbers(preview) == WHOLE
    assert [one.label for one in preview.tables[0].proposal.layout.columns][1:] == [last, this]


def test_the_years_of_words_count_from_the_year_of_the_caption(school: Workspace, tmp_path: Path) -> None:
    preview = read(school, tmp_path, [["2018-2019学年学生情况统计表"], ["指标", "上年", "本年"], *ROWS])
    assert {key[2] for key in numbers(preview)} == {"2017-2018", "2018-2019"}


def test_this_year_may_stand_at_the_left(school: Workspace, tmp_path: Path) -> None:
    rows: list[Row] = [
        ["学生情况统计表"],
        ["指标", "本年", "上年"],
        ["招生人数", 859, 636],
        ["毕业生数", 603, 680],
    ]
    assert numbers(read(school, tmp_path, rows)) == WHOLE


def test_years_stand_before_the_names_of_quantities(school: Workspace, tmp_path: Path) -> None:
    told: list[Row] = [["学生情况统计表"], ["上年招生数", "本年招生数", "上年毕业生数", "本年毕业生数"]]
    numbers_only: Row = [636, 859, 680, 603]
    assert numbers(read(school, tmp_path, [*told, numbers_only])) == WHOLE


@pytest.mark.parametrize(
    "word", ["上年结转", "本年级", "上年级学生", "当年入学率", "期末", "今年来", "去年底"]
)
def test_other_words_are_no_years(school: Workspace, tmp_path: Path, word: str) -> None:
    preview = read(school, tmp_path, [["学生情况统计表"], ["指标", word, "2019-2020"], *ROWS])
    (table,) = preview.tables
    assert all(one.read.offset == 0 for one in table.values)


def test_lines_to_sign_are_no_part_of_a_table(school: Workspace, tmp_path: Path) -> None:
    rows: list[Row] = [
        ["学校（盖章）：", None, "填表人："],
        ["学生情况统计表"],
        ["填报单位：", "示例市职业技术学校", "填报日期："],
        ["指标", "上年度", "本年度"],
        *ROWS,
        ["单位负责人：", None, "联系电话：0000-0000000"],
    ]
    preview = read(school, tmp_path, rows)
    assert numbers(preview) == WHOLE
    left = [one for sheet in preview.proposal.sheets for one in sheet.left_out]
    assert {one.cell for one in left} == {"A1", "A3", "A7"}


def test_remarks_do_not_move_the_numbers_beside_them(school: Workspace, tmp_path: Path) -> None:
    """The numbers stay those of the whole school; each remark is kept with its own row."""
    rows: list[Row] = [
        ["表2 学生情况对比表"],
        ["项目", "2018-2019", "2019-2020", "备注"],
        ["招生人数（人）", 636, 859, "含春招"],
        ["毕业生数（人）", 680, 603, "不含结业"],
    ]
    preview = read(school, tmp_path, rows)
    assert numbers(preview) == WHOLE
    remarks = {
        one.key: one.read.value for one in preview.tables[0].values if one.read.value not in WHOLE.values()
    }
    assert sorted(map(str, remarks.values())) == ["不含结业", "含春招"]


def test_the_only_column_of_a_list_needs_no_name(school: Workspace, tmp_path: Path) -> None:
    rows: list[Row] = [
        ["2019-2020学年学生情况统计表"],
        ["项目", "数值"],
        ["招生人数", 859],
        ["毕业生数", 603],
    ]
    wanted = {key: value for key, value in WHOLE.items() if key[2] == "2019-2020"}
    assert numbers(read(school, tmp_path, rows)) == wanted


def test_columns_that_are_only_named_are_no_row(school: Workspace, tmp_path: Path) -> None:
    rows: list[Row] = [["学生情况统计表"], ["指标", "上年", "本年"], ["甲", "1", "2"], *ROWS]
    preview = read(school, tmp_path, rows)
    assert numbers(preview) == WHOLE
    assert len(preview.tables[0].values) == len(WHOLE)


FIELDS = (
    "学校（公章）： 填表人： 审核人：张 联系电话：123 填报日期：2020年9月1日"
    " 单位负责人（签字）： 校长： 表号：教基1"
).split()


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    above=st.lists(st.sampled_from(FIELDS), max_size=3), below=st.lists(st.sampled_from(FIELDS), max_size=3)
)
def test_whatever_is_to_be_signed_the_numbers_are_the_same(
    school: Workspace, tmp_path: Path, above: list[str], below: list[str]
) -> None:
    rows: list[Row] = [["学生情况统计表"], *([above] if above else []), ["指标", "上年", "本年"], *ROWS]
    assert numbers(read(school, tmp_path, [*rows, *([below] if below else [])])) == WHOLE


def test_a_table_without_a_caption_is_there_when_the_store_is_opened_again(
    school: Workspace, tmp_path: Path
) -> None:
    preview = read(school, tmp_path, [["项目", "2018年", "2019年"], ["校外比赛获奖（项）", 3, 5]])
    for table in preview.tables:
        for one in table.values:
            one.taken = True
    school.do(import_edit(preview))
    school.close()
    again = Workspace.open(school.store.path)
    assert len(again.view().tables) == len(school.view().tables)
    again.close()


def test_a_change_beside_remarks_compares_the_numbers(school: Workspace, tmp_path: Path) -> None:
    told: list[Row] = [["餐位数（个）", 300, 330, "新增"], ["食堂（个）", 2, 3, ""]]
    rows: list[Row] = [["食堂情况"], ["项目", "上年", "本年", "备注"], *told]
    preview = read(school, tmp_path, rows)
    for one in preview.tables[0].values:
        one.taken = True
    school.do(import_edit(preview))
    table = next(one for one in school.view().tables if one.layout.caption == "食堂情况")
    school.do(add_change(school.view(), table, ChangeKind.DIFFERENCE))
    table = next(one for one in school.view().tables if one.layout.caption == "食堂情况")
    body = [[cell.text for cell in row] for row in school.view().filled(table).body]
    assert body == [["餐位数（个）", "300", "330", "+30", "新增"], ["食堂（个）", "2", "3", "+1", ""]]


def test_an_empty_text_does_not_take_the_text_before_it(school: Workspace, tmp_path: Path) -> None:
    """Openpyxl writes "" as a text cell without a text."""
    told: list[Row] = [["招生人数", "636", "", ""], ["毕业生数", "680", "603", ""]]
    rows: list[Row] = [["学生情况统计表"], ["指标", "上年", "本年", "备注"], *told]
    preview = read(school, tmp_path, rows)
    wanted = {key: value for key, value in WHOLE.items() if key[::2] != ("XS01", "2019-2020")}
    found = {key: value for key, value in numbers(preview).items() if isinstance(value, Decimal)}
    assert found == wanted
    assert not [one for one in preview.tables[0].values if one.read.cell.startswith("D")]


@pytest.mark.parametrize(
    ("head", "years"),
    [
        (("二〇一九年", "二〇二〇年"), ("2018-2019", "2019-2020")),
        (("18-19学年", "19-20学年"), ("2018-2019", "2019-2020")),
        (("19年", "20年"), ("2018-2019", "2019-2020")),
        (("2018/2019", "2019/2020"), ("2018-2019", "2019-2020")),
        (("截至2019年8月31日", "截至2020年8月31日"), ("2018-2019", "2019-2020")),
        (("2019年人数", "2020年人数"), ("2018-2019", "2019-2020")),
        (("上年（2019）", "本年（2020）"), ("2018-2019", "2019-2020")),
    ],
)
def test_years_in_other_words(
    school: Workspace, tmp_path: Path, head: tuple[str, str], years: tuple[str, str]
) -> None:
    found = numbers(read(school, tmp_path, [["学生情况统计表"], ["指标", *head], *ROWS]))
    assert {key[2] for key in found} == set(years)
    assert found == WHOLE


def test_a_caption_stands_before_unit_and_fields(school: Workspace, tmp_path: Path) -> None:
    rows: list[Row] = [
        ["食堂经费情况", None, "单位：万元"],
        ["填报单位：示例市职业技术学校", None, "联系人：王某"],
        ["项目", "2019年", "2020年"],
        ["食堂支出", 120, 118],
    ]
    preview = read(school, tmp_path, rows)
    (table,) = preview.tables
    assert table.title == "食堂经费情况"
    assert {one.read.unit for one in table.values} == {"万元"}
    assert {one.read.member for one in table.values} == {""}


def test_a_head_that_stands_again_is_no_row(school: Workspace, tmp_path: Path) -> None:
    head: Row = ["专业", "2019年", "2020年"]
    rows: list[Row] = [["各专业招生人数"], head, ["护理", 133, 191], ["续表"], head, ["会计", 45, 56]]
    (table,) = read(school, tmp_path, rows).tables
    assert [one.read.value for one in table.values] == [133, 191, 45, 56]


def test_another_caption_with_the_same_head_begins_another_table(school: Workspace, tmp_path: Path) -> None:
    head: Row = ["项目", "2019年", "2020年"]
    money: list[Row] = [["经费（万元）"], head, ["食堂支出", 5947.1, 6058.27]]
    rows: list[Row] = [["学生情况统计表"], head, *ROWS, *money]
    first, second = read(school, tmp_path, rows).tables
    assert len(first.values) == len(WHOLE)
    assert {one.read.unit for one in second.values} == {"万元"}


def test_years_behind_names_in_rows(school: Workspace, tmp_path: Path) -> None:
    rows: list[Row] = [
        ["各校生源"],
        ["学校", "年份", "招生数"],
        ["甲职校", "2019年", 500],
        ["甲职校", "2020年", 520],
        ["乙职校", "2019年", 300],
        ["乙职校", "2020年", 310],
    ]
    (table,) = read(school, tmp_path, rows).tables
    told = {(one.read.member, one.read.offset): one.read.value for one in table.values}
    assert told == {("甲职校", -1): 500, ("甲职校", 0): 520, ("乙职校", -1): 300, ("乙职校", 0): 310}


def test_sheets_of_the_same_lines_are_asked_whose_they_are(school: Workspace, tmp_path: Path) -> None:
    """A sheet for each major: the numbers are those of the major, not of the school."""
    rows: list[Row] = [["指标", "2020年"], ["招生人数", 50], ["毕业生数", 60]]
    path = form(tmp_path / "表.xlsx", rows, title="会计事务")
    book = load_workbook(path)
    book.copy_worksheet(book.worksheets[0]).title = "护理"
    book.save(path)
    preview = preview_import(school.view(), path)
    assert [table.sheet for table in preview.tables] == ["会计事务", "护理"]
    assert all(table.sheet in one.read.doubt for table in preview.tables for one in table.values)


def test_a_column_in_another_unit_is_asked_about(school: Workspace, tmp_path: Path) -> None:
    rows: list[Row] = [
        ["满意度情况"],
        ["指标", "单位", "2020年", "调查人次"],
        ["食堂满意度", "%", 98.2, 1000],
        ["宿舍满意度", "%", 97.5, 900],
    ]
    doubts = {one.read.cell: one.read.doubt for one in read(school, tmp_path, rows).tables[0].values}
    assert "调查人次" in doubts["D3"]
    assert not doubts["C3"]
