"""Undo and redo say what they did and lead to where it happened."""

from __future__ import annotations

from desk_hands import card, show, shown
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from qdesk.actions.edit_text import set_text
from qdesk.ui.main_window import MainWindow


def hint(window: MainWindow) -> str:
    return " ".join(one.text() for one in window.statusBar().findChildren(QLabel))


def titles(window: MainWindow) -> list[str]:
    return [one.text() for one in window.findChildren(QAction)]


def test_undo_out_of_sight_goes_to_the_cell_and_says_so(desk: MainWindow, qtbot: QtBot) -> None:
    assert desk.desk is not None
    section = desk.desk.page.section_id
    view = card(desk).view
    view.choose(1, 2)
    qtbot.keyClick(view, Qt.Key.Key_Delete)
    step = "清除 学生情况对比表 中 1 格"
    assert f"撤销 {step}" in titles(desk)
    assert desk.desk.top_bar.undo.toolTip() == f"撤销 {step}（Ctrl+Z）"
    show(desk, "1.1")
    desk.controller.undo()
    assert f"撤销：{step}" in hint(desk)
    assert desk.desk.page.section_id == section
    qtbot.waitUntil(lambda: card(desk).view.currentIndex().row() == 1)
    assert card(desk).view.currentIndex().column() == 2
    assert shown(desk, 1, 2) == "859"
    assert f"重做 {step}" in titles(desk)
    show(desk, "1.1")
    desk.controller.redo()
    assert f"重做：{step}" in hint(desk)
    assert desk.desk.page.section_id == section
    desk.close_store()
    assert {"撤销", "重做"} <= set(titles(desk))


def test_undo_of_a_text_goes_to_its_section(desk: MainWindow) -> None:
    assert desk.session is not None
    assert desk.desk is not None
    section = desk.desk.page.section_id
    edit = set_text(desk.session.view, section, "新写的一段。")
    assert edit is not None
    desk.session.do(edit)
    show(desk, "1.1")
    desk.controller.undo()
    assert desk.desk.page.section_id == section
    assert "撤销：修改正文" in hint(desk)
