"""A report's outline and tables, changed at will, become a standard for further reports."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from examples import sample, table_named, texts

from qdesk.actions.add_line import NewLine, add_line
from qdesk.actions.edit_formula import set_formula
from qdesk.actions.guidance import guidance_for
from qdesk.actions.library import forget_library, library
from qdesk.actions.meters import measure_report
from qdesk.actions.new_report import new_store, period_from
from qdesk.actions.own_standard import save_standard
from qdesk.actions.table_settings import remove_table
from qdesk.actions.workspace import Workspace
from qdesk.errors import UserError
from qdesk.model.edit import Edit, Kind
from qdesk.model.indicator import Indicator
from qdesk.model.report import Section
from qdesk.model.table_lines import Side
from qdesk.places import own_templates_dir


@pytest.fixture
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Workspace]:
    monkeypatch.setenv("QDESK_HOME", str(tmp_path / "home"))
    forget_library()
    opened = sample(tmp_path)
    yield opened
    opened.close()
    forget_library()


def test_a_new_report_begins_with_the_saved_tables(workspace: Workspace, tmp_path: Path) -> None:
    table = table_named(workspace.view(), "学生情况对比表")
    for name in ("走读生数（人）", "走读生比例（%）"):
        workspace.do(
            add_line(
                workspace.view(), table_named(workspace.view(), "学生情况"), Side.ROWS, NewLine(name=name)
            )
        )
    view = workspace.view()
    table = table_named(view, "学生情况对比表")
    share = view.archive.get(Kind.INDICATOR, (str(table.layout.rows[-1].at.indicator),))
    assert isinstance(share, Indicator)
    workspace.do(set_formula(view, table, share, "{走读生数} ÷ {全日制在校生数} × 100"))
    workspace.do(remove_table(workspace.view(), table_named(workspace.view(), "学校资产情况")))

    saved = save_standard(workspace.view(), "本校的报告")
    assert library().problems == ()
    assert saved.id.startswith("school-2016-own-")
    mine = library().standard(saved.id)
    assert [one.title for one in mine.sections()] == [
        one.title for one in library().standard("school-2016").sections()
    ]
    assert all(one.guidance for one in mine.sections())

    fresh = new_store(tmp_path / "新.qdesk", "另一学校", saved.id, period_from("2020-2021"))
    view = fresh.view()
    grid = texts(view.filled(table_named(view, "学生情况对比表")))
    assert [row[0] for row in grid][-2:] == ["走读生数（人）", "走读生比例（%）"]
    assert grid[0][1:3] == ["2019-2020", "2020-2021"]
    assert not any("".join(row[1:]) for row in grid[1:])
    assert not [one for one in view.tables if "资产" in view.filled(one).caption]
    kept = view.archive.get(Kind.INDICATOR, (share.id,))
    assert isinstance(kept, Indicator)
    assert kept.formula is not None
    fresh.close()


def test_two_sections_of_one_origin_are_saved_as_two(workspace: Workspace) -> None:
    view = workspace.view()
    one, other = view.headings[1].section, view.headings[2].section
    twin = replace(other, origin=one.origin)
    workspace.do(Edit("x", (view.archive.change(Kind.SECTION, (other.id,), twin),)))
    saved = save_standard(workspace.view(), "两节同源")
    assert len({section.id for section in saved.sections()}) == len(view.headings)


def test_what_cannot_be_read_again_is_not_kept(workspace: Workspace) -> None:
    save_standard(workspace.view(), "好的")
    before = {path: path.read_bytes() for path in own_templates_dir().rglob("*.toml")}
    view = workspace.view()
    deep = next(one.section for one in view.headings if one.level == 3)
    for title in ("甲", "乙"):
        under = Section(title, view.report.id, deep.id, 0, title)
        workspace.do(Edit("x", (view.archive.change(Kind.SECTION, (title,), under),)))
        deep = under
    with pytest.raises(UserError, match="最多 4 级"):
        save_standard(workspace.view(), "太深的")
    assert {path: path.read_bytes() for path in own_templates_dir().rglob("*.toml")} == before
    assert library().problems == ()


def test_saving_twice_and_a_taken_name(workspace: Workspace) -> None:
    workspace.do(
        add_line(
            workspace.view(),
            table_named(workspace.view(), "学生情况"),
            Side.ROWS,
            NewLine(name="走读生数（人）"),
        )
    )
    first = save_standard(workspace.view(), "甲")
    second = save_standard(workspace.view(), "乙")
    assert {first.id, second.id} <= {one.id for one in library().standards}
    assert library().problems == ()
    with pytest.raises(UserError, match="已经有"):
        save_standard(workspace.view(), "甲")
    with pytest.raises(UserError, match="没有写名称"):
        save_standard(workspace.view(), " ")


def test_a_saved_file_that_somebody_broke_is_reported_and_left_out(
    workspace: Workspace, tmp_path: Path
) -> None:
    saved = save_standard(workspace.view(), "甲")
    path = next((tmp_path / "home").rglob(f"tables/{saved.id}.toml"))
    path.write_text(
        path.read_text(encoding="utf-8").replace("indicator = ", "indicato = ", 1), encoding="utf-8"
    )
    path.with_name("bad.toml").write_text("table = [", encoding="utf-8")
    forget_library()
    assert "school-2016" in {one.id for one in library().standards}
    assert any("bad.toml" in str(one) for one in library().problems)


def test_a_new_standard_takes_one_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Written by hand into the folder of one's own templates; no program is needed."""
    monkeypatch.setenv("QDESK_HOME", str(tmp_path / "home"))
    path = own_templates_dir() / "standards" / "school-2027.toml"
    path.parent.mkdir(parents=True)
    path.write_text(
        """
id = "school-2027"
name = "中等职业学校质量年度报告（2027 年框架）"
level = "school"
year = 2027
source = "某通知〔2027〕1号"
state = "read"
numbering = { headings = "chinese", table = "表{N}：", case = "【案例{n}】" }
tables = ["school-2016", "annex-2022"]
case_length = 800

[[front_matter]]
id = "preface"
name = "前言"

[[section]]
id = "s1"
title = "数字化转型"
guidance = "写平台、资源和师生的数字素养。"
length = [200, 800]
tables = ["students"]
cases = 1

[[section]]
id = "s2"
title = ""
numbering = "挑战 {n}"

[[section]]
id = "s3"
title = "附表"
numbering = "none"
annex = true
tables = ["annex-scorecard"]
""",
        encoding="utf-8",
    )
    forget_library()
    assert library().problems == ()
    made = new_store(tmp_path / "a.qdesk", "某校", "school-2027", period_from("2027"))
    view = made.view()
    assert [view.title_of(one) for one in view.headings] == ["一、数字化转型", "挑战 1", "附表"]
    assert list(view.table_numbers.values()) == ["表一", "附表 1"]
    assert guidance_for(view, view.headings[0].section.id).length == (200, 800)
    assert measure_report(view).case_length == 800
    made.close()
    forget_library()
