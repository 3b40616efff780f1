"""Spreadsheet formulas for computed cells whose operands stand in the workbook.

A formula is written only if it gives exactly what the cell prints: it is evaluated as the import
would evaluate it, and whatever differs (an override among the operands, a rule of one indicator)
stays a plain value.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import groupby

from qdesk.excel.printed_number import PrintedNumber
from qdesk.model.axis import Leaf, beside
from qdesk.model.comparison import ChangeKind
from qdesk.model.evaluation import Evaluation
from qdesk.model.filled_cell import FilledCell
from qdesk.model.filled_table import FilledTable
from qdesk.model.formula import Expression, Formula, Number, Reference
from qdesk.model.indicator import Aggregate, IndicatorKind
from qdesk.model.number_format import DEFAULT_DECIMALS, NumberStyle
from qdesk.model.observation import Key
from qdesk.model.table_data import TableData
from qdesk.model.table_layout import At, Change, LayoutKind, Line, Per, Total
from qdesk.recognition.formula_value import Scalar, evaluate
from qdesk.recognition.grid import cell_name
from qdesk.recognition.spreadsheet_formula import FormulaNotUnderstoodError, parse_formula

_SIGNS = {"+": "+", "−": "-", "×": "*", "÷": "/"}
_SUMS = ("+", "−")


@dataclass
class SheetTable:
    """A table on its sheet: `top` is the sheet's row of its first header row.

    `numbers` are the cells that hold a number, by place in the grid; `columns` and `rows` are the
    leaves of its axes.
    """

    sheet: str
    filled: FilledTable
    top: int
    data: TableData
    numbers: dict[tuple[int, int], PrintedNumber] = field(
        default_factory=dict[tuple[int, int], PrintedNumber]
    )

    @property
    def axes(self) -> tuple[tuple[Line, ...], tuple[Line, ...]]:
        """Rows and columns with every line written out."""
        return self.filled.axes.rows, self.filled.axes.columns

    @property
    def rows(self) -> Sequence[Leaf]:
        """The leaves of the rows; none in a register."""
        return self.filled.axes.row_leaves if self.filled.layout.kind is LayoutKind.AXES else ()

    @property
    def columns(self) -> Sequence[Leaf]:
        """The leaves of the columns; none in a register."""
        return self.filled.axes.column_leaves if self.filled.layout.kind is LayoutKind.AXES else ()

    def place(self, row: int, column: int) -> str:
        """The cell of the grid on its sheet: B5."""
        return cell_name(self.top + row, column)

    def styles(self) -> dict[tuple[int, int], NumberStyle]:
        """The style of every computed cell that prints a value of its own."""
        if not self.rows:
            return {}
        evaluation = Evaluation(self.filled.layout, self.filled.axes, self.data)
        head = self.filled.header_rows
        return {
            (row, column): evaluation.worth(self.rows[row - head], self.columns[column]).style
            for row, cells in enumerate(self.filled.grid)
            for column, cell in enumerate(cells)
            if row >= head and cell.is_computed and not cell.overwritten and isinstance(cell.value, Decimal)
        }


class Formulas:
    """The formulas of all tables of a workbook; operands may stand on another sheet."""

    def __init__(self, tables: Sequence[SheetTable]) -> None:
        self._tables = tables
        self._by_key: dict[Key, tuple[SheetTable, int, int]] = {}
        self._values: dict[tuple[str, int, int], Decimal] = {}
        for table in tables:
            for (row, column), number in table.numbers.items():
                self._values[table.sheet, table.top + row, column] = number.value
                key = table.filled.grid[row][column].key
                if key is not None:
                    self._by_key.setdefault(key, (table, row, column))

    def of_table(
        self, table: SheetTable, styles: Mapping[tuple[int, int], NumberStyle]
    ) -> dict[tuple[int, int], str]:
        """The formulas of a table's cells, without "=", by place in the grid."""
        own = _TableFormulas(table, self._by_key)
        found: dict[tuple[int, int], str] = {}
        for (row, column), style in styles.items():
            number = table.numbers.get((row, column))
            if number is None:
                continue
            right = (one for one in own.proposals(row, column, style) if self._gives(one, table, number))
            if text := next(right, ""):
                found[row, column] = text
        return found

    def _gives(self, text: str, table: SheetTable, wanted: PrintedNumber) -> bool:
        def read(sheet: str | None, row: int, column: int) -> Scalar:
            return self._values.get((sheet or table.sheet, row, column))

        try:
            return evaluate(parse_formula(text), read) == wanted.value
        except (FormulaNotUnderstoodError, ArithmeticError):
            return False


@dataclass(frozen=True, slots=True)
class _Term:
    """A formula's part; `scale` is what its value is multiplied by to be the printed number."""

    text: str
    scale: int = 1
    is_sum: bool = False
    divides: bool = False
    fractional: bool = False

    def scaled(self, scale: int) -> str:
        """The text whose value times `scale` is the printed number."""
        if scale == self.scale:
            return self.text
        factor = f"*{self.scale // scale}" if self.scale > scale else f"/{scale // self.scale}"
        return f"{self._bound()}{factor}"

    def _bound(self) -> str:
        return f"({self.text})" if self.is_sum else self.text


_Refer = Callable[[Reference], "_Term | None"]


class _TableFormulas:
    """Proposes formulas for the cells of one table."""

    def __init__(self, table: SheetTable, by_key: Mapping[Key, tuple[SheetTable, int, int]]) -> None:
        self._table, self._by_key = table, by_key
        filled = table.filled
        self._head = filled.header_rows
        self._own_keys = {
            cell.key: (row, column)
            for row, cells in enumerate(filled.grid)
            for column, cell in enumerate(cells)
            if cell.key is not None and (row, column) in table.numbers
        }
        self._row_of = {leaf.id: at for at, leaf in enumerate(table.rows, self._head)}
        self._column_of = {leaf.id: at for at, leaf in enumerate(table.columns)}

    def proposals(self, row: int, column: int, style: NumberStyle) -> Iterator[str]:
        """Formulas that the cell may follow, the likeliest first."""
        across, down = self._table.columns[column], self._table.rows[row - self._head]
        if change := down.change or across.change:
            found = self._changes(row, column, change)
        elif per := down.per or across.per:
            found = self._per(row, column, per)
        elif down.total or across.total:
            found = self._totals(row, column)
        else:
            found = self._derived(row, column)
        scale = self._table.numbers[row, column].scale
        no_value = self._table.data.conventions.no_value if style.no_value is None else style.no_value
        for term in found:
            yield _finished(term, scale, style, no_value)

    # -- places

    def _at(self, row: int, column: int) -> At:
        layout_at = self._table.filled.layout.at
        return layout_at | self._table.rows[row - self._head].at | self._table.columns[column].at

    def _cell(self, row: int, column: int) -> FilledCell:
        return self._table.filled.grid[row][column]

    def _term(self, place: tuple[int, int]) -> _Term:
        number = self._table.numbers[place]
        return _Term(self._table.place(*place), number.scale, fractional=_is_fractional(number))

    def _cross(self, row: int, column: int) -> Iterator[tuple[int, int]]:
        """The other cells of the same row and column."""
        yield from ((row, other) for other in range(len(self._table.columns)) if other != column)
        last = self._head + len(self._table.rows)
        yield from ((other, column) for other in range(self._head, last) if other != row)

    def _find(self, row: int, column: int, wanted: At, *, without: type[Change | Per] | None) -> _Term | None:
        """The number with these coordinates in the cell's own row or column, of the same totals."""
        goal = (_coordinates(wanted), self._computes(row, column) - {without})
        for place in self._cross(row, column):
            if place in self._table.numbers and self._table.columns[place[1]].line.stub is None:
                here = (_coordinates(self._at(*place)), self._computes(*place))
                if here == goal:
                    return self._term(place)
        return None

    def _computes(self, row: int, column: int) -> set[type]:
        found: set[type] = set()
        for leaf in (self._table.rows[row - self._head], self._table.columns[column]):
            found |= {type(one) for one in (leaf.change, leaf.per, leaf.total) if one is not None}
        return found

    def _keyed(self, key: Key) -> _Term | None:
        """The cell that holds an observation: of this table, else of another sheet."""
        if key in self._own_keys:
            return self._term(self._own_keys[key])
        if key not in self._by_key:
            return None
        table, row, column = self._by_key[key]
        sheet = table.sheet.replace("'", "''")
        number = table.numbers[row, column]
        return _Term(f"'{sheet}'!{table.place(row, column)}", number.scale, fractional=_is_fractional(number))

    # -- rules

    def _changes(self, row: int, column: int, change: Change) -> Iterator[_Term]:
        at = self._at(row, column)
        indicator = self._table.data.indicator(at.indicator or "")
        after = self._find(row, column, at._replace(period=change.current), without=Change)
        wanted = at._replace(period=change.prior)
        if indicator and indicator.against:
            wanted = at._replace(period=change.current, indicator=indicator.against)
        before = self._find(row, column, wanted, without=Change)
        if before is None or after is None:
            return
        kind = change.kind or (indicator.compare if indicator else None) or self._table.filled.layout.compare
        scale = max(before.scale, after.scale)
        prior, current = before.scaled(scale), after.scaled(scale)
        if kind is ChangeKind.DIFFERENCE:
            fractional = before.fractional or after.fractional
            yield _Term(f"{current}-{prior}", scale, is_sum=True, fractional=fractional)
        elif kind is ChangeKind.RATIO:
            yield _Term(f"{current}/{prior}", 100, divides=True)
        elif kind is ChangeKind.GROWTH:
            yield _Term(f"({current}-{prior})/{prior}", 100, divides=True)

    def _per(self, row: int, column: int, per: Per) -> Iterator[_Term]:
        at = self._at(row, column)
        amount = self._find(row, column, at, without=Per)
        indicator = self._table.data.indicator(per.base)
        if amount is None or indicator is None:
            return
        base = self._keyed(self._table.data.key(at._replace(indicator=per.base, member=None), indicator))
        if base is not None and base.scale == 1:
            yield _Term(f"{amount.text}/{base.text}", amount.scale, divides=True)

    def _totals(self, row: int, column: int) -> Iterator[_Term]:
        across, down = self._table.columns[column], self._table.rows[row - self._head]
        if down.total:
            parts = [(self._row_of[one.id], column) for one in beside(down, self._table.rows)]
        else:
            parts = [(row, self._column_of[one.id]) for one in beside(across, self._table.columns)]
        numbers = [self._table.numbers[place] for place in parts if place in self._table.numbers]
        indicator = self._table.data.indicator(self._at(row, column).indicator or "")
        if indicator and indicator.formula and indicator.kind in (IndicatorKind.RATE, IndicatorKind.RATIO):
            yield from self._from_totals(row, column, indicator.formula)
        if not numbers or len({number.scale for number in numbers}) > 1:
            return
        listed = ",".join(_ranges(self._table, parts))
        how = (down.total or across.total or Total()).how or (indicator.aggregate if indicator else None)
        functions = ("AVERAGE", "SUM") if how == Aggregate.MEAN else ("SUM", "AVERAGE")
        fractional = any(map(_is_fractional, numbers))
        for name in functions:
            average = name == "AVERAGE"
            yield _Term(f"{name}({listed})", numbers[0].scale, divides=average, fractional=fractional)
        if indicator and indicator.formula:
            yield from self._from_totals(row, column, indicator.formula)

    def _from_totals(self, row: int, column: int, formula: Formula) -> Iterator[_Term]:
        at = self._at(row, column)

        def refer(reference: Reference) -> _Term | None:
            place = at._replace(indicator=reference.indicator, period=(at.period or 0) + reference.offset)
            return self._find(row, column, place, without=None)

        if term := _translated(formula.expression, refer):
            yield term

    def _derived(self, row: int, column: int) -> Iterator[_Term]:
        at = self._at(row, column)
        data = self._table.data
        indicator = data.indicator(at.indicator or "")
        if indicator is None or indicator.formula is None:
            return

        def refer(reference: Reference) -> _Term | None:
            other = data.indicator(reference.indicator)
            if other is None or reference.over_members:
                return None
            place = at._replace(indicator=other.id, period=(at.period or 0) + reference.offset)
            return self._keyed(data.key(place, other))

        if term := _translated(indicator.formula.expression, refer):
            yield term


def _coordinates(at: At) -> tuple[str, str, str, int]:
    return (at.entity or "", at.indicator or "", at.member or "", at.period or 0)


def _is_fractional(number: PrintedNumber) -> bool:
    return number.value != number.value.to_integral_value()


def _ranges(table: SheetTable, places: Iterable[tuple[int, int]]) -> Iterator[str]:
    """The places as ranges, B4:B9, neighbours joined."""
    ordered = sorted(places)
    step = (1, 0) if len({column for _, column in ordered}) == 1 else (0, 1)
    for _, run in groupby(enumerate(ordered), lambda one: one[1][0 if step[0] else 1] - one[0]):
        together = [place for _, place in run]
        first, last = table.place(*together[0]), table.place(*together[-1])
        yield first if first == last else f"{first}:{last}"


def _translated(expression: Expression, refer: _Refer) -> _Term | None:
    """A formula over indicators as one over cells; percentages count as the numbers they print."""
    if isinstance(expression, Number):
        return _Term(f"{expression.value:f}")
    if isinstance(expression, Reference):
        return refer(expression)
    left, right = _translated(expression.left, refer), _translated(expression.right, refer)
    if left is None or right is None:
        return None
    is_sum = expression.sign in _SUMS
    texts = [_operand(one, is_sum=is_sum) for one in (left, right)]
    plain = isinstance(expression.right, Reference | Number) and right.scale == 1
    closed = right.is_sum if expression.sign == "−" else expression.sign == "÷" and not plain
    if closed and not texts[1].startswith("("):
        texts[1] = f"({texts[1]})"
    divides = expression.sign == "÷" or left.divides or right.divides
    fractional = left.fractional or right.fractional or expression.sign == "×"
    return _Term(_SIGNS[expression.sign].join(texts), 1, is_sum, divides, fractional)


def _operand(term: _Term, *, is_sum: bool) -> str:
    text = term.scaled(1)
    return f"({text})" if not is_sum and term.is_sum and term.scale == 1 else text


def _finished(term: _Term, scale: int, style: NumberStyle, no_value: str) -> str:
    """Rounded as printed; what has no value (a division by 0, a text among the operands) prints its sign."""
    hundredfold = scale == 100 and term.scale == 1 and not term.is_sum and term.text.endswith("*100")
    text = term.text.removesuffix("*100") if hundredfold else term.scaled(scale)
    if term.divides or term.fractional:
        decimals = DEFAULT_DECIMALS if style.decimals is None else style.decimals
        text = f"ROUND({text},{decimals + (2 if scale == 100 else 0)})"
    sign = no_value.replace('"', '""')
    return f'IFERROR({text},"{sign}")' if term.divides else text
