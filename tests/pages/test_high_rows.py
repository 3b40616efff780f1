"""Rows that no page holds: parted in Word, in LibreOffice and on our own pages, and no word is lost."""

from __future__ import annotations

import re
import sys
import zipfile
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from openxml_audit import OpenXmlValidator  # pyright: ignore[reportMissingTypeStubs]
from page_compare import MISSING, differences
from pypdf import PdfReader
from PySide6.QtGui import QGuiApplication
from word_sample import STYLE_FILE

from qdesk.document.blocks import Block, BodyStart, Caption, Cell, Document, Heading, Paragraph, Table, plain
from qdesk.document.measures import text_height
from qdesk.document.style import DocumentStyle
from qdesk.document.table_grid import measure
from qdesk.pages.layout import lay_out
from qdesk.pages.paint_table import shared_lines
from qdesk.pages.pdf import write_pdf
from qdesk.pages.strips import StripRow
from qdesk.word.load_style import load_style
from qdesk.word.write import write_docx

STYLE = load_style(STYLE_FILE)


def styled(name: str, *, continued: bool) -> DocumentStyle:
    style = load_style(STYLE_FILE.with_name(f"{name}.toml"))
    return replace(style, table=replace(style.table, continued=continued))


def sentences(count: int, row: int = 0) -> str:
    return "".join(f"第{row}{number:03d}句说明文字，" for number in range(count))


def table(sizes: Sequence[int], *, merged: bool = False) -> Table:
    """A register with a text of so many sentences in each row; every second label spans two rows."""
    cells = [Cell(text, 0, column, role="header") for column, text in enumerate(("序号", "名称", "说明"))]
    for row, size in enumerate(sizes, 1):
        if not merged:
            cells.append(Cell(str(row), row, 0))
        elif row % 2 and row < len(sizes):
            cells.append(Cell(f"第{row}类", row, 0, row_span=2, role="label"))
        cells += [Cell(f"名称{row}", row, 1), Cell(sentences(size, row) or "短", row, 2)]
    return Table(tuple(cells), 3)


def document(lines: int, one: Table) -> Document:
    """So many lines of prose, a table with all that stands around one, and sections behind it."""
    blocks: list[Block] = [BodyStart(), Heading(1, "1", "学校情况", "h")]
    blocks += [Paragraph(plain(f"行{number}")) for number in range(lines)]
    blocks += [
        Caption("table", "表 ", "1", "典型做法", "t"),
        Paragraph(plain("单位：人"), "unit"),
        one,
        Paragraph(plain("说明：数据来自教务处。"), "note"),
    ]
    for number in range(5):
        blocks += [Heading(2, f"1.{number + 1}", f"后{number}", f"z{number}"), Paragraph(plain("文" * 333))]
    return Document(tuple(blocks), "高行")


def test_only_a_row_that_no_page_holds_may_part() -> None:
    """Neither kept with the next nor of any height; the rows around it stay as they are."""
    grid = measure(table((0, 300, 0, 30)), STYLE)
    assert grid.split == {2}
    assert grid.repeated == 1
    assert grid.kept == 1, "LibreOffice leaves a row alone that should stay with one that parts"
    first = measure(table((300, 0)), STYLE)
    assert (first.split, first.kept) == ({1}, 1), "the header stays with the first lines"
    assert not measure(table((60, 60)), STYLE).split


def test_a_header_that_leaves_no_room_is_not_repeated() -> None:
    high = Table((Cell(sentences(300), 0, 0, role="header"), Cell("值", 1, 0)), 1)
    grid = measure(high, STYLE)
    assert (grid.repeated, grid.split, grid.kept) == (0, {0}, 0)


@pytest.mark.parametrize("continued", [False, True])
def test_word_may_part_it_and_the_file_is_valid(tmp_path: Path, *, continued: bool) -> None:
    style = styled("report", continued=continued)
    one = document(3, table((0, 1400, 0), merged=True))
    printed = lay_out(one, style)
    target = tmp_path / "a.docx"
    write_docx(one, style, target, printed.numbers, plan=printed.plan)
    assert OpenXmlValidator().validate(str(target)).errors == []
    with zipfile.ZipFile(target) as package:
        body = package.read("word/document.xml").decode()
    rows = re.findall(r"<w:tr>.*?</w:tr>", body)
    parted = [row for row in rows if "<w:cantSplit/>" not in row]
    assert len(parted) == 1
    assert "<w:trHeight" not in parted[0]
    assert "<w:keepNext/>" not in parted[0]
    assert "<w:vAlign" not in parted[0], "the text begins at the top"
    assert all(int(height) <= 31680 for height in re.findall(r'<w:trHeight w:val="(\d+)"', body))


@pytest.mark.parametrize("merged", [False, True])
def test_all_its_lines_stand_within_the_margins_under_the_header(*, merged: bool) -> None:
    printed = lay_out(document(3, table((0, 300, 0), merged=merged)), STYLE)
    height, lines = text_height(STYLE.page), 0
    pages: dict[int, int] = defaultdict(int)
    for page in printed.pages:
        for one in page.placed:
            strip = printed.strips[one.strip]
            assert one.top + one.lines * strip.pitch <= height
            if isinstance(strip.shows, StripRow) and not strip.whole:
                lines += one.lines
                pages[one.page] += 1
                if one.first_line:
                    assert one.top == strip.again > 0
    grid = next(iter(printed.grids.values()))
    assert lines == grid.lines[2]
    assert len(pages) == 3


def test_lines_are_shared_out_with_none_alone() -> None:
    assert shared_lines(60, [20, 30, 10]) == [20, 30, 10]
    assert shared_lines(21, [20, 30]) == [19, 2]
    assert shared_lines(3, [2, 30]) == [2, 1], "three lines cannot stand two and two"
    assert shared_lines(5, [20, 30]) == [5, 0]
    assert shared_lines(50, [20, 10]) == [20, 30], "no line is ever lost"


def _printed(file: Path) -> list[str]:
    return [re.sub(r"\s", "", page.extract_text()) for page in PdfReader(file).pages]


@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize("merged", [False, True])
def test_our_own_pages_show_every_sentence_once(tmp_path: Path, *, merged: bool) -> None:
    if sys.platform == "win32" and QGuiApplication.platformName() == "offscreen":
        pytest.skip("on Windows Qt has no fonts without a screen, and a PDF no text")
    write_pdf(lay_out(document(3, table((0, 300, 0), merged=merged)), STYLE), tmp_path / "a.pdf")
    numbers = re.findall(r"第2(\d{3})句", "".join(_printed(tmp_path / "a.pdf")))
    # A page number stands between the halves of a sentence that is parted.
    assert len(numbers) >= 295
    assert numbers == sorted(set(numbers))


@pytest.mark.skipif(bool(MISSING), reason="needs LibreOffice and poppler")
@pytest.mark.parametrize("continued", [False, True])
@pytest.mark.parametrize("name", ["report", "official"])
def test_libreoffice_parts_it_where_we_do(name: str, tmp_path: Path, *, continued: bool) -> None:
    style = styled(name, continued=continued)
    documents = {
        f"{kind}{lines}": document(lines, one)
        for lines in (0, 5, 11, 17)
        for kind, one in {
            "within": table((0, 0, 230, 0, 0)),
            "first": table((400, 0, 0)),
            "many": table((0, 170, 190, 0, 500)),
            "merged": table((0, 230, 0, 0), merged=True),
        }.items()
    }
    off = differences(documents, style, tmp_path)
    assert {key: set(values) for key, values in off.items()} == {key: {0} for key in documents}
    for key, one in documents.items():
        theirs = _printed(tmp_path / f"{key}.pdf")
        assert len(theirs) == len(lay_out(one, style).pages), key
