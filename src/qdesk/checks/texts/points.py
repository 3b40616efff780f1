"""Rule 百分点: the difference of two rates that a sentence gives in per cent."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from qdesk.checks.texts.placed_texts import PlacedText, around
from qdesk.checks.texts.sentences import sentences_of
from qdesk.checks.verdicts import Verdict, verdict
from qdesk.model.finding import Finding, Severity
from qdesk.model.indicator import IndicatorKind
from qdesk.model.prose import Link, LinkForm
from qdesk.model.report_view import ReportView
from qdesk.model.value import fold_text
from qdesk.recognition.indicator_names import names_of

_CHANGED = re.compile(r"(?:增加|增长|提高|上升|提升|减少|下降|降低|下滑)了?\s*$")


def points_called_per_cent(view: ReportView, text: PlacedText) -> Iterator[Finding]:
    """巩固率由 87% 到 94%，提高 7%: by numbers of the sentence, or by the data of the rate that it names."""
    for sentence in sentences_of(text.stored):
        for at, number in enumerate(sentence.numbers):
            if number.unit != "%" or number.about or not _CHANGED.search(number.words):
                continue
            rates = [one.value for one in sentence.numbers[max(0, at - 2) : at] if one.unit == "%"]
            differences = {abs(rates[1] - rates[0])} if len(rates) == 2 else set[Decimal]()
            differences |= set(_of_data(view, fold_text(sentence.text[: number.start])))
            if not any(one and verdict(number.value, one) is not Verdict.WRONG for one in differences):
                continue
            where = around(sentence.text, number.start, number.end)
            right = f"{number.value:f} 个百分点"
            message = f"“{where}”是两个比率相减，应写 {right}"
            yield text.finding(
                "point_or_percent", Severity.LOOK, message, number.text, found=number.text, expected=right
            )


def _of_data(view: ReportView, words: str) -> Iterator[Decimal]:
    """The change in points of each rate that the words name."""
    for named in names_of(view.archive.catalogue).found(words).values():
        if named.indicator.kind is IndicatorKind.RATE:
            number = view.number(Link(named.indicator.id, form=LinkForm.VALUE))
            if isinstance(number.value, Decimal) and isinstance(number.prior, Decimal):
                yield abs(number.value - number.prior)
