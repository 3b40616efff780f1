"""Importing a workbook: first a preview of all that would happen, then one edit."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from enum import StrEnum
from pathlib import Path
from typing import Any
from uuid import uuid4

from qdesk.actions.adopt_layout import adopted_layout
from qdesk.actions.workspace import current_user, now
from qdesk.errors import UserError
from qdesk.excel.read_workbook import read_workbook
from qdesk.model.archive import Archive
from qdesk.model.axis import leaves
from qdesk.model.edit import Edit, FieldChange, Kind
from qdesk.model.entity import Member
from qdesk.model.observation import Claim, Key, Observation, Source
from qdesk.model.period import Period
from qdesk.model.register import Record
from qdesk.model.report import ReportTable
from qdesk.model.report_view import ReportView
from qdesk.model.table_layout import LayoutKind
from qdesk.model.value import MISSING, Gap, Value, fold_text, plain_text
from qdesk.recognition.proposal import FileContext, FileProposal, ReadValue, TableProposal
from qdesk.recognition.propose import propose


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
    """Read and understand a workbook against a report; nothing is changed.

    `period` is what the file calls the current one; without it the latest that it names.
    Raises UserError for a file that cannot be read or holds nothing recognisable.
    """
    grids = read_workbook(path, progress)
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
    entities = {
        fold_text(name): one.id for one in archive.entities if one.parent for name in (one.name, *one.aliases)
    }
    layouts = tuple(table.layout for table in view.tables)
    year = period.year if period else None
    return FileContext(archive.catalogue, layouts, members, entities, year)


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
    if read.at is None or read.computed:
        return ImportedValue(read, None, Verdict.COMPUTED)
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


def import_edit(preview: ImportPreview) -> Edit:
    """The one edit that brings in everything taken, with the protocol of what was read."""
    view, archive = preview.view, preview.view.archive
    changes: dict[tuple[Kind, tuple[str, ...]], FieldChange] = {}

    def add(change: FieldChange) -> None:
        if change.before != change.after:
            changes[change.kind, change.key] = change

    numbers: list[str] = []
    positions: dict[str, int] = {}
    for table in preview.tables:
        if not table.taken:
            continue
        numbers.append(table.proposal.understood.number)
        _add_names(archive, table.proposal, add)
        _add_table(view, table, positions, add)
        for one in table.values:
            if one.taken and one.key is not None and one.verdict in (Verdict.NEW, Verdict.CHANGED):
                add(_value_change(preview, table, one, one.key))
    if not any(table.adopted for table in view.tables):
        add(_numbering_change(view, numbers))
    protocol = import_protocol(preview)
    key = (uuid4().hex,)
    add(FieldChange(Kind.PROTOCOL, key, None, protocol))
    return Edit(f"导入 {preview.path.name}", tuple(changes.values()))


def _add_names(archive: Archive, proposal: TableProposal, add: Callable[[FieldChange], None]) -> None:
    for indicator in proposal.indicators:
        add(archive.change(Kind.INDICATOR, (indicator.id,), indicator))
    count = 0
    for breakdown, member, name in proposal.members:
        if archive.get(Kind.MEMBER, (breakdown, member)) is None:
            position = len(archive.members(breakdown)) + count
            count += 1
            add(
                archive.change(
                    Kind.MEMBER, (breakdown, member), Member(member, breakdown, name, (), position)
                )
            )


def _add_table(
    view: ReportView,
    table: ImportedTable,
    positions: dict[str, int],
    add: Callable[[FieldChange], None],
) -> None:
    archive, target = view.archive, table.target
    layout = table.proposal.layout
    if target is None:
        made_id = uuid4().hex
        used = [one.position for one in archive.tables(view.report.id) if one.section == table.section]
        position = positions.get(table.section, max(used, default=-1)) + 1
        positions[table.section] = position
        made = ReportTable(
            made_id, view.report.id, table.section, position, replace(layout, id=made_id), adopted=True
        )
        add(FieldChange(Kind.TABLE, (made_id,), None, made))
        table.target = made
    else:
        fresh = adopted_layout(target, layout)
        add(archive.change(Kind.TABLE, (target.id,), replace(target, layout=fresh, adopted=True)))
        table.target = replace(target, layout=fresh)
    if layout.kind is LayoutKind.REGISTER and table.target:
        add(archive.change(Kind.RECORDS, (table.target.id,), _records(table)))


def _records(table: ImportedTable) -> tuple[Record, ...]:
    """The file's records; a field that the report's register does not have is left out."""
    known = {leaf.line.id for leaf in leaves(table.target.layout.columns)} if table.target else set[str]()
    return tuple(
        Record(uuid4().hex, {name: value for name, value in one.fields.items() if name in known})
        for one in table.proposal.records
    )


def _value_change(preview: ImportPreview, table: ImportedTable, one: ImportedValue, key: Key) -> FieldChange:
    archive = preview.view.archive
    sheet = table.proposal.understood.grid.name
    source = Source("imported", f"{preview.path.name} › {sheet} › {one.read.cell}")
    claim = Claim(one.read.value, source, preview.view.report.id, current_user(), now())
    stored = archive.observation(key)
    after = Observation((claim,)) if stored is None else stored.with_claim(claim)
    return archive.change(Kind.OBSERVATION, key, after)


def _numbering_change(view: ReportView, numbers: list[str]) -> FieldChange:
    """The first import brings its way of numbering tables: 表 1, 表1 or 表 1-1."""
    styles = [style for number in numbers if (style := _numbering_of(number))]
    chosen = max(styles, key=styles.count) if styles else view.report.table_numbering
    after = replace(view.report, table_numbering=chosen)
    return view.archive.change(Kind.REPORT, (view.report.id,), after)


def _numbering_of(number: str) -> str:
    if not number or number.startswith("附"):
        return ""
    space = " " if len(number) > 1 and number[1].isspace() else ""
    by_chapter = "-" in fold_text(number)
    return f"表{space}{'{c}-{n}' if by_chapter else '{n}'}"


def import_protocol(preview: ImportPreview) -> dict[str, Any]:
    """What was read, matched, new and left out, as it is kept and printed."""
    ids = {id(one.proposal): one for one in preview.tables}
    sheets = [
        {
            "name": sheet.name,
            "state": sheet.state,
            "role": sheet.role,
            "tables": [_table_form(preview, ids[id(one)]) for one in sheet.tables],
            "left_out": [
                {"cell": one.cell, "text": one.text, "reason": one.reason} for one in sheet.left_out
            ],
        }
        for sheet in preview.proposal.sheets
    ]
    counts = {verdict.value: preview.count(verdict) for verdict in Verdict}
    return {"at": now(), "file": preview.path.name, "counts": counts, "sheets": sheets}


def _table_form(preview: ImportPreview, table: ImportedTable) -> dict[str, Any]:
    view = preview.view
    heading = view.heading(table.section)
    understood = table.proposal.understood
    return {
        "caption": f"{understood.number} {understood.title}".strip(),
        "section": heading.number if heading else "",
        "table": table.target.id if table.target else "",
        "matched": bool(table.proposal.match),
        "taken": table.taken,
        "records": [_record_form(preview, one) for one in table.values],
    }


def _record_form(preview: ImportPreview, one: ImportedValue) -> dict[str, Any]:
    read, view = one.read, preview.view
    period = Period(view.report.period.kind, preview.proposal.current_year + read.offset).code
    names: Mapping[str, str] = {entity.id: entity.name for entity in view.archive.entities}
    return {
        "cell": read.cell,
        "raw": read.raw,
        "row": read.row,
        "parent": read.parent or None,
        "measure": read.measure or None,
        "member": read.member or None,
        "entity": names.get(read.entity, read.entity) or None,
        "period": period if read.has_period else None,
        "value": value_form(read.value),
        "unit": read.unit or None,
        "doubtful": bool(read.doubt),
        "reason": read.doubt or None,
        "verdict": one.verdict.value,
        "disagrees": read.disagrees or None,
    }


def value_form(value: Value) -> int | float | str | None:
    """A value as JSON has it: a number, a text, or null for any gap."""
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return None if isinstance(value, Gap) else plain_text(value)
