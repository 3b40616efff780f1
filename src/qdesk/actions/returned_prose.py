"""How a text that came back differs from what was printed: paragraph by paragraph, linked numbers apart."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from difflib import SequenceMatcher

from rapidfuzz import fuzz

from qdesk.document.returned import ReturnedParagraph
from qdesk.model.exported import ExportedLine
from qdesk.model.numbering import chinese_number
from qdesk.model.prose import Link, LinkForm, ParagraphKind, ProseParagraph, Span, read_prose, write_prose
from qdesk.model.value import parse_value

_ALIKE = 40
"""Likeness in per cent from which a paragraph counts as changed, not as another one."""
_TYPED_IN = (LinkForm.VALUE, LinkForm.UNIT)


@dataclass(frozen=True, slots=True)
class NumberInText:
    """A linked number that stands otherwise in the document; `printed` is what the export put there."""

    link: Link
    printed: str
    found: str
    unsure: bool = False
    """Its mark is gone, and the letters around it changed as well."""


@dataclass(frozen=True, slots=True)
class LineChange:
    """A paragraph that differs; `before` or `after` None: it was added or removed.

    `at` is its place among the exported ones, of an added one that behind which it stands, -1 before all.
    `stored` is the new paragraph as a store keeps it, with its links where their places stand; `numbers`
    changed within it.
    """

    at: int
    before: str | None
    after: str | None
    stored: str = ""
    numbers: tuple[NumberInText, ...] = ()
    only_numbers: bool = False
    cut: int = 0
    """How many of its links become plain text."""


def line_changes(
    lines: Sequence[ExportedLine],
    found: Sequence[ReturnedParagraph],
    marks: Mapping[tuple[int, int], str],
    links: Mapping[str, tuple[Link, str]],
) -> Iterator[LineChange]:
    """The differences in order. `marks` names the mark of the n-th link of the m-th line, (m, n).

    `links` is what every mark of the document stands on, with what it printed: a paragraph that moved
    keeps its links.
    """
    old = [even(one.printed) for one in lines]
    new = [even(one.text) for one in found]
    for tag, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            continue
        last = a - 1
        for i, j in _paired(old, new, range(a, b), range(c, d)):
            last = last if i is None else i
            if i is not None and j is not None:
                yield _changed(i, lines[i], found[j], marks)
            elif i is not None:
                yield LineChange(i, lines[i].printed, None)
            elif j is not None:
                yield LineChange(last, None, found[j].text, _anew(found[j], links))


def _paired(
    old: Sequence[str], new: Sequence[str], left: range, right: range
) -> list[tuple[int | None, int | None]]:
    """Which old paragraph became which new one, in order; None on a side where there is none."""
    pairs: list[tuple[int | None, int | None]] = []
    start = right.start
    for i in left:
        likely = [(fuzz.ratio(old[i], new[j]), -j) for j in range(start, right.stop)]
        weight, place = max(likely, default=(0.0, 0))
        if weight < _ALIKE:
            pairs.append((i, None))
            continue
        pairs += [(None, j) for j in range(start, -place)]
        pairs.append((i, -place))
        start = -place + 1
    return pairs + [(None, j) for j in range(start, right.stop)]


def even(text: str) -> str:
    """A text without white space, and with captions numbered in digits.

    Programs write 表 1 and 表1, and LibreOffice counts 案例一 as 案例1: neither is anybody's change.
    """
    plain = "".join(text.split())
    return _MENTION.sub(lambda match: f"{match[1]}{_COUNTS.get(match[2], match[2])}", plain)


_COUNTS = {chinese_number(count): str(count) for count in range(1, 100)}
_MENTION = re.compile(r"(附表|表|图|案例)([一二三四五六七八九十]{1,3})")


def _anew(paragraph: ReturnedParagraph, links: Mapping[str, tuple[Link, str]]) -> str:
    """A paragraph that was not printed at this place; numbers that kept mark and value stay linked."""
    text, spans, done = paragraph.text, list[Span](), 0
    for mark, (start, end) in sorted(paragraph.marks.items(), key=lambda one: one[1]):
        link, was = links.get(mark, (None, ""))
        if link is None or start < done or text[start:end] != was:
            continue
        spans += [Span(text[done:start])] if start > done else []
        spans.append(Span("", link=link))
        done = end
    spans += [Span(text[done:])] if done < len(text) else []
    return write_prose([ProseParagraph(tuple(spans), kind_of(paragraph))])


def kind_of(paragraph: ReturnedParagraph) -> ParagraphKind:
    """What a paragraph of a document is in the report."""
    if paragraph.listed:
        return ParagraphKind(paragraph.listed)
    return kind_of_style(paragraph.style)


def kind_of_style(style: str) -> ParagraphKind:
    """What a paragraph of a style is."""
    name = style.lower()
    if name in ("list bullet", "列表项目符号"):
        return ParagraphKind.BULLET
    return ParagraphKind.HEADING if style == "小标题" else ParagraphKind.BODY


def _changed(
    at: int,
    line: ExportedLine,
    found: ReturnedParagraph,
    marks: Mapping[tuple[int, int], str],
) -> LineChange:
    paragraph = read_prose(line.stored)[0]
    text = found.text
    pieces = _pieces(paragraph, line)
    places = _Places(line.printed, text)
    spans: list[Span] = []
    numbers: list[NumberInText] = []
    done = 0
    links = cut = 0
    for start, end, span in pieces:
        if span.link is None:
            continue
        marked = found.marks.get(marks.get((at, links), ""))
        links += 1
        was = line.printed[start:end]
        place, unsure = _place(text, was, places.of(start, end), marked, commented=bool(found.comments))
        said = text[place[0] : place[1]].strip() if place is not None else ""
        wrong_form = said != was and (span.link.form not in _TYPED_IN or not _is_number(said))
        if place is None or place[0] < done or not said or wrong_form:
            cut += 1  # somebody wrote it anew: their words stand
            continue
        spans += places.plain(done, place[0], pieces)
        spans.append(Span("", span.bold, span.link))
        if said != was:
            numbers.append(NumberInText(span.link, was, said, unsure))
        done = place[1]
    spans += places.plain(done, len(text), pieces)
    stored = write_prose([ProseParagraph(tuple(spans), paragraph.kind)])
    same = not cut and _words(spans) == _words([span for _, _, span in pieces])
    return LineChange(at, line.printed, text, stored, tuple(numbers), same, cut)


def _pieces(paragraph: ProseParagraph, line: ExportedLine) -> list[tuple[int, int, Span]]:
    """Where each span of a paragraph stands in its printed text, which has lost the blanks at its ends."""
    numbers = iter(line.numbers)
    texts = [next(numbers, "") if one.link else one.text for one in paragraph.spans]
    whole = "".join(texts)
    at, size = len(whole.lstrip()) - len(whole), len(line.printed)
    found: list[tuple[int, int, Span]] = []
    for text, span in zip(texts, paragraph.spans, strict=True):
        found.append((min(max(0, at), size), min(max(0, at + len(text)), size), span))
        at += len(text)
    return found


def _words(spans: Sequence[Span]) -> str:
    return even("".join("\ufffc" if one.link else one.text for one in spans))


def _place(
    text: str,
    was: str,
    near: tuple[int, int] | None,
    marked: tuple[int, int] | None,
    *,
    commented: bool,
) -> tuple[tuple[int, int] | None, bool]:
    """Where the number stands, and whether that is unsure: by its mark, else by the letters around it.

    LibreOffice moves the ends of marks behind a comment by one sign, so in a commented paragraph the
    letters are believed where they give what was printed.
    """
    if marked is not None and marked[0] < marked[1]:
        whole = widened(text, *marked)
        if commented and near is not None and text[slice(*near)].strip() == was:
            return near, False
        return whole, commented and text[slice(*whole)].strip() != was
    return near, near is not None and text[slice(*near)].strip() != was


def _is_number(text: str) -> bool:
    return isinstance(parse_value(text).value, Decimal)


class _Places:
    """Where the letters of an old text stand in a new one."""

    def __init__(self, old: str, new: str) -> None:
        self._new = new
        matcher = SequenceMatcher(None, old, new, autojunk=False)
        self._codes = matcher.get_opcodes()

    def of(self, start: int, end: int) -> tuple[int, int] | None:
        """The stretch that took the place of old[start:end]; None where it is gone with what is around it."""
        left = right = -1
        for _, a, b, c, d in self._codes:
            if a <= start < b or (start == a == b):
                left = c + (start - a) if b - a == d - c else c
            if a < end <= b:
                right = d - (b - end) if b - a == d - c else d
        if left < 0 or right < left:
            return None
        return widened(self._new, left, right)

    def plain(self, start: int, end: int, pieces: Sequence[tuple[int, int, Span]]) -> list[Span]:
        """The new letters from start to end as spans, bold where the same letters were bold."""
        bold = [False] * len(self._new)
        for tag, a, b, c, _ in self._codes:
            if tag != "equal":
                continue
            for left, right, span in pieces:
                if span.bold and span.link is None:
                    for k in range(max(a, left), min(b, right)):
                        bold[c + k - a] = True
        spans: list[Span] = []
        for k in range(start, end):
            if spans and spans[-1].bold == bold[k]:
                spans[-1] = Span(spans[-1].text + self._new[k], bold[k])
            else:
                spans.append(Span(self._new[k], bold[k]))
        return spans


_DIGITS = frozenset("0123456789.")


def widened(text: str, left: int, right: int) -> tuple[int, int]:
    """A number is whole: digits that touch the stretch belong to it."""
    while 0 < left < len(text) and text[left - 1] in _DIGITS and text[left] in _DIGITS:
        left -= 1
    while 0 < right < len(text) and text[right] in _DIGITS and text[right - 1] in _DIGITS:
        right += 1
    return left, right
