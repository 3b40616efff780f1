"""A document as it came back: its parts in order, with the marks that an export put on them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


def _no_places() -> dict[str, tuple[int, int]]:
    return {}


@dataclass(frozen=True, slots=True)
class ReturnedParagraph:
    """A paragraph as it prints, tracked changes accepted.

    `level` is that of a heading, 0 for other text, -1 for a line of the contents. `style` is the name of
    its style. `marks` says from where to where in the text each mark of the export reaches. `comments` are
    the ids of the comments set on it, with the words that they are set on.
    """

    text: str
    level: int = 0
    style: str = ""
    marks: Mapping[str, tuple[int, int]] = field(default_factory=_no_places)
    comments: tuple[tuple[str, str], ...] = ()
    listed: str = ""
    """An item of a list: "-" with a sign, "1" with a number."""


@dataclass(frozen=True, slots=True)
class ReturnedTable:
    """A table as a grid of texts; a merged cell stands at each place that it covers."""

    grid: tuple[tuple[str, ...], ...]
    comments: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class ReturnedComment:
    """What somebody wrote in the margin; `at` is ISO time, "" where the document does not say."""

    id: str
    author: str
    at: str
    text: str


@dataclass(frozen=True, slots=True)
class ReturnedDocument:
    """The parts in order; `export` names the export that it is of, "" where it bears no mark."""

    export: str
    parts: tuple[ReturnedParagraph | ReturnedTable, ...]
    comments: tuple[ReturnedComment, ...] = ()
