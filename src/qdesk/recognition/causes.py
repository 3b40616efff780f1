"""Why values are doubtful together: what one answer settles for all of them."""

from __future__ import annotations

from enum import StrEnum


class Cause(StrEnum):
    """What several doubtful values share; CELL where each must be looked at by itself."""

    CELL = ""
    YEAR = "year"  # the file names no year
    OWNER = "owner"  # another unit's name stands above the table
    SHEET = "sheet"  # the numbers may be only of what the sheet is called
    SCHOOL = "school"  # a school that is not on the list
    PERCENT = "percent"  # 0.94 where 94 % may be meant
    UNIT = "unit"  # no unit is written
    SCALE = "scale"  # 元 where 万元 may be meant

    @property
    def is_of_file(self) -> bool:
        """Whether one answer may settle several tables."""
        return self in (Cause.YEAR, Cause.OWNER, Cause.SHEET, Cause.SCHOOL)
