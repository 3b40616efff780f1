"""The questions that one answer settles for the whole file, above everything else in the import window."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from qdesk.actions.import_questions import Answer, Question, other_year, questions
from qdesk.actions.imported import ImportPreview
from qdesk.errors import UserError
from qdesk.model.period import parse_period
from qdesk.recognition.causes import Cause
from qdesk.ui.dialogs.ask_text import ask_text
from qdesk.ui.messages import show_error

_MOST = 3
"""More at once would push the tables out of the window; the next come up as these are answered."""


class FileQuestions(QWidget):
    """`answered` is given an Answer; `count` values wait for one."""

    answered = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("整个文件的问题")
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self.count = 0

    def show_questions(self, preview: ImportPreview) -> None:
        """Show what is open; nothing is shown where nothing is."""
        while (item := self._layout.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        asked = [one for one in questions(preview) if one.cause.is_of_file]
        self.count = sum(len(one.values) for one in asked)
        for question in asked[:_MOST]:
            self._layout.addWidget(self._line(question))
        self.setVisible(bool(asked))

    def _line(self, question: Question) -> QFrame:
        frame = QFrame()
        frame.setObjectName("look")
        head = QLabel(question.text)
        head.setObjectName("cardTitle")
        reason = QLabel(question.reason)
        reason.setObjectName("secondary")
        words = QVBoxLayout()
        for label in (head, reason):
            label.setWordWrap(True)
            words.addWidget(label)
        row = QHBoxLayout(frame)
        row.addLayout(words, 1)
        for answer in question.answers:
            button = self._button(answer.text)
            button.clicked.connect(lambda _checked=False, answer=answer: self.answered.emit(answer))
            row.addWidget(button)
        if question.cause is Cause.YEAR:
            button = self._button("其他年度…")
            button.clicked.connect(lambda: self._ask_year(question))
            row.addWidget(button)
        return frame

    @staticmethod
    def _button(text: str) -> QPushButton:
        button = QPushButton(text)
        button.setAutoDefault(False)
        return button

    def _ask_year(self, question: Question) -> None:
        text = ask_text(self, "哪一年", "年度（如 2018-2019、2019）：", "")
        if not text:
            return
        period = parse_period(text)
        if period is None:
            show_error(self, UserError(f"“{text}”不是年度", remedy="请写成 2018-2019 或 2019"))
            return
        answer: Answer = other_year(question, period)
        self.answered.emit(answer)
