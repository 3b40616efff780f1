"""The exit statuses of every command."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterable

from qdesk.model.finding import Finding, Severity

DONE, DONE_WITH_FINDINGS, NOT_DONE = 0, 1, 2

Command = Callable[[argparse.Namespace], int]
"""Does what the words ask for and returns the exit status."""


def checked_status(findings: Iterable[Finding]) -> int:
    """The status of a command that checked: whether anything must be mended that nobody has explained."""
    must = any(one.severity is Severity.MUST and not one.explanation for one in findings)
    return DONE_WITH_FINDINGS if must else DONE
