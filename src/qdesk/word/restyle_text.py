"""The changes of one kind of text in a base document: what a style can say, and why not of the rest."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias

from qdesk.document.style import TextName
from qdesk.word.read_base import Values

Change: TypeAlias = tuple[str, object, str] | str
"""Key, value and words of what is taken, or why something is not."""

_SPACED: frozenset[TextName] = frozenset(
    ("title", "cover_school", "cover_year", "cover_issuer", "cover_date", "front_title", "contents_title")
)
"""Texts outside the body, which may have space above and below: no page number depends on it."""
_ALIGNS = {"left": "左对齐", "center": "居中", "right": "右对齐", "both": "两端对齐"}


@dataclass(slots=True)
class TextChanges:
    """The changes of one text, from `old` to `new`; `size` is that of the style, in points."""

    name: TextName
    label: str
    old: Values
    new: Values
    size: float

    def changes(self, refused: list[str]) -> Iterator[tuple[str, object, str]]:
        """Yield key, value and words of what can be taken; say of the rest why not."""
        for change in (*self._letters(), *self._lines()):
            if isinstance(change, str):
                refused.append(f"“{self.label}”{change}")
            else:
                yield change

    def _changed(self, *keys: str) -> bool:
        return any(self.old[key] != self.new[key] for key in keys)

    def _letters(self) -> Iterator[Change]:
        new = self.new
        for key, words in (("font", "中文字体"), ("latin", "西文字体")):
            if not self._changed(key):
                continue
            if new[key] in ("theme", "") or len(new[key]) > 60:
                yield f"用的是主题字体，{words}仍用“{self.old[key]}”；请选一种具体的字体"
            else:
                yield key, new[key], f"{words} {self.old[key]} → {new[key]}"
        if self._changed("size"):
            yield self._new_size()
        for key, words in (("bold", "加粗"), ("italic", "倾斜")):
            if self._changed(key):
                yield key, bool(new[key]), words if new[key] else f"不{words}"
        if self._changed("color"):
            if new["color"] == "" or _is_color(new["color"]):
                yield "color", new["color"], f"颜色 {new['color'] or '黑'}"
            else:
                yield "的颜色看不懂，仍用原来的"

    def _new_size(self) -> Change:
        """The size comes first: pitch and indents are measured by it."""
        size, before = units(self.new["size"]) / 2, plain(self.size)
        pitch = units(self.new["line"]) / 20
        if not 5 <= size <= 72:
            return f"的字号应在 5 到 72 磅之间，仍用 {before} 磅"
        if self.new["rule"] == "exact" and pitch < size:
            words = f"字号 {plain(size)} 磅比固定行距 {plain(pitch)} 磅大，字会被切掉"
            return f"的{words}，字号仍用 {before} 磅；请把行距也改大"
        self.size = size
        return "size", size, f"字号 {before} → {plain(size)} 磅"

    def _lines(self) -> Iterator[Change]:
        new = self.new
        if self._changed("align") and self.name != "page_number":
            if new["align"] in _ALIGNS:
                yield "align", new["align"], _ALIGNS[new["align"]]
            else:
                yield "的对齐方式只能是左、中、右或两端对齐，仍用原来的"
        if self._changed("line", "rule"):
            yield self._pitch()
        for key, words in (("before", "段前"), ("after", "段后")):
            if self._changed(key):
                yield self._space(key, words)
        yield from self._indents()

    def _indents(self) -> Iterator[Change]:
        new = self.new
        if self._changed("hanging") and new["hanging"] not in ("0", ""):
            yield "的悬挂缩进不采用"
        for key, words in (("first_line", "首行缩进"), ("left", "左缩进"), ("right", "右缩进")):
            if self._changed(key):
                characters = self._characters(new[key])
                if 0 <= characters <= 20:
                    yield key, characters, f"{words} {plain(characters)} 字符"
                else:
                    yield f"的{words}应在 0 到 20 字符之间，仍用原来的"

    def _pitch(self) -> Change:
        if self.new["rule"] != "exact":
            return "的行距应是“固定值”，否则算不准页码，仍用原来的"
        pitch = units(self.new["line"]) / 20
        if not self.size <= pitch <= 200:
            return f"的行距 {plain(pitch)} 磅比字号小或过大，仍用原来的"
        return "line_pt", pitch, f"行距固定值 {plain(pitch)} 磅"

    def _space(self, key: str, words: str) -> Change:
        if self.name not in _SPACED:
            return f"的{words}间距应是 0（空白请放进行距），否则算不准页码，不采用"
        if not self.new[key].isdecimal():
            return f"的{words}间距请用磅，不用行或自动，仍用原来的"
        return key, min(units(self.new[key]) / 20, 400), f"{words} {plain(units(self.new[key]) / 20)} 磅"

    def _characters(self, text: str) -> float:
        if text.endswith(" chars"):
            return units(text.removesuffix(" chars")) / 100
        return round(2 * units(text) / 20 / self.size) / 2


def units(text: str) -> int:
    """A number of a document; 0 for what is none."""
    try:
        return round(float(text)) if len(text) < 12 else 0
    except ValueError:
        return 0


def plain(value: float) -> str:
    """A number as one writes it: 12, 10.5."""
    return f"{value:g}"


def _is_color(text: str) -> bool:
    return len(text) == 6 and all(one in "0123456789ABCDEF" for one in text)
