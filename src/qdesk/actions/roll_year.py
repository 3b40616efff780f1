"""Rolling forward: the next period's report, with current values standing as prior ones."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from uuid import uuid4

from qdesk.actions.workspace import Workspace, now
from qdesk.errors import UserError
from qdesk.model.archive import Archive
from qdesk.model.axis import leaves
from qdesk.model.edit import Edit, FieldChange, Kind
from qdesk.model.front_page import FrontKind, FrontPage
from qdesk.model.period import Period
from qdesk.model.register import Record
from qdesk.model.report import IN_TRAY, Report, ReportTable, Section, SectionState
from qdesk.model.section_parts import renamed_order
from qdesk.model.table_layout import CellText, Layout, LayoutKind
from qdesk.model.value import MISSING


def roll_edit(workspace: Workspace, to: Period) -> Edit:
    """The edit that makes the report of the next period out of the open one.

    Outline and tables are taken over, values are not copied: the same observations are read as
    prior values, so a later correction of last year shows here as well. Texts stay with the old
    report, where the desk shows them beside the new. Raises UserError for a wrong period.
    """
    archive, old = workspace.archive, workspace.report
    if to.kind is not old.period.kind:
        raise UserError(f"原报告按 {old.period.title} 编写，不能滚动到 {to.title}", remedy="请使用同一种年度")
    if to.year <= old.period.year:
        raise UserError(f"{to.title} 不在 {old.period.title} 之后", remedy="请选择后面的年度")
    for report in archive.reports:
        if report.period == to and report.entity == old.entity:
            raise UserError(f"{to.title} 的报告已经有了", remedy="请直接打开它，上年数值会随更正自动更新")
    new = replace(old, id=uuid4().hex, period=to, prior_report=old.id, created=now())
    changes = [FieldChange(Kind.REPORT, (new.id,), None, new)]
    changes += _outline_changes(archive, old, new)
    changes.append(workspace.open_report_change(new.id))
    return Edit(f"滚动到 {to.title}", tuple(changes))


def _outline_changes(archive: Archive, old: Report, new: Report) -> list[FieldChange]:
    renewed: dict[str, str] = {section.id: uuid4().hex for section in archive.sections(old.id)}
    named: dict[str, str] = {}
    changes: list[FieldChange] = []
    for table in archive.tables(old.id):
        made_changes = _table_changes(archive, table, new, renewed)
        named[table.id] = made_changes[0].key[0]
        changes += made_changes
    for figure in archive.figures(old.id):
        if figure.picture:
            continue  # photos show the year that they were taken in
        made_figure = replace(
            figure,
            id=uuid4().hex,
            report=new.id,
            section=renewed.get(figure.section, IN_TRAY),
            table=named.get(figure.table, ""),
        )
        named[figure.id] = made_figure.id
        changes.append(FieldChange(Kind.FIGURE, (made_figure.id,), None, made_figure))
    for section in archive.sections(old.id):
        lasting = section.state in (SectionState.NOT_APPLICABLE, SectionState.REMOVED)
        made: Section = replace(
            section,
            id=renewed[section.id],
            report=new.id,
            parent=renewed.get(section.parent, ""),
            origin=section.origin or section.id,
            state=section.state if lasting else SectionState.OPEN,
            prior=(section.id,),
            order=renamed_order(section.order, named),
        )
        changes.append(FieldChange(Kind.SECTION, (made.id,), None, made))
    for page in archive.front_pages(old.id):
        made_page = _renewed_page(page, new)
        changes.append(FieldChange(Kind.FRONT_PAGE, (new.id, page.id), None, made_page))
    return changes


def _renewed_page(page: FrontPage, new: Report) -> FrontPage:
    """A page of the front matter for another year: years and dates are asked anew, names stay."""
    fields = {name: "" if any(map(str.isdigit, value)) else value for name, value in page.fields.items()}
    text = "" if page.kind is FrontKind.PREFACE else page.text
    return replace(page, report=new.id, fields=fields, text=text)


def _table_changes(
    archive: Archive, table: ReportTable, new: Report, renewed: dict[str, str]
) -> list[FieldChange]:
    made_id = uuid4().hex
    made = replace(
        table,
        id=made_id,
        report=new.id,
        section=renewed.get(table.section, IN_TRAY),
        layout=replace(table.layout, id=made_id, cells=lasting_cells(table.layout)),
    )
    changes = [FieldChange(Kind.TABLE, (made_id,), None, made)]
    if table.layout.kind is LayoutKind.REGISTER:
        records = shifted_records(table.layout, archive.records(table.id))
        if records:
            changes.append(FieldChange(Kind.RECORDS, (made_id,), None, records))
    return changes


def lasting_cells(layout: Layout) -> dict[tuple[str, str], CellText]:
    """Texts put in place of single cells, but for those that hold last year's numbers."""
    return {place: cell for place, cell in layout.cells.items() if not any(map(str.isdigit, cell.text))}


def shifted_records(layout: Layout, records: Sequence[Record]) -> tuple[Record, ...]:
    """Last year's side of a paired register filled from this year's; other fields are kept.

    In a register without years every record is carried over, to be gone through by the user.
    """
    fields = [leaf.line.id for leaf in leaves(layout.columns)]
    moved = {
        f"{name}@-1": one
        for one in fields
        if (name := one.removesuffix("@0")) != one and f"{name}@-1" in fields
    }
    shifted: list[Record] = []
    for record in records:
        kept = {name: value for name, value in record.fields.items() if name not in moved.values()}
        for prior, current in moved.items():
            kept.pop(prior, None)
            if current in record.fields:
                kept[prior] = record.fields[current]
        shifted.append(Record(uuid4().hex, kept))
    return tuple(one for one in shifted if _says_something(one, moved))


def _says_something(record: Record, moved: Mapping[str, str]) -> bool:
    """A record whose year has gone without a successor has nothing left to stand for."""
    if moved:
        return any(record.fields.get(prior, MISSING) != MISSING for prior in moved)
    return any(value != MISSING for value in record.fields.values())
