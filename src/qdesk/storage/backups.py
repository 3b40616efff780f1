"""A copy of a store as it was when the work of a day began, in the user's own folder; the newest are kept."""

from __future__ import annotations

import hashlib
import logging
import shutil
from datetime import date
from pathlib import Path

from qdesk.files.long_path import reachable
from qdesk.places import STORE_SUFFIX, backup_dir

KEPT = 14
"""Days on which somebody worked, for each store."""

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
        for old in sorted(folder.glob(f"*{STORE_SUFFIX}"))[:-KEPT]:
            old.unlink()
    except OSError as error:
        log.warning("no backup: %s", type(error).__name__)


def backups_of(path: Path) -> Path:
    """The folder of a store's copies; stores of one name in two places have two."""
    place = hashlib.sha256(str(path.absolute().parent).encode()).hexdigest()[:8]
    return backup_dir() / f"{path.stem}-{place}"
