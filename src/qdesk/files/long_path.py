"""Paths longer than the 260 signs that Windows takes by default, in the form that has no such limit."""

from __future__ import annotations

import os
from pathlib import Path

_LIMIT = 240
"""Below 260: what lies beside a file (-wal, a temporary name) is longer by a few signs."""
_FREE = "\\\\?\\"


def reachable(path: Path) -> Path:
    r"""The path itself, or on Windows, if it is long, `\\?\C:\...` or `\\?\UNC\server\share\...`."""
    if os.name != "nt":
        return path
    whole = os.path.abspath(path)  # noqa: PTH100 - resolve() would follow a drive letter to its share
    return Path(free_form(whole)) if len(whole) >= _LIMIT else path


def free_form(whole: str) -> str:
    """An absolute path of Windows in the form without a limit."""
    if whole.startswith(_FREE):
        return whole
    if whole.startswith("\\\\"):
        return f"{_FREE}UNC\\{whole[2:]}"
    return f"{_FREE}{whole}"
