"""A report (年度报告): entity, standard, periods, status, and its outline with texts and tables."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from qdesk.model.entity import Level
from qdesk.model.number_format import DEFAULT_CONVENTIONS, Conventions
from qdesk.model.numbering import DEFAULT_NUMBERING, Numbering
from qdesk.model.period import Period, PeriodKind
from qdesk.model.table_layout import Layout


class Status(StrEnum):
    """How far a report is."""

    DRAFT = "draft"
    REVIEW = "review"
    FINAL = "final"


STATUS_TITLES = {Status.DRAFT: "草稿", Status.REVIEW: "送审稿", Status.FINAL: "定稿"}


class SectionState(StrEnum):
    """What the user said of a section; everything else about it is computed.

    A removed section lies in the tray with all that is below it, until it is restored.
    """

    OPEN = "open"
    DONE = "done"
    NOT_APPLICABLE = "not_applicable"
    REMOVED = "removed"


UNNUMBERED = "none"
REPORT_STYLE = "report"
"""The look of a report unless another is chosen."""
IN_TRAY = ""
"""The section of a table or case that has no place in the outline."""


@dataclass(frozen=True, slots=True)
class Section:
    """A heading of a report's outline; `parent` "" is a chapter. `origin` is the standard's id.

    `numbering` "" follows the report's scheme, `UNNUMBERED` has no number, anything else is a pattern of
    its own (挑战 {n}). The tables of an `annex` are counted by themselves. `prior` are the ids of last
    year's sections that this one continues; where it is empty, the one of the same origin is meant.
    `order` names its parts in printed order where that is not the usual one (`model/section_parts.py`).
    """

    id: str
    report: str
    parent: str
    position: int
    title: str
    origin: str = ""
    state: SectionState = SectionState.OPEN
    reason: str = ""
    numbering: str = ""
    annex: bool = False
    prior: tuple[str, ...] = ()
    order: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ReportTable:
    """A data table placed in a section of a report."""

    id: str
    report: str
    section: str
    position: int
    layout: Layout
    adopted: bool = False
    """Whether an import has put its own lines in place of the standard's."""


@dataclass(frozen=True, slots=True)
class Report:
    """One report of one entity; `standard` is the id of the frame it follows, `style` that of its looks."""

    id: str
    entity: str
    standard: str
    level: Level
    period: Period
    title: str
    status: Status = Status.DRAFT
    prior_report: str = ""
    created: str = ""
    numbering: Numbering = DEFAULT_NUMBERING
    style: str = REPORT_STYLE
    conventions: Conventions = DEFAULT_CONVENTIONS

    def period_of(self, kind: PeriodKind | None, offset: int) -> Period:
        """The period of that kind that the report speaks of, shifted by `offset` years."""
        wanted = kind or self.period.kind
        return Period(wanted, self.period.year + offset)


def report_title(entity_name: str) -> str:
    """The usual title of a report."""
    return f"{entity_name}职业教育质量年度报告"
