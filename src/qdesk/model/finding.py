"""What a check reports: where, what stands there, what should, and why it matters."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """must: mend before handing in; look: probably wrong; note: worth knowing."""

    MUST = "must"
    LOOK = "look"
    NOTE = "note"


Source = tuple[str, str, int]
"""A value of the data: indicator, member, and how many years it is from the report's own."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding; `row` and `column` count in the printed table from 0, None for the whole.

    `quote` are the words of a text that it is about. With an `explanation` the user keeps what it is about.
    `source` is the value that stands at the cell, `against` the one that the finding goes by.
    """

    rule: str
    severity: Severity
    message: str
    section: str = ""
    table: str = ""
    row: int | None = None
    column: int | None = None
    found: str = ""
    expected: str = ""
    quote: str = ""
    explanation: str = ""
    source: Source | None = None
    against: Source | None = None
