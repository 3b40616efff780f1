"""Which school a label means: by name, by alias, or by an abbreviation that fits only one."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from qdesk.model.value import fold_text
from qdesk.recognition.assignment import best_assignment

_LIKE = 0.55
"""A likeness from which a label may be a school's name at all."""
_CLEAR = 0.12
"""How much better than any other a likeness must be."""
_TAILS = re.compile(r"[:：*]+$")


def school_key(label: str) -> str:
    """A school's name for comparing: without white space, width and a trailing colon."""
    return _TAILS.sub("", fold_text(label))


def find_schools(labels: Iterable[str], known: Mapping[str, str]) -> dict[str, str]:
    """Label → school id for the labels of one axis; what is not sure is left out.

    `known` maps folded names and aliases to ids. A name fits exactly; what is left is shared out
    among the schools that are left, so that all together fit best: 市职校 may read as a short form
    of 市第一职业学校 as well, but not where 市一职 stands beside it. A pair counts only if it is
    clearly better than what either of the two could have instead, and if the label holds a
    character that no other school has, or every school of the list stands on the axis.
    """
    wanted = list(dict.fromkeys(labels))
    found = {label: known[name] for label in wanted if (name := school_key(label)) in known}
    names: dict[str, list[str]] = {}
    for name, school in known.items():
        names.setdefault(school, []).append(name)
    left = [label for label in wanted if label not in found and looks_like_school(label)]
    free = [school for school in names if school not in found.values()]
    if left and free:
        found |= _shared_out(left, free, names)
    return found


def _shared_out(
    labels: Sequence[str], schools: Sequence[str], names: Mapping[str, Sequence[str]]
) -> dict[str, str]:
    weights = _Weights(list(names.values()))
    complete = len(labels) >= len(schools)
    table = [
        [max(weights.likeness(school_key(label), name) for name in names[school]) for school in schools]
        for label in labels
    ]
    pairs = best_assignment(table)
    found: dict[str, str] = {}
    for row, column in pairs.items():
        mine = table[row][column]
        rivals = [
            table[row][other] - (_swap_loss(table, pairs, row, column, other))
            for other in range(len(schools))
        ]
        rivals[column] = 0.0
        others = [table[other][column] for other in range(len(labels)) if other not in pairs and other != row]
        clear = mine >= _LIKE and mine - max([*rivals, *others], default=0.0) >= _CLEAR
        if clear and (complete or weights.tells(school_key(labels[row]), names[schools[column]])):
            found[labels[row]] = schools[column]
    return found


def _swap_loss(
    table: Sequence[Sequence[float]], pairs: Mapping[int, int], row: int, column: int, other: int
) -> float:
    """What the label that has school `other` would lose if it took `column` in exchange."""
    holder = next((one for one, school in pairs.items() if school == other), None)
    return 0.0 if holder is None or holder == row else table[holder][other] - table[holder][column]


class _Weights:
    """How much each character tells: 五 and 原 stand in one school's name, 职 and 校 in nearly all."""

    def __init__(self, names: Sequence[Sequence[str]]) -> None:
        self._schools = len(names)
        self._in_schools = Counter(char for each in names for char in set("".join(each)))

    def _weight(self, char: str) -> float:
        return math.log(1 + self._schools / self._in_schools.get(char, 0.5))

    def tells(self, label: str, names: Sequence[str]) -> bool:
        """Whether a label holds a character that stands in the names of one school alone, these."""
        return any(self._in_schools[char] == 1 and char in "".join(names) for char in label)

    def _sum(self, chars: Counter[str]) -> float:
        return sum(self._weight(char) * count for char, count in chars.items())

    def likeness(self, label: str, name: str) -> float:
        """How much of the shorter of two names stands in the longer, by weight; 1 is all of it."""
        one, other = Counter(label), Counter(name)
        least = min(self._sum(one), self._sum(other))
        if least <= 0 or min(len(label), len(name)) < _SHORTEST or _are_two(label, name):
            return 0.0
        return self._sum(one & other) / least


_AT_HEAD = re.compile(
    r"^[一-龥]{2,20}?(?:职业技术教育中心|职业技术学校|职业学校|技工学校|技师学院|中等专业学校|职业教育中心|职教中心"
    r"|职业高级中学|职业中学|学校|学院|中学|职校|职高|职中|中专)"
)
_SCHOOL_ENDINGS = (
    *("学校", "职校", "艺校", "体校", "技校", "卫校", "农校", "职中", "职高", "中专", "一职", "二职", "三职"),
    *("职教", "职教中心", "教育中心", "实训中心", "学院", "中学", "高中"),
)


_KIND_WORDS = re.compile(
    r"普通|公办|民办|成人|附设|其他|中等|高等|高级|职业|专业|技工|技术|综合|教育|学校|中专|高中|中学|学院|职高|职中|中心|各|类"
)


def looks_like_school(label: str) -> bool:
    """Whether a label ends as the names of schools do and is more than a kind of school (民办职业高中)."""
    name = school_key(label).rpartition("·")[2]
    return name.endswith(_SCHOOL_ENDINGS) and bool(_KIND_WORDS.sub("", name))


_FULL_ENDINGS = ("学校", "教育中心", "学院", "中学")
_SHORTEST = 2


def _are_two(one: str, other: str) -> bool:
    """Whether each of two full names says what the other does not: 市工贸学校 and 市第一职业学校."""
    full = one.endswith(_FULL_ENDINGS) and other.endswith(_FULL_ENDINGS)
    return full and all(Counter(_KIND_WORDS.sub("", a)) - Counter(b) for a, b in ((one, other), (other, one)))


def without_school(title: str) -> str:
    """A title without the name of a school at its head."""
    match = _AT_HEAD.match(title)
    rest = title[match.end() :] if match and looks_like_school(match[0]) else title
    return rest or title


def is_abbreviation(short: str, full: str) -> bool:
    """Whether all characters of `short` stand in `full`."""
    return _SHORTEST <= len(short) < len(full) and not Counter(short) - Counter(full)
