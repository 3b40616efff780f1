"""What the user can do with the chosen row or column of a table."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from PySide6.QtWidgets import QWidget

from qdesk.actions.add_change import add_change, side_for_change
from qdesk.actions.add_line import LineKind, NewLine, add_line
from qdesk.actions.edit_formula import formula_names, formula_text, set_formula
from qdesk.actions.edit_lines import (
    group_lines,
    mark_part,
    move_line,
    relabel_line,
    remove_line,
    set_line_comparison,
    set_line_style,
    split_by_years,
    split_line,
    unsplit_line,
)
from qdesk.actions.edit_names import rename, set_years
from qdesk.actions.edit_records import (
    add_field,
    add_record,
    move_record,
    remove_record,
    set_field_total,
    set_field_type,
    sort_records,
)
from qdesk.actions.pick_line import line_named, lines_at
from qdesk.actions.table_settings import sort_rows
from qdesk.errors import UserError
from qdesk.model.axis import fill_years
from qdesk.model.comparison import ChangeKind
from qdesk.model.edit import Edit, Kind
from qdesk.model.entity import Member
from qdesk.model.indicator import Indicator
from qdesk.model.report import ReportTable
from qdesk.model.table_layout import LayoutKind, Line
from qdesk.model.table_lines import Side
from qdesk.ui.dialogs.ask_text import ask_text
from qdesk.ui.dialogs.field_dialog import FieldDialog
from qdesk.ui.dialogs.formula_dialog import FormulaDialog
from qdesk.ui.dialogs.number_style_dialog import NumberStyleDialog
from qdesk.ui.dialogs.split_dialog import SplitDialog
from qdesk.ui.messages import ask, show_error
from qdesk.ui.report_session import ReportSession

Make = Callable[[ReportTable], Edit | None]


class LineCommands:
    """Carries out commands on the lines at the cursor; a failed one becomes a message.

    `place` says where the cursor is, `selected` which rows and columns are chosen.
    """

    def __init__(
        self,
        owner: QWidget,
        session: ReportSession,
        table_id: str,
        place: Callable[[], tuple[int, int]],
        selected: Callable[[], tuple[int, int, int, int] | None],
    ) -> None:
        self._owner, self._session, self._table_id = owner, session, table_id
        self._place, self._selected = place, selected

    @property
    def table(self) -> ReportTable | None:
        """The table in its newest state."""
        return self._session.view.table(self._table_id)

    @property
    def is_register(self) -> bool:
        """Whether the table is a register."""
        return self.table is not None and self.table.layout.kind is LayoutKind.REGISTER

    def names(self) -> Mapping[Side, str]:
        """The lines that cross at the cursor."""
        table = self.table
        return lines_at(self._session.view, table, *self._place()) if table else {}

    def line(self, side: Side) -> Line | None:
        """The row's or column's line at the cursor; None in a register's rows."""
        table, name = self.table, self.names().get(side, "")
        return line_named(self._session.view, table, side, name) if table and name else None

    def label(self, side: Side) -> str:
        """The label of the line at the cursor as it is printed, on one line."""
        line = self.line(side)
        year = self._session.view.data.year + ((line.at.period or 0) if line else 0)
        return " ".join(fill_years((line.label or "") if line else "", year).split())

    def catalogue(self) -> Iterable[Indicator]:
        """Every indicator of the store."""
        return self._session.view.archive.catalogue

    def attempt(self, make: Make) -> bool:
        """Do the edit that `make` returns; whether something was done."""
        table = self.table
        if table is None:
            return False
        try:
            edit = make(table)
        except UserError as error:
            show_error(self._owner, error)
            return False
        if edit is None or not edit.changes:
            return False
        self._session.do(edit)
        return True

    def _with_name(self, side: Side, act: Callable[[ReportTable, str], Edit | None]) -> None:
        name = self.names().get(side, "")
        if not name:
            self._session.hint.emit(f"请先选中一{side.word}")
            return
        self.attempt(lambda table: act(table, name))

    # -- adding

    def ask_and_add(self, side: Side, *, after: bool | None = None) -> None:
        """Ask for a name and add it beside the cursor, or (`after` None) where such lines usually stand."""
        if self.is_register and side is Side.ROWS:
            self._add_record(after=after)
            return
        question = f"新的一{side.word}叫什么？"
        name = ask_text(self._owner, f"加一{side.word}", question, "例如：数控技术应用，或 获奖人数（人）")
        if name is None:
            return
        beside = self.names().get(side, "") if after is not None else ""
        placed = after is not False
        view = self._session.view
        if self.is_register:
            self.attempt(lambda table: add_field(view, table, name, beside, after=placed))
        else:
            self.attempt(lambda table: add_line(view, table, side, NewLine(name=name), beside, after=placed))

    def _add_record(self, *, after: bool | None) -> None:
        beside = self.names().get(Side.ROWS, "") if after is not None else ""
        view = self._session.view
        self.attempt(lambda table: add_record(view, table, "", beside, after=after is not False))

    def add_computed(self, side: Side, wanted: NewLine) -> None:
        """Add a total, a change, a year … where such lines usually stand."""
        self.attempt(lambda table: add_line(self._session.view, table, side, wanted))

    def side_for_change(self) -> Side | None:
        """Where a change may be added; None where the table has one already, or no place for it."""
        return side_for_change(self.table) if self.table is not None else None

    def change_kinds(self) -> list[ChangeKind]:
        """How a change may be reckoned, the table's own way first."""
        own = self.table.layout.compare if self.table is not None else ChangeKind.NONE
        kinds = (own, ChangeKind.DIFFERENCE, ChangeKind.GROWTH)
        return [one for one in dict.fromkeys(kinds) if one is not ChangeKind.NONE]

    def add_change(self, kind: ChangeKind | None = None) -> None:
        """Compare the years, which the table does not do yet; None for the table's own way."""
        kind = kind or self.change_kinds()[0]
        self.attempt(lambda table: add_change(self._session.view, table, kind))

    def add_year(self, side: Side, offset: int) -> None:
        """Show another year, to the left of or above the next later one."""
        table = self.table
        if table is None:
            return
        lines = table.layout.rows if side is Side.ROWS else table.layout.columns
        later = [line for line in lines if line.at.period is not None and line.at.period > offset]
        beside = later[0].id if later else ""
        wanted = NewLine(LineKind.PERIOD, offset=offset)
        self.attempt(lambda found: add_line(self._session.view, found, side, wanted, beside, after=not later))

    # -- the line itself

    def remove(self, side: Side) -> None:
        """Ask, then take the row or column out."""
        name, line = self.names().get(side, ""), self.line(side)
        if not name:
            self._session.hint.emit(f"请先选中一{side.word}")
            return
        record = self.is_register and side is Side.ROWS
        label = self.label(side)
        shown = f"“{label}”这一{side.word}" if label else f"这一{'条记录' if record else side.word}"
        kept = "可以撤销。" if record else "已填的数值仍然保留，可以撤销。"
        if not ask(self._owner, f"删除{side.word}", f"从这张表删除{shown}？", kept, "删除"):
            return
        view = self._session.view
        if record and line is None:
            self.attempt(lambda table: remove_record(view, table, name))
        else:
            self.attempt(lambda table: remove_line(view, table, side, name))

    def move(self, side: Side, step: int) -> None:
        """Move the row or column by one."""
        view = self._session.view
        if self.is_register and side is Side.ROWS:
            self._with_name(side, lambda table, name: move_record(view, table, name, step))
        else:
            self._with_name(side, lambda table, name: move_line(view, table, side, name, step))

    def relabel(self, row: int, column: int, text: str) -> None:
        """Another text in a heading or label, in this table."""
        table = self.table
        if table is None:
            return
        names = lines_at(self._session.view, table, row, column)
        side, name = next(iter(names.items()), (Side.ROWS, ""))
        self.attempt(lambda found: relabel_line(self._session.view, found, side, name, text))

    def split(self, side: Side) -> None:
        """Ask into what, then split the line."""
        line = self.line(side)
        if line is None:
            return
        dialog = SplitDialog(self._owner, self.label(side))
        if not dialog.agreed():
            return
        view = self._session.view
        if dialog.by_years:
            change = dialog.with_change
            self._with_name(side, lambda table, name: split_by_years(view, table, side, name, change=change))
        else:
            names = dialog.names
            self._with_name(side, lambda table, name: split_line(view, table, side, name, names))

    def unsplit(self, side: Side) -> None:
        """Make one line again of a heading and what stands under it."""
        self._with_name(side, lambda table, name: unsplit_line(self._session.view, table, side, name))

    def group(self, side: Side) -> None:
        """Put the chosen lines under one heading."""
        table, chosen = self.table, self._selected()
        if table is None or chosen is None:
            return
        top, left, bottom, right = chosen
        span = range(top, bottom + 1) if side is Side.ROWS else range(left, right + 1)
        found: list[str] = []
        for at in span:
            place = (at, right) if side is Side.ROWS else (top, at)
            if (name := lines_at(self._session.view, table, *place).get(side, "")) not in (*found, ""):
                found.append(name)
        if not found:
            return
        label = ask_text(self._owner, "编组", f"所选 {len(found)} {side.word}的组名：", "例如：国家助学金")
        if label is not None:
            self.attempt(lambda one: group_lines(self._session.view, one, side, found, label))

    def mark_part(self, *, part: bool) -> None:
        """Make the row a part (其中) of the one above, or not."""
        self._with_name(Side.ROWS, lambda table, name: mark_part(self._session.view, table, name, part=part))

    # -- how it computes and prints

    def style(self, side: Side) -> None:
        """Ask how the numbers of the line print."""
        line = self.line(side)
        if line is None:
            return
        dialog = NumberStyleDialog(self._owner, f"这一{side.word}的数字格式", line.style)
        if dialog.agreed():
            style = dialog.style_chosen
            self._with_name(
                side, lambda table, name: set_line_style(self._session.view, table, side, name, style)
            )

    def plain_style(self, side: Side) -> None:
        """The table's own way of printing numbers again."""
        self._with_name(side, lambda table, name: set_line_style(self._session.view, table, side, name, None))

    def compare(self, side: Side, kind: ChangeKind | None) -> None:
        """How a change line compares."""
        self._with_name(
            side, lambda table, name: set_line_comparison(self._session.view, table, side, name, kind)
        )

    def indicator(self) -> Indicator | None:
        """The indicator of the cell at the cursor."""
        for side in Side:
            line = self.line(side)
            if line is not None and line.at.indicator:
                return self._session.view.data.indicator(line.at.indicator)
        return None

    def formula(self) -> None:
        """Ask for the formula of the indicator at the cursor."""
        table, indicator = self.table, self.indicator()
        if table is None or indicator is None:
            return
        view = self._session.view
        text = formula_text(view, table, indicator.formula) if indicator.formula else ""
        names = formula_names(view, table)

        def check(formula: str) -> object:
            return set_formula(view, table, indicator, formula)

        dialog = FormulaDialog(self._owner, indicator.name, text, names, check)
        if dialog.agreed():
            self.attempt(lambda found: set_formula(view, found, indicator, dialog.text))

    def sort(self, *, descending: bool) -> None:
        """Order the rows by the column at the cursor."""
        column = self._place()[1]
        view = self._session.view
        if self.is_register:
            self._with_name(
                Side.COLUMNS, lambda table, name: sort_records(view, table, name, descending=descending)
            )
        else:
            self.attempt(lambda table: sort_rows(view, table, column, descending=descending))

    # -- names for the whole report

    def member(self) -> Member | None:
        """The member at the cursor."""
        for side in Side:
            line = self.line(side)
            if line is not None and line.at.member:
                return next(
                    (
                        one
                        for _, one in self._session.view.archive.all_of(Kind.MEMBER)
                        if isinstance(one, Member) and one.id == line.at.member
                    ),
                    None,
                )
        return None

    def rename_everywhere(self) -> None:
        """Ask for another name of the member or indicator, in the whole report."""
        thing = self.member() or self.indicator()
        if thing is None:
            return
        name = ask_text(self._owner, "全报告改名", f"“{thing.name}”在整份报告里改叫：", text=thing.name)
        if name is not None:
            self.attempt(lambda _: rename(self._session.view, thing, name))

    def set_new(self, *, on: bool) -> None:
        """This year is the first of the member at the cursor, or not."""
        member = self.member()
        if member is not None:
            year = self._session.view.data.year if on else None
            self.attempt(lambda _: set_years(self._session.view, member, year, member.last_year))

    def set_ended(self, *, on: bool) -> None:
        """Last year was the last of the member at the cursor, or not."""
        member = self.member()
        if member is not None:
            year = self._session.view.data.year - 1 if on else None
            self.attempt(lambda _: set_years(self._session.view, member, member.first_year, year))

    # -- registers

    def field_type(self) -> None:
        """Ask what the column takes."""
        line = self.line(Side.COLUMNS)
        if line is None:
            return
        dialog = FieldDialog(self._owner, line)
        if dialog.agreed():
            kind, choices = dialog.kind, dialog.choices
            self._with_name(
                Side.COLUMNS,
                lambda table, name: set_field_type(self._session.view, table, name, kind, choices),
            )

    def field_total(self, *, on: bool) -> None:
        """Show the sum of the column, or not."""
        line = self.line(Side.COLUMNS)
        if line is not None:
            self.attempt(lambda table: set_field_total(self._session.view, table, line.id, on=on))
