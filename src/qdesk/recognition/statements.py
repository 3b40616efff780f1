"""What a sentence says of the school: which indicator is which number, of which year, or how it changed.

Read from the words alone. A statement is unsure where its name is short, where another name ends so, or where
the sentence has numbers that were not understood. What seems to be said of a part of the school (三年级,
新校区, 合作企业) is marked as narrowed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from qdesk.model.indicator import IndicatorKind
from qdesk.model.period import Period, parse_period
from qdesk.model.unit_scale import unit_scale
from qdesk.model.value import fold_text
from qdesk.recognition.in_turn import IN_TURN, names_in_turn, numbers_in_turn, with_shared_end
from qdesk.recognition.naming import Members, Naming, Says, Statement
from qdesk.recognition.prose_numbers import ProseNumber
from qdesk.recognition.sentence_words import (
    AFTERWARDS,
    AGAINST,
    BEYOND,
    BEYOND_ENDS,
    CHANGE,
    FORMER,
    GOES_ON,
    GOES_ON_WITH,
    LAST,
    LAST_YEARS,
    LIST_MARK,
    MIN_NAME,
    NARROWS,
    NEUTRAL,
    NOUN,
    NOUN_ENDS,
    RUNS_ON,
    SCHOOL,
    SHARE,
    THEN,
    THIS,
    VERBS,
    YEARS,
)
from qdesk.recognition.spoken_names import SpokenNames, in_unit_of, spoken


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
    topic = before if GOES_ON_WITH.match(fold_text(text)) else None
    yield from _Reading(text, Naming(names, members), period, topic, narrowed=narrowed).statements(numbers)


@dataclass
class _Reading:
    """One sentence on its way; what was heard so far decides what the next number may mean."""

    text: str
    naming: Naming
    period: Period
    topic: Statement | None = None
    offset: int | None = 0
    also: int | None = None
    former: bool = False  # 上学年 was said, and not yet 今年
    against: bool = False  # a change is told against last year
    narrowed: bool = False
    unread: bool = False  # a number was not understood
    said: list[Statement] = field(default_factory=list["Statement"])
    heads: list[str] = field(default_factory=list[str])  # clauses without a number
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
            bare = re.sub(r"\([^()]*\)", "", lead).lstrip("、)").rstrip(":(")
            *heads, clause = re.split(r"[,:;()]", bare)
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
                self._miss(number, clause)
                continue
            self.narrowed = self.narrowed or bool(said.member)  # what follows is the member's as well
            if said.says is Says.VALUE:
                self.said.append(said)
            yield said

    def _miss(self, number: ProseNumber, clause: str) -> None:
        """What a number that was not understood means for those behind it."""
        if number.unit == "%" and SHARE.search(clause):
            return  # 占专任教师的 40.29%: of what was told, which goes on
        self.unread, self.topic = True, None
        if self._has_name(clause):
            self.elliptic.add(_counted(number))
        self.narrowed = self.narrowed or self._narrows(clause) or self._noun_narrows(number)

    def _in_turn(
        self, values: Sequence[ProseNumber], clause: str, before: Sequence[ProseNumber]
    ) -> Iterator[Statement]:
        """What is told one after the other: of several names, of years of one, or again of those before."""
        phrase, tail = IN_TURN.split(clause, 1)
        change = CHANGE.fullmatch(spoken(tail))
        if change is not None and not change["np"] and not phrase:
            yield from self._changes_in_turn(values, change)
            return
        if VERBS.sub("", tail):
            self.unread = True
            return
        years = [one for one in before if one.year]
        year = -1 if self.former and self.offset == 0 else self.offset
        names = names_in_turn(clause, len(values))
        if len(values) > 1 and len(before) == len(years) == len(values):
            yield from self._years_in_turn(phrase, [self._year_of(one) for one in years], values)
        elif (match := LAST_YEARS.match(phrase)) and YEARS[match["n"]] == len(values):
            offsets = [one if one in (0, -1) else None for one in range(1 - len(values), 1)]
            yield from self._years_in_turn(phrase[match.end() :], offsets, values)
        elif year is None or (not names and not NEUTRAL.fullmatch(spoken(phrase))):
            self.unread = True
        elif not names:
            for told, number in zip(self.said[-len(values) :], values, strict=False):
                if in_unit_of(number, told.named[0]) is not None:
                    yield replace(told, number=number, offset=year)  # 今年分别为 139 人和 56 人
        else:
            found = (self._named_in_turn(number, names, at) for at, number in enumerate(values))
            yield from (replace(one, offset=year, also=self.also) for one in found if one is not None)

    def _named_in_turn(self, number: ProseNumber, names: Sequence[str], at: int) -> Statement | None:
        every = (VERBS.sub("", spoken(one)) for one in with_shared_end(names, at))
        return next((one for name in every if (one := self.naming.phrase(self, number, name))), None)

    def _changes_in_turn(self, values: Sequence[ProseNumber], change: re.Match[str]) -> Iterator[Statement]:
        """By how much those told before have changed: …，分别比上学年增加 15 人和 3 间."""
        for told, number in zip(self.said[-len(values) :], values, strict=False):
            self.topic = told
            if len(self.said) >= len(values) and (said := self._change(number, change)) is not None:
                yield said

    def _years_in_turn(
        self, phrase: str, years: Sequence[int | None], values: Sequence[ProseNumber]
    ) -> Iterator[Statement]:
        """2018-2019学年、2019-2020学年在校生分别为 1868 人、1883 人."""
        name = VERBS.sub("", spoken(phrase))
        for offset, number in zip(years, values, strict=True):
            if offset is not None and (found := self.naming.phrase(self, number, name)) is not None:
                yield replace(found, offset=offset)

    def _narrows(self, clause: str) -> bool:
        """Whether words that were not understood tell of a part of the school."""
        return bool(NARROWS.search(clause)) or self.naming.names_a_part(clause)

    def _has_name(self, clause: str) -> bool:
        words = VERBS.sub("", spoken(clause))
        return any(self.naming.is_name(words[at:]) for at in range(1, len(words) - 1))

    def _noun_narrows(self, number: ProseNumber) -> bool:
        behind = NOUN.match(self.text[number.end :])
        return bool(behind and NARROWS.search(behind[1]) and not re.match(r"(?:个|教学)?专业$", behind[1]))

    def _hear(self, heads: list[str], clause: str) -> None:
        spoken_before = ",".join(heads)
        if NARROWS.search(spoken_before):
            self.narrowed = True
        if any(SCHOOL.match(one) for one in (*heads[-1:], clause)):
            self.narrowed = bool(NARROWS.search(heads[-1] if heads else ""))
        self.heads += [one for one in heads if one]
        if AGAINST.search(spoken_before) or AGAINST.search(clause):
            self.against = True
        for one in (*heads, clause):
            if THIS.match(one):
                self.former = False
            elif THEN.match(one) and not CHANGE.fullmatch(spoken(one)):
                self.former = True

    def _year_of(self, number: ProseNumber) -> int | None:
        """How far a named year is from the report's; None for all but its own and the last."""
        period = parse_period(number.text)
        offset = period.year - self.period.year if period else None
        return offset if offset in (0, -1) else None

    def _hear_year(self, number: ProseNumber, lead: str) -> None:
        if NARROWS.search(lead):
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
        if (match := FORMER.fullmatch(plain)) and not BEYOND_ENDS.match(self.text[number.end :]):
            return self._value(number, match["np"], -1 if self.offset == 0 else None)
        if AFTERWARDS.match(self.text[number.end :]):
            return None
        if match := CHANGE.fullmatch(plain) or BEYOND.fullmatch(plain):
            return self._change(number, match)
        year = -1 if self.former and self.offset == 0 else self.offset
        if GOES_ON.fullmatch(plain):
            return self._again(number, year)
        np = VERBS.sub("", plain)
        return self._value(number, np, year, says_so=np != plain)

    def _change(self, number: ProseNumber, match: re.Match[str]) -> Statement | None:
        told_before = number.unit == "%" and not match["np"] and self.topic is not None
        if not (self.against or match["against"] or told_before) or self.offset != 0:
            return None
        np = re.sub(rf"(?:与|较|比|同)?{LAST}(?:相比)?$", "", match["np"])
        base = self.naming.phrase(self, number, np, is_change=True)
        is_named_here = base is not None
        if base is None and NEUTRAL.fullmatch(np):
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
        self.topic = self.topic or self._from_heads(number)
        if self.topic is None or offset is None or in_unit_of(number, self.topic.named[0]) is None:
            return None
        return replace(self.topic, number=number, says=Says.VALUE, offset=offset, also=self.also)

    def _value(
        self, number: ProseNumber, np: str, offset: int | None, *, says_so: bool = True
    ) -> Statement | None:
        if offset is None:
            return None
        if re.search(LAST, np):
            offset = -1
        found = self.naming.phrase(self, number, np)
        if found is not None and not says_so and _counted(number) in self.elliptic:
            found = replace(found, is_narrowed=True)  # 中专班招生 859 人，工学结合班 1069 人
        if found is not None and offset != -1 and RUNS_ON.match(self.text[number.end :]):
            return None
        if found is None and NEUTRAL.fullmatch(np):
            found = self._behind(number)
            if found is None and (offset == -1 or THIS.fullmatch(np)):
                return self._again(number, offset)
        if found is None:
            return None
        self.topic = replace(found, offset=offset, also=self.also)
        return self.topic

    def _from_heads(self, number: ProseNumber) -> Statement | None:
        """What a clause without a number was about: 学校在校生规模稳中有升，从上学年 1868 人增至 1883 人."""
        for head in reversed(self.heads):
            words = spoken(head)
            for end in range(len(words), MIN_NAME - 1, -1):
                if (found := self.naming.phrase(self, number, words[:end])) is not None:
                    return found
        return None

    def _behind(self, number: ProseNumber) -> Statement | None:
        """A name right behind the number: 139 名专任教师."""
        match = NOUN.match(self.text[number.end :])
        if match is None:
            return None
        noun = NOUN_ENDS.sub("", spoken(fold_text(match[1])))
        return self.naming.name(self, number, noun, noun, "") if len(noun) >= MIN_NAME else None


def _counted(number: ProseNumber) -> str:
    return unit_scale(number.unit)[1]


def _mark_end(text: str, number: ProseNumber) -> int:
    """Where a list mark at the beginning of a sentence has its number; -1 without one."""
    match = LIST_MARK.match(text)
    return number.start if match and not number.unit and number.start < match.end() else -1
