"""Observations (数据): one value at one place, with the claims that compete for it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from qdesk.model.value import Value

WHOLE = ""
"""The member that stands for the whole."""

ANY_MEMBER = "*"
"""In a key that was read: whichever members have a value."""


class Key(NamedTuple):
    """The place of a value; `member` "" is the whole, `period` is "" for a timeless indicator."""

    entity: str
    indicator: str
    member: str
    period: str


@dataclass(frozen=True, slots=True)
class Source:
    """Where a claim comes from: kind (typed, pasted, imported, rolled, converted, sample) and place.

    `place` is for people: "质量年报.xlsx › 表 2 › B5".
    """

    kind: str
    place: str = ""


@dataclass(frozen=True, slots=True)
class Claim:
    """One statement of a value: what, from where, in which report, by whom, when (ISO time)."""

    value: Value
    source: Source
    report: str = ""
    actor: str = ""
    at: str = ""


@dataclass(frozen=True, slots=True)
class Observation:
    """The chosen claim first, the others behind it, newest first."""

    claims: tuple[Claim, ...]
    note: str = ""

    @property
    def chosen(self) -> Claim:
        """The claim that tables and sentences print."""
        return self.claims[0]

    @property
    def value(self) -> Value:
        """The chosen value."""
        return self.claims[0].value

    def with_claim(self, claim: Claim) -> Observation:
        """This observation with `claim` chosen; at most twelve earlier ones stay visible."""
        return Observation((claim, *self.claims[:12]), self.note)
