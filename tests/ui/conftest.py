"""A real window on a real store, and hands that answer its dialogs."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from desk_hands import Answer, show
from examples import sample
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot
from spoken_names import nameless

from qdesk.app import make_application
from qdesk.ui.main_window import MainWindow
from qdesk.ui.quiet_work import quiet_work


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[MainWindow]:
    """A main window whose settings lie in a folder of the test."""
    monkeypatch.setenv("QDESK_HOME", str(tmp_path / "home"))
    make_application()
    shown = MainWindow()
    shown.resize(1366, 740)
    shown.show()
    shown.load_rest()
    qtbot.addWidget(shown)
    yield shown
    shown.close_store()
    qtbot.waitUntil(lambda: not quiet_work().is_busy, timeout=20_000)  # what it paints with must be there


@pytest.fixture
def desk(window: MainWindow, tmp_path: Path) -> MainWindow:
    """The window with the sample school on the desk, at section 1.2.2."""
    window.open_workspace(sample(tmp_path))
    show(window, "1.2.2")
    return window


@pytest.fixture
def answer(window: MainWindow) -> Iterator[Answer]:
    """Answer dialogs as they open, in the order in which the answers were given; all have spoken names."""
    waiting: list[Callable[[QDialog], None]] = []
    failed: list[BaseException] = []

    def look() -> None:
        dialog = QApplication.activeModalWidget()
        if not waiting or not isinstance(dialog, QDialog):
            return
        fill = waiting.pop(0)
        try:
            assert nameless(dialog) == [], dialog.windowTitle()
            fill(dialog)
        except BaseException as error:  # noqa: BLE001 - a dialog that stays open would hang the test
            failed.append(error)
            dialog.reject()
            return
        if dialog.isVisible():
            dialog.accept()

    timer = QTimer(window)
    timer.setInterval(30)
    timer.timeout.connect(look)
    timer.start()

    def next_one(fill: Callable[[QDialog], None]) -> None:
        waiting.append(fill)

    yield next_one
    timer.stop()
    assert not failed, failed
    assert not waiting, "a dialog did not open"


@pytest.fixture(autouse=True, scope="module")
def _others_collect_as_usual() -> Iterator[None]:
    """The program collects on the window's thread only; tests without a window have none."""
    yield
    gc.enable()


@pytest.fixture(autouse=True)
def _clipboard_is_left_empty(qapp: QApplication) -> Iterator[None]:
    """What a test copied is Python's: a clipboard that outlives the interpreter would free it too late."""
    yield
    qapp.clipboard().clear()
