"""Prose is kept as text with marks; whatever was typed comes back as it was."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from qdesk.model.prose import (
    Link,
    LinkForm,
    ParagraphKind,
    ProseParagraph,
    Span,
    links_of,
    open_numbers,
    plain_prose,
    read_prose,
    write_link,
    write_prose,
)

names = st.text(min_size=1, max_size=8)
links = st.builds(
    Link, names, st.text(max_size=6), st.text(max_size=6), st.integers(-3, 1), st.sampled_from(LinkForm)
)
signs = st.characters(exclude_characters="\n", exclude_categories=["Cs"])
texts = st.text(st.one_of(signs, st.sampled_from("⟦⟧b/=?1-")), max_size=12)
spans = st.one_of(
    st.builds(Span, texts, st.booleans()),
    st.builds(Span, st.just(""), st.booleans(), links),
    st.builds(Span, st.integers(0, 9999).map(str), is_open=st.booleans()),
)
paragraphs = st.builds(ProseParagraph, st.lists(spans, max_size=6).map(tuple), st.sampled_from(ParagraphKind))


@given(st.lists(paragraphs, min_size=1, max_size=5))
def test_what_was_written_is_read_back(written: list[ProseParagraph]) -> None:
    text = write_prose(written)
    read = read_prose(text)
    assert [one.kind for one in read] == [one.kind for one in written]
    assert [one.links for one in read] == [one.links for one in written]
    plain = ["".join(write_link(s.link) if s.link else s.text for s in one.spans) for one in written]
    assert plain_prose(text, write_link).split("\n") == plain
    assert write_prose(read) == write_prose(read_prose(write_prose(read)))


@given(st.text(signs, max_size=60))
def test_a_text_of_an_older_store_prints_as_it_stands(text: str) -> None:
    assert plain_prose(text.replace("⟦", ""), lambda _: "") == text.replace("⟦", "")


def test_bold_ends_with_its_line() -> None:
    first, second = read_prose("一⟦b⟧二\n三")
    assert [one.bold for one in first.spans] == [False, True]
    assert [one.bold for one in second.spans] == [False]


def test_a_mark_of_a_newer_version_prints_as_it_stands() -> None:
    text = "人数⟦=XS03;z=1⟧和⟦未来⟧"
    assert plain_prose(text, lambda _: "1") == text
    assert links_of(text) == []


def test_a_linked_number_is_kept_by_what_it_names() -> None:
    link = Link("XS03", "学前教育;1", period=-1, form=LinkForm.PHRASE)
    text = f"在校生{write_link(link)}。"
    assert links_of(text) == [link]
    assert plain_prose(text, lambda one: one.form.value) == "在校生phrase。"


def test_numbers_that_wait_for_a_decision_are_found() -> None:
    text = "全校⟦?1883人⟧，⟦?2019年⟧"
    assert open_numbers(text) == ["1883人", "2019年"]
    assert plain_prose(text, lambda _: "") == "全校1883人，2019年"
