"""Values of proposed tables, once every cell of the file has its place."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from decimal import Decimal

from qdesk.model.evaluation import Worth
from qdesk.model.number_format import NumberStyle, settle
from qdesk.model.table_layout import CellText, LayoutKind
from qdesk.model.value import MISSING, Gap, Value, decimals_of, parse_value
from qdesk.recognition.cell_reading import is_computed_total, read_cell
from qdesk.recognition.computed_lines import (
    derive_indicators,
    forgo_agreeing,
    keep_unlike,
    settle_bases,
    settle_change_kind,
    settle_means,
)
from qdesk.recognition.file_table import BodyCell, FileData, FileTable, value_of
from qdesk.recognition.formula_roles import Registry
from qdesk.recognition.grid import cell_name
from qdesk.recognition.labels import LineRole
from qdesk.recognition.line_names import BORROWED_UNIT
from qdesk.recognition.proposal import FileContext, ReadValue, TableProposal
from qdesk.recognition.register_reading import read_register
from qdesk.recognition.skeleton import Skeleton, catalogue_with
from qdesk.recognition.stated_sums import compare_stated_sums
from qdesk.recognition.table_styles import (
    learn_joined_cells,
    learn_no_value_sign,
    learn_suffixes,
    learn_table_styles,
    learn_total_suffixes,
)


def finish_tables(skeletons: Sequence[Skeleton], context: FileContext) -> list[TableProposal]:
    """The proposals of a file's tables, in order.

    Each step goes over all tables before the next begins, because formulas reach from one table
    into another.
    """
    catalogue = catalogue_with(context, list(skeletons))
    data = FileData({one.id: one for one in catalogue})
    tables = [FileTable(skeleton, skeleton.layout, data) for skeleton in skeletons]
    axes = [table for table in tables if table.layout.kind is LayoutKind.AXES]
    proposals = {id(table): _proposal(table) for table in tables}
    registry = _registry(axes)
    for table in axes:
        settle_means(table)
        settle_bases(table, registry)
        settle_change_kind(table)
        derive_indicators(table, registry)
    for table in axes:
        _read_values(table, proposals[id(table)], set(context.entities.values()))
    for table in axes:
        forgo_agreeing(table, proposals[id(table)])
    for table in axes:
        learn_suffixes(table)
        learn_table_styles(table)
        learn_no_value_sign(table)
        learn_total_suffixes(table)
        keep_unlike(table, proposals[id(table)])
    for table in axes:
        _compare_computed(table, proposals[id(table)], as_printed=context.as_printed)
        compare_stated_sums(table, proposals[id(table)])
    for table in axes:
        learn_joined_cells(table)
    for table in tables:
        proposals[id(table)].layout = table.layout
        own = [data.indicators[one] for one in table.skeleton.indicators]
        proposals[id(table)].indicators = [
            replace(one, state="") if one.state == BORROWED_UNIT else one for one in own
        ]
    return [proposals[id(table)] for table in tables]


def _proposal(table: FileTable) -> TableProposal:
    skeleton = table.skeleton
    proposal = TableProposal(
        skeleton.understood,
        skeleton.layout,
        skeleton.match,
        members=skeleton.members,
        schools=skeleton.schools,
        candidates=skeleton.candidates,
    )
    if skeleton.layout.kind is LayoutKind.REGISTER:
        read_register(table, proposal)
    return proposal


def _registry(tables: Sequence[FileTable]) -> Registry:
    """The coordinates of every body cell of the file's two-axes tables."""
    return {
        (table.sheet, row, column): table.skeleton.at(row, column)
        for table in tables
        for row in table.skeleton.understood.region.body_rows
        for column in table.skeleton.understood.region.columns
    }


def _read_values(table: FileTable, proposal: TableProposal, known: Collection[str]) -> None:
    """`known` are the ids of the schools that the store has."""
    for one in table.cells():
        indicator = table.indicator_of(one)
        computed = one.role in (LineRole.CHANGE, LineRole.PER) or is_computed_total(one, indicator)
        derived = indicator is not None and indicator.formula is not None
        read = read_cell(
            table, one, indicator, known, computed=computed or (derived and one.cell.formula is not None)
        )
        if read is None:
            continue
        proposal.values.append(read)
        if not read.computed and indicator is not None and read.at is not None:
            table.data.values[table.data.key(read.at, indicator)] = read.value


def _compare_computed(table: FileTable, proposal: TableProposal, *, as_printed: bool) -> None:
    """`as_printed`: what never comes out as a total or a change is none, and stands as it is."""
    evaluation = table.evaluation()
    layout = table.layout
    reads = {read.cell: read for read in proposal.values}
    cells = dict(layout.cells)
    compared: list[tuple[BodyCell, ReadValue]] = []
    unfilled = set[str]() if as_printed else _unfilled_changes(table)
    for one in table.cells():
        name = cell_name(one.row.index, one.column.index)
        worth = evaluation.worth(one.row_leaf, one.column_leaf)
        shown = value_of(one.cell)[0]
        if not worth.computed and not (one.role is LineRole.TOTAL and isinstance(shown, str)):
            continue
        read = reads.get(name)
        place = (one.row_leaf.id, one.column_leaf.id)
        signed = isinstance(shown, Gap) and isinstance(worth.value, Gap) and not one.cell.is_empty
        # No rule gives a number here: the file's own stands, so that nothing is lost.
        ruleless = isinstance(shown, Decimal) and worth.value in (MISSING, Gap())
        if (
            isinstance(shown, str)
            or signed
            or ruleless
            or (_blank_on_purpose(one, worth) and unfilled.isdisjoint(place))
        ):
            cells[place] = CellText(one.cell.text.strip())
        elif read is not None and one.cell.formula is None:
            read.disagrees = _disagreement(worth, read.value)
            plain = isinstance(parse_value(one.cell.text).value, Decimal)  # 14 (全市) counts something else
            read.place = place if read.disagrees and plain else None
            compared.append((one, read))
    unlike = [pair for pair in compared if as_printed and _is_no_such_line(table, pair[0], compared)]
    for one, read in unlike:
        if read.place:
            read.place, read.disagrees = None, ""
            cells[one.row_leaf.id, one.column_leaf.id] = CellText(one.cell.text.strip())
    table.layout = replace(layout, cells=cells)


def _unfilled_changes(table: FileTable) -> set[str]:
    """The lines of changes that the file leaves empty from end to end: nobody meant them to stay so."""
    filled: dict[str, bool] = {}
    for one in table.cells():
        for leaf in (one.row_leaf, one.column_leaf):
            if leaf.change:
                filled[leaf.id] = filled.get(leaf.id, False) or not one.cell.is_empty
    return {name for name, any_filled in filled.items() if not any_filled}


def _is_no_such_line(
    table: FileTable, cell: BodyCell, compared: Sequence[tuple[BodyCell, ReadValue]]
) -> bool:
    """Whether a line called a total or a change never comes out as one: 总量 over unlike things, 平均起薪."""
    indicator = table.indicator_of(cell)
    if cell.role is LineRole.TOTAL and indicator is not None and "平均" in indicator.name:
        return True
    for of in ("row_leaf", "column_leaf"):
        leaf = getattr(cell, of)
        if not (leaf.total or leaf.change):
            continue
        line = [read for one, read in compared if getattr(one, of).id == leaf.id]
        if len(line) > 1 and all(read.disagrees for read in line):
            return True
    return False


def _blank_on_purpose(one: BodyCell, worth: Worth) -> bool:
    """A computed place that the file leaves empty or marks although a number could stand."""
    if not isinstance(worth.value, Decimal):
        return one.cell.is_empty and worth.value != MISSING and isinstance(worth.value, Gap)
    return one.cell.is_empty


def _disagreement(worth: Worth, shown: Value) -> str:
    """A sentence where the file's computed cell is not what follows from its values."""
    if not isinstance(worth.value, Decimal) or not isinstance(shown, Decimal):
        return ""
    decimals = decimals_of(shown)
    right = settle(worth.value, NumberStyle(decimals))
    return "" if right == shown else f"文件里是 {shown:f}，按数据应为 {right:f}"
