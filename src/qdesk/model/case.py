"""Cases (案例): a titled story in a section of a report, counted and listed by itself."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Case:
    """A case at its place in a section; `text` has a paragraph a line.

    `label` stands in place of the counted number (【案例分享】); "" for the report's way of counting.
    """

    id: str
    report: str
    section: str
    position: int
    title: str
    text: str = ""
    label: str = ""
