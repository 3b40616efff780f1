"""The text of a document as it prints: insertions kept, deletions and hidden text left out."""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree import ElementTree as ET

Element = ET.Element


class NotXmlError(ValueError):
    """A part of a document that is no XML, or not XML as documents have it."""


_WRAPPERS = frozenset({"ins", "moveTo", "sdt", "sdtContent", "customXml", "smartTag"})
_SIGNS = {"tab": " ", "ptab": " ", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
_UNSEEN = frozenset(
    {
        *("del", "moveFrom", "instrText", "delText", "rPr", "pPr", "sdtPr", "sdtEndPr", "rt"),
        *("drawing", "pict", "object", "AlternateContent", "footnoteReference", "endnoteReference"),
    }
)
_GONE = frozenset({"del", "moveFrom"})
_OFF = ("0", "false", "off")


def parsed(content: bytes) -> Element:
    """The root of a part. One that declares entities is refused: no word processor writes any."""
    # Without its zeros UTF-16 of ASCII letters is ASCII: a declaration is found in either.
    bare = content.replace(b"\0", b"") if b"\0" in content else content
    if b"<!DOCTYPE" in bare or b"<!ENTITY" in bare:
        raise NotXmlError("DOCTYPE")
    try:
        return ET.fromstring(content)  # noqa: S314 - what makes it dangerous was refused above
    except (ET.ParseError, LookupError, ValueError) as error:  # also an encoding that nobody knows
        raise NotXmlError(str(error)) from error


def local(element: Element) -> str:
    """The name of an element without its namespace."""
    return element.tag.rpartition("}")[2]


def child(element: Element, *path: str) -> Element | None:
    """The first element below `element` at a path of local names."""
    found: Element | None = element
    for name in path:
        found = None if found is None else next((one for one in found if local(one) == name), None)
    return found


def attribute(element: Element | None, name: str) -> str:
    """An attribute by its local name; "" where it is not."""
    if element is None:
        return ""
    return next((value for key, value in element.items() if key.rpartition("}")[2] == name), "")


def is_on(element: Element | None) -> bool:
    """Whether a switch such as w:vanish is there and not turned off."""
    return element is not None and attribute(element, "val") not in _OFF


def flat(element: Element) -> Iterator[Element]:
    """The children of a body, cell or row; content controls and tracked insertions opened.

    A paragraph whose end a tracked change deletes goes on in the next one, as if the change were accepted.
    """
    held: Element | None = None
    for one in _opened(element):
        if local(one) != "p":
            if held is not None and local(one) == "tbl":
                yield held
                held = None
            yield one
            continue
        whole = one if held is None else _run_together(held, one)
        held = whole if _end_is_deleted(one) and paragraph_text(whole).strip() else None
        if held is None:
            yield whole
    if held is not None:
        yield held


def _opened(element: Element) -> Iterator[Element]:
    for one in element:
        if local(one) in _WRAPPERS:
            yield from _opened(one)
        else:
            yield one


def _end_is_deleted(paragraph: Element) -> bool:
    marks = child(paragraph, "pPr", "rPr")
    return marks is not None and any(local(one) in ("del", "moveFrom") for one in marks)


def _run_together(first: Element, last: Element) -> Element:
    """One paragraph of two; its properties are those of the last, whose end is left."""
    whole = ET.Element(last.tag)
    whole.extend([one for one in last if local(one) == "pPr"])
    whole.extend([one for part in (first, last) for one in part if local(one) != "pPr"])
    return whole


def boxes(paragraph: Element) -> Iterator[Element]:
    """The text boxes anchored in a paragraph, each once: Word keeps them again for old readers."""
    for one in paragraph:
        name = local(one)
        if name == "AlternateContent":
            choice = child(one, "Choice")
            yield from boxes(choice if choice is not None else one)
        elif name == "txbxContent":
            yield one
        elif name not in _GONE:
            yield from boxes(one)


def boxed(paragraph: Element) -> Iterator[Element]:
    """The paragraphs in text boxes that are anchored in a paragraph, each once."""
    for box in boxes(paragraph):
        yield from (inner for inner in flat(box) if local(inner) == "p")


def paragraph_text(paragraph: Element) -> str:
    """The text of a paragraph; line breaks stay, tabulators are blanks, field codes are not text."""
    return "".join(piece for piece in paragraph_pieces(paragraph) if isinstance(piece, str))


_ANCHORS = frozenset(
    {"bookmarkStart", "bookmarkEnd", "commentRangeStart", "commentRangeEnd", "commentReference"}
)


def paragraph_pieces(element: Element) -> Iterator[str | Element]:
    """The text of a paragraph piece by piece, with the bookmarks and comment marks between them."""
    for one in element:
        name = local(one)
        if name in _UNSEEN:
            continue
        if name in _ANCHORS:
            yield one
        elif name == "t":
            yield one.text or ""
        elif name in _SIGNS:
            yield "" if attribute(one, "type") == "page" else _SIGNS[name]
        elif name != "r" or not is_on(child(one, "rPr", "vanish")):
            yield from paragraph_pieces(one)
