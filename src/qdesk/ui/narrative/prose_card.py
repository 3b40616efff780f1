"""The prose of a section as a card: its tools, its count of characters, the numbers that wait."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPoint, Signal
from PySide6.QtGui import QTextBlock
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QMenu, QPushButton, QToolButton, QVBoxLayout

from qdesk.actions.meters import characters
from qdesk.model.prose import ParagraphKind
from qdesk.ui.narrative.number_source import NumberSource
from qdesk.ui.narrative.prose_editor import ProseEdit
from qdesk.ui.style import color

_LINE_BREAK = "\u2028"
"""Within a paragraph on the screen; in the stored text two paragraphs."""


class ProseTools(QHBoxLayout):
    """The buttons that work on an editor."""

    def __init__(self, editor: ProseEdit) -> None:
        super().__init__()
        self.setSpacing(2)
        self._editor = editor
        self._add("＋数据", "把数据里的数写进句子，随数据变（/ 或 Ctrl+K）", editor.ask_for_number)
        self._add("B", "加粗（Ctrl+B）", editor.toggle_bold)
        self._add("小标题", "这一段是小标题，不进目录", lambda: editor.toggle_kind(ParagraphKind.HEADING))
        self._add("•", "项目符号", lambda: editor.toggle_kind(ParagraphKind.BULLET))
        self._add("1.", "编号", lambda: editor.toggle_kind(ParagraphKind.ORDERED))

    def _add(self, text: str, tip: str, slot: Callable[[], None]) -> None:
        button = QToolButton()
        button.setText(text)
        button.setToolTip(tip)
        button.setAccessibleName(tip)
        button.setAutoRaise(True)
        button.clicked.connect(lambda: self._run(slot))
        self.addWidget(button)

    def _run(self, slot: Callable[[], None]) -> None:
        self._editor.setFocus()
        slot()


class ProseCard(QFrame):
    """Shows a passage of a section's prose; `changed` says that it should be kept.

    `link_request` asks to link its numbers, `divide_request` to make two passages of it, of these texts,
    `join_request` to put it to the end of the passage above, which there is where `follows`, `move_request`
    to give it a place further up (-1) or down (1).
    """

    help_page = "写正文"

    changed = Signal(str)
    link_request = Signal()
    divide_request = Signal(str, str)
    join_request = Signal()
    move_request = Signal(int)

    def __init__(
        self, numbers: NumberSource, length: tuple[int, int] | None, *, follows: bool = False
    ) -> None:
        super().__init__()
        self.setObjectName("card")
        self._length, self._follows = length, follows
        self.editor = ProseEdit(numbers)
        self._count = QLabel()
        self._count.setObjectName("secondary")
        title = QLabel("正文")
        title.setObjectName("cardTitle")
        self.waiting = QPushButton()
        self.waiting.setObjectName("link")
        self.waiting.setToolTip("上年正文里还没有改的数；点一下到下一个")
        self.waiting.clicked.connect(self.editor.next_open)
        self.waiting.hide()
        head = QHBoxLayout()
        head.addWidget(title)
        head.addWidget(self._count)
        head.addWidget(self.waiting)
        head.addStretch(1)
        head.addLayout(ProseTools(self.editor))
        head.addWidget(self._more())
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 10, 12, 12)
        layout.addLayout(head)
        layout.addWidget(self.editor)
        self.editor.textChanged.connect(self._show_count)
        self.editor.settled.connect(lambda: self.changed.emit(self.editor.stored_text()))
        self._show_count()

    def _more(self) -> QToolButton:
        button = QToolButton()
        button.setText("⋯")
        button.setAutoRaise(True)
        button.setToolTip("正文菜单")
        button.setAccessibleName("正文菜单")
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(button)
        menu.addAction("把本节的数连到数据", self.link_request.emit)
        menu.addAction("下一个待定的数", self.editor.next_open)
        menu.addAction("待定的数都照用", lambda: self.editor.decide(everything=True))
        menu.addSeparator()
        menu.addAction("上移", lambda: self.move_request.emit(-1))
        menu.addAction("下移", lambda: self.move_request.emit(1))
        menu.addAction("从光标处分成两段，好在中间插入", self._divide)
        if self._follows:
            menu.addAction("并入上面的正文", self._join)
        button.setMenu(menu)
        return button

    def line_near(self, y: int) -> tuple[int, int]:
        """The end of a paragraph next to a height of the card: how many lines are above it, and its height.

        Without any above it is the top of the card, with all of them the bottom.
        """
        top = self.editor.viewport().mapTo(self, QPoint(0, 0)).y()
        layout, block = self.editor.document().documentLayout(), self.editor.document().begin()
        lines, ends = 0, [(0, 0)]
        while block.isValid():
            lines += _lines_of(block)
            ends.append((lines, top + int(layout.blockBoundingRect(block).bottom())))
            block = block.next()
        ends[-1] = (lines, self.height())
        return min(ends, key=lambda one: abs(one[1] - y))

    def lines_to_cursor(self) -> int:
        """The lines up to the paragraph of the cursor; without it where the cursor begins it."""
        cursor = self.editor.textCursor()
        block = cursor.block().previous() if cursor.atBlockStart() else cursor.block()
        lines = 0
        while block.isValid():
            lines += _lines_of(block)
            block = block.previous()
        return lines

    def _divide(self) -> None:
        """Part the passage behind the paragraph of the cursor; before it where the cursor begins it."""
        above = self.lines_to_cursor()
        self.editor.settle()
        lines = self.editor.stored_text().split("\n")
        self.divide_request.emit("\n".join(lines[:above]), "\n".join(lines[above:]))

    def _join(self) -> None:
        self.editor.settle()
        self.join_request.emit()

    def show_text(self, text: str) -> None:
        """Show the section's stored text."""
        self.editor.show_text(text)
        self._show_count()

    def _show_count(self) -> None:
        show_count(self._count, self.editor.printed_text(), self._length)
        waiting = self.editor.waiting.count()
        self.waiting.setVisible(waiting > 0)
        self.waiting.setText(f"{waiting} 个数待定")


def _lines_of(block: QTextBlock) -> int:
    """So many lines of the stored text a paragraph on the screen is."""
    return block.text().count(_LINE_BREAK) + 1


def show_count(label: QLabel, text: str, length: tuple[int, int] | None) -> None:
    """The number of characters against the usual length, amber where it is short or long."""
    count = characters(text)
    if length is None:
        label.setText(f"{count} 字")
        return
    low, high = length
    state = "，偏短" if 0 < count < low else "，偏长" if count > high else ""
    asked = f"{low}—{high}" if low else f"最多 {high}"
    label.setText(f"{count} / {asked} 字{state}")
    shade = color("look") if state else color("secondary")
    label.setStyleSheet(f"color: {shade.name()}")
