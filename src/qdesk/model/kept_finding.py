"""Findings that the user keeps as they are, each with a written explanation."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class KeptFinding:
    """Why a finding stands; `mark` is of the finding as it was, so that another value asks again."""

    report: str
    mark: str
    explanation: str
    actor: str
    at: str
