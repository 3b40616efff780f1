"""What a text states of the report's indicators, with what the data say to it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from weakref import WeakKeyDictionary

from qdesk.checks.texts.members import member_names
from qdesk.checks.texts.placed_texts import PlacedText
from qdesk.checks.texts.sentences import PrintedSentence, printed_sentences
from qdesk.model.indicator import Indicator
from qdesk.model.number_format import round_half_up
from qdesk.model.prose import Link, LinkForm
from qdesk.model.report_view import ReportView
from qdesk.model.value import decimals_of, fold_text
from qdesk.recognition.naming import Says, Statement
from qdesk.recognition.prose_numbers import ProseNumber
from qdesk.recognition.spoken_names import in_unit_of, short_forms, spoken, spoken_names
from qdesk.recognition.statements import read_statements

_PART = re.compile(
    r"^[^,，]{0,12}?(?:专业|[一-龥]系|学部|系部|年级|校区|基地|中心|公司|集团|学院|工作室|协会|企业)(?!教师)"
)
_MORE_THAN = re.compile(r"(?:超过?|逾|突破)了?$")
_PART_OF = re.compile(r"^(?:其中|内)[:：]?")
_UNLIKE = re.compile(r"均|标准|排名|名次|计划|完成|率$|占比|比例|增|减|变化|总量|上年|本年")
_NAMED_SCHOOL = re.compile(r"^([一-龥]{2,14}?(?:学校|职校|职教中心|中专|技校|学院))[,，]")
_SCHOOL = re.compile(r"学校|全校|我校|本校|全日制")


@dataclass(frozen=True, slots=True)
class Stated:
    """A statement with the sentence in which it stands.

    `is_own`: the school typed its number; `before` are the numbers told before it in the sentence and in
    those that only semicolons part from it.
    """

    statement: Statement
    sentence: PrintedSentence
    is_own: bool
    before: tuple[ProseNumber, ...]


_LAST: WeakKeyDictionary[ReportView, tuple[int, PlacedText, list[list[Stated]]]] = WeakKeyDictionary()
"""What was read last: several rules look at one text, one after the other."""


def stated(view: ReportView, text: PlacedText) -> list[list[Stated]]:
    """Every statement of a text, a list for each paragraph."""
    last = _LAST.get(view)
    if last is None or last[:2] != (view.revision, text):
        last = _LAST[view] = (view.revision, text, list(_stated(view, text)))
    return last[2]


def _stated(view: ReportView, text: PlacedText) -> Iterator[list[Stated]]:
    names = spoken_names(view.archive.catalogue)
    members = _Members(view)
    for paragraph in text.paragraphs():
        found: list[Stated] = []
        narrowed = "案例" in text.title
        heard: tuple[ProseNumber, ...] = ()
        for sentence in printed_sentences(view, paragraph):
            said = read_statements(
                sentence.text,
                sentence.numbers,
                names,
                view.report.period,
                members,
                narrowed=(narrowed and not _SCHOOL.search(sentence.text)) or _is_of_another(view, sentence),
                before=next(
                    (one.statement for one in reversed(found) if one.statement.says is Says.VALUE), None
                ),
            )
            heard = heard if sentence.goes_on else ()
            found += [
                Stated(one, sentence, one.number in sentence.own, (*heard, *_until(sentence, one.number)))
                for one in said
            ]
            heard += sentence.numbers
            narrowed = narrowed or bool(_PART.search(sentence.text) and not _SCHOOL.match(sentence.text))
        yield found


def _is_of_another(view: ReportView, sentence: PrintedSentence) -> bool:
    """Whether a sentence begins with another school's name (市卫生学校，护理专业招生 124 人)."""
    match = _NAMED_SCHOOL.match(fold_text(sentence.text))
    own = next((one.name for one in view.archive.entities if one.id == view.report.entity), "")
    return match is not None and not _SCHOOL.match(match[1]) and match[1] not in fold_text(own)


def _until(sentence: PrintedSentence, number: ProseNumber) -> tuple[ProseNumber, ...]:
    return tuple(one for one in sentence.numbers if one.start < number.start)


class _Members:
    """The members of indicators by folded name, gathered when asked for; of none: all members."""

    def __init__(self, view: ReportView) -> None:
        self._view = view
        self._names: dict[str, str] | None = None
        self._things: dict[str, list[tuple[Indicator, str]]] | None = None

    def of(self, indicator_id: str) -> dict[str, str]:
        """The members of an indicator, or of "" all."""
        if self._names is None:
            self._names = {one: fold_text(name) for one, name in member_names(self._view).items()}
        if not indicator_id:
            return self._names
        ids = self._view.data.member_ids(indicator_id)
        return {one: self._names[one] for one in ids if one in self._names}

    def called(self, name: str) -> Sequence[tuple[Indicator, str]]:
        """Rows of a document's own tables by name; in a report of a standard a member is no thing."""
        if self._things is None:
            self._things = defaultdict(list)
            for indicator in () if self._view.report.standard else self._view.archive.catalogue:
                for member, called in self.of(indicator.id).items():
                    for short in short_forms(spoken(_PART_OF.sub("", called))):
                        self._things[short].append((indicator, member))
        return self._things.get(name, ())


def contradicted(view: ReportView, text: PlacedText) -> set[tuple[str, str]]:
    """Sentences and numbers of them that are none of the values which their words may mean."""
    return {
        (one.sentence.text, one.statement.number.text)
        for paragraph in stated(view, text)
        for one in paragraph
        if one.statement.says is Says.VALUE
        and not one.statement.is_narrowed
        and not is_true(view, one.statement)
    }


def is_true(view: ReportView, said: Statement) -> bool:
    """Whether a value is one of those that its words may mean, or the data have none."""
    every = list(_meant(view, said))
    return not every or any(fits(said.number, indicator, value) for indicator, value in every)


def is_borne_out(view: ReportView, said: Statement) -> bool:
    """Whether a value is one of those that its words may mean, of which the data have some."""
    return any(fits(said.number, indicator, value) for indicator, value in _meant(view, said))


def _meant(view: ReportView, said: Statement) -> Iterator[tuple[Indicator, Decimal]]:
    years = (said.offset,) if said.also is None else (said.offset, said.also)
    for indicator in (*said.named, *said.longer):
        for year in years:
            if (value := value_of(view, indicator, said.member, year)) is not None:
                yield indicator, value


def value_of(view: ReportView, indicator: Indicator, member: str, offset: int) -> Decimal | None:
    """A value of the report's data, `offset` years from its own; None where it has no number."""
    if not member and not view.report.standard and _is_unlike(view, indicator):
        return None
    value = view.number(Link(indicator.id, member, period=offset, form=LinkForm.VALUE)).value
    return value if isinstance(value, Decimal) else None


def _is_unlike(view: ReportView, indicator: Indicator) -> bool:
    """Whether a foreign table's unlike columns (总量, 生均, 合格标准) were read as members of one thing."""
    ids = view.data.member_ids(indicator.id)
    if not ids:
        return False
    names = member_names(view)
    return any(_UNLIKE.search(names.get(one, "")) for one in ids)


def as_said(number: ProseNumber, indicator: Indicator, value: Decimal, printed: str) -> str:
    """A value in the unit that the sentence uses: 1446000元 where the data have 144.60万元."""
    said = in_unit_of(number, indicator)
    if said is None or not number.value or said == number.value:
        return printed
    there = round_half_up(value * number.value / said, decimals_of(number.value))
    return f"{there:f}{number.unit}"


def fits(number: ProseNumber, indicator: Indicator, value: Decimal) -> bool:
    """Whether the number is the value, rounded as far as it is written; 近 and 约 allow a tenth more."""
    said = in_unit_of(number, indicator)
    if said is None and not indicator.unit:
        said = number.value  # a document's table without units
    if said is None:
        return False
    if said == value or round_half_up(value, decimals_of(number.value)) == said:
        return True
    if said != number.value:  # 1.5 万册 of 15230 册
        scale = said / number.value if number.value else Decimal(1)
        if round_half_up(value / scale, decimals_of(number.value)) == number.value:
            return True
    if _MORE_THAN.search(fold_text(number.words)):
        return value >= said
    return number.about and abs(value - said) <= abs(value) / 10
