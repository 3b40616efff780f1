"""What a cell says of itself: words for a number, findings, where a value comes from."""

from __future__ import annotations

from pathlib import Path

import pytest
from desk_hands import Answer, card, show, shown
from examples import sample, table_named
from office_forms import form
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtWidgets import QDialog, QMessageBox
from pytestqt.qtbot import QtBot

from qdesk.actions.import_preview import preview_import
from qdesk.actions.import_workbook import import_edit
from qdesk.model.finding import Finding, Severity
from qdesk.model.table_layout import LayoutKind
from qdesk.ui.main_window import MainWindow
from qdesk.ui.style import color
from qdesk.ui.table.cell_notes import CellNotes, CellSigns
from qdesk.ui.table.table_model import SIGNS

CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


def signs(window: MainWindow, row: int, column: int) -> CellSigns:
    model = card(window).view.model()
    found = model.data(model.index(row, column), SIGNS)
    assert isinstance(found, CellSigns)
    return found


def tip(window: MainWindow, row: int, column: int) -> str:
    model = card(window).view.model()
    return str(model.data(model.index(row, column), Qt.ItemDataRole.ToolTipRole))


def found_at(window: MainWindow, row: int, column: int) -> list[Finding]:
    assert window.desk is not None
    return [one for one in window.desk.findings if (one.row, one.column) == (row, column)]


def type_in(window: MainWindow, qtbot: QtBot, row: int, column: int, text: str) -> None:
    view = card(window).view
    view.choose(row, column)
    qtbot.keyClicks(view, text[0])
    editor = view.focusWidget()
    qtbot.keyClicks(editor, text[1:])
    qtbot.keyClick(editor, Qt.Key.Key_Return)


def agree(dialog: QDialog) -> None:
    assert isinstance(dialog, QMessageBox)
    dialog.buttons()[0].click()


def painted(window: MainWindow, row: int, column: int) -> QImage:
    view = card(window).view
    return view.viewport().grab(view.visualRect(view.model().index(row, column))).toImage()


def test_words_in_a_number_cell_are_kept_marked_and_told_at_once(desk: MainWindow, qtbot: QtBot) -> None:
    assert desk.session is not None
    with qtbot.waitSignal(desk.session.hint) as hint:
        type_in(desk, qtbot, 3, 2, "abc")
    assert hint.args is not None
    assert "不参加计算" in hint.args[0]
    assert shown(desk, 3, 2) == "abc"
    assert signs(desk, 3, 2).no_number
    assert "请改成数" in tip(desk, 3, 2)
    image = painted(desk, 3, 2)
    colors = {image.pixelColor(x, y).name() for x in range(image.width()) for y in range(image.height())}
    assert {color("look_soft").name(), color("look").name()} <= colors
    qtbot.waitUntil(lambda: any(one.rule == "odd_value" for one in found_at(desk, 3, 2)), timeout=5000)
    type_in(desk, qtbot, 3, 2, "1205")
    assert not signs(desk, 3, 2).no_number
    assert "请改成数" not in tip(desk, 3, 2)


@pytest.mark.parametrize("text", ["-", "/", "不适用", "1800～2200", "94%", "１，２０５人"])
def test_what_a_number_cell_takes_is_not_blamed(desk: MainWindow, text: str) -> None:
    row = 7 if text == "94%" else 3
    model = card(desk).view.model()
    assert model.setData(model.index(row, 2), text)
    assert not signs(desk, row, 2).no_number


def test_pasted_words_are_counted(desk: MainWindow, qtbot: QtBot) -> None:
    assert desk.session is not None
    QGuiApplication.clipboard().setText("约八百\r\n很多\r\n")
    view = card(desk).view
    view.choose(3, 2)
    with qtbot.waitSignal(desk.session.hint) as hint:
        view.paste()
    assert hint.args is not None
    assert hint.args[0].startswith("2 格里是文字，已标出，第一处是 ")
    assert "“约八百”" in hint.args[0]


def test_a_cell_with_a_finding_is_marked_and_says_what_helps(desk: MainWindow, qtbot: QtBot) -> None:
    type_in(desk, qtbot, 3, 2, "-5")
    qtbot.waitUntil(lambda: bool(found_at(desk, 3, 2)), timeout=5000)
    assert signs(desk, 3, 2).finding in (Severity.MUST, Severity.LOOK)
    assert found_at(desk, 3, 2)[0].message.split("：")[0] in tip(desk, 3, 2)
    assert "怎么改" in tip(desk, 3, 2)
    marked = painted(desk, 3, 2)
    assert desk.session is not None
    desk.session.undo_stack.undo()
    qtbot.waitUntil(lambda: not found_at(desk, 3, 2), timeout=5000)
    assert signs(desk, 3, 2).finding is None
    assert painted(desk, 3, 2) != marked


def test_a_tooltip_tells_source_and_history(desk: MainWindow, qtbot: QtBot) -> None:
    type_in(desk, qtbot, 3, 2, "1205")
    assert "来源：手工填写" in tip(desk, 3, 2)
    assert "改动：" in tip(desk, 3, 2)
    assert "由程序计算" in tip(desk, 3, 3)
    spoken = card(desk).view.model()
    assert "来源：手工填写" in spoken.data(spoken.index(3, 2), Qt.ItemDataRole.AccessibleTextRole)


def test_filling_down_as_in_a_spreadsheet(desk: MainWindow, qtbot: QtBot) -> None:
    assert desk.session is not None
    view = card(desk).view
    before = [shown(desk, row, 2) for row in range(9)]
    view.choose(5, 2)
    for _ in range(2):
        qtbot.keyClick(view, Qt.Key.Key_Down, SHIFT)
    qtbot.keyClick(view, Qt.Key.Key_D, CONTROL)
    assert [shown(desk, row, 2) for row in (5, 6, 7)] == [before[5]] * 3
    desk.session.undo_stack.undo()
    assert [shown(desk, row, 2) for row in range(9)] == before
    view.choose(6, 2)
    qtbot.keyClick(view, Qt.Key.Key_D, CONTROL)
    assert shown(desk, 6, 2) == before[5]


def test_one_copied_value_fills_the_chosen_block(desk: MainWindow, qtbot: QtBot) -> None:
    view = card(desk).view
    view.choose(5, 2)
    for _ in range(2):
        qtbot.keyClick(view, Qt.Key.Key_Down, SHIFT)
    QGuiApplication.clipboard().setText("77")
    qtbot.keyClick(view, Qt.Key.Key_V, CONTROL)
    assert [shown(desk, row, 2) for row in (5, 6, 7)] == ["77", "77", "77"]


def test_a_column_copied_whole_is_asked_about_before_it_fills_a_list(
    desk: MainWindow, qtbot: QtBot, answer: Answer
) -> None:
    assert desk.session is not None
    table = next(one for one in desk.session.view.tables if one.layout.kind is LayoutKind.REGISTER)
    heading = desk.session.view.heading(table.section)
    assert heading is not None
    show(desk, heading.number)
    assert desk.desk is not None
    view = next(one for one in desk.desk.page.cards if one.table_id == table.id).view
    rows = view.model().rowCount()
    view.choose(view.heading_rows, 1)
    QGuiApplication.clipboard().setText("\n".join(map(str, range(2500))))
    answer(lambda dialog: dialog.reject())
    view.paste()
    assert view.model().rowCount() == rows
    answer(agree)
    view.paste()
    qtbot.waitUntil(lambda: view.model().rowCount() > 2500)


def test_an_emptied_cell_says_who_emptied_it_and_what_stood_there(desk: MainWindow, qtbot: QtBot) -> None:
    card(desk).view.choose(3, 2)
    qtbot.keyClick(card(desk).view, Qt.Key.Key_Delete)
    assert "清空：" in tip(desk, 3, 2)
    assert "改动：1195 → （空）" in tip(desk, 3, 2)
    assert "来源" not in tip(desk, 3, 2)


def test_none_that_was_filled_in_is_no_hole_and_says_what_helps(desk: MainWindow, qtbot: QtBot) -> None:
    model = card(desk).view.model()
    assert model.setData(model.index(3, 2), "无")
    assert not signs(desk, 3, 2).hole
    assert "未填" not in tip(desk, 3, 2)
    qtbot.waitUntil(lambda: any("填的是“无”" in one.message for one in found_at(desk, 3, 2)), timeout=5000)
    assert "请填 0" in tip(desk, 3, 2)
    assert model.setData(model.index(3, 2), "")
    assert signs(desk, 3, 2).hole


def test_a_remark_may_stay_empty(window: MainWindow, tmp_path: Path) -> None:
    school = sample(tmp_path)
    rows = [
        ["2019-2020学年校车情况"],
        ["项目", "数量（辆）", "备注"],
        ["校车", 3, "租"],
        ["班车", None, None],
    ]
    school.do(import_edit(preview_import(school.view(), form(tmp_path / "a.xlsx", rows))))
    window.open_workspace(school)
    assert window.session is not None
    view = window.session.view
    table = table_named(view, "校车情况")
    notes, filled = CellNotes(window.session, table.id), view.filled(table)
    assert notes.signs(filled, 2, 1).hole
    assert not notes.signs(filled, 2, 2).hole
    assert "未填" not in notes.lines(filled, 2, 2)
