"""Sentences as schools write them: true ones raise no alarm, and a wrong number in any of them is found.

`sentences/everyday.txt` is true to the sample school, with a hole for every number; `sentences/clean.txt` has
numbers of other things, among which nothing is wrong.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from examples import sample

from qdesk.actions.edit_text import set_text
from qdesk.actions.edit_values import set_indicator
from qdesk.actions.run_checks import CheckedReport
from qdesk.model.edit import Edit
from qdesk.model.finding import Finding
from qdesk.model.number_format import round_half_up
from qdesk.model.prose import Link, LinkForm
from qdesk.model.report_view import ReportView

SENTENCES = Path(__file__).parent / "sentences"
HOLE = re.compile(r"\{([^{}]+)\}")
AT_LEAST = 98
"""Per cent of the planted faults that must be found."""

Check = Callable[[str], list[Finding]]


def lines(name: str) -> list[str]:
    every = (SENTENCES / name).read_text(encoding="utf-8").splitlines()
    return [one for one in every if one and not one.startswith("#")]


@pytest.fixture(scope="module")
def view(tmp_path_factory: pytest.TempPathFactory) -> ReportView:
    return sample(tmp_path_factory.mktemp("everyday")).view()


@pytest.fixture(scope="module")
def check(view: ReportView) -> Check:
    checked = CheckedReport(view)
    section = next(one.section.id for one in view.headings if view.text(one.section.id))

    def found(text: str) -> list[Finding]:
        edit = set_text(view, section, text)
        if edit is not None:
            view.archive.apply(edit)
            view.note(edit)
        return [
            one for one in checked.findings() if one.section == section and one.quote in text and one.quote
        ]

    return found


def told(view: ReportView, hole: str) -> str:
    """What stands in a hole: a value, last year's (<), a change (±), growth (%), or a share (/)."""
    if "/" in hole:
        part, whole = (number(view, one)[1] for one in hole.split("/"))
        return f"{round_half_up(part * 100 / whole, 2):f}"
    text, now, before = number(view, hole.rstrip("<±%"))
    places = len(text.partition(".")[2])
    if hole.endswith("<"):
        return f"{round_half_up(before, places):f}"
    if hole.endswith("±"):
        return f"{abs(round_half_up(now, places) - round_half_up(before, places)):f}"
    if hole.endswith("%"):
        return f"{round_half_up(abs(now - before) * 100 / before, 2):f}"
    return text


def number(view: ReportView, name: str) -> tuple[str, Decimal, Decimal]:
    indicator = next(one for one in view.archive.catalogue if one.name == name)
    linked = view.number(Link(indicator.id, form=LinkForm.VALUE))
    assert isinstance(linked.value, Decimal)
    assert isinstance(linked.prior, Decimal)
    return linked.text.removesuffix(":1"), linked.value, linked.prior


def wrong(text: str, chance: random.Random) -> str:
    """Another number with as many places, some per cent away."""
    value, last = Decimal(text), Decimal(1).scaleb(-len(text.partition(".")[2]))
    share = Decimal(chance.choice(("0.03", "0.06", "0.11")))
    step = max(last * 3, (abs(value) * share).quantize(last))
    return f"{value - step if value > step and chance.random() < 0.5 else value + step:f}"


def filled(sentence: str, values: list[str]) -> str:
    left = iter(values)
    return HOLE.sub(lambda _: next(left), sentence)


@pytest.mark.parametrize("sentence", lines("everyday.txt"))
def test_a_true_sentence_raises_no_alarm(view: ReportView, check: Check, sentence: str) -> None:
    text = filled(sentence, [told(view, hole) for hole in HOLE.findall(sentence)])
    assert [one.message for one in check(text)] == []


@pytest.fixture
def tenfold(view: ReportView) -> Iterator[Callable[[str], None]]:
    """Types ten times its value over an indicator, and takes it back at the end."""
    edits: list[Edit] = []

    def type_over(name: str) -> None:
        indicator = next(one for one in view.archive.catalogue if one.name == name)
        value = view.number(Link(indicator.id, form=LinkForm.VALUE)).value
        assert isinstance(value, Decimal)
        edit = set_indicator(view, indicator.id, view.report.period.code, f"{value * 10:f}", overwrite=True)
        assert edit is not None
        view.archive.apply(edit)
        view.note(edit)
        edits.append(edit.reversed())

    yield type_over
    for back in edits:
        view.archive.apply(back)
        view.note(back)


def test_the_data_are_doubted_where_they_leap_and_the_sentence_does_not(
    check: Check, tenfold: Callable[[str], None]
) -> None:
    tenfold("多媒体教室数")
    [found] = [one for one in check("学校现有多媒体教室63间。") if one.rule == "number_in_text"]
    assert "请先核对数据" in found.message


def test_a_sentence_is_not_to_blame_for_a_cell_that_is_told_to_be_wrong(
    check: Check, tenfold: Callable[[str], None]
) -> None:
    tenfold("全日制在校生数")
    assert check("学校现有全日制在校生1883人。") == []


@pytest.mark.parametrize("sentence", lines("clean.txt"))
def test_numbers_of_other_things_raise_no_alarm(check: Check, sentence: str) -> None:
    assert [one.message for one in check(sentence)] == []


def test_a_wrong_number_in_a_sentence_is_found(view: ReportView, check: Check) -> None:
    chance = random.Random(20261129)  # noqa: S311 - chance, no secret
    planted = list(faults(view, chance))
    missed = [text for text in planted if not check(text)]
    assert len(missed) * 100 <= len(planted) * (100 - AT_LEAST), "\n".join(missed)


def faults(view: ReportView, chance: random.Random) -> Iterator[str]:
    """Every sentence with one of its numbers wrong, each number three times."""
    for sentence in lines("everyday.txt"):
        right = [told(view, hole) for hole in HOLE.findall(sentence)]
        for at, value in enumerate(right):
            for _ in range(3):
                yield filled(sentence, [*right[:at], wrong(value, chance), *right[at + 1 :]])
