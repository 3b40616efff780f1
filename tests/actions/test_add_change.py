"""A change line in one step, for tables that show years without comparing them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from examples import sample, table_named, texts

from qdesk.actions.add_change import add_change, side_for_change
from qdesk.actions.edit_lines import remove_line
from qdesk.actions.workspace import Workspace
from qdesk.errors import UserError
from qdesk.model.comparison import ChangeKind
from qdesk.model.edit import Edit, Kind
from qdesk.model.report import ReportTable
from qdesk.model.table_layout import Change, walk
from qdesk.model.table_lines import Side, lines_of


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    made = sample(tmp_path)
    yield made
    made.close()


def without_change(workspace: Workspace, caption: str) -> ReportTable:
    table = table_named(workspace.view(), caption)
    for side in Side:
        for line in [one for one in walk(lines_of(table.layout, side)) if isinstance(one.compute, Change)]:
            workspace.do(remove_line(workspace.view(), table, side, line.id))
            table = table_named(workspace.view(), caption)
    return table


def changed(workspace: Workspace, caption: str, kind: ChangeKind) -> list[list[str]]:
    view = workspace.view()
    workspace.do(add_change(view, table_named(view, caption), kind))
    view = workspace.view()
    return texts(view.filled(table_named(view, caption)))


def test_a_table_that_compares_already_is_offered_nothing(workspace: Workspace) -> None:
    table = table_named(workspace.view(), "学生情况对比表")
    assert side_for_change(table) is None
    with pytest.raises(UserError, match="变化"):
        add_change(workspace.view(), table, ChangeKind.GROWTH)


@pytest.mark.parametrize(
    ("kind", "title", "shown"),
    [(ChangeKind.DIFFERENCE, "变化", "+223"), (ChangeKind.GROWTH, "增长率（%）", "35.06")],
)
def test_columns_of_years_get_their_change(
    workspace: Workspace, kind: ChangeKind, title: str, shown: str
) -> None:
    table = without_change(workspace, "学生情况对比表")
    assert side_for_change(table) is Side.COLUMNS
    grid = changed(workspace, "学生情况对比表", kind)
    assert (grid[0][-1], grid[1][1:]) == (title, ["636", "859", shown])
    assert side_for_change(table_named(workspace.view(), "学生情况对比表")) is None


def test_rows_of_years_get_a_row(workspace: Workspace) -> None:
    table = without_change(workspace, "学校资产情况对比表")
    rows = len(workspace.view().filled(table).body)
    assert side_for_change(table) is Side.ROWS
    grid = changed(workspace, "学校资产情况对比表", ChangeKind.GROWTH)
    assert len(grid) > rows
    assert "增长率（%）" in {cell for row in grid for cell in row}


def test_last_year_comes_with_it(workspace: Workspace) -> None:
    table = without_change(workspace, "学生情况对比表")
    prior = next(one for one in table.layout.columns if one.at.period == -1)
    workspace.do(remove_line(workspace.view(), table, Side.COLUMNS, prior.id))
    grid = changed(workspace, "学生情况对比表", ChangeKind.DIFFERENCE)
    assert grid[1][1:] == ["636", "859", "+223"]


def test_the_only_column_of_numbers_is_shown_for_both_years(workspace: Workspace) -> None:
    table = without_change(workspace, "学生情况对比表")
    columns = tuple(
        replace(one, label="人数", at=one.at._replace(period=None)) if one.at.period == 0 else one
        for one in table.layout.columns
        if one.at.period != -1
    )
    plain = replace(table, layout=replace(table.layout, columns=columns))
    workspace.do(Edit("", (workspace.view().archive.change(Kind.TABLE, (table.id,), plain),)))
    grid = changed(workspace, "学生情况对比表", ChangeKind.GROWTH)
    assert grid[0][1:] == ["人数"] * 3
    assert grid[1][3] == "增长率（%）"
    assert grid[2][1:] == ["636", "859", "35.06"]
