"""All changes against last year above a chosen size, the largest first."""

from __future__ import annotations

from decimal import Decimal

from PySide6.QtWidgets import QDoubleSpinBox, QLabel, QWidget

from qdesk.actions.all_changes import SizeKind, all_changes
from qdesk.ui.dialogs.form import choice
from qdesk.ui.dialogs.place_list import PlaceList
from qdesk.ui.report_session import ReportSession

_COLUMNS = ("章", "表", "项目", "上年", "本年", "单位", "变化")
_WIDTHS = (120, 210, 0, 90, 90, 60, 170)
_NUMBERS = (3, 4, 6)
_LEAST = {SizeKind.PERCENT: 20.0, SizeKind.ABSOLUTE: 100.0}
_SUFFIXES = {SizeKind.PERCENT: " %", SizeKind.ABSOLUTE: ""}


class ChangesDialog(PlaceList):
    """The size is chosen in per cent of last year's value or as a difference."""

    def __init__(self, parent: QWidget, session: ReportSession) -> None:
        super().__init__(parent, session, "所有变化", _COLUMNS, _WIDTHS, _NUMBERS)
        titles = [("按百分比", SizeKind.PERCENT), ("按相差的数", SizeKind.ABSOLUTE)]
        self.kind = choice(titles, SizeKind.PERCENT, "怎样比大小")
        self.least = QDoubleSpinBox()
        self.least.setRange(0, 1e9)
        self.least.setDecimals(1)
        self.least.setAccessibleName("变化不小于")
        for widget in (self.kind, QLabel("变化不小于"), self.least):
            self.top.addWidget(widget)
        self.top.addStretch(1)
        self.kind.currentIndexChanged.connect(self._change_kind)
        self.least.valueChanged.connect(self.fill)
        self._change_kind()
        self.table.setFocus()

    def _change_kind(self) -> None:
        kind = self.kind.currentData()
        self.least.blockSignals(True)  # noqa: FBT003 - Qt's own signature
        self.least.setSuffix(_SUFFIXES[kind])
        self.least.setSingleStep(5 if kind == SizeKind.PERCENT else 50)
        self.least.setValue(_LEAST[kind])
        self.least.blockSignals(False)  # noqa: FBT003
        self.fill()

    def fill(self) -> None:
        """Show the changes of that size."""
        kind, least = SizeKind(self.kind.currentData()), Decimal(str(self.least.value()))
        found = all_changes(self.session.view, kind, least)
        self.show_rows(
            [
                (one.chapter, one.table_title, one.name, one.before, one.now, one.unit, one.change)
                for one in found
            ],
            [
                f"{one.table_title}\n{one.name}\n{one.before} → {one.now}{one.unit}，{one.change}"
                for one in found
            ],
            [(one.section, one.table, one.row, one.column) for one in found],
        )
        points = "（百分率按百分点算）" if kind is SizeKind.PERCENT else ""
        hint = "双击或按回车到那一格。" if found else "没有这么大的变化，请把数改小些。"
        self.said.setText(f"{len(found)} 处变化不小于 {self.least.text()}{points}，最大的在前。{hint}")
