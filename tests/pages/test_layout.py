"""A laid-out document: every line stands on one page, in order, within the margins."""

from __future__ import annotations

from collections import defaultdict

from hypothesis import given, settings
from hypothesis import strategies as st
from random_reports import report
from word_sample import STYLE_FILE, sample_document

from qdesk.document.blocks import BodyStart, Contents, Cover, Document, Heading, Table
from qdesk.document.measures import text_height
from qdesk.pages import page_numbers
from qdesk.pages.layout import PrintedPages, lay_out
from qdesk.pages.paint import roman
from qdesk.pages.strips import StripRow
from qdesk.word.load_style import load_style

STYLE = load_style(STYLE_FILE)


def stands_right(printed: PrintedPages) -> None:
    seen: dict[int, int] = defaultdict(int)
    for page in printed.pages:
        height = text_height(STYLE.page, landscape=page.landscape)
        bottom = 0
        for one in page.placed:
            strip = printed.strips[one.strip]
            assert one.first_line == seen[one.strip], "lines follow each other from page to page"
            seen[one.strip] += one.lines
            assert one.top >= bottom or one.top == 0
            bottom = one.top + one.lines * strip.pitch
            assert bottom <= height or one.lines == strip.lines, (
                "only what fits no page goes beyond the margin"
            )
            assert strip.landscape == page.landscape
    assert all(seen[index] == strip.lines for index, strip in enumerate(printed.strips))


@settings(max_examples=25, deadline=None)
@given(seed=st.integers(0, 10_000))
def test_every_line_of_any_report_stands_once(seed: int) -> None:
    stands_right(lay_out(report(seed), STYLE))


def test_the_sample_has_all_its_parts() -> None:
    document = sample_document()
    printed = lay_out(document, STYLE)
    stands_right(printed)
    parts = [page.part for page in printed.pages]
    assert parts == sorted(parts, key=("cover", "front", "body").index)
    assert [page.number for page in printed.pages if page.part == "body"] == list(
        range(1, parts.count("body") + 1)
    )
    assert any(isinstance(block, Cover) for block in document.blocks)
    assert page_numbers(document, STYLE) == printed.numbers


def test_headings_are_found_on_their_pages() -> None:
    document = sample_document()
    printed = lay_out(document, STYLE)
    body = document.blocks.index(BodyStart())
    for block in document.blocks[body:]:
        if isinstance(block, Heading):
            index = printed.page_of(block.bookmark)
            assert index is not None
            assert printed.pages[index].number == printed.numbers[block.bookmark]
    assert printed.page_of("no such bookmark") is None


def test_rows_of_a_table_come_in_order_and_lose_none() -> None:
    document = sample_document()
    printed = lay_out(document, STYLE)
    rows: dict[int, list[int]] = defaultdict(list)
    for page in printed.pages:
        for one in page.placed:
            shows = printed.strips[one.strip].shows
            if isinstance(shows, StripRow):
                rows[shows.block].append(shows.row)
    for index, block in enumerate(document.blocks):
        if isinstance(block, Table):
            assert rows[index] == list(range(block.row_count))


def test_an_empty_document_has_no_pages() -> None:
    assert lay_out(Document((BodyStart(),), "空"), STYLE).pages == ()
    only_contents = lay_out(Document((Contents("目录", ()), BodyStart()), "空"), STYLE)
    assert [page.part for page in only_contents.pages] == ["front"]


def test_roman_numerals() -> None:
    assert [roman(number) for number in (1, 4, 9, 14, 38)] == ["i", "iv", "ix", "xiv", "xxxviii"]
