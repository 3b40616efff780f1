"""Lists over the whole report: what differs from last year, what was changed today; they lead there."""

from __future__ import annotations

import sqlite3
from decimal import Decimal
from pathlib import Path

import pytest
from desk_hands import card, show, shown
from examples import sample
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from qdesk.actions.edit_outline import add_section, move_section
from qdesk.actions.edit_text import set_text
from qdesk.actions.workspace import Workspace
from qdesk.ui.dialogs.changes_dialog import ChangesDialog
from qdesk.ui.dialogs.days_work_dialog import DaysWorkDialog
from qdesk.ui.dialogs.missing_dialog import MissingDialog
from qdesk.ui.dialogs.place_list import PlaceList
from qdesk.ui.dialogs.rows_model import RowsModel
from qdesk.ui.main_window import MainWindow


@pytest.fixture
def desk(window: MainWindow, tmp_path: Path) -> MainWindow:
    """The sample school, made on an earlier day, at section 1.2.2."""
    workspace = sample(tmp_path)
    path = workspace.store.path
    workspace.close()
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE edits SET at = '2020-09-01T08:00:00+08:00'")
    connection.close()
    window.open_workspace(Workspace.open(path))
    show(window, "1.2.2")
    return window


def rows(shown_list: PlaceList) -> list[list[str]]:
    model = shown_list.model
    return [
        [str(model.data(model.index(row, column))) for column in range(model.columnCount())]
        for row in range(model.rowCount())
    ]


def changes(window: MainWindow) -> ChangesDialog:
    window.controller.lists.changes()
    (found,) = window.findChildren(ChangesDialog)
    return found


def days_work(window: MainWindow, qtbot: QtBot) -> DaysWorkDialog:
    window.controller.lists.days_work()
    (found,) = window.findChildren(DaysWorkDialog)
    qtbot.waitUntil(lambda: "最近的在前" in found.said.text(), timeout=10_000)
    return found


def type_into(window: MainWindow, qtbot: QtBot, row: int, text: str) -> None:
    view = card(window).view
    view.choose(row, 2)
    qtbot.keyClicks(view, text[0])
    editor = view.focusWidget()
    qtbot.keyClicks(editor, text[1:])
    qtbot.keyClick(editor, Qt.Key.Key_Return)


def test_the_model_of_the_lists_is_a_good_one() -> None:
    model = RowsModel(("甲", "乙"), (1,))
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    model.show([("a", "1"), ("b", "2")], ["", ""])
    model.show([], [])
    assert tester.model() is model


def test_changes_are_listed_by_size_and_lead_to_their_cells(desk: MainWindow, qtbot: QtBot) -> None:
    listed = changes(desk)
    found = rows(listed)
    assert found[0][2] == "幼儿保育"  # nothing last year
    names = [one[2] for one in found]
    assert names.index("主题教育活动（场次）") < names.index("工学结合班人数（人）")
    assert "百分比（%）" not in "".join(names)  # a change is no number of this year
    row = names.index("招生人数（人）")
    assert found[row][:2] == ["1.学校情况", "表 2 学生情况对比表"]
    assert found[row][3:] == ["636", "859", "人", "+223，+35.06%"]
    show(desk, "2.1")
    listed.table.doubleClicked.emit(listed.model.index(row, 0))
    view = card(desk).view
    qtbot.waitUntil(lambda: view.currentIndex() == view.model().index(1, 2), timeout=3_000)
    assert shown(desk, 1, 2) == "859"


def test_a_larger_size_lists_fewer_and_absolute_ones_sort_otherwise(desk: MainWindow) -> None:
    listed = changes(desk)
    every = len(rows(listed))
    listed.least.setValue(200)
    assert 0 < len(rows(listed)) < every
    listed.kind.setCurrentIndex(1)
    differences = [abs(Decimal(one[6].split("，")[0].split(" ")[0])) for one in rows(listed)]
    assert differences == sorted(differences, reverse=True)
    assert min(differences) >= 100
    listed.least.setValue(1e9)
    assert rows(listed) == []
    assert "改小" in listed.said.text()


def test_the_list_of_changes_follows_what_is_typed(desk: MainWindow, qtbot: QtBot) -> None:
    listed = changes(desk)
    type_into(desk, qtbot, 1, "6360")
    qtbot.waitUntil(lambda: any(one[4] == "6360" for one in rows(listed)), timeout=5_000)


def test_todays_work_is_listed_with_what_was_there_before(desk: MainWindow, qtbot: QtBot) -> None:
    assert desk.session is not None
    assert desk.desk is not None
    type_into(desk, qtbot, 1, "900")
    type_into(desk, qtbot, 1, "901")
    section = desk.desk.page.section_id
    edit = set_text(desk.session.view, section, desk.session.view.text(section) + "\n新写的一段。")
    assert edit is not None
    desk.session.do(edit)
    listed = days_work(desk, qtbot)
    found = rows(listed)
    assert found[0][2] == "正文"
    assert "新写的一段。" in found[0][4]
    assert found[1][1:] == ["表 2 学生情况对比表", "招生人数（人） · 2019-2020", "859", "901"]
    listed.table.activated.emit(listed.model.index(1, 0))
    assert desk.desk.page.section_id == section


def test_what_was_taken_back_is_no_work(desk: MainWindow, qtbot: QtBot) -> None:
    assert desk.session is not None
    listed = days_work(desk, qtbot)
    assert rows(listed) == []
    type_into(desk, qtbot, 1, "900")
    qtbot.waitUntil(lambda: [one[4] for one in rows(listed)] == ["900"], timeout=10_000)
    desk.session.undo_stack.undo()
    qtbot.waitUntil(lambda: rows(listed) == [], timeout=10_000)


def test_the_lists_go_with_their_report(desk: MainWindow, qtbot: QtBot) -> None:
    changes(desk)
    days_work(desk, qtbot)
    desk.controller.report.missing()
    desk.close_store()
    qtbot.waitUntil(lambda: not desk.findChildren(PlaceList), timeout=5_000)
    qtbot.waitUntil(lambda: not desk.findChildren(MissingDialog), timeout=5_000)


def test_what_was_made_and_moved_is_told_once_and_with_its_years(desk: MainWindow, qtbot: QtBot) -> None:
    assert desk.session is not None
    view = desk.session.view
    parent = next(one for one in view.headings if one.number == "1.2").section.id
    for title in ("{y-2}-{y-1} 年的情况", "第二节"):
        desk.session.do(add_section(view, title, parent, 0))
    made = [one for one in view.headings if one.section.title in ("{y-2}-{y-1} 年的情况", "第二节")]
    moved = move_section(view, made[1].section.id, parent, 0)
    assert moved is not None
    desk.session.do(moved)
    listed = days_work(desk, qtbot)
    found = rows(listed)
    assert not any("{y" in text for row in found for text in row)
    assert any("2018-2019 年的情况" in row[2] for row in found)
    assert len({tuple(row) for row in found}) == len(found)
    assert all(row[1] != row[2] for row in found)
    width = listed.table.columnWidth(0)
    assert listed.table.fontMetrics().horizontalAdvance(found[0][0]) < width
