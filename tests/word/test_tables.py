"""Tables: merges, header rows, widths, landscape pages."""

import re
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from word_sample import STYLE_FILE, BodyXml, grid, merged_table, register, wide_table

from qdesk.document.blocks import Caption, Cell, Paragraph, Table, plain
from qdesk.document.measures import text_width
from qdesk.document.style import DocumentStyle
from qdesk.document.table_grid import is_number, measure
from qdesk.errors import UserError
from qdesk.word.load_style import load_style
from qdesk.word.styles import styles_part
from qdesk.word.write_table import table_xml

STYLE = load_style(STYLE_FILE)


def test_small_table_is_written_like_this(body_xml: BodyXml) -> None:
    """The whole XML of a table with a header row, a merged cell and an empty place."""
    cells = (
        Cell("项目", 0, 0, role="header"),
        Cell("值", 0, 1, role="header"),
        Cell("甲", 1, 0, row_span=2, role="label"),
        Cell("12", 1, 1),
    )
    xml = body_xml(Table(cells, 2, widths=(1, 1)))
    fill = '<w:shd w:val="clear" w:color="auto" w:fill="EDF1F7"/>'

    def cell(content: str, style: str, extra: str = "", align: str = "", width: int = 4426) -> str:
        run = f"<w:r><w:t>{content}</w:t></w:r>" if content else ""
        return (
            f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{extra}<w:vAlign w:val="center"/>'
            f'</w:tcPr><w:p><w:pPr><w:pStyle w:val="{style}"/>{align}</w:pPr>{run}</w:p></w:tc>'
        )

    def row(cells: str, extra: str = "") -> str:
        height = '<w:trHeight w:val="440" w:hRule="atLeast"/>'
        return f"<w:tr><w:trPr><w:cantSplit/>{height}{extra}</w:trPr>{cells}</w:tr>"

    centre = '<w:jc w:val="center"/>'
    keep = "<w:keepNext/>"
    expected = (
        '<w:tbl><w:tblPr><w:tblStyle w:val="ReportTable"/><w:tblW w:w="8851" w:type="dxa"/>'
        '<w:jc w:val="center"/><w:tblLayout w:type="fixed"/><w:tblLook w:val="0000"/></w:tblPr>'
        '<w:tblGrid><w:gridCol w:w="4426"/><w:gridCol w:w="4425"/></w:tblGrid>'
        + row(
            cell("项目", "TableHeader", fill, keep) + cell("值", "TableHeader", fill, keep, 4425),
            "<w:tblHeader/>",
        )
        + row(
            cell("甲", "TableText", '<w:vMerge w:val="restart"/>', keep + centre)
            + cell("12", "TableText", "", keep + centre, 4425)
        )
        + row(cell("", "TableText", "<w:vMerge/>", centre) + cell("", "TableText", "", centre, 4425))
        + '</w:tbl><w:p><w:pPr><w:pStyle w:val="AfterTable"/></w:pPr></w:p>'
    )
    assert xml == expected


def test_diagonal_head_has_a_line_and_two_texts(body_xml: BodyXml) -> None:
    """Upper right text first, then lower left; the line crosses the whole merged cell."""
    xml = body_xml(merged_table())
    assert xml.count("<w:tl2br ") == 2
    right, left = xml.index("学年</w:t>"), xml.index("项目</w:t>")
    assert xml.rindex("<w:jc ", 0, right) == xml.rindex('<w:jc w:val="right"/>', 0, right)
    assert xml.rindex("<w:jc ", 0, left) == xml.rindex('<w:jc w:val="left"/>', 0, left)
    assert xml.count('<w:gridSpan w:val="2"/>') == 4
    assert xml.count("<w:vMerge/>") == 5


@pytest.mark.parametrize("table", [merged_table(), register(30), wide_table()])
def test_widths_add_up_to_the_text_width(style: DocumentStyle, table: Table) -> None:
    """Grid, cells and table agree."""
    measured = measure(table, style)
    assert sum(measured.widths) == text_width(style.page, landscape=measured.landscape)
    assert min(measured.widths) > 300


def test_wide_table_takes_its_caption_and_notes_to_a_landscape_page(body_xml: BodyXml) -> None:
    """Portrait before, landscape with caption and note, portrait after."""
    xml = body_xml(
        Paragraph(plain("之前")),
        Caption("table", "表 ", "1", "各校", "c"),
        wide_table(),
        Paragraph(plain("说明"), "note"),
        Paragraph(plain("之后")),
    )
    turned: list[tuple[bool, str]] = []
    text = ""
    for piece in xml.split("<w:p>"):
        text += "".join(re.findall("<w:t>(.*?)</w:t>", piece))
        if "<w:sectPr>" in piece:
            turned.append(("landscape" in piece, text))
            text = ""
    assert turned[0] == (False, "之前")
    assert turned[1][0]
    assert turned[1][1].startswith("1")
    assert turned[1][1].endswith("说明")
    assert text == "之后"


def test_long_table_repeats_its_header_only(body_xml: BodyXml) -> None:
    """A row is never split, and only header rows are repeated."""
    xml = body_xml(register(100))
    assert xml.count("<w:tblHeader/>") == 1
    assert xml.count("<w:cantSplit/>") == xml.count("<w:tr>") == 101


def test_the_last_row_stays_with_a_note(body_xml: BodyXml) -> None:
    """Of a table that may break anywhere else; without a note nothing holds its last row."""
    note = Paragraph(plain("说明：数据来自学生处。"), "note")
    for blocks, kept in (((register(40), note), [0, 1, 40]), ((register(40),), [0, 1])):
        rows = re.findall(r"<w:tr>.*?</w:tr>", body_xml(*blocks))
        assert [number for number, row in enumerate(rows) if "<w:keepNext/>" in row] == kept


def test_tables_that_touch_stay_two(body_xml: BodyXml) -> None:
    """A paragraph keeps them apart."""
    table = grid([["甲"], ["1"]])
    assert "</w:tbl><w:tbl>" not in body_xml(table, table)


def test_cells_that_overlap_are_refused(style: DocumentStyle) -> None:
    """A wrong table is a bug of its maker, not a broken file for the user."""
    with pytest.raises(ValueError, match="overlap"):
        measure(Table((Cell("a", 0, 0, column_span=2), Cell("b", 0, 1)), 2), style)
    with pytest.raises(ValueError, match="outside"):
        measure(Table((Cell("a", 0, 1, column_span=2),), 2), style)


def test_what_is_a_number() -> None:
    """Numbers as reports print them, and the signs for none."""
    numbers = ["12", "-147", "+128", "1,012.50", "97.2%", "13.2:1", "—", "/", "+17.14%", ""]
    assert [text for text in numbers if not is_number(text)] == []
    assert [text for text in ["3个", "一年级", "2023届"] if is_number(text)] == []


@given(
    st.lists(
        st.lists(st.text("甲乙ab12. ", max_size=90), min_size=4, max_size=4),
        min_size=1,
        max_size=6,
    ),
    st.integers(0, 3),
)
def test_any_texts_find_room(rows: list[list[str]], header_rows: int) -> None:
    """Whatever the texts: widths fill the page, and every row has lines."""
    table = replace(grid(rows), header_rows=header_rows)
    measured = measure(table, STYLE)
    assert sum(measured.widths) == text_width(STYLE.page, landscape=measured.landscape)
    assert all(width > 0 for width in measured.widths)
    assert len(measured.lines) == len(rows)


def test_a_table_of_three_lines_has_them_above_under_the_head_and_below() -> None:
    """Under a group within the head there is a line as well; nothing stands upright."""
    style = load_style(STYLE_FILE.with_name("three-line.toml"))
    cells = (
        Cell("项目", 0, 0, row_span=2, role="header"),
        Cell("在校生", 0, 1, column_span=2, role="header"),
        Cell("2019", 1, 1, role="header"),
        Cell("2020", 1, 2, role="header"),
        Cell("甲", 2, 0, role="label"),
        Cell("1", 2, 1),
        Cell("2", 2, 2),
    )
    table = Table(cells, 3, 2)
    xml = "".join(table_xml(table, measure(table, style), style, {}))
    rows = re.findall(r"<w:tr>.*?</w:tr>", xml)
    ruled = [["<w:bottom " in cell for cell in re.findall(r"<w:tc>.*?</w:tc>", row)] for row in rows]
    assert ruled == [[False, True], [True, True, True], [False, False, False]]
    look = styles_part(style, "zh-CN")
    borders = re.search(r"<w:tblBorders>(.*?)</w:tblBorders>", look)
    assert borders is not None
    assert re.findall(r"<w:(\w+) [^>]*w:sz=\"(\d+)\"", borders[1]) == [("top", "12"), ("bottom", "12")]


def test_a_style_says_only_what_is_other_than_in_the_one_it_is_like(tmp_path: Path) -> None:
    """A user's style is a few lines, over one of the program's or their own; a circle is refused."""
    own = tmp_path / "own.toml"
    said = 'like = "report"\nid = "own"\nname = "本校"\n[texts.body]\nline_pt = 24\n'
    own.write_text(said, encoding="utf-8")
    style = load_style(own)
    assert (style.name, style.texts["body"].line_pt, style.texts["body"].first_line) == ("本校", 24, 2)
    (tmp_path / "more.toml").write_text('like = "own"\nid = "more"\n', encoding="utf-8")
    assert load_style(tmp_path / "more.toml").texts["body"].line_pt == 24
    (tmp_path / "lines.toml").write_text('like = "three-line"\nid = "lines"\n', encoding="utf-8")
    assert load_style(tmp_path / "lines.toml").table.lines == "three"
    (tmp_path / "ring.toml").write_text('like = "ring"\n', encoding="utf-8")
    with pytest.raises(UserError, match="一环套一环"):
        load_style(tmp_path / "ring.toml")
    (tmp_path / "out.toml").write_text('like = "../report"\n', encoding="utf-8")
    with pytest.raises(UserError, match="like"):
        load_style(tmp_path / "out.toml")
