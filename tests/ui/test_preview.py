"""The preview beside the desk: it keeps its place, and may be closed at any moment."""

from __future__ import annotations

from desk_hands import card, open_path, show
from PySide6.QtCore import Qt, QThread
from pytestqt.qtbot import QtBot

from qdesk.ui.background import BackgroundTask
from qdesk.ui.main_window import MainWindow
from qdesk.ui.preview.preview_pane import PreviewPane
from qdesk.ui.preview.preview_window import PreviewWindow
from qdesk.ui.quiet_work import quiet_work


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


def beside(window: MainWindow, qtbot: QtBot) -> PreviewPane:
    """The pane beside the section, with its pages."""
    assert window.desk is not None
    window.controller.toggle_preview()
    pane = window.desk.preview
    qtbot.waitUntil(lambda: "共" in pane.where.text(), timeout=20_000)
    return pane


def test_the_pane_is_off_at_first_and_takes_the_place_of_the_helper(desk: MainWindow, qtbot: QtBot) -> None:
    assert desk.desk is not None
    assert not desk.desk.preview.isVisible()
    pane = beside(desk, qtbot)
    assert pane.isVisible()
    assert not desk.desk.helper.isVisible()
    desk.controller.toggle_helper()
    assert desk.desk.helper.isVisible()
    assert not pane.isVisible()
    desk.controller.toggle_preview()
    desk.controller.toggle_preview()
    assert desk.desk.helper.isVisible()


def test_it_is_remembered(desk: MainWindow, qtbot: QtBot) -> None:
    assert desk.session is not None
    beside(desk, qtbot)
    path = desk.session.workspace.store.path
    desk.close_store()
    open_path(desk, path, qtbot)
    assert desk.desk is not None
    qtbot.waitUntil(desk.desk.preview.isVisible, timeout=5_000)
    assert not desk.desk.helper.isVisible()


def test_it_follows_the_section_in_work(desk: MainWindow, qtbot: QtBot) -> None:
    pane = beside(desk, qtbot)
    show(desk, "1.1.1")
    first = pane.area.verticalScrollBar().value()
    show(desk, "2.1")
    assert pane.area.verticalScrollBar().value() > first
    said = pane.where.text()
    show(desk, "1.1.1")
    assert pane.area.verticalScrollBar().value() == first
    assert pane.where.text() != said


def test_what_is_typed_is_printed_a_moment_later(desk: MainWindow, qtbot: QtBot) -> None:
    pane = beside(desk, qtbot)
    seen = pane.strip.grab().toImage()
    view = card(desk).view
    for _ in range(3):  # edits that follow each other are laid out once
        view.choose(1, 2)
        qtbot.keyClicks(view, "7")
        qtbot.keyClick(view.focusWidget(), Qt.Key.Key_Return)
        assert not quiet_work().is_busy
    qtbot.waitUntil(lambda: quiet_work().is_busy, timeout=5_000)
    qtbot.waitUntil(lambda: not quiet_work().is_busy, timeout=20_000)
    assert pane.strip.grab().toImage() != seen


def test_the_store_may_be_closed_while_pages_are_made(desk: MainWindow, qtbot: QtBot) -> None:
    desk.controller.toggle_preview()
    qtbot.waitUntil(lambda: quiet_work().is_busy, timeout=5_000)
    assert desk.close_store()
    qtbot.waitUntil(lambda: not quiet_work().is_busy, timeout=20_000)
    assert desk.start.isVisible()


def test_nothing_of_the_section_is_cut_off_beside_it(desk: MainWindow, qtbot: QtBot) -> None:
    """1080p at 150 % is 1280 × 720."""
    desk.resize(1280, 720)
    beside(desk, qtbot)
    assert desk.desk is not None
    assert desk.width() == 1280
    page = desk.desk.page
    assert page.widget().width() <= page.viewport().width()
    assert page.widget().minimumSizeHint().width() <= page.viewport().width()
