"""The numbers of a chart, read from a filled table: categories, and series of one number each."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from qdesk.model.figure import Figure
from qdesk.model.filled_cell import CellRole, FilledCell
from qdesk.model.filled_table import FilledTable
from qdesk.model.value import parse_value

_UNIT = re.compile(r"[（(][^（()）]{1,6}[）)]$")
_NO_UNIT = re.compile(r"[0-9年含计本上下男女中注]")  # 男生（含留学生）, 人数（2024年）
_NUMBERS = (CellRole.VALUE, CellRole.COMPUTED, CellRole.FIELD)


@dataclass(frozen=True, slots=True)
class Series:
    """Numbers in the order of the categories; None where there is none. `decimals` is how they print.

    `unit` is what all of them are counted in, "" where that is not known or they differ.
    """

    name: str
    values: tuple[Decimal | None, ...]
    decimals: int = 0
    unit: str = ""


@dataclass(frozen=True, slots=True)
class ChartData:
    """What a chart draws."""

    categories: tuple[str, ...]
    series: tuple[Series, ...]


@dataclass(frozen=True, slots=True)
class ChartLine:
    """A row or column of a table that a chart may draw: its id, its name, whether it does so unasked."""

    id: str
    name: str
    usual: bool


def chart_rows(filled: FilledTable) -> list[ChartLine]:
    """The rows that hold numbers; totals are drawn only when asked for."""
    found: list[ChartLine] = []
    leaves = filled.axes.row_leaves
    for at, cells in enumerate(filled.body):
        numbers = [cell for cell in cells if _number(cell) is not None]
        if numbers:
            compares = at < len(leaves) and (leaves[at].change is not None or leaves[at].per is not None)
            usual = not compares and not any(cell.is_total for cell in cells)
            found.append(ChartLine(cells[-1].row_id, _label(cells), usual))
    return found


def chart_columns(filled: FilledTable) -> list[ChartLine]:
    """The columns that hold numbers; changes and totals are drawn only when asked for."""
    found: list[ChartLine] = []
    for column in range(filled.column_count):
        cells = [row[column] for row in filled.body]
        if any(_number(cell) is not None for cell in cells):
            leaf = filled.axes.column_leaves[column]
            usual = leaf.change is None and leaf.total is None and leaf.per is None
            found.append(ChartLine(cells[0].column_id, _heading(filled, column), usual))
    return found


def chart_data(
    figure: Figure, filled: FilledTable, unit_of: Callable[[str], str] = lambda _: ""
) -> ChartData:
    """What a figure draws of its table now; lines that are gone are left out.

    `unit_of` says what an indicator is counted in.
    """
    rows = _chosen(chart_rows(filled), figure.rows)
    columns = _chosen(chart_columns(filled), figure.columns)
    grid = {(cell.row_id, cell.column_id): cell for cells in filled.body for cell in cells}
    across, down = (rows, columns) if figure.by_rows else (columns, rows)

    def cell(series: ChartLine, category: ChartLine) -> FilledCell | None:
        place = (series.id, category.id) if figure.by_rows else (category.id, series.id)
        return grid.get(place)

    series = tuple(_series(one.name, [cell(one, two) for two in down], unit_of) for one in across)
    return ChartData(_without_shared_unit([one.name for one in down]), series)


def _without_shared_unit(names: list[str]) -> tuple[str, ...]:
    """Names of categories without the unit that all of them repeat: 招生人数（人） is 招生人数."""
    units = {match.group() if (match := _UNIT.search(name)) else "" for name in names}
    if len(units) != 1 or units == {""} or len(names) < 2:
        return tuple(names)
    return tuple(_UNIT.sub("", name) for name in names)


def _chosen(lines: list[ChartLine], ids: tuple[str, ...]) -> list[ChartLine]:
    if ids:  # others never stand in for a chosen line that is empty or gone
        return [one for one in lines if one.id in ids]
    return [one for one in lines if one.usual] or lines


def _series(name: str, cells: list[FilledCell | None], unit_of: Callable[[str], str]) -> Series:
    values = tuple(None if cell is None else _number(cell) for cell in cells)
    decimals = max((_decimals(one) for one in values if one is not None), default=0)
    drawn = [cell for cell, value in zip(cells, values, strict=True) if cell and value is not None]
    return Series(name, values, decimals, _shared_unit(name, drawn, unit_of))


def _shared_unit(name: str, cells: list[FilledCell], unit_of: Callable[[str], str]) -> str:
    """The unit that the name of a series ends with, else the one that all of its numbers have."""
    match = _UNIT.search(name)
    if match and not _NO_UNIT.search(match.group()):
        return match.group()[1:-1]
    units = {_printed_unit(cell) or (unit_of(cell.indicator) if cell.indicator else "") for cell in cells}
    return units.pop() if len(units) == 1 else ""


def _printed_unit(cell: FilledCell) -> str:
    """The unit that stands behind the number in its cell: 94%. A ratio (13.5:1) has none."""
    unit = parse_value(cell.text).unit
    return "" if unit.startswith((":", "：")) else unit


def _decimals(number: Decimal) -> int:
    exponent = number.as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def _number(cell: FilledCell) -> Decimal | None:
    """The number that a cell prints: 94% is 94, 13.5:1 is 13.5."""
    if cell.role not in _NUMBERS or not cell.text:
        return None
    value = parse_value(cell.text).value
    return value if isinstance(value, Decimal) else None


def _label(cells: tuple[FilledCell, ...] | list[FilledCell]) -> str:
    texts = [cell.text for cell in cells if cell.role is CellRole.LABEL and cell.text]
    return " ".join(texts[-1].split()) if texts else ""


def _heading(filled: FilledTable, column: int) -> str:
    def texts() -> Iterator[str]:
        for line in filled.header:
            yield " ".join(line[column].text.split())

    return " ".join(dict.fromkeys(text for text in texts() if text))
