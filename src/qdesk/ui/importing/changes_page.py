"""The last look before an import: what is new, changed, contradicted and doubtful, each with its choice."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QBrush
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from qdesk.actions.imported import ImportedTable, ImportedValue, Verdict
from qdesk.model.period import Period
from qdesk.model.value import plain_text
from qdesk.ui.importing.import_work import ImportWork
from qdesk.ui.importing.understood_view import name_of
from qdesk.ui.style import color, ui_font

_KINDS = ("冲突", "存疑", "改动", "新增")
_ROLES = {"冲突": "must", "存疑": "look", "改动": "look", "新增": "done"}
_MOST_ROWS = 2000


def kind_of_change(one: ImportedValue) -> str:
    """Under which word a value is listed; "" for one that changes nothing."""
    if one.read.doubt and one.verdict is not Verdict.COMPUTED:
        return "存疑"
    return {Verdict.NEW: "新增", Verdict.CHANGED: "改动", Verdict.CONFLICT: "冲突"}.get(one.verdict, "")


class ChangesPage(QWidget):
    """A list of everything that an import would store, gravest first."""

    def __init__(self, work: ImportWork) -> None:
        super().__init__()
        self._work = work
        self._shown: list[tuple[ImportedTable, ImportedValue]] = []
        self._filling = False
        self._kind = QComboBox()
        self._kind.setAccessibleName("显示")
        self._list = QTableWidget(0, 8)
        self._list.setHorizontalHeaderLabels(["采用", "", "表", "项目", "年度", "已保存", "文件里", "来源"])
        self._list.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self._list.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self._list.setFont(ui_font())
        self._list.verticalHeader().hide()
        self._list.setAccessibleName("新增、改动与冲突")
        header = self._list.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(3, QHeaderView.ResizeMode.Stretch)
        self._build()
        self._kind.currentIndexChanged.connect(self._fill)
        self._list.itemChanged.connect(self._tick)

    def _build(self) -> None:
        row = QHBoxLayout()
        row.addWidget(QLabel("显示"))
        row.addWidget(self._kind)
        row.addStretch(1)
        for text, act in (
            ("冲突：全部保留已保存的", lambda: self._choose("冲突", taken=False)),
            ("冲突：全部改为文件里的", lambda: self._choose("冲突", taken=True)),
            ("存疑：全部采用", lambda: self._choose("存疑", taken=True)),
            ("存疑：全部不导入", lambda: self._choose("存疑", taken=False)),
        ):
            row.addWidget(self._button(text, act))
        layout = QVBoxLayout(self)
        layout.addLayout(row)
        layout.addWidget(self._list, 1)

    @staticmethod
    def _button(text: str, act: Callable[[], None]) -> QPushButton:
        button = QPushButton(text)
        button.setAutoDefault(False)
        button.clicked.connect(lambda _checked=False: act())
        return button

    def refresh(self) -> None:
        """Show the preview as it is now."""
        counts: dict[str, int] = dict.fromkeys(_KINDS, 0)
        for _, one in self._all():
            counts[kind_of_change(one)] += 1
        chosen = self._kind.currentData()
        self._kind.blockSignals(True)  # noqa: FBT003 - Qt takes no names
        self._kind.clear()
        self._kind.addItem(f"全部 {sum(counts.values())}", "")
        for kind in _KINDS:
            self._kind.addItem(f"{kind} {counts[kind]}", kind)
        self._kind.setCurrentIndex(max(0, self._kind.findData(chosen)))
        self._kind.blockSignals(False)  # noqa: FBT003
        self._fill()

    def _all(self) -> list[tuple[ImportedTable, ImportedValue]]:
        return [
            (table, one)
            for table in self._work.preview.tables
            if table.taken
            for one in table.values
            if kind_of_change(one)
        ]

    def _fill(self) -> None:
        wanted = self._kind.currentData()
        found = [pair for pair in self._all() if wanted in ("", None, kind_of_change(pair[1]))]
        found.sort(key=lambda pair: _KINDS.index(kind_of_change(pair[1])))
        self._shown = found[:_MOST_ROWS]
        self._filling = True
        self._list.setRowCount(len(self._shown))
        for row, (table, one) in enumerate(self._shown):
            self._show(row, table, one)
        self._filling = False

    def _show(self, row: int, table: ImportedTable, one: ImportedValue) -> None:
        preview = self._work.preview
        period = Period(preview.view.report.period.kind, preview.proposal.current_year + one.read.offset)
        kind = kind_of_change(one)
        stored = "" if one.stored is None else plain_text(one.stored)
        texts = (
            *("", kind, table.name, name_of(one, preview), period.code, stored),
            *(plain_text(one.read.value), f"{table.sheet} {one.read.cell}"),
        )
        for column, text in enumerate(texts):
            item = QTableWidgetItem(text)
            item.setToolTip(
                one.read.doubt or (f"已保存的来自 {one.stored_from}" if one.stored_from else text)
            )
            if column == 0:
                item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
                item.setCheckState(Qt.CheckState.Checked if one.taken else Qt.CheckState.Unchecked)
            if column == 1:
                item.setForeground(QBrush(color(_ROLES[kind])))
            self._list.setItem(row, column, item)

    def _tick(self, item: QTableWidgetItem) -> None:
        if not self._filling and item.column() == 0:
            self._shown[item.row()][1].taken = item.checkState() == Qt.CheckState.Checked
            self._work.choices_changed()

    def _choose(self, kind: str, *, taken: bool) -> None:
        for _, one in self._all():
            if kind_of_change(one) == kind:
                one.taken = taken
        self._fill()
        self._work.choices_changed()
