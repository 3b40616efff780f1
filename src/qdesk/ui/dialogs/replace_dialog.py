"""Find and replace in all prose: every place listed with the words around it, each with its tick."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from qdesk.actions.replace_text import ProseHit, find_words, replace_words
from qdesk.model.finding import Finding, Severity
from qdesk.ui.attempt import attempt
from qdesk.ui.dialogs.listing import listing
from qdesk.ui.helped_dialog import HelpedDialog
from qdesk.ui.report_session import ReportSession
from qdesk.ui.style import make_primary

_PAUSE_MS = 250


class ReplaceDialog(HelpedDialog):
    """Stays open beside the desk; `go_to` asks to show the place of a hit."""

    help_page = "写正文"

    go_to = Signal(Finding)

    def __init__(self, parent: QWidget, session: ReportSession) -> None:
        super().__init__(parent)
        self.setWindowTitle("查找和替换（全部正文）")
        self.resize(760, 480)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._session = session
        self._hits: list[ProseHit] = []
        self._done = ""
        """What has just been replaced, as long as nothing else is looked for or changed."""
        self.words, self.by = QLineEdit(), QLineEdit()
        self.words.setAccessibleName("查找")
        self.by.setAccessibleName("替换为")
        form = QFormLayout()
        form.addRow("查找", self.words)
        form.addRow("替换为", self.by)
        self.list = listing(("替换", "章节", "前后文"), "找到的地方", 2)
        self.list.cellDoubleClicked.connect(lambda row, _column: self._go(row))
        self._count = QLabel()
        self._count.setObjectName("secondary")
        self.replace = QPushButton("替换勾选的")
        make_primary(self.replace)
        self.replace.clicked.connect(self._replace)
        row = QHBoxLayout()
        row.addWidget(self._count, 1)
        row.addWidget(self.replace)
        layout = QVBoxLayout(self)
        layout.addLayout(form)
        layout.addWidget(self.list, 1)
        layout.addLayout(row)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self.search)
        self.words.textChanged.connect(self._look_anew)
        session.stepped.connect(self._look_anew)
        session.touched.connect(self._pause.start)
        self.search()

    def _look_anew(self) -> None:
        self._done = ""
        self._pause.start()

    def search(self) -> None:
        """List where the words stand now."""
        self._hits = find_words(self._session.view, self.words.text())
        self.list.setRowCount(len(self._hits))
        for row, one in enumerate(self._hits):
            tick = QTableWidgetItem()
            tick.setFlags(tick.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            tick.setCheckState(Qt.CheckState.Checked)
            around = QTableWidgetItem(f"…{one.before}【{one.found}】{one.after}…")
            for column, item in enumerate((tick, QTableWidgetItem(one.place.title), around)):
                self.list.setItem(row, column, item)
        places = len({one.place for one in self._hits})
        none = "" if not self.words.text() else self._done or "没有找到"
        self._count.setText(f"{len(self._hits)} 处，在 {places} 节里" if self._hits else none)
        self.replace.setEnabled(bool(self._hits))

    def _ticked(self) -> list[ProseHit]:
        checked = Qt.CheckState.Checked
        items = [self.list.item(row, 0) for row in range(self.list.rowCount())]
        return [
            one
            for one, item in zip(self._hits, items, strict=True)
            if item is not None and item.checkState() is checked
        ]

    def _replace(self) -> None:
        words, by, hits = self.words.text(), self.by.text(), self._ticked()
        if attempt(self, self._session, lambda: replace_words(self._session.view, hits, words, by)):
            self._done = f"已替换 {len(hits)} 处"
            self._session.hint.emit(f"{self._done}。可用 Ctrl+Z 整个撤销")
            self.search()

    def _go(self, row: int) -> None:
        if row < len(self._hits) and self._hits[row].place.section:
            one = self._hits[row]
            self.go_to.emit(Finding("", Severity.NOTE, "", one.place.section, quote=one.found))
