"""How a document looks: pages, fonts, paragraphs, tables; the data of templates/styles."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

TextName = Literal[
    "body", "subheading", "list", "heading1", "heading2", "heading3", "heading4", "title", "cover_school",
    "cover_year", "cover_issuer", "cover_date", "front", "front_title", "signature",
    "case_title", "case", "contents_title", "contents1", "contents2", "contents3", "list_of_captions",
    "caption", "continued", "subcaption", "unit", "note", "cell", "header_cell", "picture", "after_table",
    "page_number",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class TextStyle:
    """How the paragraphs of one kind look; sizes and distances in points."""

    font: str  # of Chinese characters
    latin: str  # of Latin letters and digits
    size: float
    bold: bool = False
    italic: bool = False
    color: str = ""  # RRGGBB; empty: black
    align: Literal["left", "center", "right", "both"] = "left"
    line: float = 1.0  # line height in lines
    line_pt: float = 0.0  # exact line height; 0: `line` counts
    before: float = 0.0
    after: float = 0.0
    first_line: float = 0.0  # indent of the first line in characters
    left: float = 0.0  # indents of all lines in characters
    right: float = 0.0
    keep_next: bool = False
    page_break: bool = False  # starts on a new page


@dataclass(frozen=True, slots=True)
class PageStyle:
    """The paper and its margins in millimetres; `footer` is measured from the lower edge."""

    width: float
    height: float
    top: float
    bottom: float
    left: float
    right: float
    header: float
    footer: float


@dataclass(frozen=True, slots=True)
class PageNumberStyle:
    """The page number in the footer: before + number + after."""

    position: Literal["center", "outside"] = "center"
    before: str = ""
    after: str = ""
    front: Literal["none", "lower_roman", "upper_roman"] = "upper_roman"


@dataclass(frozen=True, slots=True)
class TableStyle:
    """How tables look; distances in points."""

    border: float = 0.5
    lines: Literal["grid", "three"] = "grid"  # all lines, or above, under the head and below (三线表)
    rule: float = 1.5  # of three lines: the first and the last
    padding: float = 4.0  # left and right of a cell's text
    row_slack: float = 6.0  # what a row is higher than its lines of text
    keep_together: int = 0  # tables of up to that many rows are kept on one page
    header_fill: str = ""  # RRGGBB; empty: none
    numbers: Literal["center", "right"] = "center"
    short_text: int = 16  # columns of texts up to this width are centred (a character is 2)
    landscape_columns: int = 10  # tables of more columns stand on landscape pages
    continued: bool = False  # 续表 stands above every part of a table that goes on over a page


@dataclass(frozen=True, slots=True)
class FontStyle:
    """A font that the document names, and the one to take where it is not installed."""

    name: str
    alternative: str = ""
    family: Literal["roman", "modern", "swiss", "auto"] = "auto"
    chinese: bool = True


@dataclass(frozen=True, slots=True)
class DocumentStyle:
    """A complete export style with the year and the source of its rules."""

    id: str
    name: str
    year: int
    source: str
    state: str
    page: PageStyle
    texts: Mapping[TextName, TextStyle]
    table: TableStyle
    page_numbers: PageNumberStyle
    fonts: tuple[FontStyle, ...]
