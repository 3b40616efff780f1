"""What the user meant by a typed or pasted text: numbers with units, dates, choices."""

from __future__ import annotations

from decimal import Decimal

from qdesk.actions.reckoned import reckoned
from qdesk.errors import UserError
from qdesk.model.date_text import parse_date
from qdesk.model.filled_cell import CellRole, FilledCell
from qdesk.model.filled_table import FilledTable
from qdesk.model.indicator import Indicator, IndicatorKind
from qdesk.model.report_view import ReportView
from qdesk.model.table_layout import FieldType, Line
from qdesk.model.unit_scale import in_unit, unit_scale
from qdesk.model.value import MAX_DIGITS, MISSING, ParsedValue, Value, fold_text, parse_value, plain_text
from qdesk.recognition.labels import split_label

MAX_TEXT = 4000
_REMARKS = ("备注", "说明", "备注说明")


def entered_value(text: str, indicator: Indicator | None) -> Value:
    """What the user meant by `text` in a cell of this indicator.

    Money in another unit is converted (34100元 in a 万元 cell is 3.41), a sum is reckoned (=12+35); a unit
    that contradicts raises UserError. Text in a number cell stays text: 1800～2200, 中职不填报.
    """
    if len(text) > MAX_TEXT:
        raise UserError(f"内容太长（{len(text)} 字）", remedy=f"一个单元格请不要超过 {MAX_TEXT} 字")
    if indicator is not None and indicator.kind is IndicatorKind.TEXT:
        return text.strip() or MISSING
    text = reckoned(text)
    refuse_long_number(text)
    parsed = parse_value(text)
    if not isinstance(parsed.value, Decimal) or not parsed.unit or indicator is None:
        return parsed.value
    return _in_unit(parsed, parsed.value, indicator)


def refuse_long_number(text: str) -> None:
    """Raise UserError for a number of more digits than a report can mean."""
    digits = fold_text(text).replace(",", "").lstrip("+-")
    if digits.replace(".", "", 1).isdigit() and len(digits) > MAX_DIGITS:
        shown = text.strip()[:40]
        raise UserError(f"“{shown}”有 {len(digits)} 位，不像一个数", remedy="请检查是否多打了几位")


def _in_unit(parsed: ParsedValue, number: Decimal, indicator: Indicator) -> Decimal:
    """The number in the indicator's own unit: 1.05万人 is 10500 人, 34100元 is 3.41 万元.

    A unit that says something else (亩 for 平方米, 元 for 人, % for a count) raises UserError.
    """
    typed_scale, typed = unit_scale(parsed.unit)
    own_scale, own = unit_scale(indicator.unit)
    if typed == "" and own:
        own_scale = own_scale if parsed.unit != indicator.unit[:1] else typed_scale
        typed = own
    if typed != own and (own or typed in ("%", "‰", ":1")):
        typed_text = f"{plain_text(number)}{parsed.unit}"
        raise UserError(
            f"“{indicator.name}”的单位是{indicator.unit or '个数'}，不能填“{typed_text}”",
            remedy="请换算成这个单位，或检查是否填错了格子",
        )
    if typed_scale == own_scale:
        return number
    return in_unit(number, Decimal(typed_scale) / own_scale)


def in_other_unit(number: Decimal, unit: str, wanted: str) -> Decimal | None:
    """A number of one unit in another (0.34 万元/生 is 3400 元/生); None where they count other things."""
    own_scale, own = unit_scale(unit)
    wanted_scale, other = unit_scale(wanted)
    if own != other and own and other:
        return None
    return in_unit(number, Decimal(own_scale) / wanted_scale)


def entered_field(text: str, field_line: Line) -> Value:
    """What the user meant by `text` in a register's field; UserError where it does not fit."""
    if len(text) > MAX_TEXT:
        raise UserError(f"内容太长（{len(text)} 字）", remedy=f"一个单元格请不要超过 {MAX_TEXT} 字")
    plain = text.strip()
    name = " ".join((field_line.label or field_line.id).split())
    match field_line.field:
        case FieldType.NUMBER:
            unit = field_line.unit or split_label(field_line.label or "").unit
            return entered_value(text, Indicator(field_line.id, name, unit))
        case FieldType.DATE if plain:
            if parse_date(plain) is None:
                raise UserError(f"“{plain}”不是日期", name, "请写成 2020-09-01、2020年9月 或 2020.9")
            return plain
        case FieldType.CHOICE if plain and field_line.choices and plain not in field_line.choices:
            raise UserError(f"“{plain}”不在可选项里", name, f"请从中选择：{'、'.join(field_line.choices)}")
        case _:
            return plain


def is_text(view: ReportView, filled: FilledTable, column: int, cell: FilledCell) -> bool:
    """Whether a cell holds words, of which there may be none; of a record only its 备注 may be empty."""
    if cell.role is CellRole.FIELD:
        line = filled.axes.column_leaves[column].line
        return line.field is FieldType.TEXT and fold_text(line.label or line.id) in _REMARKS
    indicator = view.data.indicator(cell.indicator) if cell.indicator else None
    return indicator is not None and indicator.kind is IndicatorKind.TEXT


def is_no_number(view: ReportView, filled: FilledTable, column: int, cell: FilledCell) -> bool:
    """Whether words stand where a number belongs: they are kept, and no total or change reads them."""
    if not isinstance(cell.value, str) or not cell.value:
        return False
    if cell.role is CellRole.FIELD:
        return filled.axes.column_leaves[column].line.field is FieldType.NUMBER
    if cell.role is not CellRole.VALUE:
        return False
    indicator = view.data.indicator(cell.indicator) if cell.indicator else None
    return indicator is not None and indicator.kind is not IndicatorKind.TEXT
