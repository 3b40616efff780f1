"""A table as a whole: caption, notes, comparison, number style; turned, sorted, moved, removed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import TypeVar

from qdesk.actions.change_table import explicit
from qdesk.actions.edit_names import order_members
from qdesk.errors import UserError
from qdesk.model.comparison import CHANGE_TITLES, ChangeKind
from qdesk.model.edit import Edit, FieldChange, Kind
from qdesk.model.filled_cell import CellRole, FilledCell
from qdesk.model.line_tree import Lines, mapped
from qdesk.model.number_format import Conventions, NumberStyle
from qdesk.model.report import ReportTable
from qdesk.model.report_view import ReportView
from qdesk.model.table_layout import Layout, LayoutKind, Line, Stub, walk
from qdesk.model.table_lines import Side, corner_label, counted_anew
from qdesk.model.value import fold_text
from qdesk.recognition.labels import with_year_pattern

Thing = TypeVar("Thing")


def _put(view: ReportView, table: ReportTable, layout: Layout, title: str, *others: FieldChange) -> Edit:
    change = view.archive.change(Kind.TABLE, (table.id,), replace(table, layout=layout))
    return Edit(title, (*others, change))


def describe_table(
    view: ReportView,
    table: ReportTable,
    *,
    caption: str,
    subcaption: str,
    unit_line: str,
    notes: Sequence[str],
) -> Edit:
    """Caption, line below it, unit line and notes; years that are written out follow the report."""
    if not caption.strip():
        raise UserError("表题不能是空的", remedy="请写出表题")
    year = view.data.year
    unit = unit_line.strip().removeprefix("单位").lstrip("：: ")
    layout = replace(
        table.layout,
        caption=with_year_pattern(" ".join(caption.split()), year),
        subcaption=with_year_pattern(" ".join(subcaption.split()), year),
        unit_line=unit,
        notes=tuple(with_year_pattern(note.strip(), year) for note in notes if note.strip()),
    )
    return _put(view, table, layout, f"改表题 {' '.join(caption.split())}")


def recompare(view: ReportView, table: ReportTable, kind: ChangeKind) -> Edit:
    """Compare the two years in another way throughout a table; a usual heading changes along."""
    titles = set(CHANGE_TITLES.values())

    def retitled(line: Line) -> Line:
        return replace(line, label=CHANGE_TITLES[kind]) if line.compute and line.label in titles else line

    layout = replace(
        table.layout,
        compare=kind,
        rows=mapped(table.layout.rows, retitled),
        columns=mapped(table.layout.columns, retitled),
    )
    return _put(view, table, layout, f"比较方式改为 {CHANGE_TITLES[kind]}")


def set_change_style(view: ReportView, table: ReportTable, style: NumberStyle | None) -> Edit:
    """How all changes of a table print; None goes back to the report's way."""
    styles = {} if style is None else {"": style}
    return _put(view, table, replace(table.layout, change_styles=styles), "改数字格式")


def set_conventions(view: ReportView, conventions: Conventions) -> Edit:
    """How the whole report prints what it computes."""
    after = replace(view.report, conventions=conventions)
    return Edit("改数字惯例", (view.archive.change(Kind.REPORT, (view.report.id,), after),))


# -- turning


def turn_table(view: ReportView, table: ReportTable) -> Edit:
    """Rows become columns and columns rows; serial numbers and units stay columns."""
    layout = table.layout
    if layout.kind is LayoutKind.REGISTER:
        raise UserError("登记表不能转置", remedy="登记表的每一行是一条记录")
    labels = [line for line in walk(layout.columns) if line.stub is Stub.LABEL]
    upper, _, lower = corner_label(layout).partition("\n")
    corner = f"{lower}\n{upper}" if lower else upper
    label = replace(labels[-1], label=corner, level=0) if labels else Line("label", corner, stub=Stub.LABEL)
    rows = _data_lines(layout.columns)
    columns = _without_serials(layout.rows)
    deep = max((_depth(line) for line in rows), default=1)
    stubs = [replace(label, level=deep - 1)]
    if deep > 1:
        stubs.insert(0, Line("group", "类别", stub=Stub.LABEL, level=0))
    turned = replace(
        layout,
        rows=rows,
        columns=(*stubs, *columns),
        cells={(column, row): cell for (row, column), cell in layout.cells.items()},
        joined={(column, row): (right, down) for (row, column), (down, right) in layout.joined.items()},
    )
    archive = view.archive
    known = archive.overrides(table.id)
    moved = {(column, row): value for (row, column), value in known.items()}
    changes = [
        archive.change(Kind.OVERRIDE, (table.id, *place), moved.get(place)) for place in {**known, **moved}
    ]
    changes += [
        archive.change(
            Kind.FIGURE,
            (one.id,),
            replace(one, rows=one.columns, columns=one.rows, by_rows=not one.by_rows),
        )
        for one in archive.figures(table.report)
        if one.table == table.id
    ]
    return _put(view, table, turned, "转置", *(one for one in changes if one.before != one.after))


def _depth(line: Line) -> int:
    return 1 + max((_depth(inner) for inner in line.lines), default=0)


def _data_lines(columns: Lines) -> Lines:
    return tuple(line for line in columns if line.stub is None)


def _without_serials(rows: Lines) -> Lines:
    return mapped(rows, lambda line: replace(line, numbered=False, serial=None, of=None))


# -- sorting


def sort_rows(view: ReportView, table: ReportTable, column: int, *, descending: bool) -> Edit:
    """Order the rows that hold data by a printed column, level by level; computed rows stay.

    Majors that the report lists by itself change their order in every table of it.
    """
    filled = view.filled(table)
    rank = {cells[0].row_id or cells[-1].row_id: cells[column] for cells in filled.body}
    layout = table.layout
    generated = next((line for line in layout.rows if line.members), None)
    if generated is not None and generated.members and len(layout.rows) <= 2:
        ids = [one.id for one in view.archive.members(generated.members)]
        ranked = _sorted(ids, lambda one: rank.get(f"m:{one}"), descending=descending)
        return order_members(view, generated.members, ranked)
    rows = _sorted_level(explicit(layout, Side.ROWS, view.data), (), rank, descending=descending)
    return _put(view, table, replace(layout, rows=counted_anew(rows)), "行排序")


def _sorted_level(
    lines: Lines, above: tuple[str, ...], rank: dict[str, FilledCell], *, descending: bool
) -> Lines:
    if any(line.of for line in lines):
        raise UserError("表里有“其中”项，它们要跟着总项，不能排序", remedy="可以用 Alt+方向键移动单行")
    inner = [
        replace(line, lines=_sorted_level(line.lines, (*above, line.id), rank, descending=descending))
        for line in lines
    ]
    movable = [line for line in inner if line.compute is None and not line.lines]
    ranked = iter(_sorted(movable, lambda line: rank.get("/".join((*above, line.id))), descending=descending))
    return tuple(next(ranked) if line in movable else line for line in inner)


def _sorted(
    things: Sequence[Thing], cell_of: Callable[[Thing], FilledCell | None], *, descending: bool
) -> list[Thing]:
    """Things with a number by it, then texts by their signs; what has neither keeps its order at the end."""
    weighed = [(_weight(cell), one) for one in things if (cell := cell_of(one)) is not None and cell.text]
    ranked = [one for _, one in sorted(weighed, key=lambda pair: pair[0], reverse=descending)]
    return [*ranked, *(one for one in things if one not in ranked)]


def _weight(cell: FilledCell) -> tuple[int, Decimal, str]:
    if isinstance(cell.value, Decimal):
        return 0, cell.value, ""
    if cell.role in (CellRole.SERIAL, CellRole.LABEL) and cell.text.strip().isdigit():
        return 0, Decimal(cell.text.strip()), ""
    return 1, Decimal(0), fold_text(cell.text)


# -- among other tables


def remove_table(view: ReportView, table: ReportTable) -> Edit:
    """Take a table out of the report; values that other tables show stay in the store."""
    archive = view.archive
    changes = [archive.change(Kind.TABLE, (table.id,), None)]
    changes += [
        archive.change(Kind.OVERRIDE, (table.id, *place), None) for place in archive.overrides(table.id)
    ]
    if archive.records(table.id):
        changes.append(archive.change(Kind.RECORDS, (table.id,), None))
    changes += [
        archive.change(Kind.FIGURE, (one.id,), None)
        for one in archive.figures(view.report.id)
        if one.table == table.id
    ]
    return Edit(f"删除表 {view.filled(table).caption}", tuple(changes))


def place_table(view: ReportView, table: ReportTable, section: str) -> Edit:
    """Put a table at the end of another section; its charts go along."""
    used = [one.position for one in view.archive.tables(view.report.id) if one.section == section]
    after = replace(table, section=section, position=max(used, default=-1) + 1)
    changes = [view.archive.change(Kind.TABLE, (table.id,), after)]
    changes += [
        view.archive.change(Kind.FIGURE, (one.id,), replace(one, section=section))
        for one in view.archive.figures(view.report.id)
        if one.table == table.id
    ]
    return Edit("移动表", tuple(changes))
