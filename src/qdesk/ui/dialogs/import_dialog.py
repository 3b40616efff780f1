"""Before an import: the sheet as it stands, what was understood, and what would change."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QBrush, QColor
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QSplitter,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from qdesk.actions.import_preview import ImportedTable, ImportedValue, ImportPreview, Verdict
from qdesk.model.period import Period
from qdesk.model.value import plain_text
from qdesk.recognition.grid import cell_name
from qdesk.recognition.labels import LineRole
from qdesk.ui.style import color, make_primary, ui_font

_VERDICTS = {
    Verdict.NEW: ("新", "done"),
    Verdict.CHANGED: ("改", "look"),
    Verdict.SAME: ("同", "secondary"),
    Verdict.COMPUTED: ("由程序计算", "computed_text"),
}
_MAX_ROWS = 400


class ImportDialog(QDialog):
    """Tables on the left, the sheet in the middle, what was understood on the right."""

    def __init__(self, parent: QWidget, preview: ImportPreview) -> None:
        super().__init__(parent)
        self._preview = preview
        self.setWindowTitle(f"导入　{preview.path.name}")
        self.resize(1180, 680)
        self._tables = QListWidget()
        self._tables.setAccessibleName("认出的表")
        self._sheet = _read_only_table("表格原样")
        self._values = _read_only_table("识别结果")
        self._place = QLabel()
        self._place.setObjectName("cardTitle")
        self._place.setWordWrap(True)
        self._summary = QLabel()
        self._summary.setObjectName("secondary")
        self._agree = QPushButton("导入")
        make_primary(self._agree)
        self._agree.clicked.connect(self.accept)
        self._build()
        self._fill_tables()
        self._tables.currentRowChanged.connect(self._show)
        self._tables.itemChanged.connect(self._toggle)
        self._tables.setCurrentRow(0)
        self._refresh_summary()

    def _build(self) -> None:
        panes = QSplitter()
        panes.addWidget(self._pane("找到的表（打勾的会导入）", self._tables))
        panes.addWidget(self._pane("表格原样", self._sheet, _legend()))
        panes.addWidget(self._pane("识别结果", self._values, self._place))
        panes.setSizes([230, 500, 450])
        cancel = QPushButton("取消")
        cancel.setAutoDefault(False)
        self._agree.setDefault(True)
        cancel.clicked.connect(self.reject)
        row = QHBoxLayout()
        row.addWidget(self._summary, 1)
        row.addWidget(cancel)
        row.addWidget(self._agree)
        layout = QVBoxLayout(self)
        layout.addWidget(panes, 1)
        layout.addLayout(row)

    @staticmethod
    def _pane(title: str, widget: QWidget, extra: QWidget | None = None) -> QWidget:
        pane = QWidget()
        label = QLabel(title)
        label.setObjectName("secondary")
        layout = QVBoxLayout(pane)
        layout.setContentsMargins(6, 0, 6, 0)
        layout.addWidget(label)
        if extra is not None:
            layout.addWidget(extra)
        layout.addWidget(widget, 1)
        return pane

    def _fill_tables(self) -> None:
        for table in self._preview.tables:
            doubts = f"　存疑 {len(table.doubts)}" if table.doubts else ""
            item = QListWidgetItem(f"{table.title}{doubts}")
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Checked)
            item.setToolTip(f"{table.title}：{len(table.values)} 个值")
            self._tables.addItem(item)
        for sheet in self._preview.proposal.sheets:
            if sheet.role != "data":
                reason = sheet.left_out[0].reason if sheet.left_out else "没有内容"
                item = QListWidgetItem(f"— {sheet.name}　不导入")
                item.setToolTip(reason)
                item.setFlags(Qt.ItemFlag.NoItemFlags)
                self._tables.addItem(item)

    def _toggle(self, item: QListWidgetItem) -> None:
        row = self._tables.row(item)
        if row < len(self._preview.tables):
            self._preview.tables[row].taken = item.checkState() == Qt.CheckState.Checked
            self._refresh_summary()

    def _refresh_summary(self) -> None:
        preview = self._preview
        tables = sum(table.taken for table in preview.tables)
        left = sum(len(sheet.left_out) for sheet in preview.proposal.sheets)
        parts = [
            f"{tables} 张表",
            f"新增 {preview.count(Verdict.NEW)}",
            f"改动 {preview.count(Verdict.CHANGED)}",
            f"相同 {preview.count(Verdict.SAME)}",
            f"由程序计算 {preview.count(Verdict.COMPUTED)}",
        ]
        if left:
            parts.append(f"未读 {left} 处")
        self._summary.setText("　".join(parts))
        self._agree.setText(f"导入 {tables} 张表")
        self._agree.setEnabled(tables > 0)

    # -- one table

    def _show(self, row: int) -> None:
        if not 0 <= row < len(self._preview.tables):
            return
        table = self._preview.tables[row]
        heading = self._preview.view.heading(table.section)
        place = self._preview.view.title_of(heading) if heading else ""
        match = table.proposal.match
        how = f"按表题匹配，匹配度 {match.likeness}%" if match else "规范里没有同名的表，将作为新表"
        self._place.setText(f"{table.title} → {place}（{how}）")
        self._show_sheet(table)
        self._show_values(table)

    def _show_sheet(self, table: ImportedTable) -> None:
        understood = table.proposal.understood
        grid, region = understood.grid, understood.region
        top = region.caption_at[0] if region.caption_at else region.top
        rows = range(min(top, region.top), min(region.bottom + len(region.notes), top + _MAX_ROWS) + 1)
        columns = list(region.columns)
        view = self._sheet
        view.clear()
        view.clearSpans()
        view.setRowCount(len(rows))
        view.setColumnCount(len(columns))
        view.setHorizontalHeaderLabels([cell_name(0, column)[:-1] for column in columns])
        view.setVerticalHeaderLabels([str(row + 1) for row in rows])
        doubts = {read.cell for read in table.doubts}
        totals = {line.index for line in understood.rows if line.role in (LineRole.TOTAL, LineRole.MEAN)}
        for at, row in enumerate(rows):
            for place, column in enumerate(columns):
                item = QTableWidgetItem(grid.own(row, column).text)
                item.setBackground(self._tint(table, row, column, doubts, totals))
                view.setItem(at, place, item)
        for (row, column), (down, across) in grid.spans.items():
            if row in rows and column in columns and (down > 1 or across > 1):
                view.setSpan(row - rows[0], column - columns[0], down, min(across, len(columns)))
        view.resizeColumnsToContents()

    @staticmethod
    def _tint(table: ImportedTable, row: int, column: int, doubts: set[str], totals: set[int]) -> QBrush:
        region = table.proposal.understood.region
        if cell_name(row, column) in doubts:
            return QBrush(color("look_soft"))
        if row < region.top:
            return QBrush(_TINTS["caption"] if row == (region.caption_at or (row,))[0] else _TINTS["unit"])
        if row in region.header_rows:
            return QBrush(color("accent_soft"))
        return QBrush(_TINTS["total"] if row in totals else color("card"))

    def _show_values(self, table: ImportedTable) -> None:
        view = self._values
        view.clear()
        view.setColumnCount(5)
        view.setHorizontalHeaderLabels(["指标或项目", "年度", "数值", "", "来源"])
        shown = table.values[:_MAX_ROWS]
        view.setRowCount(len(shown))
        for row, one in enumerate(shown):
            self._show_value(row, one)
        header = view.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)

    def _show_value(self, row: int, one: ImportedValue) -> None:
        read = one.read
        name = read.row if not read.measure or read.measure in read.row else f"{read.row} {read.measure}"
        period = Period(
            self._preview.view.report.period.kind, self._preview.proposal.current_year + read.offset
        )
        word, role = _VERDICTS[one.verdict]
        if read.doubt:
            word, role = "存疑", "look"
        elif read.disagrees:
            word, role = "不符", "must"
        value = plain_text(read.value)
        if one.verdict is Verdict.CHANGED and one.stored is not None:
            value = f"{plain_text(one.stored)} → {value}"
        texts = (name, period.code if read.has_period else "", value, word, read.cell)
        for column, text in enumerate(texts):
            item = QTableWidgetItem(text)
            item.setToolTip(read.doubt or read.disagrees or read.raw)
            if column == 2:
                item.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            if column == 3:
                item.setForeground(QBrush(color(role)))
            self._values.setItem(row, column, item)


_TINTS = {"caption": QColor("#e8edfb"), "unit": QColor("#f1eaf8"), "total": QColor("#fcf6df")}


def _legend() -> QLabel:
    parts = (
        ("表题", "#e8edfb"),
        ("说明、单位", "#f1eaf8"),
        ("表头", "#dcebe8"),
        ("合计", "#fcf6df"),
        ("存疑", "#fdf8ec"),
    )
    spans = "　".join(
        f'<span style="background:{tint};color:#1f2733">&nbsp;{name}&nbsp;</span>' for name, tint in parts
    )
    return QLabel(spans)


def _read_only_table(name: str) -> QTableWidget:
    view = QTableWidget()
    view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    view.setFont(ui_font())
    view.setAccessibleName(name)
    view.verticalHeader().setDefaultSectionSize(26)
    return view
