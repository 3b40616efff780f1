"""Rows and columns come, go, move, split and join without touching a value."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from examples import sample, table_named, texts

from qdesk.actions.add_line import LineKind, NewLine, add_line
from qdesk.actions.edit_formula import set_formula
from qdesk.actions.edit_lines import (
    group_lines,
    mark_part,
    move_line,
    relabel_line,
    remove_line,
    set_line_comparison,
    set_line_style,
    split_by_years,
    split_line,
    unsplit_line,
)
from qdesk.actions.edit_values import set_cell
from qdesk.actions.pick_line import lines_at
from qdesk.actions.table_settings import describe_table, recompare, sort_rows, turn_table
from qdesk.actions.workspace import Workspace
from qdesk.errors import UserError
from qdesk.model.comparison import ChangeKind
from qdesk.model.edit import Edit, Kind
from qdesk.model.number_format import NumberStyle, Zeros
from qdesk.model.report import ReportTable
from qdesk.model.report_view import ReportView
from qdesk.model.table_lines import Side, Subject, carries

STUDENTS, MAJORS, ASSETS = "学生情况对比表", "学生专业结构", "学校资产情况"


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    opened = sample(tmp_path)
    yield opened
    opened.close()


class Desk:
    """One table of the sample, as somebody at the desk changes it."""

    def __init__(self, workspace: Workspace, caption: str) -> None:
        self.workspace, self._id = workspace, table_named(workspace.view(), caption).id

    @property
    def view(self) -> ReportView:
        return self.workspace.view()

    @property
    def table(self) -> ReportTable:
        found = self.view.table(self._id)
        assert found is not None
        return found

    @property
    def grid(self) -> list[list[str]]:
        return texts(self.view.filled(self.table))

    @property
    def merges(self) -> tuple[tuple[int, int, int, int], ...]:
        return self.view.filled(self.table).merges

    def do(self, edit: Edit | None) -> Edit:
        assert edit is not None
        return self.workspace.do(edit)

    def at(self, row: int, column: int, side: Side) -> str:
        return lines_at(self.view, self.table, row, column)[side]

    def row(self, row: int) -> str:
        return self.at(row, len(self.grid[0]) - 1, Side.ROWS)

    def column(self, column: int, row: int = 0) -> str:
        return self.at(row, column, Side.COLUMNS)

    def type(self, row: int, column: int, text: str) -> None:
        self.do(set_cell(self.view, self.table, row, column, text))


@pytest.fixture
def students(workspace: Workspace) -> Desk:
    return Desk(workspace, STUDENTS)


@pytest.fixture
def majors(workspace: Workspace) -> Desk:
    return Desk(workspace, MAJORS)


# -- new lines


def test_a_new_major_stands_before_the_total_and_counts(majors: Desk) -> None:
    before = majors.grid
    majors.do(add_line(majors.view, majors.table, Side.ROWS, NewLine(name="数控技术应用")))
    row = len(before) - 1
    majors.type(row, 3, "10")
    assert majors.grid[row][1:4] == ["数控技术应用", "", "10"]
    assert int(majors.grid[-1][3]) == int(before[-1][3]) + 10


def test_a_new_indicator_compares_itself(students: Desk) -> None:
    students.do(add_line(students.view, students.table, Side.ROWS, NewLine(name="转入人数（人）")))
    row = len(students.grid) - 1
    students.type(row, 1, "10")
    students.type(row, 2, "15")
    assert students.grid[row] == ["转入人数（人）", "10", "15", "150"]


def test_a_row_beside_another(students: Desk) -> None:
    students.do(
        add_line(students.view, students.table, Side.ROWS, NewLine(name="转出（人）"), students.row(1))
    )
    assert [row[0] for row in students.grid[1:4]] == ["招生人数（人）", "转出（人）", "全日制在校生数（人）"]
    students.do(
        add_line(
            students.view, students.table, Side.ROWS, NewLine(name="报名（人）"), students.row(1), after=False
        )
    )
    assert students.grid[1][0] == "报名（人）"


def test_a_row_of_a_table_of_years_is_a_part(workspace: Workspace) -> None:
    assets = Desk(workspace, ASSETS)
    assets.do(add_line(assets.view, assets.table, Side.ROWS, NewLine(name="其中：自有"), assets.row(2)))
    assets.type(3, 1, "100")
    assert assets.grid[3][:2] == ["其中：自有", "100"]
    assert assets.grid[2] == Desk(workspace, ASSETS).grid[2]


def test_the_year_before_last_beside_the_two_years(students: Desk) -> None:
    students.do(
        add_line(
            students.view,
            students.table,
            Side.COLUMNS,
            NewLine(LineKind.PERIOD, offset=-2),
            students.column(1),
            after=False,
        )
    )
    assert students.grid[0][1:4] == ["2017-2018", "2018-2019", "2019-2020"]
    assert students.grid[1][4] == "135.06"
    with pytest.raises(UserError, match="已经在表里"):
        add_line(students.view, students.table, Side.COLUMNS, NewLine(LineKind.PERIOD, offset=0))


def test_computed_lines_of_every_kind(students: Desk) -> None:
    with pytest.raises(UserError, match="单位不同"):
        add_line(students.view, students.table, Side.ROWS, NewLine(LineKind.TOTAL))
    with pytest.raises(UserError, match="不是同一年"):
        add_line(students.view, students.table, Side.COLUMNS, NewLine(LineKind.TOTAL))
    students.do(remove_line(students.view, students.table, Side.ROWS, students.row(7)))
    for kind in (LineKind.TOTAL, LineKind.MEAN):
        students.do(add_line(students.view, students.table, Side.ROWS, NewLine(kind)))
    assert [row[0] for row in students.grid[-2:]] == ["合计", "平均"]
    students.do(add_line(students.view, students.table, Side.COLUMNS, NewLine(LineKind.SERIAL)))
    assert [row[0] for row in students.grid[:3]] == ["序号", "1", "2"]
    assert students.grid[-1][0] == ""
    students.do(add_line(students.view, students.table, Side.COLUMNS, NewLine(LineKind.UNIT)))
    assert students.grid[1][:3] == ["1", "招生人数（人）", "人"]
    with pytest.raises(UserError, match="只要一列"):
        add_line(students.view, students.table, Side.COLUMNS, NewLine(LineKind.SERIAL))


def test_a_second_change_column_of_another_kind(students: Desk) -> None:
    students.do(add_line(students.view, students.table, Side.COLUMNS, NewLine(LineKind.CHANGE)))
    name = students.column(4)
    students.do(set_line_comparison(students.view, students.table, Side.COLUMNS, name, ChangeKind.DIFFERENCE))
    assert students.grid[0][3:] == ["百分比（%）", "变化"]
    assert students.grid[1][3:] == ["135.06", "+223"]


def test_per_student_values_of_a_base(workspace: Workspace) -> None:
    assets = Desk(workspace, ASSETS)
    base = workspace.archive.catalogue.named("全日制在校生数")[0]
    wanted = NewLine(LineKind.PER, base=base.id)
    assets.do(add_line(assets.view, assets.table, Side.ROWS, wanted))
    assert assets.grid[-1][0] == "生均比值（2019-2020）"
    assert assets.grid[-1][1:] == assets.grid[-2][1:]


def test_a_name_stands_once(students: Desk) -> None:
    with pytest.raises(UserError, match="已经有"):
        add_line(students.view, students.table, Side.ROWS, NewLine(name="招生人数 （人）"))
    with pytest.raises(UserError, match="没有名称"):
        add_line(students.view, students.table, Side.ROWS, NewLine(name="  "))


# -- lines that go and move


def test_a_deleted_row_keeps_its_values(students: Desk) -> None:
    key = students.view.filled(students.table).grid[1][2].key
    assert key is not None
    students.do(remove_line(students.view, students.table, Side.ROWS, students.row(1)))
    assert students.grid[1][0] == "全日制在校生数（人）"
    assert students.workspace.archive.get(Kind.OBSERVATION, key) is not None


def test_the_names_of_rows_and_the_last_row_stay(students: Desk) -> None:
    with pytest.raises(UserError, match="各行的名称"):
        remove_line(students.view, students.table, Side.COLUMNS, students.column(0))
    while len(students.grid) > 2:
        students.do(remove_line(students.view, students.table, Side.ROWS, students.row(1)))
    with pytest.raises(UserError, match="至少要留一行"):
        remove_line(students.view, students.table, Side.ROWS, students.row(1))


def test_an_overwritten_cell_moves_along(students: Desk) -> None:
    students.do(set_cell(students.view, students.table, 1, 3, "99.9", overwrite=True))
    students.do(move_line(students.view, students.table, Side.ROWS, students.row(1), 2))
    cell = students.view.filled(students.table).grid[3][3]
    assert (students.grid[3][0], cell.text, cell.overwritten) == ("招生人数（人）", "99.9", True)
    students.do(move_line(students.view, students.table, Side.COLUMNS, students.column(3), -1))
    assert students.grid[3][2] == "99.9"
    assert move_line(students.view, students.table, Side.COLUMNS, students.column(1), -1) is None


def test_serial_numbers_follow_the_rows(majors: Desk) -> None:
    majors.do(move_line(majors.view, majors.table, Side.ROWS, majors.row(2), -1))
    assert [row[0] for row in majors.grid[1:4]] == ["1", "2", "3"]


def test_another_label_keeps_the_value_and_the_year(students: Desk) -> None:
    students.do(
        relabel_line(students.view, students.table, Side.COLUMNS, students.column(2), "2019-2020 学年")
    )
    students.do(relabel_line(students.view, students.table, Side.ROWS, students.row(1), "招收新生（人）"))
    assert students.grid[0][2] == "2019-2020 学年"
    assert students.grid[1][:3] == ["招收新生（人）", "636", "859"]
    layout = students.table.layout
    assert layout.columns[2].label == "{y-1}-{y} 学年"


# -- header cells


def test_a_column_split_by_names(students: Desk) -> None:
    before = students.grid
    students.do(
        split_line(students.view, students.table, Side.COLUMNS, students.column(2), ["男", "女", "男"])
    )
    assert students.grid[0][2:4] == ["2019-2020", "2019-2020"]
    assert students.grid[1][2:4] == ["男", "女"]
    students.type(2, 2, "400")
    students.type(2, 3, "459")
    assert students.grid[2][:4] == ["招生人数（人）", "636", "400", "459"]
    students.do(unsplit_line(students.view, students.table, Side.COLUMNS, students.column(2)))
    assert students.grid == before


def test_a_measure_split_into_two_years_and_their_change(workspace: Workspace) -> None:
    view = workspace.view()
    caption = next(
        view.filled(table).caption
        for table in view.tables
        if carries(table.layout, Side.ROWS, Subject.MEMBER)
        and any(line.at.indicator for line in table.layout.columns)
    )
    desk = Desk(workspace, caption)
    at = next(n for n, line in enumerate(desk.table.layout.columns) if line.at.indicator and not line.compute)
    name = desk.column(at)
    desk.do(split_by_years(desk.view, desk.table, Side.COLUMNS, name, change=True))
    assert len(desk.view.filled(desk.table).header) == 2
    assert desk.grid[0][at] == desk.grid[0][at + 2]


def test_rows_under_a_merged_heading(students: Desk) -> None:
    names = [students.row(3), students.row(4)]
    students.do(group_lines(students.view, students.table, Side.ROWS, names, "按班型"))
    assert students.grid[0][:2] == ["类别", "学年\n项目"]
    assert [row[0] for row in students.grid[2:5]] == ["全日制在校生数（人）", "按班型", "按班型"]
    assert (3, 0, 4, 0) in students.merges
    group = students.at(3, 0, Side.ROWS)
    students.do(unsplit_line(students.view, students.table, Side.ROWS, group))
    assert [row[0] for row in students.grid[3:5]] == ["中专班人数（人）", "3+2 班人数（人）"]


def test_columns_under_one_heading(students: Desk) -> None:
    names = [students.column(1), students.column(2)]
    students.do(group_lines(students.view, students.table, Side.COLUMNS, names, "学年"))
    assert students.grid[0][1:3] == ["学年", "学年"]
    assert students.grid[2][3] == "135.06"
    with pytest.raises(UserError, match="同一层"):
        group_lines(
            students.view, students.table, Side.COLUMNS, [students.column(1, 1), students.column(3)], "甲"
        )


def test_a_part_stands_under_its_whole(students: Desk) -> None:
    students.do(mark_part(students.view, students.table, students.row(3), part=True))
    students.do(mark_part(students.view, students.table, students.row(4), part=True))
    cells = students.view.filled(students.table).grid
    assert [cells[row][0].text for row in (2, 3, 4)] == [
        "全日制在校生数（人）",
        "其中：中专班人数（人）",
        "3+2 班人数（人）",
    ]
    assert [cells[row][0].indent for row in (2, 3, 4)] == [0, 1, 1]
    students.do(mark_part(students.view, students.table, students.row(3), part=False))
    assert students.grid[3][0] == "中专班人数（人）"
    with pytest.raises(UserError, match="上面没有"):
        mark_part(students.view, students.table, students.row(1), part=True)


# -- the whole table


def test_another_comparison_for_the_whole_table(students: Desk) -> None:
    students.do(recompare(students.view, students.table, ChangeKind.DIFFERENCE))
    assert students.grid[0][3] == "变化"
    assert students.grid[1] == ["招生人数（人）", "636", "859", "+223"]


def test_a_number_style_of_one_column(students: Desk) -> None:
    style = NumberStyle(1, Zeros.KEEP, suffix="%")
    students.do(set_line_style(students.view, students.table, Side.COLUMNS, students.column(3), style))
    assert students.grid[1][3] == "135.1%"
    padded = NumberStyle(2, Zeros.KEEP)
    students.do(set_line_style(students.view, students.table, Side.COLUMNS, students.column(2), padded))
    assert students.grid[1][2:] == ["859.00", "135.1%"]
    students.type(1, 2, "859.125")
    assert students.grid[1][2] == "859.125"


def test_caption_and_notes_follow_the_year(students: Desk) -> None:
    students.do(
        describe_table(
            students.view,
            students.table,
            caption="2018-2019、2019-2020学年学生情况",
            subcaption="",
            unit_line="单位：人",
            notes=["注：数据截至 2020年8月31日", ""],
        )
    )
    layout = students.table.layout
    assert layout.caption == "{y-2}-{y-1}、{y-1}-{y}学年学生情况"
    assert layout.unit_line == "人"
    assert layout.notes == ("注：数据截至 {y}年8月31日",)


def test_turning_twice_leads_back(students: Desk) -> None:
    students.do(set_cell(students.view, students.table, 1, 3, "99.9", overwrite=True))
    before = students.grid
    students.do(turn_table(students.view, students.table))
    turned = students.grid
    assert turned[0] == ["项目\n学年", *[row[0] for row in before[1:]]]
    assert [row[1] for row in turned] == [turned[0][1], *before[1][1:]]
    students.do(turn_table(students.view, students.table))
    assert students.grid == before


def test_rows_by_value_by_number_and_by_hand(majors: Desk) -> None:
    majors.do(sort_rows(majors.view, majors.table, 3, descending=True))
    values = [int(row[3]) for row in majors.grid[1:-1] if row[3]]
    assert values == sorted(values, reverse=True)
    assert majors.grid[-1][1] == "合计"
    assert [row[0] for row in majors.grid[1:-1]] == [str(n) for n in range(1, len(majors.grid) - 1)]
    first = majors.grid[1][1]
    majors.do(move_line(majors.view, majors.table, Side.ROWS, majors.row(1), 1))
    assert majors.grid[2][1] == first


def test_a_formula_of_its_own_last_year_comes_to_an_end(students: Desk) -> None:
    name = students.table.layout.rows[5].at.indicator
    indicator = students.view.data.indicator(str(name))
    assert indicator is not None
    students.do(set_formula(students.view, students.table, indicator, f"{{{indicator.name}@-1}} + 10"))
    assert students.grid[6][:3] == ["毕业生数（人）", "680", "603"]


def test_a_typed_total_is_what_its_change_compares(majors: Desk) -> None:
    last = len(majors.grid) - 1
    majors.do(set_cell(majors.view, majors.table, last, 3, "2000", overwrite=True))
    assert majors.grid[last][2:] == ["1868", "2000", "107.07"]


def test_a_part_that_moved_away_is_a_row_of_its_own(students: Desk) -> None:
    students.do(mark_part(students.view, students.table, students.row(3), part=True))
    students.do(move_line(students.view, students.table, Side.ROWS, students.row(3), -1))
    assert students.grid[2][0] == "中专班人数（人）"
    assert students.view.filled(students.table).grid[2][0].indent == 0


def test_a_split_row_keeps_its_name(students: Desk) -> None:
    students.do(split_line(students.view, students.table, Side.ROWS, students.row(1), ["男", "女"]))
    assert [row[:2] for row in students.grid[1:3]] == [["招生人数（人）", "男"], ["招生人数（人）", "女"]]
    with pytest.raises(UserError, match="已经有年份"):
        split_by_years(students.view, students.table, Side.ROWS, students.row(4), change=True)


def test_a_major_of_the_list_moves_and_is_renamed_in_the_list(majors: Desk) -> None:
    generated = any(line.members for line in majors.table.layout.rows)
    majors.do(relabel_line(majors.view, majors.table, Side.ROWS, majors.row(1), "机电技术"))
    assert majors.grid[1][1] == "机电技术"
    assert any(line.members for line in majors.table.layout.rows) == generated
