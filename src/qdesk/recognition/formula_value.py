"""The value of a spreadsheet formula that its file left uncached, exact where Excel is binary."""

from __future__ import annotations

from collections.abc import Callable
from decimal import ROUND_DOWN, ROUND_HALF_UP, ROUND_UP, Decimal, DivisionByZero, InvalidOperation

from qdesk.recognition.spreadsheet_formula import (
    Call,
    CellRange,
    Constant,
    FormulaNode,
    FormulaNotUnderstoodError,
)

Scalar = Decimal | str | None
Read = Callable[[str | None, int, int], Scalar]
"""(sheet or None for the formula's own, row, column) → value."""


def evaluate(node: FormulaNode, read: Read) -> Scalar:
    """The value, exact where Excel is binary; raises FormulaNotUnderstoodError for an unknown function.

    A division by zero or a text where a number is needed raises ArithmeticError.
    """
    if isinstance(node, Constant):
        return node.value
    if isinstance(node, CellRange):
        if not node.is_cell:
            raise FormulaNotUnderstoodError("区域不能单独作值")
        return read(node.sheet, node.top, node.left)
    operator = _OPERATORS.get(node.name)
    if operator is not None:
        left, right = node.operands
        return operator(evaluate(left, read), evaluate(right, read))
    if node.name == "IF":
        chosen = 1 if _number(evaluate(node.operands[0], read)) else 2
        return evaluate(node.operands[chosen], read) if chosen < len(node.operands) else Decimal(0)
    if node.name == "IFERROR":
        try:
            return evaluate(node.operands[0], read)
        except ArithmeticError:
            return evaluate(node.operands[1], read)
    function = _FUNCTIONS.get(node.name)
    if function is None:
        raise FormulaNotUnderstoodError(node.name)
    return function(_arguments(node, read))


def _arguments(node: Call, read: Read) -> list[Scalar]:
    """Operands as values; the text and empty cells of a range are passed over, as Excel does."""
    values: list[Scalar] = []
    for operand in node.operands:
        if not isinstance(operand, CellRange):
            values.append(evaluate(operand, read))
            continue
        sheet, columns, all_count = (
            operand.sheet,
            range(operand.left, operand.right + 1),
            node.name == "ROUND",
        )
        for row in range(operand.top, operand.bottom + 1):
            for column in columns:
                value = read(sheet, row, column)
                if all_count or isinstance(value, Decimal):
                    values.append(value)
    return values


def _number(value: Scalar) -> Decimal:
    if isinstance(value, Decimal):
        return value
    if value is None or value == "":
        return Decimal(0)
    try:
        return Decimal(value)
    except InvalidOperation:
        raise ArithmeticError("#VALUE!") from None


def _divide(left: Scalar, right: Scalar) -> Decimal:
    try:
        return _number(left) / _number(right)
    except (DivisionByZero, InvalidOperation):
        raise ArithmeticError("#DIV/0!") from None


def _power(left: Scalar, right: Scalar) -> Decimal:
    exponent = _number(right)
    if abs(exponent) > 100:  # a hostile 9^9^9 must not keep the machine busy
        raise ArithmeticError("#NUM!")
    return _number(left) ** exponent


def _compared(order: Callable[[Decimal, Decimal], bool]) -> Callable[[Scalar, Scalar], Decimal]:
    return lambda left, right: Decimal(order(_number(left), _number(right)))


def _text(value: Scalar) -> str:
    return "" if value is None else f"{value:f}" if isinstance(value, Decimal) else value


def _equal(left: Scalar, right: Scalar) -> bool:
    if isinstance(left, str) or isinstance(right, str):
        return _text(left) == _text(right)
    return _number(left) == _number(right)


_OPERATORS: dict[str, Callable[[Scalar, Scalar], Scalar]] = {
    "+": lambda left, right: _number(left) + _number(right),
    "-": lambda left, right: _number(left) - _number(right),
    "*": lambda left, right: _number(left) * _number(right),
    "/": _divide,
    "^": _power,
    "&": lambda left, right: _text(left) + _text(right),
    "=": lambda left, right: Decimal(_equal(left, right)),
    "<>": lambda left, right: Decimal(not _equal(left, right)),
    "<": _compared(lambda a, b: a < b),
    ">": _compared(lambda a, b: a > b),
    "<=": _compared(lambda a, b: a <= b),
    ">=": _compared(lambda a, b: a >= b),
}


def _rounded(mode: str) -> Callable[[list[Scalar]], Decimal]:
    def apply(values: list[Scalar]) -> Decimal:
        places = int(_number(values[1])) if len(values) > 1 else 0
        if abs(places) > 20:
            raise ArithmeticError("#NUM!")
        return _number(values[0]).quantize(Decimal(1).scaleb(-places), rounding=mode)

    return apply


def _numbers(values: list[Scalar]) -> list[Decimal]:
    return [_number(value) for value in values]


def _average(values: list[Scalar]) -> Decimal:
    numbers = _numbers(values)
    return _divide(sum(numbers, Decimal(0)), Decimal(len(numbers)))


_FUNCTIONS: dict[str, Callable[[list[Scalar]], Scalar]] = {
    "SUM": lambda values: sum(_numbers(values), Decimal(0)),
    "AVERAGE": _average,
    "MIN": lambda values: min(_numbers(values), default=Decimal(0)),
    "MAX": lambda values: max(_numbers(values), default=Decimal(0)),
    "COUNT": lambda values: Decimal(len(values)),
    "ABS": lambda values: abs(_number(values[0])),
    "ROUND": _rounded(ROUND_HALF_UP),
    "ROUNDUP": _rounded(ROUND_UP),
    "ROUNDDOWN": _rounded(ROUND_DOWN),
    "INT": lambda values: Decimal(int(_number(values[0]) // 1)),
}
