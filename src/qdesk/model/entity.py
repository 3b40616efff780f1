"""Entities (单位): a school, or a city with its schools."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Level(StrEnum):
    """Who reports: one school, or a city over its schools."""

    SCHOOL = "school"
    CITY = "city"


@dataclass(frozen=True, slots=True)
class Entity:
    """A reporting unit; `parent` is the city a school belongs to, "" for the store's own.

    `school_kind` and `region` decide which limits hold for it; "" where nobody said so.
    """

    id: str
    name: str
    level: Level = Level.SCHOOL
    parent: str = ""
    aliases: tuple[str, ...] = ()
    position: int = 0
    school_kind: str = ""
    region: str = ""


@dataclass(frozen=True, slots=True)
class Member:
    """An element of a breakdown (专业, 专业类别, 年级); a former name stays as an alias.

    `first_year` and `last_year` are the years of the first and the last period in which it was
    offered (the year in which the period ends), None where nobody said so.
    """

    id: str
    breakdown: str
    name: str
    aliases: tuple[str, ...] = ()
    position: int = 0
    first_year: int | None = None
    last_year: int | None = None

    def is_offered(self, year: int) -> bool:
        """Whether it existed in the period that ends in `year`."""
        begun = self.first_year is None or self.first_year <= year
        return begun and (self.last_year is None or year <= self.last_year)
