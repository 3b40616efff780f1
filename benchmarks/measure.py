"""What the benchmarks share: contestants in turn, medians, ratios to a floor, growth."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from statistics import median
from time import perf_counter

Contestant = Callable[[], float]
"""Does its work once and returns the seconds that count."""


def timed(work: Callable[[], object]) -> Contestant:
    """A contestant of which all counts."""

    def run() -> float:
        begun = perf_counter()
        work()
        return perf_counter() - begun

    return run


def in_turn(contestants: Mapping[str, Contestant], rounds: int) -> dict[str, list[float]]:
    """Every contestant once a round, after one round that does not count; name → seconds."""
    for contestant in contestants.values():
        contestant()
    found: dict[str, list[float]] = {name: [] for name in contestants}
    for _ in range(rounds):
        for name, contestant in contestants.items():
            found[name].append(contestant())
    return found


def report(title: str, found: Mapping[str, Sequence[float]]) -> None:
    """Medians, and ratios to the first contestant as the median over the rounds."""
    floor = next(iter(found.values()))
    print(f"\n{title} ({len(floor)} rounds, medians)")
    for name, seconds in found.items():
        ratio = median(own / base for own, base in zip(seconds, floor, strict=True))
        middle, worst = median(seconds) * 1000, max(seconds) * 1000
        print(f"  {name:48} {middle:9.3f} ms   x {ratio:6.2f}   worst {worst:8.3f} ms")


def growth(title: str, sizes: Sequence[int], seconds: Sequence[float]) -> None:
    """Seconds by size, for each thing, and against the size before."""
    print(f"\n{title}")
    for at, (size, spent) in enumerate(zip(sizes, seconds, strict=True)):
        step = ""
        if at:
            step = f"x {spent / seconds[at - 1]:5.2f} for x {size / sizes[at - 1]:.0f}"
        print(f"  {size:5} {spent * 1000:10.3f} ms   {spent / size * 1000:8.4f} ms each   {step}")
