"""The menu of a table: what can be done with the cell, the row, the column and the table at the cursor."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QMenu

from qdesk.actions.add_line import LineKind, NewLine
from qdesk.model.comparison import CHANGE_TITLES, ChangeKind
from qdesk.model.indicator import IndicatorKind
from qdesk.model.table_layout import Change, FieldType
from qdesk.model.table_lines import Side
from qdesk.ui.table.column_sizer import WIDTH_STEP
from qdesk.ui.table.line_commands import LineCommands
from qdesk.ui.table.table_view import TableView

_BEFORE = {Side.ROWS: "在上方加行…", Side.COLUMNS: "在左侧加列…"}
_AFTER = {Side.ROWS: "在下方加行…\tCtrl++", Side.COLUMNS: "在右侧加列…"}
_BACK = {Side.ROWS: "上移\tAlt+↑", Side.COLUMNS: "左移\tAlt+←"}
_ON = {Side.ROWS: "下移\tAlt+↓", Side.COLUMNS: "右移\tAlt+→"}
_YEARS = ((-2, "上上年"), (-1, "上年"), (0, "本年"))
_BASES = 6
_LONGEST = 14


def fill_line_menus(menu: QMenu, lines: LineCommands) -> None:
    """Add the menus of the row and the column at the cursor, and of what may be added."""
    names = lines.names()
    if (place := lines.side_for_change()) is not None:
        for kind in lines.change_kinds():
            menu.addAction(
                f"加变化{place.word}：{CHANGE_TITLES[kind]}", lambda kind=kind: lines.add_change(kind)
            )
        menu.addSeparator()
    for side in Side:
        label = lines.label(side)
        shown = f"{label[:_LONGEST]}…" if len(label) > _LONGEST else label
        sub = menu.addMenu(f"{side.word}：{shown}" if shown else side.word)
        sub.setEnabled(side in names)
        if side in names:
            _fill_line_menu(sub, lines, side)
    if not lines.is_register:
        _fill_computed(menu.addMenu("加合计、变化、年份……"), lines)


def fill_width_menu(menu: QMenu, view: TableView) -> None:
    """Make the column at the cursor wider or narrower; the edge of a heading can be dragged as well."""
    column = view.currentIndex().column()
    for title, step in (("加宽这一列\tAlt+Shift+→", WIDTH_STEP), ("变窄这一列\tAlt+Shift+←", -WIDTH_STEP)):
        action = menu.addAction(
            title, lambda step=step: view.size_column(column, view.columnWidth(column) + step)
        )
        action.setEnabled(column >= 0)
    menu.addAction("所有列宽恢复自动", view.size_by_texts)


def _fill_line_menu(menu: QMenu, lines: LineCommands, side: Side) -> None:
    record = lines.is_register and side is Side.ROWS
    menu.addAction(
        "在上方加一条记录" if record else _BEFORE[side], lambda: lines.ask_and_add(side, after=False)
    )
    menu.addAction(
        "在下方加一条记录\tCtrl++" if record else _AFTER[side], lambda: lines.ask_and_add(side, after=True)
    )
    menu.addAction(_BACK[side], lambda: lines.move(side, -1))
    menu.addAction(_ON[side], lambda: lines.move(side, 1))
    menu.addSeparator()
    if lines.is_register:
        if side is Side.COLUMNS:
            _fill_field(menu, lines)
    else:
        _fill_structure(menu, lines, side)
        _fill_numbers(menu, lines, side)
        _fill_names(menu, lines, side)
    menu.addSeparator()
    title = "删除这条记录" if record else f"删除这一{side.word}"
    menu.addAction(f"{title}\tCtrl+-" if side is Side.ROWS else title, lambda: lines.remove(side))


def _fill_structure(menu: QMenu, lines: LineCommands, side: Side) -> None:
    line = lines.line(side)
    if line is None or line.stub is not None:
        return
    word = "表头" if side is Side.COLUMNS else "这一行"
    if line.lines:
        menu.addAction("取消拆分或分组", lambda: lines.unsplit(side))
    elif line.compute is None:
        menu.addAction(f"拆分{word}…", lambda: lines.split(side))
    menu.addAction(f"把所选的{side.word}编成一组…", lambda: lines.group(side))
    if side is Side.ROWS and line.compute is None:
        part = line.of is not None
        title = "不再是其中项" if part else "标为上一行的其中项"
        menu.addAction(title, lambda: lines.mark_part(part=not part))


def _fill_numbers(menu: QMenu, lines: LineCommands, side: Side) -> None:
    line = lines.line(side)
    if line is None or line.stub is not None:
        return
    menu.addSeparator()
    menu.addAction("数字格式…", lambda: lines.style(side))
    if line.style is not None:
        menu.addAction("恢复为表格的数字格式", lambda: lines.plain_style(side))
    if isinstance(line.compute, Change):
        sub = menu.addMenu("比较方式")
        for kind, title in (*((one, CHANGE_TITLES[one]) for one in _kinds()), (None, "随整张表")):
            action = sub.addAction(title, lambda kind=kind: lines.compare(side, kind))
            action.setCheckable(True)
            action.setChecked(line.compute.kind is kind)
    if line.compute is None and line.at.indicator:
        menu.addAction("按公式计算…", lines.formula)
    if side is Side.COLUMNS:
        menu.addAction("各行按这一列从大到小排", lambda: lines.sort(descending=True))
        menu.addAction("各行按这一列从小到大排", lambda: lines.sort(descending=False))


def _kinds() -> list[ChangeKind]:
    return [kind for kind in CHANGE_TITLES if kind is not ChangeKind.NONE]


def _fill_names(menu: QMenu, lines: LineCommands, side: Side) -> None:
    line = lines.line(side)
    if line is None or not (line.at.member or line.at.indicator):
        return
    menu.addSeparator()
    menu.addAction("全报告改名…", lines.rename_everywhere)
    member = lines.member() if line.at.member else None
    if member is not None:
        _check(menu, "本年新开设（上年没有）", on=member.first_year is not None, act=lines.set_new)
        _check(menu, "已停办（本年没有）", on=member.last_year is not None, act=lines.set_ended)


def _check(menu: QMenu, title: str, *, on: bool, act: Callable[..., None]) -> None:
    action = menu.addAction(title)
    action.setCheckable(True)
    action.setChecked(on)
    action.triggered.connect(lambda now: act(on=now))


def _fill_field(menu: QMenu, lines: LineCommands) -> None:
    line = lines.line(Side.COLUMNS)
    if line is None or line.stub is not None:
        return
    menu.addAction("这一列的类型…", lines.field_type)
    if line.field is FieldType.NUMBER and lines.table is not None:
        on = line.id in lines.table.layout.total_styles
        _check(menu, "合计行里求和", on=on, act=lines.field_total)
    menu.addAction("按这一列从小到大排", lambda: lines.sort(descending=False))
    menu.addAction("按这一列从大到小排", lambda: lines.sort(descending=True))


def _fill_computed(menu: QMenu, lines: LineCommands) -> None:
    for side in Side:
        for kind, title in ((LineKind.TOTAL, "合计"), (LineKind.MEAN, "平均"), (LineKind.CHANGE, "变化")):
            wanted = NewLine(kind)
            menu.addAction(
                f"{title}{side.word}", lambda side=side, wanted=wanted: lines.add_computed(side, wanted)
            )
        years = menu.addMenu(f"年份{side.word}")
        for offset, title in _YEARS:
            years.addAction(title, lambda side=side, offset=offset: lines.add_year(side, offset))
        if side is Side.ROWS:
            _fill_bases(menu.addMenu("生均行，按……平均"), lines)
        menu.addSeparator()
    for kind, title in ((LineKind.SERIAL, "序号列"), (LineKind.UNIT, "单位列")):
        wanted = NewLine(kind)
        menu.addAction(title, lambda wanted=wanted: lines.add_computed(Side.COLUMNS, wanted))


def _fill_bases(menu: QMenu, lines: LineCommands) -> None:
    """The usual bases of per-student values: counts of students, full-time ones first."""
    counted = [
        one
        for one in lines.catalogue()
        if one.kind is IndicatorKind.COUNT and "在校生" in one.name and one.unit in ("人", "")
    ]
    counted.sort(key=lambda one: ("全日制" not in one.name, len(one.name)))
    for one in counted[:_BASES]:
        wanted = NewLine(LineKind.PER, base=one.id)
        menu.addAction(one.name, lambda wanted=wanted: lines.add_computed(Side.ROWS, wanted))
