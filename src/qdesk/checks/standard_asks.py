"""Rules of form that a standard asks for: its sections, their length, the length of cases."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rapidfuzz import fuzz

from qdesk.checks.rule import Parameters
from qdesk.model.axis import fill_years
from qdesk.model.finding import Finding, Severity
from qdesk.model.report_view import ReportView
from qdesk.model.standard import DEFAULT, Standard
from qdesk.model.value import fold_text

_HUNDRED = 100
_ALIKE = 85
_YEARS = re.compile(r"20\d\d(?:-(?:20)?\d\d)?(?:学年度?|年度?|届)?")


def required_sections(view: ReportView, standard: Standard, _: Parameters) -> Iterator[Finding]:
    """Sections that a rule (not a default) names and the report does not have, not even as not applicable."""
    had = {heading.section.origin for heading in view.headings}
    for one in standard.sections():
        if one.state != DEFAULT and one.id not in had:
            message = f"规范《{standard.name}》要求的“{one.title}”，报告里没有"
            yield Finding("required_section", Severity.LOOK, message, expected=one.title)


def required_tables(view: ReportView, standard: Standard, _: Parameters) -> Iterator[Finding]:
    """Tables that a rule (not a default) names, by their captions; a renamed one is known by likeness."""
    year = view.report.period.year
    had = [_bare(view.filled(table).caption) for table in view.tables]
    for name, layout in standard.tables.items():
        wanted = _bare(fill_years(layout.caption, year))
        if standard.table_states.get(name, DEFAULT) == DEFAULT or not wanted:
            continue
        if not any(fuzz.ratio(wanted, one) >= _ALIKE for one in had):
            message = f"规范《{standard.name}》要求的表“{fill_years(layout.caption, year)}”，报告里没有"
            yield Finding("required_table", Severity.LOOK, message, expected=layout.caption)


def _bare(caption: str) -> str:
    return _YEARS.sub("", fold_text(caption))


def lengths(view: ReportView, standard: Standard, parameters: Parameters) -> Iterator[Finding]:
    """Texts that are much shorter or longer than the standard expects; cases over what it allows."""
    part, over = parameters["short_text.part"], parameters["short_text.over"]
    for heading in view.headings:
        if heading.skipped:
            continue
        title = view.title_of(heading)
        for case in heading.cases:
            size = _length(view.plain(case.text))
            if standard.case_length and size > standard.case_length:
                message = f"{title}：案例“{case.title}”有 {size} 字，规范规定不超过 {standard.case_length} 字"
                yield Finding("long_case", Severity.MUST, message, heading.section.id, found=str(size))
        asked = standard.section(heading.section.origin)
        size = _length(view.plain_text(heading.section.id))
        if asked is None or asked.length is None or not size:
            continue
        low, high = asked.length
        if size * _HUNDRED < low * part or size * _HUNDRED > high * (_HUNDRED + over):
            message = f"{title}：正文 {size} 字，规范建议 {low}～{high} 字"
            yield Finding("short_text", Severity.NOTE, message, heading.section.id, found=str(size))


def _length(text: str) -> int:
    return len("".join(text.split()))
