"""Sharing rows out among columns so that their likenesses add up to the most."""

from __future__ import annotations

from collections.abc import Sequence

_FAR = float("inf")


def best_assignment(likeness: Sequence[Sequence[float]]) -> dict[int, int]:
    """Row → column, each at most once, with the greatest sum (the Hungarian method, cubic time).

    Where there are more rows than columns, the rows that fit worst have none.
    """
    rows, columns = len(likeness), len(likeness[0]) if likeness else 0
    if not rows or not columns:
        return {}
    if rows > columns:
        turned = [[likeness[row][column] for row in range(rows)] for column in range(columns)]
        return {row: column for column, row in best_assignment(turned).items()}
    held = _Matching(likeness, rows, columns).run()
    return {row - 1: column - 1 for column, row in enumerate(held) if column and row}


class _Matching:
    """Rows and columns count from 1; 0 stands for "none yet"."""

    def __init__(self, likeness: Sequence[Sequence[float]], rows: int, columns: int) -> None:
        self._likeness, self._rows, self._columns = likeness, rows, columns
        self._of_row = [0.0] * (rows + 1)
        self._of_column = [0.0] * (columns + 1)
        self._held = [0] * (columns + 1)
        self._came_from = [0] * (columns + 1)

    def run(self) -> list[int]:
        for row in range(1, self._rows + 1):
            self._held[0] = row
            column = self._free_column()
            while column:
                before = self._came_from[column]
                self._held[column] = self._held[before]
                column = before
        self._held[0] = 0
        return self._held

    def _free_column(self) -> int:
        """Lengthens the cheapest path until it meets a column that nobody holds."""
        least = [_FAR] * (self._columns + 1)
        used = [False] * (self._columns + 1)
        column = 0
        while True:
            used[column] = True
            delta, following = self._nearest(column, least, used)
            for one in range(self._columns + 1):
                if used[one]:
                    self._of_row[self._held[one]] += delta
                    self._of_column[one] -= delta
                else:
                    least[one] -= delta
            column = following
            if not self._held[column]:
                return column

    def _nearest(self, column: int, least: list[float], used: list[bool]) -> tuple[float, int]:
        row, best, following = self._held[column], _FAR, 0
        for one in range(1, self._columns + 1):
            if used[one]:
                continue
            cost = -self._likeness[row - 1][one - 1] - self._of_row[row] - self._of_column[one]
            if cost < least[one]:
                least[one], self._came_from[one] = cost, column
            if least[one] < best:
                best, following = least[one], one
        return best, following
