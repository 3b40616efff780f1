"""A sentence that goes on for pages is cut at a comma, never within a number."""

from __future__ import annotations

from qdesk.checks.texts.sentences import sentences_of


def test_an_endless_sentence_is_cut_at_a_comma() -> None:
    text = "，".join(f"在校生{1000 + one}人" for one in range(5000))
    found = sentences_of(text)
    assert max(len(one.text) for one in found) <= 1501
    assert "".join(one.text for one in found) == text
    assert [int(one.value) for part in found for one in part.numbers] == list(range(1000, 6000))


def test_a_long_word_without_a_comma_stays_whole() -> None:
    assert len(sentences_of("学" * 4000)) == 1
    assert [one.text for one in sentences_of("甲，乙。丙；丁")] == ["甲，乙", "丙", "丁"]
