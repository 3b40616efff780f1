"""A table of a document as rows of texts: columns evened out, merged ranges."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import takewhile

from qdesk.word.read_text import Element, attribute, child, flat, local, paragraph_text

Range = tuple[int, int, int, int]
"""top, left, bottom, right: inclusive."""

_THIN = 114
"""A column narrower than this (twips, 2 mm) comes from lines that do not quite meet, not from a user."""


@dataclass
class WordTable:
    """A table: texts by (row, column), merged ranges, and how many rows and columns it has."""

    texts: dict[tuple[int, int], str] = field(default_factory=dict[tuple[int, int], str])
    merges: list[Range] = field(default_factory=list[Range])
    row_count: int = 0
    column_count: int = 0
    header_rows: int = 0
    """The first rows that are marked to be repeated on every page."""

    def row(self, row: int) -> list[str]:
        """The texts of a row as a reader sees them: a merged range shows its first cell everywhere."""
        covered = {
            (r, c): (top, left)
            for top, left, bottom, right in self.merges
            for r in range(top, bottom + 1)
            for c in range(left, right + 1)
        }
        places = [covered.get((row, column), (row, column)) for column in range(self.column_count)]
        return [self.texts.get(place, "") for place in places]

    def append(self, other: WordTable, skipped: int) -> None:
        """Add the rows of a continuation below, without its first `skipped` rows (the header again)."""
        shift = self.row_count - skipped
        self.texts |= {(row + shift, c): text for (row, c), text in other.texts.items() if row >= skipped}
        self.merges += [
            (max(top, skipped) + shift, left, bottom + shift, right)
            for top, left, bottom, right in other.merges
            if bottom >= skipped and (max(top, skipped), left) != (bottom, right)
        ]
        self.row_count += other.row_count - skipped


def repeated_rows(table: WordTable, following: WordTable) -> int:
    """How many rows of a table that goes on repeat the header; 0 if it is a table of its own.

    The header rows that the document names are counted, or all that are alike where it names none.
    """
    if following.column_count != table.column_count:
        return 0
    most = min(table.row_count, following.row_count, following.header_rows or following.row_count)
    count = 0
    while count < most and table.row(count) == following.row(count):
        count += 1
    return count if count >= following.header_rows else 0


@dataclass(frozen=True, slots=True)
class _Cell:
    """A cell between two lines of the table's own grid; `merge` is "", "restart" or "continue"."""

    start: int
    end: int
    text: str
    merge: str


_PICTURES = ("drawing", "pict")


def holds_pictures(table: Element) -> bool:
    """Whether a table only sets pictures side by side: no row that has one has words as well."""
    rows = [[one for one in flat(row) if local(one) == "tc"] for row in flat(table) if local(row) == "tr"]
    pictured = [row for row in rows if any(local(one) in _PICTURES for cell in row for one in cell.iter())]
    return bool(pictured) and all(not _content(cell) for row in pictured for cell in row)


def read_table(table: Element) -> WordTable:
    """Read a w:tbl; rows that a tracked change deletes are left out."""
    lines = [one for one in flat(table) if local(one) == "tr" and not _is_deleted(one)]
    rows = [_cells(one) for one in lines]
    columns = _columns(rows, _widths(table))
    found = WordTable(row_count=len(rows), column_count=max(columns.values(), default=0))
    found.header_rows = sum(1 for _ in takewhile(_is_repeated, lines))
    running: dict[int, tuple[int, int, int]] = {}  # left → top, left, right of a range that may go on
    ranges: dict[tuple[int, int], tuple[int, int]] = {}
    for row, cells in enumerate(rows):
        going: dict[int, tuple[int, int, int]] = {}
        for cell in cells:
            left, right = columns[cell.start], columns[cell.end] - 1
            if right < left:
                continue
            top, left, right = (cell.merge == "continue" and running.get(left)) or (row, left, right)
            if top == row:
                found.texts[row, left] = cell.text
            ranges[top, left] = (row, right)
            if cell.merge:
                going[left] = (top, left, right)
        running = going
    found.merges = [(t, left, b, r) for (t, left), (b, r) in ranges.items() if (t, left) != (b, r)]
    return found


def _is_repeated(row: Element) -> bool:
    mark = child(row, "trPr", "tblHeader")
    return mark is not None and attribute(mark, "val") not in ("0", "false", "off")


def _is_deleted(row: Element) -> bool:
    return child(row, "trPr", "del") is not None


def _widths(table: Element) -> list[int]:
    grid = child(table, "tblGrid")
    if grid is None:
        return []
    texts = [attribute(one, "w") for one in grid if local(one) == "gridCol"]
    return [int(text) if text.isdecimal() else 0 for text in texts]


def _cells(row: Element) -> list[_Cell]:
    found: list[_Cell] = []
    at = _number(attribute(child(row, "trPr", "gridBefore"), "val"), 0)
    for one in flat(row):
        if local(one) != "tc":
            continue
        properties = child(one, "tcPr")
        span = 1 if properties is None else _number(attribute(child(properties, "gridSpan"), "val"), 1)
        end = at + max(span, 1)
        if found and _merge_of(properties, "hMerge") == "continue":
            found[-1] = _Cell(found[-1].start, end, found[-1].text, found[-1].merge)
        else:
            found.append(_Cell(at, end, _content(one), _merge_of(properties, "vMerge")))
        at = end
    return found


def _number(text: str, otherwise: int) -> int:
    return int(text) if text.isdecimal() and len(text) < 4 else otherwise


def _merge_of(properties: Element | None, name: str) -> str:
    mark = None if properties is None else child(properties, name)
    if mark is None:
        return ""
    return "restart" if attribute(mark, "val") == "restart" else "continue"


def _content(cell: Element) -> str:
    """The text of a cell; a table in it is one of its own."""
    lines = [paragraph_text(one) for one in flat(cell) if local(one) == "p"]
    text = "\n".join(line.strip() for line in "\n".join(lines).split("\n"))
    return text.strip()


def _columns(rows: Sequence[Sequence[_Cell]], widths: Sequence[int]) -> dict[int, int]:
    """Line of the grid → column that begins there.

    Only lines where some cell begins or ends count, and two that all but meet are one: rows that
    were drawn by hand rarely end at the very same place.
    """
    used = sorted({line for cells in rows for cell in cells for line in (cell.start, cell.end)})
    held = {(cell.start, cell.end) for cells in rows for cell in cells if cell.text}
    columns: dict[int, int] = {}
    column = 0
    for at, line in enumerate(used):
        if at:
            before = used[at - 1]
            wide = sum(widths[before:line]) if line <= len(widths) else 0
            # Widths that are missing or 0 say nothing; a text is never squeezed away.
            if not 0 < wide < _THIN or (before, line) in held:
                column += 1
        columns[line] = column
    return columns
