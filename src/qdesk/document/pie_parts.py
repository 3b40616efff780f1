"""The parts of a pie: more than can be told apart are the largest, and the others as one part."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from qdesk.model.chart_data import ChartData

MOST_PARTS = 8
"""As many as there are colours, and as many as an eye still finds in the legend."""
OTHERS = "其他"


def pie_data(data: ChartData) -> ChartData:
    """The numbers of a pie: in their order, with the smallest of too many gathered at the end."""
    if not data.series:
        return data
    sizes = [value or Decimal(0) for value in data.series[0].values]
    if sum(size > 0 for size in sizes) <= MOST_PARTS:
        return data
    named = [at for at, name in enumerate(data.categories) if name != OTHERS]
    largest = set(sorted(named, key=lambda at: sizes[at], reverse=True)[: MOST_PARTS - 1])
    rest = [at for at in range(len(sizes)) if at not in largest and sizes[at] > 0]
    kept = sorted(largest)

    def values(numbers: Sequence[Decimal | None]) -> tuple[Decimal | None, ...]:
        others = [number for at in rest if (number := numbers[at]) is not None]
        return (*(numbers[at] for at in kept), sum(others, Decimal(0)) if others else None)

    series = tuple(replace(one, values=values(one.values)) for one in data.series)
    return ChartData((*(data.categories[at] for at in kept), OTHERS), series)
