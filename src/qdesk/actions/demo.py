"""The sample school: two years of made-up data, for trying everything without fear."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

from qdesk.actions.edit_figures import new_figure, put_figure
from qdesk.actions.link_numbers import link_text
from qdesk.actions.new_report import new_store, period_from
from qdesk.actions.roll_year import roll_edit
from qdesk.actions.workspace import Workspace, now
from qdesk.errors import UserError
from qdesk.model.edit import Edit, FieldChange, Kind
from qdesk.model.entity import Member
from qdesk.model.observation import Claim, Key, Observation, Source
from qdesk.model.period import Period, parse_period
from qdesk.model.register import Record
from qdesk.model.report import ReportTable
from qdesk.model.table_layout import FieldType, Line, Stub, walk
from qdesk.model.value import Value, parse_value
from qdesk.places import templates_dir

_SAMPLE = "school.toml"


def create_demo(path: Path) -> Workspace:
    """A store at `path` with the sample school, its prior report and the current one open."""
    file = templates_dir() / "samples" / _SAMPLE
    form = tomllib.loads(file.read_text(encoding="utf-8"))
    prior, current = (period_from(one) for one in form["periods"])
    workspace = new_store(path, form["school"], form["standard"], prior)
    try:
        entity = workspace.report.entity
        workspace.do(Edit("填入示例数据", tuple(_data_changes(workspace, form, entity))))
        workspace.do(Edit("填入上年正文", tuple(_text_changes(workspace, form, prior))))
        workspace.do(roll_edit(workspace, current))
        workspace.do(Edit("填入本年正文", tuple(_text_changes(workspace, form, current))))
        workspace.do(Edit("填入登记表", tuple(_record_changes(workspace, form))))
        workspace.do(Edit("把正文里的数连到数据", tuple(_linked_texts(workspace))))
        for edit in _charts(workspace, form):
            workspace.do(edit)
    except BaseException:
        workspace.close()
        path.unlink(missing_ok=True)
        raise
    return workspace


def _data_changes(workspace: Workspace, form: dict[str, Any], entity: str) -> list[FieldChange]:
    archive = workspace.archive
    changes: list[FieldChange] = []
    for group in form.get("members", []):
        for position, name in enumerate(group["names"]):
            member = Member(name, group["breakdown"], name, (), position)
            changes.append(FieldChange(Kind.MEMBER, (member.breakdown, name), None, member))
    for entry in form["values"]:
        found = archive.catalogue.named(entry["indicator"])
        if len(found) != 1:
            raise UserError(f"示例数据里的指标“{entry['indicator']}”不在目录中", _SAMPLE, "请重新安装 qdesk")
        for period, text in entry["values"].items():
            kind = found[0].period_kind
            named: Period = period_from(period)
            code = "" if found[0].timeless else Period(kind or named.kind, named.year).code
            key = Key(entity, found[0].id, entry.get("member", ""), code)
            value: Value = parse_value(text).value
            claim = Claim(value, Source("sample"), at=now())
            changes.append(FieldChange(Kind.OBSERVATION, key, None, Observation((claim,))))
    return changes


def _text_changes(workspace: Workspace, form: dict[str, Any], period: Period) -> list[FieldChange]:
    report = workspace.report
    by_origin = {one.origin: one.id for one in workspace.archive.sections(report.id)}
    return [
        FieldChange(Kind.TEXT, (report.id, by_origin[entry["section"]]), None, entry["body"].strip())
        for entry in form.get("text", [])
        if parse_period(entry["period"]) == period and entry["section"] in by_origin
    ]


def _linked_texts(workspace: Workspace) -> Iterator[FieldChange]:
    """The prose of this year with the numbers linked that the data explain."""
    view = workspace.view()
    for heading in view.headings:
        section = heading.section.id
        text, count = link_text(view, view.text(section))
        if count:
            yield view.archive.change(Kind.TEXT, (view.report.id, section), text)


def _charts(workspace: Workspace, form: dict[str, Any]) -> Iterator[Edit]:
    """A chart of each table that the sample names."""
    for name in form.get("charts", []):
        view = workspace.view()
        table = next(one for one in view.tables if one.layout.source == name)
        edit = put_figure(view, new_figure(view, table))
        if edit is not None:
            yield edit


def _record_changes(workspace: Workspace, form: dict[str, Any]) -> list[FieldChange]:
    tables = {one.layout.source: one for one in workspace.archive.tables(workspace.report.id)}
    changes: list[FieldChange] = []
    for entry in form.get("records", []):
        table: ReportTable = tables[entry["table"]]
        fields = [
            line for line in walk(table.layout.columns) if not line.lines and line.stub is not Stub.SERIAL
        ]
        records = tuple(_record(fields, row) for row in entry["rows"])
        changes.append(workspace.archive.change(Kind.RECORDS, (table.id,), records))
    return changes


def _record(fields: list[Line], row: list[str]) -> Record:
    found: dict[str, Value | None] = {}
    for field, text in zip(fields, row, strict=True):
        if text == "^":
            found[field.id] = None
        elif text:
            found[field.id] = parse_value(text).value if field.field is FieldType.NUMBER else text
    return Record(uuid4().hex, found)
