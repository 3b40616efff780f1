"""Commits edits in order on a thread of its own, so that no window waits for a disk."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable

from qdesk.errors import UserError
from qdesk.model.edit import Edit
from qdesk.storage.report_store import ReportStore

REST_S = 2.0
"""So long after the last edit the log is folded into the file."""


class CommitQueue:
    """Edits go in, durable commits come out, in order.

    `on_saved(pending)` and `on_failed(edit, error)` are called on the queue's thread. After a
    failure nothing further is written until `retry`, so that the order is never broken. `on_lost` is
    called there too, once, when edits rest and the file does not lie where it was opened.
    """

    def __init__(
        self,
        store: ReportStore,
        on_saved: Callable[[int], None],
        on_failed: Callable[[Edit, UserError], None],
        on_lost: Callable[[], None] = lambda: None,
    ) -> None:
        self._store = store
        self._on_saved = on_saved
        self._on_failed = on_failed
        self._on_lost: Callable[[], None] | None = on_lost
        self._edits: queue.Queue[Edit | Callable[[], None] | None] = queue.Queue()
        self._go = threading.Event()
        self._go.set()
        self._closing = False
        self._complete = False
        self._idle = threading.Event()
        self._idle.set()
        self._thread = threading.Thread(target=self._run, name="commit", daemon=False)
        self._thread.start()

    def put(self, edit: Edit) -> None:
        """Hand over an edit; returns at once."""
        self._idle.clear()
        self._edits.put(edit)

    def between(self, job: Callable[[], None]) -> None:
        """Have something done on the queue's thread, after the edits so far and before all later ones."""
        self._idle.clear()
        self._edits.put(job)

    def retry(self) -> None:
        """Try the failed edit and those behind it once more."""
        self._go.set()

    def flush(self, timeout: float | None = None) -> bool:
        """Wait until all is on disk; False if it was not within `timeout` seconds."""
        return self._idle.wait(timeout)

    def close(self) -> bool:
        """Write what is left and stop; False if a failed edit had to be given up."""
        self._closing = True
        self._edits.put(None)
        self._go.set()
        self._thread.join()
        return self._complete

    def _run(self) -> None:
        while (one := self._next()) is not None:
            if not isinstance(one, Edit):
                one()
            elif not self._write(one):
                return
            if self._edits.empty():
                self._idle.set()
            self._on_saved(self._edits.qsize())
        self._complete = True

    def _next(self) -> Edit | Callable[[], None] | None:
        """What is to be done next; while nothing comes for a while, the store rests."""
        try:
            return self._edits.get(timeout=REST_S)
        except queue.Empty:
            self._store.rest()
            if self._on_lost is not None and not self._store.is_in_place:
                self._on_lost()
                self._on_lost = None
        return self._edits.get()

    def _write(self, edit: Edit) -> bool:
        while True:
            try:
                self._store.commit(edit)
            except UserError as error:
                self._go.clear()
                self._on_failed(edit, error)
                if self._closing:
                    return False
                self._go.wait()
            else:
                return True
