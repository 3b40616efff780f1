"""A complete small report as blocks, for the tests of the Word writer and for looking at it."""

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

from qdesk.document.blocks import (
    Block,
    BodyStart,
    Caption,
    Cell,
    CellRole,
    Chart,
    Contents,
    ContentsEntry,
    Cover,
    Document,
    Heading,
    ListItem,
    PageBreak,
    Paragraph,
    Run,
    Table,
    plain,
)
from qdesk.model.chart_data import ChartData, Series
from qdesk.model.figure import ChartKind
from qdesk.model.numbering import HEADING_SCHEMES, HeadingScheme

BodyXml = Callable[..., str]
STYLE_FILE = Path(__file__).parents[2] / "templates" / "styles" / "report.toml"
_TITLES = (
    (1, "学校情况"),
    (2, "学校概况"),
    (2, "学生情况"),
    (3, "招生规模"),
    (3, "在校生结构"),
    (1, "学生发展"),
    (2, "就业质量"),
    (2, "资助情况"),
    (1, "服务贡献"),
)
_PROSE = (
    "学校坚持立德树人根本任务，面向区域先进制造业和现代服务业办学，2024—2025学年开设专业12个，"
    "全日制在校生2442人，比上一学年增加128人，增长5.53%。专任教师185人，生师比为13.2:1，"
    "“双师型”教师占专业课教师的63.5%，毕业生就业去向落实率达到98.21%。"
)


PREFACE = Heading(1, "", "前言", "preface")


def grid(
    rows: list[list[str]],
    *,
    labels: int = 1,
    header_rows: int = 1,
    total: bool = False,
) -> Table:
    """Return a table of plain rows: header rows, label columns, perhaps a total row."""
    cells: list[Cell] = []
    for row, texts in enumerate(rows):
        for column, text in enumerate(texts):
            role: CellRole = "label" if column < labels else "value"
            if row < header_rows:
                role = "header"
            elif total and row == len(rows) - 1:
                role = "total"
            cells.append(Cell(text, row, column, role=role))
    return Table(tuple(cells), len(rows[0]), header_rows)


def merged_table() -> Table:
    """Return a table with two header rows, merged both ways, and a diagonal head."""
    head = [
        Cell("学年\n项目", 0, 0, row_span=2, column_span=2, role="header", diagonal=True),
        Cell("2023—2024学年", 0, 2, column_span=2, role="header"),
        Cell("2024—2025学年", 0, 4, column_span=2, role="header"),
        Cell("变化", 0, 6, row_span=2, role="header"),
        *(
            Cell(text, 1, column, role="header")
            for column, text in enumerate(("人数", "金额", "人数", "金额"), start=2)
        ),
    ]
    body: list[Cell] = []
    groups = (("国助", ("一年级", "二年级")), ("免学费", ("一年级", "二年级", "三年级")))
    row = 2
    for group, grades in groups:
        body.append(Cell(group, row, 0, row_span=len(grades), role="label"))
        for grade in grades:
            values = (f"{200 + row}", "41.20", f"{231 + row}", "46.60", "+31")
            body.append(Cell(grade, row, 1, role="label"))
            body += [Cell(text, row, column) for column, text in enumerate(values, start=2)]
            row += 1
    return Table((*head, *body), 7, header_rows=2)


def register(rows: int) -> Table:
    """Return a register with that many records, some of several lines."""
    head = ["序号", "基地名称", "合作企业", "面向专业", "设立年份"]
    records = [
        [
            str(index),
            f"智能制造校外实训基地{index}",
            "西部精密机械制造有限责任公司\n（含下属分厂）" if index % 7 == 0 else "恒信机械厂",
            "数控技术应用、机电技术应用",
            str(2010 + index % 15),
        ]
        for index in range(1, rows + 1)
    ]
    return grid([head, *records])


def wide_table() -> Table:
    """Return a table of fifteen columns."""
    head = ["学校", *(f"第{index}项指标" for index in range(1, 14)), "合计"]
    rows = [[f"第{index}职业学校", *(str(index * 100 + n) for n in range(14))] for index in range(1, 8)]
    return grid([head, *rows, ["合计", *(str(2800 + n) for n in range(14))]], total=True)


def _headings(scheme: HeadingScheme) -> list[Heading]:
    counts = [0, 0, 0]
    headings: list[Heading] = []
    for index, (level, title) in enumerate(_TITLES):
        counts[level - 1] += 1
        counts[level:] = [0] * (3 - level)
        number = scheme.number(counts[:level])
        assert level in {1, 2, 3}
        gap = scheme.level(level).gap
        headings.append(
            Heading(level, number, title, f"section-{index}", gap)  # pyright: ignore[reportArgumentType]
        )
    return headings


def caption(number: str, text: str) -> Caption:
    """Return the caption of a table."""
    return Caption("table", "表 ", number, text, f"table-{number}")


def _front(headings: list[Heading], captions: list[Caption]) -> list[Block]:
    entries = tuple(
        ContentsEntry(
            heading.level if heading.level != 4 else 3,
            heading.number + ("" if heading.number[-1:] in "、）." else " ") + heading.text,
            heading.bookmark,
        )
        for heading in headings
    )
    tables = tuple(
        ContentsEntry(1, f"{item.label}{item.number} {item.text}", item.bookmark) for item in captions
    )
    return [
        Cover(
            "北方市第一职业技术学校",
            "中等职业教育质量年度报告",
            "（2025年度）",
            "北方市第一职业技术学校编制",
            "2025年12月",
        ),
        Paragraph(plain("内容真实性责任声明"), "title"),
        Paragraph(plain("学校对本年度质量报告及附件的真实性、完整性和准确性负责。")),
        Paragraph(plain("单位名称（盖章）：北方市第一职业技术学校"), "signature"),
        Paragraph(plain("法定代表人（签名）：　　　　　　"), "signature"),
        Contents("目　录", entries),
        Contents("表目录", tables, label="表 "),
        BodyStart(),
    ]


def _body(headings: list[Heading], captions: list[Caption]) -> list[Block]:
    prose = Paragraph(plain(_PROSE))
    return [
        PREFACE, prose, headings[0], headings[1], prose,
        Paragraph((Run("学生规模见"), Run("表 1", reference="table-1"), Run("，", bold=True),
                   Run("其中重点专业", bold=True), Run("稳步扩大。"))),
        captions[0], Paragraph(plain("单位：人"), "unit"),
        grid([["项目", "2023—2024学年", "2024—2025学年", "变化"],
              ["在校生数", "2314", "2442", "+128"], ["其中：女生", "1012", "1080", "+68"],
              ["巩固率", "97.2%", "98.1%", "+0.9个百分点"],
              ["生师比", "13.6:1", "13.2:1", "-0.4"]]),
        Paragraph(plain("说明：数据截至2025年8月31日。"), "note"),
        headings[2], headings[3], prose, ListItem(plain("春季招生")), ListItem(plain("秋季招生")),
        headings[4], captions[1], Paragraph(plain("（与2023—2024学年比较）"), "subcaption"),
        Paragraph(plain("单位：人、万元"), "unit"), merged_table(), prose,
        headings[5], headings[6], prose,
        ListItem(plain("访企拓岗"), ordered=True), ListItem(plain("岗位对接"), ordered=True),
        captions[2], register(45),
        headings[7], prose, captions[3], Paragraph(plain("单位：人"), "unit"), wide_table(),
        Paragraph(plain("说明：合计由各校相加得出。"), "note"),
        headings[8], prose, PageBreak(),
        Caption("case", "【案例", "一", "校企共建“智能制造产业学院”", "case-1", separator="】"),
        prose,
    ]  # fmt: skip


def _charts() -> list[Block]:
    """Return a chart of every kind, with a number missing."""
    numbers = (Decimal("636.5"), None, Decimal(-12))
    data = ChartData(
        ("招生<人>", "在校“生”", "毕业"), (Series("上年", numbers, 1), Series("本年", numbers, 1))
    )
    blocks: list[Block] = []
    for count, kind in enumerate(ChartKind, 1):
        blocks += [
            Chart(kind, data, description="变化"),
            Caption("figure", "图 ", str(count + 20), "变化", f"chart-{count}"),
        ]
    names = tuple(f"第{at}个名称很长的专业" for at in range(20))
    persons = Series("在校生", tuple(Decimal(3000 + at) for at in range(20)), unit="人")
    rates = Series("毕业率", tuple(Decimal(90) for _ in range(20)), unit="%")
    crowded = ChartData(names, (persons, rates))
    blocks += [Chart(kind, crowded, description="很多") for kind in ChartKind]
    return blocks


def sample_document(numbering: str = "decimal", *, charts: bool = False) -> Document:
    """Return the whole sample report, its headings numbered by that scheme, with a chart of every kind."""
    scheme = HEADING_SCHEMES[numbering]
    headings = _headings(scheme)
    captions = [
        caption("1", "学生规模"),
        caption("2", "学生资助情况"),
        caption("3", "校外实训基地登记表"),
        caption("4", "各校主要指标"),
    ]
    drawn = _charts() if charts else []
    blocks = (*_front([PREFACE, *headings], captions), *_body(headings, captions), *drawn)
    return Document(blocks, "中等职业教育质量年度报告（2025年度）", "质量办公室", scheme=scheme)
