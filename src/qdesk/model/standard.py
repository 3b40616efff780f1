"""A standard (编写规范): one year's and one level's outline, tables, guidance and front matter."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from qdesk.model.entity import Level
from qdesk.model.numbering import DEFAULT_NUMBERING, Numbering
from qdesk.model.table_layout import Layout

DEFAULT = "default"
"""The state of what no source prescribes: an editable default (默认，可改)."""

MAX_NAME = 60
"""So many characters the name of a standard or of a page of its front matter has at most."""


@dataclass(frozen=True, slots=True)
class StandardSection:
    """A section that the standard asks for; `length` is the usual number of characters.

    `state` says how sure title and place are: read in a rule, seen in reports, or default. `cases` is how
    many cases belong here; `numbering` and `annex` are as in `Section`.
    """

    id: str
    title: str
    guidance: str = ""
    length: tuple[int, int] | None = None
    tables: tuple[str, ...] = ()
    children: tuple[StandardSection, ...] = ()
    state: str = DEFAULT
    cases: int = 0
    numbering: str = ""
    annex: bool = False


@dataclass(frozen=True, slots=True)
class FrontItem:
    """A page or list before the first chapter (封面, 责任声明, 目录), in printed order.

    `on` is whether a new report has it, `fields` what is filled in on it, `text` what it says.
    """

    id: str
    name: str
    on: bool = True
    fields: tuple[str, ...] = ()
    text: str = ""
    guidance: str = ""
    length: tuple[int, int] | None = None
    state: str = DEFAULT


@dataclass(frozen=True, slots=True)
class Standard:
    """A prescription with its source; `state` says how sure it is (seen, read, default).

    `tables` are those that the outline places, `table_states` how sure each of them is.
    `entered` are ids of derived indicators that reports by this standard type in instead. `case_length` is
    how many characters a case may have, None where nothing says so.
    """

    id: str
    name: str
    level: Level
    year: int
    source: str
    state: str
    outline: tuple[StandardSection, ...]
    tables: Mapping[str, Layout] = field(default_factory=dict[str, Layout])
    breakdowns: tuple[str, ...] = ()
    numbering: Numbering = DEFAULT_NUMBERING
    table_states: Mapping[str, str] = field(default_factory=dict[str, str])
    front_matter: tuple[FrontItem, ...] = ()
    entered: frozenset[str] = frozenset()
    case_length: int | None = None

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
