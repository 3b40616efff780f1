"""The tables, indicators and standards as plain forms for scripts."""

from __future__ import annotations

from typing import Any

from qdesk.actions.library import library
from qdesk.actions.workspace import Workspace
from qdesk.errors import UserError
from qdesk.model.axis import fill_years, leaves
from qdesk.model.numbering import HEADING_SCHEMES
from qdesk.model.report import ReportTable
from qdesk.model.report_view import ReportView
from qdesk.model.standard import StandardSection
from qdesk.model.value import fold_text


def find_table(view: ReportView, name: str) -> ReportTable:
    """The table of that id or printed number; UserError lists the numbers there are."""
    if (table := view.table(name)) is not None:
        return table
    for table in view.tables:
        if fold_text(view.table_numbers[table.id]) == fold_text(name):
            return table
    known = "、".join(view.table_numbers.values())
    raise UserError(f"没有编号为“{name}”的表", remedy=f"现有 {known or '（没有表）'}")


def table_form(view: ReportView, table: ReportTable, *, explain: bool = False) -> dict[str, Any]:
    """One table as it would be printed."""
    filled = view.filled(table)
    heading = view.heading(table.section)
    form: dict[str, Any] = {
        "id": table.id,
        "number": view.table_numbers.get(table.id, ""),
        "caption": filled.caption,
        "subcaption": filled.subcaption,
        "section": heading.number if heading else "",
        "unit": filled.unit_line,
        "header": [[cell.text for cell in row] for row in filled.header],
        "rows": [[cell.text for cell in row] for row in filled.body],
        "merges": [list(merge) for merge in filled.merges],
        "notes": list(filled.notes),
    }
    if explain:
        form["explanations"] = [
            {"at": [row, column], "text": cell.text, "explanation": cell.explanation}
            for row, cells in enumerate(filled.grid)
            for column, cell in enumerate(cells)
            if cell.is_computed
        ]
    return form


def tables_form(workspace: Workspace, *, explain: bool = False) -> dict[str, Any]:
    """Every table of the open report."""
    view = workspace.view()
    return {"tables": [table_form(view, table, explain=explain) for table in view.tables]}


def indicators_form(workspace: Workspace) -> dict[str, Any]:
    """Codes, names, units and the tables that use each indicator."""
    view = workspace.view()
    used: dict[str, list[str]] = {}
    for table in view.tables:
        layout = table.layout
        found = {layout.at.indicator, *(leaf.at.indicator for leaf in leaves(layout.rows))}
        found |= {leaf.at.indicator for leaf in leaves(layout.columns)}
        for indicator in found - {None}:
            used.setdefault(str(indicator), []).append(view.table_numbers[table.id])
    return {
        "indicators": [
            {
                "code": one.id,
                "name": one.name,
                "unit": one.unit,
                "kind": one.kind.value,
                "derived": one.formula is not None,
                "used_in": used.get(one.id, []),
            }
            for one in view.archive.catalogue
        ]
    }


def standards_form() -> dict[str, Any]:
    """Every standard with its outline."""
    return {
        "standards": [
            {
                "id": one.id,
                "name": one.name,
                "level": one.level.value,
                "year": one.year,
                "source": one.source,
                "state": one.state,
                "outline": [_outline_form(s, (n,), one.year) for n, s in enumerate(one.outline, 1)],
            }
            for one in library().standards
        ]
    }


def _outline_form(section: StandardSection, path: tuple[int, ...], year: int) -> dict[str, Any]:
    return {
        "number": HEADING_SCHEMES["decimal"].number(path),
        "title": fill_years(section.title, year),
        "state": section.state,
        "children": [_outline_form(child, (*path, n), year) for n, child in enumerate(section.children, 1)],
    }
