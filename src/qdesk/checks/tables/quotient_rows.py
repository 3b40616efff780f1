"""Rule 比率: a row below the total with what each total is of the one left of it (实招与计划招生比)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from qdesk.checks.rule import Place, places
from qdesk.checks.verdicts import RULES, SEVERITIES, Verdict, how, shown, verdict
from qdesk.model.filled_cell import CellRole, FilledCell
from qdesk.model.finding import Finding
from qdesk.model.report import ReportTable
from qdesk.model.report_view import ReportView
from qdesk.model.table_layout import LayoutKind
from qdesk.model.value import parse_value

_HUNDRED = Decimal(100)
_SHARE = re.compile(r"比$|率$|比例|比重")
_TELLING = 2
_NO_CHANCE = 3
"""So many digits make it no chance that a quotient comes out right."""


def quotient_rows(view: ReportView, table: ReportTable) -> Iterator[Finding]:
    """Percentages of such a row that are not the quotient which the others are."""
    filled = view.filled(table)
    if filled.layout.kind is not LayoutKind.AXES:
        return
    totals = [filled.header_rows + n for n, leaf in enumerate(filled.axes.row_leaves) if leaf.total]
    if not totals:
        return
    above = filled.grid[totals[-1]]
    below = [one for one in places(view, table) if one.row > totals[-1]]
    for row in sorted({one.row for one in below}):
        yield from _judge([one for one in below if one.row == row], above)


def _judge(row: list[Place], above: Sequence[FilledCell]) -> Iterator[Finding]:
    tried: list[tuple[Place, Decimal, Decimal, str]] = []
    end = -1
    for place in row:
        said = _percentage(place)
        if said is None or (place.column == end + 1 and tried and tried[-1][0].cell.text == place.cell.text):
            end = place.column if said is not None else end  # a merged cell says it again
            continue
        end = place.column
        pair = _pair(place, row, above)
        if pair is not None:
            whole, part = pair
            tried.append((place, said, part * _HUNDRED / whole, f"{part:f} ÷ {whole:f}"))
    right = [
        said
        for _, said, exact, _ in tried
        if verdict(said, exact) is not Verdict.WRONG and len(f"{said:f}".replace(".", "")) >= _NO_CHANCE
    ]
    if len(right) < _TELLING or len(right) * 2 <= len(tried):
        return
    for place, said, exact, from_ in tried:
        found = verdict(said, exact)
        if found is Verdict.RIGHT:
            continue
        expected = f"{shown(exact, said, found)}%"
        message = f"{place.title}：{place.name} 写的是 {place.cell.text}，{from_} 应为 {expected}{how(found)}"
        finding = place.finding(RULES.get(found, "wrong_rate"), SEVERITIES[found], message)
        yield replace(finding, found=place.cell.text, expected=expected)


def _percentage(place: Place) -> Decimal | None:
    text = place.cell.text.strip()
    is_share = text.endswith(("%", "％")) or bool(_SHARE.search(place.label))
    if place.cell.role is CellRole.LABEL or not is_share:
        return None
    value = parse_value(text).value
    return value if isinstance(value, Decimal) else None


def _pair(place: Place, row: list[Place], above: Sequence[FilledCell]) -> tuple[Decimal, Decimal] | None:
    """The totals above a percentage: its column by the one left of it, or those that it is merged over."""
    merged = any(one.column == place.column + 1 and one.cell.text == place.cell.text for one in row)
    first = place.column if merged else place.column - 1
    if first < 0:
        return None
    whole, part = above[first].value, above[first + 1].value
    return (whole, part) if isinstance(whole, Decimal) and isinstance(part, Decimal) and whole else None
