"""Rows come and go without touching a value; the table's kind decides what a new row is."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from examples import sample, table_named, texts

from qdesk.actions.edit_table import add_line, recompare, remove_line
from qdesk.actions.edit_values import set_cell
from qdesk.actions.workspace import Workspace
from qdesk.errors import UserError
from qdesk.model.comparison import ChangeKind
from qdesk.model.edit import Kind


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    opened = sample(tmp_path)
    yield opened
    opened.close()


def grid(workspace: Workspace, caption: str) -> list[list[str]]:
    view = workspace.view()
    return texts(view.filled(table_named(view, caption)))


def test_a_new_major_stands_before_the_total_and_counts(workspace: Workspace) -> None:
    view = workspace.view()
    table = table_named(view, "学生专业结构")
    before = grid(workspace, "学生专业结构")
    workspace.do(add_line(view, table, "数控技术应用"))
    row = len(before) - 1
    workspace.do(set_cell(workspace.view(), table, row, 3, "10"))
    after = grid(workspace, "学生专业结构")
    assert after[row][1:4] == ["数控技术应用", "", "10"]
    assert int(after[-1][3]) == int(before[-1][3]) + 10


def test_a_new_indicator_compares_itself(workspace: Workspace) -> None:
    view = workspace.view()
    table = table_named(view, "学生情况对比表")
    workspace.do(add_line(view, table, "转入人数（人）"))
    row = len(grid(workspace, "学生情况对比表")) - 1
    workspace.do(set_cell(workspace.view(), table, row, 1, "10"))
    workspace.do(set_cell(workspace.view(), table, row, 2, "15"))
    assert grid(workspace, "学生情况对比表")[row] == ["转入人数（人）", "10", "15", "150"]


def test_a_register_gets_a_record(workspace: Workspace) -> None:
    view = workspace.view()
    table = table_named(view, "专业设置情况")
    before = grid(workspace, "专业设置情况")
    workspace.do(add_line(view, table, "茶艺"))
    after = grid(workspace, "专业设置情况")
    assert len(after) == len(before) + 1
    assert after[-1][1] == "茶艺"


def test_a_name_stands_once(workspace: Workspace) -> None:
    view = workspace.view()
    with pytest.raises(UserError, match="已经有"):
        add_line(view, table_named(view, "学生情况对比表"), "招生人数 （人）")
    with pytest.raises(UserError, match="行是年度"):
        add_line(view, table_named(view, "学校资产情况"), "新行")


def test_a_deleted_row_keeps_its_values(workspace: Workspace) -> None:
    view = workspace.view()
    table = table_named(view, "学生情况对比表")
    filled = view.filled(table)
    key = filled.grid[1][2].key
    assert key is not None
    workspace.do(remove_line(view, table, filled.grid[1][0].row_id))
    assert grid(workspace, "学生情况对比表")[1][0] == "全日制在校生数（人）"
    assert workspace.archive.get(Kind.OBSERVATION, key) is not None


def test_another_comparison_for_the_whole_table(workspace: Workspace) -> None:
    view = workspace.view()
    workspace.do(recompare(view, table_named(view, "学生情况对比表"), ChangeKind.DIFFERENCE))
    assert grid(workspace, "学生情况对比表")[1] == ["招生人数（人）", "636", "859", "+223"]
