"""Which number style a cell prints in: the line's own, the table's, or the report's."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from functools import lru_cache

from qdesk.model.axis import Leaf
from qdesk.model.comparison import ChangeKind
from qdesk.model.indicator import Indicator, IndicatorKind
from qdesk.model.number_format import DEFAULT_STYLE, Conventions, NumberStyle, Zeros
from qdesk.model.table_layout import Layout
from qdesk.model.value import Value, decimals_of

_DIFFERENCE = NumberStyle(None, Zeros.DROP, plus=True, zero="0")


class TableStyles:
    """The styles of one table: by indicator, kind of change and kind of line."""

    def __init__(self, layout: Layout, conventions: Conventions) -> None:
        self._layout, self._conventions = layout, conventions
        self._known: dict[str, NumberStyle] = {}

    def of(self, indicator: Indicator | None) -> NumberStyle:
        """The style of an indicator's computed values."""
        name = indicator.id if indicator else ""
        known = self._known.get(name)
        if known is None:
            known = self._known[name] = self._find(indicator)
        return known

    def _find(self, indicator: Indicator | None) -> NumberStyle:
        styles = self._layout.styles
        named = styles.get(indicator.id) if indicator else None
        style = named or styles.get("") or _natural_style(indicator)
        if style.decimals is None and indicator and indicator.decimals is not None:
            return replace(style, decimals=indicator.decimals)
        return style

    def entered(self, indicator: Indicator, value: Value) -> NumberStyle:
        """Stored numbers keep their own decimals; only the suffix is the style's."""
        places = decimals_of(value) if isinstance(value, Decimal) else None
        return _entered(places, self.of(indicator).suffix)

    def total(self, indicator: Indicator | None) -> NumberStyle:
        """The style of a computed total."""
        styles = self._layout.total_styles
        if indicator and indicator.id in styles:
            return styles[indicator.id]
        if "" in styles:
            return styles[""]
        found = self.of(indicator)
        return replace(found, zeros=Zeros.KEEP if found.decimals is None else found.zeros)

    def own_total(self, style: NumberStyle, indicator: Indicator | None) -> NumberStyle:
        """A total that was entered keeps its decimals, and the suffix that such totals have (14 (全市))."""
        named = self._layout.total_styles.get(indicator.id) if indicator else None
        return replace(style, suffix=named.suffix) if named and named.suffix else style

    def change(self, kind: ChangeKind, indicator: Indicator | None) -> NumberStyle:
        """The style of a change: of the indicator, of percentage points, of the kind, of the report."""
        styles = self._layout.change_styles
        names = [indicator.id] if indicator else []
        if indicator and indicator.is_share and kind is ChangeKind.DIFFERENCE:
            names.append("points")
        for name in (*names, kind.value, ""):
            if name in styles:
                return styles[name]
        if kind is ChangeKind.DIFFERENCE:
            return _DIFFERENCE
        return NumberStyle(self._conventions.decimals, self._conventions.zeros)


@lru_cache(maxsize=256)
def _entered(decimals: int | None, suffix: str) -> NumberStyle:
    return NumberStyle(decimals, Zeros.KEEP, suffix=suffix)


def _natural_style(indicator: Indicator | None) -> NumberStyle:
    if indicator and indicator.kind is IndicatorKind.RATIO:
        return NumberStyle(indicator.decimals, suffix=":1")
    return DEFAULT_STYLE


def line_style(row: Leaf, column: Leaf) -> NumberStyle | None:
    """The number style that a line itself has: of the line that computes, else of the cell's own two."""
    for kind in ("change", "per", "total"):
        computing = [leaf for leaf in (column, row) if getattr(leaf, kind)]
        if computing and (kind != "total" or computing[0].line.style is not None):
            return computing[0].line.style
    return column.line.style or row.line.style


def without_loss(style: NumberStyle, value: Value) -> NumberStyle:
    """A line's style for what was entered: zeros may be added, but no digit is lost."""
    if not isinstance(value, Decimal) or style.decimals is None:
        return style
    return replace(style, decimals=max(decimals_of(value), style.decimals), zeros=Zeros.KEEP)
