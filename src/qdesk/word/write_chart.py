"""Writes a chart as a part of the document: native, editable, with its workbook inside.

The only home of raw DrawingML charts; elements stand in the order of the schema.
"""

from __future__ import annotations

from collections.abc import Sequence

from qdesk.document.blocks import Chart
from qdesk.document.chart_colors import CHART_COLORS
from qdesk.document.style import TextStyle
from qdesk.model.chart_data import Series
from qdesk.model.figure import ChartKind
from qdesk.word.oxml import DECLARATION, escape

WORKBOOK_RELATION = "rId1"
_SPACES = (
    'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
_CATEGORIES_AXIS, _VALUES_AXIS = 111111111, 222222222  # positive: negative ids are no valid ones
_TEXT_SIZE = 900  # hundredths of a point


def chart_part(chart: Chart, look: TextStyle) -> str:
    """Return the chart's part; `look` names its fonts. Its numbers are those of the workbook beside it."""
    series = chart.data.series[:1] if chart.kind is ChartKind.PIE else chart.data.series
    legend = '<c:legend><c:legendPos val="b"/><c:overlay val="0"/></c:legend>'
    with_legend = len(series) > 1 or chart.kind is ChartKind.PIE
    return "".join(
        (
            f'{DECLARATION}<c:chartSpace {_SPACES}><c:date1904 val="0"/><c:roundedCorners val="0"/>',
            '<c:chart><c:autoTitleDeleted val="1"/><c:plotArea><c:layout/>',
            _drawings(chart, series),
            "" if chart.kind is ChartKind.PIE else _axes(chart.kind, series),
            "</c:plotArea>",
            legend if with_legend else "",
            '<c:plotVisOnly val="1"/><c:dispBlanksAs val="gap"/></c:chart>',
            "<c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>",
            _fonts(look),
            f'<c:externalData r:id="{WORKBOOK_RELATION}"><c:autoUpdate val="0"/></c:externalData>',
            "</c:chartSpace>",
        )
    )


def _drawings(chart: Chart, series: Sequence[Series]) -> str:
    """The series as columns, bars, lines or slices; the last of a combined chart is a line."""
    numbered = list(enumerate(series))
    match chart.kind:
        case ChartKind.PIE:
            slices = "".join(_series(chart, at, one, "pie") for at, one in numbered)
            return f'<c:pieChart><c:varyColors val="1"/>{slices}<c:firstSliceAng val="0"/></c:pieChart>'
        case ChartKind.LINES:
            return _lines(chart, numbered)
        case ChartKind.COMBINED if len(numbered) > 1:
            return _bars(chart, numbered[:-1]) + _lines(chart, numbered[-1:])
        case _:
            return _bars(chart, numbered)


_AXIS_IDS = f'<c:axId val="{_CATEGORIES_AXIS}"/><c:axId val="{_VALUES_AXIS}"/>'


def _bars(chart: Chart, series: list[tuple[int, Series]]) -> str:
    stacked = chart.kind is ChartKind.STACKED
    return "".join(
        (
            f'<c:barChart><c:barDir val="{"bar" if chart.kind is ChartKind.BARS else "col"}"/>',
            f'<c:grouping val="{"stacked" if stacked else "clustered"}"/><c:varyColors val="0"/>',
            *(_series(chart, at, one, "bar") for at, one in series),
            '<c:gapWidth val="80"/>',
            '<c:overlap val="100"/>' if stacked else "",
            f"{_AXIS_IDS}</c:barChart>",
        )
    )


def _lines(chart: Chart, series: list[tuple[int, Series]]) -> str:
    drawn = "".join(_series(chart, at, one, "line") for at, one in series)
    return (
        f'<c:lineChart><c:grouping val="standard"/><c:varyColors val="0"/>{drawn}'
        f'<c:marker val="1"/>{_AXIS_IDS}</c:lineChart>'
    )


def _series(chart: Chart, at: int, one: Series, drawn: str) -> str:
    column = _column(at + 1)
    last = len(chart.data.categories) + 1
    categories = _texts(chart.data.categories)
    return "".join(
        (
            f'<c:ser><c:idx val="{at}"/><c:order val="{at}"/>',
            f"<c:tx><c:strRef><c:f>Sheet1!${column}$1</c:f>{_texts([one.name])}</c:strRef></c:tx>",
            _shape(at, len(chart.data.categories), drawn),
            _labels(chart, drawn),
            f"<c:cat><c:strRef><c:f>Sheet1!$A$2:$A${last}</c:f>{categories}</c:strRef></c:cat>",
            f"<c:val><c:numRef><c:f>Sheet1!${column}$2:${column}${last}</c:f>{_numbers(one)}</c:numRef></c:val>",
            '<c:smooth val="0"/>' if drawn == "line" else "",
            "</c:ser>",
        )
    )


def _shape(at: int, count: int, drawn: str) -> str:
    fill = _fill(at)
    match drawn:
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


def _labels(chart: Chart, drawn: str) -> str:
    if not chart.labels or chart.kind is ChartKind.STACKED:
        return ""
    percent = drawn == "pie"
    place = {"bar": "outEnd", "line": "t", "pie": "ctr"}[drawn]
    number = '<c:numFmt formatCode="0.0%" sourceLinked="0"/>' if percent else ""
    return (
        f'<c:dLbls>{number}<c:spPr><a:noFill/></c:spPr><c:dLblPos val="{place}"/><c:showLegendKey val="0"/>'
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


def _axes(kind: ChartKind, series: Sequence[Series]) -> str:
    across = kind is ChartKind.BARS
    # Left to itself Word cuts the axis where values lie close, and a small difference looks large.
    signed = any(value is not None and value < 0 for one in series for value in one.values)
    floor = "" if signed else '<c:min val="0"/>'
    return (
        f'<c:catAx><c:axId val="{_CATEGORIES_AXIS}"/><c:scaling><c:orientation val="minMax"/></c:scaling>'
        f'<c:delete val="0"/><c:axPos val="{"l" if across else "b"}"/>'
        '<c:numFmt formatCode="General" sourceLinked="0"/><c:majorTickMark val="none"/>'
        f'<c:minorTickMark val="none"/><c:tickLblPos val="low"/><c:spPr>{_hairline("7F7F7F")}</c:spPr>'
        f'<c:crossAx val="{_VALUES_AXIS}"/><c:crosses val="autoZero"/><c:auto val="1"/>'
        '<c:lblAlgn val="ctr"/><c:lblOffset val="100"/><c:noMultiLvlLbl val="1"/></c:catAx>'
        f'<c:valAx><c:axId val="{_VALUES_AXIS}"/>'
        f'<c:scaling><c:orientation val="minMax"/>{floor}</c:scaling>'
        f'<c:delete val="0"/><c:axPos val="{"b" if across else "l"}"/>'
        f"<c:majorGridlines><c:spPr>{_hairline('D9D9D9')}</c:spPr></c:majorGridlines>"
        '<c:numFmt formatCode="General" sourceLinked="0"/><c:majorTickMark val="none"/>'
        '<c:minorTickMark val="none"/><c:tickLblPos val="nextTo"/><c:spPr><a:ln><a:noFill/></a:ln></c:spPr>'
        f'<c:crossAx val="{_CATEGORIES_AXIS}"/><c:crosses val="autoZero"/><c:crossBetween val="between"/>'
        "</c:valAx>"
    )


def _hairline(color: str) -> str:
    return f'<a:ln w="9525"><a:solidFill><a:srgbClr val="{color}"/></a:solidFill></a:ln>'


def _fonts(look: TextStyle) -> str:
    latin, chinese = escape(look.latin), escape(look.font)
    return (
        f'<c:txPr><a:bodyPr/><a:lstStyle/><a:p><a:pPr><a:defRPr sz="{_TEXT_SIZE}">'
        f'<a:latin typeface="{latin}"/><a:ea typeface="{chinese}"/><a:cs typeface="{latin}"/>'
        '</a:defRPr></a:pPr><a:endParaRPr lang="zh-CN"/></a:p></c:txPr>'
    )
