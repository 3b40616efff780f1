"""From understood rows and columns to lines with coordinates."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from qdesk.model.indicator import Aggregate, Catalogue, Indicator, IndicatorKind
from qdesk.model.table_layout import (
    At,
    Change,
    Compute,
    LabelPlace,
    Layout,
    LayoutKind,
    Line,
    Per,
    Stub,
    Total,
)
from qdesk.model.value import fold_text
from qdesk.recognition.grid import one_line
from qdesk.recognition.header_tree import header_tree
from qdesk.recognition.labels import LineRole, find_period, line_role, normal_caption, with_year_pattern
from qdesk.recognition.matching import (
    IndicatorNames,
    TableMatch,
    guess_aggregate,
    guess_kind,
    guess_unit,
    match_table,
    per_base,
)
from qdesk.recognition.proposal import FileContext
from qdesk.recognition.understand import Subject, UnderstoodLine, UnderstoodTable

_STUBS = {LineRole.SERIAL: Stub.SERIAL, LineRole.UNIT: Stub.UNIT, LineRole.LABEL: Stub.LABEL}


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

    def at(self, row: int, column: int) -> At:
        """The coordinates of a body cell of the sheet."""
        return self.layout.at | self.row_at.get(row, At()) | self.column_at.get(column, At())


def build_skeleton(table: UnderstoodTable, context: FileContext, year: int) -> Skeleton:
    """Lines with coordinates for a two-axes table; a register gets its fields."""
    builder = _Builder(table, context, year)
    return builder.register() if table.is_register else builder.axes()


class _Builder:
    def __init__(self, table: UnderstoodTable, context: FileContext, year: int) -> None:
        self._table, self._context, self._year = table, context, year
        self._match = match_table(table.title, context.layouts)
        self._names = IndicatorNames(self._match.layout if self._match else None, context.catalogue)
        self._own: dict[str, Indicator] = {}
        self._members: list[tuple[str, str, str]] = []
        self._ids: set[str] = set()
        self._prefix = normal_caption(table.title) or table.grid.name
        self._name_before = ""
        self._taken: set[str] = set()
        self._by_column: dict[int, str] = {}

    # -- shared

    def _layout(self, columns: tuple[Line, ...], rows: tuple[Line, ...], kind: LayoutKind, at: At) -> Layout:
        region = self._table.region
        source = self._match.layout if self._match else None
        return Layout(
            id=source.id if source else self._prefix,
            caption=with_year_pattern(self._table.title, self._year),
            columns=columns,
            rows=rows,
            kind=kind,
            subcaption=with_year_pattern(region.subcaption, self._year),
            unit_line=region.unit_line,
            notes=tuple(region.notes),
            at=at,
            source=source.source if source else "",
            printed_number=self._table.number,
        )

    def _skeleton(self, layout: Layout, rows: dict[int, At], columns: dict[int, At]) -> Skeleton:
        return Skeleton(self._table, self._match, layout, rows, columns, self._own, self._members)

    def _offset(self, line: UnderstoodLine) -> int | None:
        return line.period.year - self._year if line.period else None

    def _unique(self, line_id: str) -> str:
        found, count = line_id, 1
        while found in self._ids:
            count += 1
            found = f"{line_id}#{count}"
        self._ids.add(found)
        return found

    def _label(self, text: str, line: UnderstoodLine | None) -> str:
        """The label with its years as a pattern relative to the line's own year."""
        year = line.period.year if line and line.period else self._year
        return with_year_pattern(text, year)

    # -- indicators and members

    def _indicator(self, line: UnderstoodLine, cell_unit: str) -> str:
        """The id of the indicator that a line names: the report's own where the table matches."""
        parts = line.parts
        name = parts.name
        known = self._names.find(name, parts.unit or cell_unit)
        if known is not None and known.id not in self._taken:
            self._taken.add(known.id)
            self._name_before = name
            return known.id
        path = "·".join(part for part in (line.group, line.parent, name) if part)
        found = f"{self._prefix}/{path or one_line(line.label)}"
        if found in self._own and self._name_before:
            found = f"{self._prefix}/{self._name_before}·{path}"
        while found in self._own:
            found += "′"
        unit = parts.unit or cell_unit or guess_unit(name, self._table.region.unit_line)
        self._own[found] = self._new_indicator(found, name or self._table.title, unit)
        if name not in ("", "生均"):
            self._name_before = name
        return found

    def _new_indicator(self, indicator_id: str, name: str, unit: str) -> Indicator:
        kind = guess_kind(name, unit)
        return Indicator(indicator_id, name, unit, kind, aggregate=guess_aggregate(kind))

    def _member(self, name: str, breakdown: str) -> str:
        plain = one_line(name)
        known = self._context.members.get((breakdown, fold_text(plain)))
        if known is None:
            known = plain
            if (breakdown, known, plain) not in self._members:
                self._members.append((breakdown, known, plain))
        return known

    def _cell_unit(self, rows: list[int], columns: list[int]) -> str:
        """The unit that the cells themselves show (%, :1), if they all agree."""
        cells = [self._table.grid.at(row, column) for row in rows for column in columns]
        shown = {_shown_unit(cell.text, cell.unit) for cell in cells if not cell.is_empty}
        shown.discard("0")
        return shown.pop() if len(shown) == 1 else ""

    # -- two axes

    def axes(self) -> Skeleton:
        table = self._table
        column_at = {column.index: self._column_at(column) for column in table.columns}
        self._share_indicator(column_at)
        row_at = {row.index: self._row_at(row) for row in table.rows}
        at = self._table_at(row_at, column_at)
        columns = header_tree(table.grid, table.region, self._leaf_maker(column_at), self._group_label)
        rows = self._row_lines(row_at)
        return self._skeleton(self._layout(columns, rows, LayoutKind.AXES, at), row_at, column_at)

    def _share_indicator(self, column_at: dict[int, At]) -> None:
        """A change or total column that names nothing follows the one indicator beside it."""
        found = {at.indicator for at in column_at.values() if at.indicator}
        if len(found) != 1:
            return
        for column in self._table.of_role(LineRole.CHANGE, LineRole.TOTAL, LineRole.MEAN):
            at = column_at[column.index]
            if at.indicator is None:
                column_at[column.index] = replace(at, indicator=next(iter(found)))

    def _table_at(self, rows: dict[int, At], columns: dict[int, At]) -> At:
        indicator: str | None = None
        named_rows = [at for at in rows.values() if at.indicator]
        values = self._table.of_role(LineRole.VALUE)
        if not named_rows and not all(columns[column.index].indicator for column in values):
            indicator = self._match.layout.at.indicator if self._match else None
            if indicator is None:
                unit = next((c.parts.unit for c in self._table.of_role(LineRole.VALUE) if c.parts.unit), "")
                indicator = f"{self._prefix}/"
                measure = _measure_of_title(self._table.title)
                unit = unit or guess_unit(measure, self._table.region.unit_line)
                self._own[indicator] = self._new_indicator(indicator, measure, unit)
        period: int | None = None
        if not self._table.periods and (named := find_period(self._table.title)):
            period = named.year - self._year
        return At(indicator=indicator, period=period)

    def _column_at(self, column: UnderstoodLine) -> At:
        if column.role not in (LineRole.VALUE, LineRole.CHANGE, LineRole.TEXT):
            return At()
        offset = self._offset(column)
        if column.role is LineRole.TEXT:
            return self._text_column(column)
        if not column.parts.name:
            return At(period=offset)
        match self._table.column_subject:
            case Subject.ENTITIES:
                return At(entity=column.entity or None, period=offset)
            case Subject.MEMBERS:
                return At(
                    member=self._member(column.parts.name, self._table.breakdown or "分项"), period=offset
                )
            case _:
                return At(indicator=self._column_indicator(column), period=offset)

    def _text_column(self, column: UnderstoodLine) -> At:
        """An attribute of the rows: a text indicator of its own."""
        found = f"{self._prefix}/{column.parts.name or one_line(column.label)}"
        self._own[found] = replace(
            self._new_indicator(found, column.parts.name, ""),
            kind=IndicatorKind.TEXT,
            aggregate=Aggregate.NONE,
        )
        return At(indicator=found, period=self._offset(column))

    def _column_indicator(self, column: UnderstoodLine) -> str:
        """Columns of one name and different years share their indicator."""
        for other in self._table.columns:
            same = other.parts.name == column.parts.name and other.index < column.index
            if same and (other.period or column.role is LineRole.CHANGE) and other.index in self._by_column:
                return self._by_column[other.index]
        body = [row.index for row in self._table.rows]
        found = self._indicator(column, self._cell_unit(body, [column.index]))
        self._by_column[column.index] = found
        return found

    def _row_at(self, row: UnderstoodLine) -> At:
        if row.role in (LineRole.TOTAL, LineRole.MEAN, LineRole.CHANGE):
            return At()
        match self._table.row_subject:
            case Subject.PERIODS:
                return At(period=self._offset(row))
            case Subject.ENTITIES:
                return At(entity=row.entity or None)
            case Subject.MEMBERS:
                return At(member=self._member(row.label, self._table.breakdown))
            case Subject.INDICATORS:
                values = [column.index for column in self._table.of_role(LineRole.VALUE)]
                unit = self._unit_cell(row.index) or self._cell_unit([row.index], values)
                return At(indicator=self._indicator(row, unit))

    def _unit_cell(self, row: int) -> str:
        units = self._table.of_role(LineRole.UNIT)
        return self._table.grid.at(row, units[0].index).text.strip() if units else ""

    # -- columns as lines

    def _leaf_maker(self, column_at: dict[int, At]) -> Callable[[int, str | None], Line]:
        lines = {column.index: column for column in self._table.columns}
        label_level = {c.index: level for level, c in enumerate(self._distinct_labels())}

        def make(index: int, label: str | None) -> Line:
            column = lines[index]
            stub = _STUBS.get(column.role)
            at = column_at[index]
            compute = self._column_compute(column)
            shown = None if label is None else self._label(label, column)
            line_id = self._unique(f"c:{_id_of(at, stub, compute)}")
            return Line(
                id=line_id,
                label=shown,
                at=at,
                stub=stub,
                level=label_level.get(index, 0),
                compute=compute,
            )

        return make

    def _distinct_labels(self) -> list[UnderstoodLine]:
        """Label columns that add a level; a repetition of the names is of the same level."""
        labels = self._table.of_role(LineRole.LABEL)
        values = self._table.of_role(LineRole.VALUE)
        first_value = values[0].index if values else len(self._table.columns)
        return [one for one in labels if one.index < first_value]

    def _column_compute(self, column: UnderstoodLine) -> Compute | None:
        if column.role is LineRole.CHANGE:
            return Change()
        if column.role in (LineRole.TOTAL, LineRole.MEAN):
            return Total("mean" if column.role is LineRole.MEAN else None)
        return None

    def _group_label(self, label: str, columns: list[int]) -> str:
        lines = [column for column in self._table.columns if column.index in columns]
        dated = next((line for line in lines if line.period), None)
        return self._label(label, dated)

    # -- rows as lines

    def _row_lines(self, row_at: dict[int, At]) -> tuple[Line, ...]:
        lines: list[Line] = []
        open_group: tuple[tuple[int, int], str, list[Line]] | None = None
        levels = len(self._distinct_labels())
        labels = self._distinct_labels()
        for row in self._table.rows:
            line = self._row_line(row, row_at[row.index])
            if levels < 2 or not row.group or len(row.labels) < 2:
                open_group = None
                lines.append(line)
                continue
            anchor = self._table.grid.anchor(row.index, labels[0].index)
            if open_group and open_group[0] == anchor:
                open_group[2].append(line)
                lines[-1] = replace(lines[-1], lines=tuple(open_group[2]))
                continue
            group = Line(id=self._unique(f"g:{row.group}"), label=row.labels[0], lines=(line,))
            open_group = (anchor, row.group, [line])
            lines.append(group)
        return tuple(lines)

    def _row_line(self, row: UnderstoodLine, at: At) -> Line:
        compute = self._row_compute(row)
        serial = self._serial(row.index)
        unit = self._unit_cell(row.index)
        own = row.own_label or row.role is not LineRole.VALUE
        text = row.labels[-1] if row.labels else row.label
        leaf = next((label for label in reversed(row.labels) if label.strip()), "")
        label = self._label(text if text.strip() or len(row.labels) < 2 else leaf, row)
        return Line(
            id=self._unique(f"r:{_id_of(at, None, compute)}"),
            label=label if own else None,
            at=at,
            compute=compute,
            numbered=bool(serial),
            serial=serial or None,
            unit=unit,
            of=row.parent or None,
            label_place=self._label_place(row),
        )

    def _serial(self, row: int) -> str:
        serials = self._table.of_role(LineRole.SERIAL)
        return self._table.grid.own(row, serials[0].index).text.strip() if serials else ""

    def _row_compute(self, row: UnderstoodLine) -> Compute | None:
        if row.role is LineRole.CHANGE:
            return Change()
        if row.role in (LineRole.TOTAL, LineRole.MEAN):
            return Total("mean" if row.role is LineRole.MEAN else None)
        if row.role is LineRole.PER:
            base = per_base(self._match.layout if self._match else None)
            return Per(base or "")
        return None

    def _label_place(self, row: UnderstoodLine) -> LabelPlace:
        if row.role not in (LineRole.TOTAL, LineRole.MEAN, LineRole.CHANGE):
            return LabelPlace.LABEL
        grid, left = self._table.grid, self._table.region.left
        columns = self._table.columns
        if grid.spans.get((row.index, left), (1, 1))[1] > 1:
            return LabelPlace.MERGED
        first_is_label = columns[0].role is LineRole.LABEL
        labels = self._distinct_labels()
        if grid.at(row.index, left).text.strip() and (not first_is_label or len(labels) > 1):
            return LabelPlace.FIRST if not self._serial_is_number(row.index) else LabelPlace.LABEL
        return LabelPlace.LABEL

    def _serial_is_number(self, row: int) -> bool:
        return self._serial(row).isdigit()

    # -- registers

    def register(self) -> Skeleton:
        table = self._table
        fields: dict[int, At] = {c.index: At(period=self._offset(c)) for c in table.columns}

        def make(index: int, label: str | None) -> Line:
            column = next(one for one in table.columns if one.index == index)
            stub = Stub.SERIAL if column.role is LineRole.SERIAL else None
            name = column.parts.name or one_line(column.label) or str(index)
            offset = fields[index].period
            line_id = self._unique(f"{name}@{offset}" if offset is not None else name)
            return Line(
                id=line_id,
                label=None if label is None else self._label(label, column),
                at=fields[index],
                stub=stub,
                unit=column.parts.unit or guess_unit(name, ""),
                text_field=column.role is not LineRole.VALUE,
            )

        columns = header_tree(table.grid, table.region, make, self._group_label)
        totals = tuple(
            Line(
                id=self._unique("r:total"),
                label=table.grid.at(row.index, table.region.left).text,
                compute=Total(),
                label_place=self._label_place(row),
            )
            for row in table.rows
            if self._is_total_row(row)
        )
        return self._skeleton(self._layout(columns, totals, LayoutKind.REGISTER, At()), {}, fields)

    def _is_total_row(self, row: UnderstoodLine) -> bool:
        return is_register_total(self._table, row)


def is_register_total(table: UnderstoodTable, row: UnderstoodLine) -> bool:
    """Whether a row of a register is its total row."""
    first = table.grid.at(row.index, table.region.left).text
    return row.role is LineRole.TOTAL or line_role(first) is LineRole.TOTAL


def _id_of(at: At, stub: Stub | None, compute: Compute | None) -> str:
    parts = [stub.value] if stub else []
    if at.indicator is not None:
        parts.append(f"i:{at.indicator}")
    if at.member is not None:
        parts.append(f"m:{at.member}")
    if at.entity is not None:
        parts.append(f"e:{at.entity}")
    if at.period is not None:
        parts.append(f"p:{at.period}")
    if compute is not None:
        parts.append(type(compute).__name__.lower())
    return "+".join(parts) or "line"


def _shown_unit(text: str, unit: str) -> str:
    folded = fold_text(text)
    if folded in ("0", "-", "/", ""):
        return "0"
    return "%" if folded.endswith("%") else ":1" if folded.endswith(":1") else unit


def _measure_of_title(title: str) -> str:
    """学生专业结构对比表 → 学生专业结构: what a table counts when no line says it."""
    name = normal_caption(title)
    for ending in ("对比表", "比较表", "统计表", "一览表", "情况表", "比对表", "情况", "表"):
        name = name.removesuffix(ending)
    return name or title


def catalogue_with(context: FileContext, skeletons: list[Skeleton]) -> Catalogue:
    """The known indicators and the ones that a file brings."""
    added = [one for skeleton in skeletons for one in skeleton.indicators.values()]
    return context.catalogue.with_added(added)
