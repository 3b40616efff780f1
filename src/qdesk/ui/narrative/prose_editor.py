"""The prose of a section: a calm editor that grows with its text and saves by itself."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QMimeData, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence, QTextBlockFormat, QTextCursor, QWheelEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QTextEdit, QVBoxLayout

from qdesk.actions.meters import characters
from qdesk.ui.style import PROSE_PX, color, ui_font

_PAUSE_MS = 700
_LINE_HEIGHT = 180
_MIN_HEIGHT = 96
_INDENT_CHARACTERS = 2


class ProseEdit(QTextEdit):
    """Plain paragraphs with a first-line indent; what is pasted comes in as plain text.

    Undo belongs to the report, so the editor's own is off; `settled` says that a pause was made
    or the editor was left, and that the text should be kept.
    """

    settled = Signal()

    def __init__(self, placeholder: str = "在这里写本节正文……", name: str = "本节正文") -> None:
        super().__init__()
        self.setAcceptRichText(False)
        self.setUndoRedoEnabled(False)
        self.setFont(ui_font(PROSE_PX))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setTabChangesFocus(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setPlaceholderText(placeholder)
        self.setAccessibleName(name)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self.settled)
        self.textChanged.connect(self._pause.start)
        self.document().documentLayout().documentSizeChanged.connect(self._grow)

    def _grow(self) -> None:
        height = int(self.document().size().height()) + 8
        self.setFixedHeight(max(_MIN_HEIGHT, height))

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """As high as the text."""
        return QSize(400, max(_MIN_HEIGHT, int(self.document().size().height()) + 8))

    def show_text(self, text: str) -> None:
        """Show a text unless it stands there already; the cursor stays where it was."""
        if text == self.toPlainText():
            return
        old = self.toPlainText()
        # The cursor goes behind what differs: there the user goes on after undo and redo.
        pairs = enumerate(zip(reversed(old), reversed(text), strict=False))
        same_end = next((n for n, (a, b) in pairs if a != b), min(len(old), len(text)))
        self.blockSignals(True)  # noqa: FBT003 - Qt's own signature
        self.setPlainText(text)
        self.blockSignals(False)  # noqa: FBT003
        self._format_paragraphs()
        cursor = self.textCursor()
        cursor.setPosition(len(text) - same_end)
        self.setTextCursor(cursor)
        self._pause.stop()

    def _format_paragraphs(self) -> None:
        form = QTextBlockFormat()
        form.setLineHeight(_LINE_HEIGHT, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        form.setTextIndent(_INDENT_CHARACTERS * PROSE_PX)
        cursor = QTextCursor(self.document())
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.setBlockFormat(form)

    def insertFromMimeData(self, source: QMimeData) -> None:  # noqa: N802 - Qt's name
        """Paste without the mess: plain paragraphs, no blank lines between them."""
        lines = [line.strip() for line in source.text().replace("\r", "").split("\n")]
        self.insertPlainText("\n".join(line for line in lines if line))
        self._format_paragraphs()

    def event(self, event: QEvent) -> bool:
        """Undo and redo go to the report: the editor does not claim their keys."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            undo, redo = QKeySequence.StandardKey.Undo, QKeySequence.StandardKey.Redo
            if event.matches(undo) or event.matches(redo):
                event.ignore()
                return False
        return super().event(event)

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        """An empty editor gets its paragraph format before the first letter."""
        if not self.toPlainText():
            self._format_paragraphs()
        super().focusInEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        """Leaving keeps the text at once."""
        self.settle()
        super().focusOutEvent(event)

    def settle(self) -> None:
        """Keep what was typed now."""
        if self._pause.isActive():
            self._pause.stop()
            self.settled.emit()

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802 - Qt's name
        """The page scrolls, not the editor."""
        event.ignore()


class ProseCard(QFrame):
    """The prose with its count of characters against the guidance."""

    changed = Signal(str)

    def __init__(self, length: tuple[int, int] | None) -> None:
        super().__init__()
        self.setObjectName("card")
        self._length = length
        self.editor = ProseEdit()
        self._count = QLabel()
        self._count.setObjectName("secondary")
        title = QLabel("正文")
        title.setObjectName("cardTitle")
        head = QHBoxLayout()
        head.addWidget(title)
        head.addWidget(self._count, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 10, 12, 12)
        layout.addLayout(head)
        layout.addWidget(self.editor)
        self.editor.textChanged.connect(self._show_count)
        self.editor.settled.connect(lambda: self.changed.emit(self.editor.toPlainText()))
        self._show_count()

    def show_text(self, text: str) -> None:
        """Show the section's text."""
        self.editor.show_text(text)
        self._show_count()

    def _show_count(self) -> None:
        show_count(self._count, self.editor.toPlainText(), self._length)


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
