"""What a sheet claims beyond what it holds: rows without end, merges over a whole sheet."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from qdesk.recognition.grid import GridCell, LeftOut

Merge = tuple[int, int, int, int]
"""top, left, bottom, right: inclusive, from 0."""

MOST_ROWS = 100_000
"""Rows with contents that are read of one sheet: a list of students, and no table that is meant to print."""
MOST_CELLS = 1_000_000
MOST_MERGED = 200_000
"""Places that the merges of a sheet may cover together; no table that is meant covers a tenth."""


def cut_merges(
    merges: Iterable[Merge], cells: Mapping[tuple[int, int], GridCell]
) -> tuple[tuple[Merge, ...], tuple[LeftOut, ...]]:
    """Merged ranges, cut to where the sheet holds anything: whole rows are merged for looks.

    Ranges that cover more than can be meant are taken apart and named.
    """
    bottom = max((row for row, _ in cells), default=-1)
    right = max((column for _, column in cells), default=-1)
    found: list[Merge] = []
    covered = 0
    for top, left, last_row, last_column in merges:
        low, far = min(last_row, max(bottom, top)), min(last_column, max(right, left))
        size = (low - top + 1) * (far - left + 1)
        if size <= 1:
            continue
        if covered + size > MOST_MERGED:
            return tuple(found), (LeftOut(top, left, "", "合并的区域过大，按未合并读取"),)
        covered += size
        found.append((top, left, low, far))
    return tuple(found), ()


def unread_rows(first: int | None) -> tuple[LeftOut, ...]:
    """What is said where a sheet was too long."""
    return () if first is None else (LeftOut(first, 0, "", f"行数过多，第 {first + 1} 行以后未读取"),)
