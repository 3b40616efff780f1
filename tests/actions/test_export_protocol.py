"""The protocol says what was checked, what was found, what was kept and why, and leaves room to sign."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from docx import Document
from examples import sample
from openpyxl import load_workbook

from qdesk.actions.check_settings import check_rules
from qdesk.actions.edit_text import set_text
from qdesk.actions.export_protocol import export_protocol
from qdesk.actions.keep_finding import keep_finding
from qdesk.actions.run_checks import run_checks
from qdesk.actions.workspace import Workspace
from qdesk.errors import UserError


@pytest.fixture
def school(tmp_path: Path) -> Iterator[Workspace]:
    workspace = sample(tmp_path)
    view = workspace.view()
    edit = set_text(view, view.headings[1].section.id, "学校全日制在校生1890人，=1+1。")
    assert edit is not None
    workspace.do(edit)
    finding = next(one for one in run_checks(workspace.view()) if one.rule == "number_in_text")
    workspace.do(keep_finding(workspace.view(), finding, "含交换生 7 人"))
    yield workspace
    workspace.close()


def test_the_word_protocol_can_be_signed(school: Workspace, tmp_path: Path) -> None:
    summary = export_protocol(school.view(), tmp_path / "核查记录.docx")
    assert summary.kept == 1
    document = Document(str(summary.path))
    rules, *found, signatures = document.tables
    assert [row.cells[0].text for row in rules.rows[1:]] == [one.title for one in check_rules().values()]
    texts = [cell.text for table in found for row in table.rows for cell in row.cells]
    assert "保留：含交换生 7 人" in texts
    assert [cell.text for cell in signatures.rows[0].cells][-1] == "日期"


def test_the_excel_protocol_holds_texts_only(school: Workspace, tmp_path: Path) -> None:
    export_protocol(school.view(), tmp_path / "核查记录.xlsx")
    book = load_workbook(tmp_path / "核查记录.xlsx")
    assert book.sheetnames == ["核查意见", "核查了什么", "签字"]
    kept = [row for row in book["核查意见"].iter_rows(values_only=True) if "保留：含交换生 7 人" in row]
    assert len(kept) == 1


def test_another_ending_is_refused(school: Workspace, tmp_path: Path) -> None:
    with pytest.raises(UserError, match=r"\.docx 或 \.xlsx"):
        export_protocol(school.view(), tmp_path / "核查记录.pdf")


def test_every_rule_that_finds_has_a_title(school: Workspace) -> None:
    assert {one.rule for one in run_checks(school.view())} <= set(check_rules())


def test_rules_that_were_not_asked_are_not_said_to_have_found_nothing(
    school: Workspace, tmp_path: Path
) -> None:
    target = tmp_path / "核查.xlsx"
    export_protocol(school.view(), target)
    sheet = load_workbook(target)["核查了什么"]
    said = {str(row[0].value): str(row[2].value) for row in sheet.iter_rows(min_row=2)}
    assert said["有题注无表"] == "不适用"
    assert said["合计"] != "不适用"
