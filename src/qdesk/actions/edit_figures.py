"""Changing figures: charts made of a table, drawn otherwise, named, moved, removed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from uuid import uuid4

from qdesk.errors import UserError
from qdesk.model.chart_data import ChartLine, chart_columns, chart_rows
from qdesk.model.edit import Edit, Kind
from qdesk.model.figure import ChartKind, Figure
from qdesk.model.filled_table import FilledTable
from qdesk.model.report import ReportTable
from qdesk.model.report_view import ReportView
from qdesk.recognition.labels import with_year_pattern

MAX_TITLE = 120


def new_figure(view: ReportView, table: ReportTable) -> Figure:
    """A chart of a table as one usually draws it; nothing is stored yet.

    Raises UserError for a table without numbers.
    """
    filled = view.filled(table)
    if not chart_rows(filled) or not chart_columns(filled):
        raise UserError("这张表里还没有可以画图的数", filled.caption, "请先填数")
    title = filled.caption.removesuffix("表").removesuffix("一览").removesuffix("统计")
    position = _next_position(view, table.section)
    figure = Figure(uuid4().hex, view.report.id, table.section, position, f"{title}图", table.id)
    return replace(figure, rows=_of_one_unit(view, filled))


def _of_one_unit(view: ReportView, filled: FilledTable) -> tuple[str, ...]:
    """The rows of the unit that most have: persons and per cent on one axis say nothing. () for all."""
    units: dict[str, str] = {}
    for one in chart_rows(filled):
        cells = next(row for row in filled.body if row[-1].row_id == one.id)
        indicator = next((view.data.indicator(cell.indicator) for cell in cells if cell.indicator), None)
        if one.usual:
            units[one.id] = indicator.unit if indicator else ""
    if len(set(units.values())) <= 1:
        return ()
    usual = Counter(units.values()).most_common(1)[0][0]
    return tuple(row for row, unit in units.items() if unit == usual)


def lines_to_draw(view: ReportView, figure: Figure) -> tuple[list[ChartLine], list[ChartLine]]:
    """The rows and columns that a chart may draw; none where its table is gone."""
    table = view.table(figure.table)
    if table is None:
        return [], []
    filled = view.filled(table)
    return chart_rows(filled), chart_columns(filled)


def put_figure(view: ReportView, figure: Figure) -> Edit | None:
    """Add a figure or change it; None where nothing changes. Raises UserError for an empty title."""
    title = " ".join(figure.title.split())
    if not title:
        raise UserError("图没有标题", remedy="请写出图题")
    if len(title) > MAX_TITLE:
        raise UserError(f"图题太长（{len(title)} 字）", remedy=f"请不要超过 {MAX_TITLE} 字")
    after = replace(figure, title=with_year_pattern(title, view.data.year))
    change = view.archive.change(Kind.FIGURE, (figure.id,), after)
    if change.before == change.after:
        return None
    word = "添加" if change.before is None else "修改"
    return Edit(f"{word}图 {title}", (change,))


def remove_figure(view: ReportView, figure: Figure) -> Edit:
    """Take a figure out of the report; its numbers stay in their table."""
    return Edit(f"删除图 {figure.title}", (view.archive.change(Kind.FIGURE, (figure.id,), None),))


def place_figure(view: ReportView, figure: Figure, section: str) -> Edit:
    """Put a figure at the end of another section."""
    after = replace(figure, section=section, position=_next_position(view, section))
    return Edit(f"移动图 {figure.title}", (view.archive.change(Kind.FIGURE, (figure.id,), after),))


def suits(kind: ChartKind, series: Sequence[object]) -> str:
    """Why a kind of chart does not suit so many series, "" where it does."""
    if kind is ChartKind.PIE and len(series) > 1:
        return "饼图只画第一个系列"
    if kind is ChartKind.COMBINED and len(series) < 2:
        return "柱形加折线至少要两个系列"
    return ""


def _next_position(view: ReportView, section: str) -> int:
    used = [one.position for one in view.archive.figures(view.report.id) if one.section == section]
    return max(used, default=-1) + 1
