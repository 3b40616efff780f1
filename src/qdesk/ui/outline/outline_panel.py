"""The outline on the left: headings with completion marks, filters, overall progress."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPoint, Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
)

from qdesk.actions.edit_front_matter import FRONT_MATTER
from qdesk.actions.edit_outline import tray
from qdesk.model.finding import Finding, Severity
from qdesk.model.report_view import Touched
from qdesk.ui.outline.heading_delegate import HeadingDelegate, OutlineTree
from qdesk.ui.outline.outline_model import SECTION, OutlineFilter, OutlineModel
from qdesk.ui.outline.section_commands import SectionCommands
from qdesk.ui.report_session import ReportSession


class OutlinePanel(QFrame):
    """The outline with its filters and the overall progress below."""

    help_page = "提纲"

    chosen = Signal(str)
    tray_request = Signal()

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
        self.tree.setEditTriggers(QAbstractItemView.EditTrigger.EditKeyPressed)
        self.tree.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.tree.setDragDropOverwriteMode(False)
        self.tree.setDropIndicatorShown(True)
        self.commands = SectionCommands(self.tree, session, lambda: self._here())  # noqa: PLW0108 - read late
        # The model is read anew by these: not while the view is still busy with the drop or the editor.
        self.model.renamed.connect(self.commands.rename, Qt.ConnectionType.QueuedConnection)
        self.model.moved.connect(self.commands.move, Qt.ConnectionType.QueuedConnection)
        self._tray = QPushButton()
        self._tray.setObjectName("link")
        self._tray.setToolTip("移出提纲或换规范时没有位置的章节、表和案例，可以放回")
        self._tray.clicked.connect(self.tray_request)
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
            button.setToolTip(_TIPS[mode])
            row.addWidget(button)
            button.clicked.connect(lambda _=False, mode=mode: self._set_mode(mode))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 8, 4, 10)
        layout.addLayout(row)
        layout.addWidget(self.tree, 1)
        layout.addWidget(self._tray)
        layout.addWidget(self._progress)
        layout.addWidget(self._bar)

    def _here(self) -> str:
        return str(self.tree.currentIndex().data(SECTION) or "")

    def _set_mode(self, mode: str) -> None:
        self._filter.set_mode(mode)
        # Among a part of the sections a place between two of them means nothing.
        self.tree.setDragEnabled(mode == "all")
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

    def step(self, by: int) -> None:
        """Go to the section below (1) or above (-1) that the outline shows."""
        here = self.tree.currentIndex()
        index = self.tree.indexBelow(here) if by > 0 else self.tree.indexAbove(here)
        if index.isValid():
            self.tree.setCurrentIndex(index)
            self.tree.scrollTo(index)

    def reload(self, keep: str) -> None:
        """Read the outline anew and stay at a section."""
        folded = {one for one in self.model.section_ids() if self._is_folded(one)}
        self.model.reload()
        self.tree.expandAll()
        for section in folded:
            self.tree.collapse(self._filter.mapFromSource(self.model.index_of(section)))
        self.choose(keep)
        self._show_totals()

    def _is_folded(self, section_id: str) -> bool:
        index = self._filter.mapFromSource(self.model.index_of(section_id))
        return index.isValid() and self._filter.hasChildren(index) and not self.tree.isExpanded(index)

    def show_progress(self, touched: Touched) -> None:
        """Refresh the marks of what an edit touched, and the bar."""
        tables = (self._session.view.table(table) for table in touched.tables)
        front = {FRONT_MATTER} if touched.front else set[str]()
        self.model.show_progress({*touched.texts, *(table.section for table in tables if table)}, front)
        self._show_totals()

    def _show_totals(self) -> None:
        whole = self.model.progress.totals()
        tables, sections = f"表 {whole.full_tables}/{whole.tables}", f"节 {whole.done}/{whole.sections}"
        self._progress.setText(f"完成 {whole.percent}% · {tables} · {sections}")
        self._bar.setValue(whole.percent)
        self._buttons["todo"].setText(f"待完成 {whole.sections - whole.done}")
        lying = len(tray(self._session.view))
        self._tray.setText(f"待安置 {lying} 项…")
        self._tray.setVisible(lying > 0)

    def show_findings(self, findings: list[Finding]) -> None:
        """Show the counts of findings."""
        must = [one for one in findings if one.severity is Severity.MUST]
        self._buttons["findings"].setText(f"必改 {len({one.section for one in must})}")
        self.model.show_findings(findings)

    def _menu(self, point: QPoint) -> None:
        index = self.tree.indexAt(point)
        section = index.data(SECTION)
        if not section or section == FRONT_MATTER:
            return
        self.tree.setCurrentIndex(index)
        self.commands.menu(section).exec(self.tree.viewport().mapToGlobal(point))


_MODES = (("all", "全部"), ("todo", "待完成"), ("findings", "必改"))
_TIPS = {
    "all": "提纲里的全部章节",
    "todo": "还没有完成的章节",
    "findings": "核查出必须改的问题的章节；请看和提示见 F7",
}
