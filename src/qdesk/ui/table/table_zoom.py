"""How large tables are on the screen: one zoom for all of them, remembered."""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QFont

from qdesk.ui.settings import keep_number, kept_number
from qdesk.ui.style import TEXT_PX, ui_font

_STEPS = (60, 75, 90, 100, 110, 125, 150, 175, 200)
_USUAL = 100
_KEPT = "tables/zoom"


class TableZoom(QObject):
    """`changed` says that tables have to be laid out anew; `percent` is one of a few steps."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        found = kept_number(_KEPT, _USUAL)
        self.percent = found if found in _STEPS else _USUAL

    def step(self, by: int) -> None:
        """Larger (1) or smaller (-1)."""
        at = _STEPS.index(self.percent) + by
        self._set(_STEPS[min(max(at, 0), len(_STEPS) - 1)])

    def reset(self) -> None:
        """As large as everything else."""
        self._set(_USUAL)

    def scaled(self, pixels: float) -> int:
        """A length of a table of the usual size, as it is now."""
        return round(pixels * self.percent / 100)

    def usual(self, pixels: float) -> int:
        """A length on the screen, as it would be in a table of the usual size."""
        return round(pixels * 100 / self.percent)

    def font(self, *, bold: bool = False) -> QFont:
        """The font of a cell."""
        return ui_font(self.scaled(TEXT_PX), bold=bold)

    def _set(self, percent: int) -> None:
        if percent != self.percent:
            self.percent = percent
            keep_number(_KEPT, percent)
            self.changed.emit()


@cache
def table_zoom() -> TableZoom:
    """The one of this program."""
    return TableZoom()
