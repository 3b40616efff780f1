"""The part numbering.xml: the list of the headings, bullets, and one list per ordered list."""

from qdesk.document.measures import twips
from qdesk.document.style import DocumentStyle, TextName
from qdesk.model.numbering import HeadingScheme
from qdesk.word.oxml import element, part
from qdesk.word.styles import HEADING_LIST

BULLET_LIST = 2
FIRST_ORDERED_LIST = 3
_HEADINGS, _BULLETS, _ORDERED = 0, 1, 2  # abstract definitions
_LEVELS = 9  # what Word expects of a multilevel list


def numbering_part(style: DocumentStyle, scheme: HeadingScheme, ordered_lists: int) -> str:
    """Return numbering.xml with that many ordered lists, each starting from 1."""
    size = style.texts["list"].size
    content = "".join(
        (
            _headings(style, scheme),
            _simple(_BULLETS, "bullet", ("•", "–"), size),
            _simple(_ORDERED, "decimal", ("%1.", "（%2）"), size),
            _use(HEADING_LIST, _HEADINGS),
            _use(BULLET_LIST, _BULLETS),
            "".join(
                _use(FIRST_ORDERED_LIST + index, _ORDERED, restart=True) for index in range(ordered_lists)
            ),
        ),
    )
    return part("numbering", content)


def _headings(style: DocumentStyle, scheme: HeadingScheme) -> str:
    levels: list[str] = []
    for index, level in enumerate(scheme.levels):
        form = "chineseCountingThousand" if level.chinese else "decimal"
        suffix = "space" if level.gap else "nothing"
        name: TextName = ("heading1", "heading2", "heading3", "heading4")[index]
        look = style.texts[name]
        fonts = element(
            "rFonts",
            ascii=look.latin,
            hAnsi=look.latin,
            eastAsia=look.font,
            cs=look.latin,
        )
        levels.append(
            _level(form, level.pattern, f"Heading{index + 1}", suffix)
            + element("pPr", element("ind", left=0, firstLine=0))
            + element("rPr", fonts),
        )
    unused = _level("none", "", "", "nothing") + element("pPr", element("ind", left=0))
    levels += [unused] * (_LEVELS - len(levels))
    return _definition(_HEADINGS, levels)


def _simple(number: int, form: str, patterns: tuple[str, str], size: float) -> str:
    levels: list[str] = []
    for index, pattern in enumerate(patterns):
        indent = element("ind", left=twips(size * (2 + 2 * (index + 1))), hanging=twips(size * 2))
        levels.append(_level(form, pattern, "", "tab") + element("pPr", indent))
    return _definition(number, levels)


def _level(form: str, pattern: str, style: str, suffix: str) -> str:
    return "".join(
        (
            element("start", val=1),
            element("numFmt", val=form),
            element("pStyle", val=style) if style else "",
            element("suff", val=suffix),
            element("lvlText", val=pattern),
            element("lvlJc", val="left"),
        ),
    )


def _definition(number: int, levels: list[str]) -> str:
    content = element("multiLevelType", val="multilevel")
    content += "".join(element("lvl", level, ilvl=index) for index, level in enumerate(levels))
    return element("abstractNum", content, abstractNumId=number)


def _use(number: int, definition: int, *, restart: bool = False) -> str:
    content = element("abstractNumId", val=definition)
    if restart:
        content += element("lvlOverride", element("startOverride", val=1), ilvl=0)
        content += element("lvlOverride", element("startOverride", val=1), ilvl=1)
    return element("num", content, numId=number)
