"""A statistical form over several tables of the report: its numbers go where they belong, and no further."""

from __future__ import annotations

from pathlib import Path

import pytest
from examples import sample
from office_forms import Row, form

from qdesk.actions.import_preview import preview_import, understood_again
from qdesk.actions.import_workbook import import_edit
from qdesk.actions.imported import ImportPreview, Verdict
from qdesk.actions.workspace import Workspace
from qdesk.recognition.marks import Mark, Marks, Says, Scope

YEARS = ("2018-2019学年", "2019-2020学年")


@pytest.fixture
def school(tmp_path: Path) -> Workspace:
    return sample(tmp_path)


def rows(caption: str = "中等职业学校办学基本情况统计表", *more: Row) -> list[Row]:
    return [
        [caption],
        ["学校（盖章）：", None, None, "填表人："],
        ["序号", "指标", "单位", *YEARS],
        [1, "招生人数", "人", 636, 861],
        [2, "学校占地面积", "平方米", 78042, 78042],
        [3, "学校总资产", "元", 149544700, 170000000],
        *more,
    ]


def read(school: Workspace, folder: Path, table: list[Row]) -> ImportPreview:
    return preview_import(school.view(), form(folder / "表.xlsx", table))


def keys(preview: ImportPreview) -> set[str]:
    return {one.key.indicator for table in preview.tables for one in table.values if one.key is not None}


def shown(school: Workspace) -> set[str]:
    """What the tables of the report print."""
    view = school.view()
    return {cell.text for one in view.tables for row in view.filled(one).body for cell in row}


def test_its_numbers_are_those_of_the_report_and_no_table_is_made(school: Workspace, tmp_path: Path) -> None:
    preview = read(school, tmp_path, rows())
    (table,) = preview.tables
    assert table.scattered
    assert keys(preview) == {"XS01", "XX01", "XX06"}
    assert preview.count(Verdict.SAME) == 4
    assert {one.read.cell for one in table.conflicts} == {"E4", "E6"}
    preview.choose_conflicts(take=True)
    count = len(school.view().tables)
    school.do(import_edit(preview))
    assert len(school.view().tables) == count
    assert {"861", "17000"} <= shown(school), "the number in 元 stands in 万元"


def test_what_is_stored_is_not_replaced_unasked(school: Workspace, tmp_path: Path) -> None:
    preview = read(school, tmp_path, rows())
    school.do(import_edit(preview))
    shown = {
        cell.text for one in school.view().tables for row in school.view().filled(one).body for cell in row
    }
    assert "861" not in shown


@pytest.mark.parametrize(
    "caption", ["成人教育情况统计表", "五年制高职基本情况", "继续教育学院统计表", "女生情况统计表"]
)
def test_a_part_of_the_school_is_not_taken_for_the_whole(
    school: Workspace, tmp_path: Path, caption: str
) -> None:
    preview = read(school, tmp_path, rows(caption))
    assert not preview.tables[0].scattered
    assert not {"XS01", "XX01"} & keys(preview)


def test_rows_that_only_the_file_has_make_a_table_that_shares_the_others(
    school: Workspace, tmp_path: Path
) -> None:
    more: list[Row] = [[4, "校车", "辆", 2, 3], [5, "食堂", "个", 1, 1]]
    preview = read(school, tmp_path, rows("学校基本情况", *more))
    (table,) = preview.tables
    assert not table.scattered
    assert {"XS01", "XX01"} <= keys(preview)
    assert "XX06" not in keys(preview), "its label names 元, and the report's own number is in 万元"
    school.do(import_edit(preview))
    assert any(
        "校车" in cell.text
        for one in school.view().tables
        for row in school.view().filled(one).body
        for cell in row
    )


def test_one_name_in_common_is_chance(school: Workspace, tmp_path: Path) -> None:
    table: list[Row] = [
        ["办学情况"],
        ["指标", *YEARS],
        ["招生人数", 1, 2],
        ["校车数", 1, 2],
        ["食堂数", 1, 1],
    ]
    assert "XS01" not in keys(read(school, tmp_path, table))


def test_the_user_may_want_a_table_of_its_own(school: Workspace, tmp_path: Path) -> None:
    preview = read(school, tmp_path, rows())
    region = preview.tables[0].proposal.understood.region
    mark = Mark("Sheet", Scope.TABLE, region.top, region.left, Says.GOES_TO, "")
    again = understood_again(preview, Marks((mark,)))
    assert not again.tables[0].scattered
    assert "XS01" not in keys(again)


OWN: list[Row] = [
    ["项目", "单位", "数量"],
    ["招生人数", "人", 859],
    ["住校生", "人", 1480],
    ["校车", "辆", 3],
]


def test_a_number_that_the_report_has_is_linked_in_a_table_of_ones_own(
    school: Workspace, tmp_path: Path
) -> None:
    """Name, unit and number are those of the report: no second place for it."""
    preview = read(school, tmp_path, [["2019-2020学年食宿与校车"], *OWN])
    assert "XS01" in keys(preview)
    assert not any(one.name == "招生人数" for one in preview.tables[0].proposal.indicators)
    school.do(import_edit(preview))
    assert school.archive.catalogue.get("食宿与校车/招生人数") is None


def test_another_number_of_that_name_stays_the_tables_own(school: Workspace, tmp_path: Path) -> None:
    other: list[Row] = [OWN[0], ["招生人数", "人", 120], *OWN[2:]]
    assert "XS01" not in keys(read(school, tmp_path, [["2019-2020学年食宿与校车"], *other]))
