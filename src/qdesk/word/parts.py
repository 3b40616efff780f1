"""The parts of a .docx that is read: one that is too large or no XML is an error, never a crash."""

from __future__ import annotations

import lzma
import zipfile
import zlib

from qdesk.word.read_text import Element, NotXmlError, attribute, parsed

DAMAGED = (
    *(zipfile.BadZipFile, KeyError, NotXmlError, NotImplementedError),
    *(EOFError, OSError, RuntimeError, zlib.error, lzma.LZMAError),
)
"""What reading a damaged or hostile file raises."""
_MOST_BYTES = 200_000_000


def part_of(package: zipfile.ZipFile, name: str, most: int = _MOST_BYTES) -> Element | None:
    """The root of a part; None where the file has none. Raises one of DAMAGED."""
    if name not in package.namelist():
        return None
    if package.getinfo(name).file_size > most:
        raise NotXmlError(name)
    return parsed(package.read(name))


def property_of(package: zipfile.ZipFile, name: str) -> str:
    """A custom property of the document; "" where it has none."""
    custom = part_of(package, "docProps/custom.xml")
    for one in custom if custom is not None else ():
        if attribute(one, "name") == name:
            return "".join(one.itertext()).strip()
    return ""
