"""Issuer and date stand in the lower part of a cover, whatever lines are missing."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

import pytest
from word_sample import STYLE_FILE

from qdesk.document.blocks import BodyStart, Cover, Document, Paragraph, plain
from qdesk.document.cover_places import with_cover_placed
from qdesk.document.style import DocumentStyle
from qdesk.pages.layout import lay_out
from qdesk.pages.strips import StripText
from qdesk.word.load_style import load_style
from qdesk.word.write import write_docx

FULL = Cover("某学校", "质量年度报告", "（2024年）", "某学校编制", "2024 年 12 月")


@pytest.fixture(params=["report", "official", "three-line"])
def style(request: pytest.FixtureRequest) -> DocumentStyle:
    return load_style(STYLE_FILE.with_name(f"{request.param}.toml"))


def tops(cover: Cover, style: DocumentStyle) -> dict[str, float]:
    """Where each line of a cover stands on its page, in points below the margin."""
    printed = lay_out(Document((cover, BodyStart(), Paragraph(plain("正文"))), "报告"), style)
    found: dict[str, float] = {}
    for one in printed.pages[0].placed:
        shows = printed.strips[one.strip].shows
        assert isinstance(shows, StripText)
        found[shows.name] = one.top / 20
    return found


def test_a_full_cover_is_that_of_the_style(style: DocumentStyle) -> None:
    assert with_cover_placed(Document((FULL,), "报告"), style).texts == style.texts


@pytest.mark.parametrize(
    "cover",
    [
        Cover("某学校", "质量年度报告", "（2024年）", "", FULL.date),
        Cover("某学校", "质量年度报告", "", "", FULL.date),
        Cover("", "质量年度报告", "（2024年）", FULL.issuer, FULL.date),
        Cover("某学校", "很长的标题" * 8, "（2024年）", FULL.issuer, FULL.date),
        Cover("某学校", "质量年度报告", "", FULL.issuer, ""),
    ],
    ids=["no issuer", "no year", "no school", "long title", "no date"],
)
def test_the_foot_of_a_cover_stays_where_it_is(cover: Cover, style: DocumentStyle) -> None:
    usual, found = tops(FULL, style), tops(cover, style)
    foot = [name for name in ("cover_issuer", "cover_date") if name in found]
    assert foot
    for name in foot:
        assert found[name] == pytest.approx(usual[name], abs=1)
        assert found[name] > 400


def test_a_line_that_is_there_stands_where_it_would_on_a_full_cover(style: DocumentStyle) -> None:
    usual, found = tops(FULL, style), tops(Cover("", "质量年度报告"), style)
    assert found["title"] == pytest.approx(usual["title"], abs=1)


def test_word_has_the_same_spaces(style: DocumentStyle, tmp_path: Path) -> None:
    """The space is that of the paragraph style, so that the cover is edited as any text."""
    cover = Cover("某学校", "质量年度报告", "（2024年）", "", FULL.date)
    write_docx(Document((cover,), "报告"), style, tmp_path / "a.docx")
    with zipfile.ZipFile(tmp_path / "a.docx") as package:
        styles, body = (package.read(f"word/{name}.xml").decode() for name in ("styles", "document"))
    start = styles.index('w:styleId="CoverDate"')
    space = re.search(r'w:before="(\d+)"', styles[start : styles.index("</w:style>", start)])
    issuer, own = style.texts["cover_issuer"], style.texts["cover_date"]
    assert space is not None
    assert int(space[1]) == round(20 * (issuer.before + issuer.line_pt + own.before))
    assert '<w:pStyle w:val="CoverDate"/></w:pPr>' in body
