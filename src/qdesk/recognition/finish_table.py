"""Values, formulas and styles of proposed tables, once every cell of the file has its place."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from qdesk.model.axis import Leaf, leaves
from qdesk.model.comparison import ChangeKind
from qdesk.model.evaluation import Evaluation, Worth
from qdesk.model.indicator import Aggregate, Indicator, IndicatorKind
from qdesk.model.number_format import NumberStyle, Zeros, settle
from qdesk.model.observation import Key
from qdesk.model.register import Record
from qdesk.model.table_layout import (
    At,
    CellText,
    LayoutKind,
    Line,
    Per,
    Stub,
)
from qdesk.model.value import MISSING, Gap, Value, decimals_of, fold_text, parse_value
from qdesk.recognition.coordinates import Skeleton, catalogue_with, is_register_total
from qdesk.recognition.formula_roles import (
    change_kind_of,
    change_kind_of_numbers,
    derivation,
    divisor_of,
)
from qdesk.recognition.grid import Grid, GridCell, cell_name, one_line
from qdesk.recognition.labels import LineRole
from qdesk.recognition.proposal import FileContext, ReadValue, TableProposal
from qdesk.recognition.spreadsheet_formula import Call
from qdesk.recognition.style_learning import learn_style
from qdesk.recognition.understand import Subject, UnderstoodLine


@dataclass(frozen=True, slots=True)
class FileMaterial:
    """All that finishing needs: grids, tables with coordinates, what was known, the year."""

    grids: Sequence[Grid]
    skeletons: Sequence[Skeleton]
    context: FileContext
    year: int


def finish_tables(material: FileMaterial) -> list[TableProposal]:
    """The proposals of a file's tables, in order."""
    return _Finisher(material).run()


class _ScratchData:
    """The file's own values, laid out so that its tables can be evaluated before anything is stored."""

    def __init__(self, indicators: dict[str, Indicator]) -> None:
        self.indicators = indicators
        self.values: dict[Key, Value] = {}

    def value(self, key: Key) -> Value | None:
        return self.values.get(key)

    def indicator(self, indicator_id: str) -> Indicator | None:
        return self.indicators.get(indicator_id)

    def key(self, at: At, indicator: Indicator) -> Key:
        return Key(at.entity or "", indicator.id, at.member or "", str(at.period or 0))

    def member_ids(self, indicator_id: str) -> list[str]:
        return list(dict.fromkeys(key.member for key in self.values if key.indicator == indicator_id))


@dataclass(frozen=True, slots=True)
class _Cell:
    """A body cell with its lines."""

    row: UnderstoodLine
    column: UnderstoodLine
    row_leaf: Leaf
    column_leaf: Leaf
    cell: GridCell
    at: At

    @property
    def role(self) -> LineRole:
        """value, total, change or per: the outermost computation decides."""
        for wanted in (LineRole.CHANGE, LineRole.PER, LineRole.TOTAL, LineRole.MEAN):
            if wanted in (self.row.role, self.column.role):
                return LineRole.TOTAL if wanted is LineRole.MEAN else wanted
        return self.column.role


class _Finisher:
    def __init__(self, material: FileMaterial) -> None:
        self._skeletons = list(material.skeletons)
        catalogue = catalogue_with(material.context, self._skeletons)
        self._data = _ScratchData({one.id: one for one in catalogue})
        self._layouts = [skeleton.layout for skeleton in self._skeletons]
        self._registry = {
            (cells.grid.name, row, column): skeleton.at(row, column)
            for skeleton in self._skeletons
            if skeleton.layout.kind is LayoutKind.AXES
            for cells in (skeleton.understood,)
            for row in cells.region.body_rows
            for column in cells.region.columns
        }

    def run(self) -> list[TableProposal]:
        axes = [n for n, layout in enumerate(self._layouts) if layout.kind is LayoutKind.AXES]
        for number in axes:
            self._settle_means(number)
            self._settle_bases(number)
            self._settle_change_kinds(number)
            self._derive(number)
        proposals = [self._proposal(number) for number in range(len(self._skeletons))]
        for number in axes:
            self._read_values(number, proposals[number])
        for number in axes:
            self._forgo_agreeing(number, proposals[number])
        for number in axes:
            self._learn_suffixes(number)
            self._learn_styles(number)
        for number in axes:
            self._compare_computed(number, proposals[number])
        for number, proposal in enumerate(proposals):
            proposal.layout = self._layouts[number]
            proposal.indicators = [self._data.indicators[one] for one in self._skeletons[number].indicators]
        return proposals

    # -- walking

    def _cells(self, number: int) -> Iterator[_Cell]:
        skeleton, layout = self._skeletons[number], self._layouts[number]
        table = skeleton.understood
        rows = dict(zip(table.region.body_rows, leaves(layout.rows), strict=True))
        columns = dict(zip(table.region.columns, leaves(layout.columns), strict=True))
        for row in table.rows:
            for column in table.columns:
                if columns[column.index].line.stub is not None:
                    continue
                anchor = table.grid.anchor(row.index, column.index)
                if anchor != (row.index, column.index):
                    continue
                at = layout.at | rows[row.index].at | columns[column.index].at
                cell = table.grid.own(row.index, column.index)
                yield _Cell(row, column, rows[row.index], columns[column.index], cell, at)

    def _evaluation(self, number: int) -> Evaluation:
        layout = self._layouts[number]
        return Evaluation(layout, layout.rows, layout.columns, self._data)

    # -- what the formulas say

    def _settle_means(self, number: int) -> None:
        """A total cell that averages says how its indicator adds up."""
        for one in self._cells(number):
            indicator = self._data.indicator(one.at.indicator or "")
            if one.role is not LineRole.TOTAL or indicator is None or one.cell.formula is None:
                continue
            if isinstance(one.cell.formula, Call) and one.cell.formula.name == "AVERAGE":
                self._data.indicators[indicator.id] = replace(indicator, aggregate=Aggregate.MEAN)

    def _settle_bases(self, number: int) -> None:
        bases: dict[int, str] = {}
        for one in self._cells(number):
            if one.role is LineRole.PER and one.cell.formula is not None:
                sheet = self._skeletons[number].understood.grid.name
                base = divisor_of(one.cell.formula, sheet, self._registry)
                if base and base.indicator:
                    bases.setdefault(one.row.index, base.indicator)
        fallback = self._enrolment(number)

        def settle(line: Line, row: int) -> Line:
            if not isinstance(line.compute, Per):
                return line
            base = bases.get(row) or line.compute.base or fallback
            return replace(line, compute=Per(base)) if base else replace(line, compute=None)

        table = self._skeletons[number].understood
        if table.row_subject is Subject.PERIODS:
            rows = tuple(
                settle(line, row.index)
                for line, row in zip(self._layouts[number].rows, table.rows, strict=True)
            )
            self._layouts[number] = replace(self._layouts[number], rows=rows)

    def _enrolment(self, number: int) -> str:
        """The students of the table itself, where no formula names the base."""
        own = self._skeletons[number].column_at.values()
        names = {at.indicator for at in own if at.indicator}
        for found in names:
            indicator = self._data.indicator(found)
            if indicator and "在校生" in indicator.name and not indicator.name.startswith("生均"):
                return found
        return ""

    def _settle_change_kinds(self, number: int) -> None:
        votes: list[ChangeKind] = []
        for one in self._cells(number):
            if one.role is LineRole.CHANGE and one.cell.formula is not None:
                kind = change_kind_of(one.cell.formula)
                votes.extend([kind] if kind else [])
        kind = max(set(votes), key=votes.count) if votes else self._kind_of_numbers(number)
        match = self._skeletons[number].match
        chosen = kind or (match.layout.compare if match else ChangeKind.DIFFERENCE)
        self._layouts[number] = replace(self._layouts[number], compare=chosen)

    def _kind_of_numbers(self, number: int) -> ChangeKind | None:
        """Without formulas the printed numbers tell how they came about."""
        values: dict[tuple[object, ...], Decimal] = {}
        changes: dict[tuple[object, ...], Decimal] = {}
        for one in self._cells(number):
            shown = _number_of(one.cell)
            if shown is None:
                continue
            place = (one.at.entity, one.at.indicator, one.at.member, one.row.role is LineRole.TOTAL)
            if one.role is LineRole.CHANGE:
                changes[place] = shown
            else:
                values[(*place, one.at.period or 0)] = shown
        return change_kind_of_numbers(
            (values[(*place, -1)], values[(*place, 0)], shown)
            for place, shown in changes.items()
            if (*place, -1) in values and (*place, 0) in values
        )

    def _derive(self, number: int) -> None:
        """Own indicators whose cells are formulas over their neighbours become derived."""
        skeleton = self._skeletons[number]
        tried: set[str] = set()
        for one in self._cells(number):
            indicator = self._data.indicator(one.at.indicator or "")
            if one.role is not LineRole.VALUE or indicator is None or indicator.formula is not None:
                continue
            if one.cell.formula is None or indicator.id in tried:
                continue
            tried.add(indicator.id)
            place = (skeleton.understood.grid.name, one.row.index, one.column.index)
            found = derivation(one.cell.formula, place, self._registry)
            if found is None:
                continue
            formula, decimals = found
            summed = indicator.aggregate is Aggregate.SUM
            aggregate = indicator.aggregate if summed else Aggregate.FORMULA
            derived = replace(indicator, formula=formula, decimals=decimals, aggregate=aggregate)
            self._data.indicators[indicator.id] = derived
            skeleton.indicators.setdefault(indicator.id, derived)

    # -- values

    def _proposal(self, number: int) -> TableProposal:
        skeleton = self._skeletons[number]
        proposal = TableProposal(
            skeleton.understood, skeleton.layout, skeleton.match, members=skeleton.members
        )
        if skeleton.layout.kind is LayoutKind.REGISTER:
            self._read_register(number, proposal)
        return proposal

    def _read_values(self, number: int, proposal: TableProposal) -> None:
        for one in self._cells(number):
            indicator = self._data.indicator(one.at.indicator or "")
            computed = one.role in (LineRole.CHANGE, LineRole.PER) or self._is_computed_total(one, indicator)
            derived = indicator is not None and indicator.formula is not None
            read = self._read(one, indicator, computed=computed or (derived and one.cell.formula is not None))
            if read is None:
                continue
            proposal.values.append(read)
            if not read.computed and indicator is not None and read.at is not None:
                self._data.values[self._data.key(read.at, indicator)] = read.value

    def _is_computed_total(self, one: _Cell, indicator: Indicator | None) -> bool:
        """A total is computed where a rule gives it; without one it is the file's own number."""
        if one.role is not LineRole.TOTAL:
            return False
        if indicator is None or LineRole.MEAN in (one.row.role, one.column.role):
            return True
        summed = (IndicatorKind.COUNT, IndicatorKind.MONEY, IndicatorKind.NUMBER, IndicatorKind.TEXT)
        mean = indicator.aggregate is Aggregate.MEAN
        return mean or indicator.kind in summed or indicator.formula is not None

    def _read(self, one: _Cell, indicator: Indicator | None, *, computed: bool) -> ReadValue | None:
        cell = one.cell
        if cell.is_empty and (one.role is not LineRole.VALUE or self._is_text(indicator)):
            return None
        value, unit = _value_of(cell)
        if self._is_text(indicator) and not isinstance(value, str):
            value = cell.text.strip()
        own_unit = indicator.unit if indicator else ""
        if one.role is LineRole.CHANGE:
            own_unit = "%" if self._shows_percent(one) else ""
        elif one.role is LineRole.PER and own_unit and not own_unit.endswith("/生"):
            own_unit = f"{own_unit}/生"
        member = one.at.member or ""
        return ReadValue(
            cell=cell_name(one.row.index, one.column.index),
            raw=cell.raw or cell.text,
            row=self._row_name(one, indicator),
            parent=one.row.parent or one.row.group,
            measure=indicator.name if indicator else "",
            member=member,
            entity=one.at.entity or "",
            offset=one.at.period or 0,
            value=value,
            unit=own_unit or unit,
            at=None if computed else replace(one.at, period=one.at.period or 0),
            computed=computed,
            has_period=one.role is not LineRole.CHANGE,
            doubt=_doubt(cell, value, unit, indicator) if not computed else "",
        )

    @staticmethod
    def _is_text(indicator: Indicator | None) -> bool:
        return indicator is not None and indicator.kind is IndicatorKind.TEXT

    @staticmethod
    def _shows_percent(one: _Cell) -> bool:
        return "%" in fold_text(one.column.label + one.row.label + one.cell.text)

    @staticmethod
    def _row_name(one: _Cell, indicator: Indicator | None) -> str:
        if one.row.period and indicator is not None:
            return indicator.name
        return one_line(one.row.label)

    # -- registers

    def _read_register(self, number: int, proposal: TableProposal) -> None:
        skeleton = self._skeletons[number]
        table, layout = skeleton.understood, skeleton.layout
        columns = dict(zip(table.region.columns, leaves(layout.columns), strict=True))
        records: list[Record] = []
        total_styles: dict[str, NumberStyle] = {}
        cells: dict[tuple[str, str], CellText] = {}
        totals = iter(layout.rows)
        for row in table.rows:
            if is_register_total(table, row):
                self._register_total(number, row, next(totals), total_styles, cells)
                continue
            records.append(self._record(table.grid, row, columns, proposal, f"n{len(records) + 1}"))
        proposal.records = tuple(records)
        self._layouts[number] = replace(
            layout, id=layout.id, total_styles=total_styles, cells=cells, kind=LayoutKind.REGISTER
        )

    def _record(
        self, grid: Grid, row: UnderstoodLine, columns: dict[int, Leaf], proposal: TableProposal, name: str
    ) -> Record:
        fields: dict[str, Value | None] = {}
        for index, leaf in columns.items():
            line = leaf.line
            if line.stub is Stub.SERIAL:
                continue
            anchor = grid.anchor(row.index, index)
            if anchor[0] < row.index:
                fields[line.id] = None
                continue
            cell = grid.own(row.index, index)
            if cell.is_empty:
                continue
            value = cell.text.strip() if line.text_field else _value_of(cell)[0]
            fields[line.id] = value
            proposal.values.append(
                ReadValue(
                    cell_name(row.index, index),
                    cell.raw or cell.text,
                    one_line(row.labels[0]) if row.labels else "",
                    "",
                    line.id.partition("@")[0],
                    "",
                    "",
                    leaf.at.period or 0,
                    value,
                    line.unit,
                )
            )
        return Record(name, fields)

    def _register_total(
        self,
        number: int,
        row: UnderstoodLine,
        line: Line,
        styles: dict[str, NumberStyle],
        cells: dict[tuple[str, str], CellText],
    ) -> None:
        table = self._skeletons[number].understood
        for index, leaf in zip(table.region.columns, leaves(self._layouts[number].columns), strict=True):
            cell = table.grid.own(row.index, index)
            if index == table.region.left or cell.is_empty or leaf.line.stub is not None:
                continue
            value, unit = _value_of(cell)
            if isinstance(value, Decimal) and not leaf.line.text_field:
                shown = parse_value(cell.text)
                suffix = cell.text.rstrip().lstrip(" 0123456789.,") if shown.unit or unit else ""
                if suffix and cell.text.rstrip().endswith(f" {suffix}"):
                    suffix = f" {suffix}"
                styles[leaf.line.id] = NumberStyle(zeros=Zeros.KEEP, suffix=suffix)
            else:
                cells[line.id, leaf.line.id] = CellText(cell.text.strip())

    # -- what need not be stored

    def _forgo_agreeing(self, number: int, proposal: TableProposal) -> None:
        """A typed value that is just what its formula gives stays computed."""
        evaluation = self._evaluation(number)
        reads = {read.cell: read for read in proposal.values}
        for one in self._cells(number):
            read = reads.get(cell_name(one.row.index, one.column.index))
            indicator = self._data.indicator(one.at.indicator or "")
            if read is None or read.computed or indicator is None or indicator.formula is None:
                continue
            if one.role is not LineRole.VALUE or not isinstance(read.value, Decimal):
                continue
            worth = evaluation.derived(one.row_leaf, one.column_leaf)
            if not isinstance(worth.value, Decimal):
                continue
            style = NumberStyle(decimals_of(read.value))
            if settle(worth.value, style) == read.value and read.at is not None:
                read.at, read.computed = None, True
                self._data.values.pop(self._data.key(one.at, indicator), None)

    # -- styles

    def _learn_suffixes(self, number: int) -> None:
        """Indicators whose entered values print a sign of their own kind (16%, 13.5:1)."""
        shown: dict[str, set[str]] = {}
        for one in self._cells(number):
            if (
                one.role is LineRole.VALUE
                and one.at.indicator
                and isinstance(_value_of(one.cell)[0], Decimal)
            ):
                text = fold_text(one.cell.text)
                sign = "%" if text.endswith("%") else ":1" if text.endswith(":1") else ""
                shown.setdefault(one.at.indicator, set()).add(sign)
        styles = dict(self._layouts[number].styles)
        for name, signs in shown.items():
            indicator = self._data.indicator(name)
            natural = ":1" if indicator and indicator.kind is IndicatorKind.RATIO else ""
            if len(signs) == 1 and (sign := next(iter(signs))) != natural:
                styles[name] = NumberStyle(indicator.decimals if indicator else None, suffix=sign)
        self._layouts[number] = replace(self._layouts[number], styles=styles)

    def _learn_styles(self, number: int) -> None:
        for stage in (LineRole.VALUE, LineRole.TOTAL, LineRole.PER, LineRole.CHANGE):
            samples = self._samples(number, stage)
            if samples:
                self._learn_stage(number, stage, samples)

    def _samples(self, number: int, stage: LineRole) -> dict[str, list[tuple[Decimal, str]]]:
        """Exact computed numbers and the texts shown for them, by indicator."""
        evaluation = self._evaluation(number)
        found: dict[str, list[tuple[Decimal, str]]] = {}
        for one in self._cells(number):
            if one.role is not stage or one.cell.is_empty or not isinstance(_value_of(one.cell)[0], Decimal):
                continue
            worth = evaluation.worth(one.row_leaf, one.column_leaf)
            if worth.computed and isinstance(worth.value, Decimal):
                text = _bare_unit(one.cell.text)
                found.setdefault(one.at.indicator or "", []).append((worth.value, text))
        return found

    def _all_formulas(self, number: int, stage: LineRole, names: set[str]) -> bool:
        cells = [
            one.cell
            for one in self._cells(number)
            if one.role is stage and (one.at.indicator or "") in names and not one.cell.is_empty
        ]
        return all(cell.formula is not None for cell in cells if _number_of(cell) is not None)

    def _learn_stage(
        self, number: int, stage: LineRole, samples: dict[str, list[tuple[Decimal, str]]]
    ) -> None:
        layout = self._layouts[number]
        natural = stage is LineRole.TOTAL or layout.compare is ChangeKind.DIFFERENCE
        if stage in (LineRole.PER, LineRole.VALUE):
            natural = False
        pooled = [sample for group in samples.values() for sample in group]
        by_format = self._all_formulas(number, stage, set(samples))
        common = learn_style(pooled, natural=natural, by_format=by_format)
        if common is None:
            return
        by_name = {
            name: style
            for name, group in samples.items()
            if name
            and (style := learn_style(group, natural=natural, by_format=by_format, unless=common)) is not None
        }
        if stage is LineRole.PER:
            self._layouts[number] = replace(layout, per_style=common)
        elif stage is LineRole.TOTAL:
            self._layouts[number] = replace(layout, total_styles={"": common, **by_name})
        elif stage is LineRole.CHANGE:
            kind = layout.compare.value
            self._layouts[number] = replace(layout, change_styles={kind: common, **by_name})
        else:
            styles = dict(layout.styles)
            for name in samples:
                styles[name] = by_name.get(name, common)
            self._layouts[number] = replace(layout, styles=styles)

    # -- computed cells against the file

    def _compare_computed(self, number: int, proposal: TableProposal) -> None:
        evaluation = self._evaluation(number)
        layout = self._layouts[number]
        reads = {read.cell: read for read in proposal.values}
        cells = dict(layout.cells)
        for one in self._cells(number):
            name = cell_name(one.row.index, one.column.index)
            worth = evaluation.worth(one.row_leaf, one.column_leaf)
            if not worth.computed:
                continue
            read = reads.get(name)
            shown = _value_of(one.cell)[0]
            signed = isinstance(shown, Gap) and isinstance(worth.value, Gap) and not one.cell.is_empty
            # No rule gives a number here: the file's own stands, so that nothing is lost.
            ruleless = isinstance(shown, Decimal) and worth.value in (MISSING, Gap())
            if isinstance(shown, str) or signed or ruleless or self._blank_on_purpose(one, worth):
                cells[one.row_leaf.id, one.column_leaf.id] = CellText(one.cell.text.strip())
            elif read is not None and one.cell.formula is None:
                read.disagrees = _disagreement(worth, read.value)
        self._layouts[number] = replace(layout, cells=cells)

    @staticmethod
    def _blank_on_purpose(one: _Cell, worth: Worth) -> bool:
        """A computed place that the file leaves empty or marks although a number could stand."""
        if not isinstance(worth.value, Decimal):
            return one.cell.is_empty and worth.value != MISSING and isinstance(worth.value, Gap)
        return one.cell.is_empty


def _value_of(cell: GridCell) -> tuple[Value, str]:
    if cell.value is None:
        return MISSING, ""
    if isinstance(cell.value, Decimal):
        return cell.value, cell.unit
    parsed = parse_value(cell.value)
    return parsed.value, parsed.unit


def _number_of(cell: GridCell) -> Decimal | None:
    value = _value_of(cell)[0]
    return value if isinstance(value, Decimal) else None


def _bare_unit(text: str) -> str:
    """The shown text without a unit that is no part of a style (人, 个)."""
    folded = fold_text(text).replace(",", "")
    kept = folded.rstrip("人个项名次场门元")
    return kept if kept and kept[-1].isdigit() else folded


def _doubt(cell: GridCell, value: Value, unit: str, indicator: Indicator | None) -> str:
    """Why a value should be confirmed by the user; "" where it is sure."""
    if indicator is None or not isinstance(value, Decimal):
        if isinstance(value, str) and indicator and indicator.kind is not IndicatorKind.TEXT and value:
            return f"“{cell.text.strip()}”不是数值"
        return ""
    percent = indicator.kind is IndicatorKind.RATE and unit != "%"
    if percent and 0 < value < 1 and decimals_of(value) >= 2:
        return f"{value:f} 没有百分号，也没有百分比格式，可能是 {value * 100:f}%"
    money = {"元": 1, "万元": 10_000, "亿元": 100_000_000}
    if unit in money and indicator.unit in money and unit != indicator.unit:
        return f"单位是{unit}，本指标用{indicator.unit}"
    return ""


def _disagreement(worth: Worth, shown: Value) -> str:
    """A sentence where the file's computed cell is not what follows from its values."""
    if not isinstance(worth.value, Decimal) or not isinstance(shown, Decimal):
        return ""
    decimals = decimals_of(shown)
    right = settle(worth.value, NumberStyle(decimals))
    return "" if right == shown else f"文件里是 {shown:f}，按数据应为 {right:f}"
