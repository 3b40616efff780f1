"""Reports of made-up text and tables, the same for the same seed."""

from random import Random

from photo_files import picture_bytes, scene

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
    ListItem,
    PageBreak,
    Paragraph,
    Picture,
    PictureRow,
    Run,
    Table,
    plain,
)

_CHARACTERS = (
    "的学生校业教育人才培养专业建设质量发展中等职业技术合作企业课程改革实训基地师资队伍管理服务地方"
    "经济产业年度就业率提高加强推进完善制度开展活动社会国家标准评价机制信息化资源平台创新能力"
)
_ASIDES = (
    "2442人", "98.21%", "5.53个百分点", "13.2:1", "2024—2025学年", "“双师型”教师", "（含女生1012人）",
    "AI技术", "1+X证书", "《专业教学标准》", "VR/AR", "MOOC", "、", "——", "“三全育人”", "（1）",
    "3,412.50万元", "GB/T 19001", "Python语言", "“十四五”规划", "12个", "与2019—2020学年相比",
    "Internet", "+0.9", "①",
)  # fmt: skip


def words(chance: Random, length: int) -> str:
    """Return plain characters, without any sign."""
    return "".join(chance.choice(_CHARACTERS) for _ in range(length))


def prose(chance: Random, length: int) -> str:
    """Return sentences with numbers, brackets, quotation marks and foreign words."""
    text = ""
    while len(text) < length:
        text += words(chance, chance.randint(2, 14))
        if chance.random() < 0.45:
            text += chance.choice(_ASIDES) + words(chance, chance.randint(0, 4))
        text += chance.choice("，，，。。；：、") if chance.random() < 0.9 else ""
    return text.rstrip("，；：、。") + "。"


def table(chance: Random, rows: int, columns: int) -> Table:
    """Return a table with a header row, labels, some long texts and perhaps a merged column."""
    wordy = chance.random() < 0.4
    cells = [Cell(words(chance, chance.randint(2, 7)), 0, column, role="header") for column in range(columns)]
    row = 1
    while row <= rows:
        span = min(chance.choice((1, 1, 1, 2, 3)), rows - row + 1) if wordy else 1
        cells.append(Cell(words(chance, chance.randint(2, 12)), row, 0, span, role="label"))
        for line in range(row, row + span):
            for column in range(1, columns):
                long = wordy and column == columns - 1
                text = prose(chance, chance.randint(8, 60)) if long else f"{chance.randint(0, 9999) / 10}"
                cells.append(Cell(text, line, column))
        row += span
    return Table(tuple(cells), columns)


class _Maker:
    def __init__(self, seed: int) -> None:
        self.chance = Random(seed)  # noqa: S311  made-up text, no secret
        self.blocks: list[Block] = []
        self.tables = 0

    def paragraphs(self) -> None:
        for _ in range(self.chance.randint(0, 4)):
            text = prose(self.chance, self.chance.choice((10, 40, 80, 120, 200, 320)))
            if self.chance.random() < 0.15:
                half = len(text) // 2
                self.blocks.append(Paragraph((Run(text[:half]), Run(text[half:], bold=True))))
            elif self.chance.random() < 0.1:
                self.blocks.append(ListItem(plain(text)))
            else:
                self.blocks.append(Paragraph(plain(text)))

    def table(self) -> None:
        chance = self.chance
        self.tables += 1
        key = f"table-{self.tables}"
        self.blocks.append(
            Caption("table", "表 ", str(self.tables), words(chance, chance.randint(4, 30)), key)
        )
        if chance.random() < 0.3:
            self.blocks.append(Paragraph(plain("（与2018-2019学年比较）"), "subcaption"))
        if chance.random() < 0.6:
            self.blocks.append(Paragraph(plain("单位：人、万元"), "unit"))
        columns = chance.choice((2, 3, 4, 5, 6, 7, 13))
        self.blocks.append(table(chance, chance.choice((2, 4, 8, 12, 14, 20, 35, 70)), columns))
        if chance.random() < 0.3:
            self.blocks.append(Paragraph(plain("说明：" + prose(chance, chance.randint(5, 90))), "note"))

    def chapter(self, number: int) -> None:
        chance = self.chance
        if chance.random() < 0.2 and number > 1:
            self.blocks.append(PageBreak())
        self.blocks.append(Heading(1, f"{number}", words(chance, 6), f"h-{number}"))
        for second in range(1, chance.randint(3, 6)):
            title = words(chance, chance.choice((4, 8, 12, 34)))
            self.blocks.append(Heading(2, f"{number}.{second}", title, f"h-{number}-{second}"))
            self.paragraphs()
            for third in range(1, chance.randint(1, 5)):
                key = f"h-{number}-{second}-{third}"
                self.blocks.append(Heading(3, f"{number}.{second}.{third}", words(chance, 8), key))
                self.paragraphs()
                if chance.random() < 0.45:
                    self.table()
                    self.paragraphs()


def report(seed: int, chapters: int = 6) -> Document:
    """Return a report of some forty pages, with cover and contents."""
    maker = _Maker(seed)
    for number in range(1, chapters + 1):
        maker.chapter(number)
    entries = tuple(
        ContentsEntry(1 if block.level == 1 else 2 if block.level == 2 else 3, block.line, block.bookmark)
        for block in maker.blocks
        if isinstance(block, Heading)
    )
    front = (Cover("某职业技术学校", "质量报告"), Contents("目录", entries), BodyStart())
    return Document((*front, *maker.blocks), f"报告{seed}")


_SHAPES = ((140.0, 105.0), (82.5, 110.0), (140.0, 52.5))
_HALVES = ((70.0, 52.5), (70.0, 93.33), (70.0, 39.38))


def photo_report(seed: int) -> Document:
    """Return a report of prose with photos, one a line and two abreast, with captions of one line or two."""
    chance = Random(seed)  # noqa: S311 - made-up text, the same each time
    content = picture_bytes(scene(80, 60), "JPEG")
    blocks: list[Block] = [BodyStart(), Heading(1, "1", words(chance, 6), "section")]
    count = 0

    def picture(sizes: tuple[tuple[float, float], ...]) -> Picture:
        return Picture("scene", *chance.choice(sizes), "", lambda: content)

    def caption() -> Caption:
        nonlocal count
        count += 1
        text = words(chance, chance.choice((6, 12, 26)))
        return Caption("figure", "图 ", str(count), text, f"figure{count}")

    for _ in range(40):
        if chance.random() < 0.5:
            blocks.append(Paragraph(plain(prose(chance, chance.randint(20, 300)))))
        if chance.random() < 0.6:
            blocks.append(PictureRow((picture(_HALVES), picture(_HALVES)), (caption(), caption())))
        else:
            blocks += [picture(_SHAPES), caption()]
    return Document(tuple(blocks), "照片")
