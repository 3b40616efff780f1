"""What an export printed: kept, so that a document that comes back edited can be told from it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class TextOwner(StrEnum):
    """Whose prose a text is."""

    SECTION = "section"
    CASE = "case"


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
class Export:
    """One export of a report, in printed order; `at` is ISO time."""

    id: str
    report: str
    at: str
    file: str
    texts: tuple[ExportedText, ...]
    tables: tuple[ExportedTable, ...]
