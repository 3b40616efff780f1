"""Rule 前后不一: one thing with two numbers in the texts of a report, and a list with another count."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal

from qdesk.checks.texts.placed_texts import PlacedText, around
from qdesk.checks.texts.sentences import Fact, facts_of, folded_text
from qdesk.model.finding import Finding, Severity
from qdesk.model.report_view import ReportView
from qdesk.model.table_layout import LayoutKind
from qdesk.model.value import fold_text

_SHORTEST = 4
_NARROW = re.compile(r"专业群|[一-龥]专业(?:建有|拥有|有|共)|校区|系部|该(?:专业|系|校|企业)")
"""A part of the school, or somebody else."""
_LONG_LIVED = re.compile(
    r"面积|总值|机|室|工位|图书|册|教师|教职工|基地|设备|资产|占地|建筑|在校生|毕业生|企业|用地|研室"
)
_WELL_KNOWN = ("在校生", "全日制在校生", "教职工", "毕业生就业率", "学生巩固率", "毕业生升学率")
"""Short names that mean the school as a whole, and one number of a year."""
_TOTAL = re.compile(r"^(?:总|现有|学校|教学用?)")
_AS_LIST = re.compile(r"(?:一览表|情况表|统计表|名单|目录|登记表|汇总表)$")

_NUMBER_OR_YEAR = re.compile(r"^(?:附?表[\d-]+[:.]?|(?:19|20)\d\d[年学度、-]*)+")

_Told = tuple[PlacedText, Fact]


def told_twice(view: ReportView, texts: Sequence[PlacedText]) -> Iterator[Finding]:
    """The same long-lived thing (建筑面积, 教师, 设备) with two values of this year, both named exactly."""
    told: dict[tuple[str, str], list[_Told]] = defaultdict(list)
    year = str(view.report.period.year)
    for text in texts:
        for fact in facts_of(text.stored):
            if not _is_comparable(fact) or (fact.year and year not in fact.year):
                continue
            told[_TOTAL.sub("", fact.name), fact.number.unit].append((text, fact))
    for (name, unit), same in told.items():
        values = {fact.number.value for _, fact in same}
        if len(values) < 2 or _by_section(same):
            continue
        first = same[0]
        other = next(one for one in same if one[1].number.value != first[1].number.value)
        about = first[1].number.about or other[1].number.about
        if about and _is_near(first[1].number.value, other[1].number.value):
            continue
        text, fact = other
        where = around(fact.sentence, fact.number.start, fact.number.end)
        message = f"“{where}”：{first[0].title}里{name}是 {first[1].number.text}，两处不一样"
        yield text.finding(
            "told_twice",
            Severity.LOOK,
            message,
            fact.number.text,
            found=fact.number.text,
            expected=f"{first[1].number.value:f}{unit}",
        )


def _is_comparable(fact: Fact) -> bool:
    number = fact.number
    if _NARROW.search(fact.sentence):
        return False
    if fact.name in _WELL_KNOWN:
        return bool(number.unit) and not number.about
    return (
        len(fact.name) >= _SHORTEST
        and bool(number.unit)
        and number.unit != "%"
        and bool(_LONG_LIVED.search(fact.name))
    )


def _by_section(same: list[_Told]) -> bool:
    """Whether all stand in one text: there a name is said of several things one after the other."""
    return len({text.section for text, _ in same}) == 1


def _is_near(one: Decimal, other: Decimal) -> bool:
    return abs(one - other) * 10 <= max(abs(one), abs(other))


def counted_otherwise(view: ReportView, texts: Sequence[PlacedText]) -> Iterator[Finding]:
    """13 个校内实训基地, where the table 校内实训基地一览表 lists 14."""
    for name, caption, count in _lists(view):
        counted = re.compile(rf"(?<![\d.])(\d+)(?:个|处|家){re.escape(name)}")
        for text in texts:
            folded = folded_text(text.stored)
            for match in counted.finditer(folded) if name in folded else ():
                if int(match[1]) == count or folded[: match.start()].endswith(("原有的", "其中")):
                    continue
                message = f"“{match[0]}”：{caption}列了 {count} 个"
                yield text.finding(
                    "told_twice", Severity.LOOK, message, match[1], found=match[0], expected=str(count)
                )


def _lists(view: ReportView) -> Iterator[tuple[str, str, int]]:
    """The registers: what they list, their caption, and how many records they have."""
    for table in view.tables:
        if table.layout.kind is not LayoutKind.REGISTER:
            continue
        filled = view.filled(table)
        name = _AS_LIST.sub("", _NUMBER_OR_YEAR.sub("", fold_text(filled.caption)))
        count = sum(not any(cell.is_total for cell in row) for row in filled.body)
        if len(name) >= _SHORTEST and count:
            yield name, filled.caption, count
