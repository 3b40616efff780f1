"""The pages of the contents: entries of several lines, and what stands at the foot of a page."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from page_compare import MISSING, differences
from pypdf import PdfReader
from PySide6.QtGui import QGuiApplication
from word_sample import STYLE_FILE

from qdesk.document.blocks import (
    Block,
    BodyStart,
    Caption,
    Contents,
    ContentsEntry,
    Document,
    Heading,
    Paragraph,
    plain,
)
from qdesk.pages.layout import PrintedPage, PrintedPages, lay_out
from qdesk.pages.pdf import write_pdf
from qdesk.pages.rooms import entry_lines, text_room
from qdesk.pages.strips import StripText
from qdesk.word.load_style import load_style

STYLE = load_style(STYLE_FILE)
LONG = "关于进一步深化职业教育改革背景下学校人才培养质量若干重点任务推进落实情况的说明（含各专业数据）"


def document(headings: int, tables: int) -> Document:
    """A contents of so many entries, every fifth of two lines, and a list of tables behind it."""
    titles = {f"h{n}": f"{LONG}{n}" if n % 5 == 0 else f"标题{n}" for n in range(headings)}
    captions = {f"t{n}": f"甲{n}" for n in range(tables)}
    blocks: list[Block] = [Contents("目录", _entries(titles))]
    if tables:
        blocks.append(Contents("表目录", _entries(captions), "表"))
    blocks.append(BodyStart())
    blocks += [Heading(1, "", text, key) for key, text in titles.items()]
    blocks += [Caption("table", "表 ", "", text, key) for key, text in captions.items()]
    blocks.append(Paragraph(plain("正文")))
    return Document(tuple(blocks), "目录")


def _entries(texts: dict[str, str]) -> tuple[ContentsEntry, ...]:
    return tuple(ContentsEntry(1, text, key) for key, text in texts.items())


def test_the_number_stands_behind_the_text_or_alone_in_a_line() -> None:
    room = text_room(STYLE, "contents1", 0.0, landscape=False)
    full = int(room.width / room.size)
    assert entry_lines("文" * (full - 1), room) == ["文" * (full - 1)]
    assert entry_lines("文" * full, room) == ["文" * full, ""]
    assert entry_lines("文" * (full + 1), room) == ["文" * full, "文"]


def _pages(file: Path) -> list[str]:
    """The texts of the pages of a PDF, without blanks."""
    return [re.sub(r"\s", "", page.extract_text()) for page in PdfReader(file).pages]


@pytest.mark.usefixtures("qapp")
def test_long_entries_are_painted_in_full(tmp_path: Path) -> None:
    if sys.platform == "win32" and QGuiApplication.platformName() == "offscreen":
        pytest.skip("on Windows Qt has no fonts without a screen, and a PDF no text")
    write_pdf(lay_out(document(6, 1), STYLE), tmp_path / "a.pdf")
    assert _pages(tmp_path / "a.pdf")[0].count("数据") == 2


@pytest.mark.parametrize("headings", range(17, 27))
def test_a_title_stands_above_an_entry(headings: int) -> None:
    printed = lay_out(document(headings, 3), STYLE)
    for page in printed.pages:
        last = printed.strips[page.placed[-1].strip].shows
        assert not (isinstance(last, StripText) and last.name == "contents_title")


@pytest.mark.skipif(bool(MISSING), reason="needs LibreOffice and poppler")
@pytest.mark.parametrize("name", ["report", "official"])
def test_the_contents_have_the_pages_that_libreoffice_gives_them(name: str, tmp_path: Path) -> None:
    style = load_style(STYLE_FILE.with_name(f"{name}.toml"))
    documents = {f"d{headings}": document(headings, 0) for headings in (5, 17, 23, 25, 27, 29, 45, 60)}
    differences(documents, style, tmp_path)
    for key, one in documents.items():
        printed = lay_out(one, style)
        ours = [
            "".join(shows.runs[0].text for shows, first in _shown(printed, page) if first)
            for page in printed.pages
            if page.part == "front"
        ]
        theirs = [text for text in _pages(tmp_path / f"{key}.pdf") if "...." in text]
        assert len(ours) == len(theirs), key
        for our, their in zip(ours, theirs, strict=True):
            assert re.findall(r"标题\d+", our) == [
                re.sub(r"\.+.*", "", one) for one in re.findall(r"标题\d+\.", their)
            ], key


def _shown(printed: PrintedPages, page: PrintedPage) -> Iterator[tuple[StripText, bool]]:
    """The texts on a page, and whether each begins there."""
    for line in page.placed:
        shows = printed.strips[line.strip].shows
        if isinstance(shows, StripText):
            yield shows, line.first_line == 0
