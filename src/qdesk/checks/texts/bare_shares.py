"""Rule 正文比率, where no whole is named: 高级职称教师 48 人，占 33.49%."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from qdesk.checks.texts.placed_texts import PlacedText, around
from qdesk.checks.texts.stated import Stated, fits, stated, value_of
from qdesk.checks.verdicts import Verdict, shown, verdict
from qdesk.model.finding import Finding, Severity
from qdesk.model.indicator import IndicatorKind
from qdesk.model.prose import Link, LinkForm
from qdesk.model.report_view import ReportView
from qdesk.recognition.naming import Says
from qdesk.recognition.prose_numbers import ProseNumber
from qdesk.recognition.spoken_names import spoken_names

_BARE = re.compile(r"^[，,（(]?\s*(?:占比|所占比例|比例|占)(?:为|是|达到?了?|约)?\s*$")
_SHARE = "比例"
_WHOLES = ("专任教师", "教职工", "全日制在校生", "在校生", "毕业生", "招生")
_HUNDRED = Decimal(100)


def bare_shares(view: ReportView, text: PlacedText) -> Iterator[Finding]:
    """Shares that are those of no whole of the sentence or the school, and for which the data have a rate."""
    for paragraph in stated(view, text):
        for one in paragraph:
            said = one.statement
            if said.says is not Says.VALUE or said.member or said.offset or said.number.unit == "%":
                continue
            share = next((each for each in one.sentence.own if each.start > said.number.start), None)
            if share is None or share.unit != "%" or share.about:
                continue
            if _BARE.match(one.sentence.text[said.number.end : share.start]):
                yield from _judge(view, text, one, share)


def _judge(view: ReportView, text: PlacedText, one: Stated, share: ProseNumber) -> Iterator[Finding]:
    said, names = one.statement, spoken_names(view.archive.catalogue)
    rates = [
        (rate, value)
        for rate in (*names.named(said.name + _SHARE), *names.longer(said.name + _SHARE))
        if rate.kind is IndicatorKind.RATE and (value := value_of(view, rate, "", 0)) is not None
    ]
    if any(fits(share, rate, value) for rate, value in rates):
        return
    told = [each for each in one.before if each.unit == said.number.unit and each.value >= said.number.value]
    wholes = [each.value for each in told]
    for name in _WHOLES:
        wholes += [value for each in names.named(name) if (value := value_of(view, each, "", 0)) is not None]
    for whole in wholes:
        if whole > 0 and verdict(share.value, said.number.value * _HUNDRED / whole) is not Verdict.WRONG:
            return
    if not rates:
        yield from _of_the_sentence(text, one, share, told)
        return
    rate, value = rates[0][0], view.number(Link(rates[0][0].id, form=LinkForm.VALUE)).text
    where = around(one.sentence.text, share.start, share.end)
    message = f"“{where}”与数据不符：{rate.name}是 {value}%"
    yield text.finding(
        "share_in_text", Severity.LOOK, message, share.text, found=share.text, expected=f"{value}%"
    )


def _of_the_sentence(
    text: PlacedText, one: Stated, share: ProseNumber, told: Sequence[ProseNumber]
) -> Iterator[Finding]:
    """A part right behind its only whole: 总收入 3120 万元，其中财政拨款 2500 万元，占 80.13%."""
    part = one.statement.number
    if len(told) != 1 or "其中" not in one.sentence.text[told[0].end : part.start] or not told[0].value:
        return
    exact = part.value * _HUNDRED / told[0].value
    found = verdict(share.value, exact)
    if found is not Verdict.WRONG:
        return
    where = around(one.sentence.text, share.start, share.end)
    expected = f"{shown(exact, share.value)}%"
    message = f"“{where}”：{part.text} ÷ {told[0].text} 应为 {expected}"
    yield text.finding(
        "share_in_text", Severity.LOOK, message, share.text, found=share.text, expected=expected
    )
