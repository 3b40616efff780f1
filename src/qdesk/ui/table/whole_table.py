"""What is done to a table as a whole: how it is described, compared, turned, placed and removed."""

from __future__ import annotations

from PySide6.QtWidgets import QMenu, QWidget

from qdesk.actions.table_settings import (
    describe_table,
    place_table,
    recompare,
    remove_table,
    set_change_style,
    turn_table,
)
from qdesk.ui.dialogs.form import FormDialog, choice
from qdesk.ui.dialogs.number_style_dialog import NumberStyleDialog
from qdesk.ui.dialogs.table_settings_dialog import TableSettingsDialog
from qdesk.ui.messages import ask
from qdesk.ui.report_session import ReportSession
from qdesk.ui.table.line_commands import LineCommands


class WholeTable:
    """Carries the commands out; dialogs stand over `owner`, edits go by way of `lines`."""

    def __init__(self, owner: QWidget, session: ReportSession, lines: LineCommands) -> None:
        self._owner, self._session, self._lines = owner, session, lines

    def fill_menu(self, menu: QMenu) -> None:
        """Add what changes how the table looks and reads."""
        view = self._session.view
        menu.addAction("表题、单位、说明、比较方式…", self.describe)
        if not self._lines.is_register:
            menu.addAction("全表变化的数字格式…", self.change_style)
            menu.addAction("行列互换", lambda: self._lines.attempt(lambda one: turn_table(view, one)))

    def describe(self) -> None:
        """Ask for title, unit, notes, and how the table compares."""
        table, view = self._lines.table, self._session.view
        if table is None:
            return
        dialog = TableSettingsDialog(self._owner, view.filled(table))
        if not dialog.agreed():
            return
        compare = dialog.compare
        if compare is not table.layout.compare:
            self._lines.attempt(lambda one: recompare(view, one, compare))
        self._lines.attempt(
            lambda one: describe_table(
                view,
                one,
                caption=dialog.caption,
                subcaption=dialog.subcaption,
                unit_line=dialog.unit_line,
                notes=dialog.notes,
            )
        )

    def change_style(self) -> None:
        """Ask how all changes of the table print."""
        table = self._lines.table
        if table is None:
            return
        styles = table.layout.change_styles
        before = styles.get(table.layout.compare.value) or styles.get("")
        dialog = NumberStyleDialog(self._owner, "全表变化的数字格式", before)
        if dialog.agreed():
            self._lines.attempt(lambda one: set_change_style(self._session.view, one, dialog.style_chosen))

    def place_elsewhere(self) -> None:
        """Ask for another section, and put the table there."""
        table, view = self._lines.table, self._session.view
        if table is None:
            return
        dialog = FormDialog(self._owner, "移到别的章节", "移动")
        sections = choice(
            [(view.title_of(one), one.section.id) for one in view.headings], table.section, "章节"
        )
        dialog.form.addRow("章节", sections)
        if dialog.agreed():
            self._lines.attempt(lambda one: place_table(view, one, str(sections.currentData())))

    def remove(self) -> None:
        """Ask, then take the table out of the report."""
        table, view = self._lines.table, self._session.view
        if table is None:
            return
        details = "表里填的数值仍留在数据文件里，别的表还会用到；可以撤销。"
        if ask(self._owner, "删除表", f"从报告里删除“{view.filled(table).caption}”？", details, "删除"):
            self._lines.attempt(lambda one: remove_table(view, one))
