"""Choosing one of many by typing a part of its name."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from qdesk.ui.helped_dialog import HelpedDialog
from qdesk.ui.style import make_primary


class PickDialog(HelpedDialog):
    """A list of names that a line above it narrows down."""

    help_page = "导入"

    def __init__(self, parent: QWidget | None, title: str, choices: Sequence[tuple[str, str]]) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.resize(440, 460)
        self._filter = QLineEdit()
        self._filter.setPlaceholderText("输入名称的一部分")
        self._filter.setAccessibleName("筛选")
        self._list = QListWidget()
        self._list.setAccessibleName(title)
        for name, text in choices:
            item = QListWidgetItem(text)
            item.setData(Qt.ItemDataRole.UserRole, name)
            self._list.addItem(item)
        buttons = QDialogButtonBox()
        make_primary(buttons.addButton("确定", QDialogButtonBox.ButtonRole.AcceptRole))
        buttons.addButton("取消", QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addWidget(self._filter)
        layout.addWidget(self._list, 1)
        layout.addWidget(buttons)
        self._filter.textChanged.connect(self._narrow)
        self._list.itemDoubleClicked.connect(lambda _item: self.accept())
        self._list.setCurrentRow(0)

    def _narrow(self, text: str) -> None:
        first = None
        for row in range(self._list.count()):
            item = self._list.item(row)
            fits = all(part in item.text() for part in text.split())
            item.setHidden(not fits)
            first = item if fits and first is None else first
        if first is not None:
            self._list.setCurrentItem(first)

    @property
    def chosen(self) -> str | None:
        """The name of the current line."""
        item = self._list.currentItem()
        return None if item is None or item.isHidden() else str(item.data(Qt.ItemDataRole.UserRole))


def pick(parent: QWidget, title: str, choices: Sequence[tuple[str, str]]) -> str | None:
    """Ask for one of (name, text); None if the user does not want to say."""
    dialog = PickDialog(parent, title, choices)
    return dialog.chosen if dialog.exec() == QDialog.DialogCode.Accepted else None
