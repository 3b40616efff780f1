"""Reads how a base document looks that somebody restyled: its styles, and what was changed in the samples."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from qdesk.document.style import TextName
from qdesk.errors import UserError
from qdesk.word.package import BASE_PROPERTY
from qdesk.word.parts import DAMAGED, part_of, property_of
from qdesk.word.read_text import Element, NotXmlError, attribute, child, is_on, local
from qdesk.word.styles import PARAGRAPH_STYLES, TABLE_STYLE

Values = dict[str, str]
"""What is said of a text or table, by names of our own; "" for what is not said."""

_RUN_EXTRAS = {
    "u": "下划线",
    "strike": "删除线",
    "dstrike": "双删除线",
    "highlight": "突出显示",
    "shd": "文字底纹",
    "bdr": "文字边框",
    "em": "着重号",
    "spacing": "字间距",
    "w": "字符缩放",
    "position": "升降",
    "vertAlign": "上下标",
    "caps": "全部大写",
    "smallCaps": "小型大写",
    "shadow": "阴影",
    "outline": "空心",
    "emboss": "阳文",
    "imprint": "阴文",
    "vanish": "隐藏",
    "effect": "动态效果",
}
_PARAGRAPH_EXTRAS = {"pBdr": "段落边框", "shd": "段落底纹", "framePr": "图文框", "textDirection": "文字方向"}
_NOTHING = {"", "none", "nil", "0", "clear", "baseline", "auto", "100"}
_MOST_BYTES = 20_000_000
_STYLE_OF: Mapping[TextName, str] = {one.text: one.name for one in reversed(PARAGRAPH_STYLES)}


@dataclass(slots=True)
class BaseLook:
    """How a base document looks: `texts` by kind, paper and margins in twips, the table, the page number.

    `mixed` are kinds whose sample has several looks within it; `extras` what no style of ours can say.
    """

    style: str
    texts: dict[TextName, Values] = field(default_factory=dict[TextName, Values])
    page: dict[str, int] = field(default_factory=dict[str, int])
    table: Values = field(default_factory=dict[str, str])
    number: Values = field(default_factory=dict[str, str])
    mixed: set[TextName] = field(default_factory=set[TextName])
    extras: dict[str, set[str]] = field(default_factory=dict[str, set[str]])  # where → what


def read_base(path: Path) -> BaseLook:
    """The look of a base document; raises UserError for any other file."""
    try:
        with zipfile.ZipFile(path) as package:
            style = property_of(package, BASE_PROPERTY)
            if not style:
                raise UserError(
                    "这不是 qdesk 存出的版式文档", path.name, "请先把一种版式存成 Word 文档，在它上面改"
                )
            parts = [part_of(package, f"word/{name}.xml", _MOST_BYTES) for name in ("document", "styles")]
            document, styles = parts
            body = None if document is None else child(document, "body")
            if body is None or styles is None:
                raise NotXmlError("body")
            return _Reader(styles, body, _footers(package), package).look(style)
    except DAMAGED as error:
        raise UserError(
            "版式文档打不开，可能已损坏", path.name, "请重新存出一份，改好后存成 .docx"
        ) from error


def _footers(package: zipfile.ZipFile) -> list[Element]:
    names = sorted(one for one in package.namelist() if re.fullmatch(r"word/footer\d*\.xml", one))
    return [root for one in names if (root := part_of(package, one, _MOST_BYTES)) is not None]


class _Reader:
    """One document: styles by name, samples by style."""

    def __init__(
        self, styles: Element, body: Element, footers: list[Element], package: zipfile.ZipFile
    ) -> None:
        self._by_id = {attribute(one, "styleId"): one for one in styles if local(one) == "style"}
        self._ids = {attribute(child(one, "name"), "val").lower(): name for name, one in self._by_id.items()}
        self._defaults = child(styles, "docDefaults")
        self._body, self._footers = body, footers
        self._settings = part_of(package, "word/settings.xml", _MOST_BYTES)
        self._headers = [
            root
            for one in package.namelist()
            if one.startswith("word/header") and (root := part_of(package, one, _MOST_BYTES)) is not None
        ]

    def look(self, style: str) -> BaseLook:
        """Everything that is read."""
        found = BaseLook(style)
        samples = self._samples()
        for name, called in _STYLE_OF.items():
            style_id = self._ids.get(called.lower())
            if style_id is None:
                raise NotXmlError(called)
            self._text(found, name, style_id, samples.get(style_id))
        self._page(found)
        self._table(found)
        self._number(found)
        return found

    def _samples(self) -> dict[str, Element]:
        """The first paragraph with words of each style, by the style's id."""
        found: dict[str, Element] = {}
        for root in (self._body, *self._footers):
            for one in root.iter():
                if local(one) == "p" and any(map(_text_of, _runs(one))):
                    found.setdefault(attribute(child(one, "pPr", "pStyle"), "val"), one)
        return found

    def _text(self, found: BaseLook, name: TextName, style_id: str, sample: Element | None) -> None:
        chain = list(self._chain(style_id))
        paragraph = [child(one, "pPr") for one in chain]
        run = [child(one, "rPr") for one in chain]
        if self._defaults is not None:
            paragraph.insert(0, child(self._defaults, "pPrDefault", "pPr"))
            run.insert(0, child(self._defaults, "rPrDefault", "rPr"))
        styled = _merged([*paragraph, *run])
        extras = _extras(styled)
        looks = [styled]
        if sample is not None:
            direct = child(sample, "pPr")
            own = [child(one, "rPr") for one in _runs(sample) if _text_of(one).strip()]
            looks = [_merged([*paragraph, direct, *run, one]) for one in own]
            for one in looks:
                extras |= _extras(one)
        values = [_values(one) for one in looks]
        if any(one != values[0] for one in values):
            found.mixed.add(name)
            values = [_values(styled)]
        found.texts[name] = values[0]
        if extras:
            found.extras[name] = extras

    def _chain(self, style_id: str) -> Iterator[Element]:
        """The styles from the root to that one."""
        line: list[Element] = []
        seen: set[str] = set()
        while style_id in self._by_id and style_id not in seen:
            seen.add(style_id)
            line.append(self._by_id[style_id])
            style_id = attribute(child(line[-1], "basedOn"), "val")
        return reversed(line)

    def _page(self, found: BaseLook) -> None:
        sections = [one for one in self._body.iter() if local(one) == "sectPr"]
        pages = [_page_of(one) for one in sections]
        if not pages:
            raise NotXmlError("sectPr")
        found.page = pages[-1]
        what = found.extras.setdefault("page", set())
        if any(one != pages[-1] for one in pages):
            what.add("各节不同的纸张和页边距（用最后一节的）")
        if any(attribute(child(one, "pgSz"), "orient") == "landscape" for one in sections):
            what.add("横向的纸（宽表会自动转成横页）")
        if any(child(one, "pgBorders") is not None for one in sections):
            what.add("页面边框")
        if any(attribute(child(one, "cols"), "num") not in ("", "1") for one in sections):
            what.add("分栏")
        if any(_text_of(run).strip() for root in self._headers for run in _runs(root)):
            what.add("页眉的文字")
        if not what:
            del found.extras["page"]

    def _table(self, found: BaseLook) -> None:
        table = next((one for one in self._body.iter() if local(one) == "tbl"), None)
        style = self._by_id.get(self._ids.get("报告表格", TABLE_STYLE))
        sources = [None if style is None else child(style, "tblPr")]
        sources.append(None if table is None else child(table, "tblPr"))
        for source in sources:
            for border in _children(source, "tblBorders"):
                kind = attribute(border, "val")
                size = "0" if kind in ("none", "nil") else attribute(border, "sz")
                found.table[f"line {local(border)}"] = size
                if kind not in ("single", "none", "nil"):
                    found.extras.setdefault("table", set()).add("单线以外的表格线")
            for margin in _children(source, "tblCellMar"):
                found.table[f"padding {_side(local(margin))}"] = attribute(margin, "w")
        cell = None if table is None else next((one for one in table.iter() if local(one) == "tc"), None)
        fill = attribute(child(cell, "tcPr", "shd"), "fill") if cell is not None else ""
        found.table["fill"] = "" if fill.lower() in _NOTHING else fill.upper()

    def _number(self, found: BaseLook) -> None:
        """The page number: where it stands, and what stands around it."""
        lines = [one for root in self._footers for one in root.iter() if local(one) == "p"]
        lines = [one for one in lines if _holds_page_number(one)]
        sides = {attribute(child(one, "pPr", "jc"), "val") for one in lines}
        both = self._settings is not None and is_on(child(self._settings, "evenAndOddHeaders"))
        found.number["position"] = "outside" if both and len(sides) > 1 else "center" if lines else ""
        before, after = _around(lines[0]) if lines else ("", "")
        found.number |= {"before": before, "after": after}


def _page_of(section: Element) -> dict[str, int]:
    size, margins = child(section, "pgSz"), child(section, "pgMar")
    width, height = _number(attribute(size, "w")), _number(attribute(size, "h"))
    if attribute(size, "orient") == "landscape":
        width, height = height, width
    sides = ("top", "bottom", "left", "right", "header", "footer")
    return {"width": width, "height": height} | {one: _number(attribute(margins, one)) for one in sides}


def _merged(sources: list[Element | None]) -> dict[str, Values]:
    """What several properties say together, the later ones over the earlier, attribute by attribute."""
    found: dict[str, Values] = {}
    for source in sources:
        for one in source if source is not None else ():
            name = local(one)
            own = {key.rpartition("}")[2]: value for key, value in one.items()}
            if name == "ind" and "firstLine" in own:
                found.setdefault(name, {}).pop("hanging", None)
            if name in ("rFonts", "ind", "spacing"):
                # w:spacing of a run says other things than that of a paragraph.
                key = "letters" if name == "spacing" and "val" in own else name
                found.setdefault(key, {}).update(own)
            else:
                found[name] = own or {"val": "1"}
            if name == "pBdr" and len(one):
                found[name] = {"val": attribute(one[0], "val")}
    return found


def _values(said: dict[str, Values]) -> Values:
    """What a style of ours can say, in Word's units."""
    fonts, spacing, indents = (said.get(name, {}) for name in ("rFonts", "spacing", "ind"))
    color = said.get("color", {}).get("val", "").upper()
    rule = spacing.get("lineRule", "auto")
    return {
        "font": "theme" if "eastAsiaTheme" in fonts else fonts.get("eastAsia", ""),
        "latin": "theme" if "asciiTheme" in fonts else fonts.get("ascii", ""),
        "size": said.get("sz", {}).get("val", ""),
        "bold": _switch(said.get("b")),
        "italic": _switch(said.get("i")),
        "color": "" if color in ("AUTO", "000000") else color,
        "align": {"start": "left", "end": "right", "": "left"}.get(
            said.get("jc", {}).get("val", ""), said.get("jc", {}).get("val", "")
        ),
        "line": spacing.get("line", "240"),
        "rule": rule,
        "before": _spacing(spacing, "before"),
        "after": _spacing(spacing, "after"),
        "first_line": _indent(indents, "firstLine"),
        "hanging": _indent(indents, "hanging"),
        "left": _indent(indents, "left", "start"),
        "right": _indent(indents, "right", "end"),
    }


def _spacing(spacing: Values, side: str) -> str:
    if spacing.get(f"{side}Autospacing", "0") not in ("0", "false", "off"):
        return "auto"
    lines = _number(spacing.get(f"{side}Lines", "0"))
    return f"{lines} lines" if lines else spacing.get(side, "0")


def _indent(indents: Values, *names: str) -> str:
    """An indent: in hundredths of a character where that is said, else in twips."""
    for name in names:
        if characters := _number(indents.get(f"{name}Chars", "0")):
            return f"{characters} chars"
    return next((indents[name] for name in names if _number(indents.get(name, "0"))), "0")


def _switch(said: Values | None) -> str:
    return "1" if said is not None and said.get("val", "1") not in ("0", "false", "off") else ""


def _extras(said: dict[str, Values]) -> set[str]:
    found = {
        words
        for name, words in _RUN_EXTRAS.items()
        if name != "spacing" and name in said and said[name].get("val", "1") not in _NOTHING
    }
    if said.get("letters", {}).get("val", "0") not in _NOTHING:
        found.add(_RUN_EXTRAS["spacing"])
    for name, words in _PARAGRAPH_EXTRAS.items():
        if name in said and name not in _RUN_EXTRAS and said[name].get("val", "1") not in _NOTHING:
            found.add(words)
    fill = said.get("shd", {}).get("fill", "auto").lower()
    if fill not in ("auto", "ffffff"):
        found.add("底纹")
    return found


def _holds_page_number(line: Element) -> bool:
    codes = ((one.text or "") for one in _named(line, "instrText"))
    simple = (attribute(one, "instr") for one in _named(line, "fldSimple"))
    return any("PAGE" in code for code in (*codes, *simple))


def _runs(root: Element) -> Iterator[Element]:
    return _named(root, "r")


def _named(root: Element, name: str) -> Iterator[Element]:
    return (one for one in root.iter() if local(one) == name)


def _text_of(run: Element) -> str:
    return "".join(one.text or "" for one in run if local(one) == "t")


def _children(element: Element | None, name: str) -> Iterator[Element]:
    found = None if element is None else child(element, name)
    yield from found if found is not None else ()


def _side(name: str) -> str:
    return {"start": "left", "end": "right"}.get(name, name)


def _around(line: Element) -> tuple[str, str]:
    """The texts before and after a page number's field."""
    before, after, place = "", "", 0  # 0: before the field, 1: in it, 2: behind
    for one in line.iter():
        if local(one) == "fldChar":
            kind = attribute(one, "fldCharType")
            place = {"begin": 1, "end": 2}.get(kind, place)
        elif local(one) == "t" and place == 0:
            before += one.text or ""
        elif local(one) == "t" and place == 2:
            after += one.text or ""
    return before, after


def _number(text: str) -> int:
    try:
        return round(float(text)) if len(text) < 12 else 0
    except ValueError:
        return 0
