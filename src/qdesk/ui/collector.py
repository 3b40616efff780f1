"""Python's collector of cycles, on the window's thread only.

A dialog that was closed is often part of a cycle. The collector runs on whatever thread happens to allocate,
and a widget that is freed on another thread than the window's ends the program: so it runs here.
"""

from __future__ import annotations

import gc
from time import monotonic

from PySide6.QtCore import QCoreApplication, QObject, QTimer

_EVERY_MS = 100
_ALL_EVERY_S = 60.0
"""A collection of everything takes long in a large report."""


class Collector(QObject):
    """Looks ten times a second whether there is enough to collect."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._all_at = monotonic()
        timer = QTimer(self)
        timer.timeout.connect(self.look)
        timer.start(_EVERY_MS)

    def look(self) -> None:
        """Collect as Python would by itself: the young often, the old seldom."""
        counts, thresholds = gc.get_count(), gc.get_threshold()
        if counts[0] <= thresholds[0]:
            return
        generation = 1 if counts[1] > thresholds[1] else 0
        if generation and counts[2] > thresholds[2] and monotonic() - self._all_at > _ALL_EVERY_S:
            generation, self._all_at = 2, monotonic()
        gc.collect(generation)


def collect_here(application: QCoreApplication) -> None:
    """From now on nothing is collected but on the thread of the application."""
    gc.disable()
    if application.findChild(Collector) is None:
        Collector(application)
