"""What formulas and numbers say of a table's computed lines: means, bases, comparison, derivation."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from qdesk.model.comparison import ChangeKind
from qdesk.model.indicator import Aggregate
from qdesk.model.number_format import NumberStyle, print_value, settle
from qdesk.model.table_layout import Line, Per
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
    """How the table compares: what most formulas do, else what the printed numbers follow."""
    votes: list[ChangeKind] = []
    for one in table.cells():
        if one.role is LineRole.CHANGE and one.cell.formula is not None:
            kind = change_kind_of(one.cell.formula)
            votes.extend([kind] if kind else [])
    kind = max(set(votes), key=votes.count) if votes else _kind_of_numbers(table)
    match = table.skeleton.match
    chosen = kind or (match.layout.compare if match else ChangeKind.DIFFERENCE)
    table.layout = replace(table.layout, compare=chosen)


def _kind_of_numbers(table: FileTable) -> ChangeKind | None:
    """Without formulas the printed numbers tell how they came about."""
    values: dict[tuple[object, ...], Decimal] = {}
    changes: dict[tuple[object, ...], Decimal] = {}
    for one in table.cells():
        shown = number_of(one.cell)
        if shown is None:
            continue
        place = (one.at.entity, one.at.indicator, one.at.member, one.row.role is LineRole.TOTAL)
        if one.role is LineRole.CHANGE:
            changes[place] = shown
        else:
            values[(*place, one.at.period or 0)] = shown
    return change_kind_of_numbers(
        (values[(*place, -1)], values[(*place, 0)], shown)
        for place, shown in changes.items()
        if (*place, -1) in values and (*place, 0) in values
    )


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
            read.at, read.computed = replace(one.at, period=one.at.period or 0), False
            table.data.values[table.data.key(one.at, indicator)] = read.value


def _shown(one: BodyCell) -> str:
    return fold_text(one.cell.text)
