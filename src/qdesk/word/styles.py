"""The part styles.xml: Word's own style names with the looks of a document style."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from qdesk.document.continued import CONTINUED_STYLE
from qdesk.document.measures import twips
from qdesk.document.style import DocumentStyle, TableStyle, TextName, TextStyle
from qdesk.document.table_type import SMALL_SIZES, in_type
from qdesk.word.oxml import element, list_number, part


@dataclass(frozen=True, slots=True)
class ParagraphStyle:
    """A paragraph style: its id and name in Word, and which text style it looks like."""

    id: str
    name: str
    text: TextName
    following: str = ""  # the style of the next paragraph that a user types
    outline: int = 0  # 1-4: a heading of that level
    custom: bool = False
    counted: bool = True  # whether the list of the headings numbers it


PARAGRAPH_STYLES = (
    ParagraphStyle("BodyText", "Body Text", "body"),
    ParagraphStyle("SubHeading", "小标题", "subheading", "BodyText", custom=True),
    ParagraphStyle("Heading1", "heading 1", "heading1", "BodyText", 1),
    ParagraphStyle("Heading2", "heading 2", "heading2", "BodyText", 2),
    ParagraphStyle("Heading3", "heading 3", "heading3", "BodyText", 3),
    ParagraphStyle("Heading4", "heading 4", "heading4", "BodyText", 4),
    ParagraphStyle("Title", "Title", "title"),
    ParagraphStyle("Caption", "caption", "caption", "BodyText"),
    ParagraphStyle("AnnexCaption1", "附表题 1", "caption", "BodyText", 1, custom=True, counted=False),
    ParagraphStyle("AnnexCaption2", "附表题 2", "caption", "BodyText", 2, custom=True, counted=False),
    ParagraphStyle("AnnexCaption3", "附表题 3", "caption", "BodyText", 3, custom=True, counted=False),
    ParagraphStyle("ContinuedCaption", CONTINUED_STYLE, "continued", custom=True),
    ParagraphStyle("CaseTitle", "案例标题", "case_title", "CaseText", custom=True),
    ParagraphStyle("CaseText", "案例正文", "case", custom=True),
    ParagraphStyle("TOCHeading", "TOC Heading", "contents_title"),
    ParagraphStyle("TOC1", "toc 1", "contents1"),
    ParagraphStyle("TOC2", "toc 2", "contents2"),
    ParagraphStyle("TOC3", "toc 3", "contents3"),
    ParagraphStyle("TableofFigures", "table of figures", "list_of_captions"),
    ParagraphStyle("ListParagraph", "List Paragraph", "list"),
    ParagraphStyle("Footer", "footer", "page_number"),
    ParagraphStyle("Header", "header", "page_number"),
    ParagraphStyle("CoverSchool", "封面单位", "cover_school", custom=True),
    ParagraphStyle("CoverYear", "封面年度", "cover_year", custom=True),
    ParagraphStyle("CoverIssuer", "封面编制单位", "cover_issuer", custom=True),
    ParagraphStyle("CoverDate", "封面日期", "cover_date", custom=True),
    ParagraphStyle("FrontText", "文前居中", "front", custom=True),
    ParagraphStyle("FrontTitle", "文前标题", "front_title", "BodyText", custom=True),
    ParagraphStyle("SignatureLine", "落款", "signature", custom=True),
    ParagraphStyle("SubCaption", "副题注", "subcaption", custom=True),
    ParagraphStyle("TableUnit", "表单位", "unit", custom=True),
    ParagraphStyle("TableNote", "表注", "note", "BodyText", custom=True),
    ParagraphStyle("TableText", "表格文字", "cell", custom=True),
    ParagraphStyle("TableHeader", "表头文字", "header_cell", custom=True),
    ParagraphStyle("PictureLine", "图片", "picture", custom=True),
    ParagraphStyle("AfterTable", "表后间隔", "after_table", "BodyText", custom=True),
)
TABLE_STYLE = "ReportTable"
HEADING_LIST = 1  # the list in numbering.xml that numbers the headings


def sized(style_id: str, size: float) -> str:
    """The id of a style of tables in smaller type; 0 is the type of the style."""
    return f"{style_id}{round(size * 10)}" if size else style_id


def styles_part(style: DocumentStyle, language: str, small: Sequence[float] = ()) -> str:
    """Return styles.xml; every style names its fonts, so that no theme or default can win.

    `small` are the sizes of the smaller type that some tables are set in.
    """
    normal = style.texts["body"]
    content = "".join(
        (
            _defaults(normal, language),
            element(
                "latentStyles",
                defLockedState=0,
                defUIPriority=99,
                defSemiHidden=0,
                defUnhideWhenUsed=0,
                defQFormat=0,
                count=376,
            ),
            _normal(normal),
            _fixed("character", "DefaultParagraphFont", "Default Paragraph Font"),
            _fixed("table", "TableNormal", "Normal Table", _table_normal()),
            _fixed("numbering", "NoList", "No List"),
            "".join(_paragraph_style(spec, style.texts[spec.text]) for spec in PARAGRAPH_STYLES),
            *(_small_styles(style, size) for size in small),
            _table_style(style.table),
        ),
    )
    return part("styles", content)


def _small_styles(style: DocumentStyle, size: float) -> str:
    texts = in_type(style, size).texts
    return "".join(
        _paragraph_style(
            replace(spec, id=sized(spec.id, size), name=f"{spec.name}{SMALL_SIZES[size]}"), texts[spec.text]
        )
        for spec in PARAGRAPH_STYLES
        if spec.text in {"cell", "header_cell"}
    )


def _defaults(text: TextStyle, language: str) -> str:
    run = _fonts(text) + _size(text.size)
    run += element("lang", val="en-US", eastAsia=language, bidi="ar-SA")
    paragraph = element("pPr", element("snapToGrid", val=0))
    return element(
        "docDefaults",
        element("rPrDefault", element("rPr", run)) + element("pPrDefault", paragraph),
    )


def _normal(text: TextStyle) -> str:
    """Return the style all others start from: fonts and size of the body, no indent."""
    content = (
        element("name", val="Normal")
        + element("qFormat")
        + element("pPr", element("widowControl", val=1))
        + element("rPr", _fonts(text) + _size(text.size))
    )
    return element("style", content, type="paragraph", default=1, styleId="Normal")


def _fixed(kind: str, style_id: str, name: str, properties: str = "") -> str:
    content = element("name", val=name) + element("uiPriority", val=99) + element("semiHidden")
    content += element("unhideWhenUsed") + properties
    return element("style", content, type=kind, default=1, styleId=style_id)


def _table_normal() -> str:
    margins = element("top", w=0, type="dxa") + element("left", w=108, type="dxa")
    margins += element("bottom", w=0, type="dxa") + element("right", w=108, type="dxa")
    indent = element("tblInd", w=0, type="dxa")
    return element("tblPr", indent + element("tblCellMar", margins))


def _paragraph_style(spec: ParagraphStyle, text: TextStyle) -> str:
    custom = {"customStyle": 1} if spec.custom else {}
    content = "".join(
        (
            element("name", val=spec.name),
            element("basedOn", val="Normal"),
            element("next", val=spec.following) if spec.following else "",
            element("uiPriority", val=39 if spec.id.startswith("TOC") else 9),
            element("qFormat"),
            element("pPr", _paragraph_properties(text, spec.outline, counted=spec.counted)),
            element("rPr", _run_properties(text)),
        ),
    )
    return element("style", content, type="paragraph", styleId=spec.id, **custom)


def _paragraph_properties(text: TextStyle, outline: int, *, counted: bool) -> str:
    return "".join(
        (
            element("keepNext") if text.keep_next else "",
            element("keepLines") if outline else "",
            element("pageBreakBefore") if text.page_break else "",
            list_number(HEADING_LIST, outline - 1) if outline and counted else "",
            element("snapToGrid", val=0),
            _spacing(text),
            _indent(text),
            element("jc", val=text.align),
            element("outlineLvl", val=outline - 1) if outline else "",
        ),
    )


def _spacing(text: TextStyle) -> str:
    rule = "exact" if text.line_pt else "auto"
    line = twips(text.line_pt) if text.line_pt else round(text.line * 240)
    before, after = twips(text.before), twips(text.after)
    return element("spacing", before=before, after=after, line=line, lineRule=rule)


def _indent(text: TextStyle) -> str:
    """Each indent twice: in characters for Word and WPS, in twips for the others."""
    values: dict[str, str | float] = {}
    for name, characters in (("left", text.left), ("right", text.right)):
        if characters:
            values[f"{name}Chars"] = round(characters * 100)
            values[name] = twips(characters * text.size)
    values["firstLineChars"] = round(text.first_line * 100)
    values["firstLine"] = twips(text.first_line * text.size)
    return element("ind", **values)


def _fonts(text: TextStyle) -> str:
    latin = text.latin
    return element("rFonts", ascii=latin, hAnsi=latin, eastAsia=text.font, cs=latin)


def _size(points: float) -> str:
    half = round(points * 2)
    return element("sz", val=half) + element("szCs", val=half)


def _run_properties(text: TextStyle) -> str:
    marks = (element("b") + element("bCs")) if text.bold else ""
    marks += (element("i") + element("iCs")) if text.italic else ""
    marks += element("color", val=text.color) if text.color else ""
    return _fonts(text) + marks + _size(text.size)


def _table_style(table: TableStyle) -> str:
    line: dict[str, str | float] = {
        "val": "single",
        "sz": round(table.border * 8),
        "space": 0,
        "color": "000000",
    }
    sides = ("top", "left", "bottom", "right", "insideH", "insideV")
    if table.lines == "three":
        line["sz"], sides = round(table.rule * 8), ("top", "bottom")
    borders = "".join(element(side, **line) for side in sides)
    padding = twips(table.padding)
    margins = element("top", w=0, type="dxa") + element("left", w=padding, type="dxa")
    margins += element("bottom", w=0, type="dxa") + element("right", w=padding, type="dxa")
    properties = element("tblBorders", borders) + element("tblCellMar", margins)
    content = "".join(
        (
            element("name", val="报告表格"),
            element("basedOn", val="TableNormal"),
            element("uiPriority", val=39),
            element("qFormat"),
            element("tblPr", element("tblInd", w=0, type="dxa") + properties),
        ),
    )
    return element("style", content, type="table", customStyle=1, styleId=TABLE_STYLE)
