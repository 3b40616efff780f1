"""The protocol of an import: what was read, matched, new and left out, as it is kept and printed."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from qdesk.actions.import_questions import questions
from qdesk.actions.import_texts import ImportedText
from qdesk.actions.imported import ImportedTable, ImportedValue, ImportPreview, Verdict
from qdesk.actions.workspace import now
from qdesk.model.edit import Kind
from qdesk.model.entity import Entity, Level
from qdesk.model.period import Period
from qdesk.model.report_view import ReportView
from qdesk.model.value import Gap, Value, plain_text
from qdesk.recognition.owner import NEW_SCHOOL


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
    return {
        "at": now(),
        "file": preview.path.name,
        "counts": counts,
        "marks": preview.marks.form(),
        "questions": [
            {"cause": one.cause.value, "text": one.text, "values": len(one.values)}
            for one in questions(preview)
        ],
        "texts": [_text_form(preview, one) for one in preview.texts.sections],
        "pictures": preview.texts.pictures,
        "sheets": sheets,
    }


def _text_form(preview: ImportPreview, one: ImportedText) -> dict[str, Any]:
    heading = preview.view.heading(one.section)
    return {
        "heading": one.found.heading,
        "section": preview.view.title_of(heading) if heading else None,
        "characters": one.length,
        "likeness": one.likeness,
        "taken": one.taken and bool(one.found.paragraphs),
    }


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
    own = _own_name(view)
    names: Mapping[str, str] = {entity.id: entity.name for entity in view.archive.entities}
    return {
        "cell": read.cell,
        "raw": read.raw,
        "row": read.row,
        "parent": read.parent or None,
        "measure": read.printed or read.measure or None,
        "indicator": read.measure or None,
        "member": read.member or None,
        "entity": names.get(read.entity, read.entity.removeprefix(NEW_SCHOOL)) or own,
        "period": period if read.has_period else None,
        "value": value_form(read.value),
        "unit": read.unit or None,
        "doubtful": bool(read.doubt),
        "taken": one.taken,
        "stored": None if one.stored is None else value_form(one.stored),
        "reason": read.doubt or None,
        "verdict": one.verdict.value,
        "disagrees": read.disagrees or None,
    }


def _own_name(view: ReportView) -> str | None:
    """The bureau's name beside its schools'; a school's own report names nobody."""
    if view.report.level is not Level.CITY:
        return None
    own = view.archive.get(Kind.ENTITY, (view.report.entity,))
    return own.name if isinstance(own, Entity) else None


def value_form(value: Value) -> int | float | str | None:
    """A value as JSON has it: a number, a text, or null for any gap."""
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return None if isinstance(value, Gap) else plain_text(value)
