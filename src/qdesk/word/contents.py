"""Writes contents pages: the field, with every entry written out as its result."""

from collections.abc import Mapping

from qdesk.document.blocks import Contents
from qdesk.document.measures import text_width
from qdesk.document.style import DocumentStyle
from qdesk.word import oxml
from qdesk.word.captions import sequence_name

_UNKNOWN_PAGE = " "  # what stands in place of a page number that nobody has counted yet


def contents_xml(
    contents: Contents,
    style: DocumentStyle,
    page_numbers: Mapping[str, int],
    *,
    page_break: bool,
) -> str:
    """Return the contents with its title, as the object that Word offers to update."""
    title = oxml.paragraph("TOCHeading", oxml.run(contents.title), page_break=page_break)
    tabs = oxml.leader_tab(text_width(style.page))
    lines: list[str] = []
    before = oxml.field_start(_instruction(contents))
    for entry in contents.entries:
        name = "TableofFigures" if contents.label else f"TOC{entry.level}"
        page = str(page_numbers.get(entry.bookmark, _UNKNOWN_PAGE))
        number = oxml.field(f"PAGEREF {oxml.bookmark_name(entry.bookmark)} \\h", page)
        link = oxml.hyperlink(entry.bookmark, oxml.run(entry.text) + oxml.tab() + number)
        lines.append(oxml.paragraph(name, before + link, tabs=tabs))
        before = ""
    end = oxml.paragraph("AfterTable", before + oxml.field_end())
    content = title + "".join(lines) + end
    return content if contents.label else oxml.contents_frame(content)


def _instruction(contents: Contents) -> str:
    if contents.label:
        return f'TOC \\h \\z \\c "{sequence_name(contents.label)}"'
    return 'TOC \\o "1-3" \\h \\z \\u'
