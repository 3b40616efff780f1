"""A city's published tables land in the report made by the standard of that frame, under its indicators."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from examples import GOLDEN
from invented import Rows, workbook

from qdesk.actions.import_preview import preview_import
from qdesk.actions.import_questions import questions
from qdesk.actions.new_report import new_store, period_from
from qdesk.recognition.causes import Cause


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


def _form(unit: str, number: int) -> Rows:
    return [
        ["某某市中等职业学校年度数据报送表"],
        [f"填报单位：{unit}", None, None, "2023年度"],
        ["序号", "指标", "单位", "数值"],
        [1, "在校生数", "人", number],
        [2, "社会培训", "人次", number + 7],
    ]


def test_one_form_a_sheet_is_of_the_school_that_its_line_or_its_sheet_names(tmp_path: Path) -> None:
    workspace = new_store(tmp_path / "a.qdesk", "某某市教育局", "city-2024", period_from("2023"))
    sheets = {
        "一职": _form("某某市第一职业学校", 1385),
        "工贸": _form("某某市工贸学校", 2881),
        "河西区职业教育中心": _form("", 2761),
        "Sheet5": _form("", 900),
    }
    preview = preview_import(workspace.view(), workbook(tmp_path / "报送.xlsx", **sheets))
    workspace.close()
    owners = {table.sheet: table.proposal.understood.owner for table in preview.tables}
    assert {sheet: one.name for sheet, one in owners.items()} == {
        "一职": "某某市第一职业学校",
        "工贸": "某某市工贸学校",
        "河西区职业教育中心": "河西区职业教育中心",
        "Sheet5": "",
    }
    assert len({one.entity for one in owners.values()}) == 4
    assert {one.key.period for table in preview.tables for one in table.values if one.key} == {"2023"}
    (question,) = questions(preview)
    assert question.cause is Cause.OWNER
    assert {one.read.cell for one in question.values} == {"D4", "D5"}
    assert {table.sheet for table in preview.tables if table.waits} == {"Sheet5"}
