"""A standard (编写规范): one year's and one level's outline, tables and guidance."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from qdesk.model.entity import Level
from qdesk.model.table_layout import Layout


@dataclass(frozen=True, slots=True)
class StandardSection:
    """A section that the standard asks for; `length` is the usual number of characters."""

    id: str
    title: str
    guidance: str = ""
    length: tuple[int, int] | None = None
    tables: tuple[str, ...] = ()
    children: tuple[StandardSection, ...] = ()


@dataclass(frozen=True, slots=True)
class Standard:
    """A prescription with its source; `state` says how sure it is (seen, read, default)."""

    id: str
    name: str
    level: Level
    year: int
    source: str
    state: str
    outline: tuple[StandardSection, ...]
    tables: Mapping[str, Layout] = field(default_factory=dict[str, Layout])
    breakdowns: tuple[str, ...] = ()
    numbering: str = "decimal"

    def sections(self) -> Iterator[StandardSection]:
        """Every section, parents first."""
        return _walk(self.outline)

    def section(self, section_id: str) -> StandardSection | None:
        """The section of that id, or None."""
        return next((one for one in self.sections() if one.id == section_id), None)


def _walk(sections: tuple[StandardSection, ...]) -> Iterator[StandardSection]:
    for section in sections:
        yield section
        yield from _walk(section.children)
