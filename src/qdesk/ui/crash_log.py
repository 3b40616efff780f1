"""The log in the user's own folder, and the end of the road for what nothing else caught."""

from __future__ import annotations

import logging
import sys
from types import TracebackType

from PySide6.QtWidgets import QApplication

from qdesk import __version__
from qdesk.errors import UserError
from qdesk.files.log_file import log_to_file
from qdesk.ui.messages import show_error

log = logging.getLogger("qdesk")


def start_log() -> None:
    """Log to the user's own folder, and catch what nothing else caught."""
    log_to_file()
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
