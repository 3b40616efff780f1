"""Work that nobody waits for: it runs on a thread of its own while the user goes on."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from typing import Any

from PySide6.QtCore import QObject, Signal

from qdesk.errors import Cancelled, UserError

_BREATH_S = 0.001
_WORK_S = 0.003

Breathe = Callable[[], None]
"""To be called often: lets the window's thread go first, and ends what was cancelled."""

log = logging.getLogger(__name__)


class QuietTask:
    """Asked-for work; `cancel` from the window's thread ends it, and nobody is told of it any more."""

    def __init__(self, work: Callable[[Breathe], Any], done: Callable[[Any], None]) -> None:
        self._work, self._done = work, done
        self._cancelled = False
        self._result: Any = None
        self._complete = False
        self._breathed = 0.0

    def cancel(self) -> None:
        """Nobody wants it any more."""
        self._cancelled = True

    def breathe(self) -> None:
        """After a few milliseconds of work a short pause, in which the window's thread takes its turn."""
        if self._cancelled:
            raise Cancelled
        if time.perf_counter() - self._breathed > _WORK_S:
            time.sleep(_BREATH_S)
            self._breathed = time.perf_counter()

    def run(self) -> None:
        """Do the work; a failure is logged, for the user did not ask for anything."""
        try:
            self._result = self._work(self.breathe)
            self._complete = True
        except Cancelled:
            pass
        except (UserError, OSError) as error:
            log.warning("quiet work was not done: %s", type(error).__name__)
        except Exception:  # a bug must not end the thread
            log.exception("quiet work failed")

    def tell(self) -> None:
        """Hand over what came of it, on the window's thread."""
        if self._complete and not self._cancelled:
            self._done(self._result)


class QuietWork(QObject):
    """One thread for all of it, so that the other core stays with the window."""

    _finished = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._pool = ThreadPoolExecutor(1, "quiet")
        self._waiting = 0
        self._finished.connect(self._tell)

    @property
    def is_busy(self) -> bool:
        """Whether anything is under way."""
        return self._waiting > 0

    def ask(self, work: Callable[[Breathe], Any], done: Callable[[Any], None]) -> QuietTask:
        """Have something done; the work must read only what nobody changes."""
        task = QuietTask(work, done)
        self._waiting += 1
        self._pool.submit(self._run, task)
        return task

    def finish(self) -> None:
        """The program ends: wait for what is under way, as long as there is what it paints with."""
        self._pool.shutdown()

    def _run(self, task: QuietTask) -> None:
        task.run()
        self._finished.emit(task)

    def _tell(self, task: QuietTask) -> None:
        self._waiting -= 1
        task.tell()


@cache
def quiet_work() -> QuietWork:
    """The one of this program."""
    return QuietWork()
