"""What the user meant by a typed or pasted text: numbers with units, dates, choices."""

from __future__ import annotations

from decimal import Decimal

from qdesk.errors import UserError
from qdesk.model.date_text import parse_date
from qdesk.model.indicator import Indicator, IndicatorKind
from qdesk.model.table_layout import FieldType, Line
from qdesk.model.value import MAX_DIGITS, MISSING, ParsedValue, Value, fold_text, parse_value, plain_text
from qdesk.recognition.labels import split_label

MAX_TEXT = 4000

_SCALES = {"": 1, "百": 100, "千": 1000, "万": 10_000, "亿": 100_000_000}
_SAME = {"名": "人", "位": "人", "人次": "人", "㎡": "平方米", "场": "场次", "元月": "元/月", "课时": "学时"}


def entered_value(text: str, indicator: Indicator | None) -> Value:
    """What the user meant by `text` in a cell of this indicator.

    Money in another unit is converted (34100元 in a 万元 cell is 3.41); a unit that contradicts
    raises UserError. Text in a number cell stays text: 1800～2200, 中职不填报.
    """
    if len(text) > MAX_TEXT:
        raise UserError(f"内容太长（{len(text)} 字）", remedy=f"一个单元格请不要超过 {MAX_TEXT} 字")
    if indicator is not None and indicator.kind is IndicatorKind.TEXT:
        return text.strip() or MISSING
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
    typed_scale, typed = _scaled(parsed.unit)
    own_scale, own = _scaled(indicator.unit)
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
    return _rescaled(number, typed_scale, own_scale)


def in_other_unit(number: Decimal, unit: str, wanted: str) -> Decimal | None:
    """A number of one unit in another (0.34 万元/生 is 3400 元/生); None where they count other things."""
    own_scale, own = _scaled(unit)
    wanted_scale, other = _scaled(wanted)
    if own != other and own and other:
        return None
    return _rescaled(number, own_scale, wanted_scale)


def _rescaled(number: Decimal, scale: int, wanted: int) -> Decimal:
    scaled = number * scale / wanted
    return scaled.quantize(Decimal(1)) if scaled == scaled.to_integral_value() else scaled.normalize()


def _scaled(unit: str) -> tuple[int, str]:
    """A unit's scale and what it counts: 万元 is 10000 times 元, 万元/生 that of 元/生."""
    plain = _SAME.get(unit, unit)
    if plain[:1] in _SCALES and plain[:1]:
        return _SCALES[plain[0]], _SAME.get(plain[1:], plain[1:])
    return 1, plain


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
