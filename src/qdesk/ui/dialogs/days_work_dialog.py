"""What was changed today: each place once, newest first, with what stood there when the day began."""

from __future__ import annotations

from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QWidget

from qdesk.actions.days_work import day_begins, days_work
from qdesk.model.edit import Edit
from qdesk.ui.dialogs.form import choice
from qdesk.ui.dialogs.place_list import PlaceList
from qdesk.ui.moments import moment_text
from qdesk.ui.quiet_work import QuietTask
from qdesk.ui.report_session import ReportSession

_COLUMNS = ("时间", "位置", "改了什么", "原来", "现在")
_WIDTHS = (150, 210, 0, 160, 160)
_SPANS = [("今天", 0), ("昨天和今天", 1), ("最近 7 天", 6)]
_EMPTY = "（空）"


class DaysWorkDialog(PlaceList):
    """Reads the store's history off the window's thread; what was taken back is not listed."""

    def __init__(self, parent: QWidget, session: ReportSession) -> None:
        super().__init__(parent, session, "今天改了什么", _COLUMNS, _WIDTHS)
        self._task: QuietTask | None = None
        self.span = choice(_SPANS, 0, "从哪天起")
        self.top.addWidget(self.span)
        self.top.addStretch(1)
        self.span.currentIndexChanged.connect(self.fill)
        self.said.setText("正在读取…")
        self.fill()
        self.table.setFocus()

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802 - Qt's name
        """What is being read is not wanted any more."""
        self._give_up()
        super().closeEvent(event)

    def _give_up(self) -> None:
        if self._task is not None:
            self._task.cancel()

    def fill(self) -> None:
        """Read what was changed since the day that is chosen."""
        self._give_up()
        self._task = self.session.ask_history(day_begins(int(self.span.currentData())), self._show)

    def _show(self, edits: list[Edit]) -> None:
        self._task = None
        found = days_work(self.session.view, edits)
        self.show_rows(
            [
                (moment_text(one.at), one.place, one.what, one.before or _EMPTY, one.now or _EMPTY)
                for one in found
            ],
            [
                f"{one.place}\n{one.what}\n原来：{one.before or _EMPTY}\n现在：{one.now or _EMPTY}\n"
                f"改了 {one.steps} 次{f'，{one.actor}' if one.actor else ''}"
                for one in found
            ],
            [(one.section, one.table, one.row, one.column) for one in found],
        )
        hint = "双击或按回车到那里。改了又撤销的不列出。" if found else "可以在上面选更早的一天。"
        self.said.setText(f"{self.span.currentText()}改了 {len(found)} 处，最近的在前。{hint}")
