"""What a cell is worth: observation, formula, total, per-student value or change, explained."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import NamedTuple, Protocol

from qdesk.model.axis import Axes, Leaf, beside
from qdesk.model.comparison import compare
from qdesk.model.formula import Formula, Reference
from qdesk.model.indicator import Aggregate, Indicator, IndicatorKind
from qdesk.model.number_format import DEFAULT_STYLE, Conventions, NumberStyle, Zeros, settle
from qdesk.model.observation import ANY_MEMBER, WHOLE, Key
from qdesk.model.table_layout import At, Change, Layout, Line, Per, Total
from qdesk.model.table_styles import TableStyles, line_style, without_loss
from qdesk.model.value import MISSING, NO_VALUE, NOT_APPLICABLE, NOT_OFFERED, Gap, Value


class Data(Protocol):
    """What the evaluation asks of the archive."""

    def value(self, key: Key) -> Value | None:
        """The chosen value at `key`, None where nothing is stored."""
        ...

    @property
    def conventions(self) -> Conventions:
        """How the report prints what it computes."""
        ...

    def indicator(self, indicator_id: str) -> Indicator | None:
        """The indicator of that id."""
        ...

    def key(self, at: At, indicator: Indicator) -> Key:
        """The key of a place, with the report's entity and years filled in."""
        ...

    def member_ids(self, indicator_id: str) -> Sequence[str]:
        """All members that have a value of the indicator."""
        ...

    def is_offered(self, member: str, offset: int) -> bool:
        """Whether a member existed in that period."""
        ...

    def overrides(self, table_id: str) -> Mapping[tuple[str, str], Value]:
        """Typed-over computed cells of a table by (row id, column id)."""
        ...


class Worth(NamedTuple):
    """A value, the style it prints in, how it came about, and whether it was computed."""

    value: Value
    style: NumberStyle
    explanation: str = ""
    key: Key | None = None
    computed: bool = False
    stored_over_formula: bool = False


_DEEPEST = 10
"""How many derived values may stand on one another."""


class Evaluation:
    """Evaluates the cells of one layout; `reads` gathers every key that was asked for.

    The order is fixed by kind, not by axis: aggregate, formula, per unit, comparison.
    """

    def __init__(self, layout: Layout, axes: Axes, data: Data) -> None:
        self._layout = layout
        self._axes = (axes.row_leaves, axes.column_leaves)
        self._data = data
        self.reads: set[Key] = set()
        # By identity: a leaf is asked for once a cell, and comparing deep paths would cost more.
        self._bare: dict[tuple[int, type], tuple[Leaf, Leaf]] = {}
        self._row: tuple[Leaf | None, At] = (None, At())
        self._styles = TableStyles(layout, data.conventions)
        self._seen: dict[tuple[object, ...], Worth] = {}
        self._depth = 0
        self._overridden = self._totals_typed_over(axes, data.overrides(layout.id))
        self._covered: dict[tuple[int, str], list[Leaf]] = {}

    def at(self, row: Leaf, column: Leaf) -> At:
        """The coordinates where two leaves cross."""
        known, place = self._row
        if known is not row:  # cells are asked for row by row
            place = self._layout.at | row.at
            self._row = (row, place)
        return place | column.at

    def worth(self, row: Leaf, column: Leaf, at: At | None = None) -> Worth:
        """The worth of the cell where two leaves cross."""
        return self._worth(self.at(row, column) if at is None else at, row, column)

    def _worth(self, at: At, row: Leaf, column: Leaf) -> Worth:
        if change := row.change or column.change:
            found = self._change(at, change, row, column)
        elif per := row.per or column.per:
            found = self._per(at, per, row, column)
        else:
            found = self._amount(at, row, column)
        if row.line.style is None and column.line.style is None:
            return found
        own = line_style(row, column)
        if own is not None and not found.computed:
            own = without_loss(own, found.value)
        return found if own is None else found._replace(style=own)

    # -- comparison

    def _change(self, at: At, change: Change, row: Leaf, column: Leaf) -> Worth:
        row, column = self._without(row, Change), self._without(column, Change)
        indicator = self._indicator(at)
        kind = change.kind or (indicator.compare if indicator else None) or self._layout.compare
        before = at._replace(period=change.prior)
        after = at._replace(period=change.current)
        if indicator and indicator.against:
            before = after._replace(indicator=indicator.against)
        prior, current = self._operand(before, row, column), self._operand(after, row, column)
        if NOT_APPLICABLE in (prior.value, current.value) and isinstance(prior.value, Gap):
            return Worth(NOT_APPLICABLE, DEFAULT_STYLE, "不适用", computed=True)
        found = compare(_as_printed(prior), _as_printed(current), kind)
        return Worth(found.value, self._styles.change(kind, indicator), found.explanation, computed=True)

    def _totals_typed_over(
        self, axes: Axes, overrides: Mapping[tuple[str, str], Value]
    ) -> dict[tuple[str, At], Value]:
        """Totals that were typed over, by their line and place: what is compared with them sees them."""
        if not overrides:
            return {}
        rows = {leaf.id: leaf for leaf in axes.row_leaves}
        columns = {leaf.id: leaf for leaf in axes.column_leaves}
        found: dict[tuple[str, At], Value] = {}
        for (row_id, column_id), value in overrides.items():
            row, column = rows.get(row_id), columns.get(column_id)
            if row is None or column is None or row.change or column.change:
                continue
            for leaf in (row, column):
                if leaf.total:
                    found[leaf.id, _settled(self._layout.at | row.at | column.at)] = value
        return found

    def _operand(self, at: At, row: Leaf, column: Leaf) -> Worth:
        """What a change compares: as printed, so a total that was typed over counts as typed."""
        worth = self._worth(at, row, column)
        for leaf in (row, column):
            value = self._overridden.get((leaf.id, _settled(at))) if leaf.total else None
            if value is not None:
                return Worth(value, DEFAULT_STYLE)
        return worth

    # -- per unit of a base

    def _per(self, at: At, per: Per, row: Leaf, column: Leaf) -> Worth:
        row, column = self._without(row, Per), self._without(column, Per)
        style = self._layout.per_style or NumberStyle(2, Zeros.KEEP)
        if at.indicator == per.base:
            return Worth(NOT_APPLICABLE, style, "人均的基数本身，不再相除", computed=True)
        amount = self._worth(at, row, column)
        indicator = self._indicator(at)
        if indicator and indicator.kind is IndicatorKind.PER_STUDENT:
            return amount._replace(computed=True, explanation="本身已是生均值，照列", key=None)
        # The base is one number for the whole, whatever member or entity column it stands under.
        base = self._observed(at._replace(indicator=per.base, member=None))
        top, bottom = _as_printed(amount), _as_printed(base)
        if not isinstance(top, Decimal) or not isinstance(bottom, Decimal):
            gap = top if isinstance(top, Gap) and top != MISSING else MISSING
            return Worth(gap, style, "缺少数值或基数", computed=True)
        names = f"{indicator.name if indicator else ''} ÷ {self._name_of(per.base)}".strip()
        working = f"{names}：{top:f} ÷ {bottom:f}"
        value: Value = top / bottom if bottom else NO_VALUE
        return Worth(value, style, working, computed=True)

    # -- totals

    def _amount(self, at: At, row: Leaf, column: Leaf) -> Worth:
        for axis, (leaf, other) in enumerate(((row, column), (column, row))):
            total = leaf.total
            if total is not None:
                return self._total(at, total, axis, leaf, other)
        return self._observed(at)

    def _total(self, at: At, total: Total, axis: int, leaf: Leaf, other: Leaf) -> Worth:
        indicator = self._indicator(at)
        how = total.how or (_aggregate_of(indicator) if indicator else Aggregate.SUM)
        style = self._styles.total(indicator)
        if how == Aggregate.FORMULA and indicator and indicator.formula:
            return self._total_by_formula(at, indicator.formula, axis, leaf, other, style)
        if how in (Aggregate.OWN, Aggregate.NONE, Aggregate.FORMULA):
            own = self._observed(at._replace(member=at.member or WHOLE))
            return own._replace(style=style if own.computed else self._styles.own_total(own.style, indicator))
        parts = [self._part(at, part, axis, other) for part in self._beside(leaf, axis)]
        numbers = [value for part in parts if isinstance(value := _as_printed(part), Decimal)]
        if not numbers:
            return Worth(MISSING, style, "没有可合计的数值", computed=True)
        listed = " + ".join(f"{number:f}" if number >= 0 else f"（{number:f}）" for number in numbers)
        value = sum(numbers, Decimal(0))
        if how == Aggregate.MEAN:
            value, listed = value / len(numbers), f"（{listed}）÷ {len(numbers)}"
        words = "各项的平均" if how == Aggregate.MEAN else "各项相加"
        return Worth(value, style, f"{words}：{listed}", computed=True)

    def _beside(self, leaf: Leaf, axis: int) -> list[Leaf]:
        """The leaves that a total covers, found once."""
        known = self._covered.get((axis, leaf.id))
        if known is None:
            known = self._covered[axis, leaf.id] = beside(leaf, self._axes[axis])
        return known

    def _part(self, at: At, part: Leaf, axis: int, other: Leaf) -> Worth:
        place = at | part.at
        return self._amount(place, part, other) if axis == 0 else self._amount(place, other, part)

    def _total_by_formula(
        self, at: At, formula: Formula, axis: int, leaf: Leaf, other: Leaf, style: NumberStyle
    ) -> Worth:
        complete, left_out = self._complete_parts(at, formula, axis, leaf, other)

        def lookup(reference: Reference) -> Value:
            if complete:
                return sum((values[reference] for values in complete), Decimal(0))
            place = _shifted(at._replace(indicator=reference.indicator), reference.offset)
            indicator = self._data.indicator(reference.indicator)
            total = Total(_aggregate_of(indicator) if indicator else None)
            return _as_printed(self._total(place, total, axis, leaf, other))

        value, working = formula.evaluate(lookup)
        words = f"{formula.named(self._name_of)}，各数先合计"
        note = f"（有 {left_out} 项缺数，没有计入）" if complete and left_out else ""
        return Worth(value, style, f"{words}：{working}{note}", computed=True)

    def _complete_parts(
        self, at: At, formula: Formula, axis: int, leaf: Leaf, other: Leaf
    ) -> tuple[list[dict[Reference, Decimal]], int]:
        """The operands of each part that has all of them, and how many parts lack some.

        A school that gave its students but not its teachers must not stand above the line alone.
        """
        references = formula.references()
        indicators = [self._data.indicator(one.indicator) for one in references]
        if any(one.over_members for one in references) or any(
            one is None or _aggregate_of(one) is not Aggregate.SUM for one in indicators
        ):
            return [], 0
        complete: list[dict[Reference, Decimal]] = []
        left_out = 0
        for part in self._beside(leaf, axis):
            found: dict[Reference, Decimal] = {}
            for one in references:
                place = _shifted(at._replace(indicator=one.indicator), one.offset)
                if isinstance(value := _as_printed(self._part(place, part, axis, other)), Decimal):
                    found[one] = value
            if len(found) == len(set(references)):
                complete.append(found)
            else:
                left_out += bool(found)
        return complete, left_out

    # -- observations and formulas

    def _observed(self, at: At) -> Worth:
        """What stands at a place, asked for by its cell, its change, its total …: worked out once."""
        place = (at.entity, at.indicator, at.member, at.period)
        known = self._seen.get(place)
        if known is None:
            known = self._seen[place] = self._look(at)
        return known

    def _look(self, at: At) -> Worth:
        indicator = self._indicator(at)
        if indicator is None:
            return Worth(MISSING, DEFAULT_STYLE)
        key = self._data.key(at, indicator)
        self.reads.add(key)
        stored = self._data.value(key)
        emptied = stored == MISSING  # a value was there and was deleted
        nothing = stored is None or emptied
        if nothing and at.member and not self._data.is_offered(at.member, at.period or 0):
            return Worth(NOT_OFFERED, DEFAULT_STYLE, "这一年没有开设", key)
        if stored is not None and not (indicator.formula and emptied):
            over = indicator.formula is not None
            return Worth(stored, self._styles.entered(indicator, stored), "", key, stored_over_formula=over)
        if indicator.formula is None:
            return Worth(MISSING, DEFAULT_STYLE, "", key)
        return self._derived(at, indicator, indicator.formula, key)

    def derived(self, row: Leaf, column: Leaf) -> Worth:
        """What the formula gives where a stored value stands in its place."""
        at = self.at(row, column)
        indicator = self._indicator(at)
        if indicator is None or indicator.formula is None:
            return Worth(MISSING, DEFAULT_STYLE)
        return self._derived(at, indicator, indicator.formula, self._data.key(at, indicator))

    def _derived(self, at: At, indicator: Indicator, formula: Formula, key: Key) -> Worth:
        if self._depth >= _DEEPEST:  # a formula of last year's value goes back and back
            return Worth(MISSING, DEFAULT_STYLE, "更早的年份没有数", key, computed=True)
        self._depth += 1
        try:
            return self._work_out(at, indicator, formula, key)
        finally:
            self._depth -= 1

    def _work_out(self, at: At, indicator: Indicator, formula: Formula, key: Key) -> Worth:
        def lookup(reference: Reference) -> Value:
            place = _shifted(at._replace(indicator=reference.indicator), reference.offset)
            if not reference.over_members:
                return _as_printed(self._observed(place))
            of = self._data.indicator(reference.indicator)
            if of is not None:
                self.reads.add(self._data.key(place._replace(member=ANY_MEMBER), of))
            members = self._data.member_ids(reference.indicator)
            parts = [_as_printed(self._observed(place._replace(member=one))) for one in members]
            numbers = [part for part in parts if isinstance(part, Decimal)]
            return sum(numbers, Decimal(0)) if numbers else MISSING

        value, working = formula.evaluate(lookup)
        named = formula.named(self._name_of)
        explained = f"{named}，还缺数" if isinstance(value, Gap) else f"{named}：{working}"
        return Worth(value, self._styles.of(indicator), explained, key, computed=True)

    def _name_of(self, indicator_id: str) -> str:
        found = self._data.indicator(indicator_id)
        return found.name if found else indicator_id

    def _indicator(self, at: At) -> Indicator | None:
        return self._data.indicator(at.indicator) if at.indicator is not None else None

    def _without(self, leaf: Leaf, kind: type[Change | Per]) -> Leaf:
        """The leaf with that computation taken off, so that what remains can be evaluated."""
        if (leaf.change if kind is Change else leaf.per) is None:
            return leaf
        known = self._bare.get((id(leaf), kind))
        if known is None:
            known = (leaf, _without(leaf, kind))  # the leaf is kept, so that its identity stays its own
            self._bare[id(leaf), kind] = known
        return known[1]


def _aggregate_of(indicator: Indicator) -> Aggregate:
    """A share or a per-student value is never summed unless someone said so."""
    if indicator.formula is not None and indicator.aggregate is Aggregate.SUM:
        summed = indicator.kind in (IndicatorKind.COUNT, IndicatorKind.MONEY, IndicatorKind.NUMBER)
        return Aggregate.SUM if summed else Aggregate.FORMULA
    unsummed = (IndicatorKind.RATE, IndicatorKind.PER_STUDENT, IndicatorKind.RATIO)
    if indicator.aggregate is Aggregate.SUM and indicator.kind in unsummed:
        return Aggregate.OWN
    if indicator.kind is IndicatorKind.TEXT:
        return Aggregate.NONE
    return indicator.aggregate


def _as_printed(worth: Worth) -> Value:
    """The value a reader with a pocket calculator sees."""
    if worth.computed and isinstance(worth.value, Decimal):
        return settle(worth.value, worth.style)
    return worth.value


def _settled(at: At) -> At:
    return at._replace(period=at.period or 0)


def _shifted(at: At, offset: int) -> At:
    return at._replace(period=(at.period or 0) + offset) if offset else at


def _without(leaf: Leaf, kind: type[Change | Per]) -> Leaf:
    """The leaf with that computation and its style taken off, so that what remains can be evaluated."""

    def bare(line: Line) -> Line:
        return replace(line, compute=None, style=None) if isinstance(line.compute, kind) else line

    return Leaf(tuple(bare(line) for line in leaf.path))
