"""All findings in one list, gravest first; a double click leads to the place."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QBrush
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from qdesk.model.finding import Finding, Severity
from qdesk.model.report_view import ReportView
from qdesk.ui.style import color

_WORDS = {
    Severity.MUST: ("必改", "must"),
    Severity.LOOK: ("请看", "look"),
    Severity.NOTE: ("提示", "secondary"),
}


class FindingsDialog(QDialog):
    """Stays open beside the desk; `go_to` asks to show a finding's place."""

    go_to = Signal(Finding)
    protocol_request = Signal()

    def __init__(self, parent: QWidget, view: ReportView, findings: list[Finding]) -> None:
        super().__init__(parent)
        self.setWindowTitle("核查")
        self.resize(760, 480)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._view, self._findings = view, findings
        self._shown: list[Finding] = []
        self._severity = QComboBox()
        self._severity.addItem("全部", None)
        for severity, (word, _) in _WORDS.items():
            count = sum(one.severity is severity for one in findings)
            self._severity.addItem(f"{word} {count}", severity)
        self._list = QTableWidget(0, 3)
        self._list.setHorizontalHeaderLabels(["", "章节", "问题"])
        self._list.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self._list.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self._list.verticalHeader().hide()
        self._list.setAccessibleName("问题列表")
        self._list.cellDoubleClicked.connect(self._go)
        self._list.cellActivated.connect(self._go)
        header = self._list.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(2, QHeaderView.ResizeMode.Stretch)
        row = QHBoxLayout()
        row.addWidget(self._severity)
        row.addWidget(QLabel("双击一条，直接到那一格或那句话"), 1)
        protocol = QPushButton("存成核查记录…")
        protocol.setToolTip("给领导签字用：核查了什么、发现什么、保留的说明；Word 或 Excel")
        protocol.clicked.connect(self.protocol_request)
        row.addWidget(protocol)
        layout = QVBoxLayout(self)
        layout.addLayout(row)
        layout.addWidget(self._list)
        self._severity.currentIndexChanged.connect(self._fill)
        self._fill()

    def _fill(self) -> None:
        chosen = self._severity.currentData()
        wanted = Severity(chosen) if chosen else None  # Qt hands a StrEnum back as a plain text
        self._shown = [one for one in self._findings if wanted is None or one.severity is wanted]
        self._list.setRowCount(max(1, len(self._shown)))
        if not self._shown:
            self._list.setItem(0, 2, QTableWidgetItem("没有问题"))
        for row, one in enumerate(self._shown):
            word, role = _WORDS[one.severity]
            heading = self._view.heading(one.section)
            kept = f"（保留：{one.explanation}）" if one.explanation else ""
            texts = ("已说明" if kept else word, heading.number if heading else "", f"{one.message}{kept}")
            for column, text in enumerate(texts):
                item = QTableWidgetItem(text)
                if column == 0:
                    item.setForeground(QBrush(color(role)))
                self._list.setItem(row, column, item)

    def _go(self, row: int, _column: int) -> None:
        if row < len(self._shown):
            self.go_to.emit(self._shown[row])
