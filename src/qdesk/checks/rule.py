"""The shape of a check."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from qdesk.model.finding import Finding
from qdesk.model.report_view import ReportView

Check = Callable[[ReportView], Iterable[Finding]]
