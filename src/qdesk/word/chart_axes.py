"""The axes of a native chart: categories and values, and those of a line that counts something else."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, NamedTuple

from qdesk.document.chart_plan import TEXT, ChartPlan
from qdesk.document.chart_scale import Scale
from qdesk.document.style import TextStyle
from qdesk.model.chart_data import Series
from qdesk.word.oxml import escape

_UPWARDS = -5_400_000  # a quarter turn, in 60000ths of a degree


class AxisIds(NamedTuple):
    """The ids of a pair of axes; positive: negative ones are not valid."""

    categories: int
    values: int

    @property
    def xml(self) -> str:
        """How a drawing names its axes."""
        return f'<c:axId val="{self.categories}"/><c:axId val="{self.values}"/>'


FIRST, SECOND = AxisIds(111111111, 222222222), AxisIds(333333333, 444444444)


def axes(plan: ChartPlan, first: Sequence[Series], second: Sequence[Series], look: TextStyle) -> str:
    """The axes of the series; those of the `second` are values at the right, and categories not shown."""
    names = text_properties(look, plan.name_size, turned=plan.turned)
    left, right = plan.units
    found = (
        _categories(FIRST, names, lying=plan.lying)
        + f'<c:valAx><c:axId val="{FIRST.values}"/>{_scaling(first, plan.scales[0])}'
        + f'<c:delete val="0"/><c:axPos val="{"b" if plan.lying else "l"}"/>'
        + f"<c:majorGridlines><c:spPr>{_hairline('D9D9D9')}</c:spPr></c:majorGridlines>"
        + _unit(left, look)
        + _values_end(FIRST, "max" if plan.lying else "autoZero", plan.scales[0])
    )
    if not second:
        return found
    return (
        found
        + f'<c:valAx><c:axId val="{SECOND.values}"/>{_scaling(second, plan.scales[1])}'
        + '<c:delete val="0"/><c:axPos val="r"/>'
        + _unit(right, look)
        + _values_end(SECOND, "max", plan.scales[1])
        + f'<c:catAx><c:axId val="{SECOND.categories}"/>'
        + '<c:scaling><c:orientation val="minMax"/></c:scaling><c:delete val="1"/><c:axPos val="b"/>'
        + '<c:majorTickMark val="none"/><c:minorTickMark val="none"/><c:tickLblPos val="nextTo"/>'
        + f'<c:crossAx val="{SECOND.values}"/><c:crosses val="autoZero"/><c:auto val="1"/>'
        + '<c:lblAlgn val="ctr"/><c:lblOffset val="100"/><c:noMultiLvlLbl val="1"/></c:catAx>'
    )


def text_properties(look: TextStyle, size: float = TEXT, *, turned: bool | None = None) -> str:
    """The fonts of a part of the chart; `turned` None leaves the direction to the word processor.

    Said to be level, names are broken into lines and not slanted.
    """
    latin, chinese = escape(look.latin), escape(look.font)
    direction = "" if turned is None else f' rot="{_UPWARDS if turned else 0}" vert="horz"'
    return (
        f'<c:txPr><a:bodyPr{direction}/><a:lstStyle/><a:p><a:pPr><a:defRPr sz="{round(size * 100)}">'
        f'<a:latin typeface="{latin}"/><a:ea typeface="{chinese}"/><a:cs typeface="{latin}"/>'
        '</a:defRPr></a:pPr><a:endParaRPr lang="zh-CN"/></a:p></c:txPr>'
    )


def _categories(ids: AxisIds, names: str, *, lying: bool) -> str:
    """The axis of the categories; every one is named (tickLblSkip). Lying, the first is on top."""
    return (
        f'<c:catAx><c:axId val="{ids.categories}"/>'
        f'<c:scaling><c:orientation val="{"maxMin" if lying else "minMax"}"/></c:scaling>'
        f'<c:delete val="0"/><c:axPos val="{"l" if lying else "b"}"/>'
        '<c:numFmt formatCode="General" sourceLinked="0"/><c:majorTickMark val="none"/>'
        f'<c:minorTickMark val="none"/><c:tickLblPos val="low"/><c:spPr>{_hairline("7F7F7F")}</c:spPr>'
        f'{names}<c:crossAx val="{ids.values}"/><c:crosses val="autoZero"/><c:auto val="1"/>'
        '<c:lblAlgn val="ctr"/><c:lblOffset val="100"/><c:tickLblSkip val="1"/><c:noMultiLvlLbl val="1"/>'
        "</c:catAx>"
    )


def _scaling(series: Sequence[Series], ends: Scale | None) -> str:
    # Left to itself Word cuts the axis where values lie close, and a small difference looks large.
    signed = any(value is not None and value < 0 for one in series for value in one.values)
    floor = "" if signed else '<c:min val="0"/>'
    ceiling = f'<c:max val="{ends.high:.15g}"/>' if ends else ""
    return f'<c:scaling><c:orientation val="minMax"/>{ceiling}{floor}</c:scaling>'


def _values_end(ids: AxisIds, crosses: Literal["autoZero", "max"], ends: Scale | None) -> str:
    step = f'<c:majorUnit val="{ends.step:.15g}"/>' if ends else ""
    return (
        '<c:numFmt formatCode="General" sourceLinked="0"/><c:majorTickMark val="none"/>'
        '<c:minorTickMark val="none"/><c:tickLblPos val="nextTo"/><c:spPr><a:ln><a:noFill/></a:ln></c:spPr>'
        f'<c:crossAx val="{ids.categories}"/><c:crosses val="{crosses}"/><c:crossBetween val="between"/>'
        f"{step}</c:valAx>"
    )


def _unit(unit: str, look: TextStyle) -> str:
    """The unit as the title of an axis, not turned: one or two characters are read as they stand."""
    if not unit:
        return ""
    latin, chinese = escape(look.latin), escape(look.font)
    fonts = f'<a:latin typeface="{latin}"/><a:ea typeface="{chinese}"/><a:cs typeface="{latin}"/>'
    size = f'sz="{round(TEXT * 100)}" b="0"'
    return (
        '<c:title><c:tx><c:rich><a:bodyPr rot="0" vert="horz"/><a:lstStyle/>'
        f"<a:p><a:pPr><a:defRPr {size}>{fonts}</a:defRPr></a:pPr>"
        f'<a:r><a:rPr lang="zh-CN" {size}>{fonts}</a:rPr><a:t>{escape(unit)}</a:t></a:r></a:p>'
        '</c:rich></c:tx><c:overlay val="0"/></c:title>'
    )


def _hairline(color: str) -> str:
    return f'<a:ln w="9525"><a:solidFill><a:srgbClr val="{color}"/></a:solidFill></a:ln>'
