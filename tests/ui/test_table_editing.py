"""Tables changed at the desk, by keys and menus, with real dialogs answered."""

from __future__ import annotations

import pytest
from desk_hands import Answer, card, shown
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QInputMethodEvent
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QDialog,
    QLineEdit,
    QMenu,
    QMessageBox,
    QPlainTextEdit,
    QRadioButton,
)
from pytestqt.qtbot import QtBot

from qdesk.ui.dialogs.gallery_dialog import GalleryDialog
from qdesk.ui.main_window import MainWindow
from qdesk.ui.table.cell_text import CellText
from qdesk.ui.table.table_view import TableView

CONTROL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier


def name_it(text: str):  # noqa: ANN201 - hands for a dialog
    def fill(dialog: QDialog) -> None:
        dialog.findChildren(QLineEdit)[0].setText(text)

    return fill


def agree(dialog: QDialog) -> None:
    assert isinstance(dialog, QMessageBox)
    dialog.buttons()[0].click()


def labels(window: MainWindow) -> list[str]:
    return [shown(window, row, 0) for row in range(card(window).view.model().rowCount())]


def chosen(window: MainWindow) -> tuple[int, int]:
    index = card(window).view.currentIndex()
    return index.row(), index.column()


def menu_of(window: MainWindow, row: int, column: int) -> QMenu:
    one = card(window)
    one.view.choose(row, column)
    one._fill_menu()  # noqa: SLF001 - what opening it does
    return one._menu  # noqa: SLF001


def action(menu: QMenu, *titles: str) -> QAction:
    """The action of that title; those before it are the menus that it stands in."""
    for title in titles[:-1]:
        menu = next(one for one in menu.findChildren(QMenu) if one.title().startswith(title))
    return next(one for one in menu.actions() if one.text().split("\t")[0].startswith(titles[-1]))


def test_a_row_is_added_moved_and_removed_by_keys_alone(
    desk: MainWindow, qtbot: QtBot, answer: Answer
) -> None:
    view: TableView = card(desk).view
    view.choose(2, 2)
    answer(name_it("转入人数（人）"))
    qtbot.keyClick(view, Qt.Key.Key_Plus, CONTROL)
    assert labels(desk)[2:4] == ["全日制在校生数（人）", "转入人数（人）"]
    # Typing goes on in the new row.
    qtbot.waitUntil(lambda: chosen(desk) == (3, 2), timeout=2000)
    qtbot.keyClicks(view, "7")
    qtbot.keyClick(view.focusWidget(), Qt.Key.Key_Return)
    assert shown(desk, 3, 2) == "7"
    view.choose(3, 2)
    qtbot.keyClick(view, Qt.Key.Key_Up, ALT)
    assert labels(desk)[2:4] == ["转入人数（人）", "全日制在校生数（人）"]
    qtbot.waitUntil(lambda: chosen(desk) == (2, 2), timeout=2000)
    answer(agree)
    qtbot.keyClick(view, Qt.Key.Key_Minus, CONTROL)
    assert "转入人数（人）" not in labels(desk)
    assert desk.session is not None
    for _ in range(3):
        desk.session.undo_stack.undo()
    assert labels(desk)[2:4] == ["全日制在校生数（人）", "转入人数（人）"]
    assert shown(desk, 3, 2) == ""


def test_columns_move_and_are_renamed_in_place(desk: MainWindow, qtbot: QtBot) -> None:
    view: TableView = card(desk).view
    view.choose(0, 3)
    qtbot.keyClick(view, Qt.Key.Key_Left, ALT)
    assert [shown(desk, 0, column) for column in (2, 3)] == ["百分比（%）", "2019-2020"]
    qtbot.waitUntil(lambda: chosen(desk) == (0, 2), timeout=2000)
    qtbot.keyClick(view, Qt.Key.Key_F2)
    editor = view.focusWidget()
    assert isinstance(editor, QLineEdit)
    assert editor.text() == "百分比（%）"
    editor.setText("为上年的%")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    assert shown(desk, 0, 2) == "为上年的%"
    view.choose(0, 0)
    qtbot.keyClick(view, Qt.Key.Key_F2)
    corner = view.focusWidget()
    assert isinstance(corner, QLineEdit)
    assert corner.text() == "学年 ＼ 项目"
    corner.setText("年度＼指标")
    qtbot.keyClick(corner, Qt.Key.Key_Return)
    assert shown(desk, 0, 0) == "年度\n指标"


def test_typing_on_a_label_does_not_replace_it(desk: MainWindow, qtbot: QtBot) -> None:
    view: TableView = card(desk).view
    view.choose(1, 0)
    qtbot.keyClick(view, Qt.Key.Key_5)
    assert labels(desk)[1] == "招生人数（人）"


def composed(view: TableView, letters: str, text: str) -> None:
    """What an input method sends to whom has the focus: letters that are not decided, then the text."""
    for n in range(1, len(letters) + 1):
        QApplication.sendEvent(view.focusWidget() or view, QInputMethodEvent(letters[:n], []))
    done = QInputMethodEvent("", [])
    done.setCommitString(text)
    QApplication.sendEvent(view.focusWidget() or view, done)


def test_an_input_method_writes_into_an_open_cell_from_its_first_letter(
    desk: MainWindow, qtbot: QtBot
) -> None:
    view: TableView = card(desk).view
    view.choose(1, 2)
    before = shown(desk, 1, 2)
    assert view.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)
    composed(view, "shier", "１２")
    qtbot.keyClick(view.viewport().findChild(QLineEdit) or view, Qt.Key.Key_Return)
    assert shown(desk, 1, 2) == "12" != before


def test_an_input_method_does_not_replace_a_label(desk: MainWindow, qtbot: QtBot) -> None:
    """No letters are composed there, so that they are refused as plain ones are."""
    view: TableView = card(desk).view
    view.choose(1, 0)
    assert not view.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)
    with qtbot.waitSignal(view.refused, timeout=1_000):
        qtbot.keyClick(view, Qt.Key.Key_X)
    assert view.viewport().findChild(CellText) is None
    assert labels(desk)[1] == "招生人数（人）"


def test_the_editor_of_a_long_label_shows_all_of_it(desk: MainWindow, qtbot: QtBot) -> None:
    view: TableView = card(desk).view
    view.choose(1, 0)
    height = view.visualRect(view.currentIndex()).height()
    qtbot.keyClick(view, Qt.Key.Key_F2)
    editor = view.viewport().findChild(CellText)
    assert isinstance(editor, CellText)
    editor.setPlainText("一个很长很长很长很长很长很长很长很长很长很长很长很长很长很长很长的名称")
    qtbot.waitUntil(lambda: editor.height() > height)
    assert editor.verticalScrollBar().maximum() == 0
    assert view.viewport().rect().contains(editor.geometry())


def test_a_split_header_and_back(desk: MainWindow, answer: Answer) -> None:
    def by_names(dialog: QDialog) -> None:
        dialog.findChildren(QPlainTextEdit)[0].setPlainText("男\n女")
        assert [one.isChecked() for one in dialog.findChildren(QRadioButton)] == [False, False, True]

    before = card(desk).view.filled
    answer(by_names)
    action(menu_of(desk, 0, 2), "列", "拆分表头").trigger()
    assert [shown(desk, 1, column) for column in (2, 3)] == ["男", "女"]
    action(menu_of(desk, 0, 2), "列", "取消拆分").trigger()
    assert [[one.text for one in row] for row in card(desk).view.filled.grid] == [
        [one.text for one in row] for row in before.grid
    ]


def test_an_overwritten_value_and_its_way_back(desk: MainWindow, qtbot: QtBot) -> None:
    view: TableView = card(desk).view
    menu = menu_of(desk, 1, 3)
    assert not any(one.text().startswith("恢复为计算值") for one in menu.actions())
    action(menu, "改写计算值").toggle()
    view.choose(1, 3)
    qtbot.keyClicks(view, "9")
    qtbot.keyClick(view.focusWidget(), Qt.Key.Key_Return)
    assert shown(desk, 1, 3) == "9"
    action(menu_of(desk, 1, 3), "恢复为计算值").trigger()
    assert shown(desk, 1, 3) == "135.06"


def test_settings_of_the_whole_table(desk: MainWindow, answer: Answer) -> None:
    def settings(dialog: QDialog) -> None:
        caption, _, unit = dialog.findChildren(QLineEdit)[:3]
        caption.setText("2020 年学生情况")
        unit.setText("人")
        dialog.findChildren(QPlainTextEdit)[0].setPlainText("说明：截至 8 月底")

    answer(settings)
    action(menu_of(desk, 1, 1), "表题").trigger()
    filled = card(desk).view.filled
    assert (filled.caption, filled.unit_line, filled.notes) == (
        "2020 年学生情况",
        "人",
        ("说明：截至 8 月底",),
    )
    assert filled.layout.caption == "{y} 年学生情况"


def test_a_new_table_from_the_gallery(desk: MainWindow, answer: Answer) -> None:
    assert desk.desk is not None
    count = len(desk.desk.page.cards)

    def fill(dialog: QDialog) -> None:
        rows = next(one for one in dialog.findChildren(QPlainTextEdit) if one.isVisible())
        rows.setPlainText("招生人数（人）\n走读生（人）\n走读生（人）")
        next(one for one in dialog.findChildren(QCheckBox) if one.text() == "单位列").setChecked(True)
        preview = dialog.findChildren(TableView)
        assert preview
        assert isinstance(dialog, GalleryDialog)
        dialog._take()  # noqa: SLF001 - what its button does

    answer(fill)
    desk.desk.page.ask_for_table()
    assert len(desk.desk.page.cards) == count + 1
    grid = [[one.text for one in row] for row in desk.desk.page.cards[-1].view.filled.grid]
    assert grid[0][:2] == ["学年\n项目", "单位"]
    assert [row[:4] for row in grid[1:]] == [
        ["招生人数", "人", "636", "859"],
        ["走读生", "人", "", ""],
    ]


@pytest.mark.parametrize("title", ["序号列", "单位列", "变化列"])
def test_computed_lines_from_the_menu(desk: MainWindow, title: str) -> None:
    filled = card(desk).view.filled
    action(menu_of(desk, 1, 1), "加合计", title).trigger()
    grown = card(desk).view.filled
    assert (len(grown.grid) - len(filled.grid), grown.column_count - filled.column_count) == (
        (1, 0) if title.endswith("行") else (0, 1)
    )


def test_a_table_without_a_change_gets_one_from_its_own_menu(desk: MainWindow, answer: Answer) -> None:
    assert not [one for one in menu_of(desk, 1, 3).actions() if one.text().startswith("加变化列")]
    answer(agree)
    action(menu_of(desk, 1, 3), "列", "删除这一列").trigger()
    before = [shown(desk, row, 2) for row in range(4)]
    offered = [one for one in menu_of(desk, 1, 2).actions() if one.text().startswith("加变化列")]
    assert [one.text() for one in offered] == [
        "加变化列：百分比（%）",
        "加变化列：变化",
        "加变化列：增长率（%）",
    ]
    offered[2].trigger()
    assert (shown(desk, 0, 3), shown(desk, 1, 3)) == ("增长率（%）", "35.06")
    assert [shown(desk, row, 2) for row in range(4)] == before
