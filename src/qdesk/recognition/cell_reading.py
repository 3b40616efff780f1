"""What a body cell says: its value, its place, its unit, and whether that is sure."""

from __future__ import annotations

import re
from collections.abc import Collection
from decimal import Decimal

from qdesk.model.indicator import Aggregate, Indicator, IndicatorKind
from qdesk.model.unit_scale import factor_between
from qdesk.model.value import Gap, Range, Value, fold_text, parse_value
from qdesk.recognition.doubts import Doubt, converted_value, doubt_of_school, doubt_of_unit, doubt_of_value
from qdesk.recognition.file_table import BodyCell, FileTable, value_of
from qdesk.recognition.grid import cell_name, one_line
from qdesk.recognition.labels import LineRole
from qdesk.recognition.line_names import measure_of_title
from qdesk.recognition.marks import Says
from qdesk.recognition.proposal import ReadValue
from qdesk.recognition.row_units import row_unit


def is_computed_total(one: BodyCell, indicator: Indicator | None) -> bool:
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


def read_cell(
    table: FileTable, one: BodyCell, indicator: Indicator | None, known: Collection[str], *, computed: bool
) -> ReadValue | None:
    """One body cell as a value with its place; None for an empty one that stands for nothing.

    `known` are the ids of the schools that the store has.
    """
    cell = one.cell
    if cell.is_empty and (one.role is not LineRole.VALUE or _is_text(indicator)):
        return None
    value, unit = value_of(cell)
    if _is_text(indicator) and not isinstance(value, str):
        value = cell.text.strip()
    if computed and isinstance(value, str):
        value = _number_with_remark(value)
    printed = _printed_unit(one, table, indicator)
    doubt, shown_unit = Doubt(), printed
    if not computed:
        converted, doubt = converted_value(value, unit or printed, indicator)
        if converted is not value:
            value, shown_unit = converted, ""
        doubt = _doubt_of(table, one, value, unit, indicator, known) or doubt
    mark = table.skeleton.understood.region.marks.cell(one.row.index, one.column.index)
    if mark is not None and mark.says in (Says.SURE, Says.VALUE):
        doubt = Doubt()
    return ReadValue(
        cell=cell_name(one.row.index, one.column.index),
        raw=cell.raw or cell.text,
        row=_row_name(one, indicator),
        parent=one.row.parent or one.row.group,
        measure=indicator.name if indicator else "",
        printed=_printed_measure(one, table, indicator),
        member=one.at.member or "",
        entity=one.at.entity or "",
        offset=one.at.period or 0,
        value=value,
        unit=shown_unit or _own_unit(one, value, indicator) or unit,
        at=None if computed else one.at._replace(period=one.at.period or 0),
        computed=computed,
        has_period=one.role is not LineRole.CHANGE,
        doubt=doubt.text,
        suggestion=doubt.suggestion,
        cause=doubt.cause,
    )


def _own_unit(one: BodyCell, value: Value, indicator: Indicator | None) -> str:
    own = indicator.unit if indicator else ""
    if one.role is LineRole.CHANGE:
        return "%" if _shows_percent(one) else ""
    if one.role is LineRole.PER and own and not own.endswith("/生"):
        return "" if isinstance(value, Gap) else f"{own}/生"
    return own


def _doubt_of(
    table: FileTable,
    one: BodyCell,
    value: Value,
    unit: str,
    indicator: Indicator | None,
    known: Collection[str],
) -> Doubt:
    owner = table.skeleton.understood.owner
    if owner.doubt:
        return Doubt(owner.doubt, cause=owner.cause)
    return (
        doubt_of_value(one.cell, value, unit, indicator)
        or _doubt_of_line(one)
        or _doubt_of_column_unit(one, indicator)
        or _doubt_of_lost_unit(one, unit, indicator)
        or doubt_of_school(one.at.entity or "", known)
        or (doubt_of_unit(indicator) if isinstance(value, Decimal | Range) else Doubt())
    )


def _doubt_of_line(one: BodyCell) -> Doubt:
    """A row or column whose name is only like one of the matched table's."""
    if one.cell.is_empty:
        return Doubt()
    for line in (one.row, one.column):
        if line.candidates:
            like = line.candidates[0]
            said = f"本报告的表里没有“{line.parts.name}”"
            return Doubt(f"{said}，可能是“{like.name}”（相似度 {like.likeness}%）")
    return Doubt()


def _doubt_of_column_unit(one: BodyCell, indicator: Indicator | None) -> Doubt:
    """A column in a unit of its own among rows that have theirs: 调查人次 beside percentages."""
    if indicator is None or not indicator.unit or one.cell.is_empty or one.role is not LineRole.VALUE:
        return Doubt()
    label = fold_text(one.column.label)
    unit = one.column.parts.unit or next((word for word, ends in _SAYS_UNIT if ends.search(label)), "")
    of_row = one.row_leaf.at.indicator is not None and one.row_leaf.at.indicator == one.at.indicator
    own = unit and of_row and factor_between(unit, indicator.unit) is None
    return Doubt(f"这一列是“{one.column.label}”，与这一行的单位“{indicator.unit}”不合") if own else Doubt()


def _doubt_of_lost_unit(one: BodyCell, unit: str, indicator: Indicator | None) -> Doubt:
    """A unit that stands in the cell only, and neither number nor line would keep."""
    if indicator is None or indicator.unit or unit in ("", "%", ":1") or one.role is not LineRole.VALUE:
        return Doubt()
    lines = (one.row_leaf.line, one.column_leaf.line)
    if any(unit in (line.label or "") or line.unit for line in lines):
        return Doubt()
    return Doubt(f"单位“{unit}”只写在这一格里，导入后看不到；请把单位写进这一行或这一列的名称")


_SAYS_UNIT = (
    ("%", re.compile(r"(?:率|占比|比例|比重)$")),
    ("人次", re.compile(r"人次$")),
    ("万元", re.compile(r"金额$|经费$|投入$")),
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


def _printed_measure(one: BodyCell, table: FileTable, indicator: Indicator | None) -> str:
    """What the sheet calls the thing that is measured: the row, the column, or the whole table."""
    if one.row_leaf.at.indicator is not None:
        return one.row.parts.name or one_line(one.row.label) or _shared_name(one, table, indicator)
    if one.column_leaf.at.indicator is not None:
        return one.column.parts.name
    return measure_of_title(table.skeleton.understood.title)


def _shared_name(one: BodyCell, table: FileTable, indicator: Indicator | None) -> str:
    """A row without a name counts the thing above in another unit (门 / 学时)."""
    above = [row for row in table.skeleton.understood.rows if row.index < one.row.index and row.parts.name]
    return f"{above[-1].parts.name}·{_printed_unit(one, table, indicator)}" if above else ""


def _printed_unit(one: BodyCell, table: FileTable, indicator: Indicator | None) -> str:
    """The unit in the sheet's own words, where it states one for the row or the column."""
    if one.role in (LineRole.CHANGE, LineRole.PER):
        return ""
    understood = table.skeleton.understood
    own = row_unit(understood, one.row.index, one.column)
    printed = own or one.row.parts.unit or one.column.parts.unit
    if not printed and indicator is not None and factor_between(understood.region.unit, indicator.unit):
        printed = understood.region.unit
    return "元/月" if printed == "元月" else printed


def _row_name(one: BodyCell, indicator: Indicator | None) -> str:
    if one.row.period and indicator is not None:
        return indicator.name
    return one_line(one.row.label)
