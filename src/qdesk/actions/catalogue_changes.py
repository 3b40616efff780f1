"""What a store's catalogue needs for another standard: new indicators, and values under their new names."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from typing import NamedTuple

from qdesk.actions.entered_value import in_other_unit
from qdesk.actions.library import library
from qdesk.actions.workspace import current_user, now
from qdesk.model.edit import FieldChange, Kind
from qdesk.model.filled_table import fill
from qdesk.model.indicator import Indicator
from qdesk.model.observation import Claim, Key, Observation, Source
from qdesk.model.report import Report
from qdesk.model.report_view import ReportView
from qdesk.model.standard import Standard
from qdesk.model.table_layout import At, Layout, Line
from qdesk.model.value import parse_value

CONVERTED = "converted"
_YEARS = (-1, 0)


class _Known(NamedTuple):
    """A value of an indicator: where it stands, how far from the report's year, and how it came about."""

    key: Key
    offset: int
    value: Decimal
    explanation: str


def catalogue_changes(view: ReportView, target: Standard, renamed: Mapping[str, str]) -> list[FieldChange]:
    """Indicators that the store lacks; computed ones that the target types in; values of renamed ones.

    `renamed`: indicator → that of the target which is the same quantity. What a formula gave stays as a
    value that says so, in every report of the store; a value that stands at the new place is kept.
    """
    archive = view.archive
    known = archive.catalogue
    changes = [
        archive.change(
            Kind.INDICATOR, (one.id,), replace(one, formula=None) if one.id in target.entered else one
        )
        for one in library().catalogue
        if one.id not in known
    ]
    for name in sorted(target.entered):
        found = known.get(name)
        if found is not None and found.formula is not None:
            changes += _typed_in(view, found)
            changes.append(archive.change(Kind.INDICATOR, (name,), replace(found, formula=None)))
    for old, new in renamed.items():
        source, wanted = known.get(old), known.get(new) or library().catalogue.get(new)
        if source is not None and wanted is not None:
            changes += _renamed(view, source, wanted)
    return changes


def _typed_in(view: ReportView, indicator: Indicator) -> Iterator[FieldChange]:
    """Values in place of a formula's results, in every report of the store."""
    done: set[Key] = set()
    for report in view.archive.reports:
        for one in _values(view, report, indicator):
            if one.key not in done and view.archive.observation(one.key) is None:
                done.add(one.key)
                yield _claimed(view, one.key, one.value, f"按公式算出：{one.explanation}")


def _renamed(view: ReportView, source: Indicator, wanted: Indicator) -> Iterator[FieldChange]:
    for one in _values(view, view.report, source):
        key = view.data.key(At(entity=one.key.entity, period=one.offset), wanted)
        value = in_other_unit(one.value, source.unit, wanted.unit)
        if value is not None and view.archive.observation(key) is None:
            yield _claimed(view, key, value, f"取自“{source.name}”")


def _values(view: ReportView, report: Report, indicator: Indicator) -> Iterator[_Known]:
    """What an indicator of the report's own entity and its schools is worth, in both of its years."""
    data = ReportView(view.archive, report).data
    entities = [one.id for one in view.archive.entities if report.entity in (one.id, one.parent)]
    layout = Layout(
        indicator.id,
        "",
        columns=tuple(Line(str(year), at=At(period=year)) for year in _YEARS),
        rows=tuple(Line(one, at=At(entity=one)) for one in entities),
        at=At(indicator=indicator.id),
    )
    for row in fill(layout, data).body:
        for cell in row:
            # What is kept is what was printed: 3.41, not all the digits of the division.
            value = parse_value(cell.text).value
            if cell.key is not None and isinstance(value, Decimal):
                yield _Known(cell.key, cell.offset, value, cell.explanation)


def _claimed(view: ReportView, key: Key, value: Decimal, place: str) -> FieldChange:
    claim = Claim(value, Source(CONVERTED, place), view.report.id, current_user(), now())
    return view.archive.change(Kind.OBSERVATION, key, Observation((claim,)))
