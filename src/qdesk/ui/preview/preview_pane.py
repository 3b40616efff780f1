"""The printed pages beside the section in work: they follow it, and what is typed, a moment later."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QScrollArea, QToolButton, QVBoxLayout, QWidget

from qdesk.actions.print_pages import Pages, printed_report
from qdesk.ui.preview.page_strip import PageStrip
from qdesk.ui.quiet_work import QuietTask, quiet_work
from qdesk.ui.report_session import ReportSession

_PAUSE_MS = 500
_USUAL_WIDTH = 400
_MARGIN = 10
_ABOVE = 12
"""So many pixels are left above the heading that the pane scrolls to."""


class PreviewPane(QWidget):
    """Lays the report out off the window's thread while it is seen; edits meanwhile are gathered."""

    help_page = "预览、打印和导出"

    close_request = Signal()

    def __init__(self, session: ReportSession) -> None:
        super().__init__()
        self.setObjectName("sidePane")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setMinimumWidth(240)
        self._session = session
        self._pages: Pages | None = None
        self._place = ""
        self._task: QuietTask | None = None
        self._stale = True
        self.strip = PageStrip(_USUAL_WIDTH, _MARGIN, fit=True)
        self.area = QScrollArea()
        self.area.setWidget(self.strip)
        self.area.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.area.setAccessibleName("印刷页面，随编辑更新")
        self.area.verticalScrollBar().valueChanged.connect(self._show_where)
        self.where = QLabel("正在排版…")
        self.where.setObjectName("secondary")
        close = QToolButton()
        close.setText("✕")
        close.setAutoRaise(True)
        close.setToolTip("收起印刷页面（Ctrl+Shift+P）")
        close.setAccessibleName("收起印刷页面")
        close.clicked.connect(self.close_request)
        head = QHBoxLayout()
        head.setContentsMargins(12, 6, 6, 0)
        head.addWidget(self.where, 1)
        head.addWidget(close)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addLayout(head)
        layout.addWidget(self.area, 1)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self._lay_out)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Wide enough to read a page."""
        return QSize(_USUAL_WIDTH, super().sizeHint().height())

    def follow(self, bookmark: str) -> None:
        """Show the page on which a section or table begins, now and when pages come."""
        self._place = bookmark
        self._go_to_place()

    def edited(self) -> None:
        """Something of the report changed: lay it out anew once the user pauses."""
        self._stale = True
        if self.isVisible():
            self._pause.start()

    def stop(self) -> None:
        """The report is closed: what is under way is not wanted any more."""
        self._pause.stop()
        if self._task is not None:
            self._task.cancel()
        self._task, self._stale = None, True

    def _lay_out(self) -> None:
        """Have the pages made from the report as it is now; while some are being made the next ones wait."""
        if self._task is not None or not self._stale or not self.isVisible():
            return
        self._stale = False
        view = self._session.view.snapshot()
        self._task = quiet_work().ask(lambda breathe: printed_report(view, breathe=breathe), self._show)

    def _show(self, pages: Pages) -> None:
        self._task = None
        bar = self.area.verticalScrollBar()
        before = self._top_of_place()
        self._pages = pages
        self.strip.show_pages(pages)
        after = self._top_of_place()
        if before is None:
            self._go_to_place()
        elif after is not None:
            bar.setValue(bar.value() + after - before)
        self._show_where()
        if self._stale:
            self._pause.start()

    def _top_of_place(self) -> int | None:
        """How far down the section in work begins, None where it prints nothing."""
        place = self._pages.place_of(self._place) if self._pages else None
        return self.strip.y_of(*place) if place else None

    def _go_to_place(self) -> None:
        top = self._top_of_place()
        if top is not None:
            self.area.verticalScrollBar().setValue(top - _ABOVE)

    def _show_where(self) -> None:
        if self._pages is None:
            return
        middle = self.area.verticalScrollBar().value() + self.area.viewport().height() // 2
        index = self.strip.page_at(middle)
        self.where.setText(f"{self._pages.label(index)}（共 {self._pages.count} 面）")

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """Pages are made when they are seen."""
        super().showEvent(event)
        QTimer.singleShot(0, self._lay_out)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """A page is as wide as the pane; what was seen stays."""
        super().resizeEvent(event)
        bar = self.area.verticalScrollBar()
        share = bar.value() / max(1, self.strip.height())
        self.strip.set_width(max(120, self.area.viewport().width() - 2 * _MARGIN))
        bar.setValue(round(share * self.strip.height()))
