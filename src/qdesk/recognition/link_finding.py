"""Which numbers of a text the data explain: same value, same unit, and the words name it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from qdesk.model.edit import Kind
from qdesk.model.entity import Member
from qdesk.model.indicator import Indicator, IndicatorKind
from qdesk.model.prose import Link, LinkForm
from qdesk.model.report_view import ReportView
from qdesk.model.unit_scale import factor_between
from qdesk.model.value import fold_text
from qdesk.recognition.indicator_names import names_of
from qdesk.recognition.prose_numbers import ProseNumber, prose_numbers

_FORMER = re.compile(r"(?:由|从)$|(?:由|从|上一?学?年度?|去年)[^，。；]{0,20}$")
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

    The links are of that year, or of the one before it where the words say so (由 636 人增加到 859 人).
    What tells of the change behind a value (较上年增加67人，增长3.7%) is linked where the data say just that.
    """
    found: list[FoundLink] = []
    for number in prose_numbers(text):
        if number.year or number.about or (found and number.start < found[-1].end):
            continue
        before = found[-1] if found and _is_near(number, found[-1]) else None
        link = _link_for(view, number, offset) or _earlier(view, number, offset)
        if link is None:
            going_on = _continued(view, number, before, offset)
            found += going_on or _change(view, number, before, offset)
            continue
        found.append(FoundLink(number.start, number.end, link))
        if (change := _change_after(view, text, number.end, link)) is not None:
            found.append(change)
    return found


def _is_near(number: ProseNumber, last: FoundLink) -> bool:
    """Whether nothing but the number's own words stand between it and that link."""
    return number.start - len(number.words) <= last.end


def _link_for(view: ReportView, number: ProseNumber, offset: int) -> Link | None:
    """The one value that the words name and that is the number; None where none is or several are."""
    words = fold_text(number.words)
    best: dict[Link, int] = {}
    for named in names_of(view.archive.catalogue).found(words).values():
        for link, more in _places(view, named.indicator, words, offset):
            if _is_value(view, link, named.indicator, number):
                best[link] = named.length + more
    if not best:
        return None
    most = max(best.values())
    chosen = [link for link, weight in best.items() if weight == most]
    return chosen[0] if len(chosen) == 1 else None


def _earlier(view: ReportView, number: ProseNumber, offset: int) -> Link | None:
    """A value of the year before, where the words lead back to it."""
    return _link_for(view, number, offset - 1) if _FORMER.search(fold_text(number.words)) else None


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
    named = names_of(view.archive.catalogue).found(words)
    longest = max((one.length for one in named.values()), default=0)
    links = [Link(one, period=offset) for one, where in named.items() if where.length == longest]
    if not named and before is not None and _AGAINST.fullmatch(words):
        links = [replace(before.link, period=offset)]
    said = fold_text(number.text)
    for link in links:
        word, by = (replace(link, form=form) for form in (LinkForm.WORD, LinkForm.BY))
        if view.number(word).text == match[1] and fold_text(view.number(by).text) == said:
            at = number.start - len(number.words) + match.start(1)
            return [FoundLink(at, at + len(match[1]), word), FoundLink(number.start, number.end, by)]
    return []


def _places(view: ReportView, indicator: Indicator, words: str, offset: int) -> Iterator[tuple[Link, int]]:
    """The whole, and each member that the words name, with the length of its name."""
    yield Link(indicator.id, period=offset), 0
    ids = set(view.data.member_ids(indicator.id))
    for _, member in view.archive.all_of(Kind.MEMBER) if ids else ():
        if isinstance(member, Member) and member.id in ids and fold_text(member.name) in words:
            yield Link(indicator.id, member.id, period=offset), len(member.name)


def _is_value(view: ReportView, link: Link, indicator: Indicator, number: ProseNumber) -> bool:
    value = view.number(link).value
    if not isinstance(value, Decimal):
        return False
    if number.unit in ("", indicator.unit):
        counted = number.unit == indicator.unit or indicator.kind is IndicatorKind.NUMBER
        return counted and value == number.value
    if indicator.kind is IndicatorKind.RATIO and number.unit == ":1":
        return value == number.value
    factor = factor_between(number.unit, indicator.unit)
    return factor == 1 and value == number.value


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
