"""The numbers of a table as quantities over instances, in both directions, for checks that relate them.

Read across, each column is a quantity and the rows are its instances (majors, schools, years); read down,
each row is a quantity and the columns are its instances (years, schools). Changes and per-unit lines are
no quantities: they are computed and looked at by themselves.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from qdesk.checks.rule import Place, places, with_number
from qdesk.model.axis import Leaf
from qdesk.model.filled_cell import CellRole, FilledCell
from qdesk.model.finding import Finding
from qdesk.model.indicator import IndicatorKind
from qdesk.model.report import ReportTable
from qdesk.model.report_view import ReportView
from qdesk.model.table_layout import LayoutKind
from qdesk.model.value import fold_text

_RATE_NAME = re.compile(r"率|比例|占比|比重|百分比")
_NORM = re.compile(r"(?:标准|要求|规定)(?:值|线)?(?:\(.*\))?$|目标|规划|参考值")
_PER_NAME = re.compile(r"生师比|师生比")


@dataclass(frozen=True, slots=True)
class Quantity:
    """A line of numbers: its name, its group, and a place for each instance (None where no number stands).

    `names` are the labels from the outermost down; `of` is the index of the quantity that it is a part of.
    """

    names: tuple[str, ...]
    places: tuple[Place | None, ...]
    unit: str
    is_rate: bool
    is_per: bool
    is_total: bool
    offset: int
    of: int | None = None

    @property
    def name(self) -> str:
        """The own name, folded."""
        return self.names[-1] if self.names else ""

    def value(self, instance: int) -> Decimal | None:
        """The number at an instance."""
        place = self.places[instance]
        value = place.cell.value if place else None
        return value if isinstance(value, Decimal) else None


@dataclass(frozen=True, slots=True)
class Quantities:
    """All quantities of one direction; `totals` says which instances are totals of the others."""

    lines: tuple[Quantity, ...]
    totals: tuple[bool, ...]
    across: bool
    rates: tuple[bool, ...]
    """Instances that hold rates or per-unit values, whose lines are never summed."""

    @property
    def count(self) -> int:
        """How many instances there are."""
        return len(self.totals)


RelationCheck = Callable[[ReportView, ReportTable, Sequence[Quantities]], Iterable[Finding]]
"""Relates the numbers of one table, read once in both directions."""


def quantities(view: ReportView, table: ReportTable) -> Iterator[Quantities]:
    """Both directions of a two-axes table; nothing for a register."""
    filled = view.filled(table)
    if filled.layout.kind is not LayoutKind.AXES:
        return
    at = {(one.row, one.column): one for one in places(view, table)}
    top = filled.header_rows
    rows = [
        (top + n, leaf)
        for n, leaf in enumerate(filled.axes.row_leaves)
        if _counts(leaf) and not _is_norm(_labels(filled.grid[top + n]))
    ]
    columns = [
        (n, leaf)
        for n, leaf in enumerate(filled.axes.column_leaves)
        if _counts(leaf) and leaf.line.stub is None and not _is_norm(_heads(filled.header, n))
    ]
    grid = [[with_number(at.get((row, column))) for column, _ in columns] for row, _ in rows]
    heads = [_heads(filled.header, column) for column, _ in columns]
    labels = [_labels(filled.grid[row]) for row, _ in rows]
    across = [
        _quantity(view, heads[n], tuple(line[n] for line in grid), leaf, None)
        for n, (_, leaf) in enumerate(columns)
    ]
    ids = {leaf.line.id: n for n, (_, leaf) in enumerate(rows)}
    down = [
        _quantity(view, labels[n], tuple(grid[n]), leaf, ids.get(leaf.line.of or ""))
        for n, (_, leaf) in enumerate(rows)
    ]
    for lines, others, leaves, is_across in ((across, down, rows, True), (down, across, columns, False)):
        totals = tuple(leaf.total is not None for _, leaf in leaves)
        rates = tuple(one.is_rate or one.is_per for one in others)
        yield Quantities(tuple(lines), totals, is_across, rates)


def _counts(leaf: Leaf) -> bool:
    return leaf.change is None and leaf.per is None


def _is_norm(names: Sequence[str]) -> bool:
    """Whether a line holds what is asked for (国家标准, 目标值) and not what is."""
    return any(_NORM.search(name) for name in names)


def _heads(header: Sequence[Sequence[FilledCell]], column: int) -> tuple[str, ...]:
    texts = [fold_text(line[column].text) for line in header]
    return tuple(dict.fromkeys(one for one in texts if one))


def _labels(cells: Sequence[FilledCell]) -> tuple[str, ...]:
    texts = [fold_text(cell.text) for cell in cells if cell.role is CellRole.LABEL]
    return tuple(dict.fromkeys(one for one in texts if one))


def _quantity(
    view: ReportView,
    names: tuple[str, ...],
    places: tuple[Place | None, ...],
    leaf: Leaf,
    of: int | None,
) -> Quantity:
    ids = {place.cell.indicator for place in places if place}
    indicator = view.data.indicator(next(iter(ids))) if len(ids) == 1 else None
    name = names[-1] if names else ""
    printed = [place.cell.text for place in places if place]
    signs = bool(printed) and sum(one.rstrip().endswith(("%", "％")) for one in printed) * 2 > len(printed)
    kind = indicator.kind if indicator else None
    is_rate = kind is IndicatorKind.RATE or signs or bool(_RATE_NAME.search(name))
    is_per = (
        kind in (IndicatorKind.PER_STUDENT, IndicatorKind.RATIO)
        or "均" in name
        or bool(_PER_NAME.search(name))
    )
    return Quantity(
        names,
        places,
        indicator.unit if indicator else "",
        is_rate and not is_per,
        is_per,
        leaf.total is not None and any(one.cell.role is not CellRole.FIXED for one in places if one),
        leaf.at.period or 0,
        of,
    )
