"""What linked numbers print: a value, or how it changed against the year before it, in the school's words."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal

from qdesk.model.comparison import ChangeKind, compare
from qdesk.model.edit import FieldChange, Kind
from qdesk.model.filled_cell import FilledCell
from qdesk.model.filled_table import fill
from qdesk.model.indicator import Aggregate, Indicator, IndicatorKind
from qdesk.model.number_format import Conventions, NumberStyle, Zeros, print_number, round_half_up, settle
from qdesk.model.observation import ANY_MEMBER, Key
from qdesk.model.prose import Link, LinkForm
from qdesk.model.table_data import TableData
from qdesk.model.table_layout import At, Layout, Line
from qdesk.model.value import MISSING, Gap, Range, Value, decimals_of

TO_BE_FILLED = "【待填】"
"""What stands in a printed sentence where the data have no number yet."""

_FINEST = 6
"""Places behind the point of a growth that is nearly none."""
_SUMMED = (IndicatorKind.COUNT, IndicatorKind.MONEY, IndicatorKind.NUMBER)


@dataclass(frozen=True, slots=True)
class LinkedNumber:
    """What a link prints; `key` is the place of its value (None: computed, or a comparison).

    `value` is the number itself, whatever the form; `prior` the one a year before it.
    """

    text: str
    value: Value
    prior: Value
    key: Key | None
    explanation: str
    reads: frozenset[Key]

    @property
    def is_missing(self) -> bool:
        """Whether the data have no number for it."""
        return self.text == TO_BE_FILLED


def linked_number(link: Link, data: TableData) -> LinkedNumber:
    """The number as the report's data have it now; never raises for what is missing."""
    indicator = data.indicator(link.indicator)
    if indicator is None:
        return LinkedNumber(TO_BE_FILLED, MISSING, MISSING, None, "这个指标已经不在了", frozenset())
    now, before, reads = _two_years(link, indicator, data)
    value = MISSING if now.value is None else now.value
    prior = MISSING if before.value is None else before.value
    text = _text(link.form, indicator, now, before, data) or TO_BE_FILLED
    key = now.key if link.form in (LinkForm.VALUE, LinkForm.UNIT) else None
    return LinkedNumber(text, value, prior, key, now.explanation, reads)


class LinkedNumbers:
    """The linked numbers of one report, each worked out once until something that it read changes."""

    def __init__(self, data: TableData) -> None:
        self._data = data
        self._known: dict[Link, LinkedNumber] = {}
        self._readers: dict[Key, set[Link]] = defaultdict(set)

    def of(self, link: Link) -> LinkedNumber:
        """What a link prints now."""
        known = self._known.get(link)
        if known is None:
            known = self._known[link] = linked_number(link, self._data)
            for key in known.reads:
                self._readers[key].add(link)
        return known

    def forget(self, change: FieldChange) -> set[Link]:
        """Drop what a change made stale; the links that may print otherwise now."""
        if change.kind is Kind.OBSERVATION:
            key = Key(*change.key)
            found = set(self._readers.get(key, ()))
            found |= self._readers.get(key._replace(member=ANY_MEMBER), set())
        elif change.kind in (Kind.INDICATOR, Kind.MEMBER, Kind.ENTITY, Kind.REPORT):
            found = set(self._known)
        else:
            return set()
        for link in found:
            stale = self._known.pop(link, None)
            for key in stale.reads if stale else ():
                self._readers[key].discard(link)
        return found


def _two_years(
    link: Link, indicator: Indicator, data: TableData
) -> tuple[FilledCell, FilledCell, frozenset[Key]]:
    """The cells of the link's year and the year before it, as a table would fill them."""
    cells, reads = _filled(link, link.member, data)
    if link.member or not _may_sum(indicator) or all(_stands(one) for one in cells):
        return *cells, reads
    parts = [_filled(link, member, data) for member in data.member_ids(indicator.id)]
    entity = link.entity or None
    years = (data.key(At(entity, indicator.id, ANY_MEMBER, link.period - back), indicator) for back in (0, 1))
    reads = reads.union(years, *(more for _, more in parts))
    now, before = (
        cell if _stands(cell) else _sum(cell, [pair[n] for pair, _ in parts]) for n, cell in enumerate(cells)
    )
    return now, before, reads


def _filled(link: Link, member: str, data: TableData) -> tuple[tuple[FilledCell, FilledCell], frozenset[Key]]:
    at = At(link.entity or None, link.indicator, member or None)
    columns = (Line("now", at=At(period=link.period)), Line("before", at=At(period=link.period - 1)))
    filled = fill(Layout("linked", "", columns=columns, rows=(Line("number", at=at),)), data)
    return (filled.body[0][-2], filled.body[0][-1]), filled.reads


def _stands(cell: FilledCell) -> bool:
    return not (cell.value is None or isinstance(cell.value, Gap))


def _may_sum(indicator: Indicator) -> bool:
    plain = indicator.formula is None and not indicator.timeless
    return plain and indicator.kind in _SUMMED and indicator.aggregate is Aggregate.SUM


def _sum(cell: FilledCell, parts: list[FilledCell]) -> FilledCell:
    numbers = [one.value for one in parts if isinstance(one.value, Decimal)]
    if not numbers:
        return cell
    total = sum(numbers, Decimal(0))
    listed = " + ".join(f"{one:f}" for one in numbers)
    return FilledCell(f"{total:f}", cell.role, value=total, explanation=f"各项相加：{listed}")


# -- forms


def _text(form: LinkForm, indicator: Indicator, now: FilledCell, before: FilledCell, data: TableData) -> str:
    """What the form prints; "" where the data do not tell."""
    if form in (LinkForm.VALUE, LinkForm.UNIT):
        if now.value is None or isinstance(now.value, Gap):
            return "" if not now.text.strip() else now.text
        return now.text if form is LinkForm.VALUE else with_unit(now.text, indicator.unit)
    current, prior = _number(now), _number(before)
    if current is None or prior is None:
        return ""
    change = current - prior
    if form is LinkForm.WORD:
        return change_word(change, rate=indicator.is_share)
    places = max(decimals_of(current), decimals_of(prior))
    bare = print_number(abs(change), NumberStyle(places, Zeros.DROP))
    if indicator.kind is IndicatorKind.RATIO:
        told = f"上年为{with_unit(before.text, indicator.unit)}" if change else "与上年持平"
        return {LinkForm.BY: bare, LinkForm.PHRASE: told}.get(form, "")
    by = with_unit(bare, "个百分点" if indicator.is_share else indicator.unit)
    growth = compare(prior, current, ChangeKind.GROWTH).value
    # Of a loss or a debt nobody says by how much per cent it grew.
    grown = _grown(abs(growth), data.conventions) if isinstance(growth, Decimal) and prior > 0 else ""
    if form is LinkForm.BY:
        return by
    if form is LinkForm.GROWTH:
        return grown
    return _phrase(change, by, "" if indicator.is_share else grown, rate=indicator.is_share)


def _grown(growth: Decimal, conventions: Conventions) -> str:
    """A growth in per cent; one so small that it would print as none gets as many more places as it needs."""
    decimals = conventions.decimals
    while growth and decimals < _FINEST and not round_half_up(growth, decimals):
        decimals += 1
    return print_number(growth, NumberStyle(decimals, conventions.zeros, suffix="%"))


def _phrase(change: Decimal, by: str, grown: str, *, rate: bool) -> str:
    """较上年增加67人，增长3.7%."""
    if not change:
        return "与上年持平"
    told = f"较上年{change_word(change, rate=rate)}{by}"
    return f"{told}，{'增长' if change > 0 else '下降'}{grown}" if grown else told


def change_word(change: Decimal, *, rate: bool) -> str:
    """The word for a change of that sign; rates go up and down, amounts grow and shrink."""
    if not change:
        return "持平"
    if rate:
        return "提高" if change > 0 else "下降"
    return "增加" if change > 0 else "减少"


def with_unit(text: str, unit: str) -> str:
    """A printed number with its unit; a suffix that stands there already is not repeated."""
    return text if not unit or text.endswith(unit) else f"{text}{unit}"


def _number(cell: FilledCell) -> Decimal | None:
    """The number as printed, which is what a reader compares."""
    value = cell.value
    if isinstance(value, Range) or not isinstance(value, Decimal):
        return None
    bare = cell.text.replace(",", "").rstrip("%").removesuffix(":1")
    try:
        return Decimal(bare)
    except ArithmeticError:
        return settle(value, NumberStyle())
