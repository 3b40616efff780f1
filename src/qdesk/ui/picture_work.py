"""Photos are made ready to be painted on a thread of their own; whoever paints them looks again."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import cache

from PySide6.QtCore import QObject, Signal


class PictureWork(QObject):
    """One thread for all photos of the program; `made` says that some are ready."""

    made = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._pool = ThreadPoolExecutor(1, "pictures")

    def ask(self, prepare: Callable[[], None]) -> None:
        """Have something made ready."""
        self._pool.submit(self._run, prepare)

    def _run(self, prepare: Callable[[], None]) -> None:
        prepare()
        self.made.emit()


@cache
def picture_work() -> PictureWork:
    """The one of this program."""
    return PictureWork()
