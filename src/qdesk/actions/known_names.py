"""The report's own indicators by what somebody else's form calls them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import cached_property

from qdesk.model.edit import Kind
from qdesk.model.entity import Entity
from qdesk.model.filled_table import FilledTable
from qdesk.model.indicator import Indicator
from qdesk.model.observation import WHOLE
from qdesk.model.report_view import ReportView
from qdesk.model.table_layout import At, Layout, LayoutKind, Line, walk
from qdesk.model.unit_scale import factor_between
from qdesk.model.value import fold_text
from qdesk.recognition.proposal import TableProposal
from qdesk.recognition.spoken_names import bare_name, spoken, spoken_names

_OPINION = re.compile(r"^(?:学生|学员|毕业生|在校生)?对(?:学校)?(.+?)的?满意度$")
_BY_MAJOR = re.compile(r"^(?:分|各|按)专业(?:的)?")


class KnownNames:
    """Finds an indicator that the report has by name and unit; one that might be another is not taken."""

    def __init__(self, view: ReportView) -> None:
        self._view = view
        self._of_whole, self._of_members = _used(view)

    @cached_property
    def totals(self) -> Mapping[tuple[str, int], Decimal]:
        """What the totals of the report's tables come to, by indicator and year, where they agree."""
        found: dict[tuple[str, int], set[Decimal]] = defaultdict(set)
        for table in self._view.tables:
            filled = self._view.filled(table)
            for row, cells in enumerate(filled.body):
                for column, cell in enumerate(cells):
                    total = cell.is_total and not is_change(filled, row, column)
                    if total and isinstance(cell.value, Decimal):
                        found[cell.indicator, cell.offset].add(cell.value)
        return {place: values.pop() for place, values in found.items() if len(values) == 1}

    @cached_property
    def numbers(self) -> Mapping[tuple[str, int], Decimal]:
        """What the report's tables print of the whole, by indicator and year, where they agree."""
        found: dict[tuple[str, int], set[Decimal]] = defaultdict(set)
        for table in self._view.tables:
            for cells in self._view.filled(table).body:
                for cell in cells:
                    whole = cell.key is not None and cell.key.member == WHOLE
                    if whole and isinstance(cell.value, Decimal):
                        found[cell.indicator, cell.offset].add(cell.value)
        return {place: values.pop() for place, values in found.items() if len(values) == 1}

    def find(self, name: str, unit: str, *, whole: bool) -> Indicator | None:
        """The only indicator of the report that goes by that name and counts the same thing.

        Its own name comes first, then what sentences call it (在校学生 for 全日制在校生数). `whole`: it is
        told of the whole school, not of its majors.
        """
        used = self._of_whole if whole else self._of_members | self._of_whole
        name = _OPINION.sub(r"\1满意度", name)
        if not whole:
            name = _BY_MAJOR.sub("", name) or name
        for stage in (self._named, self._bare, self._spoken):
            fitting = [one for one in stage(name) if one.id in used and _counts(one, unit)]
            if fitting:
                return fitting[0] if len({one.id for one in fitting}) == 1 else None
        return None

    def named(self, name: str, unit: str) -> Indicator | None:
        """The only indicator of the whole school of this name or alias that counts in such a unit."""
        fitting = [one for one in self._named(name) if one.id in self._of_whole and _counts(one, unit)]
        return fitting[0] if len(fitting) == 1 else None

    def _named(self, name: str) -> Sequence[Indicator]:
        return self._view.archive.catalogue.named(name)

    def _bare(self, name: str) -> Iterator[Indicator]:
        bare = bare_name(fold_text(name))
        for one in self._view.archive.catalogue:
            if bare in {bare_name(fold_text(each)) for each in (one.name, *one.aliases)}:
                yield one

    def _spoken(self, name: str) -> Sequence[Indicator]:
        return spoken_names(self._view.archive.catalogue).named(spoken(fold_text(name)))


def is_change(filled: FilledTable, row: int, column: int) -> bool:
    """Whether a cell of the body compares two years."""
    if filled.layout.kind is not LayoutKind.AXES:
        return False
    return bool(filled.axes.column_leaves[column].change or filled.axes.row_leaves[row].change)


def _counts(indicator: Indicator, unit: str) -> bool:
    """Whether an indicator may be told in a unit; where either has none nobody says otherwise."""
    return not unit or not indicator.unit or factor_between(indicator.unit, unit) is not None


def _used(view: ReportView) -> tuple[frozenset[str], frozenset[str]]:
    """The indicators that the report's tables print: of the whole, and of members."""
    of_whole: set[str] = set()
    of_members: set[str] = set()
    for table in view.tables:
        for row in view.filled(table).body:
            for cell in row:
                if cell.key is not None:
                    (of_whole if cell.key.member == WHOLE else of_members).add(cell.indicator)
    return frozenset(of_whole), frozenset(of_members)


def names_of_own(view: ReportView) -> tuple[str, ...]:
    """What the report's own unit is called."""
    unit = view.archive.get(Kind.ENTITY, (view.report.entity,))
    return (unit.name, *unit.aliases) if isinstance(unit, Entity) else ()


def parts_of_lines(proposal: TableProposal) -> set[str]:
    """The indicators of rows that are a part of another one: 其中：中专班 of 招生人数 is no 中专班人数."""
    rows = walk(proposal.layout.rows)
    parts = {line.at.indicator for line in rows if line.of or (line.label or "").lstrip().startswith("其中")}
    named = {row.parts.name for row in proposal.understood.rows if row.parent}
    return {one.id for one in proposal.indicators if one.id in parts or one.name in named}


def with_coordinates(layout: Layout, change: Callable[[At], At]) -> Layout:
    """A layout whose coordinates are all changed so."""

    def changed(line: Line) -> Line:
        return replace(line, at=change(line.at), lines=tuple(map(changed, line.lines)))

    return replace(
        layout,
        at=change(layout.at),
        rows=tuple(map(changed, layout.rows)),
        columns=tuple(map(changed, layout.columns)),
    )
