"""How a table looks on the screen: columns as wide as the user made them, zoom, pasted HTML."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from desk_hands import card, show, shown
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QGuiApplication, QWheelEvent
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from qdesk.ui.main_window import MainWindow
from qdesk.ui.table.table_view import TableView
from qdesk.ui.table.table_zoom import table_zoom

ALT_SHIFT = Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.ShiftModifier


@pytest.fixture(autouse=True)
def _usual_zoom(window: MainWindow) -> Iterator[None]:
    assert window
    table_zoom().reset()
    yield
    table_zoom().reset()


def widths(view: TableView) -> list[int]:
    return [view.columnWidth(column) for column in range(view.model().columnCount())]


def edge(view: TableView, column: int) -> QPoint:
    return QPoint(view.columnViewportPosition(column) + view.columnWidth(column), view.rowHeight(0) // 2)


def drag(qtbot: QtBot, view: TableView, column: int, by: int) -> None:
    start = edge(view, column)
    port, left = view.viewport(), Qt.MouseButton.LeftButton
    qtbot.mouseMove(port, start)
    qtbot.mousePress(port, left, pos=start)
    qtbot.mouseMove(port, start + QPoint(by, 0))
    qtbot.mouseRelease(port, left, pos=start + QPoint(by, 0))


def test_the_edge_of_a_heading_is_dragged_and_remembered(desk: MainWindow, qtbot: QtBot) -> None:
    view = card(desk).view
    QAbstractItemModelTester(view.model(), QAbstractItemModelTester.FailureReportingMode.Fatal, view)
    before = widths(view)
    drag(qtbot, view, 1, 60)
    assert abs(view.columnWidth(1) - before[1] - 60) <= 1
    wide = view.columnWidth(1)
    show(desk, "1.1.2")
    show(desk, "1.2.2")
    view = card(desk).view
    assert abs(view.columnWidth(1) - wide) <= 1
    qtbot.mouseDClick(view.viewport(), Qt.MouseButton.LeftButton, pos=edge(view, 1))
    assert widths(view) == before


def test_a_drag_in_the_body_sizes_nothing(desk: MainWindow, qtbot: QtBot) -> None:
    view = card(desk).view
    before = widths(view)
    place = QPoint(edge(view, 1).x(), view.rowViewportPosition(3) + 5)
    qtbot.mousePress(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    qtbot.mouseMove(view.viewport(), place + QPoint(50, 0))
    qtbot.mouseRelease(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert widths(view) == before


def test_keys_size_the_column_at_the_cursor(desk: MainWindow, qtbot: QtBot) -> None:
    view = card(desk).view
    before = widths(view)
    view.choose(1, 2)
    qtbot.keyClick(view, Qt.Key.Key_Right, ALT_SHIFT)
    assert view.columnWidth(2) == before[2] + 16
    qtbot.keyClick(view, Qt.Key.Key_Left, ALT_SHIFT)
    assert view.columnWidth(2) == before[2]
    view.size_by_texts()
    assert widths(view) == before


def test_no_column_vanishes(desk: MainWindow, qtbot: QtBot) -> None:
    view = card(desk).view
    drag(qtbot, view, 2, -3000)
    assert view.columnWidth(2) >= 30


def test_all_tables_are_zoomed_and_it_is_remembered(desk: MainWindow) -> None:
    first, second = card(desk).view, card(desk, 1).view
    height, font = first.rowHeight(1), first.font().pixelSize()
    desk.controller.zoom(1)
    desk.controller.zoom(1)
    assert table_zoom().percent == 125
    assert first.rowHeight(1) == second.rowHeight(1) > height
    assert first.font().pixelSize() > font
    show(desk, "1.1.2")
    assert card(desk).view.font().pixelSize() > font
    desk.controller.zoom(0)
    assert (first.rowHeight(1), table_zoom().percent) == (height, 100)


def test_the_wheel_zooms_with_ctrl(desk: MainWindow) -> None:
    view = card(desk).view
    place = QPointF(40, 40)
    event = QWheelEvent(
        *(place, QPointF(view.mapToGlobal(place)), QPoint(), QPoint(0, -120), Qt.MouseButton.NoButton),
        *(Qt.KeyboardModifier.ControlModifier, Qt.ScrollPhase.NoScrollPhase, False),
    )
    QApplication.sendEvent(view.viewport(), event)
    assert table_zoom().percent == 90


def test_a_width_is_the_same_share_at_every_zoom(desk: MainWindow, qtbot: QtBot) -> None:
    view = card(desk).view
    drag(qtbot, view, 1, 40)
    usual = view.columnWidth(1)
    table_zoom().step(4)
    assert abs(view.columnWidth(1) - usual * table_zoom().percent / 100) <= 2


def test_a_table_copied_from_a_browser_is_pasted(desk: MainWindow, qtbot: QtBot) -> None:
    data = QMimeData()
    data.setHtml("<table><tr><td>1,500人</td></tr><tr><td>610</td></tr></table>")
    QGuiApplication.clipboard().setMimeData(data)
    view = card(desk).view
    view.choose(5, 2)
    qtbot.keyClick(view, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert [shown(desk, row, 2) for row in (5, 6)] == ["1500", "610"]


def test_a_column_grows_with_the_number_that_is_typed_into_it(desk: MainWindow) -> None:
    view = card(desk).view
    column, text = 2, "123456789"
    view.setColumnWidth(column, 50)
    model = view.model()
    model.setData(model.index(1, column), text)
    assert shown(desk, 1, column) == text
    assert view.columnWidth(column) > view.fontMetrics().horizontalAdvance(text)
