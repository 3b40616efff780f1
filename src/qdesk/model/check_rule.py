"""A rule of the checks as people read it: name, what it looks at, an example, what a school may set."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class CheckParameter:
    """A number that a rule goes by; `value` is the default."""

    name: str
    title: str
    value: Decimal
    unit: str = ""


@dataclass(frozen=True, slots=True)
class CheckRule:
    """`checked` says what is looked at, `remedy` what helps where it finds something.

    `only` is "report" for a rule that needs a report at work (its standard, its last year), "document" for
    one that needs a document as printed, "" for the others.
    """

    id: str
    group: str
    title: str
    checked: str
    example: str
    remedy: str
    only: str = ""
    parameters: tuple[CheckParameter, ...] = ()
