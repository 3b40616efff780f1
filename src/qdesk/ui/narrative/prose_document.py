"""A stored text as a document of the editor, and back: a linked number is one sign that paints itself."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import groupby

from PySide6.QtCore import QRectF, QSizeF, Qt
from PySide6.QtGui import (
    QFont,
    QFontMetricsF,
    QPainter,
    QPyTextObject,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
    QTextListFormat,
)

from qdesk.model.prose import Link, ParagraphKind, ProseParagraph, Span, read_prose, write_link, write_prose
from qdesk.ui.narrative.line_starts import OBJECT, LineStarts
from qdesk.ui.narrative.number_source import NumberSource
from qdesk.ui.style import PROSE_PX, color, ui_font

NUMBER = QTextFormat.ObjectTypes.UserObject.value + 1
_LINK = QTextFormat.Property.UserProperty.value + 1
_OPEN = QTextFormat.Property.UserProperty.value + 2
_HEADING = QTextFormat.Property.UserProperty.value + 3
_LINE_HEIGHT = 180
_INDENT_CHARACTERS = 2
_PADDING = 3.0
_LISTS = {
    ParagraphKind.BULLET: QTextListFormat.Style.ListDisc,
    ParagraphKind.ORDERED: QTextListFormat.Style.ListDecimal,
}


class NumberObject(QPyTextObject):
    """Paints a linked number: its value on a soft ground, amber where there is none yet."""

    def __init__(self, document: QTextDocument, numbers: NumberSource) -> None:
        super().__init__(document)
        self._numbers = numbers
        self.line_starts = LineStarts(document)

    def _font(self, form: QTextFormat) -> QFont:
        font = ui_font(PROSE_PX)
        font.setBold(form.toCharFormat().fontWeight() > QFont.Weight.Normal.value)
        return font

    def intrinsicSize(self, _doc: QTextDocument, at: int, form: QTextFormat) -> QSizeF:  # noqa: N802
        """The room of the text and its ground; it stands on the line as letters do."""
        link = link_at(form)
        metrics = QFontMetricsF(self._font(form))
        text = self._numbers.shown(link) if link else ""
        width = metrics.horizontalAdvance(text) + 2 * _PADDING
        return QSizeF(width + self.line_starts.extra_at(at), metrics.ascent())

    def drawObject(  # noqa: N802 - Qt's name
        self, painter: QPainter, rect: QRectF, _doc: QTextDocument, _at: int, form: QTextFormat
    ) -> None:
        """Paint ground and text."""
        link = link_at(form)
        if link is None:
            return
        missing = self._numbers.is_missing(link)
        font = self._font(form)
        metrics = QFontMetricsF(font)
        painter.save()
        painter.setFont(font)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(color("look_soft" if missing else "accent_soft"))
        ground = rect.adjusted(0.5, -1.0, -0.5, metrics.descent())
        painter.drawRoundedRect(ground, 3, 3)
        painter.setPen(color("look" if missing else "accent"))
        text = self._numbers.shown(link)
        baseline = rect.bottomLeft()
        baseline.setX(rect.center().x() - metrics.horizontalAdvance(text) / 2)
        painter.drawText(baseline, text)
        painter.restore()


def link_at(form: QTextFormat) -> Link | None:
    """The link that a format carries."""
    written = form.property(_LINK)
    if not isinstance(written, str):
        return None
    links = read_prose(written)[0].links
    return links[0] if links else None


def is_open(form: QTextFormat) -> bool:
    """Whether a number waits for a decision."""
    return bool(form.property(_OPEN))


def plain_format() -> QTextCharFormat:
    """How plain letters look."""
    return QTextCharFormat()


def number_format(link: Link, *, bold: bool = False) -> QTextCharFormat:
    """The format of a linked number's sign."""
    form = QTextCharFormat()
    form.setObjectType(NUMBER)
    form.setProperty(_LINK, write_link(link))
    form.setVerticalAlignment(QTextCharFormat.VerticalAlignment.AlignNormal)
    if bold:
        form.setFontWeight(QFont.Weight.Bold)
    return form


def open_format() -> QTextCharFormat:
    """The format of a number that waits for a decision."""
    form = QTextCharFormat()
    form.setProperty(_OPEN, True)  # noqa: FBT003 - Qt's own signature
    form.setBackground(color("look_soft"))
    form.setForeground(color("look"))
    return form


def block_format(kind: ParagraphKind) -> QTextBlockFormat:
    """The format of a paragraph; a list's own comes with the list."""
    form = QTextBlockFormat()
    form.setLineHeight(_LINE_HEIGHT, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
    form.setProperty(_HEADING, kind is ParagraphKind.HEADING)
    if kind not in _LISTS:
        form.setTextIndent(_INDENT_CHARACTERS * PROSE_PX)
    return form


def kind_of(block: QTextBlock) -> ParagraphKind:
    """What a paragraph is."""
    if block.textList() is not None:
        style = block.textList().format().style()
        ordered = style == QTextListFormat.Style.ListDecimal
        return ParagraphKind.ORDERED if ordered else ParagraphKind.BULLET
    return ParagraphKind.HEADING if block.blockFormat().property(_HEADING) else ParagraphKind.BODY


def set_kind(cursor: QTextCursor, kind: ParagraphKind) -> None:
    """Make the paragraphs that a cursor touches of one kind."""
    document = cursor.document()
    was_heading = kind_of(cursor.block()) is ParagraphKind.HEADING
    block, last = document.findBlock(cursor.selectionStart()), document.findBlock(cursor.selectionEnd())
    cursor = QTextCursor(block)
    cursor.setPosition(last.position() + last.length() - 1, QTextCursor.MoveMode.KeepAnchor)
    while block.isValid():
        if block.textList() is not None:
            block.textList().remove(block)
        if block == last:
            break
        block = block.next()
    cursor.setBlockFormat(block_format(kind))
    if kind in _LISTS:
        form = QTextListFormat()
        form.setStyle(_LISTS[kind])
        cursor.createList(form)
        spaced = QTextBlockFormat()
        spaced.setLineHeight(_LINE_HEIGHT, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        cursor.mergeBlockFormat(spaced)
    heading = kind is ParagraphKind.HEADING
    if heading or was_heading:  # of a sub-heading all letters are bold; other bold is the user's own
        weight = QTextCharFormat()
        weight.setFontWeight(QFont.Weight.Bold if heading else QFont.Weight.Normal)
        cursor.mergeCharFormat(weight)


def fill_document(document: QTextDocument, text: str) -> None:
    """Put a stored text in place of what a document holds."""
    document.clear()
    cursor = QTextCursor(document)
    insert_prose(cursor, text)


def insert_prose(cursor: QTextCursor, text: str) -> None:
    """Insert a stored text as one change; its first paragraph joins the one that the cursor stands in."""
    fresh = cursor.document().isEmpty()
    cursor.beginEditBlock()
    for n, (paragraph, lines) in enumerate(_runs(read_prose(text))):
        if n:
            cursor.insertBlock(block_format(ParagraphKind.BODY), plain_format())
        if n or fresh:
            _start(cursor, paragraph.kind)
        if len(lines) > 1 and kind_of(cursor.block()) is not ParagraphKind.BODY:
            cursor.insertText(lines.pop(0), plain_format())
            cursor.insertBlock(block_format(ParagraphKind.BODY), plain_format())
            _start(cursor, ParagraphKind.BODY)  # what comes behind a heading or an item is none
        if lines:
            cursor.insertText("\n".join(lines), plain_format())
            continue
        for span in paragraph.spans:
            _insert_span(cursor, span, bold=span.bold or paragraph.kind is ParagraphKind.HEADING)
    cursor.endEditBlock()


def _runs(paragraphs: Sequence[ProseParagraph]) -> Iterator[tuple[ProseParagraph, list[str]]]:
    """The paragraphs, each alone; plain ones one below the other as one, with their lines, which is quick."""
    for is_plain, run in groupby(paragraphs, _is_plain):
        if is_plain:
            lines = ["".join(span.text for span in one.spans).replace(OBJECT, "") for one in run]
            yield ProseParagraph(), lines
        else:
            yield from ((one, []) for one in run)


def _is_plain(paragraph: ProseParagraph) -> bool:
    """Whether a paragraph is body text without numbers that are linked or wait, and without bold."""
    return paragraph.kind is ParagraphKind.BODY and not any(
        one.bold or one.link or one.is_open for one in paragraph.spans
    )


def _start(cursor: QTextCursor, kind: ParagraphKind) -> None:
    """Make a paragraph without text of a kind; an item goes on the list before it."""
    before = cursor.block().previous()
    if kind in _LISTS and before.isValid() and kind_of(before) is kind:
        before.textList().add(cursor.block())
    else:
        set_kind(cursor, kind)


def _insert_span(cursor: QTextCursor, span: Span, *, bold: bool) -> None:
    if span.link is not None:
        cursor.insertText(OBJECT, number_format(span.link, bold=bold))
        return
    form = open_format() if span.is_open else plain_format()
    if bold:
        form.setFontWeight(QFont.Weight.Bold)
    cursor.insertText(span.text.replace(OBJECT, ""), form)


def document_text(document: QTextDocument) -> str:
    """The stored text of what a document holds."""
    return write_prose(_paragraphs(document))


def _has(document: QTextDocument, what: int) -> bool:
    """Whether any letter of a document has, or once had, that property."""
    return any(form.hasProperty(what) for form in document.allFormats())


def printed_text(document: QTextDocument, shown: Callable[[Link], str]) -> str:
    """What a document holds as it prints, a paragraph a line."""
    if not _has(document, _LINK):  # long texts are counted at every key
        return document.toRawText().replace(OBJECT, "").replace("\u2029", "\n").replace("\u2028", "\n")
    return "\n".join(
        "".join(shown(span.link) if span.link else span.text for span in one.spans)
        for one in _paragraphs(document)
    )


def _paragraphs(document: QTextDocument) -> Iterator[ProseParagraph]:
    block = document.begin()
    while block.isValid():
        kind = kind_of(block)
        line: list[Span] = []
        for span in _spans(block, bold_is_own=kind is not ParagraphKind.HEADING):
            pieces = span.text.split("\u2028") if span.link is None else [span.text]
            for n, piece in enumerate(pieces):
                if n:
                    yield ProseParagraph(tuple(line), kind)
                    line = []
                if piece or span.link is not None:
                    line.append(Span(piece, span.bold, span.link, span.is_open))
        yield ProseParagraph(tuple(line), kind)
        block = block.next()


def _spans(block: QTextBlock, *, bold_is_own: bool) -> Iterator[Span]:
    step = block.begin()
    while not step.atEnd():
        piece = step.fragment()
        form = piece.charFormat()
        bold = bold_is_own and form.fontWeight() > QFont.Weight.Normal.value
        link = link_at(form)
        text = ""
        for sign in piece.text():
            if sign != OBJECT:
                text += sign
                continue
            if text:
                yield Span(text, bold, is_open=is_open(form))
                text = ""
            if link is not None:
                yield Span("", bold, link)
        if text:
            yield Span(text, bold, is_open=is_open(form))
        step += 1


def open_places(document: QTextDocument) -> list[tuple[int, int]]:
    """From where to where each number stands that waits for a decision."""
    if not _has(document, _OPEN):
        return []
    found: list[tuple[int, int]] = []
    block = document.begin()
    while block.isValid():
        step = block.begin()
        while not step.atEnd():
            piece = step.fragment()
            if is_open(piece.charFormat()):
                found.append((piece.position(), piece.position() + piece.length()))
            step += 1
        block = block.next()
    return found


def set_plain(document: QTextDocument, start: int, end: int) -> None:
    """Make a stretch plain text."""
    cursor = QTextCursor(document)
    cursor.setPosition(start)
    cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
    cursor.setCharFormat(plain_format())


def printed_place(document: QTextDocument, words: str, shown: Callable[[Link], str]) -> int:
    """Where the sign of a linked number stands that prints these words; -1 where none does."""
    for at, sign in enumerate(document.toRawText()):
        if sign != OBJECT:
            continue
        cursor = QTextCursor(document)
        cursor.setPosition(at + 1)
        link = link_at(cursor.charFormat())
        if link is not None and words in shown(link):
            return at
    return -1
