"""What is understood of a found table: its lines with roles and labels, and what each axis carries."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from enum import StrEnum

from qdesk.model.period import Period, PeriodKind
from qdesk.model.table_layout import At
from qdesk.recognition.causes import Cause
from qdesk.recognition.grid import Grid
from qdesk.recognition.labels import LabelParts, LineRole, is_relative
from qdesk.recognition.school_terms import period_of_caption
from qdesk.recognition.table_region import TableRegion

SCHOOLS = "学校"
"""The breakdown whose members are schools."""


class Subject(StrEnum):
    """What the lines of an axis are."""

    PERIODS = "periods"
    INDICATORS = "indicators"
    MEMBERS = "members"
    ENTITIES = "entities"


@dataclass(frozen=True, slots=True)
class Candidate:
    """Something of the report that a name of the file may mean, with its likeness in per cent."""

    id: str
    name: str
    likeness: int


@dataclass
class UnderstoodLine:
    """A printed row or column: its place on the sheet, its labels from group to leaf, its role."""

    index: int
    labels: tuple[str, ...]
    role: LineRole
    parts: LabelParts
    parent: str = ""
    group: str = ""
    period: Period | None = None
    entity: str = ""
    candidates: tuple[Candidate, ...] = ()
    """Indicators that the line's name is only like, the likest first."""
    assigned: At | None = None
    """What the user said that the line is: an indicator, a member, a school."""
    own_label: bool = True
    """False where the label cell is shared with the line before it."""

    @property
    def label(self) -> str:
        """The label of the leaf itself."""
        return self.labels[-1] if self.labels else ""


@dataclass(frozen=True, slots=True)
class Owner:
    """The entity of a table: its id ("" is the report's own), its name, and a doubt about it."""

    entity: str = ""
    name: str = ""
    doubt: str = ""
    cause: Cause = Cause.OWNER


@dataclass
class UnderstoodTable:
    """A table with its axes understood; doubts are sentences for the user."""

    grid: Grid
    region: TableRegion
    number: str
    title: str
    columns: list[UnderstoodLine]
    rows: list[UnderstoodLine]
    row_subject: Subject = Subject.INDICATORS
    column_subject: Subject = Subject.PERIODS
    is_register: bool = False
    breakdown: str = ""
    owner: Owner = Owner()
    calendar: bool = False
    """Whether terms and days of counting are of calendar years."""
    undated: bool = False
    """Whether neither it nor the rest of the file says beyond doubt of which year it is."""
    doubts: list[str] = field(default_factory=list[str])

    def of_role(self, *roles: LineRole) -> list[UnderstoodLine]:
        """The columns of these roles."""
        return [column for column in self.columns if column.role in roles]

    @property
    def periods(self) -> set[Period]:
        """Every period that an axis names."""
        return {line.period for line in (*self.rows, *self.columns) if line.period}

    @property
    def caption_period(self) -> Period | None:
        """The period of all of it, which only its caption names: 表 3 2019年学生资助情况.

        （与 2018-2019 学年比较） names the year before.
        """
        beside = "" if "比" in self.region.subcaption else self.region.subcaption
        named = any(not is_relative(one) for one in self.periods)
        if named:
            return None
        texts = (self.title, beside, self.grid.name)
        found = (period_of_caption(text, calendar=self.calendar) for text in texts)
        return next((one for one in found if one is not None), None)

    @property
    def of_graduates(self) -> bool:
        """Whether a class of graduates says of which year it is: 2024届毕业生就业情况."""
        named = self.periods or ({self.caption_period} if self.caption_period else set[Period]())
        return bool(named) and all(one.kind is PeriodKind.GRADUATES for one in named)

    def settle_relative(self, year: int) -> None:
        """Give 本年 and 上年 their years, now that the file's own is known."""
        for line in (*self.rows, *self.columns):
            if line.period and is_relative(line.period):
                line.period = line.period.shift(year)


def current_year(tables: Collection[UnderstoodTable]) -> int | None:
    """The latest year that the tables of a file name; school years count by their end.

    Captions are asked where no row and no column names one.
    """
    named = [period for table in tables for period in table.periods if not is_relative(period)]
    named = named or [table.caption_period for table in tables]
    years = [period.year for period in named if period and period.kind is not PeriodKind.GRADUATES]
    return max(years, default=None)
