"""The editor of prose: grows with its text, saves by itself, and holds numbers that follow the data."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QMimeData, QPoint, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QFont,
    QHelpEvent,
    QInputMethodEvent,
    QKeyEvent,
    QKeySequence,
    QResizeEvent,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QWheelEvent,
)
from PySide6.QtWidgets import QFrame, QSizePolicy, QTextEdit, QToolTip

from qdesk.actions.edit_text import MAX_PROSE
from qdesk.actions.pasted_prose import prose_of_html
from qdesk.errors import UserError
from qdesk.model.prose import Link, ParagraphKind, literal, open_numbers
from qdesk.ui.messages import show_error
from qdesk.ui.narrative import prose_document
from qdesk.ui.narrative.number_menu import add_number_actions
from qdesk.ui.narrative.number_popup import NumberPopup
from qdesk.ui.narrative.number_source import NumberSource
from qdesk.ui.narrative.waiting_numbers import WaitingNumbers
from qdesk.ui.style import PROSE_PX, ui_font

_PAUSE_MS = 700
_MIN_HEIGHT = 96
_PROSE_MIME = "application/x-qdesk-prose"
_SLASHES = ("/", "／")
_CONTROL = Qt.KeyboardModifier.ControlModifier


class ProseEdit(QTextEdit):
    """Paragraphs, lists and sub-headings with a first-line indent; of what is pasted lists and bold are kept.

    Undo belongs to the report, so the editor's own is off; `settled` says that a pause was made
    or the editor was left, and that the text should be kept.
    """

    settled = Signal()

    def __init__(
        self, numbers: NumberSource, placeholder: str = "在这里写本节正文……", name: str = "本节正文"
    ) -> None:
        super().__init__()
        self._numbers = numbers
        self._stored = ""
        self._written: str | None = None
        """The text as it stands, None where it was changed since it was last asked for."""
        self.setUndoRedoEnabled(False)
        self.setFont(ui_font(PROSE_PX))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setTabChangesFocus(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setPlaceholderText(placeholder)
        self.setAccessibleName(name)
        document = self.document()
        self.waiting = WaitingNumbers(document)
        self._painter = prose_document.NumberObject(document, numbers)
        document.documentLayout().registerHandler(prose_document.NUMBER, self._painter)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self.settled)
        self.textChanged.connect(self._pause.start)
        document.contentsChange.connect(self._note_change)
        document.contentsChanged.connect(self._painter.line_starts.renew)
        document.documentLayout().documentSizeChanged.connect(self._grow)
        self.cursorPositionChanged.connect(self._leave_number_format)

    # -- text

    def stored_text(self) -> str:
        """The text as a store keeps it; "" for an editor without any letter."""
        if self._written is None:
            has_letters = self.document().toRawText().strip()
            self._written = prose_document.document_text(self.document()) if has_letters else ""
        return self._written

    def printed_text(self) -> str:
        """The text as it prints."""
        return prose_document.printed_text(self.document(), self._numbers.shown)

    def show_text(self, text: str) -> None:
        """Show a stored text unless it stands there already; the cursor stays where it was."""
        document = self.document()
        unchanged = text == self._stored and self._pause.isActive()  # numbers changed while somebody types
        self._stored = text
        if unchanged or text == self.stored_text():
            document.markContentsDirty(0, document.characterCount())  # the numbers may print otherwise
            self._painter.line_starts.renew(everything=True)
            return
        old = document.toRawText()
        self.blockSignals(True)  # noqa: FBT003 - Qt's own signature
        prose_document.fill_document(document, text)
        new = document.toRawText()
        # The cursor goes behind what differs: there the user goes on after undo and redo.
        pairs = enumerate(zip(reversed(old), reversed(new), strict=False))
        same_end = next((n for n, (a, b) in pairs if a != b), min(len(old), len(new)))
        cursor = self.textCursor()
        cursor.setPosition(max(0, min(len(new) - same_end, document.characterCount() - 1)))
        self.setTextCursor(cursor)
        self.blockSignals(False)  # noqa: FBT003
        self._pause.stop()
        self.waiting.renew()

    def settle(self) -> None:
        """Keep what was typed now."""
        if self._pause.isActive():
            self._pause.stop()
            self.settled.emit()

    def choose(self, words: str) -> bool:
        """Select words where they stand first, or the number that prints them; False where nothing does."""
        found = self.document().find(words)
        if found.isNull():
            place = prose_document.printed_place(self.document(), words, self._numbers.shown)
            if place < 0:
                return False
            found = QTextCursor(self.document())
            found.setPosition(place)
            found.setPosition(place + 1, QTextCursor.MoveMode.KeepAnchor)
        self.setTextCursor(found)
        self.setFocus()
        return True

    # -- numbers

    def ask_for_number(self, typed: str = "") -> None:
        """Let the user choose a number; `typed` is put down where none is chosen."""
        popup = NumberPopup(self, self._numbers)
        popup.chosen.connect(self.insert_number)
        if typed:
            popup.left.connect(lambda: self._put_down(typed))
        place = self.cursorRect().bottomLeft() + QPoint(0, 4)
        popup.open_at(self.viewport().mapToGlobal(place))

    def _put_down(self, typed: str) -> None:
        self.textCursor().insertText(typed, prose_document.plain_format())

    def insert_number(self, link: Link) -> None:
        """Put a linked number where the cursor stands."""
        cursor = self.textCursor()
        bold = cursor.charFormat().fontWeight() > QFont.Weight.Normal.value
        cursor.insertText(prose_document.OBJECT, prose_document.number_format(link, bold=bold))
        self.setTextCursor(cursor)
        self.setFocus()

    def insert_prose(self, text: str) -> None:
        """Put a stored text where the cursor stands."""
        cursor = self.textCursor()
        cursor.removeSelectedText()
        self.waiting.expect(open_numbers(text))
        prose_document.insert_prose(cursor, text)
        self.setTextCursor(cursor)

    def _sign_at(self, place: QPoint) -> QTextCursor | None:
        """A selection of the one sign under a place of the viewport; None beside the text."""
        cursor = self.cursorForPosition(place)
        for start in (cursor.position(), cursor.position() - 1):
            if not 0 <= start < self.document().characterCount() - 1:
                continue
            found = QTextCursor(self.document())
            found.setPosition(start)
            left = self.cursorRect(found)
            found.setPosition(start + 1, QTextCursor.MoveMode.KeepAnchor)
            right = self.cursorRect(found)
            if left.left() <= place.x() < right.left() and left.top() <= place.y() <= left.bottom() + 6:
                return found
        return None

    def link_under(self, place: QPoint) -> Link | None:
        """The linked number under a place of the viewport."""
        sign = self._sign_at(place)
        return prose_document.link_at(sign.charFormat()) if sign is not None else None

    def next_open(self) -> bool:
        """Select the next number that waits for a decision; False where none is left."""
        found = self.waiting.next_after(self.textCursor())
        if found is None:
            return False
        self.setTextCursor(found)
        self.setFocus()
        return True

    def decide(self, *, everything: bool = False) -> None:
        """Agree to the numbers at the cursor, or to all, as they stand."""
        cursor = self.textCursor()
        stretch = (cursor.selectionStart(), cursor.selectionEnd())
        self.waiting.decide(*((0, self.document().characterCount()) if everything else stretch))

    def _note_change(self, _at: int, removed: int, added: int) -> None:
        self._written = None
        if (removed or added) and not self.signalsBlocked():
            self.waiting.look_later()

    def _leave_number_format(self) -> None:
        """What is typed behind a number is plain text."""
        form = self.currentCharFormat()
        if prose_document.link_at(form) is not None or prose_document.is_open(form):
            plain = QTextCharFormat()
            plain.setFontWeight(form.fontWeight())
            self.setCurrentCharFormat(plain)

    # -- looks

    def toggle_bold(self) -> None:
        """Make the selection, or what is typed next, bold or plain."""
        cursor = self.textCursor()
        bold = self.currentCharFormat().fontWeight() > QFont.Weight.Normal.value
        form = QTextCharFormat()
        form.setFontWeight(QFont.Weight.Normal if bold else QFont.Weight.Bold)
        cursor.mergeCharFormat(form)
        self.mergeCurrentCharFormat(form)

    def toggle_kind(self, kind: ParagraphKind) -> None:
        """Make the paragraphs at the cursor of a kind, or body text again."""
        cursor = self.textCursor()
        here = prose_document.kind_of(cursor.block())
        prose_document.set_kind(cursor, ParagraphKind.BODY if here is kind else kind)

    # -- Qt

    def _grow(self) -> None:
        self.setFixedHeight(max(_MIN_HEIGHT, int(self.document().size().height()) + 8))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Lines break elsewhere in another width."""
        super().resizeEvent(event)
        self._painter.line_starts.renew()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """As high as the text."""
        return QSize(400, max(_MIN_HEIGHT, int(self.document().size().height()) + 8))

    def createMimeDataFromSelection(self) -> QMimeData:  # noqa: N802 - Qt's name
        """The selection for other programs as it prints, for qdesk with its links."""
        copied = QTextDocument()
        QTextCursor(copied).insertFragment(self.textCursor().selection())
        data = QMimeData()
        data.setText(prose_document.printed_text(copied, self._numbers.shown))
        data.setData(_PROSE_MIME, prose_document.document_text(copied).encode())
        return data

    def canInsertFromMimeData(self, source: QMimeData) -> bool:  # noqa: N802 - Qt's name
        """Whatever has a text."""
        return source.hasText()

    def insertFromMimeData(self, source: QMimeData) -> None:  # noqa: N802 - Qt's name
        """Paste without the mess: paragraphs, lists and bold, no blank lines; own text with its links."""
        if source.hasFormat(_PROSE_MIME):
            self.insert_prose(bytes(source.data(_PROSE_MIME).data()).decode(errors="replace"))
            return
        text = prose_of_html(source.html()) if source.hasHtml() else None
        if text is None:
            lines = [line.strip() for line in source.text().replace("\r", "").split("\n")]
            text = "\n".join(literal(line) for line in lines if line)
        if len(self.stored_text()) + len(text) > MAX_PROSE:
            remedy = f"一节最多 {MAX_PROSE} 字。请分到几个章节；上年的报告请用“导入”，各节会自动分开"
            show_error(self, UserError(f"要粘贴的文字太长（{len(text)} 字），没有粘贴", remedy=remedy))
            return
        self.insert_prose(text)

    def event(self, event: QEvent) -> bool:
        """Undo and redo go to the report: the editor does not claim their keys."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            undo, redo = QKeySequence.StandardKey.Undo, QKeySequence.StandardKey.Redo
            if event.matches(undo) or event.matches(redo):
                event.ignore()
                return False
        return super().event(event)

    def viewportEvent(self, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Say what a number is when the mouse rests on it."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            link = self.link_under(event.pos())
            sign = self._sign_at(event.pos())
            if link is not None:
                QToolTip.showText(event.globalPos(), self._numbers.describe(link), self)
            elif sign is not None and prose_document.is_open(sign.charFormat()):
                text = "上年正文里的数，还没有改。改了就好；不用改时在右键菜单里选“就用这个数”"
                QToolTip.showText(event.globalPos(), text, self)
            else:
                QToolTip.hideText()
            return True
        return super().viewportEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """`/` and Ctrl+K ask for a number, Ctrl+B is bold; Enter on an empty item ends its list."""
        if event.text() == "/" or (event.key() == Qt.Key.Key_K and event.modifiers() == _CONTROL):
            self.ask_for_number(event.text() if event.text() == "/" else "")
            return
        if event.key() == Qt.Key.Key_B and event.modifiers() == _CONTROL:
            self.toggle_bold()
            return
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._new_paragraph()
            return
        super().keyPressEvent(event)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:  # noqa: N802 - Qt's name
        """A slash that comes by way of an input method, wide or not, asks for a number as the key does."""
        if event.commitString() in _SLASHES and not event.preeditString():
            self.ask_for_number(event.commitString())
            return
        super().inputMethodEvent(event)

    def _new_paragraph(self) -> None:
        cursor = self.textCursor()
        kind = prose_document.kind_of(cursor.block())
        listed = cursor.block().textList()
        if listed is not None and not cursor.block().text():
            prose_document.set_kind(cursor, ParagraphKind.BODY)
            return
        cursor.insertBlock()
        if kind is ParagraphKind.HEADING:
            prose_document.set_kind(cursor, ParagraphKind.BODY)
        self.setTextCursor(cursor)
        if kind is ParagraphKind.HEADING:
            self.setCurrentCharFormat(prose_document.plain_format())

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:  # noqa: N802 - Qt's name
        """The usual menu, with what can be done to the number under the mouse above it."""
        menu = self.createStandardContextMenu()
        sign = self._sign_at(event.pos())
        if sign is not None:
            add_number_actions(menu, sign, self._numbers, lambda: self._agree(sign))
        menu.exec(event.globalPos())
        menu.deleteLater()

    def _agree(self, sign: QTextCursor) -> None:
        self.setTextCursor(sign)
        self.decide()

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        """An empty editor gets its paragraph format before the first letter."""
        if self.document().isEmpty():
            prose_document.set_kind(self.textCursor(), prose_document.kind_of(self.textCursor().block()))
        super().focusInEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        """Leaving keeps the text at once."""
        self.settle()
        super().focusOutEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802 - Qt's name
        """The page scrolls, not the editor."""
        event.ignore()
