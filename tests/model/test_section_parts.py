"""The parts of a section stand in the usual order, or in the one that the user gave them."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from qdesk.model.case import Case
from qdesk.model.figure import Figure
from qdesk.model.prose import join_passages, passages, without_breaks
from qdesk.model.report import ReportTable
from qdesk.model.section_parts import PROSE, Passage, arrange, names_of, passage_text, renamed_order
from qdesk.model.table_layout import Layout

TABLES = [ReportTable(one, "r", "s", n, Layout(one, one, (), ())) for n, one in enumerate(("t1", "t2"))]
FIGURES = [
    Figure("c1", "r", "s", 0, "图", "t1"),
    Figure("p1", "r", "s", 1, "照片", "", picture="x"),
    Figure("far", "r", "s", 2, "图", "elsewhere"),
]
CASES = [Case("k1", "r", "s", 0, "案例")]
USUAL = ("t1", "c1", "t2", PROSE, "p1", "far", "k1")


def ordered(*order: str) -> tuple[str, ...]:
    return names_of(arrange(order, TABLES, FIGURES, CASES))


def test_without_an_order_tables_come_first_and_cases_last() -> None:
    assert ordered() == USUAL


def test_an_order_is_followed_and_what_it_does_not_name_finds_its_usual_place() -> None:
    assert ordered("k1", PROSE, "t2", PROSE, "t1") == ("k1", PROSE, "t2", PROSE, "p1", "far", "t1", "c1")
    assert ordered(PROSE, "t1") == (PROSE, "p1", "far", "t1", "c1", "t2", "k1")
    assert ordered("gone", "p1") == ("t1", "c1", "t2", PROSE, "p1", "far", "k1")


@given(st.permutations(USUAL))
def test_every_order_is_given_back(order: list[str]) -> None:
    assert ordered(*order) == tuple(order)


def test_passages_are_counted_and_the_last_has_all_that_is_left() -> None:
    parts = arrange((PROSE, "t1", PROSE), TABLES)
    assert [one for one in parts if isinstance(one, Passage)] == [Passage(0, is_last=False), Passage(1)]
    text = join_passages(["一", "二", "三"])
    assert [passage_text(text, Passage(0, is_last=False)), passage_text(text, Passage(1))] == ["一", "二\n三"]
    assert passage_text("一", Passage(1)) == ""


lines = st.lists(st.text("甲⟦⟧ b|", max_size=5).filter(lambda one: one != "⟦|⟧" and one), max_size=3)


@given(st.lists(lines.map("\n".join), min_size=1, max_size=5))
def test_passages_come_back_as_they_were_joined(written: list[str]) -> None:
    assert passages(join_passages(written)) == written
    assert passages(without_breaks(join_passages(written))) == ["\n".join(one for one in written if one)]


def test_another_years_order_names_what_there_is() -> None:
    assert renamed_order((PROSE, "photo", PROSE, "t1"), {"t1": "n1"}) == (PROSE, "n1")
