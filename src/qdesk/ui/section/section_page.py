"""The chosen section as it will print: guidance, tables and prose in order."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from qdesk.actions.edit_cases import add_case
from qdesk.actions.edit_figures import new_figure
from qdesk.actions.edit_front_matter import FRONT_MATTER
from qdesk.actions.edit_text import set_text
from qdesk.actions.guidance import Guidance, guidance_for, standard_of
from qdesk.actions.link_numbers import link_text, take_over
from qdesk.actions.table_sentence import table_sentence
from qdesk.errors import UserError
from qdesk.model.figure import Figure
from qdesk.model.finding import Finding
from qdesk.model.outline import Heading
from qdesk.model.report_view import Touched
from qdesk.ui.dialogs.gallery_dialog import GalleryDialog
from qdesk.ui.messages import show_error
from qdesk.ui.narrative.number_source import NumberSource
from qdesk.ui.narrative.prose_card import ProseCard
from qdesk.ui.report_session import ReportSession
from qdesk.ui.section.case_card import CaseCard
from qdesk.ui.section.figure_card import FigureCard, ask_for_chart
from qdesk.ui.section.front_matter_view import FrontMatterView
from qdesk.ui.section.photo_card import PhotoCard
from qdesk.ui.section.photo_inserter import PhotoInserter
from qdesk.ui.style import make_primary
from qdesk.ui.table.table_card import TableCard

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
        self.cards: list[TableCard] = []
        self.figures: list[FigureCard] = []
        self.photos: list[PhotoCard] = []
        self.cases: list[CaseCard] = []
        self.prose: ProseCard | None = None
        self.front: FrontMatterView | None = None
        self._folded = False
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWidget(QWidget())
        self.inserter = PhotoInserter(self, session, lambda: self.section_id)
        self.inserter.watch(self)

    def show_section(self, section_id: str) -> None:
        """Show a section from its beginning."""
        self.settle()
        self.section_id = section_id
        self.cards, self.figures, self.photos, self.cases = [], [], [], []
        self.prose = self.front = None
        page = QWidget()
        page.setObjectName("page")
        layout = QVBoxLayout(page)
        layout.setContentsMargins(_MARGIN, 12, _MARGIN, 24)
        layout.setSpacing(12)
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
        section_id = heading.section.id
        guidance = guidance_for(self._session.view, section_id)
        layout.addLayout(self._head(guidance))
        if not self._session.has_values:
            layout.addWidget(self._invitation())
        if guidance.text:
            layout.addWidget(self._guidance(guidance))
        self.cards = [TableCard(self._session, table) for table in heading.tables]
        for card in self.cards:
            card.cell_chosen.connect(self.cell_chosen)
            card.chart_request.connect(self._make_chart)
            card.sentence_request.connect(self._add_sentence)
            layout.addWidget(card)
            self._add_figures(layout, heading.figures_of(card.table_id))
        tip = "从表样新建一张数据表，放在本节"
        layout.addWidget(self._link("＋ 数据表…", tip, self.ask_for_table))
        self.prose = ProseCard(NumberSource(self._session), guidance.length)
        self.prose.show_text(self._session.view.text(section_id))
        self.prose.changed.connect(self._keep_text)
        self.prose.link_request.connect(self._link_numbers)
        layout.addWidget(self.prose)
        self._add_others(layout, heading.other_figures)
        standard = standard_of(self._session.view)
        limit = standard.case_length if standard else None
        self.cases = [CaseCard(self._session, one.id, limit) for one in heading.cases]
        for case in self.cases:
            layout.addWidget(case)
        for editor in (self.prose.editor, *(case.editor for case in self.cases)):
            self.inserter.watch(editor)
        layout.addWidget(self._link("＋ 案例", "在本节末尾加一个案例，编号自动跟随", self.add_case))

    def _head(self, guidance: Guidance) -> QVBoxLayout:
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

    def _link(self, title: str, tip: str, slot: Callable[[], None]) -> QWidget:
        button = QPushButton(title)
        button.setObjectName("link")
        button.setToolTip(tip)
        button.clicked.connect(slot)
        return button

    def _add_figures(self, layout: QVBoxLayout, figures: Sequence[Figure]) -> None:
        for one in figures:
            card = FigureCard(self._session, one.id)
            self.figures.append(card)
            layout.addWidget(card)

    def _add_others(self, layout: QVBoxLayout, figures: Sequence[Figure]) -> None:
        """What prints behind the prose: photos, and charts of tables that stand elsewhere."""
        for one in figures:
            if one.picture:
                photo = PhotoCard(self._session, one.id)
                self.photos.append(photo)
                layout.addWidget(photo)
            else:
                self._add_figures(layout, (one,))
        tip = "插入照片，可一次选几张；也可以把照片文件拖到这一页，或复制后粘贴"
        layout.addWidget(self._link("＋ 照片…", tip, self.inserter.ask))

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

    def add_case(self) -> None:
        """A new case at the end of the section, ready to be named."""
        if self._session.view.heading(self.section_id) is None:
            return
        self._session.do(add_case(self._session.view, self.section_id))
        if self.cases:
            QTimer.singleShot(0, self.cases[-1].title.setFocus)

    def ask_for_table(self) -> None:
        """Let the user make a table from a shape; it stands at the end of the section's tables."""
        if self._session.view.heading(self.section_id) is None:
            return
        dialog = GalleryDialog(self, self._session.view, self.section_id)
        if dialog.exec() == QDialog.DialogCode.Accepted and dialog.edit is not None:
            self._session.do(dialog.edit)
            if self.cards:
                QTimer.singleShot(0, lambda card=self.cards[-1]: self._choose(card, *card.first_place()))

    def _invitation(self) -> QWidget:
        """What to do first, as long as the store is empty."""
        box = QFrame()
        box.setObjectName("look")
        text = QLabel("还没有数据。先导入上年的 Excel 工作簿或 Word 报告，就有上年值和表格了；也可以直接填。")
        text.setWordWrap(True)
        button = QPushButton("导入…")
        make_primary(button)
        button.clicked.connect(self.import_request)
        row = QHBoxLayout(box)
        row.setContentsMargins(10, 8, 10, 8)
        row.addWidget(text, 1)
        row.addWidget(button)
        return box

    def _guidance(self, guidance: Guidance) -> QWidget:
        box = QFrame()
        box.setObjectName("guidance")
        text = QLabel(guidance.text)
        text.setWordWrap(True)
        text.setVisible(not self._folded)
        fold = QPushButton()
        fold.setObjectName("link")
        label = QLabel("编写提示")
        label.setObjectName("cardTitle")

        def show() -> None:
            text.setVisible(not self._folded)
            fold.setText("展开" if self._folded else "收起")

        def toggle() -> None:
            self._folded = not self._folded
            show()

        fold.clicked.connect(toggle)
        show()
        row = QHBoxLayout()
        row.addWidget(label)
        if guidance.is_default:
            mark = QLabel("默认，可改")
            mark.setObjectName("secondary")
            mark.setToolTip("这一节没有见到规定原文，是通常的写法；可以改名、移动或删去")
            row.addWidget(mark)
        row.addStretch(1)
        row.addWidget(fold)
        layout = QVBoxLayout(box)
        layout.setContentsMargins(10, 4, 10, 6)
        layout.setSpacing(0)
        layout.addLayout(row)
        layout.addWidget(text)
        return box

    def refresh(self, touched: Touched) -> None:
        """Show again what an edit touched."""
        for card in self.cards:
            if card.table_id in touched.tables:
                card.refresh()
        for figure in self.figures:
            if figure.figure is not None and figure.figure.table in touched.tables:
                figure.refresh()
        if self.prose is not None and self.section_id in touched.texts:
            self.prose.show_text(self._session.view.text(self.section_id))
        if self.section_id in touched.texts:
            for card in (*self.cases, *self.figures, *self.photos):
                card.refresh()
        if touched.front and self.front is not None:
            self.front.refresh()

    def go_to(self, finding: Finding) -> None:
        """Put the cursor on the cell, or select the words, that a finding names."""
        if finding.quote:
            QTimer.singleShot(0, lambda: self._choose_words(finding.quote))
        if finding.row is None or finding.column is None:
            return
        row, column = finding.row, finding.column
        for card in self.cards:
            if card.table_id == finding.table:
                # The cards get their places only after the layout has run.
                QTimer.singleShot(0, lambda card=card: self._choose(card, row, column))

    def _choose_words(self, words: str) -> None:
        """Select words where they stand in the prose or a case."""
        editors = [self.prose.editor] if self.prose is not None else []
        editors += [case.editor for case in self.cases]
        for editor in editors:
            if editor.choose(words):
                self.ensureWidgetVisible(editor)
                return

    def _choose(self, card: TableCard, row: int, column: int) -> None:
        self.ensureWidgetVisible(card)
        card.view.choose(row, column)

    def take_over(self, text: str) -> None:
        """Append last year's stored text to the prose, its numbers linked to this year's data."""
        if self.prose is None:
            return
        taken = take_over(self._session.view, text)
        self._append(taken.text)
        waiting = f"，{taken.waiting} 个数待定（已标出）" if taken.waiting else ""
        self._session.hint.emit(f"已带入上年正文：{taken.linked} 个数已换成本年数据{waiting}")

    def _append(self, text: str) -> None:
        own = self.prose.editor.stored_text().rstrip() if self.prose is not None else ""
        self._keep_text(f"{own}\n{text}" if own else text)

    def _add_sentence(self, table_id: str) -> None:
        """A sentence that compares the years of a table, at the end of the prose."""
        table = self._session.view.table(table_id)
        if table is None:
            return
        try:
            self._append(table_sentence(self._session.view, table))
        except UserError as error:
            show_error(self, error)
            return
        self._session.hint.emit("已写在正文末尾，数字随表更新")
        if self.prose is not None:
            QTimer.singleShot(0, lambda: self.ensureWidgetVisible(self.prose or self))

    def _link_numbers(self) -> None:
        """Link the numbers of the prose that the data explain."""
        if self.prose is None:
            return
        text, count = link_text(self._session.view, self.prose.editor.stored_text())
        if count:
            self._keep_text(text)
        said = f"{count} 个数已连到数据，以后随数据变" if count else "没有找到能对上数据的数"
        self._session.hint.emit(said)

    def _keep_text(self, text: str) -> None:
        try:
            edit = set_text(self._session.view, self.section_id, text)
        except UserError as error:
            show_error(self, error)
            return
        if edit is not None:
            self._session.do(edit)

    def settle(self) -> None:
        """Keep what is being typed."""
        for card in self.cards:
            card.view.settle()
        for case in self.cases:
            case.settle()
        for photo in self.photos:
            photo.settle()
        if self.prose is not None:
            self.prose.editor.settle()
        if self.front is not None:
            self.front.settle()
