"""Rules of form for a document that qdesk did not make: captions, the lists in front, and mentions."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from qdesk.checks.document_numbering import captions_out_of_order, headings_out_of_order
from qdesk.model.finding import Finding, Severity
from qdesk.model.mention import MENTION
from qdesk.model.report_view import ReportView
from qdesk.model.value import fold_text
from qdesk.recognition.report_text import BlockKind, TextBlock

_CAPTION = re.compile(
    r"^【?(?P<kind>附表|表|图|案例)\s*(?P<number>\d{1,3}(?:\s*[-－—.]\s*\d{1,3})?(?![\d+＋])|[一二三四五六七八九十]{1,3})"
    r"(?:分享)?\s*[】:：.、]?\s*(?P<title>.*)$"
)
_PAGE = re.compile(r"\s*(?:[.…·]{2,}|\t)[\s.…·]*\d{1,3}\s*$")
_FRONT_PAGE = re.compile(r"(?:\s*(?:[.…·]{2,}|\t)[\s.…·]*|\s+)\d{1,3}\s*$")
"""Before the first heading a number behind a blank is a page as well."""
_LONGEST = 60
_TO_TABLE = 4
"""So many paragraphs (sub-caption, unit) may stand between a caption and its table."""


@dataclass(frozen=True, slots=True)
class _Caption:
    kind: str
    number: str
    title: str
    at: int

    @property
    def name(self) -> str:
        return f"{self.kind} {self.number}"


def document_form(view: ReportView, blocks: Sequence[TextBlock]) -> Iterator[Finding]:
    """What captions, lists and mentions of a document say of one another."""
    listed, captions = _captions(blocks)
    known: dict[tuple[str, str], list[_Caption]] = defaultdict(list)
    for one in captions:
        known[one.kind, one.number].append(one)
    yield from _listed_otherwise(listed, known)
    yield from _numbered_twice(known)
    yield from headings_out_of_order(blocks)
    yield from captions_out_of_order([(one.kind, one.number, one.title) for one in captions])
    yield from _without_table(blocks, captions)
    yield from _unknown_mentions(view, {f"{kind}{number}" for kind, number in known})


def _captions(blocks: Sequence[TextBlock]) -> tuple[list[_Caption], list[_Caption]]:
    """The lines of the lists in front, and the captions of the body."""
    listed: list[_Caption] = []
    found: list[_Caption] = []
    first = next((at for at, block in enumerate(blocks) if block.level > 0), 0)
    for at, block in enumerate(blocks):
        bare, in_list = (_FRONT_PAGE if at < first else _PAGE).subn("", block.text)
        line = " ".join(bare.split())
        if block.kind is not BlockKind.TEXT or not (match := _CAPTION.match(line)):
            continue
        title = match["title"]
        if len(title) > _LONGEST or not title or title.endswith(("。", "；")):
            continue
        one = _Caption(match["kind"], fold_text(match["number"]), title.strip("】 "), at)
        (listed if in_list or block.is_contents else found).append(one)
    return listed, found


def _listed_otherwise(
    listed: Sequence[_Caption], known: dict[tuple[str, str], list[_Caption]]
) -> Iterator[Finding]:
    for one in listed:
        same = known.get((one.kind, one.number), [])
        if same and all(_bare(one.title) != _bare(other.title) for other in same):
            message = f"目录里的“{one.name} {one.title}”与正文的题注“{same[0].title}”不一致"
            yield _finding("listed_otherwise", Severity.MUST, message, one.title, same[0].title)
        elif not same and any(kind == one.kind for kind, _ in known):
            message = f"目录里列了“{one.name} {one.title}”，正文里没有"
            yield _finding("listed_otherwise", Severity.MUST, message, one.title)


def _numbered_twice(known: dict[tuple[str, str], list[_Caption]]) -> Iterator[Finding]:
    for same in known.values():
        if len(same) > 1 and len({_bare(one.title) for one in same}) > 1:
            titles = "”和“".join(one.title for one in same)
            message = f"{same[0].name} 用了 {len(same)} 次：“{titles}”"
            yield _finding("numbered_twice", Severity.MUST, message, same[1].title)


def _without_table(blocks: Sequence[TextBlock], captions: Sequence[_Caption]) -> Iterator[Finding]:
    """A caption of a table without one: below it, or above it where the document has them above."""
    mine = [one for one in captions if one.kind.endswith("表")]
    above = [one for one in mine if one.at and blocks[one.at - 1].kind is not BlockKind.TEXT]
    bare = [one for one in mine if not _has_below(blocks, one)]
    for one in bare:
        if one in above and len(bare) * 2 > len(mine):
            continue
        message = f"有题注“{one.name} {one.title}”，下面没有表"
        yield _finding("caption_without_table", Severity.MUST, message, one.title)


def _has_below(blocks: Sequence[TextBlock], one: _Caption) -> bool:
    for block in blocks[one.at + 1 : one.at + 1 + _TO_TABLE]:
        if block.kind is not BlockKind.TEXT:
            return True
        if block.level or _CAPTION.match(block.text):
            return False
    return False


def _unknown_mentions(view: ReportView, known: set[str]) -> Iterator[Finding]:
    kinds = {name.rstrip("0123456789-一二三四五六七八九十") for name in known}
    for heading in view.headings:
        for match in MENTION.finditer(view.plain_text(heading.section.id)):
            name = fold_text(match[0])
            if name not in known and name.rstrip("0123456789-一二三四五六七八九十") in kinds:
                message = f"{view.title_of(heading)}：提到的“{match[0]}”在文件里没有"
                yield Finding(
                    "unknown_mention", Severity.MUST, message, section=heading.section.id, quote=match[0]
                )


def _finding(rule: str, severity: Severity, message: str, found: str, expected: str = "") -> Finding:
    return Finding(rule, severity, message, found=found, expected=expected, quote=found)


def _bare(text: str) -> str:
    return re.sub(r"[\s“”\"（）()、，,：:·]", "", fold_text(text))
