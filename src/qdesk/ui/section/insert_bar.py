"""The places between the parts of a section: a quiet ＋ that opens what can be inserted there."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QToolButton, QWidget

_HEIGHT = 20


class Insertable(StrEnum):
    """What can be put into a section; the values are its titles."""

    PROSE = "正文"
    TABLE = "数据表…"
    CHART = "统计图…"
    PHOTO = "照片…"
    CASE = "案例"


_TIPS = {
    Insertable.PROSE: "在这里写一段正文",
    Insertable.TABLE: "从表样新建一张数据表",
    Insertable.CHART: "用一张表的数做统计图",
    Insertable.PHOTO: "插入照片，可一次选几张；也可以把照片文件拖到这一页，或复制后粘贴",
    Insertable.CASE: "加一个案例，编号自动跟随",
}

Insert = Callable[[Insertable, int], None]
"""Inserts a thing before the part of that number."""


class InsertPlace(QWidget):
    """A place before the `at`-th part; `prose_too` False where prose stands beside it already."""

    def __init__(self, at: int, insert: Insert, *, prose_too: bool) -> None:
        super().__init__()
        self.at = at
        self._insert, self._prose_too = insert, prose_too

    def menu(self) -> QMenu:
        """What can be inserted here."""
        menu = QMenu(self)
        menu.setToolTipsVisible(True)
        for what in Insertable:
            action = menu.addAction(what.value)
            action.setToolTip(_TIPS[what])
            if what is Insertable.PROSE and not self._prose_too:
                action.setEnabled(False)
                action.setToolTip("紧挨着的就是正文，直接写在那里")
            action.triggered.connect(lambda _=False, what=what: self._insert(what, self.at))
        return menu

    def open(self) -> None:
        """Show the menu; the first entry that can be chosen is."""
        menu = self.menu()
        menu.aboutToHide.connect(menu.deleteLater)
        menu.setActiveAction(next(one for one in menu.actions() if one.isEnabled()))
        menu.popup(self.mapToGlobal(QPoint(self.width() // 2, self.height())))


class InsertBar(InsertPlace):
    """Stands between two parts: a quiet ＋; `between` says which they are."""

    def __init__(self, at: int, between: str, insert: Insert, *, prose_too: bool) -> None:
        super().__init__(at, insert, prose_too=prose_too)
        self.setFixedHeight(_HEIGHT)
        self.button = QToolButton()
        self.button.setObjectName("insert")
        self.button.setText("＋")
        self.button.setToolTip(f"在这里插入（{between}）　Ctrl+Shift+I")
        self.button.setAccessibleName(f"插入：{between}")
        self.button.clicked.connect(self.open)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addStretch(1)
        row.addWidget(self.button)
        row.addStretch(1)


class InsertRow(InsertPlace):
    """Stands at the end of the section: everything that can be inserted, each with its name."""

    def __init__(self, at: int, insert: Insert, *, prose_too: bool) -> None:
        super().__init__(at, insert, prose_too=prose_too)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 4, 0, 0)
        row.setSpacing(14)
        for what in Insertable:
            if what is Insertable.PROSE and not prose_too:
                continue
            button = QPushButton(f"＋ {what.value}")
            button.setObjectName("link")
            button.setToolTip(_TIPS[what])
            button.setAccessibleName(f"在本节末尾插入{what.value.rstrip('…')}")
            button.clicked.connect(lambda _=False, what=what: insert(what, at))
            row.addWidget(button)
        row.addStretch(1)
