"""Where lines end: signs that may not start or end one, gaps, words, indents."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from plain_lines import plain_lines

from qdesk.document.blocks import Run
from qdesk.document.line_breaks import Room, break_lines, break_text
from qdesk.document.line_pieces import HANGING, NO_END, NO_START

TEN = Room(size=10, width=100)  # ten Chinese characters a line


def test_a_line_holds_as_many_characters_as_fit() -> None:
    assert break_text("甲" * 23, TEN) == ["甲" * 10, "甲" * 10, "甲" * 3]


def test_an_empty_paragraph_has_a_line() -> None:
    assert break_text("", TEN) == [""]


def test_the_first_line_is_indented() -> None:
    assert break_text("甲" * 20, Room(10, 100, first_line=20)) == ["甲" * 8, "甲" * 10, "甲" * 2]


def test_a_stop_hangs_beyond_the_margin() -> None:
    assert break_text("甲" * 10 + "，乙", TEN) == ["甲" * 10 + "，", "乙"]


def test_a_stop_in_a_cell_takes_its_character_along() -> None:
    cell = Room(10, 100, hanging=False)
    assert break_text("甲" * 10 + "，乙", cell) == ["甲" * 9, "甲，乙"]


def test_a_stop_after_a_foreign_word_does_not_hang() -> None:
    assert break_text("甲" * 7 + "Word，乙", TEN) == ["甲" * 7, "Word，乙"]


def test_a_stop_hangs_behind_a_stroke_after_a_chinese_character() -> None:
    assert break_text("甲" * 9 + "/，乙", TEN) == ["甲" * 9 + "/，", "乙"]
    assert break_text("甲" * 8 + "A/，乙", TEN) == ["甲" * 8, "A/，乙"]


def test_an_opening_bracket_does_not_end_a_line() -> None:
    assert break_text("甲" * 9 + "（乙）", TEN) == ["甲" * 9, "（乙）"]


def test_a_closing_bracket_does_not_start_a_line() -> None:
    assert break_text("甲" * 8 + "（乙）", TEN) == ["甲" * 8, "（乙）"]


def test_words_and_numbers_are_not_broken() -> None:
    assert break_text("甲" * 8 + "12345乙", TEN) == ["甲" * 8, "12345乙"]


def test_a_word_longer_than_a_line_is_broken_anywhere() -> None:
    lines = break_text("x" * 45, TEN)
    assert [len(line) for line in lines] == [20, 20, 5]


def test_a_gap_stands_between_chinese_and_latin() -> None:
    """Two digits are one em and the gaps 0.4: what fits without them does not fit with them."""
    assert break_text("甲甲甲甲12甲甲甲甲甲", TEN) == ["甲甲甲甲12甲甲甲甲", "甲"]


def test_no_gap_stands_beside_a_sign() -> None:
    assert break_text("甲甲甲甲（12）甲甲甲", TEN) == ["甲甲甲甲（12）甲甲甲"]


def test_a_double_dash_stays_together() -> None:
    assert break_text("甲" * 9 + "——乙", TEN) == ["甲" * 9, "——乙"]


def test_hard_breaks_count_as_lines_of_their_own() -> None:
    assert break_text("甲\n\n乙", TEN) == ["甲", "", "乙"]


def test_bold_letters_are_wider() -> None:
    text = "n " * 41
    room = Room(10, 307)
    assert len(break_lines((Run(text, bold=True),), room)) > len(break_lines((Run(text),), room))


@given(
    st.lists(
        st.builds(
            Run,
            st.text("甲乙丙学校“”‘’ab1 9.%，。（）—…/-+~*$￥、\t\nÉ㎡①〇–‰~Ж", max_size=40),
            st.booleans(),
        ),
        max_size=3,
    ),
    st.builds(
        Room,
        size=st.sampled_from([10.0, 10.5, 14.0, 16.0]),
        width=st.sampled_from([8.0, 20.0, 57.3, 100.0, 415.3]),
        first_line=st.sampled_from([0.0, 28.0]),
        hanging=st.booleans(),
        bold=st.booleans(),
    ),
)
def test_lines_are_those_of_the_rules_read_a_character_at_a_time(runs: list[Run], room: Room) -> None:
    assert break_lines(tuple(runs), room) == plain_lines(runs, room)


@given(st.text("甲乙丙ab1 9.%，。（）“”—…/-", max_size=120), st.integers(3, 30))
def test_any_text_joins_again_and_keeps_the_rules(text: str, width: int) -> None:
    lines = break_text(text, Room(10, width * 10))
    assert "".join(lines) == text
    for before, after in pairwise(lines):
        forced = len(before) >= width  # one piece was longer than the line
        assert forced or after[0] not in NO_START
        assert forced or before[-1] not in NO_END


@pytest.mark.parametrize("sign", HANGING)
def test_what_hangs_may_not_start_a_line(sign: str) -> None:
    assert sign in NO_START
