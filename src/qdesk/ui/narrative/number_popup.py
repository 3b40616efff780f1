"""The list from which a number is put into a sentence: typed to find, Enter to take."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from qdesk.actions.number_choices import FORM_TITLES, NumberChoice
from qdesk.model.prose import Link, LinkForm
from qdesk.ui.narrative.number_source import NumberSource

_WIDTH, _HEIGHT = 460, 320
_YEARS = ((0, "本年"), (-1, "上年"))
_MOVES = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)


class NumberPopup(QFrame):
    """Shows names with this and last year's number; `chosen` says what was taken, `left` that nothing was."""

    chosen = Signal(Link)
    left = Signal()

    def __init__(self, parent: QWidget, numbers: NumberSource) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setObjectName("card")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setFixedSize(_WIDTH, _HEIGHT)
        self._numbers = numbers
        self._choices = numbers.all()
        self._taken = False
        self.wanted = QLineEdit()
        self.wanted.setPlaceholderText("指标名称或拼音首字母，例如 zxs")
        self.wanted.setAccessibleName("查找数据")
        self.list = QListWidget()
        self.list.setAccessibleName("数据")
        self.form = QComboBox()
        self.form.setAccessibleName("写成什么")
        for form, title in FORM_TITLES.items():
            self.form.addItem(title, form)
        self.year = QComboBox()
        self.year.setAccessibleName("哪一年")
        for offset, title in _YEARS:
            self.year.addItem(title, offset)
        hint = QLabel("↑↓ 选择，Enter 插入，Esc 取消")
        hint.setObjectName("secondary")
        below = QHBoxLayout()
        below.addWidget(self.form)
        below.addWidget(self.year)
        below.addWidget(hint, 1, Qt.AlignmentFlag.AlignRight)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 8, 8, 8)
        layout.setSpacing(6)
        layout.addWidget(self.wanted)
        layout.addWidget(self.list, 1)
        layout.addLayout(below)
        self.wanted.textChanged.connect(self._search)
        self.form.currentIndexChanged.connect(lambda: self._search(self.wanted.text()))
        self.year.currentIndexChanged.connect(lambda: self._search(self.wanted.text()))
        self.list.itemClicked.connect(self._take)
        self.wanted.installEventFilter(self)
        self._search("")

    def open_at(self, place: QPoint) -> None:
        """Show the list below a place of the screen, or above it where there is no room."""
        screen = self.screen().availableGeometry()
        x = min(place.x(), screen.right() - _WIDTH)
        y = place.y() if place.y() + _HEIGHT <= screen.bottom() else place.y() - _HEIGHT - 28
        self.move(max(screen.left(), x), max(screen.top(), y))
        self.show()
        self.wanted.setFocus()

    def _link(self, choice: NumberChoice) -> Link:
        form, offset = self.form.currentData(), self.year.currentData()
        return replace(choice.link, form=LinkForm(form), period=int(offset))

    def _search(self, text: str) -> None:
        self.list.clear()
        for choice in self._numbers.search(self._choices, text):
            item = QListWidgetItem(f"{choice.title}　　{self._numbers.shown(self._link(choice))}")
            item.setData(Qt.ItemDataRole.UserRole, choice)
            self.list.addItem(item)
        self.list.setCurrentRow(0)

    def _take(self, item: QListWidgetItem | None) -> None:
        if item is None:
            return
        choice = item.data(Qt.ItemDataRole.UserRole)
        self._taken = True
        link = self._link(choice)
        self.close()
        self.chosen.emit(link)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Arrows move in the list while the cursor stays in the line."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() in _MOVES:
                self.list.event(event)
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._take(self.list.currentItem())
                return True
        return super().eventFilter(watched, event)

    def closeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Tell that nothing was taken, however the list was left."""
        if not self._taken:
            self.left.emit()
        super().closeEvent(event)  # type: ignore[arg-type]
