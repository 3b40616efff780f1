"""Reads the tables of a .docx as grids of cells, each with its caption above and its notes below."""

from __future__ import annotations

import lzma
import re
import zipfile
import zlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from qdesk.errors import UserError
from qdesk.recognition.grid import Grid, GridCell, one_line
from qdesk.recognition.labels import (
    is_continued_line,
    is_note,
    is_numbered_caption,
    split_caption,
    unit_of_line,
)
from qdesk.word.read_table import WordTable, holds_pictures, read_table, repeated_rows
from qdesk.word.read_text import (
    Element,
    NotXmlError,
    attribute,
    boxes,
    child,
    flat,
    local,
    paragraph_text,
    parsed,
)

_NUMBERED = re.compile(r"^\s*(?:[（(]?\d{1,2}[）)]|\d{1,2}\s*[.、．]|[①-⑳])")
_SENTENCE_ENDS = ("。", "；", ";", "：", ":", "，", "、")
_LONGEST_CAPTION = 60
_LINES_ABOVE = 6
_DEEPEST = 8
"""Tables in tables in tables: nobody writes more, and a hostile file may."""
_DAMAGED = (
    *(zipfile.BadZipFile, KeyError, NotXmlError, NotImplementedError),
    *(EOFError, OSError, RuntimeError, zlib.error, lzma.LZMAError),
)


def read_document(path: Path, progress: Callable[[str], None] = lambda _: None) -> list[Grid]:
    """Every table of a .docx in order; the prose around them is passed over.

    A table that goes on under 续表 with its header repeated is one. Tables in text boxes and in cells
    of other tables are tables of their own. Raises UserError for a document that is damaged.
    """
    try:
        with zipfile.ZipFile(path) as package:
            body = child(parsed(package.read("word/document.xml")), "body")
            styles = _style_names(package)
    except _DAMAGED as error:
        raise _damaged(path) from error
    if body is None:
        raise _damaged(path)
    names: set[str] = set()
    flows = [list(flow) for flow in _flows(body, styles)]
    return [_laid_out(*found, names, progress) for parts in flows for found in _tables(parts)]


def _damaged(path: Path) -> UserError:
    return UserError("文档打不开，可能已损坏", path.name, "请用 Word 或 WPS 打开后另存为 .docx 再导入")


def _style_names(package: zipfile.ZipFile) -> dict[str, str]:
    if "word/styles.xml" not in package.namelist():
        return {}
    found = parsed(package.read("word/styles.xml"))
    return {
        attribute(one, "styleId"): attribute(child(one, "name"), "val").lower()
        for one in found
        if local(one) == "style"
    }


@dataclass(frozen=True, slots=True)
class _Line:
    """A paragraph: its text and the name of its style."""

    text: str
    style: str = ""

    @property
    def is_heading(self) -> bool:
        return self.style.startswith(("heading", "标题", "toc", "目录"))

    @property
    def is_caption(self) -> bool:
        return is_numbered_caption(self.text) or is_continued_line(self.text)

    @property
    def is_attachment(self) -> bool:
        """A unit line or a bracketed line between caption and table."""
        bracketed = self.text[:1] in "（(" and self.text[-1:] in "）)"
        return unit_of_line(self.text) is not None or bracketed or self.style in ("副题注", "表单位")

    @property
    def may_be_title(self) -> bool:
        short = len(self.text) <= _LONGEST_CAPTION
        return short and not self.is_heading and not self.text.endswith(_SENTENCE_ENDS)

    @property
    def is_note(self) -> bool:
        return is_note(self.text) or self.style == "表注"


_Part = _Line | WordTable


def _flows(body: Element, styles: dict[str, str], depth: int = 0) -> Iterator[list[_Part]]:
    """The paragraphs that hold anything and the tables of a body, then those of each box and cell in it.

    No caption of one flow is that of a table of another.
    """
    parts: list[_Part] = []
    inside: list[Element] = []
    for one in flat(body):
        if local(one) == "tbl" and holds_pictures(one):
            continue  # photos side by side, with their captions
        if local(one) == "tbl":
            table, cells = read_table(one), _cells_with_tables(one)
            if not cells or table.column_count > 1:
                parts.append(table)
                inside += cells
            else:
                inside.append(_frame(one))
        elif local(one) == "p":
            inside += [box for box in boxes(one) if any(local(found) == "tbl" for found in flat(box))]
            if text := paragraph_text(one).strip():
                parts.append(_Line(text, styles.get(attribute(child(one, "pPr", "pStyle"), "val"), "")))
    yield parts
    for one in inside if depth < _DEEPEST else ():
        yield from _flows(one, styles, depth + 1)


def _cells(table: Element) -> list[Element]:
    rows = [row for row in flat(table) if local(row) == "tr"]
    return [cell for row in rows for cell in flat(row) if local(cell) == "tc"]


def _cells_with_tables(table: Element) -> list[Element]:
    return [cell for cell in _cells(table) if any(local(one) == "tbl" for one in flat(cell))]


def _frame(table: Element) -> Element:
    """What stands in a table of one column that only holds others in place, from top to bottom."""
    whole = Element(table.tag)
    whole.extend([one for cell in _cells(table) for one in cell])
    return whole


def _tables(parts: Sequence[_Part]) -> Iterator[tuple[list[_Line], WordTable, list[_Line]]]:
    """Every table with the lines above and below that belong to it; what goes on under 续表 is one."""
    held: tuple[list[_Line], WordTable, list[_Line]] | None = None
    after = 0  # the first paragraph that no table has taken
    for at, part in enumerate(parts):
        if not isinstance(part, WordTable):
            continue
        above = _lines_above(parts, after, at)
        if held and (repeated := _repeated_header(held[1], part, above)):
            held[1].append(part, repeated)
            held[2].extend(_notes_below(parts, at + 1))
        else:
            if held:
                yield held
            held = (above, part, _notes_below(parts, at + 1))
        after = at + 1 + len(_notes_below(parts, at + 1))
    if held:
        yield held


def _lines_above(parts: Sequence[_Part], first: int, table: int) -> list[_Line]:
    """The caption with what belongs to it; without a numbered one, a short line that may be a title."""
    lines: list[_Line] = []
    for part in reversed(parts[first:table]):
        if not isinstance(part, _Line) or part.is_heading or len(lines) == _LINES_ABOVE:
            break
        lines.insert(0, part)
        if part.is_caption:
            return lines
        if not part.is_attachment and not part.may_be_title:
            lines.pop(0)
            break
    kept: list[_Line] = []
    for line in reversed(lines):
        kept.insert(0, line)
        if not line.is_attachment:
            break
    return kept


def _notes_below(parts: Sequence[_Part], first: int) -> list[_Line]:
    """The notes under a table; numbered lines go on with a note that was begun."""
    notes: list[_Line] = []
    for part in parts[first:]:
        if not isinstance(part, _Line) or part.is_heading or part.is_caption:
            break
        if not part.is_note and not (notes and _NUMBERED.match(part.text)):
            break
        notes.append(part)
    return notes


def _repeated_header(table: WordTable, following: WordTable, above: Sequence[_Line]) -> int:
    """How many rows of a continuation repeat the header; 0 if it is a table of its own."""
    return repeated_rows(table, following) if any(is_continued_line(line.text) for line in above) else 0


def _laid_out(
    above: Sequence[_Line],
    table: WordTable,
    below: Sequence[_Line],
    names: set[str],
    progress: Callable[[str], None],
) -> Grid:
    """One grid: caption lines, table and notes, each line a row that is merged over all columns."""
    cells: dict[tuple[int, int], GridCell] = {}
    top = len(above)
    bottom = top + table.row_count
    for row, line in (*enumerate(above), *enumerate(below, bottom)):
        cells[row, 0] = GridCell(line.text, line.text, raw=line.text)
    for (row, column), text in table.texts.items():
        if text:
            cells[row + top, column] = GridCell(text, text, raw=text)
    merges = [(t + top, left, b + top, right) for t, left, b, right in table.merges]
    if table.column_count > 1:
        lines = (*range(top), *range(bottom, bottom + len(below)))
        merges += [(row, 0, row, table.column_count - 1) for row in lines]
    name = _name(above, names)
    progress(name)
    return Grid(name, cells, tuple(merges))


def _name(above: Sequence[_Line], names: set[str]) -> str:
    """The table's number, or its place in the document; every name once."""
    number = next((split_caption(line.text)[0] for line in above if split_caption(line.text)[0]), "")
    wanted = one_line(number) or f"第 {len(names) + 1} 张表"
    name, count = wanted, 1
    while name in names:
        count += 1
        name = f"{wanted}（{count}）"
    names.add(name)
    return name
