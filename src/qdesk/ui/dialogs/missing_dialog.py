"""What this year still lacks, all in one list that is filled in place."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from qdesk.actions.edit_values import set_cell
from qdesk.actions.missing_values import MissingValue, missing_values
from qdesk.ui.attempt import attempt
from qdesk.ui.dialogs.form import choice
from qdesk.ui.dialogs.listing import listing
from qdesk.ui.helped_dialog import BesideWindow
from qdesk.ui.report_session import ReportSession

_COLUMNS = ("表", "项目", "上年", "填在这里", "单位", "科室")
_PRIOR, _VALUE = 2, 3
_TABLE_WIDTH, _VALUE_WIDTH = 230, 130
_EVERYONE = "全部科室"
_ALL, _WITH_PRIOR = "all", "prior"


class MissingDialog(BesideWindow):
    """Stays open beside the desk; `go_to` asks to show a cell: section, table, row, column."""

    help_page = "整份报告的列表"

    go_to = Signal(str, str, int, int)

    def __init__(self, parent: QWidget, session: ReportSession) -> None:
        super().__init__(parent, "未填的数")
        self.resize(940, 560)
        self._session = session
        self._shown: list[MissingValue] = []
        everything = list(missing_values(session.view))
        departments = sorted({one.department for one in everything if one.department})
        self._who = choice([(_EVERYONE, ""), *((name, name) for name in departments)], "", "科室")
        with_prior = sum(bool(one.prior) for one in everything)
        both = (f"全部 {len(everything)}", _ALL), (f"上年有数的 {with_prior}", _WITH_PRIOR)
        self.which = choice(both, _WITH_PRIOR if with_prior else _ALL, "哪些数")
        self._count = QLabel()
        self.table = listing(_COLUMNS, "未填的数", stretch=1)
        self.table.setEditTriggers(
            QAbstractItemView.EditTrigger.AnyKeyPressed
            | QAbstractItemView.EditTrigger.EditKeyPressed
            | QAbstractItemView.EditTrigger.SelectedClicked
        )
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        header = self.table.horizontalHeader()
        for column, width in ((0, _TABLE_WIDTH), (_VALUE, _VALUE_WIDTH)):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Interactive)
            header.resizeSection(column, width)
        row = QHBoxLayout()
        row.addWidget(self.which)
        row.addWidget(self._who)
        row.addWidget(self._count, 1)
        layout = QVBoxLayout(self)
        layout.addLayout(row)
        layout.addWidget(self.table, 1)
        self.which.currentIndexChanged.connect(self._fill)
        self._who.currentIndexChanged.connect(self._fill)
        self.table.itemChanged.connect(self._typed)
        self.table.cellDoubleClicked.connect(self._go)
        self._fill()
        self.table.setFocus()

    def _fill(self) -> None:
        who = str(self._who.currentData())
        found = missing_values(self._session.view)
        prior_only = self.which.currentData() == _WITH_PRIOR
        self._shown = [
            one for one in found if (not who or one.department == who) and (one.prior or not prior_only)
        ]
        self.table.blockSignals(True)  # noqa: FBT003 - Qt's own signature
        self.table.setRowCount(len(self._shown))
        for at, one in enumerate(self._shown):
            for column, text in enumerate(
                (one.table_title, one.name, one.prior, "", one.unit, one.department)
            ):
                item = QTableWidgetItem(text)
                item.setToolTip(text)
                if column == _PRIOR:
                    item.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
                if column != _VALUE:
                    item.setFlags(item.flags() & ~Qt.ItemFlag.ItemIsEditable)
                self.table.setItem(at, column, item)
        self.table.blockSignals(False)  # noqa: FBT003
        if self._shown:
            self.table.setCurrentCell(0, _VALUE)
        self._say(len(self._shown))

    def _say(self, left: int) -> None:
        text = f"还有 {left} 个未填。直接输入，回车到下一个；双击别的列到那一格。" if left else "都填好了"
        self._count.setText(text)

    def _typed(self, item: QTableWidgetItem) -> None:
        """Keep what was typed; the line stays, so that a slip can be mended at once."""
        view, one = self._session.view, self._shown[item.row()]
        table = view.table(one.table)
        if item.column() != _VALUE or table is None:
            return
        if not attempt(self, self._session, lambda: set_cell(view, table, one.row, one.column, item.text())):
            self.table.blockSignals(True)  # noqa: FBT003
            item.setText("")
            self.table.blockSignals(False)  # noqa: FBT003
            return
        self.table.setCurrentCell(min(item.row() + 1, self.table.rowCount() - 1), _VALUE)
        values = (self.table.item(at, _VALUE) for at in range(self.table.rowCount()))
        self._say(sum(value is not None and not value.text().strip() for value in values))

    def _go(self, row: int, column: int) -> None:
        if column != _VALUE:
            one = self._shown[row]
            self.go_to.emit(one.section, one.table, one.row, one.column)
