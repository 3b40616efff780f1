"""The role of every column of a found table, from the words of its head and from what stands below."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from qdesk.model.value import Gap, fold_text, parse_value
from qdesk.recognition.cell_numbers import stands_for_number
from qdesk.recognition.grid import Grid
from qdesk.recognition.labels import (
    LabelParts,
    LineRole,
    find_period,
    is_period,
    is_rate_name,
    is_unit_word,
    line_role,
    mixed_units,
    split_label,
)
from qdesk.recognition.mark_lines import mark_column
from qdesk.recognition.table_region import TableRegion
from qdesk.recognition.understood_table import UnderstoodLine

_CODES = ("代码", "编码", "电话", "学号", "证号", "编号")
_REMARKS = "备注"
_ATTRIBUTES = (*_CODES, _REMARKS, "时间", "日期", "地址")


def read_columns(grid: Grid, region: TableRegion) -> list[UnderstoodLine]:
    """Every column of a region with its labels and role."""
    return _Columns(grid, region).read()


_HEADS = {LineRole.SERIAL: "序号", LineRole.LABEL: "项目", LineRole.UNIT: "单位", LineRole.VALUE: "数值"}


class _Columns:
    def __init__(self, grid: Grid, region: TableRegion) -> None:
        self._grid, self._region = grid, region

    def read(self) -> list[UnderstoodLine]:
        columns = [self._column(index) for index in self._region.columns]
        self._settle_labels(columns)
        for column in columns:
            mark_column(column, self._region.marks)
        if not self._region.header_depth:
            self._name_heads(columns)
        return columns

    def _name_heads(self, columns: list[UnderstoodLine]) -> None:
        """A list without a head is given one; what its numbers are the rows say."""
        for column in columns:
            column.labels = (_HEADS.get(column.role, ""),)
            column.parts = replace(column.parts, name="")

    def _header_labels(self, column: int) -> tuple[str, ...]:
        labels: list[str] = []
        seen: set[tuple[int, int]] = set()
        for row in self._region.header_rows:
            anchor = self._grid.anchor(row, column)
            if anchor in seen:
                continue
            seen.add(anchor)
            text = self._grid.at(row, column).text
            if not text.strip() and row < self._region.header_rows[-1]:
                text = self._text_to_the_left(row, column)
            if text.strip():
                labels.append(text)
        return tuple(labels)

    def _text_to_the_left(self, row: int, column: int) -> str:
        """An upper header cell whose merge was lost: the text belongs to the right as well."""
        if not self._grid.own(row + 1, column).text.strip():
            return ""
        for left in range(column - 1, self._region.left - 1, -1):
            if text := self._grid.at(row, left).text.strip():
                below = self._grid.own(row + 1, left).text.strip()
                return text if below and len(self._header_labels_below(row, left)) else ""
        return ""

    def _header_labels_below(self, row: int, column: int) -> list[str]:
        return [
            text
            for below in range(row + 1, self._region.header_rows[-1] + 1)
            if (text := self._grid.own(below, column).text.strip())
        ]

    def _column(self, index: int) -> UnderstoodLine:
        labels = self._header_labels(index)
        leaf = labels[-1] if labels else ""
        role = line_role(leaf) if self._region.header_depth else self._role_without_head(index)
        parts = _parts_of(labels)
        if role is None and _is_change(labels, parts):
            role = LineRole.CHANGE
        if role is LineRole.UNIT and self._names_periods(index):
            role = LineRole.LABEL  # a row of units under the head begins with 单位
        if role is None:
            role = self._role_from_body(index, leaf)
        return UnderstoodLine(index, labels, role, parts, period=parts.period)

    def _role_without_head(self, index: int) -> LineRole | None:
        """A column of units, or of the numbers of the lines."""
        texts = [one for row in self._region.body_rows if (one := self._grid.at(row, index).text.strip())]
        if texts and all(map(is_unit_word, texts)):
            return LineRole.UNIT
        first = index == self._region.left and len(texts) > 1
        return LineRole.SERIAL if first and texts == [str(at + 1) for at in range(len(texts))] else None

    def _role_from_body(self, index: int, header: str) -> LineRole:
        cells = [self._grid.at(row, index) for row in self._region.body_rows]
        told = [cell for cell in cells if not cell.is_empty]
        # A sign for "no number" says nothing of what the others are.
        filled = [cell for cell in told if not isinstance(parse_value(cell.text).value, Gap)]
        numbers = [cell for cell in filled if stands_for_number(cell) and not _is_year(cell.text)]
        if any(word in header for word in _CODES):
            return LineRole.TEXT
        years = [cell for cell in filled if is_period(cell.text)]
        if any(word in header for word in ("时间", "日期")) and len(years) == len(filled) and filled:
            return LineRole.TEXT
        if numbers and len(numbers) * 2 >= len(filled):
            return LineRole.VALUE
        if told and not filled:
            return LineRole.VALUE
        if not filled and _REMARKS in header:
            return LineRole.TEXT
        if not filled:
            return LineRole.VALUE if find_period(header) or index > self._region.left else LineRole.LABEL
        return LineRole.TEXT

    def _settle_labels(self, columns: list[UnderstoodLine]) -> None:
        """Leading text columns label the rows; text further right is an attribute or a note.

        Where the same labels stand again before a later value column (a name for each year),
        that column is a label column too.
        """
        leading = True
        first: UnderstoodLine | None = None
        paired = self._paired_texts(columns)
        for column in columns:
            if column.role in (LineRole.SERIAL, LineRole.UNIT):
                continue
            leading = leading and column.role is LineRole.TEXT and column.index not in paired
            if leading and not any(word in column.label for word in _ATTRIBUTES):
                column.role = LineRole.LABEL
                first = column
            elif column.role is LineRole.TEXT and first and self._repeats(column.index, first.index):
                column.role = LineRole.LABEL
        if (
            first is None
            and columns
            and columns[0].role is LineRole.VALUE
            and self._names_periods(columns[0].index)
        ):
            columns[0].role = LineRole.LABEL
        elif first is None:
            coded = next((one for one in columns if one.role is LineRole.TEXT and "名" in one.label), None)
            if coded is not None:
                coded.role = LineRole.LABEL

    def _paired_texts(self, columns: list[UnderstoodLine]) -> set[int]:
        """Text columns of one name that stand once for each year and differ: last year's list."""
        texts = [one for one in columns if one.role is LineRole.TEXT and one.period]
        return {
            one.index
            for one in texts
            for other in texts
            if one is not other
            and one.parts.name == other.parts.name
            and not self._repeats(max(one.index, other.index), min(one.index, other.index))
        }

    def _names_periods(self, index: int) -> bool:
        return any(is_period(self._grid.at(row, index).text) for row in self._region.body_rows)

    def _repeats(self, column: int, other: int) -> bool:
        pairs = [
            (fold_text(self._grid.at(row, column).text), fold_text(self._grid.at(row, other).text))
            for row in self._region.body_rows
        ]
        same = sum(a == b for a, b in pairs if a)
        filled = sum(bool(a) for a, _ in pairs)
        only_names = all(a == b for a, b in pairs)
        return only_names or (filled > 3 and same == filled and filled == len(pairs))


def _is_change(labels: Collection[str], parts: LabelParts) -> bool:
    """Whether a column stands under 增减, or its head says so behind a year: 2024年增减率."""
    *groups, leaf = labels or ("",)
    under = any(line_role(one) is LineRole.CHANGE for one in groups)
    return under or (parts.period is not None and line_role(split_label(leaf).name) is LineRole.CHANGE)


def _parts_of(labels: Collection[str]) -> LabelParts:
    """The header path of a column as one name, unit and period."""
    names: list[str] = []
    unit, period = "", None
    mixed = [found for label in labels for found in mixed_units(label)]
    for at, label in enumerate(labels):
        parts = split_label(label)
        if at and is_unit_word(label):  # a row of units under the head
            unit = fold_text(label)
            continue
        if parts.name and line_role(label) is None and (not names or names[-1] != parts.name):
            names.append(parts.name)
        unit = parts.unit or unit
        period = parts.period or period
    if mixed and not unit:
        # 人数（人）及比率（%）over several columns: a rate is in per cent, the rest is what is counted.
        rate = bool(names) and is_rate_name(names[-1])
        unit = next((one for one in mixed if (one == "%") == rate), "")
    return LabelParts("·".join(names), unit, period)


def _is_year(text: str) -> bool:
    return is_period(text) and not text.strip().isdigit()
