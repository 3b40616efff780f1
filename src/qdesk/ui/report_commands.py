"""What is done to the open report as a whole: next year, numbering, limits, standards, lists."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QDialog
from shiboken6 import isValid

from qdesk.actions.convert_report import conversion_edit, rolled_view
from qdesk.actions.edit_front_matter import FRONT_MATTER
from qdesk.actions.edit_outline import set_numbering
from qdesk.actions.library import library
from qdesk.actions.own_standard import save_standard
from qdesk.actions.plan_conversion import plan_conversion
from qdesk.actions.print_pages import Pages, printed_report
from qdesk.actions.report_styles import all_styles, bring_style, set_style
from qdesk.actions.roll_year import roll_edit
from qdesk.actions.table_settings import set_conventions
from qdesk.errors import UserError
from qdesk.model.edit import Edit
from qdesk.model.report import REPORT_STYLE
from qdesk.places import own_templates_dir
from qdesk.ui.background import BackgroundTask, Report
from qdesk.ui.dialogs.ask_text import ask_text
from qdesk.ui.dialogs.convert_dialog import ConvertDialog
from qdesk.ui.dialogs.form import FormDialog, choice
from qdesk.ui.dialogs.limits_dialog import LimitsDialog
from qdesk.ui.dialogs.members_dialog import MembersDialog
from qdesk.ui.dialogs.meters_dialog import MetersDialog
from qdesk.ui.dialogs.missing_dialog import MissingDialog
from qdesk.ui.dialogs.number_style_dialog import ConventionsDialog
from qdesk.ui.dialogs.numbering_dialog import NumberingDialog
from qdesk.ui.dialogs.replace_dialog import ReplaceDialog
from qdesk.ui.dialogs.roll_dialog import ask_next_period
from qdesk.ui.dialogs.standards_dialog import StandardsDialog
from qdesk.ui.dialogs.styles_dialog import StylesDialog
from qdesk.ui.dialogs.tray_dialog import TrayDialog
from qdesk.ui.messages import ask, inform
from qdesk.ui.preview.preview_window import PreviewWindow

if TYPE_CHECKING:
    from collections.abc import Callable

    from qdesk.model.period import Period
    from qdesk.ui.main_window import MainWindow


class ReportCommands(QObject):
    """Commands on the report that is open; without one they do nothing."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window

    def _try(self, action: Callable[[], None]) -> None:
        try:
            action()
        except UserError as error:
            self._window.fail(error)

    # -- years and standards

    def roll(self) -> None:
        """Start the next year's report, by the same standard or another."""
        desk = self._window.settled_desk()
        if desk is None:
            return
        asked = ask_next_period(self._window, desk.session.view.report)
        if asked is not None:
            self.roll_to(*asked)

    def roll_to(self, period: Period, standard: str = "") -> None:
        """The same for a year that is known; "" keeps the standard."""
        desk = self._window.settled_desk()
        if desk is None:
            return
        session = desk.session

        def start() -> None:
            edit: Edit | None = roll_edit(session.workspace, period)
            if standard not in ("", session.view.report.standard) and edit is not None:
                edit = self._rolled_into(edit, standard)
            if edit is not None:
                session.do(edit)
                self._window.show_hint(f"已开始 {period.title}，上年的数已列为上年值")

        self._try(start)

    def _rolled_into(self, rolled: Edit, standard: str) -> Edit | None:
        """The roll and the conversion as one step, as the user agreed to it."""
        if self._window.desk is None:
            return None
        view = rolled_view(self._window.desk.session.workspace, rolled)
        dialog = ConvertDialog(self._window, plan_conversion(view, standard))
        if dialog.exec() != QDialog.DialogCode.Accepted:
            return None
        return Edit(rolled.title, (*rolled.changes, *conversion_edit(view, dialog.plan).changes))

    def convert(self) -> None:
        """Bring the report over to another standard."""
        desk = self._window.settled_desk()
        if desk is None:
            return
        view = desk.session.view
        level, now = view.report.level, view.report.standard
        others = [(one.name, one.id) for one in library().standards if one.level is level and one.id != now]
        form = FormDialog(self._window, "改用另一个编写规范", "下一步")
        frames = choice(others, None, "编写规范")
        form.form.addRow("编写规范", frames)
        form.add_hint("先看每一节去哪里，确认以后才改；改了也能整个撤销。")
        if not others or not form.agreed():
            return

        def go_over() -> None:
            dialog = ConvertDialog(self._window, plan_conversion(view, str(frames.currentData())))
            if dialog.exec() == QDialog.DialogCode.Accepted:
                desk.session.do(conversion_edit(view, dialog.plan))
                self._window.show_hint(f"已改用 {dialog.plan.target.name}")

        self._try(go_over)

    def save_standard(self) -> None:
        """Keep the outline and tables as a standard of the user's own."""
        desk = self._window.settled_desk()
        if desk is None:
            return
        question = "把这份报告的提纲和表格存成自己的编写规范，叫什么？"
        name = ask_text(self._window, "另存为我的编写规范", question, "例如：本校 2024 年报告")
        if name is None:
            return

        def save() -> None:
            made = save_standard(desk.session.view, name)
            inform(
                self._window,
                "编写规范",
                f"已存为“{made.name}”",
                f"以后新建报告时可以选用；数值和正文没有带入。要给别的学校用，在“管理编写规范”里存成文件。\n"
                f"存放在 {own_templates_dir()}",
            )

        self._try(save)

    def standards(self) -> None:
        """List, install and save standards."""
        StandardsDialog(self._window).exec()

    # -- the report as a whole

    def replace_words(self) -> None:
        """Find and replace in all prose."""
        if (desk := self._window.settled_desk()) is not None:
            dialog = ReplaceDialog(self._window, desk.session)
            dialog.go_to.connect(desk.go_to)
            desk.destroyed.connect(dialog.close)
            dialog.show()

    def preview(self) -> None:
        """Show the printed pages, at the section that is shown."""
        desk = self._window.settled_desk()
        if desk is None:
            return
        window = PreviewWindow(self._window)
        window.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        window.refresh_request.connect(lambda: self._lay_out(window))
        window.print_request.connect(self._window.controller.prints.report)
        desk.destroyed.connect(window.close)
        self._lay_out(window, desk.page.section_id)

    def _lay_out(self, window: PreviewWindow, section: str = "") -> None:
        """Lay the report out off the window's thread, then show it, at that section or where it was."""
        desk = self._window.settled_desk()
        if desk is None:
            return
        view = desk.session.workspace.view()

        def work(report: Report) -> Pages:
            return printed_report(view, lambda title: report(f"正在排版 {title}"))

        def done(pages: Pages) -> None:
            if not isValid(window):  # closed while the pages were laid out
                return
            window.show_pages(pages)
            window.show()
            if section:
                window.go_to(section)

        BackgroundTask(self._window, "正在排版", work, done, self._window.fail)

    def meters(self) -> None:
        """Show how far every section is."""
        if (desk := self._window.settled_desk()) is not None:
            dialog = MetersDialog(self._window, desk.session.view)
            dialog.go_to.connect(desk.outline.choose)
            dialog.show()

    def missing(self) -> None:
        """List what this year still lacks, to be filled in place."""
        if (desk := self._window.settled_desk()) is not None:
            dialog = MissingDialog(self._window, desk.session)
            dialog.go_to.connect(desk.go_to_place)
            desk.destroyed.connect(dialog.close)
            dialog.show()

    def limits(self) -> None:
        """Show the standing against every limit, and the table of limits."""
        if (desk := self._window.settled_desk()) is not None:
            LimitsDialog(self._window, desk.session).exec()

    def numbering(self) -> None:
        """Choose how the report looks and numbers."""
        if (desk := self._window.settled_desk()) is not None:
            report = desk.session.view.report
            bring_style(desk.session.view)
            dialog = NumberingDialog(self._window, report.numbering, report.style)
            if dialog.agreed():
                self._do(lambda: set_numbering(desk.session.view, dialog.numbering))
                self._do(lambda: set_style(desk.session.view, dialog.style_chosen))

    def styles(self) -> None:
        """Restyle a look in Word; a report that is open may take the new one at once."""
        dialog = StylesDialog(self._window)
        dialog.exec()
        desk, made = self._window.settled_desk(), dialog.made
        if desk is None:
            return
        report = desk.session.view.report
        if dialog.touched(report.style):
            left = report.style in {one.id for one in all_styles()}
            self._do(lambda: set_style(desk.session.view, report.style if left else REPORT_STYLE))
            desk.session.report_switched.emit()  # it looks otherwise everywhere
        elif made is not None and ask(
            self._window, "版式", f"本报告改用“{made.name}”？", "也可以以后在“版式和编号”里选。", "改用"
        ):
            self._do(lambda: set_style(desk.session.view, made.id))

    def conventions(self) -> None:
        """Choose how the report prints computed numbers."""
        if (desk := self._window.settled_desk()) is not None:
            dialog = ConventionsDialog(self._window, desk.session.view.report.conventions)
            if dialog.agreed():
                self._do(lambda: set_conventions(desk.session.view, dialog.conventions))

    def _do(self, make: Callable[[], Edit | None]) -> None:
        def do() -> None:
            edit = make()
            if edit is not None and self._window.session is not None:
                self._window.session.do(edit)

        self._try(do)

    def tray(self) -> None:
        """Show what has no place in the outline."""
        if (desk := self._window.settled_desk()) is not None:
            TrayDialog(self._window, desk.session, desk.page.section_id).exec()

    def front_matter(self) -> None:
        """Show the pages before the first chapter."""
        if (desk := self._window.settled_desk()) is not None:
            desk.outline.choose(FRONT_MATTER)

    def members(self) -> None:
        """Edit the lists of majors, schools and the like."""
        if (desk := self._window.settled_desk()) is not None:
            MembersDialog(self._window, desk.session).exec()

    def insert_here(self) -> None:
        """Ask what to insert behind the part that the user is in."""
        if self._window.desk is not None:
            self._window.desk.page.insert_here()

    def move_here(self, step: int) -> None:
        """Move the part that the user is in up (-1) or down (1)."""
        if self._window.desk is not None:
            self._window.desk.page.move_here(step)

    def insert_number(self) -> None:
        """Ask for a number of the data, to be put into the prose that the user is in."""
        if self._window.desk is not None and (editor := self._window.desk.page.editor_in_work) is not None:
            editor.setFocus()
            editor.ask_for_number()

    def toggle_bold(self) -> None:
        """Make what is chosen in the prose bold, or plain again."""
        if self._window.desk is not None and (editor := self._window.desk.page.editor_in_work) is not None:
            editor.setFocus()
            editor.toggle_bold()

    def new_table(self) -> None:
        """Add a table to the section that is shown."""
        if (desk := self._window.settled_desk()) is not None:
            desk.page.ask_for_table()

    def new_case(self) -> None:
        """Add a case to the section that is shown."""
        if (desk := self._window.settled_desk()) is not None:
            desk.page.add_case()
