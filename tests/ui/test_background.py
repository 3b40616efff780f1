"""Slow work beside the window: what it must never do to it."""

from __future__ import annotations

import threading
import weakref

from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from qdesk.ui.background import BackgroundTask, Report
from qdesk.ui.main_window import MainWindow

_CYCLES = 200_000


class _Cyclic(QDialog):
    """A closed dialog that only the collector can free, as most are."""

    def __init__(self) -> None:
        super().__init__()
        self.itself = self


def test_a_closed_dialog_is_freed_on_the_windows_thread_only(window: MainWindow, qtbot: QtBot) -> None:
    freed_on: list[int | None] = []
    for _ in range(20):
        dialog = _Cyclic()
        weakref.finalize(dialog, lambda: freed_on.append(threading.get_ident()))
    del dialog
    finished: list[int] = []

    def work(_report: Report) -> int:
        """Enough to make Python collect, were it allowed to here."""
        for _ in range(_CYCLES):
            cycle: list[object] = []
            cycle.append(cycle)
        return threading.get_ident()

    BackgroundTask(window, "正在做", work, finished.append, window.fail)
    qtbot.waitUntil(lambda: bool(finished) and len(freed_on) == 20, timeout=60_000)
    assert finished != [threading.get_ident()]
    assert set(freed_on) == {threading.get_ident()}
