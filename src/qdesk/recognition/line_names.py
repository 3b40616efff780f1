"""What the lines of a file's table are called in the report: indicators, members, schools."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

from qdesk.model.indicator import Indicator, IndicatorKind
from qdesk.model.table_layout import Layout
from qdesk.model.value import fold_text, parse_value
from qdesk.recognition.grid import GridCell, one_line
from qdesk.recognition.labels import is_rate_name, normal_caption
from qdesk.recognition.matching import IndicatorNames, guess_aggregate, guess_kind, guess_unit
from qdesk.recognition.owner import NEW_SCHOOL
from qdesk.recognition.proposal import FileContext
from qdesk.recognition.row_units import stated_unit
from qdesk.recognition.school_names import school_key, without_school
from qdesk.recognition.understood_table import UnderstoodLine, UnderstoodTable

BORROWED_UNIT = "borrowed unit"
"""The state of an indicator whose unit is only that of its neighbours, until the file is read."""


class LineNames:
    """Finds or makes the indicators, members and schools that a table's lines name.

    `indicators` are the table's own by id, `members` are (breakdown, id, name), `schools` maps ids
    to the name that the table gives them. `prefix` begins the ids of the table's own indicators.
    """

    def __init__(self, table: UnderstoodTable, matched: Layout | None, context: FileContext) -> None:
        self._table, self._context = table, context
        self._names = IndicatorNames(matched, context.catalogue)
        self.prefix = normal_caption(table.title) or table.grid.name
        self.indicators: dict[str, Indicator] = {}
        self.members: list[tuple[str, str, str]] = []
        owner = table.owner
        self.schools: dict[str, str] = {owner.entity: owner.name} if owner.entity else {}
        self._name_before = ""
        self._taken: set[str] = set()
        self._units: dict[str, str] = {}

    def indicator(self, line: UnderstoodLine, cell_unit: str) -> str:
        """The id of the indicator that a line names: the report's own where the table matches."""
        parts = line.parts
        name = parts.name
        known = self._known(line, parts.unit or cell_unit)
        if known is not None:
            self._taken.add(known.id)
            self._name_before = name or self._name_before
            return known.id
        if name:
            line.candidates = tuple(self._names.like(name, parts.unit or cell_unit, self._taken))
        path = "·".join(part for part in (line.group, line.parent, name) if part)
        found = f"{self.prefix}/{path or one_line(line.label)}"
        if found in self.indicators and self._name_before:
            found = f"{self.prefix}/{self._name_before}·{path}"
        while found in self.indicators:
            found += "′"
        unit = parts.unit or cell_unit or guess_unit(name, stated_unit(self._table, line))
        if not unit and line.parent and not is_rate_name(name):
            unit = self._units.get(line.parent, "")  # a part is counted as the whole is
        self._units.setdefault(name, unit)
        self.indicators[found] = self.new_indicator(found, name or self._table.title, unit)
        if name not in ("", "生均"):
            self._name_before = name
        return found

    def _known(self, line: UnderstoodLine, unit: str) -> Indicator | None:
        """The matched table's indicator; a row with a unit alone repeats the name above it."""
        name = line.parts.name or (self._name_before if unit else "")
        grouped = self._names.find(f"{line.group}·{name}", unit, self._taken) if line.group else None
        return grouped or self._names.find(name, unit, self._taken)

    def known_text(self, name: str) -> Indicator | None:
        """The matched table's indicator for a column of texts."""
        found = self._names.find(name, "", self._taken)
        return found if found and found.kind is IndicatorKind.TEXT else None

    def new_indicator(self, indicator_id: str, name: str, unit: str) -> Indicator:
        """An indicator of the table's own, its kind guessed from name and unit."""
        kind = guess_kind(name, unit)
        return Indicator(indicator_id, name, unit, kind, aggregate=guess_aggregate(kind))

    def borrow_units(self) -> None:
        """An indicator of the table's own without a unit takes that of all the others, if several agree."""
        own = [one for one in self.indicators.values() if one.kind is IndicatorKind.COUNT]
        told = [one.unit for one in own if one.unit]
        if len(set(told)) != 1 or (len(told) < _NEIGHBOURS and told[0] != _PERSONS):
            return
        unit = told[0]
        for one in own:
            if not one.unit and not _MONEY.search(one.name) and not _COUNTS_ITSELF.search(one.name):
                self.indicators[one.id] = replace(one, unit=unit, state=BORROWED_UNIT)

    def member(self, name: str, breakdown: str) -> str:
        """The id of a member: the report's own where the name is known."""
        plain = one_line(name)
        known = self._context.members.get((breakdown, fold_text(plain)))
        if known is None:
            known = plain
            if (breakdown, known, plain) not in self.members:
                self.members.append((breakdown, known, plain))
        return known

    def school(self, line: UnderstoodLine, name: str) -> str:
        """The school that a line names; one that nobody knows yet becomes a new one."""
        found = line.entity or f"{NEW_SCHOOL}{school_key(name)}"
        self.schools[found] = one_line(name)
        return found

    def cell_unit(self, rows: list[int], columns: list[int]) -> str:
        """The unit that the cells themselves show (%, :1), if they all agree."""
        cells = [self._table.grid.at(row, column) for row in rows for column in columns]
        shown = {_shown_unit(cell) for cell in cells if not cell.is_empty}
        shown.discard("0")
        return shown.pop() if len(shown) == 1 else ""


_NEIGHBOURS, _PERSONS = 2, "人"
"""One unit beside a name says nothing of it (台套 beside 工位), unless it is that of persons."""
_MONEY = re.compile(r"(?:金额|经费|支出|产值|资金|投入|费)$")
"""Names of money, which no count of people says how to read."""


_COUNTS_ITSELF = re.compile(r"[^人生员师工者干部名位额次]数$")
"""Names that say what they count (实习企业数): it is not what the neighbours count."""


def _shown_unit(cell: GridCell) -> str:
    """The unit in a cell (%, 120亩); "0" where it is no number, or none that needs a unit."""
    folded = fold_text(cell.text)
    if folded in ("0", "-", "/", ""):
        return "0"
    if folded.endswith(("%", ":1")):
        return "%" if folded.endswith("%") else ":1"
    if cell.unit or not isinstance(cell.value, str):
        return cell.unit
    told = parse_value(cell.value)
    return told.unit if isinstance(told.value, Decimal) else "0"


_YEARS_COMPARED = re.compile(
    r"^[近前]?[一二两三四五六七八九十\d]{1,2}年来?(?=[一-龥]{2})|^近年来?(?=[一-龥]{2})"
)


def measure_of_title(title: str) -> str:
    """学生专业结构对比表 → 学生专业结构: what a table counts when no line says it."""
    name = _YEARS_COMPARED.sub("", without_school(normal_caption(title)))
    for ending in ("对比表", "比较表", "统计表", "一览表", "情况表", "比对表", "情况", "表"):
        name = name.removesuffix(ending)
    return name or title
