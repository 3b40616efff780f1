"""Rule 数值: text where a number belongs, and counts that cannot be."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from qdesk.checks.rule import Place, places
from qdesk.model.filled_cell import CellRole
from qdesk.model.finding import Finding, Severity
from qdesk.model.indicator import Indicator, IndicatorKind
from qdesk.model.report import ReportTable
from qdesk.model.report_view import ReportView
from qdesk.model.table_layout import FieldType
from qdesk.model.value import says_none

NONE_REMEDY = "一个也没有请填 0，不适用请填“/”，没有统计请填“-”"
_PERSONS = ("人", "人次", "名")
_CHANGE = re.compile(r"增|减|变化|差|净")
_SHARE = re.compile(r"率|比|%|幅|均|进度|完成")
_ALL = Decimal(100)
_MAY_BE_MORE = re.compile(
    r"增|减|变化|完成|计划|目标|预算|进度|相当|差|幅|同比|比上|倍|达成|生均|投入|回报|百分比"
)
_MONTH = re.compile(r"^(?:19|20)\d\d\.(?:0?[1-9]|1[0-2])$")


def odd_values(view: ReportView, table: ReportTable) -> Iterator[Finding]:
    """Entered values of this year that are no number, negative, or a part of a person."""
    for place in places(view, table):
        cell = place.cell
        if cell.role is CellRole.FIELD and (what := _odd_field(place)):
            message = f"{place.title}：{place.label or cell.text[:40]} 填的是“{cell.text[:40]}”，{what}"
            yield place.finding("odd_value", Severity.LOOK, message)
        indicator = view.data.indicator(cell.indicator) if cell.indicator else None
        if cell.role is not CellRole.VALUE or cell.offset != 0 or indicator is None:
            continue
        if what := _oddness(place, indicator):
            message = f"{place.title}：{place.label} 填的是“{cell.text[:40]}”，{what}"
            yield place.finding("odd_value", Severity.LOOK, message)


def _odd_field(place: Place) -> str:
    """What is odd about a register's cell: text in a number column, a choice that is no longer offered."""
    value = place.cell.value
    field = place.filled.axes.column_leaves[place.column].line
    if not isinstance(value, str) or not value:
        return ""
    if field.field is FieldType.NUMBER:
        return "不是数值，不参加合计"
    unknown = field.field is FieldType.CHOICE and value not in field.choices
    return "不在可选项里" if unknown else ""


def _oddness(place: Place, indicator: Indicator) -> str:
    value = place.cell.value
    if isinstance(value, str):
        return "" if indicator.kind is IndicatorKind.TEXT else "不是数值，不参加计算"
    if says_none(value):
        return "" if indicator.kind is IndicatorKind.TEXT else NONE_REMEDY
    name = f"{place.head} {place.label} {indicator.name}"
    if isinstance(value, Decimal) and indicator.kind is IndicatorKind.RATE and value > _ALL:
        return "" if _MAY_BE_MORE.search(name) else "部分占整体的比率不会超过 100%"
    if not isinstance(value, Decimal) or indicator.kind is not IndicatorKind.COUNT:
        return ""
    if value < 0:
        return "" if _CHANGE.search(name) else "数量不会是负数"
    persons = indicator.unit in _PERSONS and value != value.to_integral_value()
    other = _SHARE.search(name) or _MONTH.match(place.cell.text.strip())
    return "人数不会有小数" if persons and not other else ""
