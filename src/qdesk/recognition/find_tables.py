"""Where the tables of a sheet are: caption, unit line, header, body and notes of each."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

from qdesk.model.value import Gap, Range, parse_value
from qdesk.recognition.grid import Grid, GridCell, LeftOut
from qdesk.recognition.labels import (
    is_note,
    is_numbered_caption,
    is_period,
    subject_of_line,
    unit_of_line,
)


@dataclass
class TableRegion:
    """A table on a sheet; rows and columns count from 0, ends are inclusive."""

    caption: str = ""
    caption_at: tuple[int, int] | None = None
    subcaption: str = ""
    unit_line: str = ""
    subject: str = ""
    """Whose table it is, as a line 填报单位：… above it says."""
    notes: list[str] = field(default_factory=list[str])
    top: int = 0
    bottom: int = 0
    left: int = 0
    right: int = 0
    header_depth: int = 1

    @property
    def header_rows(self) -> range:
        """The header's rows."""
        return range(self.top, self.top + self.header_depth)

    @property
    def body_rows(self) -> range:
        """The body's rows."""
        return range(self.top + self.header_depth, self.bottom + 1)

    @property
    def columns(self) -> range:
        """The table's columns."""
        return range(self.left, self.right + 1)


def find_tables(grid: Grid) -> tuple[list[TableRegion], list[LeftOut]]:
    """The tables of a sheet from top to bottom, and the lines between them that are none."""
    finder = _Finder(grid)
    return finder.regions, finder.left_out


class _Finder:
    def __init__(self, grid: Grid) -> None:
        self._grid = grid
        self._rows = _filled_rows(grid)
        self.regions: list[TableRegion] = []
        self.left_out: list[LeftOut] = []
        self._run()

    def _run(self) -> None:
        row, last = 0, self._grid.row_count
        while row < last:
            preamble, row = self._preamble(row, last)
            if row >= last:
                self._leave(preamble)
                return
            region, row = self._table(row, last)
            self._name(region, preamble)
            row = self._late_notes(region, row, last)
            self.regions.append(region)

    def _single(self, row: int) -> tuple[int, str] | None:
        """The column and text of the only cell of a row; None for another row."""
        cells = self._rows.get(row, [])
        if len(cells) != 1:
            return None
        column = cells[0]
        return column, self._grid.at(row, column).text.strip()

    def _preamble(self, row: int, last: int) -> tuple[list[tuple[int, int, str]], int]:
        """The one-cell lines above a table, and the row at which the table begins."""
        lines: list[tuple[int, int, str]] = []
        while row < last:
            if row in self._rows:
                single = self._single(row)
                if single is None:
                    break
                lines.append((row, *single))
            row += 1
        return lines, row

    def _table(self, row: int, last: int) -> tuple[TableRegion, int]:
        region = TableRegion(top=row)
        end = row
        while row < last and row in self._rows:
            single = self._single(row)
            if single and (is_numbered_caption(single[1]) or self._is_note(row, *single)):
                break
            end = row
            row += 1
        region.bottom = end
        covered = [column for at in range(region.top, end + 1) for column in self._rows.get(at, [])]
        region.left, region.right = min(covered), max(self._right_end(region.top, end), *covered)
        region.header_depth = self._header_depth(region)
        while row < last and (single := self._single(row)) and not is_numbered_caption(single[1]):
            region.notes.append(single[1])
            row += 1
        return region, row

    def _right_end(self, top: int, bottom: int) -> int:
        return max((r for t, _, b, r in self._grid.merges if t >= top and b <= bottom), default=0)

    def _is_note(self, row: int, column: int, text: str) -> bool:
        if is_note(text):
            return True
        span = self._grid.spans.get((row, column), (1, 1))
        return isinstance(self._grid.at(row, column).value, str) and (span[1] > 2 or len(text) > 30)

    def _late_notes(self, region: TableRegion, row: int, last: int) -> int:
        """A note that a blank row parts from its table."""
        ahead = row
        while ahead < last and ahead not in self._rows:
            ahead += 1
        single = self._single(ahead) if ahead < last and ahead - row <= 1 else None
        if single and is_note(single[1]):
            region.notes.append(single[1])
            return ahead + 1
        return row

    def _name(self, region: TableRegion, preamble: list[tuple[int, int, str]]) -> None:
        captions = [line for line in preamble if is_numbered_caption(line[2])]
        plain = [
            line
            for line in preamble
            if not _is_bracketed(line[2])
            and unit_of_line(line[2]) is None
            and subject_of_line(line[2]) is None
        ]
        caption = captions[-1] if captions else plain[-1] if plain else None
        for line in preamble:
            row, column, text = line
            if (owner := subject_of_line(text)) is not None:
                region.subject = owner
            elif line == caption:
                region.caption, region.caption_at = text, (row, column)
            elif caption and row < caption[0]:
                self._leave([line])
            elif (unit := unit_of_line(text)) is not None:
                region.unit_line = unit
            elif _is_bracketed(text) or (captions and not region.subcaption and _is_title(text)):
                region.subcaption = text
            else:
                self._leave([line])

    def _leave(self, lines: list[tuple[int, int, str]]) -> None:
        for row, column, text in lines:
            self.left_out.append(LeftOut(row, column, text, "不属于任何表格的文字"))

    def _header_depth(self, region: TableRegion) -> int:
        for row in range(region.top + 1, region.bottom + 1):
            if self._is_data_row(row, region):
                return row - region.top
        depth = 1
        for top, _, bottom, _ in self._grid.merges:
            if top == region.top and bottom < region.bottom:
                depth = max(depth, bottom - top + 1)
        return depth

    def _is_data_row(self, row: int, region: TableRegion) -> bool:
        cells = [self._grid.at(row, column) for column in region.columns]
        own = [self._grid.own(row, column) for column in region.columns]
        numbers = [cell for cell in own if is_number(cell) and not is_period(cell.text)]
        if numbers:
            return True
        filled = [cell for cell in cells[1:] if not cell.is_empty]
        if is_period(own[0].text) and all(map(is_number, filled)):
            return True  # a year, even if nothing is known of it yet or its numbers read like years
        signs = [cell for cell in filled if isinstance(parse_value(cell.text).value, Gap)]
        return bool(filled) and len(signs) == len(filled) and not cells[0].is_empty


def _filled_rows(grid: Grid) -> dict[int, list[int]]:
    """Row → the columns of its own cells that hold anything, each merged range once.

    A range that comes from above counts for the rows below it too, so that a row under a
    vertical merge does not look like a line of one cell.
    """
    rows: dict[int, set[int]] = {}
    for (row, column), cell in grid.cells.items():
        if not cell.is_empty:
            rows.setdefault(row, set()).add(column)
    for top, left, bottom, _ in grid.merges:
        if bottom > top and not grid.own(top, left).is_empty and bottom - top < 200:
            for row in range(top + 1, bottom + 1):
                rows.setdefault(row, set()).add(left)
    return {row: sorted(columns) for row, columns in rows.items()}


def is_number(cell: GridCell) -> bool:
    """Whether a cell holds a number or a text that reads as one."""
    if isinstance(cell.value, Decimal):
        return True
    return isinstance(cell.value, str) and isinstance(parse_value(cell.value).value, Decimal | Range)


def number_of(cell: GridCell) -> Decimal | None:
    """The number that a cell holds or reads as, or None."""
    value = parse_value(cell.value).value if isinstance(cell.value, str) else cell.value
    return value if isinstance(value, Decimal) else None


def _is_bracketed(text: str) -> bool:
    return text[:1] in "（(" and text[-1:] in "）)"


def _is_title(text: str) -> bool:
    """Whether a line under a numbered caption reads as a second title, not as a form's field."""
    return len(text) <= 40 and not any(sign in text for sign in "：:。")
