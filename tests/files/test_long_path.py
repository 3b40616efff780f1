"""A store, an export and an import lie as deep as a school's folders go."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from examples import empty, sample, tidy_workbook

from qdesk.actions.export_word import export_word
from qdesk.actions.export_workbook import export_workbook
from qdesk.actions.import_preview import preview_import
from qdesk.actions.workspace import Workspace
from qdesk.files.long_path import free_form, reachable


@pytest.mark.parametrize(
    ("path", "free"),
    [
        ("C:\\学校\\甲.qdesk", "\\\\?\\C:\\学校\\甲.qdesk"),
        ("\\\\server\\share\\甲.qdesk", "\\\\?\\UNC\\server\\share\\甲.qdesk"),
        ("\\\\?\\C:\\甲.qdesk", "\\\\?\\C:\\甲.qdesk"),
    ],
)
def test_both_kinds_of_path_have_a_form_without_limit(path: str, free: str) -> None:
    assert free_form(path) == free


def test_a_short_path_stays_as_the_user_knows_it(tmp_path: Path) -> None:
    assert reachable(tmp_path / "甲.qdesk") == tmp_path / "甲.qdesk"


@pytest.fixture
def deep(tmp_path: Path) -> Path:
    """A folder whose path alone has more than 260 signs."""
    folder = tmp_path.joinpath("汇总（定稿）", *["a folder of the school's archive"] * 8)
    assert len(str(folder)) > 260
    os.makedirs(free_form(str(folder)) if os.name == "nt" else folder)  # noqa: PTH103 - a text, not a path
    return folder


def test_a_store_lies_deep(deep: Path) -> None:
    workspace = empty(deep)
    path = workspace.store.path
    workspace.close()
    assert path.parent == deep
    Workspace.open(path).close()
    assert [one.name for one in reachable(deep).iterdir()] == [path.name]


def test_what_is_written_and_read_lies_deep(deep: Path, tmp_path: Path) -> None:
    workspace = sample(tmp_path)
    export_word(workspace.view(), deep / "报告.docx")
    export_workbook(workspace.view(), deep / "表格.xlsx")
    reachable(deep / "上年.xlsx").write_bytes(tidy_workbook(tmp_path / "上年.xlsx").read_bytes())
    for name in ("报告.docx", "表格.xlsx", "上年.xlsx"):
        assert preview_import(workspace.view(), deep / name).tables
    workspace.close()
