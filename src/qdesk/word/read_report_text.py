"""Reads the prose of a .docx: paragraphs with the level of their headings, pictures, places of tables."""

from __future__ import annotations

import lzma
import re
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path

from qdesk.errors import UserError
from qdesk.recognition.report_text import BlockKind, TextBlock
from qdesk.word.read_text import (
    Element,
    NotXmlError,
    attribute,
    boxed,
    child,
    flat,
    local,
    paragraph_text,
    parsed,
)

_DAMAGED = (
    *(zipfile.BadZipFile, KeyError, NotXmlError, NotImplementedError),
    *(EOFError, OSError, RuntimeError, zlib.error, lzma.LZMAError),
)
_HEADING = re.compile(r"^(?:heading|标题)\s*([1-6])$")
_DRAWN = frozenset({"blip", "imagedata", "chart", "OLEObject", "relIds"})
_PICTURES = frozenset({"drawing", "pict", "object"})


def read_report_text(path: Path) -> list[TextBlock]:
    """Every paragraph, picture and table of a document in order; raises UserError for a damaged one."""
    try:
        with zipfile.ZipFile(path) as package:
            body = child(parsed(package.read("word/document.xml")), "body")
            levels = style_levels(_styles(package))
    except _DAMAGED as error:
        raise UserError(
            "文档打不开，可能已损坏", path.name, "请用 Word 或 WPS 打开后另存为 .docx 再导入"
        ) from error
    return [] if body is None else list(_blocks(body, levels))


def _styles(package: zipfile.ZipFile) -> Element | None:
    name = "word/styles.xml"
    return parsed(package.read(name)) if name in package.namelist() else None


def style_levels(styles: Element | None) -> dict[str, int]:
    """Style id → the level of its heading; -1 for those of a table of contents."""
    found: dict[str, int] = {}
    based: dict[str, str] = {}
    for one in styles if styles is not None else ():
        if local(one) != "style":
            continue
        name = attribute(child(one, "name"), "val").lower()
        style = attribute(one, "styleId")
        based[style] = attribute(child(one, "basedOn"), "val")
        outline = attribute(child(one, "pPr", "outlineLvl"), "val")
        if name.startswith(("toc", "目录", "table of")):
            found[style] = -1
        elif match := _HEADING.match(name):
            found[style] = int(match[1])
        elif outline.isdecimal() and int(outline) < 6:
            found[style] = int(outline) + 1
    for style in based:
        seen: set[str] = set()
        at = style
        while at and at not in found and at not in seen:
            seen.add(at)
            at = based.get(at, "")
        if at in found:
            found.setdefault(style, found[at])
    return found


def _blocks(body: Element, levels: dict[str, int]) -> Iterator[TextBlock]:
    for one in flat(body):
        if local(one) == "tbl":
            yield TextBlock(BlockKind.TABLE)
        elif local(one) == "p":
            text = paragraph_text(one).strip()
            if any(_is_picture(part) for part in one.iter()):
                yield TextBlock(BlockKind.PICTURE)
            if text:
                level = heading_level(one, levels)
                yield TextBlock(BlockKind.TEXT, text, max(level, 0), is_contents=level < 0)
            for inner in boxed(one):
                if words := paragraph_text(inner).strip():
                    yield TextBlock(BlockKind.TEXT, words)


def _is_picture(element: Element) -> bool:
    """Whether an element draws something; a text box alone is text."""
    drawn = any(local(one) in _DRAWN for one in element.iter())
    return local(element) in _PICTURES and drawn


def heading_level(paragraph: Element, levels: dict[str, int]) -> int:
    """The level of a heading, 0 for other text, -1 for a line of the contents."""
    outline = attribute(child(paragraph, "pPr", "outlineLvl"), "val")
    if outline.isdecimal():
        return int(outline) + 1 if int(outline) < 6 else 0
    return levels.get(attribute(child(paragraph, "pPr", "pStyle"), "val"), 0)
