"""The archive: all that one store holds, all years side by side, in memory."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import cast

from qdesk.model.case import Case
from qdesk.model.comment import Comment
from qdesk.model.edit import Edit, FieldChange, Kind
from qdesk.model.entity import Entity, Member
from qdesk.model.exported import Export
from qdesk.model.figure import Figure
from qdesk.model.front_page import FrontPage
from qdesk.model.indicator import Catalogue, Indicator
from qdesk.model.number_format import Conventions
from qdesk.model.observation import WHOLE, Key, Observation
from qdesk.model.original import Original
from qdesk.model.period import PeriodKind
from qdesk.model.register import Record
from qdesk.model.report import Report, ReportTable, Section
from qdesk.model.table_layout import At
from qdesk.model.value import Value


class Archive:
    """Everything a store holds, by kind and key. Only `apply` changes it."""

    def __init__(self) -> None:
        self._things: dict[Kind, dict[tuple[str, ...], object]] = {kind: {} for kind in Kind}
        self._catalogue: Catalogue | None = None
        self._members_with_value: dict[str, dict[str, int]] = defaultdict(dict)
        self._limited_members: dict[str, dict[str, Member]] = {}
        self._overrides: dict[str, dict[tuple[str, str], Value]] = {}

    # -- changing

    def put(self, kind: Kind, key: tuple[str, ...], thing: object | None) -> None:
        """Set or (None) remove one thing; for loading and for `apply`."""
        shelf = self._things[kind]
        if kind is Kind.INDICATOR:
            self._catalogue = None
        if kind is Kind.MEMBER:
            self._note_years(thing, key)
        if kind is Kind.OVERRIDE:
            self._note_override(key, cast("Value | None", thing))
        if kind is Kind.OBSERVATION:
            self._count_member(Key(*key), (thing is not None) - (key in shelf))
        if thing is None:
            shelf.pop(key, None)
        else:
            shelf[Key(*key) if kind is Kind.OBSERVATION else key] = thing

    def apply(self, edit: Edit) -> None:
        """Make every change of an edit."""
        for change in edit.changes:
            self.put(change.kind, change.key, change.after)

    def change(self, kind: Kind, key: tuple[str, ...], after: object | None) -> FieldChange:
        """The change that would bring `key` to `after`; nothing is changed yet."""
        return FieldChange(kind, key, self._things[kind].get(key), after)

    def _note_override(self, key: tuple[str, ...], value: Value | None) -> None:
        table, row, column = key
        kept = {place: one for place, one in self._overrides.get(table, {}).items() if place != (row, column)}
        self._overrides[table] = kept if value is None else {**kept, (row, column): value}

    def _note_years(self, thing: object, key: tuple[str, ...]) -> None:
        """Members with a beginning or an end, by id; most have neither."""
        limited = self._limited_members.setdefault(key[1], {})
        limited.pop(key[0], None)
        if isinstance(thing, Member):
            limited[key[0]] = thing
        if all(one.first_year is None and one.last_year is None for one in limited.values()):
            del self._limited_members[key[1]]

    def _count_member(self, key: Key, step: int) -> None:
        if key.member != WHOLE and step:
            counts = self._members_with_value[key.indicator]
            counts[key.member] = counts.get(key.member, 0) + step
            if counts[key.member] <= 0:
                del counts[key.member]

    def copy(self) -> Archive:
        """An archive of its own with the same things in it, to try edits on."""
        made = Archive()
        made._things = {kind: dict(shelf) for kind, shelf in self._things.items()}
        counts = {indicator: dict(found) for indicator, found in self._members_with_value.items()}
        made._members_with_value = defaultdict(dict, counts)
        made._overrides = dict(self._overrides)
        made._limited_members = {k: dict(v) for k, v in self._limited_members.items()}
        return made

    # -- reading

    def all_of(self, kind: Kind) -> Iterator[tuple[tuple[str, ...], object]]:
        """Every (key, thing) of a kind."""
        return iter(self._things[kind].items())

    def get(self, kind: Kind, key: tuple[str, ...]) -> object | None:
        """The thing at `key`, or None."""
        return self._things[kind].get(key)

    def setting(self, name: str, default: str = "") -> str:
        """A setting of the store."""
        return cast("str", self._things[Kind.SETTING].get((name,), default))

    @property
    def catalogue(self) -> Catalogue:
        """Every indicator of the store, the standards' and the school's own."""
        if self._catalogue is None:
            found = cast("dict[tuple[str, ...], Indicator]", self._things[Kind.INDICATOR])
            self._catalogue = Catalogue(found.values())
        return self._catalogue

    @property
    def entities(self) -> list[Entity]:
        """All entities in order."""
        found = cast("list[Entity]", list(self._things[Kind.ENTITY].values()))
        return sorted(found, key=lambda one: one.position)

    def members(self, breakdown: str) -> list[Member]:
        """The members of a breakdown in order."""
        found = cast("list[Member]", list(self._things[Kind.MEMBER].values()))
        return sorted((one for one in found if one.breakdown == breakdown), key=lambda one: one.position)

    def is_offered(self, member_id: str, year: int) -> bool:
        """Whether a member existed in that year; one that nothing is known of did."""
        known = self._limited_members.get(member_id)
        return not known or any(one.is_offered(year) for one in known.values())

    @property
    def reports(self) -> list[Report]:
        """All reports, the latest period first."""
        found = cast("list[Report]", list(self._things[Kind.REPORT].values()))
        return sorted(found, key=lambda one: (one.period.year, one.created), reverse=True)

    def sections(self, report_id: str) -> list[Section]:
        """The sections of a report as stored order among siblings."""
        found = cast("list[Section]", list(self._things[Kind.SECTION].values()))
        return sorted((one for one in found if one.report == report_id), key=lambda one: one.position)

    def tables(self, report_id: str) -> list[ReportTable]:
        """The tables of a report, unordered between sections, in order within one."""
        found = cast("list[ReportTable]", list(self._things[Kind.TABLE].values()))
        return sorted((one for one in found if one.report == report_id), key=lambda one: one.position)

    def cases(self, report_id: str) -> list[Case]:
        """The cases of a report, unordered between sections, in order within one."""
        found = cast("list[Case]", list(self._things[Kind.CASE].values()))
        return sorted((one for one in found if one.report == report_id), key=lambda one: one.position)

    def original(self, picture_id: str) -> Original | None:
        """The picture of that id."""
        return cast("Original | None", self._things[Kind.PICTURE].get((picture_id,)))

    def figures(self, report_id: str) -> list[Figure]:
        """The figures of a report, unordered between sections, in order within one."""
        found = cast("list[Figure]", list(self._things[Kind.FIGURE].values()))
        return sorted((one for one in found if one.report == report_id), key=lambda one: one.position)

    def exports(self, report_id: str) -> list[Export]:
        """What the exports of a report printed, the newest first."""
        found = cast("list[Export]", list(self._things[Kind.EXPORT].values()))
        return sorted((one for one in found if one.report == report_id), key=lambda one: one.at, reverse=True)

    def comments(self, report_id: str) -> list[Comment]:
        """The comments on a report, the oldest first."""
        found = cast("list[Comment]", list(self._things[Kind.COMMENT].values()))
        return sorted((one for one in found if one.report == report_id), key=lambda one: one.at)

    def front_pages(self, report_id: str) -> list[FrontPage]:
        """The front matter of a report in printed order, what is switched off included."""
        found = cast("list[FrontPage]", list(self._things[Kind.FRONT_PAGE].values()))
        return sorted((one for one in found if one.report == report_id), key=lambda one: one.position)

    def text(self, report_id: str, section_id: str) -> str:
        """The prose of a section."""
        return cast("str", self._things[Kind.TEXT].get((report_id, section_id), ""))

    def observation(self, key: Key) -> Observation | None:
        """What is stored at a key."""
        return cast("Observation | None", self._things[Kind.OBSERVATION].get(key))

    def records(self, table_id: str) -> tuple[Record, ...]:
        """The records of a register."""
        return cast("tuple[Record, ...]", self._things[Kind.RECORDS].get((table_id,), ()))

    def overrides(self, table_id: str) -> dict[tuple[str, str], Value]:
        """Typed-over computed cells of a table by (row id, column id)."""
        return self._overrides.get(table_id, {})

    def members_with_value(self, indicator_id: str) -> list[str]:
        """The members that have any value of an indicator."""
        return list(self._members_with_value.get(indicator_id, ()))


class ReportData:
    """One report's view of its archive: what filling a table asks for."""

    def __init__(self, archive: Archive, report: Report) -> None:
        self.archive = archive
        self._report = report
        self._codes: dict[tuple[PeriodKind | None, int], str] = {}

    @property
    def report(self) -> Report:
        """The report in its newest state."""
        return self._report

    @report.setter
    def report(self, report: Report) -> None:
        self._report = report
        self._codes.clear()

    @property
    def year(self) -> int:
        """The year in which the report's period ends."""
        return self.report.period.year

    @property
    def conventions(self) -> Conventions:
        """How the report prints what it computes."""
        return self.report.conventions

    def value(self, key: Key) -> Value | None:
        """The chosen value at a key."""
        found = self.archive.observation(key)
        return None if found is None else found.value

    def indicator(self, indicator_id: str) -> Indicator | None:
        """The indicator of that id."""
        return self.archive.catalogue.get(indicator_id)

    def key(self, at: At, indicator: Indicator) -> Key:
        """The key of a place, with the report's entity and years filled in."""
        period = "" if indicator.timeless else self._code(indicator.period_kind, at.period or 0)
        return Key(at.entity or self._report.entity, indicator.id, at.member or WHOLE, period)

    def _code(self, kind: PeriodKind | None, offset: int) -> str:
        known = self._codes.get((kind, offset))
        if known is None:
            known = self._codes[kind, offset] = self._report.period_of(kind, offset).code
        return known

    def member_ids(self, indicator_id: str) -> list[str]:
        """The members that have any value of an indicator."""
        return self.archive.members_with_value(indicator_id)

    def members(self, breakdown: str) -> list[tuple[str, str]]:
        """The members of a breakdown in order: (id, name)."""
        return [(one.id, one.name) for one in self.archive.members(breakdown)]

    def schools(self) -> list[tuple[str, str]]:
        """The schools of the report's city in order: (id, name)."""
        return [(one.id, one.name) for one in self.archive.entities if one.parent == self.report.entity]

    def is_offered(self, member: str, offset: int) -> bool:
        """Whether a member existed in the period that far from the report's."""
        return self.archive.is_offered(member, self.year + offset)

    def overrides(self, table_id: str) -> dict[tuple[str, str], Value]:
        """Typed-over computed cells of a table by (row id, column id)."""
        return self.archive.overrides(table_id)

    def records(self, table_id: str) -> tuple[Record, ...]:
        """The records of a register."""
        return self.archive.records(table_id)
