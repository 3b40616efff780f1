"""What Word, WPS and browsers put on the clipboard becomes paragraphs, lists and bold, and nothing else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qdesk.actions.pasted_prose import MOST_HTML, prose_of_html
from qdesk.model.prose import ParagraphKind, read_prose

WORD = """<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><style><!-- p {mso-x:1;} --></style>
<!--[if gte mso 9]><xml><w:WordDocument><w:View>Normal</w:View></w:WordDocument></xml><![endif]--></head>
<body lang=ZH-CN><!--StartFragment-->
<p class=MsoNormal style='text-indent:21.0pt'><span style='font-family:宋体;color:red'>学校现有<b>在校生
1893 </b>人，比上年
有所增加。<o:p></o:p></span></p>
<p class=MsoNormal><o:p>&nbsp;</o:p></p>
<p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><![if !supportLists]><span style='font-family:
Wingdings'><span style='mso-list:Ignore'>l<span style='font:7.0pt "Times"'>&nbsp;&nbsp; </span></span>
</span><![endif]>第一点</p>
<p style='mso-list:l1 level1 lfo2'><span style='mso-list:Ignore'>1.<span>&nbsp;</span></span>其一</p>
<p style='mso-list:l1 level1 lfo2'><span style='mso-list:Ignore'>（二）</span>其二</p>
<!--EndFragment--></body></html>"""


def told(html: str) -> list[tuple[str, ParagraphKind, list[str]]]:
    found = prose_of_html(html)
    assert found is not None
    return [
        ("".join(s.text for s in one.spans), one.kind, [s.text.strip() for s in one.spans if s.bold])
        for one in read_prose(found)
    ]


def test_words_lists_and_bold_are_kept() -> None:
    assert told(WORD) == [
        ("学校现有在校生 1893 人，比上年有所增加。", ParagraphKind.BODY, ["在校生 1893"]),
        ("第一点", ParagraphKind.BULLET, []),
        ("其一", ParagraphKind.ORDERED, []),
        ("（二）其二", ParagraphKind.BODY, []),
    ]


def test_lists_of_browsers_are_kept() -> None:
    html = "<ul><li>甲</li><li><strong>乙</strong>⟦丙</li></ul><ol><li>丁</ol><div>戊</div>"
    assert told(html) == [
        ("甲", ParagraphKind.BULLET, []),
        ("乙⟦丙", ParagraphKind.BULLET, ["乙"]),
        ("丁", ParagraphKind.ORDERED, []),
        ("戊", ParagraphKind.BODY, []),
    ]


@pytest.mark.parametrize(
    "html",
    [
        "<h1>标题</h1><p style='color:red'>甲</p>",
        "<table><tr><td><b>1</b></td></tr></table>",
        "<b>甲</b>" + " " * MOST_HTML,
        "",
    ],
)
def test_where_the_plain_text_is_as_good_it_is_taken(html: str) -> None:
    assert prose_of_html(html) is None


@given(
    st.lists(st.sampled_from(["<p>", "</p>", "<b>", "</b>", "<li>", "</ul>", "<ul>", "甲", "\n", "\0", "<!"]))
)
def test_whatever_is_pasted_is_prose(parts: list[str]) -> None:
    found = prose_of_html("".join(parts))
    assert found is None or all("\0" not in s.text for one in read_prose(found) for s in one.spans)
