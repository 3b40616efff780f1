"""The parts of a report as rows of the store and back: report, sections, tables, cases, front matter."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, cast

from qdesk.model.case import Case
from qdesk.model.entity import Level
from qdesk.model.figure import ChartKind, Figure
from qdesk.model.front_page import FrontPage
from qdesk.model.layout_form import (
    conventions_from_dict,
    conventions_to_dict,
    layout_from_text,
    layout_to_text,
)
from qdesk.model.numbering import Numbering
from qdesk.model.original import Original
from qdesk.model.period import Period, parse_period
from qdesk.model.report import Report, ReportTable, Section, SectionState, Status

Row = Mapping[str, Any]


def json_text(value: object) -> str:
    """A value as the store's JSON: compact, Chinese as it is."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def write_report(one: Report) -> dict[str, Any]:
    """A report as a row."""
    return {
        "entity": one.entity,
        "standard": one.standard,
        "level": one.level.value,
        "period": one.period.code,
        "title": one.title,
        "status": one.status.value,
        "prior_report": one.prior_report,
        "created": one.created,
        "conventions": json_text(conventions_to_dict(one.conventions)),
        "numbering": json_text(one.numbering.form),
        "style": one.style,
    }


def read_report(row: Row) -> Report:
    """A row as a report."""
    return Report(
        id=row["id"],
        entity=row["entity"],
        standard=row["standard"],
        level=Level(row["level"]),
        period=cast("Period", parse_period(row["period"])),
        title=row["title"],
        status=Status(row["status"]),
        prior_report=row["prior_report"],
        created=row["created"],
        conventions=conventions_from_dict(json.loads(row["conventions"])),
        numbering=Numbering(**json.loads(row["numbering"])),
        style=row["style"],
    )


def write_section(one: Section) -> dict[str, Any]:
    """A section as a row."""
    return {
        "report": one.report,
        "parent": one.parent,
        "position": one.position,
        "title": one.title,
        "origin": one.origin,
        "state": one.state.value,
        "reason": one.reason,
        "numbering": one.numbering,
        "annex": int(one.annex),
        "prior": json_text(one.prior),
        "parts": json_text(one.order),
    }


def read_section(row: Row) -> Section:
    """A row as a section."""
    return Section(
        row["id"],
        row["report"],
        row["parent"],
        row["position"],
        row["title"],
        row["origin"],
        SectionState(row["state"]),
        row["reason"],
        row["numbering"],
        bool(row["annex"]),
        tuple(json.loads(row["prior"])),
        tuple(json.loads(row["parts"])),
    )


def write_table(one: ReportTable) -> dict[str, Any]:
    """A table as a row."""
    return {
        "report": one.report,
        "section": one.section,
        "position": one.position,
        "layout": layout_to_text(one.layout),
        "adopted": int(one.adopted),
    }


def read_table(row: Row) -> ReportTable:
    """A row as a table."""
    layout = layout_from_text(row["layout"])
    adopted = bool(row["adopted"])
    return ReportTable(row["id"], row["report"], row["section"], row["position"], layout, adopted)


def write_case(one: Case) -> dict[str, Any]:
    """A case as a row."""
    return {
        "report": one.report,
        "section": one.section,
        "position": one.position,
        "title": one.title,
        "label": one.label,
        "body": one.text,
    }


def read_case(row: Row) -> Case:
    """A row as a case."""
    return Case(
        row["id"], row["report"], row["section"], row["position"], row["title"], row["body"], row["label"]
    )


def write_figure(one: Figure) -> dict[str, Any]:
    """A figure as a row."""
    form = {
        "table": one.table,
        "kind": one.kind.value,
        "rows": one.rows,
        "columns": one.columns,
        "by_rows": one.by_rows,
        "labels": one.labels,
        **({"picture": one.picture, "half": one.half} if one.picture else {}),
    }
    return {
        "report": one.report,
        "section": one.section,
        "position": one.position,
        "title": one.title,
        "form": json_text(form),
    }


def read_figure(row: Row) -> Figure:
    """A row as a figure."""
    form = json.loads(row["form"])
    return Figure(
        row["id"],
        row["report"],
        row["section"],
        row["position"],
        row["title"],
        form["table"],
        ChartKind(form["kind"]),
        tuple(form["rows"]),
        tuple(form["columns"]),
        form["by_rows"],
        form["labels"],
        form.get("picture", ""),
        form.get("half", False),
    )


def picture_line(one: Original) -> dict[str, Any]:
    """What the history says of a picture: its key names its bytes already."""
    return {"name": one.name, "media_type": one.media_type, "width": one.width, "height": one.height}


def write_picture(one: Original) -> dict[str, Any]:
    """A picture as a row, bytes and all."""
    return {**picture_line(one), "content": one.content()}


def read_picture(row: Row) -> Original:
    """A row as a picture; its bytes are a function that reads them."""
    return Original(row["id"], row["name"], row["media_type"], row["width"], row["height"], row["content"])


def write_front_page(one: FrontPage) -> dict[str, Any]:
    """A page of the front matter as a row."""
    return {
        "position": one.position,
        "name": one.name,
        "shown": int(one.shown),
        "fields": json_text(dict(one.fields)),
        "body": one.text,
    }


def read_front_page(row: Row) -> FrontPage:
    """A row as a page of the front matter."""
    fields = json.loads(row["fields"])
    return FrontPage(
        row["report"], row["id"], row["position"], row["name"], bool(row["shown"]), fields, row["body"]
    )
