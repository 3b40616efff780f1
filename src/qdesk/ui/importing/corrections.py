"""Everything that can be said of a place on a sheet, as menus of marks."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtWidgets import QMenu, QWidget

from qdesk.actions.imported import ImportedTable, ImportPreview
from qdesk.errors import UserError
from qdesk.model.edit import Kind
from qdesk.model.entity import Member
from qdesk.model.period import Period, parse_period
from qdesk.recognition.grid import cell_name
from qdesk.recognition.marks import Mark, Says, Scope
from qdesk.ui.dialogs.ask_text import ask_text
from qdesk.ui.importing.pick_dialog import pick
from qdesk.ui.messages import show_error

Tell = Callable[[list[Mark]], None]


@dataclass(frozen=True, slots=True)
class Place:
    """A cell of a sheet, and the table that it belongs to, if it is one's."""

    sheet: str
    row: int
    column: int
    table: ImportedTable | None = None

    def mark(self, scope: Scope, says: Says, value: str = "") -> Mark:
        """A mark of this cell, its row, its column or its table; those of a table at its corner."""
        row, column = self.row, self.column
        if self.table is not None:
            region = self.table.proposal.understood.region
            if scope is Scope.COLUMN:
                row = region.top
            elif scope is Scope.ROW:
                column = region.left
            elif scope is Scope.TABLE:
                row, column = region.top, region.left
        return Mark(self.sheet, scope, row, column, says, value)


class CorrectionMenu:
    """Builds the menus for one place; `tell` is given the marks that the user chose."""

    def __init__(self, parent: QWidget, preview: ImportPreview, place: Place, tell: Tell) -> None:
        self._parent, self._preview, self._place, self._tell = parent, preview, place, tell

    def for_cell(self) -> QMenu:
        """The cell itself, then its row, column and table."""
        name = cell_name(self._place.row, self._place.column)
        menu = QMenu(self._parent)
        self._add(menu, f"{name} 不导入", Scope.CELL, Says.LEAVE)
        self._add(menu, f"{name} 就是这样，没有疑问", Scope.CELL, Says.SURE)
        menu.addAction(f"{name} 应该是…", self._ask_value)
        menu.addSeparator()
        self._fill_row(menu.addMenu(f"第 {self._place.row + 1} 行"))
        self._fill_column(menu.addMenu(f"{cell_name(0, self._place.column)[:-1]} 列"))
        self._fill_table(menu.addMenu("整张表"))
        return menu

    def for_row(self) -> QMenu:
        """What a row may be."""
        menu = QMenu(self._parent)
        self._fill_row(menu)
        return menu

    def for_column(self) -> QMenu:
        """What a column may be."""
        menu = QMenu(self._parent)
        self._fill_column(menu)
        return menu

    def for_table(self) -> QMenu:
        """Where a table goes, and what is true of the whole of it."""
        menu = QMenu(self._parent)
        self._fill_table(menu)
        return menu

    def _add(self, menu: QMenu, text: str, scope: Scope, says: Says, value: str = "") -> None:
        menu.addAction(text, lambda: self._tell([self._place.mark(scope, says, value)]))

    def _fill_row(self, menu: QMenu) -> None:
        self._add(menu, "这一行是表头", Scope.ROW, Says.HEADER)
        self._add(menu, "这一行是数据", Scope.ROW, Says.DATA)
        self._add(menu, "这一行是合计", Scope.ROW, Says.TOTAL)
        self._add(menu, "这一行是变化（由程序计算）", Scope.ROW, Says.CHANGE)
        menu.addSeparator()
        self._add_years(menu, Scope.ROW)
        self._add_names(menu, Scope.ROW)
        menu.addSeparator()
        self._add(menu, "这一行不导入", Scope.ROW, Says.LEAVE)
        self._add(menu, "这一行要导入（即使隐藏）", Scope.ROW, Says.TAKE)

    def _fill_column(self, menu: QMenu) -> None:
        self._add_years(menu, Scope.COLUMN)
        menu.addSeparator()
        self._add(menu, "这一列是数据", Scope.COLUMN, Says.DATA)
        self._add(menu, "这一列是行的名称", Scope.COLUMN, Says.LABEL)
        self._add(menu, "这一列是合计", Scope.COLUMN, Says.TOTAL)
        self._add(menu, "这一列是变化（由程序计算）", Scope.COLUMN, Says.CHANGE)
        self._add_names(menu, Scope.COLUMN)
        menu.addSeparator()
        self._add(menu, "这一列不导入", Scope.COLUMN, Says.LEAVE)
        self._add(menu, "这一列要导入（即使隐藏）", Scope.COLUMN, Says.TAKE)

    def _fill_table(self, menu: QMenu) -> None:
        menu.addAction("这张表是本报告的哪张表…", self._pick_table)
        self._add(menu, "作为新表", Scope.TABLE, Says.GOES_TO, "")
        menu.addAction("放到哪个章节…", self._pick_section)
        menu.addSeparator()
        menu.addAction("单位是…", lambda: self._ask(Scope.TABLE, Says.UNIT, "整张表的单位", "万元"))
        menu.addAction("表题是…", lambda: self._ask(Scope.TABLE, Says.CAPTION, "表题", ""))
        self._add_years(menu, Scope.TABLE)
        if self._schools():
            menu.addAction("是哪所学校的…", lambda: self._pick_school(Scope.TABLE))
        menu.addSeparator()
        self._add(menu, "这张表不导入", Scope.TABLE, Says.LEAVE)

    def _add_years(self, menu: QMenu, scope: Scope) -> None:
        what = {Scope.ROW: "这一行", Scope.COLUMN: "这一列", Scope.TABLE: "这张表"}[scope]
        kind = self._preview.view.report.period.kind
        year = self._preview.proposal.current_year
        for word, offset in (("本年", 0), ("上年", -1)):
            period = Period(kind, year + offset)
            self._add(menu, f"{what}是{word}（{period.title}）", scope, Says.PERIOD, period.code)
        menu.addAction(f"{what}是其他年度…", lambda: self._ask_year(scope))

    def _add_names(self, menu: QMenu, scope: Scope) -> None:
        what = "这一行" if scope is Scope.ROW else "这一列"
        menu.addAction(f"{what}是哪个指标…", lambda: self._pick_indicator(scope))
        menu.addAction(f"{what}是哪个专业或分项…", lambda: self._pick_member(scope))
        if self._schools():
            menu.addAction(f"{what}是哪所学校…", lambda: self._pick_school(scope))
        menu.addAction(f"{what}的单位是…", lambda: self._ask(scope, Says.UNIT, "单位", "人"))

    # -- what is asked for

    def _ask(self, scope: Scope, says: Says, title: str, example: str) -> None:
        text = ask_text(self._parent, "更正", f"{title}：", example)
        if text:
            self._tell([self._place.mark(scope, says, text.strip())])

    def _ask_value(self) -> None:
        self._ask(Scope.CELL, Says.VALUE, "这一格应该是（可以带单位，如 94%）", "")

    def _ask_year(self, scope: Scope) -> None:
        text = ask_text(self._parent, "更正", "年度（如 2018-2019、2019、2019届）：", "")
        if not text:
            return
        if parse_period(text) is None:
            show_error(
                self._parent, UserError(f"“{text}”不是年度", remedy="请写成 2018-2019、2019 或 2019届")
            )
            return
        self._tell([self._place.mark(scope, Says.PERIOD, text)])

    def _pick(self, scope: Scope, says: Says, title: str, choices: Sequence[tuple[str, str]]) -> None:
        found = pick(self._parent, title, choices)
        if found is not None:
            self._tell([self._place.mark(scope, says, found)])

    def _pick_indicator(self, scope: Scope) -> None:
        catalogue = self._preview.view.archive.catalogue
        choices = [(one.id, f"{one.name}（{one.unit}）" if one.unit else one.name) for one in catalogue]
        self._pick(scope, Says.INDICATOR, "是哪个指标", choices)

    def _pick_member(self, scope: Scope) -> None:
        members = [
            one for _, one in self._preview.view.archive.all_of(Kind.MEMBER) if isinstance(one, Member)
        ]
        own = [(member, f"{name}（{breakdown}）") for breakdown, member, name in self._new_members()]
        known = [(one.id, f"{one.name}（{one.breakdown}）") for one in members]
        self._pick(scope, Says.MEMBER, "是哪个专业或分项", [*known, *own])

    def _new_members(self) -> list[tuple[str, str, str]]:
        return [one for table in self._preview.tables for one in table.proposal.members]

    def _schools(self) -> list[tuple[str, str]]:
        return [(one.id, one.name) for one in self._preview.view.archive.entities if one.parent]

    def _pick_school(self, scope: Scope) -> None:
        self._pick(scope, Says.ENTITY, "是哪所学校", self._schools())

    def _pick_table(self) -> None:
        view = self._preview.view
        choices = [
            (one.layout.id, f"{view.table_numbers.get(one.id, '')} {view.filled(one).caption}".strip())
            for one in view.tables
        ]
        self._pick(Scope.TABLE, Says.GOES_TO, "是本报告的哪张表", choices)

    def _pick_section(self) -> None:
        view = self._preview.view
        choices = [(one.section.id, view.title_of(one)) for one in view.headings]
        found = pick(self._parent, "放到哪个章节", choices)
        if found is not None:
            own = self._place.mark(Scope.TABLE, Says.GOES_TO, "")
            self._tell([own, self._place.mark(Scope.TABLE, Says.SECTION, found)])
