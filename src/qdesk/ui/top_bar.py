"""The bar above the desk: school, report, undo, search, import, checks, export."""

from __future__ import annotations

from PySide6.QtCore import QStringListModel, Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QCompleter,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QToolButton,
)

from qdesk.actions.find_in_report import Hit, find_in_report
from qdesk.actions.gather_findings import SEVERITY_TITLES, counted
from qdesk.model.finding import Finding, Severity
from qdesk.model.report import STATUS_TITLES
from qdesk.ui.report_session import ReportSession

_MOST_HITS = 30
_PAUSE_MS = 120


class TopBar(QFrame):
    """Asks for the great actions; finds text anywhere in the report."""

    import_request = Signal()
    check_request = Signal()
    export_request = Signal()
    preview_request = Signal()
    found = Signal(str, str, int, int)

    def __init__(self, session: ReportSession) -> None:
        super().__init__()
        self.setObjectName("topBar")
        self._session = session
        self._hits: dict[str, Hit] = {}
        self._school = QLabel()
        self._school.setObjectName("schoolName")
        self._reports = QComboBox()
        self._reports.setAccessibleName("年度报告")
        # An arrow key meant for a table must never switch the year.
        self._reports.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._reports.activated.connect(self._open_report)
        self.undo = QToolButton()
        self.undo.setText("↶")
        self.undo.setToolTip("撤销（Ctrl+Z）")
        self.undo.setAccessibleName("撤销")
        self.redo = QToolButton()
        self.redo.setText("↷")
        self.redo.setToolTip("重做（Ctrl+Y）")
        self.redo.setAccessibleName("重做")
        self.search = QLineEdit()
        self.search.setPlaceholderText("在整份报告中查找 Ctrl+F")
        self.search.setAccessibleName("查找")
        self.search.setMinimumWidth(200)
        self.search.setMaximumWidth(260)
        self._completions = QStringListModel()
        completer = QCompleter(self._completions, self)
        completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        completer.activated[str].connect(self._go)  # pyright: ignore[reportIndexIssue] - an overload
        self.search.setCompleter(completer)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self._offer)
        self.search.textEdited.connect(self._pause.start)
        self.search.returnPressed.connect(self._go_first)
        self._import = QPushButton("导入")
        self._import.setToolTip("导入 Excel 工作簿或 Word 文档里的表（Ctrl+I）")
        self._check = QPushButton("核查")
        self._check.setToolTip("列出所有问题（F7）")
        self._preview = QPushButton("预览")
        self._preview.setToolTip("看印出来的样子（Ctrl+P）")
        self._export = QPushButton("导出 Word")
        self._export.setObjectName("primary")
        self._export.setToolTip("导出 Word 文档（Ctrl+E）")
        self._build()
        self.refresh()

    def _build(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 6, 12, 6)
        row.setSpacing(8)
        row.addWidget(self._school)
        row.addWidget(self._reports)
        row.addStretch(1)
        for widget in (
            self.undo,
            self.redo,
            self.search,
            self._import,
            self._check,
            self._preview,
            self._export,
        ):
            row.addWidget(widget)
        self._import.clicked.connect(self.import_request)
        self._check.clicked.connect(self.check_request)
        self._preview.clicked.connect(self.preview_request)
        self._export.clicked.connect(self.export_request)
        stack = self._session.undo_stack
        self.undo.clicked.connect(stack.undo)
        self.redo.clicked.connect(stack.redo)
        stack.canUndoChanged.connect(self.undo.setEnabled)
        stack.canRedoChanged.connect(self.redo.setEnabled)
        stack.undoTextChanged.connect(self._name_undo)
        stack.redoTextChanged.connect(self._name_redo)
        self.undo.setEnabled(False)
        self.redo.setEnabled(False)

    def _name_undo(self, text: str) -> None:
        self.undo.setToolTip(f"{f'撤销 {text}'.strip()}（Ctrl+Z）")

    def _name_redo(self, text: str) -> None:
        self.redo.setToolTip(f"{f'重做 {text}'.strip()}（Ctrl+Y）")

    def refresh(self) -> None:
        """Show the store's school and its reports."""
        archive, report = self._session.workspace.archive, self._session.view.report
        name = next((one.name for one in archive.entities if one.id == report.entity), "")
        self._school.setText(name)
        self._reports.clear()
        for one in archive.reports:
            self._reports.addItem(f"{one.period.title} · {STATUS_TITLES[one.status]}", one.id)
        self._reports.setCurrentIndex(self._reports.findData(report.id))

    def _open_report(self, index: int) -> None:
        chosen = self._reports.itemData(index)
        if chosen and chosen != self._session.view.report.id:
            self._session.open_report(chosen)

    def show_findings(self, findings: list[Finding]) -> None:
        """Show how many findings must be mended, else looked at; resting there, how many of each kind."""
        grave = (Severity.MUST, Severity.LOOK)
        counts = [(one, sum(finding.severity is one for finding in findings)) for one in grave]
        shown = next((f" · {SEVERITY_TITLES[one]} {count}" for one, count in counts if count), "")
        self._check.setText(f"核查{shown}")
        parts = counted(findings)
        self._check.setToolTip(f"{parts}\n列出全部（F7）" if parts else "列出所有问题（F7）")

    def start_search(self) -> None:
        """Put the cursor into the search line."""
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def _offer(self) -> None:
        """Look when the user pauses: a large report takes a moment, and every key would."""
        self._find()
        if self.search.hasFocus() and self.search.text().strip():
            self.search.completer().complete()

    def _find(self) -> None:
        text = self.search.text()
        self._hits = {hit.text: hit for hit in find_in_report(self._session.view, text, _MOST_HITS)}
        self._completions.setStringList(list(self._hits) or (["没有找到"] if text.strip() else []))

    def _go_first(self) -> None:
        """Enter does not wait for the pause."""
        if self._pause.isActive():
            self._pause.stop()
            self._find()
        self.search.completer().popup().hide()
        if self._hits:
            self._go(next(iter(self._hits)))

    def _go(self, text: str) -> None:
        hit = self._hits.get(text)
        if hit is not None:
            self.found.emit(hit.section, hit.table, hit.row, hit.column)
