"""Doubts that need more than a cell: a file against itself, against last year, and without a year."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from decimal import Decimal

from qdesk.actions.imported import ImportedTable, ImportedValue
from qdesk.model.edit import Kind
from qdesk.model.indicator import Indicator, IndicatorKind
from qdesk.model.observation import Key, Observation
from qdesk.model.report_view import ReportView
from qdesk.model.unit_scale import in_unit
from qdesk.model.value import plain_text
from qdesk.recognition.causes import Cause
from qdesk.recognition.grid import cell_name
from qdesk.recognition.marks import Marks, Says, Scope

_FAR = Decimal(1000)
"""How many times a sum of money differs from that of another year before its unit is asked about."""
_USUAL = (Decimal(10_000), Decimal(1000), Decimal(100_000_000))


def add_doubts(tables: Sequence[ImportedTable], view: ReportView, marks: Marks, year_doubt: str) -> None:
    """Mark what contradicts itself, what is a unit apart from other years, and a year nobody named.

    That a value is meant as it stands says nothing of its year; `year_doubt` says what is not known of it.
    """
    sure = {
        (one.sheet, cell_name(one.row, one.column))
        for one in marks
        if one.scope is Scope.CELL and one.says in (Says.SURE, Says.VALUE)
    }
    values = [
        (table, one)
        for table in tables
        for one in table.values
        if one.key is not None and (table.sheet, one.read.cell) not in sure
    ]
    _doubt_contradictions(values)
    _doubt_whole_rates(values)
    _doubt_units(values, view)
    for table, one in values:
        if not table.title and not one.read.unit and isinstance(one.read.value, Decimal):
            _doubt(one, "这张表没有表题，也没有写单位", Cause.UNIT)
    for table in tables:
        for one in table.values if table.proposal.understood.undated else ():
            if one.key is not None and one.key.period:
                _doubt(one, year_doubt, Cause.YEAR)


def _doubt(one: ImportedValue, text: str, cause: Cause) -> None:
    """Say why a value is doubtful, unless something else was said before."""
    if not one.read.doubt:
        one.read.doubt, one.read.cause = text, cause


def _doubt_contradictions(values: Sequence[tuple[ImportedTable, ImportedValue]]) -> None:
    """One place that the file gives two numbers for."""
    at: dict[Key, list[tuple[ImportedTable, ImportedValue]]] = defaultdict(list)
    for table, one in values:
        if one.key is not None and isinstance(one.read.value, Decimal):
            at[one.key].append((table, one))
    for found in at.values():
        if len({one.read.value for _, one in found}) < 2:
            continue
        for table, one in found:
            other_table, other = next(pair for pair in found if pair[1].read.value != one.read.value)
            where = (
                other.read.cell
                if other_table.sheet == table.sheet
                else f"{other_table.sheet} {other.read.cell}"
            )
            said = f"同一个数在 {where} 写的是 {plain_text(other.read.value)}"
            one.read.doubt = one.read.doubt or said


def _doubt_whole_rates(values: Sequence[tuple[ImportedTable, ImportedValue]]) -> None:
    """A plain 1 in a table whose other rates stand as fractions may be 100 %."""
    fractions = {id(table) for table, one in values if one.read.suggestion.endswith("%")}
    for table, one in values:
        plain = one.read.value == 1 and one.read.raw.strip() in ("1", "1.0", "1.00")
        if id(table) in fractions and plain and one.read.unit == "%" and not one.read.doubt:
            one.read.doubt = "1 没有百分号，这张表的其他比率是小数，可能是 100%"
            one.read.suggestion, one.read.cause = "100%", Cause.PERCENT


def _doubt_units(values: Sequence[tuple[ImportedTable, ImportedValue]], view: ReportView) -> None:
    """Money that is thousands of times that of another year: 元 where 万元 is meant."""
    known = _stored_years(view)
    in_file: dict[tuple[str, str, str], dict[str, Decimal]] = defaultdict(dict)
    for _, one in values:
        if one.key is not None and isinstance(one.read.value, Decimal):
            in_file[one.key[:3]].setdefault(one.key.period, one.read.value)
    for table, one in values:
        if one.key is None or not isinstance(one.read.value, Decimal) or one.read.doubt:
            continue
        indicator = _indicator(view, table, one.key.indicator)
        if indicator is None or indicator.kind not in (IndicatorKind.MONEY, IndicatorKind.PER_STUDENT):
            continue
        stored = known.get(one.key[:3], {})
        others = [number for period, number in stored.items() if period != one.key.period]
        if not others:
            others = [number for period, number in in_file[one.key[:3]].items() if period < one.key.period]
        _doubt_unit(one, others, indicator)


def _doubt_unit(one: ImportedValue, others: Sequence[Decimal], indicator: Indicator) -> None:
    number = one.read.value
    other = next((value for value in others if value > 0), None)
    if other is None or not isinstance(number, Decimal) or number <= 0:
        return
    times = max(number / other, other / number)
    if times < _FAR:
        return
    scale = min(_USUAL, key=lambda usual: abs(usual - times))
    meant = in_unit(number, 1 / scale if number > other else scale)
    one.read.doubt = (
        f"{number:f} 与其他年度的 {other:f} 相差约 {times:.0f} 倍，单位可能不是{indicator.unit or '同一个'}"
    )
    one.read.suggestion, one.read.cause = f"{meant:f}{indicator.unit}", Cause.SCALE


def _indicator(view: ReportView, table: ImportedTable, indicator_id: str) -> Indicator | None:
    own = next((one for one in table.proposal.indicators if one.id == indicator_id), None)
    return own or view.archive.catalogue.get(indicator_id)


def _stored_years(view: ReportView) -> dict[tuple[str, str, str], dict[str, Decimal]]:
    """What the store has of every place, by period."""
    found: dict[tuple[str, str, str], dict[str, Decimal]] = defaultdict(dict)
    for key, stored in view.archive.all_of(Kind.OBSERVATION):
        if isinstance(stored, Observation) and isinstance(stored.value, Decimal):
            place = Key(*key)
            found[place[:3]][place.period] = stored.value
    return found
