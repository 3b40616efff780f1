"""What an import would do: every table, value and doubt of a file, before anything is stored."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from pathlib import Path

from qdesk.actions.read_source import read_source
from qdesk.errors import UserError
from qdesk.model.edit import Kind
from qdesk.model.entity import Entity, Level, Member
from qdesk.model.observation import Key
from qdesk.model.period import Period
from qdesk.model.report import ReportTable
from qdesk.model.report_view import ReportView
from qdesk.model.value import MISSING, Gap, Value, fold_text, plain_text
from qdesk.recognition.proposal import FileContext, FileProposal, ReadValue, TableProposal
from qdesk.recognition.propose import propose
from qdesk.recognition.school_names import school_key


class Verdict(StrEnum):
    """What an imported value is to the store."""

    NEW = "new"
    SAME = "same"
    CHANGED = "changed"
    COMPUTED = "computed"


@dataclass(slots=True)
class ImportedValue:
    """A read value with its place in the store and what stands there; `taken` is the choice."""

    read: ReadValue
    key: Key | None
    verdict: Verdict
    stored: Value | None = None
    taken: bool = True


@dataclass(slots=True)
class ImportedTable:
    """A proposed table and where it goes: a table of the report, or a new one in `section`."""

    proposal: TableProposal
    target: ReportTable | None
    section: str
    values: list[ImportedValue] = field(default_factory=list[ImportedValue])
    taken: bool = True

    @property
    def title(self) -> str:
        """Number and caption as in the file."""
        understood = self.proposal.understood
        return f"{understood.number} {understood.title}".strip()

    @property
    def doubts(self) -> list[ReadValue]:
        """The values that a user should look at."""
        return [one.read for one in self.values if one.read.doubt]


@dataclass(slots=True)
class ImportPreview:
    """Everything that an import would do; nothing is stored until `import_edit` is done."""

    path: Path
    proposal: FileProposal
    tables: list[ImportedTable]
    view: ReportView

    def count(self, verdict: Verdict) -> int:
        """How many values of taken tables have a verdict."""
        return sum(one.verdict is verdict for table in self.tables if table.taken for one in table.values)


def preview_import(
    view: ReportView,
    path: Path,
    period: Period | None = None,
    progress: Callable[[str], None] = lambda _: None,
) -> ImportPreview:
    """Read and understand a workbook or document against a report; nothing is changed.

    `period` is what the file calls the current one; without it the latest that it names.
    Raises UserError for a file that cannot be read or holds nothing recognisable.
    """
    grids = read_source(path, progress)
    context = _context(view, period)
    proposal = propose(grids, context, view.report.period.year, progress)
    if not proposal.tables:
        raise UserError("没有认出可以导入的表", path.name, "请检查文件：每张表要有表题、年度和行列标题")
    tables = _place_tables(view, proposal)
    for table in tables:
        for read in table.proposal.values:
            table.values.append(_weigh(view, proposal.current_year, read))
    return ImportPreview(path, proposal, tables, view)


def _context(view: ReportView, period: Period | None) -> FileContext:
    archive = view.archive
    members = {
        (one.breakdown, fold_text(name)): one.id
        for _, one in archive.all_of(Kind.MEMBER)
        if isinstance(one, Member)
        for name in (one.name, *one.aliases)
    }
    schools = [one for one in archive.entities if one.parent]
    entities = {school_key(name): one.id for one in schools for name in (one.name, *one.aliases)}
    layouts = tuple(table.layout for table in view.tables)
    year = period.year if period else None
    over_schools = view.report.level is Level.CITY
    own = archive.get(Kind.ENTITY, (view.report.entity,))
    names = (own.name, *own.aliases) if isinstance(own, Entity) else ()
    return FileContext(archive.catalogue, layouts, members, entities, year, over_schools, own_names=names)


def _place_tables(view: ReportView, proposal: FileProposal) -> list[ImportedTable]:
    """A table without its like in the report goes to the section of the one before it."""
    placed: list[ImportedTable] = []
    first = view.headings[0].section.id if view.headings else ""
    section = first
    for found in proposal.tables:
        target = view.table(found.match.layout.id) if found.match else None
        section = target.section if target else section
        placed.append(ImportedTable(found, target, section))
    return placed


def _weigh(view: ReportView, year: int, read: ReadValue) -> ImportedValue:
    if read.computed:
        return ImportedValue(read, None, Verdict.COMPUTED)
    if read.at is None:
        return ImportedValue(read, None, Verdict.NEW)  # a field of a register, kept with its record
    key = _key(view, year, read)
    stored = view.archive.observation(key)
    if stored is None:
        verdict = Verdict.SAME if read.value == MISSING else Verdict.NEW
        return ImportedValue(read, key, verdict)
    if _same(stored.value, read.value):
        return ImportedValue(read, key, Verdict.SAME, stored.value)
    if isinstance(read.value, Gap):
        # An empty cell in a file is no reason to forget a number.
        return ImportedValue(read, key, Verdict.SAME, stored.value, taken=False)
    if isinstance(stored.value, Gap):
        return ImportedValue(read, key, Verdict.NEW, stored.value)
    return ImportedValue(read, key, Verdict.CHANGED, stored.value)


def _same(stored: Value, read: Value) -> bool:
    if isinstance(stored, Decimal) and isinstance(read, Decimal):
        return stored == read
    return plain_text(stored) == plain_text(read)


def _key(view: ReportView, year: int, read: ReadValue) -> Key:
    indicator_id = (read.at.indicator if read.at else None) or ""
    indicator = view.archive.catalogue.get(indicator_id)
    if indicator is not None and indicator.timeless:
        period = ""
    else:
        kind = indicator.period_kind if indicator else None
        period = Period(kind or view.report.period.kind, year + read.offset).code
    return Key(read.entity or view.report.entity, indicator_id, read.member, period)
