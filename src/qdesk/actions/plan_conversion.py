"""What becomes of a report under another standard: each section's place, to be looked at first."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from qdesk.actions.library import library
from qdesk.errors import UserError
from qdesk.model.conversion import Conversion
from qdesk.model.report import ReportTable, Section
from qdesk.model.report_view import ReportView
from qdesk.model.standard import Standard, StandardSection
from qdesk.model.value import fold_text

TRAY = ""
"""The place of what has none."""


@dataclass(frozen=True, slots=True)
class SectionPlan:
    """A section of the report and the sections of the target that continue it.

    The first of `places` takes its texts, tables and cases, all of them show its text of last year; none:
    it goes to the tray. `own` sections are the school's, they go along
    with the section that they stand in.
    """

    section: Section
    title: str
    places: tuple[str, ...] = ()
    own: bool = False
    has_text: bool = False
    tables: tuple[str, ...] = ()

    @property
    def place(self) -> str:
        """The section of the target that takes the content, `TRAY` for none."""
        return self.places[0] if self.places else TRAY


@dataclass(frozen=True, slots=True)
class ConversionPlan:
    """The whole way; `tables` are ids of the report's tables by the target's table that they become."""

    target: Standard
    sections: tuple[SectionPlan, ...]
    tables: Mapping[str, ReportTable] = field(default_factory=dict[str, ReportTable])
    indicators: Mapping[str, str] = field(default_factory=dict[str, str])

    def with_place(self, section_id: str, place: str) -> ConversionPlan:
        """The same with another place for one section (`TRAY` for none)."""

        def placed(one: SectionPlan) -> SectionPlan:
            if one.section.id != section_id:
                return one
            others = tuple(other for other in one.places if other != place)
            return replace(one, places=(place, *others) if place else ())

        return replace(self, sections=tuple(placed(one) for one in self.sections))

    @property
    def unplaced(self) -> list[SectionPlan]:
        """Sections of the old standard that would go to the tray."""
        return [one for one in self.sections if not one.own and not one.places]


def plan_conversion(view: ReportView, standard_id: str) -> ConversionPlan:
    """How the open report would go over to another standard; raises UserError where it cannot.

    Places follow the conversion between both standards; without one, sections of the same title.
    """
    target = library().standard(standard_id)
    report = view.report
    if target.id == report.standard:
        raise UserError("报告用的就是这个编写规范", target.name, "请选择另一个")
    if target.level is not report.level:
        raise UserError(
            "学校的报告不能换成市级规范，市级的也不能换成学校规范", target.name, "请选择同一级的规范"
        )
    source = next((one for one in library().standards if one.id == report.standard), None)
    conversion = _conversion(report.standard, source, target)
    places = _places(conversion, source, target)
    known = {one.id for one in source.sections()} if source else set(places)
    plans = tuple(
        SectionPlan(
            heading.section,
            view.title_of(heading),
            places.get(heading.section.origin, ()),
            own=heading.section.origin not in known,
            has_text=bool(view.text(heading.section.id).strip()),
            tables=tuple(view.filled(one).caption for one in heading.tables),
        )
        for heading in view.headings
    )
    return ConversionPlan(target, plans, _tables(view, conversion, target), conversion.indicators)


def _conversion(old: str, source: Standard | None, target: Standard) -> Conversion:
    """The templates' rules; between own standards those of the frames that they were made of."""
    rules = {(one.source, one.target): one for one in library().conversions}
    for first in (old, old.partition("-own-")[0]):
        for second in (target.id, target.id.partition("-own-")[0]):
            if found := rules.get((first, second)):
                return found
    return Conversion(source.id if source else old, target.id)


def _places(conversion: Conversion, source: Standard | None, target: Standard) -> dict[str, tuple[str, ...]]:
    """Section of the source → sections of the target in printed order."""
    found: dict[str, tuple[str, ...]] = {}
    there = {one.id for one in target.sections()}
    for one in target.sections():
        for old in conversion.sections.get(one.id, ()):
            found[old] = (*found.get(old, ()), one.id)
    if conversion.sections or source is None:
        return found
    if source.id.partition("-own-")[0] == target.id.partition("-own-")[0]:
        found |= {one.id: (one.id,) for one in source.sections() if one.id in there}
    titles = {fold_text(one.title): one.id for one in target.sections() if one.title}
    for one in source.sections():
        if one.id not in found and fold_text(one.title) in titles:
            found[one.id] = (titles[fold_text(one.title)],)
    return found


def _tables(view: ReportView, conversion: Conversion, target: Standard) -> dict[str, ReportTable]:
    """Table of the target → the report's table that takes its place, the first of several."""
    found: dict[str, ReportTable] = {}
    by_source = {layout.source: name for name, layout in target.tables.items() if layout.source}
    for heading in view.headings:
        for table in heading.tables:
            source = table.layout.source
            name = conversion.tables.get(source, source)
            name = name if name in target.tables else by_source.get(name, "")
            if name and name not in found:
                found[name] = table
    return found


def target_titles(standard: Standard) -> list[tuple[str, str]]:
    """Every section of a standard as (title with its number, id), for choosing a place."""
    return list(_titles(standard, standard.outline, ()))


def _titles(
    standard: Standard, sections: tuple[StandardSection, ...], path: tuple[int, ...]
) -> Iterator[tuple[str, str]]:
    scheme, count = standard.numbering.scheme, 0
    for one in sections:
        count += not one.numbering
        here = (*path, count)
        number = scheme.number(here) + scheme.level(len(here)).gap if not one.numbering else ""
        yield f"{number}{one.title or one.numbering.partition('{')[0].strip()}", one.id
        yield from _titles(standard, one.children, here)
