"""A list over the whole report whose lines lead to their places; it stays open beside the desk."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from PySide6.QtCore import QModelIndex, QTimer, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from qdesk.ui.dialogs.rows_model import RowsModel
from qdesk.ui.helped_dialog import BesideWindow
from qdesk.ui.report_session import ReportSession

_PAUSE_MS = 500

Place = tuple[str, str, int, int]
"""Section, table ("" for none), row, column."""


class PlaceList(BesideWindow):
    """Asks to show a place: section, table, row, column; `fill` is called again when the report changes."""

    help_page = "整份报告的列表"

    go_to = Signal(str, str, int, int)

    def __init__(
        self,
        parent: QWidget,
        session: ReportSession,
        name: str,
        titles: Sequence[str],
        widths: Sequence[int],
        numbers: Collection[int] = (),
    ) -> None:
        """`widths` are those of all columns, 0 for the one that takes the room that is left."""
        super().__init__(parent, name)
        self.resize(980, 560)
        self.session = session
        self._places: list[Place] = []
        self.model = RowsModel(titles, numbers)
        self.table = QTableView()
        self.table.setModel(self.model)
        self.table.setAccessibleName(name)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setTabKeyNavigation(False)
        self.table.setWordWrap(False)
        self.table.verticalHeader().hide()
        header = self.table.horizontalHeader()
        for column, width in enumerate(widths):
            mode = QHeaderView.ResizeMode.Interactive if width else QHeaderView.ResizeMode.Stretch
            header.setSectionResizeMode(column, mode)
            if width:
                header.resizeSection(column, width)
        self.table.doubleClicked.connect(self._go)
        self.table.activated.connect(self._go)
        self.said = QLabel()
        self.said.setWordWrap(True)
        self.top = QHBoxLayout()
        layout = QVBoxLayout(self)
        layout.addLayout(self.top)
        layout.addWidget(self.said)
        layout.addWidget(self.table, 1)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self.fill)
        session.touched.connect(self._fill_later)
        session.report_switched.connect(self._fill_later)

    def _fill_later(self) -> None:
        self._pause.start()

    def fill(self) -> None:
        """Show what is in the report now."""
        raise NotImplementedError

    def show_rows(self, rows: Sequence[Sequence[str]], tips: Sequence[str], places: Sequence[Place]) -> None:
        """Show these lines; the chosen one stays chosen as far as it is there."""
        row = self.table.currentIndex().row()
        self._places = list(places)
        self.model.show(rows, tips)
        if rows:
            self.table.selectRow(min(max(row, 0), len(rows) - 1))

    def _go(self, index: QModelIndex) -> None:
        place = self._places[index.row()]
        if place[0]:
            self.go_to.emit(*place)
