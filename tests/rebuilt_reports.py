"""Published reports as Word documents again: the text of a seed with the tables of its golden file."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from docx import Document
from docx.document import Document as WordDocument
from examples import GOLDEN, SEEDS

REPORTS = {
    "wuhai-2020": "000_308bac6295d6446e.txt",
    "hanghou-2019": "001_11b33b7be888a9df.txt",
    "bayannur-2024": "002_9bfbc6521a716587.txt",
}

_MARK = re.compile(r"\[bookmark: [^\]]*\]")
"""What the conversion of a report to text has left of its bookmarks."""
_FULL_LINE = 70
"""So wide, in halves of a character, is a line of a PDF that goes on."""


def golden_report(name: str) -> dict[str, Any]:
    """The golden file of a report."""
    return json.loads((GOLDEN / f"{name}.json").read_text(encoding="utf-8"))


def rebuild(name: str, path: Path) -> Path:
    """Write the report `name` as a .docx: headings in styles, prose, captions, tables with their merges."""
    text = _MARK.sub("", (SEEDS / REPORTS[name]).read_text(encoding="utf-8"))
    lines = text.splitlines()
    _Rebuilt(golden_report(name), lines).document.save(str(path))
    return path


class _Rebuilt:
    """The document as it grows; a text has its lines as printed (PDF), or a paragraph a line."""

    def __init__(self, golden: dict[str, Any], lines: list[str]) -> None:
        self.document = Document()
        self._headings = {
            bare(number + title): (level, f"{number} {title}")
            for number, title, level in _outline(golden["outline"])
        }
        self._tables = {bare(one["caption"]): one for one in golden["tables"]}
        blank = sum(not line.strip() for line in lines)
        self._printed_lines = blank * 2.5 > len(lines) and max(map(len, lines)) < 120
        self._pool = ""  # what stands in the cells of the last table: the text has it again
        self._open = ""
        last = {key: at for at, line in enumerate(lines) if (key := bare(line)) in self._headings}
        first = last.get(next(iter(self._headings)), 0)
        for at, line in enumerate(lines):
            if at < first and line.strip():
                self.document.add_paragraph(line.strip())
            elif line.strip():
                self._add(line, is_heading=last.get(bare(line)) == at)
        self._close()
        for table in self._tables.values():
            _add_table(self.document, table)

    def _add(self, line: str, *, is_heading: bool) -> None:
        key = bare(line)
        if is_heading and key not in self._tables:
            self._close()
            level, text = self._headings[key]
            self.document.add_heading(text, level)
            self._pool = ""
        elif key in self._tables:
            self._close()
            table = self._tables.pop(key)
            _add_table(self.document, table)
            self._pool = bare("".join(_texts(table)))
        elif not (self._pool and all(bare(part) in self._pool for part in line.split())):
            self._pool = ""
            self._open += line.strip()
            if not self._printed_lines or _width(line) < _FULL_LINE:
                self._close()

    def _close(self) -> None:
        if self._open:
            self.document.add_paragraph(self._open)
        self._open = ""


def bare(text: str) -> str:
    """A text without blanks, in half-width forms."""
    return "".join(unicodedata.normalize("NFKC", text).split())


def _outline(nodes: list[dict[str, Any]], level: int = 1) -> Iterator[tuple[str, str, int]]:
    for node in nodes:
        if not node.get("run_in"):
            yield node["number"], node["title"], level
            yield from _outline(node.get("children", []), level + 1)


def _width(line: str) -> int:
    return sum(2 if unicodedata.east_asian_width(one) in "WFA" else 1 for one in line.strip())


def _texts(table: dict[str, Any]) -> Iterator[str]:
    yield from (one for one in (table["subcaption"], table["unit"] and f"单位：{table['unit']}") if one)
    for line in printed_grid(table):
        yield from line


def _add_table(document: WordDocument, table: dict[str, Any]) -> None:
    document.add_paragraph(table["caption"])
    if table["subcaption"]:
        document.add_paragraph(table["subcaption"])
    if table["unit"]:
        document.add_paragraph(f"单位：{table['unit']}")
    grid = printed_grid(table)
    if not table["rows"]:
        return
    made = document.add_table(len(grid), len(grid[0]))
    boxes = merges(table)
    covered = {
        (r, c)
        for top, left, bottom, right in boxes
        for r in range(top, bottom + 1)
        for c in range(left, right + 1)
    }
    for row, line in enumerate(grid):
        for column, text in enumerate(line):
            if (row, column) not in covered:
                made.cell(row, column).text = text
    for top, left, bottom, right in boxes:
        made.cell(top, left).merge(made.cell(bottom, right)).text = grid[top][left]


def printed_grid(table: dict[str, Any]) -> list[list[str]]:
    """The golden grid with merges resolved and the printed form of every number."""
    grid: list[list[str]] = []
    head = len(table["header"])
    for at, row in enumerate([*table["header"], *table["rows"]]):
        line: list[str] = []
        for column, value in enumerate(row):
            printed = table.get("printed", {}).get(f"{at - head},{column}") if at >= head else None
            if value is None:
                line.append(line[column - 1])
            elif value == "^":
                line.append(grid[at - 1][column])
            else:
                line.append(str(value) if printed is None else printed)
        grid.append(line)
    return grid


def merges(table: dict[str, Any]) -> list[list[int]]:
    """The golden grid's merges (top, left, bottom, right): None joins the left cell, "^" the one above."""
    first: dict[tuple[int, int], tuple[int, int]] = {}
    boxes: dict[tuple[int, int], list[int]] = {}
    for row, line in enumerate([*table["header"], *table["rows"]]):
        for column, value in enumerate(line):
            left, above = (row, column - 1), (row - 1, column)
            mine = first[left] if value is None else first[above] if value == "^" else (row, column)
            first[row, column] = mine
            box = boxes.setdefault(mine, [row, column, row, column])
            box[2:] = [max(box[2], row), max(box[3], column)]
    return sorted(box for box in boxes.values() if box[:2] != box[2:])
