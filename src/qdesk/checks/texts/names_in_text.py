"""Rule 名称写法 in sentences: names of majors and of the school that are nearly those of the data."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from rapidfuzz.distance import Levenshtein

from qdesk.checks.texts.placed_texts import PlacedText
from qdesk.checks.texts.sentences import folded_text
from qdesk.model.edit import Kind
from qdesk.model.entity import Member
from qdesk.model.finding import Finding, Severity
from qdesk.model.report_view import ReportView
from qdesk.model.value import fold_text

_MAJORS = "专业"
_MAJOR = re.compile(
    r"(?:^|[、,。;:“”\"和及与等设有的为办置了是])(?P<name>[一-龥]{4,14}?)专业(?!群|类|课|教师|技能|教学|建设|部)"
)
_SCHOOL = re.compile(
    r"[一-龥]{2,12}?(?:职业|技工|技师|中等|中专|卫生|师范|职教)[一-龥]{0,8}?(?:学校|学院|中心|高中)"
)
_KIND = re.compile(r"(?:学校|学院|中心|高中)$")
"""某市职业技术学校 and 某市职业技术学院 are two schools."""
_NEAR = 1
_LONG = 7
"""Names of so many signs may differ by two and still be one."""


def names_in_text(view: ReportView, texts: Sequence[PlacedText]) -> Iterator[Finding]:
    """汽车运用与维护专业 where the data have 汽车运用与维修; the school's own name with a sign otherwise."""
    every = (one for _, one in view.archive.all_of(Kind.MEMBER) if isinstance(one, Member))
    majors = {fold_text(one.name) for one in every if one.breakdown.startswith(_MAJORS)}
    schools = {name for one in view.archive.entities if len(name := fold_text(one.name)) >= _LONG}
    told: set[str] = set()
    for text in texts:
        folded = folded_text(text.stored)
        for known, pattern, what in ((majors, _MAJOR, "专业"), (schools, _SCHOOL, "学校")):
            for match in pattern.finditer(folded) if known else ():
                name = match["name"] if known is majors else match[0]
                other = _meant(name, known)
                name = name[-len(other) :] if other else name
                if other and name not in told:
                    told.add(name)
                    message = f"{what}名称“{name}”，别处写作“{other}”"
                    yield text.finding(
                        "spelled_twice", Severity.LOOK, message, name, found=name, expected=other
                    )


def _meant(name: str, known: set[str]) -> str:
    """The one name that is a slip of the hand away; "" where the name is known, or several are near."""
    if any(name.endswith(one) or one.endswith(name) or one in name or name in one for one in known):
        return ""
    alike = [one for one in known if one[-2:] == name[-2:] or not _KIND.search(one)]
    near = [one for one in alike if 0 < Levenshtein.distance(name[-len(one) :], one) <= _far(one)]
    return near[0] if len(near) == 1 else ""


def _far(name: str) -> int:
    return _NEAR + (len(name) >= _LONG and not _KIND.search(name))
