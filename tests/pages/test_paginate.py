"""Where pages end: widows, what stays together, repeated header rows, turned pages."""

from hypothesis import given
from hypothesis import strategies as st
from random_reports import report
from word_sample import STYLE_FILE, wide_table

from qdesk.document.blocks import (
    BodyStart,
    Caption,
    Cell,
    Contents,
    ContentsEntry,
    Cover,
    Document,
    Heading,
    PageBreak,
    Paragraph,
    Table,
    plain,
)
from qdesk.document.measures import text_height
from qdesk.document.style import PageStyle
from qdesk.pages import page_numbers
from qdesk.pages.paginate import paginate, place_strips
from qdesk.pages.strips import Strip, StripRow
from qdesk.word.load_style import load_style

STYLE = load_style(STYLE_FILE)
PAGE = PageStyle(width=100, height=254, top=12.7, bottom=12.7, left=10, right=10, header=5, footer=5)
TENTH = text_height(PAGE) // 10  # ten lines a page
LINE = Strip(pitch=TENTH)


def pages(*strips: Strip) -> list[int]:
    return paginate(strips, PAGE)


def test_ten_lines_fill_a_page() -> None:
    assert pages(*[LINE] * 21) == [1] * 10 + [2] * 10 + [3]


def test_a_paragraph_runs_on_to_the_next_page() -> None:
    assert pages(LINE._replace(lines=8), LINE._replace(lines=11), LINE, LINE) == [1, 1, 2, 3]


def test_two_lines_stand_together_at_the_foot_and_at_the_head() -> None:
    """Of three lines none can be parted; of four, two and two."""
    eight, nine = LINE._replace(lines=8), LINE._replace(lines=9)
    assert pages(eight, LINE._replace(lines=3)) == [1, 2]
    assert pages(nine, LINE._replace(lines=4)) == [1, 2]
    assert pages(eight, LINE._replace(lines=4)) == [1, 1]
    left = [eight, LINE._replace(lines=5), *[LINE] * 7]
    assert pages(*left, LINE)[-2:] == [2, 3]


def test_a_heading_goes_with_the_first_lines_of_its_text() -> None:
    heading = LINE._replace(keep_next=True, whole=True)
    assert pages(LINE._replace(lines=8), heading, LINE._replace(lines=6)) == [1, 2, 2]
    assert pages(LINE._replace(lines=7), heading, LINE._replace(lines=6)) == [1, 1, 1]


def test_what_no_page_holds_begins_a_page_and_fills_it_like_text() -> None:
    kept = LINE._replace(keep_next=True)
    assert pages(LINE, *[kept] * 12, LINE, LINE) == [1] + [2] * 10 + [3] * 4


def test_a_table_in_what_no_page_holds_still_moves_as_a_whole() -> None:
    """Eight headings, then a table of four kept rows, for which two tenths are left."""
    heading = LINE._replace(keep_next=True, whole=True)
    rows = [heading._replace(shows=StripRow(0, row), keep_next=row < 3) for row in range(4)]
    assert pages(LINE, *[heading] * 8, *rows, LINE) == [1] + [2] * 8 + [3] * 5


def test_the_last_row_stays_with_the_note_under_it() -> None:
    row = LINE._replace(whole=True, repeated=TENTH)
    note = LINE._replace(lines=2)
    assert pages(*[row] * 9, row._replace(keep_next=True), note) == [1] * 9 + [2, 2]


def test_a_row_too_high_for_a_page_goes_on_below_its_header() -> None:
    """Twenty lines: eight, then seven between the header rows and a closing line, then five."""
    high = LINE._replace(lines=20, again=2 * TENTH, edge=TENTH // 20)
    placed = place_strips([LINE, high, LINE], PAGE)
    assert [(one.page, one.first_line, one.lines, one.top // TENTH) for one in placed] == [
        (1, 0, 1, 0),
        (1, 0, 8, 1),
        (2, 8, 7, 2),
        (3, 15, 5, 2),
        (3, 0, 1, 7),
    ]


def test_a_page_break_ends_what_stays_together() -> None:
    heading = LINE._replace(keep_next=True)
    assert pages(LINE._replace(lines=9), heading, heading._replace(page_break=True), LINE) == [1, 1, 2, 2]


def test_header_rows_are_repeated() -> None:
    """Two tenths of each following page are header: eight rows more."""
    rows = [LINE._replace(whole=True, repeated=2 * TENTH)] * 20
    assert pages(LINE._replace(lines=2), *rows) == [1] * 9 + [2] * 8 + [3] * 4


def test_space_before_is_dropped_at_the_head_of_a_page() -> None:
    spaced = LINE._replace(before=TENTH)
    assert pages(*[LINE] * 10, spaced, *[LINE] * 10)[-2:] == [2, 3]


def test_a_turned_page_holds_fewer_lines() -> None:
    turned = LINE._replace(landscape=True, section=1)
    fit = text_height(PAGE, landscape=True) // TENTH
    assert pages(LINE, *[turned] * (fit + 1), LINE._replace(section=2)) == [1] + [2] * fit + [3, 4]


def _caption(key: str) -> Caption:
    return Caption("table", "表 ", "1", "标题", key)


def test_numbers_start_with_the_body_and_wide_tables_take_pages_of_their_own() -> None:
    blocks = (
        Cover("学校", "报告"),
        Contents("目录", (ContentsEntry(1, "甲", "a"),)),
        BodyStart(),
        Heading(1, "1", "甲", "a"),
        Paragraph(plain("正文")),
        _caption("t"),
        wide_table(),
        Heading(1, "2", "乙", "b"),
        PageBreak(),
        Heading(1, "3", "丙", "c"),
    )
    assert page_numbers(Document(blocks, ""), STYLE) == {"a": 1, "t": 2, "b": 3, "c": 4}


def test_a_small_table_moves_as_a_whole_with_its_heading_and_caption() -> None:
    rows = tuple(Cell("数", row, 0) for row in range(12))
    prose = Paragraph(plain("文" * 34 + "文" * 37 * 19))
    blocks = (
        prose,
        Heading(2, "", "标题", "h"),
        _caption("t"),
        Table(rows, 1),
        Heading(1, "", "后", "after"),
    )
    assert page_numbers(Document(blocks, ""), STYLE) == {"h": 2, "t": 2, "after": 2}


def test_a_long_table_starts_at_once_and_runs_over() -> None:
    rows = tuple(Cell("数", row, 0) for row in range(60))
    blocks = (Paragraph(plain("文" * 700)), _caption("t"), Table(rows, 1), Heading(1, "", "后", "after"))
    assert page_numbers(Document(blocks, ""), STYLE) == {"t": 1, "after": 3}


def test_a_document_without_body_has_no_numbers() -> None:
    assert page_numbers(Document((Cover("学校", "报告"),), ""), STYLE) == {}


@given(st.integers(0, 200))
def test_any_report_is_numbered_completely_and_forwards(seed: int) -> None:
    document = report(seed, chapters=1)
    numbers = page_numbers(document, STYLE)
    keys = [block.bookmark for block in document.blocks if isinstance(block, Heading | Caption)]
    assert list(numbers) == keys
    printed = list(numbers.values())
    assert printed[0] == 1
    assert printed == sorted(printed)


def test_a_table_that_goes_on_under_a_line_leaves_room_only_where_it_is_parted() -> None:
    """Rows of a tenth with a tenth to spare: nine on a page that is parted, ten where the last one fits."""
    rows = [
        LINE._replace(whole=True, repeated=2 * TENTH, rest=(20 - n) * TENTH, spare=TENTH) for n in range(20)
    ]
    assert pages(LINE, *rows) == [1] + [1] * 8 + [2] * 7 + [3] * 5
    ten = [one._replace(rest=(9 - n) * TENTH) for n, one in enumerate(rows[:9])]
    assert pages(LINE, *ten) == [1] * 10
