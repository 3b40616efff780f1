"""Numbers of a text taken over that wait for a decision: found in turn, agreed to, decided by typing."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QTimer
from PySide6.QtGui import QTextCursor, QTextDocument

from qdesk.ui.narrative import prose_document


class WaitingNumbers:
    """Those of one document; what somebody typed in, or took signs from, is decided."""

    def __init__(self, document: QTextDocument) -> None:
        self._document = document
        self._known: set[str] = set()
        self._deciding = QTimer(document)
        self._deciding.setSingleShot(True)
        self._deciding.setInterval(0)
        self._deciding.timeout.connect(self._decide_touched)

    def count(self) -> int:
        """How many there are."""
        return len(prose_document.open_places(self._document))

    def next_after(self, cursor: QTextCursor) -> QTextCursor | None:
        """A selection of the next one behind a cursor, else of the first; None where none is left."""
        places = prose_document.open_places(self._document)
        after = cursor.selectionEnd()
        found = next((one for one in places if one[0] >= after), places[0] if places else None)
        return self._selection(*found) if found is not None else None

    def decide(self, start: int, end: int) -> None:
        """Agree to those that touch a stretch, as they stand."""
        for left, right in prose_document.open_places(self._document):
            if left <= end and start <= right:
                prose_document.set_plain(self._document, left, right)

    def expect(self, texts: Iterable[str]) -> None:
        """Numbers that read so are about to be inserted, and wait."""
        self._known |= set(texts)

    def renew(self) -> None:
        """All that stand in the document now wait as they read."""
        places = prose_document.open_places(self._document)
        self._known = {self._selection(*one).selectedText() for one in places}

    def look_later(self) -> None:
        """The document was changed: look at it when the change is complete."""
        self._deciding.start()

    def _decide_touched(self) -> None:
        """Waiting numbers that do not read as one that waited before are somebody's own by now."""
        for start, end in prose_document.open_places(self._document):
            if self._selection(start, end).selectedText() not in self._known:
                prose_document.set_plain(self._document, start, end)
        self.renew()

    def _selection(self, start: int, end: int) -> QTextCursor:
        cursor = QTextCursor(self._document)
        cursor.setPosition(start)
        cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        return cursor
