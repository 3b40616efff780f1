"""Numbers in the order of a web form: what is asked, what fits it, and what is remembered."""

from __future__ import annotations

from pathlib import Path

import pytest

from qdesk.actions.demo import create_demo
from qdesk.actions.roll_year import roll_edit
from qdesk.actions.web_form import FormItem, FormLine, asked_names, form_items, form_lines, keep_order
from qdesk.actions.workspace import Workspace
from qdesk.model.period import Period, PeriodKind
from qdesk.model.report import ReportTable
from qdesk.model.table_lines import Side


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return create_demo(tmp_path / "a.qdesk")


def students(workspace: Workspace) -> ReportTable:
    view = workspace.view()
    return next(one for one in view.tables if view.filled(one).caption == "学生情况对比表")


def this_year(workspace: Workspace) -> FormLine:
    return form_lines(workspace.view(), students(workspace))[0]


def asked(workspace: Workspace, names: list[str]) -> list[FormItem]:
    table, line = students(workspace), this_year(workspace)
    edit = keep_order(workspace.view(), table, line, names)
    assert edit is not None
    workspace.do(edit)
    return form_items(workspace.view(), students(workspace), line)


def test_this_years_column_comes_first(workspace: Workspace) -> None:
    line = this_year(workspace)
    assert (line.side, line.title) == (Side.COLUMNS, "2019-2020")


def test_without_an_order_it_is_that_of_the_table(workspace: Workspace) -> None:
    items = form_items(workspace.view(), students(workspace), this_year(workspace))
    assert (items[0].name, items[0].text) == ("招生人数（人）", "859")
    assert all(one.asked == one.name for one in items)


def test_the_form_asks_in_its_own_words_and_order(workspace: Workspace) -> None:
    items = asked(workspace, ["毕业生数", "全日制在校生人数", "教职工数", "招生数"])
    assert [(one.asked, one.text) for one in items[:4]] == [
        ("毕业生数", "603"),
        ("全日制在校生人数", "1883"),
        ("教职工数", ""),
        ("招生数", "859"),
    ]
    rest = items[4:]
    assert rest
    assert not any(one.asked for one in rest)
    assert not {"603", "1883", "859"} & {one.text for one in rest}


def test_a_percentage_is_a_number_without_its_sign(workspace: Workspace) -> None:
    items = form_items(workspace.view(), students(workspace), this_year(workspace))
    assert next(one.text for one in items if one.name.startswith("巩固率")) == "94"


def test_the_order_is_remembered_for_next_years_table(workspace: Workspace) -> None:
    before = [one.asked for one in asked(workspace, ["毕业生数", "招生数"])]
    workspace.do(roll_edit(workspace, Period(PeriodKind.ACADEMIC, 2021)))
    after = form_items(workspace.view(), students(workspace), this_year(workspace))
    assert [one.asked for one in after] == before
    assert {one.text for one in after} == {""}, "nothing is filled yet"


def test_indicators_across_are_a_row(workspace: Workspace) -> None:
    view = workspace.view()
    table = next(one for one in view.tables if view.filled(one).caption == "学校资产情况对比表")
    line = next(one for one in form_lines(view, table) if one.side is Side.ROWS)
    assert line.title == "2019-2020"
    assert ("学校占地面积（平方米）", "78042") in [
        (one.name, one.text) for one in form_items(view, table, line)
    ]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("在校生数\n\n招生数\n", ["在校生数", "招生数"]),
        ("1\t在校生数\t人\n2\t招生数\t人", ["在校生数", "招生数"]),
        ("1.在校生数\r\n（2）招生数", ["在校生数", "招生数"]),
        ("3.1 生均设备值（万元）\t\t", ["生均设备值（万元）"]),
        ("12\n34", []),
    ],
)
def test_names_are_read_out_of_what_was_copied(text: str, names: list[str]) -> None:
    assert asked_names(text) == names
