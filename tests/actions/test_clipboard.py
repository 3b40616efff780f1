"""What is copied at the desk is understood by spreadsheets, and comes back as it was."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from examples import empty, sample, texts
from openpyxl import load_workbook

from qdesk.actions.clipboard import copied_html, copied_text, pasted_block, pasted_text
from qdesk.actions.edit_values import paste_block
from qdesk.actions.library import library
from qdesk.actions.new_table import Wishes, new_table
from qdesk.actions.workspace import Workspace
from qdesk.excel.write_clipboard import Area
from qdesk.model.filled_table import FilledTable
from qdesk.model.report import ReportTable
from qdesk.model.table_lines import Side

ROWS = [
    ["007", "510123199901011234", "1200", "3-4", "=1+1"],
    ["A<b>&", "两行\n文字", "12.50", "2020-09", "—"],
    ["", "张三", "", "1/2", "-x"],
]


@pytest.fixture
def school(tmp_path: Path) -> Iterator[Workspace]:
    with closing(sample(tmp_path)) as workspace:
        yield workspace


@pytest.fixture
def register(tmp_path: Path) -> Iterator[tuple[Workspace, ReportTable]]:
    """A register with texts that a spreadsheet would misread, and a column of numbers."""
    with closing(empty(tmp_path)) as workspace:
        view = workspace.view()
        shape = next(one for one in library().shapes if one.id == "register")
        names = "编号\n学号\n数量（number）\n班级\n说明"
        wishes = Wishes("名单", {Side.COLUMNS: names}, frozenset({"serial"}))
        workspace.do(new_table(view, view.headings[0].section.id, shape, wishes))
        view = workspace.view()
        table = next(one for one in view.tables if view.filled(one).caption == "名单")
        edit = paste_block(view, table, 1, 1, ROWS).edit
        assert edit is not None
        workspace.do(edit)
        yield workspace, table


def uncovered(filled: FilledTable) -> list[list[str]]:
    """The printed texts; what merged cells cover is empty."""
    return [
        ["" if (row, column) in filled.covered else text for column, text in enumerate(line)]
        for row, line in enumerate(texts(filled))
    ]


def whole(filled: FilledTable) -> Area:
    return 0, 0, len(filled.grid) - 1, filled.column_count - 1


def test_every_table_of_the_sample_school_comes_back_as_it_was(school: Workspace) -> None:
    view = school.view()
    for table in view.tables:
        filled = view.filled(table)
        html = copied_html(view, filled, whole(filled))
        text = copied_text(filled, whole(filled))
        assert pasted_block(text) == uncovered(filled)
        assert [[one or "" for one in row] for row in pasted_block(text, html)] == uncovered(filled)
        body = copied_html(view, filled, (filled.header_rows, *whole(filled)[1:]))
        result = paste_block(view, table, filled.header_rows, 0, pasted_block("", body))
        if result.edit is not None:
            school.do(result.edit)
        assert result.refused == []
        assert texts(school.view().filled(table)) == texts(filled)


def cells(html: str) -> list[str]:
    return re.findall(r"<td[^>]*>", html)


def test_a_part_of_a_table_has_its_part_of_merged_cells(school: Workspace) -> None:
    view = school.view()
    filled = next(one for one in map(view.filled, view.tables) if any(m[2] > m[0] > 1 for m in one.merges))
    top, left, bottom, _ = next(one for one in filled.merges if one[2] > one[0] > 1)
    html = copied_html(view, filled, (top - 1, left, bottom, left + 1))
    assert f"rowspan={bottom - top + 1}" in cells(html)[2]
    inside = copied_html(view, filled, (bottom, left, bottom, left))
    assert "span=" not in inside
    assert pasted_block("", inside) == [[filled.grid[top][left].text]]


def test_heads_are_bold_numbers_right_and_formats_print_them_so(school: Workspace) -> None:
    view = school.view()
    filled = view.filled(next(one for one in view.tables if "专业结构" in view.filled(one).caption))
    html = copied_html(view, filled, whole(filled))
    head, *_ = cells(html)
    assert "font-weight:700;" in f"{head[:-2]};"
    number = next(one for one in cells(html) if 'x:num="100.80"' in one)
    assert r'mso-number-format:"0\.00"' in number
    assert "text-align:right" in number


def test_codes_dates_and_formulas_are_marked_as_text(register: tuple[Workspace, ReportTable]) -> None:
    workspace, table = register
    view = workspace.view()
    filled = view.filled(table)
    html = copied_html(view, filled, (1, 1, 3, 5))
    assert "A&lt;b&gt;&amp;" in html
    assert "两行<br>文字" in html
    assert pasted_block("", html) == [row[1:] for row in texts(filled)[1:]]
    assert pasted_text("", html) == copied_text(filled, (1, 1, 3, 5))


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_a_real_spreadsheet_takes_numbers_as_numbers_and_all_else_as_text(
    register: tuple[Workspace, ReportTable], tmp_path: Path
) -> None:
    workspace, table = register
    view = workspace.view()
    filled = view.filled(table)
    grid, kinds = _in_calc(tmp_path, copied_html(view, filled, whole(filled)))
    assert grid == texts(filled)
    assert kinds[1] == "nsssss"  # serial number, then what was typed: a text field keeps digits as text
    assert kinds[3] == "n s ss"


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_a_real_spreadsheet_takes_the_numbers_of_the_sample_school(school: Workspace, tmp_path: Path) -> None:
    view = school.view()
    filled = view.filled(next(one for one in view.tables if "专业结构" in view.filled(one).caption))
    grid, kinds = _in_calc(tmp_path, copied_html(view, filled, whole(filled)))
    assert kinds[0] == "sssss"
    assert kinds[-1] == "nsnnn"
    assert grid[-1][2:] == ["1868", "1883", "100.8"]


def _in_calc(folder: Path, html: str) -> tuple[list[list[str]], list[str]]:
    """What LibreOffice makes of the HTML: texts, and the kind of every cell by row."""
    (folder / "clip.html").write_text(html, encoding="utf-8")
    profile = (folder / "profile").as_uri()
    command = ["soffice", "--headless", f"-env:UserInstallation={profile}", "--infilter=HTML (StarCalc)"]
    command += ["--convert-to", "xlsx", "--outdir", str(folder), str(folder / "clip.html")]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    sheet = load_workbook(folder / "clip.xlsx").worksheets[0]
    rows = [list(row) for row in sheet.iter_rows()]
    said = [["" if one.value is None else str(one.value) for one in row] for row in rows]
    return said, ["".join(" " if one.value is None else str(one.data_type) for one in row) for row in rows]
