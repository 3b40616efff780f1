"""Which indicator a name in a sentence means, and how surely."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from qdesk.model.indicator import Indicator
from qdesk.recognition.prose_numbers import ProseNumber
from qdesk.recognition.sentence_words import ALONE, LONG, MIN_NAME, NEUTRAL, OF_ALL, TOGETHER
from qdesk.recognition.spoken_names import SpokenNames, in_unit_of, short_forms


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


class Members(Protocol):
    """The members of breakdowns, as sentences may name them."""

    def of(self, indicator_id: str) -> Mapping[str, str]:
        """The members that an indicator has values of: id → folded name; of "" all members."""
        ...

    def called(self, name: str) -> Sequence[tuple[Indicator, str]]:
        """Members that are things of their own by that spoken name, each with its indicator.

        In a table that nobody knows the rows of unlike things (总收入, 总支出) are read as members of one.
        """
        ...


class Hearing(Protocol):
    """What was heard of a sentence so far, as far as it bears on names."""

    unread: bool
    """A number was not understood."""
    narrowed: bool
    """A part of the school is likely to be meant."""


class Naming:
    """The names that a report's sentences may use."""

    def __init__(self, names: SpokenNames, members: Members) -> None:
        self._names = names
        self._members = members

    def is_name(self, words: str) -> bool:
        """Whether an indicator is called just so."""
        return bool(self._names.named(words))

    def names_a_part(self, words: str) -> bool:
        """Whether words hold the name of a member: of a major, a grade, a group."""
        return any(name in words for name in self._members.of("").values())

    def phrase(
        self, hearing: Hearing, number: ProseNumber, np: str, *, is_change: bool = False
    ) -> Statement | None:
        """The statement of the longest name at the end of a phrase, if what stands before it allows it."""
        for start in range(len(np) - MIN_NAME + 1):
            name, front = np[start:], np[:start]
            for short in short_forms(name):
                if self._names.named(short) and (
                    found := self.name(hearing, number, short, name, front, is_change=is_change)
                ):
                    return found
                if NEUTRAL.fullmatch(front) and (thing := self._thing(hearing, number, short)) is not None:
                    return thing
        return None

    def _thing(self, hearing: Hearing, number: ProseNumber, name: str) -> Statement | None:
        """The only thing of that name that a table of unlike rows has."""
        found = [
            (one, member)
            for one, member in self._members.called(name)
            if in_unit_of(number, one) is not None or not one.unit
        ]
        if len(found) != 1 or (hearing.unread and len(name) < LONG):
            return None
        indicator, member = found[0]
        is_sure = not hearing.unread and len(name) >= LONG
        return Statement(
            number, Says.VALUE, name, (indicator,), (), member, is_sure=is_sure, is_narrowed=hearing.narrowed
        )

    def name(
        self,
        hearing: Hearing,
        number: ProseNumber,
        name: str,
        whole: str,
        front: str,
        *,
        is_change: bool = False,
    ) -> Statement | None:
        """The statement of a spoken name; `whole` is the name as said, `front` what stands before it."""
        every = self._names.named(name)
        named = tuple(
            one for one in every if is_change or (not is_change and in_unit_of(number, one) is not None)
        )
        if not named or (hearing.unread and len(name) < LONG and name not in OF_ALL):
            return None
        member = ""
        if TOGETHER.search(front):
            return None
        if not NEUTRAL.fullmatch(front):
            found = self._member(named, front)
            if found is None:
                return None
            member, named = found
        longer = () if member else self._names.longer(name)
        unit_kin = tuple(
            one for one in longer if one not in named and (is_change or in_unit_of(number, one) is not None)
        )
        own = [one for one in named if self._names.is_own(name, one)]
        least = MIN_NAME + 1 if name in ALONE else LONG
        is_sure = not hearing.unread and (
            len(own) == 1 or bool(member) or (len(named) == 1 and len(whole) >= least and not unit_kin)
        )
        if len(own) == 1:
            named = (own[0], *(one for one in named if one is not own[0]))
        return Statement(
            number, Says.VALUE, name, named, unit_kin, member, is_sure=is_sure, is_narrowed=hearing.narrowed
        )

    def _member(self, named: tuple[Indicator, ...], front: str) -> tuple[str, tuple[Indicator, ...]] | None:
        for indicator in named:
            for member, name in self._members.of(indicator.id).items():
                at = front.find(name)
                if (
                    at >= 0
                    and NEUTRAL.fullmatch(front[:at])
                    and re.fullmatch(r"(?:专业|类|系|学生|现有|共有?|有)*", front[at + len(name) :])
                ):
                    return member, (indicator,)
        return None
