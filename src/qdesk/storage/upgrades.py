"""Numbered upgrades of the store's format: one small step a version, never edited again."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from sqlalchemy import Connection, text

from qdesk.errors import UserError
from qdesk.storage.schema import metadata

Step = Callable[[Connection], None]


def _add_member_years_and_conventions(connection: Connection) -> None:
    connection.execute(text("ALTER TABLE members ADD COLUMN first_year INTEGER"))
    connection.execute(text("ALTER TABLE members ADD COLUMN last_year INTEGER"))
    connection.execute(text("ALTER TABLE reports ADD COLUMN conventions TEXT NOT NULL DEFAULT '{}'"))


def _add_numbering_cases_front_matter_and_limits(connection: Connection) -> None:
    for command in (
        "ALTER TABLE entities ADD COLUMN school_kind TEXT NOT NULL DEFAULT ''",
        "ALTER TABLE entities ADD COLUMN region TEXT NOT NULL DEFAULT ''",
        "ALTER TABLE reports ADD COLUMN numbering TEXT NOT NULL DEFAULT '{}'",
        "UPDATE reports SET numbering = json_object('table', table_numbering || ' ')",
        "ALTER TABLE reports DROP COLUMN table_numbering",
        "ALTER TABLE reports ADD COLUMN style TEXT NOT NULL DEFAULT 'report'",
        "ALTER TABLE sections ADD COLUMN numbering TEXT NOT NULL DEFAULT ''",
        "ALTER TABLE sections ADD COLUMN annex INTEGER NOT NULL DEFAULT 0",
        "ALTER TABLE sections ADD COLUMN prior TEXT NOT NULL DEFAULT '[]'",
        """CREATE TABLE cases (
            id TEXT NOT NULL PRIMARY KEY, report TEXT NOT NULL, section TEXT NOT NULL,
            position INTEGER NOT NULL, title TEXT NOT NULL, label TEXT NOT NULL, body TEXT NOT NULL)""",
        """CREATE TABLE front_pages (
            report TEXT NOT NULL, id TEXT NOT NULL, position INTEGER NOT NULL, name TEXT NOT NULL,
            shown INTEGER NOT NULL, fields TEXT NOT NULL, body TEXT NOT NULL,
            PRIMARY KEY (report, id)) WITHOUT ROWID""",
        """CREATE TABLE figures (
            id TEXT NOT NULL PRIMARY KEY, report TEXT NOT NULL, section TEXT NOT NULL,
            position INTEGER NOT NULL, title TEXT NOT NULL, form TEXT NOT NULL)""",
        "CREATE TABLE limits (id TEXT NOT NULL PRIMARY KEY, form TEXT NOT NULL)",
    ):
        connection.exec_driver_sql(command)


def _add_exports_comments_and_kept_findings(connection: Connection) -> None:
    for command in (
        """CREATE TABLE exports (
            id TEXT NOT NULL PRIMARY KEY, report TEXT NOT NULL, at TEXT NOT NULL, file TEXT NOT NULL,
            form TEXT NOT NULL)""",
        """CREATE TABLE comments (
            id TEXT NOT NULL PRIMARY KEY, report TEXT NOT NULL, section TEXT NOT NULL, author TEXT NOT NULL,
            at TEXT NOT NULL, quote TEXT NOT NULL, body TEXT NOT NULL, done INTEGER NOT NULL)""",
        """CREATE TABLE kept_findings (
            report TEXT NOT NULL, mark TEXT NOT NULL, explanation TEXT NOT NULL, actor TEXT NOT NULL,
            at TEXT NOT NULL, PRIMARY KEY (report, mark)) WITHOUT ROWID""",
    ):
        connection.exec_driver_sql(command)


def _add_pictures(connection: Connection) -> None:
    connection.exec_driver_sql(
        """CREATE TABLE pictures (
            id TEXT NOT NULL PRIMARY KEY, name TEXT NOT NULL, media_type TEXT NOT NULL,
            width INTEGER NOT NULL, height INTEGER NOT NULL, content BLOB NOT NULL)"""
    )


def _add_order_of_parts(connection: Connection) -> None:
    connection.exec_driver_sql("ALTER TABLE sections ADD COLUMN parts TEXT NOT NULL DEFAULT '[]'")


STEPS: Sequence[Step] = (
    _add_member_years_and_conventions,
    _add_numbering_cases_front_matter_and_limits,
    _add_exports_comments_and_kept_findings,
    _add_pictures,
    _add_order_of_parts,
)
"""The first brings a store from version 1 to 2, and so on; an empty file starts with the newest."""

NEWEST = len(STEPS) + 1


def version_of(connection: Connection) -> int:
    """The store's format version; 0 for an empty file."""
    found = connection.execute(
        text("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'schema_version'")
    ).scalar()
    if not found:
        return 0
    return int(connection.execute(text("SELECT version FROM schema_version")).scalar() or 0)


def refuse_newer(version: int, known: int = NEWEST) -> None:
    """Raise UserError for a format that this program does not know yet."""
    if version > known:
        raise UserError(
            f"这个数据文件由更新版本的 qdesk 写成（格式 {version}，本程序只认到 {known}）",
            remedy="请先升级 qdesk 再打开，文件没有被改动",
        )


def upgrade(connection: Connection, steps: Sequence[Step] = STEPS) -> int:
    """Bring the store to the newest version inside the caller's transaction; returns the steps done.

    Raises UserError for a store that a newer program wrote.
    """
    version = version_of(connection)
    refuse_newer(version, len(steps) + 1)
    if version == 0:
        metadata.create_all(connection)
        version = NEWEST
        _record(connection, version)
    for number in range(version, len(steps) + 1):
        steps[number - 1](connection)
        _record(connection, number + 1)
    return len(steps) + 1 - version


def _record(connection: Connection, version: int) -> None:
    connection.execute(text("DELETE FROM schema_version"))
    connection.execute(text("INSERT INTO schema_version VALUES (:n)"), {"n": version})
