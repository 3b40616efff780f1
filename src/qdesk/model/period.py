"""Periods a report speaks of: academic years (学年), calendar years (年) and graduating classes (届)."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum


class PeriodKind(StrEnum):
    """What kind of span a period is; one report mixes them."""

    ACADEMIC = "academic"
    CALENDAR = "calendar"
    GRADUATES = "graduates"


_DASHES = re.compile(r"[-‐‑‒–—―－~～至到]+")
_ACADEMIC = re.compile(r"^((?:19|20)\d\d)[-/]((?:19|20)?\d\d)(?:学?年度?)?$")
_SHORT_ACADEMIC = re.compile(r"^(\d\d)-(\d\d)学年度?$")
_IN_WORDS = re.compile(r"^二[〇零○]([〇零○一二三四五六七八九]{2})(学年度?|年度|年|届)$")
_DIGITS = str.maketrans("〇零○一二三四五六七八九", "000123456789")
_SINGLE = re.compile(r"^((?:19|20)\d\d)(学年度?|年度|年|届)?$")


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """A span of time named by the year in which it ends (2020 for 2019-2020学年)."""

    kind: PeriodKind
    year: int

    def shift(self, years: int) -> Period:
        """The period `years` later (negative: earlier)."""
        return Period(self.kind, self.year + years)

    @property
    def code(self) -> str:
        """The form for files and the command line: 2019-2020, 2019, 2019届."""
        if self.kind is PeriodKind.ACADEMIC:
            return f"{self.year - 1}-{self.year}"
        return f"{self.year}届" if self.kind is PeriodKind.GRADUATES else str(self.year)

    @property
    def title(self) -> str:
        """The form for people: 2019-2020学年, 2019年, 2019届."""
        if self.kind is PeriodKind.ACADEMIC:
            return f"{self.code}学年"
        return self.code if self.kind is PeriodKind.GRADUATES else f"{self.year}年"


def clean_period_text(text: str) -> str:
    """`text` with half-width digits, no white space, and one hyphen for every kind of dash."""
    folded = "".join(unicodedata.normalize("NFKC", text).split())
    return _DASHES.sub("-", folded)


def parse_period(text: str) -> Period | None:
    """The period that `text` names as a whole, or None: 2018---2019年度, ２０１９年, 2023届."""
    cleaned = clean_period_text(text)
    if match := _IN_WORDS.match(cleaned):
        cleaned = f"20{match[1].translate(_DIGITS)}{match[2]}"
    if match := _SHORT_ACADEMIC.match(cleaned):
        cleaned = f"20{match[1]}-20{match[2]}"
    if match := _ACADEMIC.match(cleaned):
        start, end = match[1], match[2]
        year = int(end) if len(end) == len(start) else int(start[:2] + end)
        # 2001-3000 is a salary band and 2015-2020 a five-year plan, not a school year.
        return Period(PeriodKind.ACADEMIC, year) if year - int(start) == 1 else None
    if match := _SINGLE.match(cleaned):
        kind = {"届": PeriodKind.GRADUATES, "学年": PeriodKind.ACADEMIC}.get(match[2] or "")
        return Period(kind or PeriodKind.CALENDAR, int(match[1]))
    return None
