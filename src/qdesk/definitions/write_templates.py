"""Writes standards, tables and indicators as templates that the loaders read."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from qdesk.model.indicator import Aggregate, Indicator, IndicatorKind
from qdesk.model.layout_form import layout_to_dict
from qdesk.model.standard import FrontItem, Standard, StandardSection
from qdesk.model.table_layout import Layout

Form = dict[str, Any]


def standard_form(standard: Standard, tables: str) -> Form:
    """A standard as a template holds it; `tables` is the name of the file that holds its tables."""
    return {
        "id": standard.id,
        "name": standard.name,
        "level": standard.level.value,
        "year": standard.year,
        "source": standard.source,
        "state": standard.state,
        "numbering": standard.numbering.form,
        "breakdowns": list(standard.breakdowns),
        "tables": [tables],
        "entered": sorted(standard.entered),
        **({"case_length": standard.case_length} if standard.case_length is not None else {}),
        "front_matter": [_front_form(one) for one in standard.front_matter],
        "section": [_section_form(one) for one in standard.outline],
    }


def tables_form(layouts: Iterable[Layout]) -> Form:
    """Layouts as a table file holds them, written out in full."""
    return {"state": "default", "table": [{"full": True, **layout_to_dict(one)} for one in layouts]}


def indicators_form(indicators: Iterable[Indicator]) -> Form:
    """Indicators as an indicator file holds them."""
    return {"indicator": [_indicator_form(one) for one in indicators]}


def template_path(folder: Path, kind: str, name: str) -> Path:
    """Where a template of a kind (standards, tables, indicators) lies."""
    return folder / kind / f"{name}.toml"


def _section_form(one: StandardSection) -> Form:
    form: Form = {"id": one.id, "title": one.title, "state": one.state, "tables": list(one.tables)}
    if one.guidance:
        form["guidance"] = one.guidance
    if one.length:
        form["length"] = list(one.length)
    form |= {"cases": one.cases} if one.cases else {}
    form |= {"numbering": one.numbering} if one.numbering else {}
    form |= {"annex": True} if one.annex else {}
    if one.children:
        form["section"] = [_section_form(child) for child in one.children]
    return form


def _front_form(one: FrontItem) -> Form:
    form: Form = {"id": one.id, "name": one.name, "on": one.on, "state": one.state}
    form |= {"fields": list(one.fields)} if one.fields else {}
    form |= {name: text for name, text in (("text", one.text), ("guidance", one.guidance)) if text}
    return form | ({"length": list(one.length)} if one.length else {})


def _indicator_form(one: Indicator) -> Form:
    form: Form = {"code": one.id, "name": one.name, "state": one.state or "default"}
    optional: Form = {
        "unit": one.unit,
        "kind": one.kind.value if one.kind is not IndicatorKind.COUNT else "",
        "decimals": one.decimals,
        "aggregate": one.aggregate.value if one.aggregate is not Aggregate.SUM else "",
        "formula": str(one.formula) if one.formula else "",
        "compare": one.compare.value if one.compare else "",
        "against": one.against,
        "weight": one.weight,
        "timeless": one.timeless,
        "period": one.period_kind.value if one.period_kind else "",
        "aliases": list(one.aliases),
        "definition": one.definition,
        "reference_date": one.reference_date,
        "scope": one.scope,
        "department": one.department,
    }
    return form | {name: value for name, value in optional.items() if value not in (None, "", [], False)}
