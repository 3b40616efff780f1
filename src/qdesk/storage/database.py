"""Opening the SQLite file: exclusive, durable, and with every failure named for the user."""

from __future__ import annotations

import errno
import os
import sqlite3
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

from sqlalchemy import URL, Connection, Engine, create_engine, event
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import StaticPool

from qdesk.errors import UserError
from qdesk.files.long_path import reachable
from qdesk.storage.owner_note import owner_of
from qdesk.storage.schema import APPLICATION_ID

_SQLITE_MAGIC = b"SQLite format 3\x00"
_APPLICATION_ID_AT = 68
_HELD = (32, 33)  # sharing and lock violation: a cloud drive or a scanner, which take the file as a whole


def check_is_store(path: Path) -> None:
    """Raise UserError unless `path` is a file that a qdesk wrote."""
    place = reachable(path)
    if not place.exists():
        raise UserError("找不到数据文件", str(path), "请检查路径，或新建一份报告")
    if place.is_dir():
        raise UserError("这是一个文件夹，不是数据文件", str(path), "请选择以 .qdesk 结尾的文件")
    try:
        with place.open("rb") as file:
            head = file.read(100)
    except OSError as error:
        raise _os_error(error, path) from error
    marked = int.from_bytes(head[_APPLICATION_ID_AT : _APPLICATION_ID_AT + 4], "big")
    # After a crash the mark may still stand in the log beside the file only.
    logged = place.with_name(path.name + "-wal").exists()
    if not head.startswith(_SQLITE_MAGIC) or (marked != APPLICATION_ID and not logged):
        raise not_a_store(path)


def stored_version(path: Path) -> int:
    """The format version in a closed store, read without touching a byte of it; 0 if unknown.

    A store that crashed has part of it in its log: its version is read after opening.
    """
    place = reachable(path.absolute())
    if place.with_name(place.name + "-wal").exists():
        return 0
    connection = sqlite3.connect(f"file:{quote(str(place))}?mode=ro&immutable=1", uri=True)
    try:
        row = connection.execute("SELECT version FROM schema_version").fetchone()
    except sqlite3.OperationalError:
        return 0
    finally:
        connection.close()
    return int(row[0]) if row else 0


def not_a_store(path: Path) -> UserError:
    """The error for a file that no qdesk wrote."""
    return UserError("这不是 qdesk 的数据文件", str(path), "请选择由 qdesk 建立的 .qdesk 文件")


def open_engine(path: Path) -> Engine:
    """An engine over one connection that holds the file exclusively until it is disposed.

    WAL with FULL synchronisation: a committed edit survives a power cut. In exclusive mode no
    shared memory is needed, so the same works on a network drive, and a second window is refused.
    """
    # The driver's own transactions are off: it would commit before DDL and undo nothing of it.
    engine = create_engine(
        URL.create("sqlite+pysqlite", database=str(reachable(path))),  # as a text, "?" and "%" would be read
        poolclass=StaticPool,
        connect_args={"check_same_thread": False, "timeout": 1.0, "isolation_level": None},
    )
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin_immediate)
    return engine


def _prepare(connection: sqlite3.Connection, _record: object) -> None:
    cursor = connection.cursor()
    cursor.execute("PRAGMA locking_mode = EXCLUSIVE")
    cursor.execute("PRAGMA journal_mode = WAL")
    cursor.execute("PRAGMA synchronous = FULL")
    cursor.execute("PRAGMA foreign_keys = ON")
    cursor.execute("PRAGMA trusted_schema = OFF")
    cursor.close()


def _begin_immediate(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE")


@contextmanager
def naming_failures(path: Path) -> Generator[None]:
    """Turn what SQLite and the system say into a sentence with a remedy."""
    try:
        yield
    except (DBAPIError, sqlite3.Error) as error:
        cause = error.orig if isinstance(error, DBAPIError) else error
        raise _database_error(str(cause), path) from error
    except OSError as error:
        raise _os_error(error, path) from error


def _database_error(message: str, path: Path) -> UserError:
    low = message.lower()
    if "locked" in low or "busy" in low:
        return in_use(path)
    if "full" in low:
        return UserError(
            "磁盘已满，刚才的修改没有存上", str(path), "请清理磁盘空间后再试，已存的内容没有变化"
        )
    if "readonly" in low or "read-only" in low:
        return UserError(
            "数据文件或它所在的文件夹是只读的", str(path), "请换一个可以写入的文件夹，或取消只读属性"
        )
    if "unable to open" in low:
        return UserError("无法在这个位置打开或建立数据文件", str(path), "请检查文件夹是否存在、能否写入")
    if "malformed" in low or "not a database" in low or "corrupt" in low:
        return UserError("数据文件已损坏", str(path), "请用最近的备份恢复，不要继续在此文件上工作")
    return UserError(f"数据文件读写失败：{message}", str(path), "请关闭其他程序后再试")


def in_use(path: Path) -> UserError:
    """The error for a store that somebody has open, with who that is."""
    owner = owner_of(path)
    remedy = f"打开它的是 {owner}，请先在那里关闭再试" if owner else "请先关闭那个窗口再试"
    return UserError("这个数据文件正在另一个窗口或程序中打开", str(path), remedy)


def _os_error(error: OSError, path: Path) -> UserError:
    if getattr(error, "winerror", None) in _HELD:
        return UserError(
            "这个数据文件正被别的程序占用", str(path), "请等网盘同步或杀毒扫描结束，或关闭那个程序后再试"
        )
    if error.errno == errno.ENOSPC:
        return UserError("磁盘已满", str(path), "请清理磁盘空间后再试")
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return UserError("没有权限读写这个位置", str(path), "请换一个可以写入的文件夹")
    return UserError(f"无法读写文件：{os.strerror(error.errno or 0)}", str(path), "请检查路径和磁盘")
