"""Rule 名称写法: members of two lists whose names differ by a sign."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations

from rapidfuzz import fuzz

from qdesk.model.edit import Kind
from qdesk.model.entity import Member
from qdesk.model.finding import Finding, Severity
from qdesk.model.report import ReportTable
from qdesk.model.report_view import ReportView
from qdesk.model.value import fold_text

_SHORTEST = 4
_ALIKE = 86


def spelled_twice(view: ReportView) -> Iterator[Finding]:
    """公关礼仪 in one table and 公关与礼仪 in another; two names of one table are two things."""
    names = {one.id: one.name for _, one in view.archive.all_of(Kind.MEMBER) if isinstance(one, Member)}
    tables: dict[str, list[ReportTable]] = defaultdict(list)
    for table in view.tables:
        used = {cell.key.member for row in view.filled(table).body for cell in row if cell.key}
        for name in sorted({names[one] for one in used if one in names}):
            tables[name].append(table)
    for one, other in combinations(tables, 2):
        if not _is_same_name(one, other) or {t.id for t in tables[one]} & {t.id for t in tables[other]}:
            continue
        table, earlier = tables[other][0], tables[one][0]
        title = f"{view.table_numbers[table.id]} {view.filled(table).caption}".strip()
        message = f"{title}：“{other}”在{view.filled(earlier).caption}里写作“{one}”"
        yield Finding(
            "spelled_twice", Severity.LOOK, message, table.section, table.id, found=other, expected=one
        )


def _is_same_name(one: str, other: str) -> bool:
    one, other = fold_text(one), fold_text(other)
    if one == other or min(len(one), len(other)) < _SHORTEST or abs(len(one) - len(other)) > 2:
        return False
    numbers = ["".join(filter(str.isdigit, name)) for name in (one, other)]
    return numbers[0] == numbers[1] and fuzz.ratio(one, other) >= _ALIKE
