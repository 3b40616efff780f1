"""The edit for a changed table: what hangs on its cells moves along."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TypeVar

from qdesk.model.axis import LineSource
from qdesk.model.axis import expand as expand_lines
from qdesk.model.edit import Edit, FieldChange, Kind
from qdesk.model.line_tree import Lines
from qdesk.model.report import ReportTable
from qdesk.model.report_view import ReportView
from qdesk.model.table_layout import Layout
from qdesk.model.table_lines import Side, carried_over, lines_of

Place = tuple[str, str]
Thing = TypeVar("Thing")


def explicit(layout: Layout, side: Side, source: LineSource) -> Lines:
    """The lines of an axis with generated ones written out, so that each can be changed by itself."""
    return explicit_lines(lines_of(layout, side), source)


def explicit_lines(lines: Lines, source: LineSource) -> Lines:
    """Lines with generated ones written out."""
    return expand_lines(lines, _EveryMember(source), frozenset((0,)))


class _EveryMember:
    """Members that a year did not offer keep their line: another year may show it."""

    def __init__(self, source: LineSource) -> None:
        self.members, self.schools = source.members, source.schools

    def is_offered(self, member: str, offset: int) -> bool:  # noqa: ARG002 - a LineSource
        return True


def change_table(
    view: ReportView, table: ReportTable, layout: Layout, title: str, *others: FieldChange
) -> Edit:
    """The edit that gives a table another layout, with its overwritten and joined cells kept."""
    rows = carried_over(explicit(table.layout, Side.ROWS, view.data), explicit(layout, Side.ROWS, view.data))
    columns = carried_over(
        explicit(table.layout, Side.COLUMNS, view.data), explicit(layout, Side.COLUMNS, view.data)
    )
    layout = replace(
        layout, cells=_moved(layout.cells, rows, columns), joined=_moved(layout.joined, rows, columns)
    )
    changes = [*others, view.archive.change(Kind.TABLE, (table.id,), replace(table, layout=layout))]
    return Edit(title, (*changes, *_override_changes(view, table, rows, columns)))


def _moved(
    found: Mapping[Place, Thing], rows: Mapping[str, str], columns: Mapping[str, str]
) -> dict[Place, Thing]:
    """Things by their new places; those of lines that are gone are dropped."""
    return {
        (rows[row], columns[column]): thing
        for (row, column), thing in found.items()
        if row in rows and column in columns
    }


def _override_changes(
    view: ReportView, table: ReportTable, rows: Mapping[str, str], columns: Mapping[str, str]
) -> list[FieldChange]:
    archive = view.archive
    known = archive.overrides(table.id)
    wanted = _moved(known, rows, columns)
    return [
        archive.change(Kind.OVERRIDE, (table.id, *place), wanted.get(place))
        for place in {**known, **wanted}
        if known.get(place) != wanted.get(place)
    ]
