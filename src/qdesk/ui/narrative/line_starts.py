"""No line of the editor begins with the comma that follows a linked number.

Qt may break a line behind every sign that paints itself. Where the break would part a number from the
punctuation behind it, the number is made as much wider as that needs: it no longer fits, and goes to the next
line together with what follows. The text is left alone.
"""

from __future__ import annotations

from PySide6.QtGui import QTextBlock, QTextDocument

from qdesk.ui.style import PROSE_PX

OBJECT = "\ufffc"
_NOT_FIRST = frozenset("，。、；：？！％‰）］｝〕〉》」』】”’…—·,.;:?!%)]}")
_MOST_ROUNDS = 60
"""A paragraph with more such places than anybody writes keeps the rest of them."""


class LineStarts:
    """Knows which numbers of a document are wider, by paragraph and place in it."""

    def __init__(self, document: QTextDocument) -> None:
        self._document = document
        self._wide: dict[int, dict[int, int]] = {}
        """By paragraph and place in it, by how many letters a number is wider."""
        self._known: dict[int, tuple[str, float]] = {}

    def extra_at(self, position: int) -> float:
        """So much wider is the number that stands at a place of the document."""
        if not self._wide:
            return 0.0
        block = self._document.findBlock(position)
        return PROSE_PX * self._wide.get(block.blockNumber(), {}).get(position - block.position(), 0)

    def renew(self, *, everything: bool = False) -> None:
        """Look at paragraphs that changed or have another width; at all where numbers print otherwise."""
        if not everything and not self._wide and OBJECT not in self._document.toRawText():
            return
        width, known = self._document.textWidth(), self._known
        self._known = {}
        block = self._document.begin()
        while block.isValid():
            text, number = block.text(), block.blockNumber()
            if OBJECT in text:
                self._known[number] = (text, width)
                if everything or known.get(number) != (text, width):
                    self._keep_together(block)
            elif number in self._wide:
                del self._wide[number]
            block = block.next()

    def _keep_together(self, block: QTextBlock) -> None:
        number = block.blockNumber()
        if self._wide.pop(number, None):
            self._lay_out(block)
        for _ in range(_MOST_ROUNDS):
            parted = _parted(block, self._document)
            if parted is None:
                return
            wide = self._wide.setdefault(number, {})
            wide[parted] = wide.get(parted, 0) + 1  # one letter may not do: ）， is not parted either
            self._lay_out(block)

    def _lay_out(self, block: QTextBlock) -> None:
        self._document.markContentsDirty(block.position(), block.length())


def _parted(block: QTextBlock, document: QTextDocument) -> int | None:
    """Where in a paragraph the first number stands that a line break parts from the punctuation behind it."""
    document.documentLayout().blockBoundingRect(block)  # lays it out, if that is still to be done
    text, layout = block.text(), block.layout()
    for at in range(1, layout.lineCount()):
        start = layout.lineAt(at).textStart()
        if text[start : start + 1] in _NOT_FIRST and text[start - 1] == OBJECT and text[start : start + 1]:
            return start - 1
    return None
