"""What a found table says: the role of every row and column, and what each axis carries."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from qdesk.model.period import Period
from qdesk.model.value import fold_text
from qdesk.recognition.cell_numbers import number_of
from qdesk.recognition.column_roles import read_columns
from qdesk.recognition.grid import Grid, one_line
from qdesk.recognition.labels import (
    LabelParts,
    LineRole,
    find_period,
    is_per_student,
    is_period,
    line_role,
    says_only_value,
    split_caption,
    split_label,
    without_unit,
)
from qdesk.recognition.mark_lines import mark_row
from qdesk.recognition.marks import Says
from qdesk.recognition.numbered_rows import settle_numbered_parts
from qdesk.recognition.owner import find_owner, is_own
from qdesk.recognition.proposal import FileContext
from qdesk.recognition.row_units import has_columns_of_their_own
from qdesk.recognition.school_names import find_schools, looks_like_school
from qdesk.recognition.school_terms import goes_by_calendar, term_period
from qdesk.recognition.spreadsheet_formula import Call
from qdesk.recognition.table_region import TableRegion
from qdesk.recognition.understood_table import SCHOOLS, Owner, Subject, UnderstoodLine, UnderstoodTable

_TWO_YEARS = 2


def understand(grid: Grid, region: TableRegion, context: FileContext) -> UnderstoodTable:
    """Understand a found table."""
    return _Understanding(grid, region, context).table


class _Understanding:
    def __init__(self, grid: Grid, region: TableRegion, context: FileContext) -> None:
        self._grid, self._region, self._entities = grid, region, context.entities
        self._over_schools = context.over_schools
        self._own_names = context.own_names
        self._vocabulary = context.vocabulary
        self._across_entities = False
        self._doubled = False
        self._members_across = ""
        if caption := region.marks.table(Says.CAPTION):
            region.caption = caption.value
        if unit := region.marks.table(Says.UNIT):
            region.unit_line = unit.value
        number, title = split_caption(without_unit(region.caption or region.sheet_title))
        self.table = UnderstoodTable(grid, region, number, title, [], [])
        owner = region.marks.table(Says.ENTITY)
        self.table.owner = Owner(owner.value) if owner else _owner_of(grid, region, title, context)
        self.table.columns = read_columns(grid, region)
        self._settle_only_values()
        self._settle_entity_columns()
        self.table.rows = [self._row(index) for index in region.body_rows]
        self._settle_terms(by_calendar=context.by_calendar)
        self._settle_rows()
        self._settle_columns()
        self._decide_register()

    def _settle_entity_columns(self) -> None:
        """Columns that are schools; beside them a column of sums is the total, whatever its name."""
        values = self.table.of_role(LineRole.VALUE)
        schools = find_schools((column.parts.name for column in values), self._entities)
        for column in values:
            column.entity = schools.get(column.parts.name, "")
        alike = [one for one in values if one.entity or looks_like_school(one.parts.name)]
        self._across_entities = len(alike) * 2 > len(values)
        for column in values:
            if not self._across_entities or column in alike:
                continue
            own = is_own(column.parts.name, self._own_names)
            if own or self._sums_its_row(column.index) or self._adds_up(column.index, alike):
                column.role = LineRole.TOTAL

    def _sums_its_row(self, column: int) -> bool:
        formulas = [self._grid.own(row, column).formula for row in self._region.body_rows]
        sums = [one for one in formulas if isinstance(one, Call) and one.name in ("SUM", "AVERAGE")]
        return bool(sums) and len(sums) * 2 >= len([one for one in formulas if one is not None])

    def _adds_up(self, column: int, schools: list[UnderstoodLine]) -> bool:
        """Whether most numbers of a column are the sums of those of the schools."""
        agree = differ = 0
        for row in self._region.body_rows:
            parts = [number_of(self._grid.at(row, one.index)) for one in schools]
            whole = number_of(self._grid.at(row, column))
            known = [part for part in parts if part is not None]
            if whole is None or not known:
                continue
            if sum(known) == whole:
                agree += 1
            else:
                differ += 1
        return agree > 1 and agree >= differ

    def _settle_only_values(self) -> None:
        """The only column of values under 数值 or 填报数 says nothing of what they are."""
        values = self.table.of_role(LineRole.VALUE)
        if len(values) == 1 and says_only_value(values[0].parts.name):
            values[0].parts = replace(values[0].parts, name="")

    def _settle_terms(self, *, by_calendar: bool) -> None:
        """Which years terms are of: school years, unless table or report go by calendar years."""
        table = self.table
        lines = [*table.rows, *table.columns]
        labels = [label for line in lines for label in line.labels]
        said = goes_by_calendar((table.title, table.region.subcaption, table.grid.name), labels)
        table.calendar = by_calendar if said is None else said
        for line in lines:
            found = [term_period(label, calendar=table.calendar) for label in line.labels]
            if line.period and (period := next((one for one in reversed(found) if one), None)):
                line.period = period
                line.parts = replace(line.parts, period=period)

    # -- rows

    def _row(self, index: int) -> UnderstoodLine:
        labels: list[str] = []
        anchors: list[tuple[int, int]] = []
        dated: Period | None = None
        columns = self.table.of_role(LineRole.LABEL)
        of_years = self._column_of_years(columns)
        for column in columns:
            if column is of_years:
                dated = find_period(self._grid.at(index, column.index).text)
                continue
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
        if dated is not None and role in (LineRole.TOTAL, LineRole.MEAN):
            role = LineRole.VALUE  # of one year among rows of several: what it covers stands nowhere together
        if role is LineRole.VALUE and is_per_student(leaf):
            role = LineRole.PER
        parts = split_label(leaf)
        shared = of_years is None and bool(anchors) and anchors[-1][0] < index
        line = UnderstoodLine(index, tuple(labels), role, parts, own_label=not shared)
        line.period = find_period(leaf) if role is LineRole.PER else dated or parts.period
        mark_row(line, self._region.marks)
        if len(labels) > 1 and labels[0].strip():
            line.group = one_line(labels[0])
        return line

    def _column_of_years(self, columns: Sequence[UnderstoodLine]) -> UnderstoodLine | None:
        """The label column behind the names that tells the year of each row: 甲职校, 2023年."""
        for column in columns[1:]:
            texts = [self._grid.at(row, column.index).text for row in self._region.body_rows]
            if len(set(texts)) > 1 and all(map(is_period, texts)):
                return column
        return None

    def _is_repetition(self, column: UnderstoodLine) -> bool:
        """A label column after a value column repeats the names (one for each year)."""
        return any(one.role is LineRole.VALUE and one.index < column.index for one in self.table.columns)

    def _settle_rows(self) -> None:
        rows = self.table.rows
        named = [row for row in rows if row.role in (LineRole.VALUE, LineRole.PER)]
        periods = [row for row in named if row.period and (is_period(row.label) or row.role is LineRole.PER)]
        if named and len(periods) == len(named):
            self.table.row_subject = Subject.PERIODS
            if len({row.period for row in periods}) > _TWO_YEARS:
                # 同比增长 of each of many years: no change of the last against the one before
                for column in self.table.of_role(LineRole.CHANGE):
                    column.role = LineRole.VALUE
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
        self._settle_same_names()
        self._settle_parents()
        settle_numbered_parts(self.table)
        if self.table.row_subject is Subject.MEMBERS:
            labels = [(row.parent, fold_text(row.label)) for row in named]
            self._doubled = len(set(labels)) < len(labels)

    def _schools_are(self, alike: list[UnderstoodLine]) -> Subject:
        """Schools of a bureau's report are its entities; elsewhere they are only names."""
        known = self._over_schools or any(one.entity for one in alike)
        return Subject.ENTITIES if known else Subject.MEMBERS

    def _breakdown_of(self, lines: list[UnderstoodLine]) -> str:
        """The breakdown that most of some lines are known members of; "" if they are not."""
        names = [fold_text(line.parts.name or line.label) for line in lines]
        found = Counter(self._vocabulary[name] for name in names if name in self._vocabulary)
        breakdown, count = found.most_common(1)[0] if found else ("", 0)
        return breakdown if count * 2 > len(names) else ""

    def _settle_subject(self) -> None:
        table = self.table
        values = table.of_role(LineRole.VALUE)
        across = self._breakdown_of(values)
        down = self._breakdown_of([row for row in table.rows if row.role is LineRole.VALUE])
        if across and not down:
            # Majors stand across: what runs down is measured, whatever the corner cell says.
            table.row_subject, self._members_across = Subject.INDICATORS, across
            return
        header = self._stub_header()
        totals = any(row.role in (LineRole.TOTAL, LineRole.MEAN) for row in table.rows)
        units = any(row.parts.unit for row in table.rows) or bool(table.of_role(LineRole.UNIT))
        measured = any(column.parts.name for column in values)
        units = units and not has_columns_of_their_own(table)
        if self._across_entities or "指标" in header or (units and not (measured and totals)):
            table.row_subject = Subject.INDICATORS
        elif measured or totals or "专业" in header:
            table.row_subject = Subject.MEMBERS
            table.breakdown = _breakdown_name(header)

    def _settle_same_names(self) -> None:
        """2019学年人数 and 2020学年人数 over rows of quantities say no more than the years."""
        values = self.table.of_role(LineRole.VALUE)
        names = {column.parts.name for column in values}
        plain = len(names) == 1 and says_only_value("".join(names).replace("人数", "数"))
        if self.table.row_subject is Subject.INDICATORS and plain and all(one.period for one in values):
            for column in values:
                column.parts = replace(column.parts, name="")

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
                beside = self._region.labels_beside
                parent = whole if beside is None else one_line(self._grid.own(row.index, beside).text)
                row.parent = parent
                row.parts = LabelParts(
                    row.parts.name.removeprefix("其中").lstrip("：: "), row.parts.unit, row.parts.period
                )
                continue
            whole = row.parts.name or whole

    # -- what the columns carry

    def _settle_columns(self) -> None:
        table = self.table
        if not table.periods:
            # 比去年增减 beside 实际招生 and 去年招生: no two years that a program could compare
            for column in table.of_role(LineRole.CHANGE):
                column.role = LineRole.VALUE
        values = table.of_role(LineRole.VALUE)
        named = [column for column in values if column.parts.name]
        if not named:
            table.column_subject = Subject.PERIODS
        elif self._across_entities:
            table.column_subject = self._schools_are(named)
            table.breakdown = SCHOOLS
        elif self._members_across:
            table.column_subject, table.breakdown = Subject.MEMBERS, self._members_across
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
        measured = table.row_subject is Subject.INDICATORS and bool(table.of_role(LineRole.UNIT))
        if table.row_subject is Subject.PERIODS:
            return
        if measured and values and all(column.period or not column.parts.name for column in values):
            return  # quantities with their units and years: the texts beside them are codes and remarks
        years = len(values) > 1 and all(column.period for column in values)
        if not values or self._doubled or self._several_lines_a_record():
            table.is_register = True
        elif years and len({column.parts.name for column in values}) == 1 and len(texts) <= len(values):
            return  # one quantity in several years: codes and remarks beside it make no list of it
        elif len(texts) > len(values):
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


def _owner_of(grid: Grid, region: TableRegion, title: str, context: FileContext) -> Owner:
    return find_owner(region.subject, title, context, grid.name, is_unowned=region.is_unowned)


def _breakdown_name(header: str) -> str:
    """专业, 专业类别, 科目: the kind of member that a stub header names."""
    for name in ("专业类别", "专业大类", "专业组", "专业", "年级", "科目", "课程", "班级", "学校"):
        if name in header:
            return name
    return "分项"
