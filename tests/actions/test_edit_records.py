"""Registers: typed columns, several lines in a cell, totals, order, and two years side by side."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from examples import empty, texts

from qdesk.actions.edit_records import (
    add_field,
    add_record,
    move_record,
    remove_record,
    set_field_total,
    set_field_type,
    sort_records,
)
from qdesk.actions.edit_values import paste_block, set_cell
from qdesk.actions.library import library
from qdesk.actions.new_report import period_from
from qdesk.actions.new_table import Wishes, new_table
from qdesk.actions.roll_year import roll_edit
from qdesk.actions.workspace import Workspace
from qdesk.errors import UserError
from qdesk.model.report import ReportTable
from qdesk.model.table_layout import FieldType
from qdesk.model.table_lines import Side


class Register:
    """A register made from the gallery, as somebody at the desk fills it."""

    def __init__(
        self, workspace: Workspace, shape: str, *names: str, options: tuple[str, ...] = ("serial",)
    ) -> None:
        self.workspace = workspace
        view = workspace.view()
        found = next(one for one in library().shapes if one.id == shape)
        wishes = Wishes("名单", {Side.COLUMNS: "\n".join(names)}, frozenset(options))
        workspace.do(new_table(view, view.headings[0].section.id, found, wishes))

    @property
    def table(self) -> ReportTable:
        view = self.workspace.view()
        return next(one for one in view.tables if view.filled(one).caption == "名单")

    @property
    def grid(self) -> list[list[str]]:
        return texts(self.workspace.view().filled(self.table))

    @property
    def ids(self) -> list[str]:
        return [one.id for one in self.workspace.archive.records(self.table.id)]

    def type(self, row: int, column: int, text: str) -> None:
        self.workspace.do(set_cell(self.workspace.view(), self.table, row, column, text))

    def fill(self, *rows: tuple[str, ...]) -> None:
        head = self.workspace.view().filled(self.table).header_rows
        for at, row in enumerate(rows, head):
            if at > head:
                self.workspace.do(add_record(self.workspace.view(), self.table))
            for column, text in enumerate(row, 1):
                if text:
                    self.type(at, column, text)


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    opened = empty(tmp_path)
    yield opened
    opened.close()


@pytest.fixture
def bases(workspace: Workspace) -> Register:
    register = Register(workspace, "register", "基地名称", "建立时间", "工位数", "类别")
    register.fill(("甲厂", "2020年9月", "100"), ("乙厂", "2019.3", "80"), ("丙厂", "", "120"))
    return register


def test_columns_take_what_their_names_say(bases: Register) -> None:
    kinds = [line.field for line in bases.table.layout.columns[1:]]
    assert kinds == [FieldType.TEXT, FieldType.DATE, FieldType.NUMBER, FieldType.TEXT]
    assert bases.grid[1:] == [
        ["1", "甲厂", "2020年9月", "100", ""],
        ["2", "乙厂", "2019.3", "80", ""],
        ["3", "丙厂", "", "120", ""],
    ]
    with pytest.raises(UserError, match="不是日期"):
        bases.type(1, 2, "2020.13")
    bases.type(1, 2, "")
    assert bases.grid[1][2] == ""


def test_a_choice_is_one_of_those_offered(bases: Register) -> None:
    view, table = bases.workspace.view(), bases.table
    bases.workspace.do(set_field_type(view, table, "类别", FieldType.CHOICE, ["校内", "校外", "校内"]))
    bases.type(1, 4, "校外")
    with pytest.raises(UserError, match="校内、校外"):
        bases.type(2, 4, "国外")
    with pytest.raises(UserError, match="可选项"):
        set_field_type(bases.workspace.view(), bases.table, "类别", FieldType.CHOICE, [" "])
    assert bases.grid[1][4] == "校外"


def test_several_lines_in_a_cell_are_kept(bases: Register) -> None:
    bases.type(1, 1, "甲厂\n一车间、二车间")
    assert bases.grid[1][1] == "甲厂\n一车间、二车间"


def test_a_total_of_one_column_comes_and_goes(bases: Register) -> None:
    bases.workspace.do(set_field_total(bases.workspace.view(), bases.table, "工位数", on=True))
    assert bases.grid[-1][3] == "300"
    assert "合计" in bases.grid[-1][:2]
    bases.workspace.do(set_field_total(bases.workspace.view(), bases.table, "工位数", on=False))
    assert len(bases.grid) == 4
    with pytest.raises(UserError, match="数值列"):
        set_field_total(bases.workspace.view(), bases.table, "基地名称", on=True)


@pytest.mark.parametrize(
    ("field", "descending", "order"),
    [
        ("工位数", False, ["乙厂", "甲厂", "丙厂"]),
        ("工位数", True, ["丙厂", "甲厂", "乙厂"]),
        ("建立时间", False, ["乙厂", "甲厂", "丙厂"]),
        ("建立时间", True, ["甲厂", "乙厂", "丙厂"]),
    ],
)
def test_records_by_number_and_by_date(
    bases: Register, field: str, *, descending: bool, order: list[str]
) -> None:
    bases.workspace.do(sort_records(bases.workspace.view(), bases.table, field, descending=descending))
    assert [row[1] for row in bases.grid[1:]] == order
    assert [row[0] for row in bases.grid[1:]] == ["1", "2", "3"]


def test_records_move_and_go(bases: Register) -> None:
    view = bases.workspace.view()
    edit = move_record(view, bases.table, bases.ids[2], -1)
    assert edit is not None
    bases.workspace.do(edit)
    assert [row[1] for row in bases.grid[1:]] == ["甲厂", "丙厂", "乙厂"]
    assert move_record(bases.workspace.view(), bases.table, bases.ids[0], -1) is None
    bases.workspace.do(remove_record(bases.workspace.view(), bases.table, bases.ids[0]))
    assert [row[:2] for row in bases.grid[1:]] == [["1", "丙厂"], ["2", "乙厂"]]


def test_a_record_beside_another_and_a_column_beside_another(bases: Register) -> None:
    view = bases.workspace.view()
    bases.workspace.do(add_record(view, bases.table, "丁厂", bases.ids[0], after=False))
    assert [row[1] for row in bases.grid[1:]] == ["丁厂", "甲厂", "乙厂", "丙厂"]
    bases.workspace.do(add_field(bases.workspace.view(), bases.table, "地址", "基地名称"))
    assert bases.grid[0][1:3] == ["基地名称", "地址"]
    with pytest.raises(UserError, match="已经有"):
        add_field(bases.workspace.view(), bases.table, "地 址")


def test_two_years_side_by_side_roll_over_by_name(workspace: Workspace) -> None:
    contests = Register(workspace, "paired-register", "项目", "等级", "个数")
    contests.fill(("焊接", "一等", "1", "二等", "2"), ("会计", "", "", "三等", "4"))
    assert contests.grid[0][1:] == [
        "项目",
        "2018-2019 学年",
        "2018-2019 学年",
        "2019-2020 学年",
        "2019-2020 学年",
    ]
    with pytest.raises(UserError, match="同名的合在一行"):
        add_record(workspace.view(), contests.table, "焊接")
    workspace.do(roll_edit(workspace, period_from("2020-2021")))
    assert contests.grid[0][2] == "2019-2020 学年"
    assert [row[1:] for row in contests.grid[2:]] == [
        ["焊接", "二等", "2", "", ""],
        ["会计", "三等", "4", "", ""],
    ]
    record = workspace.archive.records(contests.table.id)[0]
    assert record.value("个数@-1") == Decimal(2)


def test_a_block_grows_the_register(bases: Register) -> None:
    view = bases.workspace.view()
    block = [["丁厂", "2021年", "3,000"], ["戊厂", "2022.5", "1,200"], ["", "", ""], ["己厂", "旧年", "1.50"]]
    result = paste_block(view, bases.table, 3, 1, block)
    assert result.edit is not None
    bases.workspace.do(result.edit)
    assert [row[1:4] for row in bases.grid[3:]] == [
        ["丁厂", "2021年", "3000"],
        ["戊厂", "2022.5", "1200"],
        ["己厂", "", "1.50"],
    ]
    assert len(result.refused) == 1  # 旧年 is no date


def test_a_number_column_keeps_to_its_unit(workspace: Workspace) -> None:
    register = Register(workspace, "register", "名称", "金额（万元）")
    register.workspace.do(set_field_type(workspace.view(), register.table, "金额（万元）", FieldType.NUMBER))
    for typed, stands in (("3000元", "0.3"), ("3亿", "30000"), ("144.60", "144.60")):
        register.type(1, 2, typed)
        assert register.grid[1][2] == stands
    with pytest.raises(UserError, match="单位"):
        register.type(1, 2, "30%")
    with pytest.raises(UserError, match="位"):
        register.type(1, 2, "9" * 30)


def test_one_name_has_one_row_in_a_list_of_two_years(workspace: Workspace) -> None:
    contests = Register(workspace, "paired-register", "项目", "等级")
    contests.fill(("焊接",), ("会计",))
    head = workspace.view().filled(contests.table).header_rows
    with pytest.raises(UserError, match="同名的合在一行"):
        contests.type(head + 1, 1, "焊 接")
