"""The numbers of a table by the names of their lines, as sentences beside the table call them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from functools import lru_cache

from qdesk.checks.rule import Place, places, with_number
from qdesk.model.filled_cell import CellRole
from qdesk.model.report import ReportTable
from qdesk.model.report_view import ReportView
from qdesk.model.table_layout import LayoutKind
from qdesk.model.unit_scale import unit_scale
from qdesk.model.value import fold_text
from qdesk.recognition.spoken_names import short_forms, spoken


class Kind(Enum):
    """What a line of a table tells."""

    VALUE = "value"
    SHARE = "share"
    CHANGE = "change"
    GROWTH = "growth"
    PER = "per"
    PLAN = "plan"
    NORM = "norm"


_KINDS = (
    (Kind.NORM, re.compile(r"标准|要求|规定|参考|底线|目标|排名|名次")),
    (Kind.GROWTH, re.compile(r"(?:增减|增长|变化|增|降)(?:率|幅度?|比例)|(?:增减|增长|变化|增幅|同比).*%")),
    (Kind.CHANGE, re.compile(r"增减|变化|增长|[比较](?:上年|去年|上学年)|增加|减少|差额|差值")),
    (Kind.PER, re.compile(r"[生人班师]均|平均|每[生人百]|师比")),
    (Kind.SHARE, re.compile(r"占比|比重|百分比|^(?:所占)?比例(?:\(%\))?$|^占(?!地)")),
    (Kind.PLAN, re.compile(r"计划(?!完成)|拟招|预算")),
)
_LAST_YEAR = re.compile(r"^(?:上年|去年|上学年|上一学?年|上届)")
_TOTAL = re.compile(
    r"^(?:(?:全年)?(?:合计|总计|共计|总数|总量|总体|总额|累计)|全校|全市|全体|小计|总(?=[一-龥]{2}$)).*"
)
_IN_BRACKETS = re.compile(r"\(([^()]*)\)")
_YEAR = re.compile(r"(?:19|20)\d\d")
_NAME = re.compile(r"名称$|类别$|^序号$")
_PART = re.compile(r"^(?:其中|内)[:：]?|^[一二三四五六七八九十\d]+[、.．]")
_CAPTION_UNIT = re.compile(r"单位[:：]([一-龥%/]{1,5})")
_UNITS = frozenset(
    (
        *("人 名 人次 个 项 台 套 台套 册 间 门 期 种 月 学时 课时 所 家 次 本 件 节 处".split()),
        *("元 万元 亿元 平方米 亩 %".split()),
    )
)
_NO_COUNT = re.compile(r"序号|代码|编号|年份|年度|时间|日期|电话|证号|学制")
_DOES = re.compile(
    r"(接收|录取|报到|留用|参加|通过|参考|就业|升学|吸纳)(?:实习|毕业)?(?:学生|生|人员)(?:人?数)?$"
)
"""接收实习生: said as 接收 alone."""
_VALUE = re.compile(r"[^总][值额]$")
_TEXT = re.compile(r"[一-龥]{2}")
_LABELS = (CellRole.LABEL, CellRole.UNIT)
_SHORTEST = 2


@dataclass(frozen=True, slots=True)
class Line:
    """A row or a column: what it may be called on each level, outermost first, and what it tells."""

    levels: tuple[tuple[str, ...], ...]
    kind: Kind
    is_total: bool
    is_last_year: bool


@dataclass(frozen=True, slots=True)
class NamedCell:
    """A number with the lines in which it stands; `unit` is "" where nothing says what it counts.

    `offset` is the year from the report's own, None in a table that tells no years. `is_sum`: it stands for
    the sum of its column.
    """

    place: Place
    value: Decimal
    unit: str
    kind: Kind
    offset: int | None
    is_sum: bool = False

    @property
    def name(self) -> str:
        """The cell as one speaks of it; of a sum that the table does not print its column."""
        return f"{self.place.head}各行之和" if self.is_sum else self.place.name

    @property
    def at(self) -> tuple[int, int]:
        """Row and column."""
        return self.place.row, self.place.column


@dataclass(frozen=True, slots=True)
class NamedTable:
    """A table for sentences: its lines by number, its cells by row and column.

    `words` are caption and heads, with signs between them.
    """

    table: ReportTable
    caption: str
    words: str
    rows: dict[int, Line]
    columns: dict[int, Line]
    cells: dict[tuple[int, int], NamedCell]


def named_table(view: ReportView, table: ReportTable) -> NamedTable:
    """A table's cells by name; of a register the numbers of its records, by the texts before them."""
    filled = view.filled(table)
    is_list = filled.layout.kind is LayoutKind.REGISTER
    found = list(places(view, table))
    corner = _corner(filled.grid[: filled.header_rows], found)
    caption = fold_text(filled.caption)
    match = _CAPTION_UNIT.search(caption + fold_text(filled.unit_line))
    unit = match[1] if match else fold_text(filled.unit_line)
    years = len({one.cell.offset for one in found if with_number(one) is not None}) > 1
    rows: dict[int, Line] = {}
    columns: dict[int, Line] = {}
    cells: dict[tuple[int, int], NamedCell] = {}
    for one in found:
        place = with_number(one, fields=is_list)
        if place is None or not isinstance(place.cell.value, Decimal) or place.row < filled.header_rows:
            continue
        if is_list and _NO_COUNT.search(fold_text(place.head)):
            continue
        cell = place.cell
        row = rows.get(place.row) or rows.setdefault(place.row, _line(_row_names(place), corner))
        column = columns.get(place.column) or columns.setdefault(place.column, _line(_heads(place), ()))
        kind = row.kind if column.kind is Kind.VALUE else column.kind
        last = row.is_last_year or column.is_last_year
        offset = -1 if last else cell.offset if years or cell.offset else None
        own = _unit(view, place, unit)
        if kind is Kind.GROWTH:
            own = "%"
        cells[place.row, place.column] = NamedCell(place, place.cell.value, own, kind, offset)
    heads = (cell.text for line in filled.grid[: filled.header_rows] for cell in line)
    plain = _IN_BRACKETS.sub("", caption)
    words = "|".join((plain, *(spoken(_IN_BRACKETS.sub("", fold_text(one))) for one in heads)))
    return NamedTable(table, plain, words, rows, columns, cells)


def _line(names: Sequence[str], corner: Sequence[str]) -> Line:
    every = [fold_text(one) for one in names]
    kind = next((kind for kind, words in _KINDS if any(words.search(one) for one in every)), Kind.VALUE)
    levels = tuple(_forms(one, tuple(corner)) for one in every)
    total = any(_TOTAL.match(one) for one in every)
    return Line(levels, kind, total, any(_LAST_YEAR.match(one) for one in every))


@lru_cache(maxsize=20_000)
def _forms(name: str, corner: tuple[str, ...]) -> tuple[str, ...]:
    """What a sentence may call a line, the longest first: 就业人数 and 就业, 高级职称 of 高级 below 职称."""
    plain = spoken(_PART.sub("", _IN_BRACKETS.sub("", name)))
    if not plain or _YEAR.match(plain) or (_TOTAL.match(plain) and len(plain) <= _SHORTEST + 1):
        return ()
    found = {one for one in short_forms(plain) if len(one) >= _SHORTEST}
    if match := _DOES.match(plain):
        found.add(match[1])
    found |= {plain + one for one in corner if one not in plain and len(plain) <= 2 * _SHORTEST}
    if _VALUE.search(plain):
        found.add(f"{plain[:-1]}总{plain[-1]}")
    if "计划" in plain:
        rest = plain.replace("计划", "")
        found |= {"计划" + rest, rest + "计划"}
    return tuple(sorted(found, key=len, reverse=True))


def _row_names(place: Place) -> list[str]:
    cells = place.filled.grid[place.row]
    names = dict.fromkeys(one.text for one in cells if one.role is CellRole.LABEL and one.text.strip())
    if place.cell.role is CellRole.FIELD:
        texts = (one.text for one in cells[: place.column] if one.role is CellRole.FIELD)
        names |= dict.fromkeys(one for one in texts if _TEXT.search(one))
    return list(names)


def _heads(place: Place) -> list[str]:
    lines = (line[place.column].text for line in place.filled.header)
    return list(dict.fromkeys(one for one in lines if one.strip()))


def _corner(header: Sequence[Sequence[object]], found: Sequence[Place]) -> tuple[str, ...]:
    """What the labels of the rows are: 职称 over 高级, 中级."""
    columns = {one.column for one in found if one.cell.role is CellRole.LABEL}
    texts = (
        _NAME.sub("", spoken(_IN_BRACKETS.sub("", fold_text(one.cell.text))))
        for one in found
        if one.column in columns and one.row < len(header)
    )
    return tuple(dict.fromkeys(one for one in texts if _SHORTEST <= len(one) <= 2 * _SHORTEST))


def _unit(view: ReportView, place: Place, of_caption: str) -> str:
    """The unit that row, column, caption or the number itself name."""
    if place.cell.text.rstrip().endswith(("%", "％")):
        return "%"
    beside = [one.text for one in place.filled.grid[place.row] if one.role in _LABELS]
    heads = _heads(place)
    for text in (*reversed(heads), *reversed(beside)):
        if unit := _unit_of(text):
            return unit
    indicator = view.data.indicator(place.cell.indicator) if place.cell.indicator else None
    if indicator is not None and indicator.unit and not any(_is_unit(one) for one in heads):
        return fold_text(indicator.unit)
    return of_caption


@lru_cache(maxsize=20_000)
def _unit_of(text: str) -> str:
    """The unit that a label or head names, in brackets or as a whole; "" for none."""
    folded = fold_text(text)
    return next((one for one in (*_IN_BRACKETS.findall(folded), folded) if _is_unit(one)), "")


def _is_unit(text: str) -> bool:
    folded = fold_text(text)
    return folded in _UNITS or unit_scale(folded)[1] in _UNITS
