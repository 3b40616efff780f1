"""The outline as a Qt item model: headings with progress and the count of findings of each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractItemModel,
    QByteArray,
    QMimeData,
    QModelIndex,
    QPersistentModelIndex,
    QSortFilterProxyModel,
    Qt,
    Signal,
)

from qdesk.actions.edit_front_matter import FRONT_MATTER
from qdesk.actions.meters import front_progress
from qdesk.actions.progress import Progress, ReportProgress
from qdesk.model.finding import Finding, Severity
from qdesk.model.outline import Heading
from qdesk.model.report import Section
from qdesk.ui.report_session import ReportSession

Index = QModelIndex | QPersistentModelIndex
SECTION = int(Qt.ItemDataRole.UserRole) + 1
PROGRESS = int(Qt.ItemDataRole.UserRole) + 2
FINDINGS = int(Qt.ItemDataRole.UserRole) + 3
_DISPLAY = Qt.ItemDataRole.DisplayRole
_MIME = "application/x-qdesk-section"
_FRONT = Heading(Section(FRONT_MATTER, "", "", -1, "封面、声明与目录"), "", 1)
"""The row above the first chapter."""


class OutlineModel(QAbstractItemModel):
    """The headings as a tree, with progress and the count of findings of each.

    `renamed(section, title)` and `moved(section, parent, position)` ask for what was typed and dropped.
    """

    renamed = Signal(str, str)
    moved = Signal(str, str, int)

    def __init__(self, session: ReportSession) -> None:
        super().__init__()
        self._session = session
        self._rows: dict[str, list[Heading]] = {}
        self._places: dict[str, tuple[str, int]] = {}
        self._order: list[str] = []
        self._handles: dict[str, int] = {}
        self.progress = ReportProgress(session.view)
        self._findings: Counter[str] = Counter()
        self._read()

    def _read(self) -> None:
        self._rows, self._places = {}, {}
        for heading in (_FRONT, *self._session.view.headings):
            siblings = self._rows.setdefault(heading.section.parent, [])
            self._places[heading.section.id] = (heading.section.parent, len(siblings))
            siblings.append(heading)
        self._order = list(self._places)
        self._handles = {section: at for at, section in enumerate(self._order)}
        self.progress = ReportProgress(self._session.view)

    def reload(self) -> None:
        """Read the outline anew."""
        self.beginResetModel()
        self._read()
        self.endResetModel()

    def show_progress(self, sections: Iterable[str], others: Iterable[str] = ()) -> None:
        """Look at these sections again and show their marks, and those of the chapters above.

        `others` are only painted anew.
        """
        self._repaint({*self.progress.note(sections), *others})

    def section_ids(self) -> list[str]:
        """Every row's section, parents first."""
        return list(self._order)

    def show_findings(self, findings: list[Finding]) -> None:
        """Show how many findings each section has; notes are not counted."""
        before = self._findings
        self._findings = Counter(one.section for one in findings if one.severity is Severity.MUST)
        differing = {one for one in {*before, *self._findings} if before[one] != self._findings[one]}
        self._repaint({above for one in differing for above in self._upwards(one)})

    def _upwards(self, section: str) -> Iterator[str]:
        """A section and the chapters above it."""
        here = section
        while here in self._places:
            yield here
            here = self._places[here][0]

    def _repaint(self, sections: Iterable[str]) -> None:
        for section in sections:
            index = self._index(section)
            self.dataChanged.emit(index, index)

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
        if heading is _FRONT:
            progress = front_progress(self._session.view)
        else:
            progress = self.progress.of(heading.section.id)
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.EditRole:
                view = self._session.view
                return view.title_of(heading) if role == _DISPLAY else view.section_title(heading)
            case Qt.ItemDataRole.AccessibleTextRole:
                return f"{self._session.view.title_of(heading)}，{progress.word}"
            case Qt.ItemDataRole.ToolTipRole:
                reason = f"（{heading.section.reason}）" if heading.section.reason else ""
                return progress.sentence + reason
            case _ if role == SECTION:
                return heading.section.id
            case _ if role == PROGRESS:
                return progress
            case _ if role == FINDINGS:
                return self._below(heading.section.id)
            case _:
                return None

    # -- changing

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Sections may be renamed and dragged, the front matter stays where it is."""
        found = super().flags(index)
        heading = self.heading(index)
        if heading is None:
            return found | Qt.ItemFlag.ItemIsDropEnabled
        if heading is _FRONT:
            return found
        can = Qt.ItemFlag.ItemIsEditable | Qt.ItemFlag.ItemIsDragEnabled | Qt.ItemFlag.ItemIsDropEnabled
        return found | can

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:  # noqa: N802
        """Ask for another title."""
        heading = self.heading(index)
        if heading is None or heading is _FRONT or role != Qt.ItemDataRole.EditRole:
            return False
        self.renamed.emit(heading.section.id, str(value))
        return True

    def supportedDropActions(self) -> Qt.DropAction:  # noqa: N802 - Qt's name
        """Sections are moved, never copied."""
        return Qt.DropAction.MoveAction

    def mimeTypes(self) -> list[str]:  # noqa: N802 - Qt's name
        """A section of this outline."""
        return [_MIME]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:  # noqa: N802 - Qt's name
        """The dragged section."""
        data = QMimeData()
        heading = self.heading(indexes[0]) if indexes else None
        if heading is not None:
            data.setData(_MIME, QByteArray(heading.section.id.encode()))
        return data

    def dropMimeData(  # noqa: N802 - Qt's name
        self, data: QMimeData, _action: Qt.DropAction, row: int, _column: int, parent: Index
    ) -> bool:
        """Ask to move the dragged section; dropped on a section it goes to the end of it."""
        section = bytes(data.data(_MIME).data()).decode()
        place = self._places.get(section)
        if place is None:
            return False
        above = self.heading(parent)
        below = above.section.id if above is not None else ""
        position = row if row >= 0 else self.rowCount(parent)
        if place[0] == below and place[1] < position:
            position -= 1
        # The front matter is a row here and no section there.
        self.moved.emit(section, below, max(0, position - (below == "")))
        return True

    def _below(self, section_id: str) -> int:
        return self._findings[section_id] + sum(
            self._below(one.section.id) for one in self._rows.get(section_id, [])
        )


class OutlineFilter(QSortFilterProxyModel):
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
