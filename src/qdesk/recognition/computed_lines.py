"""What formulas and numbers say of a table's computed lines: means, bases, comparison, derivation."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from qdesk.model.comparison import ChangeKind
from qdesk.model.indicator import Aggregate
from qdesk.model.number_format import NumberStyle, print_value, settle
from qdesk.model.table_layout import Change, Line, Per
from qdesk.model.value import decimals_of, fold_text
from qdesk.recognition.file_table import BodyCell, FileTable, number_of
from qdesk.recognition.formula_roles import (
    Registry,
    change_kind_of,
    change_kind_of_numbers,
    derivation,
    divisor_of,
)
from qdesk.recognition.grid import cell_name
from qdesk.recognition.labels import LineRole
from qdesk.recognition.proposal import TableProposal
from qdesk.recognition.spreadsheet_formula import Call
from qdesk.recognition.understood_table import Subject


def settle_means(table: FileTable) -> None:
    """A total cell that averages says how its indicator adds up."""
    for one in table.cells():
        indicator = table.indicator_of(one)
        if one.role is not LineRole.TOTAL or indicator is None or one.cell.formula is None:
            continue
        if isinstance(one.cell.formula, Call) and one.cell.formula.name == "AVERAGE":
            table.data.indicators[indicator.id] = replace(indicator, aggregate=Aggregate.MEAN)


def settle_bases(table: FileTable, registry: Registry) -> None:
    """Per-student lines learn what they divide by: a formula's divisor, the match, or enrolment."""
    bases: dict[int, str] = {}
    for one in table.cells():
        if one.role is LineRole.PER and one.cell.formula is not None:
            base = divisor_of(one.cell.formula, table.sheet, registry)
            if base and base.indicator:
                bases.setdefault(one.row.index, base.indicator)
    fallback = _enrolment(table)

    printed = iter(table.skeleton.understood.rows)

    def settle(line: Line) -> Line:
        if line.lines:
            return replace(line, lines=tuple(map(settle, line.lines)))
        row = next(printed).index
        if not isinstance(line.compute, Per):
            return line
        base = bases.get(row) or line.compute.base or fallback
        return replace(line, compute=Per(base) if base else None)

    if table.skeleton.understood.row_subject is Subject.PERIODS:
        table.layout = replace(table.layout, rows=tuple(map(settle, table.layout.rows)))


def _enrolment(table: FileTable) -> str:
    """The students of the table itself, where no formula names the base."""
    own = table.skeleton.column_at.values()
    names = {at.indicator for at in own if at.indicator}
    for found in names:
        indicator = table.data.indicator(found)
        if indicator and "在校生" in indicator.name and not indicator.name.startswith("生均"):
            return found
    return ""


def settle_change_kind(table: FileTable) -> None:
    """How the table compares: what most formulas do, else what the printed numbers follow.

    A line that clearly compares otherwise (增减率 beside 增减额) has a kind of its own.
    """
    votes: dict[_Axis, list[ChangeKind]] = defaultdict(list)
    samples: dict[_Axis, list[_Sample]] = defaultdict(list)
    values = _values_by_place(table)
    for one in table.cells():
        if one.role is not LineRole.CHANGE:
            continue
        across = one.column.role is LineRole.CHANGE
        line = (across, (one.column if across else one.row).index)
        if one.cell.formula is not None and (kind := change_kind_of(one.cell.formula)):
            votes[line].append(kind)
        shown, place = number_of(one.cell), _place(one)
        if shown is not None and {(*place, -1), (*place, 0)} <= values.keys():
            samples[line].append((values[(*place, -1)], values[(*place, 0)], shown))
    every = [kind for kinds in votes.values() for kind in kinds]
    printed = change_kind_of_numbers(one for line in samples.values() for one in line)
    kind = max(set(every), key=every.count) if every else printed
    match = table.skeleton.match
    chosen = kind or (match.layout.compare if match else ChangeKind.DIFFERENCE)
    said = _kinds_of_words(table)
    if not every and not any(samples.values()) and len(set(said.values())) == 1:
        chosen = next(iter(said.values()))
    found = {
        line: _kind_of_line(votes[line], samples[line]) if votes[line] or samples[line] else said.get(line)
        for line in {*votes, *samples, *said}
    }
    own = {line: one for line, one in found.items() if one not in (None, chosen)}
    layout = replace(table.layout, compare=chosen)
    if own:
        understood = table.skeleton.understood
        rows = [own.get((False, one.index)) for one in understood.rows]
        columns = [own.get((True, one.index)) for one in understood.columns]
        layout = replace(
            layout,
            rows=_with_kinds(layout.rows, iter(rows)),
            columns=_with_kinds(layout.columns, iter(columns)),
        )
    table.layout = layout


_Axis = tuple[bool, int]
"""A line: whether it is a column, and its index in the file."""
_Sample = tuple[Decimal, Decimal, Decimal]
"""Prior, current and printed change."""
_SAYS_GROWTH = re.compile(r"率|幅|%")
_SAYS_CHANGE = re.compile(r"^(?:[比较]?(?:上年|去年|同期)|同比)?(?:增|变化|升降)")


def _kinds_of_words(table: FileTable) -> dict[_Axis, ChangeKind]:
    """How the lines of a form that is still empty compare, as far as their words say: 增减, 增长率（%）."""
    understood = table.skeleton.understood
    found: dict[_Axis, ChangeKind] = {}
    for across, lines in ((False, understood.rows), (True, understood.columns)):
        for line in lines:
            label = fold_text(line.label)
            if line.role is not LineRole.CHANGE:
                continue
            if label.startswith("百分比"):
                found[across, line.index] = ChangeKind.RATIO
            elif _SAYS_CHANGE.match(label):
                growth = bool(_SAYS_GROWTH.search(label))
                found[across, line.index] = ChangeKind.GROWTH if growth else ChangeKind.DIFFERENCE
    return found


_FEWEST = 2


def _kind_of_line(votes: Sequence[ChangeKind], samples: Sequence[_Sample]) -> ChangeKind | None:
    """What a line's own formulas, or two printed numbers and most of them, follow."""
    if votes:
        return max(set(votes), key=votes.count)
    found = change_kind_of_numbers(samples)
    follows = sum(change_kind_of_numbers([one]) is found for one in samples)
    return found if follows >= _FEWEST and follows * 2 > len(samples) else None


def _values_by_place(table: FileTable) -> dict[tuple[object, ...], Decimal]:
    values: dict[tuple[object, ...], Decimal] = {}
    for one in table.cells():
        shown = number_of(one.cell)
        if shown is not None and one.role is not LineRole.CHANGE:
            values[(*_place(one), one.at.period or 0)] = shown
    return values


def _place(one: BodyCell) -> tuple[object, ...]:
    return (one.at.entity, one.at.indicator, one.at.member, one.row.role is LineRole.TOTAL)


def _with_kinds(lines: tuple[Line, ...], kinds: Iterator[ChangeKind | None]) -> tuple[Line, ...]:
    """The tree with the kinds of its leaves, in printed order; None leaves a line as it is."""
    done: list[Line] = []
    for line in lines:
        if line.lines:
            done.append(replace(line, lines=_with_kinds(line.lines, kinds)))
            continue
        kind = next(kinds)
        own = kind is not None and isinstance(line.compute, Change)
        done.append(replace(line, compute=Change(kind=kind)) if own else line)
    return tuple(done)


def derive_indicators(table: FileTable, registry: Registry) -> None:
    """Own indicators whose cells are formulas over their neighbours become derived."""
    skeleton = table.skeleton
    tried: set[str] = set()
    for one in table.cells():
        indicator = table.indicator_of(one)
        if one.role is not LineRole.VALUE or indicator is None or indicator.formula is not None:
            continue
        if one.cell.formula is None or indicator.id in tried:
            continue
        tried.add(indicator.id)
        place = (table.sheet, one.row.index, one.column.index)
        found = derivation(one.cell.formula, place, registry)
        if found is None:
            continue
        formula, decimals = found
        summed = indicator.aggregate is Aggregate.SUM
        aggregate = indicator.aggregate if summed else Aggregate.FORMULA
        derived = replace(indicator, formula=formula, decimals=decimals, aggregate=aggregate)
        table.data.indicators[indicator.id] = derived
        skeleton.indicators.setdefault(indicator.id, derived)


def forgo_agreeing(table: FileTable, proposal: TableProposal) -> None:
    """A typed value that is just what its formula gives stays computed."""
    evaluation = table.evaluation()
    reads = {read.cell: read for read in proposal.values}
    for one in table.cells():
        read = reads.get(cell_name(one.row.index, one.column.index))
        indicator = table.indicator_of(one)
        if read is None or read.computed or indicator is None or indicator.formula is None:
            continue
        if one.role is not LineRole.VALUE or not isinstance(read.value, Decimal):
            continue
        worth = evaluation.derived(one.row_leaf, one.column_leaf)
        if not isinstance(worth.value, Decimal):
            continue
        style = NumberStyle(decimals_of(read.value))
        if settle(worth.value, style) == read.value and read.at is not None:
            read.at, read.computed = None, True
            table.data.values.pop(table.data.key(one.at, indicator), None)


def keep_unlike(table: FileTable, proposal: TableProposal) -> None:
    """A typed value that its formula would print otherwise (11.54 for 11.5) stays as it was typed."""
    evaluation = table.evaluation()
    reads = {read.cell: read for read in proposal.values}
    for one in table.cells():
        read = reads.get(cell_name(one.row.index, one.column.index))
        indicator = table.indicator_of(one)
        if read is None or not read.computed or indicator is None or indicator.formula is None:
            continue
        if one.role is not LineRole.VALUE or one.cell.formula is not None:
            continue
        worth = evaluation.worth(one.row_leaf, one.column_leaf)
        if isinstance(read.value, Decimal) and print_value(worth.value, worth.style) != _shown(one):
            read.at, read.computed = one.at._replace(period=one.at.period or 0), False
            table.data.values[table.data.key(one.at, indicator)] = read.value


def _shown(one: BodyCell) -> str:
    return fold_text(one.cell.text)
