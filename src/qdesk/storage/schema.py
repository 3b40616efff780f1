"""The tables of a store, newest version. Numbers are text: an exact decimal never becomes a float."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Index, Integer, LargeBinary, MetaData, Table, Text

APPLICATION_ID = 0x51445349
"""Marks a SQLite file as a qdesk store (PRAGMA application_id)."""

metadata = MetaData()


def _text(name: str, *, primary_key: bool = False) -> Column[str]:
    return Column(name, Text, primary_key=primary_key, nullable=False)


# The schema version stands in a table, so that the same upgrades can run on a server.
schema_version = Table("schema_version", metadata, Column("version", Integer, nullable=False))

settings = Table("settings", metadata, _text("name", primary_key=True), _text("value"))

entities = Table(
    "entities",
    metadata,
    _text("id", primary_key=True),
    _text("name"),
    _text("level"),
    _text("parent"),
    _text("aliases"),
    Column("position", Integer, nullable=False),
    Column("school_kind", Text, nullable=False, server_default=""),
    Column("region", Text, nullable=False, server_default=""),
)

members = Table(
    "members",
    metadata,
    _text("breakdown", primary_key=True),
    _text("id", primary_key=True),
    _text("name"),
    _text("aliases"),
    Column("position", Integer, nullable=False),
    Column("first_year", Integer),
    Column("last_year", Integer),
    sqlite_with_rowid=False,
)

indicators = Table("indicators", metadata, _text("id", primary_key=True), _text("name"), _text("form"))

reports = Table(
    "reports",
    metadata,
    _text("id", primary_key=True),
    _text("entity"),
    _text("standard"),
    _text("level"),
    _text("period"),
    _text("title"),
    _text("status"),
    _text("prior_report"),
    _text("created"),
    Column("conventions", Text, nullable=False, server_default="{}"),
    Column("numbering", Text, nullable=False, server_default="{}"),
    Column("style", Text, nullable=False, server_default="report"),
)

sections = Table(
    "sections",
    metadata,
    _text("id", primary_key=True),
    _text("report"),
    _text("parent"),
    Column("position", Integer, nullable=False),
    _text("title"),
    _text("origin"),
    _text("state"),
    _text("reason"),
    Column("numbering", Text, nullable=False, server_default=""),
    Column("annex", Integer, nullable=False, server_default="0"),
    Column("prior", Text, nullable=False, server_default="[]"),
    Column("parts", Text, nullable=False, server_default="[]"),
)

tables = Table(
    "tables",
    metadata,
    _text("id", primary_key=True),
    _text("report"),
    _text("section"),
    Column("position", Integer, nullable=False),
    _text("layout"),
    Column("adopted", Integer, nullable=False),
)

texts = Table(
    "texts",
    metadata,
    _text("report", primary_key=True),
    _text("section", primary_key=True),
    _text("body"),
    sqlite_with_rowid=False,
)

observations = Table(
    "observations",
    metadata,
    _text("entity", primary_key=True),
    _text("indicator", primary_key=True),
    _text("member", primary_key=True),
    _text("period", primary_key=True),
    _text("value"),
    _text("claims"),
    _text("note"),
    sqlite_with_rowid=False,
)

overrides = Table(
    "overrides",
    metadata,
    _text("table_id", primary_key=True),
    _text("row_id", primary_key=True),
    _text("column_id", primary_key=True),
    _text("value"),
    sqlite_with_rowid=False,
)

records = Table("records", metadata, _text("table_id", primary_key=True), _text("form"))

cases = Table(
    "cases",
    metadata,
    _text("id", primary_key=True),
    _text("report"),
    _text("section"),
    Column("position", Integer, nullable=False),
    _text("title"),
    _text("label"),
    _text("body"),
)

figures = Table(
    "figures",
    metadata,
    _text("id", primary_key=True),
    _text("report"),
    _text("section"),
    Column("position", Integer, nullable=False),
    _text("title"),
    _text("form"),
)

# The bytes stand last: what is read without them does not touch the pages that they fill.
pictures = Table(
    "pictures",
    metadata,
    _text("id", primary_key=True),
    _text("name"),
    _text("media_type"),
    Column("width", Integer, nullable=False),
    Column("height", Integer, nullable=False),
    Column("content", LargeBinary, nullable=False),
)

front_pages = Table(
    "front_pages",
    metadata,
    _text("report", primary_key=True),
    _text("id", primary_key=True),
    Column("position", Integer, nullable=False),
    _text("name"),
    Column("shown", Integer, nullable=False),
    _text("fields"),
    _text("body"),
    sqlite_with_rowid=False,
)

exports = Table(
    "exports",
    metadata,
    _text("id", primary_key=True),
    _text("report"),
    _text("at"),
    _text("file"),
    _text("form"),
)

comments = Table(
    "comments",
    metadata,
    _text("id", primary_key=True),
    _text("report"),
    _text("section"),
    _text("author"),
    _text("at"),
    _text("quote"),
    _text("body"),
    Column("done", Integer, nullable=False),
)

kept_findings = Table(
    "kept_findings",
    metadata,
    _text("report", primary_key=True),
    _text("mark", primary_key=True),
    _text("explanation"),
    _text("actor"),
    _text("at"),
    sqlite_with_rowid=False,
)

limits = Table("limits", metadata, _text("id", primary_key=True), _text("form"))

protocols = Table("protocols", metadata, _text("id", primary_key=True), _text("at"), _text("form"))

edits = Table(
    "edits",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=True),
    _text("at"),
    _text("actor"),
    _text("title"),
)

edit_changes = Table(
    "edit_changes",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("edit", Integer, ForeignKey("edits.number"), nullable=False),
    _text("kind"),
    _text("key"),
    Column("before", Text),
    Column("after", Text),
)
Index("edit_changes_by_key", edit_changes.c.kind, edit_changes.c.key)
