"""What is doubtful of a table, each with its reason and its answers as buttons."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from qdesk.actions.import_questions import questions_of
from qdesk.actions.imported import ImportedTable, ImportedValue, ImportPreview
from qdesk.model.value import plain_text
from qdesk.recognition.grid import place_of
from qdesk.recognition.marks import Mark, Says, Scope
from qdesk.recognition.understood_table import UnderstoodLine
from qdesk.ui.importing.corrections import Place
from qdesk.ui.importing.understood_view import name_of
from qdesk.ui.style import make_primary

_MOST_CARDS = 30


class QuestionCards(QScrollArea):
    """`answered` is given marks, `chosen` says that a conflict was decided."""

    answered = Signal(list)
    chosen = Signal()
    pointed = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setAccessibleName("存疑的地方")
        self._preview: ImportPreview | None = None
        self._layout = QVBoxLayout()

    def show_table(self, table: ImportedTable, preview: ImportPreview) -> None:
        """The questions of a table: where it goes, what is doubtful, what contradicts the store."""
        self._preview = preview
        inside = QWidget()
        self._layout = QVBoxLayout(inside)
        self._layout.setContentsMargins(0, 0, 6, 0)
        self._ask_target(table)
        for question in questions_of(preview, table):
            answers = [(answer.text, self._say(list(answer.marks))) for answer in question.answers]
            self._card(question.text, question.reason, answers)
        groups: dict[str, list[ImportedValue]] = {}
        for one in table.values:
            if one.read.doubt and not one.taken and not one.read.cause:
                groups.setdefault(one.read.doubt, []).append(one)
        for doubt, found in list(groups.items())[:_MOST_CARDS]:
            self._ask_doubt(table, doubt, found)
        if table.is_register and table.conflicts:
            self._ask_records(table)
        for one in [one for one in table.conflicts if not one.read.doubt and one.key][:_MOST_CARDS]:
            self._ask_conflict(one)
        disagreeing = [one for one in table.values if one.read.disagrees]
        for one in disagreeing[:_MOST_CARDS]:
            self._card(
                f"{one.read.cell}　{name_of(one, preview)}：{one.read.disagrees}", "报告里按数据计算", []
            )
        self._layout.addStretch(1)
        self.setWidget(inside)
        self.setVisible(self._layout.count() > 1)

    def _card(self, title: str, why: str, answers: list[tuple[str, Callable[[], None]]]) -> None:
        card = QFrame()
        card.setObjectName("look")
        layout = QVBoxLayout(card)
        head = QLabel(title)
        head.setObjectName("cardTitle")
        head.setWordWrap(True)
        layout.addWidget(head)
        if why:
            reason = QLabel(why)
            reason.setObjectName("secondary")
            reason.setWordWrap(True)
            layout.addWidget(reason)
        row = QHBoxLayout()
        for at, (text, act) in enumerate(answers):
            button = QPushButton(text)
            button.setAutoDefault(False)
            button.clicked.connect(lambda _checked=False, act=act: act())
            if at == 0:
                make_primary(button)
            row.addWidget(button)
        row.addStretch(1)
        if answers:
            layout.addLayout(row)
        self._layout.addWidget(card)

    def _ask_target(self, table: ImportedTable) -> None:
        candidates = table.proposal.candidates
        if not table.asks_where:
            return
        place = self._place(table)
        answers = [
            (
                f"就是“{one.name}”（{one.likeness}%）",
                self._say([place.mark(Scope.TABLE, Says.GOES_TO, one.id)]),
            )
            for one in candidates
        ]
        answers.append(("作为新表", self._say([place.mark(Scope.TABLE, Says.GOES_TO, "")])))
        self._card(
            f"本报告没有“{table.proposal.understood.title}”", "表题相似，请确认是不是同一张表", answers
        )

    def _ask_doubt(self, table: ImportedTable, doubt: str, found: list[ImportedValue]) -> None:
        first = found[0]
        many = f"（共 {len(found)} 格）" if len(found) > 1 else ""
        shown = plain_text(first.read.value)
        title = f"{first.read.cell}　{name_of(first, self._preview)}：{shown}{many}" if self._preview else ""
        answers = self._line_answers(table, first)
        if first.read.suggestion and len(found) == 1:
            cell = self._cell_place(table, first)
            answers.append(
                (
                    f"是 {first.read.suggestion}",
                    self._say([cell.mark(Scope.CELL, Says.VALUE, first.read.suggestion)]),
                )
            )
        sure = [self._cell_place(table, one).mark(Scope.CELL, Says.SURE) for one in found]
        leave = [self._cell_place(table, one).mark(Scope.CELL, Says.LEAVE) for one in found]
        answers.append((f"就是 {shown}" if len(found) == 1 else "都采用", self._say(sure)))
        answers.append(("不导入", self._say(leave)))
        self._card(title, doubt, answers)

    def _line_answers(self, table: ImportedTable, one: ImportedValue) -> list[tuple[str, Callable[[], None]]]:
        """The indicators that the row or column may be."""
        place = self._cell_place(table, one)
        understood = table.proposal.understood
        for lines, at, scope in (
            (understood.rows, place.row, Scope.ROW),
            (understood.columns, place.column, Scope.COLUMN),
        ):
            line: UnderstoodLine | None = next((found for found in lines if found.index == at), None)
            if line is not None and line.candidates:
                return [
                    (f"是“{like.name}”", self._say([place.mark(scope, Says.INDICATOR, like.id)]))
                    for like in line.candidates
                ]
        return []

    def _ask_conflict(self, one: ImportedValue) -> None:
        if one.stored is None or self._preview is None:
            return
        mine, kept = plain_text(one.read.value), plain_text(one.stored)
        decided = "　已选：改为文件里的" if one.taken else ""

        def choose(*, taken: bool) -> Callable[[], None]:
            def act() -> None:
                one.taken = taken
                self.chosen.emit()

            return act

        self._card(
            f"{one.read.cell}　{name_of(one, self._preview)}：文件里是 {mine}，已保存的是 {kept}",
            f"已保存的来自 {one.stored_from or '填写'}{decided}",
            [(f"保留已保存的 {kept}", choose(taken=False)), (f"改为 {mine}", choose(taken=True))],
        )

    def _ask_records(self, table: ImportedTable) -> None:
        def choose(*, taken: bool) -> Callable[[], None]:
            def act() -> None:
                for one in table.conflicts:
                    one.taken = taken
                self.chosen.emit()

            return act

        decided = "已选：改为文件里的" if table.takes_records else "现在保留已有的"
        self._card(
            f"这张登记表已有记录，与文件里的 {len(table.proposal.records)} 条不同",
            f"登记表整张采用或整张保留。{decided}",
            [("保留已有的记录", choose(taken=False)), ("改为文件里的记录", choose(taken=True))],
        )

    def _say(self, marks: list[Mark]) -> Callable[[], None]:
        return lambda: self.answered.emit(marks)

    @staticmethod
    def _place(table: ImportedTable) -> Place:
        region = table.proposal.understood.region
        return Place(table.sheet, region.top, region.left, table)

    @staticmethod
    def _cell_place(table: ImportedTable, one: ImportedValue) -> Place:
        return Place(table.sheet, *place_of(one.read.cell), table)
