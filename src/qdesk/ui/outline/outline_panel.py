"""The outline on the left: headings with completion marks, filters, overall progress."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPoint, Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QLabel,
    QMenu,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
)

from qdesk.actions.edit_text import set_section_state
from qdesk.model.finding import Finding, Severity
from qdesk.model.report import SectionState
from qdesk.model.report_view import Touched
from qdesk.ui.outline.heading_delegate import HeadingDelegate, OutlineTree
from qdesk.ui.outline.outline_model import SECTION, OutlineFilter, OutlineModel
from qdesk.ui.report_session import ReportSession


class OutlinePanel(QFrame):
    """The outline with its filters and the overall progress below."""

    chosen = Signal(str)

    def __init__(self, session: ReportSession) -> None:
        super().__init__()
        self.setObjectName("outlinePane")
        self._session = session
        self.model = OutlineModel(session)
        self._filter = OutlineFilter()
        self._filter.setSourceModel(self.model)
        self.tree = OutlineTree()
        self.tree.setModel(self._filter)
        self.tree.setHeaderHidden(True)
        self.tree.setItemDelegate(HeadingDelegate(self.tree))
        self.tree.setIndentation(14)
        self.tree.setAccessibleName("提纲")
        self.tree.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.tree.customContextMenuRequested.connect(self._menu)
        self.tree.selectionModel().currentChanged.connect(self._choose)
        self._buttons = {mode: QPushButton(text) for mode, text in _MODES}
        self._progress = QLabel()
        self._progress.setObjectName("secondary")
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._build()
        self.tree.expandToDepth(1)
        self._show_totals()

    def _build(self) -> None:
        group = QButtonGroup(self)
        row = QHBoxLayout()
        row.setSpacing(4)
        for mode, button in self._buttons.items():
            button.setCheckable(True)
            button.setChecked(mode == "all")
            group.addButton(button)
            row.addWidget(button)
            button.clicked.connect(lambda _=False, mode=mode: self._set_mode(mode))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 8, 4, 10)
        layout.addLayout(row)
        layout.addWidget(self.tree, 1)
        layout.addWidget(self._progress)
        layout.addWidget(self._bar)

    def _set_mode(self, mode: str) -> None:
        self._filter.set_mode(mode)
        self.tree.expandAll() if mode != "all" else None

    def _choose(self, current: QModelIndex, _previous: QModelIndex) -> None:
        section = current.data(SECTION)
        if section:
            self.chosen.emit(section)

    def choose(self, section_id: str) -> None:
        """Put the cursor on a section."""
        index = self._filter.mapFromSource(self.model.index_of(section_id))
        if index.isValid() and self.tree.currentIndex() != index:
            self.tree.setCurrentIndex(index)
            self.tree.scrollTo(index)

    def reload(self, keep: str) -> None:
        """Read the outline anew and stay at a section."""
        self.model.reload()
        self.tree.expandToDepth(1)
        self.choose(keep)
        self._show_totals()

    def show_progress(self, touched: Touched) -> None:
        """Refresh the marks of what an edit touched, and the bar."""
        tables = (self._session.view.table(table) for table in touched.tables)
        self.model.show_progress({*touched.texts, *(table.section for table in tables if table)})
        self._show_totals()

    def _show_totals(self) -> None:
        whole = self.model.progress.totals()
        tables, sections = f"表 {whole.full_tables}/{whole.tables}", f"节 {whole.done}/{whole.sections}"
        self._progress.setText(f"完成 {whole.percent}% · {tables} · {sections}")
        self._bar.setValue(whole.percent)
        self._buttons["todo"].setText(f"待完成 {whole.sections - whole.done}")

    def show_findings(self, findings: list[Finding]) -> None:
        """Show the counts of findings."""
        must = [one for one in findings if one.severity is Severity.MUST]
        self._buttons["findings"].setText(f"有问题 {len({one.section for one in must})}")
        self.model.show_findings(findings)

    def _menu(self, point: QPoint) -> None:
        section = self.tree.indexAt(point).data(SECTION)
        if not section:
            return
        menu = QMenu(self)
        for title, state in _STATES:
            menu.addAction(title, lambda state=state: self._set_state(section, state))
        menu.exec(self.tree.viewport().mapToGlobal(point))

    def _set_state(self, section_id: str, state: SectionState) -> None:
        edit = set_section_state(self._session.view, section_id, state)
        if edit is not None:
            self._session.do(edit)


_MODES = (("all", "全部"), ("todo", "待完成"), ("findings", "有问题"))
_STATES = (
    ("标为完成", SectionState.DONE),
    ("标为未完成", SectionState.OPEN),
    ("本校不适用", SectionState.NOT_APPLICABLE),
)
