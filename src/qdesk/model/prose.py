"""Prose (正文): paragraphs of spans, bold or linked to data, and the text in which a store keeps them.

The marks are described in docs/dev/prose.md.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache
from urllib.parse import quote, unquote


class LinkForm(StrEnum):
    """What of a linked number is printed."""

    VALUE = "value"
    UNIT = "unit"
    BY = "by"
    GROWTH = "growth"
    WORD = "word"
    PHRASE = "phrase"


@dataclass(frozen=True, slots=True)
class Link:
    """A number of the data; `member` "" is the whole, `entity` "" who reports, `period` counts years."""

    indicator: str
    member: str = ""
    entity: str = ""
    period: int = 0
    form: LinkForm = LinkForm.UNIT


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of one appearance; with a `link` the text is what the data say.

    `is_open`: a number from last year's text about which nobody has decided yet.
    """

    text: str = ""
    bold: bool = False
    link: Link | None = None
    is_open: bool = False


class ParagraphKind(StrEnum):
    """What a paragraph is; the values are the marks in the stored text."""

    BODY = ""
    BULLET = "-"
    ORDERED = "1"
    HEADING = "#"
    BREAK = "|"
    """No paragraph: here ends a passage of prose, and another part of the section follows."""


@dataclass(frozen=True, slots=True)
class ProseParagraph:
    """A paragraph; its texts hold no line break."""

    spans: tuple[Span, ...] = ()
    kind: ParagraphKind = ParagraphKind.BODY

    @property
    def links(self) -> list[Link]:
        """The linked numbers in order."""
        return [one.link for one in self.spans if one.link is not None]


Shown = Callable[[Link], str]
"""What a linked number prints."""

_MARK = re.compile(r"⟦(⟦|[^⟦⟧]*)⟧")
_KINDS = {one.value: one for one in ParagraphKind if one.value}


@lru_cache(maxsize=4096)
def read_prose(text: str) -> tuple[ProseParagraph, ...]:
    """The paragraphs of a stored text, empty ones included."""
    return tuple(_paragraph(line) for line in text.split("\n"))


def _paragraph(line: str) -> ProseParagraph:
    kind = ParagraphKind.BODY
    start = _MARK.match(line)
    if start and start[1] in _KINDS:
        kind, line = _KINDS[start[1]], line[start.end() :]
    return ProseParagraph(tuple(_joined(_spans(line))), kind)


def _spans(line: str) -> Iterator[Span]:
    bold, at = False, 0
    for mark in _MARK.finditer(line):
        if mark.start() > at:
            yield Span(line[at : mark.start()], bold)
        at = mark.end()
        inner = mark[1]
        if inner in ("b", "/b"):
            bold = inner == "b"
        elif inner == "⟦":
            yield Span("⟦", bold)
        elif inner.startswith("?") and len(inner) > 1:
            yield Span(inner[1:], bold, is_open=True)
        elif (link := _read_link(inner)) is not None:
            yield Span("", bold, link)
        else:
            yield Span(mark[0], bold)
    if at < len(line):
        yield Span(line[at:], bold)


def _joined(spans: Iterable[Span]) -> Iterator[Span]:
    held: Span | None = None
    for one in spans:
        alike = held and held.bold == one.bold and not (held.link or one.link or held.is_open or one.is_open)
        if held is not None and alike:
            held = replace(held, text=held.text + one.text)
            continue
        if held is not None:
            yield held
        held = one
    if held is not None:
        yield held


def _read_link(inner: str) -> Link | None:
    """The link that a mark's inside writes; None where it is none."""
    if not inner.startswith("=") or len(inner) == 1:
        return None
    name, *parts = inner[1:].split(";")
    link = Link(unquote(name))
    try:
        for part in parts:
            key, _, value = part.partition("=")
            if key == "y":
                link = replace(link, period=int(value))
            elif key == "f":
                link = replace(link, form=LinkForm(value))
            elif key == "m":
                link = replace(link, member=unquote(value))
            elif key == "e":
                link = replace(link, entity=unquote(value))
            else:
                return None
    except ValueError:
        return None
    return link


def write_link(link: Link) -> str:
    """A link as the stored text has it."""
    parts = [f"={quote(link.indicator)}"]
    if link.member:
        parts.append(f"m={quote(link.member)}")
    if link.entity:
        parts.append(f"e={quote(link.entity)}")
    if link.period:
        parts.append(f"y={link.period}")
    if link.form is not LinkForm.UNIT:
        parts.append(f"f={link.form.value}")
    return f"⟦{';'.join(parts)}⟧"


def write_prose(paragraphs: Iterable[ProseParagraph]) -> str:
    """The stored text; `read_prose` gives the same paragraphs back."""
    return "\n".join(_line(one) for one in paragraphs)


def _line(paragraph: ProseParagraph) -> str:
    pieces = [f"⟦{paragraph.kind.value}⟧"] if paragraph.kind is not ParagraphKind.BODY else []
    bold = False
    for span in paragraph.spans:
        if span.bold != bold:
            bold = span.bold
            pieces.append("⟦b⟧" if bold else "⟦/b⟧")
        pieces.append(_written(span))
    if bold:
        pieces.append("⟦/b⟧")
    return "".join(pieces)


def _written(span: Span) -> str:
    if span.link is not None:
        return write_link(span.link)
    if span.is_open and span.text and not set("⟦⟧\n") & set(span.text):
        return f"⟦?{span.text}⟧"
    return literal(span.text)


def literal(text: str) -> str:
    """A plain text as the stored text writes it."""
    return text.replace("⟦", "⟦⟦⟧") if "⟦" in text else text


def plain_prose(text: str, shown: Shown) -> str:
    """A stored text as it prints, a paragraph a line; links as `shown` gives them."""
    if "⟦" not in text:
        return text
    return "\n".join(plain_paragraph(one, shown) for one in read_prose(text))


def plain_paragraph(paragraph: ProseParagraph, shown: Shown) -> str:
    """A paragraph as it prints."""
    return "".join(shown(one.link) if one.link is not None else one.text for one in paragraph.spans)


_UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


def printable(text: str) -> str:
    """A text without the signs that no document can hold; a tabulator is a blank."""
    return _UNPRINTABLE.sub("", text.replace("\t", " "))


def links_of(text: str) -> list[Link]:
    """All linked numbers of a stored text, in order."""
    return [link for one in read_prose(text) for link in one.links] if "⟦" in text else []


def open_numbers(text: str) -> list[str]:
    """The numbers of a stored text that wait for a decision."""
    if "⟦" not in text:
        return []
    return [span.text for one in read_prose(text) for span in one.spans if span.is_open]


_BREAK = "⟦|⟧"


def passages(text: str) -> list[str]:
    """The passages of a section's stored text; there is always one."""
    found: list[list[str]] = [[]]
    for line in text.split("\n"):
        if line == _BREAK:
            found.append([])
        else:
            found[-1].append(line)
    return ["\n".join(lines) for lines in found]


def join_passages(parts: Iterable[str]) -> str:
    """The stored text of these passages; `passages` gives them back."""
    pieces: list[str] = []
    for n, part in enumerate(parts):
        pieces += [_BREAK] if n else []
        pieces += [part] if part else []
    return "\n".join(pieces)


def without_breaks(text: str) -> str:
    """A stored text as one passage."""
    return "\n".join(line for line in text.split("\n") if line != _BREAK) if _BREAK in text else text
