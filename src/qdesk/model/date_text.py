"""Dates as reports write them: 2020-09-01, 2020年9月, 2020.9, 2020."""

from __future__ import annotations

import re
from datetime import date

from qdesk.model.value import fold_text

_DATE = re.compile(r"^(\d{4})(?:[-./年](\d{1,2})(?:[-./月](\d{1,2})日?|月)?|年)?$")


def parse_date(text: str) -> tuple[int, int, int] | None:
    """Year, month and day, 0 where the text does not name them; None for what is no date."""
    match = _DATE.match(fold_text(text))
    if not match:
        return None
    year, month, day = int(match[1]), int(match[2] or 0), int(match[3] or 0)
    try:
        date(year, month or 1, day or 1)
    except ValueError:
        return None
    return year, month, day
