"""The base document of a style: every kind of text once, saying what it is, to be restyled in Word."""

from __future__ import annotations

from collections.abc import Iterator

from qdesk.document.blocks import (
    Block,
    BodyStart,
    Caption,
    Cell,
    Contents,
    ContentsEntry,
    Cover,
    Document,
    Heading,
    Level,
    ListItem,
    Paragraph,
    Table,
    plain,
)
from qdesk.document.style import DocumentStyle

_LONG = (
    "这一段够长，看得出行距、首行缩进和两端对齐：学校坚持立德树人，2024—2025学年开设专业12个，"
    "在校生2442人，增长5.53%。"
)
_HOW = "用 Word 的“样式”改，或直接改示例段落的字体、字号、颜色、行距、缩进，存盘后由程序读回。"
_HEADINGS: tuple[tuple[Level, str, str], ...] = (
    (1, "1", "一级标题"),
    (2, "1.1", "二级标题"),
    (3, "1.1.1", "三级标题"),
    (4, "1.1.1.1", "四级标题"),
)
BASE_BREAKS = 3
"""The row of the sample table before which it goes on under 续表."""


def base_document(style: DocumentStyle) -> Document:
    """Return the base document of a style."""
    return Document(tuple(_blocks()), f"版式：{style.name}", base_of=style.id)


def base_table_breaks(document: Document) -> dict[int, tuple[int, ...]]:
    """Return where its table goes on under 续表, by the table's place."""
    tables = [index for index, block in enumerate(document.blocks) if isinstance(block, Table)]
    return {tables[0]: (BASE_BREAKS,)}


def _blocks() -> Iterator[Block]:
    yield Cover("封面单位", "封面标题", "封面年度", "封面编制单位", "封面日期")
    yield Paragraph(plain("文前标题"), "title")
    yield Paragraph(plain("文前居中的文字"), "front")
    yield Paragraph(plain("落款"), "signature")
    entries = (
        ContentsEntry(1, "目录一级", "1"),
        ContentsEntry(2, "目录二级", "1.1"),
        ContentsEntry(3, "目录三级", "1.1.1"),
    )
    yield Contents("目录标题", entries)
    yield Contents("表目录", (ContentsEntry(1, "表、图、案例目录", "table"),), "表")
    yield BodyStart()
    for level, number, text in _HEADINGS:
        yield Heading(level, number, text, number)
    yield Paragraph(plain(f"正文。{_HOW}{_LONG}"))
    yield Paragraph(plain("小标题"), "subheading")
    yield ListItem(plain(f"列表。{_LONG}"))
    yield ListItem(plain("列表（编号）"), ordered=True)
    yield Caption("table", "表 ", "1", "题注", "table")
    yield Paragraph(plain("（副题注）"), "subcaption")
    yield Paragraph(plain("单位：表单位"), "unit")
    yield _table()
    yield Paragraph(plain("表注：数据来自学生处。"), "note")
    yield Caption("case", "案例", "一", "案例标题", "case", separator="：")
    yield Paragraph(plain(f"案例正文。{_LONG}"), "case")


def _table() -> Table:
    """A table whose first cell is long enough to be aligned as the style of cells says."""
    cells = [Cell("表头文字", 0, 0, role="header"), Cell("人数", 0, 1, role="header")]
    for row, trade in enumerate(("先进制造业", "现代服务业", "现代农业"), 1):
        text = f"表格文字：面向{trade}的专业"
        cells += [Cell(text, row, 0, role="label"), Cell(f"{row}04", row, 1)]
    return Table(tuple(cells), 2)
