"""A thousand times: a fault planted at random in the sample report is found where it stands, nothing else.

The report is checked as the desk does, after each edit and again after its undo.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

import pytest
from examples import sample

from qdesk.actions.edit_text import set_text
from qdesk.actions.edit_values import set_cell
from qdesk.actions.run_checks import CheckedReport
from qdesk.actions.workspace import Workspace
from qdesk.model.edit import Edit
from qdesk.model.filled_cell import CellRole
from qdesk.model.finding import Finding
from qdesk.model.indicator import Indicator, IndicatorKind
from qdesk.model.linked_number import with_unit
from qdesk.model.prose import Link, LinkForm
from qdesk.model.report import ReportTable
from qdesk.model.report_view import ReportView

TIMES = 1000
FOLLOWING = {
    "follows_from_wrong",
    "overwritten",
    "one_value",
    "limit_missed",
    "missing_number",
    "number_in_text",
    "change_amount",
}
"""What a wrong or missing value brings along: what is reckoned from it, sentences that quote it, other tables
that say it otherwise, and limits."""


@dataclass
class Planted:
    """A fault: the edit that plants it, the rules that may find it, and where."""

    edit: Edit
    rules: set[str]
    is_there: Callable[[Finding], bool]
    words: str = ""


@dataclass
class Ground:
    """The report in which faults are planted, and chance."""

    workspace: Workspace
    view: ReportView
    chance: random.Random

    def indicator(self, *kinds: IndicatorKind) -> Indicator:
        """An indicator with different values this year and last, of at least three digits or a rate."""
        usable = [
            one
            for one in self.view.archive.catalogue
            if one.kind in kinds and self.values(one) is not None and "（" not in one.name
        ]
        return self.chance.choice(usable)

    def values(self, one: Indicator) -> tuple[Decimal, Decimal] | None:
        number = self.view.number(Link(one.id, form=LinkForm.VALUE))
        now, before = number.value, number.prior
        if not isinstance(now, Decimal) or not isinstance(before, Decimal) or now == before:
            return None
        least = 20 if one.kind is IndicatorKind.RATE else 100
        return (now, before) if min(now, before) >= least else None

    def text(self, sentence: str, *rules: str) -> Planted:
        """A sentence more at the end of a section that has a text."""
        sections = [one.section.id for one in self.view.headings if self.view.text(one.section.id)]
        section = self.chance.choice(sections)
        edit = set_text(self.view, section, f"{self.view.text(section)}\n{sentence}")
        assert edit is not None
        return Planted(
            edit, set(rules), lambda one: one.section == section and one.quote in sentence, sentence
        )

    def cells(self, wanted: Callable[[object], bool]) -> list[tuple[ReportTable, int, int]]:
        return [
            (table, row, column)
            for table in self.view.tables
            for row, cells in enumerate(self.view.filled(table).grid)
            for column, cell in enumerate(cells)
            if wanted(cell)
        ]


def wrong_computed_cell(ground: Ground) -> Planted:
    places = [
        (table, row, column)
        for table, row, column in ground.cells(lambda one: getattr(one, "is_computed", False))
        if isinstance(ground.view.filled(table).grid[row][column].value, Decimal)
        and ground.view.filled(table).grid[row][column].key is None
    ]
    table, row, column = ground.chance.choice(places)
    value = ground.view.filled(table).grid[row][column].value
    assert isinstance(value, Decimal)
    wrong = f"{round(value, 2) + ground.chance.choice((-7, 3, 11, 250)):f}"
    edit = set_cell(ground.view, table, row, column, wrong, overwrite=True)
    return Planted(
        edit,
        {"wrong_total", "wrong_derived_value"},
        lambda one: (one.table, one.row, one.column) == (table.id, row, column),
    )


def wrong_number_in_a_sentence(ground: Ground) -> Planted:
    one = ground.indicator(IndicatorKind.COUNT, IndicatorKind.MONEY)
    values = ground.values(one)
    assert values is not None
    wrong = values[0] + ground.chance.choice((-1, 9, 100))
    return ground.text(
        f"本年{one.name}为{with_unit(f'{wrong:f}', one.unit)}。", "number_in_text", "stale_number"
    )


def slip_in_a_sentence(ground: Ground) -> Planted:
    one = ground.indicator(IndicatorKind.COUNT)
    values = ground.values(one)
    assert values is not None
    return ground.text(f"本年{one.name}为{with_unit(f'{values[0] * 10:f}', one.unit)}。", "number_in_text")


def last_years_number(ground: Ground) -> Planted:
    one = ground.indicator(IndicatorKind.COUNT, IndicatorKind.MONEY)
    values = ground.values(one)
    assert values is not None
    return ground.text(f"本年{one.name}为{with_unit(f'{values[1]:f}', one.unit)}。", "stale_number")


def wrong_word(ground: Ground) -> Planted:
    one = ground.indicator(IndicatorKind.COUNT, IndicatorKind.RATE)
    values = ground.values(one)
    assert values is not None
    word = "减少" if values[0] > values[1] else "增加"
    return ground.text(f"{one.name}较上年{word}。", "change_word")


def placeholder(ground: Ground) -> Planted:
    return ground.text(
        ground.chance.choice(("本年新增××门。", "合作企业待填。", "具体情况待定。")), "placeholder"
    )


def unknown_table(ground: Ground) -> Planted:
    return ground.text(f"详见表 {ground.chance.randint(60, 99)}。", "unknown_mention")


def personal_number(ground: Ground) -> Planted:
    phone = f"13{ground.chance.randint(100_000_000, 999_999_999)}"
    return ground.text(f"联系人电话{phone}。", "personal_data")


def unit_twice(ground: Ground) -> Planted:
    return ground.text(f"新购{ground.chance.randint(20, 90)}册册。", "unit_slip")


def wrong_share(ground: Ground) -> Planted:
    teachers = next(one.id for one in ground.view.archive.catalogue if one.name == "专任教师")
    number = ground.view.number(Link(teachers, form=LinkForm.VALUE)).value
    assert isinstance(number, Decimal)
    part = ground.chance.randint(10, 60)
    wrong = round(part * 100 / number, 1) + ground.chance.choice((-3, 2, 5))
    return ground.text(f"取得证书的教师{part}人，占专任教师的{wrong:f}%。", "share_in_text")


def per_cent_for_points(ground: Ground) -> Planted:
    low = ground.chance.randint(60, 80)
    more = ground.chance.randint(3, 15)
    return ground.text(f"参与率由{low}%到{low + more}%，提高了{more}%。", "point_or_percent")


def words_in_a_number_cell(ground: Ground) -> Planted:
    return in_a_cell(ground, lambda _: "约五十", {"odd_value"})


def ten_times_too_many(ground: Ground) -> Planted:
    return in_a_cell(ground, lambda value: f"{value * 10:f}", {"jump"}, least=200)


def nothing_in_a_cell(ground: Ground) -> Planted:
    return in_a_cell(ground, lambda _: "", {"missing_value"})


def in_a_cell(ground: Ground, text: Callable[[Decimal], str], rules: set[str], least: int = 1) -> Planted:
    """A value of this year typed otherwise; it is found wherever its indicator is shown."""
    places: list[tuple[ReportTable, int, int]] = []
    for table, row, column in ground.cells(
        lambda one: getattr(one, "role", None) is CellRole.VALUE and not getattr(one, "offset", 1)
    ):
        cell = ground.view.filled(table).grid[row][column]
        indicator = ground.view.data.indicator(cell.indicator)
        counts = indicator is not None and indicator.kind is IndicatorKind.COUNT
        if counts and isinstance(cell.value, Decimal) and cell.value >= least:
            places.append((table, row, column))
    table, row, column = ground.chance.choice(places)
    cell = ground.view.filled(table).grid[row][column]
    assert isinstance(cell.value, Decimal)
    shown = {
        (other.id, r, c)
        for other in ground.view.tables
        for r, cells in enumerate(ground.view.filled(other).grid)
        for c, one in enumerate(cells)
        if one.key == cell.key
    }
    edit = set_cell(ground.view, table, row, column, text(cell.value))
    return Planted(edit, rules, lambda one: (one.table, one.row, one.column) in shown)


FAULTS = (
    wrong_computed_cell,
    wrong_number_in_a_sentence,
    slip_in_a_sentence,
    last_years_number,
    wrong_word,
    placeholder,
    unknown_table,
    personal_number,
    unit_twice,
    wrong_share,
    per_cent_for_points,
    words_in_a_number_cell,
    ten_times_too_many,
    nothing_in_a_cell,
)


@pytest.fixture(scope="module")
def ground(tmp_path_factory: pytest.TempPathFactory) -> Ground:
    workspace = sample(tmp_path_factory.mktemp("planted"))
    return Ground(workspace, workspace.view(), random.Random(20261124))  # noqa: S311 - chance, no secret


def test_a_planted_fault_is_found_where_it_stands_and_nothing_elsewhere(ground: Ground) -> None:
    checked = CheckedReport(ground.view)
    clean = checked.findings()
    missed: list[str] = []
    elsewhere: list[str] = []
    for n in range(TIMES):
        fault = FAULTS[n % len(FAULTS)]
        planted = fault(ground)
        undo = planted.edit.reversed()
        ground.view.archive.apply(planted.edit)
        ground.view.note(planted.edit)
        fresh = list((Counter(checked.findings()) - Counter(clean)).elements())
        if not any(one.rule in planted.rules and planted.is_there(one) for one in fresh):
            missed.append(
                f"{fault.__name__}: {planted.edit.title} {planted.words} {[one.message for one in fresh]}"
            )
        elsewhere += [
            f"{fault.__name__}: {one.rule} {one.message}"
            for one in fresh
            if not planted.is_there(one) and (planted.words or one.rule not in FOLLOWING)
        ]
        ground.view.archive.apply(undo)
        ground.view.note(undo)
        assert checked.findings() == clean
    assert not missed, "\n".join(missed[:20])
    assert not elsewhere, "\n".join(elsewhere[:20])
