"""What is exported, as a document or as a workbook, is read back as it was."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from examples import GOLDEN, empty, sample, table_named

from qdesk.actions.export_word import export_word
from qdesk.actions.export_workbook import export_workbook
from qdesk.actions.import_preview import preview_import
from qdesk.actions.import_workbook import import_edit
from qdesk.actions.imported import Verdict
from qdesk.actions.show_tables import tables_form
from qdesk.actions.workspace import Workspace

_PRINTED = ("number", "subcaption", "unit", "header", "rows", "merges", "notes")
_ENDINGS = ("docx", "xlsx")


def printed(workspace: Workspace) -> dict[str, dict[str, Any]]:
    """Caption → all that is printed of a table that has any row."""
    tables = tables_form(workspace)["tables"]
    return {one["caption"]: {name: one[name] for name in _PRINTED} for one in tables if one["rows"]}


def exported(workspace: Workspace, folder: Path, ending: str) -> Path:
    target = folder / f"报告.{ending}"
    if ending == "docx":
        export_word(workspace.view(), target)
    else:
        export_workbook(workspace.view(), target)
    return target


@pytest.mark.parametrize("ending", _ENDINGS)
def test_the_sample_school_comes_back(tmp_path: Path, ending: str) -> None:
    first, second = sample(tmp_path), empty(tmp_path)
    path = exported(first, tmp_path, ending)
    second.do(import_edit(preview_import(second.view(), path)))
    assert printed(second) == printed(first)
    first.close()
    second.close()


@pytest.mark.parametrize("ending", _ENDINGS)
def test_a_report_that_reads_its_own_export_changes_nothing(tmp_path: Path, ending: str) -> None:
    workspace = sample(tmp_path)
    preview = preview_import(workspace.view(), exported(workspace, tmp_path, ending))
    values = [one for table in preview.tables for one in table.values if one.key is not None]
    assert len(values) > 200
    # The fields of registers have no key: a list of records is taken over as a whole.
    assert {one.verdict for one in values} == {Verdict.SAME}
    workspace.close()


def test_a_value_out_of_a_document_says_from_where(tmp_path: Path) -> None:
    first, second = sample(tmp_path), empty(tmp_path)
    second.do(import_edit(preview_import(second.view(), exported(first, tmp_path, "docx"))))
    view = second.view()
    key = view.filled(table_named(view, "学生情况对比表")).grid[1][2].key
    assert key is not None
    stored = second.archive.observation(key)
    assert stored is not None
    assert stored.chosen.source.place == "报告.docx › 表 2 › C4"
    first.close()
    second.close()


@pytest.mark.skipif(not GOLDEN.is_dir(), reason="the golden reports are not on this machine")
@pytest.mark.parametrize(
    ("name", "period"), [("wuhai-2020", "2019-2020"), ("hanghou-2019", "2019"), ("bayannur-2024", "2024")]
)
def test_real_reports_come_back(tmp_path: Path, name: str, period: str) -> None:
    first = empty(tmp_path, period, "甲.qdesk")
    path = GOLDEN / "workbooks" / f"{name}-tidy.xlsx"
    first.do(import_edit(preview_import(first.view(), path)))
    wanted = printed(first)
    for ending in _ENDINGS:
        second = empty(tmp_path, period, f"{ending}.qdesk")
        second.do(import_edit(preview_import(second.view(), exported(first, tmp_path, ending))))
        assert printed(second) == wanted
        second.close()
    first.close()
