"""The sample school's figures as an archive, and the grids that its tables print."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from qdesk.definitions.library import Library, load_library
from qdesk.model.archive import Archive, ReportData
from qdesk.model.axis import leaves
from qdesk.model.edit import Kind
from qdesk.model.entity import Entity, Level, Member
from qdesk.model.filled_table import FilledTable, fill
from qdesk.model.observation import Claim, Key, Observation, Source
from qdesk.model.period import Period, PeriodKind
from qdesk.model.register import Record
from qdesk.model.report import Report
from qdesk.model.table_layout import FieldType, Layout, LayoutKind
from qdesk.model.value import Value, parse_value

TEMPLATES = Path(__file__).parents[2] / "templates"
SCHOOL = "school"
Form = dict[str, Any]


@cache
def library() -> Library:
    """Every template of the project."""
    return load_library(TEMPLATES)


@cache
def sample() -> Form:
    """The sample school's file."""
    return tomllib.loads((TEMPLATES / "samples" / "school.toml").read_text(encoding="utf-8"))


def sample_data() -> ReportData:
    """The sample school's report of 2019-2020, its values and records in place."""
    archive, form = Archive(), sample()
    for indicator in library().catalogue:
        archive.put(Kind.INDICATOR, (indicator.id,), indicator)
    archive.put(Kind.ENTITY, (SCHOOL,), Entity(SCHOOL, form["school"]))
    for group in form["members"]:
        for position, name in enumerate(group["names"]):
            member = Member(name, group["breakdown"], name, position=position)
            archive.put(Kind.MEMBER, (member.breakdown, name), member)
    for entry in form["values"]:
        (indicator,) = library().catalogue.named(entry["indicator"])
        for period, text in entry["values"].items():
            key = Key(SCHOOL, indicator.id, entry["member"], period)
            claim = Claim(parse_value(text).value, Source("sample"))
            archive.put(Kind.OBSERVATION, key, Observation((claim,)))
    tables = library().standard(form["standard"]).tables
    for entry in form["records"]:
        archive.put(Kind.RECORDS, (entry["table"],), _records(tables[entry["table"]], entry["rows"]))
    period = Period(PeriodKind.ACADEMIC, 2020)
    report = Report("report", SCHOOL, form["standard"], Level.SCHOOL, period, "示例")
    return ReportData(archive, report)


def fields(layout: Layout) -> list[str]:
    """The names of a register's fields in order."""
    return [leaf.line.id for leaf in leaves(layout.columns) if leaf.line.stub is None]


def _records(layout: Layout, rows: list[list[str]]) -> tuple[Record, ...]:
    assert layout.kind is LayoutKind.REGISTER
    texts = {leaf.line.id for leaf in leaves(layout.columns) if leaf.line.field is not FieldType.NUMBER}
    found: list[Record] = []
    for number, row in enumerate(rows):
        values: dict[str, Value | None] = {}
        for name, text in zip(fields(layout), row, strict=True):
            if text == "^":
                values[name] = None
            elif text:
                values[name] = text if name in texts else parse_value(text).value
        found.append(Record(f"r{number}", values))
    return tuple(found)


def filled(table: str, data: ReportData | None = None) -> FilledTable:
    """A table of the sample's standard, filled."""
    return fill(library().standard("school-2016").tables[table], data or sample_data())


def grid(table: str, data: ReportData | None = None) -> list[str]:
    """The printed rows, header first, cells parted by " | " and line breaks written as ⏎."""
    rows = filled(table, data).grid
    return [" | ".join(cell.text for cell in row).replace("\n", "⏎") for row in rows]
