"""Change columns of a file, left empty by whoever made it or filled, compute in the report."""

from __future__ import annotations

from pathlib import Path

from examples import empty, table_named, texts
from openpyxl import Workbook

from qdesk.actions.import_preview import preview_import
from qdesk.actions.import_workbook import import_edit
from qdesk.actions.roll_year import roll_edit


def under_years(path: Path, *changes: str) -> Path:
    """Two years, under each a value and its change; `changes` are what stands in the change cells."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    told = [*changes, *[""] * 4][:4]
    for row in (
        ["表 31 办学规模情况"],
        ["项目", "2018-2019 学年", None, "2019-2020 学年", None],
        [None, "数量", "比上年", "数量", "比上年"],
        ["图书（册）", 100, told[0] or None, 120, told[1] or None],
        ["计算机（台）", 50, told[2] or None, 60, told[3] or None],
    ):
        sheet.append(row)
    for place in ("A1:E1", "A2:A3", "B2:C2", "D2:E2"):
        sheet.merge_cells(place)
    book.save(path)
    return path


def imported(folder: Path, file: Path, *, roll: bool = False) -> list[list[str]]:
    """The body of the table in the report, of the file's year or of the one after it."""
    workspace = empty(folder)
    workspace.do(import_edit(preview_import(workspace.view(), file)))
    if roll:
        workspace.do(roll_edit(workspace, workspace.report.period.shift(1)))
    view = workspace.view()
    found = texts(view.filled(table_named(view, "办学规模情况")))
    workspace.close()
    return found[2:]


def test_a_change_column_that_nobody_filled_is_computed(tmp_path: Path) -> None:
    rows = imported(tmp_path, under_years(tmp_path / "a.xlsx"))
    assert rows[0] == ["图书（册）", "100", "", "120", "+20"]
    assert rows[1][4] == "+10"


def test_in_the_next_year_each_year_is_compared_with_the_one_before_it(tmp_path: Path) -> None:
    rows = imported(tmp_path, under_years(tmp_path / "a.xlsx"), roll=True)
    assert rows[0] == ["图书（册）", "120", "+20", "", ""]


def test_a_single_place_left_empty_on_purpose_stays_so(tmp_path: Path) -> None:
    rows = imported(tmp_path, under_years(tmp_path / "a.xlsx", "", "120", "", ""))
    assert (rows[0][4], rows[1][4]) == ("120", "")
