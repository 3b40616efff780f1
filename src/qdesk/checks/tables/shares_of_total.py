"""Rule 比率, of totals: shares (占比) of what a line adds up to."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from qdesk.checks.rule import Place
from qdesk.checks.tables.quantities import Quantities, Quantity
from qdesk.checks.verdicts import RULES, SEVERITIES, Verdict, how, shown, verdict
from qdesk.model.filled_cell import CellRole
from qdesk.model.finding import Finding, Severity

_TELLING = 3
_NAMED = 2
_HUNDRED = Decimal(100)
_ALL = re.compile(r"合计|总计|总|全部|全校")


def shares_of_total(lines: Quantities, at: int) -> Iterator[Finding]:
    """Shares of what a line adds up to (占比): each is the number beside it by the line's total.

    Where the parts do not add up to the total either, and one of them would if it had its share, it is the
    part that is told.
    """
    total = _instance_of_all(lines, at)
    parts = [n for n, one in enumerate(lines.lines) if not one.is_rate and not one.is_per and n != at]
    if total is None:
        return
    every = [found for n in parts if (found := _tried_of_total(lines, at, n, total)) is not None]
    best = max(every, key=lambda one: (one.right, one.part < at, -abs(at - one.part)), default=None)
    if best is None or not best.is_sure(said_hundred=lines.lines[at].value(total) == _HUNDRED):
        return
    part = lines.lines[best.part]
    for n, said, exact in best.tried:
        place, found = lines.lines[at].places[n], verdict(said, exact)
        if place is None or not is_typed(place) or found is Verdict.RIGHT:
            continue
        if found is Verdict.WRONG and (blamed := _blamed(part, n, said, best)) is not None:
            yield blamed
            continue
        expected = shown(exact, said, found) + place.cell.text[len(place.cell.text.rstrip("%％")) :]
        message = (
            f"{place.title}：{place.name} 写的是 {place.cell.text}，"
            f"按占{part.name}合计 {best.whole:f} 的比例应为 {expected}{how(found)}"
        )
        finding = place.finding(RULES.get(found, "wrong_rate"), SEVERITIES[found], message)
        yield replace(finding, found=place.cell.text, expected=expected)


@dataclass(frozen=True, slots=True)
class _OfTotal:
    """A line taken for the parts of a share; `tried`: instance, share that is told, share that follows."""

    part: int
    whole: Decimal
    tried: tuple[tuple[int, Decimal, Decimal], ...]

    @property
    def right(self) -> int:
        return sum(verdict(said, exact) is not Verdict.WRONG for _, said, exact in self.tried)

    def is_sure(self, *, said_hundred: bool) -> bool:
        """Three shares right of five, or two where the total is told to be 100 %."""
        enough = self.right >= _TELLING or (said_hundred and self.right >= _NAMED)
        return enough and self.right * 5 >= len(self.tried) * 3


def _instance_of_all(lines: Quantities, at: int) -> int | None:
    """The instance that is the total of the others: one that computes it, or is called so and has 100 %."""
    totals = [n for n, total in enumerate(lines.totals) if total]
    if totals:
        return totals[0] if len(totals) == 1 else None
    rate = lines.lines[at]
    full = [n for n in range(lines.count) if rate.value(n) == _HUNDRED]
    place = rate.places[full[0]] if len(full) == 1 else None
    names = f"{place.label}{place.head}" if place is not None else ""
    return full[0] if _ALL.search(names) else None


def _tried_of_total(lines: Quantities, at: int, part_at: int, total: int) -> _OfTotal | None:
    part = lines.lines[part_at]
    whole = right_value(part.places[total])
    if not whole or whole < 0:
        return None
    tried = tuple(
        (n, said, above * _HUNDRED / whole)
        for n in range(lines.count)
        if n != total
        and (said := lines.lines[at].value(n)) is not None
        and (above := part.value(n)) is not None
    )
    return _OfTotal(part_at, whole, tried) if tried else None


def _blamed(part: Quantity, n: int, said: Decimal, best: _OfTotal) -> Finding | None:
    """The part itself, where its share and the total agree on another number."""
    values = {one: value for one, _, _ in best.tried if (value := part.value(one)) is not None}
    right = best.whole - sum((value for one, value in values.items() if one != n), Decimal(0))
    place = part.places[n]
    if place is None or values[n] == right or right <= 0 or not is_typed(place):
        return None
    if verdict(said, right * _HUNDRED / best.whole) is Verdict.WRONG:
        return None
    message = (
        f"{place.title}：{place.name} 写的是 {place.cell.text}，"
        f"合计 {best.whole:f} 和占比 {said:f}% 都说明应为 {right:f}"
    )
    finding = place.finding("wrong_part", Severity.MUST, message)
    return replace(finding, found=place.cell.text, expected=f"{right:f}")


def is_typed(place: Place | None) -> bool:
    """Whether a number was entered that no formula of the table's own looks at."""
    return place is not None and place.cell.role is CellRole.VALUE


def right_value(place: Place | None) -> Decimal | None:
    """A number as it should be: what follows where a total was typed over."""
    value = None if place is None else place.cell.follows if place.cell.overwritten else place.cell.value
    return value if isinstance(value, Decimal) else None
