"""Limits (办学条件): what a school should have at least or at most, and how a value stands against it."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum


class Standing(StrEnum):
    """How a value stands against a limit; `USUAL` limits have no right or wrong."""

    MET = "met"
    MISSED = "missed"
    USUAL = "usual"
    UNKNOWN = "unknown"


STANDING_WORDS = {
    Standing.MET: "达标",
    Standing.MISSED: "未达标",
    Standing.USUAL: "供参考",
    Standing.UNKNOWN: "未填",
}


@dataclass(frozen=True, slots=True)
class Limit:
    """A condition on an indicator, or on its share of the indicator `per` (in per cent).

    Holds for schools of `school_kind` (several joined by 、) in `region` ("" for any). Numbers are in
    `unit`. `state` says how sure it is (read, seen, default), `removed` that a school struck it out.
    `watched` names the programmes that look at it.
    """

    id: str
    indicator: str
    name: str
    minimum: Decimal | None = None
    maximum: Decimal | None = None
    usual: Decimal | None = None
    unit: str = ""
    per: str = ""
    school_kind: str = ""
    region: str = ""
    source: str = ""
    state: str = "default"
    note: str = ""
    watched: tuple[str, ...] = ()
    removed: bool = False

    def holds_for(self, school_kind: str, region: str) -> bool:
        """Whether it is about such a school; one whose kind or region nobody stated has the general ones."""
        kinds = self.school_kind.split("、")
        return (not self.school_kind or school_kind in kinds) and self.region in ("", region)

    @property
    def is_special(self) -> bool:
        """Whether it is about one kind of school or one region."""
        return bool(self.school_kind or self.region)

    @property
    def demand(self) -> str:
        """What it asks for: ≥ 33 平方米/生, ≤ 20:1, 一般为 20%."""
        parts = [f"≥ {self.minimum}"] if self.minimum is not None else []
        parts += [f"≤ {self.maximum}"] if self.maximum is not None else []
        text = "、".join(parts) or f"一般为 {self.usual}"
        return text + self._unit

    @property
    def _unit(self) -> str:
        return self.unit if self.unit.startswith((":", "%")) else f" {self.unit}".rstrip()

    def standing(self, value: Decimal | None) -> Standing:
        """How a value (in `unit`) stands."""
        if value is None:
            return Standing.UNKNOWN
        if self.minimum is None and self.maximum is None:
            return Standing.USUAL
        low = self.minimum is not None and value < self.minimum
        high = self.maximum is not None and value > self.maximum
        return Standing.MISSED if low or high else Standing.MET
