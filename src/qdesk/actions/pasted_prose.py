"""What a word processor puts on the clipboard as HTML → prose: paragraphs, lists, bold, and nothing else."""

from __future__ import annotations

import re
from html.parser import HTMLParser

from qdesk.model.prose import ParagraphKind, ProseParagraph, Span, write_prose

MOST_HTML = 2_000_000
"""Of a longer one the plain text is taken."""

_BLOCKS = frozenset(("p", "div", "li", "ul", "ol", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "br"))
_SILENT = frozenset(("head", "style", "script", "title", "xml", "o:p"))
_VOID = frozenset(("br", "img", "hr", "meta", "link", "input", "col", "wbr", "base"))
_BOLD = re.compile(r"font-weight\s*:\s*(bold|[6-9]00)", re.IGNORECASE)
_LIGHT = re.compile(r"font-weight\s*:\s*(normal|[1-5]00)", re.IGNORECASE)
_MARK = re.compile(r"mso-list\s*:\s*ignore", re.IGNORECASE)
_NUMBER = re.compile(r"\d+[.．、)）]?")
_BULLETS = frozenset("·•●○■□◆◇▪▶➢✓lnuØ§o-–—*")
"""Also the letters that Symbol and Wingdings print as bullets."""
_HAN = r"[\u3000-\u9fff\uff00-\uffef]"
_BETWEEN_HAN = re.compile(rf"(?<={_HAN})[\s\0]*\n[\s\0]*(?={_HAN})")
_TABLE = re.compile(r"<table[\s>]", re.IGNORECASE)


def prose_of_html(html: str) -> str | None:
    """The text as a store keeps it; None where the plain text says all there is, or it is no prose."""
    if len(html) > MOST_HTML or _TABLE.search(html):
        return None
    reader = _Reader()
    reader.feed(html)
    reader.close()
    reader.end_paragraph()
    told = any(one.kind is not ParagraphKind.BODY or any(s.bold for s in one.spans) for one in reader.found)
    return write_prose(reader.found) if told else None


class _Reader(HTMLParser):
    """Keeps, for each open element, whether its text is bold, a list's mark, or not shown at all."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[ProseParagraph] = []
        self._open: list[tuple[str, bool, bool, bool]] = []
        self._lists: list[ParagraphKind] = []
        self._kind = ParagraphKind.BODY
        self._spans: list[Span] = []
        self._mark = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """An element begins."""
        if tag in _BLOCKS:
            self.end_paragraph()
        if tag in ("ul", "ol"):
            self._lists.append(ParagraphKind.BULLET if tag == "ul" else ParagraphKind.ORDERED)
        elif tag == "li":
            self._kind = self._lists[-1] if self._lists else ParagraphKind.BULLET
        if tag in _VOID:
            return
        style = next((value or "" for name, value in attrs if name == "style"), "")
        _, bold, silent, mark = self._open[-1] if self._open else ("", False, False, False)
        bold = (bold or tag in ("b", "strong") or bool(_BOLD.search(style))) and not _LIGHT.search(style)
        self._open.append((tag, bold, silent or tag in _SILENT, mark or bool(_MARK.search(style))))

    def handle_endtag(self, tag: str) -> None:
        """An element ends, and with it all that nobody closed inside."""
        if tag in _BLOCKS:
            self.end_paragraph()
        if tag in ("ul", "ol") and self._lists:
            self._lists.pop()
        if any(one[0] == tag for one in self._open):
            while self._open.pop()[0] != tag:
                pass

    def handle_data(self, data: str) -> None:
        """A stretch of text."""
        _, bold, silent, mark = self._open[-1] if self._open else ("", False, False, False)
        if silent:
            return
        if mark:
            self._mark += data
        else:
            self._spans.append(Span(data.replace("\0", ""), bold))

    def end_paragraph(self) -> None:
        """Keep what was read since the last one, unless it is blank."""
        kind, mark = self._kind, " ".join(self._mark.replace("\xa0", " ").split())
        spans = self._spans
        if mark and _NUMBER.fullmatch(mark):
            kind = ParagraphKind.ORDERED
        elif mark and set(mark) <= _BULLETS:
            kind = ParagraphKind.BULLET
        elif mark:  # （一） counts in a way that our lists do not
            spans = [Span(mark), *spans]
        self._spans, self._mark = [], ""
        text = "".join(one.text for one in spans)
        if not text.strip():
            return
        self._kind = ParagraphKind.BODY
        self.found.append(ProseParagraph(tuple(_tidied(spans)), kind))


def _tidied(spans: list[Span]) -> list[Span]:
    """White space as it is shown: one blank, none at the ends, none where a line of Chinese was broken."""
    # One sign for each stretch's end keeps the stretches apart while they are looked at together.
    joined = "\0".join(one.text for one in spans).replace("\xa0", " ")
    joined = _BETWEEN_HAN.sub(lambda match: "\0" * match[0].count("\0"), joined)
    joined = re.sub(r"\s+", " ", joined)
    texts = joined.split("\0")
    first = next(n for n, text in enumerate(texts) if text.strip())
    last = next(n for n in reversed(range(len(texts))) if texts[n].strip())
    texts[first], texts[last] = texts[first].lstrip(), texts[last].rstrip()
    inside = range(first, last + 1)
    return [Span(texts[n], spans[n].bold) for n in inside if texts[n]]
