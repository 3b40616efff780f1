"""What an export printed: kept, so that a document that comes back edited can be told from it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class TextOwner(StrEnum):
    """Whose prose a text is."""

    SECTION = "section"
    CASE = "case"
    FRONT = "front"
    """A page before the body; an export keeps those apart (`ExportedFront`)."""


@dataclass(frozen=True, slots=True)
class ExportedLine:
    """A printed paragraph of prose, and as the store kept it; `numbers` is what each of its links printed."""

    printed: str
    stored: str
    numbers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ExportedText:
    """The prose of a section or case under its printed title; paragraphs without letters are left out."""

    owner: str
    kind: TextOwner
    title: str
    level: int
    lines: tuple[ExportedLine, ...]


@dataclass(frozen=True, slots=True)
class ExportedTable:
    """A printed table, header rows included; a merged cell stands at each place that it covers.

    By the `label_columns` a row is known again; the `serial_columns` only count.
    """

    id: str
    section: str
    caption: str
    grid: tuple[tuple[str, ...], ...]
    header_rows: int = 1
    label_columns: tuple[int, ...] = (0,)
    serial_columns: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class ExportedField:
    """A field of a page before the body: what it printed, and what was filled in ("": it printed by itself).

    `line` is the line of the cover that it stands on; elsewhere its name stands before it.
    """

    name: str
    printed: str
    stored: str
    line: str = ""


@dataclass(frozen=True, slots=True)
class ExportedFront:
    """A page that somebody writes before the body: the cover, a statement, the team, a preface."""

    page: str
    title: str
    lines: tuple[ExportedLine, ...] = ()
    fields: tuple[ExportedField, ...] = ()


@dataclass(frozen=True, slots=True)
class Export:
    """One export of a report, in printed order; `at` is ISO time."""

    id: str
    report: str
    at: str
    file: str
    texts: tuple[ExportedText, ...]
    tables: tuple[ExportedTable, ...]
    front: tuple[ExportedFront, ...] = ()
