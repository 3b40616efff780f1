"""The numbers that a sentence may be given: found by name, by another name, by the letters of its reading."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import fuzz

from qdesk.actions.describe_value import source_lines
from qdesk.model.edit import Kind
from qdesk.model.entity import Entity, Member
from qdesk.model.indicator import IndicatorKind
from qdesk.model.prose import Link, LinkForm
from qdesk.model.report_view import ReportView
from qdesk.model.value import fold_text

FORM_TITLES = {
    LinkForm.UNIT: "数和单位",
    LinkForm.VALUE: "只要数",
    LinkForm.PHRASE: "与上年比较的一句",
    LinkForm.BY: "增减了多少",
    LinkForm.GROWTH: "增减百分之几",
    LinkForm.WORD: "增加、减少或持平",
}
_LIKE = 60
_SEVERAL = 2


@dataclass(frozen=True, slots=True)
class NumberChoice:
    """A number to choose: its name, every name by which it is found, and the link to it."""

    title: str
    names: tuple[str, ...]
    link: Link


def number_choices(view: ReportView) -> list[NumberChoice]:
    """Every number of the report: each indicator as a whole, and for each member that has a value."""
    members = {one.id: one.name for _, one in view.archive.all_of(Kind.MEMBER) if isinstance(one, Member)}
    found: list[NumberChoice] = []
    for indicator in view.archive.catalogue:
        if indicator.kind is IndicatorKind.TEXT:
            continue
        names = (indicator.name, *indicator.aliases)
        found.append(NumberChoice(indicator.name, names, Link(indicator.id)))
        for member in view.data.member_ids(indicator.id):
            if member in members:
                name = members[member]
                mixed = tuple(f"{name}{one}" for one in names)
                link = Link(indicator.id, member)
                found.append(NumberChoice(f"{indicator.name} · {name}", (*mixed, name), link))
    return found


def search_numbers(choices: Iterable[NumberChoice], wanted: str, most: int = 50) -> list[NumberChoice]:
    """The choices that a typed text means, the likeliest first; "" gives the first ones as they are."""
    typed = fold_text(wanted).lower()
    weighed = [(_weight(one, typed) if typed else 1, n, one) for n, one in enumerate(choices)]
    good = sorted((one for one in weighed if one[0] > 0), key=lambda one: (-one[0], one[1]))
    return [choice for _, _, choice in good[:most]]


def _weight(choice: NumberChoice, typed: str) -> float:
    """How well a choice fits: beginning, part, first letters, likeness; shorter names first."""
    best = 0.0
    for place, name in enumerate(choice.names):
        folded = fold_text(name).lower()
        letters = initials(name)
        if folded.startswith(typed):
            weight = 400.0
        elif typed in folded:
            weight = 300.0
        elif len(typed) >= _SEVERAL and letters.startswith(typed):
            weight = 250.0
        elif len(typed) >= _SEVERAL and typed in letters:
            weight = 150.0
        else:
            likeness = fuzz.partial_ratio(typed, folded) if not typed.isascii() else 0
            weight = likeness if likeness >= _LIKE and len(typed) > _SEVERAL else 0.0
        if weight:
            best = max(best, weight - min(len(folded), 40) / 10 - min(place, 10) / 20)
    return best


@lru_cache(maxsize=8192)
def initials(name: str) -> str:
    """The first letters of a name's reading, other signs as they are: 在校生数 is zxss."""
    # Its dictionary is large: loaded when somebody first looks for a number.
    from pypinyin import Style, lazy_pinyin  # noqa: PLC0415

    return "".join(lazy_pinyin(fold_text(name), style=Style.FIRST_LETTER)).lower()


def describe_link(view: ReportView, link: Link, moment: Callable[[str], str]) -> tuple[str, ...]:
    """What is said of a linked number: what it is, of which year, how it is computed, where it comes from."""
    indicator = view.data.indicator(link.indicator)
    number = view.number(link)
    if indicator is None:
        return ("这个指标已经不在了，请删去后重选",)
    member = next(
        (
            one.name
            for _, one in view.archive.all_of(Kind.MEMBER)
            if isinstance(one, Member) and one.id == link.member
        ),
        "",
    )
    entity = view.archive.get(Kind.ENTITY, (link.entity,)) if link.entity else None
    whose = entity.name if isinstance(entity, Entity) else ""
    period = "" if indicator.timeless else view.report.period_of(indicator.period_kind, link.period).title
    head = " · ".join(one for one in (whose, indicator.name, member, period) if one)
    lines = [f"{head}（{FORM_TITLES[link.form]}）"]
    if number.explanation:
        lines.append(f"算法：{number.explanation}")
    lines.extend(source_lines(view, number.key, moment))
    return tuple(lines)
