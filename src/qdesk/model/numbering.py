"""How a report numbers what it prints: headings by a scheme, tables, figures and cases by patterns."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass

_DIGITS = "零一二三四五六七八九"
_COUNT = re.compile(r"(?:\{c\}[^{}]{0,3}?)?\{[nN]\}")
_LEVEL = re.compile(r"%([1-9])")
MAX_CAPTION_PATTERN = 20
CAPTION_PATTERN_RULE = (
    f"请写在 {MAX_CAPTION_PATTERN} 字以内；"
    "花括号只能用 {n} 或 {N}（序号，一处）和它前面的 {c}（章号），例如：表 {c}-{n} "
)
_CLOSING = " \u3000：:、.．"
"""What stands between a caption's number and its text, and is no part of the number."""


@dataclass(frozen=True, slots=True)
class HeadingLevel:
    """How one level is numbered: %1 to %4 stand for the counts of the levels above and its own.

    `chinese` prints its own count in Chinese numerals; `gap` stands between number and title.
    """

    pattern: str
    chinese: bool = False
    gap: str = " "


@dataclass(frozen=True, slots=True)
class HeadingScheme:
    """A way of numbering headings; the last of the levels serves all deeper ones."""

    id: str
    name: str
    levels: tuple[HeadingLevel, ...]

    def level(self, depth: int) -> HeadingLevel:
        """The numbering of a heading `depth` levels deep, chapters being 1."""
        return self.levels[min(depth, len(self.levels)) - 1]

    def number(self, path: Sequence[int]) -> str:
        """The printed number of the heading at `path` (2, 1: the first section of chapter 2)."""
        level = self.level(len(path))

        def count(match: re.Match[str]) -> str:
            asked = int(match[1]) if len(path) <= len(self.levels) else len(path)
            found = path[asked - 1]
            return chinese_number(found) if level.chinese and asked == len(path) else str(found)

        return _LEVEL.sub(count, level.pattern)


HEADING_SCHEMES: Mapping[str, HeadingScheme] = {
    one.id: one
    for one in (
        HeadingScheme(
            "decimal",
            "1 / 1.1 / 1.1.1",
            tuple(HeadingLevel(one) for one in ("%1", "%1.%2", "%1.%2.%3", "%1.%2.%3.%4")),
        ),
        HeadingScheme(
            "decimal-point",
            "1. / 1.1 / 1.1.1",
            (
                HeadingLevel("%1.", gap=""),
                *(HeadingLevel(one) for one in ("%1.%2", "%1.%2.%3", "%1.%2.%3.%4")),
            ),
        ),
        HeadingScheme(
            "chinese",
            "一、/（一）/ 1. /（1）",
            (
                HeadingLevel("%1、", chinese=True, gap=""),
                HeadingLevel("（%2）", chinese=True, gap=""),
                HeadingLevel("%3.", gap=""),
                HeadingLevel("（%4）", gap=""),
            ),
        ),
        HeadingScheme(
            "chapters",
            "第一章 / 第一节 / 一、/（一）",
            (
                HeadingLevel("第%1章", chinese=True),
                HeadingLevel("第%2节", chinese=True),
                HeadingLevel("%3、", chinese=True, gap=""),
                HeadingLevel("（%4）", chinese=True, gap=""),
            ),
        ),
    )
}
"""The ways of numbering headings that reports use."""


@dataclass(frozen=True, slots=True)
class Numbering:
    """How a whole report numbers; captions are patterns of label, number and what follows it.

    {n} is the count in digits, {N} in Chinese numerals, {c} the chapter; a pattern without a count
    prints as it is (【案例分享】). An empty `annex_table` counts the annex on with the other tables.
    `continued`: a table that goes on over a page bears 续表 and its number on each, whatever the style says.
    """

    headings: str = "decimal"
    table: str = "表 {n} "
    annex_table: str = "附表 {n} "
    figure: str = "图 {n} "
    case: str = "案例{N}："
    continued: bool = False

    @property
    def form(self) -> dict[str, str | bool]:
        """As files keep it; a switch that is off is left out, as in files that are older than it."""
        form: dict[str, str | bool] = asdict(self)
        if not self.continued:
            del form["continued"]
        return form

    @property
    def scheme(self) -> HeadingScheme:
        """The scheme of the headings; one that this program does not know numbers 1 / 1.1."""
        return HEADING_SCHEMES.get(self.headings, HEADING_SCHEMES["decimal"])


DEFAULT_NUMBERING = Numbering()

CAPTION_PATTERNS: Mapping[str, tuple[str, ...]] = {
    "table": ("表 {n} ", "表{n}：", "表 {c}-{n} ", "表{c}-{n} ", "表{N} ", "表{N}："),
    "annex_table": ("附表 {n} ", "附表{n}：", "附表{N} ", "表 {n} ", "表{n} ", ""),
    "figure": ("图 {n} ", "图{n}：", "图 {c}-{n} ", "图{c}-{n} ", "图{N} "),
    "case": ("案例{N}：", "案例{n}：", "案例 {c}-{n} ", "【案例{n}】", "【案例{N}】", "【案例】"),
}
"""Patterns that reports use, by the field of `Numbering` that they are for."""


@dataclass(frozen=True, slots=True)
class CaptionNumber:
    """A caption's number in three parts: "表 ", "1-2", " "."""

    label: str
    number: str
    separator: str

    @property
    def text(self) -> str:
        """The number as one speaks of it: 表 1-2, 案例一, 【案例1】."""
        return (self.label + self.number + self.separator).rstrip(_CLOSING)

    def line(self, title: str) -> str:
        """The whole caption; without a title nothing stands behind a colon."""
        return self.label + self.number + (self.separator + title if title else self.separator.rstrip("：: "))


def caption_number(pattern: str, count: int, chapter: str = "") -> CaptionNumber:
    """The parts of the `count`-th caption; without a chapter what joins it to the count is left out."""
    found = _COUNT.search(pattern)
    if found is None:
        return CaptionNumber(pattern, "", "")
    number = found.group()
    if number.startswith("{c}"):
        number = number.replace("{c}", chapter) if chapter else number[-3:]
    number = number.replace("{n}", str(count)).replace("{N}", chinese_number(count))
    return CaptionNumber(pattern[: found.start()], number, pattern[found.end() :])


def is_caption_pattern(pattern: str) -> bool:
    """Whether a pattern prints as it is meant: short, on one line, with one count at most."""
    rest = _COUNT.sub("", pattern, count=1)
    plain = not any(one in rest for one in "{}") and pattern.isprintable()
    return plain and len(pattern) <= MAX_CAPTION_PATTERN


def counts_by_chapter(pattern: str) -> bool:
    """Whether a pattern begins anew in every chapter."""
    return "{c}" in pattern


def is_counted(pattern: str) -> bool:
    """Whether a pattern prints a count at all."""
    return _COUNT.search(pattern) is not None


def chinese_number(number: int) -> str:
    """1 to 999 in Chinese numerals, as headings count: 十, 二十一, 一百零五; digits beyond."""
    if not 0 < number < 1000:
        return str(number)
    hundreds, rest = divmod(number, 100)
    tens, ones = divmod(rest, 10)
    text = f"{_DIGITS[hundreds]}百" if hundreds else ""
    if tens:
        text += ("" if tens == 1 and not hundreds else _DIGITS[tens]) + "十"
    elif hundreds and ones:
        text += "零"
    return text + (_DIGITS[ones] if ones else "")
