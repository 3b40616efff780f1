"""Rule 个人信息: identity-card and telephone numbers, which do not belong into a published report."""

from __future__ import annotations

import re
from collections.abc import Iterator

from qdesk.checks.texts import PlacedText
from qdesk.model.finding import Finding, Severity
from qdesk.model.report_view import ReportView

_IDENTITY = re.compile(r"(?<!\d)\d{17}[\dXx](?!\d)")
_MOBILE = re.compile(r"(?<!\d)1[3-9]\d[- ]?\d{4}[- ]?\d{4}(?!\d)")
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECK = "10X98765432"


def personal_data(view: ReportView, text: PlacedText) -> Iterator[Finding]:
    """Numbers of persons; they are named by their kind, the log and the protocol do not repeat them."""
    for printed in text.printed(view):
        for match in _IDENTITY.finditer(printed):
            if is_identity_number(match[0]):
                message = "有身份证号码，公开前请删去"
                yield text.finding("personal_data", Severity.MUST, message, match[0])
        for match in _MOBILE.finditer(printed):
            yield text.finding("personal_data", Severity.MUST, "有手机号码，公开前请删去", match[0])


def is_identity_number(text: str) -> bool:
    """Whether the last sign is the check digit of GB 11643."""
    total = sum(int(digit) * weight for digit, weight in zip(text, _WEIGHTS, strict=False))
    return _CHECK[total % 11] == text[-1].upper()
