"""What was restyled in a base document: the changes that a style can say, and sentences about the others."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from qdesk.document.style import DocumentStyle, TextName
from qdesk.document.text_labels import TEXT_LABELS
from qdesk.word.read_base import BaseLook, Values
from qdesk.word.restyle_text import TextChanges, plain, units

Form = dict[str, Any]

_MADE: frozenset[TextName] = frozenset(("picture", "after_table"))
"""Lines that the construction needs as they are."""
_SIDES = {
    "width": "纸宽",
    "height": "纸高",
    "top": "上边距",
    "bottom": "下边距",
    "left": "左边距",
    "right": "右边距",
    "footer": "页脚距",
}
_NEAR = 6
"""Twips: so much does a length move by being shown in millimetres or centimetres."""
_LEAST_ROOM = 60
"""Millimetres between the margins."""
_ALTERNATIVES = {
    "宋体": "SimSun",
    "新宋体": "NSimSun",
    "黑体": "SimHei",
    "楷体": "KaiTi",
    "仿宋": "FangSong",
    "微软雅黑": "Microsoft YaHei",
    "等线": "DengXian",
    "华文中宋": "STZhongsong",
    "华文楷体": "STKaiti",
    "华文仿宋": "STFangsong",
    "华文宋体": "STSong",
    "隶书": "LiSu",
    "幼圆": "YouYuan",
    "楷体_GB2312": "楷体",
    "仿宋_GB2312": "仿宋",
    "方正小标宋简体": "宋体",
    "方正小标宋_GBK": "宋体",
}


@dataclass(slots=True)
class Restyling:
    """`form` is what a style file says that is `like` the old one; sentences are for the user."""

    form: Form = field(default_factory=dict[str, Any])
    taken: list[str] = field(default_factory=list[str])
    refused: list[str] = field(default_factory=list[str])


def restyled(before: BaseLook, after: BaseLook, style: DocumentStyle) -> Restyling:
    """Compare a base document with that of `style` as the program writes it."""
    found = Restyling()
    for name in TEXT_LABELS:
        _text(found, name, before, after, style)
    _page(found, before.page, after.page, style)
    _table(found, before.table, after.table, style)
    _number(found, before.number, after.number)
    for where, what in after.extras.items():
        for one in sorted(what - before.extras.get(where, set())):
            label = next((label for name, label in TEXT_LABELS.items() if name == where), "")
            label = label or {"page": "页面", "table": "表格"}[where]
            found.refused.append(f"“{label}”的{one}不采用")
    _fonts(found, style)
    return found


def _text(found: Restyling, name: TextName, before: BaseLook, after: BaseLook, style: DocumentStyle) -> None:
    label, look = TEXT_LABELS[name], style.texts[name]
    old, new = before.texts[name], after.texts[name]
    if name in after.mixed:
        found.refused.append(f"“{label}”的示例段落里格式不一致，只看它的样式")
    if old == new:
        return
    if name in _MADE:
        found.refused.append(f"“{label}”是排版用的，不能改")
        return
    reading = TextChanges(name, label, old, new, look.size)
    own: Form = {}
    for key, value, words in reading.changes(found.refused):
        if value != getattr(look, key):
            own[key] = value
            found.taken.append(f"“{label}”：{words}")
    if own:
        if name in ("continued", "subheading"):  # a file that names them says all of them
            keys = ("font", "latin", "size", "bold", "italic", "align", "line_pt", "first_line", "keep_next")
            own = {key: getattr(look, key) for key in keys} | own
        found.form.setdefault("texts", {})[name] = own


def _page(found: Restyling, old: dict[str, int], new: dict[str, int], style: DocumentStyle) -> None:
    own = {
        side: round(new[side] / 1440 * 25.4, 1)
        for side in _SIDES
        if abs(new[side] - old[side]) > _NEAR and not _is_clamped(side, old, new)
    }
    if not own:
        return
    page = {side: own.get(side, float(getattr(style.page, side))) for side in _SIDES}
    width = page["width"] - page["left"] - page["right"]
    height = page["height"] - page["top"] - page["bottom"]
    if min(width, height) < _LEAST_ROOM or max(page["width"], page["height"]) > 600 or min(page.values()) < 0:
        found.refused.append("页面：纸张或页边距留不下版心，仍用原来的")
        return
    found.form["page"] = own
    for side, value in own.items():
        found.taken.append(f"页面：{_SIDES[side]} {plain(getattr(style.page, side))} → {plain(value)} 毫米")


def _is_clamped(side: str, old: dict[str, int], new: dict[str, int]) -> bool:
    """The footer is written nearer to the edge than the style says where the margin is narrow."""
    return side == "footer" and new["bottom"] != old["bottom"] and new["footer"] == old["footer"]


def _table(found: Restyling, old: Values, new: Values, style: DocumentStyle) -> None:
    own: Form = {}
    if new.get("fill") != old.get("fill"):
        own["header_fill"] = new.get("fill", "")
        found.taken.append(f"表格：表头底色 {own['header_fill'] or '无'}")
    sides = [new.get(f"padding {side}", "") for side in ("left", "right")]
    if sides != [old.get(f"padding {side}", "") for side in ("left", "right")]:
        if sides[0] == sides[1] and 0 <= units(sides[0]) <= 400:
            own["padding"] = units(sides[0]) / 20
            found.taken.append(f"表格：单元格左右边距 {plain(own['padding'])} 磅")
        else:
            found.refused.append("表格：单元格左右边距应一样宽，仍用原来的")
    if any(new.get(key) != old.get(key) for key in new if key.startswith("line ")):
        _lines(found, own, new, style)
    if own:
        found.form["table"] = own


def _lines(found: Restyling, own: Form, new: Values, style: DocumentStyle) -> None:
    """Lines all round, or above and below: the two ways that a style knows."""
    width = {
        side: units(new.get(f"line {side}", "0")) for side in ("top", "bottom", "left", "insideH", "insideV")
    }
    if min(width.values()) > 0 and len(set(width.values())) == 1:
        own |= {"lines": "grid", "border": width["top"] / 8}
        found.taken.append(f"表格：全部框线 {plain(width['top'] / 8)} 磅")
    elif width["left"] == width["insideV"] == width["insideH"] == 0 < width["top"] == width["bottom"]:
        own |= {"lines": "three", "rule": width["top"] / 8}
        found.taken.append(f"表格：三线表，上下线 {plain(width['top'] / 8)} 磅")
    else:
        kept = "全部框线" if style.table.lines == "grid" else "三线表"
        found.refused.append(f"表格：框线只能是一样粗的全部框线，或只有上下线的三线表，仍用{kept}")


def _number(found: Restyling, old: Values, new: Values) -> None:
    own: Form = {}
    if new["position"] != old["position"]:
        if not new["position"]:
            found.refused.append("页码：页脚里没有页码了，仍按原来的印")
            return
        own["position"] = new["position"]
        found.taken.append("页码：" + ("外侧" if new["position"] == "outside" else "居中"))
    for key, words in (("before", "前"), ("after", "后")):
        if new[key] != old[key]:
            if len(new[key]) > 20:
                found.refused.append(f"页码：{words}面的字太长，不采用")
                continue
            own[key] = new[key]
            found.taken.append(f"页码：{words}面的字“{new[key]}”")
    if own:
        found.form["page_numbers"] = own


def _fonts(found: Restyling, style: DocumentStyle) -> None:
    """Name the fonts that the old style did not name, with what to take where they are not installed."""
    known = {one.name for one in style.fonts}
    texts: Form = found.form.get("texts", {})
    chinese = {str(one["font"]) for one in texts.values() if "font" in one} - known
    latin = {str(one["latin"]) for one in texts.values() if "latin" in one} - known - chinese
    if not chinese and not latin:
        return
    fonts: list[Form] = [
        {"name": one.name, "alternative": one.alternative, "family": one.family, "chinese": one.chinese}
        for one in style.fonts
    ]
    fonts += [{"name": name, "alternative": _ALTERNATIVES.get(name, "")} for name in sorted(chinese)]
    fonts += [{"name": name, "chinese": False} for name in sorted(latin)]
    found.form["fonts"] = fonts
