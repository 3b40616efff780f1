"""The log in the user's own folder, and the end of the road for what nothing else caught."""

from __future__ import annotations

import logging
import logging.handlers
import sys
import traceback
from types import TracebackType

from PySide6.QtWidgets import QApplication

from qdesk import __version__
from qdesk.errors import UserError
from qdesk.places import log_dir
from qdesk.ui.messages import show_error

log = logging.getLogger("qdesk")
_LOG_BYTES = 500_000


class WithoutTexts(logging.Formatter):
    """Writes where an error arose and of which kind it is: its text may quote what the user wrote."""

    def format(self, record: logging.LogRecord) -> str:
        """The line, whatever another handler made of its error before."""
        record.exc_text = None
        return super().format(record)

    def formatException(self, ei: object) -> str:  # noqa: N802 - the name that logging calls
        """The places of an error and of what caused it, the first cause first."""
        error = ei[1] if isinstance(ei, tuple) else None
        parts: list[str] = []
        while isinstance(error, BaseException):
            parts.append("".join(traceback.format_tb(error.__traceback__)) + type(error).__name__)
            error = error.__cause__ or error.__context__
        return "\n".join(reversed(parts))


def start_log() -> None:
    """Log to the user's own folder, and catch what nothing else caught."""
    try:
        log_dir().mkdir(parents=True, exist_ok=True)
        handler: logging.Handler = logging.handlers.RotatingFileHandler(
            log_dir() / "qdesk.log", maxBytes=_LOG_BYTES, backupCount=2, encoding="utf-8"
        )
    except OSError:
        handler = logging.NullHandler()
    handler.setFormatter(WithoutTexts("%(asctime)s %(levelname)s %(name)s %(message)s"))
    logging.getLogger().addHandler(handler)
    logging.getLogger().setLevel(logging.INFO)
    log.info("qdesk %s starts", __version__)
    sys.excepthook = _crashed


def _crashed(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """A bug: logged in full; the user gets a sentence, and what was typed is saved already."""
    if issubclass(kind, KeyboardInterrupt):
        return
    log.critical("not caught", exc_info=(kind, error, trace))
    if QApplication.instance() is not None:
        what = (
            error
            if isinstance(error, UserError)
            else UserError(
                "程序内部出错，刚才的操作没有完成",
                kind.__name__,
                "已填的内容都已保存；请重试，若仍出错请把日志发给我们",
            )
        )
        show_error(None, what)
