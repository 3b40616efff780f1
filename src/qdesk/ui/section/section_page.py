"""The chosen section as it will print: guidance, its parts in order, and places to insert between them."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication, QFrame, QScrollArea, QVBoxLayout, QWidget

from qdesk.actions.edit_figures import new_figure
from qdesk.actions.edit_front_matter import FRONT_MATTER
from qdesk.actions.guidance import Guidance, guidance_for, standard_of
from qdesk.actions.place_parts import Place, may_hold_prose, move_part
from qdesk.errors import UserError
from qdesk.model.case import Case
from qdesk.model.figure import Figure
from qdesk.model.finding import Finding
from qdesk.model.outline import Heading
from qdesk.model.report import ReportTable
from qdesk.model.report_view import Touched
from qdesk.model.section_parts import Part, Passage
from qdesk.ui.messages import show_error
from qdesk.ui.narrative.prose_card import ProseCard
from qdesk.ui.narrative.prose_editor import ProseEdit
from qdesk.ui.report_session import ReportSession
from qdesk.ui.section.case_card import CaseCard
from qdesk.ui.section.figure_card import FigureCard, ask_for_chart
from qdesk.ui.section.front_matter_view import FrontMatterView
from qdesk.ui.section.insert_bar import Insertable, InsertBar, InsertPlace, InsertRow
from qdesk.ui.section.part_inserter import PartInserter
from qdesk.ui.section.photo_card import PhotoCard
from qdesk.ui.section.photo_inserter import PhotoInserter
from qdesk.ui.section.place_shown import PlaceShown
from qdesk.ui.section.section_head import GuidanceBox, invitation, section_title
from qdesk.ui.section.section_prose import SectionProse
from qdesk.ui.table.table_card import TableCard

PartCard = TableCard | FigureCard | PhotoCard | CaseCard | ProseCard

_MARGIN = 18


class SectionPage(QScrollArea):
    """One section; `cell_chosen(table, row, column)` follows the cursor in its tables.

    `import_request` is what an empty store invites to.
    """

    cell_chosen = Signal(str, int, int)
    import_request = Signal()

    def __init__(self, session: ReportSession) -> None:
        super().__init__()
        self._session = session
        self.section_id = ""
        self.front: FrontMatterView | None = None
        self._place = PlaceShown(self)
        self._forget_cards()
        self._folded = False
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWidget(QWidget())
        self.verticalScrollBar().rangeChanged.connect(self._place.follow_cursor)  # an editor has grown
        self.inserter = PhotoInserter(self, session)
        self.inserter.inserted.connect(self._show_photo)
        self.inserter.watch(self)
        self.parts = PartInserter(self, session, self.inserter, lambda: self.section_id, self._show_inserted)

    def _forget_cards(self) -> None:
        self._invitation: QWidget | None = None
        self.shown: list[PartCard] = []
        """The card of every part, in order."""
        self.gaps: list[InsertPlace] = []
        """The places to insert, one before every part and one at the end."""
        self.cards: list[TableCard] = []
        self.figures: list[FigureCard] = []
        self.photos: list[PhotoCard] = []
        self.cases: list[CaseCard] = []
        self._prose = SectionProse(self, self._session, self.section_id)

    @property
    def passages(self) -> list[tuple[Passage, ProseCard]]:
        """The passages of the prose with their cards."""
        return self._prose.cards

    @property
    def prose(self) -> ProseCard | None:
        """The passage that the user is in, or the last one."""
        return self._prose.current

    @property
    def editor_in_work(self) -> ProseEdit | None:
        """The editor that the user is in, or that of the last passage."""
        focused = QApplication.focusWidget()
        return focused if isinstance(focused, ProseEdit) else self.prose.editor if self.prose else None

    def show_section(self, section_id: str) -> None:
        """Show a section from its beginning."""
        self.settle()
        self.section_id = section_id
        self._forget_cards()
        self.front = None
        page = QWidget()
        page.setObjectName("page")
        layout = QVBoxLayout(page)
        layout.setContentsMargins(_MARGIN, 12, _MARGIN, 24)
        layout.setSpacing(3)
        if section_id == FRONT_MATTER:
            self.front = FrontMatterView(self._session)
            layout.addWidget(self.front)
        elif (heading := self._session.view.heading(section_id)) is not None:
            self._fill(layout, heading)
        layout.addStretch(1)
        old = self.takeWidget()
        self.setWidget(page)
        if old is not None:
            old.deleteLater()
        self.verticalScrollBar().setValue(0)

    def _fill(self, layout: QVBoxLayout, heading: Heading) -> None:
        """What a section prints, in order."""
        guidance = guidance_for(self._session.view, heading.section.id)
        layout.addLayout(section_title(guidance))
        layout.addSpacing(7)
        if not self._session.has_values:
            self._invitation = invitation(self.import_request.emit)
            layout.addWidget(self._invitation)
        if guidance.text:
            layout.addWidget(GuidanceBox(guidance, folded=self._folded, fold=self._keep_folded))
        for at, part in enumerate(heading.parts):
            self._add_gap(layout, heading, at)
            card = self._card(part, guidance)
            card.move_request.connect(lambda step, card=card: self._move(card, step))
            self.shown.append(card)
            layout.addWidget(card)
        end = len(heading.parts)
        self.gaps.append(InsertRow(end, self._insert, prose_too=may_hold_prose(heading.parts, end)))
        layout.addWidget(self.gaps[-1])
        for editor in self._editors():
            self.inserter.watch(editor)
            editor.cursorPositionChanged.connect(self._place.follow_cursor)

    def _add_gap(self, layout: QVBoxLayout, heading: Heading, at: int) -> None:
        below = self._spoken(heading.parts[at])
        between = f"{self._spoken(heading.parts[at - 1])}和{below}之间" if at else f"{below}之前"
        gap = InsertBar(at, between, self._insert, prose_too=may_hold_prose(heading.parts, at))
        self.gaps.append(gap)
        layout.addWidget(gap)

    def _spoken(self, part: Part) -> str:
        """What one calls a part: 正文, 表 2, 图 3, 案例 1."""
        if isinstance(part, Passage):
            return "正文"
        number = self._session.view.caption_numbers.get(part.id)
        usual = "表" if isinstance(part, ReportTable) else "案例" if isinstance(part, Case) else "图"
        return number.text if number and number.text else usual

    def _card(self, part: Part, guidance: Guidance) -> PartCard:
        match part:
            case ReportTable():
                return self._table_card(part)
            case Figure() if part.picture:
                photo = PhotoCard(self._session, part.id)
                self.photos.append(photo)
                return photo
            case Figure():
                figure = FigureCard(self._session, part.id)
                self.figures.append(figure)
                return figure
            case Case():
                standard = standard_of(self._session.view)
                case = CaseCard(self._session, part.id, standard.case_length if standard else None)
                self.cases.append(case)
                return case
            case Passage():
                return self._prose.add(part, guidance.length)

    def _table_card(self, table: ReportTable) -> TableCard:
        card = TableCard(self._session, table)
        card.cell_chosen.connect(self.cell_chosen)
        card.chart_request.connect(self._make_chart)
        card.sentence_request.connect(self._add_sentence)
        self.cards.append(card)
        return card

    def _keep_folded(self, folded: bool) -> None:  # noqa: FBT001 - told by a callback
        self._folded = folded

    # -- inserting

    def _insert(self, what: Insertable, at: int) -> None:
        self.settle()
        self.parts.insert(what, at)

    def insert_here(self) -> None:
        """Ask what to insert behind the part that the user is in, at the end where that is none."""
        if not self.gaps:
            return
        focused, card = QApplication.focusWidget(), self._card_in_work()
        places = [n for n, one in enumerate(self.gaps) if focused is not None and one.isAncestorOf(focused)]
        places += [self.shown.index(card) + 1] if card is not None else []
        place = self.gaps[places[0] if places else -1]
        self.ensureWidgetVisible(place)
        place.open()

    def _card_in_work(self) -> PartCard | None:
        """The part that the user is in."""
        focused = QApplication.focusWidget()
        return next((one for one in self.shown if focused is not None and one.isAncestorOf(focused)), None)

    def place_in_work(self) -> Place | None:
        """Behind the part, of prose behind the paragraph, that the user is in; None where that is none."""
        card = self._card_in_work()
        if card is None:
            return None
        at = self.shown.index(card)
        return Place(at, card.lines_to_cursor()) if isinstance(card, ProseCard) else Place(at + 1)

    def _show_photo(self, figure_id: str) -> None:
        card = next((one for one in self.photos if one.figure_id == figure_id), None)
        if card is not None:
            self._show_inserted(self.shown.index(card))

    def move_here(self, step: int) -> None:
        """The part that the user is in goes up (-1) or down (1)."""
        if (card := self._card_in_work()) is not None:
            self._move(card, step)
        else:
            self._session.hint.emit("先把光标放到要移动的表、正文、图或案例里")

    def _move(self, card: PartCard, step: int) -> None:
        self.settle()
        move = move_part(self._session.view, self.section_id, self.shown.index(card), step)
        if move is not None:
            self._session.do(move.edit)
            self._show_inserted(move.at)

    def _show_inserted(self, at: int) -> None:
        """Show a part that is new there, with the cursor in it."""
        if not 0 <= at < len(self.shown):
            return
        card = self.shown[at]
        QTimer.singleShot(0, lambda: self.ensureWidgetVisible(card))
        match card:
            case TableCard():
                QTimer.singleShot(0, lambda: self._place.choose(card, *card.first_place()))
            case CaseCard():
                QTimer.singleShot(0, card.title.setFocus)
            case ProseCard():
                QTimer.singleShot(0, card.editor.setFocus)
            case PhotoCard():
                QTimer.singleShot(0, card.caption.setFocus)
            case FigureCard():
                QTimer.singleShot(0, card.tools.setFocus)

    def begin_typing(self) -> None:
        """Put the cursor into the first place of the section's first table that waits for a number."""
        if self.cards:
            self._place.choose(self.cards[0], *self.cards[0].first_place())

    def add_case(self) -> None:
        """A new case at the end of the section, ready to be named."""
        if self._session.view.heading(self.section_id) is not None:
            self.parts.case()
            self._show_inserted(len(self.shown) - 1)

    def ask_for_table(self) -> None:
        """Let the user make a table from a shape; it stands at the end of the section's tables."""
        if self._session.view.heading(self.section_id) is None:
            return
        before = len(self.cards)
        self.parts.table()
        if len(self.cards) > before:
            self._show_inserted(self.shown.index(self.cards[-1]))

    def _make_chart(self, table_id: str) -> None:
        """A chart of a table of this section, as the user wants it."""
        table = self._session.view.table(table_id)
        if table is None:
            return
        try:
            figure = new_figure(self._session.view, table)
        except UserError as error:
            show_error(self, error)
            return
        ask_for_chart(self, self._session, figure, "做统计图")

    # -- showing

    def refresh(self, touched: Touched) -> None:
        """Show again what an edit touched."""
        if self._invitation is not None:
            self._invitation.setVisible(not self._session.has_values)
        for card in self.cards:
            if card.table_id in touched.tables:
                card.refresh()
        for figure in self.figures:
            if figure.figure is not None and figure.figure.table in touched.tables:
                figure.refresh()
        if self.section_id in touched.texts:
            self._prose.refresh()
            for card in (*self.cases, *self.figures, *self.photos):
                card.refresh()
        if touched.front and self.front is not None:
            self.front.refresh()

    def show_findings(self, findings: Sequence[Finding]) -> None:
        """Mark the cells that these findings name."""
        for card in self.cards:
            card.show_findings(findings)

    def go_to(self, finding: Finding) -> None:
        """Put the cursor on the cell, or select the words, that a finding names."""
        if finding.quote:
            QTimer.singleShot(0, lambda: self._place.choose_words(self._editors(), finding.quote))
        if finding.row is None or finding.column is None:
            return
        row, column = finding.row, finding.column
        for card in self.cards:
            if card.table_id == finding.table:
                # The cards get their places only after the layout has run.
                QTimer.singleShot(0, lambda card=card: self._place.choose(card, row, column))

    def chosen_place(self) -> QRect | None:
        """Where on the screen the cell or the words stand that were gone to last; None if gone."""
        return self._place.on_screen()

    def _editors(self) -> Sequence[ProseEdit]:
        return [*(card.editor for _, card in self.passages), *(case.editor for case in self.cases)]

    # -- prose

    def take_over(self, text: str) -> None:
        """Append last year's stored text to the prose, its numbers linked to this year's data."""
        self._prose.take_over(text)

    def _add_sentence(self, table_id: str) -> None:
        card = self._prose.add_sentence(table_id)
        if card is not None:
            QTimer.singleShot(0, lambda: self.ensureWidgetVisible(card))

    def settle(self) -> None:
        """Keep what is being typed."""
        for card in self.cards:
            card.view.settle()
        for case in self.cases:
            case.settle()
        for photo in self.photos:
            photo.settle()
        self._prose.settle()
        if self.front is not None:
            self.front.settle()
