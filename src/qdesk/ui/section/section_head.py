"""What stands above the parts of a section: its title, an invitation to begin, the guidance."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from qdesk.actions.guidance import Guidance
from qdesk.ui.style import make_primary


def section_title(guidance: Guidance) -> QVBoxLayout:
    """The title of the section below that of its chapter."""
    above = QLabel(guidance.above)
    above.setObjectName("secondary")
    title = QLabel(guidance.title)
    title.setObjectName("sectionTitle")
    title.setWordWrap(True)
    layout = QVBoxLayout()
    layout.setSpacing(2)
    if guidance.above:
        layout.addWidget(above)
    layout.addWidget(title)
    return layout


def invitation(start_import: Callable[[], object]) -> QWidget:
    """What to do first, as long as the store is empty."""
    box = QFrame()
    box.setObjectName("look")
    text = QLabel("还没有数据。先导入上年的 Excel 工作簿或 Word 报告，就有上年值和表格了；也可以直接填。")
    text.setWordWrap(True)
    button = QPushButton("导入…")
    make_primary(button)
    button.clicked.connect(start_import)
    row = QHBoxLayout(box)
    row.setContentsMargins(10, 8, 10, 8)
    row.addWidget(text, 1)
    row.addWidget(button)
    return box


class GuidanceBox(QFrame):
    """The guidance of a section; `folded` tells whether it is folded away, `fold` keeps that."""

    def __init__(self, guidance: Guidance, *, folded: bool, fold: Callable[[bool], None]) -> None:
        super().__init__()
        self.setObjectName("guidance")
        self._folded, self._keep = folded, fold
        self._text = QLabel(guidance.text)
        self._text.setWordWrap(True)
        self._button = QPushButton()
        self._button.setObjectName("link")
        self._button.clicked.connect(self._toggle)
        label = QLabel("编写提示")
        label.setObjectName("cardTitle")
        row = QHBoxLayout()
        row.addWidget(label)
        if guidance.is_default:
            mark = QLabel("默认，可改")
            mark.setObjectName("secondary")
            mark.setToolTip("这一节没有见到规定原文，是通常的写法；可以改名、移动或删去")
            row.addWidget(mark)
        row.addStretch(1)
        row.addWidget(self._button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(10, 4, 10, 6)
        layout.setSpacing(0)
        layout.addLayout(row)
        layout.addWidget(self._text)
        self._show()

    def _toggle(self) -> None:
        self._folded = not self._folded
        self._keep(self._folded)
        self._show()

    def _show(self) -> None:
        self._text.setVisible(not self._folded)
        self._button.setText("展开" if self._folded else "收起")
