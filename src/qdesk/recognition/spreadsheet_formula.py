"""Spreadsheet formulas: parsed to see what a cell is made of, evaluated exactly where uncached."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import ROUND_DOWN, ROUND_HALF_UP, ROUND_UP, Decimal, DivisionByZero, InvalidOperation

Scalar = Decimal | str | None
Read = Callable[[str | None, int, int], Scalar]
"""(sheet or None for the formula's own, row, column) → value."""

MAX_LENGTH = 8192
MAX_RANGE = 100_000
MAX_DEPTH = 60


class FormulaNotUnderstoodError(ValueError):
    """The formula uses something that is not evaluated here; its text says what."""


@dataclass(frozen=True, slots=True)
class Constant:
    """A number or a text."""

    value: Decimal | str


@dataclass(frozen=True, slots=True)
class CellRange:
    """A cell or a rectangle of cells; `sheet` None is the formula's own."""

    sheet: str | None
    top: int
    left: int
    bottom: int
    right: int

    @property
    def is_cell(self) -> bool:
        """Whether it is one cell."""
        return (self.top, self.left) == (self.bottom, self.right)


@dataclass(frozen=True, slots=True)
class Call:
    """A function or an operator (named by its sign) with its operands."""

    name: str
    operands: tuple[FormulaNode, ...]


FormulaNode = Constant | CellRange | Call

_TOKEN = re.compile(
    r"""\s*(?:
      (?P<text>"(?:[^"]|"")*")
    | (?P<cell>(?:(?P<sheet>'(?:[^']|'')+'|[^\W\d][\w.]*)!)?
        \$?(?P<c1>[A-Za-z]{1,3})\$?(?P<r1>\d{1,7})(?::\$?(?P<c2>[A-Za-z]{1,3})\$?(?P<r2>\d{1,7}))?(?![\w(]))
    | (?P<number>\d+(?:\.\d*)?(?:[eE][+-]?\d+)?|\.\d+)
    | (?P<name>[A-Za-z_][\w.]*)
    | (?P<sign><>|>=|<=|[-+*/^&=<>(),;%])
    )""",
    re.VERBOSE,
)


def parse_formula(text: str) -> FormulaNode:
    """Parse a formula without its leading "="; raises FormulaNotUnderstoodError."""
    if len(text) > MAX_LENGTH:
        raise FormulaNotUnderstoodError("公式过长")
    parser = _Parser(list(_tokens(text)))
    node = parser.comparison(0)
    if not parser.done:
        raise FormulaNotUnderstoodError(text)
    return node


def _tokens(text: str) -> Iterator[re.Match[str]]:
    position, end = 0, len(text.rstrip())
    while position < end:
        match = _TOKEN.match(text, position)
        if not match:
            raise FormulaNotUnderstoodError(text[position:])
        yield match
        position = match.end()


class _Parser:
    """Precedence climbing; `depth` bounds the nesting of hostile formulas."""

    def __init__(self, tokens: list[re.Match[str]]) -> None:
        self._tokens = tokens
        self._at = 0

    @property
    def done(self) -> bool:
        return self._at >= len(self._tokens)

    def _sign(self, *signs: str) -> str | None:
        if not self.done and (sign := self._tokens[self._at]["sign"]) in signs:
            self._at += 1
            return sign
        return None

    def _binary(self, depth: int, signs: Sequence[str], below: Callable[[int], FormulaNode]) -> FormulaNode:
        left = below(depth)
        while sign := self._sign(*signs):
            left = Call(sign, (left, below(depth)))
        return left

    def comparison(self, depth: int) -> FormulaNode:
        if depth > MAX_DEPTH:
            raise FormulaNotUnderstoodError("嵌套过深")
        return self._binary(depth + 1, ("=", "<>", "<", ">", "<=", ">="), self._joined)

    def _joined(self, depth: int) -> FormulaNode:
        return self._binary(depth, ("&",), self._sum)

    def _sum(self, depth: int) -> FormulaNode:
        return self._binary(depth, ("+", "-"), self._product)

    def _product(self, depth: int) -> FormulaNode:
        return self._binary(depth, ("*", "/"), self._power)

    def _power(self, depth: int) -> FormulaNode:
        return self._binary(depth, ("^",), self._unary)

    def _unary(self, depth: int) -> FormulaNode:
        negative = False
        while sign := self._sign("-", "+"):
            negative ^= sign == "-"
        node = self._primary(depth)
        while self._sign("%"):
            node = Call("/", (node, Constant(Decimal(100))))
        return Call("-", (Constant(Decimal(0)), node)) if negative else node

    def _primary(self, depth: int) -> FormulaNode:
        if self._sign("("):
            node = self.comparison(depth)
            if not self._sign(")"):
                raise FormulaNotUnderstoodError("缺少右括号")
            return node
        if self.done:
            raise FormulaNotUnderstoodError("公式不完整")
        token = self._tokens[self._at]
        self._at += 1
        if token["cell"]:
            return _cell_range(token)
        if token["number"]:
            return Constant(Decimal(token["number"]))
        if token["text"] is not None:
            return Constant(token["text"][1:-1].replace('""', '"'))
        if token["name"]:
            return self._call(token["name"].upper(), depth)
        raise FormulaNotUnderstoodError(token.group())

    def _call(self, name: str, depth: int) -> FormulaNode:
        if name in ("TRUE", "FALSE") and not (not self.done and self._tokens[self._at]["sign"] == "("):
            return Constant(Decimal(name == "TRUE"))
        if not self._sign("("):
            raise FormulaNotUnderstoodError(name)
        operands: list[FormulaNode] = []
        while not self._sign(")"):
            operands.append(self.comparison(depth))
            if not self._sign(",", ";") and (self.done or self._tokens[self._at]["sign"] != ")"):
                raise FormulaNotUnderstoodError(name)
        return Call(name, tuple(operands))


def _cell_range(token: re.Match[str]) -> CellRange:
    sheet = token["sheet"]
    if sheet and sheet.startswith("'"):
        sheet = sheet[1:-1].replace("''", "'")
    top, left = int(token["r1"]) - 1, _column(token["c1"])
    bottom = int(token["r2"]) - 1 if token["r2"] else top
    right = _column(token["c2"]) if token["c2"] else left
    found = CellRange(sheet, min(top, bottom), min(left, right), max(top, bottom), max(left, right))
    if (found.bottom - found.top + 1) * (found.right - found.left + 1) > MAX_RANGE:
        raise FormulaNotUnderstoodError("区域过大")
    return found


def _column(letters: str) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


def ranges(node: FormulaNode) -> Iterator[CellRange]:
    """Every cell or range that a formula reads."""
    if isinstance(node, CellRange):
        yield node
    elif isinstance(node, Call):
        for operand in node.operands:
            yield from ranges(operand)


def unwrap_rounding(node: FormulaNode) -> tuple[FormulaNode, int | None]:
    """The formula inside ROUND and IF(x=0,0,…) guards, and the decimals it is rounded to."""
    decimals: int | None = None
    while isinstance(node, Call):
        if node.name == "ROUND" and len(node.operands) == 2 and isinstance(node.operands[1], Constant):
            places = node.operands[1].value
            decimals = int(places) if isinstance(places, Decimal) else decimals
            node = node.operands[0]
        elif node.name == "IF" and len(node.operands) == 3:
            node = node.operands[2] if isinstance(node.operands[1], Constant) else node.operands[1]
        elif node.name == "IFERROR" and node.operands:
            node = node.operands[0]
        else:
            break
    return node, decimals


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
    if node.name in _OPERATORS:
        left, right = (evaluate(operand, read) for operand in node.operands)
        return _OPERATORS[node.name](left, right)
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
        for row in range(operand.top, operand.bottom + 1):
            for column in range(operand.left, operand.right + 1):
                value = read(operand.sheet, row, column)
                if isinstance(value, Decimal) or node.name == "ROUND":
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
