"""The log in the user's own folder; it holds nothing of what the user wrote."""

from __future__ import annotations

import logging
import logging.handlers
import traceback
from typing import cast

from qdesk.places import log_dir

_LOG_BYTES = 500_000


def log_to_file() -> None:
    """From now on everything that is logged goes there; nowhere, if that cannot be written."""
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


class WithoutTexts(logging.Formatter):
    """Writes where an error arose and of which kind it is: its text may quote what the user wrote."""

    def format(self, record: logging.LogRecord) -> str:
        """The line, whatever another handler made of its error before."""
        record.exc_text = None
        return super().format(record)

    def formatException(self, ei: object) -> str:  # noqa: N802 - the name that logging calls
        """The places of an error and of what caused it, the first cause first."""
        error = cast("tuple[object, ...]", ei)[1] if isinstance(ei, tuple) else None
        parts: list[str] = []
        while isinstance(error, BaseException):
            parts.append("".join(traceback.format_tb(error.__traceback__)) + type(error).__name__)
            error = error.__cause__ or error.__context__
        return "\n".join(reversed(parts))
