"""Front matter (前置部分): what stands before the first chapter, each page switched on or off."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class FrontKind(StrEnum):
    """What a page or list of the front matter is; the values are the ids in standards."""

    COVER = "cover"
    DECLARATION = "declaration"
    TEAM = "team"
    PREFACE = "preface"
    CONTENTS = "contents"
    TABLES = "list-of-tables"
    FIGURES = "list-of-figures"
    CASES = "list-of-cases"
    TEXT = "text"


def _no_fields() -> dict[str, str]:
    return {}


@dataclass(frozen=True, slots=True)
class FrontPage:
    """A page or list before the first chapter of a report; `id` is the standard's.

    `fields` are what is filled in on it by name, in printed order; an empty one prints what the report
    itself tells (cover) or a line to write on (declaration). `text` has a paragraph a line.
    """

    report: str
    id: str
    position: int
    name: str
    shown: bool = True
    fields: Mapping[str, str] = field(default_factory=_no_fields)
    text: str = ""

    @property
    def is_written(self) -> bool:
        """Whether somebody writes it; the cover, the contents and the lists make themselves."""
        made = (FrontKind.COVER, FrontKind.CONTENTS, FrontKind.TABLES, FrontKind.FIGURES, FrontKind.CASES)
        return self.kind not in made

    @property
    def kind(self) -> FrontKind:
        """What it is; an id that no kind has is a page of text."""
        try:
            return FrontKind(self.id)
        except ValueError:
            return FrontKind.TEXT
