"""What goes into the authority's workbook, cell by cell, before a copy of it is written."""

from __future__ import annotations

from PySide6.QtGui import QBrush
from PySide6.QtWidgets import (
    QComboBox,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from qdesk.actions.fill_workbook import FillPlan
from qdesk.ui.dialogs.form import choice
from qdesk.ui.dialogs.listing import listing
from qdesk.ui.helped_dialog import HelpedDialog
from qdesk.ui.style import color, make_primary

_COLUMNS = ("工作表", "格", "内容", "填写", "不填的原因")
_NOTHING = (
    "没有认出可以填的格。qdesk 按表题、行名和列名认格：表题要与报告里那张表的相近，"
    "表题和表头之间只留单位，“学校（盖章）”“填表人”一类的行与表隔开一个空行。改好后再选一次。"
)
_DONE = "没有要填的格：认出的格都有数了，其中 {} 格与报告一致。不一致的和没有认出的，原因在下面。"
_ALL, _FILLED, _KEPT = "all", "filled", "kept"


class FillDialog(HelpedDialog):
    """Shows the plan; agreed, the caller asks for the name of the copy."""

    help_page = "填写上级的 Excel 表"

    def __init__(self, parent: QWidget | None, plan: FillPlan) -> None:
        super().__init__(parent)
        self.setWindowTitle(f"填写 {plan.path.name}")
        self.resize(860, 520)
        self._plan = plan
        counts = (len(plan.filled), len(plan.kept) + len(plan.left_out))
        head = QLabel(
            f"可填 {counts[0]} 格，{counts[1]} 处不填。填在一份副本里：原来的格式、公式、保护都不动，"
            "已有数的格不改。"
            if plan.filled
            else _DONE.format(plan.alike)
            if plan.alike
            else _NOTHING
        )
        head.setWordWrap(True)
        shown = (
            (f"全部 {sum(counts)}", _ALL),
            (f"要填的 {counts[0]}", _FILLED),
            (f"不填的 {counts[1]}", _KEPT),
        )
        self.filter: QComboBox = choice(shown, _ALL, "显示哪些")
        self.list = listing(_COLUMNS, "要填的格", stretch=2)
        self.buttons = QDialogButtonBox()
        self.agree = self.buttons.addButton("另存为…", QDialogButtonBox.ButtonRole.AcceptRole)
        make_primary(self.agree)
        self.agree.setEnabled(bool(plan.filled))
        self.buttons.addButton("取消", QDialogButtonBox.ButtonRole.RejectRole)
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        shown_row = QHBoxLayout()
        shown_row.addWidget(QLabel("显示"))
        shown_row.addWidget(self.filter)
        shown_row.addStretch(1)
        layout.addWidget(head)
        layout.addLayout(shown_row)
        layout.addWidget(self.list, 1)
        layout.addWidget(self.buttons)
        self.filter.currentIndexChanged.connect(self._fill)
        self._fill()
        self.list.setFocus()

    def _fill(self) -> None:
        chosen = self.filter.currentData()
        lines: list[tuple[str, str, str, str, str]] = []
        if chosen != _KEPT:
            lines += [(one.sheet, one.cell, one.name, one.text, "") for one in self._plan.filled]
        if chosen != _FILLED:
            lines += [(one.sheet, one.cell, one.name, "", one.reason) for one in self._plan.kept]
            lines += [(sheet, cell, "", "", reason) for sheet, cell, reason in self._plan.left_out]
        self.list.setRowCount(len(lines))
        for row, texts in enumerate(lines):
            for column, text in enumerate(texts):
                item = QTableWidgetItem(text)
                item.setToolTip(text)
                if column == len(texts) - 1:
                    item.setForeground(QBrush(color("look")))
                self.list.setItem(row, column, item)
