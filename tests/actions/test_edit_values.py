"""Typing and pasting in the printed table: what follows changes at once, nothing else does."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from examples import sample, table_named, texts

from qdesk.actions.edit_values import back_to_computed, clear_cells, paste_block, set_cell, set_indicator
from qdesk.actions.fill_down import fill_down
from qdesk.actions.run_checks import run_checks
from qdesk.actions.workspace import Workspace
from qdesk.errors import UserError
from qdesk.model.finding import Severity


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    opened = sample(tmp_path)
    yield opened
    opened.close()


def printed(workspace: Workspace) -> dict[tuple[str, int, int], str]:
    view = workspace.view()
    return {
        (view.filled(table).caption, row, column): text
        for table in view.tables
        for row, line in enumerate(texts(view.filled(table)))
        for column, text in enumerate(line)
    }


def test_exactly_the_dependants_change(workspace: Workspace) -> None:
    before = printed(workspace)
    view = workspace.view()
    workspace.do(set_cell(view, table_named(view, "学生情况对比表"), 3, 2, "1205"))
    changed = {place for place, text in printed(workspace).items() if text != before[place]}
    captions = {caption for caption, _, _ in changed}
    students = {(row, column) for caption, row, column in changed if caption == "学生情况对比表"}
    # The value and its change; the sum that it is part of, and that one's change.
    assert students == {(3, 2), (3, 3), (2, 2), (2, 3)}
    # Per-student values of this year, the student-teacher ratio, and the funding per student.
    assert {row for caption, row, _ in changed if caption == "学校资产情况对比表"} == {4}
    assert "教师队伍数据比较" in captions
    assert not captions & {"学生满意度情况对比表", "毕业生升学、就业情况对比表", "各专业招生情况"}


def test_an_edit_reaches_open_tables_without_filling_the_others(workspace: Workspace) -> None:
    view = workspace.view()
    kept = {table.id: view.filled(table) for table in view.tables}
    done = workspace.do(set_cell(view, table_named(view, "学生满意度情况对比表"), 1, 2, "98.5"))
    touched = view.note(done)
    assert touched.tables == {table_named(view, "学生满意度情况对比表").id}
    assert all(view.filled(t) is kept[t.id] for t in view.tables if t.id not in touched.tables)


@pytest.mark.parametrize(
    ("typed", "printed_text"),
    [("1,883人", "1883"), ("１８８３", "1883"), (" 95.50 ", "95.50"), ("/", "/"), ("", "")],
)
def test_what_users_type(workspace: Workspace, typed: str, printed_text: str) -> None:
    view = workspace.view()
    table = table_named(view, "学生情况对比表")
    workspace.do(set_cell(view, table, 1, 2, typed))
    assert workspace.view().filled(table).grid[1][2].text == printed_text


def test_money_in_another_unit_is_converted(workspace: Workspace) -> None:
    view = workspace.view()
    table = table_named(view, "学校资产情况对比表")
    workspace.do(set_cell(view, table, 2, 5, "64,238,400元"))
    assert workspace.view().filled(table).grid[2][5].text == "6423.84"


@pytest.mark.parametrize(
    ("caption", "row", "column", "typed", "printed_text"),
    [
        ("学生情况对比表", 1, 2, "1.05万人", "10500"),
        ("学校资产情况对比表", 2, 1, "7.8万平方米", "78000"),
        ("学校资产情况对比表", 2, 6, "1.648亿元", "16480"),
        ("学校资产情况对比表", 2, 6, "6423万", "6423"),
        ("学生情况对比表", 1, 2, "1.2万", "12000"),
        ("起薪情况", 2, 1, "0.3万元/月", "3000"),
    ],
)
def test_scaled_units_are_converted(
    workspace: Workspace, caption: str, row: int, column: int, typed: str, printed_text: str
) -> None:
    view = workspace.view()
    table = table_named(view, caption)
    workspace.do(set_cell(view, table, row, column, typed))
    assert workspace.view().filled(table).grid[row][column].text == printed_text


@pytest.mark.parametrize(
    ("caption", "row", "column", "typed"),
    [
        ("学生情况对比表", 1, 2, "94%"),
        ("学生情况对比表", 1, 2, "859元"),
        ("学校资产情况对比表", 2, 1, "117亩"),
        ("学生情况对比表", 7, 2, "13.5：1"),
        ("起薪情况", 2, 1, "36000元/年"),
    ],
)
def test_a_unit_that_says_something_else_is_refused(
    workspace: Workspace, caption: str, row: int, column: int, typed: str
) -> None:
    view = workspace.view()
    with pytest.raises(UserError, match="的单位是"):
        set_cell(view, table_named(view, caption), row, column, typed)


def test_computed_and_label_cells_are_refused_with_a_reason(workspace: Workspace) -> None:
    view = workspace.view()
    table = table_named(view, "学生情况对比表")
    with pytest.raises(UserError, match="由程序计算"):
        set_cell(view, table, 1, 3, "135")
    with pytest.raises(UserError, match="表头或标签"):
        set_cell(view, table, 0, 1, "2018")
    with pytest.raises(UserError, match="没有第 99 行"):
        set_cell(view, table, 99, 1, "2018")


@pytest.mark.parametrize(("row", "column"), [(1, 3), (2, 2)])
def test_an_overwritten_cell_is_marked_checked_and_given_back(
    workspace: Workspace, row: int, column: int
) -> None:
    view = workspace.view()
    table = table_named(view, "学生情况对比表")
    right = view.filled(table).grid[row][column].text
    workspace.do(set_cell(view, table, row, column, "39.76", overwrite=True))
    view = workspace.view()
    cell = view.filled(table).grid[row][column]
    assert (cell.text, cell.overwritten, cell.behind) == ("39.76", True, right)
    findings = [one for one in run_checks(view) if one.severity is Severity.MUST and one.table]
    # An indicator that several tables show is found wherever it stands; sentences that quote it are told too.
    told = {(one.found, one.expected) for one in findings if one.rule != "part_beyond_whole"}
    assert told == {("39.76", right)}
    workspace.do(back_to_computed(view, table, row, column))
    assert workspace.view().filled(table).grid[row][column].text == right


def test_a_pasted_block_is_one_step_and_says_what_did_not_fit(workspace: Workspace) -> None:
    view = workspace.view()
    table = table_named(view, "学生情况对比表")
    result = paste_block(view, table, 5, 2, [["1500", "1"], ["610", ""], ["95%", ""], ["7", ""]])
    assert result.edit is not None
    assert result.taken == 3
    assert len(result.refused) == 2
    workspace.do(result.edit)
    grid = texts(workspace.view().filled(table))
    assert [row[2] for row in grid[5:8]] == ["1500", "610", "95"]


def test_a_block_leaves_locked_numbers_of_last_year_as_they_are(workspace: Workspace) -> None:
    view = workspace.view()
    table = table_named(view, "学生情况对比表")
    prior = view.filled(table).grid[1][1].text
    result = paste_block(view, table, 1, 1, [["1", "900"]], prior_locked=True)
    assert result.taken == 1
    assert "上年值，已锁定" in result.refused[0]
    assert paste_block(view, table, 1, 1, [[prior]], prior_locked=True).refused == []
    assert result.edit is not None
    workspace.do(result.edit)
    assert texts(workspace.view().filled(table))[1][1:3] == [prior, "900"]
    opened = paste_block(workspace.view(), table, 1, 1, [["1"]])
    assert (opened.taken, opened.refused) == (1, [])


def test_what_was_copied_pastes_back_onto_itself(workspace: Workspace) -> None:
    view = workspace.view()
    for table in view.tables:
        filled = view.filled(table)
        result = paste_block(view, table, 0, 0, texts(filled))
        assert result.refused == [], filled.caption
        if result.edit is not None:
            workspace.do(result.edit)
    assert printed(workspace) == printed(workspace)


def test_deleting_empties_entered_cells_only(workspace: Workspace) -> None:
    view = workspace.view()
    table = table_named(view, "学生情况对比表")
    edit = clear_cells(view, table, [(row, column) for row in range(8) for column in range(4)])
    assert edit is not None
    workspace.do(edit)
    filled = workspace.view().filled(table)
    assert all(row[1].text == "" and row[2].text == "" for row in filled.body)
    assert filled.body[0][0].text == "招生人数（人）"


def test_a_register_field_is_typed_like_any_cell(workspace: Workspace) -> None:
    view = workspace.view()
    table = table_named(view, "技能大赛获奖")
    filled = view.filled(table)
    column = filled.column_count - 1
    total = filled.grid[-1][column].text
    row = next(at for at, line in enumerate(filled.grid) if line[column].text == "1")
    workspace.do(set_cell(view, table, row, column, "5"))
    after = workspace.view().filled(table)
    assert after.grid[row][column].text == "5"
    assert after.grid[-1][column].text != total


def test_a_value_can_be_set_by_its_indicator(workspace: Workspace) -> None:
    view = workspace.view()
    workspace.do(set_indicator(view, "招生人数", "2019-2020", "870"))
    view = workspace.view()
    assert view.filled(table_named(view, "学生情况对比表")).grid[1][2].text == "870"
    with pytest.raises(UserError, match="没有代码或名称"):
        set_indicator(view, "不存在", "2019-2020", "1")
    with pytest.raises(UserError, match="按公式计算"):
        set_indicator(view, "全日制在校生数", "2019-2020", "1")


def test_an_indicator_of_graduates_takes_the_year_of_the_report(workspace: Workspace) -> None:
    edit = set_indicator(workspace.view(), "毕业去向落实人数", "2019-2020", "600")
    (change,) = edit.changes
    assert change.key[-1] == "2020届"


def test_earlier_claims_stay_visible(workspace: Workspace) -> None:
    view = workspace.view()
    table = table_named(view, "学生情况对比表")
    key = view.filled(table).grid[1][2].key
    assert key is not None
    workspace.do(set_cell(view, table, 1, 2, "860"))
    stored = workspace.archive.observation(key)
    assert stored is not None
    assert [claim.source.kind for claim in stored.claims] == ["typed", "sample"]


def test_filling_down_passes_over_what_is_computed_or_locked(workspace: Workspace) -> None:
    table = table_named(workspace.view(), "学生情况对比表")
    view = workspace.view()
    filled = view.filled(table)
    area = (5, 0, 7, filled.column_count - 1)
    result = fill_down(view, table, area, prior_locked=True)
    assert result.edit is not None
    assert "向下填充" in result.edit.title
    before = texts(filled)
    workspace.do(result.edit)
    after = texts(workspace.view().filled(table))
    assert [row[2] for row in after[5:8]] == [before[5][2]] * 3
    assert [row[:2] for row in after] == [row[:2] for row in before]
    assert fill_down(view, table, (filled.header_rows, 2, filled.header_rows, 2)).edit is None
