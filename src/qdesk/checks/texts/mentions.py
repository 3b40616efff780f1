"""Rule 引用: tables, figures and cases that a sentence names and the report does not have."""

from __future__ import annotations

from collections.abc import Iterator

from qdesk.checks.texts.placed_texts import PlacedText
from qdesk.model.finding import Finding, Severity
from qdesk.model.mention import MENTION
from qdesk.model.report_view import ReportView
from qdesk.model.value import fold_text


def unknown_mentions(view: ReportView, text: PlacedText) -> Iterator[Finding]:
    """见表 9, where there are eight tables."""
    for printed in text.printed(view):
        for match in MENTION.finditer(printed):
            if fold_text(match[0]) not in view.caption_names:
                message = f"提到的“{match[0]}”在报告里没有"
                yield text.finding("unknown_mention", Severity.MUST, message, match[0], found=match[0])
