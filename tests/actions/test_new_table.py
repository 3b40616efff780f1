"""Every shape of the gallery becomes a table that fills, compares and totals; names decide the rest."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from examples import empty, sample, texts

from qdesk.actions.edit_values import set_cell
from qdesk.actions.library import library
from qdesk.actions.new_table import Wishes, new_table, preview_table
from qdesk.actions.workspace import Workspace
from qdesk.errors import UserError
from qdesk.model.edit import Kind
from qdesk.model.indicator import Indicator
from qdesk.model.table_lines import Side
from qdesk.model.table_shape import TableShape, read_names

SHAPES = {one.id: one for one in library().shapes}


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    opened = sample(tmp_path)
    yield opened
    opened.close()


def wishes_for(workspace: Workspace, shape: TableShape, **changed: object) -> Wishes:
    base = workspace.archive.catalogue.named("全日制在校生数")[0].id
    names = {side: "\n".join(shape.examples.get(side, ())) for side in Side}
    plain: dict[str, object] = {"caption": "新表", "names": names, "options": shape.chosen, "base": base}
    return Wishes(**{**plain, **changed})  # type: ignore[arg-type]


def make(workspace: Workspace, shape: str, **changed: object) -> list[list[str]]:
    view = workspace.view()
    wishes = wishes_for(workspace, SHAPES[shape], **changed)
    workspace.do(new_table(view, view.headings[0].section.id, SHAPES[shape], wishes))
    return grid(workspace)


def grid(workspace: Workspace) -> list[list[str]]:
    view = workspace.view()
    return texts(view.filled(next(one for one in view.tables if view.filled(one).caption == "新表")))


@pytest.mark.parametrize("shape", sorted(SHAPES))
def test_the_table_looks_as_its_preview(workspace: Workspace, shape: str) -> None:
    view = workspace.view()
    wishes = wishes_for(workspace, SHAPES[shape], options=frozenset(SHAPES[shape].options))
    edit = new_table(view, view.headings[0].section.id, SHAPES[shape], wishes)
    shown = preview_table(view, edit)
    workspace.do(edit)
    made = grid(workspace)
    assert [len(row) for row in made] == [len(row) for row in texts(shown)]
    assert made[: shown.header_rows] == texts(shown)[: shown.header_rows]
    asked = [name for side in SHAPES[shape].asks for name in SHAPES[shape].examples[side]]
    seen = {text.replace(" ", "") for row in made for text in row}
    bare = {name.partition("（")[0] for name in asked}
    assert all(any(name.rstrip("：") in text for text in seen) for name in bare)


def test_values_of_the_same_indicator_are_there_at_once(workspace: Workspace) -> None:
    made = make(workspace, "indicators-by-year", names={Side.ROWS: "招生人数（人）\n走读生（人）"})
    assert made[1:] == [["招生人数（人）", "636", "859", "135.06"], ["走读生（人）", "", "", ""]]


def test_without_reuse_the_table_has_numbers_of_its_own(workspace: Workspace) -> None:
    made = make(workspace, "indicators-by-year", names={Side.ROWS: "招生人数（人）"}, reuse=False)
    assert made[1:] == [["招生人数（人）", "", "", ""]]


def test_a_total_of_schools(tmp_path: Path) -> None:
    workspace = empty(tmp_path)
    made = make(
        workspace, "schools-by-measure", names={Side.ROWS: "一中专\n二中专", Side.COLUMNS: "教师数（人）"}
    )
    assert [row[0] for row in made] == ["指标\n学校", "一中专", "二中专", "合计"]
    for row, text in ((1, "20"), (2, "30")):
        view = workspace.view()
        table = next(one for one in view.tables if view.filled(one).caption == "新表")
        workspace.do(set_cell(view, table, row, 1, text))
    assert grid(workspace)[3][1] == "50"
    workspace.close()


def test_headings_in_the_names_make_groups(workspace: Workspace) -> None:
    names = {Side.ROWS: "国家助学金：\n享受人数（人）\n金额（万元）\n\n免学费：\n免学费人数（人）"}
    made = make(workspace, "grouped-list", names=names)
    assert [row[:2] for row in made] == [
        ["类别", "项目"],
        ["国家助学金", "享受人数（人）"],
        ["国家助学金", "金额（万元）"],
        ["免学费", "免学费人数（人）"],
    ]
    plain = make_plain_group(workspace)
    assert plain == [["项目"], ["甲（人）"]]


def make_plain_group(workspace: Workspace) -> list[list[str]]:
    """Without headings no column stands for them."""
    view = workspace.view()
    wishes = wishes_for(workspace, SHAPES["grouped-list"], caption="无组", names={Side.ROWS: "甲（人）"})
    workspace.do(new_table(view, view.headings[0].section.id, SHAPES["grouped-list"], wishes))
    view = workspace.view()
    table = next(one for one in view.tables if view.filled(one).caption == "无组")
    return [row[:1] for row in texts(view.filled(table))]


def test_units_in_names_become_units_of_indicators(workspace: Workspace) -> None:
    view = workspace.view()
    names = {Side.ROWS: "走读生（人）\n走读比例（%）\n走读补助（万元）"}
    wishes = wishes_for(workspace, SHAPES["annex-list"], names=names)
    edit = new_table(view, view.headings[0].section.id, SHAPES["annex-list"], wishes)
    made = [one.after for one in edit.changes if one.kind is Kind.INDICATOR]
    found = {one.name: (one.unit, one.is_share) for one in made if isinstance(one, Indicator)}
    assert found == {"走读生": ("人", False), "走读比例": ("%", True), "走读补助": ("万元", False)}


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"caption": " "}, "表题"),
        ({"names": {Side.ROWS: "\n \n"}}, "没有写行的名称"),
        ({"names": {Side.ROWS: "\n".join(f"第{n}（人）" for n in range(500))}}, "最多"),
    ],
)
def test_what_is_missing_is_said(workspace: Workspace, changed: dict[str, object], said: str) -> None:
    view = workspace.view()
    shape = SHAPES["indicators-by-year"]
    with pytest.raises(UserError, match=said):
        new_table(view, view.headings[0].section.id, shape, wishes_for(workspace, shape, **changed))


def test_names_are_read_line_by_line() -> None:
    groups = read_names("  甲\n甲\n组一：\n乙\n\n丙\n空组：\n")
    assert [(group.heading, group.names) for group in groups] == [("", ("甲",)), ("组一", ("乙", "丙"))]


def test_a_number_that_the_report_has_under_another_name_is_taken(workspace: Workspace) -> None:
    """在校生数 is the name of what is counted by major; the report's total is 全日制在校生数."""
    view = workspace.view()
    shape = SHAPES["indicators-by-year"]
    wishes = wishes_for(workspace, shape, names={Side.ROWS: "在校生数（人）"})
    edit = new_table(view, view.headings[0].section.id, shape, wishes)
    row = texts(preview_table(view, edit))[1]
    own = [line for table in view.tables for line in texts(view.filled(table))]
    assert any(set(row[1:3]) <= set(line) for line in own), row
    workspace.do(edit)
    assert grid(workspace)[1] == row
    assert not any(one.kind is Kind.INDICATOR for one in edit.changes)
