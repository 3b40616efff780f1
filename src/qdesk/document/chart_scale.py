"""The ends and the steps of a chart's axis."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

_STEPS = (1.0, 2.0, 2.5, 5.0, 10.0)
_HEADROOM = 1.4  # columns end below the line that hovers over them on an axis of its own
_HALF, _WHOLE = 50.0, 100.0
_ROOM_ABOVE = 1.1


@dataclass(frozen=True, slots=True)
class Scale:
    """The ends and the step of an axis."""

    low: float
    high: float
    step: float

    @property
    def ticks(self) -> list[float]:
        """The numbers at the axis."""
        count = math.floor((self.high - self.low) / self.step + 1e-6) + 1
        return [self.low + self.step * at for at in range(count)]

    def text(self, tick: float) -> str:
        """A number at the axis as it is written."""
        step = self.step
        decimals = max(0, -math.floor(math.log10(step) + 1e-9)) if step < 1 else (1 if step % 1 else 0)
        text = f"{tick:.{decimals}f}"
        return "0" if float(text) == 0 else text

    def share(self, value: float) -> float:
        """What part of the axis lies before a value."""
        return (value - self.low) / (self.high - self.low)


def scale(numbers: Sequence[float]) -> Scale:
    """About five steps of 1, 2, 2.5 or 5 that hold all numbers and zero."""
    low, high = min([0.0, *numbers]), max([0.0, *numbers])
    if low == high:
        return Scale(0.0, 1.0, 0.2)
    rough = (high - low) / 5
    power = 10.0 ** math.floor(math.log10(rough))
    step = next(one * power for one in _STEPS if one * power >= rough * 0.999)
    return Scale(math.floor(low / step) * step, math.ceil(high / step + 0.05) * step, step)


def below_a_line(columns: Sequence[float]) -> Scale | None:
    """An axis on which columns leave room above for a line on an axis of its own; None for signed ones."""
    highest = max(columns, default=0.0)
    return scale([highest * _HEADROOM]) if highest > 0 and min(columns) >= 0 else None


def of_rates(numbers: Sequence[float], unit: str) -> Scale | None:
    """An axis of rates up to 100%, with room for the number of the highest; None for what is no high rate."""
    if unit == "%" and numbers and min(numbers) >= 0 and _HALF < max(numbers) <= _WHOLE:
        return Scale(0.0, _WHOLE * _ROOM_ABOVE, 20.0)
    return None
