"""A new row or column: another name, another year, or a computed line."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from uuid import uuid4

from qdesk.actions.change_table import change_table, explicit, explicit_lines
from qdesk.errors import UserError
from qdesk.model.axis import leaves
from qdesk.model.comparison import CHANGE_TITLES
from qdesk.model.edit import Edit, FieldChange, Kind
from qdesk.model.entity import Entity, Level, Member
from qdesk.model.indicator import Indicator, IndicatorKind
from qdesk.model.line_tree import Lines, Path, inserted, line_at, mapped, path_of, paths, siblings
from qdesk.model.period import PeriodKind
from qdesk.model.report import ReportTable
from qdesk.model.report_view import ReportView
from qdesk.model.table_layout import At, Change, Layout, LayoutKind, Line, Per, Stub, Total, walk
from qdesk.model.table_lines import (
    Side,
    Subject,
    carries,
    counted_anew,
    fresh_id,
    like,
    lines_of,
    subject_of,
    with_lines,
)
from qdesk.model.value import fold_text
from qdesk.recognition.labels import split_label
from qdesk.recognition.matching import guess_aggregate, guess_kind

OTHERS = "分项"
"""The breakdown of members that belong to no list with a name of its own."""


class LineKind(StrEnum):
    """What a user may add."""

    NAMED = "named"
    PERIOD = "period"
    CHANGE = "change"
    TOTAL = "total"
    MEAN = "mean"
    PER = "per"
    SERIAL = "serial"
    UNIT = "unit"


@dataclass(frozen=True, slots=True)
class NewLine:
    """A wanted line: `name` for a named one, `offset` of a year, `base` of a per-unit line."""

    kind: LineKind = LineKind.NAMED
    name: str = ""
    offset: int = 0
    base: str = ""


def add_line(
    view: ReportView,
    table: ReportTable,
    side: Side,
    wanted: NewLine,
    beside: str = "",
    *,
    after: bool = True,
) -> Edit:
    """Add a row or column beside the line `beside`, or where such a line usually stands.

    What a name stands for follows from the lines that the table has: another major, school or
    indicator. Raises UserError for a name that the axis shows already, or a line that does not fit.
    """
    layout = table.layout
    if layout.kind is LayoutKind.REGISTER:
        raise UserError("登记表的行是记录，列是字段", remedy="请用“加一条记录”或“加一列”")
    lines = lines_of(layout, side)
    path = path_of(lines, beside) if beside else None
    if beside and path is None:
        # Beside a generated line (a school, a major of the list): beside all of them.
        path = next((one for one, line in paths(lines) if line.members or line.entities), None)
    if path is None:
        path, after = _usual_place(lines, wanted, side)
    if wanted.kind in (LineKind.TOTAL, LineKind.MEAN) and (problem := _cannot_add_up(view, side, lines)):
        raise UserError(problem, remedy="合计和平均只用于同一年、同一单位的数")
    changes: list[FieldChange] = []
    line = _line(view, table, side, wanted, lines, path, changes)
    if line is None:  # a new member of a list whose lines are generated
        return Edit(f"增加 {wanted.name}", tuple(changes))
    fresh = inserted(lines, path, line, after=after) if path else (*lines, line)
    layout = with_lines(layout, side, counted_anew(fresh) if side is Side.ROWS else fresh)
    if wanted.kind is LineKind.SERIAL:
        layout = _numbered(layout)
    return change_table(view, table, layout, f"增加{side.word} {_title(line)}", *changes)


def _title(line: Line) -> str:
    return " ".join((line.label or "").split())


def _usual_place(lines: Lines, wanted: NewLine, side: Side) -> tuple[Path, bool]:
    """Named lines before the totals, serials first, computed ones last; (path, after it)."""
    top = [(path, line) for path, line in paths(lines) if len(path) == 1]
    if not top:
        return (), True
    if wanted.kind is LineKind.SERIAL:
        return top[0][0], False
    if wanted.kind is LineKind.UNIT:
        labels = [path for path, line in top if line.stub is Stub.LABEL]
        return (labels or [top[-1][0]])[-1], True
    computed = next((path for path, line in top if line.compute is not None), None)
    before_computed = wanted.kind is LineKind.NAMED or (
        wanted.kind is LineKind.PERIOD and side is Side.COLUMNS
    )
    if before_computed and computed:
        return computed, False
    return top[-1][0], True


def _numbered(layout: Layout) -> Layout:
    """A new serial column counts the rows that hold data, unless some are numbered already."""
    if any(line.numbered for line in walk(layout.rows)):
        return layout

    def number(line: Line) -> Line:
        counted = not line.lines and line.compute is None
        return replace(line, numbered=counted)

    return replace(layout, rows=mapped(layout.rows, number))


def _line(
    view: ReportView,
    table: ReportTable,
    side: Side,
    wanted: NewLine,
    lines: Lines,
    path: Path,
    changes: list[FieldChange],
) -> Line | None:
    match wanted.kind:
        case LineKind.NAMED:
            return _named_line(view, table, side, wanted.name, lines, path, changes)
        case LineKind.PERIOD:
            return _period_line(view, lines, path, wanted.offset)
        case LineKind.CHANGE:
            line = Line("change", CHANGE_TITLES[table.layout.compare], compute=Change())
        case LineKind.TOTAL:
            line = Line("total", "合计", compute=Total())
        case LineKind.MEAN:
            line = Line("mean", "平均", compute=Total("mean"))
        case LineKind.PER:
            line = _per_line(view, wanted.base)
        case LineKind.SERIAL:
            line = Line("serial", "序号", stub=Stub.SERIAL)
        case LineKind.UNIT:
            line = Line("unit", "单位", stub=Stub.UNIT)
    if line.stub is not None and (side is Side.ROWS or any(one.stub is line.stub for one in walk(lines))):
        raise UserError(f"“{line.label}”只能是一列，而且只要一列")
    return replace(line, id=fresh_id(lines, line.id))


def _cannot_add_up(view: ReportView, side: Side, lines: Lines) -> str:
    """Why the lines of an axis have no total; "" if they may have one."""
    data = [leaf.at for leaf in leaves(explicit_lines(lines, view.data)) if leaf.is_data]
    if len({at.period for at in data}) > 1:
        return f"各{side.word}不是同一年的数，不能合计"
    found = [view.data.indicator(at.indicator) for at in data if at.indicator]
    units = {one.unit for one in found if one is not None and one.kind is not IndicatorKind.TEXT}
    return f"各{side.word}的单位不同（{'、'.join(sorted(units))}），不能合计" if len(units) > 1 else ""


# -- years and computed lines


def _period_line(view: ReportView, lines: Lines, path: Path, offset: int) -> Line:
    level = siblings(lines, path) if path else lines
    if any(line.at.period == offset and line.compute is None for line in level):
        raise UserError("这一年已经在表里了", remedy="要换年份，请先删去那一列")
    dated = [line.label for line in level if line.at.period is not None and "{y" in (line.label or "")]
    label = dated[0] if dated else None
    return Line(fresh_id(lines, f"p:{offset}"), label or year_label(view), At(period=offset))


def year_label(view: ReportView) -> str:
    """How a year is written at the head of a line: 2018-2019 学年, 2019年."""
    return "{y-1}-{y} 学年" if view.report.period.kind is PeriodKind.ACADEMIC else "{y}年"


def _per_line(view: ReportView, base: str) -> Line:
    indicator = view.data.indicator(base)
    if indicator is None:
        raise UserError("没有选定按什么平均", remedy="请选择基数，例如全日制在校生数")
    years = "（{y-1}-{y}）" if view.report.period.kind is PeriodKind.ACADEMIC else "（{y}年）"
    return Line(f"per:{base}", f"生均比值{years}", At(period=0), compute=Per(base))


# -- named lines


def _named_line(
    view: ReportView,
    table: ReportTable,
    side: Side,
    name: str,
    lines: Lines,
    path: Path,
    changes: list[FieldChange],
) -> Line | None:
    label = " ".join(name.split())
    if not label:
        raise UserError(f"新的一{side.word}没有名称", remedy="请写出名称")
    level = siblings(lines, path) if path else lines
    shown = leaves(explicit(table.layout, side, view.data)) if len(path) <= 1 else leaves(level)
    if any(fold_text(leaf.line.label or "") == fold_text(label) for leaf in shown if leaf.is_data):
        raise UserError(f"表里已经有“{label}”", remedy=f"请换一个名称，或直接填那一{side.word}")
    layout = table.layout
    subject = subject_of(layout, side)
    if subject is Subject.MEMBER and carries(layout, side.other, Subject.MEMBER):
        subject = Subject.INDICATOR  # a second kind of member is part of what is counted
    generated = next((line for line in walk(lines) if line.members or line.entities), None)
    beside = line_at(lines, path) if path else None
    match subject:
        case Subject.MEMBER:
            breakdown = (generated.members if generated else None) or _breakdown(view, lines)
            change = member_change(view, breakdown, label)
            if generated is not None:
                _refuse_known(change, label)
                changes.append(change)
                return None
            if change.after != change.before:
                changes.append(change)
            line = Line(fresh_id(lines, f"m:{change.key[1]}"), label, At(member=change.key[1]))
        case Subject.ENTITY:
            change = school_change(view, label)
            changes.append(change)
            if generated is not None:
                return None
            line = Line(fresh_id(lines, f"e:{change.key[0]}"), label, At(entity=change.key[0]))
        case _:
            indicator = own_indicator(label, layout.unit_line)
            changes.append(view.archive.change(Kind.INDICATOR, (indicator.id,), indicator))
            line = Line(f"i:{indicator.id}", label, At(indicator=indicator.id))
    numbered = side is Side.ROWS and any(one.numbered for one in walk(lines) if one.compute is None)
    return replace(like(beside, line), numbered=numbered)


def _refuse_known(change: FieldChange, label: str) -> None:
    """A name of the list that the table does not show is an ended one, or an earlier name."""
    known = change.after
    if change.before != known or not isinstance(known, Member):
        return
    if fold_text(known.name) == fold_text(label):
        raise UserError(
            f"名单里已有“{label}”，但没有在这些年份开设", remedy="请在“报告 › 专业、学校等名单”里改首年、末年"
        )
    raise UserError(f"“{label}”是“{known.name}”的曾用名", remedy="请直接填那一行，或换一个名称")


def own_indicator(label: str, unit_line: str = "") -> Indicator:
    """An indicator of the user's own from its label: 转入人数（人）."""
    parts = split_label(label)
    kind: IndicatorKind = guess_kind(parts.name, parts.unit)
    unit = parts.unit or ("%" if kind is IndicatorKind.RATE else unit_line)
    return Indicator(
        f"own-{uuid4().hex[:12]}", parts.name or label, unit, kind, aggregate=guess_aggregate(kind)
    )


def member_change(view: ReportView, breakdown: str, name: str) -> FieldChange:
    """The change that brings a name into a breakdown; the member that bears it already, if one does."""
    known = view.archive.members(breakdown)
    wanted = fold_text(name)
    found = next((one for one in known if wanted in map(fold_text, (one.name, *one.aliases))), None)
    if found is not None:
        return view.archive.change(Kind.MEMBER, (breakdown, found.id), found)
    position = max((one.position for one in known), default=-1) + 1
    taken = view.archive.get(Kind.MEMBER, (breakdown, name))
    member = uuid4().hex if taken else name
    return view.archive.change(
        Kind.MEMBER, (breakdown, member), Member(member, breakdown, name, (), position)
    )


def _breakdown(view: ReportView, lines: Lines) -> str:
    """The list that the members of an axis come from."""
    shown = {line.at.member for line in walk(lines) if line.at.member}
    found = [
        one.breakdown
        for _, one in view.archive.all_of(Kind.MEMBER)
        if isinstance(one, Member) and one.id in shown
    ]
    return max(set(found), key=found.count) if found else OTHERS


def school_change(view: ReportView, name: str) -> FieldChange:
    """The change that brings a school under the report's city; the one that bears the name, if one does."""
    wanted = fold_text(name)
    for one in view.archive.entities:
        if one.parent and wanted in map(fold_text, (one.name, *one.aliases)):
            return view.archive.change(Kind.ENTITY, (one.id,), one)
    school = f"school:{fold_text(name)}"
    position = max((one.position for one in view.archive.entities), default=0) + 1
    entity = Entity(school, name, Level.SCHOOL, view.report.entity, position=position)
    return view.archive.change(Kind.ENTITY, (school,), entity)
