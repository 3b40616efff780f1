"""The log says where a bug lies; nothing of the report stands in it, so that it may be sent around."""

from __future__ import annotations

import logging
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from qdesk.places import log_dir
from qdesk.ui.crash_log import start_log


@pytest.fixture(autouse=True)
def own_log(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A log of its own, and the logging of others as it was."""
    monkeypatch.setenv("QDESK_HOME", str(tmp_path / "home"))
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    root = logging.getLogger()
    before = list(root.handlers)
    start_log()
    yield
    for handler in [one for one in root.handlers if one not in before]:
        root.removeHandler(handler)
        handler.close()


def test_an_error_is_logged_without_what_it_quotes() -> None:
    students = {"李四": 59}
    try:
        try:
            students["张三"]
        except KeyError as error:
            raise ValueError("张三的成绩") from error
    except ValueError:
        # Checkers that ran before in this process may have switched off loggers that had a name.
        logging.getLogger("of this test").exception("not done")
    text = (log_dir() / "qdesk.log").read_text(encoding="utf-8")
    assert "ValueError" in text
    assert "KeyError" in text
    assert "test_crash_log.py" in text
    assert "张三的成绩" not in text.replace('raise ValueError("张三的成绩")', "")
