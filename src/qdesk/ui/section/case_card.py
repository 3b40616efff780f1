"""A case as a card of the section page: its number, title and text, its length against the limit."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QMenu, QToolButton, QVBoxLayout

from qdesk.actions.edit_cases import case_of, place_case, remove_case, set_case
from qdesk.model.edit import Edit
from qdesk.ui.attempt import attempt
from qdesk.ui.dialogs.ask_text import ask_text
from qdesk.ui.dialogs.form import FormDialog, choice
from qdesk.ui.narrative.number_source import NumberSource
from qdesk.ui.narrative.prose_card import ProseTools, show_count
from qdesk.ui.narrative.prose_editor import ProseEdit
from qdesk.ui.report_session import ReportSession


class CaseCard(QFrame):
    """Shows one case; `limit` is how many characters it may have, None for any number.

    `move_request` asks for a place further up (-1) or down (1).
    """

    help_page = "统计图、照片和案例"

    move_request = Signal(int)

    def __init__(self, session: ReportSession, case_id: str, limit: int | None) -> None:
        super().__init__()
        self.setObjectName("card")
        self.case_id = case_id
        self._session = session
        self._length = (0, limit) if limit is not None else None
        self._number = QLabel()
        self._number.setObjectName("cardTitle")
        self.title = QLineEdit()
        self.title.setPlaceholderText("案例标题")
        self.title.setAccessibleName("案例标题")
        self._count = QLabel()
        self._count.setObjectName("secondary")
        self.editor = ProseEdit(NumberSource(session), "在这里写案例：背景、做法、成效……", "案例正文")
        tools = QToolButton()
        tools.setText("⋯")
        tools.setToolTip("案例菜单")
        tools.setAccessibleName("案例菜单")
        tools.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(tools)
        for title, slot in (
            ("上移", lambda: self.move_request.emit(-1)),
            ("下移", lambda: self.move_request.emit(1)),
            ("移到别的章节…", self._place),
            ("改标签（如【案例分享】）…", self._label),
            ("移出（可放回）", lambda: self._do(lambda: remove_case(session.view, case_id))),
        ):
            menu.addAction(title, slot)
        tools.setMenu(menu)
        head = QHBoxLayout()
        head.addWidget(self._number)
        head.addWidget(self.title, 1)
        head.addWidget(self._count)
        head.addLayout(ProseTools(self.editor))
        head.addWidget(tools)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 10, 12, 12)
        layout.addLayout(head)
        layout.addWidget(self.editor)
        self.title.editingFinished.connect(self._keep_title)
        self.editor.textChanged.connect(self._show_count)
        self.editor.settled.connect(self._keep_text)
        self.refresh()

    def refresh(self) -> None:
        """Show the case as it is stored."""
        case = case_of(self._session.view, self.case_id)
        number = self._session.view.caption_numbers.get(case.id)
        self._number.setText(number.text if number else "案例")
        if self.title.text() != case.title:
            self.title.setText(case.title)
        self.editor.show_text(case.text)
        self._show_count()

    def settle(self) -> None:
        """Keep what is being typed."""
        self._keep_title()
        self.editor.settle()

    def _show_count(self) -> None:
        show_count(self._count, self.editor.printed_text(), self._length)

    def _keep_title(self) -> None:
        self._do(lambda: set_case(self._session.view, self.case_id, title=self.title.text()))

    def _keep_text(self) -> None:
        self._do(lambda: set_case(self._session.view, self.case_id, text=self.editor.stored_text()))

    def _label(self) -> None:
        before = case_of(self._session.view, self.case_id).label
        question = "在编号的位置印什么？留空就按全文的案例编号"
        text = ask_text(self, "案例标签", question, "例如：【案例分享】", before)
        if text is not None:
            self._do(lambda: set_case(self._session.view, self.case_id, label=text))

    def _place(self) -> None:
        view = self._session.view
        form = FormDialog(self, "移到别的章节")
        options = [(view.title_of(one), one.section.id) for one in view.headings if not one.skipped]
        sections = choice(options, case_of(view, self.case_id).section, "章节")
        form.form.addRow("章节", sections)
        if form.agreed():
            self._do(lambda: place_case(view, self.case_id, str(sections.currentData())))

    def _do(self, make: Callable[[], Edit | None]) -> None:
        attempt(self, self._session, make)
