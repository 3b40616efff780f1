"""Values of proposed tables, once every cell of the file has its place."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import replace
from decimal import Decimal

from qdesk.model.evaluation import Worth
from qdesk.model.indicator import Aggregate, Indicator, IndicatorKind
from qdesk.model.number_format import NumberStyle, settle
from qdesk.model.table_layout import CellText, LayoutKind
from qdesk.model.value import MISSING, Gap, Range, Value, decimals_of, fold_text, parse_value
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
from qdesk.recognition.grid import GridCell, cell_name, one_line
from qdesk.recognition.labels import LineRole
from qdesk.recognition.line_names import BORROWED_UNIT, measure_of_title
from qdesk.recognition.owner import NEW_SCHOOL
from qdesk.recognition.proposal import FileContext, ReadValue, TableProposal
from qdesk.recognition.register_reading import read_register
from qdesk.recognition.skeleton import Skeleton, catalogue_with
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
        _compare_computed(table, proposals[id(table)])
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
        computed = one.role in (LineRole.CHANGE, LineRole.PER) or _is_computed_total(one, indicator)
        derived = indicator is not None and indicator.formula is not None
        read = _read(
            table, one, indicator, known, computed=computed or (derived and one.cell.formula is not None)
        )
        if read is None:
            continue
        proposal.values.append(read)
        if not read.computed and indicator is not None and read.at is not None:
            table.data.values[table.data.key(read.at, indicator)] = read.value


def _is_computed_total(one: BodyCell, indicator: Indicator | None) -> bool:
    """A total is computed where a rule gives it; without one it is the file's own number."""
    if one.role is not LineRole.TOTAL:
        return False
    if indicator is None or LineRole.MEAN in (one.row.role, one.column.role):
        return True
    if indicator.kind is IndicatorKind.TEXT or isinstance(value_of(one.cell)[0], str):
        return True
    own = indicator.aggregate in (Aggregate.OWN, Aggregate.NONE)
    summed = indicator.kind in (IndicatorKind.COUNT, IndicatorKind.MONEY, IndicatorKind.NUMBER) and not own
    return summed or indicator.aggregate is Aggregate.MEAN or indicator.formula is not None


def _read(
    table: FileTable, one: BodyCell, indicator: Indicator | None, known: Collection[str], *, computed: bool
) -> ReadValue | None:
    cell = one.cell
    if cell.is_empty and (one.role is not LineRole.VALUE or _is_text(indicator)):
        return None
    value, unit = value_of(cell)
    if _is_text(indicator) and not isinstance(value, str):
        value = cell.text.strip()
    if computed and isinstance(value, str):
        value = _number_with_remark(value)
    own_unit = indicator.unit if indicator else ""
    if one.role is LineRole.CHANGE:
        own_unit = "%" if _shows_percent(one) else ""
    elif one.role is LineRole.PER and own_unit and not own_unit.endswith("/生"):
        own_unit = "" if isinstance(value, Gap) else f"{own_unit}/生"
    member = one.at.member or ""
    return ReadValue(
        cell=cell_name(one.row.index, one.column.index),
        raw=cell.raw or cell.text,
        row=_row_name(one, indicator),
        parent=one.row.parent or one.row.group,
        measure=indicator.name if indicator else "",
        printed=_printed_measure(one, table),
        member=member,
        entity=one.at.entity or "",
        offset=one.at.period or 0,
        value=value,
        unit=_printed_unit(one, table) or own_unit or unit,
        at=None if computed else replace(one.at, period=one.at.period or 0),
        computed=computed,
        has_period=one.role is not LineRole.CHANGE,
        doubt=""
        if computed
        else table.skeleton.understood.owner.doubt
        or _doubt(cell, value, unit, indicator)
        or _unknown_school(one, known)
        or (_borrowed_unit(indicator) if isinstance(value, Decimal | Range) else ""),
    )


_REMARK = re.compile(r"^([^()（）]+)[(（][^()（）]+[)）]$")


def _number_with_remark(text: str) -> Value:
    """14 (全市) is 14 for comparing; the cell itself prints as it stands."""
    match = _REMARK.match(text.strip())
    number = parse_value(match[1]).value if match else text
    return number if isinstance(number, Decimal) else text


def _is_text(indicator: Indicator | None) -> bool:
    return indicator is not None and indicator.kind is IndicatorKind.TEXT


def _shows_percent(one: BodyCell) -> bool:
    return "%" in fold_text(one.column.label + one.row.label + one.cell.text)


def _printed_measure(one: BodyCell, table: FileTable) -> str:
    """What the sheet calls the thing that is measured: the row, the column, or the whole table."""
    if one.row_leaf.at.indicator is not None:
        return one.row.parts.name or one_line(one.row.label) or _shared_name(one, table)
    if one.column_leaf.at.indicator is not None:
        return one.column.parts.name
    return measure_of_title(table.skeleton.understood.title)


def _shared_name(one: BodyCell, table: FileTable) -> str:
    """A row without a name counts the thing above in another unit (门 / 学时)."""
    above = [row for row in table.skeleton.understood.rows if row.index < one.row.index and row.parts.name]
    return f"{above[-1].parts.name}·{_printed_unit(one, table)}" if above else ""


def _printed_unit(one: BodyCell, table: FileTable) -> str:
    """The unit in the sheet's own words, where it states one for the row or the column."""
    if one.role in (LineRole.CHANGE, LineRole.PER):
        return ""
    understood = table.skeleton.understood
    units = understood.of_role(LineRole.UNIT)
    own = understood.grid.at(one.row.index, units[0].index).text.strip() if units else ""
    printed = own or one.row.parts.unit or one.column.parts.unit
    return "元/月" if printed == "元月" else printed


def _row_name(one: BodyCell, indicator: Indicator | None) -> str:
    if one.row.period and indicator is not None:
        return indicator.name
    return one_line(one.row.label)


def _compare_computed(table: FileTable, proposal: TableProposal) -> None:
    evaluation = table.evaluation()
    layout = table.layout
    reads = {read.cell: read for read in proposal.values}
    cells = dict(layout.cells)
    for one in table.cells():
        name = cell_name(one.row.index, one.column.index)
        worth = evaluation.worth(one.row_leaf, one.column_leaf)
        shown = value_of(one.cell)[0]
        if not worth.computed and not (one.role is LineRole.TOTAL and isinstance(shown, str)):
            continue
        read = reads.get(name)
        signed = isinstance(shown, Gap) and isinstance(worth.value, Gap) and not one.cell.is_empty
        # No rule gives a number here: the file's own stands, so that nothing is lost.
        ruleless = isinstance(shown, Decimal) and worth.value in (MISSING, Gap())
        if isinstance(shown, str) or signed or ruleless or _blank_on_purpose(one, worth):
            cells[one.row_leaf.id, one.column_leaf.id] = CellText(one.cell.text.strip())
        elif read is not None and one.cell.formula is None:
            read.disagrees = _disagreement(worth, read.value)
    table.layout = replace(layout, cells=cells)


def _blank_on_purpose(one: BodyCell, worth: Worth) -> bool:
    """A computed place that the file leaves empty or marks although a number could stand."""
    if not isinstance(worth.value, Decimal):
        return one.cell.is_empty and worth.value != MISSING and isinstance(worth.value, Gap)
    return one.cell.is_empty


def _doubt(cell: GridCell, value: Value, unit: str, indicator: Indicator | None) -> str:
    """Why a value should be confirmed by the user; "" where it is sure."""
    if indicator is None or not isinstance(value, Decimal):
        if isinstance(value, str) and indicator and indicator.kind is not IndicatorKind.TEXT and value:
            return f"“{cell.text.strip()}”不是数值"
        return ""
    percent = indicator.kind is IndicatorKind.RATE and unit != "%"
    if percent and 0 < value < 1 and decimals_of(value) >= 2:
        return f"{value:f} 没有百分号，也没有百分比格式，可能是 {value * 100:f}%"
    money = {"元": 1, "万元": 10_000, "亿元": 100_000_000}
    if unit in money and indicator.unit in money and unit != indicator.unit:
        return f"单位是{unit}，本指标用{indicator.unit}"
    return ""


def _borrowed_unit(indicator: Indicator | None) -> str:
    """Whether the unit is only that of the other columns."""
    if indicator is None or indicator.state != BORROWED_UNIT:
        return ""
    return f"没有写单位，按同一张表的其他各列当作“{indicator.unit}”"


def _unknown_school(one: BodyCell, known: Collection[str]) -> str:
    entity = one.at.entity or ""
    if not entity.startswith(NEW_SCHOOL) or entity in known or not known:
        return ""
    return f"“{entity.removeprefix(NEW_SCHOOL)}”不在学校名单里，将作为新的学校"


def _disagreement(worth: Worth, shown: Value) -> str:
    """A sentence where the file's computed cell is not what follows from its values."""
    if not isinstance(worth.value, Decimal) or not isinstance(shown, Decimal):
        return ""
    decimals = decimals_of(shown)
    right = settle(worth.value, NumberStyle(decimals))
    return "" if right == shown else f"文件里是 {shown:f}，按数据应为 {right:f}"
