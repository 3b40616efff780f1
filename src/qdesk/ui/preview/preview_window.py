"""The whole report on its printed pages, beside the desk."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from qdesk.actions.print_pages import Pages
from qdesk.ui.helped_dialog import HelpedDialog
from qdesk.ui.preview.page_strip import PageStrip
from qdesk.ui.settings import keep_number, kept_number

_WIDTH = 640
_NARROWEST, _WIDEST = 240, 1600
_STEP = 1.2
_TITLE_BAR = 40


class PreviewWindow(HelpedDialog):
    """Pages to scroll through, with zoom; `refresh_request` asks for them anew, `print_request` on paper."""

    help_page = "预览、打印和导出"

    refresh_request = Signal()
    print_request = Signal()

    def __init__(self, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setWindowTitle("预览")
        self.setWindowFlag(Qt.WindowType.WindowMaximizeButtonHint)
        self.resize(740, min(760, self.screen().availableGeometry().height() - _TITLE_BAR))
        self._pages: Pages | None = None
        self._strip = PageStrip(_kept_width())
        self.area = QScrollArea()
        self.area.setWidget(self._strip)
        self.area.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._where = QLabel()
        self._where.setObjectName("secondary")
        row = QHBoxLayout()
        row.addWidget(self._where, 1)
        for text, tip, keys, slot in (
            ("－", "缩小（Ctrl+-）", "Ctrl+-", lambda: self._zoom(1 / _STEP)),
            ("＋", "放大（Ctrl+=）", "Ctrl+=", lambda: self._zoom(_STEP)),
            ("刷新", "按现在的内容重排（F5）", "F5", self.refresh_request.emit),
            ("打印…", "打印（Ctrl+P）", "Ctrl+P", self.print_request.emit),
        ):
            button = QPushButton(text)
            button.setToolTip(tip)
            button.setAccessibleName(tip)
            button.setAutoDefault(False)
            button.clicked.connect(slot)
            QShortcut(QKeySequence(keys), self).activated.connect(slot)
            row.addWidget(button)
        layout = QVBoxLayout(self)
        layout.addLayout(row)
        layout.addWidget(self.area, 1)
        self.area.verticalScrollBar().valueChanged.connect(self._show_where)

    def show_pages(self, pages: Pages) -> None:
        """Show the report's pages; the place stays where it was."""
        self._pages = pages
        self._strip.show_pages(pages)
        self._show_where()

    def go_to(self, bookmark: str) -> None:
        """Scroll to the page on which a section or table begins."""
        index = self._pages.page_of(bookmark) if self._pages else None
        if index is not None:
            self.area.verticalScrollBar().setValue(self._strip.top_of(index) - 10)
        self._show_where()

    def _zoom(self, factor: float) -> None:
        index = self._strip.page_at(self.area.verticalScrollBar().value())
        width = round(min(max(self._strip.page_width * factor, _NARROWEST), _WIDEST))
        self._strip.set_width(width)
        keep_number("preview/width", width)
        self.area.verticalScrollBar().setValue(self._strip.top_of(index))

    def _show_where(self) -> None:
        if self._pages is None or not self._pages.count:
            self._where.setText("没有内容")
            return
        middle = self.area.verticalScrollBar().value() + self.area.viewport().height() // 2
        index = self._strip.page_at(middle)
        self._where.setText(f"{self._pages.label(index)}（第 {index + 1} 面，共 {self._pages.count} 面）")


def _kept_width() -> int:
    return min(max(kept_number("preview/width", _WIDTH), _NARROWEST), _WIDEST)
