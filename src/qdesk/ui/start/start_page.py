"""The start page: continue, new report, open, sample; light enough to be painted at once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from qdesk.errors import UserError
from qdesk.ui.settings import recent_files
from qdesk.ui.start.recent_card import ContinueCard, RecentButton

FROM_LAST_YEAR = "从上年的文件开始…"
_WIDTH = 860
_COLUMNS = 4
_SHOWN_PROBLEMS = 4


class StartPage(QWidget):
    """Asks for what to do first."""

    last_year_request = Signal()
    new_request = Signal()
    open_request = Signal()
    sample_request = Signal()
    restore_request = Signal()
    file_request = Signal(Path)

    def __init__(self, *, recent: bool = True) -> None:
        super().__init__()
        self._with_recent = recent
        self.setObjectName("page")
        self.go_on: ContinueCard | None = None
        self._first = QVBoxLayout()
        self._choices = QHBoxLayout()
        self._choices.setSpacing(12)
        self._recent = QGridLayout()
        self._recent.setSpacing(8)
        column = QVBoxLayout()
        column.setSpacing(12)
        title = QLabel("职业教育质量年度报告")
        title.setObjectName("startTitle")
        lead = QLabel(
            "从上年的数据开始，填数、比较、撰写，导出可以直接上交的 Word 文档。全部数据只存在本机。"
        )
        lead.setObjectName("secondary")
        lead.setWordWrap(True)
        self._heading = QLabel("其他最近用过的")
        self._heading.setObjectName("cardTitle")
        column.addStretch(2)
        column.addWidget(title)
        column.addWidget(lead)
        column.addLayout(self._first)
        column.addLayout(self._choices)
        column.addWidget(self._heading)
        column.addLayout(self._recent)
        restore = QPushButton("从备份恢复…")
        restore.setObjectName("link")
        restore.clicked.connect(self.restore_request)
        below = QHBoxLayout()
        below.addWidget(restore)
        below.addStretch(1)
        column.addLayout(below)
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

    def refresh(self) -> None:
        """Show the recent files: the last one to go on with, the others below."""
        for layout in (self._first, self._choices, self._recent):
            while (item := layout.takeAt(0)) is not None:
                if (widget := item.widget()) is not None:
                    widget.deleteLater()
        files = recent_files() if self._with_recent else []
        self.go_on = ContinueCard(files[0], self._opener(files[0])) if files else None
        if self.go_on is not None:
            self._first.addWidget(self.go_on)
        for title, text, signal in (
            (FROM_LAST_YEAR, "选上年的 Excel 数据表或 Word 报告，上年的数和正文就位", self.last_year_request),
            ("新建空白报告", "填学校名称、选编写规范和年度", self.new_request),
            ("打开…", "打开已有的数据文件（.qdesk）", self.open_request),
            ("示例学校", "两年数据，随意试用", self.sample_request),
        ):
            main = title == FROM_LAST_YEAR
            self._choices.addWidget(
                _choice(title, text, signal, primary=main and not files), 4 if main else 3
            )
        self._heading.setVisible(len(files) > 1)
        for at, path in enumerate(files[1:]):
            self._recent.addWidget(RecentButton(path, self._opener(path)), at // _COLUMNS, at % _COLUMNS)
        for column in range(_COLUMNS):
            self._recent.setColumnStretch(column, 1)

    def _opener(self, path: Path) -> Callable[[], None]:
        return lambda: self.file_request.emit(path)


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
    layout = QVBoxLayout(card)
    layout.setContentsMargins(12, 12, 12, 10)
    layout.addWidget(button)
    layout.addWidget(hint)
    layout.addStretch(1)
    return card
