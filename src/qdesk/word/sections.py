"""The properties of a section: paper, margins, footers and the counting of its pages."""

from qdesk.document.measures import footer_distance, twips_of_mm
from qdesk.document.sections import Section
from qdesk.document.style import DocumentStyle
from qdesk.word import oxml
from qdesk.word.package import DEFAULT_FOOTER, EMPTY_FOOTER, EVEN_FOOTER, relation_id


def section_xml(section: Section, style: DocumentStyle, *, first: bool) -> str:
    """Return the properties of a section; the first of its kind starts counting pages at 1."""
    page, numbers = style.page, style.page_numbers
    edges = ("top", "right", "bottom", "left")
    sources = ("left", "top", "right", "bottom") if section.landscape else edges
    margins = {edge: twips_of_mm(getattr(page, source)) for edge, source in zip(edges, sources, strict=True)}
    footer = footer_distance(style, landscape=section.landscape)
    margins |= {"header": twips_of_mm(page.header), "footer": footer}
    width, height = twips_of_mm(page.width), twips_of_mm(page.height)
    number_format = ""
    if section.kind == "front":
        number_format = oxml.PAGE_NUMBER_FORMATS.get(numbers.front, "")
    return oxml.section(
        height if section.landscape else width,
        width if section.landscape else height,
        margins,
        landscape=section.landscape,
        footers=_footers(section, style),
        number_format=number_format,
        number_start=1 if first and section.kind != "cover" else None,
    )


def _footers(section: Section, style: DocumentStyle) -> dict[str, str]:
    """Return the footers of a section: the even pages' one is used only if sides differ.

    A section without a footer would take over the one before it, so an empty one is named.
    """
    silent = section.kind == "front" and style.page_numbers.front == "none"
    if section.kind == "cover" or silent:
        names = (EMPTY_FOOTER, EMPTY_FOOTER)
    else:
        names = (DEFAULT_FOOTER, EVEN_FOOTER)
    return {"default": relation_id(names[0]), "even": relation_id(names[1])}
