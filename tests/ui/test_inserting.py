"""Anything is inserted between anything: by the quiet ＋, by keys, and taken back."""

from __future__ import annotations

from pathlib import Path

import pytest
from desk_hands import Answer, show
from photo_files import photo
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QMenu
from pytestqt.qtbot import QtBot

from qdesk.ui.background import BackgroundTask
from qdesk.ui.main_window import MainWindow
from qdesk.ui.section.insert_bar import Insertable, InsertBar
from qdesk.ui.section.section_page import SectionPage


def page_of(window: MainWindow) -> SectionPage:
    assert window.desk is not None
    return window.desk.page


def kinds(window: MainWindow) -> list[str]:
    return [type(one).__name__ for one in page_of(window).shown]


def choose(window: MainWindow, at: int, what: Insertable) -> None:
    """Open the ＋ before a part and choose."""
    menu = page_of(window).gaps[at].menu()
    next(one for one in menu.actions() if one.text() == what.value).trigger()


USUAL = ["TableCard", "FigureCard", "TableCard", "ProseCard"]


def test_there_is_a_place_before_every_part(desk: MainWindow) -> None:
    page = page_of(desk)
    assert kinds(desk) == USUAL
    names = [one.button.accessibleName() for one in page.gaps if isinstance(one, InsertBar)]
    assert names == ["插入：表 2之前", "插入：表 2和图 1之间", "插入：图 1和表 3之间", "插入：表 3和正文之间"]
    prose = next(one for one in page.gaps[3].menu().actions() if one.text() == "正文")
    assert not prose.isEnabled()


def test_prose_between_tables_is_written_and_taken_back(desk: MainWindow, qtbot: QtBot) -> None:
    assert desk.session is not None
    page = page_of(desk)
    before = desk.session.view.text(page.section_id)
    choose(desk, 2, Insertable.PROSE)
    assert kinds(desk) == ["TableCard", "FigureCard", "ProseCard", "TableCard", "ProseCard"]
    passage, card = page.passages[0]
    qtbot.waitUntil(card.editor.hasFocus, timeout=3_000)
    qtbot.keyClicks(card.editor, "abc")
    qtbot.waitUntil(lambda: "abc" in desk.session.view.text(page.section_id), timeout=3_000)  # type: ignore[union-attr]
    assert passage.count == 0
    assert page.passages[1][1].editor.stored_text() == before
    desk.session.undo_stack.undo()
    desk.session.undo_stack.undo()
    assert kinds(desk) == USUAL
    assert desk.session.view.text(page.section_id) == before


def test_a_case_is_put_between_two_tables(desk: MainWindow, qtbot: QtBot) -> None:
    choose(desk, 2, Insertable.CASE)
    assert kinds(desk) == ["TableCard", "FigureCard", "CaseCard", "TableCard", "ProseCard"]
    qtbot.waitUntil(page_of(desk).cases[0].title.hasFocus, timeout=3_000)


def test_a_photo_is_put_first(
    desk: MainWindow, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = photo(tmp_path / "校园.jpg")
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_: ([str(path)], ""))
    choose(desk, 0, Insertable.PHOTO)
    qtbot.waitUntil(lambda: not desk.findChildren(BackgroundTask), timeout=20_000)
    assert kinds(desk) == ["PhotoCard", *USUAL]


def test_a_chart_and_a_table_are_put_where_the_user_is(desk: MainWindow, answer: Answer) -> None:
    def agree(dialog: QDialog) -> None:
        dialog.accept()

    answer(agree)
    answer(agree)
    choose(desk, 3, Insertable.CHART)
    assert kinds(desk) == ["TableCard", "FigureCard", "TableCard", "FigureCard", "ProseCard"]
    assert desk.session is not None
    desk.session.undo_stack.undo()
    assert kinds(desk) == USUAL


def test_keys_alone_insert_behind_the_part_in_work(desk: MainWindow, qtbot: QtBot) -> None:
    page = page_of(desk)
    page.cards[0].view.choose(1, 2)
    page.insert_here()
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    qtbot.keyClick(menu, Qt.Key.Key_Return)  # prose is the first
    qtbot.waitUntil(lambda: kinds(desk) == ["TableCard", "ProseCard", *USUAL[1:]], timeout=3_000)
    page.passages[-1][1].editor.setFocus()
    page.insert_here()
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    qtbot.keyClick(menu, Qt.Key.Key_Up)  # prose stands there already: the last is a case
    qtbot.keyClick(menu, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: kinds(desk)[-1] == "CaseCard", timeout=3_000)


def test_prose_is_divided_at_the_cursor_and_joined_again(desk: MainWindow, qtbot: QtBot) -> None:
    assert desk.session is not None
    page = page_of(desk)
    card = page.passages[0][1]
    card.editor.setFocus()
    card.editor.setPlainText("一\n二\n三")
    card.editor.moveCursor(QTextCursor.MoveOperation.Start)
    card.editor.moveCursor(QTextCursor.MoveOperation.EndOfBlock)
    menus = [one for one in card.findChildren(QMenu) if any("分成两段" in a.text() for a in one.actions())]
    next(one for one in menus[0].actions() if "分成两段" in one.text()).trigger()
    assert [one.editor.stored_text() for _, one in page.passages] == ["一", "二\n三"]
    second = page.passages[1][1]
    second.editor.setFocus()
    second.editor.moveCursor(QTextCursor.MoveOperation.End)
    qtbot.keyClicks(second.editor, "x")
    assert desk.desk is not None
    desk.desk.settle()
    assert desk.session.view.plain_text(page.section_id).split() == ["一", "二", "三x"]
    second.join_request.emit()
    assert [one.editor.stored_text() for _, one in page.passages] == ["一\n二\n三x"]


def test_prose_is_moved_among_the_tables_by_menu_and_keys_and_taken_back(
    desk: MainWindow, qtbot: QtBot
) -> None:
    """The cursor goes along, so that the keys can be pressed again; what was typed is kept."""
    assert desk.session is not None
    page = page_of(desk)
    editor = page.passages[0][1].editor
    editor.setFocus()
    editor.moveCursor(QTextCursor.MoveOperation.End)
    qtbot.keyClicks(editor, "xyz")
    menus = page.passages[0][1].findChildren(QMenu)
    next(one for menu in menus for one in menu.actions() if one.text() == "上移").trigger()
    assert kinds(desk) == ["TableCard", "FigureCard", "ProseCard", "TableCard"]
    qtbot.waitUntil(page.passages[0][1].editor.hasFocus, timeout=3_000)
    up = Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.ShiftModifier
    qtbot.keyClick(page.passages[0][1].editor, Qt.Key.Key_Up, up)
    assert kinds(desk) == ["ProseCard", *USUAL[:-1]]
    assert desk.session.view.text(page.section_id).endswith("xyz")
    desk.session.undo_stack.undo()
    desk.session.undo_stack.undo()
    assert kinds(desk) == USUAL


def test_the_page_follows_the_line_that_is_written(desk: MainWindow, qtbot: QtBot) -> None:
    """The editor is as high as its text, so nothing in it scrolls."""
    page = page_of(desk)
    editor = page.passages[0][1].editor
    editor.setFocus()
    editor.moveCursor(QTextCursor.MoveOperation.End)
    for _ in range(40):
        qtbot.keyClick(editor, Qt.Key.Key_Return)

    def seen() -> None:
        place = editor.viewport().mapTo(page.viewport(), editor.cursorRect().bottomLeft())
        assert 0 < place.y() < page.viewport().height()

    qtbot.waitUntil(seen)


def test_what_is_typed_is_kept_when_something_is_inserted(desk: MainWindow, qtbot: QtBot) -> None:
    assert desk.session is not None
    page = page_of(desk)
    editor = page.passages[0][1].editor
    editor.setFocus()
    editor.moveCursor(QTextCursor.MoveOperation.End)
    qtbot.keyClicks(editor, "xyz")
    choose(desk, 0, Insertable.PROSE)
    assert desk.session.view.text(page.section_id).endswith("xyz")


def test_an_empty_section_offers_everything_at_its_end(desk: MainWindow) -> None:
    show(desk, "1.6.1")
    assert kinds(desk) == ["ProseCard"]
    choose(desk, 0, Insertable.CASE)
    assert kinds(desk) == ["CaseCard", "ProseCard"]
