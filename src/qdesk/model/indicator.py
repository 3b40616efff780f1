"""Indicators (指标): named quantities, and the catalogue that finds them by id or by any name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from qdesk.model.comparison import ChangeKind
from qdesk.model.formula import Formula
from qdesk.model.period import PeriodKind
from qdesk.model.value import fold_text


class IndicatorKind(StrEnum):
    """What an indicator measures; rates and per-student values are never summed."""

    COUNT = "count"
    MONEY = "money"
    NUMBER = "number"
    RATE = "rate"
    RATIO = "ratio"
    PER_STUDENT = "per_student"
    TEXT = "text"


class Aggregate(StrEnum):
    """How the whole follows from its parts (members or entities)."""

    SUM = "sum"
    MEAN = "mean"
    FORMULA = "formula"
    OWN = "own"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Indicator:
    """A named quantity; `decimals` None keeps what was typed, `formula` None means it is entered.

    `weight` is the indicator whose values weigh those of this one when a mean is taken over schools
    (a share of the teachers by the number of teachers); None leaves the mean plain.
    `state` says how sure the catalogue is of it: read, seen, or default (an editable default).
    """

    id: str
    name: str
    unit: str = ""
    kind: IndicatorKind = IndicatorKind.COUNT
    decimals: int | None = None
    aggregate: Aggregate = Aggregate.SUM
    formula: Formula | None = None
    compare: ChangeKind | None = None
    against: str | None = None
    timeless: bool = False
    period_kind: PeriodKind | None = None
    aliases: tuple[str, ...] = ()
    definition: str = ""
    reference_date: str = ""
    scope: str = ""
    department: str = ""
    weight: str | None = None
    state: str = ""

    @property
    def is_share(self) -> bool:
        """Whether values are percentages, whose difference is in percentage points."""
        return self.kind is IndicatorKind.RATE


class Catalogue:
    """Indicators by id, and by every folded name or alias; immutable once built."""

    def __init__(self, indicators: Iterable[Indicator]) -> None:
        self._by_id = {indicator.id: indicator for indicator in indicators}
        self._by_name: dict[str, list[str]] = {}
        for indicator in self._by_id.values():
            for name in (indicator.name, *indicator.aliases):
                self._by_name.setdefault(fold_text(name), []).append(indicator.id)

    def __iter__(self) -> Iterator[Indicator]:
        return iter(self._by_id.values())

    def __contains__(self, indicator_id: str) -> bool:
        return indicator_id in self._by_id

    def get(self, indicator_id: str) -> Indicator | None:
        """The indicator of that id, or None."""
        return self._by_id.get(indicator_id)

    def named(self, name: str) -> list[Indicator]:
        """All indicators that bear `name` or have it as an alias, white space and width apart."""
        return [self._by_id[found] for found in self._by_name.get(fold_text(name), [])]

    def with_added(self, indicators: Iterable[Indicator]) -> Catalogue:
        """A catalogue with these as well; an equal id replaces."""
        return Catalogue([*({**self._by_id, **{one.id: one for one in indicators}}).values()])
