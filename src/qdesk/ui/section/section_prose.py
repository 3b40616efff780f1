"""The prose of the section that is shown: a card for each of its passages, and what is done with them."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication, QWidget

from qdesk.actions.link_numbers import link_text, take_over
from qdesk.actions.place_parts import divide_passage, join_passage, set_passage
from qdesk.actions.table_sentence import table_sentence
from qdesk.errors import UserError
from qdesk.model.section_parts import Passage, passage_text
from qdesk.ui.attempt import attempt
from qdesk.ui.messages import show_error
from qdesk.ui.narrative.number_source import NumberSource
from qdesk.ui.narrative.prose_card import ProseCard
from qdesk.ui.report_session import ReportSession


class SectionProse:
    """Made anew for every section; messages stand over `parent`."""

    def __init__(self, parent: QWidget, session: ReportSession, section_id: str) -> None:
        self._parent, self._session, self._section = parent, session, section_id
        self.cards: list[tuple[Passage, ProseCard]] = []

    def add(self, passage: Passage, length: tuple[int, int] | None) -> ProseCard:
        """The card of a passage; `length` is what is usual for the whole section."""
        whole = passage.count == 0 and passage.is_last
        card = ProseCard(NumberSource(self._session), length if whole else None, follows=passage.count > 0)
        card.show_text(passage_text(self._session.view.text(self._section), passage))
        card.changed.connect(lambda text: self._keep(passage, text))
        card.link_request.connect(lambda: self._link_numbers(passage, card))
        card.divide_request.connect(lambda above, below: self._divide(passage, above, below))
        card.join_request.connect(lambda: self._join(passage))
        self.cards.append((passage, card))
        return card

    @property
    def current(self) -> ProseCard | None:
        """The passage that the user is in, or the last one."""
        focused = QApplication.focusWidget()
        inside = (card for _, card in self.cards if focused is not None and card.isAncestorOf(focused))
        return next(inside, self.cards[-1][1] if self.cards else None)

    def refresh(self) -> None:
        """Show the stored text again."""
        text = self._session.view.text(self._section)
        for passage, card in self.cards:
            card.show_text(passage_text(text, passage))

    def take_over(self, text: str) -> None:
        """Append last year's stored text, its numbers linked to this year's data."""
        if not self.cards:
            return
        taken = take_over(self._session.view, text)
        self._append(taken.text)
        waiting = f"，{taken.waiting} 个数待定（已标出）" if taken.waiting else ""
        self._session.hint.emit(f"已带入上年正文：{taken.linked} 个数已换成本年数据{waiting}")

    def add_sentence(self, table_id: str) -> ProseCard | None:
        """A sentence that compares the years of a table, at the end of the prose; the card that it is in."""
        table = self._session.view.table(table_id)
        if table is None or not self.cards:
            return None
        try:
            self._append(table_sentence(self._session.view, table))
        except UserError as error:
            show_error(self._parent, error)
            return None
        self._session.hint.emit("已写在正文末尾，数字随表更新")
        return self.cards[-1][1]

    def settle(self) -> None:
        """Keep what is being typed."""
        for _, card in self.cards:
            card.editor.settle()

    def _append(self, text: str) -> None:
        passage, card = self.cards[-1]
        own = card.editor.stored_text().rstrip()
        self._keep(passage, f"{own}\n{text}" if own else text)

    def _link_numbers(self, passage: Passage, card: ProseCard) -> None:
        """Link the numbers of a passage that the data explain."""
        text, count = link_text(self._session.view, card.editor.stored_text())
        if count:
            self._keep(passage, text)
        said = f"{count} 个数已连到数据，以后随数据变" if count else "没有找到能对上数据的数"
        self._session.hint.emit(said)

    def _keep(self, passage: Passage, text: str) -> None:
        view = self._session.view
        attempt(self._parent, self._session, lambda: set_passage(view, self._section, passage, text))

    def _divide(self, passage: Passage, above: str, below: str) -> None:
        view, section, count = self._session.view, self._section, passage.count
        attempt(self._parent, self._session, lambda: divide_passage(view, section, count, above, below))

    def _join(self, passage: Passage) -> None:
        view = self._session.view
        attempt(self._parent, self._session, lambda: join_passage(view, self._section, passage.count))
