"""The self-test logs a line a step, and a failing step does not keep the others from running."""

from pathlib import Path

import pytest

from qdesk.actions.demo import create_demo
from qdesk.actions.import_preview import preview_import
from qdesk.actions.import_workbook import import_edit
from qdesk.actions.new_report import new_store, period_from
from qdesk.actions.selftest import SAMPLE_WORKBOOK, selftest
from qdesk.actions.workspace import Workspace
from qdesk.errors import UserError
from qdesk.places import resources_dir

pytestmark = pytest.mark.usefixtures(
    "qapp"
)  # pages are painted with an application; the window's tests share it


def grab(folder: Path) -> None:
    (folder / "window.png").write_bytes(b"picture")


def no_screen(folder: Path) -> None:
    raise UserError("没有屏幕", str(folder))


def test_all_steps_work(tmp_path: Path) -> None:
    said: list[str] = []
    assert selftest(tmp_path / "自检 结果", said.append, grab)
    log = (tmp_path / "自检 结果" / "log.txt").read_text(encoding="utf-8")
    assert log.splitlines() == said
    assert all(line.startswith("通过 ") for line in said)
    assert len(said) == 11
    assert any("导入 Word" in line and "改动 0 个值" in line for line in said)


def test_it_may_be_run_again(tmp_path: Path) -> None:
    results = [selftest(tmp_path, lambda _: None, grab) for _ in range(2)]
    assert results == [True, True]
    assert len((tmp_path / "log.txt").read_text(encoding="utf-8").splitlines()) == 11


def test_a_failing_step_is_named_and_the_others_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("qdesk.actions.selftest.resources_dir", lambda: tmp_path)
    said: list[str] = []
    assert not selftest(tmp_path, said.append, no_screen)
    failed = [line for line in said if line.startswith("失败 ")]
    assert [line.split("（")[0] for line in failed] == ["失败 导入工作簿", "失败 窗口"]
    assert "没有屏幕" in failed[1]
    assert (tmp_path / "质量年度报告.docx").exists()
    assert (tmp_path / "质量年度报告 表格.xlsx").exists()


def printed(workspace: Workspace, tables: set[str]) -> dict[str, list[list[str]]]:
    """Caption → printed grid of the tables made from these templates."""
    view = workspace.view()
    chosen = [view.filled(one) for one in view.tables if one.layout.source in tables]
    return {filled.caption: [[cell.text for cell in row] for row in filled.grid] for filled in chosen}


def test_the_sample_workbook_brings_what_the_sample_school_has(tmp_path: Path) -> None:
    tables = {"assets", "students", "teachers", "majors", "quality", "aid", "employment", "starting-pay"}
    sample = create_demo(tmp_path / "示例.qdesk")
    wanted = printed(sample, tables)
    sample.close()
    workspace = new_store(tmp_path / "新.qdesk", "示例学校", "school-2016", period_from("2019-2020"))
    workbook = resources_dir().joinpath(*SAMPLE_WORKBOOK)
    workspace.do(import_edit(preview_import(workspace.view(), workbook)))
    found = printed(workspace, tables)
    workspace.close()
    assert found == wanted
