"""Writes a chart as a part of the document: native, editable, with its workbook inside.

The only home of raw DrawingML charts; elements stand in the order of the schema.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from qdesk.document.blocks import Chart
from qdesk.document.chart_colors import CHART_COLORS
from qdesk.document.chart_plan import BARS_GAP, TEXT, ChartPlan, drawn_as_columns, plan_chart
from qdesk.document.style import TextStyle
from qdesk.model.chart_data import Series
from qdesk.model.figure import ChartKind
from qdesk.word.chart_axes import FIRST, SECOND, axes, text_properties
from qdesk.word.oxml import DECLARATION, escape

WORKBOOK_RELATION = "rId1"
_SPACES = (
    'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)


def chart_part(chart: Chart, look: TextStyle) -> str:
    """Return the chart's part; `look` names its fonts. Its numbers are those of the workbook beside it."""
    plan = plan_chart(chart)
    pie = chart.kind is ChartKind.PIE
    series = chart.data.series[:1] if pie else chart.data.series
    edge = "r" if plan.legend == "right" else "b"
    legend = f'<c:legend><c:legendPos val="{edge}"/><c:overlay val="0"/></c:legend>'
    second = series[-1:] if plan.own_axis else ()
    first = series[: len(series) - len(second)]
    return "".join(
        (
            f'{DECLARATION}<c:chartSpace {_SPACES}><c:date1904 val="0"/><c:roundedCorners val="0"/>',
            '<c:chart><c:autoTitleDeleted val="1"/><c:plotArea><c:layout/>',
            _drawings(_Drawn(chart, plan, look), series),
            "" if pie else axes(plan, first, second, look),
            "</c:plotArea>",
            legend if plan.legend else "",
            '<c:plotVisOnly val="1"/><c:dispBlanksAs val="gap"/></c:chart>',
            "<c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>",
            text_properties(look),
            f'<c:externalData r:id="{WORKBOOK_RELATION}"><c:autoUpdate val="0"/></c:externalData>',
            "</c:chartSpace>",
        )
    )


class _Drawn(NamedTuple):
    """What is drawn, how it is laid out, and in which fonts."""

    chart: Chart
    plan: ChartPlan
    look: TextStyle


def _drawings(drawn: _Drawn, series: Sequence[Series]) -> str:
    """The series as columns, bars, lines or slices; the last of a combined chart is a line."""
    numbered = list(enumerate(series))
    if drawn.chart.kind is ChartKind.PIE:
        slices = "".join(_series(drawn, at, one, "pie") for at, one in numbered)
        return f'<c:pieChart><c:varyColors val="1"/>{slices}<c:firstSliceAng val="0"/></c:pieChart>'
    columns = drawn_as_columns(drawn.chart.kind, len(series))
    return (_bars(drawn, numbered[:columns]) if columns else "") + (
        _lines(drawn, numbered[columns:]) if numbered[columns:] else ""
    )


def _bars(drawn: _Drawn, series: list[tuple[int, Series]]) -> str:
    stacked = drawn.chart.kind is ChartKind.STACKED
    return "".join(
        (
            f'<c:barChart><c:barDir val="{"bar" if drawn.plan.lying else "col"}"/>',
            f'<c:grouping val="{"stacked" if stacked else "clustered"}"/><c:varyColors val="0"/>',
            *(_series(drawn, at, one, "bar") for at, one in series),
            f'<c:gapWidth val="{round(BARS_GAP * 100)}"/>',
            '<c:overlap val="100"/>' if stacked else "",
            f"{FIRST.xml}</c:barChart>",
        )
    )


def _lines(drawn: _Drawn, series: list[tuple[int, Series]]) -> str:
    lines = "".join(_series(drawn, at, one, "line") for at, one in series)
    ids = SECOND if drawn.plan.own_axis else FIRST
    return (
        f'<c:lineChart><c:grouping val="standard"/><c:varyColors val="0"/>{lines}'
        f'<c:marker val="1"/>{ids.xml}</c:lineChart>'
    )


def _series(drawn: _Drawn, at: int, one: Series, form: str) -> str:
    chart = drawn.chart
    column = _column(at + 1)
    last = len(chart.data.categories) + 1
    categories = _texts(chart.data.categories)
    return "".join(
        (
            f'<c:ser><c:idx val="{at}"/><c:order val="{at}"/>',
            f"<c:tx><c:strRef><c:f>Sheet1!${column}$1</c:f>{_texts([one.name])}</c:strRef></c:tx>",
            _shape(at, len(chart.data.categories), form),
            _labels(drawn, form),
            f"<c:cat><c:strRef><c:f>Sheet1!$A$2:$A${last}</c:f>{categories}</c:strRef></c:cat>",
            f"<c:val><c:numRef><c:f>Sheet1!${column}$2:${column}${last}</c:f>{_numbers(one)}</c:numRef></c:val>",
            '<c:smooth val="0"/>' if form == "line" else "",
            "</c:ser>",
        )
    )


def _shape(at: int, count: int, form: str) -> str:
    fill = _fill(at)
    match form:
        case "line":
            marker = f'<c:marker><c:symbol val="circle"/><c:size val="5"/><c:spPr>{fill}</c:spPr></c:marker>'
            return f'<c:spPr><a:ln w="19050">{fill}</a:ln></c:spPr>{marker}'
        case "pie":
            return "".join(
                f'<c:dPt><c:idx val="{place}"/><c:bubble3D val="0"/><c:spPr>{_fill(place)}</c:spPr></c:dPt>'
                for place in range(count)
            )
        case _:
            return f'<c:spPr>{fill}</c:spPr><c:invertIfNegative val="0"/>'


def _fill(at: int) -> str:
    color = CHART_COLORS[at % len(CHART_COLORS)]
    return f'<a:solidFill><a:srgbClr val="{color}"/></a:solidFill>'


def _labels(drawn: _Drawn, form: str) -> str:
    """The numbers at the columns and points, or the shares in the slices; none where there is no room."""
    percent = form == "pie"
    if not (drawn.chart.labels if percent else drawn.plan.numbers):
        return ""
    # The shares of small slices stand outside, where they do not cover each other.
    place = {"bar": "outEnd", "line": "t", "pie": "bestFit"}[form]
    number = '<c:numFmt formatCode="0.0%" sourceLinked="0"/>' if percent else ""
    turned = drawn.plan.numbers == "turned"
    size = TEXT if percent else drawn.plan.number_size
    return (
        f"<c:dLbls>{number}<c:spPr><a:noFill/></c:spPr>{text_properties(drawn.look, size, turned=turned)}"
        f'<c:dLblPos val="{place}"/><c:showLegendKey val="0"/>'
        f'<c:showVal val="{int(not percent)}"/><c:showCatName val="0"/><c:showSerName val="0"/>'
        f'<c:showPercent val="{int(percent)}"/><c:showBubbleSize val="0"/></c:dLbls>'
    )


def _texts(texts: Sequence[str]) -> str:
    points = "".join(f'<c:pt idx="{at}"><c:v>{escape(text)}</c:v></c:pt>' for at, text in enumerate(texts))
    return f'<c:strCache><c:ptCount val="{len(texts)}"/>{points}</c:strCache>'


def _numbers(one: Series) -> str:
    code = "0." + "0" * one.decimals if one.decimals else "0"
    points = "".join(
        f'<c:pt idx="{at}"><c:v>{value:f}</c:v></c:pt>'
        for at, value in enumerate(one.values)
        if value is not None
    )
    count = f'<c:ptCount val="{len(one.values)}"/>'
    return f"<c:numCache><c:formatCode>{code}</c:formatCode>{count}{points}</c:numCache>"


def _column(number: int) -> str:
    """The letters of a column, counted from 0: A, B, … AA."""
    letters = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
