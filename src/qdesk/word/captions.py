"""Writes captions: their numbers are fields that count the same as the composer did."""

import re
from dataclasses import dataclass, field

from qdesk.document.blocks import Caption
from qdesk.model.numbering import chinese_number
from qdesk.word import oxml

_NO_NAME = re.compile(r"\W+")
_BY_CHAPTER = re.compile(r"(.+)([-－.—–])([0-9]+)")
_CHINESE = {chinese_number(count): count for count in range(1, 100)}
_ANNEX = "附表"
"""The sequence of the annex, which may be labelled 表 like those of the body."""
_USUAL = {"table": "表", "figure": "图", "case": "案例"}


def sequence_name(label: str) -> str:
    """Return the name of the sequence that a label counts in: "表 " → "表", "【案例" → "案例"."""
    return _NO_NAME.sub("", label)


@dataclass(slots=True)
class CaptionWriter:
    """Follows the counting of a word processor, so that a field is told where it must jump.

    `fixed`: the numbers are texts. LibreOffice counts some of the fields otherwise than Word (captions by
    chapter, 案例一), and what it prints from our document must say what we say.
    """

    fixed: bool = False
    _chapter: str = ""  # the number that the heading list counts; empty: none
    _chapters: int = 0  # headings of level 1 so far: by-chapter fields restart at each
    _counts: dict[str, tuple[int, int]] = field(default_factory=dict[str, tuple[int, int]])

    def start_chapter(self, number: str) -> None:
        """Note a heading of level 1; its number is empty if the heading list has none."""
        self._chapter = plain if (plain := number.rstrip(".")).isdecimal() else ""
        self._chapters += 1

    def caption_xml(self, caption: Caption, ids: tuple[int, int], *, page_break: bool) -> str:
        """Return the caption's paragraph; a table's or case's stays with what follows.

        `ids` number its bookmark, to which references lead, and its mark.
        """
        bookmark, mark = ids
        label = oxml.run(caption.label)
        if caption.number:
            marked = oxml.bookmark(caption.bookmark, bookmark, label + self._number(caption))
            content = marked + oxml.run(caption.separator + caption.text)
        else:
            content = oxml.bookmark(caption.bookmark, bookmark, label + oxml.run(caption.text))
        if caption.bookmark:
            content = oxml.marked(caption.bookmark, mark, content)
        keep = caption.kind != "figure"
        style = "CaseTitle" if caption.kind == "case" else "Caption"
        if caption.annex_level:
            style = f"AnnexCaption{caption.annex_level}"
        return oxml.paragraph(style, content, keep_next=keep or None, page_break=page_break)

    def _number(self, caption: Caption) -> str:
        name = sequence_name(caption.label) or _USUAL[caption.kind]
        if caption.annex_level:
            name = _ANNEX
        number = caption.number
        if self.fixed:
            return oxml.run(number)
        if number.isdecimal() and number.isascii():
            return self._sequence(name, "ARABIC", number, int(number))
        if number in _CHINESE:
            return self._sequence(name, "CHINESENUM3", number, _CHINESE[number])
        parts = _BY_CHAPTER.fullmatch(number)
        if not parts:
            return oxml.run(number)
        chapter, sign, count = parts.groups()
        known = chapter == self._chapter
        front = oxml.field("STYLEREF 1 \\s", chapter) if known else oxml.run(chapter)
        rest = self._sequence(name, "ARABIC", count, int(count), restarts=known)
        return front + oxml.run(sign) + rest

    def _sequence(
        self,
        name: str,
        form: str,
        text: str,
        count: int,
        *,
        restarts: bool = False,
    ) -> str:
        last, chapters = self._counts.get(name, (0, self._chapters))
        if restarts and chapters != self._chapters:
            last = 0
        self._counts[name] = (count, self._chapters)
        restart = " \\s 1" if restarts else ""
        jump = "" if last + 1 == count else f" \\r {count}"
        return oxml.field(f"SEQ {name} \\* {form}{restart}{jump}", text)
