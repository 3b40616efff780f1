"""Tables of two axes made at random: trees of periods, indicators and members with computed lines."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from hypothesis import strategies as st

from qdesk.actions.workspace import Workspace
from qdesk.model.comparison import ChangeKind
from qdesk.model.edit import Edit, FieldChange, Kind
from qdesk.model.entity import Member
from qdesk.model.formula import parse_formula
from qdesk.model.indicator import Aggregate, Indicator, IndicatorKind
from qdesk.model.number_format import NumberStyle, Zeros
from qdesk.model.observation import Claim, Observation, Source
from qdesk.model.report import ReportTable
from qdesk.model.table_layout import At, Change, LabelPlace, Layout, Line, Per, Stub, Total
from qdesk.model.value import Gap, GapKind, Range, Value

COUNTS = ("招生人数", "在校生数", "毕业生数", "班级数", "实训工位数", "图书册数", "教师人数")
RATES = ("巩固率", "就业率", "满意度", "对口就业率")
RATIOS = ("生师比", "生机比")
MAJORS = ("护理", "会计", "电工", "烹饪", "汽修", "幼儿保育", "机电技术应用")
GROUPS = ("学生方面", "教师方面", "条件方面")
CAPTIONS = ("甲类情况一览", "乙项规模与结构", "丙组逐年对照", "丁种分布", "戊方面进展")
NOTES = ("说明：1.甲为当年数；2.乙为累计数。", "注：统计截至 8 月 31 日。")
BREAKDOWN = "专业"


@dataclass(frozen=True, slots=True)
class MadeTable:
    """A layout with all that it needs: indicators, members and values by (indicator, member, period)."""

    layout: Layout
    indicators: tuple[Indicator, ...]
    members: tuple[str, ...] = ()
    values: dict[tuple[str, str, int], Value] = field(default_factory=dict[tuple[str, str, int], Value])

    def edit(self, workspace: Workspace) -> Edit:
        """The one edit that puts the table into the first section of the open report."""
        view, archive = workspace.view(), workspace.archive
        section = view.headings[0].section.id
        table = ReportTable(self.layout.id, view.report.id, section, 0, self.layout)
        changes = [FieldChange(Kind.TABLE, (table.id,), None, table)]
        changes += [archive.change(Kind.INDICATOR, (one.id,), one) for one in self.indicators]
        changes += [
            archive.change(Kind.MEMBER, (BREAKDOWN, one), Member(one, BREAKDOWN, one, (), at))
            for at, one in enumerate(self.members)
        ]
        known = {one.id: one for one in self.indicators}
        for (indicator, member, period), value in self.values.items():
            at = At(indicator=indicator, member=member or None, period=period)
            key = view.data.key(at, known[indicator])
            claim = Claim(value, Source("typed"))
            changes.append(archive.change(Kind.OBSERVATION, key, Observation((claim,))))
        return Edit("造表", tuple(changes))


def numbers(kind: IndicatorKind) -> st.SearchStrategy[Decimal]:
    """Numbers as schools have them, decimals kept as written (144.60)."""
    if kind is IndicatorKind.RATE:
        return st.decimals(1, 100, places=2)
    if kind is IndicatorKind.RATIO:
        return st.decimals(1, 30, places=1)
    return st.one_of(st.integers(0, 99_999).map(Decimal), st.decimals(0, 5000, places=2))


anything: st.SearchStrategy[Value] = st.sampled_from(
    (
        *(Gap(GapKind.MISSING, ""), Gap(GapKind.NOT_SURVEYED, "-"), Gap(GapKind.NOT_APPLICABLE, "/")),
        *(Range(Decimal(1800), Decimal(2200)), "中职不填报", "0510", "一行\n两行", "=1+1", "<甲&乙>"),
    )
)


def indicator(name: str, kind: IndicatorKind) -> Indicator:
    unit = {IndicatorKind.RATE: "%", IndicatorKind.RATIO: ":1"}.get(kind, "人")
    summed = kind is IndicatorKind.COUNT
    return Indicator(f"随机/{name}", name, unit, kind, aggregate=Aggregate.SUM if summed else Aggregate.OWN)


@st.composite
def indicators(draw: st.DrawFn, *, only_counts: bool = False) -> tuple[Indicator, ...]:
    """One to four indicators, of several kinds."""
    kinds = [(one, IndicatorKind.COUNT) for one in COUNTS]
    if not only_counts:
        kinds += [(one, IndicatorKind.RATE) for one in RATES] + [(one, IndicatorKind.RATIO) for one in RATIOS]
    chosen = draw(st.lists(st.sampled_from(kinds), min_size=1, max_size=4, unique=True))
    return tuple(indicator(name, kind) for name, kind in chosen)


def period_lines(offsets: Sequence[int]) -> list[Line]:
    return [Line(f"p{offset}", "{y-1}-{y} 学年", At(period=offset)) for offset in offsets]


@st.composite
def any_table(draw: st.DrawFn) -> MadeTable:
    """Any two axes: each of periods, indicators and members stands on one of them, nested at will."""
    offsets = draw(st.sampled_from(((0,), (-1, 0), (-2, -1, 0))))
    chosen = draw(indicators())
    members = tuple(draw(st.lists(st.sampled_from(MAJORS), max_size=4, unique=True)))
    subjects = {
        "periods": period_lines(offsets),
        "indicators": [Line(one.id, one.name, At(indicator=one.id)) for one in chosen],
    }
    if members:
        subjects["members"] = [Line(f"m{one}", one, At(member=one)) for one in members]
    order = draw(st.permutations(list(subjects)))
    cut = draw(st.integers(1, len(order) - 1))
    extra = draw(st.sampled_from(("none", "change", "total", "both")))
    rows, columns = (_tree(draw, [subjects[name] for name in part], part, extra, offsets) for part in
                     (order[:cut], order[cut:]))  # fmt: skip
    stubs, rows = _stubs(draw, rows, cut)
    layout = Layout(
        id="随机表",
        caption=draw(st.sampled_from(CAPTIONS)),
        columns=(*stubs, *columns),
        rows=rows,
        subcaption=draw(st.sampled_from(("", "（与 {y-2}-{y-1} 学年比较）"))),
        unit_line=draw(st.sampled_from(("", "人", "万元"))),
        notes=draw(st.sampled_from(((), NOTES[:1], NOTES))),
        compare=draw(st.sampled_from((ChangeKind.RATIO, ChangeKind.DIFFERENCE, ChangeKind.GROWTH))),
        styles={one.id: NumberStyle(suffix="%") for one in chosen if one.kind is IndicatorKind.RATE},
        change_styles={"points": NumberStyle(2, Zeros.KEEP, plus=True, suffix="%", zero="0")},
    )
    values: dict[tuple[str, str, int], Value] = {}
    for one in chosen:
        for member in members or ("",):
            for offset in offsets:
                found = draw(st.one_of(numbers(one.kind), numbers(one.kind), st.none(), anything))
                if found is not None:
                    values[one.id, member, offset] = found
    return MadeTable(layout, chosen, members, values)


def _tree(
    draw: st.DrawFn, levels: Sequence[list[Line]], names: Sequence[str], extra: str, offsets: Sequence[int]
) -> tuple[Line, ...]:
    """Lines of the first level, each with the lines of the others below it."""
    if not levels:
        return ()
    below = _tree(draw, levels[1:], names[1:], extra, offsets)
    lines = [replace(line, lines=below) for line in levels[0]]
    if names[0] == "periods" and len(offsets) > 1 and extra in ("change", "both"):
        lines.append(Line("change", "变化", compute=Change(), lines=below))
    if names[0] == "members" and extra in ("total", "both"):
        lines.append(Line("total", "合计", compute=Total(), lines=below))
    return tuple(lines)


def _stubs(draw: st.DrawFn, rows: tuple[Line, ...], depth: int) -> tuple[list[Line], tuple[Line, ...]]:
    """The columns that print the rows themselves, and the rows numbered if one counts them."""
    heads = draw(st.sampled_from((("项目", "分项", "细目"), ("学年\n项目", "分项", "细目"))))
    labels = [Line(f"l{level}", heads[level], stub=Stub.LABEL, level=level) for level in range(depth)]
    if depth == 1 and draw(st.booleans()):
        numbered = tuple(
            replace(
                line,
                numbered=line.compute is None,
                label_place=draw(st.sampled_from(list(LabelPlace))) if line.compute else LabelPlace.LABEL,
            )
            for line in rows
        )
        return [Line("s", "序号", stub=Stub.SERIAL), *labels], numbered
    return labels, rows


@st.composite
def usual_table(draw: st.DrawFn) -> MadeTable:
    """A table as reports have them: labels and header say all that a reader needs to know.

    Every number is there, every kind of cell is one that schools print.
    """
    shape = draw(st.sampled_from(_SHAPES))
    made = shape(draw)
    notes = draw(st.sampled_from(((), NOTES[:1])))
    layout = replace(
        made.layout,
        caption=draw(st.sampled_from(CAPTIONS)),
        subcaption=draw(st.sampled_from(("", "（与 {y-2}-{y-1} 学年比较）"))),
        unit_line=draw(st.sampled_from(("", "人"))),
        notes=notes,
    )
    return replace(made, layout=layout)


_OF_KIND = {IndicatorKind.RATE: "%", IndicatorKind.RATIO: ":1"}
_PERIODS = ((-1, 0), (-2, -1, 0))


def _kind_of_change(draw: st.DrawFn) -> tuple[ChangeKind, str]:
    return draw(
        st.sampled_from(((ChangeKind.RATIO, "百分比（%）"), (ChangeKind.DIFFERENCE, "变化"),
                         (ChangeKind.GROWTH, "增长率（%）")))
    )  # fmt: skip


def _filled(
    draw: st.DrawFn, chosen: Sequence[Indicator], members: Sequence[str], offsets: Sequence[int]
) -> dict[tuple[str, str, int], Value]:
    return {
        (one.id, member, offset): draw(numbers(one.kind).filter(bool))
        for one in chosen
        for member in members or ("",)
        for offset in offsets
    }


def _named(one: Indicator) -> str:
    return one.name if one.kind is IndicatorKind.RATIO else f"{one.name}（{one.unit}）"


def _indicators_down(draw: st.DrawFn) -> MadeTable:
    chosen, offsets = draw(indicators()), draw(st.sampled_from(_PERIODS))
    kind, head = _kind_of_change(draw)
    rows = tuple(Line(one.id, _named(one), At(indicator=one.id)) for one in chosen)
    corner = draw(st.sampled_from(("项目", "学年\n项目")))
    columns = [Line("l", corner, stub=Stub.LABEL), *period_lines(offsets)]
    if draw(st.booleans()):
        columns.append(Line("change", head, compute=Change()))
    layout = Layout("随机表", "", tuple(columns), rows, compare=kind)
    return MadeTable(layout, chosen, (), _filled(draw, chosen, (), offsets))


def _periods_down(draw: st.DrawFn) -> MadeTable:
    chosen, offsets = draw(indicators()), draw(st.sampled_from(_PERIODS))
    kind, head = _kind_of_change(draw)
    rows = list(period_lines(offsets))
    base = next((one for one in chosen if one.name == "在校生数"), None)
    per = base is not None and len(chosen) > 1 and all(one.kind is IndicatorKind.COUNT for one in chosen)
    if per and base is not None and draw(st.booleans()):
        label = "生均比值（{y-1}-{y}）"
        rows += [Line(f"per{one}", label, At(period=one), compute=Per(base.id)) for one in offsets]
    else:
        rows.append(Line("change", head, compute=Change()))
    columns = (
        Line("l", "学年", stub=Stub.LABEL),
        *(Line(one.id, _named(one), At(indicator=one.id)) for one in chosen),
    )
    layout = Layout("随机表", "", columns, tuple(rows), compare=kind)
    return MadeTable(layout, chosen, (), _filled(draw, chosen, (), offsets))


def _members_down(draw: st.DrawFn) -> MadeTable:
    [only] = [indicator("在校生数", IndicatorKind.COUNT)]
    members = tuple(draw(st.lists(st.sampled_from(MAJORS), min_size=2, max_size=5, unique=True)))
    offsets = draw(st.sampled_from(_PERIODS))
    kind, head = _kind_of_change(draw)
    place = draw(st.sampled_from(list(LabelPlace)))
    rows = [Line(f"m{one}", one, At(member=one), numbered=True) for one in members]
    rows.append(Line("total", "合计", compute=Total(), label_place=place))
    columns = [Line("s", "序号", stub=Stub.SERIAL), Line("l", "专业", stub=Stub.LABEL)]
    columns += [replace(one, label="{y-1}-{y} 学年（人）") for one in period_lines(offsets)]
    columns.append(Line("change", head, compute=Change()))
    layout = Layout("随机表", "", tuple(columns), tuple(rows), at=At(indicator=only.id), compare=kind)
    return MadeTable(layout, (only,), members, _filled(draw, (only,), members, offsets))


def _measures_across(draw: st.DrawFn) -> MadeTable:
    """Members down, measures × (periods and change) across, a total below."""
    chosen = draw(indicators(only_counts=True))
    members = tuple(draw(st.lists(st.sampled_from(MAJORS), min_size=2, max_size=5, unique=True)))
    offsets = draw(st.sampled_from(_PERIODS))
    kind, head = _kind_of_change(draw)
    inner = [*period_lines(offsets), Line("change", head, compute=Change())]
    columns = (
        Line("l", "专业", stub=Stub.LABEL),
        *(Line(one.id, one.name, At(indicator=one.id), lines=tuple(inner)) for one in chosen),
    )
    rows = [Line(f"m{one}", one, At(member=one)) for one in members]
    rows.append(Line("total", "合计", compute=Total()))
    layout = Layout("随机表", "", columns, tuple(rows), compare=kind)
    return MadeTable(layout, chosen, members, _filled(draw, chosen, members, offsets))


def _annex(draw: st.DrawFn) -> MadeTable:
    """Serial number, name, unit, a column a year: the annex tables."""
    chosen, offsets = draw(indicators()), draw(st.sampled_from(_PERIODS))
    rows = tuple(Line(one.id, one.name, At(indicator=one.id), numbered=True) for one in chosen)
    columns = (
        Line("s", "序号", stub=Stub.SERIAL),
        Line("l", "指标", stub=Stub.LABEL),
        Line("u", "单位", stub=Stub.UNIT),
        *(replace(one, label="{y-1}-{y}") for one in period_lines(offsets)),
    )
    return MadeTable(Layout("随机表", "", columns, rows), chosen, (), _some(draw, chosen, offsets))


def _grouped(draw: st.DrawFn) -> MadeTable:
    """Rows under group labels that are merged down the first column."""
    chosen, offsets = draw(indicators(only_counts=True)), draw(st.sampled_from(_PERIODS))
    kind, head = _kind_of_change(draw)
    cut = draw(st.integers(0, len(chosen) - 1))
    lines = [Line(one.id, _named(one), At(indicator=one.id)) for one in chosen]
    rows = [
        Line(f"g{at}", GROUPS[at], lines=tuple(part))
        for at, part in enumerate((lines[:cut], lines[cut:]))
        if part
    ]
    columns = (
        Line("l0", "方面", stub=Stub.LABEL),
        Line("l1", "指标", stub=Stub.LABEL, level=1),
        *period_lines(offsets),
        Line("change", head, compute=Change()),
    )
    layout = Layout("随机表", "", columns, tuple(rows), compare=kind)
    return MadeTable(layout, chosen, (), _some(draw, chosen, offsets))


def _with_signs(draw: st.DrawFn) -> MadeTable:
    """Counts, shares printed as 94.50% and ratios printed as 13.5:1 under one column of differences."""
    chosen, offsets = draw(indicators()), (-1, 0)
    rows = tuple(Line(one.id, one.name, At(indicator=one.id)) for one in chosen)
    columns = (
        Line("l", "项目", stub=Stub.LABEL),
        *period_lines(offsets),
        Line("change", "变化", compute=Change()),
    )
    shares = {one.id: NumberStyle(suffix="%") for one in chosen if one.kind is IndicatorKind.RATE}
    points = {"points": NumberStyle(2, Zeros.KEEP, plus=True, suffix="%", zero="0")}
    layout = Layout("随机表", "", columns, rows, styles=shares, change_styles=points)
    return MadeTable(layout, chosen, (), _filled(draw, chosen, (), offsets))


def _derived(draw: st.DrawFn) -> MadeTable:
    """Two counts and the rate of one in the other, which the total row computes from the totals."""
    leavers, employed = (indicator(name, IndicatorKind.COUNT) for name in ("毕业生数", "就业人数"))
    formula = parse_formula("{就业人数} ÷ {毕业生数} × 100", lambda name: f"随机/{name}")
    rate = replace(
        indicator("就业率", IndicatorKind.RATE), formula=formula, aggregate=Aggregate.FORMULA, decimals=2
    )
    members = tuple(draw(st.lists(st.sampled_from(MAJORS), min_size=2, max_size=5, unique=True)))
    sign = draw(st.booleans())
    label = "就业率" if sign else "就业率（%）"
    columns = (
        Line("l", "专业", stub=Stub.LABEL),
        *(Line(one.id, f"{one.name}（人）", At(indicator=one.id)) for one in (leavers, employed)),
        Line(rate.id, label, At(indicator=rate.id)),
    )
    rows = [Line(f"m{one}", one, At(member=one)) for one in members]
    rows.append(Line("total", "合计", compute=Total()))
    style = NumberStyle(2, Zeros.KEEP if sign else Zeros.DROP, suffix="%" if sign else "")
    styles = {rate.id: style}
    layout = Layout("随机表", "", columns, tuple(rows), styles=styles, total_styles=styles)
    values: dict[tuple[str, str, int], Value] = {}
    for member in members:
        whole = draw(st.integers(1, 900))
        values[leavers.id, member, 0] = Decimal(whole)
        values[employed.id, member, 0] = Decimal(draw(st.integers(0, whole)))
    return MadeTable(layout, (leavers, employed, rate), members, values)


def _some(
    draw: st.DrawFn, chosen: Sequence[Indicator], offsets: Sequence[int]
) -> dict[tuple[str, str, int], Value]:
    """Numbers with gaps among them, at least one number in the first row."""
    values = _filled(draw, chosen, (), offsets)
    for place in list(values)[1:]:
        if draw(st.integers(0, 9)) == 0:
            values[place] = draw(st.sampled_from(_GAPS))
    return values


_GAPS = (Gap(GapKind.NOT_SURVEYED, "-"), Gap(GapKind.NOT_APPLICABLE, "/"))
_SHAPES = (
    *(_indicators_down, _periods_down, _members_down, _measures_across),
    *(_annex, _grouped, _with_signs, _derived),
)
