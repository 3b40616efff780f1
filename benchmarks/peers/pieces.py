"""The blocks as escaped strings of WordprocessingML, for the floor and for python-docx written well."""

from __future__ import annotations

from collections.abc import Sequence
from xml.sax.saxutils import escape

WIDTHS = (900, 3200, 1700, 1700, 1350)
SPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def paragraph(style: str, text: str, space: str = "") -> str:
    """A paragraph of a style."""
    properties = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>'
    return f"<w:p{space}>{properties}<w:r><w:t>{escape(text)}</w:t></w:r></w:p>"


def table(rows: Sequence[Sequence[str]], space: str = "") -> str:
    """A table with lines, a fixed grid and a header row that is repeated."""
    borders = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in WIDTHS)
    start = (
        f'<w:tbl{space}><w:tblPr><w:tblW w:w="{sum(WIDTHS)}" w:type="dxa"/>'
        f'<w:tblBorders>{borders}</w:tblBorders><w:tblLayout w:type="fixed"/></w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>"
    )
    pieces = [start]
    for number, row in enumerate(rows):
        head = "" if number else "<w:tblHeader/>"
        pieces.append(f'<w:tr><w:trPr><w:cantSplit/><w:trHeight w:val="440"/>{head}</w:trPr>')
        for width, text in zip(WIDTHS, row, strict=True):
            pieces.append(
                f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/><w:vAlign w:val="center"/></w:tcPr>'
                f'<w:p><w:pPr><w:jc w:val="center"/></w:pPr><w:r><w:t>{escape(text)}</w:t></w:r></w:p></w:tc>'
            )
        pieces.append("</w:tr>")
    pieces.append("</w:tbl>")
    return "".join(pieces)
