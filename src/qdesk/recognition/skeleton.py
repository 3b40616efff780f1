"""What every understood table has before styles and formulas: coordinates on its lines."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from qdesk.model.indicator import Catalogue, Indicator
from qdesk.model.table_layout import At, LabelPlace, Layout, LayoutKind, Line, walk
from qdesk.model.unit_scale import factor_between
from qdesk.recognition.labels import LineRole, with_year_pattern
from qdesk.recognition.line_names import LineNames
from qdesk.recognition.marks import Says
from qdesk.recognition.matching import TableMatch, knows_lines, like_tables, match_table
from qdesk.recognition.proposal import FileContext
from qdesk.recognition.understood_table import Candidate, Subject, UnderstoodLine, UnderstoodTable


@dataclass
class Skeleton:
    """A table with coordinates on every line; styles and formulas are still to come."""

    understood: UnderstoodTable
    match: TableMatch | None
    layout: Layout
    row_at: dict[int, At]
    column_at: dict[int, At]
    indicators: dict[str, Indicator] = field(default_factory=dict[str, Indicator])
    members: list[tuple[str, str, str]] = field(default_factory=list[tuple[str, str, str]])
    schools: dict[str, str] = field(default_factory=dict[str, str])
    """The name that the table gives each school, by id; an id that the store lacks is a new one."""
    candidates: tuple[Candidate, ...] = ()

    def at(self, row: int, column: int) -> At:
        """The coordinates of a body cell of the sheet."""
        return self.layout.at | self.row_at.get(row, At()) | self.column_at.get(column, At())


def _match(table: UnderstoodTable, context: FileContext) -> TableMatch | None:
    """The table of the report that the user named, else the one of the same caption.

    Else the one of a like caption that has every line of this one.
    """
    said = table.region.marks.table(Says.GOES_TO)
    if said is None:
        found = match_table(table.title, context.layouts, context.entities)
        return found or _match_by_lines(table, context)
    named = next((one for one in context.layouts if one.id == said.value), None)
    return TableMatch(named, 100) if named else None


def _match_by_lines(table: UnderstoodTable, context: FileContext) -> TableMatch | None:
    """The one table with a caption like this one's that knows all its rows, or all its columns."""
    if table.is_register:
        return None
    axes = ((table.row_subject, table.rows), (table.column_subject, table.of_role(LineRole.VALUE)))
    lines = next((lines for subject, lines in axes if subject is Subject.INDICATORS), None)
    names = [line.parts.name for line in lines or () if line.role is LineRole.VALUE]
    like = {one.id: one.likeness for one in like_tables(table.title, context.layouts)}
    found = [
        TableMatch(one, like[one.id])
        for one in context.layouts
        if one.id in like and knows_lines(table.title, one, context.catalogue, names)
    ]
    return found[0] if len(found) == 1 else None


class SkeletonMaker:
    """What two-axes tables and registers share on the way to their skeleton."""

    def __init__(self, table: UnderstoodTable, context: FileContext, year: int) -> None:
        self.table, self.year = table, year
        self.match = _match(table, context)
        self._layouts, self._catalogue = context.layouts, context.catalogue
        self.names = LineNames(table, self.match.layout if self.match else None, context)
        self._ids: set[str] = set()

    def layout(self, columns: tuple[Line, ...], rows: tuple[Line, ...], kind: LayoutKind, at: At) -> Layout:
        """The layout so far: caption, notes and axes."""
        region = self.table.region
        source = self.match.layout if self.match else None
        return Layout(
            id=source.id if source else self.names.prefix,
            caption=with_year_pattern(self.table.title, self.year),
            columns=columns,
            rows=rows,
            kind=kind,
            subcaption=with_year_pattern(region.subcaption, self.year),
            unit_line=self._unit_line((*walk(rows), *walk(columns)), at),
            notes=tuple(region.notes),
            at=at,
            source=source.source if source else "",
            printed_number=self.table.number,
        )

    def _unit_line(self, lines: Iterable[Line], at: At) -> str:
        """The unit line; where the values are kept in a larger unit, that one."""
        stated = self.table.region.unit_line
        units = {self.unit_of(at | line.at) for line in lines}
        if stated in units:
            return stated  # 生均经费（元） among amounts in 万元 has its unit in its own label
        kept = {unit for unit in units if factor_between(stated, unit) not in (None, 1)}
        return kept.pop() if stated and len(kept) == 1 else stated

    def skeleton(self, layout: Layout, rows: dict[int, At], columns: dict[int, At]) -> Skeleton:
        """The finished skeleton."""
        names = self.names
        names.borrow_units()
        like = () if self.match else like_tables(self.table.title, self._layouts)
        return Skeleton(
            self.table,
            self.match,
            layout,
            rows,
            columns,
            names.indicators,
            names.members,
            names.schools,
            like,
        )

    def offset(self, line: UnderstoodLine) -> int | None:
        """A line's year relative to the file's."""
        return line.period.year - self.year if line.period else None

    def unique(self, line_id: str) -> str:
        """A line id that no other line has."""
        found, count = line_id, 1
        while found in self._ids:
            count += 1
            found = f"{line_id}#{count}"
        self._ids.add(found)
        return found

    def label(self, text: str, line: UnderstoodLine | None) -> str:
        """The label with its years as a pattern relative to the line's own year."""
        year = line.period.year if line and line.period else self.year
        return with_year_pattern(text, year)

    def in_own_unit(self, text: str, line: UnderstoodLine, at: At) -> str:
        """A label whose unit is that in which the values are kept: 设备值（元） of 万元 is 设备值（万元）."""
        own = self.unit_of(at)
        unit = line.parts.unit
        if not unit or not own or factor_between(unit, own) in (None, 1):
            return text
        return text.replace(f"（{unit}）", f"（{own}）").replace(f"({unit})", f"({own})")

    def with_unit_of_cells(self, label: str, row: UnderstoodLine, indicators: Mapping[int, str]) -> str:
        """A row's label with the unit of its cells, where their columns keep none (图书 in 万册).

        `indicators` are those of the columns, by their index.
        """
        columns = [one for one, found in indicators.items() if not self.unit_of(At(indicator=found))]
        unit = "" if row.parts.unit else self.names.cell_unit([row.index], columns)
        return f"{label}（{unit}）" if unit and unit not in ("%", ":1") else label

    def unit_of(self, at: At) -> str:
        """The unit of the indicator at some coordinates; "" if it has none."""
        name = at.indicator or ""
        found = self.names.indicators.get(name) or self._catalogue.get(name)
        return found.unit if found else ""

    def group_label(self, label: str, columns: list[int]) -> str:
        """A header that spans columns, with its years as a pattern."""
        lines = [column for column in self.table.columns if column.index in columns]
        dated = next((line for line in lines if line.period), None)
        return self.label(label, dated)

    def distinct_labels(self) -> list[UnderstoodLine]:
        """Label columns that add a level; a repetition of the names is of the same level."""
        labels = self.table.of_role(LineRole.LABEL)
        values = self.table.of_role(LineRole.VALUE)
        first_value = values[0].index if values else len(self.table.columns)
        return [one for one in labels if one.index < first_value]

    def label_place(self, row: UnderstoodLine) -> LabelPlace:
        """Where the label of a total stands."""
        if row.role not in (LineRole.TOTAL, LineRole.MEAN, LineRole.CHANGE):
            return LabelPlace.LABEL
        grid, left = self.table.grid, self.table.region.left
        columns = self.table.columns
        if grid.spans.get((row.index, left), (1, 1))[1] > 1:
            return LabelPlace.MERGED
        first_is_label = columns[0].role is LineRole.LABEL
        labels = self.distinct_labels()
        # A group's label that reaches down to this row is not the row's own.
        if grid.own(row.index, left).text.strip() and (not first_is_label or len(labels) > 1):
            return LabelPlace.FIRST if not self._serial_is_number(row.index) else LabelPlace.LABEL
        return LabelPlace.LABEL

    def _serial_is_number(self, row: int) -> bool:
        return self.serial(row).isdigit()

    def serial(self, row: int) -> str:
        """What stands in the serial column."""
        serials = self.table.of_role(LineRole.SERIAL)
        return self.table.grid.own(row, serials[0].index).text.strip() if serials else ""


def catalogue_with(context: FileContext, skeletons: list[Skeleton]) -> Catalogue:
    """The known indicators and the ones that a file brings."""
    added = [one for skeleton in skeletons for one in skeleton.indicators.values()]
    return context.catalogue.with_added(added)
