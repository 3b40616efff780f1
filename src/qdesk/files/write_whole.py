"""Writes a file complete and in one step, or not at all."""

from __future__ import annotations

import errno
import os
import secrets
import time
from collections.abc import Callable
from pathlib import Path
from typing import IO

from qdesk.errors import TargetInUseError, UserError
from qdesk.files.long_path import reachable

_TRIES, _PAUSE = 6, 0.2
"""A virus scanner or a cloud drive holds a file for a moment; what holds it for a second is a program."""


def write_whole(target: Path, write: Callable[[IO[bytes]], None], program: str) -> None:
    """Let `write` fill a file beside `target`, then put it in its place; until then an old file stays.

    `program` is what the user closes if the old file is open (Word, Excel). Whatever `write` raises
    leaves the folder as it was. Raises UserError if the folder or the file stands in the way.
    """
    temporary = reachable(target.parent / f".qdesk-{secrets.token_hex(6)}.tmp")
    try:
        with temporary.open("xb") as file:
            write(file)
            file.flush()
            os.fsync(file.fileno())
        _replace(temporary, target, program)
    except OSError as error:
        raise _explained(error, target) from error
    finally:
        temporary.unlink(missing_ok=True)


def _replace(temporary: Path, target: Path, program: str) -> None:
    place = reachable(target)
    for left in reversed(range(_TRIES)):
        try:
            temporary.replace(place)
        except PermissionError as error:
            if place.is_dir():
                raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(target)) from error
            if place.exists() and not os.access(place, os.W_OK):
                raise UserError("这个文件是只读的", str(target), "请换一个文件名，或取消只读属性") from error
            if not left:
                what = "文件正被其他程序打开，无法替换"
                remedy = f"请先在 {program} 或 WPS 中关闭该文件，再重新导出，或换一个文件名"
                raise TargetInUseError(what, str(target), remedy) from error
            time.sleep(_PAUSE)
        else:
            return


def _explained(error: OSError, target: Path) -> UserError:
    """Return what the user can do about an error of the file system."""
    folder = str(target.parent)
    if isinstance(error, PermissionError) or error.errno == errno.EROFS:
        return UserError("没有写入该文件夹的权限", folder, "请换一个文件夹保存")
    if isinstance(error, FileNotFoundError):
        return UserError("文件夹不存在", folder, "请检查文件夹或移动存储是否仍在")
    if error.errno in {errno.ENOSPC, errno.EDQUOT}:
        return UserError("磁盘空间不足", folder, "请清理磁盘或换一个位置保存")
    if isinstance(error, IsADirectoryError):
        return UserError("同名的文件夹已存在", str(target), "请换一个文件名")
    what = f"文件无法写入：{error.strerror or error}"
    return UserError(what, str(target), "请换一个位置重试")
