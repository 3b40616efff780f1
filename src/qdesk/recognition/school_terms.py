"""Spans and days that mean a school year, or a calendar year where the report goes by calendar years.

2022年9月—2023年6月 is a school year. 2023年秋季 and 截至2022年9月1日 stand at the beginning of one; in a
report by calendar years, and where autumn and spring of one calendar year stand together, they are of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from qdesk.model.period import Period, PeriodKind
from qdesk.model.value import fold_text
from qdesk.recognition.labels import find_period

_SPAN = re.compile(
    r"((?:19|20)\d\d)[年.](?:0?[89])(?:月|\.\d{1,2}日?)?(?:\d{1,2}日)?[-~～至到]+"
    r"((?:19|20)\d\d)[年.](?:0?[5678])(?!\d)"
)
_TERM = re.compile(r"((?:19|20)\d\d)年?(秋|春)(?![节运游分])季?")
_COUNTED_IN_AUTUMN = re.compile(r"(?:截[至止]?到?|至|到)((?:19|20)\d\d)[年.](?:0?9|10)[月.]")
_IN_AUTUMN = re.compile(r"((?:19|20)\d\d)年(?:0?9|1[01])月")
_AUTUMN = "秋"


def span_period(text: str) -> Period | None:
    """The school year that months name: 2022年9月—2023年6月."""
    match = _SPAN.search(fold_text(text))
    if match is None or int(match[2]) - int(match[1]) != 1:
        return None
    return Period(PeriodKind.ACADEMIC, int(match[2]))


def terms_in(texts: Iterable[str]) -> set[tuple[int, str]]:
    """The terms that texts name, by calendar year and season."""
    return {(int(year), season) for text in texts for year, season in _TERM.findall(fold_text(text))}


def term_period(text: str, *, calendar: bool) -> Period | None:
    """The year of the one term, or of the day of a count in autumn, that a text names."""
    folded = fold_text(text)
    terms = terms_in([folded])
    if len(terms) == 1:
        ((year, season),) = terms
        return _period(year, calendar=calendar, autumn=season == _AUTUMN)
    match = _COUNTED_IN_AUTUMN.search(folded)
    return _period(int(match[1]), calendar=calendar, autumn=True) if match else None


def _period(year: int, *, calendar: bool, autumn: bool) -> Period:
    return Period(PeriodKind.CALENDAR, year) if calendar else Period(PeriodKind.ACADEMIC, year + autumn)


def period_of_caption(text: str, *, calendar: bool) -> Period | None:
    """The one period that a caption names; a table of autumn (2022年9月) is of the year that begins."""
    found = span_period(text) or term_period(text, calendar=calendar)
    autumn = None if found else _IN_AUTUMN.search(fold_text(text))
    if autumn and not calendar and find_period(text) is not None:
        return _period(int(autumn[1]), calendar=False, autumn=True)
    return found or find_period(text)


def goes_by_calendar(captions: Iterable[str], labels: Iterable[str]) -> bool | None:
    """Whether the terms that the labels of a table name are of calendar years; None where nothing tells.

    Its caption says so, or that spring and autumn of one calendar year are all of its terms.
    """
    terms = terms_in(labels)
    years = {year for year, _ in terms}
    said = [found for text in captions if (found := find_period(text)) is not None]
    if said and said[0].kind is PeriodKind.ACADEMIC:
        return False
    if said and years == {said[0].year}:
        return True
    return True if len(years) == 1 and len(terms) > 1 else None
