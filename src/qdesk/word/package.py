"""The parts of a .docx around its text: settings, theme, fonts, footers, properties, relations."""

from collections.abc import Mapping

from qdesk.document.blocks import Document
from qdesk.document.line_pieces import NO_END, NO_START
from qdesk.document.style import DocumentStyle, FontStyle, TextStyle
from qdesk.word.oxml import DECLARATION, element, escape, field, paragraph, part, run

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_PARTS = {  # name in word/ → kind of relationship
    "styles": "styles",
    "numbering": "numbering",
    "settings": "settings",
    "fontTable": "fontTable",
    "footer1": "footer",
    "footer2": "footer",
    "footer3": "footer",
    "theme/theme1": "theme",
}
DEFAULT_FOOTER, EVEN_FOOTER, EMPTY_FOOTER = "footer1", "footer2", "footer3"


def relation_id(name: str) -> str:
    """Return the relationship by which document.xml names a part."""
    return "rId_" + name.replace("/", "_")


def fixed_parts(document: Document, style: DocumentStyle) -> dict[str, str]:
    """Return every part that does not depend on the blocks: path in the package → XML."""
    outside = style.page_numbers.position == "outside"
    custom = custom_properties(document)
    return {
        "_rels/.rels": _root_relations(custom=bool(custom)),
        "docProps/core.xml": _core_properties(document),
        **({"docProps/custom.xml": _custom_part(custom)} if custom else {}),
        "docProps/app.xml": f'{DECLARATION}<Properties xmlns="{_OFFICE}/extended-properties">'
        "<Application>qdesk</Application></Properties>",
        "word/settings.xml": _settings(document.language, even_and_odd=outside),
        "word/fontTable.xml": part("fonts", "".join(_font(font) for font in style.fonts)),
        "word/theme/theme1.xml": _theme(style.texts["heading1"], style.texts["body"]),
        "word/footer1.xml": _footer(style, "right" if outside else "center"),
        "word/footer2.xml": _footer(style, "left" if outside else "center"),
        "word/footer3.xml": part("ftr", paragraph("Footer", "")),
    }


def chart_relation(number: int) -> str:
    """Return the relationship by which document.xml names its charts, counted from 1."""
    return f"rId_chart{number}"


def picture_relation(number: int) -> str:
    """Return the relationship by which document.xml names its pictures, counted from 1."""
    return f"rId_image{number}"


def chart_relations(number: int, relation: str) -> str:
    """Return the relationships of a chart: its workbook."""
    target = f"../embeddings/Microsoft_Excel_Sheet{number}.xlsx"
    return _relations([(relation, f"{_OFFICE}/relationships/package", target)])


def content_types(charts: int = 0, *, custom: bool = False) -> str:
    """Return [Content_Types].xml of a document with so many charts, and custom properties or not."""
    overrides = {f"/word/{name}.xml": f"{_WORD_TYPE}.{kind}+xml" for name, kind in _PARTS.items()}
    overrides["/word/document.xml"] = f"{_WORD_TYPE}.document.main+xml"
    overrides["/word/theme/theme1.xml"] = "application/vnd.openxmlformats-officedocument.theme+xml"
    overrides["/docProps/core.xml"] = "application/vnd.openxmlformats-package.core-properties+xml"
    overrides["/docProps/app.xml"] = "application/vnd.openxmlformats-officedocument.extended-properties+xml"
    if custom:
        name = "application/vnd.openxmlformats-officedocument.custom-properties+xml"
        overrides["/docProps/custom.xml"] = name
    drawing = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
    overrides |= {f"/word/charts/chart{number}.xml": drawing for number in range(1, charts + 1)}
    defaults = {
        "rels": "application/vnd.openxmlformats-package.relationships+xml",
        "xml": "application/xml",
        "png": "image/png",
        "jpg": "image/jpeg",
        "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    }
    lines = "".join(f'<Default Extension="{name}" ContentType="{kind}"/>' for name, kind in defaults.items())
    lines += "".join(
        f'<Override PartName="{name}" ContentType="{kind}"/>' for name, kind in overrides.items()
    )
    return f'{DECLARATION}<Types xmlns="{_PACKAGE}/content-types">{lines}</Types>'


def document_relations(pictures: Mapping[str, str], charts: int = 0) -> str:
    """Return the relationships of document.xml; pictures: relationship → path below word/."""
    kinds = [(relation_id(name), kind, f"{name}.xml") for name, kind in _PARTS.items()]
    kinds += [(relation, "image", target) for relation, target in pictures.items()]
    kinds += [(chart_relation(one), "chart", f"charts/chart{one}.xml") for one in range(1, charts + 1)]
    return _relations([(name, f"{_OFFICE}/relationships/{kind}", to) for name, kind, to in kinds])


def _root_relations(*, custom: bool) -> str:
    parts = [
        ("rId1", f"{_OFFICE}/relationships/officeDocument", "word/document.xml"),
        ("rId2", f"{_PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"),
        ("rId3", f"{_OFFICE}/relationships/extended-properties", "docProps/app.xml"),
    ]
    if custom:
        parts.append(("rId4", f"{_OFFICE}/relationships/custom-properties", "docProps/custom.xml"))
    return _relations(parts)


MARK_PROPERTY = "qdesk-export"
"""The custom property that names the export, beside the bookmark."""
BASE_PROPERTY = "qdesk-style"
"""The custom property of a base document: the style that it shows."""


def custom_properties(document: Document) -> dict[str, str]:
    """Return what the file says about itself in properties of our own."""
    told = {MARK_PROPERTY: document.mark, BASE_PROPERTY: document.base_of}
    return {name: value for name, value in told.items() if value}


def _custom_part(properties: Mapping[str, str]) -> str:
    form = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"  # of every property of a user's own
    lines = "".join(
        f'<property fmtid="{form}" pid="{number}" name="{name}">'
        f"<vt:lpwstr>{escape(value)}</vt:lpwstr></property>"
        for number, (name, value) in enumerate(properties.items(), 2)
    )
    spaces = f'xmlns="{_OFFICE}/custom-properties" xmlns:vt="{_OFFICE}/docPropsVTypes"'
    return f"{DECLARATION}<Properties {spaces}>{lines}</Properties>"


def _relations(relations: list[tuple[str, str, str]]) -> str:
    lines = "".join(
        f'<Relationship Id="{name}" Type="{kind}" Target="{target}"/>' for name, kind, target in relations
    )
    return f'{DECLARATION}<Relationships xmlns="{_PACKAGE}/relationships">{lines}</Relationships>'


def _core_properties(document: Document) -> str:
    return (
        f'{DECLARATION}<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<dc:title>{escape(document.title)}</dc:title>"
        f"<dc:creator>{escape(document.author)}</dc:creator>"
        f"<dc:language>{escape(document.language)}</dc:language></cp:coreProperties>"
    )


def _settings(language: str, *, even_and_odd: bool) -> str:
    mode = element(
        "compatSetting",
        name="compatibilityMode",
        uri="http://schemas.microsoft.com/office/word",
        val=15,
    )
    return part(
        "settings",
        "".join(
            (
                element("zoom", percent=100),
                element("defaultTabStop", val=420),
                element("evenAndOddHeaders") if even_and_odd else "",
                element("characterSpacingControl", val="doNotCompress"),
                element("noLineBreaksAfter", lang=language, val=NO_END),
                element("noLineBreaksBefore", lang=language, val=NO_START),
                element("compat", element("useFELayout") + mode),
                element("themeFontLang", val="en-US", eastAsia=language),
                element("decimalSymbol", val="."),
                element("listSeparator", val=","),
            ),
        ),
    )


def _font(font: FontStyle) -> str:
    alternative = element("altName", val=font.alternative) if font.alternative else ""
    charset = element("charset", val="86" if font.chinese else "00")
    content = alternative + charset + element("family", val=font.family)
    return element("font", content + element("pitch", val="variable"), name=font.name)


def _footer(style: DocumentStyle, align: str) -> str:
    numbers = style.page_numbers
    content = run(numbers.before) + field("PAGE", "1") + run(numbers.after)
    return part("ftr", paragraph("Footer", content, align=align))


def _theme(heading: TextStyle, body: TextStyle) -> str:
    """Return a plain theme; the styles name their fonts themselves, this is for new shapes."""
    colours = {
        "dk1": "000000",
        "lt1": "FFFFFF",
        "dk2": "1F3864",
        "lt2": "E7E6E6",
        "accent1": "4472C4",
        "accent2": "ED7D31",
        "accent3": "A5A5A5",
        "accent4": "FFC000",
        "accent5": "5B9BD5",
        "accent6": "70AD47",
        "hlink": "0563C1",
        "folHlink": "954F72",
    }
    scheme = "".join(f'<a:{name}><a:srgbClr val="{value}"/></a:{name}>' for name, value in colours.items())
    fonts = "".join(
        f'<a:{name}><a:latin typeface="{escape(look.latin)}"/>'
        f'<a:ea typeface="{escape(look.font)}"/><a:cs typeface="{escape(look.latin)}"/></a:{name}>'
        for name, look in (("majorFont", heading), ("minorFont", body))
    )
    fill = '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>'
    return (
        f'{DECLARATION}<a:theme xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
        f'name="qdesk"><a:themeElements><a:clrScheme name="qdesk">{scheme}</a:clrScheme>'
        f'<a:fontScheme name="qdesk">{fonts}</a:fontScheme><a:fmtScheme name="qdesk">'
        f"<a:fillStyleLst>{fill * 3}</a:fillStyleLst>"
        f"<a:lnStyleLst>{f'<a:ln>{fill}</a:ln>' * 3}</a:lnStyleLst><a:effectStyleLst>"
        + "<a:effectStyle><a:effectLst/></a:effectStyle>"
        * 3
        + f"</a:effectStyleLst><a:bgFillStyleLst>{fill * 3}</a:bgFillStyleLst>"
        "</a:fmtScheme></a:themeElements></a:theme>"
    )
