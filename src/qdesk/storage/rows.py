"""Model objects as rows of the store and back, one shelf for each kind of thing."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from decimal import Decimal
from typing import Any

from sqlalchemy import Table

from qdesk.model.comparison import ChangeKind
from qdesk.model.edit import Kind
from qdesk.model.entity import Entity, Level, Member
from qdesk.model.formula import parse_formula
from qdesk.model.indicator import Aggregate, Indicator, IndicatorKind
from qdesk.model.limit import Limit
from qdesk.model.observation import Claim, Observation, Source
from qdesk.model.period import PeriodKind
from qdesk.model.register import Record
from qdesk.model.value import Value, decode_value, encode_value
from qdesk.storage import schema
from qdesk.storage.exchange_rows import (
    read_comment,
    read_export,
    read_kept_finding,
    write_comment,
    write_export,
    write_kept_finding,
)
from qdesk.storage.report_rows import (
    Row,
    json_text,
    picture_line,
    read_case,
    read_figure,
    read_front_page,
    read_picture,
    read_report,
    read_section,
    read_table,
    write_case,
    write_figure,
    write_front_page,
    write_picture,
    write_report,
    write_section,
    write_table,
)


@dataclass(frozen=True, slots=True)
class Shelf:
    """How one kind of thing lies in its table; `keys` are the columns of its key.

    `late` is a column that is read only when it is asked for: the thing gets a function instead.
    `told` is what the history of edits keeps of a thing, where that is not its whole row.
    """

    table: Table
    keys: tuple[str, ...]
    write: Callable[[Any], dict[str, Any]]
    read: Callable[[Row], object]
    late: str = ""
    told: Callable[[Any], dict[str, Any]] | None = None


def _write_entity(one: Entity) -> dict[str, Any]:
    return {
        "name": one.name,
        "level": one.level.value,
        "parent": one.parent,
        "aliases": json_text(one.aliases),
        "position": one.position,
        "school_kind": one.school_kind,
        "region": one.region,
    }


def _read_entity(row: Row) -> Entity:
    return Entity(
        row["id"],
        row["name"],
        Level(row["level"]),
        row["parent"],
        tuple(json.loads(row["aliases"])),
        row["position"],
        row["school_kind"],
        row["region"],
    )


def _write_member(one: Member) -> dict[str, Any]:
    return {
        "name": one.name,
        "aliases": json_text(one.aliases),
        "position": one.position,
        "first_year": one.first_year,
        "last_year": one.last_year,
    }


def _read_member(row: Row) -> Member:
    aliases = tuple(json.loads(row["aliases"]))
    return Member(
        row["id"],
        row["breakdown"],
        row["name"],
        aliases,
        row["position"],
        row["first_year"],
        row["last_year"],
    )


def indicator_to_text(one: Indicator) -> str:
    """An indicator as JSON text."""
    form = {
        "unit": one.unit,
        "kind": one.kind.value,
        "decimals": one.decimals,
        "aggregate": one.aggregate.value,
        "formula": str(one.formula) if one.formula else None,
        "compare": one.compare.value if one.compare else None,
        "against": one.against,
        "timeless": one.timeless,
        "period_kind": one.period_kind.value if one.period_kind else None,
        "aliases": list(one.aliases),
        "definition": one.definition,
        "reference_date": one.reference_date,
        "scope": one.scope,
        "department": one.department,
        "weight": one.weight,
        "state": one.state,
    }
    return json_text({name: value for name, value in form.items() if value not in (None, "", [], False)})


def _read_indicator(row: Row) -> Indicator:
    form = json.loads(row["form"])
    formula, compare, period = form.get("formula"), form.get("compare"), form.get("period_kind")
    return Indicator(
        id=row["id"],
        name=row["name"],
        unit=form.get("unit", ""),
        kind=IndicatorKind(form.get("kind", "count")),
        decimals=form.get("decimals"),
        aggregate=Aggregate(form.get("aggregate", "sum")),
        formula=parse_formula(formula, lambda name: name) if formula else None,
        compare=ChangeKind(compare) if compare else None,
        against=form.get("against"),
        timeless=form.get("timeless", False),
        period_kind=PeriodKind(period) if period else None,
        aliases=tuple(form.get("aliases", ())),
        definition=form.get("definition", ""),
        reference_date=form.get("reference_date", ""),
        scope=form.get("scope", ""),
        department=form.get("department", ""),
        weight=form.get("weight"),
        state=form.get("state", ""),
    )


_LIMIT_NUMBERS = ("minimum", "maximum", "usual")


def _write_limit(one: Limit) -> dict[str, Any]:
    form = {name: v for name, v in asdict(one).items() if name != "id" and v not in (None, "", ())}
    return {"form": json_text({name: str(v) if name in _LIMIT_NUMBERS else v for name, v in form.items()})}


def _read_limit(row: Row) -> Limit:
    form = json.loads(row["form"])
    numbers = {name: Decimal(form.pop(name)) for name in _LIMIT_NUMBERS if name in form}
    watched = tuple(form.pop("watched", ()))
    return Limit(id=row["id"], watched=watched, **numbers, **form)


def _write_observation(one: Observation) -> dict[str, Any]:
    claims = [
        [encode_value(c.value), c.source.kind, c.source.place, c.report, c.actor, c.at] for c in one.claims
    ]
    return {"value": encode_value(one.value), "claims": json_text(claims), "note": one.note}


def _read_observation(row: Row) -> Observation:
    claims = tuple(
        Claim(decode_value(value), Source(kind, place), report, actor, at)
        for value, kind, place, report, actor, at in json.loads(row["claims"])
    )
    return Observation(claims, row["note"])


def _write_override(value: Value) -> dict[str, Any]:
    return {"value": encode_value(value)}


def _write_records(found: tuple[Record, ...]) -> dict[str, Any]:
    form = [
        [one.id, {name: None if v is None else encode_value(v) for name, v in one.fields.items()}]
        for one in found
    ]
    return {"form": json_text(form)}


def _read_records(row: Row) -> tuple[Record, ...]:
    return tuple(
        Record(one, {name: None if v is None else decode_value(v) for name, v in fields.items()})
        for one, fields in json.loads(row["form"])
    )


SHELVES: Mapping[Kind, Shelf] = {
    Kind.SETTING: Shelf(schema.settings, ("name",), lambda text: {"value": text}, lambda r: r["value"]),
    Kind.ENTITY: Shelf(schema.entities, ("id",), _write_entity, _read_entity),
    Kind.MEMBER: Shelf(schema.members, ("breakdown", "id"), _write_member, _read_member),
    Kind.INDICATOR: Shelf(
        schema.indicators,
        ("id",),
        lambda one: {"name": one.name, "form": indicator_to_text(one)},
        _read_indicator,
    ),
    Kind.REPORT: Shelf(schema.reports, ("id",), write_report, read_report),
    Kind.SECTION: Shelf(schema.sections, ("id",), write_section, read_section),
    Kind.TABLE: Shelf(schema.tables, ("id",), write_table, read_table),
    Kind.TEXT: Shelf(schema.texts, ("report", "section"), lambda text: {"body": text}, lambda r: r["body"]),
    Kind.OBSERVATION: Shelf(
        schema.observations,
        ("entity", "indicator", "member", "period"),
        _write_observation,
        _read_observation,
    ),
    Kind.OVERRIDE: Shelf(
        schema.overrides,
        ("table_id", "row_id", "column_id"),
        _write_override,
        lambda row: decode_value(row["value"]),
    ),
    Kind.RECORDS: Shelf(schema.records, ("table_id",), _write_records, _read_records),
    Kind.CASE: Shelf(schema.cases, ("id",), write_case, read_case),
    Kind.FRONT_PAGE: Shelf(schema.front_pages, ("report", "id"), write_front_page, read_front_page),
    Kind.FIGURE: Shelf(schema.figures, ("id",), write_figure, read_figure),
    Kind.PICTURE: Shelf(
        schema.pictures, ("id",), write_picture, read_picture, late="content", told=picture_line
    ),
    Kind.EXPORT: Shelf(schema.exports, ("id",), write_export, read_export),
    Kind.COMMENT: Shelf(schema.comments, ("id",), write_comment, read_comment),
    Kind.KEPT_FINDING: Shelf(schema.kept_findings, ("report", "mark"), write_kept_finding, read_kept_finding),
    Kind.LIMIT: Shelf(schema.limits, ("id",), _write_limit, _read_limit),
    Kind.PROTOCOL: Shelf(
        schema.protocols,
        ("id",),
        lambda form: {"at": form["at"], "form": json_text(form)},
        lambda row: json.loads(row["form"]),
    ),
}


def written(kind: Kind, thing: object | None) -> str | None:
    """A thing's row as text, for the history of edits; None where there was nothing."""
    shelf = SHELVES[kind]
    return None if thing is None else json_text((shelf.told or shelf.write)(thing))


def reread(kind: Kind, key: tuple[str, ...], text: str | None) -> object | None:
    """The thing that `written` put into the history; None where there was none, or not all of it was kept."""
    shelf = SHELVES[kind]
    if text is None or shelf.told is not None:
        return None
    try:
        return shelf.read({**dict(zip(shelf.keys, key, strict=True)), **json.loads(text)})
    except (KeyError, TypeError, ValueError):  # an older program wrote other columns
        return None
