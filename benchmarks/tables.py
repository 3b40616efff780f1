"""Filling tables, and one edit to the tables that depend on it, in reports of 60, 600 and 3000 tables."""

from __future__ import annotations

from statistics import median
from time import perf_counter

from material import SIZES, observation, view_of
from measure import growth

from qdesk.model.edit import Edit, Kind
from qdesk.model.observation import Key
from qdesk.model.report_view import ReportView

ROUNDS = 5
EDITS = 100


def fill_all(view: ReportView) -> float:
    """Seconds to fill every table from nothing."""
    tables = view.tables
    begun = perf_counter()
    for table in tables:
        view.filled(table)
    return perf_counter() - begun


def edit_to_refilled(view: ReportView) -> float:
    """Median seconds from an edit to the dependent tables filled again."""
    key, _ = next(iter(view.archive.all_of(Kind.OBSERVATION)))
    spent: list[float] = []
    for number in range(EDITS):
        begun = perf_counter()
        change = view.archive.change(Kind.OBSERVATION, Key(*key), observation(number))
        edit = Edit("修改", (change,))
        view.archive.apply(edit)
        for table_id in view.note(edit).tables:
            table = view.table(table_id)
            if table is not None:
                view.filled(table)
        spent.append(perf_counter() - begun)
    return median(spent)


def main() -> None:
    """All sizes in turn, each round on fresh views."""
    filling: list[list[float]] = [[] for _ in SIZES]
    editing: list[list[float]] = [[] for _ in SIZES]
    for _ in range(ROUNDS):
        for at, size in enumerate(SIZES):
            view = view_of(size)
            filling[at].append(fill_all(view))
            editing[at].append(edit_to_refilled(view))
    growth(f"fill all tables ({ROUNDS} rounds, medians)", SIZES, [median(one) for one in filling])
    growth("one edit → dependents filled (should not grow)", SIZES, [median(one) for one in editing])


if __name__ == "__main__":
    main()
