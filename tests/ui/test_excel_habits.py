"""What hands that know Excel expect of a table: F2, double click, Tab and Enter."""

from __future__ import annotations

from desk_hands import card, shown
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from qdesk.ui.main_window import MainWindow


def editor() -> QLineEdit:
    found = QApplication.focusWidget()
    assert isinstance(found, QLineEdit)
    return found


def test_f2_goes_on_with_the_number_and_typing_replaces_it(desk: MainWindow, qtbot: QtBot) -> None:
    view = card(desk).view
    view.choose(1, 2)
    number = shown(desk, 1, 2)
    qtbot.keyClick(view, Qt.Key.Key_F2)
    assert editor().selectedText() == ""
    qtbot.keyClicks(editor(), "0")
    assert editor().text() == f"{number}0"
    qtbot.keyClick(editor(), Qt.Key.Key_Escape)
    qtbot.keyClicks(view, "7")
    assert editor().text() == "7"


def test_a_double_click_goes_on_with_the_number(desk: MainWindow, qtbot: QtBot) -> None:
    view = card(desk).view
    view.choose(1, 2)
    place = view.visualRect(view.currentIndex()).center()
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    qtbot.mouseDClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert (editor().selectedText(), editor().cursorPosition()) == ("", len(editor().text()))


def test_enter_after_a_run_of_tabs_begins_the_next_row(desk: MainWindow, qtbot: QtBot) -> None:
    view = card(desk).view
    view.choose(1, 1)
    for key, place in (
        (Qt.Key.Key_Tab, (1, 2)),
        (Qt.Key.Key_Return, (2, 1)),
        (Qt.Key.Key_Return, (3, 1)),
    ):
        qtbot.keyClick(view, key)
        assert (view.currentIndex().row(), view.currentIndex().column()) == place


def test_the_run_of_tabs_goes_through_open_editors(desk: MainWindow, qtbot: QtBot) -> None:
    view = card(desk).view
    view.choose(1, 1)
    qtbot.keyClick(view, Qt.Key.Key_Tab)
    qtbot.keyClicks(view, "6")
    qtbot.keyClick(editor(), Qt.Key.Key_Return)
    assert (view.currentIndex().row(), view.currentIndex().column()) == (2, 1)
    assert shown(desk, 1, 2) == "6"


def test_a_cell_chosen_in_between_ends_the_run(desk: MainWindow, qtbot: QtBot) -> None:
    view = card(desk).view
    view.choose(1, 1)
    qtbot.keyClick(view, Qt.Key.Key_Tab)
    view.choose(2, 2)
    qtbot.keyClick(view, Qt.Key.Key_Return)
    assert (view.currentIndex().row(), view.currentIndex().column()) == (3, 2)
