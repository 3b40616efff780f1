"""The lines of a two-axes table with coordinates: which indicator, member, school and year each names."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from qdesk.model.indicator import Aggregate, IndicatorKind
from qdesk.model.period import parse_period
from qdesk.model.table_layout import BY_INDICATOR, At, Change, Compute, LayoutKind, Line, Per, Stub, Total
from qdesk.model.unit_scale import factor_between
from qdesk.model.value import fold_text
from qdesk.recognition.grid import one_line
from qdesk.recognition.header_tree import header_tree
from qdesk.recognition.labels import LineRole, find_period
from qdesk.recognition.line_names import measure_of_title
from qdesk.recognition.marks import Says
from qdesk.recognition.matching import guess_unit, per_base
from qdesk.recognition.proposal import FileContext
from qdesk.recognition.skeleton import Skeleton, SkeletonMaker
from qdesk.recognition.understood_table import Subject, UnderstoodLine, UnderstoodTable

_TELLS_OF_ROW = re.compile(
    r"班主任|负责人|对象|联系人|教师|主讲|讲师|地点|地址|方式|性质|来源|级别|等级|层次|类型|类别|承办|主办|合作"
)
"""Heads of columns that name no row: whose class it is, for whom a course was."""
_STUBS = {LineRole.SERIAL: Stub.SERIAL, LineRole.UNIT: Stub.UNIT, LineRole.LABEL: Stub.LABEL}


def axes_skeleton(table: UnderstoodTable, context: FileContext, year: int) -> Skeleton:
    """Lines with coordinates for a two-axes table."""
    return _Axes(table, context, year).axes()


class _Axes(SkeletonMaker):
    def __init__(self, table: UnderstoodTable, context: FileContext, year: int) -> None:
        super().__init__(table, context, year)
        self._by_column: dict[int, str] = {}
        self._by_row: dict[int, str] = {}
        self._ids_by_name: dict[str, str] = {}

    def axes(self) -> Skeleton:
        table = self.table
        column_at = {column.index: self._column_at(column) for column in table.columns}
        self._share_indicator(column_at)
        self._share_place(column_at)
        row_at = {row.index: self._row_at(row) for row in table.rows}
        self._keep_apart(row_at, column_at)
        at = self._table_at(row_at, column_at)
        columns = header_tree(table.grid, table.region, self._leaf_maker(column_at), self.group_label)
        rows = self._row_lines(row_at)
        return self.skeleton(self.layout(columns, rows, LayoutKind.AXES, at), row_at, column_at)

    def _keep_apart(self, row_at: dict[int, At], column_at: dict[int, At]) -> None:
        """Two cells never share a place: rows that would are told apart by their labels."""
        columns = [column_at[column.index] for column in self.table.of_role(LineRole.VALUE)]
        columns = columns or [column_at[column.index] for column in self.table.of_role(LineRole.TEXT)]
        taken: set[At] = set()
        for row in self.table.rows:
            if row.role is not LineRole.VALUE:
                continue
            at, count = row_at[row.index], 1
            while any((at | column) in taken for column in columns):
                name = one_line(row.label) or "（无名）"
                at = at._replace(member=name if count == 1 else f"{name}#{count}")
                count += 1
                if any(column.member for column in columns) and count > 2:
                    break  # the columns are members themselves: nothing that a row says can help
            taken |= {at | column for column in columns}
            row_at[row.index] = at
        self._keep_remarks_apart(row_at, column_at)

    def _keep_remarks_apart(self, row_at: dict[int, At], column_at: dict[int, At]) -> None:
        """Texts beside quantities are remarks on each of them."""
        rows = [row_at[row.index] for row in self.table.rows if row.role is LineRole.VALUE]
        for column in self.table.of_role(LineRole.TEXT):
            at = column_at[column.index]
            places = [row | at for row in rows]
            if len(places) > len(set(places)) and all(row.indicator for row in rows):
                column_at[column.index] = at._replace(member=BY_INDICATOR)

    def _share_indicator(self, column_at: dict[int, At]) -> None:
        """A change or total column that names nothing follows the one indicator beside it.

        Where the values before it name none either (2023年, 2024年, 增减, 占比), it is that of the table.
        """
        found = {at.indicator for at in column_at.values() if at.indicator}
        if len(found) != 1:
            return
        values = [column.index for column in self.table.of_role(LineRole.VALUE)]
        for column in self.table.of_role(LineRole.CHANGE, LineRole.TOTAL, LineRole.MEAN):
            at = column_at[column.index]
            before = [one for one in values if one < column.index]
            named = not before or column_at[before[-1]].indicator
            if at.indicator is None and named:
                column_at[column.index] = at._replace(indicator=next(iter(found)))

    def _share_place(self, column_at: dict[int, At]) -> None:
        """A change under the head of a year is that of the one column of values beside it."""
        for column in self.table.of_role(LineRole.CHANGE):
            if self._is_of_a_year(column):
                beside = [one for one in self.table.of_role(LineRole.VALUE) if one.period == column.period]
                if len(beside) == 1:
                    column_at[column.index] = column_at[beside[0].index]

    def _is_of_a_year(self, column: UnderstoodLine) -> bool:
        """Whether it stands under the head of a year, and does not name one itself (比2019年)."""
        return column.period is not None and find_period(column.parts.name or column.label) is None

    def _table_at(self, rows: dict[int, At], columns: dict[int, At]) -> At:
        indicator: str | None = None
        named_rows = [at for at in rows.values() if at.indicator]
        values = self.table.of_role(LineRole.VALUE)
        if not named_rows and not all(columns[column.index].indicator for column in values):
            indicator = self.match.layout.at.indicator if self.match else None
            if indicator is None:
                own = (column for column in values if columns[column.index].indicator is None)
                unit = next((column.parts.unit for column in own if column.parts.unit), "")
                indicator = f"{self.names.prefix}/"
                measure = measure_of_title(self.table.title)
                unit = unit or guess_unit(measure, self.table.region.unit)
                self.names.indicators[indicator] = self.names.new_indicator(indicator, measure, unit)
        period: int | None = None
        marked = self.table.region.marks.table(Says.PERIOD)
        if marked and (said := parse_period(marked.value)):
            period = said.year - self.year
        elif named := self.table.caption_period:
            period = named.year - self.year
        part = self.table.region.marks.table(Says.MEMBER)
        member = self.names.member(part.value, _breakdown_of_sheet(part.value)) if part else None
        return At(self.table.owner.entity or None, indicator, member, period)

    def _column_at(self, column: UnderstoodLine) -> At:
        if column.role not in (LineRole.VALUE, LineRole.CHANGE, LineRole.TEXT):
            return At()
        offset = self.offset(column)
        if column.assigned is not None:
            return column.assigned._replace(period=offset)
        if column.role is LineRole.TEXT:
            return self._text_column(column)
        if not column.parts.name:
            return At(period=offset)
        match self.table.column_subject:
            case Subject.ENTITIES:
                return At(entity=self.names.school(column, column.parts.name), period=offset)
            case Subject.MEMBERS:
                return At(
                    member=self.names.member(column.parts.name, self.table.breakdown or "分项"), period=offset
                )
            case _:
                return At(indicator=self._column_indicator(column), period=offset)

    def _text_column(self, column: UnderstoodLine) -> At:
        """An attribute of the rows: a text indicator, the matched table's or one of its own."""
        if known := self.names.known_text(column.parts.name):
            return At(indicator=known.id, period=self.offset(column))
        found = f"{self.names.prefix}/{column.parts.name or one_line(column.label)}"
        self.names.indicators[found] = replace(
            self.names.new_indicator(found, column.parts.name, ""),
            kind=IndicatorKind.TEXT,
            aggregate=Aggregate.NONE,
        )
        return At(indicator=found, period=self.offset(column))

    def _column_indicator(self, column: UnderstoodLine) -> str:
        """Columns of one name and different years share their indicator."""
        for other in self.table.columns:
            same = other.parts.name == column.parts.name and other.index < column.index
            if same and (other.period or column.role is LineRole.CHANGE) and other.index in self._by_column:
                return self._by_column[other.index]
        body = [row.index for row in self.table.rows]
        found = self.names.indicator(column, self.names.cell_unit(body, [column.index]))
        self._by_column[column.index] = found
        return found

    def _row_at(self, row: UnderstoodLine) -> At:
        if row.role in (LineRole.TOTAL, LineRole.MEAN, LineRole.CHANGE):
            return At()
        if row.assigned is not None:
            return row.assigned._replace(period=self.offset(row))
        match self.table.row_subject:
            case Subject.PERIODS:
                return At(period=self.offset(row))
            case Subject.ENTITIES:
                return At(entity=self.names.school(row, row.label))
            case Subject.MEMBERS:
                if row.period and row.parts.name:
                    member = self.names.member(row.parts.name, self.table.breakdown)
                    return At(member=member, period=self.offset(row))  # 2019年人数
                return At(member=self.names.member(self._member_name(row), self.table.breakdown))
            case Subject.INDICATORS:
                return At(indicator=self._row_indicator(row), period=self.offset(row))

    def _member_name(self, row: UnderstoodLine) -> str:
        """A part that stands under several members is called after its own: 护理·女.

        Where the first column names every row by itself, the next ones only tell of it (班级, 班主任).
        """
        if row.group and self._first_names_all():
            return row.labels[0]
        same = [one for one in self.table.rows if one.parent and one.label == row.label]
        return f"{row.parent}·{row.parts.name}" if row.parent and len(same) > 1 else row.label

    def _first_names_all(self) -> bool:
        """Whether the first column names each row, and the next says something of it."""
        anchors = [self.table.grid.anchor(row.index, self.distinct_labels()[0].index) for row in self._named]
        labels = self.table.of_role(LineRole.LABEL)
        if len(labels) < 2 or not _TELLS_OF_ROW.search(fold_text(labels[1].label)):
            return False
        names = [row.group for row in self._named]
        return len(names) > 1 and all(names) and len(set(names)) == len(set(anchors)) == len(names)

    @property
    def _named(self) -> list[UnderstoodLine]:
        return [row for row in self.table.rows if row.role is LineRole.VALUE]

    def _row_indicator(self, row: UnderstoodLine) -> str:
        """Rows of one name and different years share their indicator: 2023年人数, 2024年人数."""
        for other in self.table.rows:
            same = other.parts.name == row.parts.name and other.index < row.index
            if same and other.period and row.period and other.index in self._by_row:
                return self._by_row[other.index]
        values = [column.index for column in self.table.of_role(LineRole.VALUE)]
        unit = self._unit_cell(row.index) or self.names.cell_unit([row.index], values)
        found = self._by_row[row.index] = self.names.indicator(row, unit)
        return found

    def _unit_cell(self, row: int) -> str:
        units = self.table.of_role(LineRole.UNIT)
        return self.table.grid.at(row, units[0].index).text.strip() if units else ""

    # -- columns as lines

    def _leaf_maker(self, column_at: dict[int, At]) -> Callable[[int, str | None], Line]:
        lines = {column.index: column for column in self.table.columns}
        label_level = {c.index: level for level, c in enumerate(self.distinct_labels())}

        def make(index: int, label: str | None) -> Line:
            column = lines[index]
            stub = _STUBS.get(column.role)
            at = column_at[index]
            compute = self._column_compute(column)
            label = label if self.table.region.header_depth else column.label
            shown = None if label is None else self.in_own_unit(self.label(label, column), column, at)
            line_id = self.unique(f"c:{_id_of(at, stub, compute)}")
            return Line(
                id=line_id,
                label=shown,
                at=at,
                stub=stub,
                level=label_level.get(index, 0),
                compute=compute,
            )

        return make

    def _column_compute(self, column: UnderstoodLine) -> Compute | None:
        """A change under the head of a year compares that year with the one before it."""
        offset = self.offset(column)
        if column.role is LineRole.CHANGE and offset is not None and self._is_of_a_year(column):
            return Change(offset - 1, offset)
        return _compute_of(column)

    # -- rows as lines

    def _row_lines(self, row_at: dict[int, At]) -> tuple[Line, ...]:
        lines: list[Line] = []
        open_group: tuple[tuple[int, int], str, list[Line]] | None = None
        labels = self.distinct_labels()
        for row in self.table.rows:
            line = self._row_line(row, row_at[row.index])
            if len(labels) < 2 or not row.group or len(row.labels) < 2:
                open_group = None
                lines.append(line)
                continue
            anchor = self.table.grid.anchor(row.index, labels[0].index)
            if open_group and open_group[0] == anchor:
                open_group[2].append(line)
                lines[-1] = replace(lines[-1], lines=tuple(open_group[2]))
                continue
            group = Line(id=self.unique(f"g:{row.group}"), label=row.labels[0], lines=(line,))
            open_group = (anchor, row.group, [line])
            lines.append(group)
        return tuple(lines)

    def _row_line(self, row: UnderstoodLine, at: At) -> Line:
        compute = self._row_compute(row)
        serial = self.serial(row.index)
        unit = self._unit_cell(row.index)
        if unit and factor_between(unit, self.unit_of(at)) not in (None, 1):
            unit = self.unit_of(at)
        own = row.own_label or row.role is not LineRole.VALUE
        text = row.labels[-1] if row.labels else row.label
        leaf = next((label for label in reversed(row.labels) if label.strip()), "")
        label = self.in_own_unit(
            self.label(text if text.strip() or len(row.labels) < 2 else leaf, row), row, at
        )
        if not self.match and not at.indicator and row.role is LineRole.VALUE:
            label = self.with_unit_of_cells(label, row, self._by_column)
        line_id = self.unique(f"r:{_id_of(at, None, compute)}")
        if not row.parent:
            self._ids_by_name[row.parts.name] = line_id
        return Line(
            id=line_id,
            label=label if own else None,
            at=at,
            compute=compute,
            numbered=bool(serial),
            serial=serial or None,
            unit=unit,
            of=self._ids_by_name.get(row.parent) if row.parent else None,
            label_place=self.label_place(row),
        )

    def _row_compute(self, row: UnderstoodLine) -> Compute | None:
        if row.role is LineRole.PER:
            return Per(per_base(self.match.layout if self.match else None) or "")
        return _compute_of(row)


def _breakdown_of_sheet(name: str) -> str:
    """What a sheet of its own is of, where somebody says that it is of a part of the school."""
    return "班级" if name.endswith("班") else "专业"


def _compute_of(line: UnderstoodLine) -> Compute | None:
    match line.role:
        case LineRole.CHANGE:
            return Change()
        case LineRole.TOTAL:
            return Total()
        case LineRole.MEAN:
            return Total("mean")
        case _:
            return None


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
