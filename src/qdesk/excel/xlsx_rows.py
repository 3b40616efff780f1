"""Rows as spreadsheets nearly always write them, read many at once; whatever else stands there is left.

The parser of XML calls for every element, which takes most of the time of a long sheet. It still reads all of
them here, so that nothing passes that is no XML, but it calls only for what is written in another way.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable
from typing import Protocol
from xml.parsers import expat

from qdesk.excel.xlsx_package import CHUNK, Attributes, give, parsed

_LONGEST = 1 << 24
"""Bytes of a row that is still waited for to end."""
_START, _END, _ROW_END = b"<sheetData>", b"</sheetData>", b"</row>"
_ATTRIBUTE = re.compile(r'([A-Za-z]+)="([^"<&]*)"')
_CELL = re.compile(
    r'<c r="([A-Z]{1,3})[0-9]{1,7}"(?: s="([0-9]{1,5})")?(?: t="([A-Za-z]{1,9})")?(?:/>'
    r"|>(?:<f>([^<]+)</f>)?(<v ?/?>)?(?:([^<]*)</v>)?"
    r'(?:<is><t(?: xml:space="preserve")?>([^<]*)</t></is>)?</c>)'
)
_REFERENCE = re.compile("&(?:#([0-9]+)|#x([0-9A-Fa-f]+)|([a-z]+));")
_ENTITIES = {"lt": "<", "gt": ">", "quot": '"', "apos": "'", "amp": "&"}


Written = tuple[str, str, str, str, str, str, str]
"""A cell: letters of its column, style, kind, formula, tag of its value, value, text; "" for none."""
Row = tuple[Attributes, list[Written]]
"""The attributes of a row, and its cells."""


class _Listen(Protocol):
    def __call__(self, *, on: bool) -> None: ...


def feed_sheet(
    parser: expat.XMLParserType,
    listen: _Listen,
    take: Callable[[list[Row]], None],
    package: zipfile.ZipFile,
    part: str,
) -> None:
    """Give a sheet to a parser; rows that are written as usual go to `take` and call no handler.

    `listen` sets the handlers of the parser or takes them away. Raises what `parsed` and zipfile raise.
    """
    with package.open(part) as stream, parsed():
        pending, inside = b"", False
        while chunk := stream.read(CHUNK):
            pending += chunk
            if not inside:
                at = pending.find(_START)
                inside = at >= 0
                at = at + len(_START) if inside else max(len(pending) - len(_START), 0)
                give(parser, pending[:at])
                pending = pending[at:]
            if inside:
                last = pending.find(_END)
                at = last if last >= 0 else pending.rfind(_ROW_END) + len(_ROW_END)
                if at < len(_ROW_END) and last < 0:
                    if len(pending) < _LONGEST:
                        continue
                    at, last = len(pending), 0  # no end in sight
                whole, pending = pending[:at], pending[at:]
                rows = usual_rows(whole)
                if rows is not None:
                    listen(on=False)
                    take(rows)
                give(parser, whole)
                listen(on=True)
                if last >= 0:
                    break
        give(parser, pending)
        while chunk := stream.read(CHUNK):
            give(parser, chunk)
        give(parser, b"", last=True)


def usual_rows(written: bytes) -> list[Row] | None:
    """Return whole rows that are written as usual, None where anything else stands among them."""
    try:
        text = written.decode()
    except UnicodeDecodeError:
        return None
    before, *rows = text.split("<row")
    if before.strip() or "<!" in text or "<?" in text:
        return None
    found: list[Row] = []
    for row in rows:
        usual = _usual_row(row)
        if usual is None:
            return None
        found.append(usual)
    return found


def _usual_row(text: str) -> Row | None:
    """The row whose tag begins before the text."""
    head, _, body = text.partition(">")
    attributes = dict(_ATTRIBUTE.findall(head))
    if len(attributes) != head.count("="):
        return None
    if head.endswith("/"):
        return None if body.strip() else (attributes, [])
    body, end, after = body.partition("</row>")
    cells: list[Written] = _CELL.findall(body)
    if not end or after.strip() or len(cells) != body.count("<c"):
        return None
    if "&" in body:
        cells = [(*one[:3], _plain(one[3]), one[4], _plain(one[5]), _plain(one[6])) for one in cells]
    return attributes, cells


def _plain(text: str) -> str:
    """A text with what its references stand for."""
    return _REFERENCE.sub(_referred, text) if "&" in text else text


def _referred(match: re.Match[str]) -> str:
    decimal, hexadecimal, name = match.groups()
    if name:
        return _ENTITIES.get(name, "")  # the parser refuses others
    code = int(decimal) if decimal else int(hexadecimal, 16)
    return chr(code) if code < 0x11_0000 else ""
