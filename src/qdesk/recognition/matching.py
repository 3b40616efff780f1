"""Finding what a label means: the table of the report, the indicator, the unit and the kind."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from qdesk.model.axis import fill_years, leaves
from qdesk.model.indicator import Aggregate, Catalogue, Indicator, IndicatorKind
from qdesk.model.table_layout import Layout, Line
from qdesk.model.unit_scale import factor_between
from qdesk.model.value import fold_text
from qdesk.recognition.labels import is_rate_name, normal_caption, split_caption, split_label
from qdesk.recognition.school_names import is_abbreviation
from qdesk.recognition.understood_table import Candidate

_ANY_YEAR = 2000

LIKE, LIKE_TABLE = 70, 60
"""Likenesses in per cent from which a name or a caption is offered to the user."""
_MOST_CANDIDATES = 3
SURE = 90
"""A likeness in per cent from which a caption counts as the same without asking."""


@dataclass(frozen=True, slots=True)
class TableMatch:
    """A table of the report that a found table seems to be, with the likeness in per cent."""

    layout: Layout
    likeness: int


def match_table(title: str, layouts: Iterable[Layout], schools: Iterable[str] = ()) -> TableMatch | None:
    """The layout whose caption is most like `title`, if it is surely the same.

    Before the caption `title` may say whose table it is: one of `schools` (folded names). One table
    whose caption differs in nothing but words that any caption may have is the same, if it is the only one.
    """
    wanted, known, candidates = normal_caption(title), tuple(schools), tuple(layouts)
    best: TableMatch | None = None
    for layout in candidates:
        caption = _caption_of(layout)
        likeness = round(fuzz.ratio(wanted, caption))
        if likeness < SURE and _is_of_school(wanted, caption, known):
            likeness = SURE
        if likeness >= SURE and (best is None or likeness > best.likeness):
            best = TableMatch(layout, likeness)
    if best is None and len(core := _core(wanted)) >= _LEAST_CORE:
        same = [one for one in candidates if _core(_caption_of(one)) == core]
        best = TableMatch(same[0], SURE) if len(same) == 1 else None
    return best


_PLAIN_WORDS = re.compile(r"情况|统计|对比|比较|比对|对照|一览|变化|汇总|获得?|的|表$")
_LEAST_CORE, _LEAST_LINES = 4, 2


def _core(caption: str) -> str:
    """What a normal caption speaks of: 学生获资助情况 and 学生资助 both of 学生资助."""
    return _PLAIN_WORDS.sub("", caption)


def _caption_of(layout: Layout) -> str:
    return normal_caption(fill_years(layout.caption, _ANY_YEAR))


def knows_lines(title: str, layout: Layout, catalogue: Catalogue, names: Sequence[str]) -> bool:
    """Whether a table of the report has all `names` among its indicators, and one caption holds the other.

    毕业生就业情况 with rows of 毕业生升学、就业情况对比表 is that table; 学生技能大赛 is not 师生技能大赛.
    """
    known = IndicatorNames(layout, catalogue)
    if len(names) < _LEAST_LINES or not all(known.has(name) for name in names):
        return False
    one, other = sorted((_core(normal_caption(title)), _core(_caption_of(layout))), key=len)
    rest = iter(other)
    return len(one) >= _LEAST_CORE and all(sign in rest for sign in one)


def like_tables(title: str, layouts: Iterable[Layout]) -> tuple[Candidate, ...]:
    """Tables of the report whose captions are like a title, but not surely the same."""
    wanted = normal_caption(title)
    found: list[Candidate] = []
    for layout in layouts:
        name = fill_years(layout.caption, _ANY_YEAR)
        likeness = round(fuzz.ratio(wanted, normal_caption(name)))
        if likeness >= LIKE_TABLE:
            found.append(Candidate(layout.id, split_caption(name)[1], likeness))
    return tuple(sorted(found, key=lambda one: -one.likeness)[:_MOST_CANDIDATES])


_OPPOSITES = (
    ("国家级", "省级"),
    ("省级", "校级"),
    ("国家级", "校级"),
    ("市级", "省级"),
    ("男", "女"),
    ("专科", "本科"),
)
_DIGIT = re.compile(r"\d+|[一二三]等")


def _opposed(one: str, other: str) -> bool:
    """Names that differ by the very word that matters: 国家级 and 省级, 一等奖 and 二等奖."""
    if _DIGIT.findall(one) != _DIGIT.findall(other):
        return True
    return any((a in one) != (a in other) and (b in one) != (b in other) for a, b in _OPPOSITES)


def _is_of_school(title: str, caption: str, schools: tuple[str, ...]) -> bool:
    """Whether a title is a caption with nothing but a school's name before it."""
    owner = title.removesuffix(caption)
    if not caption or not owner or owner == title:
        return False
    return any(owner == school or is_abbreviation(owner, school) for school in schools)


@dataclass(frozen=True, slots=True)
class _Named:
    """An indicator's line in a layout: how far down it stands."""

    place: int
    indicator: str


class IndicatorNames:
    """The indicators that a matched table shows, by every name that its lines bear.

    One name may stand several times (接入国家智慧教育平台数): then the next line of that name
    after the one found last is meant, and none where the file's order does not tell.
    """

    def __init__(self, layout: Layout | None, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self._labels: dict[str, list[_Named]] = {}
        self._names: dict[str, list[_Named]] = {}
        self._last = -1
        if layout is None:
            return
        place, before = 0, ""
        for line, group in (*_grouped(layout.rows), *_grouped(layout.columns)):
            place += 1
            # A line without a name of its own repeats the thing above in another unit (门 / 学时).
            before = _plain_name(line.label or "") or before
            if line.at.indicator is None:
                continue
            named = _Named(place, line.at.indicator)
            for name in {before, f"{group}·{before}" if group else before}:
                _add(self._labels, name, named)
            if indicator := catalogue.get(line.at.indicator):
                for name in {indicator.name, *indicator.aliases}:
                    _add(self._names, name, named)
        # What the whole table counts may stand at the head of its columns all the same.
        if layout.at.indicator and (whole := catalogue.get(layout.at.indicator)):
            for name in {whole.name, *whole.aliases}:
                _add(self._names, name, _Named(place + 1, whole.id))

    def find(self, name: str, unit: str, taken: Container[str] = ()) -> Indicator | None:
        """The indicator of that name in the matched table, unless its unit contradicts or it is taken."""
        for known in (self._labels, self._names):
            lines = known.get(_name_key(name), [])
            fitting = [one for one in lines if one.indicator not in taken and self._fits(one, unit)]
            if len({one.indicator for one in lines}) > 1:
                fitting = [one for one in fitting if one.place > self._last]
            if fitting:
                self._last = fitting[0].place
                return self._catalogue.get(fitting[0].indicator)
        return None

    def has(self, name: str) -> bool:
        """Whether a line or an indicator of the table bears that name."""
        key = _name_key(name)
        return key in self._labels or key in self._names

    def _fits(self, named: _Named, unit: str) -> bool:
        found = self._catalogue.get(named.indicator)
        if found is None:
            return False
        same = not unit or not found.unit or _base_unit(unit) == _base_unit(found.unit)
        return same or factor_between(unit, found.unit) is not None

    def like(self, name: str, unit: str, taken: Container[str] = ()) -> list[Candidate]:
        """The indicators of the table that are still free and whose names are like this one."""
        wanted = _name_key(name)
        if len({one for one in (*self._labels, *self._names) if one.endswith(wanted)}) > 1:
            return []  # 满意度 is said of each of them, and names none
        best: dict[str, Candidate] = {}
        for known, lines in (*self._labels.items(), *self._names.items()):
            likeness = round(fuzz.ratio(wanted, known))
            if likeness < LIKE or _opposed(wanted, known):
                continue
            for one in lines:
                found = self._catalogue.get(one.indicator)
                if found is None or one.indicator in taken or not self._fits(one, unit):
                    continue
                if one.indicator not in best or best[one.indicator].likeness < likeness:
                    best[one.indicator] = Candidate(found.id, found.name, likeness)
        return sorted(best.values(), key=lambda one: -one.likeness)[:_MOST_CANDIDATES]


def _grouped(lines: Iterable[Line], group: str = "") -> Iterator[tuple[Line, str]]:
    for line in lines:
        yield line, group
        yield from _grouped(line.lines, _plain_name(line.label or "") or group)


def _plain_name(label: str) -> str:
    return split_label(label).name.removeprefix("其中").lstrip("：: ")


def _add(known: dict[str, list[_Named]], name: str, named: _Named) -> None:
    if key := _name_key(name):
        known.setdefault(key, []).append(named)


_PROVINCE = re.compile(r"省\(自治区\)级?|自治区级?|直辖市级?|省级")


def _name_key(name: str) -> str:
    """A name for comparing; the level of a province has several names."""
    folded = fold_text(name).replace("“", '"').replace("”", '"').rstrip("*")
    return _PROVINCE.sub("省", folded)


def _base_unit(unit: str) -> str:
    folded = fold_text(unit)
    return _SAME_UNITS.get(folded, folded)


_SAME_UNITS = {
    "元月": "元/月",
    "人次": "人",
    "名": "人",
    "㎡": "平方米",
    "场": "场次",
    "节": "课时",
    "·": ":1",
}


def guess_kind(name: str, unit: str) -> IndicatorKind:
    """What an unknown indicator measures, by its unit and the end of its name."""
    if unit == "%" or (not unit and is_rate_name(name)):
        return IndicatorKind.RATE
    if unit == ":1" or "生师比" in name or "师生比" in name:
        return IndicatorKind.RATIO
    if unit.endswith("/生") or name.startswith("生均"):
        return IndicatorKind.PER_STUDENT
    if unit in ("元", "万元", "亿元", "千元", "元/月"):
        return IndicatorKind.MONEY
    return IndicatorKind.COUNT


_UNITS_BY_ENDING = (
    (
        ("人数", "生数", "教师数", "学历数", "职称数", "教师", "在校生", "毕业生", "干部", "团员", "党员"),
        "人",
    ),
    (("男", "女", "男生", "女生", "学生", "住校生", "寄宿生", "党员"), "人"),
    (("个数", "工位数", "教室", "基地数", "班级", "班级数", "专业数量", "专业群数量"), "个"),
    (("计算机", "计算机数"), "台"),
    (("学时", "学时数"), "学时"),
    (("课时", "课时数"), "课时"),
    (("人次", "人次数"), "人次"),
    (("场次", "场次数"), "场次"),
    (("台套", "台套数"), "台套"),
    (("期数",), "期"),
    (("门数",), "门"),
    (("项数",), "项"),
    (("册数",), "册"),
    (("间数",), "间"),
    (("家数",), "家"),
    (("台数",), "台"),
    (("次数",), "次"),
    (("班数",), "个"),
)


def guess_unit(name: str, unit_line: str) -> str:
    """The unit of a line that does not name one itself."""
    if is_rate_name(name):
        return "%"
    if "生师比" in name or "师生比" in name:
        return ":1"
    if name.endswith("收入") and "月收入" in name:
        return "元/月"
    for endings, unit in _UNITS_BY_ENDING:
        if name.endswith(endings):
            return unit
    # 单位：人、% says which units there are, not which line has which.
    return unit_line if re.fullmatch(r"[^、,，;；]+", unit_line) else ""


def guess_aggregate(kind: IndicatorKind) -> Aggregate:
    """Counts and money are summed; nothing else is, unless somebody says so."""
    if kind in (IndicatorKind.COUNT, IndicatorKind.MONEY, IndicatorKind.NUMBER):
        return Aggregate.SUM
    return Aggregate.OWN


def per_base(layout: Layout | None) -> str | None:
    """The base of the per-student lines of a layout."""
    if layout is None:
        return None
    bases = [leaf.per.base for leaf in leaves(layout.rows) if leaf.per]
    return bases[0] if bases else None
