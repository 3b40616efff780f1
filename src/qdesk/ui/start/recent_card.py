"""A recent store on the start page: its first page in small, whose it is, how far it is."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QSize, QTimer
from PySide6.QtGui import QIcon, QPixmap
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QProgressBar, QPushButton, QVBoxLayout

from qdesk.ui.moments import moment_text
from qdesk.ui.start.cover import Cover, picture_file, read_cover
from qdesk.ui.style import make_primary

_LARGE = QSize(124, 175)
_SMALL = QSize(46, 65)


class ContinueCard(QFrame):
    """The store that was open last, with the one button that most people want."""

    def __init__(self, store: Path, go_on: Callable[[], object]) -> None:
        super().__init__()
        self.setObjectName("card")
        cover = read_cover(store)
        title = QLabel(cover.school if cover and cover.school else store.stem)
        title.setObjectName("sectionTitle")
        title.setWordWrap(True)
        about = QLabel(f"{cover.period} · {cover.status}" if cover else store.name)
        where = QLabel(f"{_when(store)} 改过　{store.parent}")
        where.setObjectName("secondary")
        where.setWordWrap(True)
        self.button = QPushButton("继续")
        make_primary(self.button)
        self.button.setMinimumHeight(38)
        self.button.setMinimumWidth(150)
        self.button.setToolTip(str(store))
        self.button.setAccessibleName(f"继续：{_spoken(store, cover)}")
        self.button.clicked.connect(go_on)
        column = QVBoxLayout()
        column.setSpacing(6)
        for widget in (title, about):
            column.addWidget(widget)
        column.addStretch(1)
        if cover is not None:
            column.addWidget(QLabel(cover.progress))
            column.addWidget(_bar(cover))
        column.addWidget(where)
        column.addSpacing(4)
        below = QHBoxLayout()
        below.addWidget(self.button)
        below.addStretch(1)
        column.addLayout(below)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 14, 16, 14)
        row.setSpacing(18)
        row.addWidget(FirstPage(store))
        row.addLayout(column, 1)


class RecentButton(QPushButton):
    """Another recent store; the whole of it is the button."""

    def __init__(self, store: Path, go_on: Callable[[], object]) -> None:
        cover = read_cover(store)
        name = store.stem if len(store.stem) <= 14 else f"{store.stem[:13]}…"
        told = f"{cover.period}　{cover.percent}%" if cover else _when(store)
        super().__init__(f"{name}\n{told}")
        self._store = store
        self.setIconSize(_SMALL)
        QTimer.singleShot(0, self, self._show_picture)  # the window is painted first
        self.setObjectName("recent")
        self.setMinimumHeight(_SMALL.height() + 14)
        progress = f"\n{cover.progress}" if cover else ""
        self.setToolTip(f"{store}\n{_when(store)} 改过{progress}")
        self.setAccessibleName(_spoken(store, cover))
        self.clicked.connect(go_on)

    def _show_picture(self) -> None:
        picture = QPixmap(str(picture_file(self._store)))
        if not picture.isNull():
            self.setIcon(QIcon(picture))


class FirstPage(QLabel):
    """The first page in small; an empty sheet until it is there."""

    def __init__(self, store: Path) -> None:
        super().__init__()
        self._store = store
        self.setObjectName("paper")
        self.setFixedSize(_LARGE)
        self.setScaledContents(True)
        self.setAccessibleName("首页的小图")
        QTimer.singleShot(0, self, self._show_picture)  # the window is painted first

    def _show_picture(self) -> None:
        picture = QPixmap(str(picture_file(self._store)))
        if not picture.isNull():
            self.setPixmap(picture)


def _bar(cover: Cover) -> QProgressBar:
    bar = QProgressBar()
    bar.setRange(0, 100)
    bar.setValue(cover.percent)
    bar.setTextVisible(False)
    bar.setAccessibleName(cover.progress)
    return bar


def _spoken(store: Path, cover: Cover | None) -> str:
    return f"{store.stem}，{cover.period}，{cover.progress}" if cover else store.stem


def _when(path: Path) -> str:
    return moment_text(datetime.fromtimestamp(path.stat().st_mtime).astimezone())
