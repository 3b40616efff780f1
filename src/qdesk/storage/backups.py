"""Copies of a store in the user's own folder: of every day's beginning, and before each import.

The newest are kept. The name of a file tells which it is: 2026-11-29, or 2026-11-29 1730 导入前.
"""

from __future__ import annotations

import hashlib
import logging
import shutil
import sqlite3
from datetime import date, datetime
from pathlib import Path

from qdesk.files.long_path import reachable
from qdesk.places import STORE_SUFFIX, backup_dir
from qdesk.storage.whole_copy import copy_whole

KEPT = 14
"""Days on which somebody worked, for each store; as many copies again that were made before something."""

log = logging.getLogger(__name__)


def back_up(path: Path) -> None:
    """Copy a store that nobody has open, once a day. What hinders it is logged and hinders no work.

    The copy is a whole store: it opens like any other.
    """
    folder = backups_of(path)
    target = folder / f"{date.today().isoformat()}{STORE_SUFFIX}"  # noqa: DTZ011 - the user's own calendar day
    if target.exists() or path.absolute().is_relative_to(backup_dir().absolute()):
        return
    place = reachable(path)
    if any(place.with_name(path.name + end).exists() for end in ("-wal", "-journal")):
        return  # open elsewhere, or not closed: the file alone is not all of it
    temporary = target.with_suffix(".tmp")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(place, temporary)
        temporary.replace(target)
        _keep_newest(folder, timed=False)
    except OSError as error:
        log.warning("no backup: %s", type(error).__name__)


def back_up_open(path: Path, what: str, source: sqlite3.Connection) -> None:
    """Copy a store that is open, as it is before `what` (导入); what hinders it is logged only."""
    if path.absolute().is_relative_to(backup_dir().absolute()):
        return
    folder = backups_of(path)
    target = folder / f"{datetime.now().astimezone():%Y-%m-%d %H%M%S} {what}前{STORE_SUFFIX}"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        copy_whole(source, target)
        _keep_newest(folder, timed=True)
    except (OSError, sqlite3.Error) as error:
        log.warning("no backup: %s", type(error).__name__)


def _keep_newest(folder: Path, *, timed: bool) -> None:
    """Copies of days and copies before something do not crowd one another out."""
    found = sorted(one for one in folder.glob(f"*{STORE_SUFFIX}") if (" " in one.stem) is timed)
    for old in found[:-KEPT]:
        old.unlink()


def backups_of(path: Path) -> Path:
    """The folder of a store's copies; stores of one name in two places have two."""
    place = hashlib.sha256(str(path.absolute().parent).encode()).hexdigest()[:8]
    return backup_dir() / f"{path.stem}-{place}"
