"""Rule 变化: changes typed in words (增加 32, ↓147, 下降 0.5 个百分点), or in a second column of changes.

A computed column is compared with what follows anyway; these cells are texts or numbers of their own.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from qdesk.checks.rule import Place, places
from qdesk.checks.verdicts import RULES, SEVERITIES, Verdict, how, shown, verdict
from qdesk.model.comparison import ChangeKind, compare
from qdesk.model.filled_cell import CellRole, FilledCell
from qdesk.model.finding import Finding, Severity
from qdesk.model.indicator import IndicatorKind
from qdesk.model.report import ReportTable
from qdesk.model.report_view import ReportView
from qdesk.model.table_layout import LayoutKind
from qdesk.model.value import fold_text, parse_value

_WORDED = re.compile(
    r"^(?P<word>[↑↓⬆⬇▲▼]|增加|增长|提高|上升|提升|减少|下降|降低|增|减|升|降)了?(?P<number>\d+(?:\.\d+)?)"
    r"(?P<unit>%|个百分点|[^\d]{0,4})$"
)
_UP = ("↑", "⬆", "▲", "增加", "增长", "提高", "上升", "提升", "增", "升")
_HEAD = re.compile(r"增减|增长|增幅|变化|同比|升降|环比")
_KINDS = (ChangeKind.DIFFERENCE, ChangeKind.GROWTH, ChangeKind.RATIO)
_TELLING = 2


@dataclass(frozen=True, slots=True)
class _Change:
    """A typed change with the two values that it compares; `shares`: these are rates."""

    place: Place
    said: Decimal
    unit: str
    prior: Decimal
    now: Decimal
    shares: bool
    worded: bool


def typed_changes(view: ReportView, table: ReportTable) -> Iterator[Finding]:
    """Such changes that are none of the two values beside them."""
    filled = view.filled(table)
    if filled.layout.kind is not LayoutKind.AXES:
        return
    lines: dict[tuple[str, int], list[_Change]] = defaultdict(list)
    found = [one for one in places(view, table) if one.row >= filled.header_rows]
    by_row: dict[int, list[Place]] = defaultdict(list)
    by_column: dict[int, list[Place]] = defaultdict(list)
    for one in found:
        by_row[one.row].append(one)
        by_column[one.column].append(one)
    for place in found:
        across = _change(view, place, by_row[place.row], heads=place.head)
        down = None if across else _change(view, place, by_column[place.column], heads=place.label)
        if across is not None:
            lines["column", place.column].append(across)
        elif down is not None:
            lines["row", place.row].append(down)
    for changes in lines.values():
        yield from _judge(changes)


def _change(view: ReportView, place: Place, line: Sequence[Place], heads: str) -> _Change | None:
    """The change that a cell tells of the only pair of years in its line; None where it tells none."""
    cell = place.cell
    worded = _WORDED.match(fold_text(cell.text)) if cell.role is CellRole.FIXED else None
    number = _number(place)
    typed = number is not None and bool(_HEAD.search(heads))
    if worded is None and not typed:
        return None
    values = [
        one.cell
        for one in line
        if one.cell.role is CellRole.VALUE and one is not place and not _HEAD.search(one.head + one.label)
    ]
    names = {one.indicator for one in values if one.offset in (-1, 0)}
    pairs = [
        (before, now)
        for name in names
        if (before := _only(values, name, -1)) is not None and (now := _only(values, name, 0)) is not None
    ]
    if len(pairs) != 1:
        return None
    indicator = view.data.indicator(next(iter(names)))
    shares = indicator is not None and indicator.kind is IndicatorKind.RATE
    (prior, now), said = pairs[0], number
    if worded is not None:
        said = Decimal(worded["number"]) * (1 if worded["word"] in _UP else -1)
    if said is None:
        return None
    unit = worded["unit"] if worded else "%" if "%" in fold_text(heads + cell.text) else ""
    return _Change(place, said, unit, prior, now, shares, worded is not None)


def _number(place: Place) -> Decimal | None:
    """The number of a cell that nothing computes: a value, or a text that is one."""
    cell = place.cell
    value = parse_value(cell.text).value if cell.role is CellRole.FIXED else cell.value
    return value if cell.role in (CellRole.VALUE, CellRole.FIXED) and isinstance(value, Decimal) else None


def _only(values: Sequence[FilledCell], name: str, offset: int) -> Decimal | None:
    found = [one.value for one in values if one.indicator == name and one.offset == offset]
    return found[0] if len(found) == 1 and isinstance(found[0], Decimal) else None


def _judge(changes: Sequence[_Change]) -> Iterator[Finding]:
    """Words say what they mean; plain numbers are of the kind that most of the line are."""
    plain = [one for one in changes if not one.worded]
    kinds = Counter(
        kind for one in plain for kind in _KINDS if _verdict(one, kind) in (Verdict.RIGHT, Verdict.TRUNCATED)
    )
    kind, right = kinds.most_common(1)[0] if kinds else (ChangeKind.NONE, 0)
    for one in changes:
        if one.worded:
            growth = one.unit == "%" and not one.shares
            yield from _finding(one, ChangeKind.GROWTH if growth else ChangeKind.DIFFERENCE)
        elif right >= _TELLING and right * 2 >= len(plain):
            yield from _finding(one, kind)


def _verdict(change: _Change, kind: ChangeKind) -> Verdict:
    exact = compare(change.prior, change.now, kind).value
    return verdict(change.said, exact) if isinstance(exact, Decimal) else Verdict.WRONG


def _finding(change: _Change, kind: ChangeKind) -> Iterator[Finding]:
    place, compared = change.place, compare(change.prior, change.now, kind)
    exact = compared.value
    if not isinstance(exact, Decimal):
        return
    found = verdict(change.said, exact)
    if found is Verdict.RIGHT:
        return
    number = shown(abs(exact) if change.worded else exact, abs(change.said), found)
    word = ("增加" if exact > 0 else "减少") if change.worded else ""
    expected = f"{word}{number}{change.unit if change.worded else ''}"
    told = f"{place.title}：{place.name} 写的是 {place.cell.text}，应为 {expected}{how(found)}"
    message = f"{told}（{change.prior:f} → {change.now:f}）"
    severity = SEVERITIES[found]
    if severity is Severity.MUST and change.shares and change.unit == "%":
        severity = Severity.LOOK  # per cent of a rate may be growth or points
    finding = place.finding(RULES.get(found, "wrong_derived_value"), severity, message)
    yield replace(finding, found=place.cell.text, expected=expected)
