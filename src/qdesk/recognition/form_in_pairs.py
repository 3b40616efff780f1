"""Forms that somebody fills in: labels with their answers beside them, several across, not all numbers.

占地面积 | 128亩 | 建筑面积 | 37,149平方米: each pair of columns is a list of its own; what is no quantity
(校长, 办公电话, 建校时间) is named and left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise
from typing import NamedTuple

from qdesk.model.value import Range, fold_text, parse_value
from qdesk.recognition.grid import Grid, LeftOut, one_line
from qdesk.recognition.hidden_lines import HiddenLines
from qdesk.recognition.labels import is_period, subject_of_line
from qdesk.recognition.marks import Says, SheetMarks
from qdesk.recognition.table_region import TableRegion

_LEAST_LINES, _LEAST_ACROSS, _LEAST_QUANTITIES, _LEAST_UNITS = 3, 2, 6, 3
_LONGEST_LABEL, _LONGEST_NUMBER = 14, 9
_NO_QUANTITY = re.compile(
    r"代码|编码|标识码|电话|手机|传真|邮编|邮政|邮箱|网址|账号|证号|编号|文号|号码|时间|日期|年份|年月|校长"
)
_ABOUT = re.compile(r"^约?\d")


class _Pair(NamedTuple):
    row: int
    label_at: int
    value_at: int
    label: str
    text: str

    @property
    def is_quantity(self) -> bool:
        """Whether the answer is a number that somebody may count, also one that is only about right."""
        folded = fold_text(self.text)
        if _NO_QUANTITY.search(fold_text(self.label)) or (is_period(folded) and not folded.isdigit()):
            return False
        value = parse_value(self.text).value
        if isinstance(value, Decimal):
            return len(value.as_tuple().digits) <= _LONGEST_NUMBER
        return isinstance(value, Range) or (bool(_ABOUT.match(folded)) and len(folded) <= _LONGEST_LABEL)


class PairForm(NamedTuple):
    """The lists of a form, the rows that it takes, and what of it is left out."""

    regions: list[TableRegion]
    rows: range
    left_out: list[LeftOut]


def pair_form(
    grid: Grid, filled: dict[int, list[int]], marks: SheetMarks, hidden: HiddenLines
) -> PairForm | None:
    """The first such form of a sheet."""
    for rows in _blocks(grid, filled):
        pairs = _pairs(grid, {row: filled[row] for row in rows})
        if _is_form(pairs):
            form = _form(grid, filled, pairs)
            for region in form.regions:
                rows_of = range(region.top, region.bottom + 1)
                region.marks = marks.within(rows_of, range(region.left, region.right + 1))
                region.skipped_rows |= hidden.rows | marks.rows(Says.LEAVE)
                region.skipped_columns = hidden.columns
            return form
    return None


def _blocks(grid: Grid, filled: dict[int, list[int]]) -> Iterator[list[int]]:
    """Runs of rows of several cells."""
    block: list[int] = []
    for row in sorted(filled):
        several = sum(not grid.own(row, column).is_empty for column in filled[row]) > 1
        if block and (row > block[-1] + 1 or not several):
            yield block
            block = []
        if several:
            block.append(row)
    if block:
        yield block


def _pairs(grid: Grid, filled: dict[int, list[int]]) -> list[_Pair]:
    """The pairs of some rows, if each row consists of them and the labels keep to their columns; else []."""
    widest = max(filled.values(), key=len)
    labels = set(widest[::2])
    pairs: list[_Pair] = []
    for row, columns in filled.items():
        if len(columns) % 2 or not labels.issuperset(columns[::2]) or labels.intersection(columns[1::2]):
            return []
        for at in range(0, len(columns), 2):
            texts = [one_line(grid.own(row, column).text) for column in columns[at : at + 2]]
            pairs.append(_Pair(row, columns[at], columns[at + 1], *texts))
    return pairs


def _is_form(pairs: list[_Pair]) -> bool:
    """Whether pairs are those of a form: no label twice, unlike quantities, texts among them."""
    names = [fold_text(one.label) for one in pairs]
    told = [one for one in pairs if one.is_quantity]
    lines = [sum(one.row == row for one in pairs) for row in {one.row for one in pairs}]
    if sum(count >= _LEAST_ACROSS for count in lines) < _LEAST_LINES or len(set(names)) < len(names):
        return False
    if any(len(one) > _LONGEST_LABEL or isinstance(parse_value(one).value, Decimal) for one in names):
        return False
    units = {unit for one in told if (unit := parse_value(one.text).unit)}
    return _LEAST_QUANTITIES <= len(told) < len(pairs) and len(units) >= _LEAST_UNITS


def _form(grid: Grid, filled: dict[int, list[int]], pairs: list[_Pair]) -> PairForm:
    top, bottom = pairs[0].row, pairs[-1].row
    above = [row for row in filled if row < top]
    caption_at = (above[-1], filled[above[-1]][0]) if above and len(filled[above[-1]]) == 1 else None
    caption = grid.own(*caption_at).text.strip() if caption_at else ""
    owners = [owner for one in pairs if (owner := subject_of_line(f"{one.label}：{one.text}"))]
    columns = sorted({one.label_at for one in pairs})
    regions: list[TableRegion] = []
    for before, column in pairwise((None, *columns)):
        told = [one for one in pairs if one.label_at == column and one.is_quantity]
        if not told or column is None:
            continue
        rows = [one.row for one in told]
        region = TableRegion(caption, caption_at, top=rows[0], bottom=rows[-1], header_depth=0)
        region.left, region.right = column, max(one.value_at for one in told)
        region.is_form = True
        region.skipped_rows = frozenset(range(rows[0], rows[-1] + 1)) - frozenset(rows)
        region.subject, region.labels_beside = (owners[0] if owners else ""), before
        regions.append(region)
    left_out = [
        LeftOut(one.row, one.label_at, f"{one.label} {one.text}", "登记表里不是数量的一栏")
        for one in pairs
        if not one.is_quantity
    ]
    return PairForm(regions, range(caption_at[0] if caption_at else top, bottom + 1), left_out)
