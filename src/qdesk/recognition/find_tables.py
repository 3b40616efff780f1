"""Where the tables of a sheet are: caption, unit line, header, body and notes of each."""

from __future__ import annotations

import re

from qdesk.model.value import Gap, parse_value
from qdesk.recognition.cell_numbers import is_number, stands_for_number
from qdesk.recognition.form_in_pairs import pair_form
from qdesk.recognition.form_lines import form_rows
from qdesk.recognition.grid import Grid, LeftOut, one_line
from qdesk.recognition.headless import is_headless
from qdesk.recognition.hidden_lines import HiddenLines, hidden_lines, hidden_texts, joined
from qdesk.recognition.labels import (
    LineRole,
    is_continued_line,
    is_note,
    is_numbered_caption,
    is_period,
    is_unit_word,
    line_role,
    split_label,
    subject_of_line,
    unit_behind,
    unit_of_caption,
    unit_of_line,
)
from qdesk.recognition.marks import NO_MARKS, Says, Scope, SheetMarks
from qdesk.recognition.region_captions import is_list_beside, is_title, own_by_fields, take_captions
from qdesk.recognition.side_by_side import Window, filled_rows, windows_of
from qdesk.recognition.table_region import TableRegion

_COLUMN_LETTERS = tuple("甲乙丙丁戊己庚辛壬癸")
_LEAST_HEADS = 2
_MOST_BLANK = 2
"""Blank rows that may part a table in two."""


def find_tables(grid: Grid, marks: SheetMarks = NO_MARKS) -> tuple[list[TableRegion], list[LeftOut]]:
    """The tables of a sheet from top to bottom, and the lines between them that are none.

    Hidden rows and columns are passed over and named, unless `marks` ask for them.
    """
    rows = filled_rows(grid)
    kept = marks.rows(Says.HEADER, Says.DATA)
    fields = {row: line for row, line in form_rows(grid, rows).items() if row not in kept}
    captions = {row: [line.caption] for row, line in fields.items() if line.caption is not None}
    rows = {row: columns for row, columns in rows.items() if row not in fields} | captions
    regions: list[TableRegion] = []
    left_out = [
        LeftOut(row, 0, _row_text(grid, row), "表格以外的填报栏") for row in fields if row not in captions
    ]
    hidden = hidden_lines(grid, marks)
    if not kept and (form := pair_form(grid, rows, marks, hidden)) is not None:
        rows = {row: columns for row, columns in rows.items() if row not in form.rows}
        regions, left_out = form.regions, left_out + form.left_out
        own_by_fields(regions, fields)
    for window in windows_of(grid, rows):
        finder = _Finder(grid, window.rows(rows), window, marks, hidden)
        own_by_fields(finder.regions, fields)
        if regions and (window.goes_on or is_list_beside(finder.regions, regions[-1])):
            take_captions(finder.regions, regions[-1])
        regions.extend(finder.regions)
        left_out.extend(finder.left_out)
    return regions, [*left_out, *hidden_texts(grid, regions, hidden)]


def _row_text(grid: Grid, row: int) -> str:
    return joined([cell.text for (at, _), cell in sorted(grid.cells.items()) if at == row])


class _Finder:
    def __init__(
        self, grid: Grid, rows: dict[int, list[int]], window: Window, marks: SheetMarks, hidden: HiddenLines
    ) -> None:
        self._grid, self._rows, self._window = grid, rows, window
        self._marks, self._hidden = marks, hidden
        self.regions: list[TableRegion] = []
        self.left_out: list[LeftOut] = []
        self._run()

    def _run(self) -> None:
        row, last = self._window.top, self._window.bottom + 1
        while row < last:
            preamble, row = self._preamble(row, last)
            if row >= last:
                self._leave(preamble)
                return
            if not preamble and self.regions and self._goes_on(self.regions[-1], row):
                row = self._extended(self.regions[-1], row, last)
                continue
            region, row = self._table(row, last)
            self._name(region, preamble)
            if not preamble and not region.header_depth and self.regions:
                take_captions([region], self.regions[-1])
            row = self._late_notes(region, row, last)
            self.regions.append(region)

    def _goes_on(self, region: TableRegion, row: int) -> bool:
        """Whether rows after a blank one are more of the table above: numbers at once, same columns."""
        if region.notes or not 1 <= row - region.bottom - 1 <= _MOST_BLANK:
            return False
        columns = self._rows[row]
        inside = region.left <= columns[0] and columns[-1] <= region.right
        if self._begins_list_below_total(region, row):
            return False
        # A line of a part (其中) leaves the serial number blank.
        return inside and columns[0] <= region.left + 1 and self._is_data_row(row, region)

    def _begins_list_below_total(self, region: TableRegion, row: int) -> bool:
        """Whether a quantity with a unit of its own (获取率（%）) stands below a table that a total ends."""
        ends = line_role(self._grid.at(region.bottom, region.left).text) is LineRole.TOTAL
        names = [split_label(self._grid.at(one, region.left).text) for one in (*region.body_rows, row)]
        return ends and bool(names[-1].unit) and not any(one.unit for one in names[:-1])

    def _extended(self, region: TableRegion, row: int, last: int) -> int:
        blank = range(region.bottom + 1, row)
        end = self._end_of(row, last)
        region.bottom = end
        region.skipped_rows |= frozenset(blank) | self._skipped_in(row, end)
        following = self._take_notes(region, end + 1, last)
        return self._late_notes(region, following, last)

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
                if single is None or row in self._marks.rows(Says.HEADER):
                    break
                lines.append((row, *single))
            row += 1
        return lines, row

    def _end_of(self, row: int, last: int) -> int:
        """The last row of the table that begins at `row`: before a blank row, a note or a caption."""
        end = row
        while row < last and row in self._rows:
            single = self._single(row)
            if single and (is_numbered_caption(single[1]) or self._is_note(row, *single)):
                break
            end = row
            row += 1
        return end

    def _take_notes(self, region: TableRegion, row: int, last: int) -> int:
        while row < last and (single := self._single(row)) and not is_numbered_caption(single[1]):
            region.notes.append(single[1])
            row += 1
        return row

    def _skipped_in(self, top: int, bottom: int) -> frozenset[int]:
        left_out = self._marks.rows(Says.LEAVE) | self._hidden.rows
        return frozenset(row for row in left_out if top <= row <= bottom)

    def _table(self, row: int, last: int) -> tuple[TableRegion, int]:
        region = TableRegion(top=row, bottom=self._end_of(row, last))
        rows = range(region.top, region.bottom + 1)
        covered = [column for at in rows for column in self._rows.get(at, [])]
        right = max(self._right_end(region.top, region.bottom), *covered)
        region.left, region.right = min(covered), min(right, self._window.right)
        region.marks = self._marks.within(rows, range(region.left, region.right + 1))
        marked = region.marks.marks
        columns = {one.column for one in marked if one.scope is Scope.COLUMN and one.says is Says.LEAVE}
        region.skipped_columns = frozenset(columns) | self._hidden.columns
        region.skipped_rows = self._skipped_in(region.top, region.bottom)
        region.header_depth = self._header_depth(region)
        self._settle_header(region)
        if self._names_columns(region.top + region.header_depth, region):
            region.skipped_rows |= {region.top + region.header_depth}
        if self._settle_repeated_head(region):
            return region, region.bottom + 1
        return region, self._take_notes(region, region.bottom + 1, last)

    def _settle_header(self, region: TableRegion) -> None:
        """The user's word where the header stands; what stands above it is no part of the table."""
        rows = sorted(region.marks.rows(Says.HEADER))
        data = sorted(region.marks.rows(Says.DATA))
        if rows:
            for row in range(region.top, rows[0]):
                self._leave([(row, region.left, self._text_of(row))])
            region.top, region.header_depth = rows[0], rows[-1] - rows[0] + 1
        elif data and data[0] in region.header_rows:
            region.header_depth = data[0] - region.top

    def _text_of(self, row: int) -> str:
        return joined([self._grid.own(row, column).text for column in self._rows.get(row, [])])

    def _right_end(self, top: int, bottom: int) -> int:
        return max(
            (
                right
                for t, left, b, right in self._grid.merges
                if t >= top and b <= bottom and self._window.left <= left <= self._window.right
            ),
            default=0,
        )

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
        if captions and plain and plain[-1][0] - captions[-1][0] > _MOST_BLANK:
            caption = plain[-1]  # blank rows part the numbered line from all of this
        if caption and self.regions and _IN_PARTS.match(caption[2]):
            region.headline = self.regions[-1].headline
        for line in preamble:
            row, column, text = line
            if (owner := subject_of_line(text)) is not None:
                region.subject = owner
            elif line == caption:
                region.caption, region.caption_at = text, (row, column)
                region.unit_line = region.unit_line or unit_of_caption(text)
                region.caption_unit = unit_behind(text)
            elif caption and row < caption[0]:
                region.headline = text
                self._leave([line])
            elif (unit := unit_of_line(text)) is not None:
                region.unit_line = unit
            elif _is_bracketed(text) or (captions and not region.subcaption and is_title(text)):
                region.subcaption = text
            else:
                self._leave([line])

    def _leave(self, lines: list[tuple[int, int, str]]) -> None:
        for row, column, text in lines:
            self.left_out.append(LeftOut(row, column, text, "不属于任何表格的文字"))

    def _header_depth(self, region: TableRegion) -> int:
        if self._is_headless(region):
            return 0
        for row in range(region.top + 1, region.bottom + 1):
            if row not in self._hidden.rows and (
                self._is_data_row(row, region) or self._is_only_labelled(row, region)
            ):
                return row - region.top
        depth = 1
        for top, left, bottom, _ in self._grid.merges:
            if top == region.top and bottom < region.bottom and region.left <= left <= region.right:
                depth = max(depth, bottom - top + 1)
        return depth

    def _is_headless(self, region: TableRegion) -> bool:
        """Whether a list begins at once: names with their numbers from the first line on, and no head."""
        follows = bool(self.regions) and self._begins_list_below_total(self.regions[-1], region.top)
        if (region.bottom == region.top and not follows) or region.marks.rows(Says.HEADER):
            return False
        lines = [self._texts(row, region) for row in range(region.top, region.bottom + 1)]
        return is_headless(lines)

    def _is_only_labelled(self, row: int, region: TableRegion) -> bool:
        """Whether a row of a form that is still empty has a label at its left and nothing else."""
        own = [not self._grid.own(row, column).is_empty for column in region.columns]
        above = [not self._grid.own(row - 1, column).is_empty for column in region.columns]
        merged = any(top < row <= bottom for top, left, bottom, _ in self._grid.merges if left >= region.left)
        return own[0] and sum(own) == 1 and sum(above) > 1 and not merged

    def _settle_repeated_head(self, region: TableRegion) -> bool:
        """A head that stands again goes on with the table; under a caption of its own it begins another.

        Whether the table ends before such a caption.
        """
        last = region.top + region.header_depth - 1
        head = self._texts(last, region) if region.header_depth else []
        if sum(bool(one) for one in set(head)) < _LEAST_HEADS:
            return False
        for row in range(last + 1, region.bottom + 1):
            if self._texts(row, region) != head:
                continue
            above = self._single(row - 1) if row - 1 > last else None
            if above is not None and not is_continued_line(above[1]):
                region.bottom = row - 2
                return True
            region.skipped_rows |= {row, row - 1} if above is not None else {row}
        return False

    def _texts(self, row: int, region: TableRegion) -> list[str]:
        return [one_line(self._grid.own(row, column).text) for column in region.columns]

    def _names_columns(self, row: int, region: TableRegion) -> bool:
        """Whether a row below the header only names the columns, as statistical forms do: 甲, 乙, 1, 2."""
        texts = [self._grid.own(row, column).text.strip() for column in region.columns]
        told = [one for one in texts if one]
        letters = [one for one in told if one in _COLUMN_LETTERS]
        numbers = [one for one in told if one not in _COLUMN_LETTERS]
        counted = numbers == [str(count) for count in range(1, len(numbers) + 1)]
        return row < region.bottom and bool(letters) and len(told) > 1 and letters[0] == "甲" and counted

    def _is_unit(self, row: int, column: int, region: TableRegion) -> bool:
        """Whether a cell is the unit of its row, in a column of that head."""
        heads = range(region.top, row)
        told = any(line_role(self._grid.at(one, column).text) is LineRole.UNIT for one in heads)
        return told and is_unit_word(self._grid.at(row, column).text)

    def _is_data_row(self, row: int, region: TableRegion) -> bool:
        cells = [self._grid.at(row, column) for column in region.columns]
        own = [self._grid.own(row, column) for column in region.columns]
        numbers = [cell for cell in own if stands_for_number(cell) and not is_period(cell.text)]
        if numbers:
            return True
        filled = [cell for cell in cells[1:] if not cell.is_empty]
        if is_period(own[0].text) and all(map(is_number, filled)):
            return True  # a year, even if nothing is known of it yet or its numbers read like years
        units = [one for one in region.columns[1:] if self._is_unit(row, one, region)]
        filled = [cell for one, cell in zip(region.columns[1:], cells[1:], strict=True) if one not in units]
        filled = [cell for cell in filled if not cell.is_empty]
        signs = [cell for cell in filled if isinstance(parse_value(cell.text).value, Gap)]
        return bool(filled) and len(signs) == len(filled) and not cells[0].is_empty


_IN_PARTS = re.compile(r"^\s*[（(]?[一二三四五六七八九十]+[）)]?[、.．]?\s*[一-龥]")
"""A caption that counts the tables of one sheet: 二、在校生分项满意度."""


def _is_bracketed(text: str) -> bool:
    return text[:1] in "（(" and text[-1:] in "）)"
