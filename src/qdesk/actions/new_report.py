"""Starting a store and a report from a standard."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from uuid import uuid4

from qdesk.actions.library import library
from qdesk.actions.workspace import Workspace, now
from qdesk.errors import UserError
from qdesk.model.archive import Archive
from qdesk.model.edit import Edit, FieldChange, Kind
from qdesk.model.entity import Entity, Level
from qdesk.model.front_page import FrontPage
from qdesk.model.period import Period, PeriodKind, parse_period
from qdesk.model.report import Report, ReportTable, Section, report_title
from qdesk.model.standard import Standard, StandardSection
from qdesk.model.value import fold_text
from qdesk.model.year_labels import in_calendar_years, layout_in_calendar_years
from qdesk.storage.report_store import ReportStore


def period_from(text: str) -> Period:
    """The period that a user named; UserError shows how to write one."""
    period = parse_period(text)
    if period is None:
        raise UserError(f"看不懂年度“{text}”", remedy="请写成 2019-2020（学年）或 2019（年度）")
    return period


def new_store(
    path: Path, school: str, standard_id: str, period: Period, schools: Sequence[str] = ()
) -> Workspace:
    """Create a store with its first report and leave it open; nothing is left behind on failure."""
    name = school.strip()
    if not name:
        raise UserError("没有写单位名称", remedy="请填写学校或地区的全称")
    standard = library().standard(standard_id)
    store = ReportStore.create(path)
    try:
        workspace = Workspace(store, Archive())
        own = Entity(uuid4().hex, name, standard.level)
        changes = [FieldChange(Kind.ENTITY, (own.id,), None, own), *_schools(own, schools)]
        changes += _indicator_changes(standard)
        report, made = report_changes(own, standard, period)
        changes += [*made, workspace.open_report_change(report.id)]
        workspace.do(Edit(f"新建 {period.title}报告", tuple(changes)))
    except BaseException:
        store.close()
        path.unlink(missing_ok=True)
        raise
    return workspace


def _schools(own: Entity, names: Sequence[str]) -> list[FieldChange]:
    seen: set[str] = set()
    changes: list[FieldChange] = []
    for position, name in enumerate((one.strip() for one in names), 1):
        if name and fold_text(name) not in seen:
            seen.add(fold_text(name))
            school = Entity(uuid4().hex, name, Level.SCHOOL, own.id, position=position)
            changes.append(FieldChange(Kind.ENTITY, (school.id,), None, school))
    return changes


def _indicator_changes(standard: Standard) -> list[FieldChange]:
    """The catalogue is copied into the store, so that later templates never change old reports."""
    return [
        FieldChange(Kind.INDICATOR, (one.id,), None, replace(one, formula=None) if typed else one)
        for one in library().catalogue
        for typed in (one.id in standard.entered,)
    ]


def report_changes(entity: Entity, standard: Standard, period: Period) -> tuple[Report, list[FieldChange]]:
    """A new report by a standard: its sections and tables as changes."""
    report = Report(
        id=uuid4().hex,
        entity=entity.id,
        standard=standard.id,
        level=standard.level,
        period=period,
        title=report_title(entity.name),
        created=now(),
        numbering=standard.numbering,
    )
    changes = [FieldChange(Kind.REPORT, (report.id,), None, report)]
    changes += front_page_changes(report, standard)
    _add_sections(changes, report, standard, standard.outline, "")
    return report, changes


def front_page_changes(report: Report, standard: Standard) -> list[FieldChange]:
    """The front matter of a standard as the pages of a new report."""
    pages = (
        FrontPage(report.id, one.id, at, one.name, one.on, dict.fromkeys(one.fields, ""), one.text)
        for at, one in enumerate(standard.front_matter)
    )
    return [FieldChange(Kind.FRONT_PAGE, (one.report, one.id), None, one) for one in pages]


def standard_section(report: Report, one: StandardSection, parent: str, position: int) -> Section:
    """A section of a standard as one of a report."""
    calendar = report.period.kind is PeriodKind.CALENDAR
    return Section(
        uuid4().hex,
        report.id,
        parent,
        position,
        in_calendar_years(one.title) if calendar else one.title,
        one.id,
        numbering=one.numbering,
        annex=one.annex,
    )


def standard_table(
    report: Report, standard: Standard, table_id: str, section: str, position: int
) -> ReportTable:
    """A table of a standard at a place in a report."""
    layout = standard.tables[table_id]
    if report.period.kind is PeriodKind.CALENDAR:
        layout = layout_in_calendar_years(layout)
    made = uuid4().hex
    return ReportTable(made, report.id, section, position, replace(layout, id=made))


def _add_sections(
    changes: list[FieldChange],
    report: Report,
    standard: Standard,
    outline: Sequence[StandardSection],
    parent: str,
) -> None:
    for position, one in enumerate(outline):
        section = standard_section(report, one, parent, position)
        changes.append(FieldChange(Kind.SECTION, (section.id,), None, section))
        for place, table_id in enumerate(one.tables):
            table = standard_table(report, standard, table_id, section.id, place)
            changes.append(FieldChange(Kind.TABLE, (table.id,), None, table))
        _add_sections(changes, report, standard, one.children, section.id)
