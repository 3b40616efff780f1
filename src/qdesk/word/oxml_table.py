"""Raw WordprocessingML of tables: their rows and cells as strings, children in the order of the schema."""

from collections.abc import Sequence

from qdesk.word.oxml import element


def table_start(style: str, widths: tuple[int, ...], padding: float | None = None) -> str:
    """Return the start of a table of fixed columns; widths in twips.

    `padding` in points is left and right of the texts, where it is another than that of the table's style.
    """
    sides = (
        ""
        if padding is None
        else "".join(f'<w:{side} w:w="{round(padding * 20)}" w:type="dxa"/>' for side in ("left", "right"))
    )
    margins = f"<w:tblCellMar>{sides}</w:tblCellMar>" if sides else ""
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="{style}"/>'
        f'<w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:jc w:val="center"/>'
        f'<w:tblLayout w:type="fixed"/>{margins}<w:tblLook w:val="0000"/></w:tblPr>'
        f"<w:tblGrid>{columns}</w:tblGrid>"
    )


def table_end() -> str:
    """Return the end of a table."""
    return "</w:tbl>"


def picture_table(width: int, pictures: Sequence[str], captions: Sequence[str]) -> str:
    """Return a table without lines: a row of pictures that stand on their captions; columns of one width."""
    margins = "".join(f'<w:{side} w:w="0" w:type="dxa"/>' for side in ("top", "left", "bottom", "right"))
    columns = element("gridCol", w=width) * len(pictures)
    whole = element("trPr", element("cantSplit"))
    rows = ""
    for cells, align in ((pictures, "bottom"), (captions, "top")):
        start = f"{cell_start(width)}{element('vAlign', val=align)}</w:tcPr>"
        rows += element("tr", whole + "".join(f"{start}{one}{CELL_END}" for one in cells))
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{width * len(pictures)}" w:type="dxa"/><w:jc w:val="center"/>'
        f'<w:tblLayout w:type="fixed"/><w:tblCellMar>{margins}</w:tblCellMar><w:tblLook w:val="0000"/>'
        f"</w:tblPr><w:tblGrid>{columns}</w:tblGrid>{rows}</w:tbl>"
    )


def table_row(cells: str, *, height: int, header: bool) -> str:
    """Return a row at least so high (twips), never split over two pages; if of height 0: as it comes."""
    repeat = "<w:tblHeader/>" if header else ""
    if not height:
        return f"<w:tr>{cells}</w:tr>"
    return (
        f'<w:tr><w:trPr><w:cantSplit/><w:trHeight w:val="{height}" w:hRule="atLeast"/>{repeat}'
        f"</w:trPr>{cells}</w:tr>"
    )


def cell_start(width: int) -> str:
    """Return the start of a cell of that width in twips; its other properties follow."""
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>'


CELL_END = "</w:tc>"


def cell_properties(
    *, span: int, merge: str, fill: str, diagonal: bool, bottom: float = 0.0, top: bool = False
) -> str:
    """Return what follows the start of a cell; merge is "", "restart" or "continue".

    `bottom` is a line in points, `top` whether the text begins at the upper edge. The content of the cell
    comes next: at least one paragraph.
    """
    form = 'w:val="single" w:sz="{}" w:space="0" w:color="000000"/>'
    line = f"<w:bottom {form.format(round(bottom * 8))}" if bottom else ""
    line += f"<w:tl2br {form.format(4)}" if diagonal else ""
    merges = {"": "", "restart": '<w:vMerge w:val="restart"/>', "continue": "<w:vMerge/>"}
    return "".join(
        (
            f'<w:gridSpan w:val="{span}"/>' if span > 1 else "",
            merges[merge],
            f"<w:tcBorders>{line}</w:tcBorders>" if line else "",
            f'<w:shd w:val="clear" w:color="auto" w:fill="{fill}"/>' if fill else "",
            "</w:tcPr>" if diagonal or top else '<w:vAlign w:val="center"/></w:tcPr>',
        ),
    )
