"""The prose of a report: its headings, what stands under each, and to which section it belongs."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from rapidfuzz import fuzz

from qdesk.model.value import fold_text
from qdesk.recognition.labels import is_continued_line, is_note, is_numbered_caption, unit_of_line

SURE, LIKE = 88, 60
"""Likenesses in per cent of titles that are taken unasked, and that are offered."""
_LONGEST_TITLE = 40
_SENTENCE = re.compile(r"[。；;！!]|[：:，,、]$")
_TOC_LINE = re.compile(r"(?:\.{3,}|…{1,}|·{3,}|\t)\s*\d{1,3}\s*$")
_FIGURE = re.compile(r"^图\s*[\d一二三四五六七八九十]+(?:\s*[-－—.]\s*\d+)?")
_CASE = re.compile(r"^【?案例\s*[\d一二三四五六七八九十]+")
_DECIMAL = re.compile(r"^(\d{1,2}(?:\s*[.．]\s*\d{1,2}){0,3})\s*[.．、]?\s*(?=[^\d+＋])(.+)$")
_DOTTED = re.compile(r"^\d{1,2}[.．]\d")
_CHINESE = re.compile(r"^([一二三四五六七八九十]{1,3})\s*[、.．]\s*(.+)$")
_BRACKETED = re.compile(r"^[（(]([一二三四五六七八九十]{1,3})[）)]\s*(.+)$")
_PART = re.compile(r"^第\s*([一二三四五六七八九十\d]{1,3})\s*(?:章|部分|篇)\s*(.*)$")
_DIGITS = {char: at for at, char in enumerate("零一二三四五六七八九十")}


class BlockKind(StrEnum):
    """What a paragraph of a report is."""

    TEXT = "text"
    PICTURE = "picture"
    TABLE = "table"


@dataclass(frozen=True, slots=True)
class TextBlock:
    """A paragraph, a picture or the place of a table; `level` is that of a heading's style, 0 for none."""

    kind: BlockKind
    text: str = ""
    level: int = 0
    is_contents: bool = False


@dataclass(slots=True)
class TextSection:
    """A heading of the document, the prose under it, and the captions of its pictures and tables."""

    level: int
    number: str
    title: str
    paragraphs: list[str] = field(default_factory=list[str])
    pictures: list[str] = field(default_factory=list[str])
    tables: list[str] = field(default_factory=list[str])
    parent: int | None = None

    @property
    def text(self) -> str:
        """The prose as one text."""
        return "\n".join(self.paragraphs)

    @property
    def heading(self) -> str:
        """Number and title."""
        return f"{self.number} {self.title}".strip()


@dataclass(frozen=True, slots=True)
class OutlinePlace:
    """A section of the report: its id, its level, number and title, and its parent's id."""

    id: str
    level: int
    number: str
    title: str
    parent: str = ""
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SectionMatch:
    """Where a document's section belongs; `sure` says that nobody needs to be asked."""

    section: TextSection
    place: str
    likeness: int
    sure: bool


def numbered_heading(text: str) -> tuple[int, str, str] | None:
    """(level, number, title) of a line that is numbered as headings are, or None.

    The level of Chinese numbers is that of the usual scheme: 一、 above （一） above 1.
    """
    line = " ".join(text.split())
    if _DOTTED.match(line):
        line = line.rstrip("：:")
    if not line or len(line) > _LONGEST_TITLE or _SENTENCE.search(line) or _TOC_LINE.search(text):
        return None
    if match := _PART.match(line):
        return 1, match[1], match[2] or line
    if match := _CHINESE.match(line):
        return 1, str(_number(match[1])), match[2]
    if match := _BRACKETED.match(line):
        return 2, f"（{match[1]}）", match[2]
    if match := _DECIMAL.match(line):
        number = re.sub(r"\s", "", match[1]).replace("．", ".")
        if re.match(r"^[年月日%％.、:：人个名项元万亿家所门册台次]", match[2]) or any(
            int(part) == 0 or int(part) > 30 for part in number.split(".")
        ):
            return None
        return number.count(".") + 1, number, match[2].strip()
    return None


def _number(text: str) -> int:
    if text.startswith("十"):
        return 10 + _DIGITS.get(text[1:2], 0)
    tens, _, ones = text.partition("十")
    return _DIGITS[tens] * 10 + _DIGITS.get(ones, 0) if "十" in text else _DIGITS[text]


def sections_of(
    blocks: Sequence[TextBlock], titles: Collection[str] = (), *, whole: bool = False
) -> list[TextSection]:
    """The sections of a document; what stands before the first heading is left, or, if `whole`, one too.

    Styles tell headings where the document uses them; otherwise numbers at the head of short lines do,
    as far as they count on from one another. A line that is just one of `titles` (the report's own)
    heads what follows it as well.
    """
    styled, numbered = _styled(blocks), _numbered(blocks)
    headings = styled if len(styled) >= min(_STYLED, max(1, len(numbered))) else numbered
    known = {bare for title in titles if len(bare := bare_title(title)) > _SHORTEST_TITLE}
    found: list[TextSection] = []
    base = 0
    pending_picture = False
    for at, block in enumerate(blocks):
        if found and at not in headings and _is_title(block, known):
            title = " ".join(block.text.split()).rstrip("：:")
            found.append(TextSection(base + 1, "", title))
            continue
        if whole and not found and at not in headings and _is_prose(block):
            found.append(TextSection(1, "", "正文之前" if headings else "全文"))
        if at in headings:
            base = headings[at].level
            found.append(headings[at])
            pending_picture = False
        elif block.is_contents or not found or _TOC_LINE.search(block.text):
            continue
        elif _belongs_to_table(blocks, at):
            if is_numbered_caption(block.text.strip()):
                found[-1].tables.append(block.text.strip())
        elif block.kind is BlockKind.PICTURE:
            pending_picture = True
        elif block.kind is BlockKind.TEXT and (headings.keys() & range(at) or not whole or _is_prose(block)):
            _add_text(found[-1], block.text, pending=pending_picture)
            pending_picture = False
    _settle_parents(found)
    return found


def _belongs_to_table(blocks: Sequence[TextBlock], at: int) -> bool:
    """Captions, sub-captions and unit lines over a table, and the notes under it."""
    text = blocks[at].text.strip()
    if blocks[at].kind is not BlockKind.TEXT:
        return False
    if is_numbered_caption(text):
        return True
    before = next((one for one in reversed(blocks[max(0, at - 3) : at]) if one.kind is BlockKind.TABLE), None)
    if is_note(text):
        return before is not None
    bracketed = text[:1] in "（(" and text[-1:] in "）)"
    following = [one.kind for one in blocks[at + 1 : at + 4]]
    if is_continued_line(text):
        return before is not None and following[:1] == [BlockKind.TABLE]
    return (bracketed or unit_of_line(text) is not None) and BlockKind.TABLE in following


_SHORTEST_TITLE = 3


def _is_title(block: TextBlock, known: Collection[str]) -> bool:
    plain = block.kind is BlockKind.TEXT and not block.is_contents and len(block.text) <= _LONGEST_TITLE
    return plain and bare_title(block.text) in known


_STYLED = 4
"""So many headings by style say that the document has them all by style."""
_MOST_CANDIDATES = 1500


_SHORTEST_PROSE = 20


def _is_prose(block: TextBlock) -> bool:
    """Whether a block is sentences, and no line of a cover or a contents."""
    text = block.text.strip()
    plain = block.kind is BlockKind.TEXT and not block.is_contents and not block.level
    return plain and len(text) >= _SHORTEST_PROSE and text.endswith(("。", "！", "；")) and "，" in text


def _styled(blocks: Sequence[TextBlock]) -> dict[int, TextSection]:
    found: dict[int, TextSection] = {}
    for at, block in enumerate(blocks):
        title = " ".join(block.text.split())
        if block.level and title and len(title) <= _LONGEST_TITLE * 2:
            numbered = numbered_heading(block.text)
            number, plain = (numbered[1], numbered[2]) if numbered else ("", title)
            found[at] = TextSection(block.level, number, plain)
    return found


def _numbered(blocks: Sequence[TextBlock]) -> dict[int, TextSection]:
    """Headings by their numbers alone: the longest run of candidates that count upwards.

    Steps of a list and rows of a table begin with numbers as well, but do not go on where the
    headings before and after them do.
    """
    candidates: list[tuple[int, TextSection, tuple[int, ...]]] = []
    for at, block in enumerate(blocks):
        found = numbered_heading(block.text) if block.kind is BlockKind.TEXT else None
        if found and not block.is_contents and not is_numbered_caption(block.text):
            candidates.append((at, TextSection(*found), _sortable(found[1])))
    dotted = [one for one in candidates if len(one[2]) > 1]
    if len(dotted) >= _STYLED:
        chain = _longest_upwards([one for one in candidates if one[2]][:_MOST_CANDIDATES])
    else:
        chain = [one for one in candidates if not one[1].number[:1].isdigit() or one[1].level == 1]
    return {at: section for at, section, _ in chain}


def _sortable(number: str) -> tuple[int, ...]:
    parts = number.split(".")
    return tuple(map(int, parts)) if all(part.isdigit() for part in parts) else ()


_Candidate = tuple[int, TextSection, tuple[int, ...]]


def _longest_upwards(candidates: Sequence[_Candidate]) -> list[_Candidate]:
    """The heaviest strictly rising run; a number of two and more levels weighs more than a bare one."""
    best: list[int] = []
    before: list[int] = []
    for at, (_, _, number) in enumerate(candidates):
        weight = 3 if len(number) > 1 else 1
        best.append(weight)
        before.append(-1)
        for earlier in range(at):
            rises = candidates[earlier][2] < number and _near(candidates[earlier][2], number)
            if rises and best[earlier] + weight > best[at]:
                best[at], before[at] = best[earlier] + weight, earlier
    chain: list[_Candidate] = []
    at = max(range(len(best)), key=best.__getitem__, default=-1)
    while at >= 0:
        chain.insert(0, candidates[at])
        at = before[at]
    return chain


def _near(one: tuple[int, ...], other: tuple[int, ...]) -> bool:
    """Whether a number may follow another: no part leaps by more than two (a heading may be missing)."""
    for a, b in zip(one, other, strict=False):
        if a != b:
            return b - a <= 2
    return len(other) > len(one) and max(other[len(one) :]) <= 2


def _add_text(section: TextSection, text: str, *, pending: bool) -> None:
    line = text.strip()
    figure = bool(_FIGURE.match(line))
    if figure or (pending and len(line) <= _LONGEST_TITLE):
        section.pictures.append(line)
    elif line:
        section.paragraphs.append(line)


def _settle_parents(sections: list[TextSection]) -> None:
    open_ones: list[int] = []
    for at, section in enumerate(sections):
        while open_ones and sections[open_ones[-1]].level >= section.level:
            open_ones.pop()
        section.parent = open_ones[-1] if open_ones else None
        open_ones.append(at)


def match_sections(sections: Sequence[TextSection], outline: Sequence[OutlinePlace]) -> list[SectionMatch]:
    """Where each section belongs: by title under the same parent, by number, by likeness.

    A section that fits nowhere goes with the one above it, and is not sure.
    """
    found: list[SectionMatch] = []
    taken: set[str] = set()
    for section in sections:
        above = found[section.parent].place if section.parent is not None else ""
        best = max(
            (one for one in outline if one.id not in taken),
            key=lambda one: _score(section, one, above),
            default=None,
        )
        likeness = title_likeness(section.title, best) if best else 0
        score = _score(section, best, above) if best else 0
        if best is None or score < LIKE:
            found.append(SectionMatch(section, above, 0, sure=False))
            continue
        sure = likeness >= SURE or (likeness >= LIKE and best.number == section.number and bool(best.number))
        if sure:
            taken.add(best.id)
        found.append(SectionMatch(section, best.id, likeness, sure=sure))
    return found


def title_likeness(title: str, place: OutlinePlace) -> int:
    """How like a title is to a section's title or one of its other names, in per cent."""
    wanted = bare_title(title)
    return max(round(fuzz.ratio(wanted, bare_title(name))) for name in (place.title, *place.aliases))


def _score(section: TextSection, place: OutlinePlace, above: str) -> float:
    """Likeness of titles, with a little for the same parent, number and level."""
    score: float = title_likeness(section.title, place)
    if section.parent is not None or place.parent:
        score += 8 if place.parent == above else -8
    if section.number and section.number == place.number:
        score += 10
    return score - 4 * abs(section.level - place.level)


_YEARS = re.compile(r"(?:19|20)\d\d(?:\s*[-—–~～至]+\s*(?:19|20)?\d\d)?\s*(?:学年度?|年度|年)?")


def bare_title(title: str) -> str:
    """A title for comparing: without years, signs and white space."""
    return re.sub(r"[\s“”\"《》（）()、，,：:·]", "", _YEARS.sub("", fold_text(title)))


def captions_in(sections: Iterable[TextSection]) -> list[str]:
    """The captions of all pictures."""
    return [caption for section in sections for caption in section.pictures]
