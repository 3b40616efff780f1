"""How far the report is, section by section: state, length, tables, cases against the standard."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QBrush
from PySide6.QtWidgets import QLabel, QTableWidget, QTableWidgetItem, QVBoxLayout, QWidget

from qdesk.actions.meters import Meter, measure_report
from qdesk.model.report_view import ReportView
from qdesk.ui.dialogs.listing import listing
from qdesk.ui.helped_dialog import BesideWindow
from qdesk.ui.style import color

_COLUMNS = ("章节", "状态", "字数", "建议字数", "表", "未填", "案例")


class MetersDialog(BesideWindow):
    """Stays open beside the desk; `go_to` asks to show a section."""

    help_page = "整份报告的列表"

    go_to = Signal(str)

    def __init__(self, parent: QWidget, view: ReportView) -> None:
        super().__init__(parent, "完成情况")
        self.resize(820, 560)
        meters = measure_report(view)
        self._sections = [one.heading.section.id for one in meters.rows]
        done = sum(one.progress.is_done for one in meters.rows if one.progress.is_leaf)
        leaves = sum(one.progress.is_leaf for one in meters.rows)
        limit = f"，每个不超过 {meters.case_length} 字" if meters.case_length else ""
        asked = f" / 建议 {meters.asked_cases}" if meters.asked_cases else ""
        summary = QLabel(
            f"完成 {done}/{leaves} 节，全文 {meters.length} 字，案例 {meters.cases}{asked} 个{limit}。"
            "双击一行，直接到那一节。"
        )
        summary.setWordWrap(True)
        self.table: QTableWidget = listing(_COLUMNS, "完成情况", stretch=0)
        self.table.setRowCount(len(meters.rows))
        for row, one in enumerate(meters.rows):
            self._fill(row, one)
        self.table.cellDoubleClicked.connect(self._go)
        self.table.cellActivated.connect(self._go)
        layout = QVBoxLayout(self)
        layout.addWidget(summary)
        layout.addWidget(self.table, 1)
        if meters.absent:
            titles = "、".join(one.title or one.numbering for one in meters.absent[:12])
            more = "等" if len(meters.absent) > 12 else ""
            absent = QLabel(f"编写规范里有、提纲里没有的章节：{titles}{more}")
            absent.setObjectName("secondary")
            absent.setWordWrap(True)
            layout.addWidget(absent)

    def _fill(self, row: int, one: Meter) -> None:
        asked = f"{one.asked_length[0]}—{one.asked_length[1]}" if one.asked_length else ""
        cases = (
            f"{one.cases}" + (f" / {one.asked_cases}" if one.asked_cases else "")
            if one.cases or one.asked_cases
            else ""
        )
        long = f"，{len(one.too_long)} 个超长" if one.too_long else ""
        length = (
            f"{one.length}{f'，{one.length_word}' if one.length_word else ''}" if one.length or asked else ""
        )
        tables = f"{one.progress.full_tables}/{one.progress.tables}" if one.progress.tables else ""
        missing = str(one.progress.missing) if one.progress.missing else ""
        indent = "　" * (one.heading.level - 1)
        texts = (indent + one.title, one.progress.word, length, asked, tables, missing, cases + long)
        short = (one.asked_cases > one.cases) or bool(one.too_long)
        for column, text in enumerate(texts):
            item = QTableWidgetItem(text)
            amber = (column == 2 and one.length_word) or (column == 6 and short)
            if amber:
                item.setForeground(QBrush(color("look")))
            elif column == 1 and one.progress.is_done:
                item.setForeground(QBrush(color("done")))
            self.table.setItem(row, column, item)

    def _go(self, row: int, _column: int) -> None:
        self.go_to.emit(self._sections[row])
