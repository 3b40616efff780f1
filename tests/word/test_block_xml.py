"""The XML of each kind of block, as Word is to read it."""

import re
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st
from word_sample import BodyXml

from qdesk.document.blocks import (
    Block,
    BodyStart,
    Caption,
    Contents,
    ContentsEntry,
    Cover,
    Heading,
    Level,
    ListItem,
    PageBreak,
    Paragraph,
    Picture,
    Run,
    plain,
)
from qdesk.word import oxml


def field(instruction: str, result: str) -> str:
    """Return how a field is written."""
    space = ' xml:space="preserve"' if result == " " else ""
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve"> {instruction} </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        f'<w:r><w:t{space}>{result}</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def paragraph(style: str, content: str, properties: str = "") -> str:
    """Return how a paragraph is written."""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{properties}</w:pPr>{content}</w:p>'


def marked(number: int, key: str, content: str) -> str:
    """Return how a part is marked, to be found again in a document that comes back."""
    name = oxml.mark_name(key)
    start = f'<w:bookmarkStart w:id="{number}" w:name="{name}"/>'
    return f'{start}{content}<w:bookmarkEnd w:id="{number}"/>'


RUNS = (Run("学生"), Run("2442", bold=True), Run(" 人 & <b>", italic=True))


@pytest.mark.parametrize(
    ("block", "expected"),
    [
        (
            Paragraph(RUNS),
            paragraph(
                "BodyText",
                "<w:r><w:t>学生</w:t></w:r>"
                "<w:r><w:rPr><w:b/><w:bCs/></w:rPr><w:t>2442</w:t></w:r>"
                '<w:r><w:rPr><w:i/><w:iCs/></w:rPr><w:t xml:space="preserve">'
                " 人 &amp; &lt;b&gt;</w:t></w:r>",
            ),
        ),
        (
            Paragraph((Run("表 1", reference="_Toc1"),), "note"),
            paragraph("TableNote", field("REF _Toc1 \\h", "表 1")),
        ),
        (
            Heading(1, "1", "学校情况", "_Toc1"),
            paragraph(
                "Heading1",
                marked(
                    2,
                    "_Toc1",
                    '<w:bookmarkStart w:id="1" w:name="_Toc1"/><w:r><w:t>学校情况</w:t></w:r>'
                    '<w:bookmarkEnd w:id="1"/>',
                ),
            ),
        ),
        (
            Heading(2, "附表1", "计分卡", ""),
            paragraph(
                "Heading2",
                "<w:r><w:t>附表1 计分卡</w:t></w:r>",
                '<w:numPr><w:ilvl w:val="1"/><w:numId w:val="0"/></w:numPr>',
            ),
        ),
        (
            ListItem(plain("其一"), ordered=True),
            paragraph(
                "ListParagraph",
                "<w:r><w:t>其一</w:t></w:r>",
                '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="3"/></w:numPr>',
            ),
        ),
        (
            Caption("table", "表 ", "1", "规模", "_Toc5"),
            paragraph(
                "Caption",
                marked(
                    2,
                    "_Toc5",
                    '<w:bookmarkStart w:id="1" w:name="_Toc5"/>'
                    '<w:r><w:t xml:space="preserve">表 </w:t></w:r>'
                    + field("SEQ 表 \\* ARABIC", "1")
                    + '<w:bookmarkEnd w:id="1"/><w:r><w:t xml:space="preserve"> 规模</w:t></w:r>',
                ),
                "<w:keepNext/>",
            ),
        ),
        (
            Caption("case", "【案例", "二", "校企合作", "", separator="】"),
            paragraph(
                "CaseTitle",
                "<w:r><w:t>【案例</w:t></w:r>"
                + field("SEQ 案例 \\* CHINESENUM3 \\r 2", "二")
                + "<w:r><w:t>】校企合作</w:t></w:r>",
                "<w:keepNext/>",
            ),
        ),
    ],
)
def test_block_is_written_like_this(body_xml: BodyXml, block: Block, expected: str) -> None:
    """Each block has exactly this XML (a paragraph follows where a field ends the text)."""
    assert body_xml(block).removesuffix(paragraph("AfterTable", "")) == expected


def test_caption_by_chapter_takes_the_chapter_from_its_heading(body_xml: BodyXml) -> None:
    """表 1-1 refers to heading 1; the count restarts with each chapter."""
    xml = body_xml(
        Heading(1, "1", "学校", "h1"),
        Caption("figure", "图 ", "1-1", "甲", "c1"),
        Heading(1, "2", "学生", "h2"),
        Caption("figure", "图 ", "2-1", "乙", "c2"),
    )
    for chapter in "12":
        assert field("STYLEREF 1 \\s", chapter) in xml
    assert xml.count(field("SEQ 图 \\* ARABIC \\s 1", "1")) == 2
    assert "keepNext" not in xml


def test_heading_out_of_order_prints_the_number_it_was_given(body_xml: BodyXml) -> None:
    """A list cannot count 1, 3: the 3 is then text, and so is 3.1 below it."""
    xml = body_xml(Heading(1, "1", "甲", "a"), Heading(1, "3", "乙", "b"), Heading(2, "3.1", "丙", "c"))
    assert "<w:t>甲</w:t>" in xml
    assert "<w:t>3 乙</w:t>" in xml
    assert "<w:t>3.1 丙</w:t>" in xml


def test_contents_hold_every_entry_with_link_and_page_number(body_xml: BodyXml) -> None:
    """The result of the field is complete, and blank where no page number is known."""
    entries = (ContentsEntry(1, "1 学校", "a"), ContentsEntry(2, "1.1 概况", "b"))
    xml = body_xml(Contents("目录", entries))
    first, second = (oxml.bookmark_name(key) for key in "ab")
    assert xml.startswith("<w:sdt>")
    assert xml.count(' TOC \\o "1-3" \\h \\z \\u '.replace('"', "&quot;")) == 1
    for name, text, page in ((first, "1 学校", "7"), (second, "1.1 概况", " ")):
        link = f'<w:hyperlink w:anchor="{name}" w:history="1"><w:r><w:t>{text}</w:t></w:r>'
        number = field(f"PAGEREF {name} \\h", page)
        assert f"{link}<w:r><w:tab/></w:r>{number}</w:hyperlink>" in xml
    assert xml.count('w:fldCharType="begin"') == xml.count('w:fldCharType="end"') == 3


def test_list_of_tables_gathers_by_label(body_xml: BodyXml) -> None:
    """The list of tables is the field of the sequence that the captions count in."""
    xml = body_xml(Contents("表目录", (ContentsEntry(1, "表 1 规模", "a"),), label="表 "))
    assert " TOC \\h \\z \\c &quot;表&quot; " in xml
    assert 'w:val="TableofFigures"' in xml


def test_lists_restart_after_other_text(body_xml: BodyXml) -> None:
    """Two ordered lists are two lists in Word."""
    item = ListItem(plain("项"), ordered=True)
    xml = body_xml(item, item, Paragraph(plain("文")), item)
    assert re.findall(r'numId w:val="(\d)"', xml) == ["3", "3", "4"]


def test_page_break_belongs_to_the_next_paragraph(body_xml: BodyXml) -> None:
    """No empty paragraph is left at the top of the new page."""
    xml = body_xml(Paragraph(plain("前")), PageBreak(), Paragraph(plain("后")))
    assert xml.count("<w:p>") == 2
    assert paragraph("BodyText", "<w:r><w:t>后</w:t></w:r>", "<w:pageBreakBefore/>") in xml


def test_page_numbers_start_with_the_body(body_xml: BodyXml) -> None:
    """Cover without number, front matter in Roman, and the body from 1."""
    xml = body_xml(Cover("学校", "报告"), Paragraph(plain("声明"), "title"), BodyStart())
    assert "<w:pgNumType" not in xml[: xml.index("</w:sectPr>")]
    assert '<w:pgNumType w:fmt="upperRoman" w:start="1"/>' in xml


def test_picture_keeps_its_size(body_xml: BodyXml) -> None:
    """Millimetres become EMU, and the description can be read aloud."""
    xml = body_xml(Picture("a", 100, 50, '校门"', bytes))
    assert '<wp:extent cx="3600000" cy="1800000"/>' in xml
    assert 'descr="校门&quot;"' in xml


def test_empty_document_has_a_paragraph(body_xml: BodyXml) -> None:
    """Word wants at least one."""
    assert body_xml() == paragraph("AfterTable", "")


@given(st.text(st.characters(codec=None), max_size=40))
def test_any_text_becomes_well_formed_xml(text: str) -> None:
    """Nothing is lost but what XML forbids; breaks and tabs become elements."""
    namespace = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    xml = f'<w:root xmlns:w="{namespace}">{oxml.run(text)}</w:root>'
    root = ET.fromstring(xml)
    marks = {"br": "\n", "tab": "\t"}
    elements = [(element.tag.rpartition("}")[2], element.text or "") for element in root.iter()]
    read = "".join(marks.get(name, text) for name, text in elements)
    wanted = re.sub(r"\r\n|[\n\r\v]", "\n", text)
    assert read == re.sub("[\x00-\x08\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]", "", wanted)


@given(st.text(max_size=60))
def test_any_key_becomes_a_bookmark_that_word_accepts(key: str) -> None:
    """At most 40 letters, digits and underscores."""
    assert re.fullmatch(r"_Toc\w{1,36}", oxml.bookmark_name(key), re.ASCII)


@pytest.mark.parametrize("text", ["“双师型”教师", "2018—2019学年", "①", "20℃", "见‘附表’……"])
def test_signs_of_both_scripts_are_set_in_the_chinese_font(text: str) -> None:
    """Word would take them from the Western one: narrow quotation marks among Chinese characters."""
    assert oxml.run(text).startswith('<w:r><w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr>')
    assert not oxml.are_plain(["护理", text])


@pytest.mark.parametrize("text", ["双师型教师（12%）", "A&B", "全部，都是；中文：标点！"])
def test_other_texts_need_no_word_about_it(text: str) -> None:
    assert "hint" not in oxml.run(text)


def test_empty_sections_among_many_do_not_hold_the_next_heading(body_xml: BodyXml) -> None:
    """Of six headings in a row: one with parts of its own keeps them, the last keeps its text."""
    levels: tuple[Level, ...] = (1, 2, 2, 3, 1, 1)
    run = [Heading(level, "", f"题{number}", f"h{number}") for number, level in enumerate(levels)]
    text = Paragraph(plain("正文"))
    paragraphs = body_xml(*run, text).split("</w:p>")
    assert [number for number, one in enumerate(paragraphs) if '<w:keepNext w:val="0"/>' in one] == [1, 3, 4]
    assert "keepNext" not in body_xml(*run[:5], text), "fewer of them stay as the style says"
