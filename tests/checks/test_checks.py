"""Each check: one report that it passes, one that it finds."""

from __future__ import annotations

from pathlib import Path

import pytest
from examples import empty, sample, table_named

from qdesk.actions.check_document import check_document
from qdesk.actions.edit_text import set_section_state, set_text
from qdesk.actions.edit_values import set_cell
from qdesk.actions.export_word import export_word
from qdesk.actions.new_report import new_store, period_from
from qdesk.actions.run_checks import run_checks
from qdesk.actions.table_settings import set_change_style
from qdesk.model.finding import Severity
from qdesk.model.number_format import NumberStyle, Zeros
from qdesk.model.report import SectionState


def rules(found: object) -> set[str]:
    return {one.rule for one in found}  # type: ignore[attr-defined]


def test_a_full_report_has_nothing_that_must_be_mended(tmp_path: Path) -> None:
    workspace = sample(tmp_path)
    findings = run_checks(workspace.view())
    assert not [one for one in findings if one.severity is Severity.MUST]
    assert "missing_value" not in rules(findings)
    workspace.close()


def test_a_missing_value_is_found_at_its_place(tmp_path: Path) -> None:
    workspace = sample(tmp_path)
    view = workspace.view()
    table = table_named(view, "学生情况对比表")
    workspace.do(set_cell(view, table, 1, 2, ""))
    found = [one for one in run_checks(workspace.view()) if one.rule == "missing_value"]
    assert {(one.table, one.row, one.column) for one in found} >= {(table.id, 1, 2)}
    assert found[0].message == "表 2 学生情况对比表：招生人数（人） 2019-2020未填"
    workspace.close()


def test_an_empty_remark_is_not_missing(tmp_path: Path) -> None:
    period, schools = period_from("2024"), ["甲校", "乙校"]
    workspace = new_store(tmp_path / "a.qdesk", "某市", "city-2024", period, schools)
    missing = [one.message for one in run_checks(workspace.view()) if one.rule == "missing_value"]
    assert any("师生技能大赛获奖" in message for message in missing)
    assert not any("备注" in message for message in missing)
    workspace.close()


def test_an_empty_prior_year_is_only_a_note(tmp_path: Path) -> None:
    workspace = empty(tmp_path)
    found = [one for one in run_checks(workspace.view()) if one.rule == "missing_value"]
    assert {one.severity for one in found} == {Severity.LOOK, Severity.NOTE}
    workspace.close()


def test_an_unwritten_section_is_named_and_a_written_one_is_not(tmp_path: Path) -> None:
    workspace = empty(tmp_path)
    view = workspace.view()
    heading = next(one for one in view.headings if one.number == "8.1")
    assert heading.section.id in {one.section for one in run_checks(view) if one.rule == "unwritten_section"}
    edit = set_text(view, heading.section.id, "问题是……")
    assert edit is not None
    workspace.do(edit)
    left = {one.section for one in run_checks(workspace.view()) if one.rule == "unwritten_section"}
    assert heading.section.id not in left
    workspace.close()


def test_a_section_that_is_not_applicable_is_left_alone_and_unnumbered(tmp_path: Path) -> None:
    workspace = empty(tmp_path)
    view = workspace.view()
    heading = next(one for one in view.headings if one.number == "2.3")
    edit = set_section_state(view, heading.section.id, SectionState.NOT_APPLICABLE, "无此项")
    assert edit is not None
    workspace.do(edit)
    view = workspace.view()
    assert heading.section.id not in {one.section for one in run_checks(view)}
    assert next(one for one in view.headings if one.section.id == heading.section.id).number == ""
    assert "就业质量" in next(one for one in view.headings if one.number == "2.3").section.title
    assert not any(table.section == heading.section.id for table in view.tables)
    workspace.close()


@pytest.mark.parametrize(
    ("row", "typed", "rule"), [(13, "1900", "wrong_total"), (1, "99", "wrong_derived_value")]
)
def test_a_typed_over_total_or_change_is_recomputed(tmp_path: Path, row: int, typed: str, rule: str) -> None:
    workspace = sample(tmp_path)
    view = workspace.view()
    table = table_named(view, "学生专业结构")
    filled = view.filled(table)
    row = len(filled.grid) - 1 if rule == "wrong_total" else row
    column = 3 if rule == "wrong_total" else 4
    right = filled.grid[row][column].text
    workspace.do(set_cell(view, table, row, column, typed, overwrite=True))
    found = [one for one in run_checks(workspace.view()) if one.severity is Severity.MUST]
    assert [(one.rule, one.row, one.column, one.found, one.expected) for one in found] == [
        (rule, row, column, typed, right)
    ]
    workspace.close()


@pytest.mark.parametrize(("typed", "word"), [("很多", "不是数值"), ("-5", "负数"), ("859.5", "小数")])
def test_what_is_no_count_is_pointed_out(tmp_path: Path, typed: str, word: str) -> None:
    workspace = sample(tmp_path)
    view = workspace.view()
    assert "odd_value" not in rules(run_checks(view))
    workspace.do(set_cell(view, table_named(view, "学生情况对比表"), 1, 2, typed))
    found = [one for one in run_checks(workspace.view()) if one.rule == "odd_value"]
    assert [word in one.message for one in found] == [True]
    workspace.close()


def test_a_printed_zero_that_is_no_ratio_is_noted(tmp_path: Path) -> None:
    workspace = sample(tmp_path)
    view = workspace.view()
    table = table_named(view, "学生情况对比表")
    workspace.do(set_cell(view, table, 1, 1, "0"))
    assert "no_ratio" not in rules(run_checks(workspace.view()))
    view = workspace.view()
    table = table_named(view, "学生情况对比表")
    workspace.do(set_change_style(view, table, NumberStyle(2, Zeros.WHOLE, no_value="0")))
    found = [one for one in run_checks(workspace.view()) if one.rule == "no_ratio"]
    assert [one.message for one in found] == [
        "表 2 学生情况对比表：招生人数（人） 印作 0，其实没有比值（0 → 859：上期为 0，不能作除数）"
    ]
    workspace.close()


@pytest.mark.parametrize(
    ("before", "now", "said"),
    [
        ("1000", "3000", "变化很大"),
        ("1000", "10000", "多写或少写了一位"),
        ("2000", "2900", ""),
        ("1838", "1883", "两位数字写颠倒了"),
        ("20", "59", ""),  # a small school may double
    ],
)
def test_a_jump_is_judged_by_size(tmp_path: Path, before: str, now: str, said: str) -> None:
    workspace = sample(tmp_path)
    table = table_named(workspace.view(), "学生情况对比表")
    row = next(
        n for n, cells in enumerate(workspace.view().filled(table).grid) if "工学结合班" in cells[0].text
    )
    workspace.do(set_cell(workspace.view(), table, row, 1, before))
    workspace.do(set_cell(workspace.view(), table, row, 2, now))
    found = [one for one in run_checks(workspace.view()) if one.rule == "jump" and one.row == row]
    assert [said in one.message for one in found if one.table == table.id] == ([True] if said else [])
    workspace.close()


def test_the_programs_own_document_has_nothing_that_must_be_mended(tmp_path: Path) -> None:
    export_word(sample(tmp_path).view(), tmp_path / "报告.docx")
    checked = check_document(tmp_path / "报告.docx")
    assert [one.message for one in checked.findings if one.severity is Severity.MUST] == []
    assert len(checked.view.tables) == 18
