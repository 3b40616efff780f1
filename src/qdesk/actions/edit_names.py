"""Names for the whole report: members, schools and indicators, renamed, joined, ordered, ended."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from qdesk.errors import UserError
from qdesk.model.archive import Archive
from qdesk.model.edit import Edit, FieldChange, Kind
from qdesk.model.entity import Entity, Member
from qdesk.model.indicator import Indicator
from qdesk.model.line_tree import mapped
from qdesk.model.observation import Key, Observation
from qdesk.model.report import ReportTable
from qdesk.model.report_view import ReportView
from qdesk.model.table_layout import Line, walk
from qdesk.model.value import MISSING, fold_text

Named = Member | Entity | Indicator
_CLAIMS = 13
_WORDS = {Member: "分项", Entity: "学校", Indicator: "指标"}
_KINDS = {Member: Kind.MEMBER, Entity: Kind.ENTITY, Indicator: Kind.INDICATOR}


def rename(view: ReportView, thing: Named, name: str) -> Edit:
    """Rename a major, a school or an indicator in every table of this report; its history stays.

    The old name remains as another name, by which older files still find it. Raises UserError
    where another one of its kind bears the new name.
    """
    plain = " ".join(name.split())
    if not plain:
        raise UserError("名称不能是空的", remedy="请写出新的名称")
    if fold_text(plain) == fold_text(thing.name):
        return Edit("改名", ())
    other = _bearer(view.archive, thing, plain)
    if other is not None:
        word = _WORDS[type(thing)]
        raise UserError(
            f"已经有一个{word}叫“{plain}”", remedy="如果两者是同一个，请用“合并”；否则请换一个名称"
        )
    aliases = tuple(dict.fromkeys((*thing.aliases, thing.name)))
    renamed = replace(thing, name=plain, aliases=tuple(one for one in aliases if one != plain))
    changes = [view.archive.change(_KINDS[type(thing)], _key(thing), renamed)]
    changes += _relabelled(view, thing, plain)
    return Edit(f"{thing.name} 改名为 {plain}", tuple(changes))


def _key(thing: Named) -> tuple[str, ...]:
    return (thing.breakdown, thing.id) if isinstance(thing, Member) else (thing.id,)


def _bearer(archive: Archive, thing: Named, name: str) -> Named | None:
    if isinstance(thing, Member):
        pool: Sequence[Named] = archive.members(thing.breakdown)
    elif isinstance(thing, Entity):
        pool = archive.entities
    else:
        return None  # indicators of one name are told apart by their tables
    wanted = fold_text(name)
    return next((one for one in pool if one.id != thing.id and fold_text(one.name) == wanted), None)


def _relabelled(view: ReportView, thing: Named, name: str) -> list[FieldChange]:
    """Labels that bore the old name bear the new one; a label of a table's own stays."""
    old = fold_text(thing.name)

    def change(line: Line) -> Line:
        if line.label is None or not _stands_for(line, thing):
            return line
        if fold_text(line.label) == old:
            return replace(line, label=name)
        return replace(line, label=line.label.replace(thing.name, name, 1))

    return _changed_tables(view, change)


def _stands_for(line: Line, thing: Named) -> bool:
    if isinstance(thing, Member):
        return line.at.member == thing.id
    return thing.id == (line.at.entity if isinstance(thing, Entity) else line.at.indicator)


def _changed_tables(view: ReportView, change: Callable[[Line], Line]) -> list[FieldChange]:
    archive = view.archive
    found: list[FieldChange] = []
    for table in archive.tables(view.report.id):
        rows, columns = mapped(table.layout.rows, change), mapped(table.layout.columns, change)
        if (rows, columns) != (table.layout.rows, table.layout.columns):
            layout = replace(table.layout, rows=rows, columns=columns)
            found.append(archive.change(Kind.TABLE, (table.id,), replace(table, layout=layout)))
    return found


def set_years(view: ReportView, member: Member, first: int | None, last: int | None) -> Edit:
    """From and until when a member was offered; None where it always was, or still is."""
    if first is not None and last is not None and first > last:
        raise UserError(f"“{member.name}”的停办早于开设", remedy="请检查两个年份")
    after = replace(member, first_year=first, last_year=last)
    change = view.archive.change(Kind.MEMBER, _key(member), after)
    return Edit(f"{member.name} 的起止年份", (change,))


def order_members(view: ReportView, breakdown: str, ids: Sequence[str]) -> Edit:
    """Another order of a breakdown, in every table that lists it."""
    place = {member: at for at, member in enumerate(ids)}
    changes = [
        view.archive.change(Kind.MEMBER, _key(one), replace(one, position=place[one.id]))
        for one in view.archive.members(breakdown)
        if one.id in place and one.position != place[one.id]
    ]
    return Edit(f"{breakdown}的顺序", tuple(changes))


def merge_members(view: ReportView, gone: Member, into: Member) -> Edit:
    """Two names of one major become one: values, lines and names of the first go to the second.

    Where both have a value for the same place and year, that of `into` stands, and the other
    remains behind it in the history of the cell.
    """
    if gone.breakdown != into.breakdown or gone.id == into.id:
        raise UserError("只能合并同一类里的两个分项", remedy="请重新选择")
    archive = view.archive
    changes: list[FieldChange] = []
    for key, thing in list(archive.all_of(Kind.OBSERVATION)):
        one = Key(*key)
        if one.member != gone.id or not isinstance(thing, Observation):
            continue
        target = one._replace(member=into.id)
        there = archive.observation(target)
        after = thing if there is None else _joined(there, thing)
        changes.append(archive.change(Kind.OBSERVATION, target, after))
        changes.append(archive.change(Kind.OBSERVATION, one, None))
    names = tuple(dict.fromkeys((*into.aliases, gone.name, *gone.aliases)))
    years = (
        None
        if None in (into.first_year, gone.first_year)
        else min(into.first_year or 0, gone.first_year or 0),
        None if None in (into.last_year, gone.last_year) else max(into.last_year or 0, gone.last_year or 0),
    )
    kept = replace(into, aliases=names, first_year=years[0], last_year=years[1])
    changes.append(archive.change(Kind.MEMBER, _key(into), kept))
    changes.append(archive.change(Kind.MEMBER, _key(gone), None))
    changes += _merged_lines(view, gone, into)
    return Edit(f"{gone.name} 并入 {into.name}", tuple(changes))


def places_of_both(view: ReportView, gone: Member, into: Member) -> int:
    """In how many places both members have a value, so that one of the two will no longer show."""
    archive = view.archive
    count = 0
    for key, thing in archive.all_of(Kind.OBSERVATION):
        one = Key(*key)
        if one.member == gone.id and isinstance(thing, Observation) and thing.value != MISSING:
            there = archive.observation(one._replace(member=into.id))
            count += there is not None and there.value not in (MISSING, thing.value)
    return count


def _joined(stands: Observation, other: Observation) -> Observation:
    """Both histories in one; a place that is empty on one side takes the other's value."""
    first, second = (other, stands) if stands.value == MISSING else (stands, other)
    return Observation((*first.claims, *second.claims)[:_CLAIMS], stands.note or other.note)


def _merged_lines(view: ReportView, gone: Member, into: Member) -> list[FieldChange]:
    """A line of the one that is gone stands for the other; where both stood, it goes."""

    def settled(lines: tuple[Line, ...]) -> tuple[Line, ...]:
        return without(lines, both=any(line.at.member == into.id for line in walk(lines)))

    def without(lines: tuple[Line, ...], *, both: bool) -> tuple[Line, ...]:
        kept = [line for line in lines if not (both and line.at.member == gone.id)]
        return tuple(
            replace(
                line,
                at=line.at._replace(member=into.id) if line.at.member == gone.id else line.at,
                lines=without(line.lines, both=both),
            )
            for line in kept
        )

    archive = view.archive
    found: list[FieldChange] = []
    for table in _all_tables(archive):
        layout = table.layout
        fresh = replace(layout, rows=settled(layout.rows), columns=settled(layout.columns))
        if fresh != layout:
            found.append(archive.change(Kind.TABLE, (table.id,), replace(table, layout=fresh)))
    return found


def _all_tables(archive: Archive) -> list[ReportTable]:
    return [table for report in archive.reports for table in archive.tables(report.id)]
