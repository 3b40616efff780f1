"""The desk: outline, section and helper pane around one open report."""

from __future__ import annotations

from collections.abc import Iterator
from time import monotonic

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from qdesk.actions.days_work import places_of
from qdesk.actions.describe_value import source_line
from qdesk.actions.edit_front_matter import FRONT_MATTER
from qdesk.actions.gather_findings import by_department
from qdesk.actions.keep_finding import keep_finding
from qdesk.actions.missing_values import has_prior
from qdesk.model.edit import Edit
from qdesk.model.filled_cell import CellRole
from qdesk.model.filled_table import FilledTable
from qdesk.model.finding import Finding, Severity
from qdesk.model.report_view import Touched
from qdesk.ui.attempt import attempt
from qdesk.ui.dialogs.ask_text import ask_text
from qdesk.ui.helper.helper_pane import HelperPane
from qdesk.ui.moments import moment_text
from qdesk.ui.outline.outline_panel import OutlinePanel
from qdesk.ui.preview.preview_pane import PreviewPane
from qdesk.ui.report_session import ReportSession
from qdesk.ui.section.section_page import SectionPage
from qdesk.ui.settings import keep, keep_number, kept, kept_number
from qdesk.ui.top_bar import TopBar

_CHECK_PAUSE_MS = 350
_CHECK_AT_ONCE_S, _CHECK_STEP_S = 0.15, 0.012
"""How long the window may stand still for checks: at first, and at every step after that."""
_HELPER_FROM_WIDTH = 1300
_PAGE_WIDTH = 672
"""A chart as wide as it prints, and the tools of a table, are not cut off."""
_BOTH_FROM_WIDTH = 1700
"""From here on there is room for the helper pane and the printed pages."""


class Desk(QWidget):
    """Places the panels and connects them to the session; nothing else."""

    value_shown = Signal(str)
    findings_counted = Signal(list)

    def __init__(self, session: ReportSession) -> None:
        super().__init__()
        self.session = session
        self.findings: list[Finding] = []
        self._is_checked = False
        self._origin = ""
        self._chosen: tuple[str, int, int] | None = None
        self.top_bar = TopBar(session)
        self.outline = OutlinePanel(session)
        self.page = SectionPage(session)
        self.helper = HelperPane(session)
        self.preview = PreviewPane(session)
        self.preview.setVisible(bool(kept_number("desk/preview", 0)))
        self._splitter = QSplitter(Qt.Orientation.Horizontal)
        for panel in (self.outline, self.page, self.helper, self.preview):
            self._splitter.addWidget(panel)
        self._splitter.setSizes([252, 796, 318, 400])
        self._splitter.setStretchFactor(1, 1)
        for at in range(4):
            self._splitter.setCollapsible(at, at == 2)
        self.outline.setMinimumWidth(240)
        self.page.setMinimumWidth(_PAGE_WIDTH)
        if (state := kept("desk/panes")) is not None:
            self._splitter.restoreState(state)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.top_bar)
        body = QHBoxLayout()
        body.addWidget(self._splitter)
        layout.addLayout(body, 1)
        self._check = QTimer(self)
        self._check.setSingleShot(True)
        self._check.setInterval(_CHECK_PAUSE_MS)
        self._check.timeout.connect(self._run_checks)
        self._steps: Iterator[None] = iter(())
        self._go_on = QTimer(self)
        self._go_on.timeout.connect(lambda: self._check_for(_CHECK_STEP_S))
        self._connect()
        self.open_first()

    def _connect(self) -> None:
        self.outline.chosen.connect(self.show_section)
        self.page.cell_chosen.connect(self._show_value)
        self.preview.close_request.connect(self.toggle_preview)
        self.helper.take_over.connect(self.page.take_over)
        self.helper.go_to.connect(self.go_to)
        self.helper.keep.connect(self.keep_finding)
        self.helper.give_back.connect(self._give_back)
        self.top_bar.found.connect(self.go_to_place)
        self.session.touched.connect(self._refresh)
        self.session.report_switched.connect(self._switch)
        self.session.stepped.connect(self._show_step)

    def open_first(self) -> None:
        """The first section whose table has last year's numbers, else one with a table, or the first."""
        view = self.session.view
        with_tables = [one for one in view.headings if one.tables]
        with_numbers = (one for one in with_tables if any(has_prior(view, table) for table in one.tables))
        first = next(with_numbers, next(iter(with_tables or view.headings), None))
        if first is not None:
            self.outline.choose(first.section.id)
        self._run_checks()

    def show_section(self, section_id: str) -> None:
        """Show a section in the middle and what belongs to it on the right."""
        if section_id == self.page.section_id:
            return
        heading = self.session.view.heading(section_id)
        self._origin = heading.section.origin if heading else ""
        self.page.show_section(section_id)
        self.helper.forget_value()
        self.value_shown.emit("")
        self.helper.show_section(section_id)
        self.helper.show_findings(self.findings if self._is_checked else None)
        self.page.show_findings(self.findings)
        self.preview.follow(section_id)

    def go_to(self, finding: Finding) -> None:
        """Go to the place that a finding names."""
        self.outline.choose(finding.section)
        self.show_section(finding.section)
        self.page.go_to(finding)

    def keep_finding(self, finding: Finding) -> None:
        """Ask why a finding is kept."""
        question = f"{finding.message}\n\n为什么保留？核查记录里会印出来"
        said = ask_text(self, "保留并说明", question, "例如：统计口径不同，已与教务处核对")
        if said is not None and attempt(
            self, self.session, lambda: keep_finding(self.session.view, finding, said)
        ):
            self._run_checks()

    def go_to_place(self, section_id: str, table_id: str, row: int, column: int) -> None:
        """Go to a place that a search or a list named."""
        self.outline.choose(section_id)
        self.show_section(section_id)
        if table_id:
            self.page.go_to(Finding("", Severity.NOTE, "", section_id, table_id, row, column))

    def _show_step(self, title: str, edit: Edit, touched: Touched) -> None:
        """Say what was undone or made again, and go to where it happened."""
        places = places_of(self.session.view, edit, touched.tables)
        here = self.page.section_id
        place = next((one for one in places if one.section == here), next(iter(places), None))
        self.session.hint.emit(
            title if place is None or place.place in title else f"{title}（{place.place}）"
        )
        if place is not None and (place.table or place.section != here):
            self.go_to_place(place.section, place.table, place.row, place.column)

    def _forget_findings(self) -> None:
        """Until the report that is open now has been checked, nothing is told of it."""
        self.findings, self._is_checked = [], False
        self.outline.show_findings([])
        self.helper.show_findings(None)
        self.top_bar.show_findings([])

    def _refresh(self, touched: Touched) -> None:
        self._go_on.stop()
        self.preview.edited()
        if touched.outline:
            self._reload()
            return
        self.page.refresh(touched)
        if self._chosen is not None and self._chosen[0] in touched.tables:
            self._show_value(*self._chosen)
        self.outline.show_progress(touched)
        self.helper.print_later()
        self.helper.show_comments()
        self._check.start()

    def _reload(self) -> None:
        """The outline or a table's shape changed: show the section anew where the user was."""
        section = self.page.section_id
        scrolled = self.page.verticalScrollBar().value()
        section = self._still_there(section)
        self.page.section_id = ""
        self.outline.reload(section)
        self.show_section(section)
        QTimer.singleShot(0, lambda: self.page.verticalScrollBar().setValue(scrolled))
        self._check.start()

    def _still_there(self, section: str) -> str:
        """The section, or the nearest one above it that is still in the outline."""
        before = self.outline.model.section_ids()
        above = before[: before.index(section) + 1] if section in before else []
        known = {FRONT_MATTER, *(one.section.id for one in self.session.view.headings)}
        return next((one for one in reversed(above) if one in known), FRONT_MATTER)

    def _give_back(self) -> None:
        """The chosen cell is computed again."""
        card = next(
            (one for one in self.page.cards if self._chosen and one.table_id == self._chosen[0]), None
        )
        if card is not None:
            card.back_to_computed()

    def _switch(self) -> None:
        """Another report of the store is open: go to the section of the same origin."""
        self._forget_findings()
        self.preview.edited()
        origin = self._origin
        self.page.section_id = ""
        self.top_bar.refresh()
        headings = self.session.view.headings
        same = next((one for one in headings if origin and one.section.origin == origin), None)
        if same is None:
            self.open_first()
            return
        self.outline.reload(same.section.id)
        self.show_section(same.section.id)
        self._run_checks()

    def _run_checks(self) -> None:
        """Look for findings: a large report's in steps, between which the window lives."""
        self._steps = self.session.check_ahead()
        self._check_for(_CHECK_AT_ONCE_S)

    def _check_for(self, seconds: float) -> None:
        end = monotonic() + seconds
        for _ in self._steps:
            if monotonic() > end:
                self._go_on.start()
                return
        self._go_on.stop()
        self._is_checked = True
        self.findings = [one for one in self.session.findings() if not one.explanation]
        self.outline.show_findings(self.findings)
        self.helper.show_findings(self.findings)
        self.page.show_findings(self.findings)
        self.findings_counted.emit(self.findings)
        self.top_bar.show_findings(by_department(self.session.view, self.findings))

    def _show_value(self, table_id: str, row: int, column: int) -> None:
        table = self.session.view.table(table_id)
        if table is None:
            return
        filled = self.session.view.filled(table)
        if row >= len(filled.grid) or column >= filled.column_count:
            return
        if self._chosen is None or self._chosen[0] != table_id:
            self.preview.follow(table_id)
        self._chosen = (table_id, row, column)
        cell = filled.grid[row][column]
        name = _name_of(filled, row, column)
        self.helper.show_value(cell, name)
        self.value_shown.emit(
            " · ".join(part for part in (name, source_line(self.session.view, cell, moment_text)) if part)
        )

    def settle(self) -> None:
        """Keep what is being typed."""
        self.page.settle()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """On a narrow screen the helper pane folds away."""
        super().resizeEvent(event)
        room = self._has_room_for_helper(event.size().width())
        had_room = self._has_room_for_helper(event.oldSize().width())
        if room != had_room or event.oldSize().width() <= 0:
            self.helper.setVisible(room)

    def _has_room_for_helper(self, width: int) -> bool:
        return width >= (_HELPER_FROM_WIDTH if self.preview.isHidden() else _BOTH_FROM_WIDTH)

    def toggle_helper(self) -> None:
        """Show or hide the helper pane; where there is no room for both, the printed pages make way."""
        self.helper.setVisible(self.helper.isHidden())
        if not self.helper.isHidden() and not self.preview.isHidden() and self.width() < _BOTH_FROM_WIDTH:
            self._show_preview(on=False)

    def toggle_preview(self) -> None:
        """Show or hide the printed pages; where there is no room for both, the helper pane makes way."""
        self._show_preview(on=self.preview.isHidden())
        self.helper.setVisible(self._has_room_for_helper(self.width()))

    def _show_preview(self, *, on: bool) -> None:
        self.preview.setVisible(on)
        keep_number("desk/preview", int(on))

    def remember(self) -> None:
        """The desk is closed: remember the splitter."""
        self.preview.stop()
        self._check.stop()
        self._go_on.stop()
        keep("desk/panes", self._splitter.saveState())


def _name_of(filled: FilledTable, row: int, column: int) -> str:
    labels = [one.text for one in filled.grid[row] if one.role is CellRole.LABEL and one.text]
    header = [line[column].text for line in filled.header]
    parts = [*labels[-1:], *dict.fromkeys(header)] if row >= filled.header_rows else header
    return " · ".join(" ".join(part.split()) for part in parts if part)
