"""Comments (批注) that came along with a returned document, kept with their section until they are done."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Comment:
    """What somebody said of a place; `quote` are the words it was set on, `at` is ISO time."""

    id: str
    report: str
    section: str
    author: str
    at: str
    quote: str
    text: str
    done: bool = False
