"""Rule 变化的数: amounts of change in sentences (较上年增加 15 人，增长 0.8%), against the data."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from qdesk.checks.texts.placed_texts import PlacedText, around
from qdesk.checks.texts.stated import Stated, fits, stated, value_of
from qdesk.checks.verdicts import RULES, SEVERITIES, Verdict, how, shown, verdict
from qdesk.model.finding import Finding, Severity
from qdesk.model.indicator import Indicator, IndicatorKind
from qdesk.model.number_format import round_half_up
from qdesk.model.prose import Link, LinkForm
from qdesk.model.report_view import ReportView
from qdesk.model.value import parse_value
from qdesk.recognition.naming import Says, Statement
from qdesk.recognition.spoken_names import in_unit_of

_HUNDRED = Decimal(100)
_FARTHEST = 3
"""An amount that many times the right one is of something else, unless the sentence names it surely."""


def changes_of_data(view: ReportView, text: PlacedText) -> Iterator[Finding]:
    """Amounts of change that neither the exact values nor the printed ones give."""
    for paragraph in stated(view, text):
        for at, one in enumerate(paragraph):
            said = one.statement
            if said.says is Says.VALUE or not one.is_own or said.number.about or said.is_narrowed:
                continue
            before = [each for each in paragraph[:at] if each.sentence is one.sentence]
            if not _is_own_difference(said, before):
                yield from _judge(view, text, one, paragraph[:at])


def _is_own_difference(said: Statement, before: Sequence[Stated]) -> bool:
    """Whether the amount is that between the two values of the sentence, of which one may be wrong itself."""
    mine = {
        one.statement.offset: one.statement.number.value
        for one in before
        if one.statement.says is Says.VALUE and one.statement.named[0] is said.named[0]
    }
    if not {0, -1} <= mine.keys():
        return False
    difference = abs(mine[0] - mine[-1])
    if said.says is Says.GROWTH:
        difference = difference * _HUNDRED / mine[-1] if mine[-1] else Decimal(0)
    return verdict(said.number.value, difference) is not Verdict.WRONG


def _judge(view: ReportView, text: PlacedText, one: Stated, before: Sequence[Stated]) -> Iterator[Finding]:
    said = one.statement
    candidates = [
        (indicator, amounts)
        for indicator in (*said.named, *said.longer)
        if (amounts := _amounts(view, said, indicator))
    ]
    meant = [each for each in candidates if _is_shown(view, each[0], before)] or [
        each for each in candidates if each[0] in said.named
    ]
    if not meant:
        return
    told = [(_best(said, amounts), indicator, amounts) for indicator, amounts in candidates]
    if any(found is Verdict.RIGHT for found, _, _ in told):
        yield from _direction(view, text, one, meant[0][0])
        return
    indicator, amounts = meant[0]
    found = _best(said, amounts)
    exact = amounts[0] if said.says is Says.GROWTH else _of_printed(view, said, indicator) or amounts[0]
    amount = in_unit_of(said.number, indicator) if said.says is Says.CHANGE else None
    number = said.number.value if amount is None else amount
    is_sure = said.is_sure or _is_shown(view, indicator, before)
    if not is_sure and not (exact and abs(number) <= _FARTHEST * abs(exact) <= _FARTHEST**2 * abs(number)):
        return
    unit = "%" if said.says is Says.GROWTH else "个百分点" if _is_rate(indicator) else indicator.unit
    right = f"{shown(exact, number, found)}{unit}"
    where = around(one.sentence.text, said.number.start, said.number.end)
    message = f"“{where}”：{_basis(view, said, indicator)}，应为 {right}{how(found)}"
    severity = SEVERITIES[found]
    if severity is Severity.MUST and not is_sure:
        severity = Severity.LOOK
    rule = RULES.get(found, "change_amount")
    yield text.finding(rule, severity, message, said.number.text, found=said.number.text, expected=right)


def _basis(view: ReportView, said: Statement, indicator: Indicator) -> str:
    """The two values as they print: 专任教师由 148 到 139."""
    before, now = (
        view.number(Link(indicator.id, said.member, period=year, form=LinkForm.VALUE)).text
        for year in (-1, 0)
    )
    return f"{indicator.name}由 {before} 到 {now}"


def _of_printed(view: ReportView, said: Statement, indicator: Indicator) -> Decimal | None:
    """The difference of the two values as they print, which is what a reader works out."""
    texts = (
        view.number(Link(indicator.id, said.member, period=year, form=LinkForm.VALUE)).text
        for year in (-1, 0)
    )
    before, now = (parse_value(text).value for text in texts)
    return abs(now - before) if isinstance(now, Decimal) and isinstance(before, Decimal) else None


def _is_rate(indicator: Indicator) -> bool:
    return indicator.kind is IndicatorKind.RATE


def _is_shown(view: ReportView, indicator: Indicator, before: Sequence[Stated]) -> bool:
    """Whether the paragraph has told the indicator's value before."""
    for one in before:
        said = one.statement
        if said.says is not Says.VALUE or indicator not in (*said.named, *said.longer):
            continue
        value = value_of(view, indicator, said.member, said.offset)
        if value is not None and fits(said.number, indicator, value):
            return True
    return False


def _amounts(view: ReportView, said: Statement, indicator: Indicator) -> list[Decimal]:
    """By how much it changed: exactly, and from the values as they print; [] where nothing tells."""
    now, before = (value_of(view, indicator, said.member, year) for year in (0, -1))
    if now is None or before is None:
        return []
    places = indicator.decimals
    printed = [(now, before)] + [
        (round_half_up(now, n), round_half_up(before, n)) for n in {places or 0, 1, 2}
    ]
    found: list[Decimal] = []
    for one, other in printed:
        difference = abs(one - other)
        if said.says is Says.CHANGE:
            found.append(difference)
        elif other:
            found.append(difference * _HUNDRED / abs(other))
    return found


def _best(said: Statement, amounts: Sequence[Decimal]) -> Verdict:
    indicator = said.named[0]
    amount = said.number.value
    scale = Decimal(1)
    if said.says is Says.CHANGE and not _is_rate(indicator):
        there = in_unit_of(said.number, indicator)
        scale = there / amount if there and amount else Decimal(1)
    verdicts = [verdict(amount, exact / scale) for exact in amounts]
    for wanted in (Verdict.RIGHT, Verdict.TRUNCATED, Verdict.ROUNDED):
        if wanted in verdicts:
            return wanted
    return Verdict.WRONG


def _direction(view: ReportView, text: PlacedText, one: Stated, indicator: Indicator) -> Iterator[Finding]:
    """The right amount with the wrong word, the name standing before: 招生 859 人，较上年减少 223 人."""
    said = one.statement
    if said.is_named_here:
        return  # the rule of change words looks at names with their word
    now, before = (value_of(view, indicator, said.member, year) for year in (0, -1))
    if now is None or before is None or now == before or said.rises == (now > before):
        return
    right = "增加" if now > before else "减少"
    where = around(one.sentence.text, said.number.start, said.number.end)
    message = f"“{where}”：{_basis(view, said, indicator)}，应是“{right}”"
    yield text.finding("change_word", Severity.MUST, message, said.number.text, expected=right)
