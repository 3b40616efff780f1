"""Rule 正文数字: numbers of sentences that the data contradict, and slips that say what they are.

What a sentence says is read by `recognition/statements.py`. A sure name is compared as it is; an unsure one
(在校生, which several indicators may be called) only where the number is none of theirs and yet near, last
year's, or a slip.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from qdesk.checks.slips import slip_between
from qdesk.checks.texts.members import member_names
from qdesk.checks.texts.placed_texts import PlacedText, around
from qdesk.checks.texts.stated import Stated, as_said, fits, is_true, stated, value_of
from qdesk.model.finding import Finding, Severity
from qdesk.model.indicator import Indicator, IndicatorKind
from qdesk.model.linked_number import with_unit
from qdesk.model.prose import Link, LinkForm
from qdesk.model.report_view import ReportView
from qdesk.model.value import fold_text
from qdesk.recognition.naming import Says, Statement
from qdesk.recognition.prose_numbers import ProseNumber
from qdesk.recognition.spoken_names import in_unit_of

_AIMS = re.compile(
    r"其[他它]|兄弟|全国|全省|计划(?!招生)|力争|目标|规划|预计|拟|将(?:达|增|建|招)|到20\d\d年|[“\"]?十[三四五六]五"
)
"""A sentence of what is wanted, or of others, and not of what is."""
_TELLING = 3
_SURELY_LAST = 4
"""So many digits make it no chance that a number is just last year's."""
_SURELY_WRONG = Decimal(5)
_SAYS = re.compile(r"(?:为|是|达|到|至)$")
_PEOPLE = ("人", "名", "位")
_NEAREST, _FARTHEST = Decimal("0.5"), Decimal(2)


def numbers_in_text(view: ReportView, text: PlacedText) -> Iterator[Finding]:
    """Values named in sentences that are not those of the data."""
    for paragraph in stated(view, text):
        values = [one for one in paragraph if one.statement.says is Says.VALUE]
        confirmed = _confirmed(view, [one for one in values if not one.statement.is_narrowed])
        for one in values:
            if one.is_own and not _AIMS.search(one.sentence.text[: one.statement.number.start]):
                yield from _judge(view, text, one, confirmed)


def _confirmed(view: ReportView, said: Sequence[Stated]) -> set[tuple[str, str]]:
    """Names and indicators that a number of the paragraph shows to belong together.

    2018年，招生726人…；2019年，招生983人: the first is last year's value, so the second speaks of it too.
    """
    found: set[tuple[str, str]] = set()
    for one in said:
        statement = one.statement
        if len(f"{statement.number.value:f}".replace(".", "")) < _TELLING:
            continue
        for indicator in (*statement.named, *statement.longer):
            value = value_of(view, indicator, statement.member, statement.offset)
            if value is not None and in_unit_of(statement.number, indicator) == value:
                found.add((statement.name, indicator.id))
    return found


def _judge(
    view: ReportView,
    text: PlacedText,
    one: Stated,
    confirmed: set[tuple[str, str]],
) -> Iterator[Finding]:
    said, sentence = one.statement, one.sentence.text
    number = said.number
    shown = [each for each in (*said.named, *said.longer) if (said.name, each.id) in confirmed]
    if is_true(view, said):
        return
    is_sure = said.is_sure or len(shown) == 1
    meant = _meant(view, said, shown)
    if meant is None:
        return
    indicator, value = meant
    amount = in_unit_of(number, indicator) if indicator.unit else number.value
    if amount is None or _is_of_a_part(view, indicator, amount, said.offset):
        return
    name = _full_name(view, indicator, said.member)
    now = view.number(Link(indicator.id, said.member, period=said.offset, form=LinkForm.VALUE))
    right = as_said(number, indicator, value, with_unit(now.text, indicator.unit))
    where = around(sentence, number.start, number.end)
    against = (indicator.id, said.member, said.offset)
    sides = {"found": number.text, "expected": right}
    former = value_of(view, indicator, said.member, -1)
    digits = f"{number.value:f}".replace(".", "").rstrip("0")
    is_telling = not number.about and (not said.is_narrowed or len(digits) >= _SURELY_LAST)
    if not said.offset and former is not None and fits(number, indicator, former) and is_telling:
        message = f"“{where}”还是上年的数，本年{name}是 {right}"
        yield text.finding("stale_number", Severity.MUST, message, number.text, **sides)
        return
    if said.is_narrowed or _may_be_part(number, value, one.before):
        return
    slip = slip_between(amount, value)
    if not is_sure and not slip and not _is_near(amount, value):
        return
    if former is not None and _is_near(amount, former) and _is_far(value, former):
        message = f"“{where}”与数据不符：数据里本年{name}是 {right}，与上年相差悬殊，请先核对数据"
        finding = text.finding("number_in_text", Severity.LOOK, message, number.text, **sides)
        yield replace(finding, against=against)
        return
    hint = f"，像是{slip}" if slip else ""
    year = "上年" if said.offset else "本年"
    message = f"“{where}”与数据不符：{year}{name}是 {right}{hint}"
    severity = Severity.MUST if is_sure else Severity.LOOK
    finding = text.finding("number_in_text", severity, message, number.text, **sides)
    yield replace(finding, against=against)


def _meant(view: ReportView, said: Statement, shown: Sequence[Indicator]) -> tuple[Indicator, Decimal] | None:
    """The indicator that is most likely meant, with its value; None where the data have no number."""
    for indicator in shown if len(shown) == 1 else said.named:
        value = value_of(view, indicator, said.member, said.offset)
        if value is not None:
            return indicator, value
    return None


def _may_be_part(number: ProseNumber, value: Decimal, before: Sequence[ProseNumber]) -> bool:
    """毕业生 603 人，其中工学结合班 155 人: of 1442 in all, it tells those among the 603."""
    if number.unit not in _PEOPLE or _SAYS.search(fold_text(number.words)):
        return False
    return any(one.unit in _PEOPLE and number.value < one.value < value for one in before)


def _is_far(value: Decimal, former: Decimal) -> bool:
    """Whether a value is so far from last year's that it is the likelier mistake."""
    return former != 0 and not 1 / _SURELY_WRONG <= value / former <= _SURELY_WRONG


def _is_near(said: Decimal, value: Decimal) -> bool:
    return value != 0 and _NEAREST <= said / value <= _FARTHEST


def _full_name(view: ReportView, indicator: Indicator, member: str) -> str:
    name = member_names(view).get(member, "")
    return f"{name}{indicator.name if view.report.standard else ''}" if name else indicator.name


def _is_of_a_part(view: ReportView, indicator: Indicator, amount: Decimal, offset: int) -> bool:
    """Whether a table of a foreign document has the number for a member.

    There a table of unlike columns (总量, 生均值) may have been read as parts of one thing.
    """
    if view.report.standard or indicator.kind is IndicatorKind.RATE:
        return False
    return any(value_of(view, indicator, one, offset) == amount for one in view.data.member_ids(indicator.id))
