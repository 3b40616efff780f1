"""Rows and columns that are there: take out, move, rename, split, group, mark as a part."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from qdesk.actions.add_line import OTHERS, member_change, own_indicator, year_label
from qdesk.actions.change_table import change_table, explicit
from qdesk.actions.edit_names import order_members, rename
from qdesk.errors import UserError
from qdesk.model.comparison import CHANGE_TITLES, ChangeKind
from qdesk.model.edit import Edit, FieldChange, Kind
from qdesk.model.entity import Member
from qdesk.model.line_tree import (
    Lines,
    Path,
    line_at,
    mapped,
    moved,
    path_of,
    paths,
    replaced,
    siblings,
    with_siblings,
)
from qdesk.model.number_format import NumberStyle
from qdesk.model.report import ReportTable
from qdesk.model.report_view import ReportView
from qdesk.model.table_layout import At, Change, Layout, Line, Stub, walk
from qdesk.model.table_lines import (
    Side,
    Subject,
    carries,
    counted_anew,
    fresh_id,
    lines_of,
    with_lines,
)

PART_OF = "其中："


def _found(view: ReportView, table: ReportTable, side: Side, name: str) -> tuple[Lines, Path, Line]:
    """The axis, written out only where the line is a generated one, and the line in it."""
    lines = lines_of(table.layout, side)
    path = path_of(lines, name)
    if path is None:
        lines = explicit(table.layout, side, view.data)
        path = path_of(lines, name)
    line = line_at(lines, path) if path else None
    if path is None or line is None:
        raise UserError(f"请先选中一{side.word}", view.filled(table).caption)
    return lines, path, line


def _changed(
    view: ReportView,
    table: ReportTable,
    side: Side,
    lines: Lines,
    title: str,
    *others: FieldChange,
) -> Edit:
    if side is Side.ROWS:
        lines = counted_anew(_with_settled_parts(lines))
    return change_table(view, table, with_lines(table.layout, side, lines), title, *others)


def _with_settled_parts(lines: Lines) -> Lines:
    """A part that stands no longer under its whole is a row of its own again."""
    done: list[Line] = []
    for line in lines:
        inner = replace(line, lines=_with_settled_parts(line.lines))
        whole = next((one for one in reversed(done) if one.of is None), None)
        if inner.of is not None and (whole is None or whole.id != inner.of):
            inner = replace(inner, of=None, label=(inner.label or "").removeprefix(PART_OF))
        done.append(inner)
    return tuple(done)


def remove_line(view: ReportView, table: ReportTable, side: Side, name: str) -> Edit:
    """Take a row, a column or a whole group out of a table; its values stay in the store."""
    lines, path, line = _found(view, table, side, name)
    if line.stub is Stub.LABEL:
        raise UserError("这一列是各行的名称，不能删除", remedy="要换个说法，请直接改表头的文字")
    kept = replaced(lines, path)
    if not any(one.stub is None and not one.lines for one in walk(kept)):
        raise UserError(f"表里至少要留一{side.word}", remedy="要去掉整张表，请用表格菜单里的“删除这张表”")
    return _changed(view, table, side, kept, f"删除一{side.word}")


def move_line(view: ReportView, table: ReportTable, side: Side, name: str, step: int) -> Edit | None:
    """Move a line among its neighbours; None where it stands at the end already."""
    if (listed := _moved_in_list(view, table, side, name, step)) is not None:
        return listed
    lines, path, line = _found(view, table, side, name)
    level = siblings(lines, path)
    at = next((n for n, one in enumerate(level) if one.id == line.id), 0)
    beyond = level[at + step] if 0 <= at + step < len(level) else None
    if beyond is None:
        return None
    if Stub.LABEL in (line.stub, beyond.stub) and {line.stub, beyond.stub} != {Stub.LABEL, Stub.SERIAL}:
        return None  # what names the rows stays at their left
    return _changed(view, table, side, moved(lines, path, step), f"移动一{side.word}")


def _moved_in_list(view: ReportView, table: ReportTable, side: Side, name: str, step: int) -> Edit | None:
    """A major of the report's own list changes its place there, in every table that shows the list."""
    found = _generated_from(table, side, name)
    if found is None:
        return None
    breakdown, member = found
    shown = [one for one, _ in view.data.members(breakdown)]
    at = shown.index(member) + step
    if not 0 <= at < len(shown):
        return Edit("移动", ())
    shown.insert(at, shown.pop(at - step))
    return order_members(view, breakdown, shown)


def _generated_from(table: ReportTable, side: Side, name: str) -> tuple[str, str] | None:
    """The list and the member that a generated line stands for; None for a line of the table's own."""
    lines = lines_of(table.layout, side)
    if path_of(lines, name) is not None:
        return None
    source = next((line for line in walk(lines) if line.members), None)
    member = name.rpartition("m:")[2]
    return (source.members, member) if source and source.members and name.endswith(f"m:{member}") else None


def relabel_line(view: ReportView, table: ReportTable, side: Side, name: str, label: str) -> Edit:
    """Another text at the head of a line, in this table only; what it stands for stays the same."""
    if (found := _generated_from(table, side, name)) is not None:
        listed = view.archive.get(Kind.MEMBER, found)
        if isinstance(listed, Member):
            return rename(view, listed, label)
    lines, path, line = _found(view, table, side, name)
    text = label.strip()
    if not text and line.stub is None and line.compute is None:
        raise UserError("名称不能是空的", remedy="要去掉这一行或这一列，请用“删除”")
    year = view.data.year + _offset(lines, path)
    pattern = _as_pattern(text, line.label or "", year)
    fresh = replaced(lines, path, replace(line, label=pattern))
    return _changed(view, table, side, fresh, f"改名为 {' '.join(text.split())}")


def _offset(lines: Lines, path: Path) -> int:
    own = [line_at(lines, path[: n + 1]) for n in range(len(path))]
    found = [line.at.period for line in own if line and line.at.period is not None]
    return found[-1] if found else 0


def _as_pattern(text: str, before: str, year: int) -> str:
    """Years stay patterns where the label had them, so that the next year's table is right too."""
    if "{y" not in before:
        return text
    for shift in (0, -1, 1, -2):
        text = text.replace(str(year + shift), f"{{y{shift:+d}}}" if shift else "{y}")
    return text


# -- header cells


def split_line(view: ReportView, table: ReportTable, side: Side, name: str, names: Sequence[str]) -> Edit:
    """Split a line by names of the user's own: 在校生 → 男、女. The line becomes their heading."""
    lines, path, line = _splittable(view, table, side, name)
    wanted = list(dict.fromkeys(" ".join(one.split()) for one in names if one.strip()))
    if len(wanted) < 2:
        raise UserError("至少要拆成两项", remedy="请写出每一项的名称，一行一项")
    changes: list[FieldChange] = []
    by_member = not any(carries(table.layout, one, Subject.MEMBER) for one in Side) and (
        line.at.indicator is not None
        or table.layout.at.indicator is not None
        or carries(table.layout, side.other, Subject.INDICATOR)
    )
    inner: list[Line] = []
    for one in wanted:
        if by_member:
            change = member_change(view, OTHERS, one)
            changes.append(change)
            at = At(member=change.key[1])
        else:
            indicator = own_indicator(one, table.layout.unit_line)
            full = replace(indicator, name=f"{' '.join((line.label or '').split())}·{indicator.name}")
            changes.append(view.archive.change(Kind.INDICATOR, (full.id,), full))
            at = At(indicator=full.id)
        inner.append(Line(fresh_id((*lines, *inner), f"s:{one}"), one, at))
    return _split(view, table, side, replaced(lines, path, replace(line, lines=tuple(inner))), *changes)


def _split(view: ReportView, table: ReportTable, side: Side, lines: Lines, *others: FieldChange) -> Edit:
    """A row that was split names its parts in a label column left of them."""
    layout = with_lines(table.layout, side, counted_anew(lines) if side is Side.ROWS else lines)
    if side is Side.ROWS:
        layout = _with_group_column(layout)
    return change_table(view, table, layout, "拆分", *others)


def split_by_years(view: ReportView, table: ReportTable, side: Side, name: str, *, change: bool) -> Edit:
    """Split a line into last year and this year, and their change if wanted."""
    lines, path, line = _splittable(view, table, side, name)
    if any(one.at.period is not None for one in walk(lines_of(table.layout, side.other))):
        raise UserError(f"{side.other.word}里已经有年份，不能再按年份拆分", remedy="请用自己的名称来拆分")
    label = year_label(view)
    inner = [Line(f"p:{offset}", label, At(period=offset)) for offset in (-1, 0)]
    if change:
        inner.append(Line("change", CHANGE_TITLES[table.layout.compare], compute=Change()))
    whole = replace(line, at=line.at._replace(period=None), lines=tuple(inner))
    return _split(view, table, side, replaced(lines, path, whole))


def _splittable(view: ReportView, table: ReportTable, side: Side, name: str) -> tuple[Lines, Path, Line]:
    lines, path, line = _found(view, table, side, name)
    if line.stub is not None or line.compute is not None:
        raise UserError("名称列和计算列不能拆分", remedy="请选一个填数的行或列")
    if line.lines:
        raise UserError("它已经拆分过了", remedy="请选下面的一格，或先取消拆分")
    return lines, path, line


def unsplit_line(view: ReportView, table: ReportTable, side: Side, name: str) -> Edit:
    """Make one line again of a heading and what stands under it."""
    lines, path, line = _found(view, table, side, name)
    if not line.lines and len(path) > 1:
        path = path[:-1]
        line = line_at(lines, path) or line
    if not line.lines:
        raise UserError("它没有拆分过")
    names_something = line.at != At() or any(line_at(lines, path[:n]) for n in range(1, len(path)))
    if not names_something:
        # A heading that only groups: the lines under it come up to its level.
        layout = with_lines(table.layout, side, replaced(lines, path, *line.lines))
        if side is Side.ROWS:
            layout = _without_group_column(layout)
        return change_table(view, table, layout, "取消分组")
    layout = with_lines(table.layout, side, replaced(lines, path, replace(line, lines=())))
    if side is Side.ROWS:
        layout = _without_group_column(layout)
    return change_table(view, table, layout, "取消拆分")


def group_lines(view: ReportView, table: ReportTable, side: Side, names: Sequence[str], label: str) -> Edit:
    """Put neighbouring lines under one heading (国助 over its rows, 师资 over its columns)."""
    text = " ".join(label.split())
    if not text:
        raise UserError("组名不能是空的", remedy="请写出组名")
    lines, first, _ = _found(view, table, side, names[0])
    chosen = [path_of(lines, one) or () for one in names]
    level = siblings(lines, first)
    ids = [line.id for line in level]
    if any(not path or path[:-1] != first[:-1] for path in chosen):
        raise UserError("只能把同一层的行或列编成一组", remedy="请重新选择相邻的几行或几列")
    places = sorted({ids.index(path[-1]) for path in chosen if path})
    if places != list(range(places[0], places[-1] + 1)):
        raise UserError("只能把相邻的行或列编成一组", remedy="请重新选择")
    inside = tuple(level[n] for n in places)
    if any(line.stub is not None for line in inside):
        raise UserError("名称列和序号列不能编组", remedy="请选填数的行或列")
    group = Line(fresh_id(lines, f"g:{text}"), text, lines=inside)
    fresh = with_siblings(lines, first, lambda row: (*row[: places[0]], group, *row[places[-1] + 1 :]))
    layout = with_lines(table.layout, side, fresh)
    if side is Side.ROWS:
        layout = _with_group_column(layout)
    return change_table(view, table, layout, f"编组 {text}")


def _with_group_column(layout: Layout) -> Layout:
    """Groups of rows are named in a label column of their own, left of the rows' labels."""
    labels = [(path, line) for path, line in paths(layout.columns) if line.stub is Stub.LABEL]
    deep = max(len(path) for path, line in paths(layout.rows) if not line.lines)
    if not labels or len({line.level for _, line in labels}) >= deep:
        return layout
    path, first = labels[0]

    def deeper(line: Line) -> Line:
        return replace(line, level=line.level + 1) if line.stub is Stub.LABEL else line

    columns = mapped(layout.columns, deeper)
    own = Line(fresh_id(columns, "group"), "类别", stub=Stub.LABEL, level=0)
    return replace(layout, columns=replaced(columns, path, own, deeper(first)))


def _without_group_column(layout: Layout) -> Layout:
    """The first label column goes once no row stands under a heading any more."""
    labels = [(path, line) for path, line in paths(layout.columns) if line.stub is Stub.LABEL]
    if any(line.lines for line in layout.rows) or len({line.level for _, line in labels}) < 2:
        return layout
    columns = replaced(layout.columns, labels[0][0])
    higher = mapped(
        columns, lambda line: replace(line, level=line.level - 1) if line.stub is Stub.LABEL else line
    )
    return replace(layout, columns=higher)


# -- parts of a whole


def mark_part(view: ReportView, table: ReportTable, name: str, *, part: bool) -> Edit:
    """Make a row a part (其中) of the row above, or a row of its own again."""
    lines, path, line = _found(view, table, Side.ROWS, name)
    plain = (line.label or "").removeprefix(PART_OF)
    if not part:
        return _changed(
            view, table, Side.ROWS, replaced(lines, path, replace(line, of=None, label=plain)), "取消其中项"
        )
    level = siblings(lines, path)
    at = next(n for n, one in enumerate(level) if one.id == line.id)
    above = next((one for one in reversed(level[:at]) if one.of is None and one.compute is None), None)
    if above is None:
        raise UserError("上面没有可以归入的行", remedy="请把它移到总项的下面")
    first = level[at - 1].id == above.id
    label = f"{PART_OF}{plain}" if first else plain
    fresh = replace(line, of=above.id, label=label)
    return _changed(view, table, Side.ROWS, replaced(lines, path, fresh), "标为其中项")


# -- how a line computes and prints


def set_line_style(
    view: ReportView, table: ReportTable, side: Side, name: str, style: NumberStyle | None
) -> Edit:
    """How the numbers of a line print; None goes back to the table's way."""
    lines, path, line = _found(view, table, side, name)
    fresh = mapped((line,), lambda one: replace(one, style=style))[0]
    return _changed(view, table, side, replaced(lines, path, fresh), "改数字格式")


def set_line_comparison(
    view: ReportView, table: ReportTable, side: Side, name: str, kind: ChangeKind | None
) -> Edit:
    """How a change line compares; None follows the table."""
    lines, path, line = _found(view, table, side, name)
    if not isinstance(line.compute, Change):
        raise UserError("这不是变化列", remedy="请选变化列或变化行")
    usual = line.label in (*CHANGE_TITLES.values(), "")
    label = CHANGE_TITLES[kind or table.layout.compare] if usual else line.label
    fresh = replace(line, compute=replace(line.compute, kind=kind), label=label)
    return _changed(view, table, side, replaced(lines, path, fresh), "改比较方式")
