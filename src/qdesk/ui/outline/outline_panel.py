"""The outline on the left: headings with completion marks, counts of findings, overall progress."""

from __future__ import annotations

from collections import Counter
from typing import Any

from PySide6.QtCore import (
    QAbstractItemModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QSortFilterProxyModel,
    Qt,
    Signal,
)
from PySide6.QtGui import QBrush, QPainter, QPen
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QLabel,
    QMenu,
    QProgressBar,
    QPushButton,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeView,
    QVBoxLayout,
)

from qdesk.actions.edit_text import set_section_state
from qdesk.actions.progress import Progress, section_progress
from qdesk.model.finding import Finding, Severity
from qdesk.model.outline import Heading
from qdesk.model.report import SectionState
from qdesk.ui.report_session import ReportSession
from qdesk.ui.style import color, ui_font

Index = QModelIndex | QPersistentModelIndex
SECTION = int(Qt.ItemDataRole.UserRole) + 1
PROGRESS = int(Qt.ItemDataRole.UserRole) + 2
FINDINGS = int(Qt.ItemDataRole.UserRole) + 3
_MARK = 14


class OutlineModel(QAbstractItemModel):
    """The headings as a tree, with progress and the count of findings of each."""

    def __init__(self, session: ReportSession) -> None:
        super().__init__()
        self._session = session
        self._rows: dict[str, list[Heading]] = {}
        self._places: dict[str, tuple[str, int]] = {}
        self._order: list[str] = []
        self._handles: dict[str, int] = {}
        self._progress: dict[str, Progress] = {}
        self._findings: Counter[str] = Counter()
        self._read()

    def _read(self) -> None:
        self._rows, self._places = {}, {}
        for heading in self._session.view.headings:
            siblings = self._rows.setdefault(heading.section.parent, [])
            self._places[heading.section.id] = (heading.section.parent, len(siblings))
            siblings.append(heading)
        self._order = list(self._places)
        self._handles = {section: at for at, section in enumerate(self._order)}
        self._progress = section_progress(self._session.view)

    def reload(self) -> None:
        """Read the outline anew."""
        self.beginResetModel()
        self._read()
        self.endResetModel()

    def show_progress(self) -> None:
        """Compute the marks anew and show them."""
        self._progress = section_progress(self._session.view)
        self._repaint()

    def show_findings(self, findings: list[Finding]) -> None:
        """Show how many findings each section has; notes are not counted."""
        self._findings = Counter(one.section for one in findings if one.severity is Severity.MUST)
        self._repaint()

    def _repaint(self) -> None:
        for rows in self._rows.values():
            first, last = self._index(rows[0].section.id), self._index(rows[-1].section.id)
            self.dataChanged.emit(first, last)

    def _index(self, section_id: str) -> QModelIndex:
        place = self._places.get(section_id)
        if place is None:
            return QModelIndex()
        return self.createIndex(place[1], 0, self._handle(section_id))

    def _handle(self, section_id: str) -> int:
        return self._handles[section_id]

    def index_of(self, section_id: str) -> QModelIndex:
        """The index of a section."""
        return self._index(section_id)

    def heading(self, index: Index) -> Heading | None:
        """The heading at an index."""
        if not index.isValid():
            return None
        section_id = self._order[index.internalId()]
        parent, row = self._places[section_id]
        return self._rows[parent][row]

    def index(self, row: int, column: int, parent: Index = QModelIndex()) -> QModelIndex:  # noqa: B008
        """The index of a child."""
        above = self.heading(parent)
        rows = self._rows.get(above.section.id if above else "", [])
        if column != 0 or not 0 <= row < len(rows):
            return QModelIndex()
        return self.createIndex(row, 0, self._handle(rows[row].section.id))

    def parent(self, index: Index) -> QModelIndex:  # type: ignore[override]  # QObject.parent() has no argument
        """The index above."""
        heading = self.heading(index)
        return self._index(heading.section.parent) if heading and heading.section.parent else QModelIndex()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008, N802 - Qt's own signature
        """How many headings stand below."""
        if parent.isValid() and parent.column() > 0:
            return 0
        above = self.heading(parent)
        return len(self._rows.get(above.section.id if above else "", []))

    def columnCount(self, _parent: Index = QModelIndex()) -> int:  # noqa: B008, N802 - Qt's own signature
        """One column."""
        return 1

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Title, section, progress and findings."""
        heading = self.heading(index)
        if heading is None:
            return None
        progress = self._progress.get(heading.section.id, Progress())
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return self._session.view.title_of(heading)
            case Qt.ItemDataRole.AccessibleTextRole:
                return f"{self._session.view.title_of(heading)}，{progress.word}"
            case Qt.ItemDataRole.ToolTipRole:
                return progress.sentence
            case _ if role == SECTION:
                return heading.section.id
            case _ if role == PROGRESS:
                return progress
            case _ if role == FINDINGS:
                return self._below(heading.section.id)
            case _:
                return None

    def _below(self, section_id: str) -> int:
        return self._findings[section_id] + sum(
            self._below(one.section.id) for one in self._rows.get(section_id, [])
        )


class _Filter(QSortFilterProxyModel):
    """All headings, those left to do, or those with findings; ancestors stay."""

    def __init__(self) -> None:
        super().__init__()
        self.mode = "all"
        self.setRecursiveFilteringEnabled(True)

    def set_mode(self, mode: str) -> None:
        """Choose what is shown."""
        self.mode = mode
        self.invalidateFilter()

    def filterAcceptsRow(self, row: int, parent: Index) -> bool:  # noqa: N802 - Qt's name
        """Whether a heading itself is wanted."""
        if self.mode == "all":
            return True
        index = self.sourceModel().index(row, 0, parent)
        progress = index.data(PROGRESS)
        if self.mode == "todo":
            return isinstance(progress, Progress) and not progress.is_done and progress.is_leaf
        return bool(index.data(FINDINGS))


class _Tree(QTreeView):
    """A tree whose folding marks are quiet arrows."""

    def drawBranches(self, painter: QPainter, rect: QRect, index: Index) -> None:  # noqa: N802 - Qt's name
        """An arrow before what can be folded."""
        if self.model().hasChildren(index):
            painter.setPen(QPen(color("secondary")))
            painter.setFont(ui_font(11))
            area = QRect(rect.right() - self.indentation() + 2, rect.top(), self.indentation(), rect.height())
            painter.drawText(area, int(Qt.AlignmentFlag.AlignCenter), "▾" if self.isExpanded(index) else "▸")


class _HeadingDelegate(QStyledItemDelegate):
    """A mark that fills with progress, the title, and a red count of findings."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one heading."""
        rect: QRect = option.rect  # type: ignore[attr-defined]  # missing in the stubs
        state: QStyle.StateFlag = option.state  # type: ignore[attr-defined]
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(rect, color("card"))
        if state & QStyle.StateFlag.State_Selected:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(color("accent_soft"))
            painter.drawRoundedRect(rect.adjusted(0, 1, -4, -1), 5, 5)
        progress = index.data(PROGRESS)
        if isinstance(progress, Progress):
            _mark(painter, QPoint(rect.left() + 12, rect.center().y() + 1), progress)
        count = index.data(FINDINGS)
        right = rect.right() - 10
        if count:
            right = self._count(painter, rect, int(count))
        chapter = not index.parent().isValid()
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        painter.setFont(ui_font(bold=chapter or chosen))
        faded = isinstance(progress, Progress) and progress.not_applicable
        painter.setPen(QPen(color("secondary") if faded else color("text")))
        area = QRect(rect.left() + 26, rect.top(), right - rect.left() - 28, rect.height())
        text = painter.fontMetrics().elidedText(str(index.data()), Qt.TextElideMode.ElideRight, area.width())
        painter.drawText(area, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), text)
        painter.restore()

    @staticmethod
    def _count(painter: QPainter, rect: QRect, count: int) -> int:
        text = str(count)
        painter.setFont(ui_font(12))
        width = painter.fontMetrics().horizontalAdvance(text)
        left = rect.right() - 12 - width
        painter.setPen(QPen(color("must")))
        painter.drawText(
            QRect(left, rect.top(), width + 2, rect.height()), int(Qt.AlignmentFlag.AlignVCenter), text
        )
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(color("must"))
        painter.drawEllipse(QPoint(left - 8, rect.center().y() + 1), 4, 4)
        return left - 14


def _mark(painter: QPainter, centre: QPoint, progress: Progress) -> None:
    """Empty ring, part-filled ring, full green with a tick, dotted for not applicable."""
    radius = _MARK // 2 - 1
    if progress.not_applicable:
        painter.setPen(QPen(color("secondary"), 1.4, Qt.PenStyle.DotLine))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawEllipse(centre, radius, radius)
        return
    if progress.is_done:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QBrush(color("done")))
        painter.drawEllipse(centre, radius + 1, radius + 1)
        painter.setPen(QPen(color("card"), 1.6))
        painter.drawLine(centre.x() - 3, centre.y(), centre.x() - 1, centre.y() + 3)
        painter.drawLine(centre.x() - 1, centre.y() + 3, centre.x() + 4, centre.y() - 3)
        return
    painter.setPen(QPen(color("accent") if progress.begun else color("secondary"), 1.6))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawEllipse(centre, radius, radius)
    if progress.begun:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QBrush(color("accent")))
        box = QRect(centre.x() - radius, centre.y() - radius, 2 * radius, 2 * radius)
        painter.drawPie(box, 90 * 16, -180 * 16)


class OutlinePanel(QFrame):
    """The outline with its filters and the overall progress below."""

    chosen = Signal(str)

    def __init__(self, session: ReportSession) -> None:
        super().__init__()
        self.setObjectName("outlinePane")
        self._session = session
        self.model = OutlineModel(session)
        self._filter = _Filter()
        self._filter.setSourceModel(self.model)
        self.tree = _Tree()
        self.tree.setModel(self._filter)
        self.tree.setHeaderHidden(True)
        self.tree.setItemDelegate(_HeadingDelegate(self.tree))
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
        self.show_progress()

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
        self.show_progress()

    def show_progress(self) -> None:
        """Refresh the marks and the bar."""
        self.model.show_progress()
        whole = section_progress(self._session.view)
        leaves = [one for one in whole.values() if one.is_leaf and not one.not_applicable]
        done = sum(one.is_done for one in leaves)
        tables = [one for one in whole.values() if one.tables]
        full = sum(one.full_tables for one in tables)
        count = sum(one.tables for one in tables)
        share = round(100 * done / len(leaves)) if leaves else 0
        self._progress.setText(f"完成 {share}% · 表 {full}/{count} · 节 {done}/{len(leaves)}")
        self._bar.setValue(share)
        self._buttons["todo"].setText(f"待完成 {len(leaves) - done}")

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
