"""The window beside the browser: every press copies the next number."""

from __future__ import annotations

from desk_hands import card, show
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from qdesk.actions.edit_values import set_cell
from qdesk.ui.dialogs.web_form_dialog import WebFormDialog
from qdesk.ui.main_window import MainWindow


def opened(desk: MainWindow) -> WebFormDialog:
    assert desk.session is not None
    view = desk.session.view
    table = next(one for one in view.tables if view.filled(one).caption == "学生情况对比表")
    dialog = WebFormDialog(desk, desk.session, table.id)
    dialog.show()
    return dialog


def copied() -> str:
    return QApplication.clipboard().text()


def column(dialog: WebFormDialog, number: int) -> list[str]:
    items = (dialog.table.item(row, number) for row in range(dialog.table.rowCount()))
    return [one.text() if one else "" for one in items]


def test_presses_copy_one_after_the_other(desk: MainWindow, qtbot: QtBot) -> None:
    dialog = opened(desk)
    numbers = column(dialog, 3)
    for at in range(3):
        qtbot.mouseClick(dialog.next_button, Qt.MouseButton.LeftButton)
        assert copied() == numbers[at]
        assert f"第 {at + 1} 项" in dialog.said.text()
    assert column(dialog, 0)[:4] == ["✓", "✓", "✓", ""]
    qtbot.keyClick(dialog.table, Qt.Key.Key_Return)
    assert copied() == numbers[3]


def test_the_order_of_the_page_is_taken_and_can_be_undone(desk: MainWindow) -> None:
    dialog = opened(desk)
    before = column(dialog, 2)
    QApplication.clipboard().setText("毕业生数\n教职工数\n招生数")
    dialog.arrange()
    assert column(dialog, 1)[:3] == ["毕业生数", "教职工数", "招生数"]
    assert column(dialog, 3)[:3] == ["603", "", "859"]
    assert "本表有其中 2 项" in dialog.said.text()
    dialog.copy_all()
    assert copied() == "603\n\n859"
    desk.controller.undo()
    assert column(dialog, 2) == before


def test_a_row_is_moved(desk: MainWindow) -> None:
    dialog = opened(desk)
    first, second, *_ = column(dialog, 2)
    dialog.table.setCurrentCell(0, 1)
    dialog.move_row(1)
    assert column(dialog, 2)[:2] == [second, first]
    assert dialog.table.currentRow() == 1


def test_a_number_that_changes_is_shown_as_it_is_now(desk: MainWindow, qtbot: QtBot) -> None:
    dialog = opened(desk)
    assert desk.session is not None
    desk.controller.undo()
    assert column(dialog, 3)
    desk.close_store()
    qtbot.waitUntil(lambda: not desk.findChildren(WebFormDialog), timeout=5_000)


def test_it_is_in_the_menu_of_the_table(desk: MainWindow, qtbot: QtBot) -> None:
    show(desk, "1.2.2")
    shown = card(desk)
    shown._fill_menu()  # noqa: SLF001 - Qt fills it when it is about to show
    action = next(one for one in shown._menu.actions() if one.text().startswith("网页填报"))  # noqa: SLF001
    action.trigger()
    qtbot.waitUntil(lambda: bool(desk.findChildren(WebFormDialog)), timeout=5_000)


def test_a_closed_window_does_not_trouble_later_edits(desk: MainWindow, qtbot: QtBot) -> None:
    dialog = opened(desk)
    with qtbot.waitSignal(dialog.destroyed, timeout=5_000):
        dialog.close()
    show(desk, "1.2.2")
    assert desk.session is not None
    view = desk.session.view
    table = next(one for one in view.tables if view.filled(one).caption == "学生情况对比表")
    desk.session.do(set_cell(view, table, 1, 2, "860"))  # an exception here fails the test
    desk.controller.undo()
