"""Rule 分档: numbers by band (salary, marks, age) of a table against what its caption says they divide."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from qdesk.checks.tables.quantities import Quantities
from qdesk.model.finding import Finding, Severity
from qdesk.model.indicator import IndicatorKind
from qdesk.model.prose import Link, LinkForm
from qdesk.model.report import ReportTable
from qdesk.model.report_view import ReportView
from qdesk.model.value import fold_text

_BAND = re.compile(r"^\d+(?:元|分|岁)?(?:及?以[上下]|-\d+)|^\d+-\d+")
_COUNT = re.compile(r"(?:人数|数)(?:\(.*?\))?$")
_FEWEST = 3
_LEAST = 10


def bands(view: ReportView, table: ReportTable, directions: Sequence[Quantities]) -> Iterator[Finding]:
    """Bands that add up to 直接就业人数 in one year of 直接就业毕业生起薪情况 and miss it in the other."""
    for lines in directions:
        parts = [at for at, line in enumerate(lines.lines) if _BAND.match(line.name) and not line.is_rate]
        if len(parts) >= _FEWEST:
            yield from _judge(view, table, lines, parts)


def _judge(
    view: ReportView, table: ReportTable, lines: Quantities, parts: Sequence[int]
) -> Iterator[Finding]:
    caption = fold_text(view.filled(table).caption)
    sums = {n: total for n in range(lines.count) if (total := _sum(lines, parts, n)) is not None}
    for indicator in view.archive.catalogue:
        core = _COUNT.sub("", fold_text(indicator.name))
        if indicator.kind is not IndicatorKind.COUNT or len(core) < _FEWEST or core not in caption:
            continue
        wholes = {n: _whole(view, indicator.id, lines, parts, n) for n in sums}
        fits = [n for n, total in sums.items() if total == wholes[n] and total >= _LEAST]
        for n, total in sums.items():
            place, whole = lines.lines[parts[-1]].places[n], wholes[n]
            if not fits or n in fits or place is None or whole is None:
                continue
            working = " + ".join(f"{lines.lines[one].value(n):f}" for one in parts)
            told = f"各档合起来是 {total:f}（{working}）"
            message = f"{place.title}：{place.label} {told}，{indicator.name}是 {whole:f}"
            finding = place.finding("parts_and_whole", Severity.MUST, message)
            yield replace(finding, found=f"{whole:f}", expected=f"{total:f}")


def _sum(lines: Quantities, parts: Sequence[int], n: int) -> Decimal | None:
    told = [value for one in parts if (value := lines.lines[one].value(n)) is not None]
    return sum(told, Decimal(0)) if len(told) == len(parts) else None


def _whole(
    view: ReportView, indicator: str, lines: Quantities, parts: Sequence[int], n: int
) -> Decimal | None:
    place = lines.lines[parts[0]].places[n]
    if place is None:
        return None
    value = view.number(Link(indicator, period=place.cell.offset, form=LinkForm.VALUE)).value
    return value if isinstance(value, Decimal) else None
