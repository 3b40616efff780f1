"""Beside the browser: the numbers of a table one after the other, in the order in which a web form asks."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from qdesk.actions.web_form import FormItem, FormLine, asked_names, form_items, form_lines, keep_order
from qdesk.errors import UserError
from qdesk.ui.attempt import attempt
from qdesk.ui.dialogs.form import choice
from qdesk.ui.dialogs.listing import listing
from qdesk.ui.helped_dialog import BesideWindow
from qdesk.ui.messages import show_error
from qdesk.ui.report_session import ReportSession
from qdesk.ui.style import make_primary

_COLUMNS = ("", "网页上的项目", "本表的项目", "数")
_NOT_ASKED = "（网页没有问到）"
_NOT_HERE = "（本表没有）"


class WebFormDialog(BesideWindow):
    """Stays above the browser; every press copies the next number, and marks it as copied."""

    help_page = "网页填报"

    def __init__(self, parent: QWidget, session: ReportSession, table_id: str) -> None:
        super().__init__(parent, "网页填报：按顺序复制")
        self.setWindowFlag(Qt.WindowType.WindowStaysOnTopHint)
        self.resize(560, 520)
        self._session, self._table_id = session, table_id
        self._items: list[FormItem] = []
        self._copied: set[int] = set()
        table = session.view.table(table_id)
        self._lines = form_lines(session.view, table) if table else []
        self.which = choice([(one.title or "（没有名称）", one.id) for one in self._lines], "", "哪一列")
        how = QLabel(
            "在浏览器里点好第一个格子，回到这里按“复制下一个”（回车），到网页粘贴，再按下一个。"
            "顺序不对时：在网页上选中它的项目名称复制，再按“按网页的项目排”。"
        )
        how.setWordWrap(True)
        how.setObjectName("secondary")
        self.table = listing(_COLUMNS, "要填报的数", stretch=1)
        self.said = QLabel()
        self.said.setAccessibleName("刚才复制的")
        self.next_button = QPushButton("复制下一个")
        make_primary(self.next_button)
        arrange, whole = QPushButton("按网页的项目排"), QPushButton("复制整列")
        arrange.setToolTip("用剪贴板里的项目名称排（一行一个，序号和单位可以一起复制来）")
        whole.setToolTip("一次复制全部，一行一个；本表没有的项目空一行")
        up, down = QPushButton("上移"), QPushButton("下移")
        for button, slot, keys in (
            (self.next_button, self.copy_next, ""),
            (arrange, self.arrange, ""),
            (whole, self.copy_all, ""),
            (up, lambda: self.move_row(-1), "Alt+Up"),
            (down, lambda: self.move_row(1), "Alt+Down"),
        ):
            button.clicked.connect(slot)
            if keys:
                button.setToolTip(keys)
                QShortcut(QKeySequence(keys), self).activated.connect(slot)
        first, second = QHBoxLayout(), QHBoxLayout()
        first.addWidget(self.which, 1)
        first.addWidget(arrange)
        for button in (up, down, whole):
            second.addWidget(button)
        second.addStretch(1)
        second.addWidget(self.next_button)
        layout = QVBoxLayout(self)
        layout.addWidget(how)
        layout.addLayout(first)
        layout.addWidget(self.table, 1)
        layout.addWidget(self.said)
        layout.addLayout(second)
        self.which.currentIndexChanged.connect(self._begin)
        self.table.cellDoubleClicked.connect(lambda row, _: self._copy(row))
        session.touched.connect(self._refresh)  # a method of this window: it goes with it
        session.report_switched.connect(self.close)
        session.destroyed.connect(self.close)
        self._begin()
        self.next_button.setFocus()

    # -- copying

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Enter copies wherever the cursor is."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.copy_next()
        else:
            super().keyPressEvent(event)

    def copy_next(self) -> None:
        """Copy the number of the chosen row, and choose the next one."""
        self._copy(max(self.table.currentRow(), 0))

    def copy_all(self) -> None:
        """Copy what the form asks for, a line each."""
        texts = [one.text for one in self._items if one.asked]
        QApplication.clipboard().setText("\n".join(texts))
        self._copied = {at for at, one in enumerate(self._items) if one.asked}
        self._show()
        self.said.setText(f"已复制 {len(texts)} 行")

    def _copy(self, row: int) -> None:
        if row >= len(self._items):
            return
        one = self._items[row]
        QApplication.clipboard().setText(one.text)
        self._copied.add(row)
        self._show(min(row + 1, len(self._items) - 1))
        name, text = one.asked or one.name, one.text or "（空）"
        end = "，已到最后" if row + 1 == len(self._items) else ""
        self.said.setText(f"已复制第 {row + 1} 项：{name}　{text}{end}")

    # -- the order

    def arrange(self) -> None:
        """Take the order of the names that were copied from the page."""
        names = asked_names(QApplication.clipboard().text())
        if not names:
            message = UserError("剪贴板里没有项目名称", "", "请在网页上选中它的项目名称，复制，再按这个按钮")
            show_error(self, message)
            return
        self._keep(names)
        found = sum(bool(one.asked and one.name) for one in self._items)
        self.said.setText(f"网页有 {len(names)} 项，本表有其中 {found} 项")

    def move_row(self, by: int) -> None:
        """Move the chosen item up or down."""
        row = self.table.currentRow()
        names = [one.asked or one.name for one in self._items]
        if 0 <= row < len(names) and 0 <= row + by < len(names):
            names[row], names[row + by] = names[row + by], names[row]
            self._keep(names)
            self._show(row + by)

    def _keep(self, names: list[str]) -> None:
        view = self._session.view
        table, line = view.table(self._table_id), self._line()
        if table is not None and line is not None:
            self._copied.clear()
            attempt(self, self._session, lambda: keep_order(view, table, line, names))

    # -- showing

    def _line(self) -> FormLine | None:
        at = self.which.currentIndex()
        return self._lines[at] if 0 <= at < len(self._lines) else None

    def _begin(self) -> None:
        self._copied.clear()
        self.said.clear()
        self._refresh()
        self._show(0)

    def _refresh(self, _touched: object = None) -> None:
        table, line = self._session.view.table(self._table_id), self._line()
        if table is None:
            self.close()
            return
        self._items = form_items(self._session.view, table, line) if line else []
        self._show()

    def _show(self, row: int | None = None) -> None:
        chosen = self.table.currentRow() if row is None else row
        self.table.setRowCount(len(self._items))
        for at, one in enumerate(self._items):
            mark = "✓" if at in self._copied else ""
            texts = (mark, one.asked or _NOT_ASKED, one.name or _NOT_HERE, one.text)
            for column, text in enumerate(texts):
                item = QTableWidgetItem(text)
                item.setToolTip("已复制" if column == 0 and mark else text)
                if column == len(texts) - 1:
                    item.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
                self.table.setItem(at, column, item)
        if self._items:
            self.table.setCurrentCell(min(max(chosen, 0), len(self._items) - 1), len(_COLUMNS) - 1)
