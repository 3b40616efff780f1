"""All findings in one list, gravest first, with filters; a double click leads to the place."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from PySide6.QtCore import QPoint, QRect, QSignalBlocker, Signal
from PySide6.QtGui import QBrush
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from qdesk.actions.check_settings import check_rules
from qdesk.actions.finding_places import WHOLE_REPORT, chapters_of, department_of
from qdesk.actions.gather_findings import SEVERITY_TITLES, by_department, counted
from qdesk.model.finding import Finding, Severity
from qdesk.model.report_view import ReportView
from qdesk.ui.dialogs.listing import listing
from qdesk.ui.helped_dialog import HelpedDialog
from qdesk.ui.style import color

_ROLES = {Severity.MUST: "must", Severity.LOOK: "look", Severity.NOTE: "secondary"}
_NOBODY = "没有写明科室"
_FILTERS = {"severity": "程度", "chapter": "章", "rule": "核查项目", "department": "科室"}
_LOW = 280
"""Pixels that the list keeps of its height where it would cover what it leads to."""
_COLUMNS = ("程度", "章节", "问题")


class FindingsDialog(HelpedDialog):
    """Stays open beside the desk; `go_to` asks to show a finding's place."""

    help_page = "核查"

    go_to = Signal(Finding)
    protocol_request = Signal()
    rules_request = Signal()
    open_again = Signal(Finding)
    keep_request = Signal(Finding)

    def __init__(
        self, parent: QWidget, view: ReportView, findings: Sequence[Finding], file: str = "", read: str = ""
    ) -> None:
        """`file` is the name of a document that is no report of the desk: its places cannot be shown.

        `read` says how much of it was understood.
        """
        super().__init__(parent)
        self.setWindowTitle(f"核查 {file}".strip())
        self.resize(860, 520)
        self._view, self._findings, self._file, self._read = view, findings, file, read
        self._shown: list[Finding] = []
        self._alone: set[int] = set()
        """Those that stand for no others."""
        self._facets: dict[str, dict[int, str]] = {}
        self._boxes = {name: _filter(title) for name, title in _FILTERS.items()}
        for box in self._boxes.values():
            box.currentIndexChanged.connect(self._fill)
        self._list = listing(_COLUMNS, "问题列表", stretch=2)
        self._list.setWordWrap(True)
        self._list.cellDoubleClicked.connect(self._go)
        self._list.cellActivated.connect(self._go)
        self._count = QLabel()
        self._count.setObjectName("secondary")
        self._rules = QPushButton("核查规则…")
        self._keep = QPushButton("保留并说明…")
        self._keep.setToolTip("这一条不改，写明原因；核查记录里会印出来，数变了再问")
        self._keep.setEnabled(False)
        self._keep.clicked.connect(self._keep_it)
        self._again = QPushButton("取消保留")
        self._again.setToolTip("收回这一条的说明，重新列为要处理的问题")
        self._again.setEnabled(False)
        self._again.clicked.connect(self._take_back)
        self._list.itemSelectionChanged.connect(self._note_choice)
        self._build()
        self.show_findings(view, findings)

    def show_findings(self, view: ReportView, findings: Sequence[Finding]) -> None:
        """Show these in place of those before; the filters stay as they were chosen."""
        self._alone = {id(one) for one in findings}
        findings = by_department(view, findings)
        self._view, self._findings = view, findings
        chapters = chapters_of(view)
        self._facets = {
            "severity": {id(one): one.severity.value for one in findings},
            "chapter": {id(one): chapters.get(one.section, WHOLE_REPORT) for one in findings},
            "rule": {id(one): one.rule for one in findings},
            "department": {id(one): department_of(view, one) or _NOBODY for one in findings},
        }
        titles = {severity.value: word for severity, word in SEVERITY_TITLES.items()}
        titles |= {name: rule.title for name, rule in check_rules().items()}
        for name, box in self._boxes.items():
            self._offer(box, name, titles)
        self._fill()

    def keep_clear(self, place: QRect) -> None:
        """Move off a place on the screen that is to be seen: below it, above it, or beside it."""
        if not self.frameGeometry().intersects(place):
            return
        screen = self.screen().availableGeometry()
        for height in (self.height(), _LOW):
            self.resize(self.width(), min(self.height(), height))
            size = self.frameSize()
            left, right = screen.left(), screen.right() - size.width()
            top, bottom = screen.top(), screen.bottom() - size.height()
            below, above = QPoint(self.x(), bottom), QPoint(self.x(), top)
            for corner in (below, above, QPoint(right, self.y()), QPoint(left, self.y())):
                if not QRect(corner, size).intersects(place):
                    self.move(corner)
                    return

    def offer_rules(self, offered: bool) -> None:  # noqa: FBT001 - as QWidget.setVisible
        """Show the way to the rules, which are those of an open report."""
        self._rules.setVisible(offered)

    def _offer(self, box: QComboBox, facet: str, titles: Mapping[str, str]) -> None:
        """The choices of a filter with how many findings each has, in the order of the findings."""
        chosen = box.currentData()
        counts = Counter(self._facets[facet].values())
        waiting = QSignalBlocker(box)
        box.clear()
        box.addItem(f"{_FILTERS[facet]}：全部", None)
        for value, count in counts.items():
            box.addItem(f"{titles.get(value, value)} {count}", value)
        box.setCurrentIndex(max(0, box.findData(chosen)))
        box.setVisible(len(counts) > 1)
        waiting.unblock()

    def _build(self) -> None:
        filters = QHBoxLayout()
        for box in self._boxes.values():
            filters.addWidget(box, 1)
        foot = QHBoxLayout()
        foot.addWidget(self._count, 1)
        rules = self._rules
        rules.setToolTip("每项核查看什么、举例、怎么改；突变的界限可以改，用不着的可以停用")
        rules.clicked.connect(self.rules_request)
        protocol = QPushButton("存成核查记录…")
        protocol.setToolTip("给领导签字用：核查了什么、发现什么、保留的说明；Word 或 Excel")
        protocol.clicked.connect(self.protocol_request)
        if not self._file:
            foot.addWidget(self._keep)
            foot.addWidget(self._again)
        foot.addWidget(rules)
        foot.addWidget(protocol)
        layout = QVBoxLayout(self)
        layout.addLayout(filters)
        layout.addWidget(self._list)
        layout.addLayout(foot)

    def _fill(self) -> None:
        chosen = {name: box.currentData() for name, box in self._boxes.items()}
        self._shown = [
            one
            for one in self._findings
            if all(value is None or self._facets[name][id(one)] == value for name, value in chosen.items())
        ]
        where = f"；{self._read}" if self._file else "；双击直接到那一格或那句话"
        explained = sum(bool(one.explanation) for one in self._shown)
        parts = [counted(one for one in self._shown if not one.explanation)]
        parts += [f"已说明 {explained}"] if explained else []
        named = "、".join(filter(None, parts))
        self._count.setText(f"{len(self._shown)} 条{f'（{named}）' if named else ''}{where}")
        self._list.setRowCount(max(1, len(self._shown)))
        if not self._shown:
            for column, text in enumerate(("", "", "没有问题")):
                self._list.setItem(0, column, QTableWidgetItem(text))
        rules = check_rules()
        for row, one in enumerate(self._shown):
            word, role = SEVERITY_TITLES[one.severity], _ROLES[one.severity]
            heading = self._view.heading(one.section)
            kept = f"（保留：{one.explanation}）" if one.explanation else ""
            number = heading.number if heading else ""
            message = one.message.removeprefix(number).lstrip()  # the column before says it
            texts = ("已说明" if kept else word, number, f"{message}{kept}")
            for column, text in enumerate(texts):
                item = QTableWidgetItem(text)
                if column == 0:
                    item.setForeground(QBrush(color(role)))
                if (rule := rules.get(one.rule)) is not None:
                    item.setToolTip(f"{rule.title}：{rule.checked}\n怎么改：{rule.remedy}")
                self._list.setItem(row, column, item)
        self._list.resizeRowsToContents()

    def _chosen(self) -> Finding | None:
        row = self._list.currentRow()
        return self._shown[row] if 0 <= row < len(self._shown) and self._list.selectedItems() else None

    def _note_choice(self) -> None:
        chosen = self._chosen()
        self._again.setEnabled(chosen is not None and bool(chosen.explanation))
        # What stands for several values is filled in, not kept.
        alone = chosen is not None and id(chosen) in self._alone
        self._keep.setEnabled(chosen is not None and not chosen.explanation and alone)

    def _keep_it(self) -> None:
        if (chosen := self._chosen()) is not None:
            self.keep_request.emit(chosen)

    def _take_back(self) -> None:
        chosen = self._chosen()
        if chosen is not None and chosen.explanation:
            self.open_again.emit(chosen)

    def _go(self, row: int, _column: int) -> None:
        if row < len(self._shown) and not self._file:
            self.go_to.emit(self._shown[row])


def _filter(name: str) -> QComboBox:
    box = QComboBox()
    box.setAccessibleName(name)
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    box.setMinimumContentsLength(6)
    return box
