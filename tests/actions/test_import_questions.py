"""Doubts of one cause are one question, answered once; what the numbers prove is not asked."""

from __future__ import annotations

import os
from decimal import Decimal
from pathlib import Path

import pytest
from examples import empty
from invented import Rows, at, previewed, workbook

from qdesk.actions.import_memory import memory_change, remembered_marks
from qdesk.actions.import_preview import preview_import, understood_again
from qdesk.actions.import_questions import Answer, Question, other_year, questions, questions_of
from qdesk.actions.import_workbook import import_edit
from qdesk.actions.imported import ImportPreview
from qdesk.actions.new_report import period_from
from qdesk.model.edit import Kind
from qdesk.model.period import Period, PeriodKind
from qdesk.recognition.causes import Cause

BASICS: Rows = [
    ["学校基本情况统计表"],
    ["序号", "项目", "单位", "数量"],
    [1, "招生人数", "人", 859],
    [2, "毕业生数", "人", 603],
]
STUDENTS: Rows = [["表 2 学生情况对比表"], ["项目", "2018-2019"], ["招生人数（人）", 636]]
MAJORS: Rows = [["2020年学生专业结构"], ["专业", "人数（人）"], ["护理", 20], ["会计", 30]]
RATES: Rows = [
    ["2019-2020学年毕业生就业情况表"],
    ["专业", "毕业生数", "就业人数", "就业率"],
    ["护理", 100, 97, 0.97],
    ["烹饪", 80, 76, 0.95],
    ["汽修", 50, 50, 1],
]


def answered(preview: ImportPreview, answer: Answer) -> ImportPreview:
    marks = preview.marks
    for one in answer.marks:
        marks = marks.with_mark(one)
    return understood_again(preview, marks, answer.period)


def only(preview: ImportPreview) -> Question:
    (question,) = questions(preview)
    return question


def test_the_year_of_a_file_without_one_is_asked_once(tmp_path: Path) -> None:
    question = only(previewed(tmp_path, 基本=BASICS))
    assert question.cause is Cause.YEAR
    assert [one.text for one in question.answers] == ["本年 2019-2020学年", "上年 2018-2019学年"]
    assert len(question.values) == 2


@pytest.mark.parametrize(("at_answer", "code"), [(0, "2019-2020"), (1, "2018-2019")])
def test_one_answer_settles_all_values_of_the_file(tmp_path: Path, at_answer: int, code: str) -> None:
    preview = previewed(
        tmp_path, 基本=BASICS, 再=[["后勤情况统计表"], ["项目", "单位", "数量"], ["校车", "辆", 3]]
    )
    question = only(preview)
    assert len(question.values) == 3
    told = answered(preview, question.answers[at_answer])
    assert questions(told) == []
    read = [one for table in told.tables for one in table.values if one.key is not None]
    assert {one.key.period for one in read if one.key} == {code}
    assert all(one.taken and not one.read.doubt for one in read)


def test_another_year_than_those_offered_may_be_named(tmp_path: Path) -> None:
    preview = previewed(tmp_path, 基本=BASICS)
    told = answered(preview, other_year(only(preview), Period(PeriodKind.ACADEMIC, 2017)))
    assert at(told, "D3").key is not None
    assert {one.key.period for one in told.tables[0].values if one.key} == {"2016-2017"}


def test_nothing_of_it_is_stored_before_the_answer(tmp_path: Path) -> None:
    school = empty(tmp_path)
    count = len(school.view().tables)
    own: Rows = [["后勤情况统计表"], ["项目", "单位", "数量"], ["校车", "辆", 3], ["餐位", "个", 900]]
    preview = preview_import(school.view(), workbook(tmp_path / "a.xlsx", 后勤=own))
    school.do(import_edit(preview))
    assert len(school.view().tables) == count
    assert not list(school.archive.all_of(Kind.OBSERVATION))
    school.do(import_edit(answered(preview, only(preview).answers[0])))
    assert len(school.view().tables) == count + 1


def test_the_year_that_the_user_named_is_the_answer(tmp_path: Path) -> None:
    school = empty(tmp_path)
    path = workbook(tmp_path / "a.xlsx", 基本=BASICS)
    preview = preview_import(school.view(), path, period_from("2018-2019"))
    assert questions(preview) == []
    assert {one.key.period for one in preview.tables[0].values if one.key} == {"2018-2019"}


def test_the_files_own_day_is_only_a_hint(tmp_path: Path) -> None:
    school = empty(tmp_path)
    path = workbook(tmp_path / "a.xlsx", 基本=BASICS)
    os.utime(path, (1_600_000_000, 1_600_000_000))
    question = only(preview_import(school.view(), path))
    assert "2020 年 9 月" in question.reason
    assert "仅供参考" in question.reason


def test_a_table_without_a_year_among_tables_of_one_year_is_of_that_year(tmp_path: Path) -> None:
    preview = previewed(tmp_path, 学生=STUDENTS, 基本=BASICS)
    assert questions(preview) == []


def test_a_sheet_without_a_year_among_sheets_of_several_is_asked_about_alone(tmp_path: Path) -> None:
    preview = previewed(tmp_path, 学生=STUDENTS, 专业=MAJORS, 基本=BASICS)
    question = only(preview)
    assert "“基本”没有写年份" in question.text
    told = answered(preview, question.answers[1])
    assert questions(told) == []
    assert {one.key.period for one in told.tables[2].values if one.key} == {"2018-2019"}
    assert {one.key.period for one in told.tables[1].values if one.key} == {"2019-2020"}, "it keeps its year"


def test_the_year_is_not_remembered_for_the_next_file(tmp_path: Path) -> None:
    school = empty(tmp_path)
    path = workbook(tmp_path / "a.xlsx", 学生=STUDENTS, 专业=MAJORS, 基本=BASICS)
    preview = preview_import(school.view(), path)
    school.do(import_edit(answered(preview, only(preview).answers[1])))
    again = preview_import(school.view(), workbook(tmp_path / "b.xlsx", 基本=BASICS))
    assert only(again).cause is Cause.YEAR


def test_quotients_of_two_counts_are_per_cent_without_asking(tmp_path: Path) -> None:
    preview = previewed(tmp_path, 就业=RATES)
    assert questions(preview) == []
    assert [at(preview, f"D{row}").read.value for row in (3, 4, 5)] == [
        Decimal(97),
        Decimal(95),
        Decimal(100),
    ]
    assert {at(preview, f"D{row}").read.unit for row in (3, 4, 5)} == {"%"}
    assert not len(preview.marks), "nobody said so"


def test_fractions_that_nothing_proves_are_asked_once(tmp_path: Path) -> None:
    wrong = [*RATES[:3], ["烹饪", 80, 70, 0.95], RATES[4]]
    preview = previewed(tmp_path, 就业=wrong)
    (question,) = questions_of(preview, preview.tables[0])
    assert question.cause is Cause.PERCENT
    assert len(question.values) == 3
    told = answered(preview, question.answers[0])
    assert [at(told, f"D{row}").read.value for row in (3, 4, 5)] == [Decimal(97), Decimal(95), Decimal(100)]
    assert questions(told) == []


def test_whose_it_is_is_asked_once_and_not_remembered(tmp_path: Path) -> None:
    school = empty(tmp_path)
    rows: Rows = [["填报单位：某某县第二职业中学"], *STUDENTS]
    path = workbook(tmp_path / "a.xlsx", 一=rows, 二=[["填报单位：某某县第二职业中学"], *MAJORS])
    preview = preview_import(school.view(), path)
    question = only(preview)
    assert question.cause is Cause.OWNER
    told = answered(preview, question.answers[0])
    assert questions(told) == []
    kept = memory_change(told)
    assert kept is None or "entity" not in str(kept.after)
    assert not len(remembered_marks(school.archive, told.grids))
    left = answered(preview, question.answers[1])
    assert left.tables == []


def test_a_sheet_of_one_major_may_be_answered_with_the_major(tmp_path: Path) -> None:
    lines: Rows = [["项目", "2019-2020学年"], ["招生人数（人）", 120], ["毕业生数（人）", 96]]
    other = [lines[0], ["招生人数（人）", 80], ["毕业生数（人）", 70]]
    preview = previewed(tmp_path, 护理=lines, 会计=other)
    question = only(preview)
    assert question.cause is Cause.SHEET
    assert [one.text for one in question.answers] == ["都是全校的", "各是“护理”“会计”的", "不导入"]
    told = answered(preview, question.answers[1])
    assert questions(told) == []
    keys = {(table.sheet, one.key.member) for table in told.tables for one in table.values if one.key}
    assert keys == {("护理", "护理"), ("会计", "会计")}
    assert not any(table.scattered for table in told.tables)
    assert memory_change(told) is None


def test_a_sheet_may_be_answered_to_be_of_the_whole_school(tmp_path: Path) -> None:
    lines: Rows = [["项目", "2019-2020学年"], ["招生人数（人）", 120], ["毕业生数（人）", 96]]
    preview = previewed(tmp_path, 护理=lines)
    question = only(preview)
    told = answered(preview, question.answers[0])
    assert questions(told) == []
    assert {one.key.member for table in told.tables for one in table.values if one.key} == {""}


@pytest.mark.parametrize(("at_answer", "code"), [(0, "2019-2020"), (1, "2018-2019")])
def test_a_year_that_the_name_of_the_file_contradicts_is_asked(
    tmp_path: Path, at_answer: int, code: str
) -> None:
    path = workbook(tmp_path / "2018-2019学年基本情况.xlsx", 基本=BASICS)
    workspace = empty(tmp_path)
    preview = preview_import(workspace.view(), path, period_from("2019-2020"))
    workspace.close()
    question = only(preview)
    assert question.cause is Cause.YEAR
    assert [one.text for one in question.answers] == ["2019-2020学年", "2018-2019学年"]
    told = answered(preview, question.answers[at_answer])
    assert questions(told) == []
    assert {one.key.period for one in told.tables[0].values if one.key} == {code}


def test_a_calendar_year_in_the_name_is_within_a_school_year(tmp_path: Path) -> None:
    path = workbook(tmp_path / "2019年基本情况.xlsx", 基本=BASICS)
    workspace = empty(tmp_path)
    assert questions(preview_import(workspace.view(), path, period_from("2019-2020"))) == []
    workspace.close()
