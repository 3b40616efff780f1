"""The pages before the first chapter: each switched on or off, filled in, worded and put in order."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFormLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from qdesk.actions.edit_front_matter import (
    front_item,
    front_page,
    front_pages,
    move_page,
    rename_page,
    set_field,
    set_front_text,
    switch_page,
)
from qdesk.actions.print_pages import printed_front_page
from qdesk.document.front_matter import CONTENTS_LEVELS, automatic_fields
from qdesk.model.edit import Edit
from qdesk.model.front_page import FrontPage
from qdesk.ui.attempt import attempt
from qdesk.ui.dialogs.ask_text import ask_text
from qdesk.ui.dialogs.form import choice
from qdesk.ui.narrative.number_source import NumberSource
from qdesk.ui.narrative.prose_card import show_count
from qdesk.ui.narrative.prose_editor import ProseEdit
from qdesk.ui.preview.page_strip import PageStrip
from qdesk.ui.report_session import ReportSession

_LEVELS = (1, 2, 3)
_PREVIEW_WIDTH = 190


class FrontMatterView(QWidget):
    """A card for every page or list, in printed order."""

    help_page = "提纲"

    def __init__(self, session: ReportSession) -> None:
        super().__init__()
        self._session = session
        title = QLabel("封面、声明与目录")
        title.setObjectName("sectionTitle")
        hint = QLabel("第 1 章之前的部分。勾选的才会印出来；空着的格子按灰字自动填写。")
        hint.setObjectName("secondary")
        hint.setWordWrap(True)
        self._cards = QVBoxLayout()
        self._cards.setSpacing(12)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        layout.addWidget(title)
        layout.addWidget(hint)
        layout.addLayout(self._cards)
        self.cards: list[FrontPageCard] = []
        self._fill()

    def _fill(self) -> None:
        while (item := self._cards.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.deleteLater()
        self.cards = [FrontPageCard(self._session, one.id) for one in front_pages(self._session.view)]
        for card in self.cards:
            self._cards.addWidget(card)

    def refresh(self) -> None:
        """Show the pages as they are stored."""
        if [one.id for one in front_pages(self._session.view)] != [one.page_id for one in self.cards]:
            self._fill()
            return
        for card in self.cards:
            card.refresh()

    def settle(self) -> None:
        """Keep what is being typed."""
        for card in self.cards:
            card.settle()


class FrontPageCard(QFrame):
    """One page: its switch, its fields, its text."""

    def __init__(self, session: ReportSession, page_id: str) -> None:
        super().__init__()
        self.setObjectName("card")
        self.page_id = page_id
        self._session = session
        page = front_page(session.view, page_id)
        self._item = front_item(session.view, page_id)
        self.shown = QCheckBox(page.name)
        self.shown.setObjectName("cardTitle")
        self._count = QLabel()
        self._count.setObjectName("secondary")
        self.fields: dict[str, QLineEdit | QComboBox] = {}
        self.editor: ProseEdit | None = None
        self._body = QWidget()
        self._strip = PageStrip(_PREVIEW_WIDTH, margin=3)
        self._build(page)
        self.refresh()

    def _build(self, page: FrontPage) -> None:
        head = QHBoxLayout()
        head.addWidget(self.shown)
        head.addWidget(self._count, 1)
        for text, tip, slot in (
            ("↑", "上移", lambda: self._do(lambda: move_page(self._session.view, self.page_id, -1))),
            ("↓", "下移", lambda: self._do(lambda: move_page(self._session.view, self.page_id, 1))),
            ("改标题…", "这一部分印出来的标题", self._rename),
        ):
            button = QToolButton()
            button.setText(text)
            button.setToolTip(tip)
            button.setAccessibleName(f"{page.name} {tip}")
            button.clicked.connect(slot)
            head.addWidget(button)
        across = QHBoxLayout(self._body)
        across.setContentsMargins(0, 0, 0, 0)
        body = QVBoxLayout()
        across.addLayout(body, 1)
        across.addWidget(self._strip, 0, Qt.AlignmentFlag.AlignTop)
        if self._item is not None and self._item.guidance:
            hint = QLabel(self._item.guidance)
            hint.setObjectName("secondary")
            hint.setWordWrap(True)
            body.addWidget(hint)
        if page.is_written:
            self.editor = ProseEdit(NumberSource(self._session), f"在这里写{page.name}……", page.name)
            self.editor.textChanged.connect(self._show_count)
            self.editor.settled.connect(self._keep_text)
            body.addWidget(self.editor)
        form = QFormLayout()
        for name in page.fields:
            form.addRow(name, self._field(name))
        body.addLayout(form)
        body.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 10, 12, 12)
        layout.addLayout(head)
        layout.addWidget(self._body)
        self.shown.toggled.connect(self._switch)

    def _field(self, name: str) -> QWidget:
        if name == CONTENTS_LEVELS:
            levels = choice([(f"{count} 级", str(count)) for count in _LEVELS], None, name)
            levels.activated.connect(lambda: self._keep(name, str(levels.currentData())))
            self.fields[name] = levels
            return levels
        line = QLineEdit()
        today = date.today()  # noqa: DTZ011 - the user's own calendar day
        line.setPlaceholderText(automatic_fields(self._session.view, today).get(name, ""))
        line.setAccessibleName(name)
        line.editingFinished.connect(lambda: self._keep(name, line.text()))
        self.fields[name] = line
        return line

    def refresh(self) -> None:
        """Show the page as it is stored."""
        page = front_page(self._session.view, self.page_id)
        self.shown.blockSignals(True)  # noqa: FBT003 - Qt's own signature
        self.shown.setText(page.name)
        self.shown.setChecked(page.shown)
        self.shown.blockSignals(False)  # noqa: FBT003
        self._body.setVisible(page.shown)
        for name, field in self.fields.items():
            value = page.fields.get(name, "")
            if isinstance(field, QComboBox):
                field.setCurrentIndex(max(0, field.findData(value)) if value else len(_LEVELS) - 1)
            elif field.text() != value:
                field.setText(value)
        if self.editor is not None:
            self.editor.show_text(page.text)
            self._show_count()
        if page.shown:
            self._strip.show_pages(printed_front_page(self._session.view, page, most=1))

    def settle(self) -> None:
        """Keep what is being typed."""
        for name, field in self.fields.items():
            if isinstance(field, QLineEdit):
                self._keep(name, field.text())
        if self.editor is not None:
            self.editor.settle()

    def _show_count(self) -> None:
        if self.editor is not None:
            length = self._item.length if self._item else None
            show_count(self._count, self.editor.printed_text(), length)

    def _switch(self, on: bool) -> None:  # noqa: FBT001 - a Qt slot
        self._do(lambda: switch_page(self._session.view, self.page_id, shown=on))

    def _keep(self, name: str, value: str) -> None:
        self._do(lambda: set_field(self._session.view, self.page_id, name, value))

    def _keep_text(self) -> None:
        text = self.editor.stored_text() if self.editor else ""
        self._do(lambda: set_front_text(self._session.view, self.page_id, text))

    def _rename(self) -> None:
        before = front_page(self._session.view, self.page_id).name
        text = ask_text(self, "改标题", "这一部分印出来的标题", "", before)
        if text is not None:
            self._do(lambda: rename_page(self._session.view, self.page_id, text))

    def _do(self, make: Callable[[], Edit | None]) -> None:
        attempt(self, self._session, make)
