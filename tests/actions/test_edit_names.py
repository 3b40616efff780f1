"""Majors and indicators over the years: renamed, joined, ended, in the order that the school wants."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from examples import empty, sample, table_named, texts, tidy_workbook

from qdesk.actions.edit_names import merge_members, order_members, rename, set_years
from qdesk.actions.edit_values import set_cell
from qdesk.actions.import_preview import preview_import
from qdesk.actions.import_workbook import import_edit
from qdesk.actions.new_report import period_from
from qdesk.actions.roll_year import roll_edit
from qdesk.actions.run_checks import run_checks
from qdesk.actions.workspace import Workspace
from qdesk.errors import UserError
from qdesk.model.entity import Member

MAJORS = "学生专业结构"


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    """A school whose majors came from a workbook: 护理, 烹饪, 会计."""
    opened = empty(tmp_path)
    opened.do(import_edit(preview_import(opened.view(), tidy_workbook(tmp_path / "上年.xlsx"))))
    yield opened
    opened.close()


def member(workspace: Workspace, name: str) -> Member:
    return next(one for one in workspace.archive.members("专业") if one.name == name)


def grid(workspace: Workspace) -> list[list[str]]:
    view = workspace.view()
    return [row[1:] for row in texts(view.filled(table_named(view, MAJORS)))]


def test_a_renamed_major_keeps_its_history_and_is_found_in_older_files(
    workspace: Workspace, tmp_path: Path
) -> None:
    workspace.do(rename(workspace.view(), member(workspace, "烹饪"), "中餐烹饪"))
    assert grid(workspace)[2] == ["中餐烹饪", "80", "60", "75"]
    assert member(workspace, "中餐烹饪").aliases == ("烹饪",)
    again = preview_import(workspace.view(), tidy_workbook(tmp_path / "再来.xlsx"))
    workspace.do(import_edit(again))
    assert [row[0] for row in grid(workspace)[1:]] == ["护理", "中餐烹饪", "会计", "合计"]
    with pytest.raises(UserError, match="合并"):
        rename(workspace.view(), member(workspace, "护理"), "会计")


def test_last_years_name_and_this_years_become_one(workspace: Workspace) -> None:
    cook, account = member(workspace, "烹饪"), member(workspace, "会计")
    view = workspace.view()
    workspace.do(set_cell(view, table_named(view, MAJORS), 2, 3, ""))  # 烹饪: only last year
    view = workspace.view()
    workspace.do(set_cell(view, table_named(view, MAJORS), 3, 2, ""))  # 会计: only this year
    done = workspace.do(merge_members(workspace.view(), cook, account))
    assert grid(workspace)[1:] == [
        ["护理", "120", "150", "125"],
        ["会计", "80", "0", "0"],
        ["合计", "200", "150", "75"],
    ]
    workspace.do(done.reversed())
    assert [row[0] for row in grid(workspace)[1:]] == ["护理", "烹饪", "会计", "合计"]


def test_an_ended_major_is_not_missing_and_leaves_after_a_year(workspace: Workspace) -> None:
    view = workspace.view()
    workspace.do(set_cell(view, table_named(view, MAJORS), 3, 3, ""))
    account = member(workspace, "会计")
    assert any("会计" in one.message for one in run_checks(workspace.view()))
    workspace.do(set_years(workspace.view(), account, None, 2019))
    assert grid(workspace)[3] == ["会计", "40", "—", "—"]
    missing = [one.message for one in run_checks(workspace.view()) if "会计" in one.message]
    assert not [one for one in missing if MAJORS in one]
    workspace.do(roll_edit(workspace, period_from("2020-2021")))
    assert [row[0] for row in grid(workspace)[1:]] == ["护理", "烹饪", "合计"]
    with pytest.raises(UserError, match="早于"):
        set_years(workspace.view(), account, 2020, 2019)


def test_a_list_is_ordered_by_hand_wherever_it_stands(tmp_path: Path) -> None:
    workspace = sample(tmp_path)
    names = [one.name for one in workspace.archive.members("专业")]
    ids = [one.id for one in workspace.archive.members("专业")]
    workspace.do(order_members(workspace.view(), "专业", ids[::-1]))
    assert [one.name for one in workspace.archive.members("专业")] == names[::-1]
    shown = [row[0] for row in grid(workspace)[1:-1]]
    assert shown == [name for name in names[::-1] if name in shown]
    workspace.close()


def test_an_indicator_renamed_in_every_table(workspace: Workspace) -> None:
    view = workspace.view()
    table = table_named(view, "学生情况对比表")
    indicator = view.data.indicator(str(table.layout.rows[0].at.indicator))
    assert indicator is not None
    workspace.do(rename(view, indicator, "录取人数"))
    view = workspace.view()
    assert texts(view.filled(table_named(view, "学生情况对比表")))[1][:2] == ["录取人数（人）", "500"]
