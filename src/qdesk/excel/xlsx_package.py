"""The package around the sheets of an .xlsx: their names and states, shared texts, formats, author."""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections.abc import Callable, Generator
from contextlib import contextmanager
from dataclasses import dataclass, field
from xml.parsers import expat

from qdesk.excel.builtin_formats import BUILTIN_FORMATS

CHUNK = 1 << 16
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")


class NotSpreadsheetError(ValueError):
    """A part that is no XML, or not XML as spreadsheets have it."""


@dataclass(frozen=True, slots=True)
class SheetEntry:
    """A worksheet of the package: its name, whether it is shown, and the part that holds it."""

    name: str
    state: str
    part: str


@dataclass
class XlsxPackage:
    """What all sheets share. `formats` are number format codes by the index that a cell's style has."""

    file: zipfile.ZipFile
    sheets: list[SheetEntry] = field(default_factory=list[SheetEntry])
    texts: list[str] = field(default_factory=list[str])
    formats: list[str] = field(default_factory=list[str])
    from_1904: bool = False
    creator: str = ""


Attributes = dict[str, str]


class PartReader:
    """Reads a small part: `start` and `end` are given local names; `end` also the element's text."""

    def __init__(
        self,
        start: Callable[[str, Attributes], None],
        end: Callable[[str, str], None] | None = None,
    ) -> None:
        self._start, self._end = start, end
        self._text: list[str] = []
        self._parser = new_parser()
        self._parser.StartElementHandler = self._started
        if end is not None:
            self._parser.EndElementHandler = self._ended
            self._parser.CharacterDataHandler = self._text.append

    def read(self, package: zipfile.ZipFile, part: str) -> None:
        """Read a part to its end; raises NotSpreadsheetError, and what zipfile raises."""
        feed(self._parser, package, part)

    def _started(self, tag: str, attributes: Attributes) -> None:
        self._text.clear()
        self._start(tag.rpartition(":")[2], attributes)

    def _ended(self, tag: str) -> None:
        if self._end is not None:
            self._end(tag.rpartition(":")[2], "".join(self._text))
        self._text.clear()


def new_parser() -> expat.XMLParserType:
    """A parser that a declared entity ends: no spreadsheet has one, and they are how XML does harm."""
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.buffer_size = CHUNK
    parser.StartDoctypeDeclHandler = _refuse
    parser.EntityDeclHandler = _refuse
    return parser


def feed(parser: expat.XMLParserType, package: zipfile.ZipFile, part: str) -> None:
    """Give a part to a parser in pieces; raises NotSpreadsheetError, and what zipfile raises."""
    with package.open(part) as stream, parsed():
        while chunk := stream.read(CHUNK):
            give(parser, chunk)
        give(parser, b"", last=True)


def give(parser: expat.XMLParserType, chunk: bytes, *, last: bool = False) -> None:
    """Give a parser the next bytes of a part, or the `last` ones."""
    parser.Parse(chunk, last)


@contextmanager
def parsed() -> Generator[None]:
    """What is parsed inside raises NotSpreadsheetError where it is no XML."""
    try:
        yield
    except expat.ExpatError as error:
        raise NotSpreadsheetError(str(error)) from error


def _refuse(*_: object) -> None:
    raise NotSpreadsheetError("DOCTYPE")


def open_package(file: zipfile.ZipFile) -> XlsxPackage:
    """Read everything but the sheets; raises NotSpreadsheetError, KeyError and what zipfile raises."""
    package = XlsxPackage(file)
    names = set(file.namelist())
    book = _target_of(file, "", "officeDocument") or "xl/workbook.xml"
    folder = posixpath.dirname(book)
    relations = relations_of(
        file, posixpath.join(folder, "_rels", posixpath.basename(book) + ".rels"), folder
    )
    _read_book(package, book, relations)
    by_kind = dict(relations.values())
    if (texts := by_kind.get("sharedStrings")) in names:
        package.texts = _shared_texts(file, texts or "")
    if (styles := by_kind.get("styles")) in names:
        package.formats = _formats(file, styles or "")
    if "docProps/core.xml" in names:
        package.creator = _creator(file)
    return package


def relations_of(file: zipfile.ZipFile, part: str, folder: str) -> dict[str, tuple[str, str]]:
    """Relationship id → its kind (the last word of its type) and the part it names."""
    found: dict[str, tuple[str, str]] = {}

    def start(tag: str, attributes: Attributes) -> None:
        if tag == "Relationship" and attributes.get("TargetMode") != "External":
            target = attributes.get("Target", "")
            path = target.lstrip("/") if target.startswith("/") else posixpath.join(folder, target)
            kind = attributes.get("Type", "").rpartition("/")[2]
            found[attributes.get("Id", "")] = (kind, posixpath.normpath(path))

    PartReader(start).read(file, part)
    return found


def _target_of(file: zipfile.ZipFile, folder: str, kind: str) -> str:
    if "_rels/.rels" not in file.namelist():
        return ""
    return next(
        (target for one, target in relations_of(file, "_rels/.rels", folder).values() if one == kind), ""
    )


def _read_book(package: XlsxPackage, part: str, relations: dict[str, tuple[str, str]]) -> None:
    def start(tag: str, attributes: Attributes) -> None:
        if tag == "workbookPr":
            package.from_1904 = attributes.get("date1904") in ("1", "true")
        elif tag == "sheet":
            wanted = next((value for key, value in attributes.items() if key.endswith(":id")), "")
            kind, target = relations.get(wanted, ("", ""))
            if kind == "worksheet":
                name, state = attributes.get("name", ""), attributes.get("state", "visible")
                package.sheets.append(SheetEntry(name, state, target))

    PartReader(start).read(package.file, part)


def _shared_texts(file: zipfile.ZipFile, part: str) -> list[str]:
    texts: list[str] = []
    runs: list[str] = []
    phonetic = 0

    def start(tag: str, _: Attributes) -> None:
        nonlocal phonetic
        if tag == "si":
            runs.clear()
        elif tag == "rPh":
            phonetic += 1

    def end(tag: str, text: str) -> None:
        nonlocal phonetic
        if tag == "t" and not phonetic:
            runs.append(text)
        elif tag == "rPh":
            phonetic -= 1
        elif tag == "si":
            texts.append(unescaped("".join(runs)))

    PartReader(start, end).read(file, part)
    return texts


def _formats(file: zipfile.ZipFile, part: str) -> list[str]:
    """The number format code of every cell style, in order."""
    codes = dict(BUILTIN_FORMATS)
    found: list[str] = []
    inside = False

    def start(tag: str, attributes: Attributes) -> None:
        nonlocal inside
        if tag == "numFmt" and attributes.get("numFmtId", "").isdigit():
            codes[int(attributes["numFmtId"])] = attributes.get("formatCode", "General")
        elif tag == "cellXfs":
            inside = True
        elif tag == "xf" and inside:
            number = attributes.get("numFmtId", "0")
            found.append(codes.get(int(number), "General") if number.isdigit() else "General")

    def end(tag: str, _: str) -> None:
        nonlocal inside
        inside = inside and tag != "cellXfs"

    PartReader(start, end).read(file, part)
    return found


def _creator(file: zipfile.ZipFile) -> str:
    found: list[str] = []

    def end(tag: str, text: str) -> None:
        if tag == "creator":
            found.append(text)

    PartReader(lambda _tag, _attributes: None, end).read(file, "docProps/core.xml")
    return found[0] if found else ""


def unescaped(text: str) -> str:
    """A text with the characters that a spreadsheet writes as _x000D_."""
    if "_x" not in text:
        return text
    return _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text).replace("\r\n", "\n").replace("\r", "\n")
