"""Earlier imports and conversions: what came from which file and cell, what went where."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QLabel,
    QLineEdit,
    QListWidget,
    QSplitter,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from qdesk.actions.import_history import PastImport, ProtocolLine
from qdesk.ui.helped_dialog import HelpedDialog
from qdesk.ui.moments import moment_text

_HEADS = ("工作表", "表", "项目", "年度", "数值", "结果", "单元格", "说明")
_MOST_ROWS = 5000


class HistoryDialog(HelpedDialog):
    """Imports at the left, their values at the right; a line above narrows them down."""

    help_page = "导入"

    def __init__(self, parent: QWidget | None, imports: Sequence[PastImport]) -> None:
        super().__init__(parent)
        self.setWindowTitle("导入和换规范的记录")
        self.resize(1080, 600)
        self._imports = imports
        self._list = QListWidget()
        self._list.setAccessibleName("做过的导入")
        for one in imports:
            self._list.addItem(f"{one.file}\n{moment_text(one.at)}　{one.summary}")
        self._filter = QLineEdit()
        self._filter.setPlaceholderText("输入项目、表或单元格的一部分")
        self._filter.setAccessibleName("筛选")
        self._table = QTableWidget(0, len(_HEADS))
        self._table.setHorizontalHeaderLabels(list(_HEADS))
        self._table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self._table.verticalHeader().hide()
        self._table.setAccessibleName("导入的数据")
        header = self._table.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        right = QWidget()
        inside = QVBoxLayout(right)
        inside.addWidget(self._filter)
        inside.addWidget(self._table, 1)
        panes = QSplitter()
        panes.addWidget(self._list)
        panes.addWidget(right)
        panes.setSizes([260, 820])
        layout = QVBoxLayout(self)
        if not imports:
            layout.addWidget(QLabel("还没有导入过文件，也没有换过规范"))
        layout.addWidget(panes, 1)
        self._list.currentRowChanged.connect(self._fill)
        self._filter.textChanged.connect(self._fill)
        self._list.setCurrentRow(0)

    def _fill(self) -> None:
        at = self._list.currentRow()
        if not 0 <= at < len(self._imports):
            return
        words = self._filter.text().split()
        every = map(_texts_of, self._imports[at].lines)
        lines = [texts for texts in every if all(word in " ".join(texts) for word in words)][:_MOST_ROWS]
        self._table.setRowCount(len(lines))
        for row, texts in enumerate(lines):
            for column, text in enumerate(texts):
                item = QTableWidgetItem(text)
                item.setToolTip(text)
                self._table.setItem(row, column, item)
        self._table.resizeColumnsToContents()


def _texts_of(one: ProtocolLine) -> tuple[str, ...]:
    return one.sheet, one.table, one.name, one.period, one.value, one.what, one.cell, one.note
