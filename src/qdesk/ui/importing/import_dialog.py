"""Before an import: the sheet as it stands, what was understood, and what would change."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from qdesk.actions.import_counts import import_counts
from qdesk.actions.imported import ImportedTable, ImportPreview, Verdict, is_open
from qdesk.model.period import Period, parse_period
from qdesk.recognition.grid import place_of
from qdesk.recognition.marks import Mark, Says, Scope
from qdesk.ui.helped_dialog import HelpedDialog
from qdesk.ui.importing.changes_page import ChangesPage
from qdesk.ui.importing.corrections import CorrectionMenu, Place
from qdesk.ui.importing.file_questions import FileQuestions
from qdesk.ui.importing.import_work import ImportWork
from qdesk.ui.importing.question_cards import QuestionCards
from qdesk.ui.importing.sheet_view import SheetView, legend
from qdesk.ui.importing.table_list import Entry, TableList
from qdesk.ui.importing.texts_page import TextsPage
from qdesk.ui.importing.understood_view import UnderstoodView
from qdesk.ui.messages import ask
from qdesk.ui.style import make_primary

_REVIEW, _TEXTS, _CHANGES = range(3)
_STEPS = ("选择文件", "核对识别结果", "正文", "新增、改动与冲突")


class ImportDialog(HelpedDialog):
    """Step 2 corrects what was understood, step 3 chooses; `preview` is what the user agreed to."""

    help_page = "导入"

    def __init__(self, parent: QWidget | None, preview: ImportPreview) -> None:
        super().__init__(parent)
        self._work = ImportWork(preview)
        self.setWindowTitle(f"导入　{preview.path.name}")
        self.resize(1240, 700)
        self._summary, self._steps = QLabel(), QLabel()
        self._summary.setObjectName("secondary")
        self._year = QComboBox()
        self._undo = QPushButton("撤销更正")
        self._remembered = QPushButton()
        self._tables, self._sheet = TableList(), SheetView()
        self._values, self._cards = UnderstoodView(), QuestionCards()
        self._place = QPushButton()
        self._asks = FileQuestions()
        self._changes, self._texts = ChangesPage(self._work), TextsPage(self._work)
        self._order = [_REVIEW, _TEXTS, _CHANGES] if preview.texts.sections else [_REVIEW, _CHANGES]
        self._pages = QStackedWidget()
        self._keep = QCheckBox("记住这种表格的识别方式，下次自动采用")
        self._keep.setChecked(True)
        self._left = QLabel()
        self._left.setObjectName("secondary")
        self._back, self._sure, self._next = QPushButton("上一步"), QPushButton(), QPushButton()
        self._build()
        self._connect()
        self._understood()
        self._next.setFocus()

    @property
    def preview(self) -> ImportPreview:
        """The preview with every correction and choice."""
        return self._work.preview

    @property
    def remember(self) -> bool:
        """Whether the corrections are kept for the next file of the same make."""
        return self._keep.isChecked()

    # -- how it is built

    def _build(self) -> None:
        self._pages.addWidget(self._review_page())
        self._pages.addWidget(self._texts)
        self._pages.addWidget(self._changes)
        make_primary(self._next)
        for button in (self._back, self._sure, self._next, self._undo, self._remembered, self._place):
            button.setAutoDefault(False)
        foot = QHBoxLayout()
        foot.addWidget(self._keep)
        foot.addStretch(1)
        foot.addWidget(self._left)
        cancel = QPushButton("取消")
        cancel.setAutoDefault(False)
        cancel.clicked.connect(self.reject)
        for button in (cancel, self._back, self._sure, self._next):
            foot.addWidget(button)
        layout = QVBoxLayout(self)
        layout.addLayout(self._head())
        layout.addWidget(self._asks)
        layout.addWidget(self._pages, 1)
        layout.addLayout(foot)

    def _head(self) -> QVBoxLayout:
        name = QLabel(self._work.preview.path.name)
        name.setObjectName("sectionTitle")
        first = QHBoxLayout()
        first.addWidget(name)
        first.addWidget(self._summary, 1)
        self._remembered.setObjectName("link")
        first.addWidget(self._remembered)
        first.addWidget(self._undo)
        first.addWidget(QLabel("文件里的本年"))
        self._year.setAccessibleName("文件里的本年")
        self._year.setMinimumWidth(130)
        first.addWidget(self._year)
        head = QVBoxLayout()
        head.addLayout(first)
        head.addWidget(self._steps)
        return head

    def _review_page(self) -> QWidget:
        panes = QSplitter()
        panes.addWidget(self._pane("找到的表（打勾的会导入）", self._tables))
        hint = QLabel("点行号、列标或双击单元格，可以更正")
        hint.setObjectName("secondary")
        panes.addWidget(self._pane("表格原样", legend(), self._sheet, hint))
        self._place.setObjectName("link")
        self._place.setToolTip("点这里更改这张表的去处、单位、年度")
        right = QSplitter(Qt.Orientation.Vertical)
        right.addWidget(self._values)
        right.addWidget(self._cards)
        right.setSizes([360, 220])
        panes.addWidget(self._pane("识别结果", self._place, right))
        panes.setSizes([220, 520, 500])
        panes.setChildrenCollapsible(False)
        return panes

    @staticmethod
    def _pane(title: str, *widgets: QWidget) -> QWidget:
        pane = QWidget()
        label = QLabel(title)
        label.setObjectName("secondary")
        layout = QVBoxLayout(pane)
        layout.setContentsMargins(6, 0, 6, 0)
        layout.addWidget(label)
        for widget in widgets:
            stretches = isinstance(widget, TableList | SheetView | QSplitter)
            layout.addWidget(widget, 1 if stretches else 0)
        return pane

    def _connect(self) -> None:
        self._work.changed.connect(self._understood)
        self._work.chosen.connect(self._choices_changed)
        self._tables.shown.connect(self._show)
        self._tables.ticked.connect(self._work.choices_changed)
        self._sheet.asked.connect(self._correct)
        self._cards.answered.connect(self._work.mark)
        self._asks.answered.connect(self._work.answer)
        self._cards.chosen.connect(self._work.choices_changed)
        self._values.pointed.connect(self._sheet.point_at)
        self._place.clicked.connect(self._correct_table)
        self._undo.clicked.connect(self._work.undo)
        self._remembered.clicked.connect(self._work.forget_remembered)
        self._year.activated.connect(self._choose_year)
        self._back.clicked.connect(lambda: self._go(-1))
        self._sure.clicked.connect(self._import_sure)
        self._next.clicked.connect(self._on)
        QShortcut(QKeySequence(QKeySequence.StandardKey.Undo), self, self._work.undo)

    # -- what it shows

    def _understood(self) -> None:
        """The file was understood anew."""
        preview = self._work.preview
        kind, year = preview.view.report.period.kind, preview.proposal.current_year
        self._year.clear()
        for offset in range(2, -7, -1):
            period = Period(kind, year + offset)
            self._year.addItem(period.title, period.code)
        self._year.setCurrentIndex(2)
        self._undo.setEnabled(self._work.can_undo)
        self._remembered.setVisible(preview.remembered > 0)
        self._remembered.setText(f"已按上次的更正识别（{preview.remembered} 处），点此不用")
        self._tables.fill(preview)
        self._choices_changed()

    def _choices_changed(self) -> None:
        preview = self._work.preview
        counts = "　".join(
            f"{word} {preview.count(verdict)}"
            for word, verdict in (
                *(("新增", Verdict.NEW), ("改动", Verdict.CHANGED), ("冲突", Verdict.CONFLICT)),
                *(("相同", Verdict.SAME), ("由程序计算", Verdict.COMPUTED)),
            )
        )
        found = f"找到 {len(preview.tables)} 张表　{counts}"
        self._asks.show_questions(preview)
        open_ones = preview.undecided - self._asks.count
        self._summary.setText(f"{found}　{open_ones} 处存疑或冲突还没有采用" if open_ones else found)
        self._tables.refresh()
        entry = self._tables.current
        if entry is not None and entry.table is not None:
            self._values.show_table(entry.table, preview)
            self._cards.show_table(entry.table, preview)
        if self._pages.currentIndex() == _CHANGES:
            self._changes.refresh()
        self._dress_buttons()

    def _dress_buttons(self) -> None:
        at = self._pages.currentIndex()
        taken = [one for one in self._work.preview.tables if one.taken]
        sure = [one for one in taken if not _is_open(one)]
        steps = [_STEPS[0], *(_STEPS[page + 1] for page in self._order)]
        self._steps.setText(
            "　".join(
                f"<b>{number} {step}</b>"
                if step == _STEPS[at + 1]
                else f'<span style="color:#6b7686">{number} {step}</span>'
                for number, step in enumerate(steps, 1)
            )
        )
        self._back.setVisible(at != _REVIEW)
        self._sure.setVisible(at == _REVIEW and 0 < len(sure) < len(taken))
        self._sure.setText(f"只导入无疑问的 {len(sure)} 张表")
        counts = import_counts(self._work.preview)
        self._next.setText((f"导入 {counts.told}" if counts.told else "导入") if at == _CHANGES else "下一步")
        self._left.setText(counts.left if at == _CHANGES else "")
        self._next.setEnabled(bool(taken or self._work.preview.texts.sections))

    def _show(self, entry: Entry) -> None:
        preview = self._work.preview
        self._sheet.show_sheet(preview, entry.sheet, entry.table)
        self._values.setVisible(entry.table is not None)
        if entry.table is None:
            self._cards.hide()
            reasons = "；".join(sorted({one.reason for one in entry.left.left_out})) if entry.left else ""
            self._place.setText(f"{entry.sheet}：不导入（{reasons or '没有内容'}）。要导入，点这里")
            return
        table = entry.table
        heading = preview.view.heading(table.section)
        place = preview.view.title_of(heading) if heading else ""
        match = table.proposal.match
        how = f"匹配度 {match.likeness}%" if match else "本报告没有同名的表，将作为新表"
        if table.scattered:
            place, how = "本报告各表的同名项目", "不另建表；要作为新表，点这里"
        self._place.setText(f"{table.name}　→　{place}（{how}）　更改…")
        self._values.show_table(table, preview)
        self._cards.show_table(table, preview)

    # -- what the user does

    def _correct(self, place: Place, where: str, at: QPoint) -> None:
        menu = CorrectionMenu(self, self._work.preview, place, self._work.mark)
        build = {"row": menu.for_row, "column": menu.for_column}.get(where, menu.for_cell)
        build().exec(at)

    def _correct_table(self) -> None:
        entry = self._tables.current
        if entry is None:
            return
        if entry.table is None:
            self._take_sheet(entry)
            return
        region = entry.table.proposal.understood.region
        place = Place(entry.sheet, region.top, region.left, entry.table)
        menu = CorrectionMenu(self, self._work.preview, place, self._work.mark).for_table()
        menu.exec(self._place.mapToGlobal(self._place.rect().bottomLeft()))

    def _take_sheet(self, entry: Entry) -> None:
        """Import a sheet that was left out: a hidden one, or tables that look unrelated."""
        marks = [Mark(entry.sheet, Scope.SHEET, 0, 0, Says.TAKE)]
        if entry.left is not None and entry.left.role != "hidden":
            left = entry.left.left_out
            marks += [Mark(entry.sheet, Scope.TABLE, *place_of(one.cell), Says.TAKE) for one in left]
        self._work.mark(marks)

    def _choose_year(self, _index: int) -> None:
        period = parse_period(str(self._year.currentData()))
        if period is not None and period.year != self._work.preview.proposal.current_year:
            self._work.set_period(period)

    def _go(self, steps: int) -> None:
        page = self._order[self._order.index(self._pages.currentIndex()) + steps]
        self._pages.setCurrentIndex(page)
        if page == _CHANGES:
            self._changes.refresh()
        elif page == _TEXTS:
            self._texts.refresh()
        self._dress_buttons()
        self._next.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Enter goes on, unless a button or a list has the cursor: there it is that one's own."""
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)
            return
        focused = self.focusWidget()
        if isinstance(focused, QPushButton):
            focused.click()
        elif focused is self._tables or not isinstance(focused, QAbstractItemView):
            self._next.click()

    def _on(self) -> None:
        if self._pages.currentIndex() == _CHANGES:
            self.accept()
        else:
            self._go(1)

    def accept(self) -> None:
        """Agree; where nothing would be stored, only after a question."""
        counts = import_counts(self._work.preview)
        details = counts.left or (f"{counts.known} 个值与已有的相同" if counts.known else "没有打勾的值")
        question = "一个值也不会存入报告"
        if not counts.stores_nothing or ask(
            self, "导入", question, f"{details}。可以返回逐个采用。", "仍然继续", "返回"
        ):
            super().accept()

    def reject(self) -> None:
        """Leave; corrections are not thrown away without a question."""
        question, details = "更正还没有用上", "现在离开，已做的更正和选择都不保留。"
        if not self._work.is_touched or ask(self, "不导入", question, details, "放弃更正", "返回"):
            super().reject()

    def _import_sure(self) -> None:
        for table in self._work.preview.tables:
            table.taken = table.taken and not _is_open(table)
        self.accept()


def _is_open(table: ImportedTable) -> bool:
    """Whether something of a table waits for an answer."""
    return table.asks_where or any(map(is_open, table.values))
