"""Slow actions off the window's thread: one place for progress, cancelling and failure."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Generic, TypeVar

from PySide6.QtCore import QEvent, QObject, Qt, QThread, QTimer, Signal
from PySide6.QtWidgets import QApplication, QProgressDialog, QWidget

from qdesk.errors import Cancelled, UserError

Result = TypeVar("Result")
Report = Callable[[str], None]
_SHOW_AFTER_MS = 400

log = logging.getLogger(__name__)


class _Worker(QThread):
    """Runs one function; what comes of it is read after the thread has finished."""

    said = Signal(str)

    def __init__(self, work: Callable[[Report], object]) -> None:
        super().__init__()
        self._work = work
        self.result: object = None
        self.error: UserError | None = None
        self.cancelled = False
        self.stop = False

    def _report(self, text: str) -> None:
        if self.stop:
            raise Cancelled
        self.said.emit(text)

    def run(self) -> None:
        """Do the work; whatever goes wrong is kept for the window's thread."""
        try:
            self.result = self._work(self._report)
        except Cancelled:
            self.cancelled = True
        except UserError as error:
            self.error = error
        except Exception as error:  # a bug: logged in full, told in one sentence
            log.exception("background action failed")
            self.error = UserError(
                "程序内部出错，没有完成", type(error).__name__, "请重试；若仍出错，请把日志发给我们"
            )


_INPUT = frozenset(
    (
        QEvent.Type.KeyPress,
        QEvent.Type.KeyRelease,
        QEvent.Type.ShortcutOverride,
        QEvent.Type.Shortcut,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseButtonRelease,
        QEvent.Type.MouseButtonDblClick,
        QEvent.Type.InputMethod,
        QEvent.Type.Drop,
        QEvent.Type.Close,
    )
)


class _Gate(QObject):
    """Keeps keys and mouse from a window while its report is read on another thread."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        QApplication.instance().installEventFilter(self)  # type: ignore[union-attr]  # there is one

    def open(self) -> None:
        """Let input through again."""
        QApplication.instance().removeEventFilter(self)  # type: ignore[union-attr]
        self.deleteLater()

    def eventFilter(self, target: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Swallow what the user does in the window itself; its progress dialog stays alive."""
        if event.type() not in _INPUT or not isinstance(target, QWidget):
            return False
        if target.window() is not self._window:
            return False
        event.ignore()
        return True


class BackgroundTask(QObject, Generic[Result]):
    """A running action with its progress window.

    `done(result)` or `failed(error)` is called on the window's thread; neither after a cancel.
    """

    def __init__(
        self,
        parent: QWidget,
        title: str,
        work: Callable[[Report], Result],
        done: Callable[[Result], None],
        failed: Callable[[UserError], None],
    ) -> None:
        super().__init__(parent)
        self._done, self._failed = done, failed
        self._worker = _Worker(work)
        self._dialog = QProgressDialog(title, "取消", 0, 0, parent)
        self._dialog.setWindowTitle("请稍候")
        self._dialog.setWindowModality(Qt.WindowModality.WindowModal)
        self._dialog.setMinimumWidth(380)
        self._dialog.setAutoClose(False)
        self._dialog.canceled.connect(self._cancel)
        self._dialog.reset()
        self._worker.said.connect(self._dialog.setLabelText)
        self._worker.finished.connect(self._finished)
        # Between now and the dialog nothing may change what the other thread is reading.
        self._gate = _Gate(parent.window())
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._dialog.show)
        self._timer.start(_SHOW_AFTER_MS)
        self._worker.start()

    def _cancel(self) -> None:
        self._worker.stop = True

    def _finished(self) -> None:
        self._timer.stop()
        self._gate.open()
        self._dialog.hide()
        self._dialog.deleteLater()
        worker = self._worker
        worker.wait()  # it has told that it ends, and ends in a moment: until then it must not be freed
        if worker.error is not None:
            self._failed(worker.error)
        elif not worker.cancelled:
            self._done(worker.result)  # type: ignore[arg-type]  # the worker ran the typed function
        self.deleteLater()
