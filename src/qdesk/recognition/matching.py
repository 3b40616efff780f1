"""Finding what a label means: the table of the report, the indicator, the unit and the kind."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from rapidfuzz import fuzz

from qdesk.model.axis import fill_years, leaves
from qdesk.model.indicator import Aggregate, Catalogue, Indicator, IndicatorKind
from qdesk.model.table_layout import Layout, walk
from qdesk.model.value import fold_text
from qdesk.recognition.labels import normal_caption, split_label

_ANY_YEAR = 2000

SURE = 90
"""A likeness in per cent from which a caption counts as the same without asking."""


@dataclass(frozen=True, slots=True)
class TableMatch:
    """A table of the report that a found table seems to be, with the likeness in per cent."""

    layout: Layout
    likeness: int


def match_table(title: str, layouts: Iterable[Layout]) -> TableMatch | None:
    """The layout whose caption is most like `title`, if it is surely the same."""
    wanted = normal_caption(title)
    best: TableMatch | None = None
    for layout in layouts:
        likeness = round(fuzz.ratio(wanted, normal_caption(fill_years(layout.caption, _ANY_YEAR))))
        if likeness >= SURE and (best is None or likeness > best.likeness):
            best = TableMatch(layout, likeness)
    return best


class IndicatorNames:
    """The indicators that a matched table shows, by every name that its lines bear."""

    def __init__(self, layout: Layout | None, catalogue: Catalogue) -> None:
        self._found: dict[str, str] = {}
        self._catalogue = catalogue
        if layout is None:
            return
        for line in (*walk(layout.rows), *walk(layout.columns)):
            if line.at.indicator is not None:
                self._add(split_label(line.label or "").name, line.at.indicator)
                self._add_names(line.at.indicator)
        # What the whole table counts may stand at the head of its columns all the same.
        self._add_names(layout.at.indicator or "")

    def _add_names(self, indicator_id: str) -> None:
        if indicator := self._catalogue.get(indicator_id):
            for name in (indicator.name, *indicator.aliases):
                self._add(name, indicator.id)

    def _add(self, name: str, indicator: str) -> None:
        key = _name_key(name)
        if key:
            self._found.setdefault(key, indicator)

    def find(self, name: str, unit: str) -> Indicator | None:
        """The indicator of that name in the matched table, unless its unit contradicts."""
        found = self._catalogue.get(self._found.get(_name_key(name), ""))
        if found and unit and found.unit and _base_unit(unit) != _base_unit(found.unit):
            return None
        return found


def _name_key(name: str) -> str:
    return fold_text(name).replace("“", '"').replace("”", '"').rstrip("*")


def _base_unit(unit: str) -> str:
    folded = fold_text(unit)
    return {"元月": "元/月", "人次": "人", "名": "人", "㎡": "平方米", "场": "场次"}.get(folded, folded)


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


def is_rate_name(name: str) -> bool:
    """Whether a name says that its values are percentages."""
    return name.endswith(("率", "比例", "满意度", "占比", "比重"))


_UNITS_BY_ENDING = (
    (("人数", "生数", "教师数", "学历数", "职称数", "教师", "在校生", "毕业生", "干部", "团员"), "人"),
    (("个数", "工位数", "教室", "基地数", "班级", "班级数", "专业数量", "专业群数量"), "个"),
    (("计算机", "计算机数"), "台"),
    (("学时", "课时", "课时数", "学时数"), "学时"),
)


def guess_unit(name: str, unit_line: str) -> str:
    """The unit of a line that does not name one itself."""
    if is_rate_name(name):
        return "%"
    if "生师比" in name or "师生比" in name:
        return ":1"
    for endings, unit in _UNITS_BY_ENDING:
        if name.endswith(endings):
            return unit
    return unit_line


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
