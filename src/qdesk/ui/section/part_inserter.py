"""Puts new parts into the section that is shown, at the place that the user chose."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtWidgets import QDialog, QWidget

from qdesk.actions.edit_cases import add_case
from qdesk.actions.edit_figures import new_figure
from qdesk.actions.place_parts import Place, insert_passage, place_new
from qdesk.errors import UserError
from qdesk.model.edit import Edit
from qdesk.ui.dialogs.form import FormDialog, choice
from qdesk.ui.dialogs.gallery_dialog import GalleryDialog
from qdesk.ui.messages import show_error
from qdesk.ui.report_session import ReportSession
from qdesk.ui.section.figure_card import ask_for_chart
from qdesk.ui.section.insert_bar import Insertable
from qdesk.ui.section.photo_inserter import PhotoInserter


class PartInserter:
    """`shown(at)` is called when the page has shown the new part, which is the `at`-th now."""

    def __init__(
        self,
        parent: QWidget,
        session: ReportSession,
        photos: PhotoInserter,
        section: Callable[[], str],
        shown: Callable[[int], None],
    ) -> None:
        self._parent, self._session, self._photos = parent, session, photos
        self._section, self._shown = section, shown

    def insert(self, what: Insertable, at: int) -> None:
        """Insert a thing before the `at`-th part."""
        match what:
            case Insertable.PROSE:
                self._do(insert_passage(self._session.view, self._section(), at), at)
            case Insertable.TABLE:
                self.table(at)
            case Insertable.CHART:
                self._chart(at)
            case Insertable.PHOTO:
                self._photos.ask(Place(at))
            case Insertable.CASE:
                self.case(at)

    def table(self, at: int | None = None) -> None:
        """Let the user make a table from a shape; without a place it stands behind the section's tables."""
        view, section = self._session.view, self._section()
        dialog = GalleryDialog(self._parent, view, section)
        if dialog.exec() == QDialog.DialogCode.Accepted and dialog.edit is not None:
            self._do(dialog.edit if at is None else place_new(view, section, Place(at), dialog.edit), at)

    def case(self, at: int | None = None) -> None:
        """A new case, at the end of the section where no place is given."""
        view, section = self._session.view, self._section()
        edit = add_case(view, section)
        self._do(edit if at is None else place_new(view, section, Place(at), edit), at)

    def _chart(self, at: int) -> None:
        """A chart of a table of this section or another, as the user wants it."""
        view, section = self._session.view, self._section()
        tables = sorted(view.tables, key=lambda one: one.section != section)
        if not tables:
            show_error(self._parent, UserError("报告里还没有数据表", remedy="请先加一张数据表，再做统计图"))
            return
        table = tables[0]
        if len(tables) > 1:
            form = FormDialog(self._parent, "用哪张表做统计图", "下一步")
            titles = [(f"{view.table_numbers[one.id]} {view.filled(one).caption}", one.id) for one in tables]
            chosen = choice(titles, table.id, "用哪张表")
            form.form.addRow("数据表", chosen)
            if not form.agreed():
                return
            table = view.table(str(chosen.currentData())) or table
        try:
            figure = replace(new_figure(view, table), section=section)
        except UserError as error:
            show_error(self._parent, error)
            return
        if ask_for_chart(
            self._parent,
            self._session,
            figure,
            "做统计图",
            place=lambda edit: place_new(self._session.view, section, Place(at), edit),
        ):
            self._shown(at)

    def _do(self, edit: Edit | None, at: int | None) -> None:
        if edit is not None:
            self._session.do(edit)
            if at is not None:
                self._shown(at)
