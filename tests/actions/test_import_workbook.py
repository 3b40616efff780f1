"""An import is shown whole before it is done, is one step, and reads no formula as empty."""

from __future__ import annotations

from pathlib import Path

import pytest
from examples import empty, sample, table_named, texts, tidy_workbook
from openpyxl import Workbook, load_workbook

from qdesk.actions.edit_values import set_cell, set_indicator
from qdesk.actions.import_preview import preview_import
from qdesk.actions.import_protocol import import_protocol
from qdesk.actions.import_workbook import import_edit
from qdesk.actions.imported import Verdict
from qdesk.actions.roll_year import roll_edit
from qdesk.errors import UserError
from qdesk.model.edit import Edit, Kind
from qdesk.model.period import Period, PeriodKind


def test_tables_print_as_the_workbook_has_them(tmp_path: Path) -> None:
    workspace = empty(tmp_path)
    workspace.do(import_edit(preview_import(workspace.view(), tidy_workbook(tmp_path / "上年.xlsx"))))
    view = workspace.view()
    assert texts(view.filled(table_named(view, "学生情况对比表"))) == [
        ["学年\n项目", "2018-2019", "2019-2020", "百分比（%）"],
        ["招生人数（人）", "500", "650", "130"],
        ["中专班人数（人）", "900", "990", "110"],
        ["巩固率（%）", "92", "96.5", "104.89"],
    ]
    assert texts(view.filled(table_named(view, "学生专业结构")))[1:] == [
        ["1", "护理", "120", "150", "125"],
        ["2", "烹饪", "80", "60", "75"],
        ["3", "会计", "40", "0", "0"],
        ["4", "合计", "240", "210", "87.50"],
    ]
    workspace.close()


def test_nothing_is_stored_before_the_user_agrees(tmp_path: Path) -> None:
    workspace = empty(tmp_path)
    before = workspace.store.path.stat().st_size
    preview = preview_import(workspace.view(), tidy_workbook(tmp_path / "a.xlsx"))
    import_protocol(preview)
    assert list(workspace.archive.all_of(Kind.OBSERVATION)) == []
    assert workspace.store.path.stat().st_size == before
    workspace.close()


def test_an_import_is_one_step_that_can_be_taken_back(tmp_path: Path) -> None:
    workspace = empty(tmp_path)
    view = workspace.view()
    before = [texts(view.filled(one)) for one in view.tables]
    done = workspace.do(import_edit(preview_import(view, tidy_workbook(tmp_path / "a.xlsx"))))
    workspace.do(done.reversed())
    view = workspace.view()
    assert [texts(view.filled(one)) for one in view.tables] == before
    assert list(workspace.archive.all_of(Kind.OBSERVATION)) == []
    workspace.close()


def test_hidden_and_unrelated_sheets_are_reported_and_left_out(tmp_path: Path) -> None:
    workspace = empty(tmp_path)
    protocol = import_protocol(preview_import(workspace.view(), tidy_workbook(tmp_path / "a.xlsx")))
    roles = {
        one["name"]: (one["role"], len(one["tables"]), len(one["left_out"])) for one in protocol["sheets"]
    }
    assert roles["旧表"] == ("hidden", 0, 1)
    assert roles["值班"] == ("unrelated", 0, 1)
    workspace.close()


def test_a_value_keeps_where_it_came_from(tmp_path: Path) -> None:
    workspace = empty(tmp_path)
    workspace.do(import_edit(preview_import(workspace.view(), tidy_workbook(tmp_path / "上年.xlsx"))))
    view = workspace.view()
    key = view.filled(table_named(view, "学生情况对比表")).grid[1][2].key
    assert key is not None
    stored = workspace.archive.observation(key)
    assert stored is not None
    assert stored.chosen.source.place == "上年.xlsx › 学生 › C4"
    workspace.close()


def test_a_second_import_says_what_is_new_the_same_and_changed(tmp_path: Path) -> None:
    workspace = empty(tmp_path)
    path = tidy_workbook(tmp_path / "a.xlsx")
    workspace.do(import_edit(preview_import(workspace.view(), path)))
    book = load_workbook(path)
    book["学生"]["C4"] = 651
    book["专业"].insert_rows(6)
    for column, value in enumerate([4, "电工", 0, 33], 1):
        book["专业"].cell(6, column, value)
    book.save(path)
    preview = preview_import(workspace.view(), path)
    assert preview.count(Verdict.CHANGED) == 1
    assert preview.count(Verdict.NEW) == 2
    workspace.do(import_edit(preview))
    view = workspace.view()
    assert view.filled(table_named(view, "学生情况对比表")).grid[1][2].text == "651"
    majors = texts(view.filled(table_named(view, "学生专业结构")))
    assert [row[1] for row in majors[1:]] == ["护理", "烹饪", "会计", "电工", "合计"]
    assert majors[-1][3] == "243"
    workspace.close()


def test_last_years_file_fills_the_prior_column_of_this_years_report(tmp_path: Path) -> None:
    workspace = empty(tmp_path, "2020-2021")
    workspace.do(import_edit(preview_import(workspace.view(), tidy_workbook(tmp_path / "a.xlsx"))))
    view = workspace.view()
    assert texts(view.filled(table_named(view, "学生情况对比表")))[:2] == [
        ["学年\n项目", "2019-2020", "2020-2021", "百分比（%）"],
        ["招生人数（人）", "650", "", ""],
    ]
    workspace.close()


def test_rolling_after_an_import_makes_current_prior(tmp_path: Path) -> None:
    workspace = empty(tmp_path)
    workspace.do(import_edit(preview_import(workspace.view(), tidy_workbook(tmp_path / "a.xlsx"))))
    workspace.do(roll_edit(workspace, Period(PeriodKind.ACADEMIC, 2021)))
    view = workspace.view()
    filled = view.filled(table_named(view, "学生情况对比表"))
    assert texts(filled)[1] == ["招生人数（人）", "650", "", ""]
    assert filled.subcaption == "（与 2019-2020 学年比较）"
    oldest = workspace.archive.reports[-1]
    workspace.do(Edit("切换", (workspace.open_report_change(oldest.id),)))
    with pytest.raises(UserError, match="已经有了"):
        roll_edit(workspace, Period(PeriodKind.ACADEMIC, 2021))
    workspace.close()


def test_a_correction_of_last_year_shows_in_the_rolled_report(tmp_path: Path) -> None:
    workspace = sample(tmp_path)
    workspace.do(roll_edit(workspace, Period(PeriodKind.ACADEMIC, 2021)))
    workspace.do(set_indicator(workspace.view(), "招生人数", "2019-2020", "888"))
    view = workspace.view()
    assert view.filled(table_named(view, "学生情况对比表")).grid[1][1].text == "888"
    workspace.close()


def bad_files(folder: Path) -> dict[str, Path]:
    text = folder / "说明.xlsx"
    text.write_text("这不是工作簿", encoding="utf-8")
    old = folder / "旧.xls"
    old.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600)
    locked = folder / "密.xlsx"
    locked.write_bytes(
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le") + b"\x00" * 600
    )
    nothing = folder / "空.xlsx"
    Workbook().save(nothing)
    broken = folder / "坏.xlsx"
    broken.write_bytes(tidy_workbook(folder / "好.xlsx").read_bytes()[:3000])
    return {
        "不是 Excel 工作簿": text,
        "旧格式": old,
        "密码": locked,
        "没有认出": nothing,
        "工作簿": broken,
        "找不到": folder / "没有.xlsx",
    }


def test_every_bad_file_gets_a_sentence_with_a_remedy(tmp_path: Path) -> None:
    workspace = empty(tmp_path)
    for words, path in bad_files(tmp_path).items():
        with pytest.raises(UserError, match=words) as caught:
            preview_import(workspace.view(), path)
        assert caught.value.remedy, words
    assert list(workspace.archive.all_of(Kind.OBSERVATION)) == []
    workspace.close()


def income_workbook(path: Path) -> Path:
    """Income of two years with an amount and a rate of change, and shares; the unit stands in the caption."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (
        ["表 5-1 2019—2020年经费收入情况（单位：万元）"],
        ["项目", "2019年", "2020年", "增减额", "增减率（%）", "2020年占比（%）"],
        ["财政拨款收入", 400, 420.5, 20.5, 5.13, 84.1],
        ["事业收入", 85.57, 79.5, -6.07, -7.09, 15.9],
        ["总计", 485.57, 500, 14.43, 2.97, 100],
    ):
        sheet.append(row)
    book.save(path)
    return path


def test_two_columns_of_change_are_each_computed_by_their_own_kind(tmp_path: Path) -> None:
    workspace = empty(tmp_path)
    workspace.do(import_edit(preview_import(workspace.view(), income_workbook(tmp_path / "收入.xlsx"))))
    view = workspace.view()
    table = table_named(view, "经费收入情况")
    assert view.filled(table).unit_line == "万元"
    assert texts(view.filled(table))[1:] == [
        ["财政拨款收入", "400", "420.5", "20.5", "5.13", "84.1"],
        ["事业收入", "85.57", "79.5", "-6.07", "-7.09", "15.9"],
        ["总计", "485.57", "500", "14.43", "2.97", "100"],
    ]
    edit = set_cell(view, table, 2, 2, "85")
    assert edit is not None
    workspace.do(edit)
    row = texts(workspace.view().filled(table_named(workspace.view(), "经费收入情况")))[2]
    assert row[3:5] == ["-0.57", "-0.67"]
    workspace.close()


def test_rows_that_name_a_quantity_and_a_year_keep_their_years_apart(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (
        ["表 2-8 毕业生去向结构"],
        ["去向", "升学", "直接就业", "参军", "合计"],
        ["2019年人数", 87, 129, 16, 232],
        ["2019年占比（%）", 37.5, 55.6, 6.9, 100],
        ["2020年人数", 100, 125, 16, 241],
        ["2020年占比（%）", 41.5, 51.9, 6.6, 100],
    ):
        sheet.append(row)
    book.save(path := tmp_path / "去向.xlsx")
    workspace = empty(tmp_path)
    workspace.do(import_edit(preview_import(workspace.view(), path)))
    filled = workspace.view().filled(table_named(workspace.view(), "毕业生去向结构"))
    assert [row[0].text for row in filled.body] == [
        "2019年人数",
        "2019年占比（%）",
        "2020年人数",
        "2020年占比（%）",
    ]
    assert [(row[1].text, row[1].offset) for row in filled.body] == [
        ("87", -1),
        ("37.5", -1),
        ("100", 0),
        ("41.5", 0),
    ]
    assert filled.body[0][1].indicator == filled.body[2][1].indicator
    workspace.close()


def test_the_year_that_a_table_is_compared_with_is_not_its_own(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (
        ["表 2-1 毕业生就业情况"],
        ["（与 2018-2019 学年比较）"],
        ["专业", "毕业生数（人）", "就业人数（人）"],
        ["护理", 120, 118],
        ["会计", 60, 57],
    ):
        sheet.append(row)
    book.save(path := tmp_path / "就业.xlsx")
    preview = preview_import(empty(tmp_path).view(), path)
    assert {one.read.offset for one in preview.tables[0].values} == {0}
