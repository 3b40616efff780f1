"""Rule 超过 100%: shares and rates of sentences that no part of a whole can have."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from qdesk.checks.texts.placed_texts import PlacedText, around
from qdesk.checks.texts.sentences import sentences_of
from qdesk.model.finding import Finding, Severity
from qdesk.model.report_view import ReportView

_SHARE = re.compile(
    r"(?:占[^，,；;]{0,16}|(?:合格|及格|优秀|就业|升学|巩固|毕业|满意|对口|参与|覆盖|出勤|通过|获证|取证|到岗|流失|开出)率"
    r"|满意度|比例|占比|比重)(?:总数|人数)?的?(?:达到?了?|为|是|约)?\s*$"
)
_MAY_BE_MORE = re.compile(r"完成|增长|增幅|提高|计划|目标|预算|相当于|较|比上")
_ALL = Decimal(100)


def over_hundred(_view: ReportView, text: PlacedText) -> Iterator[Finding]:
    """就业率 102.3%，占专任教师的 112%."""
    for sentence in sentences_of(text.stored):
        for number in sentence.numbers:
            clause = re.split(r"[，,；;：:]", number.words)[-1]
            if number.unit != "%" or number.value <= _ALL or _MAY_BE_MORE.search(clause):
                continue
            if _SHARE.search(clause):
                where = around(sentence.text, number.start, number.end)
                message = f"“{where}”：部分占整体的比例不会超过 100%"
                yield text.finding("over_hundred", Severity.MUST, message, number.text, found=number.text)
