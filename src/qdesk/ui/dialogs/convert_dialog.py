"""Going over to another standard: which section goes where, each place open to the user's choice."""

from __future__ import annotations

from PySide6.QtWidgets import (
    QComboBox,
    QDialogButtonBox,
    QHeaderView,
    QLabel,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from qdesk.actions.plan_conversion import TRAY, ConversionPlan, target_titles
from qdesk.ui.dialogs.listing import listing
from qdesk.ui.helped_dialog import HelpedDialog
from qdesk.ui.style import make_primary

_COLUMNS = ("现在的章节", "带着", "放到新规范的")
_WIDTH = 270


class ConvertDialog(HelpedDialog):
    """Shows a plan; `plan` is the one that the user agreed to."""

    help_page = "换编写规范"

    def __init__(self, parent: QWidget | None, plan: ConversionPlan) -> None:
        super().__init__(parent)
        self.setWindowTitle("改用另一个编写规范")
        self.resize(860, 560)
        self.plan = plan
        lead = QLabel(
            f"改用“{plan.target.name}”。正文、表和案例随章节走，可以逐节改位置；选“待安置”的不打印，但都还在，以后可以放回。"
        )
        lead.setWordWrap(True)
        self._left = QLabel()
        self._left.setObjectName("secondary")
        self.table = listing(_COLUMNS, "章节对照", stretch=1)
        header = self.table.horizontalHeader()
        for column in (0, 2):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Interactive)
            header.resizeSection(column, _WIDTH)
        self._options = [("待安置", TRAY), *target_titles(plan.target)]
        self.places: list[QComboBox | None] = []
        self._fill()
        buttons = QDialogButtonBox()
        agree = buttons.addButton("改用", QDialogButtonBox.ButtonRole.AcceptRole)
        make_primary(agree)
        buttons.addButton("取消", QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addWidget(lead)
        layout.addWidget(self._left)
        layout.addWidget(self.table, 1)
        layout.addWidget(buttons)
        self._count()

    def _fill(self) -> None:
        self.table.setRowCount(len(self.plan.sections))
        for row, one in enumerate(self.plan.sections):
            with_it = [*(["正文"] if one.has_text else []), *(f"表“{name}”" for name in one.tables)]
            self.table.setItem(row, 0, QTableWidgetItem(one.title))
            item = QTableWidgetItem("、".join(with_it))
            item.setToolTip("\n".join(with_it))
            self.table.setItem(row, 1, item)
            if one.own:
                self.table.setItem(row, 2, QTableWidgetItem("自己加的章节，跟着上级走"))
                self.places.append(None)
                continue
            box = QComboBox()
            for title, section in self._options:
                box.addItem(title, section)
            box.setCurrentIndex(max(0, box.findData(one.place)))
            box.setAccessibleName(f"{one.title} 放到")
            box.activated.connect(lambda _=0, at=row, box=box: self._place(at, str(box.currentData())))
            self.table.setCellWidget(row, 2, box)
            self.places.append(box)

    def _place(self, row: int, place: str) -> None:
        self.plan = self.plan.with_place(self.plan.sections[row].section.id, place)
        self._count()

    def _count(self) -> None:
        unplaced = self.plan.unplaced
        titles = "、".join(one.title for one in unplaced[:6])
        more = "等" if len(unplaced) > 6 else ""
        self._left.setText(f"待安置 {len(unplaced)} 节：{titles}{more}" if unplaced else "每一节都有位置")
