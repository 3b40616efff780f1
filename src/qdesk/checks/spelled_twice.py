"""Rule 名称写法: members of two lists whose names differ by a sign."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence

from rapidfuzz import fuzz

from qdesk.checks.person_names import persons
from qdesk.checks.texts.placed_texts import PlacedText
from qdesk.model.edit import Kind
from qdesk.model.entity import Member
from qdesk.model.finding import Finding, Severity
from qdesk.model.prose import plain_prose
from qdesk.model.report import ReportTable
from qdesk.model.report_view import ReportView
from qdesk.model.value import fold_text

_SHORTEST = 4
_ALIKE = 86
_COMMON = 200
"""A part that so many names share (技术, 服务) tells nothing of a spelling."""


def spelled_twice(view: ReportView) -> Iterator[Finding]:
    """公关礼仪 in one table and 公关与礼仪 in another; two names of one table are two things."""
    names = {one.id: one.name for _, one in view.archive.all_of(Kind.MEMBER) if isinstance(one, Member)}
    tables: dict[str, list[ReportTable]] = defaultdict(list)
    for table in view.tables:
        used = {cell.key.member for row in view.filled(table).body for cell in row if cell.key}
        for name in sorted({names[one] for one in used if one in names}):
            tables[name].append(table)
    for one, other in _pairs(tables):
        if not _is_same_name(one, other) or {t.id for t in tables[one]} & {t.id for t in tables[other]}:
            continue
        table, earlier = tables[other][0], tables[one][0]
        title = f"{view.table_numbers[table.id]} {view.filled(table).caption}".strip()
        message = f"{title}：“{other}”在{view.filled(earlier).caption}里写作“{one}”"
        yield Finding(
            "spelled_twice", Severity.LOOK, message, table.section, table.id, found=other, expected=one
        )


def persons_spelled_twice(_view: ReportView, texts: Sequence[PlacedText]) -> Iterator[Finding]:
    """校长张晓明 in one section and 校长张小明 in another: said alike, written otherwise."""
    first: dict[str, PlacedText] = {}
    for text in texts:
        for name in persons(plain_prose(text.stored, lambda _: "")):
            other = next((one for one in first if one != name and _sounds_alike(one, name)), None)
            if name not in first and other is not None:
                message = f"“{name}”在“{first[other].title}”里写作“{other}”，是否同一个人"
                yield text.finding("spelled_twice", Severity.LOOK, message, name, found=name, expected=other)
            first.setdefault(name, text)


def _sounds_alike(one: str, other: str) -> bool:
    """Whether two names of one surname are read alike."""
    if one[0] != other[0] or len(one) != len(other):
        return False
    from pypinyin import lazy_pinyin  # noqa: PLC0415 - its dictionary is large, and two such names are rare

    return lazy_pinyin(one) == lazy_pinyin(other)


def _pairs(names: Iterable[str]) -> list[tuple[str, str]]:
    """Pairs of names with enough neighbouring signs in common to be alike, in order."""
    order = {name: at for at, name in enumerate(names)}
    with_part: dict[str, list[str]] = defaultdict(list)
    shared: Counter[tuple[str, str]] = Counter()
    for name in order:
        folded = fold_text(name)
        parts = {folded[at : at + 2] for at in range(len(folded) - 1)} if len(folded) >= _SHORTEST else ()
        for part in parts:
            for earlier in with_part[part] if len(with_part[part]) < _COMMON else ():
                shared[earlier, name] += 1
            with_part[part].append(name)
    # A sign between two parts keeps all others whole: half of the shorter name's is the least.
    found = [pair for pair, count in shared.items() if count * 2 >= min(map(len, pair)) - 2]
    return sorted(found, key=lambda pair: (order[pair[0]], order[pair[1]]))


def _is_same_name(one: str, other: str) -> bool:
    one, other = fold_text(one), fold_text(other)
    if one == other or min(len(one), len(other)) < _SHORTEST or abs(len(one) - len(other)) > 2:
        return False
    numbers = ["".join(filter(str.isdigit, name)) for name in (one, other)]
    return numbers[0] == numbers[1] and fuzz.ratio(one, other) >= _ALIKE
