"""Whatever recognition saw otherwise can be said by a mark, and the same marks serve the next file."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from examples import empty
from hypothesis import given, settings
from hypothesis import strategies as st
from invented import Rows, at, values, workbook

from qdesk.actions.import_memory import SETTING, make_of
from qdesk.actions.import_preview import preview_import, understood_again
from qdesk.actions.import_workbook import import_edit
from qdesk.actions.imported import ImportPreview, Verdict
from qdesk.actions.workspace import Workspace
from qdesk.model.edit import Kind
from qdesk.model.period import Period, PeriodKind
from qdesk.model.report import ReportTable
from qdesk.recognition.find_tables import find_tables
from qdesk.recognition.marks import Mark, Marks, Says, Scope, mark_of

D = Decimal
ODD: Rows = [
    ["表 2 学生情况对比表"],
    ["填表时间", "九月", "十月", "说明"],
    ["项目", "上年", "本年", "说明"],
    ["招生", 636, 859, "含三二"],
    ["毕业生数（人）", 680, 603, None],
    ["全部", 1316, 1462, None],
]


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return empty(tmp_path)


def read(workspace: Workspace, folder: Path, rows: Rows = ODD, name: str = "a.xlsx") -> ImportPreview:
    return preview_import(workspace.view(), workbook(folder / name, 学生=rows))


def marked(preview: ImportPreview, *marks: tuple[Scope, int, int, Says, str]) -> ImportPreview:
    """The preview with marks on its one sheet; rows and columns as a spreadsheet counts them."""
    said = preview.marks
    for scope, row, column, says, value in marks:
        said = said.with_mark(Mark("学生", scope, row - 1, column - 1, says, value))
    return understood_again(preview, said)


YEARS = (
    (Scope.ROW, 3, 1, Says.HEADER, ""),
    (Scope.COLUMN, 3, 2, Says.PERIOD, "2018-2019"),
    (Scope.COLUMN, 3, 3, Says.PERIOD, "2019-2020"),
)


def test_this_is_the_header_and_these_columns_are_years(workspace: Workspace, tmp_path: Path) -> None:
    preview = marked(read(workspace, tmp_path), *YEARS)
    found = values(preview)
    assert found["B4"] == ("招生", -1, D(636))
    assert found["C4"] == ("招生", 0, D(859))
    assert at(preview, "C5").read.measure == "毕业生数"
    workspace.close()


def test_this_row_is_the_total(workspace: Workspace, tmp_path: Path) -> None:
    before = marked(read(workspace, tmp_path), *YEARS)
    assert at(before, "C6").verdict is Verdict.NEW
    after = marked(before, (Scope.ROW, 6, 1, Says.TOTAL, ""))
    assert at(after, "C6").verdict is Verdict.COMPUTED
    workspace.close()


def test_rows_columns_and_cells_can_be_left_out(workspace: Workspace, tmp_path: Path) -> None:
    preview = marked(
        read(workspace, tmp_path),
        *YEARS,
        (Scope.ROW, 6, 1, Says.LEAVE, ""),
        (Scope.COLUMN, 3, 4, Says.LEAVE, ""),
        (Scope.CELL, 5, 2, Says.LEAVE, ""),
    )
    found = {cell for cell, (_, _, value) in values(preview).items() if isinstance(value, Decimal)}
    assert found == {"B4", "C4", "C5"}
    workspace.close()


def test_this_row_is_that_indicator(workspace: Workspace, tmp_path: Path) -> None:
    wanted = workspace.archive.catalogue.named("招生人数")[0]
    preview = marked(read(workspace, tmp_path), *YEARS, (Scope.ROW, 4, 1, Says.INDICATOR, wanted.id))
    one = at(preview, "C4")
    assert one.key is not None
    assert (one.key.indicator, one.key.period) == (wanted.id, "2019-2020")
    workspace.close()


def test_a_doubtful_cell_is_answered(workspace: Workspace, tmp_path: Path) -> None:
    rows: Rows = [*ODD[:1], ["项目", "2018-2019", "2019-2020"], ["巩固率（%）", 87, 0.94]]
    preview = read(workspace, tmp_path, rows)
    assert at(preview, "C3").read.doubt
    percent = marked(preview, (Scope.CELL, 3, 3, Says.VALUE, "94%"))
    assert (at(percent, "C3").read.value, at(percent, "C3").read.doubt) == (D(94), "")
    assert at(percent, "C3").taken
    as_is = marked(preview, (Scope.CELL, 3, 3, Says.SURE, ""))
    assert (at(as_is, "C3").read.value, at(as_is, "C3").read.doubt) == (D("0.94"), "")
    workspace.close()


def test_a_table_goes_where_the_user_says(workspace: Workspace, tmp_path: Path) -> None:
    view = workspace.view()
    target = next(one for one in view.tables if "毕业生升学" in view.filled(one).caption)
    preview = marked(read(workspace, tmp_path), *YEARS, (Scope.TABLE, 3, 1, Says.GOES_TO, target.layout.id))
    assert preview.tables[0].target == target
    section = view.headings[5].section.id
    own = marked(preview, (Scope.TABLE, 3, 1, Says.GOES_TO, ""), (Scope.TABLE, 3, 1, Says.SECTION, section))
    assert own.tables[0].target is None
    assert own.tables[0].section == section
    workspace.do(import_edit(own))
    made = [one for _, one in workspace.archive.all_of(Kind.TABLE) if isinstance(one, ReportTable)]
    assert section in {one.section for one in made if one.adopted}
    workspace.close()


def test_a_table_its_caption_its_unit_and_its_year(workspace: Workspace, tmp_path: Path) -> None:
    rows: Rows = [["数据"], ["项目", "数"], ["教学设备", 27490000], ["图书", 5]]
    preview = read(workspace, tmp_path, rows)
    assert preview.tables == []
    taken = marked(
        preview,
        (Scope.TABLE, 2, 1, Says.TAKE, ""),
        (Scope.TABLE, 2, 1, Says.CAPTION, "设备情况表"),
        (Scope.TABLE, 2, 1, Says.UNIT, "元"),
        (Scope.TABLE, 2, 1, Says.PERIOD, "2018-2019"),
    )
    table = taken.tables[0]
    assert table.title == "设备情况表"
    assert (at(taken, "B3").read.unit, at(taken, "B3").read.offset) == ("元", -1)
    left = marked(taken, (Scope.TABLE, 2, 1, Says.LEAVE, ""))
    assert left.tables == []
    workspace.close()


def test_the_files_current_year_can_be_said(workspace: Workspace, tmp_path: Path) -> None:
    rows: Rows = [["表 2 学生情况对比表"], ["项目", "数（人）"], ["招生人数（人）", 859]]
    preview = understood_again(read(workspace, tmp_path, rows), period=Period(PeriodKind.ACADEMIC, 2019))
    one = at(preview, "B3")
    assert one.key is not None
    assert (one.key.period, one.read.doubt) == ("2018-2019", "")
    workspace.close()


def test_what_was_said_serves_the_next_file_of_the_same_make(workspace: Workspace, tmp_path: Path) -> None:
    preview = marked(
        read(workspace, tmp_path),
        *YEARS,
        (Scope.ROW, 6, 1, Says.TOTAL, ""),
        (Scope.CELL, 5, 3, Says.SURE, ""),
    )
    done = workspace.do(import_edit(preview))
    later: Rows = [*ODD[:3], ["新生班数（个）", 3, 4, None], *[[one[0], 1, 2, None] for one in ODD[3:]]]
    again = read(workspace, tmp_path, later, "明年.xlsx")
    assert again.remembered == 2
    assert {(one.scope, one.row, one.says) for one in again.marks} == {
        (Scope.ROW, 2, Says.HEADER),
        (Scope.ROW, 6, Says.TOTAL),
    }
    assert at(again, "C7").verdict is Verdict.COMPUTED
    workspace.do(done.reversed())
    assert workspace.archive.setting(SETTING) == ""
    workspace.close()


def test_an_import_that_shall_not_be_remembered_is_not(workspace: Workspace, tmp_path: Path) -> None:
    preview = marked(read(workspace, tmp_path), *YEARS)
    workspace.do(import_edit(preview, remember=False))
    assert workspace.archive.setting(SETTING) == ""
    workspace.close()


def test_choices_outlive_another_mark(workspace: Workspace, tmp_path: Path) -> None:
    preview = marked(read(workspace, tmp_path), *YEARS)
    at(preview, "C5").taken = False
    again = marked(preview, (Scope.ROW, 6, 1, Says.TOTAL, ""))
    assert at(again, "C5").taken is False
    assert at(again, "B5").taken is True
    workspace.close()


def test_the_make_of_a_table_has_no_years(workspace: Workspace, tmp_path: Path) -> None:
    makes: list[str] = []
    for years in (("2018-2019", "2019-2020"), ("2019-2020学年", "2020-2021学年")):
        rows: Rows = [["表 2 学生情况对比表"], ["项目", *years], ["招生人数（人）", 1, 2]]
        grid = read(workspace, tmp_path, rows).grids[0]
        makes.append(make_of(grid, find_tables(grid)[0][0]))
    assert makes == ["学生情况|项目", "学生情况|项目"]
    workspace.close()


marks = st.builds(
    Mark,
    st.just("学生"),
    st.sampled_from(Scope),
    st.integers(0, 7),
    st.integers(0, 5),
    st.sampled_from(Says),
    st.sampled_from(["", "2019", "2018-2019", "人", "94%", "不存在的"]),
)


@settings(max_examples=60)
@given(said=st.lists(marks, max_size=6))
def test_any_marks_give_a_proposal_and_come_back_from_their_form(
    said: list[Mark], tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("marks")
    workspace = empty(folder)
    try:
        preview = read(workspace, folder)
        every = Marks(said)
        assert Marks(map(mark_of, every.form())) == every
        import_edit(understood_again(preview, every))
    finally:
        workspace.close()
