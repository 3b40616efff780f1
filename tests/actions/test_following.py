"""Sentences follow the tables, figures and cases that they mention."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from examples import sample

from qdesk.actions.edit_cases import add_case, set_case
from qdesk.actions.edit_outline import move_section, set_numbering
from qdesk.actions.edit_text import set_section_state, set_text
from qdesk.actions.run_checks import run_checks
from qdesk.actions.table_settings import place_table
from qdesk.actions.workspace import Workspace
from qdesk.document.blocks import Paragraph
from qdesk.document.prose_blocks import prose_blocks
from qdesk.model.edit import Edit
from qdesk.model.report import SectionState
from qdesk.model.report_view import ReportView


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return sample(tmp_path)


def do(workspace: Workspace, edit: Edit | None) -> Edit:
    assert edit is not None
    return workspace.do(edit)


def number(view: ReportView, at: int) -> str:
    """The number of the table that was the at-th, as one speaks of it."""
    return view.table_numbers[view.tables[at].id]


def write(workspace: Workspace, text: str) -> str:
    """Put a text into the last section; returns the section."""
    view = workspace.view()
    section = view.headings[-1].section.id
    do(workspace, set_text(view, section, text))
    return section


def test_a_table_that_moves_takes_its_mentions_along(workspace: Workspace) -> None:
    section = write(workspace, "见表 1、表2和⟦b⟧表 3⟦/b⟧。没有表 99。图 1 不变。")
    view = workspace.view()
    last = view.headings[-1].section.id
    count = len(view.tables)
    do(workspace, place_table(view, view.tables[0], last))
    assert workspace.view().text(section) == f"见表 {count}、表1和⟦b⟧表 2⟦/b⟧。没有表 99。图 1 不变。"


def test_it_is_one_step_back_and_again(workspace: Workspace) -> None:
    section = write(workspace, "见表 1 和表 2。")
    view = workspace.view()
    done = do(workspace, place_table(view, view.tables[0], section))
    moved = workspace.view().text(section)
    workspace.repeat(done.reversed())
    assert workspace.view().text(section) == "见表 1 和表 2。"
    workspace.repeat(done)
    assert workspace.view().text(section) == moved != "见表 1 和表 2。"


def test_chapters_change_places(workspace: Workspace) -> None:
    view = workspace.view()
    do(workspace, set_numbering(view, replace(view.report.numbering, table="表 {c}-{n} ")))
    view = workspace.view()
    second = [one.section.id for one in view.headings if one.level == 1][1]
    assert number(view, 0) == "表 1-1"
    section = write(workspace, "见表 1-1。")
    do(workspace, move_section(workspace.view(), second, "", 0))
    assert workspace.view().text(section) == "见表 2-1。"


def test_another_way_of_numbering_is_told_in_every_text(workspace: Workspace) -> None:
    section = write(workspace, "见表 1 和表2。")
    view = workspace.view()
    do(workspace, set_numbering(view, replace(view.report.numbering, table="表 {c}-{n} ")))
    view = workspace.view()
    assert (number(view, 0), number(view, 1)) == ("表 1-1", "表 1-2")
    assert view.text(section) == "见表 1-1 和表1-2。"


def test_cases_tell_the_new_number_too(workspace: Workspace) -> None:
    view = workspace.view()
    section = view.headings[-1].section.id
    do(workspace, add_case(view, section))
    case = workspace.archive.cases(view.report.id)[-1]
    do(workspace, set_case(workspace.view(), case.id, title="案例", text="如表 2 所示。"))
    view = workspace.view()
    do(workspace, place_table(view, view.tables[0], section))
    assert workspace.archive.cases(view.report.id)[-1].text == "如表 1 所示。"


def test_what_is_gone_waits_for_a_decision_till_it_is_back(workspace: Workspace) -> None:
    """表 1 would be another table from now on: nothing may lead there unseen."""
    section = write(workspace, "见表 1 和表 2。")
    view = workspace.view()
    home = next(one for one in view.headings if view.tables[0] in one.tables).section
    assert home.id != section
    do(workspace, set_section_state(view, home.id, SectionState.NOT_APPLICABLE, "没有"))
    view = workspace.view()
    assert view.text(section) == "见⟦?表 1⟧ 和表 1。"
    assert [one.message for one in run_checks(view) if "表 1已经不在" in one.message]
    (paragraph,) = prose_blocks(view, view.text(section), section)
    assert isinstance(paragraph, Paragraph)
    assert [one.reference for one in paragraph.runs if one.reference] == [view.tables[0].id]
    do(workspace, set_section_state(view, home.id, SectionState.OPEN))
    assert workspace.view().text(section) == "见表 1 和表 2。"


def test_values_renumber_nothing(workspace: Workspace) -> None:
    section = write(workspace, "见表 1。")
    edit = set_text(workspace.view(), section, "见表 2。")
    assert edit is not None
    assert len(workspace.do(edit).changes) == len(edit.changes)
