"""What the recognition proposes for a file: layouts, values, new indicators and members."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from qdesk.model.indicator import Catalogue, Indicator
from qdesk.model.register import Record
from qdesk.model.table_layout import At, Layout
from qdesk.model.value import Value
from qdesk.recognition.causes import Cause
from qdesk.recognition.marks import Marks
from qdesk.recognition.matching import TableMatch
from qdesk.recognition.understood_table import Candidate, UnderstoodTable


@dataclass(frozen=True, slots=True)
class FileContext:
    """What is known before a file is read.

    `layouts` are the report's tables, `members` maps (breakdown, folded name) to a member id,
    `entities` maps folded names to entity ids. `current_year` is the year that the file calls
    the current one, None to take the latest that it names. `over_schools`: a bureau's report.
    """

    catalogue: Catalogue
    layouts: tuple[Layout, ...] = ()
    members: Mapping[tuple[str, str], str] = field(default_factory=dict[tuple[str, str], str])
    entities: Mapping[str, str] = field(default_factory=dict[str, str])
    current_year: int | None = None
    hinted_year: int | None = None
    """The year in the file's name, for tables that name none."""
    doubts_year: bool = False
    """Whether the file's name says another year than the user, for tables that name none."""
    take_all: bool = False
    """Whether the user has chosen the file for what it asks: no table of it is unrelated."""
    over_schools: bool = False
    by_calendar: bool = False
    """Whether the report goes by calendar years."""
    vocabulary: Mapping[str, str] = field(default_factory=dict[str, str])
    """Folded names of members (专业, 科目) and their breakdown: the store's, and those of the file."""
    terms: frozenset[str] = frozenset()
    """Pairs of signs that the names of the report's own subjects consist of."""
    marks: Marks = field(default_factory=Marks)
    """What the user said of the file's sheets."""
    own_names: tuple[str, ...] = ()
    """What the report's own unit is called."""
    headings: tuple[str, ...] = ()
    """What the report's sections are called."""
    as_printed: bool = False
    """Whether a finished document is read as it is, and not for a report that goes on with it."""


@dataclass(slots=True)
class ReadValue:
    """One value read from a cell; `at` is where it would be stored, None where it is not.

    `computed` values are worked out by the program: the file's own are only compared.
    """

    cell: str
    raw: str
    row: str
    parent: str
    measure: str
    member: str
    entity: str
    offset: int
    value: Value
    unit: str
    at: At | None = None
    computed: bool = False
    has_period: bool = True
    printed: str = ""
    """What the sheet itself calls the thing that is measured; `measure` is the indicator's name."""
    doubt: str = ""
    suggestion: str = ""
    """What the cell may be meant to hold, where it is doubtful: 94% for 0.94."""
    cause: Cause = Cause.CELL
    """What the doubt shares with those of other values, so that one answer settles all."""
    disagrees: str = ""
    place: tuple[str, str] | None = None
    """Row and column id of a computed cell whose file says another number."""


@dataclass(slots=True)
class TableProposal:
    """A found table as it would come into the report."""

    understood: UnderstoodTable
    layout: Layout
    match: TableMatch | None = None
    values: list[ReadValue] = field(default_factory=list[ReadValue])
    indicators: list[Indicator] = field(default_factory=list[Indicator])
    members: list[tuple[str, str, str]] = field(default_factory=list[tuple[str, str, str]])
    schools: dict[str, str] = field(default_factory=dict[str, str])
    """The name that the table gives each school, by id."""
    records: tuple[Record, ...] = ()
    candidates: tuple[Candidate, ...] = ()
    """Tables of the report whose captions are only like this one's."""


@dataclass(frozen=True, slots=True)
class LeftOutText:
    """Something on a sheet that was not read, and why."""

    cell: str
    text: str
    reason: str


@dataclass(slots=True)
class SheetProposal:
    """A sheet: its role is data, hidden, unrelated or empty."""

    name: str
    state: str
    role: str
    tables: list[TableProposal] = field(default_factory=list[TableProposal])
    left_out: list[LeftOutText] = field(default_factory=list[LeftOutText])


@dataclass(slots=True)
class FileProposal:
    """A whole file; `current_year` is the year that its tables call the current one."""

    sheets: list[SheetProposal]
    current_year: int
    year_named: bool = True
    """False where neither the file nor the user said which year is the current one."""

    @property
    def tables(self) -> list[TableProposal]:
        """Every proposed table in the order of the file."""
        return [table for sheet in self.sheets for table in sheet.tables]
