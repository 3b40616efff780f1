"""Composes what stands before the first chapter: cover, declaration, team, preface, contents and lists."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Literal

from qdesk.document.blocks import (
    Block,
    Contents,
    ContentsEntry,
    ContentsLevel,
    Cover,
    PageBreak,
    Paragraph,
    Run,
    plain,
)
from qdesk.document.prose_blocks import prose_blocks
from qdesk.model.axis import fill_years
from qdesk.model.figure import Figure
from qdesk.model.front_page import FrontKind, FrontPage
from qdesk.model.outline import Heading
from qdesk.model.report_view import ReportView

CONTENTS_LEVELS = "标题级数"
"""The field of the contents page that says how many levels of headings it lists."""

FRONT = "front:"
"""Before the id of a page: whose text it is, where a section has its own id."""

_LEVELS = 3
_COVER_FIELDS = {
    "school": ("单位名称", "学校名称"),
    "title": ("报告标题",),
    "year": ("年度",),
    "issuer": ("编制单位",),
    "date": ("日期",),
}
_BLANK_DATE = "　　　年　　月　　日"
_USUAL = (
    FrontPage("", FrontKind.COVER.value, 0, "封面"),
    FrontPage("", FrontKind.CONTENTS.value, 1, "目录"),
)
"""The front matter of a report that was begun before there was any."""


def automatic_fields(view: ReportView, made_on: date) -> dict[str, str]:
    """What a field of the front matter prints while it is left empty, by its name."""
    entity = next((one.name for one in view.archive.entities if one.id == view.report.entity), "")
    return {
        "单位名称": entity,
        "学校名称": entity,
        "报告标题": "职业教育质量年度报告",
        "年度": f"（{view.report.period.title}）",
        "日期": f"{made_on.year} 年 {made_on.month} 月",
        CONTENTS_LEVELS: str(_LEVELS),
    }


def front_matter(view: ReportView, made_on: date) -> Iterator[Block]:
    """The blocks of all pages and lists that are switched on, in order; empty lists are left out."""
    pages = view.archive.front_pages(view.report.id) or _USUAL
    for page in pages:
        if page.shown:
            yield from front_blocks(view, page, made_on)


def front_blocks(view: ReportView, page: FrontPage, made_on: date) -> Iterator[Block]:
    """The blocks of one page or list of the front matter, switched on or not."""
    match page.kind:
        case FrontKind.COVER:
            yield _cover(view, page, made_on)
        case FrontKind.CONTENTS:
            yield Contents(page.name, tuple(_headings(view, _levels_of(page))))
        case FrontKind.TABLES:
            yield from _list(page, _tables(view), view.report.numbering.table)
        case FrontKind.CASES:
            yield from _list(page, _cases(view), view.report.numbering.case)
        case FrontKind.FIGURES:
            yield from _list(page, _figures(view), view.report.numbering.figure)
        case FrontKind.DECLARATION | FrontKind.TEAM | FrontKind.PREFACE | FrontKind.TEXT:
            yield from _page_of_text(view, page)


def cover_lines(view: ReportView, page: FrontPage, made_on: date) -> dict[str, tuple[str, str]]:
    """The lines of the cover by name: the field that each is filled in by, and what it prints."""
    automatic = automatic_fields(view, made_on)
    found: dict[str, tuple[str, str]] = {}
    for line, names in _COVER_FIELDS.items():
        own = next((name for name in names if page.fields.get(name, "").strip()), "")
        usual = next((name for name in names if name in page.fields), names[0])
        text = page.fields[own].strip() if own else automatic.get(names[0], "")
        found[line] = (own or usual, text)
    return found


def _cover(view: ReportView, page: FrontPage, made_on: date) -> Cover:
    return Cover(**{line: text for line, (_, text) in cover_lines(view, page, made_on).items()})


def _page_of_text(view: ReportView, page: FrontPage) -> Iterator[Block]:
    """Title, paragraphs, and the fields: signature lines under a statement, else lines of text."""
    text, fields = front_text(view, page), field_texts(page)
    if not text and not fields:
        return
    owner = front_owner(page.id)
    yield PageBreak()
    yield Paragraph((Run(page.name, mark=owner),), "title")
    yield from prose_blocks(view, text, owner)
    for name, value in fields.items():
        role = "signature" if page.kind is FrontKind.DECLARATION else "body"
        yield Paragraph(plain(f"{name}：{value}"), role)


def front_owner(page_id: str) -> str:
    """Stands where the id of a section would, in marks: whose text the text of a page is."""
    return f"{FRONT}{page_id}"


def field_texts(page: FrontPage) -> dict[str, str]:
    """What the fields of a page of text print behind their names; a statement has lines to write on."""
    blank = page.kind is FrontKind.DECLARATION
    return {
        name: value.strip() or (_BLANK_DATE if name == "日期" else "　" * 8)
        for name, value in page.fields.items()
        if value.strip() or blank
    }


def front_text(view: ReportView, page: FrontPage) -> str:
    """The text of a page with {title}, {school} and {period} filled in."""
    return filled_in(view, page.text).strip()


def filled_in(view: ReportView, text: str) -> str:
    """A text with {title}, {school} and {period} filled in."""
    for name, value in _known(view).items():
        text = text.replace(name, value)
    return text


def open_again(view: ReportView, text: str, like: str) -> str:
    """The other way round: what `like` leaves open stands open in a printed text too."""
    for name, value in _known(view).items():
        if name in like and value:
            text = text.replace(value, name)
    return text


def _known(view: ReportView) -> dict[str, str]:
    """What may stand open in a text; the title first, because it may hold the school's name."""
    entity = next((one.name for one in view.archive.entities if one.id == view.report.entity), "")
    return {"{title}": view.report.title, "{school}": entity, "{period}": view.report.period.title}


def _levels_of(page: FrontPage) -> int:
    asked = page.fields.get(CONTENTS_LEVELS, "").strip()
    return min(max(int(asked), 1), _LEVELS) if asked.isdecimal() and asked.isascii() else _LEVELS


def _headings(view: ReportView, levels: int) -> Iterator[ContentsEntry]:
    """Headings down to that level; the tables of the annex stand among them."""
    for heading in view.headings:
        if heading.skipped:
            continue
        if heading.level <= levels:
            yield ContentsEntry(_level(heading.level), view.title_of(heading), heading.section.id)
        if annex_level(view, heading) and heading.level < levels:
            for table in heading.tables:
                filled = view.filled(table)
                if filled.body:
                    text = view.caption_numbers[table.id].line(filled.caption)
                    yield ContentsEntry(_level(heading.level + 1), text, table.id)


def annex_level(view: ReportView, heading: Heading) -> ContentsLevel:
    """The level of the contents at which the tables of a section stand; 0 for those of the body."""
    by_itself = heading.annex and view.report.numbering.annex_table != ""
    return _level(heading.level + 1) if by_itself else 0


def _level(level: int) -> Literal[1, 2, 3]:
    return 1 if level <= 1 else 2 if level == 2 else 3


def _tables(view: ReportView) -> Iterator[ContentsEntry]:
    for heading in view.headings:
        for table in () if heading.skipped or annex_level(view, heading) else heading.tables:
            filled = view.filled(table)
            if filled.body:
                yield ContentsEntry(1, view.caption_numbers[table.id].line(filled.caption), table.id)


def _figures(view: ReportView) -> Iterator[ContentsEntry]:
    numbers = view.caption_numbers
    for heading in view.headings:
        for figure in () if heading.skipped else heading.figures:
            if _prints(view, figure):
                title = fill_years(figure.title, view.data.year)
                yield ContentsEntry(1, numbers[figure.id].line(title), figure.id)


def _prints(view: ReportView, figure: Figure) -> bool:
    """Whether a figure has anything to show: a photo its picture, a chart a number."""
    if figure.picture:
        return view.archive.original(figure.picture) is not None
    return any(value is not None for one in view.chart(figure).series for value in one.values)


def _cases(view: ReportView) -> Iterator[ContentsEntry]:
    for heading in view.headings:
        for case in () if heading.skipped else heading.cases:
            yield ContentsEntry(1, view.caption_numbers[case.id].line(case.title), case.id)


def _list(page: FrontPage, entries: Iterator[ContentsEntry], pattern: str) -> Iterator[Contents]:
    found: Sequence[ContentsEntry] = tuple(entries)
    if found:
        yield Contents(page.name, tuple(found), label=pattern.partition("{")[0])
