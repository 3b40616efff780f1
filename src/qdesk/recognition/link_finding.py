"""Which numbers of a text the data explain: same value, same unit, and the words name it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from qdesk.model.edit import Kind
from qdesk.model.entity import Member
from qdesk.model.indicator import Indicator, IndicatorKind
from qdesk.model.period import parse_period
from qdesk.model.prose import Link, LinkForm
from qdesk.model.report_view import ReportView
from qdesk.model.value import fold_text
from qdesk.recognition.indicator_names import NamedIndicator, names_of
from qdesk.recognition.prose_numbers import ProseNumber, prose_numbers

_FORMER = re.compile(r"(?:由|从)$|(?:由|从|上一?学?年度?|去年)[^,;。、:]{0,20}$")
_OTHER_YEARS = re.compile(r"前年|上上|连续|历年|近[一二三四五六七八九十两]年|建校|累计|到20\d\d|至20\d\d")
_SENTENCE_ENDS = "。；;！!？?\n"
_BETWEEN = re.compile(
    r"(?:人数|总数|总值|总额|总量|数|达标|规模)?(?:[（(][^）)]*[）)])?"
    r"(?:上一?学?年度?|去年|本?学?年度?)?(?:共?有|为|是|达到?了?|共计?|合计|现有|已达|由|从|的|了|招收|全年|完成|累计)*"
)
_NARROWER = re.compile(
    r"(?:非|未|不|无|新增?|往届|离校|男|女|留|其他|另外?)$"
    r"|计划|力争|目标|预计|拟|不含|不包括|全市|全省|全国|全区|全旗|全县|平均|合作企业|毕业生中"
    r"|报名|往届|三年级|二年级|一年级|其中女|其中男"
)
_SAME_UNITS = {"名": "人", "位": "人", "场": "场次", "课时": "学时", "㎡": "平方米"}
_GOES_ON = re.compile(r"\s*(增加|减少|增长|下降|提高|降低|上升|变)?(?:到|至|为)(?:了)?\s*")
_AGAINST = re.compile(r"[，,]?(?:(?:较|比|同比|与)?(?:上一?学?年度?|去年)?(?:相比)?)?[，,]?")
_CHANGED = re.compile(r"(增加|减少|提高|下降)了?\s*$")
_CHANGE = re.compile(
    r"^，?(?:较|比|同比|与)(?:上一?学?年度?|去年)?(?:相比)?，?(?:增加|减少|增长|下降|提高|降低|上升|持平)"
    r"(?:[0-9.]+\s*(?:%|[一-龥]{1,4}?))?(?:，(?:增长|下降|降低|增幅|降幅)(?:率?为|了)?(?:[0-9.]+)%)?"
    r"(?=[，。；、）)]|$)"
)


@dataclass(frozen=True, slots=True)
class FoundLink:
    """A stretch of a text, from `start` to before `end`, that prints what the link says."""

    start: int
    end: int
    link: Link


def find_links(view: ReportView, text: str, offset: int = 0) -> list[FoundLink]:
    """The numbers of a plain text that are surely values of the data of the year `offset` from the report's.

    The links are of that year, or of the one before it where the words say so (由 636 人增加到 859 人,
    2018-2019学年…); a sentence on any other year is left alone. What tells of the change behind a value
    (较上年增加67人，增长3.7%) is linked where the data say just that.
    """
    found: list[FoundLink] = []
    named: int | None = offset
    end = 0
    for number in prose_numbers(text):
        if any(sign in _SENTENCE_ENDS for sign in text[end : number.start]):
            named = offset
        end = number.end
        if number.year:
            period = parse_period(number.text)
            named = period.year - view.report.period.year if period else None
            continue
        if named not in (offset, offset - 1) or number.about or (found and number.start < found[-1].end):
            continue
        before = found[-1] if found and _is_near(number, found[-1]) else None
        found += _links_of(view, text, number, before, named)
    return found


def _links_of(
    view: ReportView, text: str, number: ProseNumber, before: FoundLink | None, offset: int
) -> list[FoundLink]:
    """The links of one number that speaks of the year `offset`: its value, or a change."""
    words = fold_text(number.words)
    if _OTHER_YEARS.search(words):
        return []
    former = bool(_FORMER.search(words))
    link = _link_for(view, number, offset - 1 if former else offset)
    if link is None:
        going_on = _continued(view, number, before, offset)
        return going_on or _change(view, number, before, offset)
    value = FoundLink(number.start, number.end, link)
    change = None if former else _change_after(view, text, number.end, link)
    return [value] if change is None else [value, change]


def _is_near(number: ProseNumber, last: FoundLink) -> bool:
    """Whether nothing but the number's own words stand between it and that link."""
    return number.start - len(number.words) <= last.end


def _link_for(view: ReportView, number: ProseNumber, offset: int) -> Link | None:
    """The one value that the words name and that is the number; None where none is or several are."""
    words = fold_text(number.words)
    best: dict[Link, int] = {}
    found = names_of(view.archive.catalogue).found(words)
    for named in found.values():
        others = [one for one in found.values() if one.end <= named.start]
        for link, more in _places(view, named, words, offset, narrowed=bool(others)):
            if _is_value(view, link, named.indicator, number):
                best[link] = named.length + more
    if not best:
        return None
    most = max(best.values())
    chosen = [link for link, weight in best.items() if weight == most]
    return chosen[0] if len(chosen) == 1 else None


def _places(
    view: ReportView, named: NamedIndicator, words: str, offset: int, *, narrowed: bool
) -> Iterator[tuple[Link, int]]:
    """The whole, and each member that the words name, with the length of its name.

    Nothing may stand between name and number but words that say it is, nor before the name what makes
    another thing of it (非双师型, 往届毕业生, 计划招生).
    """
    indicator = named.indicator
    front = _front(words, named)
    if not _BETWEEN.fullmatch(words[named.end :]) or _NARROWER.search(front):
        return
    if not narrowed or not names_of(view.archive.catalogue).found(front):
        yield Link(indicator.id, period=offset), 0
    ids = set(view.data.member_ids(indicator.id))
    for _, member in view.archive.all_of(Kind.MEMBER) if ids else ():
        if isinstance(member, Member) and member.id in ids and fold_text(member.name) in front:
            yield Link(indicator.id, member.id, period=offset), len(member.name)


def _front(words: str, named: NamedIndicator) -> str:
    """What stands before a name in its own clause."""
    clause = max(words.rfind(sign, 0, named.start) for sign in ",、;:") + 1
    return words[clause : named.start]


def _is_value(view: ReportView, link: Link, indicator: Indicator, number: ProseNumber) -> bool:
    value = view.number(link).value
    if not isinstance(value, Decimal) or value != number.value:
        return False
    if not number.unit:
        return indicator.kind is IndicatorKind.NUMBER or not indicator.unit
    ratio = indicator.kind is IndicatorKind.RATIO and number.unit == ":1"
    return ratio or number.unit == indicator.unit or _SAME_UNITS.get(number.unit) == indicator.unit


def _continued(
    view: ReportView, number: ProseNumber, before: FoundLink | None, offset: int
) -> list[FoundLink]:
    """(由 636 人)增加到 859 人: the value of what was just named, a year on, and the word for the change."""
    match = _GOES_ON.fullmatch(number.words)
    if before is None or match is None:
        return []
    link = replace(before.link, period=offset, form=LinkForm.UNIT)
    indicator = view.data.indicator(link.indicator)
    if indicator is None or not _is_value(view, link, indicator, number):
        return []
    value = FoundLink(number.start, number.end, link)
    word = replace(link, form=LinkForm.WORD)
    if not match[1] or view.number(word).text != match[1]:
        return [value]
    at = number.start - len(number.words) + match.start(1)
    return [FoundLink(at, at + len(match[1]), word), value]


def _change(view: ReportView, number: ProseNumber, before: FoundLink | None, offset: int) -> list[FoundLink]:
    """在校生增加 15 人: the word and the number, where the data say just that; [] otherwise."""
    match = _CHANGED.search(number.words)
    if match is None:
        return []
    words = fold_text(number.words[: match.start()])
    every = names_of(view.archive.catalogue).found(words)
    named = {
        one: where
        for one, where in every.items()
        if _AGAINST.fullmatch(words[where.end :]) and not _NARROWER.search(_front(words, where))
    }
    longest = max((one.length for one in named.values()), default=0)
    links = [Link(one, period=offset) for one, where in named.items() if where.length == longest]
    if not every and before is not None and _AGAINST.fullmatch(words):
        links = [replace(before.link, period=offset)]
    said = fold_text(number.text)
    for link in links:
        word, by = (replace(link, form=form) for form in (LinkForm.WORD, LinkForm.BY))
        if view.number(word).text == match[1] and fold_text(view.number(by).text) == said:
            at = number.start - len(number.words) + match.start(1)
            return [FoundLink(at, at + len(match[1]), word), FoundLink(number.start, number.end, by)]
    return []


def _change_after(view: ReportView, text: str, at: int, link: Link) -> FoundLink | None:
    """The sentence on the change behind a value, if the data say just that."""
    match = _CHANGE.match(text[at:])
    if match is None:
        return None
    phrase = replace(link, form=LinkForm.PHRASE)
    said = [(one.value, one.unit) for one in prose_numbers(match[0])]
    told = [(one.value, one.unit) for one in prose_numbers(view.number(phrase).text)]
    if not said or said != told:  # a shorter sentence keeps its own words
        return None
    start = at + (1 if match[0].startswith("，") else 0)
    return FoundLink(start, at + match.end(), phrase)
