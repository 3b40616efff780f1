"""The neutral blocks of a finished document: what Word, preview and Excel are all written from.

A document is a flat tuple of blocks in reading order. Everything is decided already: numbers are
texts, captions are numbered, cells are formatted. A writer only turns blocks into bytes.
Every block is frozen and holds tuples, so it can be compared, hashed and kept in a cache.

Bookmarks are any texts that are unique in the document (a section's key, say): the writer makes
names of them that its format allows.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from qdesk.model.chart_data import ChartData
from qdesk.model.figure import ChartKind
from qdesk.model.numbering import HEADING_SCHEMES, HeadingScheme

Level = Literal[1, 2, 3, 4]
ParagraphRole = Literal[
    "body",  # prose, first line indented
    "subheading",  # a line within the prose that heads what follows; in no contents
    "unit",  # right-aligned line above a table: 单位：万元
    "subcaption",  # centred line under a caption: （与2018-2019学年比较）
    "note",  # small print under a table: 说明：……
    "case",  # prose of a case
    "front",  # centred line in the front matter
    "title",  # title in the front matter that is no heading: 内容真实性责任声明
    "signature",  # right-aligned line under a statement
]
ContentsLevel = Literal[0, 1, 2, 3]  # of an entry of the contents; 0: it has none
CaptionKind = Literal["table", "figure", "case"]
CellRole = Literal["header", "label", "value", "computed", "total", "note"]
Align = Literal["left", "center", "right"]


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text of one appearance; `reference` is the bookmark of a caption it names.

    `mark` is a bookmark around it, by which it is found again in a document that came back.
    """

    text: str
    bold: bool = False
    italic: bool = False
    reference: str = ""
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; `number` as printed ("1.1", "（一）"), empty for one without number (附表).

    `gap` stands between number and text: 1.1 学校概况, but 一、学校概况.
    """

    level: Level
    number: str
    text: str
    bookmark: str
    gap: str = " "

    @property
    def line(self) -> str:
        """The heading as printed."""
        return self.number + self.gap + self.text if self.number else self.text


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph; its role decides its appearance."""

    runs: tuple[Run, ...]
    role: ParagraphRole = "body"


@dataclass(frozen=True, slots=True)
class ListItem:
    """An item of a simple list; ordered items in a row count 1, 2, 3 by themselves."""

    runs: tuple[Run, ...]
    ordered: bool = False
    level: Literal[0, 1] = 0


@dataclass(frozen=True, slots=True)
class Caption:
    """A caption: label + number + separator + text, e.g. "表 " "1-1" " " "学生规模".

    The list of tables, figures or cases gathers by the label without its spaces and brackets. A caption of
    the annex counts by itself and stands in the contents instead, as a heading of `annex_level` would.
    """

    kind: CaptionKind
    label: str
    number: str
    text: str
    bookmark: str
    separator: str = " "
    annex_level: ContentsLevel = 0

    @property
    def line(self) -> str:
        """The caption as printed."""
        return self.label + (self.number + self.separator if self.number else "") + self.text


class Cell(NamedTuple):
    """A cell at its upper left corner; rows and columns count from 0, spans are at least 1.

    `diagonal`: the text has two lines, first the upper right one, then the lower left one, and a
    line is drawn between them. `align` None leaves the choice to role and column. `indent` counts
    characters at the left.
    """

    text: str
    row: int
    column: int
    row_span: int = 1
    column_span: int = 1
    role: CellRole = "value"
    align: Align | None = None
    diagonal: bool = False
    indent: int = 0


@dataclass(frozen=True, slots=True)
class Table:
    """A table of any length; places that no cell covers are written as empty cells.

    `header_rows` are repeated on every page. `landscape` None: the writer turns the page when
    the columns need it. `widths` are proportions of the columns; empty: measured from the texts.
    """

    cells: tuple[Cell, ...]
    column_count: int
    header_rows: int = 1
    landscape: bool | None = None
    widths: tuple[float, ...] = ()

    @property
    def row_count(self) -> int:
        """The number of rows that the cells span; counted anew at each call."""
        return max((cell.row + cell.row_span for cell in self.cells), default=0)


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture with its size on the page; `description` is read aloud.

    `id` names its bytes, which `original` reads: a document of fifty photos holds none of them.
    """

    id: str
    width_mm: float
    height_mm: float
    description: str
    original: Callable[[], bytes] = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class PictureRow:
    """Two pictures side by side, each with its caption below."""

    pictures: tuple[Picture, Picture]
    captions: tuple[Caption, Caption]


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart with its size on the page; `description` is read aloud. Its caption is a block of its own."""

    kind: ChartKind
    data: ChartData
    width_mm: float = 140
    height_mm: float = 70
    labels: bool = True
    description: str = ""


COVER_MARK = "front:cover#"
"""Before the name of a line of the cover: the mark by which it is found in a document that came back."""


@dataclass(frozen=True, slots=True)
class Cover:
    """The cover page; an empty line is left out."""

    school: str
    title: str
    year: str = ""
    issuer: str = ""
    date: str = ""


@dataclass(frozen=True, slots=True)
class ContentsEntry:
    """A line of a contents page: text complete with its number, e.g. "1.1 学校概况"."""

    level: Literal[1, 2, 3]
    text: str
    bookmark: str


@dataclass(frozen=True, slots=True)
class Contents:
    """The contents page (`label` empty), or the list of what is captioned with `label` (表)."""

    title: str
    entries: tuple[ContentsEntry, ...]
    label: str = ""


@dataclass(frozen=True, slots=True)
class PageBreak:
    """What follows starts on a new page."""


@dataclass(frozen=True, slots=True)
class BodyStart:
    """The front matter ends here: new page, and page numbers count from 1.

    Without it, the body starts after the last cover or contents.
    """


Block = (
    Heading
    | Paragraph
    | ListItem
    | Caption
    | Table
    | Picture
    | PictureRow
    | Chart
    | Cover
    | Contents
    | PageBreak
    | BodyStart
)


@dataclass(frozen=True, slots=True)
class Document:
    """All blocks in reading order, with what the file says about itself.

    `mark` names the export, so that the file is known again when it comes back; `base_of` names the style
    whose base document it is. One only `to_print` has the numbers of its captions as texts, which no program
    counts anew.
    """

    blocks: tuple[Block, ...]
    title: str
    author: str = ""
    language: str = "zh-CN"
    scheme: HeadingScheme = HEADING_SCHEMES["decimal"]
    mark: str = ""
    base_of: str = ""
    to_print: bool = False


def plain(text: str) -> tuple[Run, ...]:
    """Return the runs of a text without any emphasis."""
    return (Run(text),)
