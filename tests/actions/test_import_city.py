"""A city's published tables land in the report made by the standard of that frame, under its indicators."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from examples import GOLDEN

from qdesk.actions.import_preview import preview_import
from qdesk.actions.new_report import new_store, period_from


@pytest.mark.skipif(not GOLDEN.is_dir(), reason="the golden reports are not on this machine")
def test_every_table_finds_its_like_and_every_row_its_indicator(tmp_path: Path) -> None:
    golden = json.loads((GOLDEN / "bayannur-2024.json").read_text(encoding="utf-8"))
    schools = [one["short"] for one in golden["report"]["entities"]]
    workspace = new_store(
        tmp_path / "a.qdesk", golden["report"]["school"], "city-2024", period_from("2024"), schools
    )
    preview = preview_import(workspace.view(), GOLDEN / "workbooks" / "bayannur-2024-tidy.xlsx")
    targets = [table.target.id for table in preview.tables if table.target]
    catalogue = {one.id for one in workspace.archive.catalogue}
    own = {one.key.indicator for table in preview.tables for one in table.values if one.key} - catalogue
    workspace.close()
    assert len(set(targets)) == len(preview.tables) == 16
    # The report counts its mentors by 个 in one table and by 人 in the other.
    assert [name.rpartition("/")[2] for name in own] == ["聘请行业导师人数"]
