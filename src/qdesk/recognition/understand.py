"""What a found table says: the role of every row and column, and what each axis carries."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from qdesk.model.period import Period, PeriodKind
from qdesk.model.value import fold_text
from qdesk.recognition.find_tables import TableRegion, is_number
from qdesk.recognition.grid import Grid, one_line
from qdesk.recognition.labels import (
    LabelParts,
    LineRole,
    find_period,
    is_per_student,
    is_period,
    line_role,
    split_caption,
    split_label,
)
from qdesk.recognition.school_names import find_schools, looks_like_school
from qdesk.recognition.spreadsheet_formula import Call


class Subject(StrEnum):
    """What the lines of an axis are."""

    PERIODS = "periods"
    INDICATORS = "indicators"
    MEMBERS = "members"
    ENTITIES = "entities"


@dataclass
class UnderstoodLine:
    """A printed row or column: its place on the sheet, its labels from group to leaf, its role."""

    index: int
    labels: tuple[str, ...]
    role: LineRole
    parts: LabelParts
    parent: str = ""
    group: str = ""
    period: Period | None = None
    entity: str = ""
    own_label: bool = True
    """False where the label cell is shared with the line before it."""

    @property
    def label(self) -> str:
        """The label of the leaf itself."""
        return self.labels[-1] if self.labels else ""


@dataclass
class UnderstoodTable:
    """A table with its axes understood; doubts are sentences for the user."""

    grid: Grid
    region: TableRegion
    number: str
    title: str
    columns: list[UnderstoodLine]
    rows: list[UnderstoodLine]
    row_subject: Subject = Subject.INDICATORS
    column_subject: Subject = Subject.PERIODS
    is_register: bool = False
    breakdown: str = ""
    doubts: list[str] = field(default_factory=list[str])

    def of_role(self, *roles: LineRole) -> list[UnderstoodLine]:
        """The columns of these roles."""
        return [column for column in self.columns if column.role in roles]

    @property
    def periods(self) -> set[Period]:
        """Every period that an axis names."""
        return {line.period for line in (*self.rows, *self.columns) if line.period}


def understand(
    grid: Grid,
    region: TableRegion,
    entities: Mapping[str, str] | None = None,
    *,
    over_schools: bool = False,
) -> UnderstoodTable:
    """Understand a found table.

    `entities` maps folded names and aliases of schools to ids; `over_schools` says that the report
    is about many schools, so that a name which nobody knows yet may be one more of them.
    """
    return _Understanding(grid, region, entities or {}, over_schools=over_schools).table


SCHOOLS = "学校"

_CODES = ("代码", "编码", "电话", "学号", "证号", "编号")
_ATTRIBUTES = (*_CODES, "备注", "时间", "日期", "地址")


class _Understanding:
    def __init__(
        self, grid: Grid, region: TableRegion, entities: Mapping[str, str], *, over_schools: bool
    ) -> None:
        self._grid, self._region, self._entities = grid, region, entities
        self._over_schools = over_schools
        self._across_entities = False
        self._doubled = False
        number, title = split_caption(region.caption)
        self.table = UnderstoodTable(grid, region, number, title, [], [])
        self.table.columns = [self._column(index) for index in region.columns]
        self._settle_label_columns()
        self._settle_entity_columns()
        self.table.rows = [self._row(index) for index in region.body_rows]
        self._settle_rows()
        self._settle_columns()
        self._decide_register()

    # -- columns

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
        role = line_role(leaf)
        parts = _parts_of(labels)
        if role is None:
            role = self._role_from_body(index, leaf)
        return UnderstoodLine(index, labels, role, parts, period=parts.period)

    def _role_from_body(self, index: int, header: str) -> LineRole:
        cells = [self._grid.at(row, index) for row in self._region.body_rows]
        filled = [cell for cell in cells if not cell.is_empty]
        numbers = [cell for cell in filled if is_number(cell) and not _is_year(cell.text)]
        if any(word in header for word in _CODES):
            return LineRole.TEXT
        years = [cell for cell in filled if is_period(cell.text)]
        if any(word in header for word in ("时间", "日期")) and len(years) == len(filled) and filled:
            return LineRole.TEXT
        if numbers and len(numbers) * 2 >= len(filled):
            return LineRole.VALUE
        if not filled:
            return LineRole.VALUE if find_period(header) or index > self._region.left else LineRole.LABEL
        gaps = [cell for cell in filled if fold_text(cell.text) in ("-", "/", "--")]
        return LineRole.VALUE if gaps and len(gaps) == len(filled) else LineRole.TEXT

    def _settle_label_columns(self) -> None:
        """Leading text columns label the rows; text further right is an attribute or a note.

        Where the same labels stand again before a later value column (a name for each year),
        that column is a label column too.
        """
        columns = self.table.columns
        leading = True
        first: UnderstoodLine | None = None
        paired = self._paired_texts()
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

    def _paired_texts(self) -> set[int]:
        """Text columns of one name that stand once for each year and differ: last year's list."""
        texts = [one for one in self.table.columns if one.role is LineRole.TEXT and one.period]
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

    def _settle_entity_columns(self) -> None:
        """Columns that are schools; beside them a column of sums is the total, whatever its name."""
        values = self.table.of_role(LineRole.VALUE)
        schools = find_schools((column.parts.name for column in values), self._entities)
        for column in values:
            column.entity = schools.get(column.parts.name, "")
        alike = [one for one in values if one.entity or looks_like_school(one.parts.name)]
        self._across_entities = len(alike) * 2 > len(values)
        for column in values:
            if self._across_entities and column not in alike and self._sums_its_row(column.index):
                column.role = LineRole.TOTAL

    def _sums_its_row(self, column: int) -> bool:
        formulas = [self._grid.own(row, column).formula for row in self._region.body_rows]
        sums = [one for one in formulas if isinstance(one, Call) and one.name in ("SUM", "AVERAGE")]
        return bool(sums) and len(sums) * 2 >= len([one for one in formulas if one is not None])

    # -- rows

    def _row(self, index: int) -> UnderstoodLine:
        labels: list[str] = []
        anchors: list[tuple[int, int]] = []
        for column in self.table.of_role(LineRole.LABEL):
            anchor = self._grid.anchor(index, column.index)
            text = self._grid.at(index, column.index).text
            if anchor in anchors or (anchors and self._is_repetition(column)):
                continue
            anchors.append(anchor)
            labels.append(text)
        first_text = self._grid.at(index, self._region.left).text
        if not any(labels) and line_role(first_text):
            labels = [first_text]
        leaf = next((label for label in reversed(labels) if label.strip()), "")
        role = line_role(leaf) or line_role(first_text) or LineRole.VALUE
        if role in (LineRole.SERIAL, LineRole.UNIT):
            role = LineRole.VALUE
        if role is LineRole.VALUE and is_per_student(leaf):
            role = LineRole.PER
        parts = split_label(leaf)
        shared = bool(anchors) and anchors[-1][0] < index
        line = UnderstoodLine(index, tuple(labels), role, parts, own_label=not shared)
        line.period = find_period(leaf) if role is LineRole.PER else parts.period
        if len(labels) > 1 and labels[0].strip():
            line.group = one_line(labels[0])
        return line

    def _is_repetition(self, column: UnderstoodLine) -> bool:
        """A label column after a value column repeats the names (one for each year)."""
        return any(one.role is LineRole.VALUE and one.index < column.index for one in self.table.columns)

    def _settle_rows(self) -> None:
        rows = self.table.rows
        named = [row for row in rows if row.role in (LineRole.VALUE, LineRole.PER)]
        periods = [row for row in named if row.period and (is_period(row.label) or row.role is LineRole.PER)]
        if named and len(periods) == len(named):
            self.table.row_subject = Subject.PERIODS
            return
        for row in rows:
            if row.role is LineRole.PER:
                row.role = LineRole.VALUE
        schools = find_schools((row.label for row in named), self._entities)
        for row in named:
            row.entity = schools.get(row.label, "")
        alike = [row for row in named if row.entity or looks_like_school(row.label)]
        if named and len(alike) * 2 > len(named):
            self.table.row_subject = self._schools_are(alike)
            self.table.breakdown = SCHOOLS
            return
        self._settle_subject()
        self._settle_parents()
        if self.table.row_subject is Subject.MEMBERS:
            labels = [fold_text(row.label) for row in named]
            self._doubled = len(set(labels)) < len(labels)

    def _schools_are(self, alike: list[UnderstoodLine]) -> Subject:
        """Schools of a bureau's report are its entities; elsewhere they are only names."""
        known = self._over_schools or any(one.entity for one in alike)
        return Subject.ENTITIES if known else Subject.MEMBERS

    def _settle_subject(self) -> None:
        table = self.table
        header = self._stub_header()
        totals = any(row.role in (LineRole.TOTAL, LineRole.MEAN) for row in table.rows)
        units = any(row.parts.unit for row in table.rows) or bool(table.of_role(LineRole.UNIT))
        values = table.of_role(LineRole.VALUE)
        measured = any(column.parts.name for column in values)
        if self._across_entities or "指标" in header or (units and not (measured and totals)):
            table.row_subject = Subject.INDICATORS
        elif measured or totals or "专业" in header:
            table.row_subject = Subject.MEMBERS
            table.breakdown = _breakdown_name(header)

    def _stub_header(self) -> str:
        labels = self.table.of_role(LineRole.LABEL)
        return fold_text("".join(labels[0].labels)) if labels else ""

    def _settle_parents(self) -> None:
        """A label “其中：” makes the row above the parent of what follows, until the next numbered row."""
        whole = ""
        parent = ""
        for row in self.table.rows:
            name = fold_text(row.label)
            if name.startswith("其中"):
                parent = whole
                row.parent = parent
                row.parts = LabelParts(
                    row.parts.name.removeprefix("其中").lstrip("：: "), row.parts.unit, row.parts.period
                )
                continue
            whole = row.parts.name or whole

    # -- what the columns carry

    def _settle_columns(self) -> None:
        table = self.table
        values = table.of_role(LineRole.VALUE)
        named = [column for column in values if column.parts.name]
        if not named:
            table.column_subject = Subject.PERIODS
        elif self._across_entities:
            table.column_subject = self._schools_are(named)
            table.breakdown = SCHOOLS
        elif table.row_subject is Subject.INDICATORS and table.of_role(LineRole.TOTAL):
            table.column_subject = Subject.MEMBERS
            table.breakdown = _breakdown_name(self._stub_header())
        else:
            table.column_subject = Subject.INDICATORS
            if table.row_subject is Subject.INDICATORS:
                self._settle_two_kinds_of_names()

    def _settle_two_kinds_of_names(self) -> None:
        """Names on both axes: those with units are what is measured, the others what it is of."""
        table = self.table
        table.breakdown = _breakdown_name(self._stub_header())
        if any(row.parts.unit for row in table.rows) or table.of_role(LineRole.UNIT):
            table.column_subject = Subject.MEMBERS
        else:
            table.row_subject = Subject.MEMBERS

    def _decide_register(self) -> None:
        """Few value columns beside text columns, or text only: a list of records."""
        table = self.table
        values = table.of_role(LineRole.VALUE)
        texts = table.of_role(LineRole.TEXT)
        labels = table.of_role(LineRole.LABEL)
        if table.row_subject is Subject.PERIODS:
            return
        if not values or len(texts) > len(values) or self._doubled or self._several_lines_a_record():
            table.is_register = True
        elif len(texts) + len(labels) >= 3 and not any(c.role is LineRole.CHANGE for c in table.columns):
            table.is_register = len(texts) >= len(values)

    def _several_lines_a_record(self) -> bool:
        """Rows that share their label with the row above, without a label of their own."""
        if any(row.parts.unit for row in self.table.rows):
            return False
        labels = self.table.of_role(LineRole.LABEL)
        if not labels or not self.table.of_role(LineRole.TEXT):
            return False
        return any(
            bottom > top and left <= labels[-1].index <= right and top in self._region.body_rows
            for top, left, bottom, right in self._grid.merges
        )


def _parts_of(labels: Collection[str]) -> LabelParts:
    """The header path of a column as one name, unit and period."""
    names: list[str] = []
    unit, period = "", None
    for label in labels:
        parts = split_label(label)
        if parts.name and line_role(label) is None and (not names or names[-1] != parts.name):
            names.append(parts.name)
        unit = parts.unit or unit
        period = parts.period or period
    return LabelParts("·".join(names), unit, period)


def _breakdown_name(header: str) -> str:
    """专业, 专业类别, 科目: the kind of member that a stub header names."""
    for name in ("专业类别", "专业大类", "专业组", "专业", "年级", "科目", "课程", "班级", "学校"):
        if name in header:
            return name
    return "分项"


def _is_year(text: str) -> bool:
    return is_period(text) and not text.strip().isdigit()


def current_year(tables: Collection[UnderstoodTable]) -> int | None:
    """The latest year that the tables of a file name; school years count by their end."""
    years = [
        period.year for table in tables for period in table.periods if period.kind is not PeriodKind.GRADUATES
    ]
    return max(years, default=None)
