"""Who has a store open: a small file beside it, read by whoever meets its lock.

The lock itself is SQLite's and ends with the process; a note that a crash left behind is only ever
read while somebody holds the lock.
"""

from __future__ import annotations

import getpass
import platform
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from qdesk.files.long_path import reachable

_MOST = 300


def note_beside(path: Path) -> Path:
    """Where the note of a store lies."""
    return reachable(path.with_name(f"{path.name}-owner"))


def leave_note(path: Path) -> None:
    """Say who has the store; where that cannot be written it is left out."""
    with suppress(OSError, KeyError, ImportError):  # a process may have no name of a user
        since = datetime.now().astimezone().strftime("%Y-%m-%d %H:%M")
        lines = (getpass.getuser(), platform.node(), since)
        note_beside(path).write_text("\n".join(lines), encoding="utf-8")


def take_note_away(path: Path) -> None:
    """The store is closed."""
    with suppress(OSError):
        note_beside(path).unlink(missing_ok=True)


def owner_of(path: Path) -> str:
    """Who has it, on which computer, since when; empty if nobody said so."""
    try:
        with note_beside(path).open(encoding="utf-8") as file:
            user, host, since = file.read(_MOST).split("\n")
    except (OSError, ValueError):
        return ""
    return f"{user}（电脑 {host}），{since} 起"
