"""What an import would do, as data: tables, values, verdicts, and the choices made so far."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import Enum, StrEnum
from pathlib import Path

from qdesk.actions.import_texts import TextPreview
from qdesk.model.observation import Key
from qdesk.model.period import Period, PeriodKind
from qdesk.model.report import ReportTable
from qdesk.model.report_view import ReportView
from qdesk.model.table_layout import LayoutKind
from qdesk.model.value import MISSING, Value
from qdesk.recognition.grid import Grid
from qdesk.recognition.labels import find_period, is_relative
from qdesk.recognition.marks import Marks, Says
from qdesk.recognition.proposal import FileProposal, ReadValue, TableProposal


class Purpose(Enum):
    """What a file is read for: to take its numbers, to check what is printed, or to fill it.

    A form that is filled keeps its own names and units, and all of its tables are wanted.
    """

    TAKE = "take"
    CHECK = "check"
    FILL = "fill"


class Verdict(StrEnum):
    """What an imported value is to the store.

    CHANGED: this file said something else before. CONFLICT: what is stored comes from elsewhere
    (typed, another file, last year's report), so somebody has to choose.
    """

    NEW = "new"
    SAME = "same"
    CHANGED = "changed"
    CONFLICT = "conflict"
    COMPUTED = "computed"


@dataclass(slots=True)
class ImportedValue:
    """A read value with its place in the store and what stands there; `taken` is the choice."""

    read: ReadValue
    key: Key | None
    verdict: Verdict
    stored: Value | None = None
    stored_from: str = ""
    taken: bool = True

    @property
    def is_stored(self) -> bool:
        """Whether an import would store it."""
        return self.taken and self.verdict in (Verdict.NEW, Verdict.CHANGED, Verdict.CONFLICT)


@dataclass(slots=True)
class ImportedTable:
    """A proposed table and where it goes: a table of the report, or a new one in `section`."""

    proposal: TableProposal
    target: ReportTable | None
    section: str
    values: list[ImportedValue] = field(default_factory=list[ImportedValue])
    taken: bool = True
    scattered: bool = False
    """Whether all of its numbers belong to tables that the report has: it makes none of its own."""

    @property
    def sheet(self) -> str:
        """The sheet that it stands on."""
        return self.proposal.understood.grid.name

    @property
    def title(self) -> str:
        """Number and caption as in the file."""
        understood = self.proposal.understood
        return f"{understood.number} {understood.title}".strip()

    @property
    def name(self) -> str:
        """What the user sees it called: its title, or where it stands if it has none."""
        return self.title or f"没有表题（{self.sheet}）"

    @property
    def doubts(self) -> list[ReadValue]:
        """The values that a user should look at."""
        return [one.read for one in self.values if one.read.doubt]

    @property
    def asks_where(self) -> bool:
        """Whether tables of the report have captions only like its own, and nobody has said which it is."""
        said = self.proposal.understood.region.marks.table(Says.GOES_TO)
        return bool(self.proposal.candidates) and self.target is None and not self.scattered and said is None

    @property
    def is_register(self) -> bool:
        """Whether it is a list of records, which is taken or left as a whole."""
        return self.proposal.layout.kind is LayoutKind.REGISTER

    @property
    def takes_records(self) -> bool:
        """Whether its records would be stored."""
        told = [one for one in self.values if one.verdict in (Verdict.NEW, Verdict.CONFLICT)]
        return any(one.taken for one in told) or not self.values

    @property
    def waits(self) -> bool:
        """Whether nobody knows yet of which year or whose it is: so it makes no table of the report."""
        told = [
            one for one in self.values if one.verdict is not Verdict.COMPUTED and one.read.value != MISSING
        ]
        return bool(told) and all(one.read.cause.is_of_file and not one.taken for one in told)

    @property
    def conflicts(self) -> list[ImportedValue]:
        """The values that contradict what is stored."""
        return [one for one in self.values if one.verdict is Verdict.CONFLICT]


@dataclass(slots=True)
class ImportPreview:
    """Everything that an import would do; nothing is stored until `import_edit` is done.

    `grids` are the sheets as they stand, `marks` what the user said of them, `period` what the file
    calls the current one if the user said so. `remembered` counts the marks of earlier imports.
    """

    path: Path
    proposal: FileProposal
    tables: list[ImportedTable]
    view: ReportView
    grids: Sequence[Grid] = ()
    marks: Marks = field(default_factory=Marks)
    period: Period | None = None
    remembered: int = 0
    texts: TextPreview = field(default_factory=TextPreview)
    purpose: Purpose = Purpose.TAKE

    @property
    def as_printed(self) -> bool:
        """Whether a finished document is read to be checked, and nothing goes on with it."""
        return self.purpose is Purpose.CHECK

    @property
    def is_form(self) -> bool:
        """Whether a form is read to be filled."""
        return self.purpose is Purpose.FILL

    @property
    def name_period(self) -> Period | None:
        """The year in the file's name, where it is another one than the user said."""
        named, said = find_period(self.path.stem), self.period
        if named is None or said is None or is_relative(named):
            return None
        within = named.kind is PeriodKind.CALENDAR and said.kind is not PeriodKind.CALENDAR
        years = (said.year - 1, said.year) if within else (said.year,)
        return None if named.year in years else named

    def count(self, verdict: Verdict) -> int:
        """How many values of taken tables have a verdict."""
        return sum(one.verdict is verdict for table in self.tables if table.taken for one in table.values)

    def take_doubtful(self) -> None:
        """Take every doubtful value as it was read; conflicts stay as they were chosen."""
        for table in self.tables:
            for one in table.values:
                one.taken = one.taken or (bool(one.read.doubt) and one.verdict is not Verdict.CONFLICT)

    def choose_conflicts(self, *, take: bool) -> None:
        """Take all of the file's values where the store has others, or keep all that are stored."""
        for table in self.tables:
            for one in table.conflicts:
                one.taken = take

    @property
    def undecided(self) -> int:
        """How many doubtful values and conflicts of taken tables are not taken."""
        values = [one for table in self.tables if table.taken for one in table.values]
        return sum(map(is_open, values))


def is_open(one: ImportedValue) -> bool:
    """Whether a value waits for a choice: a doubtful one, or a conflict."""
    return not one.taken and (bool(one.read.doubt) or one.verdict is Verdict.CONFLICT)
