"""Random editing: what is shown always follows from what is stored, and undo leads back."""

from __future__ import annotations

from contextlib import suppress

from examples import texts
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import rule
from random_use import RandomUse

from qdesk.actions.add_line import LineKind, NewLine, add_line
from qdesk.actions.edit_lines import group_lines, mark_part, move_line, remove_line, split_line, unsplit_line
from qdesk.actions.edit_text import set_text
from qdesk.actions.edit_values import back_to_computed, clear_cells, paste_block, set_cell
from qdesk.actions.pick_line import lines_at
from qdesk.actions.table_settings import recompare, sort_rows, turn_table
from qdesk.errors import UserError
from qdesk.model.comparison import ChangeKind
from qdesk.model.report_view import ReportView
from qdesk.model.table_lines import Side

typed = st.one_of(
    st.integers(0, 99_999).map(str),
    st.decimals(0, 5000, places=2).map(str),
    st.sampled_from(
        ["", "-", "/", "0", "1,234人", "94%", "13.5:1", "1800～2200", "中职不填报", "文字", "３４"]
    ),
)


class RandomEditing(RandomUse):
    """A user who does anything anywhere; the view is kept up to date edit by edit."""

    @staticmethod
    def printed(view: ReportView) -> list[object]:
        tables = [texts(view.filled(table)) for table in view.tables]
        return [*tables, *[view.text(one.section.id) for one in view.headings]]

    @rule(
        table=st.integers(0, 17),
        row=st.integers(0, 30),
        column=st.integers(0, 9),
        text=typed,
        over=st.booleans(),
    )
    def type(self, table: int, row: int, column: int, text: str, over: bool) -> None:
        with suppress(UserError):
            self.do(set_cell(self.view, self.view.tables[table], row, column, text, overwrite=over))

    @rule(
        table=st.integers(0, 17),
        row=st.integers(0, 9),
        block=st.lists(st.lists(typed, max_size=4), max_size=4),
    )
    def paste(self, table: int, row: int, block: list[list[str]]) -> None:
        self.do(paste_block(self.view, self.view.tables[table], row, 1, block).edit)

    @rule(table=st.integers(0, 17))
    def clear(self, table: int) -> None:
        one = self.view.tables[table]
        self.do(clear_cells(self.view, one, [(row, 2) for row in range(len(self.view.filled(one).grid))]))

    @rule(table=st.integers(0, 17), row=st.integers(0, 9), column=st.integers(0, 5))
    def give_back(self, table: int, row: int, column: int) -> None:
        with suppress(UserError):
            self.do(back_to_computed(self.view, self.view.tables[table], row, column))

    @rule(
        table=st.integers(0, 17),
        side=st.sampled_from(Side),
        kind=st.sampled_from(LineKind),
        name=st.sampled_from(["新专业", "新指标（人）", "护理", ""]),
    )
    def add(self, table: int, side: Side, kind: LineKind, name: str) -> None:
        with suppress(UserError):
            wanted = NewLine(kind, name, offset=-2)
            self.do(add_line(self.view, self.view.tables[table], side, wanted))

    @rule(
        table=st.integers(0, 17),
        row=st.integers(0, 20),
        column=st.integers(0, 9),
        how=st.integers(0, 6),
        side=st.sampled_from(Side),
    )
    def reshape(self, table: int, row: int, column: int, how: int, side: Side) -> None:
        one = self.view.tables[table]
        grid = self.view.filled(one).grid
        place = min(row, len(grid) - 1), min(column, len(grid[0]) - 1)
        line = lines_at(self.view, one, *place).get(side, "")
        view = self.view
        ways = (
            lambda: remove_line(view, one, side, line),
            lambda: move_line(view, one, side, line, 1),
            lambda: split_line(view, one, side, line, ["甲", "乙"]),
            lambda: unsplit_line(view, one, side, line),
            lambda: group_lines(view, one, side, [line], "一组"),
            lambda: mark_part(view, one, line, part=True),
            lambda: (
                turn_table(view, one)
                if side is Side.ROWS
                else sort_rows(view, one, place[1], descending=True)
            ),
        )
        with suppress(UserError):
            self.do(ways[how]())

    @rule(table=st.integers(0, 17), kind=st.sampled_from(list(ChangeKind)))
    def compare(self, table: int, kind: ChangeKind) -> None:
        self.do(recompare(self.view, self.view.tables[table], kind))

    @rule(section=st.integers(0, 72), text=st.text(max_size=60))
    def write(self, section: int, text: str) -> None:
        self.do(set_text(self.view, self.view.headings[section].section.id, text))


TestRandomEditing = RandomEditing.TestCase
TestRandomEditing.settings = settings(max_examples=12, stateful_step_count=25, deadline=None)
