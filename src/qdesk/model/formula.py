"""Formulas of derived indicators: names in braces, + − × ÷, parentheses, sums over members.

({升学人数} + {直接就业人数}) ÷ {毕业生人数} × 100
{在校生数@-1}          the value of the period before
sum({在校生数})        over all members of the breakdown
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from qdesk.model.value import MISSING, NO_VALUE, Gap, GapKind, Value, plain_text


class FormulaError(ValueError):
    """A formula that cannot be read; the text says where."""


@dataclass(frozen=True, slots=True)
class Number:
    """A constant."""

    value: Decimal


@dataclass(frozen=True, slots=True)
class Reference:
    """The value of an indicator at the formula's own place, shifted by `offset` periods."""

    indicator: str
    offset: int = 0
    over_members: bool = False


@dataclass(frozen=True, slots=True)
class Operation:
    """left `sign` right, with sign one of + − × ÷."""

    sign: str
    left: Expression
    right: Expression


Expression = Number | Reference | Operation

Resolve = Callable[[str], str | None]
Lookup = Callable[[Reference], Value]

_SIGNS = {"+": "+", "-": "−", "−": "−", "*": "×", "×": "×", "/": "÷", "÷": "÷"}
_TOKEN = re.compile(r"\s*(?:(\d+(?:\.\d+)?)|\{([^{}]+)\}|(sum)\b|([-+−×÷*/()（）]))")


@dataclass(frozen=True, slots=True)
class Formula:
    """A parsed formula; `str()` writes it with indicator ids, `parse_formula` reads that again."""

    expression: Expression

    def references(self) -> tuple[Reference, ...]:
        """Every reference, left to right."""
        return tuple(_references(self.expression))

    def evaluate(self, lookup: Lookup) -> tuple[Value, str]:
        """The value and its working, e.g. "(512 + 149) ÷ 680 × 100".

        A missing operand makes the result missing, a division by zero has no value.
        """
        return _evaluate(self.expression, lookup), _write(self.expression, lambda ref: _seen(lookup(ref)))

    def named(self, name: Callable[[str], str]) -> str:
        """The formula with names in place of ids: 中专班人数 + 3+2 班人数."""
        return _write(self.expression, lambda reference: name(reference.indicator))

    def __str__(self) -> str:
        return _write(self.expression, _reference_text)


def parse_formula(text: str, resolve: Resolve) -> Formula:
    """Parse `text`; `resolve` turns a name into an indicator id, or None for an unknown one.

    Raises FormulaError with a Chinese reason.
    """
    tokens = list(_tokens(text))
    expression, position = _sum(tokens, 0, resolve)
    if position != len(tokens):
        raise FormulaError(f"第 {position + 1} 项“{tokens[position][1]}”多余")
    return Formula(expression)


def find_cycle(formulas: Mapping[str, Formula]) -> tuple[str, ...]:
    """The ids of one cycle among derived indicators, or (); a value of another period is none."""
    done: set[str] = set()

    def visit(name: str, path: tuple[str, ...]) -> tuple[str, ...]:
        if name in path:
            return (*path[path.index(name) :], name)
        if name in done or name not in formulas:
            return ()
        for reference in formulas[name].references():
            if reference.offset == 0 and (found := visit(reference.indicator, (*path, name))):
                return found
        done.add(name)
        return ()

    for name in formulas:
        if found := visit(name, ()):
            return found
    return ()


def _tokens(text: str) -> Iterator[tuple[str, str]]:
    position = 0
    while position < len(text.rstrip()):
        match = _TOKEN.match(text, position)
        if not match:
            raise FormulaError(f"第 {position + 1} 个字符“{text[position]}”看不懂")
        number, name, function, sign = match.groups()
        if number:
            yield "number", number
        elif name:
            yield "name", name
        elif function:
            yield "sum", function
        else:
            yield "sign", {"（": "(", "）": ")"}.get(sign, _SIGNS.get(sign, sign))
        position = match.end()


_Tokens = list[tuple[str, str]]


def _sum(tokens: _Tokens, at: int, resolve: Resolve) -> tuple[Expression, int]:
    left, at = _product(tokens, at, resolve)
    while at < len(tokens) and tokens[at] in (("sign", "+"), ("sign", "−")):
        right, after = _product(tokens, at + 1, resolve)
        left, at = Operation(tokens[at][1], left, right), after
    return left, at


def _product(tokens: _Tokens, at: int, resolve: Resolve) -> tuple[Expression, int]:
    left, at = _factor(tokens, at, resolve)
    while at < len(tokens) and tokens[at] in (("sign", "×"), ("sign", "÷")):
        right, after = _factor(tokens, at + 1, resolve)
        left, at = Operation(tokens[at][1], left, right), after
    return left, at


def _factor(tokens: _Tokens, at: int, resolve: Resolve) -> tuple[Expression, int]:
    if at >= len(tokens):
        raise FormulaError("公式不完整")
    kind, text = tokens[at]
    if kind == "number":
        return Number(Decimal(text)), at + 1
    if kind == "name":
        return _reference(text, resolve), at + 1
    if kind == "sum":
        inner, at = _factor(tokens, at + 1, resolve)
        if not isinstance(inner, Reference):
            raise FormulaError("sum 的括号里只能是一个指标")
        return Reference(inner.indicator, inner.offset, over_members=True), at
    if text == "−":
        inner, at = _factor(tokens, at + 1, resolve)
        return Operation("−", Number(Decimal(0)), inner), at
    if text != "(":
        raise FormulaError(f"“{text}”前面缺少指标")
    inner, at = _sum(tokens, at + 1, resolve)
    if at >= len(tokens) or tokens[at] != ("sign", ")"):
        raise FormulaError("缺少右括号")
    return inner, at + 1


def _reference(text: str, resolve: Resolve) -> Reference:
    name, mark, shift = text.rpartition("@")
    if not mark or not re.fullmatch(r"-?\d{1,2}", shift):
        name, shift = text, "0"
    found = resolve(name.strip())
    if found is None:
        raise FormulaError(f"没有名为“{name.strip()}”的指标")
    return Reference(found, int(shift))


def _references(expression: Expression) -> Iterator[Reference]:
    if isinstance(expression, Reference):
        yield expression
    elif isinstance(expression, Operation):
        yield from _references(expression.left)
        yield from _references(expression.right)


def _evaluate(expression: Expression, lookup: Lookup) -> Value:
    if isinstance(expression, Number):
        return expression.value
    if isinstance(expression, Reference):
        return lookup(expression)
    left, right = _evaluate(expression.left, lookup), _evaluate(expression.right, lookup)
    for side in (left, right):
        if isinstance(side, Gap):
            return side if side.kind in (GapKind.NO_VALUE, GapKind.NOT_OFFERED) else MISSING
    if not isinstance(left, Decimal) or not isinstance(right, Decimal):
        return MISSING
    match expression.sign:
        case "+":
            return left + right
        case "−":
            return left - right
        case "×":
            return left * right
        case _:
            return left / right if right else NO_VALUE


def _write(expression: Expression, name: Callable[[Reference], str]) -> str:
    if isinstance(expression, Number):
        return f"{expression.value:f}"
    if isinstance(expression, Reference):
        return name(expression)
    left, right = _write(expression.left, name), _write(expression.right, name)
    if expression.sign in "×÷":
        left = f"({left})" if _is_sum(expression.left) else left
    if isinstance(expression.right, Operation) and (
        expression.sign == "÷" or (expression.sign != "+" and _is_sum(expression.right))
    ):
        right = f"({right})"
    return f"{left} {expression.sign} {right}"


def _is_sum(expression: Expression) -> bool:
    return isinstance(expression, Operation) and expression.sign in "+−"


def _reference_text(reference: Reference) -> str:
    shift = f"@{reference.offset}" if reference.offset else ""
    inner = f"{{{reference.indicator}{shift}}}"
    return f"sum({inner})" if reference.over_members else inner


def _seen(value: Value) -> str:
    return plain_text(value) or "（空）"
