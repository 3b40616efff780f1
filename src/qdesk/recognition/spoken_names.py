"""How sentences call indicators: the names of the data, and what is said instead of them every day."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache
from weakref import WeakKeyDictionary

from qdesk.model.indicator import Catalogue, Indicator, IndicatorKind
from qdesk.model.unit_scale import factor_between
from qdesk.model.value import fold_text
from qdesk.recognition.prose_numbers import ProseNumber

_SAID_FOR = (
    (re.compile(r"[“”\"‘’·、]"), ""),
    (re.compile(r"(?:招收|招录|招)(?:新生|学生)"), "招生"),
    (re.compile(r"(?:在校|在籍)(?:学生|生)"), "在校生"),
    (re.compile(r"毕业学生|毕业生人?数?中?(?=毕业)"), "毕业生"),
    (re.compile(r"满意率"), "满意度"),
    (re.compile(r"占比|所占比例|的?比重"), "比例"),
    (re.compile(r"月(?:薪|收入|工资)"), "起薪"),
    (re.compile(r"月均?起薪"), "起薪"),
    (re.compile(r"馆藏"), ""),
    (re.compile(r"平均(?=[一-龥]{2,6}(?:率|度)(?:$|[为是达约]))"), ""),
    (re.compile(r"教职员工"), "教职工"),
    (re.compile(r"双师素质|双师型?(?=教师)"), "双师型"),
    (re.compile(r"(?<!教)职称的?(?:专任)?教师"), "职称教师"),
    (re.compile(r"专业课(?=教师)"), "专业"),
    (re.compile(r"及以上"), "以上"),
    (re.compile(r"硕士研究生(?:以上)?(?=学历)|研究生以上(?=学历)"), "硕士以上"),
    (re.compile(r"副?高级?以上职称"), "高级职称"),
    (re.compile(r"免学费政策"), "免学费"),
    (re.compile(r"升入(?:高等院校|高等学校|高校)"), "升学"),
    (re.compile(r"用地面积"), "占地面积"),
    (re.compile(r"师生比"), "生师比"),
    (re.compile(r"的"), ""),
    (re.compile(r"总(?=占地|建筑|资产|投入)"), ""),
)
"""What is said, and the word that the data have for it."""

_TAILS = re.compile(
    r"(?:总人数|总人次|总台数|总面积|总数量|总数|总量|总值|总额|金额|人数|人次|数量|面积|个数|间数|台套数|台数|册数|项数|规模|数)$"
)
_OWNER = re.compile(r"^(?:学校|全校|本校)(?=[一-龥]{4})|^(?:各|分)(?:专业|年级|系部?|班级)(?=[一-龥]{2})")
_PEOPLE = re.compile(r"(?:学生|毕业生|教师|人员)$")
_SHORTEST = 2
_PLAIN = ("招生", "升学", "毕业", "就业", "培训", "图书", "团员")
"""Words of two signs that say by themselves what they count."""
_OWN = 4
_PER = re.compile(r"/[生月]$")
_RATIO = ":1"
_AREAS = {"亩": Decimal(2000) / 3, "公顷": Decimal(10_000)}
_COUNTERS = frozenset(
    (
        "个",
        "间",
        "处",
        "所",
        "家",
        "项",
        "门",
        "次",
        "场",
        "场次",
        "台",
        "套",
        "台套",
        "台(套)",
        "本",
        "册",
        "节",
        "份",
        "件",
        "类",
        "部",
        "篇",
    )
)


@lru_cache(maxsize=20_000)
def spoken(name: str) -> str:
    """A folded name or phrase in the words of the data: “双师型”教师 and 双师素质教师 are one."""
    for pattern, word in _SAID_FOR:
        name = pattern.sub(word, name)
    return name


def short_forms(name: str, *, people: bool = True) -> Iterator[str]:
    """A spoken name, and what is left of it without 学校 before it and 人数, 总额, 学生 behind it."""
    seen = {name}
    yield name
    for pattern in (_OWNER, _TAILS, *((_PEOPLE,) if people else ())):
        for one in sorted(seen):
            short = pattern.sub("", one)
            if len(short) >= _SHORTEST and short not in seen:
                seen.add(short)
                yield short


@lru_cache(maxsize=20_000)
def bare_name(name: str) -> str:
    """A folded name as it is spoken, without 人数, 总数 or 面积 at its end."""
    said = spoken(name)
    bare = _TAILS.sub("", said)
    return bare if len(bare) >= _SHORTEST else said


def _worth(said: str) -> Iterator[str]:
    """The short forms of a name that still say what it is: not 专业 of 专业教师, nor 参与 of 参与人数."""
    plain = set(short_forms(said, people=False))
    for short in short_forms(said):
        tells = len(short) > _SHORTEST or short == said or short in _PLAIN
        if tells and (short in plain or len(short) > _OWN):
            yield short


class SpokenNames:
    """The indicators of a catalogue by what sentences call them."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._by_name: dict[str, list[Indicator]] = defaultdict(list)
        self._shared: dict[str, str] = {}
        self._own: dict[str, set[str]] = defaultdict(set)
        for indicator in catalogue:
            for name in dict.fromkeys((indicator.name, *indicator.aliases)):
                said = spoken(fold_text(name))
                for short in _worth(said):
                    if indicator not in self._by_name[short]:
                        self._by_name[short].append(indicator)
                    if name == indicator.name:
                        self._own[short].add(indicator.id)
        self._by_ending: dict[str, list[tuple[str, Indicator]]] = defaultdict(list)
        for name, indicators in self._by_name.items():
            self._by_ending[name[-_SHORTEST:]] += [(name, one) for one in indicators]

    def named(self, name: str) -> tuple[Indicator, ...]:
        """The indicators that are called just so."""
        return tuple(self._by_name.get(name, ()))

    def longer(self, name: str) -> tuple[Indicator, ...]:
        """The indicators one of whose longer names ends so: 合格率 may be 体质测评合格率 said short."""
        return tuple(
            dict.fromkeys(
                one
                for longer, one in self._by_ending.get(name[-_SHORTEST:], ())
                if longer != name and longer.endswith(name) and not longer.startswith("非")
            )
        )

    def shared_name(self, indicator: Indicator) -> str:
        """The name that an indicator shares with another one (在校生 of all and of majors), or its own."""
        known = self._shared.get(indicator.id)
        if known is None:
            own = fold_text(indicator.name)
            every = dict.fromkeys(bare_name(fold_text(one)) for one in (indicator.name, *indicator.aliases))
            shared = (one for one in every if len({each.name for each in self.named(one)}) > 1)
            known = self._shared[indicator.id] = next(shared, own)
        return known

    def is_own(self, name: str, indicator: Indicator) -> bool:
        """Whether it is the indicator's own name, and long enough to mean nothing else."""
        return len(name) >= _OWN and indicator.id in self._own.get(name, ())


_KNOWN: WeakKeyDictionary[Catalogue, SpokenNames] = WeakKeyDictionary()


def spoken_names(catalogue: Catalogue) -> SpokenNames:
    """The spoken names of a catalogue, gathered once."""
    known = _KNOWN.get(catalogue)
    if known is None:
        known = _KNOWN[catalogue] = SpokenNames(catalogue)
    return known


def in_unit_of(number: ProseNumber, indicator: Indicator) -> Decimal | None:
    """The number in the indicator's unit; None where it counts something else.

    生均占地 41 平方米 tells 平方米/生; 90 个实训室 and 90 间 are one, as counters of things are.
    """
    unit, own = number.unit, fold_text(indicator.unit)
    if not unit:
        return None if own else number.value
    if (
        unit == own
        or (len(unit) > 1 and fold_text(indicator.name).endswith(unit))
        or (unit == _RATIO and indicator.kind is IndicatorKind.RATIO)
    ):
        return number.value
    if unit in _AREAS and own == "平方米":
        return number.value * _AREAS[unit]
    for wanted in (own, _PER.sub("", own)):
        if (factor := factor_between(unit, wanted)) is not None:
            return number.value * factor
    return number.value if unit in _COUNTERS and own in _COUNTERS else None
