"""The home of raw WordprocessingML, with `oxml_table.py`: pieces of document.xml as strings.

Every function returns complete, escaped XML. Children stand in the order of the schema.
"""

import re
from collections.abc import Iterable, Mapping
from hashlib import blake2s

_NAMESPACES = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
}
DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
BODY_START, BODY_END = "<w:body>", "</w:body>"
PAGE_NUMBER_FORMATS = {"lower_roman": "lowerRoman", "upper_roman": "upperRoman"}

_FORBIDDEN = "\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff"
_SPECIAL = re.compile(f'[&<>"{_FORBIDDEN}]')
_DROP = re.compile(f"[{_FORBIDDEN}]")
_BREAKS = re.compile(r"\r\n|[\n\r\v\t]")
_ODD = re.compile(rf'[\s&<>"{_FORBIDDEN}]')  # what a text may need more for than its tag
_SHARED = "§°±·×÷\u2010-\u203b\u2103-\u2bff"
"""Signs of Chinese and Western texts: Word takes them from the Western font unless a run says otherwise."""
_CHINESE_SIGN = re.compile(f"[{_SHARED}]")
_UNUSUAL = re.compile(rf'[&<>"{_FORBIDDEN}{_SHARED}]|[^\S ]')
_EDGE = "\ue000"
_KEEP_NEXT = {None: "", True: "<w:keepNext/>", False: '<w:keepNext w:val="0"/>'}
_BOOKMARK = re.compile(r"_Toc[A-Za-z0-9_]{1,30}")


def escape(text: str) -> str:
    """Return text fit for XML content and attributes; characters XML forbids are dropped."""
    if not _SPECIAL.search(text):
        return text
    text = _DROP.sub("", text).replace("&", "&amp;").replace("<", "&lt;")
    return text.replace(">", "&gt;").replace('"', "&quot;")


def element(tag: str, content: str = "", /, **attributes: str | float) -> str:
    """Return the element w:tag with attributes of the same namespace."""
    pairs = "".join(f' w:{key}="{escape(str(value))}"' for key, value in attributes.items())
    return f"<w:{tag}{pairs}>{content}</w:{tag}>" if content else f"<w:{tag}{pairs}/>"


def root_start(name: str) -> str:
    """Return the declaration and the start tag of a part's root element."""
    spaces = "".join(f' xmlns:{prefix}="{uri}"' for prefix, uri in _NAMESPACES.items())
    return f"{DECLARATION}<w:{name}{spaces}>"


def root_end(name: str) -> str:
    """Return the end tag of a part's root element."""
    return f"</w:{name}>"


def part(name: str, content: str) -> str:
    """Return a whole part with the root element w:name."""
    return root_start(name) + content + root_end(name)


def are_plain(texts: Iterable[str]) -> bool:
    """Return whether all texts are written into their tags as they stand."""
    joined = _EDGE.join(("", *texts, ""))
    if _UNUSUAL.search(joined):
        return False
    return " " not in joined or not any(odd in joined for odd in ("  ", f"{_EDGE} ", f" {_EDGE}"))


def text_content(text: str) -> str:
    """Return the content of a run: text, with line breaks and tabs as elements."""
    if not _ODD.search(text):
        return f"<w:t>{text}</w:t>" if text else ""
    if not _BREAKS.search(text):
        return _text(text)
    pieces: list[str] = []
    position = 0
    for match in _BREAKS.finditer(text):
        pieces.append(_text(text[position : match.start()]))
        pieces.append("<w:tab/>" if match[0] == "\t" else "<w:br/>")
        position = match.end()
    pieces.append(_text(text[position:]))
    return "".join(pieces)


def _text(text: str) -> str:
    if not text:
        return ""
    keep = text[0].isspace() or text[-1].isspace() or "  " in text
    space = ' xml:space="preserve"' if keep else ""
    return f"<w:t{space}>{escape(text)}</w:t>"


def run(text: str, *, bold: bool = False, italic: bool = False) -> str:
    """Return a run of text; nothing for an empty text."""
    if not text:
        return ""
    marks = '<w:rFonts w:hint="eastAsia"/>' if _CHINESE_SIGN.search(text) else ""
    marks += ("<w:b/><w:bCs/>" if bold else "") + ("<w:i/><w:iCs/>" if italic else "")
    properties = f"<w:rPr>{marks}</w:rPr>" if marks else ""
    return f"<w:r>{properties}{text_content(text)}</w:r>"


def tab() -> str:
    """Return a run that holds a tabulator."""
    return "<w:r><w:tab/></w:r>"


def field_start(instruction: str) -> str:
    """Return the beginning of a field up to its cached result."""
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> '
        f"{escape(instruction)} </w:instrText></w:r>"
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    )


def field_end() -> str:
    """Return the end of a field."""
    return '<w:r><w:fldChar w:fldCharType="end"/></w:r>'


def field(instruction: str, result: str) -> str:
    """Return a field with its cached result."""
    return field_start(instruction) + run(result) + field_end()


def bookmark_name(key: str) -> str:
    """Return the name of a bookmark that Word accepts; the same key gives the same name."""
    if _BOOKMARK.fullmatch(key):
        return key
    return "_Toc" + blake2s(key.encode("utf-8", "replace"), digest_size=8).hexdigest()


def bookmark(key: str, number: int, content: str) -> str:
    """Return content enclosed by a bookmark; numbers must differ within the document."""
    if not key:
        return content
    start = f'<w:bookmarkStart w:id="{number}" w:name="{bookmark_name(key)}"/>'
    return f'{start}{content}<w:bookmarkEnd w:id="{number}"/>'


def mark_name(key: str) -> str:
    """Return the name of the hidden bookmark by which a part is found again in a document that came back."""
    return "_QD" + blake2s(key.encode("utf-8", "replace"), digest_size=8).hexdigest()


EXPORT_MARK = "_QDX"
"""Begins the bookmark that names the export; a document has one."""


def marked(key: str, number: int, content: str) -> str:
    """Return content enclosed by the mark of a key; numbers must differ within the document."""
    start = f'<w:bookmarkStart w:id="{number}" w:name="{mark_name(key)}"/>'
    return f'{start}{content}<w:bookmarkEnd w:id="{number}"/>'


def export_mark(name: str, number: int) -> str:
    """Return the bookmark, of no length, that names the export."""
    start = f'<w:bookmarkStart w:id="{number}" w:name="{EXPORT_MARK}{escape(name)}"/>'
    return f'{start}<w:bookmarkEnd w:id="{number}"/>'


def hyperlink(key: str, content: str) -> str:
    """Return content that leads to a bookmark of the document."""
    return f'<w:hyperlink w:anchor="{bookmark_name(key)}" w:history="1">{content}</w:hyperlink>'


def reference(key: str, text: str) -> str:
    """Return a reference to what a bookmark encloses, with its present text."""
    return field(f"REF {bookmark_name(key)} \\h", text)


def list_number(list_id: int, level: int) -> str:
    """Return the paragraph property that makes it an item of a list; list 0: of none."""
    return f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{list_id}"/></w:numPr>'


def paragraph(
    style: str,
    content: str,
    *,
    keep_next: bool | None = None,
    page_break: bool = False,
    numbering: str = "",
    tabs: str = "",
    align: str = "",
) -> str:
    """Return a paragraph of a style with what it has of its own; `tabs` may be an indent as well.

    `keep_next` None leaves it to the style whether the paragraph stays with the next one.
    """
    properties = "".join(
        (
            f'<w:pStyle w:val="{style}"/>',
            _KEEP_NEXT[keep_next],
            "<w:pageBreakBefore/>" if page_break else "",
            numbering,
            tabs,
            f'<w:jc w:val="{align}"/>' if align else "",
        ),
    )
    return f"<w:p><w:pPr>{properties}</w:pPr>{content}</w:p>"


def left_indent(characters: int) -> str:
    """Return an indent of as many characters; the twips are for who does not count characters."""
    return f'<w:ind w:leftChars="{characters * 100}" w:left="{characters * 210}"/>' if characters else ""


def leader_tab(position: int) -> str:
    """Return the right tabulator with dots of a contents line; position in twips."""
    return f'<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="{position}"/></w:tabs>'


def contents_frame(content: str) -> str:
    """Return paragraphs as the contents object that Word offers to update."""
    return (
        '<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/>'
        f"<w:docPartUnique/></w:docPartObj></w:sdtPr><w:sdtContent>{content}"
        "</w:sdtContent></w:sdt>"
    )


def can_end_section(block: str) -> bool:
    """Return whether a block ends with a paragraph that may hold a section's properties.

    LibreOffice loses the section where the same paragraph also ends a contents field.
    """
    return block.endswith("</w:p>") and not block.endswith(field_end() + "</w:p>")


def end_section(block: str, section: str) -> str:
    """Return a block whose last paragraph also ends a section."""
    place = block.rindex("</w:pPr>")
    return block[:place] + section + block[place:]


def section(
    width: int,
    height: int,
    margins: Mapping[str, int],
    *,
    landscape: bool = False,
    footers: Mapping[str, str],
    number_format: str = "",
    number_start: int | None = None,
) -> str:
    """Return the properties of a section; sizes in twips, footers: type → relationship."""
    references = "".join(
        f'<w:footerReference w:type="{kind}" r:id="{target}"/>' for kind, target in footers.items()
    )
    orientation: dict[str, str | int] = {"orient": "landscape"} if landscape else {}
    numbers: dict[str, str | int] = {}
    if number_format:
        numbers["fmt"] = number_format
    if number_start is not None:
        numbers["start"] = number_start
    return (
        f'<w:sectPr>{references}<w:type w:val="nextPage"/>'
        + element("pgSz", w=width, h=height, **orientation)
        + element("pgMar", **margins, gutter=0)
        + (element("pgNumType", **numbers) if numbers else "")
        + '<w:cols w:space="425"/></w:sectPr>'
    )


def picture(relation: str, number: int, width: int, height: int, description: str) -> str:
    """Return a run with an inline picture; sizes in EMU."""
    name = f'id="{number}" name="Picture {number}" descr="{escape(description)}"'
    graphic = (
        f"<pic:pic><pic:nvPicPr><pic:cNvPr {name}/><pic:cNvPicPr/></pic:nvPicPr>"
        f'<pic:blipFill><a:blip r:embed="{relation}"/><a:stretch><a:fillRect/></a:stretch>'
        '</pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/>'
        f'<a:ext cx="{width}" cy="{height}"/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic>'
    )
    return (
        '<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0">'
        f'<wp:extent cx="{width}" cy="{height}"/><wp:docPr {name}/>'
        f'<a:graphic><a:graphicData uri="{_NAMESPACES["pic"]}">{graphic}</a:graphicData>'
        "</a:graphic></wp:inline></w:drawing></w:r>"
    )


def chart(relation: str, number: int, width: int, height: int, description: str) -> str:
    """Return a run with an inline chart; sizes in EMU."""
    space = "http://schemas.openxmlformats.org/drawingml/2006/chart"
    return (
        '<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0">'
        f'<wp:extent cx="{width}" cy="{height}"/>'
        f'<wp:docPr id="{number}" name="Chart {number}" descr="{escape(description)}"/>'
        f'<a:graphic><a:graphicData uri="{space}"><c:chart xmlns:c="{space}" r:id="{relation}"/>'
        "</a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    )
