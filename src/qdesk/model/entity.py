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
    """A reporting unit; `parent` is the city a school belongs to, "" for the store's own."""

    id: str
    name: str
    level: Level = Level.SCHOOL
    parent: str = ""
    aliases: tuple[str, ...] = ()
    position: int = 0


@dataclass(frozen=True, slots=True)
class Member:
    """An element of a breakdown (专业, 专业类别, 年级); a former name stays as an alias."""

    id: str
    breakdown: str
    name: str
    aliases: tuple[str, ...] = ()
    position: int = 0
