"""What a number of a sentence may tell of a table, and what was heard before it."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

from qdesk.checks.texts.named_cells import NamedCell, NamedTable
from qdesk.checks.texts.sentences import PrintedSentence
from qdesk.model.number_format import round_half_up
from qdesk.model.unit_scale import factor_between
from qdesk.model.value import decimals_of
from qdesk.recognition.prose_numbers import ProseNumber

POINTS = ("个百分点", "百分点")
_TELLING = 3


@dataclass(frozen=True, slots=True)
class Told:
    """A number of a sentence and the cells that its words mean; `exact` are those, with what each comes to.

    `fits`: it is the value of a cell that shares a named line with it; `shows`: and no chance, so that the
    sentence is shown to speak of the table. `is_guess`: the words name one line only, and the total is taken.
    """

    number: ProseNumber
    sentence: PrintedSentence
    table: NamedTable
    exact: tuple[tuple[NamedCell, Decimal], ...]
    fits: bool
    shows: bool
    is_guess: bool = False


@dataclass
class Heard:
    """What a sentence told so far of one table."""

    cells: list[NamedCell] = field(default_factory=list[NamedCell])
    offset: int | None = 0
    year_told: int | None = None  # the year of the number before
    narrowed: bool = False  # something was said that the table does not have
    is_of_any_year: bool = False  # another year was named right before the sentence

    @property
    def last(self) -> NamedCell | None:
        """The cell that was told last."""
        return self.cells[-1] if self.cells else None


def is_telling(number: ProseNumber) -> bool:
    """Whether a number has so many digits that it is no chance to find it in a table."""
    return len(f"{number.value:f}".replace(".", "").strip("0")) >= _TELLING


def is_unit(number: ProseNumber, cell: NamedCell) -> bool:
    """Whether a number may count what a cell counts."""
    if not cell.unit:
        return number.unit not in ("%", "万元", "元", "平方米", ":1", *POINTS)
    return number.unit == cell.unit or factor_between(number.unit, cell.unit) is not None


def is_value(number: ProseNumber, unit: str, value: Decimal) -> bool:
    """Whether a number is a value, rounded as far as it is written."""
    scale = factor_between(number.unit, unit) if unit and number.unit not in POINTS else None
    own = value / (scale or 1)
    return number.value == own or round_half_up(own, decimals_of(number.value)) == number.value
