"""The store of one school or bureau: load all, commit edit by edit, close to a single file."""

from __future__ import annotations

import json
import logging
import sqlite3
import threading
from collections.abc import Iterable
from datetime import datetime
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import Any, Self, cast

from sqlalchemy import Connection, Engine, delete, select
from sqlalchemy.dialects.sqlite import insert

from qdesk.errors import UserError
from qdesk.files.long_path import reachable
from qdesk.files.no_collection import no_collection
from qdesk.model.archive import Archive
from qdesk.model.edit import Edit, FieldChange, Kind
from qdesk.model.figure import Figure
from qdesk.storage import schema
from qdesk.storage.backups import back_up, back_up_open
from qdesk.storage.database import check_is_store, naming_failures, not_a_store, open_engine, stored_version
from qdesk.storage.owner_note import leave_note, take_note_away
from qdesk.storage.report_rows import Row
from qdesk.storage.rows import SHELVES, Shelf, reread, written
from qdesk.storage.upgrades import refuse_newer, upgrade
from qdesk.storage.whole_copy import copy_whole

log = logging.getLogger(__name__)


class ReportStore:
    """An open store. `commit` is durable when it returns; it may be called from any one thread."""

    def __init__(self, path: Path, engine: Engine) -> None:
        self.path = path
        self._engine = engine
        self._lock = threading.Lock()
        self._closed = False
        self._file = _file_at(path)

    @classmethod
    def create(cls, path: Path) -> ReportStore:
        """A new, empty store; UserError if something is at `path` already or cannot be written."""
        if reachable(path).exists():
            raise UserError("这个位置已经有文件", str(path), "请换一个文件名，或直接打开它")
        with naming_failures(path):
            reachable(path.parent).mkdir(parents=True, exist_ok=True)
        store = cls(path, open_engine(path))
        try:
            with naming_failures(path), store._engine.begin() as connection:
                upgrade(connection)
                connection.exec_driver_sql(f"PRAGMA application_id = {schema.APPLICATION_ID}")
            store._fold_log()
        except UserError:
            store._engine.dispose()
            _remove_unfinished(path)
            raise
        store._file = _file_at(path)
        leave_note(path)
        return store

    @classmethod
    def open(cls, path: Path) -> ReportStore:
        """An existing store, upgraded if an older program wrote it; UserError if it cannot be."""
        check_is_store(path)
        with naming_failures(path):
            refuse_newer(stored_version(path))
        back_up(path)
        store = cls(path, open_engine(path))
        try:
            with naming_failures(path), store._engine.begin() as connection:
                mark = connection.exec_driver_sql("PRAGMA application_id").scalar()
                if mark != schema.APPLICATION_ID:
                    raise not_a_store(path)
                upgrade(connection)
        except UserError:
            store._engine.dispose()
            raise
        store._file = _file_at(path)
        leave_note(path)
        return store

    def load(self) -> Archive:
        """Everything the store holds."""
        archive = Archive()
        with no_collection(), naming_failures(self.path), self._lock, self._engine.connect() as connection:
            for kind, shelf in SHELVES.items():
                columns = [column for column in shelf.table.columns if column.name != shelf.late]
                names = [column.name for column in columns]
                for values in connection.execute(select(*columns)):
                    row: dict[str, object] = dict(zip(names, values, strict=True))
                    key = cast("tuple[str, ...]", tuple(row[name] for name in shelf.keys))
                    if shelf.late:
                        row[shelf.late] = partial(self._late, shelf, key)
                    archive.put(kind, key, shelf.read(cast("Row", row)))
        self._drop_unused_pictures(archive)
        return archive

    def _late(self, shelf: Shelf, key: tuple[str, ...]) -> bytes:
        """What `load` left on the disk; UserError if it is not there any more."""
        matches = [shelf.table.c[name] == part for name, part in zip(shelf.keys, key, strict=True)]
        with naming_failures(self.path), self._lock:
            self._check_open()
            with self._engine.connect() as connection:
                found = connection.execute(select(shelf.table.c[shelf.late]).where(*matches)).scalar()
        if not isinstance(found, bytes):
            raise UserError("数据文件里找不到这张照片", str(self.path), "请删去它，重新插入")
        return found

    def _drop_unused_pictures(self, archive: Archive) -> None:
        """A removed photo can be brought back as long as the store is open; then its bytes may go."""
        used = {one.picture for _, one in archive.all_of(Kind.FIGURE) if isinstance(one, Figure)}
        unused = [key for key, _ in archive.all_of(Kind.PICTURE) if key[0] not in used]
        for key in unused:
            archive.put(Kind.PICTURE, key, None)
        if unused:
            changes = [FieldChange(Kind.PICTURE, key, None, None) for key in unused]
            with naming_failures(self.path), self._lock, self._engine.begin() as connection:
                _write_changes(connection, Kind.PICTURE, changes)

    def commit(self, edit: Edit) -> None:
        """Write an edit and its history line in one transaction; UserError leaves all as it was."""
        with naming_failures(self.path), self._lock, self._engine.begin() as connection:
            number = connection.execute(
                schema.edits.insert().values(at=edit.at or _now(), actor=edit.actor, title=edit.title)
            ).inserted_primary_key
            for kind in Kind:
                changes = [change for change in edit.changes if change.kind is kind]
                if changes:
                    _write_changes(connection, kind, changes)
            if edit.changes:
                connection.execute(
                    schema.edit_changes.insert(), _history_rows(number[0] if number else 0, edit.changes)
                )

    def history(self, kind: Kind, key: tuple[str, ...], most: int = 50) -> list[dict[str, Any]]:
        """What happened to one thing, newest first: at, actor, title, before, after."""
        changes, edits = schema.edit_changes, schema.edits
        asked = (
            select(edits.c.at, edits.c.actor, edits.c.title, changes.c.before, changes.c.after)
            .join(edits, edits.c.number == changes.c.edit)
            .where(changes.c.kind == kind.value, changes.c.key == _key_text(key))
            .order_by(changes.c.number.desc())
            .limit(most)
        )
        with naming_failures(self.path), self._lock, self._engine.connect() as connection:
            return [dict(row) for row in connection.execute(asked).mappings()]

    def edits_since(self, moment: str, most: int = 3000) -> list[Edit]:
        """The edits from a moment on (ISO form, as they are stamped), newest first, as they were made."""
        edits, changes = schema.edits, schema.edit_changes
        asked = select(edits).where(edits.c.at >= moment).order_by(edits.c.number.desc()).limit(most)
        with naming_failures(self.path), self._lock:
            self._check_open()
            with self._engine.connect() as connection:
                found = connection.execute(asked).all()
                oldest = min((row.number for row in found), default=0)
                inside = select(changes).where(changes.c.edit >= oldest).order_by(changes.c.number)
                made: dict[int, list[FieldChange]] = {}
                for row in connection.execute(inside) if found else ():
                    kind, key = Kind(row.kind), tuple(json.loads(row.key))
                    both = (reread(kind, key, row.before), reread(kind, key, row.after))
                    made.setdefault(row.edit, []).append(FieldChange(kind, key, *both))
        return [Edit(row.title, tuple(made.get(row.number, ())), row.actor, row.at) for row in found]

    def _check_open(self) -> None:
        """A connection made after closing would hold the file against the next window."""
        if self._closed:
            raise UserError("数据文件已经关闭", str(self.path), "请重新打开")

    def copy_to(self, target: Path) -> None:
        """Write all that is committed elsewhere as one file; UserError leaves that place as it was."""
        if reachable(target).exists() and reachable(target).samefile(reachable(self.path)):
            raise UserError("这就是正在用的数据文件", str(target), "副本请换一个文件名或文件夹")
        with naming_failures(target), self._lock:
            self._check_open()
            with self._engine.connect() as connection:
                copy_whole(_driver_of(connection), target)

    def back_up(self, what: str) -> None:
        """Keep a copy among the backups, as it is before `what`; nothing that fails here is raised."""
        with self._lock:
            if not self._closed:
                with self._engine.connect() as connection:
                    back_up_open(self.path, what, _driver_of(connection))

    def rest(self) -> None:
        """Fold the log into the file while nobody waits: a plain copy of it is then complete."""
        try:
            with self._lock:
                if not self._closed:
                    self._fold_log()
        except UserError as error:
            log.warning("the log was not folded: %s", error.what)

    @property
    def is_in_place(self) -> bool:
        """Whether the file at `path` is still the open one: somebody may have renamed or deleted it."""
        return self._closed or _file_at(self.path) == self._file

    def close(self) -> None:
        """Fold the log into the file, so that the closed store is one file."""
        with self._lock:
            self._closed = True
            try:
                self._fold_log("PRAGMA journal_mode = DELETE")
            finally:
                take_note_away(self.path)
                self._engine.dispose()

    def _fold_log(self, *then: str) -> None:
        """Write the log back into the file; outside any transaction."""
        with naming_failures(self.path), self._engine.connect() as connection:
            driver = _driver_of(connection)
            for command in ("PRAGMA wal_checkpoint(TRUNCATE)", *then):
                driver.execute(command)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        _kind: type[BaseException] | None,
        _error: BaseException | None,
        _trace: TracebackType | None,
    ) -> None:
        self.close()


def _driver_of(connection: Connection) -> sqlite3.Connection:
    return cast("sqlite3.Connection", connection.connection.driver_connection)


def _file_at(path: Path) -> tuple[int, int] | None:
    """Which file lies at a path, by the system's own numbers; None where there is none."""
    try:
        found = reachable(path).stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def _write_changes(connection: Connection, kind: Kind, changes: Iterable[FieldChange]) -> None:
    """Rows that exist afterwards are upserted, the others deleted; later changes win."""
    shelf = SHELVES[kind]
    last = {change.key: change.after for change in changes}
    kept = [
        dict(zip(shelf.keys, key, strict=True)) | shelf.write(thing)
        for key, thing in last.items()
        if thing is not None
    ]
    gone = [key for key, thing in last.items() if thing is None]
    if kept:
        names = [name for name in kept[0] if name not in shelf.keys]
        statement = insert(shelf.table)
        updated = {name: statement.excluded[name] for name in names}
        connection.execute(
            statement.on_conflict_do_update(index_elements=list(shelf.keys), set_=updated), kept
        )
    for key in gone:
        matches = [shelf.table.c[name] == part for name, part in zip(shelf.keys, key, strict=True)]
        connection.execute(delete(shelf.table).where(*matches))


def _history_rows(edit: int, changes: Iterable[FieldChange]) -> list[dict[str, Any]]:
    return [
        {
            "edit": edit,
            "kind": change.kind.value,
            "key": _key_text(change.key),
            "before": written(change.kind, change.before),
            "after": written(change.kind, change.after),
        }
        for change in changes
    ]


def _key_text(key: tuple[str, ...]) -> str:
    return json.dumps(list(key), ensure_ascii=False)


def _now() -> str:
    return datetime.now().astimezone().isoformat(timespec="seconds")


def _remove_unfinished(path: Path) -> None:
    path = reachable(path)
    for name in (path, path.with_name(path.name + "-wal"), path.with_name(path.name + "-journal")):
        name.unlink(missing_ok=True)
