"""The start page: continue, new report, open, sample; light enough to be painted at once."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from qdesk.errors import UserError
from qdesk.ui.settings import recent_files

_WIDTH = 760
_SHOWN_PROBLEMS = 4


class StartPage(QWidget):
    """Asks for what to do first."""

    new_request = Signal()
    open_request = Signal()
    sample_request = Signal()
    file_request = Signal(Path)

    def __init__(self, *, recent: bool = True) -> None:
        super().__init__()
        self._with_recent = recent
        self.setObjectName("page")
        self._recent = QVBoxLayout()
        self._recent.setSpacing(6)
        column = QVBoxLayout()
        column.setSpacing(14)
        title = QLabel("职业教育质量年度报告")
        title.setObjectName("startTitle")
        lead = QLabel(
            "从上年的数据开始，填数、比较、撰写，导出可以直接上交的 Word 文档。全部数据只存在本机。"
        )
        lead.setObjectName("secondary")
        lead.setWordWrap(True)
        column.addStretch(2)
        column.addWidget(title)
        column.addWidget(lead)
        column.addLayout(self._choices())
        heading = QLabel("最近使用")
        heading.setObjectName("cardTitle")
        column.addSpacing(8)
        column.addWidget(heading)
        column.addLayout(self._recent)
        self.problems = QLabel()
        self.problems.setObjectName("look")
        self.problems.setMargin(6)
        self.problems.setWordWrap(True)
        self.problems.hide()
        column.addWidget(self.problems)
        column.addStretch(3)
        holder = QWidget()
        holder.setMaximumWidth(_WIDTH)
        holder.setLayout(column)
        row = QHBoxLayout(self)
        row.addStretch(1)
        row.addWidget(holder, 8)
        row.addStretch(1)
        self.refresh()

    def show_problems(self, problems: Sequence[UserError]) -> None:
        """Name the template files that had to be left out; the program works without them."""
        shown = "\n".join(f"· {one}" for one in problems[:_SHOWN_PROBLEMS])
        more = f"\n……另有 {len(problems) - _SHOWN_PROBLEMS} 个" if len(problems) > _SHOWN_PROBLEMS else ""
        self.problems.setText(f"有 {len(problems)} 个模板文件写得不对，没有用上，其余照常：\n{shown}{more}")
        self.problems.setVisible(bool(problems))

    def _choices(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(12)
        choices = (
            ("新建报告", "填学校名称、选编写规范和年度", self.new_request, True),
            ("打开…", "打开已有的数据文件（.qdesk）", self.open_request, False),
            ("示例学校", "两年数据，随意试用，不影响自己的文件", self.sample_request, False),
        )
        for title, text, signal, primary in choices:
            row.addWidget(_choice(title, text, signal, primary=primary))
        return row

    def refresh(self) -> None:
        """Show the recent files."""
        while (item := self._recent.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.deleteLater()
        files = recent_files() if self._with_recent else []
        for path in files:
            button = QPushButton(f"{path.stem}　　{_when(path)}　　{path.parent}")
            button.setToolTip(str(path))
            button.setStyleSheet("text-align: left;")
            button.clicked.connect(lambda _=False, path=path: self.file_request.emit(path))
            self._recent.addWidget(button)
        if not files:
            empty = QLabel("还没有打开过文件")
            empty.setObjectName("secondary")
            self._recent.addWidget(empty)


def _choice(title: str, text: str, signal: object, *, primary: bool) -> QFrame:
    card = QFrame()
    card.setObjectName("card")
    button = QPushButton(title)
    if primary:
        button.setObjectName("primary")
    button.setMinimumHeight(38)
    button.clicked.connect(signal)
    hint = QLabel(text)
    hint.setObjectName("secondary")
    hint.setWordWrap(True)
    hint.setAlignment(Qt.AlignmentFlag.AlignTop)
    layout = QVBoxLayout(card)
    layout.setContentsMargins(14, 14, 14, 14)
    layout.addWidget(button)
    layout.addWidget(hint)
    return card


def _when(path: Path) -> str:
    return datetime.fromtimestamp(path.stat().st_mtime).strftime("%Y-%m-%d %H:%M")  # noqa: DTZ006 - local time is meant
