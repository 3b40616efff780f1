"""Painted pages: ink where text should be, nothing outside the paper's margins; a PDF with every page."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from PySide6.QtGui import QColor, QImage, QPainter
from pytestqt.qtbot import QtBot
from word_sample import STYLE_FILE, sample_document

from qdesk.document.blocks import BodyStart, Cell, Document, Paragraph, Table, plain
from qdesk.errors import UserError
from qdesk.pages.layout import PrintedPages, lay_out
from qdesk.pages.paint import PagePainter
from qdesk.pages.pdf import write_pdf
from qdesk.word.load_style import load_style

STYLE = load_style(STYLE_FILE)
SCALE = 2.0  # pixels a point

pytestmark = pytest.mark.usefixtures("qtbot")


def picture(printed: PrintedPages, index: int) -> QImage:
    pages = PagePainter(printed)
    width, height = pages.size(printed.pages[index])
    image = QImage(round(width * SCALE), round(height * SCALE), QImage.Format.Format_RGB32)
    image.fill(QColor("white"))
    painter = QPainter(image)
    painter.scale(SCALE, SCALE)
    pages.paint(painter, printed.pages[index])
    painter.end()
    return image


def ink(image: QImage, left: float, top: float, right: float, bottom: float) -> int:
    """How many pixels of an area (in points) are not white."""
    white = QColor("white").rgb()
    return sum(
        image.pixel(x, y) != white
        for x in range(round(left * SCALE), round(right * SCALE))
        for y in range(round(top * SCALE), round(bottom * SCALE))
    )


def margins() -> tuple[float, float, float, float]:
    page, point = STYLE.page, 72 / 25.4
    return (
        page.left * point,
        page.top * point,
        (page.width - page.right) * point,
        (page.height - page.bottom) * point,
    )


def test_text_stands_inside_the_margins() -> None:
    """A long justified paragraph fills its lines and leaves the margins white (a stop may hang)."""
    text = "全日制在校生 1883 人，其中中专班 1195 人，3+2 班 688 人；" * 12
    printed = lay_out(Document((BodyStart(), Paragraph(plain(text))), "文"), STYLE)
    image = picture(printed, 0)
    left, top, right, _ = margins()
    size = STYLE.texts["body"].size
    assert ink(image, left, top, right, top + 60) > 500
    assert ink(image, right - 2 * size, top + 22, right, top + 60) > 0, "lines reach the right margin"
    assert ink(image, 0, top, left - 2, top + 200) == 0
    assert ink(image, right + 1.2 * size, top, right + 3 * size, top + 200) == 0


def test_the_first_line_is_indented() -> None:
    printed = lay_out(Document((BodyStart(), Paragraph(plain("只有一行"))), "文"), STYLE)
    image = picture(printed, 0)
    left, top, _, _ = margins()
    size = STYLE.texts["body"].size
    assert ink(image, left, top, left + 1.8 * size, top + 22) == 0
    assert ink(image, left + 2 * size, top, left + 6.2 * size, top + 22) > 50


def test_header_rows_stand_again_on_the_next_page() -> None:
    head = [Cell("项目", 0, 0, role="header"), Cell("数值", 0, 1, role="header")]
    body = [Cell(f"第{row}行", row, 0, role="label") for row in range(1, 60)]
    table = Table((*head, *body, *(Cell(str(row), row, 1) for row in range(1, 60))), 2)
    printed = lay_out(Document((BodyStart(), table), "表"), STYLE)
    assert len(printed.pages) > 1
    fill = QColor(f"#{STYLE.table.header_fill}").rgb()
    left, top, right, _ = margins()
    for index in range(len(printed.pages)):
        image = picture(printed, index)
        row = round((top + 3) * SCALE)
        shaded = sum(image.pixel(x, row) == fill for x in range(round(left * SCALE), round(right * SCALE)))
        assert shaded > 0.5 * (right - left) * SCALE, f"page {index + 1}"


def test_a_wide_table_turns_its_page() -> None:
    printed = lay_out(sample_document(), STYLE)
    pages = PagePainter(printed)
    turned = [page for page in printed.pages if page.landscape]
    assert turned
    assert all(pages.size(page)[0] > pages.size(page)[1] for page in turned)


def test_every_page_of_the_sample_can_be_painted() -> None:
    printed = lay_out(sample_document(), STYLE)
    for index, page in enumerate(printed.pages):
        image = picture(printed, index)
        assert ink(image, 0, 0, image.width() / SCALE, image.height() / SCALE) > 100, (index, page.part)


def test_the_pdf_has_every_page(tmp_path: Path, qtbot: QtBot) -> None:
    printed = lay_out(sample_document(), STYLE)
    told: list[tuple[int, int]] = []
    target = tmp_path / "质量 报告.pdf"
    write_pdf(printed, target, lambda done, total: told.append((done, total)))
    content = target.read_bytes()
    assert content.startswith(b"%PDF-")
    assert len(re.findall(rb"/Type /Page\b", content)) == len(printed.pages)
    assert told[-1] == (len(printed.pages), len(printed.pages))
    assert qtbot is not None


def test_a_cancelled_pdf_leaves_the_old_one(tmp_path: Path) -> None:
    target = tmp_path / "a.pdf"
    target.write_bytes(b"old")

    def stop(done: int, _total: int) -> None:
        if done == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_pdf(lay_out(sample_document(), STYLE), target, stop)
    assert target.read_bytes() == b"old"
    with pytest.raises(UserError):
        write_pdf(lay_out(sample_document(), STYLE), tmp_path / "no" / "folder" / "a.pdf")
