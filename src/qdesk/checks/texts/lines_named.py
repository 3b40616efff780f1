"""Which lines of a table the words before a number name, and whether they say anything else.

中餐烹饪专业规模最大，有 names the row 中餐烹饪 and nothing more; 中餐烹饪专业新增设备 names it too, but goes
on to speak of something that the table does not have.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cached_property

from qdesk.checks.texts.named_cells import NamedTable
from qdesk.recognition.sentence_words import LAST, VERBS

_CLAUSE = re.compile(r"[^,，;；:：()（）]*$")
_SEPARATOR = re.compile(r"[,，;；:：()（）]")
_NO_FRONT = re.compile(r"[非未不无外除原]$|尚未$|以外$")
_BEFORE = re.compile(
    r"(?:学校|全校|共|有|中|为|含|及|和|与|的|各|现|设|计划|发放|获得?|取得|招收|举办|开展|完成|资助|培训|实际|专业|学生|毕业生|人员|教师|当年|年|后)$"
)
_SAYS_NOTHING = re.compile(
    rf"(?:规模|人数|比例|占比|数量)?最[大多高小少低][,，]?(?:的是|的)?|排名?第?[一1]|居首位?|分别|{LAST}|本?学?年度?|本年|今年|当年"
    r"|青年|中青年|学生|人数|人次|数量|金额|经费|资金|资助金|面积|总量|总数|总额|总值|合计|总计|共计|累计|全日制|新生|实习生"
    r"|按[一-龥]{2,3}分|[两各]个?(?:校区)?|各级|各类|各项|各种|其中|专业|学校|全校|我校|本校|校内|全年|全部|社会|实际|初次"
    r"|举办|组织|开展|参加|完成|发放|获得?|取得|接收|输送|吸纳|录用|惠及|受益|覆盖|培训|比赛|竞赛|大赛|结束|参考|通过"
    r"|现有|现|目前|已|年底|年末|拥有|设有|建有|建成|配备|配有|具有|投入|实现|选用|开设"
    r"|变化?|增长|增加|提高|上升|下降|减少|降低|到|至|由|从|的|占|等|为|了|达到|达|约|近|总|共|有|是|以及|以|与|和|及|并|则|也|均|都"
    r"|在|中|后|只|仅|向"
)
_TELLS_NOTHING = re.compile(r"学校|学生|全校|全年|情况|统计|专业|学年|年度|各类|各项")
_SHORT = 3
_PAIR = 2

Span = tuple[int, int]


class NamedLines:
    """The words before a number against the lines of a table."""

    def __init__(self, table: NamedTable, words: str) -> None:
        self._table = table
        self._words = words
        every = _spans(table, words)
        self._spans = {
            key: span
            for key, span in every.items()
            if _stands_free(words, span, every.values())
            and not any(_is_within(span, other) for other in every.values())
        }
        self.rows = self._nearest(is_row=True)
        self.columns = self._nearest(is_row=False)

    @property
    def names_a_line(self) -> bool:
        """Whether a row or a column is named."""
        return bool(self.rows or self.columns)

    @property
    def clause(self) -> str:
        """The words behind the last comma."""
        match = _CLAUSE.search(self._words)
        return match[0] if match else self._words

    @cached_property
    def says_nothing_else(self) -> bool:
        """Whether the clause of the names holds only them, words of the table, and what says nothing."""
        return not self._rest()

    @property
    def is_of_all(self) -> bool:
        """Whether a clause without names speaks of what the caption is about: 共资助学生, of 学生资助情况."""
        clause = _TELLS_NOTHING.sub("|", self.clause)
        pairs = (clause[at : at + _PAIR] for at in range(len(clause) - 1))
        told = any(one in self._table.caption for one in pairs if re.fullmatch(r"[一-龥]{2}", one))
        return told and self.says_nothing_else

    def _rest(self) -> str:
        begun = max((start for start, _ in self._spans.values()), default=len(self._words))
        marks = [match.end() for match in _SEPARATOR.finditer(self._words, 0, begun)]
        first = marks[-1] if marks else 0
        signs = list(self._words)
        for start, end in self._spans.values():
            signs[start:end] = "|" * (end - start)
        rest = VERBS.sub("", "".join(signs)[first:])
        pieces = [_without(one, self._table.words) for one in re.split(r"[^一-龥]+", rest) if one]
        return "".join(_SAYS_NOTHING.sub("", one) for one in pieces)

    def _nearest(self, *, is_row: bool) -> set[int]:
        """The lines of one axis that are named, on each level the one nearest to the number."""
        spans = {(at, level): span for (axis, at, level), span in self._spans.items() if axis is is_row}
        found: set[int] = set()
        for level in sorted({level for _, level in spans}):
            here = {at: span for (at, one), span in spans.items() if one == level}
            best = max((end, start - end) for start, end in here.values())
            nearest = {at for at, (start, end) in here.items() if (end, start - end) == best}
            found = found & nearest or nearest
        return found


def _without(piece: str, words: str) -> str:
    """A piece of a clause without the longest parts of it that the table has as well."""
    at, rest = 0, ""
    while at < len(piece):
        size = next((n for n in range(len(piece) - at, _PAIR - 1, -1) if piece[at : at + n] in words), 0)
        rest += "" if size else piece[at]
        at += size or 1
    return rest


def _spans(table: NamedTable, words: str) -> dict[tuple[bool, int, int], Span]:
    """Where each level of each line is named last: (whether a row, line, level) → place."""
    found: dict[tuple[bool, int, int], Span] = {}
    for is_row, lines in ((True, table.rows), (False, table.columns)):
        for at, line in lines.items():
            for level, forms in enumerate(line.levels):
                if (span := _span(words, forms)) is not None:
                    found[is_row, at, level] = span
    return found


def _span(words: str, forms: Sequence[str]) -> Span | None:
    """Where a name stands last, the longest of its forms."""
    found = [(at + len(one), at) for one in forms if (at := words.rfind(one)) >= 0]
    if not found:
        return None
    end = max(end for end, _ in found)
    return min(start for one, start in found if one == end), end


def _is_within(span: Span, other: Span) -> bool:
    return span != other and other[0] <= span[0] and span[1] <= other[1]


def _stands_free(words: str, span: Span, others: Iterable[Span]) -> bool:
    """Whether a short name is no end of a longer word that nobody knows: 学生 of 留学生."""
    front = words[: span[0]]
    if _NO_FRONT.search(front):
        return False
    if span[1] - span[0] > _SHORT or not re.search(r"[一-龥]$", front):
        return True
    return any(other[1] == span[0] for other in others) or bool(_BEFORE.search(front))
