"""A change line for a table that shows years and no change: last year's line comes with it where it lacks."""

from __future__ import annotations

from dataclasses import replace

from qdesk.actions.add_line import year_label
from qdesk.actions.change_table import change_table
from qdesk.actions.edit_lines import split_by_years
from qdesk.errors import UserError
from qdesk.model.comparison import CHANGE_TITLES, ChangeKind
from qdesk.model.edit import Edit
from qdesk.model.line_tree import Lines
from qdesk.model.report import ReportTable
from qdesk.model.report_view import ReportView
from qdesk.model.table_layout import Change, LayoutKind, Line, walk
from qdesk.model.table_lines import Side, fresh_id, lines_of, with_lines

_NOW, _PRIOR = 0, -1


def side_for_change(table: ReportTable) -> Side | None:
    """Where a change line would stand: on the axis of the years, else beside the only column of numbers.

    None where the table compares already, or has no place for it.
    """
    layout = table.layout
    if layout.kind is LayoutKind.REGISTER or _compares(table):
        return None
    for side in (Side.COLUMNS, Side.ROWS):
        if any(_is_this_year(line) for line in walk(lines_of(layout, side))):
            return side
    dated = any(line.at.period is not None for side in Side for line in walk(lines_of(layout, side)))
    return Side.COLUMNS if not dated and _only_column(table) is not None else None


def add_change(view: ReportView, table: ReportTable, kind: ChangeKind) -> Edit:
    """The edit that adds a change of that kind behind this year's lines, wherever they stand."""
    side = side_for_change(table)
    if side is None:
        raise UserError("这张表没有放变化的地方", remedy="表里要有上年和本年；已有变化时，右键改它的比较方式")
    layout = table.layout
    if not any(_is_this_year(line) for line in walk(lines_of(layout, side))):
        only = _only_column(table)
        lined = replace(table, layout=replace(layout, compare=kind))
        return split_by_years(view, lined, side, only.id if only else "", change=True)
    change = Change(kind=None if kind is layout.compare else kind)
    lines = lines_of(layout, side)
    used = {line.id for line in walk(lines)}

    def fresh(name: str) -> str:
        found = name if name not in used else fresh_id(lines, name)
        while found in used:
            found += "'"
        used.add(found)
        return found

    def level(found: Lines) -> Lines:
        found = tuple(replace(one, lines=level(one.lines)) if one.lines else one for one in found)
        here = [at for at, one in enumerate(found) if _is_this_year(one)]
        if not here:
            return found
        at = here[-1]
        label = found[at].label if "{y" in (found[at].label or "") else year_label(view)
        prior = Line(fresh(f"p:{_PRIOR}"), label, found[at].at._replace(period=_PRIOR))
        has_prior = any(one.at.period == _PRIOR for one in found)
        before = () if has_prior else (prior,)
        return (
            *found[:at],
            *before,
            found[at],
            Line(fresh("change"), CHANGE_TITLES[kind], found[at].at._replace(period=None), compute=change),
            *found[at + 1 :],
        )

    return change_table(view, table, with_lines(layout, side, level(lines)), f"增加变化{side.word}")


def _compares(table: ReportTable) -> bool:
    """Whether the table has a change line."""
    return any(
        isinstance(line.compute, Change) for side in Side for line in walk(lines_of(table.layout, side))
    )


def _is_this_year(line: Line) -> bool:
    return line.at.period == _NOW and line.compute is None and not line.lines


def _only_column(table: ReportTable) -> Line | None:
    """The one column of numbers, of no year; None where there are more."""
    data = [one for one in table.layout.columns if one.stub is None and one.compute is None]
    plain = [one for one in data if not one.lines and not one.members and not one.entities]
    return plain[0] if len(plain) == len(data) == 1 else None
