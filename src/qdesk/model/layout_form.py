"""Layouts as plain dictionaries, for template files, the store and their exchange."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from qdesk.model.comparison import ChangeKind
from qdesk.model.number_format import DEFAULT_CONVENTIONS, Conventions, NumberStyle, Zeros
from qdesk.model.table_layout import (
    At,
    CellText,
    Change,
    Compute,
    FieldType,
    LabelPlace,
    Layout,
    LayoutKind,
    Line,
    Per,
    Stub,
    Total,
)

_AT_KEYS = ("entity", "indicator", "member", "period")


_ALWAYS = ("id", "caption", "columns")


def layout_to_text(layout: Layout) -> str:
    """The layout as JSON text, keys in a fixed order."""
    return json.dumps(layout_to_dict(layout), ensure_ascii=False, separators=(",", ":"))


def layout_from_text(text: str) -> Layout:
    """The layout that `layout_to_text` wrote."""
    return layout_from_dict(json.loads(text))


def layout_to_dict(layout: Layout) -> dict[str, Any]:
    """A dictionary of JSON types; defaults are left out."""
    form: dict[str, Any] = {
        "id": layout.id,
        "caption": layout.caption,
        "kind": layout.kind.value,
        "subcaption": layout.subcaption,
        "unit_line": layout.unit_line,
        "notes": list(layout.notes),
        "at": _at_to_dict(layout.at),
        "compare": layout.compare.value,
        "columns": [_line_to_dict(line) for line in layout.columns],
        "rows": [_line_to_dict(line) for line in layout.rows],
        "styles": _styles_to_dict(layout.styles),
        "change_styles": _styles_to_dict(layout.change_styles),
        "total_styles": _styles_to_dict(layout.total_styles),
        "cells": [[row, column, cell.text] for (row, column), cell in layout.cells.items()],
        "joined": [[*place, *size] for place, size in layout.joined.items()],
        "source": layout.source,
        "printed_number": layout.printed_number,
    }
    if layout.per_style:
        form["per_style"] = style_to_dict(layout.per_style)
    return {key: value for key, value in form.items() if key in _ALWAYS or value not in ("", [], {})}


def layout_from_dict(form: Mapping[str, Any]) -> Layout:
    """A layout from its dictionary; raises KeyError, TypeError or ValueError for a bad one."""
    per_style = form.get("per_style")
    return Layout(
        id=form["id"],
        caption=form.get("caption", ""),  # stores before it was always written lack an empty one
        columns=tuple(line_from_dict(line) for line in form["columns"]),
        rows=tuple(line_from_dict(line) for line in form.get("rows", ())),
        kind=LayoutKind(form.get("kind", "axes")),
        subcaption=form.get("subcaption", ""),
        unit_line=form.get("unit_line", ""),
        notes=tuple(form.get("notes", ())),
        at=At(**form.get("at", {})),
        compare=ChangeKind(form.get("compare", "difference")),
        styles=_styles_from_dict(form.get("styles", {})),
        change_styles=_styles_from_dict(form.get("change_styles", {})),
        total_styles=_styles_from_dict(form.get("total_styles", {})),
        per_style=style_from_dict(per_style) if per_style else None,
        cells={(row, column): CellText(text) for row, column, text in form.get("cells", ())},
        joined={(row, column): (down, right) for row, column, down, right in form.get("joined", ())},
        source=form.get("source", ""),
        printed_number=form.get("printed_number", ""),
    )


def _line_to_dict(line: Line) -> dict[str, Any]:
    form: dict[str, Any] = {"id": line.id, **_at_to_dict(line.at)}
    if line.label != "":
        form["label"] = "^" if line.label is None else line.label
    if line.lines:
        form["lines"] = [_line_to_dict(child) for child in line.lines]
    if line.compute:
        form["compute"] = _compute_to_dict(line.compute)
    if line.label_place is not LabelPlace.LABEL:
        form["label_place"] = line.label_place.value
    if line.stub:
        form["stub"] = line.stub.value
    if line.style:
        form["style"] = style_to_dict(line.style)
    form |= _field_to_dict(line)
    for name in ("level", "numbered", "serial", "unit", "of", "members", "entities"):
        if value := getattr(line, name):
            form[name] = value
    return form


def line_from_dict(form: Mapping[str, Any]) -> Line:
    """A line and those below it; the label "^" shares the cell before."""
    label = form.get("label", "")
    return Line(
        id=form["id"],
        label=None if label == "^" else label,
        at=At(**{key: form[key] for key in _AT_KEYS if key in form}),
        lines=tuple(line_from_dict(child) for child in form.get("lines", ())),
        compute=_compute_from_dict(form["compute"]) if "compute" in form else None,
        stub=Stub(form["stub"]) if "stub" in form else None,
        level=form.get("level", 0),
        numbered=form.get("numbered", False),
        serial=form.get("serial"),
        unit=form.get("unit", ""),
        of=form.get("of"),
        label_place=LabelPlace(form.get("label_place", "label")),
        members=form.get("members"),
        entities=form.get("entities", False),
        style=style_from_dict(form["style"]) if "style" in form else None,
        field=_field_type(form),
        choices=tuple(form.get("choices", ())),
    )


def _field_to_dict(line: Line) -> dict[str, Any]:
    form: dict[str, Any] = {} if line.field is FieldType.NUMBER else {"field": line.field.value}
    return form | ({"choices": list(line.choices)} if line.choices else {})


def _field_type(form: Mapping[str, Any]) -> FieldType:
    # Stores of version 1 knew text fields and all others.
    return FieldType.TEXT if form.get("text_field") else FieldType(form.get("field", FieldType.NUMBER))


def _compute_to_dict(compute: Compute) -> dict[str, Any]:
    match compute:
        case Change(prior, current, kind):
            form: dict[str, Any] = {"change": kind.value if kind else True}
            if (prior, current) != (-1, 0):
                form |= {"prior": prior, "current": current}
            return form
        case Total(how):
            return {"total": how or True}
        case Per(base):
            return {"per": base}


def _compute_from_dict(form: Mapping[str, Any]) -> Compute:
    if "change" in form:
        kind = form["change"]
        chosen = None if kind is True else ChangeKind(kind)
        return Change(form.get("prior", -1), form.get("current", 0), chosen)
    if "per" in form:
        return Per(form["per"])
    how = form["total"]
    return Total(None if how is True else how)


def _at_to_dict(at: At) -> dict[str, Any]:
    return {key: getattr(at, key) for key in _AT_KEYS if getattr(at, key) is not None}


def style_to_dict(style: NumberStyle) -> dict[str, Any]:
    """A number style as a dictionary; defaults are left out."""
    form: dict[str, Any] = {}
    if style.decimals is not None:
        form["decimals"] = style.decimals
    if style.zeros is not Zeros.DROP:
        form["zeros"] = style.zeros.value
    if style.plus:
        form["plus"] = True
    if style.suffix:
        form["suffix"] = style.suffix
    if style.zero is not None:
        form["zero"] = style.zero
    if style.no_value is not None:
        form["no_value"] = style.no_value
    return form or {"zeros": "drop"}


def style_from_dict(form: Mapping[str, Any]) -> NumberStyle:
    """A number style from its dictionary; raises ValueError for an unknown zeros rule."""
    return NumberStyle(
        decimals=form.get("decimals"),
        zeros=Zeros(form.get("zeros", "drop")),
        plus=form.get("plus", False),
        suffix=form.get("suffix", ""),
        zero=form.get("zero"),
        no_value=form.get("no_value"),
    )


def _styles_to_dict(styles: Mapping[str, NumberStyle]) -> dict[str, Any]:
    return {name: style_to_dict(style) for name, style in styles.items()}


def _styles_from_dict(form: Mapping[str, Any]) -> dict[str, NumberStyle]:
    return {name: style_from_dict(style) for name, style in form.items()}


def conventions_to_dict(conventions: Conventions) -> dict[str, Any]:
    """A report's number conventions as a dictionary."""
    return {
        "decimals": conventions.decimals,
        "zeros": conventions.zeros.value,
        "no_value": conventions.no_value,
    }


def conventions_from_dict(form: Mapping[str, Any]) -> Conventions:
    """A report's number conventions; what is not said is the default."""
    usual = DEFAULT_CONVENTIONS
    return Conventions(
        form.get("decimals", usual.decimals),
        Zeros(form.get("zeros", usual.zeros)),
        form.get("no_value", usual.no_value),
    )
