"""The preview beside the desk: it keeps its place, and may be closed at any moment."""

from __future__ import annotations

from PySide6.QtCore import QThread
from pytestqt.qtbot import QtBot

from qdesk.ui.background import BackgroundTask
from qdesk.ui.main_window import MainWindow
from qdesk.ui.preview.preview_window import PreviewWindow


def opened(desk: MainWindow, qtbot: QtBot) -> PreviewWindow:
    desk.controller.report.preview()
    (window,) = desk.findChildren(PreviewWindow)
    qtbot.waitUntil(window.isVisible, timeout=20_000)
    return window


def rest(desk: MainWindow, qtbot: QtBot) -> None:
    """Wait until nothing is under way."""
    qtbot.waitUntil(lambda: not desk.findChildren(BackgroundTask), timeout=20_000)


def test_laying_out_anew_keeps_the_place(desk: MainWindow, qtbot: QtBot) -> None:
    window = opened(desk, qtbot)
    rest(desk, qtbot)
    bar = window.area.verticalScrollBar()
    bar.setValue(bar.maximum() - 7)
    place = bar.value()
    window.refresh_request.emit()
    rest(desk, qtbot)
    assert bar.value() == place


def test_it_may_be_closed_while_it_is_laid_out(desk: MainWindow, qtbot: QtBot) -> None:
    window = opened(desk, qtbot)
    rest(desk, qtbot)
    window.refresh_request.emit()
    window.close()
    rest(desk, qtbot)
    assert not desk.findChildren(PreviewWindow)
    assert QThread.currentThread().isRunning()


def test_it_goes_with_its_report(desk: MainWindow, qtbot: QtBot) -> None:
    opened(desk, qtbot)
    rest(desk, qtbot)
    desk.close_store()
    qtbot.waitUntil(lambda: not desk.findChildren(PreviewWindow), timeout=5_000)
