"""A complete copy of a store that is open, as one file, in its place in one step or not at all."""

from __future__ import annotations

import secrets
import sqlite3
from pathlib import Path

from qdesk.files.long_path import reachable


def copy_whole(source: sqlite3.Connection, target: Path) -> None:
    """Copy what `source` holds, its log included; whatever is raised leaves the folder as it was."""
    temporary = reachable(target.parent / f".qdesk-{secrets.token_hex(6)}.tmp")
    try:
        copy = sqlite3.connect(temporary)
        try:
            source.backup(copy)
            copy.execute("PRAGMA journal_mode = DELETE")
        finally:
            copy.close()
        temporary.replace(reachable(target))
    finally:
        for end in ("", "-wal", "-shm", "-journal"):
            temporary.with_name(temporary.name + end).unlink(missing_ok=True)
