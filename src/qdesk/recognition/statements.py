"""What a sentence says of the school: which indicator is which number, of which year, or how it changed.

Read from the words alone. A statement is unsure where its name is short, where another name ends so, or where
the sentence has numbers that were not understood. What seems to be said of a part of the school (三年级,
新校区, 合作企业) is marked as narrowed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

from qdesk.model.indicator import Indicator, IndicatorKind
from qdesk.model.period import Period, parse_period
from qdesk.model.unit_scale import unit_scale
from qdesk.model.value import fold_text
from qdesk.recognition.in_turn import IN_TURN, names_in_turn, numbers_in_turn, with_shared_end
from qdesk.recognition.prose_numbers import ProseNumber
from qdesk.recognition.spoken_names import SpokenNames, in_unit_of, short_forms, spoken


class Says(StrEnum):
    """What a number says of its indicator: its value, by how much it changed, or by how many per cent."""

    VALUE = "value"
    CHANGE = "change"
    GROWTH = "growth"


@dataclass(frozen=True, slots=True)
class Statement:
    """A number and what it tells.

    `named` are the indicators called `name`, `longer` those one of whose names ends so; `offset` counts years
    from the report's own, `also` another year that may be meant. `rises` is what a word of change says, None
    for values. `is_named_here`: the name stands in the number's own words and not only before. `is_narrowed`:
    what was heard before makes it likely that only a part is meant.
    """

    number: ProseNumber
    says: Says
    name: str
    named: tuple[Indicator, ...]
    longer: tuple[Indicator, ...]
    member: str = ""
    offset: int = 0
    also: int | None = None
    rises: bool | None = None
    is_sure: bool = False
    is_named_here: bool = True
    is_narrowed: bool = False


_UP = "增加|增长|净增|提高|提升|上升|扩大|多招|增|升|涨|多(?!少)"
_DOWN = "减少|净减|下降|降低|少招|减|降|(?<![至不多])少"
_LAST = r"(?:上一?学?年度?|上一?年|去年|上一?届|上期|前一学?年)(?:同期)?"
_CHANGE = re.compile(
    rf"(?P<np>.*?)(?P<against>(?:同比|环比|(?:与|较|比|同)?{_LAST}(?:相比)?)?(?:有所|略有|大幅|小幅|微|略)?)"
    rf"(?:净|共|累计)?(?:(?P<up>{_UP})|(?P<down>{_DOWN}))(?:幅度|幅|率|额|量)?(?:了|为|达到?|约)*$"
)
_FORMER = re.compile(rf"(?P<np>.*?)(?:(?<!师)比|较|由|从)(?:{_LAST})?的?$")
_GOES_ON = re.compile(rf"(?:{_UP}|{_DOWN}|变化?|跃升)?(?:到|至|为|成|达到?)了?(?:本学?年度?|今年|目前)?$")
_BEYOND = re.compile(rf"(?P<np>.*?)(?:(?P<up>高于|高出|超出|多于)|(?P<down>低于|少于)){_LAST}(?P<against>)$")
_THIS = re.compile(r"(?:本学?年度?|今年|当年|本期)")
_THEN = re.compile(rf"(?:而|其中)?{_LAST}(?!相比)")
_GOES_ON_WITH = re.compile(rf"(?:同比|环比|(?:与|较|比|同){_LAST})")
_AGAINST = re.compile(rf"同比|{_LAST}")
_VERBS = re.compile(
    r"(?:总共|一共|共计|合计|共有|共|达到了?|达|已有|现有|拥有|只有|仅有|有|为|是|约|近|:|逾|超过?|已|至|到|仅|大约)*$"
)
_NEUTRAL = re.compile(
    rf"(?:学校|我校|本校|全校|校园|全院|现|现有|目前|共|共有|有|已|其中|和|与|及|以及|并|全年|{_LAST}|本?学?年度?|今年|当年|年底|年末|底|末|秋季|春季|在|中"
    r"|对|建|包括|包含|学生|教师|毕业生|直接就业|升学|拥有|设有|建有|建成|配备|配有|配置|开展|举办|组织|完成|实施|承担|享受|获得|取得|具有|具备|拥有|发放|投入|达到?|各类|各级|各项|各种"
    r"|可|同时|能|提供|从|行业|企业|聘请|聘任|聘用|(?:专任)?教师中|教职工中|在校生中|毕业生中|办学|规模|总体|实现|累?计|开设|约|近|学期|毕业|招生"
    r"|[一二三四五六七八九]是|首先|其次|此外|另|另有|还有|其)*"
)
_NARROWS = re.compile(
    r"专业(?!教师|技能|对口|课)|[一-龥]类(?=毕业|在校|招|学生|专业)|[一-龥]系(?!统|列)|系部|学部|年级|[一二三四五六]年|校区|分校|[一二三]期|新建|在建|改扩?建|扩建|新聘|引进|新进|新购|购置|男|女|少数民族"
    r"|农村|贫困|建档立卡|困难|合作|签订|协议|协会|基地(?!数)|兄弟|其[他它]|全市|全省|全国|全区|全县|全旗|我市|我省|我区|区域|计划|力争|目标|规划|预计|拟|将|要求|规定|标准"
    r"|不少于|不低于|不高于|不超过|问卷|大赛|竞赛|比赛|报名|上线|订单|学徒|顶岗|暑期|寒假|周岁|岁|累计|连续|历年|近[一二三四五两]年|建校|平均每|人均|每|班均"
    r"|来自|外省|省外|本地|团队|工作室|中心|公司|集团|项目|财政下达|省级|市级|县级|国家级|校级|往届|非|留学|退学|转|培训班|集训|单招|对口升学|十[三四五]五"
)
_SCHOOL = re.compile(r"^(?:目前|现在)?(?:学校|我校|本校|全校)")
_AFTERWARDS = re.compile(
    r"^\s*(?:以上|以下|左右|之间|以内|[-—–~～至到](?=\d)|用于|建设|购置|的?(?:增|减|上升|下降|提高|降低)(?!.{0,2}[到至为]))"
)
_RUNS_ON = re.compile(
    r"^\s*(?!和|与|及|以及|较|比|同比|由|从|有所|减少|增加|增长|提高|扩大|上升|下降|降低|的|等|其中)[一-龥]"
)
"""全日制在校生 155 人升学 says nothing of how many there are."""
_BEYOND_ENDS = re.compile(r"^\s*(?:以上|以下|左右|之间|以内|[-—–~～](?=\d))")
_NOUN = re.compile(r"^\s*(?:的)?([一-龥“”\"A-Za-z]{2,12})")
_NOUN_ENDS = re.compile(r"(?:中|，|和|与|及|以及|分别|可|供|等).*$")
_LIST_MARK = re.compile(r"^[（(]?\d{1,2}[)）、.．]?\s*")
_TOGETHER = re.compile(r"[^和与及以,、][和与及]$")
"""升学与直接就业合计 581 人 is neither."""
_ALONE = ("教职工", "毕业生", "巩固率", "升学率", "就业率", "毕业率")
"""Short names that mean one thing only, where no longer one ends so."""
_OF_ALL = ("就业率", "升学率", "巩固率", "毕业率", "生师比")
"""Short names that are told of the school as a whole."""
_MIN_NAME = 2
_LONG = 4


Members = Callable[[str], Mapping[str, str]]
"""Indicator id → the members that it has values of: id → folded name."""


def read_statements(
    text: str,
    numbers: Sequence[ProseNumber],
    names: SpokenNames,
    period: Period,
    members: Members,
    *,
    narrowed: bool = False,
    before: Statement | None = None,
) -> Iterator[Statement]:
    """The statements of one sentence in order, of a report on `period`.

    `narrowed`: what stands before the sentence makes it one on a part of the school. `before` is the last
    value told before it, which it may go on with (比上学年增加 15 人).
    """
    topic = before if _GOES_ON_WITH.match(fold_text(text)) else None
    yield from _Reading(text, names, period, members, topic, narrowed=narrowed).statements(numbers)


@dataclass
class _Reading:
    """One sentence on its way; what was heard so far decides what the next number may mean."""

    text: str
    names: SpokenNames
    period: Period
    members: Members
    topic: Statement | None = None
    offset: int | None = 0
    also: int | None = None
    former: bool = False  # 上学年 was said, and not yet 今年
    against: bool = False  # a change is told against last year
    narrowed: bool = False
    unread: bool = False  # a number was not understood
    elliptic: set[str] = field(default_factory=set[str])  # what those count whose words may go on

    def statements(self, numbers: Sequence[ProseNumber]) -> Iterator[Statement]:
        """The statements of the sentence; its numbers are given."""
        end = told = 0
        for at, number in enumerate(numbers):
            lead = fold_text(self.text[end : number.start])
            end = number.end
            if number.start < told:
                continue  # read in turn already
            if number.year:
                self._hear_year(number, lead)
                continue
            if number.start == _mark_end(self.text, number) or (
                not number.unit and not lead and number.start < 2
            ):
                continue
            *heads, clause = re.split(r"[,:;()]", re.sub(r"\([^()]*\)", "", lead).lstrip("、").rstrip(":"))
            self._hear(heads, clause)
            if IN_TURN.search(clause):
                values = numbers_in_turn(self.text, numbers, at)
                told = values[-1].end
                yield from self._in_turn(values, clause, numbers[:at])
                continue
            said = self._read(number, clause) if self.offset is not None else None
            if said is not None and said.is_narrowed:
                yield said
                said, self.topic = None, None
            if said is None:
                self.unread = True
                if self._has_name(clause):
                    self.elliptic.add(_counted(number))
                self.narrowed = self.narrowed or self._narrows(clause) or self._noun_narrows(number)
                continue
            self.narrowed = self.narrowed or bool(said.member)  # what follows is the member's as well
            yield said

    def _in_turn(
        self, values: Sequence[ProseNumber], clause: str, before: Sequence[ProseNumber]
    ) -> Iterator[Statement]:
        """What is told of several names, or of several years of one, one after the other."""
        years = [one for one in before if one.year]
        if len(years) == len(values) and len(values) > 1 and len(before) == len(years):
            name = _VERBS.sub("", spoken(IN_TURN.split(clause)[0]))
            for year, number in zip(years, values, strict=True):
                self._hear_year(year, "")
                if self.offset is not None and (found := self._named(number, name)) is not None:
                    yield replace(found, offset=self.offset, also=self.also)
            return
        year = -1 if self.former and self.offset == 0 else self.offset
        names = names_in_turn(clause, len(values))
        if year is None or not names:
            self.unread = True
            return
        for at, number in enumerate(values):
            spoken_names = (_VERBS.sub("", spoken(one)) for one in with_shared_end(names, at))
            found = next((one for name in spoken_names if (one := self._named(number, name))), None)
            if found is not None:
                yield replace(found, offset=year, also=self.also)

    def _narrows(self, clause: str) -> bool:
        """Whether words that were not understood tell of a part of the school."""
        return bool(_NARROWS.search(clause)) or any(name in clause for name in self.members("").values())

    def _has_name(self, clause: str) -> bool:
        words = _VERBS.sub("", spoken(clause))
        return any(self.names.named(words[at:]) for at in range(1, len(words) - 1))

    def _noun_narrows(self, number: ProseNumber) -> bool:
        behind = _NOUN.match(self.text[number.end :])
        return bool(behind and _NARROWS.search(behind[1]) and not re.match(r"(?:个|教学)?专业$", behind[1]))

    def _hear(self, heads: list[str], clause: str) -> None:
        spoken_before = ",".join(heads)
        if _NARROWS.search(spoken_before):
            self.narrowed = True
        if any(_SCHOOL.match(one) for one in (*heads[-1:], clause)):
            self.narrowed = bool(_NARROWS.search(heads[-1] if heads else ""))
        if _AGAINST.search(spoken_before) or _AGAINST.search(clause):
            self.against = True
        for one in (*heads, clause):
            if _THIS.match(one):
                self.former = False
            elif _THEN.match(one) and not _CHANGE.fullmatch(spoken(one)):
                self.former = True

    def _hear_year(self, number: ProseNumber, lead: str) -> None:
        if _NARROWS.search(lead):
            self.narrowed = True
        period = parse_period(number.text)
        offset = period.year - self.period.year if period else None
        if lead.endswith(("比", "较", "与", "于")):
            self.against = offset == -1
            return
        self.offset = offset if offset in (0, -1) else None
        self.also = None
        if period and period.kind is not self.period.kind and self.offset is not None:
            # 2019年 of a report on 2019-2020 may be the beginning or the end of a year.
            self.also = -1 - self.offset

    def _read(self, number: ProseNumber, clause: str) -> Statement | None:
        plain = spoken(clause)
        if (match := _FORMER.fullmatch(plain)) and not _BEYOND_ENDS.match(self.text[number.end :]):
            return self._value(number, match["np"], -1 if self.offset == 0 else None)
        if _AFTERWARDS.match(self.text[number.end :]):
            return None
        if match := _CHANGE.fullmatch(plain) or _BEYOND.fullmatch(plain):
            return self._change(number, match)
        year = -1 if self.former and self.offset == 0 else self.offset
        if _GOES_ON.fullmatch(plain):
            return self._again(number, year)
        np = _VERBS.sub("", plain)
        return self._value(number, np, year, says_so=np != plain)

    def _change(self, number: ProseNumber, match: re.Match[str]) -> Statement | None:
        told_before = number.unit == "%" and not match["np"] and self.topic is not None
        if not (self.against or match["against"] or told_before) or self.offset != 0:
            return None
        np = re.sub(rf"(?:与|较|比|同)?{_LAST}(?:相比)?$", "", match["np"])
        base = self._named(number, np, is_change=True)
        is_named_here = base is not None
        if base is None and _NEUTRAL.fullmatch(np):
            base = self.topic
        if base is None:
            return None
        if self.topic is not base:
            self.topic = replace(base, says=Says.VALUE)
        is_rate = base.named[0].kind is IndicatorKind.RATE
        growth = number.unit == "%" and not is_rate
        if not growth and (is_rate != (number.unit in ("个百分点", "百分点", "%"))):
            return None
        if not growth and not is_rate and in_unit_of(number, base.named[0]) is None:
            return None
        return replace(
            base,
            number=number,
            says=Says.GROWTH if growth else Says.CHANGE,
            offset=0,
            also=None,
            rises=match["up"] is not None,
            is_named_here=is_named_here,
        )

    def _again(self, number: ProseNumber, offset: int | None) -> Statement | None:
        """A value of what was just told: 由 1868 人增加到 1883 人."""
        if self.topic is None or offset is None or in_unit_of(number, self.topic.named[0]) is None:
            return None
        return replace(self.topic, number=number, says=Says.VALUE, offset=offset, also=self.also)

    def _value(
        self, number: ProseNumber, np: str, offset: int | None, *, says_so: bool = True
    ) -> Statement | None:
        if offset is None:
            return None
        if re.search(_LAST, np):
            offset = -1
        found = self._named(number, np)
        if found is not None and not says_so and _counted(number) in self.elliptic:
            found = replace(found, is_narrowed=True)  # 中专班招生 859 人，工学结合班 1069 人
        if found is not None and _RUNS_ON.match(self.text[number.end :]):
            return None
        if found is None and _NEUTRAL.fullmatch(np):
            if offset == -1 and self.topic is not None:
                return self._again(number, offset)
            found = self._behind(number)
        if found is None:
            return None
        self.topic = replace(found, offset=offset, also=self.also)
        return self.topic

    def _behind(self, number: ProseNumber) -> Statement | None:
        """A name right behind the number: 139 名专任教师."""
        match = _NOUN.match(self.text[number.end :])
        if match is None:
            return None
        noun = _NOUN_ENDS.sub("", spoken(fold_text(match[1])))
        return self._statement(number, noun, noun, "") if len(noun) >= _MIN_NAME else None

    def _named(self, number: ProseNumber, np: str, *, is_change: bool = False) -> Statement | None:
        """The statement of the longest name at the end of a phrase, if what stands before it allows it."""
        for start in range(len(np) - _MIN_NAME + 1):
            name, front = np[start:], np[:start]
            for short in short_forms(name):
                if self.names.named(short) and (
                    found := self._statement(number, short, name, front, is_change=is_change)
                ):
                    return found
        return None

    def _statement(
        self, number: ProseNumber, name: str, whole: str, front: str, *, is_change: bool = False
    ) -> Statement | None:
        every = self.names.named(name)
        named = tuple(
            one for one in every if is_change or (not is_change and in_unit_of(number, one) is not None)
        )
        if not named or (self.unread and len(name) < _LONG and name not in _OF_ALL):
            return None
        member = ""
        if _TOGETHER.search(front):
            return None
        if not _NEUTRAL.fullmatch(front):
            found = self._member(named, front)
            if found is None:
                return None
            member, named = found
        longer = () if member else self.names.longer(name)
        unit_kin = tuple(
            one for one in longer if one not in named and (is_change or in_unit_of(number, one) is not None)
        )
        own = [one for one in named if self.names.is_own(name, one)]
        least = _MIN_NAME + 1 if name in _ALONE else _LONG
        is_sure = not self.unread and (
            len(own) == 1 or (len(named) == 1 and len(whole) >= least and not unit_kin)
        )
        if len(own) == 1:
            named = (own[0], *(one for one in named if one is not own[0]))
        return Statement(
            number, Says.VALUE, name, named, unit_kin, member, is_sure=is_sure, is_narrowed=self.narrowed
        )

    def _member(self, named: tuple[Indicator, ...], front: str) -> tuple[str, tuple[Indicator, ...]] | None:
        for indicator in named:
            for member, name in self.members(indicator.id).items():
                at = front.find(name)
                if (
                    at >= 0
                    and _NEUTRAL.fullmatch(front[:at])
                    and re.fullmatch(r"(?:专业|类|系|学生|现有|共有?|有)*", front[at + len(name) :])
                ):
                    return member, (indicator,)
        return None


def _counted(number: ProseNumber) -> str:
    return unit_scale(number.unit)[1]


def _mark_end(text: str, number: ProseNumber) -> int:
    """Where a list mark at the beginning of a sentence has its number; -1 without one."""
    match = _LIST_MARK.match(text)
    return number.start if match and not number.unit and number.start < match.end() else -1
