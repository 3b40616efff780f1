"""Rule 笔误: units written twice, units whose slash was lost."""

from __future__ import annotations

import re
from collections.abc import Iterator

from qdesk.checks.rule import places
from qdesk.checks.texts.placed_texts import PlacedText, around
from qdesk.model.finding import Finding, Severity
from qdesk.model.report import ReportTable
from qdesk.model.report_view import ReportView

_TWICE = re.compile(
    r"(?<=\d)\s*(万元|平方米|人次|学时|百分点|[人名册个台套间家项门元%])\1(?![一-龥]?[数次均])"
)
_SLASH_LOST = re.compile(r"[（(]\s*(元月|元生|万元生|平方米生|册生|元人|元年|个生|台生|人年)\s*[）)]")


def written_twice(view: ReportView, text: PlacedText) -> Iterator[Finding]:
    """1.28册册."""
    for printed in text.printed(view):
        for match in _TWICE.finditer(printed):
            where = around(printed, match.start(), match.end())
            message = f"“{where}”的单位写了两遍"
            said = match[0].strip()
            yield text.finding("unit_slip", Severity.MUST, message, said, found=said, expected=match[1])


def lost_slashes(view: ReportView, table: ReportTable) -> Iterator[Finding]:
    """平均起薪（元月）."""
    seen: set[str] = set()
    for place in places(view, table):
        match = _SLASH_LOST.search(place.cell.text)
        if match is None or place.cell.text in seen:
            continue
        seen.add(place.cell.text)
        said = match[1]
        right = f"{said[:-1]}/{said[-1]}"
        message = f"{place.title}：“{place.cell.text}”的单位应是 {right}"
        finding = place.finding("unit_slip", Severity.MUST, message)
        yield Finding(
            finding.rule,
            finding.severity,
            message,
            finding.section,
            finding.table,
            place.row,
            place.column,
            found=said,
            expected=right,
        )
