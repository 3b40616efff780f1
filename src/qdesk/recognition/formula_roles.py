"""What the formulas of a workbook say: comparisons, bases, and how indicators are derived."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal

from qdesk.model.comparison import ChangeKind, compare
from qdesk.model.formula import Expression, Formula, Number, Operation, Reference
from qdesk.model.number_format import round_half_up
from qdesk.model.table_layout import At
from qdesk.model.value import decimals_of
from qdesk.recognition.spreadsheet_formula import (
    Call,
    CellRange,
    Constant,
    FormulaNode,
    ranges,
    unwrap_rounding,
)

Place = tuple[str, int, int]
"""(sheet, row, column)."""

Registry = Mapping[Place, At]
"""The coordinates of every body cell of the file."""

_SIGNS = {"+": "+", "-": "−", "*": "×", "/": "÷"}
_MAX_TERMS = 200


def change_kind_of(node: FormulaNode) -> ChangeKind | None:
    """The comparison that a formula makes, or None where it is none."""
    inner, _ = unwrap_rounding(node)
    if not isinstance(inner, Call):
        return None
    if inner.name == "*" and Constant(Decimal(100)) in inner.operands:
        other = next(one for one in inner.operands if one != Constant(Decimal(100)))
        return _quotient_kind(other)
    if inner.name == "-" and all(isinstance(one, CellRange) for one in inner.operands):
        return ChangeKind.DIFFERENCE
    return _quotient_kind(inner)


def _quotient_kind(node: FormulaNode) -> ChangeKind | None:
    inner, _ = unwrap_rounding(node)
    if not isinstance(inner, Call) or inner.name != "/":
        return None
    top = inner.operands[0]
    if isinstance(top, CellRange):
        return ChangeKind.RATIO
    return ChangeKind.GROWTH if isinstance(top, Call) and top.name == "-" else None


def change_kind_of_numbers(samples: Iterable[tuple[Decimal, Decimal, Decimal]]) -> ChangeKind | None:
    """The comparison that most (prior, current, printed change) triples follow."""
    votes: Counter[ChangeKind] = Counter()
    for prior, current, shown in samples:
        for kind in (ChangeKind.RATIO, ChangeKind.DIFFERENCE, ChangeKind.GROWTH):
            value = compare(prior, current, kind).value
            if isinstance(value, Decimal) and _same(value, shown):
                votes[kind] += 1
    return votes.most_common(1)[0][0] if votes else None


def _same(exact: Decimal, shown: Decimal) -> bool:
    return abs(round_half_up(exact, decimals_of(shown)) - shown) <= Decimal(1).scaleb(-decimals_of(shown))


def divisor_of(node: FormulaNode, sheet: str, registry: Registry) -> At | None:
    """What a per-student formula divides by."""
    inner, _ = unwrap_rounding(node)
    if isinstance(inner, Call) and inner.name == "/" and isinstance(inner.operands[1], CellRange):
        below = inner.operands[1]
        return registry.get((below.sheet or sheet, below.top, below.left))
    return None


def derivation(node: FormulaNode, place: Place, registry: Registry) -> tuple[Formula, int | None] | None:
    """A cell's formula over indicators, and its decimals.

    None unless every cell that it reads lies at the same entity, member and period and differs
    by its indicator alone.
    """
    here = registry.get(place)
    inner, decimals = unwrap_rounding(node)
    if here is None or here.indicator is None or not isinstance(inner, Call):
        return None
    if sum(1 for _ in ranges(inner)) > _MAX_TERMS:
        return None

    def refer(row: int, column: int, sheet: str) -> Expression | None:
        there = registry.get((sheet, row, column))
        if there is None or there.indicator in (None, here.indicator):
            return None
        if there._replace(indicator=here.indicator) != here:
            return None
        return Reference(there.indicator or "")

    expression = _translated(inner, place[0], refer)
    return None if expression is None else (Formula(expression), decimals)


_Refer = Callable[[int, int, str], Expression | None]


def _translated(node: FormulaNode, sheet: str, refer: _Refer) -> Expression | None:
    if isinstance(node, Constant):
        return Number(node.value) if isinstance(node.value, Decimal) else None
    if isinstance(node, CellRange):
        return refer(node.top, node.left, node.sheet or sheet) if node.is_cell else None
    if node.name == "SUM":
        return _summed(node, sheet, refer)
    if node.name not in _SIGNS:
        return None
    left, right = (_translated(one, sheet, refer) for one in node.operands)
    if left is None or right is None:
        return None
    return Operation(_SIGNS[node.name], left, right)


def _summed(node: Call, sheet: str, refer: _Refer) -> Expression | None:
    total: Expression | None = None
    for operand in node.operands:
        if not isinstance(operand, CellRange):
            return None
        for row in range(operand.top, operand.bottom + 1):
            for column in range(operand.left, operand.right + 1):
                term = refer(row, column, operand.sheet or sheet)
                if term is None:
                    return None
                total = term if total is None else Operation("+", total, term)
    return total
