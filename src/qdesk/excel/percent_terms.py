"""Formulas in the terms of what cells show: 94 % counts as 94, although the cell holds 0.94."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from qdesk.recognition.spreadsheet_formula import Call, CellRange, Constant, FormulaNode

_HUNDRED = Constant(Decimal(100))
IsPercent = Callable[[CellRange], bool | None]
"""Whether all cells of a range are percentages; None where some are and some are not."""


@dataclass(frozen=True, slots=True)
class _Shown:
    """A node over shown numbers; what the file computes is its value × 100 ** `power`."""

    node: FormulaNode
    power: int = 0


def in_shown_terms(node: FormulaNode, is_percent: IsPercent, *, percent: bool) -> FormulaNode:
    """The formula that gives the shown number from shown numbers; the node itself where none is a percentage.

    `percent` says that the formula's own cell is one. ROUND(C4/B4,4) shown as a percentage is
    ROUND(C4/B4*100,2); a difference of two percentages stays as it is.
    """
    found = _shown(node, is_percent)
    return node if found is None else _powered(found.node, found.power + percent)


def _powered(node: FormulaNode, power: int) -> FormulaNode:
    """The node × 100 ** power, inside a rounding rather than around it."""
    if power == 0:
        return node
    if isinstance(node, Call):
        if node.name == "ROUND" and len(node.operands) == 2 and isinstance(node.operands[1], Constant):
            places = node.operands[1].value
            if isinstance(places, Decimal):
                return Call("ROUND", (_powered(node.operands[0], power), Constant(places - 2 * power)))
        if node.name == "IFERROR" and len(node.operands) == 2:
            return Call("IFERROR", (_powered(node.operands[0], power), _scaled(node.operands[1], power)))
        if node.name == "IF" and len(node.operands) == 3:
            test, yes, no = node.operands
            return Call("IF", (test, _scaled(yes, power), _scaled(no, power)))
    sign = "*" if power > 0 else "/"
    for _ in range(abs(power)):
        node = Call(sign, (node, _HUNDRED))
    return node


def _scaled(node: FormulaNode, power: int) -> FormulaNode:
    """A branch of IF: a text stays a text, a constant is multiplied at once."""
    if isinstance(node, Constant):
        value = node.value
        return Constant(value.scaleb(2 * power)) if isinstance(value, Decimal) and value else node
    return _powered(node, power)


def _shown(node: FormulaNode, is_percent: IsPercent) -> _Shown | None:
    if isinstance(node, Constant):
        return _Shown(node)
    if isinstance(node, CellRange):
        found = is_percent(node)
        return None if found is None else _Shown(node, -1 if found else 0)
    parts = [_shown(one, is_percent) for one in node.operands]
    known = [one for one in parts if one is not None]
    return _combined(node, known) if len(known) == len(parts) else None


def _combined(node: Call, parts: list[_Shown]) -> _Shown | None:
    match node.name, parts:
        case (("*" | "/"), [left, right]):
            power = left.power + right.power if node.name == "*" else left.power - right.power
            return _Shown(Call(node.name, (left.node, right.node)), power)
        case "ROUND", [number, _Shown(Constant(Decimal() as places))]:
            return _Shown(Call("ROUND", (number.node, Constant(places + 2 * number.power))), number.power)
        case "IF", [test, yes, no]:
            return _branches(node.name, (test.node,), yes, no)
        case "IFERROR", [value, otherwise]:
            return _branches(node.name, (), value, otherwise)
        case _:
            # Sums, means and comparisons keep a common factor; 0 has any.
            powers = {one.power for one in parts if not _is_zero(one.node)}
            if len(powers) > 1:
                return None
            return _Shown(Call(node.name, tuple(one.node for one in parts)), next(iter(powers), 0))


def _branches(name: str, before: tuple[FormulaNode, ...], value: _Shown, other: _Shown) -> _Shown:
    """Both branches with one power; a constant branch takes that of the other."""
    power = other.power if isinstance(value.node, Constant) else value.power
    branches = tuple(_scaled(one.node, one.power - power) for one in (value, other))
    return _Shown(Call(name, (*before, *branches)), power)


def _is_zero(node: FormulaNode) -> bool:
    return isinstance(node, Constant) and node.value == 0
