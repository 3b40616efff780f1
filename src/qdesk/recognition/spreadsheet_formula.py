"""Spreadsheet formulas, parsed to see what a cell is made of."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

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
