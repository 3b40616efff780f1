"""Texts in the boxes and shapes that lie on a sheet: no cell holds them, so they are named, not read."""

from __future__ import annotations

import posixpath
import zipfile

from qdesk.excel.xlsx_package import Attributes, PartReader, relations_of
from qdesk.recognition.grid import LeftOut

_MOST_BOXES, _MOST_SIGNS = 50, 60
_REASON = "文本框里的文字，未读取；里面有数据的话，请写到单元格里再导入"


def drawing_texts(file: zipfile.ZipFile, sheet: str) -> tuple[LeftOut, ...]:
    """One line for each box of a sheet's part that holds a text, at the cell where it begins."""
    names = set(file.namelist())
    folder, name = posixpath.split(sheet)
    relations = posixpath.join(folder, "_rels", f"{name}.rels")
    if relations not in names:
        return ()
    parts = [part for kind, part in relations_of(file, relations, folder).values() if kind == "drawing"]
    found = [one for part in parts if part in names for one in _Drawing(file, part).found]
    return tuple(found[:_MOST_BOXES])


class _Drawing:
    """A drawing part being read: anchors, and the shapes in them."""

    def __init__(self, file: zipfile.ZipFile, part: str) -> None:
        self.found: list[LeftOut] = []
        self._place = {"row": 0, "col": 0}
        self._is_beginning = False
        self._texts: list[str] = []
        PartReader(self._started, self._ended).read(file, part)

    def _started(self, tag: str, _: Attributes) -> None:
        if tag == "from":
            self._is_beginning = True
        elif tag == "sp":
            self._texts = []

    def _ended(self, tag: str, text: str) -> None:
        if tag in self._place and self._is_beginning and text.strip().isdigit():
            self._place[tag] = int(text)
        elif tag == "from":
            self._is_beginning = False
        elif tag == "t":
            self._texts.append(text)
        elif tag == "sp":
            told = "".join(self._texts).strip()
            if told:
                shown = told if len(told) <= _MOST_SIGNS else f"{told[: _MOST_SIGNS - 1]}…"
                self.found.append(LeftOut(self._place["row"], self._place["col"], shown, _REASON))
