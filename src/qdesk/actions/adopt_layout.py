"""How an imported table's own lines come into a table of the report."""

from __future__ import annotations

from dataclasses import replace

from qdesk.model.axis import leaves
from qdesk.model.report import ReportTable
from qdesk.model.table_layout import At, Layout, LayoutKind, Line, Total, walk


def adopted_layout(target: ReportTable, imported: Layout) -> Layout:
    """The layout that a table of the report has after an import.

    The first import keeps the workbook's labels, rows, order and styles. After it the table is
    the user's: a further file only adds the rows and columns that the table does not have yet.
    """
    if not target.adopted:
        return replace(imported, id=target.id, source=target.layout.source or imported.source)
    if target.layout.kind is LayoutKind.REGISTER or imported.kind is LayoutKind.REGISTER:
        return target.layout
    return replace(
        target.layout,
        rows=_with_new_lines(target.layout.rows, imported.rows),
        columns=_with_new_columns(target.layout, imported),
    )


def _with_new_columns(known: Layout, imported: Layout) -> tuple[Line, ...]:
    """The columns, and those of the file that show something else; years alone are no news."""
    rows_name = any(leaf.at.indicator for leaf in leaves(known.rows))
    if rows_name:
        return known.columns
    offered = tuple(leaf for leaf in leaves(imported.columns) if leaf.at.indicator and leaf.is_data)
    return _with_new_lines(known.columns, tuple(replace(leaf.line, at=leaf.at) for leaf in offered))


def _with_new_lines(known: tuple[Line, ...], offered: tuple[Line, ...]) -> tuple[Line, ...]:
    if any(line.members for line in walk(known)):
        return known
    places = {leaf.at for leaf in leaves(known)}
    added = [leaf for leaf in leaves(offered) if leaf.is_data and leaf.at not in places and leaf.at != At()]
    if not added:
        return known
    taken = {line.id for line in walk(known)}
    fresh = [
        replace(leaf.line, at=leaf.at, id=leaf.line.id if leaf.line.id not in taken else f"{leaf.line.id}+")
        for leaf in added
    ]
    first_total = next((at for at, line in enumerate(known) if isinstance(line.compute, Total)), len(known))
    return (*known[:first_total], *fresh, *known[first_total:])
