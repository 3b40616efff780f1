"""Tables of very many columns are set in smaller type, in which no number is broken."""

import re
import zipfile
from itertools import pairwise
from pathlib import Path

import pytest
from openxml_audit import OpenXmlValidator  # pyright: ignore[reportMissingTypeStubs]
from PySide6.QtGui import QColor, QImage, QPainter
from word_sample import STYLE_FILE, grid, merged_table, register, wide_table

from qdesk.document.blocks import BodyStart, Document, Paragraph, Table, plain
from qdesk.document.line_breaks import Room, break_text
from qdesk.document.style import DocumentStyle
from qdesk.document.table_grid import measure
from qdesk.document.table_type import in_type
from qdesk.pages.layout import lay_out
from qdesk.pages.paint import PagePainter
from qdesk.word.load_style import load_style
from qdesk.word.write import write_docx


def wide(columns: int) -> Table:
    """Majors by so many numbers of five digits."""
    heads = [["专业", *(f"第{at}项指标（人）" for at in range(columns))]]
    rows = [[name, *(str(12345 + at * 7) for at in range(columns))] for name in ("机电技术应用", "护理")]
    return grid(heads + rows)


@pytest.mark.parametrize("columns", [12, 16, 18, 20, 22, 26])
@pytest.mark.parametrize("name", ["report", "official", "three-line"])
def test_wide_tables_break_no_number_and_no_bracket(columns: int, name: str) -> None:
    """The type becomes as small as that needs, and no smaller."""
    own, table = load_style(STYLE_FILE.with_name(f"{name}.toml")), wide(columns)
    measured = measure(table, own)
    small = in_type(own, measured.size)
    inset = 2 * small.table.padding + small.table.border
    for cell in table.cells:
        look = small.texts["header_cell" if cell.role == "header" else "cell"]
        room = Room(look.size, measured.widths[cell.column] / 20 - inset, hanging=False, bold=look.bold)
        lines = break_text(cell.text, room)
        assert cell.role != "value" or len(lines) == 1
        assert cell.role != "header" or cell.column == 0 or "（人）" in lines[-1]
    assert measured.widths[0] >= max(measured.widths[1:]) - 1
    assert (measured.size == 0) == (columns == 12)


def test_a_table_that_fits_keeps_the_type_of_the_style(style: DocumentStyle) -> None:
    for table in (merged_table(), register(30), wide_table()):
        assert measure(table, style).size == 0


def test_smaller_type_is_a_style_of_word_and_only_where_it_is_used(
    style: DocumentStyle, tmp_path: Path
) -> None:
    """The two tables, one in each type, are valid; heights of rows follow the type."""
    small, usual = wide(22), wide(5)
    write_docx(Document((small, Paragraph(plain("文")), usual), "表"), style, tmp_path / "a.docx")
    assert OpenXmlValidator().validate(str(tmp_path / "a.docx")).errors == []
    with zipfile.ZipFile(tmp_path / "a.docx") as package:
        body, styles = (package.read(f"word/{name}.xml").decode() for name in ("document", "styles"))
    first, second = re.findall("<w:tbl>.*?</w:tbl>", body)
    size = measure(small, style).size
    used = f"TableText{round(size * 10)}"
    assert f'<w:pStyle w:val="{used}"/>' in first
    assert "<w:tblCellMar>" in first
    assert '<w:pStyle w:val="TableText"/>' in second
    assert "<w:tblCellMar>" not in second
    assert re.findall(r'w:styleId="(TableText\d+)"', styles) == [used]
    start = styles.index(f'w:styleId="{used}"')
    assert f'<w:sz w:val="{round(size * 2)}"/>' in styles[start : styles.index("</w:style>", start)]
    assert measure(small, style).heights[1] < measure(usual, style).heights[1]


@pytest.mark.usefixtures("qtbot")
def test_painted_numbers_stay_between_their_lines(style: DocumentStyle) -> None:
    """Each cell has ink in one line of small letters only."""
    printed = lay_out(Document((BodyStart(), wide(22)), "表"), style)
    pages, page = PagePainter(printed), printed.pages[0]
    width, height = pages.size(page)
    image = QImage(round(width * 4), round(height * 4), QImage.Format.Format_RGB32)
    image.fill(QColor("white"))
    painter = QPainter(image)
    painter.scale(4, 4)
    pages.paint(painter, page)
    painter.end()
    measured = measure(wide(22), style)
    # A turned page has its lower margin at the left, its left one above.
    left, top = style.page.bottom * 72 / 25.4, style.page.left * 72 / 25.4
    edges = [left + sum(measured.widths[:at]) / 20 for at in range(1, 23)]
    row = top + (measured.heights[0] + measured.heights[1] / 2) / 20  # the middle of the first row of numbers

    def is_white(x: float, y: float) -> bool:
        return image.pixelColor(round(x * 4), round(y * 4)).lightness() > 200

    for edge, following in pairwise(edges):
        inside = [edge + 1 + at / 4 for at in range(round((following - edge - 2) * 4))]
        assert not all(is_white(x, row) for x in inside), "a number stands in the middle of its row"
        assert all(is_white(x, row + away) for x in inside for away in (-5, 5)), "and is of one line"
