"""Rule 待定: numbers nobody has decided on, links without a number, placeholders that were left."""

from __future__ import annotations

import re
from collections.abc import Iterator

from qdesk.checks.texts.placed_texts import PlacedText, around
from qdesk.model.finding import Finding, Severity
from qdesk.model.mention import MENTION
from qdesk.model.prose import open_numbers
from qdesk.model.report_view import ReportView

_PLACEHOLDER = re.compile(
    r"待填|待补充?|待定|待核实?|[×xX]{2,}(?=\s*[人个万%元年月日次项名门台套间家所期届号课本册学亩平方米场条份])|_{3,}|＿{2,}|[（(]\s*[）)]"
)
_SHOWN = 3


def left_open(view: ReportView, text: PlacedText) -> Iterator[Finding]:
    """What would be embarrassing in print."""
    waiting = open_numbers(text.stored)
    gone = [one for one in waiting if MENTION.fullmatch(one)]
    if gone:
        message = f"提到的{'、'.join(dict.fromkeys(gone))}已经不在报告里了，请改写这一处"
        yield text.finding("open_number", Severity.MUST, message, gone[0])
    waiting = [one for one in waiting if one not in gone]
    if waiting:
        some = "、".join(waiting[:_SHOWN]) + ("……" if len(waiting) > _SHOWN else "")
        message = f"上年正文带入的 {len(waiting)} 个数还没有定（{some}）"
        yield text.finding("open_number", Severity.MUST, message, waiting[0])
    missing = [link for one in text.paragraphs() for link in one.links if view.number(link).is_missing]
    if missing:
        names = (view.data.indicator(one.indicator) for one in missing)
        some = "、".join(dict.fromkeys(one.name if one else "已删除的指标" for one in names))
        message = f"正文引用的数还没有填：{some}"
        yield text.finding("missing_number", Severity.MUST, message, "【待填】")
    for paragraph in text.paragraphs():
        plain = "".join("\ufffc" if span.link else span.text for span in paragraph.spans)
        for match in _PLACEHOLDER.finditer(plain):
            where = around(plain.replace("\ufffc", "□"), match.start(), match.end())
            yield text.finding("placeholder", Severity.LOOK, f"“{where}”像是没有写完", match[0])
