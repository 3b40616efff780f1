"""What others see and say of a report as rows of the store and back: exports, comments, kept findings."""

from __future__ import annotations

import base64
import json
import zlib
from typing import Any

from qdesk.model.comment import Comment
from qdesk.model.exported import (
    Export,
    ExportedField,
    ExportedFront,
    ExportedLine,
    ExportedTable,
    ExportedText,
    TextOwner,
)
from qdesk.model.kept_finding import KeptFinding
from qdesk.storage.report_rows import Row, json_text


def write_export(one: Export) -> dict[str, Any]:
    """An export as a row; its form is deflated, most of it is text that the store has elsewhere too."""
    form = {
        "texts": [
            [
                text.owner,
                text.kind.value,
                text.title,
                text.level,
                [[line.printed, line.stored, line.numbers] for line in text.lines],
            ]
            for text in one.texts
        ],
        "tables": [
            [
                *(table.id, table.section, table.caption, table.grid),
                *(table.header_rows, table.label_columns, table.serial_columns),
            ]
            for table in one.tables
        ],
        "front": [
            [
                *(page.page, page.title, [[line.printed, line.stored, line.numbers] for line in page.lines]),
                [[each.name, each.printed, each.stored, each.line] for each in page.fields],
            ]
            for page in one.front
        ],
    }
    packed = base64.b64encode(zlib.compress(json_text(form).encode())).decode()
    return {"report": one.report, "at": one.at, "file": one.file, "form": packed}


def read_export(row: Row) -> Export:
    """A row as an export."""
    form = json.loads(zlib.decompress(base64.b64decode(row["form"])))
    texts = tuple(
        ExportedText(
            owner,
            TextOwner(kind),
            title,
            level,
            _lines(lines),
        )
        for owner, kind, title, level, lines in form["texts"]
    )
    tables = tuple(
        ExportedTable(
            *(name, section, caption, tuple(tuple(line) for line in grid)),
            *(heads, tuple(labels), tuple(serials)),
        )
        for name, section, caption, grid, heads, labels, serials in form["tables"]
    )
    front = tuple(  # exports of earlier versions have none
        ExportedFront(page, title, _lines(lines), tuple(ExportedField(*each) for each in fields))
        for page, title, lines, fields in form.get("front", ())
    )
    return Export(row["id"], row["report"], row["at"], row["file"], texts, tables, front)


def _lines(form: list[Any]) -> tuple[ExportedLine, ...]:
    return tuple(ExportedLine(printed, stored, tuple(numbers)) for printed, stored, numbers in form)


def write_comment(one: Comment) -> dict[str, Any]:
    """A comment as a row."""
    return {
        "report": one.report,
        "section": one.section,
        "author": one.author,
        "at": one.at,
        "quote": one.quote,
        "body": one.text,
        "done": int(one.done),
    }


def read_comment(row: Row) -> Comment:
    """A row as a comment."""
    return Comment(
        row["id"],
        row["report"],
        row["section"],
        row["author"],
        row["at"],
        row["quote"],
        row["body"],
        bool(row["done"]),
    )


def write_kept_finding(one: KeptFinding) -> dict[str, Any]:
    """A kept finding as a row."""
    return {"explanation": one.explanation, "actor": one.actor, "at": one.at}


def read_kept_finding(row: Row) -> KeptFinding:
    """A row as a kept finding."""
    return KeptFinding(row["report"], row["mark"], row["explanation"], row["actor"], row["at"])
