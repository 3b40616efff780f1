"""Rule 旧年份: captions, heads and titles that name other years than the report's."""

from __future__ import annotations

import re
from collections.abc import Iterator

from qdesk.model.finding import Finding, Severity
from qdesk.model.period import parse_period
from qdesk.model.report_view import ReportView
from qdesk.model.value import fold_text

_YEAR = re.compile(r"20\d\d-(?:20)?\d\d(?:学年度?)?|20\d\d(?:学年度?|年度?|届)?")


def old_years(view: ReportView) -> Iterator[Finding]:
    """A title or caption whose latest year is past, unless the same caption stands for this year as well."""
    captions = {table.id: fold_text(view.filled(table).caption) for table in view.tables}
    with_this_year = {_bare(one) for one in captions.values() if _latest(one) == view.report.period.year}
    for table in view.tables:
        caption = captions[table.id]
        latest = _latest(caption)
        if latest and latest < view.report.period.year and _bare(caption) not in with_this_year:
            title = f"{view.table_numbers[table.id]} {view.filled(table).caption}".strip()
            message = f"{title}：题注里的年份是 {latest}，报告是 {view.report.period.title}的"
            yield Finding("old_year", Severity.LOOK, message, table.section, table.id, found=str(latest))
    for heading in view.headings:
        latest = _latest(fold_text(heading.section.title))
        if latest and latest < view.report.period.year - 1 and not heading.skipped:
            title = view.title_of(heading)
            message = f"{title}：标题里的年份是 {latest}，报告是 {view.report.period.title}的"
            yield Finding("old_year", Severity.LOOK, message, heading.section.id, found=str(latest))


def _latest(text: str) -> int:
    years = [period.year for one in _YEAR.findall(text) if (period := parse_period(one))]
    return max(years, default=0)


def _bare(text: str) -> str:
    return re.sub(r"^附?表[\d-]+", "", _YEAR.sub("", text))
