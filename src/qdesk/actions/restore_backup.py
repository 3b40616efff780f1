"""The copies of stores that were made day by day, and how one of them becomes a store again."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from qdesk.errors import UserError
from qdesk.files.long_path import reachable
from qdesk.places import STORE_SUFFIX, backup_dir


@dataclass(frozen=True, slots=True)
class Backup:
    """A store as it was when the work of a day began, or before what `moment` says (17:30 导入前)."""

    name: str
    day: date
    file: Path
    size: int
    moment: str = ""


def backups() -> list[Backup]:
    """Every copy that is kept, the newest first."""
    found: list[Backup] = []
    for file in reachable(backup_dir()).glob(f"*/*{STORE_SUFFIX}"):
        try:
            written, _, rest = file.stem.partition(" ")
            day, size = date.fromisoformat(written), file.stat().st_size
        except (ValueError, OSError):
            continue  # something else that somebody put there
        name = file.parent.name.rpartition("-")[0] or file.parent.name
        found.append(Backup(name, day, file, size, f"{rest[:2]}:{rest[2:4]}{rest[6:]}" if rest else ""))
    found.sort(key=lambda one: one.file.stem, reverse=True)
    return sorted(found, key=lambda one: (-one.day.toordinal(), one.name))


def restore_backup(backup: Backup, target: Path) -> None:
    """Put a copy of it at `target`, where nothing may be yet: what is there now is never written over."""
    if reachable(target).exists():
        raise UserError("这个位置已经有文件", str(target), "请换一个文件名")
    try:
        reachable(target.parent).mkdir(parents=True, exist_ok=True)
        shutil.copyfile(backup.file, reachable(target))
    except OSError as error:
        reachable(target).unlink(missing_ok=True)
        raise UserError("备份没有恢复", str(target), "请检查磁盘空间和权限，或换一个文件夹") from error
