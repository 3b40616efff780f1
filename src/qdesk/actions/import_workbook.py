"""Importing a workbook: the one edit that brings in everything that a preview has taken."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from uuid import uuid4

from qdesk.actions.adopt_layout import adopted_layout
from qdesk.actions.import_memory import memory_change
from qdesk.actions.import_preview import told_fields
from qdesk.actions.import_protocol import import_protocol
from qdesk.actions.import_texts import text_changes
from qdesk.actions.imported import ImportedTable, ImportedValue, ImportPreview
from qdesk.actions.workspace import current_user, now
from qdesk.model.archive import Archive
from qdesk.model.edit import Edit, FieldChange, Kind
from qdesk.model.entity import Entity, Level, Member
from qdesk.model.observation import Claim, Key, Observation, Source
from qdesk.model.register import Record
from qdesk.model.report import Report, ReportTable
from qdesk.model.report_view import ReportView
from qdesk.model.table_layout import walk
from qdesk.model.value import Gap, fold_text
from qdesk.recognition.proposal import TableProposal


def import_edit(preview: ImportPreview, *, remember: bool = True, as_printed: bool = False) -> Edit:
    """The one edit that brings in everything taken, with the protocol of what was read.

    `remember` keeps what the user said of the file for the next one of the same make. `as_printed` keeps
    totals and changes that do not follow from their numbers as the file has them, typed over what follows.
    """
    view, archive = preview.view, preview.view.archive
    changes: dict[tuple[Kind, tuple[str, ...]], FieldChange] = {}

    def add(change: FieldChange) -> None:
        if change.before != change.after:
            changes[change.kind, change.key] = change

    numbers: list[str] = []
    positions: dict[str, int] = {}
    for table in preview.tables:
        if not table.taken or (table.waits and table.target is None):
            continue
        numbers.append(table.proposal.understood.number)
        _add_names(archive, table.proposal, add)
        _add_schools(view, table.proposal, changes, add)
        _add_table(view, table, positions, add)
        for one in table.values:
            if one.is_stored and one.key is not None:
                add(_value_change(preview, table, one, one.key))
            if as_printed and one.read.place and table.target:
                add(FieldChange(Kind.OVERRIDE, (table.target.id, *one.read.place), None, one.read.value))
    if not any(table.adopted for table in view.tables):
        add(_numbering_change(view, numbers))
    _add_texts(preview, changes, add)
    if remember and (kept := memory_change(preview)):
        add(kept)
    protocol = import_protocol(preview)
    key = (uuid4().hex,)
    add(FieldChange(Kind.PROTOCOL, key, None, protocol))
    return Edit(f"导入 {preview.path.name}", tuple(changes.values()))


def _add_texts(
    preview: ImportPreview,
    made: Mapping[tuple[Kind, tuple[str, ...]], FieldChange],
    add: Callable[[FieldChange], None],
) -> None:
    """The prose, in the report of its year; what was changed before it is changed further."""
    view = preview.view
    tables = list(view.archive.tables(view.report.id))
    now_known = {key[0]: change.after for (kind, key), change in made.items() if kind is Kind.TABLE}
    latest = [now_known.pop(one.id, one) for one in tables]
    current = [one for one in (*latest, *now_known.values()) if isinstance(one, ReportTable)]
    for change in text_changes(view, preview.texts, current):
        earlier = made.get((change.kind, change.key))
        if earlier is not None and isinstance(earlier.after, Report) and isinstance(change.after, Report):
            merged = replace(earlier.after, prior_report=change.after.prior_report)
            add(replace(change, after=merged))
        else:
            add(change)


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


def _add_schools(
    view: ReportView,
    proposal: TableProposal,
    made: Mapping[tuple[Kind, tuple[str, ...]], FieldChange],
    add: Callable[[FieldChange], None],
) -> None:
    """New schools, and the names that the file has for known ones."""
    archive = view.archive
    for school, name in proposal.schools.items():
        earlier = made.get((Kind.ENTITY, (school,)))
        known = earlier.after if earlier else archive.get(Kind.ENTITY, (school,))
        if isinstance(known, Entity):
            if name not in (known.name, *known.aliases):
                after = replace(known, aliases=(*known.aliases, name))
                add(archive.change(Kind.ENTITY, (school,), after))
            continue
        position = len(archive.entities) + sum(kind is Kind.ENTITY for kind, _ in made)
        fresh = Entity(school, name, Level.SCHOOL, view.report.entity, position=position)
        add(archive.change(Kind.ENTITY, (school,), fresh))


def _add_table(
    view: ReportView,
    table: ImportedTable,
    positions: dict[str, int],
    add: Callable[[FieldChange], None],
) -> None:
    archive, target = view.archive, table.target
    layout = table.proposal.layout
    if table.scattered:
        return
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
        known = replace(target, adopted=target.adopted or _holds_more(view, table, target))
        keeps = is_one_of_many(table) or (table.is_register and not table.takes_records)
        fresh = target.layout if keeps else adopted_layout(known, layout)
        add(archive.change(Kind.TABLE, (target.id,), replace(target, layout=fresh, adopted=True)))
        table.target = replace(target, layout=fresh)
    if table.is_register and table.takes_records and table.target:
        add(archive.change(Kind.RECORDS, (table.target.id,), _records(table)))


def _holds_more(view: ReportView, table: ImportedTable, target: ReportTable) -> bool:
    """Whether the report's table shows values that the file says nothing of: its lines must stay."""
    told = {one.key for one in table.values}
    shown = (cell.key for row in view.filled(target).grid for cell in row)
    return any(key is not None and key not in told and _is_told(view.archive, key) for key in shown)


def _is_told(archive: Archive, key: Key) -> bool:
    stored = archive.observation(key)
    return stored is not None and not isinstance(stored.value, Gap)


def is_one_of_many(table: ImportedTable) -> bool:
    """Whether a file holds one school's figures of a table that shows them all: only values are taken."""
    target = table.target
    if target is None or not table.proposal.understood.owner.entity:
        return False
    lines = (*walk(target.layout.rows), *walk(target.layout.columns))
    return any(line.entities or line.at.entity for line in lines)


def _records(table: ImportedTable) -> tuple[Record, ...]:
    """The file's records; a field that the report's register does not have is left out."""
    return tuple(Record(uuid4().hex, told_fields(one, table.target)) for one in table.proposal.records)


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
    before = view.report.numbering
    chosen = max(styles, key=styles.count) if styles else before.table
    after = replace(view.report, numbering=replace(before, table=chosen))
    return view.archive.change(Kind.REPORT, (view.report.id,), after)


def _numbering_of(number: str) -> str:
    if not number or number.startswith("附"):
        return ""
    space = " " if len(number) > 1 and number[1].isspace() else ""
    by_chapter = "-" in fold_text(number)
    return f"表{space}{'{c}-{n}' if by_chapter else '{n}'} "
