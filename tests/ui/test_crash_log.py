"""The log says where a bug lies; nothing of the report stands in it, so that it may be sent around."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

PROGRAM = """
import logging
from qdesk.ui.crash_log import start_log

start_log()
students = {"李四": 59}
try:
    try:
        students["张三"]
    except KeyError as error:
        raise ValueError(f"{len(students)} 名学生的成绩") from error
except ValueError:
    logging.getLogger("qdesk").exception("not done")
"""


def test_an_error_is_logged_without_what_it_quotes(tmp_path: Path) -> None:
    program = tmp_path / "program.py"
    program.write_text(PROGRAM, encoding="utf-8")
    environment = {**os.environ, "QDESK_HOME": str(tmp_path / "home")}
    subprocess.run([sys.executable, str(program)], check=True, env=environment)
    text = (tmp_path / "home" / "logs" / "qdesk.log").read_text(encoding="utf-8")
    assert "not done" in text
    assert "KeyError" in text
    assert "ValueError" in text
    assert "program.py" in text
    assert "1 名学生的成绩" not in text
